import type { ErasureDoneData, ErasureStatus } from '@redress/privacy';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person is to be erased, or was. Nothing in it is personal. */
@Entity({ schema: 'erasures_v1', name: 'request' })
@Index(['status', 'proposedAt', 'requestId'])
@Index(['proposedAt', 'requestId'])
export class ErasureRequest {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  /** The complaint that was named. */
  @Index()
  @Column({ name: 'complaint_id', type: 'uuid' })
  complaintId: string;

  /** The person's id in the vault. */
  @Index()
  @Column({ type: 'uuid' })
  subject: string;

  /** A code: why. */
  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'text' })
  status: ErasureStatus;

  /** A staff `sub`, as the others who act. */
  @Column({ name: 'proposed_by', type: 'text' })
  proposedBy: string;

  @Column({ name: 'proposed_at', type: 'timestamptz' })
  proposedAt: Date;

  /** Who approved or rejected it; null while it waits, as the next. */
  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  /** A code: why it was rejected; null if it was not. */
  @Column({ name: 'rejection_reason', type: 'text', nullable: true })
  rejectionReason: string | null;

  /** What was erased; null until it is done, as the next. */
  @Column({ type: 'json', nullable: true })
  done: ErasureDoneData | null;

  @Column({ name: 'done_at', type: 'timestamptz', nullable: true })
  doneAt: Date | null;
}
