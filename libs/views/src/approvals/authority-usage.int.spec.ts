import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { seatsOf } from '@redress/authority';
import type { ApprovalRequestedData, ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, rounds, SpecLog, story, type TestDatabase } from '@redress/testing';
import { Checkpoint } from '../checkpoint.js';
import { answerReport, type ReportQuestion } from '../report-answer.js';
import { complaintsBehind } from '../report-complaints.js';
import { isCount } from '../report-definition.js';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { approvals } from './approvals.js';
import { authorityUsage } from './authority-usage.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views: [approvals] })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The view of exactly these events. */
async function fill(events: readonly Recorded[], size = 1_000): Promise<void> {
  const tables = [Checkpoint, ...approvals.entities].map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [approvals], limits: { size, buffer: 2 * size } });
  const last = events.at(-1);
  if (last) await waitForPosition(dataSource, approvals, last.position, 20_000);
  await views.stop();
}

const { event, sample } = story;
const now = '2030-01-01T00:00:00.000Z';
const start = Date.UTC(2026, 0, 1);
const instant = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const dayMinutes = 24 * 60;

/** What somebody tries with a complaint at a minute; what cannot be then is left out, as the decisions would refuse it. */
interface Attempt {
  readonly complaint: number;
  readonly minute: number;
  readonly later: number;
  readonly act: 'propose' | 'sign' | 'refuse' | 'recuse' | 'withdraw' | 'order' | 'customer-refuses';
  /** Chooses among what there is to choose from. */
  readonly n: number;
  readonly amount: number;
  readonly validDays: number;
  readonly how: 'own' | 'delegated' | 'stand-in';
}

/** A log in which every round goes as the decisions would let it. Complaints with an even number are one customer's. */
function logOf(attempts: readonly Attempt[]): Recorded<ComplaintEvent>[] {
  interface Open {
    round: number;
    request?: ApprovalRequestedData | undefined;
    signed: { role: string; approver: string; actingFor?: string }[];
    isGranted: boolean;
  }
  const complaints = new Map<number, { revision: number; open: Open }>();
  const log: Recorded<ComplaintEvent>[] = [];
  let known = 0;
  for (const attempt of attempts.toSorted((a, b) => a.minute - b.minute)) {
    const { complaint, minute, act, n } = attempt;
    known = Math.max(known, minute + attempt.later);
    const occurredAt = instant(minute);
    const one = complaints.get(complaint) ?? { revision: 0, open: { round: 0, signed: [], isGranted: false } };
    complaints.set(complaint, one);
    const { open } = one;
    const tell = (type: ComplaintEvent['type'], data: object) => {
      const said = { position: BigInt(log.length + 1), occurredAt, recordedAt: instant(known) };
      const told = recorded(complaint, one.revision++, event(type, data as never), said);
      const subjectIds = complaint % 2 === 0 ? ['customer'] : complaint === 1 ? [] : [`customer-${complaint}`];
      log.push({ ...told, metadata: { ...told.metadata, subjectIds } } as typeof told);
    };
    if (one.revision === 0) tell('Received', { ...story.form, unit: complaint < 3 ? 'beijing' : undefined });

    const { request, round } = open;
    const hasLapsed = request?.lapsesAt !== undefined && request.lapsesAt <= occurredAt;
    const seats = request ? seatsOf(request.required, []).filter(({ role }) => !open.signed.some((signed) => signed.role === role)) : [];
    if (act === 'propose') {
      if (request) tell('ApprovalVoided', { round, cause: hasLapsed ? 'lapsed' : 'changed' });
      const [proposed, asked] = rounds.requested(attempt.amount, { round: round + 1, remedy: n % 2 ? 'refund' : 'voucher' });
      const { lapsesAt, ...data } = asked!.data as ApprovalRequestedData;
      tell('ResolutionProposed', proposed!.data);
      tell('ApprovalRequested', { ...data, ...(lapsesAt && { lapsesAt: instant(minute + attempt.validDays * dayMinutes) }) });
      one.open = {
        round: round + 1,
        request: log.at(-1)!.data as ApprovalRequestedData,
        signed: [],
        isGranted: data.required.length === 0,
      };
    } else if (!request) {
      continue;
    } else if (act === 'recuse') {
      const signed = open.signed[n % open.signed.length];
      if (!signed) continue;
      tell('Recused', { person: signed.approver, reason: 'x', vacates: [] });
      tell('ApprovalVoided', { round, cause: 'recused', approver: signed.approver });
      open.signed = open.signed.filter((other) => other.approver !== signed.approver && other.actingFor !== signed.approver);
      open.isGranted = false;
    } else if (act === 'withdraw') {
      tell('ResolutionWithdrawn', { round, reason: 'x' });
      open.request = undefined;
    } else if (hasLapsed) {
      continue;
    } else if (act === 'order') {
      if (!open.isGranted) continue;
      tell('Compensated', { ...sample.Compensated, approvalRound: round });
      open.request = undefined;
    } else if (act === 'customer-refuses') {
      tell('CustomerRefused', { round, refusedBy: 'customer' });
      tell('ApprovalVoided', { round, cause: 'customer-refused' });
      open.request = undefined;
    } else {
      const seat = seats[n % seats.length];
      if (!seat || open.isGranted) continue;
      const { role } = seat;
      const approver = `${role}-${n % 2}`;
      const actingFor = attempt.how === 'delegated' ? { actingFor: `${role}-chief`, delegation: 'd' } : {};
      const place = attempt.how === 'stand-in' ? { role: 'somebody-else', standsInFor: role } : { role };
      const completes = seats.length === 1 || request.mode === 'any';
      const data = { round, ...place, approver, ...actingFor };
      tell(act === 'sign' ? 'ApprovalGranted' : 'ApprovalRefused', act === 'sign' ? { ...data, completes } : { ...data, reason: 'x' });
      if (act === 'refuse') open.request = undefined;
      open.signed.push({ role, approver, ...actingFor });
      open.isGranted = completes;
    }
  }
  return log;
}

/** Many that add up to an edge, or lie near one. */
const amounts = [0, 50_000, 100_000, 100_000, 150_000, 189_999, 190_000, 200_000, 800_000, 60_000_000];
// Often at the same instant, that edges of time are met.
const minute = fc.tuple(fc.nat(120), fc.constantFrom(0, 0, 0, 59, 61)).map(([day, more]) => day * dayMinutes + more);
const act = fc.constantFrom(
  ...(['propose', 'propose', 'sign', 'sign', 'sign', 'refuse', 'recuse', 'withdraw', 'order', 'customer-refuses'] as const),
);
const logs = fc
  .array(
    fc.record({
      complaint: fc.nat(4),
      minute,
      later: fc.constantFrom(0, 0, 61, 5 * dayMinutes),
      act,
      n: fc.nat(11),
      amount: fc.constantFrom(...amounts),
      validDays: fc.integer({ min: 1, max: 40 }),
      how: fc.constantFrom('own', 'own', 'delegated', 'stand-in'),
    }),
    { minLength: 20, maxLength: 120, size: 'max' },
  )
  .map(logOf);

/** A round as somebody would tell it who reads the events one by one. */
interface Told {
  readonly complaint: string;
  readonly customer: string | undefined;
  readonly asked: ApprovalRequestedData;
  readonly at: string;
  readonly split: Readonly<Record<string, string | null>>;
  status: string;
  decidedAt?: string;
  readonly answers: Map<string, { kind: string; approver: string; actingFor?: string | undefined; at: string }>;
}

function tell(events: readonly Recorded<ComplaintEvent>[], asOf: string, knownAt: string): Told[] {
  const told: Told[] = [];
  for (const one of events) {
    if (one.metadata.occurredAt > asOf || one.recordedAt > knownAt) continue;
    const stream = events.filter(({ stream: name }) => name === one.stream);
    const received = stream[0] as Extract<Recorded<ComplaintEvent>, { type: 'Received' }>;
    const at = one.metadata.occurredAt;
    const latest = told.filter(({ complaint }) => complaint === one.stream).at(-1)!;
    const answer = (kind: string, role: string, approver: string, actingFor?: string) =>
      latest.answers.set(role, { kind, approver, actingFor, at });
    switch (one.type) {
      case 'ApprovalRequested': {
        const { data } = one;
        const { from, below, scope } = data.band;
        const proposed = stream.filter(({ revision }) => revision < one.revision).at(-1)!.data as { remedy: string };
        const split = {
          band: `${from}-${below ?? ''}`,
          scope,
          unit: received.data.unit ?? null,
          product: received.data.product ?? null,
          remedy: proposed.remedy,
          matrixVersion: String(data.matrixVersion),
          currency: data.currency,
        };
        const status = data.required.length === 0 ? 'granted' : 'waiting';
        told.push({ complaint: one.stream, customer: received.metadata.subjectIds[0], asked: data, at, split, status, answers: new Map() });
        break;
      }
      case 'ApprovalGranted':
        answer('granted', one.data.standsInFor ?? one.data.role, one.data.approver, one.data.actingFor);
        if (one.data.completes) Object.assign(latest, { status: 'granted', decidedAt: at });
        break;
      case 'ApprovalRefused':
        answer('refused', one.data.standsInFor ?? one.data.role, one.data.approver, one.data.actingFor);
        Object.assign(latest, { status: 'refused', decidedAt: at });
        break;
      case 'ApprovalVoided': {
        const { approver } = one.data;
        if (approver === undefined) ended(latest, at);
        else {
          for (const [role, signed] of latest.answers)
            if (signed.approver === approver || signed.actingFor === approver) latest.answers.delete(role);
          latest.status = 'waiting';
        }
        break;
      }
      case 'ResolutionWithdrawn':
        ended(latest, at);
        break;
      case 'Compensated':
        latest.status = 'ordered';
        break;
      default:
    }
  }
  for (const one of told) {
    if (one.status === 'waiting' && lapsedBy(one, asOf)) one.status = 'lapsed';
    if (one.status === 'ordered') one.status = 'granted';
  }
  return told;
}

/** What comes after a round lapsed is too late to matter. */
function ended(round: Told, at: string): void {
  if (!lapsedBy(round, at)) round.status = 'voided';
}

const lapsedBy = ({ asked }: Told, at: string) => asked.lapsesAt !== undefined && asked.lapsesAt <= at;

/** Whether some rounds of a customer, this one among them, reach together an edge that each is under: every choice of them is tried. */
function splits(round: Told, all: readonly Told[]): boolean {
  if (round.customer === undefined) return false;
  const theirs = all.filter(({ customer }) => customer === round.customer);
  return theirs.some(({ at }) => {
    const since = new Date(Date.parse(at) - 90 * dayMinutes * 60_000).toISOString();
    const within = theirs.filter((one) => one.at >= since && one.at <= at);
    const latest = [...new Map(within.map((one) => [one.complaint, one])).values()];
    if (!latest.includes(round)) return false;
    return Array.from({ length: 2 ** latest.length }, (_, bits) => latest.filter((_, i) => bits & (1 << i))).some(
      (some) =>
        some.includes(round) &&
        some.every(({ asked }) => asked.band.below !== null) &&
        some.reduce((sum, { asked }) => sum + asked.total, 0) >= Math.max(...some.map(({ asked }) => asked.band.below!)),
    );
  });
}

/** The report as it must be, in any order of rows. */
function expected(events: readonly Recorded<ComplaintEvent>[], question: ReportQuestion): Record<string, unknown>[] {
  const { from, to, bucket, by = [], asOf = now, knownAt = now } = question;
  const told = tell(events, asOf, knownAt);
  const within = (at: string) => at >= from && at < to;
  const minutes = (a: string, b: string) => Math.floor((Date.parse(b) - Date.parse(a)) / 60_000);
  const split = [...by, ...(by.includes('currency') ? [] : ['currency'])];

  const asked = told.flatMap((one) => {
    const fact = { ...one, isSplit: splits(one, told), by: { ...one.split } as Record<string, string | null> };
    if (!split.includes('role') && !split.includes('approver')) {
      const outcome = one.status;
      return [{ ...fact, outcome, minutes: one.decidedAt ? minutes(one.at, one.decidedAt) : null }];
    }
    return one.asked.required.map(({ role }) => {
      const answer = one.answers.get(role);
      const outcome = () => {
        if (answer?.kind === 'refused') return 'refused';
        if (one.status === 'voided') return 'voided';
        if (answer) return 'granted';
        return one.status === 'lapsed' || one.status === 'waiting' ? one.status : 'needless';
      };
      const place = { ...one.split, role, approver: answer?.approver ?? null };
      return { ...fact, by: place, outcome: outcome(), minutes: answer ? minutes(one.at, answer.at) : null };
    });
  });
  const signed = told.flatMap((one) =>
    [...one.answers].flatMap(([role, answer]) =>
      answer.kind === 'granted'
        ? [{ at: answer.at, actingFor: answer.actingFor, by: { ...one.split, role, approver: answer.approver } }]
        : [],
    ),
  );

  const label = (at: string) => (bucket === 'day' ? at.slice(0, 10) : bucket === 'month' ? `${at.slice(0, 7)}-01` : null);
  const keyOf = (one: { at: string; by: Readonly<Record<string, string | null>> }) =>
    JSON.stringify([label(one.at), ...split.map((name) => one.by[name] ?? null)]);
  const rowsBy = [asked, signed].map((facts) => facts.filter(({ at }) => within(at)));
  const keys = new Set(rowsBy.flat().map(keyOf));
  return [...keys].map((key) => {
    const [first, ...values] = JSON.parse(key) as (string | null)[];
    const of = asked.filter((one) => within(one.at) && keyOf(one) === key);
    const given = signed.filter((one) => within(one.at) && keyOf(one) === key);
    const came = (outcome: string) => of.filter((one) => one.outcome === outcome).length;
    const decided = of
      .filter(({ outcome }) => outcome === 'granted' || outcome === 'refused')
      .flatMap(({ minutes: m }) => (m === null ? [] : [m]));
    return {
      ...(bucket && { bucket: first }),
      ...Object.fromEntries(split.map((name, i) => [name, values[i]])),
      requests: of.length,
      granted: came('granted'),
      refused: came('refused'),
      lapsed: came('lapsed'),
      voided: came('voided'),
      waiting: came('waiting'),
      needless: came('needless'),
      medianMinutes: decided.toSorted((a, b) => a - b)[Math.ceil(decided.length / 2) - 1] ?? null,
      total: of.length === 0 ? null : of.reduce((sum, one) => sum + one.asked.total, 0),
      nearEdge: of.filter(({ asked: { total, band } }) => band.below !== null && total >= band.below * 0.95).length,
      splitting: of.filter(({ isSplit }) => isSplit).length,
      signatures: given.length,
      delegated: given.filter(({ actingFor }) => actingFor !== undefined).length,
    };
  });
}

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

const cut = fc.oneof(minute, fc.constant(300 * dayMinutes), fc.constant(300 * dayMinutes));
const questions = fc
  .record({
    from: fc.oneof(minute, fc.constant(0)),
    length: fc.oneof(fc.integer({ min: 1, max: 200 * dayMinutes }), fc.constant(200 * dayMinutes)),
    bucket: fc.option(fc.constantFrom('day', 'month'), { nil: undefined }),
    by: fc.shuffledSubarray(Object.keys(authorityUsage.dimensions), { maxLength: 4 }),
    asOf: cut,
    knownAt: cut,
  })
  .map(({ from, length, bucket, by, asOf, knownAt }): ReportQuestion => ({
    from: instant(from),
    to: instant(from + length),
    tz: 'UTC',
    ...(bucket && { bucket }),
    by,
    asOf: instant(asOf),
    knownAt: instant(knownAt),
    now,
  }));

test('as of any two instants it is what somebody finds who reads the events one by one; the same bytes after a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.array(questions, { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      async (log, asked, size) => {
        await fill(log, size);
        const answers = [];
        for (const question of asked) {
          const report = await answerReport(dataSource, authorityUsage, question);
          expect(sorted(report.rows)).toEqual(sorted(expected(log, question)));
          answers.push(JSON.stringify(report));
        }
        await fill(log);
        for (const [i, question] of asked.entries())
          expect(JSON.stringify(await answerReport(dataSource, authorityUsage, question))).toBe(answers[i]);
      },
    ),
    { numRuns: 12 },
  );
});

test('behind every number that counts there are as many complaints', async () => {
  await fc.assert(
    fc.asyncProperty(logs, questions, async (log, question) => {
      await fill(log);
      const { rows } = await answerReport(dataSource, authorityUsage, question);
      const split = [...question.by!, 'currency'];
      for (const row of rows.slice(0, 5)) {
        for (const { name } of authorityUsage.measures.filter(isCount)) {
          const where = Object.fromEntries(split.map((dimension) => [dimension, row[dimension] as string | null]));
          const narrowed = { ...question, measure: name, where, ...(question.bucket && { bucketStart: row['bucket'] as string }) };
          let found = 0;
          for (let cursor: string | undefined; ;) {
            const page = await complaintsBehind(dataSource, authorityUsage, { ...narrowed, limit: 3, ...(cursor && { cursor }) });
            found += page.items.length;
            if (page.next === null) break;
            cursor = page.next;
          }
          expect([name, found]).toEqual([name, row[name]]);
        }
      }
    }),
    { numRuns: 6 },
  );
});

const attempt = (complaint: number, day: number, what: Partial<Attempt>): Attempt => ({
  complaint,
  minute: day * dayMinutes,
  later: 0,
  act: 'propose',
  n: 0,
  amount: 150_000,
  validDays: 30,
  how: 'own',
  ...what,
});
const ask = async (question: Partial<ReportQuestion>) =>
  (await answerReport(dataSource, authorityUsage, { from: '2026-01-01', to: '2026-04-01', tz: 'UTC', now, ...question })).rows;

test.each([
  [100_000, 90 * dayMinutes, 2],
  [99_999, 90 * dayMinutes, 0],
  [100_000, 90 * dayMinutes + 1, 0],
])('with %i more after %i minutes, of 100 000 each under an edge of 200 000, splitting is %i', async (amount, minutes, splitting) => {
  const later = { ...attempt(2, 0, { amount }), minute: minutes };
  await fill(logOf([attempt(0, 0, { amount: 100_000 }), later, attempt(3, 1, { amount: 199_999 })]));
  expect(await ask({ to: '2026-05-01' })).toMatchObject([{ requests: 3, splitting }]);
});

describe('a quarter', () => {
  beforeAll(() =>
    fill(
      logOf([
        attempt(0, 1, { amount: 150_000 }),
        attempt(0, 2, { act: 'sign', n: 0 }),
        attempt(0, 3, { act: 'order' }),
        attempt(2, 10, { amount: 195_000 }),
        attempt(2, 12, { act: 'sign', n: 1, how: 'delegated' }),
        attempt(2, 13, { act: 'order' }),
        attempt(1, 5, { amount: 250_000 }),
        attempt(1, 6, { act: 'sign', n: 2 }),
        attempt(3, 20, { amount: 250_000 }),
        attempt(3, 21, { act: 'refuse', n: 2 }),
      ]),
    ),
  );

  test('by band: what came of the requests, near an edge, and split below one', async () => {
    const row = { currency: 'CNY', voided: 0, waiting: 0, needless: 0 };
    expect(await ask({ by: ['band'] })).toEqual([
      {
        ...row,
        band: '1-200000',
        requests: 2,
        granted: 2,
        refused: 0,
        lapsed: 0,
        medianMinutes: dayMinutes,
        total: 345_000,
        nearEdge: 1,
        splitting: 2,
        signatures: 2,
        delegated: 1,
      },
      {
        ...row,
        band: '200000-1000000',
        requests: 2,
        granted: 0,
        refused: 1,
        lapsed: 1,
        medianMinutes: dayMinutes,
        total: 500_000,
        nearEdge: 0,
        splitting: 0,
        signatures: 1,
        delegated: 0,
      },
    ]);
  });

  test('by role: what that role did, and what it let lapse', async () => {
    const rows = await ask({ by: ['band', 'role'] });
    const told = rows.map(({ band, role, requests, granted, refused, lapsed, needless }) => [
      band,
      role,
      requests,
      granted,
      refused,
      lapsed,
      needless,
    ]);
    expect(told).toEqual([
      ['1-200000', 'channel-head', 2, 1, 0, 0, 1],
      ['1-200000', 'operations-director', 2, 1, 0, 0, 1],
      ['200000-1000000', 'cfo', 2, 1, 1, 0, 0],
      ['200000-1000000', 'channel-head', 2, 0, 0, 1, 1],
      ['200000-1000000', 'operations-director', 2, 0, 0, 1, 1],
    ]);
  });

  test('as it stood: nothing had lapsed yet', async () => {
    const [, branch] = await ask({ by: ['band'], asOf: '2026-02-01' });
    expect(branch).toMatchObject({ requests: 2, waiting: 1, lapsed: 0 });
    const [, lapsed] = await ask({ by: ['band'], asOf: '2026-02-06', knownAt: '2026-02-01' });
    expect(lapsed).toMatchObject({ waiting: 0, lapsed: 1 });
  });

  test("each approver's load", async () => {
    const rows = await ask({ by: ['approver'] });
    expect(rows.map(({ approver, granted, refused, signatures }) => [approver, granted, refused, signatures])).toEqual([
      ['cfo-0', 1, 1, 1],
      ['channel-head-0', 1, 0, 1],
      ['operations-director-1', 1, 0, 1],
      [null, 0, 0, 0],
    ]);
  });
});
