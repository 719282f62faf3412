import type { ImprovementEvent } from '@redress/improvement';
import type { Metadata, Recorded } from '@redress/kernel';
import { isNext } from '../rows.js';
import type { Improvement } from './improvements.entity.js';

/** The streams of improvements are `improvement-<uuid>`. */
export const improvementPrefix = 'improvement-';

/** What of an event the fold needs. */
export type ImprovementEntry = ImprovementEvent &
  Pick<Recorded, 'stream' | 'revision'> & { readonly metadata: Pick<Metadata, 'occurredAt' | 'actor'> };

/** A plain row: TypeORM alone makes instances. */
export type ImprovementRow = Pick<Improvement, keyof Improvement>;

/** An improvement after one more event; the very same if it was folded already. Pure, never looks into what is sealed. */
export function foldImprovement(row: ImprovementRow | undefined, event: ImprovementEntry): ImprovementRow {
  const at = new Date(event.metadata.occurredAt);
  const by = event.metadata.actor.sub;
  if (row && !isNext(event, row.revision)) return row;
  if (event.type === 'ImprovementRaised') {
    const { kind, cause, title, description = null, from, scope = null, unit = null } = event.data;
    const { complaints = [], trend = null } = from;
    return {
      improvementId: event.stream.slice(improvementPrefix.length),
      revision: event.revision,
      status: 'raised',
      kind,
      cause,
      title,
      description,
      complaints: [...complaints],
      trend,
      scope,
      unit,
      measure: null,
      owner: null,
      due: null,
      raisedAt: at,
      raisedBy: by,
      adoptedAt: null,
      adoptedBy: null,
      doneAt: null,
      droppedAt: null,
      droppedReason: null,
      verdict: null,
    };
  }
  if (!row) throw new Error(`${event.stream} begins with ${event.type}, not with ImprovementRaised`);
  const next = { ...row, revision: event.revision };
  switch (event.type) {
    case 'ImprovementPlanned': {
      const { measure = row.measure, owner = row.owner, due = row.due, unit = row.unit, scope = row.scope } = event.data;
      return { ...next, status: row.status === 'raised' ? 'planned' : row.status, measure, owner, due, unit, scope };
    }
    case 'ImprovementAdopted':
      return { ...next, status: 'adopted', adoptedAt: at, adoptedBy: by };
    case 'ImprovementDone':
      return { ...next, status: 'done', doneAt: at };
    case 'ImprovementDropped':
      return { ...next, status: 'dropped', droppedAt: at, droppedReason: event.data.reason };
    case 'EffectivenessReviewed':
      return { ...next, verdict: event.data.verdict };
    case 'BenefitRecorded':
      return next;
  }
}
