import type { IncidentStatus, JoinCriteria, MemberSkippedData, NoticeSentData, RemedyOfferedData } from '@redress/improvement';
import type { Personal } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const schema = 'incidents_v1';

/** Of the complaints that are members now, how many … */
export const incidentCounts = ['members', 'told', 'offered', 'approved', 'compensated', 'fulfilled', 'skipped'] as const;
export type IncidentCounts = Readonly<Record<(typeof incidentCounts)[number], number>>;

/** When and by whom something was said or offered. */
interface Said {
  readonly at: string;
  /** A staff `sub`. */
  readonly by: string;
}
export type SentNotice = NoticeSentData & Said;
export type MadeOffer = Omit<RemedyOfferedData, 'acceptance'> & Said;

/** A mass incident as it stands now. */
@Entity({ schema, name: 'incident' })
@Index(['openedAt', 'incidentId'])
export class IncidentRecord {
  @PrimaryColumn({ name: 'incident_id', type: 'uuid' })
  incidentId: string;

  /** Of the last event that was folded. */
  @Column({ type: 'integer' })
  revision: number;

  @Column({ type: 'text' })
  status: IncidentStatus;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  cause: string;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  /** As it was said last. */
  @Column({ type: 'timestamptz', nullable: true })
  eta: Date | null;

  /** Which complaints join by themselves; null: none. */
  @Column({ type: 'json', nullable: true })
  joins: JoinCriteria | null;

  @Column({ type: 'json' })
  notices: SentNotice[];

  @Column({ type: 'json' })
  offers: MadeOffer[];

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;

  @Column({ name: 'opened_by', type: 'text' })
  openedBy: string;

  /** Where in the log it was opened. */
  @Column({ type: 'bigint' })
  position: string;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  @Column({ name: 'closed_reason', type: 'text', nullable: true })
  closedReason: string | null;

  /** `json`: sealed, handed back as it came. */
  @Column({ type: 'json', nullable: true })
  summary: Personal<string> | null;

  @Column({ type: 'integer' })
  members: number;

  /** Were told a notice. */
  @Column({ type: 'integer' })
  told: number;

  /** Have a remedy of the incident proposed in their case, or had. */
  @Column({ type: 'integer' })
  offered: number;

  /** For one of these nobody has to sign any more. */
  @Column({ type: 'integer' })
  approved: number;

  /** One was ordered, and not cancelled. */
  @Column({ type: 'integer' })
  compensated: number;

  /** One reached the customer. */
  @Column({ type: 'integer' })
  fulfilled: number;

  /** Did not get something that the others got. */
  @Column({ type: 'integer' })
  skipped: number;
}

/** `ended`: refused, withdrawn, voided or cancelled. */
export const memberOfferStatuses = ['proposed', 'approved', 'compensated', 'fulfilled', 'ended'] as const;

/** What became of an offer in a member's case. */
export interface MemberOffer {
  readonly offer: number;
  readonly status: (typeof memberOfferStatuses)[number];
  /** Of the approval, within the complaint. */
  readonly round: number;
  /** Ordinal of the order within the complaint; null before. */
  readonly compensation: number | null;
}

/** A complaint of an incident, or one that was. */
@Entity({ schema, name: 'member' })
@Index(['complaintId'])
@Index(['incidentId', 'member'])
export class IncidentMember {
  @PrimaryColumn({ name: 'incident_id', type: 'uuid' })
  incidentId: string;

  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Ordinal of its joining, the latest if it left and came back. */
  @Column({ type: 'integer' })
  member: number;

  /** It joined by itself. */
  @Column({ type: 'boolean' })
  matched: boolean;

  @Column({ name: 'joined_at', type: 'timestamptz' })
  joinedAt: Date;

  @Column({ name: 'left_at', type: 'timestamptz', nullable: true })
  leftAt: Date | null;

  @Column({ name: 'left_reason', type: 'text', nullable: true })
  leftReason: string | null;

  /** Ordinals of the notices that it was told. */
  @Column({ type: 'integer', array: true })
  notices: number[];

  @Column({ type: 'json' })
  offers: MemberOffer[];

  /** What it did not get, and the rule that refused it. */
  @Column({ type: 'json' })
  skipped: Omit<MemberSkippedData, 'complaintId'>[];

  /** Of the last event that was folded. */
  @Column({ type: 'bigint', select: false })
  position: string;
}

/** How many remedies were ordered in a complaint so far: an order says nothing of its ordinal, and what follows it says nothing else. */
@Entity({ schema, name: 'ordered' })
export class OrderedInComplaint {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @Column({ type: 'integer' })
  orders: number;

  @Column({ type: 'bigint' })
  position: string;
}
