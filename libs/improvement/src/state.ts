import type { Instant, Metadata } from '@redress/kernel';
import type { ImprovementEvent, ImprovementKind } from './improvement.js';

/** Nothing was raised on this stream yet. */
interface NoImprovement {
  readonly status: 'none';
}

export const improvementStatuses = ['raised', 'planned', 'adopted', 'done', 'dropped'] as const;
export type ImprovementStatus = (typeof improvementStatuses)[number];

export interface Improvement {
  readonly status: ImprovementStatus;
  readonly kind: ImprovementKind;
  /** What a plan still lacks before it can be adopted. */
  readonly unplanned: readonly ('measure' | 'owner' | 'due')[];
  readonly adoptedAt?: Instant;
  /** When the latest event occurred; absent only where a test gave no times. */
  readonly latestAt?: Instant;
}

export type ImprovementState = NoImprovement | Improvement;

export const noImprovement: ImprovementState = { status: 'none' };

/** An event with its own time, as it was read or as a test tells it. */
export type ImprovementFact = ImprovementEvent & { readonly occurredAt?: Instant; readonly metadata?: Pick<Metadata, 'occurredAt'> };

/** The state after one more event. Pure, never looks into a `Personal` field, never mutates. */
export function evolve(state: ImprovementState, event: ImprovementFact): ImprovementState {
  const latestAt = event.metadata?.occurredAt ?? event.occurredAt ?? (state.status === 'none' ? undefined : state.latestAt);
  const at = latestAt === undefined ? {} : { latestAt };
  if (event.type === 'ImprovementRaised') {
    return { status: 'raised', kind: event.data.kind, unplanned: ['measure', 'owner', 'due'], ...at };
  }
  if (state.status === 'none') throw new Error(`An improvement's stream begins with ImprovementRaised, not with ${event.type}`);
  return { ...state, ...changes(state, event), ...at };
}

function changes({ status, unplanned }: Improvement, event: Exclude<ImprovementFact, { type: 'ImprovementRaised' }>): Partial<Improvement> {
  switch (event.type) {
    case 'ImprovementPlanned':
      return {
        status: status === 'raised' ? 'planned' : status,
        unplanned: unplanned.filter((name) => event.data[name] === undefined),
      };
    case 'ImprovementAdopted': {
      const adoptedAt = event.metadata?.occurredAt ?? event.occurredAt;
      return { status: 'adopted', ...(adoptedAt !== undefined && { adoptedAt }) };
    }
    case 'ImprovementDone':
      return { status: 'done' };
    case 'ImprovementDropped':
      return { status: 'dropped' };
    case 'BenefitRecorded':
    case 'EffectivenessReviewed':
      return {};
  }
}
