import { pages } from '../log/pages.js';
import type { Outbox } from './outbox.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';

/** Reads `$all` up to its end, or until the client has what it asked for. */
export async function readAll(plan: Extract<ReadPlan, { kind: 'read-all' }>, outbox: Outbox, { reader, recent }: Services): Promise<void> {
  const { direction, filter, count } = plan;
  const forwards = direction === 'forwards';
  const from = plan.from === 'start' ? 0 : plan.from === 'end' ? recent.head + 1 : Math.min(plan.from, recent.head + 1);
  const all = pages(
    from,
    (position, limit) => reader.allPage(position, direction, limit),
    (page) => page.events.at(-1)!.position + (forwards ? 1 : 0),
    filter ? Infinity : count,
  );
  let sent = 0;
  for await (const page of all) {
    const wanted = filter?.test(page.events);
    for (const [index, event] of page.events.entries()) {
      if (wanted && !wanted[index]) continue;
      if (sent === count) return;
      sent++;
      if (!outbox.event(event)) await outbox.room();
      if (outbox.closed) return;
    }
    if (sent === count || outbox.closed) return;
  }
}
