import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a view stopped, and where: the event that it could not take. */
export interface Stop {
  readonly reason: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly eventId?: string;
  /** The event's position in the log, if known. */
  readonly position?: string;
}

/** How far a view has folded the log, and which worker may fold it. */
@Entity({ schema: 'views', name: 'checkpoint' })
export class Checkpoint {
  @PrimaryColumn({ type: 'text' })
  view: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  /** Every event up to here, inclusive, is in the tables; null before the first. */
  @Column({ type: 'bigint', nullable: true })
  position: string | null;

  /** Up to when everything that was recorded is folded, by the log's clock; null before the first event. */
  @Column({ name: 'recorded_at', type: 'timestamptz', nullable: true })
  recordedAt: Date | null;

  /** Goes up when a worker takes the view over; who has an older one can write nothing any more. */
  @Column({ type: 'bigint' })
  epoch: string;

  @Column({ type: 'text' })
  state: 'running' | 'stopped';

  @Column({ type: 'jsonb', nullable: true })
  error: Stop | null;
}
