import type { Pool, PoolClient } from 'pg';
import { copyOut } from './copy-out.js';
import { NO_REVISION } from './events.js';
import type { RecordedEvent } from './events.js';

export type Direction = 'forwards' | 'backwards';

/** A run of events in reading order. */
export interface Page {
  readonly events: readonly RecordedEvent[];
  /** True if nothing was left to read behind this page when it was read. */
  readonly last: boolean;
}

export interface StreamInfo {
  readonly number: number;
  /** Revision of the last event. */
  readonly revision: number;
}

/** Memory one page may take. A page of larger events ends early and the next one goes on behind it. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Seconds between 1970 and 2000, PostgreSQL's epoch. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

const columns = 'e.position, e.revision, e.recorded_at, e.id::text, e.json, e.type, e.metadata, e.data';

/** Reads the log from PostgreSQL in pages of bounded size. Holds no connection between pages. */
export class Reader {
  constructor(private readonly pool: Pool) {}

  /** @returns undefined if the stream has no events */
  async stream(name: string): Promise<StreamInfo | undefined> {
    // PostgreSQL has no text with a zero character, so no stream is called like that.
    if (name.includes('\0')) return undefined;
    const { rows } = await this.pool.query<{ stream: string; revision: string | null }>({
      name: 'stream-info',
      text: `select s.stream, (select e.revision from event_node.events e where e.stream = s.stream order by e.revision desc limit 1) as revision
               from event_node.streams s where s.name = $1`,
      values: [name],
    });
    const row = rows[0];
    if (!row) return undefined;
    const revision = row.revision === null ? NO_REVISION : Number(row.revision);
    return revision === NO_REVISION ? undefined : { number: Number(row.stream), revision };
  }

  /** Last position of the log, 0 if it is empty. */
  async head(): Promise<number> {
    const { rows } = await this.pool.query<{ head: string }>('select head from event_node.writer');
    return Number(rows[0]?.head ?? 0);
  }

  /**
   * Events of one stream.
   *
   * @param from first revision, included in both directions
   */
  streamPage(name: string, stream: number, from: number, direction: Direction, limit: number): Promise<Page> {
    const order =
      direction === 'forwards'
        ? `e.revision >= ${integer(from)} order by e.revision`
        : `e.revision <= ${integer(from)} order by e.revision desc`;
    return this.page(
      `select ${columns} from event_node.events e where e.stream = ${integer(stream)} and ${order} limit ${integer(limit)}`,
      limit,
      () => name,
    );
  }

  /**
   * Events of `$all`.
   *
   * @param from a position: included forwards, excluded backwards, as the protocol has it
   */
  allPage(from: number, direction: Direction, limit: number): Promise<Page> {
    const order =
      direction === 'forwards'
        ? `e.position >= ${integer(from)} order by e.position`
        : `e.position < ${integer(from)} order by e.position desc`;
    return this.page(
      `select ${columns}, s.name from event_node.events e join event_node.streams s using (stream) where ${order} limit ${integer(limit)}`,
      limit,
      (fields) => fields[8]!.toString('utf8'),
    );
  }

  private async page(select: string, limit: number, streamOf: (fields: Buffer[]) => string): Promise<Page> {
    const events: RecordedEvent[] = [];
    let bytes = 0;
    let rows = 0;
    await this.withClient((client) =>
      copyOut(client, select, (fields) => {
        rows++;
        if (bytes > PAGE_BYTES) return;
        bytes += fields[6]!.length + fields[7]!.length;
        events.push(toEvent(fields, streamOf(fields)));
      }),
    );
    return { events, last: rows < limit && rows === events.length };
  }

  private async withClient<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      return await use(client);
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(failure);
    }
  }
}

function toEvent(fields: Buffer[], stream: string): RecordedEvent {
  return {
    position: toNumber(fields[0]!),
    stream,
    revision: toNumber(fields[1]!),
    recordedAt: toNumber(fields[2]!) / 1000 + POSTGRES_EPOCH_MS,
    id: fields[3]!.toString('latin1'),
    json: fields[4]![0] === 1,
    type: fields[5]!.toString('utf8'),
    metadata: fields[6]!,
    data: fields[7]!,
  };
}

/** A signed 64-bit integer as a number; exact up to 2^53. */
function toNumber(field: Buffer): number {
  return field.readInt32BE(0) * 0x1_0000_0000 + field.readUInt32BE(4);
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not an integer: ${value}`);
  return String(value);
}

/** Small first, so that a short read costs little; then large, so that a long one does not wait for round trips. */
const FIRST_LIMIT = 128;
const LIMIT = 1_024;

/**
 * Pages one after the other, the next one on its way while the caller handles the last.
 *
 * @param first where to begin
 * @param read one page of at most `limit` events
 * @param after where the page behind this one begins
 * @param most how many events are wanted at all
 */
export async function* pages(
  first: number,
  read: (from: number, limit: number) => Promise<Page>,
  after: (page: Page) => number,
  most = Infinity,
): AsyncGenerator<Page> {
  let wanted = most;
  let limit = Math.min(FIRST_LIMIT, wanted);
  let next: Promise<Page> | undefined = wanted > 0 ? read(first, limit) : undefined;
  while (next) {
    const page: Page = await next;
    wanted -= page.events.length;
    next = undefined;
    if (!page.last && wanted > 0) {
      limit = Math.min(LIMIT, limit * 4, wanted);
      next = read(after(page), limit);
      // If the caller leaves before it comes to this page, its failure concerns nobody.
      next.catch(() => undefined);
    }
    yield page;
  }
}
