import { DataSource } from 'typeorm';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
import { answerReport, type ReportQuestion } from './report-answer.js';
import { complaintsBehind } from './report-complaints.js';
import { leadsTo, readBy } from './report-definition.js';
import { buckets } from './report-time.js';
import { reports } from './reports.js';
import { startViews, viewEntities } from './start-views.js';
import { volume } from './facts/volume.js';
import { waitForPosition } from './wait-for-position.js';

/*
 * Where the calendar ends, and where a day begins twice.
 */

const views = [...new Set(reports.flatMap((report) => readBy(report).views))];
const receipts = ['2014-06-01T12:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-10-25T12:00:00.000Z'];
let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  const events = receipts.map((occurredAt, i) =>
    recorded(i + 1, 0, story.event('Received', story.form), { position: BigInt(i + 1), occurredAt }),
  );
  const running = await startViews({ dataSource, log: new SpecLog(events), views });
  for (const view of views.filter(({ prefixes }) => prefixes.includes('complaint-')))
    await waitForPosition(dataSource, view, BigInt(receipts.length), 20_000);
  await running.stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const now = '2030-01-01T00:00:00.000Z';
const rowsOf = async (question: Pick<ReportQuestion, 'from' | 'to'> & Partial<ReportQuestion>, definition = volume) =>
  (await answerReport(dataSource, definition, { tz: 'UTC', now, ...question })).rows;

test('until the end of all days can be asked', async () => {
  expect(await rowsOf({ from: '2014-01-01', to: '9999-12-31' })).toEqual([{ received: 4, share: 1, previous: 0 }]);
  expect(await rowsOf({ from: '2026-01-01', to: '9999-12-31' })).toEqual([{ received: 3, share: 1, previous: 1 }]);
  expect(await rowsOf({ from: '0001-01-01', to: '9999-12-31' })).toEqual([{ received: 4, share: 1, previous: 0 }]);
  const lastOf = { day: '9999-12-30', week: '9999-12-27', month: '9999-12-01', quarter: '9999-10-01', year: '9999-01-01' };
  for (const bucket of buckets) {
    const rows = await rowsOf({ from: '9999-11-15', to: '9999-12-31', bucket });
    expect(rows.at(-1)).toMatchObject({ bucket: lastOf[bucket], received: 0 });
  }
});

test.each(reports.map((report) => [report.name, report] as const))(
  '%s is asked of all days that there are, and leads on',
  async (_, report) => {
    const question = { from: '0001-01-01', to: '9999-12-31', tz: 'UTC', now };
    await answerReport(dataSource, report, question);
    for (const measure of report.measures.filter((one) => leadsTo(report, one) !== undefined))
      await complaintsBehind(dataSource, report, { ...question, measure: measure.name });
    const first = { ...question, to: '0002-06-01', bucket: 'year', bucketStart: '0001-01-01' };
    for (const measure of report.measures.filter((one) => leadsTo(report, one) !== undefined))
      expect((await complaintsBehind(dataSource, report, { ...first, measure: measure.name })).items).toEqual([]);
  },
);

test('a day whose first hour comes twice has both of them, in all that is asked', async () => {
  // On the Azores the clock went from 01:00 back to 00:00 at 01:00Z.
  const tz = 'Atlantic/Azores';
  const days = { from: '2026-10-24', to: '2026-10-27', tz, bucket: 'day' };
  expect(await rowsOf(days)).toMatchObject([
    { bucket: '2026-10-24', received: 0, previous: 0 },
    { bucket: '2026-10-25', received: 3, previous: 0 },
    { bucket: '2026-10-26', received: 0, previous: 3 },
  ]);
  expect(await rowsOf({ from: '2026-10-25', to: '2026-10-26', tz })).toMatchObject([{ received: 3, previous: 0 }]);
  expect(await rowsOf({ from: '2026-10-24', to: '2026-10-25', tz, bucket: 'day' })).toMatchObject([{ bucket: '2026-10-24', received: 0 }]);
  const behind = async (measure: string, bucketStart: string) =>
    (await complaintsBehind(dataSource, volume, { ...days, now, measure, bucketStart })).items.length;
  expect(await behind('received', '2026-10-25')).toBe(3);
  expect(await behind('previous', '2026-10-26')).toBe(3);
  expect(await behind('previous', '2026-10-25')).toBe(0);
  const backlog = reports.find(({ name }) => name === 'backlog')!;
  expect(await rowsOf({ ...days, to: '2026-10-26' }, backlog)).toMatchObject([{ open: 1 }, { open: 4 }]);
});
