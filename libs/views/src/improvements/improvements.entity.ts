import type { ImprovementCause, ImprovementEvent, ImprovementKind, ImprovementStatus, Scope, Verdict } from '@redress/improvement';
import type { Actor, Personal } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const schema = 'improvements_v1';

/** An improvement as it stands now. A day is text, `2026-11-22`. */
@Entity({ schema, name: 'improvement' })
@Index(['raisedAt', 'improvementId'])
@Index(['owner', 'raisedAt'])
export class Improvement {
  @PrimaryColumn({ name: 'improvement_id', type: 'uuid' })
  improvementId: string;

  /** Of the last event that was folded. */
  @Column({ type: 'integer' })
  revision: number;

  @Column({ type: 'text' })
  status: ImprovementStatus;

  @Column({ type: 'text' })
  kind: ImprovementKind;

  @Column({ type: 'text' })
  cause: ImprovementCause;

  @Column({ type: 'text' })
  title: string;

  /** `json`, as the measure: sealed, handed back as it came. */
  @Column({ type: 'json', nullable: true })
  description: Personal<string> | null;

  /** What it was raised from. */
  @Column({ type: 'uuid', array: true })
  complaints: string[];

  @Column({ type: 'text', nullable: true })
  trend: string | null;

  /** Which complaints it should make fewer. */
  @Column({ type: 'json', nullable: true })
  scope: Scope | null;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ type: 'json', nullable: true })
  measure: Personal<string> | null;

  /** A staff `sub`, as the other people. */
  @Column({ type: 'text', nullable: true })
  owner: string | null;

  @Column({ type: 'date', nullable: true })
  due: string | null;

  @Column({ name: 'raised_at', type: 'timestamptz' })
  raisedAt: Date;

  @Column({ name: 'raised_by', type: 'text' })
  raisedBy: string;

  @Column({ name: 'adopted_at', type: 'timestamptz', nullable: true })
  adoptedAt: Date | null;

  @Column({ name: 'adopted_by', type: 'text', nullable: true })
  adoptedBy: string | null;

  @Column({ name: 'done_at', type: 'timestamptz', nullable: true })
  doneAt: Date | null;

  @Column({ name: 'dropped_at', type: 'timestamptz', nullable: true })
  droppedAt: Date | null;

  @Column({ name: 'dropped_reason', type: 'text', nullable: true })
  droppedReason: string | null;

  /** Of the latest review of its effectiveness. */
  @Column({ type: 'text', nullable: true })
  verdict: Verdict | null;
}

/** A record with both of its times; never changed. */
abstract class Kept {
  /** The log's time; never decreases with the position. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  @Column({ type: 'json' })
  actor: Actor;
}

/** What happened to an improvement, event by event: its story, and what reports count. */
@Entity({ schema, name: 'step' })
@Index(['type', 'occurredAt'])
@Index(['recordedAt', 'position'])
export class ImprovementStep extends Kept {
  @PrimaryColumn({ name: 'improvement_id', type: 'uuid' })
  improvementId: string;

  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Column({ type: 'bigint' })
  position: string;

  @Column({ type: 'text' })
  type: ImprovementEvent['type'];

  @Column({ type: 'json' })
  data: ImprovementEvent['data'];
}

/** A training coverage as it was recorded. */
@Entity({ schema, name: 'coverage' })
@Index(['topic', 'unit', 'measuredOn'])
@Index(['recordedAt', 'position'])
export class Coverage extends Kept {
  @PrimaryColumn({ type: 'bigint' })
  position: string;

  @Column({ type: 'text' })
  topic: string;

  @Column({ type: 'text' })
  unit: string;

  @Column({ name: 'per_mille', type: 'smallint' })
  perMille: number;

  /** A local day. */
  @Column({ name: 'measured_on', type: 'date' })
  measuredOn: string;
}

/** An exposure as it was recorded. */
@Entity({ schema, name: 'exposure' })
@Index(['firstDay', 'lastDay'])
@Index(['recordedAt', 'position'])
export class Exposure extends Kept {
  @PrimaryColumn({ type: 'bigint' })
  position: string;

  @Column({ type: 'text', nullable: true })
  unit: string | null;

  @Column({ type: 'text', nullable: true })
  product: string | null;

  /** Local days, both in it. */
  @Column({ name: 'first_day', type: 'date' })
  firstDay: string;

  @Column({ name: 'last_day', type: 'date' })
  lastDay: string;

  @Column({ type: 'bigint', nullable: true })
  policies: string | null;

  @Column({ type: 'bigint', nullable: true })
  customers: string | null;

  @Column({ type: 'bigint', nullable: true })
  orders: string | null;

  /** Minor units. */
  @Column({ type: 'bigint', nullable: true })
  premium: string | null;

  @Column({ type: 'text', nullable: true })
  currency: string | null;
}
