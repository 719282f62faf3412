import { pages } from '../log/pages.js';
import type { Outbox } from './outbox.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';

/** Reads one stream up to its last event at the time of the call, or until the client has what it asked for. */
export async function readStream(plan: Extract<ReadPlan, { kind: 'read-stream' }>, outbox: Outbox, { reader }: Services): Promise<void> {
  const { stream, direction } = plan;
  const info = await reader.stream(stream);
  if (!info) {
    outbox.streamNotFound(stream);
    return;
  }

  const forwards = direction === 'forwards';
  const from = plan.from === 'start' ? 0 : plan.from === 'end' ? (forwards ? info.revision + 1 : info.revision) : plan.from;
  const within = Math.max(0, forwards ? info.revision - from + 1 : Math.min(from, info.revision) + 1);
  const all = pages(
    from,
    (revision, limit) => reader.streamPage(stream, info.number, revision, direction, limit),
    (page) => page.events.at(-1)!.revision + (forwards ? 1 : -1),
    Math.min(plan.count, within),
  );
  let sent = 0;
  for await (const page of all) {
    for (const event of page.events) {
      if (!outbox.event(event)) await outbox.room();
      if (outbox.closed) return;
    }
    sent += page.events.length;
  }

  if (!plan.tellEnds) return;
  if (forwards && sent === 0 && from !== info.revision + 1) outbox.firstStreamPosition(info.revision + 1);
  outbox.lastStreamPosition(info.revision);
}
