import type { Recorded } from '@redress/kernel';
import type { EventStore, LoggedEvent, LogItem, Wanted } from './event-store.js';

type Source = Pick<EventStore, 'stored' | 'verified'>;
type Asked = Wanted & { readonly after: bigint | null; readonly signal: AbortSignal };

/** Items that wait for one follower, at most. */
const mostWaiting = 2_000;
/** How soon a follower hears how far was read where nothing matched, in ms. */
const passedMs = 200;

/**
 * The log, read once for all who follow it in a process: an event is fetched, decoded and verified once, however many want it. Who begins
 * elsewhere reads alone until it reaches where another is, and who does not keep up falls out and does so again: nobody waits for
 * anybody else. An event that cannot be handed over ends the reading of those only who want it.
 */
export class SharedLog implements Pick<EventStore, 'all' | 'stored'> {
  private readonly readers = new Set<Reader>();
  private listener: (event: Recorded) => void = () => undefined;

  /** @param prefixes of the streams that anybody here follows: of others, events are not seen, whatever their type */
  constructor(
    private readonly store: Source,
    private readonly prefixes: readonly string[],
  ) {}

  /** As `EventStore.all`. */
  all(asked: Asked): AsyncGenerator<LogItem> {
    return this.followed(asked, false);
  }

  /** As `EventStore.stored`. */
  stored(asked: Asked): AsyncGenerator<{ readonly event: LoggedEvent } | { readonly checkpoint: bigint }> {
    return this.followed(asked, true);
  }

  private async *followed({ after, signal, ...wanted }: Asked, asStored: boolean): AsyncGenerator<LogItem> {
    const follower = new Follower(after, wanted, asStored);
    const wake = () => follower.wake();
    signal.addEventListener('abort', wake, { once: true });
    try {
      while (!signal.aborted) {
        const item = follower.next();
        if (item) yield item;
        else if (follower.reader) await follower.more();
        else if (follower.end) {
          if ('failure' in follower.end) throw follower.end.failure;
          return;
        } else this.join(follower);
      }
    } finally {
      signal.removeEventListener('abort', wake);
      follower.reader?.leave(follower);
    }
  }

  /** Whom each event that is wanted is told first, before those who want it; must not throw. */
  hear(listener: (event: Recorded) => void): void {
    this.listener = listener;
  }

  private join(follower: Follower): void {
    let reader = [...this.readers].find(({ read }) => read === follower.read);
    if (!reader) {
      reader = new Reader(follower.read, this.readers);
      this.readers.add(reader);
      void reader.run(this.store, this.prefixes, (event) => this.listener(event));
    }
    reader.take(follower);
  }
}

/** One subscription and those who hear of it. */
class Reader {
  private readonly followers = new Set<Follower>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  /** Ends the wait for room. */
  wake: () => void = () => undefined;

  constructor(
    /** Up to here it was handed out; null before the first event. */
    public read: bigint | null,
    private readonly others: Set<Reader>,
  ) {}

  take(follower: Follower): void {
    follower.reader = this;
    this.followers.add(follower);
    this.wake();
  }

  leave(follower: Follower): void {
    follower.reader = undefined;
    this.followers.delete(follower);
    if (this.followers.size === 0) this.stop();
    this.wake();
  }

  async run(store: Source, prefixes: readonly string[], listener: (event: Recorded) => void): Promise<void> {
    const { signal } = this.stopping;
    let end: NonNullable<Follower['end']> = {};
    try {
      for await (const item of store.stored({ after: this.read, prefixes, signal })) {
        if (signal.aborted) return;
        const from = this.read;
        this.read = 'event' in item ? item.event.position : item.checkpoint;
        this.hand(item, this.read, (event) => {
          const recorded = store.verified(event);
          listener(recorded);
          return recorded;
        });
        if (this.mergeFrom(from)) return;
        while (this.waitsForRoom() && !signal.aborted) await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } catch (failure) {
      end = { failure };
    } finally {
      this.stop();
      for (const follower of this.followers) follower.endWith(end);
    }
  }

  /** Who follows alone need not fall out for being slow: the reading waits. */
  private waitsForRoom(): boolean {
    const [only, second] = this.followers;
    return only !== undefined && second === undefined && only.isFull;
  }

  private hand(
    item: { readonly event: LoggedEvent } | { readonly checkpoint: bigint },
    position: bigint,
    verified: (event: LoggedEvent) => Recorded,
  ): void {
    let recorded: Recorded | undefined;
    for (const follower of this.followers) {
      if (follower.read !== null && follower.read >= position) continue;
      if (!('event' in item) || !follower.wants(item.event)) {
        follower.pass(position);
        this.timer ??= setTimeout(() => this.tellPassed(), passedMs);
        continue;
      }
      if (follower.isFull && this.followers.size > 1) {
        this.leave(follower);
        follower.wake();
        continue;
      }
      if (follower.asStored) {
        follower.put(position, item);
        continue;
      }
      try {
        recorded ??= verified(item.event);
        follower.put(position, { event: recorded });
      } catch (failure) {
        follower.endWith({ failure });
      }
    }
  }

  /** Having come to where another stands, its followers go on there. */
  private mergeFrom(from: bigint | null): boolean {
    for (const other of this.others) {
      if (other === this || other.read === null || (from !== null && from >= other.read) || this.read! < other.read) continue;
      this.tellPassed();
      for (const follower of this.followers) other.take(follower);
      this.followers.clear();
      this.stop();
      return true;
    }
    return false;
  }

  private tellPassed(): void {
    this.timer = undefined;
    for (const follower of this.followers) follower.tellPassed();
  }

  private stop(): void {
    this.others.delete(this);
    this.stopping.abort();
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** One who follows the log, and what waits for it. */
class Follower {
  reader: Reader | undefined;
  end: { readonly failure?: unknown } | undefined;
  wake: () => void = () => undefined;
  /** Filled at one end and emptied from the other: a whole list at a time, as taking the first of a long one costs. */
  private filled: LogItem[] = [];
  private emptied: LogItem[] = [];
  private passed: bigint | undefined;
  private readonly wanted = new Map<string, boolean>();

  constructor(
    /** Up to here it has been handed what it wants. */
    public read: bigint | null,
    private readonly asked: Wanted,
    /** Neither verified nor upcast. */
    readonly asStored: boolean,
  ) {}

  get isFull(): boolean {
    return this.filled.length + this.emptied.length >= mostWaiting;
  }

  wants({ stream, type }: LoggedEvent): boolean {
    if ('prefixes' in this.asked) return this.asked.prefixes.some((prefix) => stream.startsWith(prefix));
    let isWanted = this.wanted.get(type);
    if (isWanted === undefined) this.wanted.set(type, (isWanted = this.asked.types.some((prefix) => type.startsWith(prefix))));
    return isWanted;
  }

  put(position: bigint, item: LogItem): void {
    this.read = position;
    this.passed = undefined;
    this.filled.push(item);
    this.wake();
  }

  /** Nothing for it up to there: said later, and once for many. */
  pass(position: bigint): void {
    this.read = position;
    this.passed = position;
  }

  tellPassed(): void {
    if (this.passed !== undefined) this.put(this.passed, { checkpoint: this.passed });
  }

  endWith(end: NonNullable<Follower['end']>): void {
    this.end = end;
    this.reader?.leave(this);
    this.wake();
  }

  next(): LogItem | undefined {
    if (this.emptied.length === 0) {
      this.emptied = this.filled.reverse();
      this.filled = [];
    }
    const item = this.emptied.pop();
    if (item) this.reader?.wake();
    return item;
  }

  /** Until there may be something new. */
  async more(): Promise<void> {
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = () => undefined;
  }
}
