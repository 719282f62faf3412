import { Client } from 'pg';
import { messageOf } from '../log/failures.js';
import { METADATA_TYPE } from '../log/stream-metadata.js';
import { SCHEMA_VERSION, TOMBSTONE_REVISION } from '../log/schema.js';

/** Something in the log that must not be. */
export interface Fault {
  /** Which of the checks found it. */
  readonly check: Check;
  /** Where, as far as it is known. */
  readonly position?: number;
  readonly stream?: string;
  readonly what: string;
}

export type Check = 'schema' | 'positions' | 'times' | 'ids' | 'streams' | 'revisions' | 'head' | 'names' | 'metadata' | 'indexes';

export interface Verification {
  readonly schemaVersion: number | null;
  readonly events: number;
  readonly streams: number;
  /** Position that the writer will go on from. */
  readonly head: number;
  /** How the indexes were compared with their tables. */
  readonly indexes: 'amcheck' | 'counts' | 'not at all';
  /** Of each check the first ones, at most `MOST_LISTED`. */
  readonly faults: readonly Fault[];
  /** What is odd, but breaks nothing; likewise. */
  readonly warnings: readonly Fault[];
}

export interface VerifyOptions {
  /** `postgres://…` of the log. It may be in use. */
  readonly database: string;
  /** Told from time to time what is being looked at, and how far it is: 0 to 1, undefined if there is no telling. */
  readonly onProgress?: (what: string, share?: number) => void;
}

const MOST_LISTED = 100;
/** Positions looked at by one statement. */
const CHUNK = 100_000;

/**
 * Looks at every event of a log: whether it is what the writer can have written. Changes nothing and holds up nobody; what it sees is the log
 * at one moment. Large sorts are PostgreSQL's, on its disk; this process holds a chunk of positions.
 *
 * @throws the database's error if it cannot be read at all
 */
export async function verifyLog({ database, onProgress = () => undefined }: VerifyOptions): Promise<Verification> {
  const client = new Client({ connectionString: database, application_name: 'event-node verify', statement_timeout: 0 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`begin transaction isolation level repeatable read, read only; set local jit = off; set local work_mem = '64MB'`);
    return await new Verifier(client, onProgress).run();
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Writer {
  readonly head: number;
  readonly lastStream: number;
  readonly recordedAt: number;
}

class Verifier {
  private readonly faults = new Findings();
  private readonly warnings = new Findings();

  constructor(
    private readonly client: Client,
    private readonly progress: (what: string, share?: number) => void,
  ) {}

  async run(): Promise<Verification> {
    this.progress('schema');
    const schemaVersion = await this.schemaVersion();
    const writer = schemaVersion === SCHEMA_VERSION ? await this.writer() : undefined;
    if (!writer) return this.result(schemaVersion, 0, 0, 0, 'not at all');

    const events = await this.positions(writer);
    await this.revisions();
    await this.streamsOfEvents();
    const streams = await this.names(writer);
    const indexes = await this.indexes();
    return this.result(schemaVersion, events, streams, writer.head, indexes);
  }

  private result(
    schemaVersion: number | null,
    events: number,
    streams: number,
    head: number,
    indexes: Verification['indexes'],
  ): Verification {
    return { schemaVersion, events, streams, head, indexes, faults: this.faults.listed, warnings: this.warnings.listed };
  }

  private async schemaVersion(): Promise<number | null> {
    const { rows } = await this.client.query<{ there: boolean }>(`select to_regclass('event_node.schema_version') is not null as there`);
    if (!rows[0]!.there) {
      this.faults.add({ check: 'schema', what: 'there is no log in this database' });
      return null;
    }
    const found = await this.client.query<{ version: number | null }>('select max(version) as version from event_node.schema_version');
    const version = found.rows[0]?.version ?? null;
    if (version !== SCHEMA_VERSION) {
      const what = `the log has schema version ${version ?? 'none'}, this program knows version ${SCHEMA_VERSION}`;
      this.faults.add({ check: 'schema', what: `${what}: verify it with the program that runs it` });
    }
    return version;
  }

  private async writer(): Promise<Writer | undefined> {
    const { rows } = await this.client.query<{ head: string; last_stream: string; recorded_at: string }>(
      `select head, last_stream, extract(epoch from recorded_at) * 1000000 as recorded_at from event_node.writer`,
    );
    const row = rows[0];
    if (!row) this.faults.add({ check: 'head', what: 'the row of the writer is missing' });
    return row && { head: Number(row.head), lastStream: Number(row.last_stream), recordedAt: Number(row.recorded_at) };
  }

  /** Goes along the positions: gap-free from 1 to the head, times that never decrease, ids, and the settings of streams. */
  private async positions(writer: Writer): Promise<number> {
    await this.client.query('set local enable_seqscan = off');
    let last = 0;
    let lastTime = -Infinity;
    let events = 0;
    for (let above: number | null = null; ;) {
      const chunk: Chunk = await this.chunk(above, last, lastTime);
      if (chunk.count === 0) break;
      for (const gap of chunk.odd) {
        const { position, before, time, time_before: timeBefore, nil } = gap;
        if (position !== before + 1) this.faults.add({ check: 'positions', position, what: gapBetween(before, position) });
        if (timeBefore !== null && time < timeBefore) {
          const what = `recorded at ${at(time)}, before the event at position ${before} (${at(timeBefore)})`;
          this.faults.add({ check: 'times', position, stream: gap.name ?? undefined, what });
        }
        if (nil) this.faults.add({ check: 'ids', position, stream: gap.name ?? undefined, what: 'the id of the event is empty' });
      }
      for (const { position, name } of chunk.unreadable) {
        const what = 'the settings of the stream are not JSON and count as none';
        this.warnings.add({ check: 'metadata', position, stream: name ?? undefined, what });
      }
      events += chunk.count;
      ({ last, lastTime } = chunk);
      above = last;
      this.progress('positions', Math.min(1, last / Math.max(1, writer.head)));
    }
    await this.client.query('set local enable_seqscan = on');
    if (last !== writer.head) {
      this.faults.add({
        check: 'head',
        position: last,
        what: `the log ends at position ${last}, its writer goes on behind ${writer.head}`,
      });
    }
    if (events > 0 && writer.recordedAt < lastTime) {
      const what = `the last event was recorded at ${at(lastTime)}, after the time of its writer (${at(writer.recordedAt)})`;
      this.faults.add({ check: 'head', position: last, what });
    }
    return events;
  }

  private async chunk(above: number | null, last: number, lastTime: number): Promise<Chunk> {
    const { rows } = await this.client.query<ChunkRow>(
      `with chunk as materialized (
         select position, stream, recorded_at, id, json, type from event_node.events
          where $1::bigint is null or position > $1 order by position limit ${CHUNK}
       ), compared as (
         select chunk.*, lag(position, 1, $2::bigint) over w as before, lag(recorded_at) over w as time_before from chunk window w as (order by position)
       ), odd as (
         select * from compared
          where position <> before + 1 or recorded_at < time_before or id = '00000000-0000-0000-0000-000000000000'
             or (time_before is null and extract(epoch from recorded_at) * 1000000 < $3::float8)
          order by position limit ${MOST_LISTED}
       )
       select count(*) as count, max(position) as last,
              (select extract(epoch from recorded_at) * 1000000 from chunk order by position desc limit 1) as last_time,
              (select json_agg(json_build_object(
                  'position', o.position, 'before', o.before, 'name', s.name, 'time', extract(epoch from o.recorded_at) * 1000000,
                  'time_before', extract(epoch from o.time_before) * 1000000, 'nil', o.id = '00000000-0000-0000-0000-000000000000') order by o.position)
                 from odd o left join event_node.streams s using (stream)) as odd,
              (select array_agg(position order by position) from chunk where type = '${METADATA_TYPE}' and json) as settings
         from chunk`,
      [above, last, Number.isFinite(lastTime) ? lastTime : null],
    );
    const { count, last: lastPosition, last_time: time, odd, settings } = rows[0]!;
    return {
      count: Number(count),
      last: Number(lastPosition),
      lastTime: Number(time),
      // The first of a chunk has its predecessor in the chunk before.
      odd: (odd ?? []).map((row) => ({ ...row, time_before: row.time_before ?? (Number.isFinite(lastTime) ? lastTime : null) })),
      unreadable: await this.unreadable(settings ?? []),
    };
  }

  /** Of events that set the metadata of a stream, those whose data nobody can read. */
  private async unreadable(positions: readonly string[]): Promise<{ position: number; name: string | null }[]> {
    const found: { position: number; name: string | null }[] = [];
    for (let start = 0; start < positions.length; start += 100) {
      const { rows } = await this.client.query<{ position: string; name: string | null; data: Buffer }>(
        `select e.position, s.name, e.data from event_node.events e left join event_node.streams s using (stream)
          where e.position = any($1::bigint[]) order by 1`,
        [positions.slice(start, start + 100)],
      );
      for (const { position, name, data } of rows) if (!isJsonObject(data)) found.push({ position: Number(position), name });
    }
    return found;
  }

  /** Each stream by itself: revisions gap-free from 0, in the order of the log, and nothing behind a tombstone. */
  private async revisions(): Promise<void> {
    this.progress('revisions');
    // By the table and not by its index, which is compared with it later.
    await this.withoutIndexes();
    const { rows } = await this.client.query<RevisionRow>(
      `with numbered as (
         select stream, revision, position, lag(revision) over w as before, lag(position) over w as position_before,
                max(position) over (partition by stream) as last
           from event_node.events window w as (partition by stream order by revision, position)
       ), odd as (
         select * from numbered
          where case when revision = ${TOMBSTONE_REVISION} then revision = before or position < last
                     else revision - 1 <> coalesce(before, -1) or position < position_before end
          order by position limit ${MOST_LISTED}
       )
       select o.*, s.name from odd o left join event_node.streams s using (stream) order by o.position`,
    );
    for (const row of rows) {
      this.faults.add({
        check: 'revisions',
        position: Number(row.position),
        stream: row.name ?? `number ${row.stream}`,
        what: whatIsOdd(row),
      });
    }
  }

  private async streamsOfEvents(): Promise<void> {
    this.progress('streams');
    const { rows } = await this.client.query<{ stream: string; events: string; position: string }>(
      `select e.stream, count(*) as events, min(e.position) as position from event_node.events e
        where not exists (select from event_node.streams s where s.stream = e.stream) group by e.stream order by 3 limit ${MOST_LISTED}`,
    );
    for (const { stream, events, position } of rows) {
      const what = `${events} event(s), the first at this position, belong to a stream without a name (number ${stream})`;
      this.faults.add({ check: 'streams', position: Number(position), what });
    }
    const empty = await this.client.query<{ name: string }>(
      `select s.name from event_node.streams s
        where not exists (select from event_node.events e where e.stream = s.stream) order by 1 limit ${MOST_LISTED}`,
    );
    for (const { name } of empty.rows) this.warnings.add({ check: 'streams', stream: name, what: 'the stream has a name and no events' });
  }

  private async names(writer: Writer): Promise<number> {
    this.progress('names');
    const { rows } = await this.client.query<{ name: string; numbers: string[] }>(
      `select name, array_agg(stream order by stream) as numbers from event_node.streams group by name having count(*) > 1 order by 1 limit ${MOST_LISTED}`,
    );
    for (const { name, numbers } of rows) {
      this.faults.add({ check: 'names', stream: name, what: `several streams have this name (numbers ${numbers.join(', ')})` });
    }
    const twice = await this.client.query<{ stream: string; names: string[] }>(
      `select stream, array_agg(name order by name) as names from event_node.streams group by stream having count(*) > 1 order by 1 limit ${MOST_LISTED}`,
    );
    for (const { stream, names } of twice.rows) {
      this.faults.add({ check: 'names', stream: names[0], what: `stream number ${stream} has several names: ${names.join(', ')}` });
    }
    const counted = await this.client.query<{ count: string; last: string }>(
      'select count(*) as count, coalesce(max(stream), 0) as last from event_node.streams',
    );
    const { count, last } = counted.rows[0]!;
    await this.withIndexes();
    if (Number(last) !== writer.lastStream) {
      this.faults.add({ check: 'head', what: `the last stream has number ${last}, the writer goes on behind ${writer.lastStream}` });
    }
    return Number(count);
  }

  private async indexes(): Promise<Verification['indexes']> {
    const { rows } = await this.client.query<{ name: string; usable: boolean }>(
      `select c.relname as name, i.indisvalid and i.indisready as usable from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid in ('event_node.events'::regclass, 'event_node.streams'::regclass) order by 1`,
    );
    const usable = indexes.filter(({ name }) => {
      const found = rows.find((row) => row.name === name);
      if (!found?.usable) this.faults.add({ check: 'indexes', what: `index ${name} is ${found ? 'not usable: rebuild it' : 'missing'}` });
      return found?.usable;
    });
    const amcheck = await this.amcheckSchema();
    return amcheck === undefined ? this.compareCounts(usable) : this.checkWith(amcheck, usable);
  }

  private async checkWith(schema: string, usable: readonly Index[]): Promise<'amcheck'> {
    for (const [done, { name }] of usable.entries()) {
      this.progress('indexes', done / usable.length);
      const damage = await this.attempt(`select ${schema}.bt_index_check('event_node.${name}'::regclass, true)`);
      if (damage !== undefined) this.faults.add({ check: 'indexes', what: `index ${name}: ${damage}; rebuild it` });
    }
    return 'amcheck';
  }

  private async compareCounts(usable: readonly Index[]): Promise<'counts'> {
    const rowsOf = new Map<string, string>();
    await this.withoutIndexes();
    for (const table of new Set(usable.map((index) => index.table))) {
      rowsOf.set(table, await this.count(`select count(*) from event_node.${table}`));
    }
    // A bitmap of all rows that the index knows; with this memory it is exact for tables of up to some 20 GB.
    await this.client.query(`set local enable_seqscan = off; set local enable_bitmapscan = on; set local work_mem = '256MB'`);
    for (const [done, { name, table, everything }] of usable.entries()) {
      this.progress('indexes', done / usable.length);
      const entries = await this.count(`select count(*) from event_node.${table} where ${everything}`);
      const wanted = rowsOf.get(table)!;
      if (entries !== wanted) {
        this.faults.add({ check: 'indexes', what: `index ${name} leads to ${entries} of the ${wanted} rows of ${table}: rebuild it` });
      }
    }
    return 'counts';
  }

  private async count(select: string): Promise<string> {
    const { rows } = await this.client.query<{ count: string }>(select);
    return rows[0]!.count;
  }

  /** @returns the schema of the extension amcheck, undefined if it is not there or not for us */
  private async amcheckSchema(): Promise<string | undefined> {
    const { rows } = await this.client.query<{ schema: string }>(
      `select quote_ident(n.nspname) as schema from pg_extension x join pg_namespace n on n.oid = x.extnamespace
         join pg_proc p on p.pronamespace = n.oid and p.proname = 'bt_index_check' and p.pronargs = 2
        where x.extname = 'amcheck' and has_function_privilege(p.oid, 'execute')`,
    );
    return rows[0]?.schema;
  }

  /** @returns why the statement failed; the transaction goes on */
  private async attempt(statement: string): Promise<string | undefined> {
    await this.client.query('savepoint attempt');
    try {
      await this.client.query(statement);
      return undefined;
    } catch (error) {
      await this.client.query('rollback to savepoint attempt');
      return messageOf(error);
    }
  }

  private async withoutIndexes(): Promise<void> {
    await this.client.query('set local enable_indexscan = off; set local enable_indexonlyscan = off; set local enable_bitmapscan = off');
  }

  private async withIndexes(): Promise<void> {
    await this.client.query('set local enable_indexscan = on; set local enable_indexonlyscan = on; set local enable_bitmapscan = on');
  }
}

interface Index {
  readonly name: string;
  readonly table: 'events' | 'streams';
  /** A condition that holds for every row and that this index, and no other, can answer. */
  readonly everything: string;
}

const LOWEST = '-9223372036854775808';
const indexes: readonly Index[] = [
  { name: 'events_pkey', table: 'events', everything: `position >= ${LOWEST}` },
  { name: 'events_by_revision', table: 'events', everything: `stream >= ${LOWEST}` },
  { name: 'events_by_id', table: 'events', everything: `stream + 0 >= ${LOWEST}` },
  { name: 'streams_pkey', table: 'streams', everything: `stream >= ${LOWEST}` },
  { name: 'streams_name_key', table: 'streams', everything: `name >= ''` },
];

interface OddRow {
  readonly position: number;
  readonly before: number;
  readonly name: string | null;
  /** Microseconds since the Unix epoch. */
  readonly time: number;
  readonly time_before: number | null;
  readonly nil: boolean;
}

interface ChunkRow {
  readonly count: string;
  readonly last: string | null;
  readonly last_time: string | null;
  readonly odd: OddRow[] | null;
  readonly settings: string[] | null;
}

interface Chunk {
  readonly count: number;
  readonly last: number;
  readonly lastTime: number;
  readonly odd: readonly OddRow[];
  readonly unreadable: readonly { readonly position: number; readonly name: string | null }[];
}

interface RevisionRow {
  readonly stream: string;
  readonly name: string | null;
  readonly revision: string;
  readonly position: string;
  readonly before: string | null;
  readonly position_before: string | null;
}

/** The first of each check. */
class Findings {
  readonly listed: Fault[] = [];
  private readonly perCheck = new Map<Check, number>();

  add(fault: Fault): void {
    const listed = this.perCheck.get(fault.check) ?? 0;
    if (listed >= MOST_LISTED) return;
    this.perCheck.set(fault.check, listed + 1);
    this.listed.push(fault);
  }
}

function gapBetween(before: number, position: number): string {
  if (position <= before) return `the position comes after ${before}`;
  const missing = position - before - 1;
  return missing === 1 ? `position ${before + 1} is missing` : `positions ${before + 1} to ${position - 1} are missing`;
}

function whatIsOdd({ revision, before, position, position_before: positionBefore }: RevisionRow): string {
  if (revision === before) return `revision ${revision} is there twice`;
  if (revision === TOMBSTONE_REVISION) return 'a tombstone, and events behind it';
  if (before === null) return `the stream begins with revision ${revision} instead of 0`;
  const expected = BigInt(before) + 1n;
  if (BigInt(revision) !== expected) return `revision ${revision} follows ${before}: ${expected} is missing`;
  return `revision ${revision} is at position ${position}, before revision ${before} at ${positionBefore}`;
}

const at = (microseconds: number): string => new Date(microseconds / 1000).toISOString();

const decoder = new TextDecoder('utf-8', { fatal: true });

function isJsonObject(data: Buffer): boolean {
  try {
    const json: unknown = JSON.parse(decoder.decode(data));
    return typeof json === 'object' && json !== null && !Array.isArray(json);
  } catch {
    return false;
  }
}
