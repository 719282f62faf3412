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
  listFilters,
  listSorts,
  timeFilters,
  type ComplaintFilter,
  type ComplaintListQuestion,
} from './list-complaints.js';
import type { Reach } from './page.js';
import { earlierComplaints } from './earlier-complaint.js';
import { relatedComplaints } from './related-complaints.js';

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
        tags: n % 5 === 0 ? ['vip'] : n % 7 === 0 ? ['press', 'vip', '通融退保'] : [],
        ...(n % 10 === 0 && { suggestion: { category: 'service', library: 1 }, sourceReference: `FOS-${n}` }),
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
      ...(n % 9 === 0 ? [event('HandedOver', { ...sample.HandedOver, to: { team: 'legal', skill: 'law' } })] : []),
      ...(n % 7 === 0
        ? [
            event('ContributionRequested', sample.ContributionRequested),
            event('Escalated', { track: 'external', body: 'regulator', reason: 'r', trigger: 'customer' }),
            event('CustomerArrived', sample.CustomerArrived),
            event('Linked', sample.Linked),
          ]
        : []),
      ...(n % 13 === 0 ? [event('JoinedIncident', { incidentId: uuid(800) }), event('RiskRaised', sample.RiskRaised)] : []),
      ...(n % 11 === 0 ? [event('MergedInto', { ...sample.MergedInto, complaintId: uuid(n % 2 ? 1 : 2) })] : []),
      ...(n % 3 === 0 ? [event('Closed', sample.Closed)] : []),
      ...(n % 12 === 0 ? [event('PersonalDataErased', sample.PersonalDataErased)] : []),
    ];
    return told.map((one, revision) => {
      const event = recorded(n, revision, one, { position: ++position, occurredAt });
      return { ...event, metadata: { ...event.metadata, subjectIds: n % 8 === 7 ? [] : [uuid(900 + (n % 8))] } };
    });
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

/** All pages: with a reach beyond all complaints, and with one that ends soon, so that what is rare is looked up. */
async function walk(question: ComplaintListQuestion): Promise<ListedComplaint[]> {
  const [far, near] = await Promise.all([pages(question), pages(question, { walk: 3, longWalk: 13 })]);
  expect(near).toEqual(far);
  return far;
}

async function pages(question: ComplaintListQuestion, reach?: Reach): Promise<ListedComplaint[]> {
  const found: ListedComplaint[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listComplaints(dataSource, { ...question, ...(cursor && { cursor }) }, reach);
    found.push(...items);
    if (next === null) return found;
    if (!reach && items.length !== (question.limit ?? 50)) throw new Error(`a page of ${items.length} that is not the last`);
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
    const [first, second = null] = [...new Set(all.map((complaint) => complaint[name]))];
    const by = async (value: unknown) => (await pages({ filter: { [name]: value } })).map(({ complaintId }) => complaintId);
    expect(await found({ [name]: first })).toEqual(matching((complaint) => complaint[name] === first));
    expect(await by([first, second])).toEqual(matching((complaint) => complaint[name] === first || complaint[name] === second));
    expect(await found({ [name]: null })).toEqual(matching((complaint) => complaint[name] === null));
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

test('lists: any of these, and none', async () => {
  for (const name of listFilters) {
    const known = [...new Set(all.flatMap((complaint) => complaint[name]))];
    expect(known.length).toBeGreaterThan(0);
    expect(await found({ [name]: known[0] })).toEqual(matching((complaint) => complaint[name].includes(known[0]!)));
    expect(await found({ [name]: known })).toEqual(matching((complaint) => complaint[name].length > 0));
    expect(await found({ [name]: null })).toEqual(matching((complaint) => complaint[name].length === 0));
  }
});

test('the other complaints of the same person', async () => {
  const others = all.filter(({ complaintId }) => Number(complaintId.slice(-12)) % 8 === 3).map(({ complaintId }) => complaintId);
  expect(others).toHaveLength(5);
  for (const sort of ['receivedAt', '-closedAt']) {
    const same = await walk({ filter: { sameSubjectAs: uuid(3).toUpperCase() }, sort, limit: 2 });
    expect(same.map(({ complaintId }) => complaintId).sort()).toEqual(others.filter((id) => id !== uuid(3)).sort());
  }
  expect(await found({ sameSubjectAs: uuid(7) })).toEqual([]); // nothing personal
  expect(await found({ sameSubjectAs: uuid(4_000) })).toEqual([]); // unknown
});

test.each<[string, (complaint: ListedComplaint) => boolean]>([
  ['workshop', ({ contributionsFrom }) => contributionsFrom.includes('workshop')],
  ['CAUSE', () => true],
  ['fos', ({ sourceReference }) => sourceReference !== null],
  ['FOS-1', ({ sourceReference }) => sourceReference?.startsWith('FOS-1') ?? false],
  ['退保', ({ tags }) => tags.includes('通融退保')],
  ['退保 VIP', ({ tags }) => tags.includes('通融退保')],
  ['保险', () => false],
  ['prod leg', ({ product, assignedTeam }) => product !== null && assignedTeam === 'legal'],
  [
    'upheld unit',
    ({ outcome, assignedUnit, unit }) => outcome === 'upheld' && (assignedUnit !== null || unit?.startsWith('unit') === true),
  ],
  [uuid(17), ({ complaintId }) => complaintId === uuid(17)],
  [uuid(17).slice(0, 13), () => true],
  [`${uuid(17)} web`, () => false],
  ['regulator', ({ externalBodies }) => externalBodies.includes('regulator')],
  ["x' | 'vip", () => false],
  ["vip' & !'press", ({ tags }) => tags.includes('vip') && tags.includes('press')],
  ['vip:* <-> (press)', ({ tags }) => tags.includes('vip') && tags.includes('press')],
])('words: %s', async (q, keep) => {
  expect((await walk({ q, limit: 3 })).map(({ complaintId }) => complaintId)).toEqual(matching(keep));
  expect((await walk({ q, filter: { status: 'open' } })).map(({ complaintId }) => complaintId)).toEqual(
    matching((complaint) => keep(complaint) && complaint.status === 'open'),
  );
});

test('filters hold together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        {
          status: fc.constantFrom('open', 'closed'),
          cause: fc.subarray(['cause-0', 'cause-1', 'cause-2']),
          acknowledged: fc.boolean(),
          owed: fc.constantFrom(0, 1),
          tags: fc.constantFrom('vip', 'press'),
          receivedFrom: fc.constantFrom('2026-01-05T00:00:00Z', '2026-01-11T00:00:00Z'),
          lastEventTo: fc.constantFrom('2026-01-08T00:00:00Z', '2026-01-15T00:00:00Z'),
        },
        { requiredKeys: [] },
      ),
      fc.constantFrom(...listSorts.flatMap((sort) => [sort, `-${sort}`])),
      fc.integer({ min: 1, max: 41 }),
      async (filter, sort, limit) => {
        const keep = (complaint: ListedComplaint) =>
          (filter.status === undefined || complaint.status === filter.status) &&
          (filter.cause === undefined || filter.cause.includes(complaint.cause)) &&
          (filter.acknowledged === undefined || complaint.acknowledged === filter.acknowledged) &&
          (filter.owed === undefined || complaint.owed === filter.owed) &&
          (filter.tags === undefined || complaint.tags.includes(filter.tags)) &&
          (filter.receivedFrom === undefined || complaint.receivedAt >= new Date(filter.receivedFrom)) &&
          (filter.lastEventTo === undefined || complaint.lastEventAt < new Date(filter.lastEventTo));
        const expected = (await pages({ sort })).filter(keep).map(({ complaintId }) => complaintId);
        expect((await walk({ filter: filter as ComplaintFilter, sort, limit })).map(({ complaintId }) => complaintId)).toEqual(expected);
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
  [{ filter: { mergedInto: 'x' } }, 'invalid-filter'],
  [{ filter: { incident: 'x' } }, 'invalid-filter'],
  [{ filter: { sameSubjectAs: 'x' } }, 'invalid-filter'],
  [{ q: ' ' }, 'invalid-filter'],
  [{ q: '- _ ./' }, 'invalid-filter'],
  [{ q: 'x'.repeat(201) }, 'invalid-filter'],
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

test('whatever is searched for is no error, and finds what has all of its words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), async (junk) => {
      const one = await pages({ q: `press ${junk}`, limit: 200 });
      expect(one.every(({ tags }) => tags.includes('press'))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('what a complaint has to do with others, from either side, also after erasure', async () => {
  const how = async (n: number) =>
    Object.fromEntries((await relatedComplaints(dataSource, uuid(n)))!.map(({ complaintId, how: relations }) => [complaintId, relations]));
  const repeats = (n: number) =>
    all
      .filter(({ complaintId, product }) => {
        const other = Number(complaintId.slice(-12));
        return other !== n && other % 8 === n % 8 && product === `product-${n % 4}`;
      })
      .map(({ complaintId }) => complaintId);
  expect(repeats(3)).toHaveLength(4);
  expect(await how(3)).toEqual(Object.fromEntries(repeats(3).map((id) => [id, ['repeat']])));
  expect(await how(4)).toEqual({}); // no product
  expect(await how(8)).toEqual({});
  // Zero to thirty-nine: 11 and 33 were merged into 1, 0 and 22 into 2.
  expect(await how(1)).toMatchObject({ [uuid(11)]: ['merged-from'], [uuid(33)]: ['merged-from', 'repeat'] });
  expect(await how(11)).toMatchObject({ [uuid(1)]: ['merged-into'] });
  expect(await how(33)).toMatchObject({ [uuid(1)]: ['merged-into', 'repeat'] });
  expect(await relatedComplaints(dataSource, uuid(21))).toContainEqual({
    complaintId: sample.Linked.complaintId,
    how: ['linked-related'],
    complaint: null,
  });
  expect(await relatedComplaints(dataSource, uuid(4_000))).toBeUndefined();
});

test('the latest earlier complaint of the same person about the same product', async () => {
  const received = (n: number) => `2026-01-${String(1 + (n >> 1)).padStart(2, '0')}T08:00:00.000Z`;
  const one = (n: number, receivedAt = received(n)) => ({
    complaintId: uuid(n),
    subjects: [uuid(900 + (n % 8))],
    product: `product-${n % 4}`,
    receivedAt,
  });
  const earlierOf = async (n: number, receivedAt?: string) => (await earlierComplaints(dataSource, [one(n, receivedAt)]))[0];
  // 3, 11, 19, 27 and 35 are of one person and product; closed ones count.
  expect(await earlierOf(35)).toBe(uuid(27));
  expect(await earlierOf(11)).toBe(uuid(3));
  expect(await earlierOf(3)).toBeUndefined();
  // At the same moment the lesser id is the earlier.
  expect(await earlierOf(19, received(27))).toBe(uuid(11));
  expect(await earlierOf(35, received(27))).toBe(uuid(27));
  // 90 days of 24 hours, and not a millisecond more.
  expect(await earlierOf(43, '2026-04-18T08:00:00.000Z')).toBe(uuid(35));
  expect(await earlierOf(43, '2026-04-18T08:00:00.001Z')).toBeUndefined();
  // Many at once, each with its own answer.
  const others = [{ ...one(43), product: 'other' }, one(35), { ...one(43), subjects: [uuid(7)] }, one(3), one(11)];
  expect(await earlierComplaints(dataSource, others)).toEqual([undefined, uuid(27), undefined, undefined, uuid(3)]);
});

test('what the answer leaves out: pseudonyms, and what only the fold needs', () => {
  const left = ['subjects', 'links', 'awaited', 'terms', 'cameByForm', 'leftByForm', 'lastVisit'];
  expect(Object.keys(all[0]!).filter((name) => left.includes(name))).toEqual([]);
});

test('a case that is closed and opened again is in one place', async () => {
  const events = ['Received', 'Closed', 'Reopened', 'Closed', 'Reopened'] as const;
  const id = 77;
  const told = events.map((type, revision) =>
    recorded(id, revision, event(type, sample[type] as never), { position: BigInt(5_000 + revision) }),
  );
  for (const [i, one] of told.entries()) {
    await dataSource.transaction((manager) => complaintList.write([one], manager));
    const [listed, ...others] = (await pages({})).filter(({ complaintId }) => complaintId === uuid(id));
    expect(others).toEqual([]);
    expect(listed).toMatchObject({ status: i % 2 ? 'closed' : 'open', revision: i });
  }
});
