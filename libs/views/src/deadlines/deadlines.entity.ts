import type { Warning } from '@redress/complaint';
import type { Length } from '@redress/policy';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** `missed`: past due and still owed. */
export const deadlineStatuses = ['running', 'paused', 'missed', 'met', 'stopped'] as const;
export type DeadlineStatus = (typeof deadlineStatuses)[number];

/** Who has to see to something, as columns. */
export interface HolderColumns {
  readonly assignee: string | null;
  readonly assignedUnit: string | null;
  readonly assignedTeam: string | null;
  readonly assignedSkill: string | null;
}

/** Of each complaint what its clocks take from it. Those that were imported have no clocks, and no row. */
@Entity({ schema: 'deadlines_v1', name: 'complaint' })
export class TimedComplaint {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Of the latest event that concerned it. */
  @Column({ type: 'integer' })
  revision: number;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  /** The unit complained about. */
  @Column({ type: 'text', nullable: true })
  unit: string | null;

  /** Who handles it now. */
  @Column({ type: 'jsonb' })
  holder: HolderColumns;

  /** Of whom the latest contribution was asked; null if none was. */
  @Column({ type: 'jsonb', nullable: true })
  asked: HolderColumns | null;
}

/**
 * A clock of a complaint, and how it stands.
 *
 * Indexes: what fires next; and the order of a page, by each filter that picks few of very many.
 */
@Entity({ schema: 'deadlines_v1', name: 'deadline' })
@Index('by_next', ['nextAt', 'complaintId', 'clock'], { where: 'next_at IS NOT NULL' })
@Index('by_status', ['status', 'due', 'complaintId', 'clock'])
@Index('by_assignee', ['assignee', 'status', 'due', 'complaintId', 'clock'])
@Index('by_unit', ['unit', 'status', 'due', 'complaintId', 'clock'])
@Index('by_assigned_unit', ['assignedUnit', 'status', 'due', 'complaintId', 'clock'])
@Index('by_rule', ['rule', 'status', 'due', 'complaintId', 'clock'])
@Index('by_responsible', ['responsible', 'status', 'due', 'complaintId', 'clock'])
export class Deadline implements HolderColumns {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** The rule's code, with an ordinal where it ran more than once. */
  @PrimaryColumn({ type: 'text' })
  clock: string;

  /** Its code in the pack. */
  @Column({ type: 'text' })
  rule: string;

  @Column({ type: 'text' })
  pack: string;

  @Column({ name: 'pack_version', type: 'integer' })
  packVersion: number;

  @Column({ type: 'text' })
  calendar: string;

  @Column({ name: 'calendar_version', type: 'integer' })
  calendarVersion: number;

  /** What started it. */
  @Column({ type: 'text' })
  moment: string;

  @Column({ type: 'json' })
  length: Length | 'as-said';

  /** The paragraph that the rule comes from. */
  @Column({ type: 'text' })
  source: string;

  @Column({ type: 'boolean' })
  statutory: boolean;

  /** The role that has to see to it. */
  @Column({ type: 'text' })
  responsible: string;

  /** Its due time depends on holidays that are not known yet. */
  @Column({ type: 'boolean' })
  provisional: boolean;

  @Column({ type: 'text' })
  status: DeadlineStatus;

  /** Business time, as are all but the position. */
  @Column({ name: 'from', type: 'timestamptz' })
  from: Date;

  /** In time up to this very millisecond; of a paused one, what it was. */
  @Column({ type: 'timestamptz' })
  due: Date;

  /** The first instant at which something of it fires: the next warning, else the miss; null unless it runs. */
  @Column({ name: 'next_at', type: 'timestamptz', nullable: true })
  nextAt: Date | null;

  @Column({ type: 'json' })
  warnings: readonly Warning[];

  /** The highest share of its time that was warned of, in per cent; 0 if of none. */
  @Column({ type: 'integer' })
  warned: number;

  @Column({ type: 'integer' })
  extensions: number;

  /** Of a paused one. */
  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true })
  pausedAt: Date | null;

  /** How long it stood still in all, in milliseconds; without the pause that goes on. */
  @Column({ name: 'paused_ms', type: 'bigint' })
  pausedMs: string;

  /** When what was owed was done, in time or not. */
  @Column({ name: 'met_at', type: 'timestamptz', nullable: true })
  metAt: Date | null;

  /** When the miss was put on record, also if it was met later. */
  @Column({ name: 'missed_at', type: 'timestamptz', nullable: true })
  missedAt: Date | null;

  @Column({ name: 'stopped_at', type: 'timestamptz', nullable: true })
  stoppedAt: Date | null;

  /** The complaint's, as the next. */
  @Column({ type: 'text', nullable: true })
  product: string | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  /** Who has to see to it: who handles the case, or of whom the contribution is asked; once it is over, who had to. */
  @Column({ type: 'text', nullable: true })
  assignee: string | null;

  @Column({ name: 'assigned_unit', type: 'text', nullable: true })
  assignedUnit: string | null;

  @Column({ name: 'assigned_team', type: 'text', nullable: true })
  assignedTeam: string | null;

  @Column({ name: 'assigned_skill', type: 'text', nullable: true })
  assignedSkill: string | null;

  /** The `DeadlineSet` that began it: what its firing names as its cause. */
  @Column({ name: 'set_id', type: 'uuid' })
  setId: string;

  @Column({ name: 'set_revision', type: 'integer' })
  setRevision: number;

  @Column({ name: 'set_position', type: 'bigint' })
  setPosition: string;

  @Column({ name: 'correlation_id', type: 'text' })
  correlationId: string;
}
