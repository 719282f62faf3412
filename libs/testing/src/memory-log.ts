import { UnavailableError, StreamNotFoundError, WrongExpectedVersionError, type EventData } from '@eventstore/db-client';

interface Kept {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly created: Date;
  readonly data: object;
  readonly metadata: object;
  readonly position: { commit: bigint; prepare: bigint };
}

/** What goes wrong with the next append. */
export type Fault =
  /** Arrives and is stored; the answer is lost. */
  | 'lost-acknowledgement'
  /** Never arrives. */
  | 'lost-request'
  /** Is stored, but nobody answers: the caller's time-out ends it. */
  | 'silence'
  /** Somebody else appends to the stream first. */
  | 'conflict'
  | 'none';

/** Lets a test append as somebody else would. */
export type Intruder = (stream: string) => Promise<void>;

/** An event store in memory, as the official client shows it, with faults between the two. */
export class MemoryLog {
  readonly streams = new Map<string, Kept[]>();
  faults: Fault[] = [];
  intruder: Intruder = () => Promise.resolve();
  /** KurrentDB forgets the ids of events after a while: a re-append then meets the revision check. */
  forgetsIds = false;
  private last = 0n;

  async appendToStream(stream: string, events: EventData | EventData[], { expectedRevision }: { expectedRevision?: unknown } = {}) {
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'lost-request') throw unavailable();
    if (fault === 'conflict') await this.withoutFaults(() => this.intruder(stream));
    const result = this.store(stream, Array.isArray(events) ? events : [events], expectedRevision as bigint | 'no_stream');
    if (fault === 'lost-acknowledgement') throw unavailable();
    if (fault === 'silence') return new Promise<never>(() => undefined);
    return result;
  }

  private async withoutFaults(work: () => Promise<void>): Promise<void> {
    const faults = this.faults;
    this.faults = [];
    await work();
    this.faults = faults;
  }

  private store(stream: string, events: EventData[], expectedRevision: bigint | 'no_stream') {
    const kept = this.streams.get(stream) ?? [];
    const expected = expectedRevision === 'no_stream' ? -1 : Number(expectedRevision);
    const already = events.map(({ id }) => kept.find((event) => event.id === id));
    if (!this.forgetsIds && already.every((event) => event !== undefined)) return success(already.at(-1)!);
    if (expected !== kept.length - 1) {
      throw new WrongExpectedVersionError(undefined, { streamName: stream, current: BigInt(kept.length - 1), expected: BigInt(expected) });
    }
    for (const { id, type, data, metadata } of events) {
      this.last += 1n;
      const position = { commit: this.last, prepare: this.last };
      kept.push({
        id,
        type,
        streamId: stream,
        revision: BigInt(kept.length),
        created: new Date(Number(this.last)),
        position,
        ...json({ data, metadata }),
      });
    }
    this.streams.set(stream, kept);
    return success(kept.at(-1)!);
  }

  readStream(stream: string, { fromRevision }: { fromRevision?: unknown } = {}) {
    const kept = this.streams.get(stream);
    const from = Number(fromRevision ?? 0);
    return (async function* () {
      await Promise.resolve();
      if (!kept) throw new StreamNotFoundError(undefined, stream);
      for (const event of kept.slice(from)) yield { event };
    })();
  }

  readAll() {
    return this.readStream('');
  }

  subscribeToAll(): never {
    throw new Error('a MemoryLog has no subscriptions');
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function success(last: Kept) {
  return { success: true, nextExpectedRevision: last.revision, position: last.position };
}

function unavailable(): Error {
  return new UnavailableError({ message: 'injected fault' } as never);
}

function json({ data, metadata }: Pick<EventData, 'data' | 'metadata'>): { data: object; metadata: object } {
  return {
    data: JSON.parse(JSON.stringify(data)) as object,
    metadata: JSON.parse(new TextDecoder().decode(metadata as Uint8Array)) as object,
  };
}
