import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '../log/events.js';
import { pages } from '../log/reader.js';
import type { Outbox } from './outbox.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';
import { changesUntilClosed } from './wake.js';

/** A filtered subscription that has looked at events it did not send says so once the log has been idle for this long. */
const IDLE_CHECKPOINT_MS = 25;
/** Live events handled in one go, so that the filter works on batches and the event loop gets its turn. */
const LIVE_BATCH = 256;

type FollowAll = Extract<ReadPlan, { kind: 'follow-all' }>;

/** Sends every event behind a position of `$all`, from the database until it has caught up, then as they are committed. Never ends by itself. */
export async function followAll(plan: FollowAll, outbox: Outbox, services: Services): Promise<void> {
  const { recent, reader } = services;
  const cursor = new Cursor(plan, outbox, plan.from === 'start' ? 0 : plan.from === 'end' ? recent.head : plan.from);
  outbox.confirmation(randomUUID());
  const filter = plan.filter?.description ?? null;
  outbox.onClosed(services.activity.follow({ stream: '$all', filter, position: () => cursor.position }));
  const signal = changesUntilClosed(recent, outbox);
  let live = false;

  while (!outbox.closed) {
    if (!recent.covers(cursor.position)) {
      live = false;
      const behind = pages(
        cursor.position + 1,
        (position, limit) => reader.allPage(position, 'forwards', limit),
        (page) => page.events.at(-1)!.position + 1,
      );
      for await (const page of behind) {
        await cursor.handle(page.events, false, (event) => outbox.event(event));
        if (outbox.closed || recent.covers(cursor.position)) break;
      }
      continue;
    }
    signal.clear();
    if (cursor.position < recent.head) {
      const batch: RecordedEvent[] = [];
      const last = Math.min(recent.head, cursor.position + LIVE_BATCH);
      for (let position = cursor.position + 1; position <= last; position++) batch.push(recent.at(position));
      await cursor.handle(batch, live, (event) => outbox.liveEvent(event));
      continue;
    }
    if (!live) {
      live = true;
      cursor.checkpoint();
      outbox.caughtUp();
    }
    const changed = await signal.wait(cursor.silent ? IDLE_CHECKPOINT_MS : undefined);
    if (!changed) cursor.checkpoint();
  }
}

/** How far a subscription has come, and what it has told its client. */
class Cursor {
  /** Events looked at since the last checkpoint. */
  private considered = 0;
  private told: number;

  constructor(
    private readonly plan: FollowAll,
    private readonly outbox: Outbox,
    /** Everything up to here is handled. */
    public position: number,
  ) {
    this.told = position;
  }

  /** True if the client does not know how far the subscription has come. */
  get silent(): boolean {
    return this.plan.filter !== undefined && this.position > this.told;
  }

  async handle(events: readonly RecordedEvent[], live: boolean, send: (event: RecordedEvent) => boolean): Promise<void> {
    for await (const run of this.outbox.runs(events, live)) {
      const wanted = this.plan.filter?.test(run);
      for (const [index, event] of run.entries()) {
        if (event.position <= this.position) continue;
        this.position = event.position;
        if (!wanted || wanted[index]) {
          this.told = event.position;
          if (!send(event)) await this.outbox.room();
          if (this.outbox.closed) return;
        }
        if (++this.considered >= this.plan.checkpointInterval) {
          this.checkpoint();
          if (this.outbox.closed) return;
        }
      }
    }
  }

  /** Tells a filtered subscription's client how far it has come. */
  checkpoint(): void {
    this.considered = 0;
    if (!this.plan.filter) return;
    this.told = this.position;
    this.outbox.checkpoint(this.position);
  }
}
