import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSource, migrate } from '@redress/database';
import { startEventNode, type EventNode } from '@redress/event-node';
import { copyLog, envelop, EventStore, genesisHash, type StoredEvent } from '@redress/event-store';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { bundleRoute, startCheckpoints, type RunningCheckpoints } from './checkpointer.js';
import { checkpointEventTypes, checkpointStream, type Checkpoint } from './checkpoint.js';
import { CreateLeaves1795412000000 } from './create-leaves.migration.js';
import { newSigningKey, signingKeysOf } from './keys.js';
import { checkpointState, forgetLeaves, leavesBetween, untilSealed } from './leaf-table.js';
import { verifyStore } from './verify-store.js';
import type { LogFault, LogVerdict } from './verify-log.js';

const types = { Happened: { version: 1, personal: [] }, AuditRead: { version: 1, personal: [] }, ...checkpointEventTypes };

let database: TestDatabase;
let node: EventNode;
let store: EventStore;
let source: DataSource;
let log: Client;
let folder: string;
let keyFile: string;
let files: string;
const running: RunningCheckpoints[] = [];
const last = new Map<string, StoredEvent>();

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startEventNode({ database: database.url, port: 0 });
  store = new EventStore({ connectionString: node.connectionString, types });
  source = dataSource(database.url, { migrations: [CreateLeaves1795412000000] });
  await source.initialize();
  await migrate(source);
  log = new Client({ connectionString: database.url });
  await log.connect();
  folder = await mkdtemp(join(tmpdir(), 'redress-checkpoints-'));
  [keyFile, files] = [join(folder, 'key.json'), join(folder, 'outside')];
  await writeFile(keyFile, JSON.stringify({ keys: [newSigningKey()] }));
});
afterAll(async () => {
  await stop();
  await log?.end();
  await source?.destroy();
  await store?.close();
  await node?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** An hour between two of them, unless somebody asks. */
function start(everyMs = 3_600_000): RunningCheckpoints {
  const one = startCheckpoints({ dataSource: source, store, log: store, keyFile, folder: files, everyMs });
  running.push(one);
  return one;
}

async function stop(): Promise<void> {
  await Promise.all(running.splice(0).map((one) => one.stop()));
}

async function append(stream: string, count = 1, read?: object): Promise<bigint> {
  const before = last.get(stream);
  const events = envelop(
    Array.from({ length: count }, (_, n) =>
      read ? { type: 'AuditRead', data: read } : { type: 'Happened', data: { n, said: `${stream} ${n}` } },
    ),
    types,
    {
      stream,
      revision: before?.revision ?? -1,
      previousHash: before?.metadata.hash ?? genesisHash,
      commandId: randomUUID(),
      commandDigest: '',
      correlationId: '',
      causationId: '',
      actor: { sub: 'anna', roles: [] },
      occurredAt: '2026-11-22T08:00:00.000Z',
      origin: 'api',
      policyVersions: {},
      subject: null,
      newId: randomUUID,
    },
  );
  last.set(stream, events.at(-1)!);
  return (await store.append(events)).position;
}

function verdict(options: Partial<Parameters<typeof verifyStore>[0]> = {}): Promise<LogVerdict> {
  const leaves = (from: number, to: number) => leavesBetween(source, from, to);
  return verifyStore({ eventStore: node.connectionString, folder: files, leaves, now: new Date(), threads: 0, ...options });
}

const fingerprintOfFile = async () => signingKeysOf(await readFile(keyFile, 'utf8'), keyFile).at(-1)!.fingerprint;

async function ordinals(): Promise<number[]> {
  const events = await store.readStored(checkpointStream);
  return events.flatMap(({ type, data }) => (type === 'CheckpointSigned' ? [(data as Checkpoint).ordinal] : []));
}

const outside = async () =>
  (await Promise.all((await readdir(files)).sort().map((name) => readFile(join(files, name), 'utf8')))).join('').trim().split('\n');

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

it('signs what is new when it is asked for, in the log and outside; its own events are nothing new', async () => {
  const checkpoints = start();
  await append('complaint-1', 3);
  await checkpoints.sealed(await append('complaint-2'));
  expect(await ordinals()).toEqual([4]);
  const [introduced, signed] = (await store.readStored(checkpointStream)) as [unknown, { position: bigint }];
  expect(introduced).toMatchObject({
    type: 'CheckpointKeyIntroduced',
    data: { former: null, endorsement: null, fingerprint: await fingerprintOfFile() },
  });
  await checkpoints.sealed(signed.position);
  expect(await ordinals()).toEqual([4]);
  expect((await outside()).map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    'CheckpointKeyIntroduced',
    'CheckpointSigned',
  ]);
  expect(await verdict()).toMatchObject({ events: 6, sealed: { events: 4 }, unsealed: 2, faultCount: 0 });
});

it('signs by itself what has waited long enough, and every full segment', async () => {
  await stop();
  start(1);
  await append('complaint-3');
  await until(async () => (await ordinals()).at(-1) === 7);
  await stop();
  start();
  for (let n = 0; n < 3; n += 1) await append('complaint-4', 400);
  await until(async () => (await ordinals()).at(-1) === 1_007);
  expect(await ordinals()).toEqual([4, 7, 1_007]);
  expect(await verdict({ fingerprints: [await fingerprintOfFile()] })).toMatchObject({
    sealed: { events: 1_007 },
    faultCount: 0,
    remarks: [],
  });
});

it('goes on where it was, with what a crash left unwritten outside, or half written', async () => {
  await stop();
  const [name] = (await readdir(files)) as [string];
  const whole = await readFile(join(files, name), 'utf8');
  await truncate(join(files, name), whole.length - 70);
  const checkpoints = start();
  await checkpoints.sealed(await append('complaint-5'));
  expect((await outside()).slice(0, -1).join('\n')).toBe(whole.trim());
  expect(await verdict()).toMatchObject({ unsealed: 1, faultCount: 0 });
});

it('is taken over by the next worker, and no two sign the same', async () => {
  const [first] = running as [RunningCheckpoints];
  const second = start();
  const position = await append('complaint-6');
  await second.sealed(position);
  // What it has waiting it cannot write any more.
  expect(await first.stopped).toBe('taken-over');
  const signed = await ordinals();
  expect(new Set(signed).size).toBe(signed.length);
  expect((await verdict()).faultCount).toBe(0);
});

it('rotates its key while it runs, endorsed by the former; a lost one is told of until somebody trusts the new', async () => {
  const first = await fingerprintOfFile();
  const { keys } = JSON.parse(await readFile(keyFile, 'utf8')) as { keys: object[] };
  await writeFile(keyFile, JSON.stringify({ keys: [...keys, newSigningKey()] }));
  await running.at(-1)!.sealed(await append('complaint-6'));
  const second = await fingerprintOfFile();
  expect(await verdict({ fingerprints: [first] })).toMatchObject({ keys: [first], unsealed: 2, faultCount: 0 });
  const other = { ...newSigningKey() };
  await writeFile(keyFile, JSON.stringify({ keys: [other] }));
  const wanted = running.at(-1)!.sealed(await append('complaint-6'));
  await until(async () => (await checkpointState(source))?.error?.reason.includes(second) === true);
  await stop();
  await writeFile(keyFile, JSON.stringify({ keys: [{ ...other, formerKeyLost: true }] }));
  await start().sealed(await append('complaint-6'));
  void wanted;
  const third = await fingerprintOfFile();
  expect((await verdict({ fingerprints: [first] })).faults).toMatchObject([
    { stream: checkpointStream, reason: expect.stringContaining(third) as string },
  ]);
  expect(await verdict({ fingerprints: [first, third] })).toMatchObject({ faultCount: 0 });
});

it('computes its leaves again from a log that has been there for a while, and holds every checkpoint against them', async () => {
  await stop();
  const before = await leavesBetween(source, 0, 10_000);
  await forgetLeaves(source);
  await start().sealed(await append('complaint-7'));
  expect((await leavesBetween(source, 0, before.length)).map(({ hash }) => hash)).toEqual(before.map(({ hash }) => hash));
  expect(await checkpointState(source)).toMatchObject({ error: null });
  await stop();
});

it('goes along with a copy of the log, where it still verifies', async () => {
  const other = await createTestDatabase();
  const copy = await startEventNode({ database: other.url, port: 0 });
  try {
    const { copied } = await copyLog({ from: node.connectionString, to: copy.connectionString, prefixes: ['complaint-'] });
    const original = await verdict();
    expect(copied).toBe(original.events);
    expect(await verdict({ eventStore: copy.connectionString })).toMatchObject({
      ...original,
      sealed: { ...original.sealed, position: expect.anything() as bigint },
    });
  } finally {
    await copy.stop();
    await other.drop();
  }
});

it('signs at once what somebody asks a bundle of, who waits for that; not where nothing is signed', async () => {
  const checkpoints = start();
  await append('complaint-8');
  await append('audit-reads-1', 1, { route: 'GET /v1/complaints' });
  const asked = await append('audit-reads-1', 1, { route: bundleRoute });
  await untilSealed(source, asked, 120_000);
  const { unsealed } = await verdict();
  // The checkpoint itself: an hour would have to pass for anything else.
  expect(unsealed).toBe(1);
  await source.query(`UPDATE audit.progress SET error = '{"reason":"because"}'`);
  await untilSealed(source, await append('complaint-8'), 120_000);
  await checkpoints.stop();
  expect((await verdict()).unsealed).toBe(2);
});

describe('what somebody does to the tables of the node', () => {
  beforeAll(() => log.query('CREATE TABLE untouched AS SELECT * FROM event_node.events'));
  afterEach(async () => {
    await log.query('TRUNCATE event_node.events');
    await log.query('INSERT INTO event_node.events SELECT * FROM untouched');
  });

  const of = (stream: string) => `stream = (SELECT stream FROM event_node.streams WHERE name = '${stream}')`;
  const one = (stream: string, revision: number) => `${of(stream)} AND revision = ${revision}`;
  const changed = (column: string, from: string, to: string) =>
    `${column} = convert_to(replace(convert_from(${column}, 'UTF8'), '${from}', '${to}'), 'UTF8')`;

  it.each<[string, readonly string[], string, number, string]>([
    [
      'data',
      [`UPDATE event_node.events SET ${changed('data', 'said', 'told')} WHERE ${one('complaint-1', 1)}`],
      'complaint-1',
      1,
      'differs from its hash',
    ],
    [
      'who did it',
      [`UPDATE event_node.events SET ${changed('metadata', 'anna', 'hans')} WHERE ${one('complaint-4', 700)}`],
      'complaint-4',
      700,
      'differs from its hash',
    ],
    ['a type', [`UPDATE event_node.events SET type = 'Another' WHERE ${one('complaint-2', 0)}`], 'complaint-2', 0, 'differs from its hash'],
    [
      'an id',
      [`UPDATE event_node.events SET id = gen_random_uuid() WHERE ${one('complaint-1', 0)}`],
      'complaint-1',
      0,
      'differs from its hash',
    ],
    [
      'a time',
      [`UPDATE event_node.events SET recorded_at = recorded_at - interval '1 day' WHERE ${one('complaint-3', 0)}`],
      'complaint-3',
      0,
      'was sealed as recorded at',
    ],
    ['no envelope', [`UPDATE event_node.events SET metadata = '' WHERE ${one('complaint-1', 2)}`], 'complaint-1', 2, 'no envelope'],
    ['one removed', [`DELETE FROM event_node.events WHERE ${one('complaint-4', 1100)}`], 'complaint-4', 1100, 'missing'],
    ['the last of a stream removed', [`DELETE FROM event_node.events WHERE ${one('complaint-3', 0)}`], 'complaint-3', 0, 'missing'],
    ['the first removed', [`DELETE FROM event_node.events WHERE ${one('complaint-1', 0)}`], 'complaint-1', 0, 'missing'],
    ['a checkpoint removed', [`DELETE FROM event_node.events WHERE ${one(checkpointStream, 2)}`], checkpointStream, 2, 'missing'],
    [
      'one in a stream of its own',
      [
        `INSERT INTO event_node.streams VALUES (99999, 'complaint-new') ON CONFLICT DO NOTHING`,
        `UPDATE event_node.events SET position = -position WHERE position > 5`,
        `UPDATE event_node.events SET position = 1 - position WHERE position < 0`,
        `INSERT INTO event_node.events SELECT 6, 99999, 0, recorded_at, gen_random_uuid(), json, type, metadata, data FROM event_node.events WHERE position = 4`,
      ],
      'complaint-new',
      0,
      '',
    ],
    [
      'two in another order',
      [
        `UPDATE event_node.events SET position = -1 WHERE ${one('complaint-1', 2)}`,
        `UPDATE event_node.events SET position = (SELECT position FROM untouched WHERE ${one('complaint-1', 2)}) WHERE ${one('complaint-2', 0)}`,
        `UPDATE event_node.events SET position = (SELECT position FROM untouched WHERE ${one('complaint-2', 0)}) WHERE position = -1`,
      ],
      'complaint-2',
      0,
      'out of order',
    ],
    ['the end cut off', [`DELETE FROM event_node.events WHERE position > 1100`], 'complaint-4', 1092, ''],
  ])('is found: %s', async (_what, statements, stream, revision, reason) => {
    for (const statement of statements) await log.query(statement);
    const { faults } = await verdict();
    const [first] = faults as [LogFault];
    expect(first).toMatchObject({ stream, revision });
    expect(first.reason).toContain(reason);
  });

  it('keeps the worker from signing: a log that was cut off, a table that was changed; it is signed again once that is mended', async () => {
    await log.query('DELETE FROM event_node.events WHERE position > 1100');
    start();
    await until(async () => /missing in the log|ends before/.test((await checkpointState(source))?.error?.reason ?? ''));
    await stop();
    await log.query('TRUNCATE event_node.events');
    await log.query('INSERT INTO event_node.events SELECT * FROM untouched');
    await source.query('UPDATE audit.leaf SET recorded_at = now() WHERE ordinal = (SELECT max(ordinal) FROM audit.leaf)');
    start();
    await until(async () => (await checkpointState(source))?.error?.reason.includes('audit.leaf') === true);
    await stop();
    await forgetLeaves(source);
    start();
    await until(async () => {
      const state = await checkpointState(source);
      return state?.error === null && state.sealed > 0;
    });
    expect(await checkpointState(source)).toMatchObject({ error: null });
    await stop();
  });
});
