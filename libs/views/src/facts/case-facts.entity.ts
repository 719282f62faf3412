import type { Grade, LinkKind, Outcome, Severity, Urgency } from '@redress/complaint';
import type { Origin } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { schemaOf } from '../view.js';

/*
 * What reports count: a row for each thing that happened to a complaint, with both of its times (docs/adr/0010). What a row says is never
 * changed; a correction of the form supersedes it by another row, known from then on, and what lasts is told its end (docs/adr/0020).
 * Amounts are minor units; minutes are whole, from receipt on unless said otherwise.
 */

/** Which version of the view `case-facts` these are the tables of. */
export const caseFactsVersion = 4;
const schema = schemaOf({ name: 'case-facts', version: caseFactsVersion });

@Index(['occurredAt'])
abstract class CaseFact {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Business time. */
  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  /** The log's time, of the event or of the correction under which it is told: from then on it is known like this. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;
}

/** A fact that is told anew when the form is corrected: one row at most holds at any position of the log. */
abstract class CorrectableFact extends CaseFact {
  /** The latest correction that it is told under, 0 for the form as it was written. */
  @PrimaryColumn({ type: 'integer' })
  correction: number;

  /** The log's position from which on it is known like this: of the event, or of the correction under which it is told … */
  @Column({ name: 'known_from', type: 'bigint' })
  knownFrom: string;

  /** … and that of the correction from which on another row holds; null: none so far. */
  @Column({ name: 'known_until', type: 'bigint', nullable: true })
  knownUntil: string | null;
}

/** What the complaint was received as is copied into all that is counted: joining a million rows costs more than it takes to carry them. */
abstract class CountedFact extends CorrectableFact {
  @Column({ type: 'text' })
  origin: Origin;

  @Column({ type: 'text' })
  channel: string;

  @Column({ type: 'text' })
  cause: string;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ type: 'text', nullable: true })
  jurisdiction: string | null;

  @Column({ type: 'text' })
  grade: Grade;

  /** BCP 47. */
  @Column({ type: 'text' })
  language: string;
}

/** It was received: once. */
@Entity({ schema, name: 'received' })
@Index(['arrivedAt'], { where: 'arrived_at IS NOT NULL' })
@Index(['departedAt'], { where: 'departed_at IS NOT NULL' })
@Index(['complaintId'], { where: 'arrived_at IS NOT NULL' })
@Index(['position'], { where: 'departed_at IS NOT NULL' })
@Index(['recordedAt', 'knownFrom'])
export class ReceivedFact extends CountedFact {
  @Column({ type: 'bigint' })
  position: string;

  /** The category that the keyword library suggested; null if none. */
  @Column({ type: 'text', nullable: true })
  suggested: string | null;

  /** When the customer came to a branch and left it, by the form. */
  @Column({ name: 'arrived_at', type: 'timestamptz', nullable: true })
  arrivedAt: Date | null;

  @Column({ name: 'departed_at', type: 'timestamptz', nullable: true })
  departedAt: Date | null;
}

/** Who complained about what, by pseudonym: a row for each data subject of the complaint. Times and position are those of the receipt. */
@Entity({ schema, name: 'complained' })
@Index(['subjectId', 'product', 'occurredAt'])
export class ComplainedFact extends CorrectableFact {
  @PrimaryColumn({ name: 'subject_id', type: 'text' })
  subjectId: string;

  @Column({ type: 'bigint' })
  position: string;

  /** Empty if none was named. */
  @Column({ type: 'text' })
  product: string;

  /** Then the subject is the complaint, not a person. */
  @Column({ type: 'boolean' })
  anonymous: boolean;
}

/** A fact of which a complaint may have several. */
@Index(['recordedAt', 'knownFrom'])
abstract class RepeatableFact extends CountedFact {
  @PrimaryColumn({ type: 'bigint' })
  position: string;
}

/** A fact that others depend on and that is not counted by itself. */
@Index(['recordedAt', 'position'])
abstract class BackgroundFact extends CaseFact {
  @PrimaryColumn({ type: 'bigint' })
  position: string;
}

/** The form was corrected in what reports count. */
@Entity({ schema, name: 'corrected' })
export class CorrectedFact extends BackgroundFact {
  @Column({ type: 'text' })
  field: string;
}

/** It was classified; the latest that counts holds. */
@Entity({ schema, name: 'classified' })
@Index(['complaintId'], { where: 'ordinal > 1' })
export class ClassifiedFact extends BackgroundFact {
  /** Which classification of the complaint it is, from 1. */
  @Column({ type: 'integer' })
  ordinal: number;

  @Column({ type: 'text' })
  category: string;

  @Column({ type: 'text' })
  severity: Severity;

  @Column({ type: 'text' })
  urgency: Urgency;
}

/** A final or summary reply was sent. */
@Entity({ schema, name: 'replied' })
export class RepliedFact extends BackgroundFact {
  @Column({ type: 'text' })
  kind: 'summary' | 'final';
}

@Entity({ schema, name: 'escalated' })
export class EscalatedFact extends RepeatableFact {
  @Column({ type: 'text' })
  track: 'level' | 'external';

  /** `level-2`, `level-3`, or the body outside. */
  @Column({ type: 'text' })
  reached: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'text' })
  trigger: string;

  @Column({ type: 'bigint' })
  minutes: string;
}

@Entity({ schema, name: 'handed_back' })
export class HandedBackFact extends RepeatableFact {
  /** The level it went back to, `level-1`. */
  @Column({ type: 'text' })
  reached: string;

  @Column({ type: 'text' })
  reason: string;
}

/** The customer was asked, or it was tried, or it is on record why they cannot be asked. */
@Entity({ schema, name: 'followed_up' })
export class FollowedUpFact extends RepeatableFact {
  @Column({ type: 'boolean' })
  reached: boolean;

  @Column({ type: 'text', nullable: true })
  impossibility: string | null;

  @Column({ type: 'smallint', nullable: true })
  satisfaction: number | null;

  @Column({ type: 'boolean', nullable: true })
  solved: boolean | null;

  @Column({ name: 'would_buy_again', type: 'boolean', nullable: true })
  wouldBuyAgain: boolean | null;

  /** What became of the matter in the customer's own words; null if they did not say. */
  @Column({ type: 'text', nullable: true })
  resolution: Resolution | null;

  /** It sent the case back (rule 7). */
  @Column({ name: 'sent_back', type: 'boolean' })
  sentBack: boolean;
}

/** `quickly`: solved, and within 24 hours of receipt the customer had a final or summary reply or a closing that held, or said so. */
export type Resolution = 'quickly' | 'resolved' | 'unresolved';

/** A remedy was ordered. */
@Entity({ schema, name: 'compensated' })
export class CompensatedFact extends RepeatableFact {
  @Column({ type: 'text' })
  remedy: string;

  /** What the company bears; null, as the currency, where an import does not say. */
  @Column({ type: 'bigint', nullable: true })
  borne: string | null;

  @Column({ type: 'text', nullable: true })
  currency: string | null;

  @Column({ type: 'bigint', nullable: true })
  claimed: string | null;

  @Column({ name: 'claimed_currency', type: 'text', nullable: true })
  claimedCurrency: string | null;
}

/** What became of a remedy that was ordered. */
@Entity({ schema, name: 'settled' })
export class SettledFact extends RepeatableFact {
  @Column({ type: 'text' })
  how: 'fulfilled' | 'failed' | 'cancelled';

  /** As it was ordered; null where the history does not tell. */
  @Column({ type: 'text', nullable: true })
  remedy: string | null;

  @Column({ type: 'bigint', nullable: true })
  borne: string | null;

  @Column({ type: 'text', nullable: true })
  currency: string | null;
}

@Entity({ schema, name: 'closed' })
export class ClosedFact extends RepeatableFact {
  @Column({ type: 'text' })
  outcome: Outcome;

  /** How it could close: `on-the-spot`, `in-summary`, else `handled`. */
  @Column({ type: 'text' })
  settlement: 'on-the-spot' | 'in-summary' | 'handled';

  /** Which closing of the complaint it is, from 1. */
  @Column({ type: 'integer' })
  closing: number;

  @Column({ type: 'bigint' })
  minutes: string;
}

@Entity({ schema, name: 'reopened' })
export class ReopenedFact extends RepeatableFact {
  @Column({ type: 'text' })
  reason: string;
}

@Entity({ schema, name: 'investigated' })
export class InvestigatedFact extends RepeatableFact {
  @Column({ type: 'text' })
  finding: string;

  @Column({ name: 'fault_party', type: 'text', nullable: true })
  faultParty: string | null;

  @Column({ name: 'root_cause', type: 'text', nullable: true })
  rootCause: string | null;

  @Column({ name: 'hidden_issue', type: 'boolean' })
  hiddenIssue: boolean;

  @Column({ name: 'unfavourable_reading', type: 'boolean' })
  unfavourableReading: boolean;

  /** Which investigation of the complaint it is, from 1. */
  @Column({ type: 'integer' })
  ordinal: number;
}

/** The case went on in another, or was taken out of it again. */
@Entity({ schema, name: 'merged' })
export class MergedFact extends RepeatableFact {
  @Column({ type: 'text' })
  how: 'merged' | 'unmerged';

  /** The other complaint. */
  @Column({ type: 'uuid' })
  other: string;

  @Column({ type: 'text' })
  reason: string;
}

/** It was found to have to do with another complaint, or not to. */
@Entity({ schema, name: 'linked' })
export class LinkedFact extends RepeatableFact {
  @Column({ type: 'text' })
  how: 'linked' | 'unlinked';

  @Column({ type: 'uuid' })
  other: string;

  @Column({ type: 'text' })
  kind: LinkKind;
}

/** The customer came to a branch or left it, after the form was written. */
@Entity({ schema, name: 'visited' })
export class VisitedFact extends RepeatableFact {
  @Column({ type: 'text' })
  way: 'arrived' | 'departed';

  /** Null: the unit of the complaint. */
  @Column({ type: 'text', nullable: true })
  branch: string | null;
}

/** A body outside decided. */
@Entity({ schema, name: 'decided_outside' })
export class DecidedOutsideFact extends RepeatableFact {
  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'text' })
  ruling: string;

  @Column({ type: 'bigint', nullable: true })
  award: string | null;

  @Column({ type: 'text', nullable: true })
  currency: string | null;
}

/** Something was done at once. */
@Entity({ schema, name: 'interim_measure' })
export class InterimMeasureFact extends RepeatableFact {
  @Column({ type: 'text' })
  measure: string;

  @Column({ type: 'bigint' })
  minutes: string;
}

/** Something that lasted from `occurredAt` on. Its end is filled in when it comes, with both of its times. */
@Index(['endedAt'])
@Index(['endRecordedAt', 'endPosition'])
abstract class LastingFact extends CountedFact {
  @PrimaryColumn({ type: 'bigint' })
  position: string;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ name: 'end_recorded_at', type: 'timestamptz', nullable: true })
  endRecordedAt: Date | null;

  @Column({ name: 'end_position', type: 'bigint', nullable: true })
  endPosition: string | null;
}

/** It was open and not merged into another. */
@Entity({ schema, name: 'backlog' })
@Index(['endPosition'])
export class BacklogFact extends LastingFact {
  /** Ages are counted from receipt, also after a reopening. */
  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Date;
}

/** Somebody had it, or owed a contribution to it. */
@Entity({ schema, name: 'held' })
@Index(['endPosition'])
@Index(['recordedAt', 'knownFrom'])
export class HeldFact extends LastingFact {
  /** Of a contribution its ordinal; 0: who had the case itself. */
  @PrimaryColumn({ type: 'integer' })
  contribution: number;

  @Column({ type: 'text', nullable: true })
  person: string | null;

  @Column({ name: 'held_unit', type: 'text', nullable: true })
  heldUnit: string | null;

  @Column({ type: 'text', nullable: true })
  team: string | null;

  @Column({ type: 'text', nullable: true })
  skill: string | null;

  /** What ended it; null as long as it lasts. */
  @Column({ type: 'text', nullable: true })
  ended: Ending | null;

  /** From its beginning to its end. */
  @Column({ type: 'bigint', nullable: true })
  minutes: string | null;
}

/** A clock of the policy pack ran: from when it was set until what was owed was done, or owed no more. Its due time may move: `ClockStepFact`. */
@Entity({ schema, name: 'clock' })
@Index(['due'], { where: 'ended_at IS NULL' })
@Index(['endedAt'], { where: 'paused_at IS NOT NULL' })
@Index(['recordedAt', 'knownFrom'])
export class ClockFact extends LastingFact {
  /** Its name within the complaint, `promise-2`. */
  @Column({ type: 'text' })
  clock: string;

  /** The code of its rule in the pack, which reports count by. */
  @Column({ type: 'text' })
  rule: string;

  @Column({ type: 'text' })
  pack: string;

  @Column({ type: 'boolean' })
  statutory: boolean;

  /** A role. */
  @Column({ type: 'text' })
  responsible: string;

  /** From when its time is counted. */
  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  /** As it was set: in time up to then. */
  @Column({ type: 'timestamptz' })
  due: Date;

  /** Which promise of the complaint it is about, from 1; null for what was not promised. */
  @Column({ type: 'integer', nullable: true })
  promise: number | null;

  /** How many steps it has, so that nobody looks for those of a clock that has none. */
  @Column({ type: 'integer' })
  steps: number;

  @Column({ type: 'boolean' })
  warned: boolean;

  /** Since when it stands still; null while it runs. */
  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true })
  pausedAt: Date | null;

  /** What ended it; null as long as it lasts. */
  @Column({ type: 'text', nullable: true })
  ended: 'met' | 'stopped' | null;
}

/** What happened to a clock while it lasted. Of its warnings only the first is told. */
@Entity({ schema, name: 'clock_step' })
@Index(['due'], { where: 'due IS NOT NULL' })
export class ClockStepFact extends BackgroundFact {
  /** Of the clock's own fact. */
  @Column({ name: 'set_position', type: 'bigint' })
  setPosition: string;

  @Column({ type: 'text' })
  how: 'warned' | 'paused' | 'resumed' | 'extended';

  /** When it is due from then on; null where that stays as it was. */
  @Column({ type: 'timestamptz', nullable: true })
  due: Date | null;

  /** How long it had stood still, where this let it run again. */
  @Column({ type: 'bigint', nullable: true })
  minutes: string | null;
}

/** A person got through to the customer, earlier than had been known so far: mostly once in a complaint, as later contacts are not told. */
@Entity({ schema, name: 'contacted' })
@Index(['complaintId'], { where: 'ordinal > 1' })
export class ContactedFact extends BackgroundFact {
  /** From 1; each is earlier in its own time than the one before. */
  @Column({ type: 'integer' })
  ordinal: number;
}

/** A promise was open: until it was kept, or until its clock was stopped. */
@Entity({ schema, name: 'promised' })
@Index(['due'], { where: 'ended_at IS NULL' })
@Index(['recordedAt', 'knownFrom'])
export class PromisedFact extends LastingFact {
  /** Which promise of the complaint it is, from 1. */
  @Column({ type: 'integer' })
  promise: number;

  @Column({ type: 'timestamptz' })
  due: Date;

  /** What ended it; null as long as it lasts. */
  @Column({ type: 'text', nullable: true })
  ended: 'kept' | 'stopped' | null;
}

/** The case came over the threshold of its pack, or under it again. */
@Entity({ schema, name: 'risk' })
export class RiskFact extends RepeatableFact {
  @Column({ type: 'text' })
  how: 'raised' | 'eased';

  @Column({ type: 'integer' })
  score: number;

  /** Codes of the signals with points. */
  @Column({ type: 'text', array: true })
  signals: string[];

  @Column({ type: 'bigint' })
  minutes: string;
}

export type Ending = 'assigned' | 'handed-over' | 'handed-back' | 'given' | 'refused' | 'closed' | 'merged';
