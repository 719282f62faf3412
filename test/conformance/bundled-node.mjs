// The bundled node as a process, on a database of its own that is gone afterwards: in the server of DATABASE_URL, or in one of our own.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const dist = join(import.meta.dirname, '../../dist');

/** @returns {Promise<{ connection: string, stop: () => Promise<void> }>} */
export async function startBundledNode() {
  const postgres = process.env.DATABASE_URL ? { url: process.env.DATABASE_URL, stop: async () => undefined } : await ownPostgres();
  const name = `conformance_${randomBytes(6).toString('hex')}`;
  const database = new URL(postgres.url);
  database.pathname = `/${name}`;
  await sql(postgres.url, `create database ${name}`);
  const node = fork(join(dist, 'apps/event-node/src/main.js'), {
    env: {
      ...process.env,
      EVENT_NODE_DATABASE: database.href,
      EVENT_NODE_PORT: '0',
      EVENT_NODE_HOST: '127.0.0.1',
      REDRESS_LOG_LEVEL: process.env.REDRESS_LOG_LEVEL ?? 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(node, 'exit');
  const stop = async () => {
    node.kill('SIGTERM');
    await exited;
    if (process.env.DATABASE_URL) await sql(postgres.url, `drop database ${name} with (force)`);
    await postgres.stop();
  };
  const ready = await Promise.race([once(node, 'message'), exited.then(() => undefined)]);
  if (!ready) {
    await stop();
    throw new Error('the bundled node ended before it was ready');
  }
  return { connection: ready[0].url, stop };
}

async function ownPostgres() {
  const { startEmbeddedPostgres } = await import(join(dist, 'libs/platform/src/index.js'));
  const folder = mkdtempSync(join(tmpdir(), 'redress-conformance-'));
  chmodSync(folder, 0o711); // as root the server runs as another user, who must pass
  const password = randomBytes(24).toString('base64url');
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), password, logFile: join(folder, 'postgres.log') });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
    },
  };
}

async function sql(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
