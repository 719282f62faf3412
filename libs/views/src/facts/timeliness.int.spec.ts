import { DataSource } from 'typeorm';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, uuid, type TestDatabase } from '@redress/testing';
import { answerReport } from '../report-answer.js';
import { complaintsBehind } from '../report-complaints.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { caseFacts } from './case-facts.js';
import { escalation } from './escalation.js';
import { firstContact } from './first-contact.js';
import { promises } from './promises.js';
import { timeliness } from './timeliness.js';

/*
 * A day of clocks, counted by hand. Random ones are in `reports.int.spec.ts`.
 */

let database: TestDatabase;
let dataSource: DataSource;
const { event, sample, form } = story;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  const views = await startViews({ dataSource, log: new SpecLog(log), views: [caseFacts] });
  await waitForPosition(dataSource, caseFacts, log.at(-1)!.position, 20_000);
  await views.stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

type Happening = readonly [hours: number, event: { readonly type: string; readonly data: object }, recordedAt?: number];

const at = (hours: number) => new Date(Date.UTC(2026, 5, 1) + Math.round(hours * 3_600_000)).toISOString();
const clock = { clock: 'first-reply', rule: 'first-reply' };
const millisecond = 1 / 3_600_000;
const set: Happening = [0, event('DeadlineSet', { ...sample.DeadlineSet, ...clock, from: at(0), due: at(24) })];
const met = (hours: number, known?: number): Happening => [hours, event('DeadlineMet', { ...sample.DeadlineMet, ...clock }), known];
const stopped = (hours: number): Happening => [hours, event('DeadlineStopped', { ...sample.DeadlineStopped, ...clock })];
const warned = (hours: number): Happening => [hours, event('DeadlineWarned', { ...sample.DeadlineWarned, ...clock })];
const paused = (hours: number): Happening => [hours, event('DeadlinePaused', { ...sample.DeadlinePaused, ...clock })];
const resumed = (hours: number, due: number): Happening => [
  hours,
  event('DeadlineResumed', { ...sample.DeadlineResumed, ...clock, due: at(due) }),
];
const extended = (hours: number, due: number): Happening => [
  hours,
  event('DeadlineExtended', { ...sample.DeadlineExtended, ...clock, due: at(due) }),
];
const promised = (due: number): Happening => [0, event('PromiseMade', { ...sample.PromiseMade, due: at(due) })];
const kept = (hours: number): Happening => [hours, event('PromiseKept', { promise: 1 })];
const contact = (hours: number, known?: number): Happening => [
  hours,
  event('ContactMade', { channel: 'phone', direction: 'outbound', reached: true, preReceipt: false } as never),
  known,
];

const cases: Readonly<Record<string, readonly Happening[]>> = {
  'in time': [set, met(24)],
  'a millisecond late': [set, met(24 + millisecond)],
  'never met, and nobody noticed': [set],
  'never met, and noticed': [set, [25, event('DeadlineMissed', { ...sample.DeadlineMissed, ...clock })]],
  'stood still for ten hours': [set, paused(20), resumed(30, 34), met(33)],
  'met while it stood still': [set, paused(20), met(40)],
  'stands still': [set, paused(20)],
  'stands still since it was due': [set, paused(26)],
  'extended by a day': [set, extended(20, 48), met(47)],
  'stopped before it was due': [set, stopped(23)],
  'stopped after': [set, stopped(25)],
  'in time after a warning': [set, warned(18), met(22)],
  'late after a warning': [set, warned(18), met(30)],
  'told late': [set, met(20, 40), contact(20, 40)],
  'without a clock': [contact(1)],
  'promised, a day early': [promised(60), kept(40)],
  'promised, on the day': [promised(60), kept(49)],
  'promised, late': [promised(30), kept(31)],
  'promised and forgotten': [promised(30)],
};
const names = Object.keys(cases);
const log = Object.values(cases)
  .flatMap((happened, n) => {
    const received: Happening = [0, event('Received', form)];
    return [received, ...happened].map(([hours, what, known = hours], revision) =>
      recorded(n + 1, revision, what, { position: 0n, occurredAt: at(hours), recordedAt: at(known) }),
    );
  })
  .sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt) || a.revision - b.revision)
  .map((one, i) => ({ ...one, position: BigInt(i + 1) }) as Recorded);

const period = { from: '2026-06-01', to: '2026-06-02', tz: 'UTC', now: '2027-01-01T00:00:00.000Z' };
const ask = async (report: typeof timeliness, hours: number, knownAt = hours) =>
  (await answerReport(dataSource, report, { ...period, asOf: at(hours), knownAt: at(knownAt) })).rows[0];
const behind = async (measure: string, hours: number) => {
  const { items } = await complaintsBehind(dataSource, timeliness, { ...period, asOf: at(hours), knownAt: at(hours), measure, limit: 200 });
  const ids = items.map(({ complaintId }) => complaintId);
  return names.filter((_, n) => ids.includes(uuid(n + 1))).sort();
};

test('each clock is in one state, found from when it was due and when it was met', async () => {
  expect(await ask(timeliness, 100)).toMatchObject({
    clock: 'first-reply',
    set: 14,
    inTime: 6,
    late: 2,
    overdue: 3,
    stoppedOverdue: 1,
    running: 0,
    paused: 1,
    stopped: 1,
    inTimeShare: 0.5,
    medianMinutes: 24 * 60,
    extended: 1,
    extensions: 1,
    pausedMinutes: (10 + 20 + 80 + 74) * 60,
    warned: 2,
    preventedByAlert: 1,
  });
  expect(await behind('overdue', 100)).toEqual([
    'never met, and nobody noticed',
    'never met, and noticed',
    'stands still since it was due',
  ]);
  expect(await behind('late', 100)).toEqual(['a millisecond late', 'late after a warning']);
  expect(await behind('stoppedOverdue', 100)).toEqual(['stopped after']);
  expect(await behind('preventedByAlert', 100)).toEqual(['in time after a warning']);
});

test('to the millisecond, and as it was due then', async () => {
  expect(await ask(timeliness, 24)).toMatchObject({ inTime: 2, overdue: 0, running: 8, paused: 3, stopped: 1, inTimeShare: 1 });
  expect(await ask(timeliness, 24 + millisecond)).toMatchObject({ inTime: 2, late: 1, overdue: 6, running: 1 });
  // Before it was extended it was due after 24 hours: nobody knew better.
  expect(await ask(timeliness, 30, 19)).toMatchObject({ set: 14, overdue: 14, inTimeShare: 0 });
  expect(await behind('running', 30)).toEqual(['extended by a day', 'stood still for ten hours']);
});

test('what was done in time and recorded late was overdue as far as was known', async () => {
  const [before, after] = [await ask(timeliness, 39, 39), await ask(timeliness, 39, 40)];
  expect([before!['overdue'], after!['overdue']]).toEqual([4, 3]);
  expect([before!['inTime'], after!['inTime']]).toEqual([3, 4]);
});

test('the first contact is a person’s, as early as is known', async () => {
  expect(await ask(firstContact, 39)).toMatchObject({ received: 19, contacted: 5, notYet: 14, within24Hours: 5, medianMinutes: 0 });
  expect(await ask(firstContact, 100)).toMatchObject({ received: 19, contacted: 6, notYet: 13, within24Hours: 6, p90Minutes: 20 * 60 });
});

test('promises are early by the day, and forgotten ones are overdue', async () => {
  expect(await ask(promises, 100)).toMatchObject({
    made: 4,
    keptEarly: 1,
    keptOnTheDay: 1,
    keptLate: 1,
    overdue: 1,
    open: 0,
    keptShare: 0.5,
    medianMinutesEarly: 11 * 60,
  });
  expect(await ask(promises, 30)).toMatchObject({ made: 4, open: 4, keptShare: null, medianMinutesEarly: null });
});

test('what an alert prevented is told beside the escalations', async () => {
  expect(await ask(escalation, 100)).toMatchObject({ warned: 2, preventedByAlert: 1, escalations: 0 });
});
