import type { ClientBase } from 'pg';

/** The revision of a tombstone in the table; as a number it is `DELETED`. */
export const TOMBSTONE_REVISION = '9223372036854775807';

/** Any number shared by all nodes: serialises their schema changes on one database. */
const SCHEMA_LOCK = 0x6576_6e64;

/**
 * One entry per schema version, applied in order and never edited afterwards.
 *
 * `position` is the place in `$all`: gap-free, assigned under the writer row's lock. The revision of a stream is not stored beside its name:
 * it is the last entry of `events_by_revision`, so that an append updates no row but the writer's.
 */
const versions: readonly string[] = [
  `
  create table event_node.writer (
    one boolean primary key default true check (one),
    epoch bigint not null,
    owner uuid,
    head bigint not null,
    last_stream bigint not null,
    recorded_at timestamptz not null
  ) with (fillfactor = 10);
  insert into event_node.writer (epoch, head, last_stream, recorded_at) values (0, 0, 0, 'epoch');

  create table event_node.streams (
    stream bigint primary key,
    name text collate "C" not null unique
  );

  create table event_node.events (
    position bigint primary key,
    stream bigint not null,
    revision bigint not null,
    recorded_at timestamptz not null,
    id uuid not null,
    json boolean not null,
    type text collate "C" not null,
    metadata bytea not null,
    data bytea not null
  );
  create unique index events_by_revision on event_node.events (stream, revision);
  -- Not unique: the protocol lets the same id come twice into a stream when the append's first id is new.
  -- (stream + 0) lets a look-up by id say which index it means; by its estimates the planner may take events_by_revision and read a whole
  -- stream. The stream comes first so that inserts touch few pages, unlike random ids alone.
  create index events_by_id on event_node.events ((stream + 0), id);
  `,
];

/** The version that this program writes and reads. */
export const SCHEMA_VERSION = versions.length;

/**
 * Settings of every connection: all statements read a run of rows by index, whatever the size of the log, and must not be planned by
 * statistics that were taken while the tables were empty.
 */
export const planByIndex = 'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off';

/**
 * Creates or upgrades the tables in schema `event_node`. Safe to call from several nodes at once.
 *
 * @throws when the database holds a newer schema than this program knows.
 */
export async function migrate(client: ClientBase): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [SCHEMA_LOCK]);
  try {
    await client.query('create schema if not exists event_node');
    await client.query(
      'create table if not exists event_node.schema_version (version int primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ version: number }>('select coalesce(max(version), 0) as version from event_node.schema_version');
    const current = rows[0]?.version ?? 0;
    if (current > versions.length) {
      throw new Error(`the log has schema version ${current}, this event node knows versions up to ${versions.length}: start a newer one`);
    }
    for (let version = current + 1; version <= versions.length; version++) {
      await client.query('begin');
      await client.query(versions[version - 1]!);
      await client.query('insert into event_node.schema_version (version) values ($1)', [version]);
      await client.query('commit');
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SCHEMA_LOCK]).catch(() => undefined);
  }
}
