import { setImmediate as breath } from 'node:timers/promises';
import { Client } from 'pg';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
import { Checkpoint, checkpoints } from './checkpoint.js';
import { rebuildViews } from './rebuild.js';
import { checkViews } from './rebuild-check.js';
import { RebuildError, type RebuildNews, type RebuildOptions } from './rebuild-copy.js';
import { abandonRebuilds, begunRebuilds, dropFormerVersions, formerVersions, missingViews } from './rebuild-leftovers.js';
import { addUp } from './rollup/add-up.js';
import { rollups } from './rollup/rollups.js';
import { statementsFor } from './schema.js';
import { allViews, startViews, viewEntities, type RunningViews } from './start-views.js';
import { schemaOf, type EntityClass, type View } from './view.js';
import { waitForPosition } from './wait-for-position.js';

// All views are built several times: a machine with much else to do takes its time.

/** How many events each complaint has, and in the next version also which was the last. */
@Entity({ schema: 'tally_v1', name: 'tally' })
class Tally {
  @PrimaryColumn({ type: 'text' })
  stream: string;

  @Column({ type: 'integer' })
  events: number;
}
@Entity({ schema: 'tally_v2', name: 'tally' })
class NextTally extends Tally {
  @Column({ type: 'text', default: '' })
  last: string;
}

let poison = '';
const tallyOf = (version: number, entity: EntityClass): View => ({
  name: 'tally',
  version,
  prefixes: ['complaint-'],
  entities: [entity],
  async write(events, manager) {
    const { tablePath } = manager.dataSource.getMetadata(entity);
    for (const { stream, type } of events) {
      if (type === poison) throw new Error(`${type} is too much`);
      await manager.query(
        `INSERT INTO ${tablePath} AS kept (stream, events) VALUES ($1, 1) ON CONFLICT (stream) DO UPDATE SET events = kept.events + 1`,
        [stream],
      );
    }
  },
});
/** Where it does not matter which. */
const few = allViews.filter(({ name }) => ['complaint-detail', 'complaint-list'].includes(name)).toReversed() as [View, View];
const tally = tallyOf(1, Tally);
const nextTally = tallyOf(2, NextTally);

let database: TestDatabase;
let dataSource: DataSource;
const log = new SpecLog();
const running = new Set<RunningViews>();

const start = async (views: readonly View[] = allViews): Promise<RunningViews> => {
  const started = await startViews({ dataSource, log, views });
  running.add(started);
  return started;
};
const stop = async (started: RunningViews): Promise<void> => {
  running.delete(started);
  await started.stop();
};

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [...viewEntities, Tally, NextTally],
    poolSize: 20,
  }).initialize();
});
afterEach(async () => {
  poison = '';
  for (const started of running) await stop(started);
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const asked = (more: Partial<RebuildOptions> = {}): RebuildOptions => ({
  databaseUrl: database.url,
  log,
  views: allViews,
  prefixes: ['complaint-'],
  signal: new AbortController().signal,
  ...more,
});
const query = <R>(sql: string, values: unknown[] = []): Promise<R[]> => dataSource.query<R[]>(sql, values);

/** Node 20 has no `Promise.withResolvers`. */
function resolvers<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  return { promise: new Promise<T>((done) => (resolve = done)), resolve };
}

let last = 0;
let complaints = 0;
/** As many complaints more, with an event each position of the log; each is closed but the last. */
function happen(more: number): void {
  const { event, sample } = story;
  for (let n = 1; n <= more; n++) {
    complaints++;
    const types = ['Received', 'Classified', 'FollowedUp', ...(n < more ? (['Closed'] as const) : [])] as const;
    for (const [revision, type] of types.entries())
      log.append(recorded(complaints, revision, event(type, sample[type] as never), { position: BigInt(++last) }));
  }
}
/** One event more of the complaint that came last. */
function goesOn(revision: number): void {
  const { event, sample } = story;
  log.append(recorded(complaints, revision, event('FollowedUp', sample.FollowedUp), { position: BigInt(++last) }));
}
const caughtUp = async (views: readonly View[] = allViews): Promise<void> => {
  for (const view of views) expect(await waitForPosition(dataSource, view, BigInt(last), 20_000)).toMatchObject({ reached: true });
};
const schemas = async (): Promise<string[]> =>
  (await query<{ name: string }>(`SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '_v[0-9]+'`)).map(({ name }) => name).toSorted();
const isSame = (views: readonly View[] = allViews) =>
  views.map(({ name: view, version }) => expect.objectContaining({ view, version, position: BigInt(last), differences: 0 }) as unknown);

test('while the worker folds, all views are built anew from the log, come into place, and are folded on', async () => {
  await start();
  happen(60);
  await caughtUp();
  const oids = () => query(`SELECT nspname, oid FROM pg_namespace WHERE nspname ~ '_v[0-9]+$' ORDER BY nspname`);
  const before = await oids();
  const news: RebuildNews[] = [];
  expect(await rebuildViews(asked({ told: (one) => news.push(one) }))).toEqual(
    allViews.map(({ name: view, version }) => ({ view, version, position: BigInt(last), wasStopped: false })),
  );
  for (const [n, row] of (await oids()).entries()) expect(row).not.toEqual(before[n]);
  expect(await schemas()).toEqual(allViews.map(schemaOf).toSorted());
  expect(news).toContainEqual({ kind: 'read', events: last, position: BigInt(last), until: BigInt(last) });
  happen(3);
  await caughtUp();
  expect(await checkViews(asked())).toEqual(isSame());
  for (const { name, entities } of allViews) expect([name, await statementsFor(dataSource, entities)]).toEqual([name, []]);
});

test('ended again and again, a rebuild goes on where it was, under events and readers, none of whom sees anything but the log up to a position', async () => {
  const [detail] = few;
  await start(few);
  const over = new AbortController();
  const table = `${schemaOf(detail)}.event`;
  const sums = `SELECT (SELECT count(*) FROM ${table}) AS events, (SELECT position FROM views.checkpoint WHERE view = 'complaint-detail') AS position`;
  // Each position of the log is an event of a complaint, so there are as many rows as the position says.
  let seen = 0;
  const readsAll = async (): Promise<void> => {
    const client = new Client({ connectionString: database.url, application_name: 'reader' });
    await client.connect();
    try {
      for (; !over.signal.aborted; seen++) {
        const { rows } = await client.query<{ n: string }>({ name: 'prepared', text: `SELECT count(*) AS n FROM ${table}` });
        expect(Number(rows[0]!.n)).toBeGreaterThan(0);
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        for (let n = 0; n < 3; n++) {
          const found = await client.query<{ events: string; position: string }>(sums);
          expect(found.rows[0]!.events).toBe(found.rows[0]!.position);
          await breath();
        }
        await client.query('COMMIT');
      }
    } finally {
      await client.end();
    }
  };
  const happens = async (): Promise<void> => {
    while (!over.signal.aborted) {
      happen(2);
      await caughtUp([detail]);
    }
  };
  const under = [readsAll(), readsAll(), happens()];
  // What goes wrong there is thrown at the end.
  for (const one of under) one.catch(() => over.abort());

  const began: (bigint | null)[] = [];
  for (const cut of [40, 150]) {
    const kill = new AbortController();
    const told = (one: RebuildNews) => {
      if (one.kind === 'begins') began.push(one.position);
      // A copy is told of what is read before it is written: the next batch is one that comes after it.
      if (one.kind === 'read' && one.events >= cut) kill.abort();
    };
    // In small portions, as a log comes from far away.
    const slowly: RebuildOptions['log'] = {
      async *all(options) {
        for await (const item of log.all(options)) {
          yield item;
          await breath();
        }
      },
    };
    await expect(rebuildViews(asked({ views: few, log: slowly, signal: kill.signal, told }))).rejects.toThrow();
    expect(await begunRebuilds(asked({ views: few }))).toEqual(few);
  }
  const rebuilt = await rebuildViews(asked({ views: few, told: (one) => one.kind === 'begins' && began.push(one.position) }));
  const readsSoFar = seen;
  while (seen < readsSoFar + 3 && !over.signal.aborted) await breath();
  over.abort();
  await Promise.all(under);
  expect(rebuilt).toHaveLength(few.length);
  // The second and the third run found something.
  expect(began.slice(few.length).some((position) => position !== null)).toBe(true);
  await caughtUp(few);
  expect(await checkViews(asked({ views: few }))).toEqual(isSame(few));
  expect(await schemas()).toEqual(allViews.map(schemaOf).toSorted());
});

test('a transaction that sees the database as it was before is waited for, and sees nothing of it', async () => {
  await start([tally]);
  happen(5);
  await caughtUp([tally]);
  const reader = dataSource.createQueryRunner();
  await reader.startTransaction('REPEATABLE READ');
  const before = await reader.query('SELECT count(*) FROM views.checkpoint');
  const count = () => reader.manager.query<{ n: number }[]>('SELECT sum(events)::int AS n FROM tally_v1.tally');
  const waits = resolvers<RebuildNews>();
  const rebuilt = rebuildViews(asked({ views: [tally], told: (one) => one.kind === 'waits' && waits.resolve(one) }));
  expect(await waits.promise).toMatchObject({ view: 'tally', reason: expect.stringContaining('began before') });
  expect(await count()).toEqual([{ n: last }]);
  // The worker is not kept waiting meanwhile.
  const sofar = last;
  happen(1);
  await caughtUp([tally]);
  expect(await count()).toEqual([{ n: sofar }]);
  expect(await reader.query('SELECT count(*) FROM views.checkpoint')).toEqual(before);
  await reader.commitTransaction();
  await reader.release();
  expect(await rebuilt).toHaveLength(1);
  expect(await checkViews(asked({ views: [tally] }))).toMatchObject([{ rows: complaints, differences: 0 }]);
});

test('of a view one rebuild is under way at a time; what one has built is dropped only when it is not', async () => {
  await start([tally]);
  await caughtUp([tally]);
  const stuck = resolvers<void>();
  const kill = new AbortController();
  const silent: RebuildOptions['log'] = {
    async *all({ signal }) {
      stuck.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield* [];
    },
  };
  const first = rebuildViews(asked({ views: [tally], log: silent, signal: kill.signal }));
  await stuck.promise;
  const refusal = { code: 'rebuild-under-way', facts: { schema: 'tally_v1_next' } };
  await expect(rebuildViews(asked({ views: [tally] }))).rejects.toMatchObject(refusal);
  await expect(abandonRebuilds(asked({ views: [tally] }))).rejects.toMatchObject(refusal);
  kill.abort();
  await expect(first).rejects.toThrow();
  expect(await abandonRebuilds(asked({ views: [tally] }))).toMatchObject([{ schema: 'tally_v1_next', bytes: expect.any(Number) }]);
  expect(await begunRebuilds(asked({ views: [tally] }))).toEqual([]);
});

test('a check names the rows that are not as the log says; a rebuild mends them, also where the worker remembers them', async () => {
  const [, list] = few;
  happen(4);
  const first = await start([list]);
  await caughtUp([list]);
  await stop(first);
  const schema = schemaOf(list);
  const [{ id, other, third }] = (await query(
    `SELECT (SELECT complaint_id FROM ${schema}.open ORDER BY position DESC LIMIT 1) AS id, closed[1] AS other, closed[2] AS third
     FROM (SELECT array_agg(complaint_id ORDER BY complaint_id) AS closed FROM ${schema}.closed) AS all_of_them`,
  )) as [{ id: string; other: string; third: string }];
  await query(`UPDATE ${schema}.open SET channel = 'fax', product = 'other' WHERE complaint_id = $1`, [id]);
  await query(`UPDATE ${schema}.closed SET complaint_id = '00000000-0000-4000-8000-00000000ffff' WHERE complaint_id = $1`, [other]);
  await query(`DELETE FROM ${schema}.closed WHERE complaint_id = $1`, [third]);
  const [checked] = await checkViews(asked({ views: [list] }));
  expect(checked).toMatchObject({ view: 'complaint-list', rows: complaints - 1, differences: 4 });
  const example = (table: string, key: string, how: string, columns: string[] = []) => ({
    table: `${schema}.${table}`,
    key: { complaint_id: key },
    how,
    columns,
  });
  expect(checked!.examples).toHaveLength(4);
  expect(checked!.examples).toEqual(
    expect.arrayContaining([
      example('open', id, 'changed', ['channel', 'product']),
      example('closed', other, 'missing'),
      example('closed', third, 'missing'),
      example('closed', '00000000-0000-4000-8000-00000000ffff', 'surplus'),
    ]),
  );
  expect(await schemas()).not.toContain(`${schema}_check`);

  // It reads the wrong row, and remembers it.
  await start([list]);
  goesOn(3);
  await caughtUp([list]);
  await rebuildViews(asked({ views: [list] }));
  goesOn(4);
  await caughtUp([list]);
  expect(await checkViews(asked({ views: [list] }))).toMatchObject([{ position: BigInt(last), differences: 0 }]);
});

test('a check adds up anew what was added up of the facts; a rebuild begins without', async () => {
  const facts = allViews.filter(({ name }) => name === 'case-facts');
  const [{ schema }] = facts.map((view) => ({ schema: schemaOf(view) })) as [{ schema: string }];
  const started = await start(facts);
  const addAllUp = async (now: string) => {
    await caughtUp(facts);
    for (const rollup of rollups.filter(({ maps }) => maps.length > 0).slice(0, 2))
      await addUp(dataSource, rollup, { zone: 'UTC', now: new Date(now) });
  };
  await addAllUp('2027-01-01T00:00:00Z');
  happen(3);
  goesOn(3);
  await addAllUp('2027-03-01T00:00:00Z');
  happen(1);
  await caughtUp(facts);
  await stop(started);
  expect(await checkViews(asked({ views: facts }))).toEqual(isSame(facts));

  const planted = async (table: string, sql: string) =>
    (await query(`WITH changed AS (${sql} RETURNING 1) SELECT FROM changed`)).length > 0 && table;
  const tables = [
    await planted(
      'rollup_cell',
      `UPDATE ${schema}.rollup_cell SET facts = facts + 1 WHERE ctid = (SELECT min(ctid) FROM ${schema}.rollup_cell)`,
    ),
    await planted(
      'rollup_map',
      `DELETE FROM ${schema}.rollup_map WHERE ctid = (SELECT min(ctid) FROM ${schema}.rollup_map WHERE bins <> '{}')`,
    ),
  ].map((table) => ({ table: `${schema}.${String(table)}` }));
  const [checked] = await checkViews(asked({ views: facts }));
  expect(checked).toMatchObject({
    differences: 2,
    examples: [
      { ...tables[0], how: 'changed', columns: ['facts'] },
      { ...tables[1], how: 'missing' },
    ],
  });

  await rebuildViews(asked({ views: facts }));
  expect(await checkViews(asked({ views: facts }))).toEqual(isSame(facts));
});

test('a new version is built beside the old, which is folded and read meanwhile, and is there when it is complete', async () => {
  await start([tally]);
  await caughtUp([tally]);
  const views = [nextTally];
  expect(await missingViews(asked({ views }))).toEqual(views);
  await expect(checkViews(asked({ views }))).rejects.toMatchObject({ code: 'view-missing' });
  const held = resolvers<void>();
  const reading = resolvers<void>();
  const heldUp: RebuildOptions['log'] = {
    async *all(options) {
      for await (const item of log.all(options)) {
        yield item;
        reading.resolve();
        await held.promise;
      }
    },
  };
  const built = rebuildViews(asked({ views, log: heldUp }));
  await reading.promise;
  // Nobody is answered from half of a log.
  await expect(query('SELECT FROM tally_v2.tally')).rejects.toMatchObject({ code: '42P01' });
  happen(2);
  await caughtUp([tally]);
  held.resolve();
  expect(await built).toMatchObject([{ view: 'tally', version: 2, wasStopped: false }]);
  const told = async (schema: string) => query(`SELECT stream, events FROM ${schema}.tally ORDER BY stream`);
  expect(await told('tally_v2')).toEqual(await told('tally_v1'));
  expect(await formerVersions(asked({ views }))).toMatchObject([{ schema: 'tally_v1', view: 'tally' }]);

  await start([nextTally]);
  happen(1);
  await caughtUp([nextTally]);
  expect(await dropFormerVersions(asked({ views }))).toMatchObject([{ schema: 'tally_v1' }]);
  expect(await formerVersions(asked({ views }))).toEqual([]);
  expect((await checkpoints(dataSource)).filter(({ view }) => view === 'tally')).toMatchObject([{ version: 2, position: String(last) }]);
});

test('a worker builds what is missing itself, and goes on folding the rest', async () => {
  await query('DROP SCHEMA tally_v2 CASCADE');
  await query(`DELETE FROM ${dataSource.getMetadata(Checkpoint).tablePath} WHERE view = 'tally'`);
  await start([nextTally, ...few]);
  happen(3);
  await caughtUp([nextTally, ...few]);
  expect(await checkViews(asked({ views: [nextTally] }))).toMatchObject([{ rows: complaints, differences: 0 }]);
});

test('what cannot be folded stops a rebuild with the event, and nothing is put in place; a view that had stopped is brought to where the others are', async () => {
  const views = [nextTally];
  await start([nextTally, ...few]);
  await caughtUp([nextTally, ...few]);
  poison = 'Classified';
  const error: unknown = await rebuildViews(asked({ views })).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(RebuildError);
  expect(error).toMatchObject({
    code: 'view-stopped',
    facts: { view: 'tally', revision: 1, position: '2', reason: 'Classified is too much' },
  });
  // Live meets the next one.
  happen(1);
  await caughtUp(few);
  const stopped = async () => (await checkpoints(dataSource)).some(({ view, state }) => view === 'tally' && state === 'stopped');
  while (!(await stopped())) await breath();
  poison = '';
  expect(await rebuildViews(asked({ views }))).toMatchObject([{ position: BigInt(last), wasStopped: true }]);
  for (const started of running) await stop(started);
  await start([nextTally]);
  happen(1);
  await caughtUp([nextTally]);
  expect(await checkViews(asked({ views }))).toMatchObject([{ rows: complaints, differences: 0 }]);
});

test('a log that ends before where the views are is another log', async () => {
  const short = { views: [nextTally], lastPosition: () => Promise.resolve(7n) };
  await expect(rebuildViews(asked(short))).rejects.toMatchObject({ code: 'other-log', facts: { end: '7' } });
  await abandonRebuilds(asked(short));
  const empty = await createTestDatabase();
  await expect(rebuildViews(asked({ databaseUrl: empty.url }))).rejects.toMatchObject({ code: 'no-views-yet' });
  await empty.drop();
});
