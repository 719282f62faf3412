import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';

/** Any number that no other program in the same database uses: guards migrations of processes that start together. */
const migrationLock = 7_305_001;

/**
 * A connection that PostgreSQL ends between two uses, while it goes from the pool to who asked for it,
 * has nobody who listens to it, and an error that nobody hears ends the process. Its user is told by the next query.
 */
const onConnect = (client: ClientBase) => void client.on('error', () => undefined);

/** A connection pool to the installation's PostgreSQL. The caller initialises and destroys it. */
export function dataSource(
  url: string,
  parts: {
    entities?: DataSourceOptions['entities'];
    migrations?: MixedList<Function>;
    poolSize?: number;
    /** What PostgreSQL is told that the connections are for. */
    applicationName?: string;
  },
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: parts.entities ?? [],
    migrations: parts.migrations ?? [],
    migrationsTableName: 'migration',
    installExtensions: false,
    poolSize: parts.poolSize ?? 10,
    connectTimeoutMS: 5_000,
    extra: { onConnect, statement_timeout: 15_000, application_name: parts.applicationName ?? 'redress', keepAlive: true },
  });
}

/** Runs what is outstanding, one process at a time. */
export async function migrate(source: DataSource): Promise<void> {
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await source.runMigrations({ transaction: 'all' });
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await lock.release();
  }
}
