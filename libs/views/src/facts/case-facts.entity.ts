import type { Grade, Outcome, Severity, Urgency } from '@redress/complaint';
import type { Origin } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/*
 * What reports count: a row for each thing that happened to a complaint, with both of its times. A fact is never changed (docs/adr/0010).
 * Amounts are minor units; minutes are whole, from receipt on.
 */

const schema = 'case_facts_v1';

@Index(['occurredAt'])
@Index(['recordedAt', 'position'])
abstract class CaseFact {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Business time. */
  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  /** The log's time; never decreases with the position. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;
}

/** What the complaint was received as is copied into all that is counted: joining a million rows costs more than it takes to carry them. */
abstract class CountedFact extends CaseFact {
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
export class ReceivedFact extends CountedFact {
  @Column({ type: 'bigint' })
  position: string;
}

/** A fact of which a complaint may have several. */
abstract class RepeatableFact extends CountedFact {
  @PrimaryColumn({ type: 'bigint' })
  position: string;
}

/** A fact that others depend on and that is not counted by itself. */
abstract class BackgroundFact extends CaseFact {
  @PrimaryColumn({ type: 'bigint' })
  position: string;
}

/** It was classified; the latest that counts holds. */
@Entity({ schema, name: 'classified' })
export class ClassifiedFact extends BackgroundFact {
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
export class ReopenedFact extends BackgroundFact {
  @Column({ type: 'text' })
  reason: string;
}
