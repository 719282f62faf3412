import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, rounds, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { QueryError, ViewNotReady } from '../query-error.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import type { ApprovalRound } from './approvals.entity.js';
import { approvals } from './approvals.js';
import { foldApprovals, statusAt, waitingSeats, type CaseApprovals } from './fold-approvals.js';
import { listApprovals, type ApprovalsQuestion } from './list-approvals.js';

let database: TestDatabase;
let dataSource: DataSource;
/** The answer before there was a worker. */
let early: unknown;
/** Every round there is, and who may sign it. */
const all: ApprovalRound[] = [];

const { event, sample } = story;
const { granted, requested } = rounds;
const now = '2026-11-01T00:00:00.000Z';

type Told = Pick<ComplaintEvent, 'type' | 'data'>;

const [board, committee] = ['board', 'risk-committee'].map((role) => ({ role, recordedBy: 'board-secretary' }));

/**
 * Sixty complaints with a round or two each, in all states, of some units and bands, a third of them lapsed, some that never lapse, some for
 * two bodies with one secretary.
 */
function told(n: number): Told[] {
  const [proposed, asked] = requested([150_000, 250_000, 0, 1_200_000, 60_000_000][n % 5]!, { proposer: `u-proposer-${n % 2}` });
  const month = ['2026-10-20', '2026-11-10', '2026-12-10', undefined][(n >> 3) % 4];
  const single = asked!.data as (typeof sample)['ApprovalRequested'];
  const both = { required: [...single.required, { role: 'risk-committee', standIns: [] }], bodies: [board!, committee!] };
  const data = { ...single, ...(n % 10 === 9 && both), lapsesAt: month && `${month}T0${n % 3}:00:00.000Z` };
  const round = [proposed!, event('ApprovalRequested', { ...data, mode: n % 10 === 1 ? 'ordered' : data.mode } as never)];
  const outcomes: Told[][] = [
    [],
    [event('Assigned', { person: 'u-cfo' })],
    n % 5 === 0 ? [granted('channel-head', { completes: true })] : [granted('channel-head')],
    [event('ApprovalRefused', sample.ApprovalRefused)],
    [event('ApprovalVoided', { round: 1, cause: 'changed' }), ...requested(250_000, { round: 2 })],
    [],
    [event('ResolutionWithdrawn', sample.ResolutionWithdrawn)],
    [event('ApprovalVoided', { round: 1, cause: 'lapsed' }), ...requested(50_000_000, { round: 2 }), granted('cfo', { round: 2 })],
  ];
  return [event('Received', { ...story.form, unit: `unit-${n % 3}` }), ...round, ...outcomes[n % 8]!];
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  early = await listApprovals(dataSource, { now }).catch((error: unknown) => error);
  let position = 0n;
  const events: Recorded<ComplaintEvent>[] = Array.from({ length: 60 }, (_, n) =>
    told(n).map((one, revision) =>
      recorded(n, revision, one, { position: ++position, occurredAt: `2026-10-0${1 + (n % 4)}T0${n % 7}:00:00.000Z` }),
    ),
  ).flat();
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [approvals], limits: { size: 7 } });
  await waitForPosition(dataSource, approvals, position, 20_000);
  await views.stop();
  const folded = new Map<string, CaseApprovals>();
  for (const one of events) folded.set(one.stream, foldApprovals(folded.get(one.stream), one));
  all.push(...[...folded.values()].flatMap((one) => one.rounds));
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const keyOf = ({ complaintId, round }: Pick<ApprovalRound, 'complaintId' | 'round'>) => `${complaintId} ${round}`;

/** All pages. */
async function walk(question: Partial<ApprovalsQuestion>): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listApprovals(dataSource, { now, ...question, ...(cursor && { cursor }) });
    found.push(...items.map(keyOf));
    if (next === null) return found;
    expect(items).toHaveLength(question.limit ?? 50);
    cursor = next;
  }
}

/** What must be found, in order: those that lapse soonest, then those that wait longest. */
function matching(keep: (round: ApprovalRound) => boolean): string[] {
  const order = (round: ApprovalRound) => `${round.lapsesAt.toISOString()} ${round.requestedAt.toISOString()} ${keyOf(round)}`;
  const found = all.filter(keep).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return found.map(keyOf);
}

const at = new Date(now);
const waits = (round: ApprovalRound) => statusAt(round, at) === 'requested';
const seats = (round: ApprovalRound) => (waits(round) ? waitingSeats(round) : []);

test('before the worker has started the view is not ready', () => {
  expect(early).toBeInstanceOf(ViewNotReady);
});

test('what waits for a signature comes first to lapse first, whatever the size of the page; what has lapsed is not among it', async () => {
  const expected = matching(waits);
  expect(expected.length).toBeGreaterThan(20);
  for (const limit of [1, 7, expected.length - 1, expected.length, 200]) expect(await walk({ limit })).toEqual(expected);
});

test('every status, as it is at the instant of the question', async () => {
  for (const status of ['requested', 'granted', 'refused', 'voided', 'lapsed', 'withdrawn', 'spent']) {
    expect(await walk({ status, limit: 3 })).toEqual(matching((round) => statusAt(round, at) === status));
  }
  const later = '2027-01-01T00:00:00.000Z';
  expect(await walk({ status: 'lapsed', now: later })).toEqual(matching((round) => statusAt(round, new Date(later)) === 'lapsed'));
});

test('by role, unit, both, and when it lapses', async () => {
  const roles = new Set(all.flatMap(seats).map(({ role }) => role));
  expect([...roles].sort()).toEqual(
    ['board', 'board-secretary', 'cfo', 'channel-head', 'chief-actuary', 'general-manager', 'operations-director', 'risk-committee'].sort(),
  );
  for (const role of roles) {
    const due = (round: ApprovalRound) => seats(round).some((seat) => seat.role === role);
    expect(await walk({ role, limit: 2 })).toEqual(matching(due));
    expect(await walk({ role, unit: 'unit-1' })).toEqual(matching((round) => due(round) && round.unit === 'unit-1'));
  }
  expect(await walk({ unit: 'unit-2' })).toEqual(matching((round) => waits(round) && round.unit === 'unit-2'));
  const lapsesBefore = '2026-11-10T01:00:00.000Z';
  expect(await walk({ lapsesBefore })).toEqual(matching((round) => waits(round) && round.lapsesAt < new Date(lapsesBefore)));
  expect(await walk({ role: 'nobody' })).toEqual([]);
});

test('of one complaint every round', async () => {
  const [first] = all.filter(({ round }) => round === 2);
  expect(await walk({ complaint: first!.complaintId })).toEqual(matching(({ complaintId }) => complaintId === first!.complaintId));
  expect(await walk({ complaint: first!.complaintId, status: 'requested' })).toHaveLength(1);
  expect(await walk({ complaint: uuid(999) })).toEqual([]);
});

test('what somebody may sign: in each of their roles, unless they or whom they sign for are barred; each round once', async () => {
  const own = (sub: string, ...roles: string[]) => roles.map((role) => ({ role, people: [sub] }));
  const cases = [
    own('u-1', 'cfo'),
    own('u-1', 'cfo', 'channel-head', 'board-secretary'),
    own('u-cfo', 'cfo', 'operations-director', 'board-secretary'),
    own('u-proposer-1', 'channel-head'),
    own('u-1', 'board'),
    [{ role: 'cfo', people: ['u-1', 'u-cfo'], delegation: uuid(5) }, ...own('u-1', 'channel-head')],
    [],
  ];
  for (const signers of cases) {
    const mine = (round: ApprovalRound) =>
      seats(round).some((seat) =>
        signers.some(({ role, people }) => seat.signs && seat.role === role && !people.some((person) => seat.barred.includes(person))),
      );
    expect(await walk({ signers, limit: 4 })).toEqual(matching(mine));
    const { items } = await listApprovals(dataSource, { now, signers, limit: 200 });
    expect(items.filter(({ signAs }) => !signAs?.length)).toEqual([]);
  }
  const both = { signers: own('u-1', 'cfo', 'board-secretary'), role: 'board' };
  expect(await walk(both)).toEqual(matching((round) => seats(round).some(({ seat }) => seat === 'board')));
});

test('tells what signing means', async () => {
  const [round] = all.filter((one) => waits(one) && one.bandFrom === '50000000' && one.signed.length > 0);
  const signers = [
    { role: 'board-secretary', people: ['u-cfo'] },
    { role: 'channel-head', people: ['u-1', 'u-2'], delegation: uuid(5) },
    { role: 'chief-actuary', people: ['u-cfo'] },
  ];
  const { items } = await listApprovals(dataSource, { now, complaint: round!.complaintId, signers });
  expect(items).toEqual([
    {
      complaintId: round!.complaintId,
      round: 2,
      status: 'requested',
      product: 'warranty',
      unit: round!.unit,
      remedy: 'refund',
      proposed: rounds.cny(50_000_000),
      proposer: 'u-handler',
      matrixVersion: 1,
      band: { from: 50_000_000, below: null, scope: 'head-office' },
      mode: 'all',
      currency: 'CNY',
      already: 0,
      now: 50_000_000,
      total: 50_000_000,
      reason: { 'zh-CN': expect.stringContaining('500000.00'), en: expect.stringContaining('500000.00') },
      required: round!.required,
      signed: [{ role: 'cfo', approver: 'u-cfo', at: expect.any(String) }],
      missing: ['channel-head', 'operations-director', 'general-manager', 'chief-actuary', 'board'].map((role) => ({ role })),
      next: round!.missing,
      // Who proposed the round before, too.
      involved: ['u-handler', 'u-proposer-1', 'u-salesman'],
      signAs: [{ role: 'channel-head', delegation: uuid(5) }, { role: 'board' }],
      customer: null,
      requestedAt: round!.requestedAt,
      lapsesAt: new Date(rounds.lapsesAt),
      decidedAt: null,
      endedBecause: null,
    },
  ]);
  const [endless] = all.filter((one) => waits(one) && one.lapsesAt.getUTCFullYear() === 9999);
  const { items: found } = await listApprovals(dataSource, { now, complaint: endless!.complaintId });
  expect(found[0]).toMatchObject({ lapsesAt: null });
  expect(found[0]).not.toHaveProperty('signAs');
});

test.each<[Partial<ApprovalsQuestion>, string]>([
  [{ limit: 0 }, 'invalid-limit'],
  [{ limit: 201 }, 'invalid-limit'],
  [{ status: 'open' }, 'invalid-filter'],
  [{ status: 'granted', role: 'cfo' }, 'invalid-filter'],
  [{ status: 'lapsed', signers: [] }, 'invalid-filter'],
  [{ complaint: 'x' }, 'invalid-value'],
  [{ unit: 'a\0' }, 'invalid-value'],
  [{ cursor: 'bm90aGluZw' }, 'invalid-cursor'],
])('refuses %j: %s', async (question, code) => {
  await expect(listApprovals(dataSource, { now, ...question })).rejects.toMatchObject({ name: QueryError.name, code });
});

test('a cursor of another question is refused', async () => {
  const { next } = await listApprovals(dataSource, { now, limit: 1 });
  await expect(listApprovals(dataSource, { now, limit: 1, cursor: next!, unit: 'unit-1' })).rejects.toThrow(QueryError);
  await expect(listApprovals(dataSource, { now, limit: 1, cursor: next! })).resolves.toMatchObject({ items: [{}] });
});
