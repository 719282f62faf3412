import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { automationMigrations } from '@redress/automations';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  complaintStream,
  eventTypes,
  HandleComplaint,
  Policies,
  PolicyAggregate,
  policyDecider,
} from '@redress/commands';
import { dataSource, leaseState, migrate } from '@redress/database';
import { startEventNode, type EventNode } from '@redress/event-node';
import { EventStore } from '@redress/event-store';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@redress/platform';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { checkpoints, viewEntities } from '@redress/views';
import type { DataSource } from 'typeorm';

/*
 * Several workers on one installation, as processes that are killed, stopped for a while, ended, and robbed of their database while work goes
 * on: at the end everything was folded once, and what follows by itself was done once.
 */

const MAIN = join(import.meta.dirname, '..', 'dist', 'apps', 'worker', 'src', 'main.js');
const CLI = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');
/** A take-over takes seconds; a machine with much else to do may take its time. */
const LIMIT_MS = 60_000;

interface Worker {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exited: Promise<number | NodeJS.Signals | null>;
}

interface Scrape {
  readonly worker: 'working' | 'standing by';
  readonly followers: readonly { readonly kind: string; readonly name: string; readonly lag: { events: number; seconds: number } | null }[];
}

let folder: string;
let postgres: EmbeddedPostgres;
let node: EventNode;
let store: EventStore;
let source: DataSource;
let complaints: ComplaintHandler;
const workers: Worker[] = [];
/** Pairs of complaints of which one was linked to the other: what follows is said of the other. */
const linked: { readonly a: string; readonly b: string }[] = [];

const databaseUrl = (name: string): string => postgres.url.replace(/\/postgres$/, `/${name}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redress-workers-'));
  chmodSync(folder, 0o711);
  postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), password: 'workers', logFile: join(folder, 'postgres.log') });
  const admin = dataSource(postgres.url, {});
  await admin.initialize();
  for (const name of ['app', 'log']) await admin.query(`CREATE DATABASE ${name}`);
  await admin.destroy();
  node = await startEventNode({ database: databaseUrl('log'), port: 0 });
  store = new EventStore({ connectionString: node.connectionString, types: eventTypes });
  source = dataSource(databaseUrl('app'), {
    entities: [Subject, ...viewEntities],
    migrations: [...vaultMigrations, ...automationMigrations],
  });
  await source.initialize();
  await migrate(source);
  const vault = new Vault(source, await openKeyRing(source, { masterKey: Buffer.alloc(32, 1) }));
  complaints = new ComplaintHandler(
    new ComplaintAggregate(complaintDecider, store, vault),
    new AuthorityPolicies(new AuthorityAggregate(authorityDecider, store, vault)),
    new Policies(new PolicyAggregate(policyDecider, store, vault)),
  );
});

afterAll(async () => {
  for (const { child, exited } of workers) {
    child.kill('SIGKILL');
    await exited;
  }
  await store?.close();
  await source?.destroy();
  await node?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function startWorker(): Promise<Worker> {
  const log = openSync(join(folder, 'workers.log'), 'a');
  const env = {
    PATH: process.env.PATH,
    REDRESS_DATABASE: databaseUrl('app'),
    REDRESS_EVENT_STORE: node.connectionString,
    REDRESS_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    REDRESS_DATA: folder,
    REDRESS_WORKER_PORT: '0',
  };
  const child = fork(MAIN, [], { env, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const ready = new Promise<{ port: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number }));
    void exited.then((how) => reject(new Error(`a worker ended at its start (${how})`)));
  });
  const worker = { child, port: (await ready).port, exited };
  workers.push(worker);
  return worker;
}

const read = async ({ port }: Worker, path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
const health = async (worker: Worker): Promise<Scrape> => JSON.parse(await read(worker, '/health/ready')) as Scrape;
const works = async (worker: Worker): Promise<boolean> => (await health(worker)).worker === 'working';

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > end) throw new Error(`${what}: not within ${LIMIT_MS / 1_000} s`);
    await delay(20);
  }
}

/** The one that works; waits for it. */
async function worksAmong(some: readonly Worker[]): Promise<Worker> {
  let found: Worker | undefined;
  await until('a worker that works', async () => {
    for (const one of some) if (await works(one)) found = one;
    return found !== undefined;
  });
  return found!;
}

async function does(complaintId: string, type: HandleComplaint['command']['type'], data: object): Promise<void> {
  const now = new Date().toISOString();
  const command = { type, data, by: { sub: 'anna', roles: ['handler'] }, occurredAt: now, now, origin: 'api' };
  const id = randomUUID();
  const about = { commandId: id, body: data, correlationId: id, causationId: id };
  await complaints.execute(new HandleComplaint(complaintId, command as unknown as HandleComplaint['command'], about));
}

const form = {
  channel: 'phone',
  cause: 'delay',
  firstReceiver: 'anna',
  complainantKind: 'anonymous',
  respondents: [],
  grade: 'complaint',
  tags: [],
  account: 'It came late.',
  language: 'en',
};

async function workGoesOn(pairs: number): Promise<void> {
  for (let n = 0; n < pairs; n++) {
    const [a, b] = [randomUUID(), randomUUID()];
    await does(a, 'receive', form);
    await does(b, 'receive', form);
    await does(a, 'link', { complaintId: b, kind: 'joint' });
    linked.push({ a, b });
  }
}

const carriedTo = async (id: string): Promise<number> =>
  (await store.read(complaintStream(id))).filter(({ type, metadata }) => type === 'Linked' && metadata.origin === 'automation').length;

/** Of all complaints. */
async function storedEvents(): Promise<number> {
  const stored = await Promise.all(linked.flatMap(({ a, b }) => [a, b]).map((id) => store.readStored(complaintStream(id))));
  return stored.reduce((sum, events) => sum + events.length, 0);
}

/** Until what follows by itself has followed, and every view has everything. */
async function allFollows(): Promise<void> {
  for (const { b } of linked) await until('what follows from a link', async () => (await carriedTo(b)) > 0);
  const end = await store.lastPosition();
  await until('the views', async () => (await checkpoints(source)).every(({ position }) => position !== null && BigInt(position) >= end!));
}

it('are one that works and others that stand by, however many start at once', async () => {
  const all = await Promise.all([startWorker(), startWorker(), startWorker()]);
  await workGoesOn(3);
  await allFollows();
  const states = (await Promise.all(all.map(health))).map(({ worker }) => worker);
  expect(states.sort()).toEqual(['standing by', 'standing by', 'working']);
  expect(await leaseState(source, 'worker')).toMatchObject({ epoch: '1', standingBy: 2 });
});

it('tell how far they are behind, in events and in seconds, and what they have done', async () => {
  const working = await worksAmong(workers);
  const { followers } = await health(working);
  expect(followers.filter(({ kind, lag }) => kind === 'view' && (lag?.events !== 0 || lag.seconds !== 0))).toEqual([]);
  const text = await read(working, '/metrics');
  const value = (metric: string) => Number(new RegExp(`^${metric.replace(/[{}"]/g, '\\$&')} (\\S+)`, 'm').exec(text)?.[1]);
  const checkpoint = (await checkpoints(source)).find(({ view }) => view === 'complaint-list')!;
  expect(value(`redress_view_events_total{name="complaint-list.v${checkpoint.version}"}`)).toBe(await storedEvents());
  expect(value('redress_automation_events_total{name="carry-links"}')).toBe(linked.length);
  expect([value('redress_worker_lease_held'), value('redress_workers_standing_by'), value('redress_worker_working')]).toEqual([1, 2, 1]);
  await until('an automation that is not behind', async () => {
    const { lag } = (await health(working)).followers.find(({ name }) => name === 'carry-links')!;
    return lag?.events === 0 && lag.seconds === 0;
  });
});

it('go on when the one that works is killed', async () => {
  const working = await worksAmong(workers);
  const others = workers.filter((one) => one !== working);
  const going = workGoesOn(5);
  working.child.kill('SIGKILL');
  await working.exited;
  workers.splice(workers.indexOf(working), 1);
  expect(others).toContain(await worksAmong(others));
  await going;
  await allFollows();
});

it('go on when the one that works hangs; when it wakes up it stands by', async () => {
  const working = await worksAmong(workers);
  const others = workers.filter((one) => one !== working);
  const going = workGoesOn(5);
  working.child.kill('SIGSTOP');
  await worksAmong(others);
  await going;
  await allFollows();
  working.child.kill('SIGCONT');
  await until('a former holder that stands by', async () => !(await works(working)));
  await workGoesOn(1);
  await allFollows();
  expect(working.child.exitCode).toBeNull();
});

it('go on when the database was away, and when one ends in good order', async () => {
  await startWorker();
  await postgresGoesAway();
  await until('the database', async () => (await source.query<unknown[]>('SELECT 1')).length === 1);
  const working = await worksAmong(workers);
  await workGoesOn(2);
  await allFollows();
  working.child.kill('SIGTERM');
  expect(await working.exited).toBe(0);
  workers.splice(workers.indexOf(working), 1);
  await worksAmong(workers);
  await workGoesOn(2);
  await allFollows();
});

it('have folded every event once, and done once whatever followed', async () => {
  expect(await Promise.all(linked.map(({ a, b }) => Promise.all([carriedTo(a), carriedTo(b)])))).toEqual(linked.map(() => [0, 1]));
  const states = await checkpoints(source);
  expect(states.map(({ state }) => state)).toEqual(states.map(() => 'running'));
  const { version } = states.find(({ view }) => view === 'complaint-detail')!;
  const [folded] = await source.query<[{ events: number }]>(`SELECT count(*)::int AS events FROM complaint_detail_v${version}.event`);
  expect(folded.events).toBe(await storedEvents());
});

it('leave a log that can be copied, by a command that is killed on the way and asked again', async () => {
  const admin = dataSource(postgres.url, {});
  await admin.initialize();
  await admin.query('CREATE DATABASE copy');
  await admin.destroy();
  const other = await startEventNode({ database: databaseUrl('copy'), port: 0 });
  const copied = new EventStore({ connectionString: other.connectionString, types: eventTypes });
  const options = ['copy-log', '--from', node.connectionString, '--to', other.connectionString];
  try {
    const first = cli(...options);
    await until('the first copied event', async () => (await copied.lastPosition()) !== null);
    first.kill();
    await first.said;
    const again = await cli(...options, '--verify', '--json').said;
    const { alreadyThere, copied: rest, verified } = JSON.parse(again) as Record<string, number>;
    expect(alreadyThere).toBeGreaterThan(0);
    expect(alreadyThere! + rest!).toBe(verified);
    for (const { a, b } of linked)
      for (const stream of [a, b].map(complaintStream)) {
        const [original, copy] = await Promise.all([store.read(stream), copied.read(stream)]);
        expect(copy.map(({ position: _, ...event }) => event)).toEqual(original.map(({ position: _, ...event }) => event));
      }
  } finally {
    await copied.close();
    await other.stop();
  }
});

/** Not waited for within this process: the event nodes are in it. */
function cli(...args: string[]): { readonly said: Promise<string>; kill(): void } {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said = text(child.stdout);
  return { said, kill: () => void child.kill('SIGKILL') };
}

/** Nobody is let into the installation's database for a moment, and everybody is thrown out. */
async function postgresGoesAway(): Promise<void> {
  const admin = dataSource(postgres.url, {});
  await admin.initialize();
  try {
    await admin.query('ALTER DATABASE app WITH ALLOW_CONNECTIONS false');
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'app'`);
    await until('nobody in the database', async () => {
      const rows = await admin.query<unknown[]>(`SELECT FROM pg_stat_activity WHERE datname = 'app'`);
      return rows.length === 0;
    });
  } finally {
    await admin.query('ALTER DATABASE app WITH ALLOW_CONNECTIONS true');
    await admin.destroy();
  }
}
