import type { Instant, Metadata } from '@redress/kernel';
import type { ComplaintEvent, FollowedUpData, ReplySentData } from './complaint.js';
import type { Outcome } from './codes.js';

/** Nothing was received on this stream yet. */
export interface NoComplaint {
  readonly status: 'none';
}

/** What counts towards one closing. `Reopened` starts it anew: the earlier answers answered the earlier closing. */
interface Round {
  readonly acknowledged: boolean;
  /** A finding was reached, after the case was sent back if it was. */
  readonly investigated: boolean;
  /** The final reply since the last finding; `external` if it names recourse outside the company. */
  readonly finalReply: 'none' | 'given' | 'external';
  /** Follow-ups that did not reach the customer. */
  readonly attempts: number;
  /** A follow-up reached the customer, or it is on record why none can. */
  readonly followedUp: boolean;
  /** The customer was dissatisfied at follow-up: re-evaluation is owed, once (rule 7). */
  readonly sentBack: boolean;
}

/** The few facts that decisions need; none of them personal. */
interface Facts extends Round {
  readonly anonymous: boolean;
  readonly respondents: readonly string[];
  /** 1 is the front line; never goes down (rule 9). */
  readonly level: number;
  readonly reopenings: number;
  /** When the latest event that keeps stream order occurred (rule 11); absent only where a test gave no times. */
  readonly latestAt?: Instant;
}

export interface OpenComplaint extends Facts {
  readonly status: 'open';
}

export interface ClosedComplaint extends Facts {
  readonly status: 'closed';
  readonly outcome: Outcome;
}

export type ComplaintState = NoComplaint | OpenComplaint | ClosedComplaint;

/** An event that was read from the store, or one just decided. */
export type ComplaintFact = ComplaintEvent & { readonly occurredAt?: Instant; readonly metadata?: Pick<Metadata, 'occurredAt'> };

export const noComplaint: NoComplaint = { status: 'none' };

/** The level at which a complaint starts, and the highest until policy packs define levels (rule 9: L1 to L3). */
export const firstLevel = 1;
export const topLevel = 3;

const freshRound: Round = {
  acknowledged: false,
  investigated: false,
  finalReply: 'none',
  attempts: 0,
  followedUp: false,
  sentBack: false,
};

/**
 * The state after one more event. Pure, never looks into a `Personal` field, never mutates.
 * Throws a plain Error if the stream does not begin with `Received`: such a log is damaged, not refused.
 */
export function evolve(state: ComplaintState, event: ComplaintFact): ComplaintState {
  const latestAt = later('latestAt' in state ? state.latestAt : undefined, event.metadata?.occurredAt ?? event.occurredAt);
  if (event.type === 'Received') {
    const { complainantKind, respondents } = event.data;
    const anonymous = complainantKind === 'anonymous';
    return { status: 'open', ...freshRound, anonymous, respondents, level: firstLevel, reopenings: 0, latestAt };
  }
  if (state.status === 'none') throw new Error(`A complaint's stream begins with Received, not with ${event.type}`);

  switch (event.type) {
    case 'Acknowledged':
      return { ...state, acknowledged: true, latestAt };
    case 'Investigated':
      // A new finding makes the earlier final reply stale: the customer has to be told.
      return { ...state, investigated: true, finalReply: 'none', latestAt };
    case 'Escalated':
      return { ...state, level: event.data.track === 'level' ? event.data.to : state.level, latestAt };
    case 'ReplySent':
      return { ...state, finalReply: finalReply(event.data) ?? state.finalReply, latestAt };
    case 'FollowedUp':
      return followedUp(state, event.data, latestAt);
    case 'Closed':
      return { ...state, status: 'closed', outcome: event.data.outcome, latestAt };
    case 'Reopened': {
      const { anonymous, respondents, level } = state;
      return { status: 'open', ...freshRound, anonymous, respondents, level, reopenings: event.data.count, latestAt };
    }
    case 'Assigned':
    case 'Apologised':
    case 'Compensated':
    case 'Withdrawn':
      return { ...state, latestAt };
    case 'HistoryImported':
      // Tells of the import, not of the case: what happens to the case next may be older than the import.
      return state;
  }
}

/** Whether an answer at follow-up sends the case back: 1 or 2 of 5, or "not solved" (rule 7). */
function isDissatisfied(answer: Pick<FollowedUpData, 'satisfaction' | 'solved'>): boolean {
  return answer.solved === false || (answer.satisfaction !== undefined && answer.satisfaction <= 2);
}

/** A final reply counts if it has reasons and names recourse; imported ones may lack them. Presence is all that is asked of `reasons`. */
function finalReply({ kind, reasons, recourse }: ReplySentData): 'given' | 'external' | undefined {
  if (kind !== 'final' || reasons === undefined || recourse.length === 0) return undefined;
  return recourse.some((body) => body !== 'internal-review') ? 'external' : 'given';
}

function followedUp<S extends OpenComplaint | ClosedComplaint>(state: S, answer: FollowedUpData, latestAt?: Instant): S {
  // A closed case takes the answer without changing how it was closed; reopening is a decision of its own.
  if (state.status === 'closed') return { ...state, latestAt };
  const attempts = state.attempts + (answer.reached || answer.impossibility ? 0 : 1);
  const asked = { ...state, attempts, followedUp: state.followedUp || answer.reached || answer.impossibility !== undefined, latestAt };
  if (!isDissatisfied(answer) || state.sentBack) return asked;
  return { ...asked, sentBack: true, investigated: false, finalReply: 'none' };
}

function later(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
