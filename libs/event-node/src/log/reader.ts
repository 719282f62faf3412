import type { Pool, PoolClient } from 'pg';
import { copyOut } from './copy-out.js';
import { bytesOf, DELETED, NO_REVISION } from './events.js';
import type { RecordedEvent } from './events.js';
import type { Link } from './link.js';
import { TOMBSTONE_REVISION } from './schema.js';
import { isMetastream, isSoftDeleted, lowestReadable, metadataOfMetastream, noMetadata, parseMetadata } from './stream-metadata.js';
import type { StreamMetadata } from './stream-metadata.js';

export type Direction = 'forwards' | 'backwards';

/** A run of events in reading order. */
export interface Page {
  readonly events: readonly RecordedEvent[];
  /** True if nothing was left to read behind this page when it was read. */
  readonly last: boolean;
}

/** How far a stream can be read. */
export interface StreamInfo {
  readonly number: number;
  /** Revision of the last event. */
  readonly revision: number;
  /** Lowest revision that its metadata lets be read; it may lie behind the last one. */
  readonly first: number;
}

/** `revision` of a missing stream: of its last event, if it is deleted but not for ever. */
export type StreamLookUp =
  ({ readonly kind: 'found' } & StreamInfo) | { readonly kind: 'missing'; readonly revision: number } | { readonly kind: 'deleted' };

interface InfoRow {
  name: string;
  stream: string | null;
  revision: string | null;
  json: boolean | null;
  data: Buffer | null;
  tombstone: boolean;
}

/**
 * What one page may hold, so that all reads under way fit into memory together: a long read by itself gets large pages, a thousand stalled ones
 * small ones. A page of larger events ends early and the next one goes on behind it.
 */
const PAGE_EVENTS = { together: 4_096, least: 32, most: 1_024 };
const PAGE_BYTES = { together: 32 * 1024 * 1024, least: 256 * 1024, most: 4 * 1024 * 1024 };
/** Reads under way. */
let reading = 0;
/** As long as they are no more than this, each holds a page and the next one; many keep the database busy without. */
const READ_AHEAD = 8;

function share({ together, least, most }: typeof PAGE_EVENTS): number {
  return Math.max(least, Math.min(most, Math.floor(together / reading)));
}

/** Seconds between 1970 and 2000, PostgreSQL's epoch. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

const columns = 'e.position, e.revision, e.recorded_at, e.id::text, e.json, e.type, e.metadata, e.data';

/** Reads the log from PostgreSQL in pages of bounded size. Holds no connection between pages. */
export class Reader {
  constructor(private readonly pool: Pool) {}

  async stream(name: string): Promise<StreamLookUp> {
    return (await this.streams([name])).get(name) ?? { kind: 'missing', revision: NO_REVISION };
  }

  /** What is known of several streams. */
  private async streams(names: readonly string[]): Promise<Map<string, StreamLookUp>> {
    // PostgreSQL has no text with a zero character, so no stream is called like that.
    const possible = names.filter((name) => !name.includes('\0'));
    const { rows } = await this.pool.query<InfoRow>({
      name: 'stream-info',
      text: `select w.name, s.stream, last.revision, settings.json, settings.data, exists (
                      select from event_node.streams o join event_node.events e on e.stream = o.stream
                       where w.name like '$$%' and o.name = substr(w.name, 3) and e.revision = ${TOMBSTONE_REVISION}) as tombstone
               from unnest($1::text[]) as w(name)
               left join event_node.streams s on s.name = w.name
               left join lateral (select e.revision from event_node.events e where e.stream = s.stream order by e.revision desc limit 1) last on true
               left join event_node.streams m on m.name = '$$' || w.name
               left join lateral (
                 select e.json, e.data from event_node.events e where e.stream = m.stream order by e.revision desc limit 1) settings on true`,
      values: [possible],
    });
    const found = await Promise.all(rows.map(async (row) => [row.name, await this.lookUpOf(row)] as const));
    return new Map(found);
  }

  private async lookUpOf({ name, stream, revision: last, json, data, tombstone }: InfoRow): Promise<StreamLookUp> {
    const revision = last === null ? NO_REVISION : Number(last);
    if (revision === DELETED || tombstone) return { kind: 'deleted' };
    const metadata = isMetastream(name)
      ? metadataOfMetastream
      : json === null || data === null
        ? noMetadata
        : parseMetadata({ json, data });
    if (revision === NO_REVISION || isSoftDeleted(metadata)) return { kind: 'missing', revision };
    const number = Number(stream);
    let first = lowestReadable(metadata, revision);
    if (metadata.maxAgeMs !== undefined && first <= revision) {
      // The database knows no time before 4713 BC, and no event is older than 1970.
      first = await this.firstSince(number, first, revision + 1, Math.max(0, Date.now() - metadata.maxAgeMs));
    }
    return { kind: 'found', number, revision, first };
  }

  /** Times never decrease along revisions, so the first event that is young enough is found by halving, in one statement. */
  private async firstSince(stream: number, low: number, high: number, since: number): Promise<number> {
    const { rows } = await this.pool.query<{ low: string }>({
      name: 'first-since',
      text: `with recursive search(low, high) as (
               select $2::bigint, $3::bigint
               union all
               select case when e.recorded_at < $4 then e.revision + 1 else s.low end, case when e.recorded_at < $4 then s.high else e.revision end
                 from search s join event_node.events e on e.stream = $1 and e.revision = (s.low + s.high) / 2
                where s.low < s.high)
             select low from search where low = high`,
      values: [stream, low, high, new Date(since)],
    });
    return Number(rows[0]!.low);
  }

  /** The settings of a stream, as its metadata stream holds them now. */
  async metadataOf(stream: string): Promise<StreamMetadata> {
    if (isMetastream(stream)) return metadataOfMetastream;
    if (stream.includes('\0')) return noMetadata;
    const { rows } = await this.pool.query<{ json: boolean; data: Buffer }>({
      name: 'metadata-of',
      // Not as a join, for which the database would sort all that the stream's metadata has ever been.
      text: `select e.json, e.data from event_node.events e
              where e.stream = (select m.stream from event_node.streams m where m.name = '$$' || $1) order by e.revision desc limit 1`,
      values: [stream],
    });
    return rows[0] ? parseMetadata(rows[0]) : noMetadata;
  }

  /**
   * The events that links point to, in the order of the links.
   *
   * @returns undefined where there is none, or none that can be read any more
   */
  async resolve(links: readonly Link[]): Promise<(RecordedEvent | undefined)[]> {
    const infos = await this.streams([...new Set(links.map((link) => link.stream))]);
    const places = links.map(({ stream, revision }) => {
      const info = infos.get(stream);
      if (info?.kind !== 'found') return undefined;
      const wanted = revision === 'last' ? info.revision : revision;
      return wanted >= info.first && wanted <= info.revision
        ? { key: `${wanted}@${stream}`, row: `(${info.number},${wanted}::bigint)` }
        : undefined;
    });
    const found = new Map<string, RecordedEvent>();
    let left = new Map(places.flatMap((place) => (place ? [[place.key, place.row]] : [])));
    // A page of large events ends early: what it left out is asked for again.
    while (left.size > 0) {
      const { events } = await this.page(
        `select ${columns}, s.name from (values ${[...left.values()].join(',')}) as w(stream, revision)
           join event_node.events e using (stream, revision) join event_node.streams s using (stream)`,
        Infinity,
        (fields) => fields[8]!.toString('utf8'),
      );
      for (const event of events) found.set(`${event.revision}@${event.stream}`, event);
      left = new Map([...left].filter(([key]) => events.length > 0 && !found.has(key)));
    }
    return places.map((place) => place && found.get(place.key));
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
    const mostBytes = share(PAGE_BYTES);
    await this.withClient((client) =>
      copyOut(client, select, (fields) => {
        rows++;
        if (bytes > mostBytes) return;
        const event = toEvent(fields, streamOf(fields));
        bytes += bytesOf(event);
        events.push(event);
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

/** Events of a read's first page: few, so that a short read costs little; then more, so that a long one does not wait for round trips. */
const FIRST_EVENTS = 128;

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
  reading++;
  try {
    let wanted = most;
    let limit = Math.min(FIRST_EVENTS, share(PAGE_EVENTS), wanted);
    let next: Promise<Page> | undefined = wanted > 0 ? read(first, limit) : undefined;
    while (next) {
      const page: Page = await next;
      wanted -= page.events.length;
      next = undefined;
      if (!page.last && wanted > 0) {
        // By what fitted into this page: of large events the database would send a thousand for the few that the next one keeps.
        limit = Math.min(share(PAGE_EVENTS), page.events.length * 4, wanted);
        if (reading <= READ_AHEAD) {
          next = read(after(page), limit);
          // If the caller leaves before it comes to this page, its failure concerns nobody.
          next.catch(() => undefined);
          yield page;
        } else {
          yield page;
          next = read(after(page), limit);
        }
      } else {
        yield page;
      }
    }
  } finally {
    reading--;
  }
}
