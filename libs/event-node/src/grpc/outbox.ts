import type { ReadReq as ReadRequest } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { RecordedEvent } from '../log/events.js';
import { LINK_TYPE, parseLink } from '../log/link.js';
import type { Link } from '../log/link.js';
import { batchWrites, writeBatched } from './batched-writes.js';
import { encodeEvent, encodeLink } from './encode-event.js';
import type { UuidForm } from './encode-event.js';
import { ReadResp, StreamIdentifier } from './messages.js';

/** The response stream carries messages that are serialised already. */
export type ReadCall = ServerWritableStream<ReadRequest, Buffer>;

/** Bounds the memory for what links point to. */
const LINKS_AT_ONCE = 32;

/**
 * The answers of one read on their way to the client.
 *
 * `write…` returns false when the client does not keep up; the caller then waits for `room()` before it reads on, so a stalled client holds
 * no more than a page.
 */
export class Outbox {
  private wake: () => void = () => undefined;
  private readonly listeners: (() => void)[] = [];

  /** What the links of the run under way point to. */
  private targets: ReadonlyMap<RecordedEvent, RecordedEvent | undefined> = new Map();

  /** @param resolve finds what links point to; undefined if links go out like other events */
  constructor(
    private readonly call: ReadCall,
    private readonly uuid: UuidForm,
    private readonly resolve?: (links: readonly Link[]) => Promise<(RecordedEvent | undefined)[]>,
  ) {
    batchWrites(call);
    call.on('drain', () => this.wake());
    for (const end of ['cancelled', 'close', 'error']) call.on(end, () => this.close());
  }

  /** True once nobody listens any more. */
  get closed(): boolean {
    return this.call.cancelled || this.call.destroyed || this.call.writableEnded;
  }

  /** Calls `listener` when the call ends, for whatever reason; at once if it has ended. */
  onClosed(listener: () => void): void {
    if (this.closed) listener();
    else this.listeners.push(listener);
  }

  /**
   * The same events in runs; while a run is sent, what its links point to is at hand.
   *
   * @param live a link that is none goes out as a broken one then, and as an event like any other when it is read
   */
  async *runs(events: readonly RecordedEvent[], live = false): AsyncGenerator<readonly RecordedEvent[]> {
    if (!this.resolve || !events.some((event) => event.type === LINK_TYPE)) {
      yield events;
      return;
    }
    for (let start = 0; start < events.length; start += LINKS_AT_ONCE) {
      const run = events.slice(start, start + LINKS_AT_ONCE);
      this.targets = await this.targetsOf(run, live, this.resolve);
      yield run;
    }
    this.targets = new Map();
  }

  event(event: RecordedEvent): boolean {
    return this.send(this.encode(event));
  }

  /** An event from memory that other subscribers get as well. */
  liveEvent(event: RecordedEvent): boolean {
    return this.send(this.uuid === 'string' && !this.targets.has(event) ? encodedOnce(event) : this.encode(event));
  }

  confirmation(subscriptionId: string): boolean {
    return this.message(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId)));
  }

  checkpoint(position: number): boolean {
    const checkpoint = new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position));
    return this.message(new ReadResp().setCheckpoint(checkpoint));
  }

  caughtUp(): boolean {
    return this.message(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  }

  streamNotFound(stream: string): boolean {
    const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
    return this.message(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifier)));
  }

  firstStreamPosition(revision: number): boolean {
    return this.message(new ReadResp().setFirstStreamPosition(String(revision)));
  }

  lastStreamPosition(revision: number): boolean {
    return this.message(new ReadResp().setLastStreamPosition(String(revision)));
  }

  /** Resolves when there is room again, or when nobody listens any more. */
  room(): Promise<void> {
    if (this.closed || !this.call.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => (this.wake = resolve));
  }

  private encode(event: RecordedEvent): Buffer {
    if (this.targets.has(event)) return encodeLink(event, this.targets.get(event), this.uuid);
    return encodeEvent(event, this.uuid);
  }

  private async targetsOf(
    events: readonly RecordedEvent[],
    live: boolean,
    resolve: (links: readonly Link[]) => Promise<(RecordedEvent | undefined)[]>,
  ): Promise<Map<RecordedEvent, RecordedEvent | undefined>> {
    const targets = new Map<RecordedEvent, RecordedEvent | undefined>();
    const links = new Map<RecordedEvent, Link>();
    for (const event of events) {
      if (event.type !== LINK_TYPE) continue;
      const link = parseLink(event.data) ?? (live ? 'broken' : undefined);
      if (link === 'broken') targets.set(event, undefined);
      else if (link) links.set(event, link);
    }
    const found = await resolve([...links.values()]);
    for (const [index, event] of [...links.keys()].entries()) targets.set(event, found[index]);
    return targets;
  }

  private close(): void {
    this.wake();
    for (const listener of this.listeners.splice(0)) listener();
  }

  private message(message: { serializeBinary(): Uint8Array }): boolean {
    return this.send(Buffer.from(message.serializeBinary()));
  }

  private send(bytes: Buffer): boolean {
    return this.closed ? true : writeBatched(this.call, bytes);
  }
}

const encodedEvents = new WeakMap<RecordedEvent, Buffer>();

/** Live events go to many subscribers: each is serialised once. */
function encodedOnce(event: RecordedEvent): Buffer {
  let bytes = encodedEvents.get(event);
  if (!bytes) encodedEvents.set(event, (bytes = encodeEvent(event, 'string')));
  return bytes;
}
