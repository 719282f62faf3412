import type { EventStore, LoggedEvent } from '@redress/event-store';

/** A stream as it is stored, from its first event on. */
export interface StoredStream {
  readonly stream: string;
  readonly events: readonly LoggedEvent[];
}

/** Streams read from the event store at once. */
const width = 16;
/** Events of the log in one reading. */
const page = 4_000;
/** Asking for a stream costs as much as reading over so many events of others (`npm run bench -- bundles`). */
const asking = 30;
/** No more is read through, as what is found is in memory: 3 kB an event, about. */
const mostRead = 150_000;

/**
 * Streams up to a moment, as they are stored, also where that is not what was written. Many are found in the log read once, where that is
 * less work than asking for each: then all are in memory at the same time.
 * @param until where the log ends for who asks; -1 of an empty log. An event takes one position at least
 * @param isKnown false for what was recorded later; a stream ends before the first such event
 * @param isWanted false once nobody waits for them any more
 */
export class StoredStreams {
  constructor(
    private readonly store: Pick<EventStore, 'readStored' | 'storedAfter'>,
    private readonly until: bigint,
    private readonly isKnown: (event: LoggedEvent) => boolean,
    private readonly isWanted: () => boolean,
  ) {}

  /** Those that have events, in the order of their names, some at a time. */
  async *of(names: readonly string[], group: number): AsyncGenerator<readonly StoredStream[]> {
    const groups = Array.from({ length: Math.ceil(names.length / group) }, (_, n) => names.slice(n * group, (n + 1) * group));
    if (this.readsThrough(names)) yield* this.outOfLog(groups);
    else yield* this.askedFor(groups);
  }

  private readsThrough({ length }: readonly string[]): boolean {
    return this.until < Math.min(length * asking, mostRead);
  }

  private async *outOfLog(groups: readonly (readonly string[])[]): AsyncGenerator<readonly StoredStream[]> {
    const found = new Map<string, LoggedEvent[]>(groups.flat().map((name) => [name, []]));
    let next = this.store.storedAfter(null, page);
    for (;;) {
      const events = await next;
      if (!this.isWanted()) throw new Error('nobody waits for these streams any more');
      const last = events.at(-1)?.position ?? this.until;
      // Awaited in the next round, unless the reader leaves before.
      if (last < this.until) (next = this.store.storedAfter(last, page)).catch(() => undefined);
      // What the server says of a stream is not in it.
      for (const event of events) if (!event.type.startsWith('$')) found.get(event.stream)?.push(event);
      if (last >= this.until) break;
    }
    for (const names of groups) {
      yield this.withEvents(names.map((stream) => ({ stream, events: found.get(stream)!.sort((a, b) => a.revision - b.revision) })));
      for (const stream of names) found.delete(stream);
    }
  }

  /** The next are asked for while these are taken. */
  private async *askedFor(groups: readonly (readonly string[])[]): AsyncGenerator<readonly StoredStream[]> {
    let reading: Promise<readonly StoredStream[]> = Promise.resolve([]);
    for (const names of groups) {
      const next = this.all(names);
      // Awaited below, unless something fails before.
      next.catch(() => undefined);
      yield await reading;
      reading = next;
    }
    yield await reading;
  }

  /** Those of these that have events. */
  async all(names: readonly string[]): Promise<readonly StoredStream[]> {
    const streams = new Array<StoredStream>(names.length);
    let next = 0;
    const lane = async () => {
      while (next < names.length) {
        const index = next++;
        streams[index] = { stream: names[index]!, events: await this.store.readStored(names[index]!) };
      }
    };
    await Promise.all(Array.from({ length: width }, lane));
    return this.withEvents(streams);
  }

  private withEvents(streams: readonly StoredStream[]): readonly StoredStream[] {
    return streams
      .map(({ stream, events }) => {
        const end = events.findIndex((event) => !this.isKnown(event));
        return { stream, events: end < 0 ? events : events.slice(0, end) };
      })
      .filter(({ events }) => events.length > 0);
  }
}
