import type { Matrix } from '@redress/authority';
import type { Instant, Recorded } from '@redress/kernel';
import type { CalendarsVersion, PacksVersion } from '@redress/policy';

/*
 * What is asked and what is answered: history decided again under other policies (domain §5, 13). Both are data: nothing here reads a log or
 * a clock.
 */

/** Whatever was in force when each thing was decided: replayed it changes nothing. */
export const inForce = 'in-force';

/** What takes the place of what was in force; what is left out stays as it was. */
export interface Candidates {
  readonly matrix?: Matrix | typeof inForce;
  /** Whole documents, under the version that they have or would have. */
  readonly packs?: PacksVersion | typeof inForce;
  readonly calendars?: CalendarsVersion | typeof inForce;
}

export interface WhatIfQuestion extends Candidates {
  /** Rounds that were requested and complaints that were received from then on … */
  readonly from?: Instant;
  /** … up to then, exclusive. */
  readonly to?: Instant;
  /** Business time: what happened later is left out, and clocks that still run are judged then; all of it and the latest time in it, if left out. */
  readonly asOf?: Instant;
}

/** The log in order, as far as it is known. */
export type Log = AsyncIterable<Recorded> | Iterable<Recorded>;

export const effects = [
  'forbidden',
  'more-signatures',
  'fewer-signatures',
  'free',
  'other-roles',
  'other-mode',
  'other-band',
  'other-validity',
  'unchanged',
] as const;
/**
 * What a candidate matrix makes of a decision. `forbidden`: it is refused, such as an order without a round that needs signatures now, or a
 * currency without a rate; `free`: nobody has to sign any more; `other-validity`: only how long the round is valid.
 */
export type Effect = (typeof effects)[number];

export const clockEffects = ['newly-missed', 'newly-met', 'added', 'removed', 'changed', 'unchanged'] as const;
/**
 * What a candidate pack or calendar makes of a clock. `newly-missed` and `newly-met` count whatever was or is not missed otherwise, a clock that
 * only one of both sets too; `added` and `removed` are set by one of both and missed by none; `changed`: due then or ended otherwise, and as timely.
 */
export type ClockEffect = (typeof clockEffects)[number];

export const clockStates = ['in-time', 'late', 'overdue', 'stopped-overdue', 'running', 'paused', 'stopped'] as const;
/** As in the report `timeliness`; of these `late`, `overdue` and `stopped-overdue` are missed. */
export type ClockState = (typeof clockStates)[number];

/** Who has to sign; `roles` is empty where nobody has to. Amounts in minor units of `currency`, the matrix's. */
export interface Asked {
  readonly matrixVersion: number;
  readonly band: { readonly from: number; readonly below: number | null; readonly scope: string };
  readonly mode: 'any' | 'all' | 'ordered';
  readonly roles: readonly string[];
  readonly total: number;
  readonly currency: string;
  readonly validDays: number | null;
}

/** How long signatures take, in whole minutes; null where one of the roles never signed in the period. */
export interface Expected {
  readonly median: number | null;
  readonly p90: number | null;
}

/** A decision on money that the candidate changes. */
export interface ChangedDecision {
  /** A round of approvals, an order without one, or a promise of money on somebody's own authority. */
  readonly kind: 'round' | 'order' | 'promise';
  readonly complaintId: string;
  /** The round's number; null of what has none. */
  readonly round: number | null;
  readonly at: Instant;
  readonly remedy: string;
  readonly amount: { readonly amount: number; readonly currency: string };
  readonly effect: Effect;
  readonly before: Asked;
  /** Null if it is refused before it comes to signatures. */
  readonly after: Asked | null;
  /** Why it is refused: the code of the refusal. */
  readonly code: string | null;
  /** Who had signed when the round ended. */
  readonly signed: readonly string[];
  /** Whose signatures would be missing then; none of what is refused. */
  readonly missing: readonly string[];
  /** Whether what was signed would have been enough. */
  readonly sufficed: boolean;
  /** From the request to the last signature that was needed, in whole minutes; null if it never came. */
  readonly waitedMinutes: number | null;
  readonly expectedBefore: Expected;
  readonly expectedAfter: Expected;
}

/** One side of a clock: when it was due and what came of it. */
export interface ClockOutcome {
  readonly due: Instant;
  readonly state: ClockState;
  /** When it was met or stopped; null while it is owed. */
  readonly endedAt: Instant | null;
}

/** A clock that the candidate changes. */
export interface ChangedClock {
  readonly kind: 'clock';
  readonly complaintId: string;
  readonly clock: string;
  readonly rule: string;
  readonly statutory: boolean;
  readonly effect: ClockEffect;
  /** Null if it was not set. */
  readonly before: ClockOutcome | null;
  /** Null if the candidate does not set it. */
  readonly after: ClockOutcome | null;
}

export type ChangedCase = ChangedDecision | ChangedClock;

export interface Column {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

export interface WhatIfResult {
  readonly report: 'what-if';
  readonly number: 13;
  readonly version: 1;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly asOf: Instant | null;
  /** Of the last event that was read; null of an empty log. */
  readonly position: string | null;
  /** Versions of what was in force for the decisions that were taken again. */
  readonly decidedUnder: {
    readonly authority: readonly number[];
    readonly packs: readonly number[];
    readonly calendars: readonly number[];
  };
  readonly events: number;
  readonly complaints: number;
  /** How many cases were listed. */
  readonly changed: number;
  readonly tables: Readonly<Record<string, Table>>;
}

/** What comes of a question, piece by piece; the result is the last. */
export type WhatIfItem =
  | { readonly progress: { readonly events: number; readonly position: string } }
  | { readonly case: ChangedCase }
  | { readonly result: WhatIfResult };
