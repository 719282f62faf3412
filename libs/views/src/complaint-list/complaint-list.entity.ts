import type { Grade, Outcome, Severity, Urgency } from '@redress/complaint';
import type { Origin } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProposalStatus } from '../round.js';

/** One complaint in a list: what can be filtered, sorted and answered, no personal data. */
export abstract class ListedComplaint {
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

  /** How often it went from one hand into the next. */
  @Column({ name: 'handed_over', type: 'integer' })
  handedOver: number;

  /** How many contributions of other departments are asked for and not given or refused. */
  @Column({ type: 'integer' })
  contributions: number;

  /** Of whom each of these is asked: the unit, else the team, skill or person. */
  @Column({ name: 'contributions_from', type: 'text', array: true })
  contributionsFrom: string[];

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

  /** Bodies outside at which it also runs: they have not decided. */
  @Column({ name: 'external_bodies', type: 'text', array: true })
  externalBodies: string[];

  /** The case that it goes on in. */
  @Column({ name: 'merged_into', type: 'uuid', nullable: true })
  mergedInto: string | null;

  /** How many other cases it is linked to, each counted once. */
  @Column({ type: 'integer' })
  linked: number;

  /** The customer is in a branch. */
  @Column({ name: 'in_branch', type: 'boolean' })
  inBranch: boolean;

  /** What the keyword library made of the customer's words at receipt. */
  @Column({ name: 'suggested_category', type: 'text', nullable: true })
  suggestedCategory: string | null;

  /** Nothing personal of it can be read any more. */
  @Column({ type: 'boolean' })
  erased: boolean;

  /** The mass incident that it is part of. */
  @Column({ type: 'uuid', nullable: true })
  incident: string | null;

  /** It is over the threshold of its pack. */
  @Column({ name: 'at_risk', type: 'boolean' })
  atRisk: boolean;

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

/** What the fold needs beside it, and does not answer. */
export abstract class ListedRow extends ListedComplaint {
  /** The data subjects whose keys seal its personal fields: pseudonyms. */
  @Column({ type: 'uuid', array: true, select: false })
  subjects: string[];

  /** Who took it in, and who wrote that down: staff `sub`s. */
  @Column({ name: 'received_by', type: 'text', array: true, select: false })
  receivedBy: string[];

  /** `person:<sub>` or `unit:<unit>` of whom a contribution was ever asked. */
  @Column({ type: 'text', array: true, select: false })
  asked: string[];

  /** `<kind>:<complaint>` of each link. */
  @Column({ type: 'text', array: true, select: false })
  links: string[];

  /** Ordinals of the contributions in `contributionsFrom`. */
  @Column({ type: 'integer', array: true, select: false })
  awaited: number[];

  /** By the form the customer came to a branch; and left it. */
  @Column({ name: 'came_by_form', type: 'boolean', select: false })
  cameByForm: boolean;

  @Column({ name: 'left_by_form', type: 'boolean', select: false })
  leftByForm: boolean;

  /** Whether they came or left since; null if neither was recorded. */
  @Column({ name: 'last_visit', type: 'text', nullable: true, select: false })
  lastVisit: 'arrived' | 'departed' | null;
}

/*
 * Open and closed cases have a table each, and a row moves when its status changes (docs/adr/0019): the open ones stay few and close together
 * however many were closed, and a closed one hardly changes, so that its indexes cost once. Each has an index for every order that a page can
 * have, and one over the terms that filters and words are looked up by (terms.ts).
 */

@Entity({ schema: 'complaint_list_v5', name: 'open' })
@Index('open_received', ['receivedAt', 'complaintId'])
@Index('open_last_event', ['lastEventAt', 'complaintId'])
@Index('open_terms', ['terms'], { type: 'gin' })
export class OpenComplaint extends ListedRow {
  @Column({ type: 'tsvector', select: false })
  terms: string;
}

@Entity({ schema: 'complaint_list_v5', name: 'closed' })
@Index('closed_received', ['receivedAt', 'complaintId'])
@Index('closed_last_event', ['lastEventAt', 'complaintId'])
@Index('closed_closed', ['closedAt', 'complaintId'])
@Index('closed_terms', ['terms'], { type: 'gin' })
export class ClosedComplaint extends ListedRow {
  @Column({ type: 'tsvector', select: false })
  terms: string;
}
