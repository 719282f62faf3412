import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.js';
import { isAlive } from './process-identity.js';

const PASSWORD = 'a-password-of-this-spec';
const asRoot = process.getuid?.() === 0;

let base: string;
let servers: EmbeddedPostgres[];
let said: string[];
/** Without the line on where PostgreSQL lives, which a root user's clone in a closed home gets at every start. */
const saidOfTheStart = () => said.filter((line) => !line.includes('does not run as root'));

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'redress-embedded-'));
  chmodSync(base, 0o711);
  servers = [];
  said = [];
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    folder: join(base, 'postgres'),
    password: PASSWORD,
    logFile: join(base, 'log'),
    log: (line) => said.push(line),
    ...options,
  });
  servers.push(server);
  return server;
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('embedded PostgreSQL', () => {
  it('is durable, UTF-8, listens on this machine only and wants the password', async () => {
    const { url, port } = await start();
    const [settings] = await query(
      url,
      "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding, " +
        "current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets, current_setting('data_checksums') AS checksums",
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', encoding: 'UTF8', addresses: '127.0.0.1', sockets: '', checksums: 'on' });
    expect(Number(new URL(url).port)).toBe(port);
    await expect(query(url.replace(PASSWORD, 'postgres'), 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('stops when told, and has its data at the next start', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await first.exited).toEqual({ code: 0, signal: null });
    expect(isAlive(first.pid)).toBe(false);
    expect(await query((await start()).url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('stops a server that a killed supervisor left behind, found by its pid file', async () => {
    const orphan = await start();
    await query(orphan.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const next = await start();
    expect(await orphan.exited).toEqual({ code: 0, signal: null });
    expect(next.pid).not.toBe(orphan.pid);
    expect(saidOfTheStart()).toEqual([expect.stringContaining(`pid ${orphan.pid}`)]);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('comes back on the same port after kill -9, with everything that was acknowledged', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    const next = await start({ port: first.port });
    expect(next.port).toBe(first.port);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it.each([
    ['nobody', 2 ** 22 + 1],
    ['another process', process.pid],
  ])('is not hindered by a pid file of before a machine crash whose id is now that of %s', async (_, pid) => {
    const first = await start();
    const pidFile = join(base, 'postgres', 'cluster', 'postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    await first.stop();
    writeFileSync(pidFile, [String(pid), ...lines.slice(1)].join('\n'));
    const next = await start();
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(saidOfTheStart()).toEqual([]);
  });

  it('heals a start that was interrupted while it made the cluster', async () => {
    const half = join(base, 'postgres', 'new-abc', 'cluster');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    await start();
    expect(readdirSync(join(base, 'postgres'))).toEqual(['cluster']);
  });

  it('says in one line that a port is in use', async () => {
    const { port } = await start();
    await expect(start({ folder: join(base, 'other'), port })).rejects.toThrow(`port ${port} is in use`);
  });
});

// As root the server runs as another user, who cannot enter a closed home.
(asRoot ? describe : describe.skip)('embedded PostgreSQL as root in a folder that is closed to others', () => {
  const places: string[] = [];
  beforeEach(() => chmodSync(base, 0o700));
  afterAll(() => places.forEach((place) => [place, `${place}.owner`].forEach((path) => rmSync(path, { recursive: true, force: true }))));

  async function startClosed(folder: string): Promise<{ server: EmbeddedPostgres; place: string }> {
    const server = await start({ folder });
    const place = /database is in (\S+?)[ .]/.exec(said.at(-1) ?? '')?.[1] ?? '';
    if (place) places.push(place);
    return { server, place };
  }

  it('keeps the database elsewhere, says so, and follows the folder when it moves', async () => {
    const { server, place } = await startClosed(join(base, 'a'));
    expect(said.at(-1)).toContain(base);
    expect(existsSync(join(place, 'cluster', 'PG_VERSION'))).toBe(true);
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    renameSync(join(base, 'a'), join(base, 'b'));
    const moved = await startClosed(join(base, 'b'));
    expect(moved.place).toBe(place);
    expect(await query(moved.server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('begins afresh when the folder was removed, and never shares with a copy', async () => {
    const first = await startClosed(join(base, 'a'));
    await first.server.stop();
    cpSync(join(base, 'a'), join(base, 'copy'), { recursive: true });
    await expect(startClosed(join(base, 'copy'))).rejects.toThrow(`is a copy of ${join(base, 'a')}`);
    rmSync(join(base, 'a'), { recursive: true });
    const again = await startClosed(join(base, 'a'));
    expect(again.place).not.toBe(first.place);
    expect(dirname(again.place)).toBe(dirname(first.place));
  });
});
