import type { ReadReq as ReadRequest } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { RecordedEvent } from '../log/events.js';
import { batchWrites, writeBatched } from './batched-writes.js';
import { encodeEvent } from './encode-event.js';
import { ReadResp, StreamIdentifier } from './messages.js';

/** The response stream carries messages that are serialised already. */
export type ReadCall = ServerWritableStream<ReadRequest, Buffer>;

/**
 * The answers of one read on their way to the client.
 *
 * `write…` returns false when the client does not keep up; the caller then waits for `room()` before it reads on, so a stalled client holds
 * no more than a page.
 */
export class Outbox {
  private wake: () => void = () => undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly call: ReadCall,
    private readonly uuid: 'string' | 'structured',
  ) {
    batchWrites(call);
    call.on('drain', () => this.wake());
    for (const end of ['cancelled', 'close', 'error']) call.on(end, () => this.close());
  }

  /** True once nobody listens any more. */
  get closed(): boolean {
    return this.call.cancelled || this.call.destroyed || this.call.writableEnded;
  }

  /** Calls `listener` when the call ends, for whatever reason. */
  onClosed(listener: () => void): void {
    this.listeners.push(listener);
  }

  event(event: RecordedEvent): boolean {
    return this.send(encodeEvent(event, this.uuid));
  }

  /** An event from memory that other subscribers get as well. */
  liveEvent(event: RecordedEvent): boolean {
    return this.send(this.uuid === 'string' ? encodedOnce(event) : encodeEvent(event, this.uuid));
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
