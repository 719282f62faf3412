import type { Body, RequiredRole, Seat, SigningMode } from '@redress/authority';
import type { Labels, Money } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** `lapsed`: it ended after its validity had run out; one that ran out and that nobody ended is stored as it stood (`statusAt`). */
export const roundStatuses = ['requested', 'granted', 'refused', 'voided', 'lapsed', 'withdrawn', 'spent'] as const;
export type RoundStatus = (typeof roundStatuses)[number];

/** When what never lapses lapses: in place of null, so that one comparison and one index serve. */
export const never = new Date('9999-12-31T00:00:00.000Z');

/** A signature that counts. */
export interface Signed {
  readonly role: string;
  readonly standsInFor?: string;
  readonly approver: string;
  readonly actingFor?: string;
  /** Who voted, where a body signed by resolution. */
  readonly voters?: readonly string[];
  /** Business time, ISO 8601. */
  readonly at: string;
}

/** Of each complaint what a request takes from it: its kind, and who keeps out (domain §1 rule 2). */
@Entity({ schema: 'approvals_v2', name: 'complaint' })
export class ApprovalComplaint {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Of the latest event that concerned it. */
  @Column({ type: 'integer' })
  revision: number;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  /** The complaining customer, pseudonymous; null if nobody is named. */
  @Column({ name: 'subject_id', type: 'text', nullable: true })
  subjectId: string | null;

  @Column({ type: 'text', array: true })
  respondents: string[];

  /** Who was given the case, investigated it or proposed a remedy in it so far. */
  @Column({ type: 'text', array: true })
  handlers: string[];

  @Column({ type: 'text', array: true })
  recused: string[];

  /** Roles in which recusals left nobody. */
  @Column({ type: 'text', array: true })
  vacant: string[];

  /** The latest; what is asked for it comes with an event of its own. */
  @Column({ type: 'jsonb', nullable: true })
  proposal: { readonly round: number; readonly remedy: string; readonly borne: Money; readonly proposer: string } | null;
}

/**
 * A round of approval: what was asked, frozen, and how it stands now. Amounts are minor units of `currency`; `bigint` comes back as text.
 *
 * Indexes: the two orders that a page is read in, and what the report looks up.
 */
@Entity({ schema: 'approvals_v2', name: 'round' })
@Index('by_status', ['status', 'lapsesAt', 'requestedAt', 'complaintId', 'round'])
@Index('by_unit', ['unit', 'status', 'lapsesAt', 'requestedAt', 'complaintId', 'round'])
@Index('by_requested', ['requestedAt'])
@Index('round_recorded', ['recordedAt', 'position'])
@Index('by_subject', ['subjectId'], { where: 'subject_id IS NOT NULL' })
export class ApprovalRound {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Ordinal within the complaint, from 1. */
  @PrimaryColumn({ type: 'integer' })
  round: number;

  @Column({ type: 'text' })
  status: RoundStatus;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ name: 'subject_id', type: 'text', nullable: true })
  subjectId: string | null;

  @Column({ type: 'text' })
  remedy: string;

  @Column({ name: 'matrix_version', type: 'integer' })
  matrixVersion: number;

  /** Inclusive. */
  @Column({ name: 'band_from', type: 'bigint' })
  bandFrom: string;

  /** Exclusive; null: no upper bound. */
  @Column({ name: 'band_below', type: 'bigint', nullable: true })
  bandBelow: string | null;

  @Column({ type: 'text' })
  scope: string;

  @Column({ type: 'text' })
  mode: SigningMode;

  @Column({ type: 'text' })
  currency: string;

  /** Ordered before … */
  @Column({ type: 'bigint' })
  already: string;

  /** … and what was asked for on top … */
  @Column({ type: 'bigint' })
  now: string;

  /** … in sum: what decided the band. */
  @Column({ type: 'bigint' })
  total: string;

  /** What is proposed at present, in its own currency: after the request it may have become less. */
  @Column({ type: 'jsonb' })
  proposed: Money;

  /** A staff `sub`. */
  @Column({ type: 'text' })
  proposer: string;

  @Column({ type: 'jsonb' })
  required: readonly RequiredRole[];

  @Column({ type: 'jsonb' })
  bodies: readonly Body[];

  /** Whose signatures are missing, recusals considered; none once the round is over. */
  @Column({ type: 'jsonb' })
  missing: readonly Seat[];

  /** Those of the missing that may sign now. */
  @Column({ type: 'jsonb' })
  next: readonly Seat[];

  @Column({ type: 'jsonb' })
  signed: readonly Signed[];

  /** Who signs nothing here: proposer, handlers, respondents and who is recused (domain §2). Staff `sub`s. */
  @Column({ type: 'text', array: true })
  involved: string[];

  /** Why the matrix asks for this. */
  @Column({ type: 'jsonb' })
  reason: Labels;

  /** What the customer says to the proposal; null: nothing yet. */
  @Column({ type: 'text', nullable: true })
  customer: 'accepted' | 'refused' | null;

  /** A code: why it was refused, voided or withdrawn. */
  @Column({ name: 'ended_because', type: 'text', nullable: true })
  endedBecause: string | null;

  /** Business time, as are the two after it. */
  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  /** From then on nothing can be signed or ordered; `never` if that does not end. */
  @Column({ name: 'lapses_at', type: 'timestamptz' })
  lapsesAt: Date;

  /** When it was refused, or the last signature was given. */
  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  /** Of the request, by the log. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  /** Of the request. */
  @Column({ type: 'bigint' })
  position: string;
}

/** `unsigned`: one signature is void, because who gave it was recused. */
export type StepKind = 'signed' | 'unsigned' | 'refused' | 'voided' | 'withdrawn' | 'ordered';

/** What happened in a round after the request, with both of its times: never changed, so that every cut through time can be counted again. */
@Entity({ schema: 'approvals_v2', name: 'step' })
@Index('by_round', ['complaintId', 'round'])
@Index('step_recorded', ['recordedAt', 'position'])
@Index('step_occurred', ['occurredAt'])
export class ApprovalStep {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Column({ type: 'integer' })
  round: number;

  @Column({ type: 'text' })
  kind: StepKind;

  /** How the round stood after it. */
  @Column({ type: 'text' })
  status: RoundStatus;

  /** The required role that was answered for, also where another one stood in for it; null if none was. */
  @Column({ type: 'text', nullable: true })
  role: string | null;

  /** Who signed or refused, or whose signature is void: a staff `sub`. */
  @Column({ type: 'text', nullable: true })
  approver: string | null;

  /** Who had delegated the authority. */
  @Column({ name: 'acting_for', type: 'text', nullable: true })
  actingFor: string | null;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ type: 'bigint' })
  position: string;
}

/**
 * Who may sign now: a row for each seat that is due, in the live round of its complaint. A body decides by resolution, and somebody else
 * records that: it has a row under its own name, to be asked for, and one under the role that signs for it.
 */
@Entity({ schema: 'approvals_v2', name: 'waiting' })
@Index('by_role', ['role', 'lapsesAt', 'requestedAt', 'complaintId', 'round'])
@Index('by_role_and_unit', ['role', 'unit', 'lapsesAt', 'requestedAt', 'complaintId', 'round'])
export class WaitingSeat {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @PrimaryColumn({ type: 'integer' })
  round: number;

  /** Whose signature is missing. */
  @PrimaryColumn({ type: 'text' })
  seat: string;

  @PrimaryColumn({ type: 'text' })
  role: string;

  /** Whether who has the role can sign; false for a body itself. */
  @Column({ type: 'boolean' })
  signs: boolean;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  /** Who may not sign here though they have the role. */
  @Column({ type: 'text', array: true })
  barred: string[];

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column({ name: 'lapses_at', type: 'timestamptz' })
  lapsesAt: Date;
}
