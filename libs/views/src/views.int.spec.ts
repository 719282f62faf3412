import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { Checkpoint, checkpoints } from './checkpoint.js';
import { findComplaint } from './complaint-detail/complaint-detail.js';
import type { ComplaintDetail } from './complaint-detail/detail.js';
import { foldDetail } from './complaint-detail/fold-detail.js';
import { createSchema, statementsFor } from './schema.js';
import { allViews, startViews, viewEntities } from './start-views.js';
import { schemaOf } from './view.js';
import { waitForPosition } from './wait-for-position.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog() })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const { event, sample } = story;
const types = Object.keys(sample) as ComplaintEvent['type'][];
type Recorded = ReturnType<typeof recorded>;

/** Complaints with every kind of event, shuffled, interleaved in one log. */
const logs = fc
  .array(fc.shuffledSubarray(types.filter((type) => type !== 'Received')), { minLength: 1, maxLength: 12 })
  .chain((stories) =>
    fc
      .shuffledSubarray(
        stories.flatMap((told, complaint) => Array.from({ length: told.length + 1 }, () => complaint)),
        { minLength: 0 },
      )
      .map((order) => ({ stories, order })),
  )
  .map(({ stories, order }): Recorded[] => {
    const told = new Map<number, number>();
    return order.map((complaint, i) => {
      const revision = told.get(complaint) ?? 0;
      told.set(complaint, revision + 1);
      const type = revision === 0 ? 'Received' : stories[complaint]![revision - 1]!;
      const at = new Date(Date.UTC(2026, 0, 1 + ((i * 7) % 30), i % 24)).toISOString();
      return recorded(complaint, revision, event(type, sample[type] as never), { position: BigInt(i * 10), occurredAt: at });
    });
  });

const tables = () =>
  [Checkpoint, ...allViews.flatMap(({ entities }) => entities)].map((entity) => dataSource.getMetadata(entity).tablePath);

/** As before the first worker, but for the tables themselves. */
async function forget(): Promise<void> {
  await dataSource.query(`TRUNCATE ${tables().join(', ')}`);
}

/** Every table of every view, as text, and the checkpoints. */
async function contents(): Promise<unknown> {
  const [, ...ofViews] = tables();
  const rows = await Promise.all(ofViews.map((table) => dataSource.query(`SELECT t::text FROM ${table} t ORDER BY t::text`)));
  const marks = (await checkpoints(dataSource)).map(({ view, position, recordedAt, state }) => ({ view, position, recordedAt, state }));
  return { rows, marks };
}

async function fold(log: SpecLog, until: bigint, size = 1_000): Promise<void> {
  const running = await startViews({ dataSource, log, limits: { size, buffer: 2 * size } });
  for (const view of allViews) expect(await waitForPosition(dataSource, view, until, 20_000)).toMatchObject({ reached: true });
  await running.stop();
}

test('live, in batches of any size, delivered twice and rebuilt: the tables are the same', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: 1, max: 9 }), fc.nat(1_000), async (events, size, cut) => {
      fc.pre(events.length > 0);
      const last = events.at(-1)!.position;
      await forget();
      await fold(new SpecLog(events), last);
      const rebuilt = await contents();

      await forget();
      const half = cut % events.length;
      const doubled = events.flatMap((one, i) => (i % 3 === 0 ? [one, one] : [one]));
      await fold(new SpecLog(events.slice(0, half + 1)), events[half]!.position, size);
      await fold(new SpecLog([...doubled, ...events]), last, size);
      expect(await contents()).toEqual(rebuilt);
    }),
    { numRuns: 6 },
  );
});

test('every event of complaints is in every view that it concerns, also with text that PostgreSQL does not take', async () => {
  await forget();
  const events = types.map((type, revision) => recorded(7, revision, event(type, sample[type] as never), { position: BigInt(revision) }));
  const odd = recorded(8, 0, event('Received', { ...story.form, cause: 'a\0b\uD800c\\u0000' }), { position: 100n });
  await fold(new SpecLog([...events, odd]), 100n);
  const [{ causes, listed }] = await dataSource.query(
    `SELECT (SELECT array_agg(cause ORDER BY cause) FROM case_facts_v4.received WHERE known_until IS NULL) AS causes,
            (SELECT array_agg(revision ORDER BY complaint_id) FROM complaint_list_v5.open) AS listed`,
  );
  expect(causes).toEqual(['a\uFFFDb\uFFFDc\\u0000', 'staff-attitude']);
  expect(listed).toEqual([types.length - 1, 0]);
  expect(await findComplaint(dataSource, uuid(7))).toEqual(events.reduce<ComplaintDetail | undefined>(foldDetail, undefined));
  expect(await findComplaint(dataSource, uuid(9))).toBeUndefined();
});

test('the tables are what the entities say, and two workers that start together create them once', async () => {
  for (const schema of ['views', ...allViews.map(schemaOf)]) await dataSource.query(`DROP SCHEMA "${schema}" CASCADE`);
  const schemas = [
    { schema: 'views', entities: [Checkpoint] },
    ...allViews.map((view) => ({ schema: schemaOf(view), entities: view.entities })),
  ];
  for (const { schema, entities } of schemas) {
    await Promise.all([1, 2, 3].map(() => createSchema(dataSource, schema, entities)));
    expect(await statementsFor(dataSource, entities)).toEqual([]);
  }
  const indexes = await dataSource.query<{ indexdef: string }[]>(`SELECT indexdef FROM pg_indexes WHERE schemaname = 'complaint_list_v5'`);
  expect(indexes.map(({ indexdef }) => indexdef)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/\.open USING gin \(terms\)/),
      expect.stringMatching(/\.closed USING btree \(closed_at, complaint_id\)/),
    ]),
  );
});

test('a schema with tables of another view is refused', async () => {
  await expect(createSchema(dataSource, 'elsewhere_v1', allViews[0]!.entities)).rejects.toThrow('must live in the schema elsewhere_v1');
});
