import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { complaintIdOf, complaintPrefix, kindOf, rowPerComplaint } from '../rows.js';
import type { View } from '../view.js';
import { ReceivedFact } from './volume.entity.js';

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
