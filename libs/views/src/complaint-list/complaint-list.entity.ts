import type { Grade, Outcome, Severity, Urgency } from '@redress/complaint';
import type { Origin } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProposalStatus } from '../round.js';

/**
 * One complaint in a list: what can be filtered and sorted, no personal data.
 *
 * Indexes: one for each sort; one over the open cases, few enough for any filter; one over those whose proposal waits for somebody and one
 * over those that owe a remedy; one for each filter that picks few among all cases.
 * Other filters (channel, grade, severity, outcome …) pick so many that walking a sort's index finds a page soon.
 */
@Entity({ schema: 'complaint_list_v2', name: 'complaint' })
@Index('received', ['receivedAt', 'complaintId'])
@Index('last_event', ['lastEventAt', 'complaintId'])
@Index('closed', ['closedAt', 'complaintId'])
@Index('open_received', ['receivedAt', 'complaintId'], { where: `status = 'open'` })
@Index('waiting_proposal', ['proposal', 'receivedAt'], { where: `proposal IN ('requested', 'granted')` })
@Index('owing', ['receivedAt', 'complaintId'], { where: 'owed > 0' })
@Index('by_assignee', ['assignee', 'receivedAt'])
@Index('by_assigned_unit', ['assignedUnit', 'receivedAt'])
@Index('by_cause', ['cause', 'receivedAt'])
@Index('by_category', ['category', 'receivedAt'])
@Index('by_product', ['product', 'receivedAt'])
@Index('by_unit', ['unit', 'receivedAt'])
@Index('by_jurisdiction', ['jurisdiction', 'receivedAt'])
@Index('by_source_reference', ['sourceReference'])
@Index('by_source_id', ['sourceId'])
@Index('by_tag', ['tags'], { type: 'gin' })
export class ListedComplaint {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  @Column({ type: 'text' })
  status: 'open' | 'closed';

  @Column({ type: 'text' })
  channel: string;

  @Column({ type: 'text' })
  cause: string;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  /** The unit complained about. */
  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ type: 'text', nullable: true })
  jurisdiction: string | null;

  @Column({ type: 'text' })
  grade: Grade;

  /** As it was classified last; null, as the next three, until it was. */
  @Column({ type: 'text', nullable: true })
  category: string | null;

  @Column({ type: 'text', nullable: true })
  severity: Severity | null;

  @Column({ type: 'text', nullable: true })
  urgency: Urgency | null;

  /** To be handled with discretion. */
  @Column({ type: 'boolean', nullable: true })
  sensitive: boolean | null;

  /** Who handles it now: a staff `sub`. */
  @Column({ type: 'text', nullable: true })
  assignee: string | null;

  @Column({ name: 'assigned_unit', type: 'text', nullable: true })
  assignedUnit: string | null;

  @Column({ name: 'assigned_team', type: 'text', nullable: true })
  assignedTeam: string | null;

  @Column({ name: 'assigned_skill', type: 'text', nullable: true })
  assignedSkill: string | null;

  /** 1 is the front line. */
  @Column({ type: 'integer' })
  level: number;

  /** How it ended; null while it is open. */
  @Column({ type: 'text', nullable: true })
  outcome: Outcome | null;

  @Column({ type: 'text', array: true })
  tags: string[];

  /** BCP 47. */
  @Column({ type: 'text' })
  language: string;

  @Column({ type: 'text' })
  origin: Origin;

  /** When it was received, by the calendar of the business. */
  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Date;

  /** When the latest event of the case occurred; the import of a history is not one. */
  @Column({ name: 'last_event_at', type: 'timestamptz' })
  lastEventAt: Date;

  /** Null while it is open. */
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  /** Since it was received or last reopened: acknowledged to the customer. */
  @Column({ type: 'boolean' })
  acknowledged: boolean;

  /** Since it was received or last reopened: a finding was reached. */
  @Column({ type: 'boolean' })
  investigated: boolean;

  /** Since it was received or last reopened: a final or summary reply was sent. */
  @Column({ type: 'boolean' })
  replied: boolean;

  /** How the latest round of proposal and approval stands; null if nothing was proposed. */
  @Column({ type: 'text', nullable: true })
  proposal: ProposalStatus | null;

  /** Ordinal of that round within the complaint, from 1. */
  @Column({ name: 'proposal_round', type: 'integer', nullable: true })
  proposalRound: number | null;

  /** How many remedies were ordered, and neither fulfilled nor cancelled. */
  @Column({ type: 'integer' })
  owed: number;

  /** Ordinals of the remedies that the customer has: a payment that comes back later is owed again. */
  @Column({ type: 'integer', array: true })
  fulfilled: number[];

  @Column({ name: 'reopened_count', type: 'integer' })
  reopenedCount: number;

  /** The complaint's number at whoever passed it on. */
  @Column({ name: 'source_reference', type: 'text', nullable: true })
  sourceReference: string | null;

  /** The system that an imported complaint comes from, and its id there. */
  @Column({ name: 'source_system', type: 'text', nullable: true })
  sourceSystem: string | null;

  @Column({ name: 'source_id', type: 'text', nullable: true })
  sourceId: string | null;

  /** Of the latest event in the complaint's stream. */
  @Column({ type: 'integer' })
  revision: number;

  /** Of the latest event in the log. */
  @Column({ type: 'bigint' })
  position: string;
}
