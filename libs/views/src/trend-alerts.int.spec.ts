import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
import { Checkpoint } from './checkpoint.js';
import { caseFacts } from './facts/case-facts.js';
import { hotSpots } from './facts/hot-spots.js';
import { volume } from './facts/volume.js';
import { improvements } from './improvements/improvements.js';
import { answerReport, type ReportQuestion } from './report-answer.js';
import { complaintsBehind } from './report-complaints.js';
import { toCsv } from './report.js';
import { startViews, viewEntities } from './start-views.js';
import { trendAlerts } from './trend-alerts.js';
import { fallen, risen } from './trend.js';
import { waitForPosition } from './wait-for-position.js';

let database: TestDatabase;
let dataSource: DataSource;
const views = [caseFacts, improvements];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The views of exactly these events, in the order of their times. */
async function fill(events: readonly Omit<Recorded, 'position'>[], size = 1_000): Promise<void> {
  const inOrder = events
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.revision - b.revision))
    .map((one, i) => ({ ...one, position: BigInt(i + 1) }) as Recorded);
  const tables = [Checkpoint, ...views.flatMap(({ entities }) => entities)].map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
  const running = await startViews({ dataSource, log: new SpecLog(inOrder), views, limits: { size, buffer: 2 * size } });
  for (const view of views) await waitForPosition(dataSource, view, inOrder.at(-1)!.position, 20_000);
  await running.stop();
}

// Weeks are counted from Monday, 1 June 2026; the week asked for is the one that begins on the ninth of them.
const week = 7 * 24 * 3_600_000;
const at = (weeks: number) => new Date(Date.UTC(2026, 5, 1) + Math.round(weeks * week)).toISOString();
const { event, sample, form } = story;
let complaints = 0;

/** So many complaints, spread over the week. */
function received(n: number, inWeek: number, said: object = {}): Recorded[] {
  return Array.from({ length: n }, (_, i) => {
    const time = at(inWeek + (i + 0.5) / n);
    return recorded((complaints += 1), 0, event('Received', { ...form, cause: 'late', unit: 'north', product: undefined, ...said }), {
      position: 0n,
      occurredAt: time,
      recordedAt: time,
    });
  });
}
const then = ({ stream, ...received }: Recorded, revision: number, what: { type: string; data: object }): Recorded =>
  ({
    ...recorded(0, revision, what, { position: 0n, occurredAt: received.metadata.occurredAt, recordedAt: received.recordedAt }),
    stream,
  }) as Recorded;
const steady = (n: number, said: object = {}) => Array.from({ length: 8 }, (_, i) => received(n, i, said)).flat();
const exposure = (data: object): Recorded =>
  ({
    ...recorded(0, 0, { type: 'ExposureRecorded', data }, { position: 0n, occurredAt: at(0), recordedAt: at(0) }),
    stream: 'exposure-x',
  }) as Recorded;

const question = { from: '2026-07-27', to: '2026-08-03', tz: 'UTC', now: '2027-01-01T00:00:00.000Z' };
const ask = async (more: Partial<ReportQuestion> = {}) => (await answerReport(dataSource, trendAlerts, { ...question, ...more })).rows;

test('a rise explains itself, and leads to its complaints; what is steady, or few, is none', async () => {
  await fill([
    ...steady(2),
    ...received(9, 8),
    ...steady(20, { unit: 'south' }),
    ...received(25, 8, { unit: 'south' }),
    ...received(4, 8, { unit: 'new' }),
  ]);
  expect(await ask()).toEqual([
    {
      cause: 'late',
      unit: 'north',
      kind: 'rise',
      observed: 9,
      expected: 2.0063,
      threshold: 8,
      baseline: 16,
      why: '9 were received where 2.0063 were expected: the baseline has 16. 8 or more are 3 standard deviations above.',
    },
  ]);
  const page = await complaintsBehind(dataSource, trendAlerts, {
    ...question,
    measure: 'observed',
    where: { cause: 'late', unit: 'north' },
  });
  expect(page.items).toHaveLength(9);
  expect(await ask({ parameters: { minimum: 10 } })).toEqual([]);
  expect(await ask({ parameters: { minimum: 4 } })).toMatchObject([{ unit: 'new', observed: 4, expected: 0 }, { unit: 'north' }]);
  expect(await ask({ by: ['cause'] })).toMatchObject([{ cause: 'late', observed: 38, threshold: 38, baseline: 176 }]);
  expect(await ask({ by: ['cause'], parameters: { threshold: 4 } })).toEqual([]);
});

test('a fall is told when the period is over, a rise as soon as it is there', async () => {
  await fill([...steady(20), ...received(4, 8), ...steady(2, { unit: 'south' }), ...received(14, 8, { unit: 'south' })]);
  const [fall, rise] = await ask();
  expect(fall).toMatchObject({ unit: 'north', kind: 'cliff-fall', observed: 4, threshold: 6, baseline: 160 });
  expect(rise).toMatchObject({ unit: 'south', kind: 'rise', observed: 14 });
  expect(await ask({ asOf: at(8.9) })).toMatchObject([{ unit: 'south', kind: 'rise', observed: 13 }]);
  expect(await ask({ parameters: { fall: 90 } })).toMatchObject([{ kind: 'rise' }]);
});

test('a rise by exposure, where that falls though the complaints do not rise', async () => {
  const days = (from: string, to: string, policies: number) => exposure({ unit: 'north', period: { from, to }, policies });
  await fill([...steady(40), ...received(40, 8), days('2026-06-01', '2026-07-26', 1_000), days('2026-07-27', '2026-08-02', 500)]);
  const found = await ask({ by: ['unit'] });
  expect(found).toMatchObject([{ unit: 'north', kind: 'rise-against-exposure', observed: 40, baseline: 320 }]);
  expect(found[0]!['expected']).toBeCloseTo(20, 0);
  expect(found[0]!['why']).toContain('By policies, which did not grow (1000 before, 500 now)');
  await fill([...steady(4), ...received(20, 8), days('2026-06-01', '2026-07-26', 100), days('2026-07-27', '2026-08-02', 500)]);
  expect(await ask({ by: ['unit'] })).toMatchObject([{ kind: 'rise' }]);
});

test('a rise though as many were right and as satisfied as before', async () => {
  const closed = (outcome: 'upheld' | 'rejected') => event('Closed', { ...sample.Closed, outcome });
  const before = steady(2);
  const now = received(12, 8);
  const half = (cases: readonly Recorded[]) => cases.map((one, i) => then(one, 1, closed(i % 2 ? 'upheld' : 'rejected')));
  await fill([...before, ...half(before), ...now, ...half(now)]);
  const found = await ask();
  expect(found.map(({ kind }) => kind)).toEqual(['rise', 'rise-against-quality']);
  expect(found[1]!['why']).toContain('no more of those closed on the merits are upheld (0.5 before, 0.5 now)');
  await fill([...before, ...half(before), ...now, ...now.map((one) => then(one, 1, closed('upheld')))]);
  expect(await ask()).toMatchObject([{ kind: 'rise' }]);
});

test('no data, one case, and a history that begins within the baseline', async () => {
  await fill([exposure({ period: { from: '2026-06-01', to: '2026-06-30' }, policies: 1 })]);
  expect(await ask()).toEqual([]);
  await fill(received(1, 8));
  expect(await ask({ parameters: { minimum: 1, threshold: 1 } })).toEqual([]);
  // Half a week of history: two were received in it, so that four are expected in a week.
  await fill([...received(2, 7.75, {}).map((one) => ({ ...one, metadata: { ...one.metadata, occurredAt: at(7.5) } })), ...received(6, 8)]);
  expect(await ask({ parameters: { threshold: 1 } })).toEqual([]);
  expect(await ask({ parameters: { threshold: 1 }, by: [] })).toEqual([]);
});

test.each([
  [{ parameters: { baseline: 0 } }, 'invalid-parameter'],
  [{ parameters: { minimum: 1.5 } }, 'invalid-parameter'],
  [{ parameters: { limit: 3 } }, 'unknown-parameter'],
  [{ parameters: { toString: 3 } }, 'unknown-parameter'],
  [{ by: ['kind'] }, 'unknown-dimension'],
] as [Partial<ReportQuestion>, string][])('%j is refused', async (more, code) => {
  await expect(ask(more)).rejects.toMatchObject({ code });
});

const code = fc.constantFrom('a', 'B', 'ä');
const logs = fc.array(
  fc.record({
    cause: code,
    unit: fc.option(code),
    occurred: fc.double({ min: 0, max: 12, noNaN: true }),
    later: fc.double({ min: 0, max: 2, noNaN: true }),
  }),
  {
    minLength: 1,
    maxLength: 150,
  },
);
const written = (told: readonly { cause: string; unit: string | null; occurred: number; later: number }[]) =>
  told.map(({ cause, unit, occurred, later }, i) =>
    recorded(i + 1, 0, event('Received', { ...form, cause, unit: unit ?? undefined } as never), {
      position: 0n,
      occurredAt: at(occurred),
      recordedAt: at(occurred + later),
    }),
  );
const count = (events: readonly Recorded[], from: number, to: number) =>
  events.filter(({ metadata: { occurredAt } }) => occurredAt >= at(from) && occurredAt < at(to)).length;

test('rises and falls are those of the complaints counted one by one, by both cuts, in the same bytes after a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.integer({ min: 2, max: 11 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.double({ min: 6, max: 14, noNaN: true }),
      async (told, n, baseline, minimum, deviations, knownAt) => {
        const events = written(told);
        await fill(events);
        const asked = {
          from: at(n),
          to: at(n + 1),
          tz: 'UTC',
          by: ['cause'],
          now: question.now,
          asOf: at(13),
          knownAt: at(knownAt),
          parameters: { baseline, minimum, threshold: deviations, fall: 50 },
        };
        const report = await answerReport(dataSource, trendAlerts, asked);
        const known = events.filter(({ recordedAt }) => recordedAt <= at(knownAt));
        const first = known.map(({ metadata }) => (Date.parse(metadata.occurredAt) - Date.parse(at(0))) / week).sort((a, b) => a - b)[0];
        const expected = ['B', 'a', 'ä'].flatMap((cause) => {
          const ours = known.filter(({ data }) => (data as { cause: string }).cause === cause);
          const begins = Math.max(n - baseline, first ?? n);
          if (begins >= n) return [];
          const compared = {
            observed: count(ours, n, n + 1),
            baseline: count(ours, n - baseline, n),
            now: BigInt(week),
            before: BigInt(Math.round((n - begins) * week)),
            whole: Array.from({ length: baseline }, (_, i) => n - baseline + i)
              .filter((one) => one >= begins)
              .map((one) => count(ours, one, one + 1)),
          };
          const [rise, fall] = [risen(compared, { minimum, deviations }), fallen(compared, { minimum, deviations, percent: 50 })];
          const row = { cause, observed: compared.observed, baseline: compared.baseline };
          return [
            ...(rise === undefined ? [] : [{ ...row, kind: 'rise', threshold: rise }]),
            ...(fall === undefined ? [] : [{ ...row, kind: 'cliff-fall', threshold: fall }]),
          ];
        });
        expect(report.rows).toMatchObject(expected);
        expect(report.rows).toHaveLength(expected.length);
        await fill(events, 7);
        const again = await answerReport(dataSource, trendAlerts, asked);
        expect(JSON.stringify(again) + toCsv(again)).toBe(JSON.stringify(report) + toCsv(report));
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test('hot spots are the first rows of the volume, the most first', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: 1, max: 8 }), fc.constantFrom(undefined, 'month', 'week'), async (told, limit, bucket) => {
      await fill(written(told));
      const asked = { from: at(2), to: at(10), tz: 'Asia/Shanghai', now: question.now, ...(bucket && { bucket }) };
      const { rows } = await answerReport(dataSource, volume, { ...asked, by: ['cause', 'unit'] });
      const hot = await answerReport(dataSource, hotSpots, { ...asked, parameters: { limit } });
      expect(hot.parameters).toMatchObject({ by: ['cause', 'unit'], limit });
      const labels = [...new Set(rows.map((row) => row['bucket']))];
      const expected = labels.flatMap((label) => {
        const ofOne = rows.filter((row) => row['bucket'] === label);
        return ofOne
          .toSorted((a, b) => Number(b['received']) - Number(a['received']))
          .slice(0, limit)
          .map((row) => {
            const [is, was] = [Number(row['received']), Number(row['previous'])];
            const rank = ofOne.filter((other) => Number(other['received']) > is).length + 1;
            return { ...row, rank, change: is - was, changeRate: was === 0 ? null : Math.round(((is - was) * 10_000) / was) / 10_000 };
          });
      });
      expect(hot.rows).toEqual(expected);
    }),
    { numRuns: 6, endOnFailure: true },
  );
});
