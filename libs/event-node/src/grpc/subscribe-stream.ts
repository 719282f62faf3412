import { randomUUID } from 'node:crypto';
import { NO_REVISION } from '../log/events.js';
import { pages } from '../log/reader.js';
import type { Outbox } from './outbox.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';
import { changesUntilClosed } from './wake.js';

type FollowStream = Extract<ReadPlan, { kind: 'follow-stream' }>;

/** Sends every event behind a revision of one stream, which need not exist yet. Never ends by itself. */
export async function followStream(plan: FollowStream, outbox: Outbox, { reader, recent }: Services): Promise<void> {
  const { stream } = plan;
  /** Everything of this stream up to this revision is sent, and everything in the log up to this position is looked at. */
  let revision =
    plan.from === 'start' ? NO_REVISION : plan.from === 'end' ? ((await reader.stream(stream))?.revision ?? NO_REVISION) : plan.from;
  let position = -1;
  outbox.confirmation(randomUUID());
  const signal = changesUntilClosed(recent, outbox);
  let live = false;

  while (!outbox.closed) {
    if (position < 0 || !recent.covers(position)) {
      live = false;
      // What is committed before the database is asked is surely in its answer; what is more is skipped by its revision.
      position = recent.head;
      const info = await reader.stream(stream);
      if (!info || info.revision <= revision) continue;
      const behind = pages(
        revision + 1,
        (from, limit) => reader.streamPage(stream, info.number, from, 'forwards', limit),
        (page) => page.events.at(-1)!.revision + 1,
      );
      for await (const page of behind) {
        for (const event of page.events) {
          revision = event.revision;
          if (!outbox.event(event)) await outbox.room();
          if (outbox.closed) return;
        }
      }
      continue;
    }
    signal.clear();
    while (position < recent.head && recent.covers(position)) {
      const event = recent.at(++position);
      if (event.stream !== stream || event.revision <= revision) continue;
      revision = event.revision;
      if (!outbox.liveEvent(event)) await outbox.room();
      if (outbox.closed) return;
    }
    if (position < recent.head) continue;
    if (!live) {
      live = true;
      outbox.caughtUp();
    }
    await signal.wait();
  }
}
