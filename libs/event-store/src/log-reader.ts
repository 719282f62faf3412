import { StreamNotFoundError } from '@eventstore/db-client';
import { StoreUnavailable } from './errors.js';
import {
  answeredWithin,
  clientOf,
  messageOf,
  storedAfter,
  toLogged,
  type LogClient,
  type LoggedEvent,
  type RawEvent,
} from './event-store.js';

/** Events of a stream that are read in one go. */
const page = 500;

/** Reads the log as it is stored and proves nothing: for those who prove it themselves. All throw StoreUnavailable. */
export class LogReader {
  private readonly client: LogClient;

  /** @param connectionString `esdb://…` or `kurrentdb://…` */
  constructor(connectionString: string, client?: LogClient) {
    this.client = client ?? clientOf(connectionString);
  }

  /** The events after a position, at most so many, of streams of the server too; none at the end of the log. */
  after(position: bigint | null, count: number): Promise<LoggedEvent[]> {
    return storedAfter(this.client, position, count);
  }

  /** A stream from one revision up to another, page by page; ends where the stream does. */
  async *stream(stream: string, fromRevision: number, toRevision: number): AsyncGenerator<LoggedEvent[]> {
    for (let from = fromRevision; from <= toRevision;) {
      const maxCount = Math.min(page, toRevision - from + 1);
      const events = await this.read(this.client.readStream(stream, { fromRevision: BigInt(from), maxCount }));
      if (events.length > 0) yield events;
      if (events.length < maxCount) return;
      from = events.at(-1)!.revision + 1;
    }
  }

  /** The last event of a stream; undefined if there is no such stream. */
  async lastOf(stream: string): Promise<LoggedEvent | undefined> {
    return (await this.read(this.client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 })))[0];
  }

  /** Where the log ends now; null while it is empty. */
  async lastPosition(): Promise<bigint | null> {
    const [last] = await this.read(this.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
    return last?.position ?? null;
  }

  async close(): Promise<void> {
    await answeredWithin(2_000, this.client.dispose()).catch(() => undefined);
  }

  private async read(reading: AsyncIterable<{ readonly event?: unknown }>): Promise<LoggedEvent[]> {
    const events: LoggedEvent[] = [];
    try {
      // Always read to its end: a read that is left early keeps its call open, and the client then never closes.
      for await (const { event } of reading) if (event) events.push(toLogged(event as RawEvent));
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw new StoreUnavailable(messageOf(error));
    }
    return events;
  }
}
