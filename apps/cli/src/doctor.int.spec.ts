import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { dataSource, migrate } from '@redress/database';
import { ensureLocalKeys } from '@redress/platform';
import { openKeyRing, Subject, vaultMigrations } from '@redress/privacy';
import { createTestDatabase, startSystem, type TestDatabase, type TestSystem } from '@redress/testing';
import { examined } from './doctor.js';
import { database, placeOf } from './doctor/databases.js';
import type { Finding } from './doctor/finding.js';
import { configuration, dataFolder, diskSpace, localSecrets, nodeVersion, processes } from './doctor/machine.js';
import { checkpoints, evidencePlace, issuer, mailServer, server, webhookHosts } from './doctor/neighbours.js';
import { knownVariables } from './doctor/variables.js';
import { describeProcess } from './up/run-file.js';

let folder: string;
const closing: Server[] = [];
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'redress-doctor-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  closing.splice(0).forEach((one) => one.close());
});

const states = (findings: Finding | readonly Finding[]) => [findings].flat().map(({ state }) => state);
const told = (findings: Finding | readonly Finding[]) =>
  [findings]
    .flat()
    .map(({ says, todo }) => `${says} → ${todo ?? ''}`)
    .join('\n');
const gigabytes = (free: number, size: number) => ({ free: free * 1e9, size: size * 1e9 });

async function answering(status: number, body: object): Promise<string> {
  const one = createServer((_, answer) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  closing.push(one);
  await new Promise<void>((resolve) => void one.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
}

describe('the machine', () => {
  it('has a Node that is new enough, and room', () => {
    expect(['20.18.9', '18.20.0', '20.19.0', '24.1.0'].map((version) => nodeVersion(version).state)).toEqual(['fail', 'fail', 'ok', 'ok']);
    expect(
      [gigabytes(0.1, 10), gigabytes(1.5, 10), gigabytes(40, 1_000), gigabytes(50, 100)].map((space) => diskSpace(folder, space).state),
    ).toEqual(['fail', 'warn', 'warn', 'ok']);
    expect(diskSpace(join(folder, 'not', 'there')).says).toContain('GB free');
  });

  it('has a folder for the data that can be written to', () => {
    expect(states(dataFolder(folder))).toEqual(['ok']);
    expect(told(dataFolder(join(folder, 'new', 'one')))).toContain('the first start makes it');
    writeFileSync(join(folder, 'file'), '');
    expect(states(dataFolder(join(folder, 'file')))).toEqual(['fail']);
    chmodSync(folder, 0o500);
    // Nothing is closed to root.
    expect(states(dataFolder(folder))).toEqual([process.getuid?.() === 0 ? 'ok' : 'fail']);
    chmodSync(folder, 0o700);
  });

  it('keeps the secrets to itself, and all of them', async () => {
    expect(states(localSecrets(folder, {}))).toEqual(['ok']);
    await ensureLocalKeys(folder);
    expect(states(localSecrets(folder, {}))).toEqual(['ok']);
    const master = join(folder, 'secrets', 'master-key');
    const value = readFileSync(master, 'utf8');
    chmodSync(master, 0o644);
    expect(told(localSecrets(folder, {}))).toMatch(/master-key can be read by others.*chmod go=/);
    chmodSync(master, 0o600);
    writeFileSync(master, 'nonsense');
    expect(told(localSecrets(folder, {}))).toContain('does not hold 32 bytes');
    rmSync(master);
    expect(told(localSecrets(folder, {}))).toContain('restore it from a backup');
    expect(states(localSecrets(folder, { REDRESS_MASTER_KEY: value }))).toEqual(['ok']);
    rmSync(join(folder, 'secrets', 'signing-key.json'));
    expect(states(localSecrets(folder, {}))).toEqual(['warn']);
  });

  it('runs the processes, or could', async () => {
    const own = describeProcess(process.pid);
    const dead = { pid: 2 ** 22 + 1, identity: 'gone' };
    const run = { startedAt: '', supervisor: own, parts: [{ name: 'api', ...own }] };
    const free = { host: '127.0.0.1', port: 0 };
    expect(states(await processes(free, run))).toEqual(['ok']);
    expect(told(await processes(free, { ...run, parts: [{ name: 'worker', ...dead }] }))).toContain('worker ended');
    expect(told(await processes(free, { ...run, supervisor: dead }))).toContain('was killed and left api');
    expect(states(await processes(free, undefined))).toEqual(['ok', 'ok']);
    const port = Number(new URL(await answering(200, {})).port);
    expect(told(await processes({ host: '127.0.0.1', port }, undefined))).toContain('is used by another program');
  });

  it('says every mistake of the configuration at once, and names that nobody reads', () => {
    const env = {
      REDRESS_PORT: 'x',
      REDRESS_TIME_ZONE: 'Mars',
      REDRESS_DATABASE: 'postgres://u:hunter2@',
      REDRESS_DATABSE: 'y',
      REDRESS_AUTH_ISSUER: 'z',
    };
    const found = configuration(env, knownVariables);
    for (const name of ['REDRESS_PORT', 'REDRESS_TIME_ZONE', 'REDRESS_DATABASE', 'REDRESS_AUTH_AUDIENCE', 'REDRESS_AUTH_JWKS'])
      expect(told(found)).toContain(`${name} is not as it must be`);
    expect(found.find(({ state }) => state === 'warn')).toMatchObject({
      says: 'REDRESS_DATABSE is read by nobody',
      todo: 'is REDRESS_DATABASE meant?',
    });
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(states(configuration({}, knownVariables))).toEqual(['ok']);
  });

  it('knows the variables that the documents have', () => {
    const table = /<!-- configuration:.*?-->(.*?)<!--/s.exec(
      readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8'),
    )![1]!;
    expect([...knownVariables].sort()).toEqual([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!).sort());
  });
});

describe('what is around', () => {
  const good = { kid: 'a', kty: 'OKP', crv: 'Ed25519', x: 'x' };
  it.each([
    ['ok', JSON.stringify({ keys: [good] }), ''],
    ['warn', JSON.stringify({ keys: [good, { kty: 'EC', crv: 'P-256' }] }), 'of 2'],
    ['fail', JSON.stringify({ keys: [{ ...good, kid: undefined }] }), 'none that signs'],
    ['fail', JSON.stringify({ keys: [{ ...good, d: 'sesame' }] }), 'private key'],
    ['fail', '{', 'no set of keys'],
  ])('keys of tokens: %s', async (state, text, says) => {
    const path = join(folder, 'jwks.json');
    writeFileSync(path, text);
    const found = await issuer(path);
    expect([found.state, found.says.includes(says), told(found).includes('sesame')]).toEqual([state, true, false]);
  });

  it('keys of tokens that cannot be had', async () => {
    expect((await issuer(join(folder, 'none.json'))).state).toBe('fail');
    expect(told(await issuer(`${await answering(500, {})}/keys`))).toContain('it answers 500');
    expect((await issuer(await answering(200, { keys: [good] }))).state).toBe('ok');
  });

  it('a mail server that takes nothing, and none', async () => {
    const mail = { from: 'a@b.example', outbox: '/outbox' };
    expect((await mailServer(mail)).state).toBe('ok');
    const found = await mailServer({ ...mail, server: 'smtp://user:hunter2@127.0.0.1:1' });
    expect([found.state, told(found).includes('hunter2'), found.says.includes('127.0.0.1:1')]).toEqual(['fail', false, true]);
  });

  it('hosts of webhooks that have no address', async () => {
    expect((await webhookHosts({ allow: [] })).state).toBe('ok');
    expect((await webhookHosts({ allow: ['10.0.0.0/8', 'localhost'] })).state).toBe('ok');
    expect(told(await webhookHosts({ allow: ['no-such-host.invalid'] }))).toContain('no-such-host.invalid');
  });

  it('places for evidence and checkpoints that are closed, and a key that is none', async () => {
    expect((await evidencePlace({ folder: join(folder, 'evidence'), maxBytes: 1 })).state).toBe('ok');
    // A file in the way is closed to everybody, root included.
    writeFileSync(join(folder, 'file'), '');
    chmodSync(join(folder, 'file'), 0o600);
    expect((await evidencePlace({ folder: join(folder, 'file', 'evidence'), maxBytes: 1 })).state).toBe('fail');
    const key = join(folder, 'key.json');
    writeFileSync(key, 'sesame');
    const damaged = await checkpoints({ key, folder, everySeconds: 60 }, true);
    expect([damaged.state, told(damaged).includes('sesame')]).toEqual(['fail', false]);
    expect((await checkpoints({ folder, everySeconds: 60 }, true)).state).toBe('warn');
    await ensureLocalKeys(folder);
    const signing = { key: join(folder, 'secrets', 'checkpoint-key.json'), everySeconds: 60 };
    expect((await checkpoints({ ...signing, folder }, true)).state).toBe('ok');
    expect((await checkpoints({ ...signing, folder: join(folder, 'file', 'x') }, true)).state).toBe('fail');
    writeFileSync(join(folder, 'checkpoints-2026-01.jsonl'), 'nonsense\n');
    expect((await checkpoints({ ...signing, folder }, true)).state).toBe('fail');
  });

  it('a server that says what is not in order', async () => {
    const lag = { events: 0, seconds: 0 };
    const running = { state: 'running', error: null, lag };
    const worker = { status: 'up', holder: 'host:1' };
    const part = (details: object) => answering(503, { details: { worker, ...details } }).then(server);
    expect(states(await part({ views: { status: 'up', 'a.v1': running } }))).toEqual(['ok']);
    expect(told(await part({ views: { status: 'down', 'a.v1': { ...running, state: 'stopped' } } }))).toContain('a.v1 stopped');
    expect(told(await part({ views: { status: 'up', 'a.v1': { ...running, lag: { events: 9, seconds: 90 } } } }))).toContain(
      '90 s and 9 events behind',
    );
    expect(told(await part({ automations: { status: 'down', letters: { error: null, parked: 2, lag } } }))).toContain(
      '2 events of letters',
    );
    expect(told(await part({ database: { status: 'down' } }))).toContain('database is not in order');
    expect(told(await part({ worker: { status: 'up', holder: null } }))).toContain('no worker');
    expect(states(await server('http://127.0.0.1:1'))).toEqual(['fail']);
  });
});

describe('the stores', () => {
  let own: TestDatabase;
  let system: TestSystem;
  beforeAll(async () => {
    [own, system] = await Promise.all([createTestDatabase(), startSystem()]);
  });
  afterAll(async () => {
    await own?.drop();
    await system?.stop();
  });

  const byCheck = (found: readonly Finding[], check: string) => found.filter((one) => one.check === check);

  it('are durable, of our time, and open with the master key; another key is told apart', async () => {
    const source = dataSource(own.url, { entities: [Subject], migrations: [...vaultMigrations] });
    await source.initialize();
    await migrate(source);
    const masterKey = Buffer.alloc(32, 7);
    expect(told(byCheck(await database(own.url, { masterKey }), 'vault'))).toContain('empty');
    await openKeyRing(source, { masterKey });
    await source.destroy();
    expect(states(await database(own.url, { masterKey }))).toEqual(['ok', 'ok', 'ok']);
    expect(states(byCheck(await database(own.url, { masterKey: Buffer.alloc(32, 8) }), 'vault'))).toEqual(['fail']);
    expect(states(byCheck(await database(own.url, undefined), 'vault'))).toEqual(['warn']);
  });

  it('are told apart where they lose what they acknowledged, or may not be used', async () => {
    const client = new pg.Client({ connectionString: own.url });
    await client.connect();
    const name = new URL(own.url).pathname.slice(1);
    await client.query(`ALTER DATABASE "${name}" SET synchronous_commit = off`);
    expect(told(await database(own.url, undefined))).toContain('synchronous_commit is off');
    await client.query(`ALTER DATABASE "${name}" RESET synchronous_commit`);
    await client.query(`CREATE ROLE "poor_${name}" LOGIN PASSWORD 'poor'`);
    const poor = Object.assign(new URL(own.url), { username: `poor_${name}`, password: 'poor' }).href;
    expect(told(await database(poor, undefined))).toContain('may not create schemas');
    await client.query(`DROP ROLE "poor_${name}"`);
    await client.end();
  });

  it('are not reached: why, where, and never with the password', async () => {
    const url = new URL(own.url);
    const wrong = Object.assign(new URL(url), { password: 'hunter2' }).href;
    const none = Object.assign(new URL(url), { pathname: '/no_such_database' }).href;
    for (const [at, todo] of [
      [Object.assign(new URL(url), { port: '1' }).href, 'start it'],
      [none, 'create the database'],
    ] as const)
      expect(await database(at, undefined)).toMatchObject([{ state: 'fail', todo: expect.stringContaining(todo) }]);
    expect(JSON.stringify(await database(wrong, undefined))).not.toContain('hunter2');
    expect(placeOf(wrong)).toBe(`${url.host}${url.pathname}`);
  });

  it('are examined with all else by what the environment says, running or not', async () => {
    const found = await examined({}, folder);
    expect(found.filter(({ state }) => state === 'fail').filter(({ check }) => check !== 'port' && check !== 'disk')).toEqual([]);
    expect(told(found)).toContain('does not run');
    const { config } = system;
    const env = {
      REDRESS_DATABASE: config.database,
      REDRESS_EVENT_STORE: config.eventStore,
      REDRESS_MASTER_KEY: config.masterKey!.toString('base64'),
      REDRESS_AUTH_ISSUER: config.auth.issuer,
      REDRESS_AUTH_AUDIENCE: config.auth.audience,
      REDRESS_AUTH_JWKS: config.auth.jwks,
      REDRESS_PORT: '0',
    };
    const outside = await examined(env, folder);
    expect(outside.filter(({ state, check }) => state === 'fail' && check !== 'disk')).toEqual([]);
    expect(byCheck(outside, 'event store')).toMatchObject([{ state: 'ok', says: expect.stringContaining('127.0.0.1') as string }]);
    const away = await examined({ ...env, REDRESS_EVENT_STORE: 'esdb://admin:hunter2@127.0.0.1:1?tls=false' }, folder);
    expect(byCheck(away, 'event store')).toMatchObject([{ state: 'fail', says: '127.0.0.1:1 does not answer' }]);
    for (const secret of ['hunter2', env.REDRESS_MASTER_KEY, new URL(config.database).password || 'hunter2'])
      expect(JSON.stringify([...outside, ...away])).not.toContain(secret);
    mkdirSync(join(folder, 'x'));
    expect(await examined({ ...env, REDRESS_PORT: 'no' }, folder)).toContainEqual(
      expect.objectContaining({ check: 'configuration', state: 'fail' }),
    );
  });
});
