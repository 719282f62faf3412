import { Client } from 'pg';
import type { ClientConfig, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Written } from './decide.js';
import { NO_REVISION } from './events.js';
import { DivergedError, FencedError, UnfitDatabaseError } from './failures.js';
import { insertOf } from './insert.js';
import type { Held } from './insert.js';
import { nowhere, settingsIn } from './plan.js';
import type { Head, Place, Plan, StreamState } from './plan.js';
import { planByIndex } from './schema.js';
import { noMetadata } from './stream-metadata.js';

/** The server gives up on a statement first (a certain rollback), then the node gives up on the connection (outcome unknown). */
const STATEMENT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 12_000;
/** How long a database has to say goodbye. */
const CLOSE_MS = 2_000;

/**
 * The writer's own connection, valid for one epoch.
 *
 * Opening it takes the log over: the epoch is bumped first and the head read by the same statement, under the writer row's lock, so that no
 * older session can add anything behind the head that is returned. A session never reconnects; a new one is opened with a new epoch.
 */
export class WriterSession {
  private constructor(
    private readonly client: Client,
    readonly epoch: number,
    readonly head: Head,
    /** Where the writer row is. */
    private row: string,
  ) {}

  /**
   * @param owner id of this node instance
   * @param takeOver true at the start of a node; false to go on only if no other node took over in between
   * @param onLost called once when the connection ends, whatever the reason
   * @throws FencedError if another node owns the log and `takeOver` is false
   * @throws UnfitDatabaseError if a commit would not be durable
   */
  static async open(config: ClientConfig, owner: string, takeOver: boolean, onLost: () => void): Promise<WriterSession> {
    const client = new Client({
      ...config,
      application_name: 'event-node writer',
      connectionTimeoutMillis: 5_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    let silence: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      silence = setTimeout(() => client.connection.stream.destroy(), SILENCE_TIMEOUT_MS);
      await checkDurability(client);
      await client.query(`${planByIndex}; set plan_cache_mode = force_generic_plan`);
      const { rows } = await client.query<{ epoch: string; head: string; last_stream: string; recorded_at: string; row: string }>(
        `update event_node.writer set epoch = epoch + 1, owner = $1 where $2 or owner = $1
         returning epoch, head, last_stream, extract(epoch from recorded_at) * 1000 as recorded_at, ctid::text as row`,
        [owner, takeOver],
      );
      const row = rows[0];
      if (!row) throw new FencedError();
      const head = { position: Number(row.head), lastStream: Number(row.last_stream), recordedAt: Math.ceil(Number(row.recorded_at)) };
      client.once('end', onLost);
      return new WriterSession(client, Number(row.epoch), head, row.row);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(silence);
    }
  }

  /**
   * State of streams and of their metadata streams, and the places of event ids.
   *
   * @param names names of streams; each pair of `ids` is a stream and an id
   */
  async lookUp(
    names: readonly string[],
    ids: readonly (readonly [stream: string, id: string])[],
  ): Promise<{ states: Map<string, StreamState>; places: Map<string, Written[]> }> {
    const states = new Map<string, StreamState>(names.map((name) => [name, { self: nowhere, meta: nowhere, metadata: noMetadata }]));
    const places = new Map<string, Written[]>();
    // Where the tables were empty when this was planned, a join that is left to the planner may read a whole stream for each id: `offset 0`
    // keeps it to one look-up by name and one by id.
    const { rows } = await this.run<FoundRow>({
      name: 'look-up',
      text: `select w.name, null as id, self.stream, last.revision, null::bigint as position, null::float8 as recorded_at,
                    meta.stream as meta_stream, settings.revision as meta_revision, settings.json, settings.data
               from unnest($1::text[]) as w(name)
               left join event_node.streams self on self.name = w.name
               left join lateral (
                 select e.revision from event_node.events e where e.stream = self.stream order by e.revision desc limit 1) last on true
               left join event_node.streams meta on meta.name = '$$' || w.name
               left join lateral (
                 select e.revision, e.json, e.data from event_node.events e
                  where e.stream = meta.stream order by e.revision desc limit 1) settings on true
             union all
             select w.name, e.id::text, s.stream, e.revision, e.position, extract(epoch from e.recorded_at)::float8 * 1000, null, null, null, null
               from unnest($2::text[], $3::uuid[]) as w(name, id)
               cross join lateral (select stream from event_node.streams where name = w.name offset 0) s
               cross join lateral (select id, revision, position, recorded_at from event_node.events e where e.stream + 0 = s.stream and e.id = w.id offset 0) e
             order by 4`,
      values: [names, ids.map(([stream]) => stream), ids.map(([, id]) => id)],
    });
    for (const row of rows) {
      if (row.id === null) {
        states.set(row.name, {
          self: placeOf(row.stream, row.revision),
          meta: placeOf(row.meta_stream, row.meta_revision),
          ...(row.json === null || row.data === null ? { metadata: noMetadata } : settingsIn({ json: row.json, data: row.data })),
        });
      } else {
        const place = { revision: Number(row.revision), position: Number(row.position), recordedAt: Math.round(row.recorded_at ?? 0) };
        const key = `${row.name}\n${row.id}`;
        const known = places.get(key);
        if (!known) places.set(key, [place]);
        else if (known.at(-1)?.revision !== place.revision) known.push(place);
      }
    }
    return { states, places };
  }

  /**
   * Writes a group with one statement, which is one transaction. When this resolves the group is on disk.
   *
   * @throws FencedError if the epoch is not ours any more; nothing is written then
   */
  async commit(plan: Plan): Promise<void> {
    if (plan.events.length === 0) return this.verify();
    const { rows } = await this.run<Held>(insertOf(plan, { epoch: this.epoch, row: this.row }));
    const [held] = rows;
    if (held?.written === plan.events.length) {
      this.row = held.row;
      return;
    }
    await this.verify();
    throw new DivergedError();
  }

  /** @throws FencedError if another node has taken over */
  async verify(): Promise<void> {
    const { rowCount } = await this.run({ name: 'verify', text: 'select 1 from event_node.writer where epoch = $1', values: [this.epoch] });
    if (rowCount !== 1) throw new FencedError();
  }

  async close(): Promise<void> {
    const silence = setTimeout(() => this.abandon(), CLOSE_MS);
    await this.client.end().catch(() => undefined);
    clearTimeout(silence);
  }

  /** Drops the connection without a word, so that a statement that is still running ends with an error here. */
  abandon(): void {
    this.client.connection.stream.destroy();
  }

  private async run<Row extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<Row>> {
    const silence = setTimeout(() => this.abandon(), SILENCE_TIMEOUT_MS);
    try {
      return await this.client.query<Row>(query);
    } finally {
      clearTimeout(silence);
    }
  }
}

interface FoundRow extends QueryResultRow {
  name: string;
  id: string | null;
  stream: string | null;
  revision: string | null;
  position: string | null;
  recorded_at: number | null;
  meta_stream: string | null;
  meta_revision: string | null;
  json: boolean | null;
  data: Buffer | null;
}

function placeOf(number: string | null, revision: string | null): Place {
  return { number: number === null ? null : Number(number), revision: revision === null ? NO_REVISION : Number(revision) };
}

/** A log whose commits may vanish is none: refuses settings under which an acknowledged event could be lost. */
async function checkDurability(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'transaction_read_only')`,
  );
  const is = (name: string): string | undefined => rows.find((row) => row.name === name)?.setting;
  if (is('fsync') === 'off')
    throw new UnfitDatabaseError('the database runs with fsync=off: acknowledged events could be lost; set fsync=on');
  if (is('synchronous_commit') === 'off') {
    throw new UnfitDatabaseError(
      'the database runs with synchronous_commit=off: acknowledged events could be lost; set synchronous_commit=on',
    );
  }
  if (is('full_page_writes') === 'off') {
    throw new UnfitDatabaseError('the database runs with full_page_writes=off: a power loss could tear pages; set full_page_writes=on');
  }
  if (is('server_encoding') !== 'UTF8')
    throw new UnfitDatabaseError(`the database has encoding ${is('server_encoding')}: create it with UTF8`);
  if (is('transaction_read_only') === 'on') throw new Error('the database is read-only');
}
