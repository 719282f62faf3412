import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { QueryError, ViewNotReady } from '../query-error.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { deadlines } from './deadlines.js';
import { clockIndex, type ClockIndex } from './due-clocks.js';
import { listDeadlines, type DeadlinesQuestion, type ListedDeadline } from './list-deadlines.js';

let database: TestDatabase;
let dataSource: DataSource;
let last: bigint;
const all: ListedDeadline[] = [];
/** The answer before there was a worker. */
let early: unknown;

const { event, sample } = story;
const start = Date.parse('2026-11-22T08:00:00.000Z');
const hour = (n: number) => new Date(start + n * 3_600_000).toISOString();
const now = hour(20);
const asked = { now, tz: 'UTC' } as const;

/** Thirty complaints with two clocks each; every fifth has something done to its first. */
function complaints(): ReturnType<typeof recorded>[] {
  let position = 0n;
  return Array.from({ length: 30 }, (_, n) => n).flatMap((n) => {
    const clock = (name: string, due: number) =>
      event('DeadlineSet', {
        ...sample.DeadlineSet,
        clock: name,
        rule: name,
        due: hour(due),
        warnings: [{ percent: 75, at: hour(due * 0.75) }],
        statutory: name === 'final-reply',
        responsible: n % 2 ? 'handler' : 'supervisor',
      });
    const done: Pick<ComplaintEvent, 'type' | 'data'>[] = [
      event('DeadlineMissed', { ...sample.DeadlineMissed, clock: 'reply' }),
      event('DeadlineMet', { ...sample.DeadlineMet, clock: 'reply' }),
      event('DeadlinePaused', { ...sample.DeadlinePaused, clock: 'reply' }),
      event('DeadlineStopped', { ...sample.DeadlineStopped, clock: 'reply' }),
      event('DeadlineWarned', { ...sample.DeadlineWarned, clock: 'reply', percent: 75 }),
    ];
    const told = [
      event('Received', { ...story.form, unit: `unit-${n % 3}`, product: `product-${n % 4}` }),
      event('Assigned', { person: `u-${n % 4}`, unit: `back-${n % 2}` }),
      clock('reply', 8 + n),
      clock('final-reply', 30 + n),
      ...(n % 2 ? [done[n % 5]!] : []),
    ];
    return told.map((one, revision) => recorded(n, revision, one, { position: ++position, occurredAt: hour(n / 10) }));
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  early = await listDeadlines(dataSource, asked).catch((error: unknown) => error);
  const events = complaints();
  last = events.at(-1)!.position;
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [deadlines] });
  await waitForPosition(dataSource, deadlines, last, 20_000);
  await views.stop();
  for (const status of ['running', 'paused', 'missed', 'met', 'stopped'] as const) all.push(...(await walk({ status, limit: 200 })));
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function walk(question: Partial<DeadlinesQuestion>): Promise<ListedDeadline[]> {
  const items: ListedDeadline[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listDeadlines(dataSource, { ...asked, ...question, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    if (page.next === null) return items;
    expect(page.items).toHaveLength(question.limit ?? 50);
    cursor = page.next;
  }
}

const key = ({ due, complaintId, clock }: ListedDeadline) => `${due.toISOString()} ${complaintId} ${clock}`;
const keys = (items: readonly ListedDeadline[]) => items.map(key);
const owed = ({ status }: ListedDeadline) => status === 'running' || status === 'paused' || status === 'missed';

test('there are two clocks of each complaint, of every status', () => {
  expect(all).toHaveLength(60);
  expect(new Set(all.map(({ status }) => status)).size).toBe(5);
  expect(early).toBeInstanceOf(ViewNotReady);
});

test.each<[string, Partial<DeadlinesQuestion>, (one: ListedDeadline) => boolean]>([
  ['what is owed', {}, owed],
  ['what is due', { status: 'due' }, ({ status, due }) => status === 'running' && due >= new Date(now)],
  ['what is overdue', { status: 'overdue' }, ({ overdue }) => overdue],
  ['a person’s', { person: 'u-1' }, (one) => owed(one) && one.assignee === 'u-1'],
  ['a unit’s to see to', { assignedUnit: 'back-1' }, (one) => owed(one) && one.assignedUnit === 'back-1'],
  ['about a unit', { units: ['unit-2'] }, (one) => owed(one) && one.unit === 'unit-2'],
  ['about several units', { units: ['unit-2', 'unit-0', 'unit-2'] }, (one) => owed(one) && one.unit !== 'unit-1'],
  ['about no unit', { units: [] }, () => false],
  ['of a clock', { clock: 'final-reply' }, (one) => owed(one) && one.rule === 'final-reply'],
  ['statutory ones', { statutory: true }, (one) => owed(one) && one.statutory],
  ['others', { statutory: false, status: 'met' }, (one) => one.status === 'met' && !one.statutory],
  ['of a role', { responsible: 'supervisor' }, (one) => owed(one) && one.responsible === 'supervisor'],
  ['of a complaint, whatever became of them', { complaint: uuid(1) }, ({ complaintId }) => complaintId === uuid(1)],
  ['between two instants', { dueAfter: hour(20), dueBefore: hour(35) }, (one) => owed(one) && one.due >= new Date(hour(20)) && one.due < new Date(hour(35))], // prettier-ignore
  ['all at once', { status: 'overdue', person: 'u-1', units: ['unit-0', 'unit-2'], clock: 'reply', dueBefore: hour(19) }, (one) => one.overdue && one.assignee === 'u-1' && one.unit !== 'unit-1' && one.rule === 'reply' && one.due < new Date(hour(19))], // prettier-ignore
])('%s, in order of due, whatever the page', async (_, question, fits) => {
  const expected = keys(all.filter(fits)).sort();
  expect(keys(await walk({ ...question, limit: 200 }))).toEqual(expected);
  expect(keys(await walk({ ...question, limit: 3 }))).toEqual(expected);
});

test('counts are of what runs or was missed, by the days of the zone, whatever page is asked for', async () => {
  const within = (from: number, to: number) =>
    all.filter(({ status, due }) => status === 'running' && due >= new Date(hour(from)) && due < new Date(hour(to))).length;
  const overdue = all.filter((one) => one.overdue).length;
  // It is 04:00 in London, and noon in Shanghai.
  const { counts } = await listDeadlines(dataSource, { ...asked, status: 'met', limit: 1 });
  expect(counts).toEqual({ overdue, dueToday: within(20, 40), dueWithin24Hours: within(20, 44) });
  const there = await listDeadlines(dataSource, { ...asked, tz: 'Asia/Shanghai' });
  expect(there.counts).toEqual({ overdue, dueToday: within(20, 32), dueWithin24Hours: within(20, 44) });
  const mine = await listDeadlines(dataSource, { ...asked, person: 'u-1', units: ['unit-0'] });
  expect(mine.counts.overdue).toBe(all.filter((one) => one.overdue && one.assignee === 'u-1' && one.unit === 'unit-0').length);
});

test.each<[string, Partial<DeadlinesQuestion>]>([
  ['invalid-limit', { limit: 201 }],
  ['invalid-limit', { limit: 0 }],
  ['invalid-time-zone', { tz: '+08:00' }],
  ['invalid-cursor', { cursor: 'x' }],
])('%s', async (code, question) => {
  await expect(listDeadlines(dataSource, { ...asked, ...question })).rejects.toMatchObject({ code });
});

test('a cursor is of its question', async () => {
  const { next } = await listDeadlines(dataSource, { ...asked, limit: 3 });
  await expect(listDeadlines(dataSource, { ...asked, status: 'due', cursor: next! })).rejects.toThrow(QueryError);
});

describe('what fires', () => {
  const at = new Date(now);
  const due = () =>
    all
      .flatMap(({ complaintId, clock, nextAt }) => (nextAt && nextAt <= at ? [`${nextAt.toISOString()} ${complaintId} ${clock}`] : []))
      .sort();
  const named = (clocks: Awaited<ReturnType<ClockIndex['find']>>['clocks']) =>
    clocks.map(({ nextAt, complaintId, clock }) => `${nextAt.toISOString()} ${complaintId} ${clock}`);

  test('is found page by page, the longest due first, as of the position that is folded', async () => {
    const found: string[] = [];
    const whole = await clockIndex(dataSource).find({ now: at, limit: 200 });
    expect(whole).toMatchObject({ position: last, end: null });
    expect(named(whole.clocks)).toEqual(due());
    const later = all.flatMap(({ nextAt }) => (nextAt && nextAt > at ? [nextAt.getTime()] : []));
    expect(whole.next?.getTime()).toBe(Math.min(...later));
    for (let after: (typeof whole)['end'] | undefined; after !== null;) {
      const page = await clockIndex(dataSource).find({ now: at, after, limit: 4 });
      found.push(...named(page.clocks));
      after = page.end;
    }
    expect([...new Set(found)].sort()).toEqual(due());
  });

  test('comes with all else that is due of the same complaint', async () => {
    const end = new Date(hour(100));
    const { clocks } = await clockIndex(dataSource).find({ now: end, limit: 1 });
    const [first] = clocks;
    expect(clocks.map(({ clock }) => clock)).toEqual(
      all
        .filter(({ complaintId, nextAt }) => complaintId === first!.complaintId && nextAt !== null)
        .sort((a, b) => a.nextAt!.getTime() - b.nextAt!.getTime())
        .map(({ clock }) => clock),
    );
  });

  test('is nothing while the view stands still', async () => {
    await dataSource.query(`UPDATE views.checkpoint SET state = 'stopped'`);
    expect(await clockIndex(dataSource).find({ now: at, limit: 200 })).toEqual({ position: null, clocks: [], end: null, next: null });
    await dataSource.query(`UPDATE views.checkpoint SET state = 'running'`);
  });
});
