import { randomUUID } from 'node:crypto';
import { DELETED, NO_REVISION } from '../log/events.js';
import { pages } from '../log/reader.js';
import type { Outbox } from './outbox.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';
import { streamDeleted } from './statuses.js';
import { changesUntilClosed } from './wake.js';

type FollowStream = Extract<ReadPlan, { kind: 'follow-stream' }>;

/** Sends every event behind a revision of one stream, which need not exist yet. Ends only with the stream's tombstone. @throws CallError */
export async function followStream(plan: FollowStream, outbox: Outbox, { reader, recent, activity }: Services): Promise<void> {
  const { stream } = plan;
  const begin = await reader.stream(stream);
  if (begin.kind === 'deleted') throw streamDeleted(stream);
  /** Everything of this stream up to this revision is sent, and everything in the log up to this position is looked at. */
  let revision = plan.from === 'start' ? NO_REVISION : plan.from === 'end' ? begin.revision : plan.from;
  let position = -1;
  outbox.confirmation(randomUUID());
  const signal = changesUntilClosed(recent, outbox);
  let live = false;
  let sent = 0;
  outbox.onClosed(activity.follow({ stream, filter: null, position: () => (live ? position : sent) }));

  while (!outbox.closed) {
    if (position < 0 || !recent.covers(position)) {
      live = false;
      // What is committed before the database is asked is surely in its answer; what is more is skipped by its revision.
      position = recent.head;
      const info = await reader.stream(stream);
      if (info.kind === 'deleted') throw streamDeleted(stream);
      if (info.kind === 'missing' || info.revision <= revision) continue;
      const behind = pages(
        Math.max(revision + 1, info.first),
        (from, limit) => reader.streamPage(stream, info.number, from, 'forwards', limit),
        // Behind a tombstone there is nothing.
        (page) => Math.min(page.events.at(-1)!.revision + 1, Number.MAX_SAFE_INTEGER),
      );
      for await (const page of behind) {
        for await (const run of outbox.runs(page.events)) {
          for (const event of run) {
            revision = event.revision;
            sent = event.position;
            if (!outbox.event(event)) await outbox.room();
            if (outbox.closed) return;
            if (event.revision === DELETED) throw streamDeleted(stream);
          }
        }
      }
      continue;
    }
    signal.clear();
    while (position < recent.head && recent.covers(position)) {
      const event = recent.at(++position);
      if (event.stream !== stream || event.revision <= revision) continue;
      revision = event.revision;
      for await (const _ of outbox.runs([event], live)) if (!outbox.liveEvent(event)) await outbox.room();
      if (outbox.closed) return;
      if (event.revision === DELETED) throw streamDeleted(stream);
    }
    if (position < recent.head) continue;
    if (!live) {
      live = true;
      outbox.caughtUp();
    }
    await signal.wait();
  }
}
