import { LRUCache } from 'lru-cache';
import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventData,
} from '@eventstore/db-client';
import { genesisHash, verify } from './envelope.js';
import { DamagedHistory, StoreUnavailable } from './errors.js';
import {
  answeredWithin,
  clientOf,
  messageOf,
  toEventData,
  toLogged,
  type LogClient,
  type LoggedEvent,
  type RawEvent,
} from './event-store.js';

/** The target holds something that the source has not, or has elsewhere: it is no copy, or not of this log. */
export class NotACopy extends Error {
  override readonly name = 'NotACopy';

  constructor(
    readonly stream: string,
    readonly revision: number,
    readonly reason: string,
  ) {
    super(`the target is no copy of the source: ${stream} revision ${revision}: ${reason}`);
  }
}

/** A log that cannot be read or written; the same call goes on where this one ended. */
export class CopyBroken extends Error {
  override readonly name = 'CopyBroken';

  constructor(
    readonly side: 'source' | 'target',
    readonly reason: string,
  ) {
    super(`the ${side} ${reason}`);
  }
}

/** What is done at the moment: the target is compared with the beginning of the source, the rest is copied, and the two are compared as a whole. */
export type CopyPhase = 'compare' | 'copy' | 'verify';

export interface CopyProgress {
  readonly phase: CopyPhase;
  /** Events dealt with in this phase. */
  readonly events: number;
  /** Up to where the source was read, and where it ended at the start: by their proportion one knows how much is left. */
  readonly position: bigint;
  readonly end: bigint;
}

export interface CopyOptions {
  /** `esdb://…` or `kurrentdb://…` */
  readonly from: string;
  readonly to: string;
  /** Streams to be copied, by how their names begin, with their streams of metadata; and every other event that has an envelope. */
  readonly prefixes: readonly string[];
  /** Read and compare, write nothing. */
  readonly dryRun?: boolean;
  /** Read and compare both from the beginning, once all is copied. */
  readonly verify?: boolean;
  readonly onProgress?: (progress: CopyProgress) => void;
  /** What is under way is finished; the report then says that it was interrupted. */
  readonly signal?: AbortSignal;
}

export interface CopyReport {
  /** Events that the target had, compared with the source one by one. */
  readonly alreadyThere: number;
  /** Copied now; with `dryRun` those that would be. */
  readonly copied: number;
  /** Compared as a whole after copying; undefined if that was not asked for. */
  readonly verified?: number;
  /** Events of other streams of the source, which stay where they are, and some of the streams' names. */
  readonly leftOut: { readonly events: number; readonly streams: readonly string[] };
  readonly interrupted: boolean;
  /** Seconds that copying took, apart from the comparisons. */
  readonly copySeconds: number;
}

/** Events read in one go. */
const page = 1_000;
/** Events in one append, and their size in characters, at most. */
const most = { events: 500, size: 500_000 };
/** Appends under way: the server takes them in the order in which they are sent. */
const window = 64;
const answerMs = 60_000;
/** Streams whose last hash is remembered; of others it is looked up. */
const remembered = 50_000;
const namesTold = 5;

/**
 * Copies the events of some streams from one log to another: the same ids, types, data and metadata, the same revisions, in the same order; when
 * each was recorded first is kept in its metadata (`recordedAt`), which no hash covers. Every event of the source is verified before it is copied.
 * What the target has already is compared with the source, and copying goes on behind it: it may be called again after it was killed, and to
 * bring what is new. Every append expects the revision that the source has, so that nothing is there twice.
 *
 * @throws DamagedHistory of the source, NotACopy, CopyBroken
 */
export async function copyLog(
  options: CopyOptions,
  clients?: { readonly source: LogClient; readonly target: LogClient },
): Promise<CopyReport> {
  const source = new Side('source', clients?.source ?? clientOf(options.from));
  const target = new Side('target', clients?.target ?? clientOf(options.to));
  try {
    return await new Copy(source, target, options).run();
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** Whether a stream belongs to those that are copied, itself or as the metadata of one. */
function isOurs(stream: string, prefixes: readonly string[]): boolean {
  const name = stream.startsWith('$$') ? stream.slice(2) : stream;
  return prefixes.some((prefix) => name.startsWith(prefix));
}

const isMetadataStream = (stream: string): boolean => stream.startsWith('$$');

class Copy {
  private leftOut = 0;
  private readonly leftOutStreams = new Set<string>();
  private end = -1n;

  constructor(
    private readonly source: Side,
    private readonly target: Side,
    private readonly options: CopyOptions,
  ) {}

  async run(): Promise<CopyReport> {
    const { dryRun = false, signal } = this.options;
    this.end = (await this.source.lastPosition()) ?? -1n;
    const chain = new Chain(this.source);
    const { events: alreadyThere, position } = await this.compare('compare', chain);
    const started = performance.now();
    const copied = signal?.aborted ? 0 : await this.copy(position, chain, dryRun);
    const copySeconds = (performance.now() - started) / 1_000;
    const interrupted = signal?.aborted ?? false;
    const isToBeVerified = this.options.verify && !dryRun && !interrupted;
    const verified = isToBeVerified ? (await this.compare('verify', new Chain(this.source))).events : undefined;
    return {
      alreadyThere,
      copied,
      ...(verified !== undefined && !signal?.aborted && { verified }),
      leftOut: { events: this.leftOut, streams: [...this.leftOutStreams] },
      interrupted: signal?.aborted ?? false,
      copySeconds,
    };
  }

  /** Holds the target against the beginning of the source, event by event. @returns how many there are, and where the source goes on */
  private async compare(phase: CopyPhase, chain: Chain): Promise<{ readonly events: number; readonly position: bigint | null }> {
    const originals = this.source.events(null);
    let events = 0;
    let position: bigint | null = null;
    for await (const copies of this.target.events(null)) {
      for (const copy of copies) {
        if (this.options.signal?.aborted) return { events, position };
        if (isSystem(copy.stream, this.options.prefixes)) continue;
        const original = await this.next(originals, phase === 'compare');
        if (!original) throw new NotACopy(copy.stream, copy.revision, 'the source has nothing more at this place');
        await chain.verified(original);
        const difference = differenceOf(original, copy);
        if (difference !== undefined) throw new NotACopy(copy.stream, copy.revision, difference);
        ({ position } = original);
        events += 1;
        if (events % page === 0) this.tell(phase, events, position);
      }
    }
    if (phase === 'verify') {
      // What was written to the source since is not missing here.
      const rest = await this.next(originals, false);
      if (rest && rest.position <= this.end) throw new NotACopy(rest.stream, rest.revision, 'the target has not got it');
    }
    this.tell(phase, events, position ?? -1n);
    return { events, position };
  }

  private pageOf: { readonly of: AsyncGenerator<LoggedEvent[]>; events: LoggedEvent[]; at: number } | undefined;

  /** The next event to be copied. */
  private async next(originals: AsyncGenerator<LoggedEvent[]>, counts: boolean): Promise<LoggedEvent | undefined> {
    if (this.pageOf?.of !== originals) this.pageOf = { of: originals, events: [], at: 0 };
    const { pageOf } = this;
    for (;;) {
      while (pageOf.at < pageOf.events.length) {
        const event = pageOf.events[pageOf.at++]!;
        if (this.isCopied(event, counts)) return event;
      }
      const { value, done } = await originals.next();
      if (done) return undefined;
      pageOf.events = value;
      pageOf.at = 0;
    }
  }

  private isCopied({ stream, metadata }: LoggedEvent, counts: boolean): boolean {
    // What has an envelope is ours in whatever stream: the checkpoints are over all of it.
    const isEnveloped = !stream.startsWith('$') && typeof metadata?.hash === 'string';
    if (isEnveloped || isOurs(stream, this.options.prefixes)) return true;
    if (counts && !stream.startsWith('$')) {
      this.leftOut += 1;
      if (this.leftOutStreams.size < namesTold) this.leftOutStreams.add(stream);
    }
    return false;
  }

  private async copy(after: bigint | null, chain: Chain, dryRun: boolean): Promise<number> {
    const { signal } = this.options;
    const appends = new Appends(this.target);
    let copied = 0;
    let run: LoggedEvent[] = [];
    let size = 0;
    const flush = async () => {
      if (run.length > 0 && !dryRun) await appends.add(run);
      copied += run.length;
      run = [];
      size = 0;
    };
    try {
      for await (const events of this.source.events(after)) {
        for (const event of events) {
          if (!this.isCopied(event, true)) continue;
          await chain.verified(event);
          const last = run.at(-1);
          const follows = last !== undefined && last.stream === event.stream && event.revision === last.revision + 1;
          if (!follows || run.length >= most.events || size >= most.size) await flush();
          run.push(event);
          size += sizeOf(event);
        }
        await flush();
        this.tell('copy', copied, events.at(-1)!.position);
        if (signal?.aborted) break;
      }
    } finally {
      // What was sent is there, or known to be not, before anything is said.
      await appends.settled();
    }
    return copied;
  }

  private tell(phase: CopyPhase, events: number, position: bigint): void {
    this.options.onProgress?.({ phase, events, position, end: this.end });
  }
}

/** Belongs to the server, not to any installation. */
const isSystem = (stream: string, prefixes: readonly string[]): boolean => stream.startsWith('$') && !isOurs(stream, prefixes);

const sizeOf = ({ data, metadata }: LoggedEvent): number => JSON.stringify(data).length + JSON.stringify(metadata ?? {}).length;

/** In what the two differ; undefined if the one is a copy of the other. */
function differenceOf(original: LoggedEvent, copy: LoggedEvent): string | undefined {
  if (original.stream !== copy.stream || original.revision !== copy.revision) {
    return `the source has ${original.stream} revision ${original.revision} at this place`;
  }
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (original.id !== copy.id) return 'it has another id than in the source';
  if (original.type !== copy.type) return `it is ${copy.type} and ${original.type} in the source`;
  if (!same(original.data, copy.data)) return 'its data differ from the source';
  if (!same(original.metadata, copy.metadata)) return 'its metadata differ from the source';
  const keepsTime = !isMetadataStream(original.stream);
  return keepsTime && original.recordedAt !== copy.recordedAt ? 'it says another time of recording than the source' : undefined;
}

/** Appends, several under way at once, in their order. */
class Appends {
  private readonly underWay: Promise<bigint | undefined>[] = [];
  private failure: { readonly error: unknown } | undefined;
  private isFirst = true;
  private last = -1n;

  constructor(private readonly target: Side) {}

  async add(events: readonly LoggedEvent[]): Promise<void> {
    if (this.failure) throw this.failure.error;
    const append = this.target.append(events).catch((error: unknown) => {
      this.failure ??= { error };
      return undefined;
    });
    this.underWay.push(append);
    // With the first one the connection is made on which the others follow each other.
    if (this.underWay.length >= (this.isFirst ? 1 : window)) await this.oldest();
    this.isFirst = false;
  }

  async settled(): Promise<void> {
    while (this.underWay.length > 0) await this.oldest();
    if (this.failure) throw this.failure.error;
  }

  private async oldest(): Promise<void> {
    const position = await this.underWay.shift();
    if (position === undefined) return;
    if (position <= this.last)
      this.failure ??= { error: new CopyBroken('target', 'has not kept the order of what was sent: copy into an empty one') };
    this.last = position;
  }
}

/** The hash chains of many streams, followed in the order of the log. */
class Chain {
  private readonly last = new LRUCache<string, { readonly revision: number; readonly hash: string }>({ max: remembered });

  constructor(private readonly source: Side) {}

  /** @throws DamagedHistory */
  async verified(event: LoggedEvent): Promise<void> {
    const { stream, revision } = event;
    if (isMetadataStream(stream)) return;
    const before = this.last.get(stream) ?? (await this.before(stream, revision));
    if (before.revision !== revision - 1)
      throw new DamagedHistory(stream, before.revision + 1, `revision ${before.revision + 1} is missing`);
    verify(event, before.hash);
    this.last.set(stream, { revision, hash: event.metadata.hash });
  }

  private async before(stream: string, revision: number): Promise<{ readonly revision: number; readonly hash: string }> {
    if (revision === 0) return { revision: -1, hash: genesisHash };
    const event = await this.source.event(stream, revision - 1);
    if (!event) throw new DamagedHistory(stream, revision - 1, `revision ${revision - 1} is missing`);
    verify(event);
    return { revision: revision - 1, hash: event.metadata.hash };
  }
}

/** One of the two logs. */
class Side {
  constructor(
    private readonly name: 'source' | 'target',
    private readonly client: LogClient,
  ) {}

  /** The log after a position to where it ends now, page by page, none of them empty; the next is fetched while one is worked on. */
  async *events(after: bigint | null): AsyncGenerator<LoggedEvent[]> {
    let next: Promise<LoggedEvent[]> | undefined = this.page(after);
    while (next) {
      const events: LoggedEvent[] = await next;
      if (events.length === 0) return;
      next = events.length < page ? undefined : this.page(events.at(-1)!.position);
      // Told where it is awaited; whoever leaves before that is told nothing.
      next?.catch(() => undefined);
      yield events;
    }
  }

  private async page(after: bigint | null): Promise<LoggedEvent[]> {
    return this.reading(async () => {
      const fromPosition = after === null ? ('start' as const) : { commit: after, prepare: after };
      const events: LoggedEvent[] = [];
      // A read begins with the event at its position.
      const maxCount = after === null ? page : page + 1;
      for await (const { event } of this.client.readAll({ direction: 'forwards', fromPosition, maxCount })) {
        const logged = event && toLogged(event as unknown as RawEvent);
        if (logged && (after === null || logged.position > after)) events.push(logged);
      }
      return events;
    });
  }

  lastPosition(): Promise<bigint | null> {
    return this.reading(async () => {
      let last: bigint | null = null;
      for await (const { event } of this.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })) {
        last = event?.position?.commit ?? last;
      }
      return last;
    });
  }

  async event(stream: string, revision: number): Promise<LoggedEvent | undefined> {
    return this.reading(async () => {
      let found: LoggedEvent | undefined;
      try {
        for await (const { event } of this.client.readStream(stream, { fromRevision: BigInt(revision), maxCount: 1 })) {
          const logged = event && toLogged(event as unknown as RawEvent);
          if (logged?.revision === revision) found = logged;
        }
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return found;
    });
  }

  /** @returns where the last of them is */
  async append(events: readonly LoggedEvent[]): Promise<bigint | undefined> {
    const { stream, revision } = events[0]!;
    const expectedRevision = revision === 0 ? ('no_stream' as const) : BigInt(revision - 1);
    try {
      const data = events.map((event) => copyOf(event));
      const result = await answeredWithin(answerMs, this.client.appendToStream(stream, data, { expectedRevision, deadline: answerMs }));
      return result.position?.commit;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        throw new CopyBroken('target', `is written by somebody else: ${stream} has another revision than ${revision - 1}`);
      }
      if (error instanceof MaxAppendSizeExceededError) {
        throw new CopyBroken('target', `does not take events as large as ${stream} revision ${revision} and what follows it`);
      }
      throw this.broken(error);
    }
  }

  async close(): Promise<void> {
    await answeredWithin(2_000, this.client.dispose()).catch(() => undefined);
  }

  private async reading<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof CopyBroken ? error : this.broken(error);
    }
  }

  private broken(error: unknown): CopyBroken {
    if (error instanceof AccessDeniedError) return new CopyBroken(this.name, 'does not let this user read or write the whole log');
    const reason = error instanceof StoreUnavailable ? error.reason : messageOf(error);
    return new CopyBroken(this.name, `does not answer: ${reason.split('\n')[0]}`);
  }
}

/** As it is stored, with the time at which it was recorded first behind everything else. */
function copyOf(event: LoggedEvent): EventData {
  // What the server says of a stream is no event of ours: it has no envelope, and nobody reads when it was recorded.
  if (isMetadataStream(event.stream)) return { ...toEventData(event), metadata: event.metadata && { ...event.metadata } } as EventData;
  return toEventData({ ...event, metadata: { ...event.metadata, recordedAt: event.recordedAt } });
}
