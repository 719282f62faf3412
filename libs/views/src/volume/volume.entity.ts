import type { Grade } from '@redress/complaint';
import type { Origin } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The fact that a complaint was received, with both of its times: when it happened, and when the log knew. */
@Entity({ schema: 'volume_v1', name: 'received' })
@Index('occurred', ['occurredAt'])
@Index('recorded', ['recordedAt', 'position'])
export class ReceivedFact {
  @PrimaryColumn({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** Business time. */
  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  /** The log's time; never decreases with the position. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ type: 'bigint' })
  position: string;

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
