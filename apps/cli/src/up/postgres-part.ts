import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@redress/platform';
import pg from 'pg';
import { rotate } from './log-file.js';
import type { Part, StartedPart } from './part.js';

/**
 * The databases of an installation on its one server: read models and vault apart from the log, so that each can be backed up, restored and
 * moved alone, and the event node stays a product of its own that knows nothing of the tables beside it.
 */
export const DATABASES = { app: 'redress', log: 'redress_log' } as const;

export interface PostgresPart extends Part {
  /** postgres:// URL of one of the databases, once started. Secret. */
  url(database: keyof typeof DATABASES): string;
}

/** PostgreSQL as a part: it keeps its port when started again, and has its databases before it counts as ready. */
export function postgresPart(dataFolder: string, password: string, say: (line: string) => void): PostgresPart {
  const logFile = join(dataFolder, 'logs', 'postgresql.log');
  let server: EmbeddedPostgres | undefined;
  let last: EmbeddedPostgres | undefined;

  return {
    name: 'PostgreSQL',
    async start(): Promise<StartedPart> {
      if (!last) rotate(logFile);
      const current = await startEmbeddedPostgres({
        folder: join(dataFolder, 'postgres'),
        password,
        logFile,
        port: last?.port,
        log: last ? undefined : say,
      });
      server = last = current;
      const exited = current.exited.then(({ code, signal }) => {
        if (server === current) server = undefined;
        return signal ? `signal ${signal}` : `exit code ${code}`;
      });
      await createDatabases(current.url);
      return { pid: current.pid, port: current.port, exited, stop: () => current.stop() };
    },
    // Immediate shutdown: acknowledged transactions are in its log and are recovered at the next start.
    kill: () => void (server && process.kill(server.pid, 'SIGQUIT')),
    url(database) {
      const url = new URL(last!.url);
      url.pathname = `/${DATABASES[database]}`;
      return url.href;
    },
  };
}

async function createDatabases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server's end is seen by its supervisor
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const existing = new Set(rows.map(({ datname }) => datname));
    for (const name of Object.values(DATABASES)) if (!existing.has(name)) await client.query(`CREATE DATABASE ${name}`);
    // Analysts are users of the whole server: but for the application's database none is theirs.
    await client.query(`REVOKE ALL ON DATABASE ${DATABASES.log}, postgres, template1 FROM PUBLIC`);
  } finally {
    await client.end();
  }
}
