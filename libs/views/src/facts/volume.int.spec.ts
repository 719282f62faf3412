import { DataSource } from 'typeorm';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
import { QueryError } from '../query-error.js';
import { answerReport, type ReportQuestion } from '../report-answer.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { caseFacts } from './case-facts.js';
import { volume } from './volume.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await fill([]);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The view of exactly these events. */
async function fill(events: readonly Recorded[]): Promise<void> {
  await dataSource.query('DROP SCHEMA IF EXISTS case_facts_v4 CASCADE; DROP SCHEMA IF EXISTS views CASCADE');
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [caseFacts] });
  const last = events.at(-1);
  if (last) await waitForPosition(dataSource, caseFacts, last.position, 20_000);
  await views.stop();
}

interface Told {
  readonly occurredAt: string;
  readonly recordedAt?: string;
  readonly cause?: string;
  readonly product?: string | undefined;
}

/** Complaints received as told, one position after the other. */
const received = (told: readonly Told[]): Recorded[] =>
  told.map(({ occurredAt, recordedAt = occurredAt, cause = 'delay', product }, i) =>
    recorded(i + 1, 0, story.event('Received', { ...story.form, cause, product }), { position: BigInt(i + 1), occurredAt, recordedAt }),
  );

const now = '2030-01-01T00:00:00.000Z';
const ask = (question: Partial<ReportQuestion>) =>
  answerReport(dataSource, volume, { from: '2014-10-01', to: '2014-11-01', tz: 'UTC', now, ...question });
const rows = async (question: Partial<ReportQuestion>) => (await ask(question)).rows;

test('a period without buckets is one row, compared with the period of equal length before', async () => {
  const [before, within] = [
    ['2014-08-30T23:59:59.999Z', '2014-08-31T00:00:00.000Z', '2014-09-30T23:59:59.999Z'],
    ['2014-10-01T00:00:00.000Z', '2014-10-15T12:00:00.000Z', '2014-10-31T23:59:59.999Z'],
  ];
  await fill(received([...before, ...within, '2014-11-01T00:00:00.000Z'].map((occurredAt) => ({ occurredAt }))));
  expect(await rows({})).toEqual([{ received: 3, share: 1, previous: 2 }]);
  expect(await rows({ from: '2020-01-01', to: '2020-01-02' })).toEqual([{ received: 0, share: 0, previous: 0 }]);
});

test('dates are local midnights, and a case belongs to its local day', async () => {
  await fill(
    received([
      { occurredAt: '2014-09-30T15:59:59.999Z' },
      { occurredAt: '2014-09-30T16:00:00.000Z' },
      { occurredAt: '2014-10-01T15:59:59.999Z' },
    ]),
  );
  const day = { from: '2014-10-01', to: '2014-10-02', tz: 'Asia/Shanghai', bucket: 'day' };
  expect(await rows(day)).toEqual([{ bucket: '2014-10-01', received: 2, share: 1, previous: 1 }]);
  expect(await rows({ ...day, from: '2014-10-01T00:00:00+08:00', to: '2014-10-01T16:00:00Z' })).toEqual(await rows(day));
});

test('a day of 23 and one of 25 hours', async () => {
  // Berlin: 2014-03-30 began at 23:00Z and had 23 hours, 2014-10-26 began at 22:00Z and had 25.
  await fill(
    received(
      [
        '2014-03-29T23:00:00.000Z',
        '2014-03-30T21:59:59.999Z',
        '2014-03-30T22:00:00.000Z',
        '2014-10-25T22:00:00.000Z',
        '2014-10-26T22:59:59.999Z',
        '2014-10-26T23:00:00.000Z',
      ].map((occurredAt) => ({ occurredAt })),
    ),
  );
  const berlin = { tz: 'Europe/Berlin', bucket: 'day' };
  expect(await rows({ ...berlin, from: '2014-03-30', to: '2014-04-01' })).toMatchObject([{ received: 2 }, { received: 1, previous: 2 }]);
  expect(await rows({ ...berlin, from: '2014-10-26', to: '2014-10-28' })).toMatchObject([{ received: 2 }, { received: 1, previous: 2 }]);
});

test('weeks are ISO weeks', async () => {
  await fill(
    received([
      { occurredAt: '2014-12-28T23:00:00.000Z' },
      { occurredAt: '2014-12-29T00:00:00.000Z' },
      { occurredAt: '2015-01-04T23:00:00.000Z' },
    ]),
  );
  expect(await rows({ from: '2015-01-01', to: '2015-01-06', bucket: 'week' })).toEqual([
    // The period begins within the week, the week before is counted whole.
    { bucket: '2014-12-29', received: 1, share: 1, previous: 1 },
    { bucket: '2015-01-05', received: 0, share: 0, previous: 2 },
  ]);
});

test('split: in code point order, null last, shares of the bucket, the same combination before; what does not occur is not listed', async () => {
  const on = (day: number, cause: string, product?: string): Told => ({ occurredAt: `2014-10-0${day}T10:00:00.000Z`, cause, product });
  await fill(received([on(1, 'b', 'x'), on(1, 'B', 'x'), on(1, 'ä', 'x'), on(2, 'b'), on(2, 'b', 'x'), on(2, 'b', 'x')]));
  const row = (bucket: string, cause: string, product: string | null, count: number, share: number, previous: number) => ({
    bucket,
    cause,
    product,
    received: count,
    share,
    previous,
  });
  const report = await ask({ bucket: 'day', by: ['cause', 'product'] });
  expect(report.rows).toEqual([
    row('2014-10-01', 'B', 'x', 1, 0.3333, 0),
    row('2014-10-01', 'b', 'x', 1, 0.3333, 0),
    row('2014-10-01', 'ä', 'x', 1, 0.3333, 0),
    row('2014-10-02', 'b', 'x', 2, 0.6667, 1),
    row('2014-10-02', 'b', null, 1, 0.3333, 0),
  ]);
  expect(report.columns.map(({ name }) => name)).toEqual(['bucket', 'cause', 'product', 'received', 'share', 'previous']);
  expect(Object.keys(report.rows[0]!)).toEqual(report.columns.map(({ name }) => name));
});

test('asOf cuts by business time, knownAt by recorded time; the position is that of the last fact known', async () => {
  const [may, june, july] = ['2014-05-01T00:00:00.000Z', '2014-06-01T00:00:00.000Z', '2014-07-01T00:00:00.000Z'] as const;
  await fill(
    received([
      { occurredAt: june, recordedAt: june },
      { occurredAt: may, recordedAt: july },
      { occurredAt: july, recordedAt: july },
    ]),
  );
  const year = { from: '2014-01-01', to: '2015-01-01' };
  const cut = async (question: Partial<ReportQuestion>) => {
    const { rows: found, asOf, knownAt, position } = await ask({ ...year, ...question });
    return { received: found[0]?.['received'], asOf, knownAt, position };
  };
  expect(await cut({})).toEqual({ received: 3, asOf: now, knownAt: july, position: '3' });
  expect(await cut({ asOf: may })).toEqual({ received: 1, asOf: may, knownAt: july, position: '3' });
  expect(await cut({ knownAt: june })).toEqual({ received: 1, asOf: now, knownAt: june, position: '1' });
  expect(await cut({ asOf: may, knownAt: june })).toMatchObject({ received: 0 });
  expect(await cut({ knownAt: '2014-07-02', tz: 'Asia/Shanghai' })).toMatchObject({ knownAt: '2014-07-01T16:00:00.000Z', received: 3 });
  expect(await cut({ knownAt: '2013-01-01' })).toMatchObject({ received: 0, position: null });
});

test('an empty view answers, as of now', async () => {
  await fill([]);
  expect(await ask({})).toMatchObject({ knownAt: now, position: null, rows: [{ received: 0 }] });
});

test.each<[Partial<ReportQuestion>, string]>([
  [{ from: '2014-11-01' }, 'empty-period'],
  [{ from: '2014-12-01' }, 'empty-period'],
  [{ from: 'last week' }, 'invalid-time'],
  [{ asOf: '2014-02-30' }, 'invalid-time'],
  [{ tz: 'Atlantis/Capital' }, 'invalid-time-zone'],
  [{ bucket: 'hour' }, 'unknown-bucket'],
  [{ bucket: 'toString' }, 'unknown-bucket'],
  [{ by: ['account'] }, 'unknown-dimension'],
  [{ by: ['cause', 'cause'] }, 'unknown-dimension'],
  [{ knownAt: '2030-01-01T00:00:00.001Z' }, 'future-known-at'],
  [{ from: '1900-01-01', to: '9999-01-01', bucket: 'day' }, 'too-many-buckets'],
])('refuses %j: %s', async (question, code) => {
  await expect(ask(question)).rejects.toMatchObject({ name: QueryError.name, code });
});

test('an answer of more rows than anybody reads is refused', async () => {
  await fill([]);
  await dataSource.query(
    `INSERT INTO case_facts_v4.received (complaint_id, correction, occurred_at, recorded_at, position, known_from, origin, channel, cause, grade, language)
     SELECT gen_random_uuid(), 0, '2014-10-01Z', '2014-10-01Z', i, i, 'api', 'phone', 'cause-' || i, 'complaint', 'en' FROM generate_series(1, 100001) AS i`,
  );
  await dataSource.query('UPDATE views.checkpoint SET position = 100001');
  await expect(ask({ by: ['cause'] })).rejects.toMatchObject({ name: QueryError.name, code: 'too-many-rows' });
  expect(await rows({ by: ['channel'] })).toMatchObject([{ received: 100_001 }]);
  await dataSource.query(`DELETE FROM case_facts_v4.received WHERE position = 1`);
  expect(await rows({ by: ['cause'] })).toHaveLength(100_000);
  await fill([]);
});

test.each(['6000-01-01', '9990-01-01'])('years at the edge of the calendar, from %s', async (from) => {
  await expect(ask({ from, to: '9999-12-31', bucket: 'year', by: ['cause'] })).resolves.toMatchObject({ rows: [] });
});
