import { DataSource, type EntityManager } from 'typeorm';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
import type { Recorded } from '@redress/kernel';
import { checkpoints } from './checkpoint.js';
import { complaintList } from './complaint-list/complaint-list.js';
import { allViews, startViews, viewEntities, type RunningViews, type StartViewsOptions } from './start-views.js';
import type { View } from './view.js';
import { caseFacts } from './facts/case-facts.js';
import { waitForPosition } from './wait-for-position.js';

let database: TestDatabase;
/** A connection of our own to look on with; the loop has another. */
let dataSource: DataSource;
let running: RunningViews[] = [];
const lines: string[] = [];
const line = (facts: object, message: string) => void lines.push(message);
const logger = { info: line, warn: line, error: line };

beforeEach(async () => {
  lines.length = 0;
  database = await createTestDatabase();
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: viewEntities,
    poolErrorHandler: () => undefined,
  }).initialize();
});

afterEach(async () => {
  await Promise.all(running.map((views) => views.stop()));
  running = [];
  await dataSource.destroy();
  await database.drop();
});

async function start(log: SpecLog, options: Partial<StartViewsOptions> = {}): Promise<RunningViews> {
  const views = await startViews({
    databaseUrl: database.url,
    log,
    logger,
    patience: { firstMs: 1, longestMs: 20 },
    ...options,
  } as StartViewsOptions);
  running.push(views);
  return views;
}

/** Complaints `first` to `last`, each just received, at positions of the same number. */
const complaints = (first: number, last: number): Recorded[] =>
  Array.from({ length: last - first + 1 }, (_, i) =>
    recorded(first + i, 0, story.event('Received', story.form), { position: BigInt(first + i) }),
  );

const at = (position: number, view: View = complaintList) => waitForPosition(dataSource, view, BigInt(position), 20_000);
const count = async (table = 'complaint_list_v5.open'): Promise<number> => {
  const [{ n }] = await dataSource.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM ${table}`);
  return n;
};
const checkpointOf = async ({ name }: View) => (await checkpoints(dataSource)).find(({ view }) => view === name);

/** A view that calls back before it writes. */
const watched = (
  before: (events: readonly Recorded[], manager: EntityManager) => Promise<void> | void,
  view: View = complaintList,
): View => ({
  ...view,
  write: async (events, manager) => {
    await before(events, manager);
    await view.write(events, manager);
  },
});

const killConnections = () =>
  dataSource.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'redress-views' AND datname = current_database()`,
  );

test('connections killed in the middle of batches lose nothing and double nothing', async () => {
  const log = new SpecLog(complaints(1, 400));
  let kills = 0;
  const view = watched(async (events) => {
    if (events.some(({ position }) => position % 50n === 0n) && kills++ % 2 === 0) await killConnections();
  });
  await start(log, { views: [view, caseFacts], limits: { size: 20 } });
  expect(await at(400)).toMatchObject({ reached: true });
  expect(await at(400, caseFacts)).toMatchObject({ reached: true });
  expect(kills).toBeGreaterThan(8);
  expect([await count(), await count('case_facts_v4.received')]).toEqual([400, 400]);
});

test('a commit whose answer was lost is found done and not repeated', async () => {
  let lost = false;
  const attempts: bigint[][] = [];
  const view = watched((events, manager) => {
    attempts.push(events.map(({ position }) => position));
    const runner = manager.queryRunner!;
    const commit = runner.commitTransaction.bind(runner);
    runner.commitTransaction = async () => {
      await commit();
      if (lost) return;
      lost = true;
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    };
  });
  const log = new SpecLog(complaints(1, 3));
  await start(log, { views: [view] });
  await at(3);
  log.append(...complaints(4, 5));
  await at(5);
  expect(attempts.flat()).toEqual([1n, 2n, 3n, 4n, 5n]);
});

test('a checkpoint that a crash of the database set back is gone on from', async () => {
  const log = new SpecLog(complaints(1, 10));
  await start(log, { views: [complaintList] });
  await at(10);
  // What an asynchronous commit may lose: rows and checkpoint together.
  await dataSource.query(`BEGIN; DELETE FROM complaint_list_v5.open WHERE position > 6; UPDATE views.checkpoint SET position = 6; COMMIT`);
  log.append(...complaints(11, 12));
  await at(12);
  expect(await count()).toBe(12);
  expect(log.subscriptions).toEqual([null, 6n]);
});

test('the log is read on from the checkpoint when the node goes away and comes back', async () => {
  const log = new SpecLog(complaints(1, 5));
  await start(log);
  await at(5);
  for (let n = 6; n <= 10; n++) {
    log.disconnect();
    log.append(...complaints(n, n));
    await at(n);
  }
  let away = 3;
  log.fault = () => (away-- > 0 ? new Error('the node is away') : undefined);
  log.append(...complaints(11, 11));
  await at(11);
  expect(await count()).toBe(11);
  expect(log.subscriptions.slice(1)).toEqual([5n, 6n, 7n, 8n, 9n, 10n, 10n, 10n]);
});

test('an event that a view cannot fold stops that view before it, alone, with position and event id', async () => {
  const log = new SpecLog(complaints(1, 30));
  const poison = log.items[16]!;
  if (!('event' in poison)) throw new Error('no event');
  let tries = 0;
  const view = watched((events) => {
    if (!events.includes(poison.event)) return;
    if (events.length === 1) tries++;
    throw new Error('too bad');
  });
  await start(log, { views: [view, caseFacts], patience: { tries: 3, firstMs: 1, longestMs: 5 } });
  expect(await at(30, caseFacts)).toMatchObject({ reached: true });
  expect(await at(30)).toEqual({ reached: false, position: 16n, lag: 14n });
  expect(tries).toBe(3);
  expect(await count()).toBe(16);
  expect(await checkpointOf(view)).toMatchObject({
    state: 'stopped',
    position: '16',
    error: { reason: 'too bad', stream: poison.event.stream, revision: 0, eventId: poison.event.id, position: '17' },
  });
  log.append(...complaints(31, 31));
  expect(await at(31, caseFacts)).toMatchObject({ reached: true });

  await start(log, { views: [complaintList] });
  expect(await at(31)).toMatchObject({ reached: true });
  expect(await checkpointOf(complaintList)).toMatchObject({ state: 'running', error: null });
});

test('an event that PostgreSQL refuses is found among a thousand', async () => {
  const log = new SpecLog(complaints(1, 1_000));
  log.append(recorded(1_001, 0, story.event('Received', { ...story.form, grade: null as never }), { position: 1_001n }));
  await start(log, { views: [complaintList, caseFacts] });
  expect(await at(1_001)).toMatchObject({ reached: false, position: 1_000n });
  expect(await checkpointOf(complaintList)).toMatchObject({
    state: 'stopped',
    error: { position: '1001', reason: expect.stringContaining('grade') },
  });
});

test('an event type that the program does not know stops the view', async () => {
  const log = new SpecLog([...complaints(1, 1), recorded(1, 1, { type: 'Teleported', data: {} }, { position: 2n })]);
  await start(log, { views: [complaintList] });
  expect(await at(2)).toMatchObject({ reached: false, position: 1n });
});

test('an event that the log cannot hand over stops the views that it concerns; the others go on', async () => {
  const other: View = { ...caseFacts, prefixes: ['incident-'] };
  const log = new SpecLog([
    ...complaints(1, 3),
    { ...recorded(9, 0, { type: 'IncidentOpened', data: {} }, { position: 4n }), stream: 'incident-9' },
  ]);
  log.fault = ({ position, stream }) =>
    position === 3n ? Object.assign(new Error('version 9 is not known to this program'), { stream, revision: 0, position }) : undefined;
  await start(log, { views: [complaintList, { ...other, write: () => Promise.resolve() }] });
  expect(await at(4, other)).toMatchObject({ reached: true });
  expect(await at(4)).toMatchObject({ reached: false, position: 2n });
  expect((await checkpointOf(complaintList))?.error).toMatchObject({ reason: 'version 9 is not known to this program', position: '3' });
});

test('a worker that starts takes over; the former one stops and can write nothing', async () => {
  const log = new SpecLog(complaints(1, 5));
  const former = await start(log);
  await at(5);
  // The former one sees no event before the new one has started.
  const next = new SpecLog(complaints(1, 5));
  await start(next);
  next.append(...complaints(6, 6));
  await at(6);
  log.append(...complaints(6, 7));
  expect(await former.stopped).toBe('taken-over');
  expect(lines).toContainEqual(expect.stringMatching(/^another worker has taken over the view .*: this one stops$/));
  expect(await count()).toBe(6);
  next.append(...complaints(7, 7));
  expect(await at(7)).toMatchObject({ reached: true });
  expect(await count()).toBe(7);
});

test('a take-over waits for the transaction under way, and then finds it done', async () => {
  const log = new SpecLog(complaints(1, 5));
  let release = () => undefined as void;
  const entered = new Promise<void>((enter) => {
    const hold = new Promise<void>((resolve) => (release = resolve));
    const view = watched(() => (enter(), hold));
    void start(log, { views: [view] });
  });
  await entered;
  const takeOver = start(log, { views: [complaintList] });
  for (let waiting = 0; waiting === 0;) {
    const [row] = await dataSource.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted`);
    waiting = row.n;
  }
  release();
  await takeOver;
  expect(await at(5)).toMatchObject({ reached: true });
  expect(log.subscriptions).toEqual([null, expect.any(BigInt)]);
});

test('checkpoints advance over what no view folds, without events', async () => {
  const log = new SpecLog(complaints(1, 2));
  log.push({ checkpoint: 500n });
  await start(log, { limits: { idleMs: 5 } });
  for (const view of allViews) expect(await at(500, view)).toMatchObject({ reached: true });
  expect((await checkpointOf(caseFacts))?.recordedAt).toEqual(new Date('2026-11-22T08:00:00.000Z'));
});

test('a view that is behind catches up while the others pass over what they have', async () => {
  const log = new SpecLog(complaints(1, 50));
  const first = await start(log, { views: [complaintList] });
  await at(50);
  await first.stop();
  const seen: bigint[] = [];
  await start(log, { views: [watched((events) => void seen.push(...events.map(({ position }) => position))), caseFacts] });
  log.append(...complaints(51, 51));
  await at(51, caseFacts);
  await at(51);
  expect(seen).toEqual([51n]);
  expect(await count('case_facts_v4.received')).toBe(51);
});

test('a slow database holds the reading up, not the memory', async () => {
  const log = new SpecLog(complaints(1, 500));
  let release = () => undefined as void;
  const hold = new Promise<void>((resolve) => (release = resolve));
  let isHeld = true;
  const entered = new Promise<void>((enter) => {
    const view = watched(async () => {
      enter();
      if (isHeld) await hold;
    });
    void start(log, { views: [view], limits: { size: 10, buffer: 20 } });
  });
  await entered;
  for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
  expect(log.handedOver).toBeLessThanOrEqual(41);
  isHeld = false;
  release();
  expect(await at(500)).toMatchObject({ reached: true });
});

test('stopping finishes the batch under way', async () => {
  const log = new SpecLog(complaints(1, 20));
  let stopped: Promise<void> | undefined;
  const view = watched(() => {
    stopped ??= views.stop();
  });
  const holder = new SpecLog();
  const views = await start(holder, { views: [view], limits: { size: 20 } });
  holder.append(...log.items.flatMap((item) => ('event' in item ? [item.event] : [])));
  expect(await views.stopped).toBe('stopped');
  await stopped;
  expect((await checkpointOf(view))?.position).toBe(`${await count()}`);
  expect(await count()).toBeGreaterThan(0);
});

test('the start waits for a database that is away', async () => {
  await dataSource.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} CONNECTION LIMIT 0`);
  await dataSource.query(`CREATE ROLE watcher_${process.pid} LOGIN PASSWORD 'w'`);
  const url = new URL(database.url);
  url.username = `watcher_${process.pid}`;
  url.password = 'w';
  await dataSource.query(`GRANT CREATE ON DATABASE ${url.pathname.slice(1)} TO watcher_${process.pid}`);
  const starting = start(new SpecLog(complaints(1, 1)), { databaseUrl: url.href } as Partial<StartViewsOptions>);
  while (!lines.includes('the views wait for the database')) await new Promise(setImmediate);
  await dataSource.query(`ALTER DATABASE ${url.pathname.slice(1)} CONNECTION LIMIT -1`);
  await starting;
  expect(await at(1)).toMatchObject({ reached: true });
  await Promise.all(running.map((views) => views.stop()));
  await dataSource.query(`DROP OWNED BY watcher_${process.pid}; DROP ROLE watcher_${process.pid}`);
});
