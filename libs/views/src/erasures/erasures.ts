import type { Recorded } from '@redress/kernel';
import { erasureStreams, type ErasureEvent } from '@redress/privacy';
import { In } from 'typeorm';
import { upsert } from '../rows.js';
import type { View } from '../view.js';
import { ErasureRequest } from './erasures.entity.js';

/** Who is to be erased, who proposed and approved it, and what came of it? */
export const erasures: View = {
  name: 'erasures',
  version: 1,
  prefixes: [erasureStreams],
  entities: [ErasureRequest],
  async write(batch, manager) {
    const events = batch as readonly Recorded<ErasureEvent>[];
    const ids = [...new Set(events.map(requestIdOf))];
    const rows = new Map((await manager.findBy(ErasureRequest, { requestId: In(ids) })).map((row) => [row.requestId, row]));
    for (const event of events) rows.set(requestIdOf(event), foldErasure(rows.get(requestIdOf(event)), event));
    await upsert<ErasureRequest>(manager, ErasureRequest, [...rows.values()]);
  },
};

const requestIdOf = ({ stream }: Recorded): string => stream.slice(erasureStreams.length);

/** The request after one more event; the same event again changes nothing. Pure. */
function foldErasure(row: Readonly<ErasureRequest> | undefined, event: Recorded<ErasureEvent>): ErasureRequest {
  const { actor, occurredAt } = event.metadata;
  const at = new Date(occurredAt);
  if (event.type === 'ErasureProposed') {
    const nothing = { decidedBy: null, decidedAt: null, rejectionReason: null, done: null, doneAt: null };
    const proposed = { requestId: requestIdOf(event), ...event.data, status: 'proposed' as const, proposedBy: actor.sub, proposedAt: at };
    return row ?? { ...proposed, ...nothing };
  }
  if (!row) throw new Error(`${event.stream} begins with ${event.type}, not with ErasureProposed`);
  switch (event.type) {
    case 'ErasureApproved':
      return row.status === 'proposed' ? { ...row, status: 'approved', decidedBy: actor.sub, decidedAt: at } : row;
    case 'ErasureRejected':
      return { ...row, status: 'rejected', decidedBy: actor.sub, decidedAt: at, rejectionReason: event.data.reason };
    case 'ErasureDone':
      return { ...row, status: 'done', done: event.data, doneAt: at };
  }
}
