// The bundled node as processes, one without users and one with TLS and users, each on a database of its own that is gone afterwards: in the
// server of DATABASE_URL, or in one of our own.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const dist = join(import.meta.dirname, '../../dist');
/** A certificate for localhost and the authority that signed it, for tests only; the authority's key is nowhere. */
const tls = join(import.meta.dirname, '../../libs/event-node/src/test-tls');

/** A group that the user who is no admin is a member of. */
const GROUP = 'conformance';

/**
 * @typedef {object} Server
 * @property {string} connection
 * @property {{ username: string, password: string }} [user] a user who is no admin
 * @property {string} [group] a group of that user
 * @property {boolean} [changeable] what holds for the server as a whole may be changed
 */

/**
 * @param {('open' | 'guarded')[]} parts which of the two
 * @returns {Promise<{ open?: Server, guarded?: Server, stop: () => Promise<void> }>}
 */
export async function startBundledNodes(parts) {
  const folder = mkdtempSync(join(tmpdir(), 'redress-conformance-'));
  /** @type {(() => unknown)[]} */
  const ends = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 })];
  const stop = async () => {
    while (ends.length > 0) await ends.pop()();
  };
  const start = { open: startOpen, guarded: startGuarded };
  try {
    const postgres = process.env.DATABASE_URL ?? (await ownPostgres(folder, ends));
    const starting = parts.map(async (part) => [part, await start[part](postgres, folder, ends)]);
    await Promise.allSettled(starting); // so that what has started is known when one has failed
    return { ...Object.fromEntries(await Promise.all(starting)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns {Promise<Server>} */
async function startOpen(postgres, _folder, ends) {
  const { url } = await startNode(postgres, {}, ends);
  return { connection: url };
}

/** @returns {Promise<Server>} */
async function startGuarded(postgres, folder, ends) {
  const { users, admin, user } = await makeUsers(folder);
  const settings = {
    EVENT_NODE_TLS_CERTIFICATE: join(tls, 'localhost.crt'),
    EVENT_NODE_TLS_KEY: join(tls, 'localhost.key'),
    EVENT_NODE_USERS: users,
  };
  const { port } = await startNode(postgres, settings, ends);
  const connection = `esdb://${admin.username}:${admin.password}@localhost:${port}?tls=true&tlsCAFile=${join(tls, 'ca.crt')}`;
  return { connection, user, group: GROUP, changeable: true };
}

/** The users file of this run. Passwords are nowhere but in memory. */
async function makeUsers(folder) {
  const { hashPassword, writeUsersFile } = await import(join(dist, 'libs/event-node/src/index.js'));
  const [admin, user] = ['admin', 'clerk'].map((username) => ({ username, password: randomBytes(24).toString('base64url') }));
  const users = join(folder, 'users.json');
  await writeUsersFile(users, [
    { name: admin.username, groups: ['$admins'], password: await hashPassword(admin.password) },
    { name: user.username, groups: [GROUP], password: await hashPassword(user.password) },
  ]);
  return { users, admin, user };
}

/**
 * @param {(() => unknown)[]} ends what has to be done at the end, last first; the node adds its own
 * @returns {Promise<{ url: string, port: number }>}
 */
async function startNode(postgres, settings, ends) {
  const name = `conformance_${randomBytes(6).toString('hex')}`;
  const database = new URL(postgres);
  database.pathname = `/${name}`;
  await sql(postgres, `create database ${name}`);
  if (process.env.DATABASE_URL) ends.push(() => sql(postgres, `drop database ${name} with (force)`));
  const node = fork(join(dist, 'apps/event-node/src/main.js'), {
    env: {
      ...process.env,
      EVENT_NODE_DATABASE: database.href,
      EVENT_NODE_PORT: '0',
      EVENT_NODE_HOST: '127.0.0.1',
      REDRESS_LOG_LEVEL: process.env.REDRESS_LOG_LEVEL ?? 'error',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(node, 'exit');
  ends.push(async () => {
    node.kill('SIGTERM');
    await exited;
  });
  const ready = await Promise.race([once(node, 'message'), exited.then(() => undefined)]);
  if (!ready) throw new Error('the bundled node ended before it was ready');
  return ready[0];
}

async function ownPostgres(folder, ends) {
  const { startEmbeddedPostgres } = await import(join(dist, 'libs/platform/src/index.js'));
  chmodSync(folder, 0o711); // as root the server runs as another user, who must pass
  const password = randomBytes(24).toString('base64url');
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), password, logFile: join(folder, 'postgres.log') });
  ends.push(() => server.stop());
  return server.url;
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
