import { Client } from 'pg';

/** How large a log is. */
export interface LogSize {
  readonly events: number;
  readonly streams: number;
  /** Bytes on disk of the tables, without their indexes. */
  readonly tableBytes: number;
  readonly indexBytes: number;
  /** When the first and the last event were recorded, ISO 8601; null if there is none. */
  readonly oldest: string | null;
  readonly newest: string | null;
}

/**
 * Measures a log in its database, which may be in use. Takes no longer for a large one: positions and streams are numbered without gaps.
 *
 * @param database `postgres://…`
 * @throws the database's error, also if there is no log in it
 */
export async function logSize(database: string): Promise<LogSize> {
  const client = new Client({ connectionString: database, application_name: 'event-node stats', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{
      events: string;
      streams: string;
      table_bytes: string;
      index_bytes: string;
      oldest: Date | null;
      newest: Date | null;
    }>(
      `select head as events, last_stream as streams,
              pg_table_size('event_node.events') + pg_table_size('event_node.streams') as table_bytes,
              pg_indexes_size('event_node.events') + pg_indexes_size('event_node.streams') as index_bytes,
              (select recorded_at from event_node.events order by position limit 1) as oldest,
              (select recorded_at from event_node.events order by position desc limit 1) as newest
         from event_node.writer`,
    );
    const row = rows[0]!;
    return {
      events: Number(row.events),
      streams: Number(row.streams),
      tableBytes: Number(row.table_bytes),
      indexBytes: Number(row.index_bytes),
      oldest: row.oldest?.toISOString() ?? null,
      newest: row.newest?.toISOString() ?? null,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}
