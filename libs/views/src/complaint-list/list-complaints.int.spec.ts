import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { QueryError, ViewNotReady } from '../query-error.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import type { ListedComplaint } from './complaint-list.entity.js';
import { complaintList } from './complaint-list.js';
import {
  equalityFilters,
  listComplaints,
  listSorts,
  timeFilters,
  type ComplaintFilter,
  type ComplaintListQuestion,
} from './list-complaints.js';

let database: TestDatabase;
let dataSource: DataSource;
const all: ListedComplaint[] = [];
/** The answer before there was a worker. */
let early: unknown;

const { event, sample, form } = story;

/** Forty complaints: a third closed, two on each day, of some causes, units, tags … */
function complaints(): ReturnType<typeof recorded>[] {
  let position = 0n;
  return Array.from({ length: 40 }, (_, n) => n).flatMap((n) => {
    const occurredAt = `2026-01-${String(1 + (n >> 1)).padStart(2, '0')}T08:00:00.000Z`;
    const told: Pick<ComplaintEvent, 'type' | 'data'>[] = [
      event('Received', {
        ...form,
        cause: `cause-${n % 3}`,
        product: n % 4 === 0 ? undefined : `product-${n % 4}`,
        grade: n % 2 ? 'complaint' : 'grievance',
        tags: n % 5 === 0 ? ['vip'] : n % 7 === 0 ? ['press', 'vip'] : [],
      }),
      event('Assigned', { person: `u-${n % 4}`, unit: `unit-${n % 2}` }),
      ...(n % 6 === 0
        ? [
            event('Acknowledged', sample.Acknowledged),
            event('HistoryImported', { ...sample.HistoryImported, source: { system: 's', id: `${n}` } }),
          ]
        : []),
      ...(n % 5 === 0 ? [event('Classified', { ...sample.Classified, sensitive: n % 2 === 0 })] : []),
      ...(n % 4 === 0
        ? [event('ResolutionProposed', sample.ResolutionProposed), event('ApprovalRequested', sample.ApprovalRequested)]
        : []),
      ...(n % 8 === 0
        ? [
            event('ApprovalGranted', sample.ApprovalGranted),
            event('Compensated', { ...sample.Compensated, approvalRound: 1 }),
            event('Compensated', sample.Compensated),
            event('RemedyFulfilled', sample.RemedyFulfilled),
          ]
        : []),
      ...(n % 3 === 0 ? [event('Closed', sample.Closed)] : []),
    ];
    return told.map((one, revision) => recorded(n, revision, one, { position: ++position, occurredAt }));
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  early = await listComplaints(dataSource).catch((error: unknown) => error);
  const events = complaints();
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [complaintList] });
  await waitForPosition(dataSource, complaintList, events.at(-1)!.position, 20_000);
  await views.stop();
  all.push(...(await walk({ limit: 200 })));
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** All pages. */
async function walk(question: ComplaintListQuestion): Promise<ListedComplaint[]> {
  const found: ListedComplaint[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listComplaints(dataSource, { ...question, ...(cursor && { cursor }) });
    found.push(...items);
    if (next === null) return found;
    expect(items).toHaveLength(question.limit ?? 50);
    cursor = next;
  }
}

const matching = (keep: (complaint: ListedComplaint) => boolean) => all.filter(keep).map(({ complaintId }) => complaintId);
const found = async (filter: ComplaintFilter) => (await walk({ filter })).map(({ complaintId }) => complaintId);

test('before the worker has started the view is not ready', () => {
  expect(early).toBeInstanceOf(ViewNotReady);
});

test('the newest come first unless asked otherwise', () => {
  expect(all).toHaveLength(40);
  expect(all.map(({ receivedAt }) => receivedAt.getTime())).toEqual(
    all.map(({ receivedAt }) => receivedAt.getTime()).sort((a, b) => b - a),
  );
});

test('however it is sorted and cut into pages, each complaint comes once, in order, those without the value last', async () => {
  for (const by of listSorts) {
    for (const sign of [1, -1]) {
      const expected = [...all].sort((a, b) => {
        const [x, y] = [a[by]?.getTime(), b[by]?.getTime()];
        const order = x === y ? (a.complaintId < b.complaintId ? -1 : 1) : (x ?? 0) - (y ?? 0);
        return x !== y && (x === undefined || y === undefined) ? (x === undefined ? 1 : -1) : sign * order;
      });
      for (const limit of [1, 7, 13, 39, 40, 41]) {
        const walked = await walk({ sort: `${sign < 0 ? '-' : ''}${by}`, limit });
        expect(walked.map(({ complaintId }) => complaintId)).toEqual(expected.map(({ complaintId }) => complaintId));
      }
    }
  }
});

test('every field that is listed as a filter filters, by one value, by several, and by none', async () => {
  for (const name of equalityFilters) {
    const [first, second] = [...new Set(all.map((complaint) => complaint[name]))];
    const by = async (value: unknown) => found({ [name]: value });
    expect(await by(first)).toEqual(matching((complaint) => complaint[name] === first));
    expect(await by([first, second])).toEqual(matching((complaint) => complaint[name] === first || complaint[name] === second));
    expect(await by(null)).toEqual(matching((complaint) => complaint[name] === null));
    expect(await by([null, first])).toEqual(matching((complaint) => complaint[name] === null || complaint[name] === first));
    expect(await by([])).toEqual([]);
  }
});

test('times: from inclusive, to exclusive, in any offset', async () => {
  const edge = new Date('2026-01-10T08:00:00.000Z');
  for (const [name, [field, sign]] of Object.entries(timeFilters)) {
    const keep = (complaint: ListedComplaint) => {
      const at = complaint[field];
      return at !== null && (sign === '<' ? at < edge : at >= edge);
    };
    expect((await found({ [name]: '2026-01-10T16:00:00+08:00' })).sort()).toEqual(matching(keep).sort());
  }
});

test('tags: any of them', async () => {
  expect(await found({ tags: 'press' })).toEqual(matching(({ tags }) => tags.includes('press')));
  expect(await found({ tags: ['press', 'vip'] })).toEqual(matching(({ tags }) => tags.length > 0));
});

test('filters hold together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        { status: fc.constantFrom('open', 'closed'), cause: fc.subarray(['cause-0', 'cause-1', 'cause-2']), acknowledged: fc.boolean() },
        { requiredKeys: [] },
      ),
      async (filter) => {
        const keep = (complaint: ListedComplaint) =>
          (filter.status === undefined || complaint.status === filter.status) &&
          (filter.cause === undefined || filter.cause.includes(complaint.cause)) &&
          (filter.acknowledged === undefined || complaint.acknowledged === filter.acknowledged);
        expect(await found(filter as ComplaintFilter)).toEqual(matching(keep));
      },
    ),
    { numRuns: 30 },
  );
});

test.each<[unknown, string]>([
  [{ limit: 0 }, 'invalid-limit'],
  [{ limit: 201 }, 'invalid-limit'],
  [{ limit: 1.5 }, 'invalid-limit'],
  [{ sort: 'cause' }, 'unknown-sort'],
  [{ sort: '--receivedAt' }, 'unknown-sort'],
  [{ cursor: 'bm90aGluZw' }, 'invalid-cursor'],
  [{ filter: { account: 'x' } }, 'unknown-filter'],
  [{ filter: { constructor: 'x' } }, 'unknown-filter'],
  [{ filter: { receivedFrom: 'yesterday' } }, 'invalid-filter'],
  [{ filter: { level: 'high' } }, 'invalid-value'],
  [{ filter: { level: 1e12 } }, 'invalid-value'],
  [{ filter: { cause: 'a\0' } }, 'invalid-value'],
])('refuses %j: %s', async (question, code) => {
  await expect(listComplaints(dataSource, question as ComplaintListQuestion)).rejects.toMatchObject({ name: QueryError.name, code });
});

test('a cursor of other filters or another sort is refused', async () => {
  const { next } = await listComplaints(dataSource, { limit: 1 });
  await expect(listComplaints(dataSource, { limit: 1, cursor: next!, sort: 'receivedAt' })).rejects.toThrow(QueryError);
  await expect(listComplaints(dataSource, { limit: 1, cursor: next!, filter: { cause: 'cause-1' } })).rejects.toThrow(QueryError);
  await expect(listComplaints(dataSource, { limit: 1, cursor: next! })).resolves.toMatchObject({ items: [{}] });
});

test('what an attacker writes is a value and nothing else', async () => {
  expect(await found({ cause: `x' OR 1=1 --` })).toEqual([]);
  expect((await found({ cause: 'cause-0' })).every((id) => id.startsWith(uuid(0).slice(0, 20)))).toBe(true);
});
