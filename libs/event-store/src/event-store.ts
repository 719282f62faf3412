import { setTimeout as pause } from 'node:timers/promises';
import {
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  eventTypeFilter,
  streamNameFilter,
  type AllStreamSubscription,
  type EventData,
  type Position,
} from '@eventstore/db-client';
import type { EventType, Instant, Metadata, Recorded } from '@redress/kernel';
import { genesisHash, upcast, verify, verifyChain, type StoredEvent } from './envelope.js';
import { EventTooLarge, RevisionConflict, StoreUnavailable } from './errors.js';

/** A stored event with its place in the log. */
export interface LoggedEvent extends StoredEvent {
  readonly position: bigint;
  readonly recordedAt: Instant;
}

/** What a subscription to the log yields: events in log order, and how far it has read where nothing matched. */
export type LogItem = { readonly event: Recorded } | { readonly checkpoint: bigint };

export interface EventStoreOptions {
  /** `esdb://…` or `kurrentdb://…` */
  readonly connectionString: string;
  readonly types: Readonly<Record<string, EventType>>;
  /** How long one attempt to append may stay unanswered, in ms. */
  readonly appendTimeoutMs?: number;
  /** How often identical bytes are sent before the outcome is reported as unknown. */
  readonly appendAttempts?: number;
  /** The pause before the second attempt, in ms; it doubles with each further one. */
  readonly appendPauseMs?: number;
  /** Asked before each attempt to append: false if another process appends in the place of this one now. */
  readonly mayAppend?: () => boolean;
}

/** Which events of the log: of streams whose names begin so (`''`: of all but the server's own), or of types that begin so. */
export type Wanted = { readonly prefixes: readonly string[] } | { readonly types: readonly string[] };

/** How far a follower of the log is behind. */
export interface Lag {
  /** That it wants and has not got yet. */
  readonly events: number;
  /** Since the oldest of them was recorded; 0 if there is none. */
  readonly seconds: number;
}

/** One who follows the log: where it is, and what it wants. */
type Following = { readonly position: bigint | null } & (
  { readonly prefixes: readonly string[] } | { readonly types: readonly string[]; readonly origins: readonly string[] }
);

/** So many events are counted, not more: a scrape must not read the whole log. */
const mostCounted = 1_000;

/** How often a subscription says how far it has read where nothing matched. */
const pace = { checkpointInterval: 10, maxSearchWindow: 500 } as const;

/** The part of the official client that is used here; tests put faults in between. */
export type LogClient = Pick<EventStoreDBClient, 'appendToStream' | 'readStream' | 'readAll' | 'subscribeToAll' | 'dispose'>;

/** The one adapter to EventStoreDB or KurrentDB. Nothing is appended that was not enveloped: sealed, hashed and chained. */
export class EventStore {
  private readonly client: LogClient;
  private readonly types: Readonly<Record<string, EventType>>;
  private readonly appendTimeoutMs: number;
  private readonly appendAttempts: number;
  private readonly appendPauseMs: number;
  private readonly mayAppend: () => boolean;

  constructor(
    {
      connectionString,
      types,
      appendTimeoutMs = 3_000,
      appendAttempts = 3,
      appendPauseMs = 100,
      mayAppend = () => true,
    }: EventStoreOptions,
    client?: LogClient,
  ) {
    this.client = client ?? clientOf(connectionString);
    this.types = types;
    this.appendTimeoutMs = appendTimeoutMs;
    this.appendAttempts = appendAttempts;
    this.appendPauseMs = appendPauseMs;
    this.mayAppend = mayAppend;
  }

  /**
   * Appends all events or none, on exactly the revision that they were enveloped for.
   * A time-out is an unknown outcome: the identical bytes are sent again, with the same ids and expected revision.
   * @throws RevisionConflict, EventTooLarge, StoreUnavailable
   */
  async append(events: readonly StoredEvent[]): Promise<{ revision: number; position: bigint }> {
    const { stream, revision } = events[0]!;
    const expectedRevision = revision === 0 ? ('no_stream' as const) : BigInt(revision - 1);
    const bytes = events.map(toEventData);
    for (let attempt = 1; ; attempt += 1) {
      if (!this.mayAppend()) throw new StoreUnavailable('another process appends in the place of this one', attempt > 1);
      try {
        // A silent server leaves the client pending whatever its deadline says, hence a time-out of our own.
        const result = await answeredWithin(this.appendTimeoutMs, this.client.appendToStream(stream, bytes, { expectedRevision }));
        // Stored, but a server may leave out where: the reload finds it.
        if (!result.position) throw new RevisionConflict(stream, revision - 1);
        return { revision: Number(result.nextExpectedRevision), position: result.position.commit };
      } catch (error) {
        if (error instanceof RevisionConflict) throw error;
        if (error instanceof WrongExpectedVersionError) throw new RevisionConflict(stream, revision - 1);
        if (error instanceof MaxAppendSizeExceededError) throw new EventTooLarge(stream);
        if (attempt >= this.appendAttempts) throw new StoreUnavailable(messageOf(error), true);
        await pause(this.appendPauseMs * 2 ** (attempt - 1));
      }
    }
  }

  /** The stream's events as they are stored, from `fromRevision` on, at most `maxCount`; none if there is no such stream. */
  async readStored(stream: string, fromRevision = 0, maxCount?: number): Promise<LoggedEvent[]> {
    const events: LoggedEvent[] = [];
    try {
      // Always read to its end: a read that is left early keeps its call open, and the client then never closes.
      for await (const { event } of this.client.readStream(stream, {
        fromRevision: BigInt(fromRevision),
        ...(maxCount !== undefined && { maxCount }),
      })) {
        if (event) events.push(toLogged(event as unknown as RawEvent));
      }
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw new StoreUnavailable(messageOf(error));
    }
    return events;
  }

  /**
   * The stream's events, verified against the chain and upcast; personal fields stay sealed.
   * @param previousHash the hash of the event before `fromRevision`
   * @throws DamagedHistory, UnknownEventVersion, StoreUnavailable
   */
  async read(stream: string, fromRevision = 0, previousHash = genesisHash): Promise<Recorded[]> {
    const events = await this.readStored(stream, fromRevision);
    verifyChain(events, fromRevision, previousHash);
    return events.map((event) => this.recorded(event));
  }

  /**
   * The log after a position, in order, then what comes next, until the signal aborts or the connection ends
   * (the generator then returns or throws StoreUnavailable: subscribe again from the last checkpoint).
   */
  async *all(asked: Wanted & { after: bigint | null; signal: AbortSignal }): AsyncGenerator<LogItem> {
    for await (const item of this.stored(asked)) yield 'event' in item ? { event: this.verified(item.event) } : item;
  }

  /** As `all`, the events as they are stored: neither verified nor upcast. */
  async *stored({
    after,
    signal,
    ...wanted
  }: Wanted & { after: bigint | null; signal: AbortSignal }): AsyncGenerator<
    { readonly event: LoggedEvent } | { readonly checkpoint: bigint }
  > {
    const checkpointReached = (subscription: AllStreamSubscription, position: Position) => {
      // Pushed behind the events before it; the client would hand it over ahead of those still buffered.
      subscription.push({ checkpoint: position.commit });
    };
    const subscription = this.client.subscribeToAll({
      fromPosition: after === null ? 'start' : { commit: after, prepare: after },
      filter:
        'types' in wanted
          ? eventTypeFilter({ prefixes: [...wanted.types], ...pace, checkpointReached })
          : wanted.prefixes.includes('')
            ? streamNameFilter({ regex: '^[^$].*', ...pace, checkpointReached })
            : streamNameFilter({ prefixes: [...wanted.prefixes], ...pace, checkpointReached }),
    });
    const stop = () => {
      subscription.destroy();
      void subscription.unsubscribe().catch(() => undefined);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const item of subscription as AsyncIterable<{ event?: unknown; checkpoint?: bigint }>) {
        if (item.checkpoint !== undefined) yield { checkpoint: item.checkpoint };
        else if (item.event) yield { event: toLogged(item.event as RawEvent) };
      }
    } catch (error) {
      if (signal.aborted) return;
      throw new StoreUnavailable(messageOf(error));
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  /** One event, proven to be as it was written, and upcast. @throws DamagedHistory, UnknownEventVersion */
  verified(event: LoggedEvent): Recorded {
    verify(event);
    return this.recorded(event);
  }

  /** Where the log ends now; null while it is empty. @throws StoreUnavailable */
  async lastPosition(): Promise<bigint | null> {
    let last: bigint | null = null;
    try {
      for await (const { event } of this.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })) {
        last = (event as RawEvent | undefined)?.position?.commit ?? last;
      }
    } catch (error) {
      throw new StoreUnavailable(messageOf(error));
    }
    return last;
  }

  /** When the first event after a position was recorded; null if there is none. @throws StoreUnavailable */
  async recordedAfter(position: bigint | null): Promise<Instant | null> {
    let recordedAt: Instant | null = null;
    try {
      const fromPosition = position === null ? 'start' : { commit: position, prepare: position };
      // A read begins with the event at its position.
      for await (const { event } of this.client.readAll({ direction: 'forwards', fromPosition, maxCount: 2 })) {
        const { position: at, created } = (event ?? {}) as Partial<RawEvent>;
        if (at && created && (position === null || at.commit > position)) recordedAt ??= created.toISOString();
      }
    } catch (error) {
      throw new StoreUnavailable(messageOf(error));
    }
    return recordedAt;
  }

  /**
   * How far followers of the log are behind: what they want of what comes after where they are. Counted, up to a thousand events of the log;
   * beyond that estimated from how dense those are, as no position need be the number of an event. Who wants nothing is never behind.
   * @throws StoreUnavailable
   */
  async lagsOf(followers: readonly Following[], now: Date): Promise<Lag[]> {
    const lags = new Map<object, Lag>();
    const from = (position: bigint | null) => position ?? -1n;
    const waiting = [...followers].sort((a, b) => Number(from(a.position) - from(b.position)));
    const end = (await this.lastPosition()) ?? -1n;
    while (waiting.length > 0) {
      const start = waiting[0]!.position;
      const events = from(start) >= end ? [] : await this.storedAfter(start, mostCounted);
      const last = events.at(-1)?.position ?? from(start);
      const isAll = events.length < mostCounted;
      // Those who are further than what was read are asked about again, from where they are.
      while (waiting[0] && (isAll || from(waiting[0].position) <= last)) {
        const follower = waiting.shift()!;
        const wanted = events.filter((event) => isWanted(follower, event));
        const ahead = wanted.filter(({ position }) => position > from(follower.position));
        const rest = isAll || last >= end ? 0 : Number(end - last) * (wanted.length / Number(last - from(start)));
        const oldest = ahead[0]?.recordedAt;
        lags.set(follower, {
          events: ahead.length + Math.round(rest),
          seconds: oldest === undefined ? 0 : Math.max(0, (now.getTime() - Date.parse(oldest)) / 1_000),
        });
      }
    }
    return followers.map((follower) => lags.get(follower)!);
  }

  /** The events of the log after a position, in order, as they are stored, of the server's own streams too; at most `limit`. @throws StoreUnavailable */
  storedAfter(position: bigint | null, limit: number): Promise<LoggedEvent[]> {
    return storedAfter(this.client, position, limit);
  }

  /** True if the event store answers. */
  async isReachable(): Promise<boolean> {
    try {
      const probe = this.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
      const read = (async () => {
        for await (const _ of probe);
      })();
      await answeredWithin(2_000, read);
      return true;
    } catch {
      return false;
    }
  }

  /** Lets go of the connection; calls that a lost connection left open are not waited for. */
  async close(): Promise<void> {
    await answeredWithin(2_000, this.client.dispose()).catch(() => undefined);
  }

  private recorded(event: LoggedEvent): Recorded {
    return { ...event, data: upcast(event, this.types) };
  }
}

function isWanted(wanted: Following, { stream, type, metadata }: LoggedEvent): boolean {
  if ('prefixes' in wanted) return wanted.prefixes.some((prefix) => stream.startsWith(prefix));
  return wanted.types.includes(type) && wanted.origins.includes(metadata?.origin);
}

/** As `EventStore.storedAfter`, for whoever has a client alone. */
export async function storedAfter(client: Pick<LogClient, 'readAll'>, position: bigint | null, limit: number): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  try {
    const fromPosition = position === null ? ('start' as const) : { commit: position, prepare: position };
    // A read begins with the event at its position.
    const maxCount = position === null ? limit : limit + 1;
    for await (const { event } of client.readAll({ direction: 'forwards', fromPosition, maxCount })) {
      const logged = event && toLogged(event as unknown as RawEvent);
      if (logged && (position === null || logged.position > position) && events.length < limit) events.push(logged);
    }
  } catch (error) {
    throw new StoreUnavailable(messageOf(error));
  }
  return events;
}

/** @param connectionString `esdb://…` or `kurrentdb://…`; the client knows the scheme by its first name only */
export function clientOf(connectionString: string): LogClient {
  return EventStoreDBClient.connectionString(connectionString.replace(/^kurrentdb(\+discover)?:/, 'esdb$1:'));
}

/** As it is stored. */
export type StoredMetadata = Metadata & {
  /** Where the log is a copy: when the event was recorded in the first one. No hash covers it, as none covers the log's own time. */
  readonly recordedAt?: Instant;
};

export interface RawEvent {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly created: Date;
  readonly data: object;
  readonly metadata: StoredMetadata;
  readonly position?: Position;
}

export function toLogged(event: RawEvent): LoggedEvent {
  if (event.metadata?.recordedAt !== undefined) {
    const { recordedAt, ...metadata } = event.metadata;
    return { ...toLogged({ ...event, metadata }), recordedAt };
  }
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    type: event.type,
    data: event.data,
    metadata: event.metadata,
    position: event.position?.commit ?? -1n,
    recordedAt: event.created.toISOString(),
  };
}

export function toEventData({
  id,
  type,
  data,
  metadata,
}: Pick<StoredEvent, 'id' | 'type' | 'data'> & { metadata: StoredMetadata }): EventData {
  // As bytes the client takes the metadata as they are; an object it would encode by way of base64.
  return { id, type, contentType: 'application/json', data: { ...data }, metadata: new TextEncoder().encode(JSON.stringify(metadata)) };
}

/**
 * True for an error of a gRPC call. When the connection breaks, the official client rejects promises of its own that nobody can handle;
 * every append has a time-out of ours besides, so nothing depends on them.
 */
export function isAbandonedCall(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Rejects if the promise has not settled in time; the promise itself cannot be cancelled. */
export async function answeredWithin<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
