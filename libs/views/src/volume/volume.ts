import type { ComplaintEvent, Grade } from '@redress/complaint';
import type { Origin, Recorded } from '@redress/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { complaintIdOf, complaintPrefix, kindOf, rowPerComplaint } from '../rows.js';
import type { View } from '../view.js';

/** The fact that a complaint was received, with both of its times: when it happened, and when the log knew. */
@Entity({ schema: 'volume_v1', name: 'received' })
@Index('occurred', ['occurredAt'])
@Index('recorded', ['recordedAt', 'position'])
class ReceivedFact {
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

/** How many complaints were received, and of what kind? (Report 1; docs/adr/0007.) */
export const volume: View = {
  name: 'volume',
  version: 1,
  prefixes: [complaintPrefix],
  entities: [ReceivedFact],
  write: rowPerComplaint(ReceivedFact, foldReceived, ({ type }) => type === 'Received'),
};

/** The fact that a `Received` adds; nothing else changes one yet. Pure. */
function foldReceived(_: ReceivedFact | undefined, event: Recorded<ComplaintEvent>): ReceivedFact {
  if (event.type !== 'Received') throw new Error(`${event.type} adds nothing to the volume`);
  const { data, metadata } = event;
  return {
    complaintId: complaintIdOf(event),
    occurredAt: new Date(metadata.occurredAt),
    recordedAt: new Date(event.recordedAt),
    position: event.position.toString(),
    origin: metadata.origin,
    ...kindOf(data),
  };
}
