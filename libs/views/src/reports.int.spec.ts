import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { caseFacts } from './facts/case-facts.js';
import { answerReport, type ReportQuestion } from './report-answer.js';
import { complaintsBehind } from './report-complaints.js';
import { isCount } from './report-definition.js';
import { buckets, neighbour, type Bucket } from './report-time.js';
import { toCsv } from './report.js';
import { reports } from './reports.js';
import { startViews, viewEntities } from './start-views.js';
import { waitForPosition } from './wait-for-position.js';

/*
 * Every report over the facts of cases is answered as somebody would who reads the events one by one, with pencil and paper: that is `ledger`
 * and `pencil` below. They know neither tables nor SQL.
 */

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** Hot spots and trend alerts are counted by hand in `trend-alerts.int.spec.ts`. */
const ours = reports.filter(({ name, view }) => view === caseFacts && !['hot-spots', 'trend-alerts'].includes(name));

/** The view of exactly these events. */
async function fill(events: readonly Recorded[], size = 1_000): Promise<void> {
  await dataSource.query('DROP SCHEMA IF EXISTS case_facts_v4 CASCADE; DROP SCHEMA IF EXISTS views CASCADE');
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [caseFacts], limits: { size, buffer: 2 * size } });
  const last = events.at(-1);
  if (last && !(await waitForPosition(dataSource, caseFacts, last.position, 20_000)).reached) throw new Error('the view did not get there');
  await views.stop();
}

// What may happen to a complaint, in an order that need not make sense to anybody.
const { event, sample } = story;
const from2014 = Date.UTC(2014, 9, 1);
const instant = (minutes: number) => new Date(from2014 + minutes * 60_000).toISOString();
const minute = fc.integer({ min: 0, max: 60 * 24 * 60 });
const code = fc.constantFrom('a', 'B', 'ä', '😀', '\uFF01');
const money = fc.record({ amount: fc.nat(4), currency: fc.constantFrom('CNY', 'EUR') });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const product = fc.constantFrom('x', 'y');
const complainantKind = fc.constantFrom('customer' as const, 'customer' as const, 'anonymous' as const);
const forms = fc.record({
  arrivedAt: optional(minute.map(instant)),
  departedAt: optional(minute.map(instant)),
  channel: code,
  product: optional(product),
  complainantKind,
  suggestion: optional(code),
});
const holder = fc.constantFrom(
  { unit: 'depot' },
  { unit: 'depot', person: 'u-1' },
  { team: 'night' },
  { skill: 'cars' },
  { person: 'u-2' },
);
const contribution = fc.integer({ min: 1, max: 2 });
const other = fc.nat(9).map((n) => uuid(n));
const clock = fc.constantFrom('reply', 'promise-1');
const due = minute.map(instant);
const signals = fc.uniqueArray(
  fc.constantFrom('waiting', 'refusals', 'anger').map((signal) => ({ signal, count: 1, points: 40 })),
  {
    selector: (one) => one.signal,
  },
);
const corrections = fc.oneof(
  fc.record({ field: fc.constant('arrivedAt'), new: fc.option(due) }),
  fc.record({ field: fc.constant('channel'), new: code }),
  fc.record({ field: fc.constant('product'), new: fc.option(product) }),
  fc.record({ field: fc.constant('unit'), new: fc.option(code) }),
  fc.record({ field: fc.constant('complainantKind'), new: complainantKind }),
  fc.constant({ field: 'tags', new: ['vip'] }),
);
const steps = fc.oneof(
  fc
    .record({ severity: fc.constantFrom('low', 'high'), category: code, urgency: fc.constantFrom('urgent', 'normal') })
    .map((data) => ['Classified', data] as const),
  fc
    .record({ to: fc.constantFrom(2, 3), reason: code, trigger: fc.constantFrom('customer', 'deadline', 'tipping-point') })
    .map((data) => ['Escalated', { track: 'level', from: 1, ...data }] as const),
  fc
    .record({ body: fc.constantFrom('regulator', 'media'), reason: code })
    .map((data) => ['Escalated', { track: 'external', trigger: 'person', ...data }] as const),
  fc.record({ reason: code }).map((data) => ['HandedBack', { from: 3, to: 2, ...data }] as const),
  fc
    .record({
      satisfaction: optional(fc.integer({ min: 1, max: 5 })),
      solved: optional(fc.boolean()),
      wouldBuyAgain: optional(fc.boolean()),
    })
    .map((data) => ['FollowedUp', { channel: 'phone', reached: true, ...data }] as const),
  fc.constantFrom({ channel: 'phone' }, { impossibility: 'declined' }).map((data) => ['FollowedUp', { reached: false, ...data }] as const),
  fc
    .record({ remedy: fc.constantFrom('refund', 'gift'), borne: fc.option(money), claimed: optional(money) })
    .map((data) => ['Compensated', { acceptance: 'verbal', ...data }] as const),
  fc
    .tuple(fc.constantFrom('RemedyFulfilled', 'PaymentFailed', 'CompensationCancelled'), fc.integer({ min: 1, max: 2 }))
    .map(([type, compensation]) => [type, { compensation, confirmedBy: 'u-finance', reason: 'x' }] as const),
  fc.constantFrom('interim', 'summary', 'final').map((kind) => ['ReplySent', { ...sample.ReplySent, kind }] as const),
  fc
    .record({
      outcome: fc.constantFrom('upheld', 'partly', 'rejected', 'goodwill', 'withdrawn', 'unresolved'),
      acceptedOnTheSpot: optional(fc.constant('verbal')),
      acceptedInSummary: optional(fc.constant('verbal')),
    })
    .map((data) => ['Closed', { toldVia: 'phone', recourse: [], ...data }] as const),
  code.map((reason) => ['Reopened', { reason, count: 1 }] as const),
  fc
    .record({
      finding: fc.constantFrom('substantiated', 'partly', 'not'),
      faultParty: optional(fc.constantFrom('own', 'third')),
      rootCause: optional(fc.constantFrom('people', 'process', 'system')),
      hiddenIssue: fc.boolean(),
      unfavourableReading: fc.boolean(),
    })
    .map((data) => ['Investigated', { evidence: [], ...data }] as const),
  holder.map((data) => ['Assigned', data] as const),
  holder.map((to) => ['HandedOver', { from: null, to, reason: 'x' }] as const),
  fc.constant(['HandedBack', { from: 2, to: 1, reason: 'a', person: 'u-2' }] as const),
  fc.record({ contribution, of: holder }).map((data) => ['ContributionRequested', { question: '?', ...data }] as const),
  fc
    .record({ contribution, result: fc.constantFrom('given', 'refused') })
    .map((data) => ['ContributionGiven', { evidence: [], ...data }] as const),
  {
    weight: 5,
    arbitrary: fc
      .record({ clock, rule: clock, moment: fc.constantFrom('received', 'promised'), from: due, due, statutory: fc.boolean() })
      .map((data) => ['DeadlineSet', { ...sample.DeadlineSet, ...data }] as const),
  },
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'DeadlineWarned',
          'DeadlinePaused',
          'DeadlineResumed',
          'DeadlineExtended',
          'DeadlineMet',
          'DeadlineMissed',
          'DeadlineStopped',
        ),
        fc.record({ clock, due, moment: fc.constantFrom('closed', 'merged') }),
      )
      .map(([type, data]) => [type, { ...sample[type as 'DeadlineExtended'], ...data }] as const),
  },
  { weight: 2, arbitrary: due.map((until) => ['PromiseMade', { ...sample.PromiseMade, due: until }] as const) },
  fc.integer({ min: 1, max: 2 }).map((promise) => ['PromiseKept', { promise }] as const),
  fc
    .record({ direction: fc.constantFrom('outbound', 'inbound'), reached: fc.boolean(), preReceipt: fc.boolean() })
    .map((data) => ['ContactMade', { channel: 'phone', ...data }] as const),
  fc
    .tuple(fc.constantFrom('RiskRaised', 'RiskRaised', 'RiskEased'), fc.record({ score: fc.nat(200), signals }))
    .map(([type, data]) => [type, { ...sample.RiskRaised, ...data }] as const),
  fc
    .tuple(fc.constantFrom('CustomerArrived', 'CustomerDeparted'), fc.record({ unit: optional(code) }))
    .map(([type, data]) => [type, data] as const),
  { weight: 4, arbitrary: corrections.map((data) => ['Corrected', { reason: 'x', replaces: 0, ...data }] as const) },
  fc
    .tuple(fc.constantFrom('MergedInto', 'MergedInto', 'Unmerged'), fc.record({ complaintId: other, reason: code }))
    .map(([type, data]) => [type, data] as const),
  fc
    .tuple(
      fc.constantFrom('Linked', 'Unlinked'),
      fc.record({ complaintId: other, kind: fc.constantFrom('repeat', 'joint', 'related', 'merged') }),
    )
    .map(([type, data]) => [type, data] as const),
);
/** The subjects of each complaint, of which some have several. */
const subjects = ['ann', 'ben', 'cid'];
const subjectsOf = (complaint: number) => (complaint < 3 ? [] : [subjects[complaint % 3]!, ...(complaint === 9 ? [subjects[1]!] : [])]);
const logs = fc
  .array(fc.record({ complaint: fc.nat(9), form: forms, step: steps, occurred: minute, later: fc.nat(60 * 24 * 10) }), { maxLength: 120 })
  .map((told) => {
    const revisions = new Map<number, number>();
    return told
      .toSorted((a, b) => a.occurred + a.later - (b.occurred + b.later))
      .map(({ complaint, form, step: [type, data], occurred, later }, i) => {
        const revision = revisions.get(complaint) ?? 0;
        revisions.set(complaint, revision + 1);
        const { suggestion, ...written } = form;
        const suggested = suggestion === undefined ? {} : { suggestion: { category: suggestion, library: 1 } };
        const what =
          revision === 0
            ? event('Received', { ...story.form, ...written, ...suggested })
            : event(type, { ...data, ...(type === 'Corrected' && { correction: revision }) } as never);
        const origin = complaint % 2 ? ('api' as const) : ('import' as const);
        const times = { occurredAt: instant(occurred), recordedAt: instant(occurred + later) };
        const one = recorded(complaint, revision, what, { position: BigInt(i + 1), origin, ...times });
        return { ...one, metadata: { ...one.metadata, subjectIds: subjectsOf(complaint) } };
      });
  });

// Often late enough for everything to count.
const cut = fc.oneof(minute, fc.constant(60 * 24 * 80));
const questions = fc.record({
  from: minute,
  length: fc.integer({ min: 1, max: 60 * 24 * 50 }),
  tz: fc.constantFrom('UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
  bucket: optional(fc.constantFrom(...buckets)),
  dimensions: fc.array(fc.nat(), { maxLength: 3 }),
  asOf: cut,
  knownAt: cut,
});

/** The first local day of the bucket that an instant falls into, by Intl and the calendar. */
function label(at: string, tz: string, bucket: Bucket): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short' }).format(new Date(at));
  const [year, month] = day.split('-') as [string, string];
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return {
    day,
    week: neighbour(day, 'day', -weekday),
    month: `${year}-${month}-01`,
    quarter: `${year}-${String(Number(month) - ((Number(month) - 1) % 3)).padStart(2, '0')}-01`,
    year: `${year}-01-01`,
  }[bucket];
}

/** Events, and what lasts: being open, and waiting for somebody. `Ended`: somebody is no longer waited for. */
type LineType = ComplaintEvent['type'] | 'Open' | 'Waiting' | 'Ended' | 'Clock' | 'Alert' | 'Promise' | 'Visit';

/** A line in the ledger: an event that counts at the cut, and what is to be known of its complaint. */
interface Line {
  readonly type: LineType;
  readonly at: string;
  readonly complaintId: string;
  readonly split: Readonly<Record<string, string | null>>;
  /** Anything that a column needs. */
  readonly is: Readonly<Record<string, unknown>>;
  /** Of what lasts: when it ended, if it did. */
  readonly until?: string | undefined;
  /** Of what lasts: the bucket at whose end it did. */
  readonly label?: string | null;
}

type Stream = readonly Recorded<ComplaintEvent>[];

/** What the complaint was received as, as it was known: corrections count from when they were recorded, whatever they are about. */
function formOf(stream: Stream, knownAt: string) {
  const [received] = stream as [Extract<Recorded<ComplaintEvent>, { type: 'Received' }>];
  const form: Record<string, unknown> = { ...received.data };
  for (const one of stream) if (one.type === 'Corrected' && one.recordedAt <= knownAt) form[one.data.field] = one.data.new;
  const {
    channel,
    cause,
    product = null,
    unit = null,
    jurisdiction = null,
    grade,
    language,
    complainantKind,
    arrivedAt,
    departedAt,
  } = form;
  const kind = { channel, cause, product, unit, jurisdiction, grade, language, origin: received.metadata.origin } as Line['split'];
  return {
    kind,
    unit,
    arrivedAt,
    departedAt,
    anonymous: complainantKind === 'anonymous',
    suggested: received.data.suggestion?.category ?? null,
  };
}

/** Which complaints of the log repeat an earlier one. */
function repeatsIn(events: Stream, asOf: string, knownAt: string): Set<string> {
  const counts = (one: Recorded) => one.metadata.occurredAt <= asOf && one.recordedAt <= knownAt;
  const targets = new Map<string, string>();
  for (const one of events.filter(counts)) {
    if (one.type === 'MergedInto') targets.set(one.stream, `complaint-${one.data.complaintId}`);
    if (one.type === 'Unmerged') targets.delete(one.stream);
  }
  const path = (stream: string) => {
    const passed = [stream];
    for (let next = targets.get(stream); next !== undefined && !passed.includes(next); next = targets.get(next)) passed.push(next);
    return passed;
  };
  const received = events.filter((one) => one.revision === 0 && counts(one));
  const found = received.filter((later) => {
    const as = (one: Recorded) => formOf(events.filter(({ stream }) => stream === one.stream) as Stream, knownAt);
    return received.some((earlier) => {
      const days = (Date.parse(later.metadata.occurredAt) - Date.parse(earlier.metadata.occurredAt)) / 86_400_000;
      return (
        (days > 0 || (days === 0 && earlier.position < later.position)) &&
        days <= 90 &&
        later.metadata.subjectIds.some((subject) => earlier.metadata.subjectIds.includes(subject)) &&
        as(later).kind['product'] === as(earlier).kind['product'] &&
        !as(later).anonymous &&
        !as(earlier).anonymous &&
        !path(later.stream).some((stream) => path(earlier.stream).includes(stream))
      );
    });
  });
  return new Set(found.map(({ stream }) => stream));
}

interface Span {
  readonly what: 'open' | 'hand-over' | number;
  readonly holder: Partial<Record<'person' | 'unit' | 'team' | 'skill', string>>;
  readonly began: Recorded;
  end?: { readonly event: Recorded; readonly how: string };
}

/** Everything that lasted, as the stream tells it. */
function spansOf(stream: Stream): Span[] {
  const spans: Span[] = [];
  const running = () => spans.filter(({ end }) => !end);
  let [closed, merged] = [false, false];
  for (const one of stream) {
    const was = one.revision > 0 && !closed && !merged;
    if (one.type === 'Closed') closed = true;
    if (one.type === 'Reopened') closed = false;
    if (one.type === 'MergedInto') merged = true;
    if (one.type === 'Unmerged') merged = false;
    const is = !closed && !merged;
    if (was && !is) for (const span of running()) span.end = { event: one, how: closed ? 'closed' : 'merged' };
    if (!was && is) {
      const interrupted = (['hand-over', 1, 2] as const).flatMap((what) => {
        const last = spans.findLast((span) => span.what === what);
        return last && ['closed', 'merged'].includes(last.end!.how) ? [{ what, holder: last.holder, began: one }] : [];
      });
      spans.push({ what: 'open', holder: {}, began: one }, ...interrupted);
    }
    if (!was || !is) continue;
    const next = one.type === 'HandedOver' ? one.data.to : one.type === 'Assigned' ? one.data : undefined;
    const to = one.type === 'HandedBack' && one.data.person ? { person: one.data.person } : next;
    const has = running().find(({ what }) => what === 'hand-over');
    if (to && !isDeepStrictEqual({ ...to }, has?.holder)) {
      const how = { Assigned: 'assigned', HandedOver: 'handed-over', HandedBack: 'handed-back' }[one.type as string]!;
      if (has) has.end = { event: one, how };
      spans.push({ what: 'hand-over', holder: to as Span['holder'], began: one });
    }
    if (one.type === 'ContributionRequested' && !running().some(({ what }) => what === one.data.contribution))
      spans.push({ what: one.data.contribution, holder: one.data.of as Span['holder'], began: one });
    const asked = one.type === 'ContributionGiven' && running().find(({ what }) => what === one.data.contribution);
    if (asked) asked.end = { event: one, how: (one.data as { result: string }).result };
  }
  return spans;
}

type Of<T extends ComplaintEvent['type']> = Extract<Recorded<ComplaintEvent>, { type: T }>;

interface Ending {
  readonly at: string;
  readonly recordedAt: string;
}
const placed = ({ metadata: { occurredAt: at }, recordedAt }: Recorded): Ending => ({ at, recordedAt });

interface Ran {
  readonly set: Of<'DeadlineSet'>;
  readonly promise: number;
  readonly steps: (Ending & { readonly how: string; readonly due?: string; readonly minutes: number; readonly position: bigint })[];
  end?: Ending & { readonly how: 'met' | 'stopped' };
}
interface Given {
  readonly made: Of<'PromiseMade'>;
  end?: Ending & { readonly how: 'kept' | 'stopped' };
}

/** Every clock and every promise, as the stream tells it. */
function timedIn(stream: Stream): { clocks: Ran[]; promises: Given[] } {
  const [clocks, promises]: [Ran[], Given[]] = [[], []];
  const settle = (n: number, one: Recorded, how: 'kept' | 'stopped') => {
    const given = promises[n - 1];
    if (given && !given.end) given.end = { ...placed(one), how };
  };
  for (const one of stream) {
    const named = 'clock' in one.data ? one.data.clock : '';
    const ran = clocks.findLast(({ set, end }) => set.data.clock === named && !end);
    const standing = ran?.steps.findLast(({ how }) => how !== 'warned');
    const isPaused = standing?.how === 'paused';
    const step = (how: string, more: { due?: string } = {}) => {
      const stood = isPaused && how !== 'warned' && how !== 'paused';
      const minutes = stood ? Math.max(0, Math.floor((Date.parse(one.metadata.occurredAt) - Date.parse(standing.at)) / 60_000)) : 0;
      ran?.steps.push({ ...placed(one), position: one.position, how, minutes, ...more });
    };
    const end = (how: 'met' | 'stopped') => {
      if (!ran) return;
      ran.end = { ...placed(one), how };
      if (how === 'met') settle(ran.promise, one, 'kept');
      if (one.type === 'DeadlineStopped' && one.data.moment !== 'merged') settle(ran.promise, one, 'stopped');
    };
    if (one.type === 'PromiseMade') promises.push({ made: one });
    if (one.type === 'PromiseKept') settle(one.data.promise, one, 'kept');
    if (one.type === 'DeadlineSet')
      clocks.push({
        set: one,
        steps: [],
        promise: one.data.moment === 'promised' ? (one.data.clock === 'promise-1' && promises.length > 0 ? 1 : promises.length) : 0,
      });
    if (one.type === 'DeadlineWarned' && !ran?.steps.some(({ how }) => how === 'warned')) step('warned');
    if (one.type === 'DeadlinePaused' && !isPaused) step('paused');
    if (one.type === 'DeadlineResumed' && isPaused) step('resumed', { due: one.data.due });
    if (one.type === 'DeadlineExtended') step('extended', { due: one.data.due });
    if (one.type === 'DeadlineMet') end('met');
    if (one.type === 'DeadlineStopped') end('stopped');
  }
  return { clocks, promises };
}

/** The lines of clocks, promises and visits of a stream. */
function timedLines(stream: Stream, asOf: string, knownAt: string, split: Line['split']): Line[] {
  const counts = (one: Ending | undefined) => one !== undefined && one.at <= asOf && one.recordedAt <= knownAt;
  const complaintId = stream[0]!.stream.slice('complaint-'.length);
  const minutes = (from: string, to: string) => Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);
  const { clocks, promises } = timedIn(stream);
  const ofClocks = clocks.flatMap(({ set, steps, end }): Line[] => {
    const { at } = placed(set);
    const { from, rule, pack, responsible, statutory } = set.data;
    const told = steps.filter(counts);
    const due = told.findLast((one) => one.due !== undefined)?.due ?? set.data.due;
    const last = told.findLast(({ how }) => how !== 'warned');
    const paused = last?.how === 'paused' ? last.at : undefined;
    const ended = counts(end) ? end : undefined;
    const stood = paused !== undefined && paused <= due;
    const inTime = stood || (ended?.at ?? asOf) <= due;
    const state = !ended
      ? stood
        ? 'paused'
        : inTime
          ? 'running'
          : 'overdue'
      : ended.how === 'met'
        ? inTime
          ? 'inTime'
          : 'late'
        : inTime
          ? 'stopped'
          : 'stoppedOverdue';
    const warned = told.find(({ how }) => how === 'warned');
    const isWarned = warned !== undefined && (!ended || warned.at <= ended.at);
    const obligation = statutory ? 'statutory' : 'own';
    const has = { ...split, clock: rule, pack: pack.name, responsible, obligation };
    const pausedMinutes =
      sum(told.map((one) => one.minutes).concat(paused === undefined ? 0 : Math.max(0, minutes(paused, ended?.at ?? asOf)))) ?? 0;
    const is = {
      [state]: true,
      warned: isWarned,
      prevented: isWarned && state === 'inTime',
      extensions: told.filter(({ how }) => how === 'extended').length,
      pausedMinutes,
      ...(ended?.how === 'met' && { minutes: Math.max(0, minutes(from, ended.at)) }),
    };
    const alert: Line[] = warned ? [{ type: 'Alert', at: warned.at, complaintId, split: has, is: { prevented: is.prevented } }] : [];
    return counts(placed(set)) ? [{ type: 'Clock', at, complaintId, split: has, is }, ...alert] : [];
  });
  const ofPromises = promises.flatMap(({ made, end }): Line[] => {
    if (!counts(placed(made))) return [];
    const ended = counts(end) ? end : undefined;
    return [
      { type: 'Promise', at: placed(made).at, complaintId, split, is: { due: made.data.due, ended: ended?.at, how: ended?.how, asOf } },
    ];
  });
  const { arrivedAt, departedAt, unit } = formOf(stream, knownAt);
  const way = (how: string, at: unknown, branch: unknown = null) => (typeof at === 'string' && at <= asOf ? [{ how, at, branch }] : []);
  const ways = [
    ...(stream[0]!.recordedAt <= knownAt ? [...way('arrived', arrivedAt), ...way('departed', departedAt)] : []),
    ...stream.flatMap((one) => {
      if (one.type !== 'CustomerArrived' && one.type !== 'CustomerDeparted') return [];
      return one.recordedAt <= knownAt ? way(one.type === 'CustomerArrived' ? 'arrived' : 'departed', placed(one).at, one.data.unit) : [];
    }),
  ];
  const visits = ways.flatMap(({ how, at, branch }, i): Line[] => {
    if (how !== 'arrived') return [];
    const next = ways[i + 1];
    const left = next?.how === 'departed' && next.at >= at ? minutes(at, next.at) : undefined;
    return [
      { type: 'Visit', at, complaintId, split: { ...split, branch: (branch ?? unit ?? null) as string | null }, is: { minutes: left } },
    ];
  });
  return [...ofClocks, ...ofPromises, ...visits];
}

/** What counts, with the dimensions that each line has. What lasts is told whether it counts or not: that depends on the moment. */
function ledger(events: Stream, asOf: string, knownAt: string): Line[] {
  const counts = (one: Recorded) => one.metadata.occurredAt <= asOf && one.recordedAt <= knownAt;
  const repeats = repeatsIn(events, asOf, knownAt);
  const lasting = [...new Set(events.map(({ stream }) => stream))]
    .map((name) => events.filter(({ stream }) => stream === name))
    .flatMap((stream) => {
      const { kind } = formOf(stream, knownAt);
      const classified = stream.filter((other) => other.type === 'Classified' && counts(other)).at(-1)?.data as Line['split'] | undefined;
      const { category = null, severity = null, urgency = null } = classified ?? {};
      const split = { ...kind, category, severity, urgency };
      const spans = spansOf(stream.filter(({ recordedAt }) => recordedAt <= knownAt)).flatMap(
        ({ what, holder: by, began, end }): Line[] => {
          const { person = null, unit, team, skill } = by;
          const had = { person, department: unit ?? team ?? skill ?? person, kind: what === 'hand-over' ? what : 'contribution' };
          const split = { ...kind, category, severity, urgency, ...(what !== 'open' && had) };
          const complaintId = began.stream.slice('complaint-'.length);
          const [at, until] = [began.metadata.occurredAt, end?.event.metadata.occurredAt];
          const lasts = { type: what === 'open' ? 'Open' : 'Waiting', at, until, complaintId, split } as const;
          const line = { ...lasts, is: { since: what === 'open' ? stream[0]!.metadata.occurredAt : at } };
          if (what === 'open' || !end || !counts(began) || !counts(end.event)) return [line];
          const minutes = Math.floor((Date.parse(until!) - Date.parse(at)) / 60_000);
          return [line, { type: 'Ended', at: until!, complaintId, split: { ...split, ending: end.how }, is: { minutes } }];
        },
      );
      return [...spans, ...timedLines(stream, asOf, knownAt, split)];
    });
  const happened = events.filter(counts).flatMap((one): Line[] => {
    const stream = events.filter(({ stream: name }) => name === one.stream);
    const before = stream.filter(({ position }) => position < one.position);
    const received = stream[0] as Extract<Recorded<ComplaintEvent>, { type: 'Received' }>;
    const classified = stream.filter((other) => other.type === 'Classified' && counts(other)).at(-1)?.data as
      { category: string; severity: string; urgency: string } | undefined;
    const { kind, suggested } = formOf(stream, knownAt);
    const { category = null, severity = null, urgency = null } = classified ?? {};
    const minutes = Math.floor((Date.parse(one.metadata.occurredAt) - Date.parse(received.metadata.occurredAt)) / 60_000);
    const again = before.some(({ type }) => type === one.type);
    const line = (split: Line['split'] = {}, is: Line['is'] = {}): Line[] => [
      {
        type: one.type,
        at: one.metadata.occurredAt,
        complaintId: one.stream.slice('complaint-'.length),
        split: { ...kind, category, severity, urgency, ...split },
        is: { ...is, minutes },
      },
    ];
    const remedies = before.filter((other) => other.type === 'Compensated').map(({ data }) => data);
    switch (one.type) {
      case 'Received':
        return line(
          {},
          {
            contact: contactIn(stream.filter(counts)),
            escalated: stream.some((other) => other.type === 'Escalated' && counts(other)),
            repeat: repeats.has(one.stream),
          },
        );
      case 'Classified':
        return again || !counts(received) ? [] : line({ firstCategory: one.data.category, suggestion: suggested });
      case 'Investigated': {
        const { finding, faultParty = null, rootCause = null } = one.data;
        return line({ finding, faultParty, rootCause }, { ...one.data, again });
      }
      case 'Reopened':
      case 'MergedInto':
      case 'Unmerged':
        return line({ reason: one.data.reason });
      case 'Linked':
      case 'Unlinked':
        return line({}, { kind: one.data.kind });
      case 'Escalated': {
        const { track, reason, trigger } = one.data;
        return line({ track, reason, trigger, reached: one.data.track === 'level' ? `level-${one.data.to}` : one.data.body });
      }
      case 'RiskRaised': {
        const next = stream.find((other) => other.position > one.position && other.type === 'Escalated' && counts(other)) as
          Of<'Escalated'> | undefined;
        return line({}, { score: one.data.score, signals: one.data.signals.map(({ signal }) => signal), next: next?.data.track });
      }
      case 'RiskEased':
        return line();
      case 'HandedBack':
        return line({ reason: one.data.reason, reached: `level-${one.data.to}` });
      case 'FollowedUp': {
        const unhappy = (data: object) => Reflect.get(data, 'solved') === false || Number(Reflect.get(data, 'satisfaction') ?? 5) <= 2;
        const broken = before.findLastIndex(({ type, data }) => type === 'Reopened' || (type === 'FollowedUp' && unhappy(data)));
        const ending = before
          .slice(broken + 1)
          .filter((other) => other.type === 'Closed' || (other.type === 'ReplySent' && ['summary', 'final'].includes(other.data.kind)));
        const first = [...ending.slice(0, 1), one].map((other) => Date.parse(other.metadata.occurredAt)).sort((a, b) => a - b)[0]!;
        const hours = (first - Date.parse(received.metadata.occurredAt)) / 3_600_000;
        const { solved } = one.data;
        const resolution = solved === undefined ? null : !solved ? 'unresolved' : hours <= 24 ? 'quickly' : 'resolved';
        const sinceReopening = before.slice(before.findLastIndex(({ type }) => type === 'Reopened') + 1);
        const isFirst = !sinceReopening.some((other) => other.type === 'Closed' || (other.type === 'FollowedUp' && unhappy(other.data)));
        return line({ resolution }, { ...one.data, sentBack: unhappy(one.data) && isFirst });
      }
      case 'Compensated':
        return line({ remedy: one.data.remedy, currency: one.data.borne?.currency ?? null }, one.data as never);
      case 'RemedyFulfilled':
      case 'PaymentFailed':
      case 'CompensationCancelled': {
        const ordered = remedies[one.data.compensation - 1];
        return line({ remedy: ordered?.remedy ?? null, currency: ordered?.borne?.currency ?? null }, { borne: ordered?.borne });
      }
      case 'Closed': {
        const { outcome, acceptedOnTheSpot, acceptedInSummary } = one.data;
        const settlement = acceptedOnTheSpot ? 'on-the-spot' : acceptedInSummary ? 'in-summary' : 'handled';
        return line({ outcome, settlement }, { again });
      }
      default:
        return [];
    }
  });
  return [...happened, ...lasting];
}

/** When a person first got through to the customer, of events of these samples. */
function contactIn(stream: Stream): string | undefined {
  const contacts = stream.filter((one) => {
    if (one.type === 'ContactMade') return one.data.direction === 'outbound' && one.data.reached && !one.data.preReceipt;
    return one.type === 'FollowedUp' ? one.data.reached : ['PromiseMade', 'ReplySent'].includes(one.type);
  });
  return contacts.map(({ metadata }) => metadata.occurredAt).sort()[0];
}

type Sums = (
  lines: readonly Line[],
  all: readonly Line[],
  fits: (type: Line['type']) => boolean,
  tz: string,
) => Record<string, number | null>;
const is = (lines: readonly Line[], type: Line['type'], name: string, value: unknown = true) =>
  lines.filter((line) => line.type === type && (line.is[name] ?? line.split[name]) === value).length;
const of = (lines: readonly Line[], ...types: Line['type'][]) => lines.filter(({ type }) => types.includes(type));
const part = (n: number, whole: number, none: number | null = null) => (whole === 0 ? none : Number((n / whole + 1e-9).toFixed(4)));
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;
const sum = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((a, b) => a + b));
const borneOf = ({ is }: Line) => (is['borne'] as { amount: number; currency: string } | null | undefined) ?? undefined;
const claimOf = ({ is }: Line) => is['claimed'] as { amount: number; currency: string } | undefined;
const amounts = (lines: readonly Line[]) => lines.flatMap((line) => borneOf(line)?.amount ?? []);

/** Each report by hand: which lines it is about, and its columns (but for `previous`). */
const pencil: Record<string, { types: Line['type'][]; columns: Sums }> = {
  volume: { types: ['Received'], columns: (lines, all) => ({ received: lines.length, share: part(lines.length, all.length, 0) }) },
  outcomes: {
    types: ['Closed'],
    columns: (lines, all) => {
      const ended = (...outcomes: string[]) => lines.filter(({ split }) => outcomes.includes(split['outcome']!)).length;
      const onMerits = ended('upheld', 'partly', 'rejected', 'goodwill');
      return {
        closed: lines.length,
        share: part(lines.length, all.length, 0),
        onMerits,
        upheld: ended('upheld', 'partly'),
        upholdRate: part(ended('upheld', 'partly'), onMerits),
        onTheSpot: lines.filter(({ split }) => split['settlement'] === 'on-the-spot').length,
        inSummary: lines.filter(({ split }) => split['settlement'] === 'in-summary').length,
        afterReopening: lines.filter(({ is }) => is['again']).length,
        medianMinutes: middle(lines.map(({ is }) => is['minutes'] as number)),
      };
    },
  },
  compensation: {
    types: ['Compensated', 'RemedyFulfilled', 'PaymentFailed', 'CompensationCancelled'],
    columns: (lines) => {
      const ordered = of(lines, 'Compensated');
      const compared = ordered.filter((line) => borneOf(line) && claimOf(line)?.currency === borneOf(line)!.currency);
      const claimed = sum(compared.map((line) => claimOf(line)!.amount));
      const cancelled = of(lines, 'CompensationCancelled');
      return {
        ordered: ordered.length,
        unknown: ordered.filter((line) => !borneOf(line)).length,
        borne: sum(amounts(ordered)),
        medianBorne: middle(amounts(ordered)),
        largestBorne: amounts(ordered).length > 0 ? Math.max(...amounts(ordered)) : null,
        compared: compared.length,
        claimed,
        borneOfClaimed: sum(amounts(compared)),
        borneShare: part(sum(amounts(compared)) ?? 0, claimed ?? 0),
        fulfilled: of(lines, 'RemedyFulfilled').length,
        failed: of(lines, 'PaymentFailed').length,
        cancelled: cancelled.length,
        cancelledBorne: sum(amounts(cancelled)),
      };
    },
  },
  escalation: {
    types: ['Escalated', 'HandedBack', 'Received', 'Alert'],
    columns: (lines, all, fits) => {
      const escalated = of(lines, 'Escalated');
      const received = of(lines, 'Received');
      const ofReceived = (value: number | null) => (fits('Received') ? value : null);
      const receivedEscalated = received.filter(({ is }) => is['escalated']).length;
      return {
        escalations: escalated.length,
        share: part(escalated.length, of(all, 'Escalated').length, 0),
        outside: escalated.filter(({ split }) => split['track'] === 'external').length,
        byDeadline: escalated.filter(({ split }) => split['trigger'] === 'deadline').length,
        byTippingPoint: escalated.filter(({ split }) => split['trigger'] === 'tipping-point').length,
        warned: fits('Alert') ? of(lines, 'Alert').length : null,
        preventedByAlert: fits('Alert') ? is(lines, 'Alert', 'prevented') : null,
        medianMinutes: middle(escalated.map(({ is }) => is['minutes'] as number)),
        handedBack: fits('HandedBack') ? of(lines, 'HandedBack').length : null,
        received: ofReceived(received.length),
        receivedEscalated: ofReceived(receivedEscalated),
        escalatedShare: ofReceived(part(receivedEscalated, received.length)),
      };
    },
  },
  satisfaction: {
    types: ['FollowedUp'],
    columns: (lines) => {
      const said = (name: string, value?: unknown) =>
        lines.filter(({ is }) => (value === undefined ? is[name] !== undefined : is[name] === value)).length;
      const marks = lines.flatMap(({ is }) => (is['satisfaction'] as number | undefined) ?? []);
      return {
        followUps: lines.length,
        reached: said('reached', true),
        notReached: lines.filter(({ is }) => !is['reached'] && !is['impossibility']).length,
        impossible: said('impossibility'),
        ...Object.fromEntries([1, 2, 3, 4, 5].map((mark) => [`satisfaction${mark}`, said('satisfaction', mark)])),
        meanSatisfaction: marks.length === 0 ? null : Number((sum(marks)! / marks.length + 1e-9).toFixed(2)),
        solvedAnswers: said('solved'),
        solved: said('solved', true),
        solvedShare: part(said('solved', true), said('solved')),
        buyAgainAnswers: said('wouldBuyAgain'),
        buyAgain: said('wouldBuyAgain', true),
        buyAgainShare: part(said('wouldBuyAgain', true), said('wouldBuyAgain')),
        sentBack: said('sentBack', true),
      };
    },
  },
};

pencil['root-causes'] = {
  types: ['Investigated'],
  columns: (lines, all) => {
    const found = (among: readonly Line[], ...findings: string[]) =>
      among.filter(({ split }) => findings.includes(split['finding']!)).length;
    const founded = found(lines, 'substantiated', 'partly');
    return {
      investigated: lines.length,
      founded,
      share: part(founded, found(all, 'substantiated', 'partly'), 0),
      substantiated: found(lines, 'substantiated'),
      partly: found(lines, 'partly'),
      not: found(lines, 'not'),
      ownFault: is(lines, 'Investigated', 'faultParty', 'own'),
      hiddenIssue: is(lines, 'Investigated', 'hiddenIssue'),
      unfavourableReading: is(lines, 'Investigated', 'unfavourableReading'),
      again: is(lines, 'Investigated', 'again'),
    };
  },
};
pencil['classification'] = {
  types: ['Classified'],
  columns: (lines) => {
    const such = (holds: (split: Line['split']) => boolean) => lines.filter(({ split }) => holds(split)).length;
    const reclassified = such(({ category, firstCategory }) => category !== firstCategory);
    const suggested = such((split) => split['suggestion'] !== null);
    const followed = such((split) => split['suggestion'] === split['firstCategory']);
    const suggestedWrongly = such((split) => split['suggestion'] !== null && split['suggestion'] !== split['category']);
    return {
      classified: lines.length,
      reclassified,
      misjudgementRate: part(reclassified, lines.length),
      suggested,
      followed,
      suggestedWrongly,
      followedRate: part(followed, suggested),
      suggestionMisjudgementRate: part(suggestedWrongly, suggested),
    };
  },
};
const ages = {
  under1Day: 1,
  from1To3Days: 3,
  from3To7Days: 7,
  from7To15Days: 15,
  from15To30Days: 30,
  from30To60Days: 60,
  over60Days: Infinity,
};
pencil['backlog'] = {
  types: ['Open', 'Received', 'Closed', 'Reopened', 'MergedInto', 'Unmerged'],
  columns: (lines) => {
    const minutes = of(lines, 'Open').map((line) => line.is['minutes'] as number);
    const older = Object.values(ages).map((days) => minutes.filter((age) => age >= days * 1440).length);
    return {
      open: minutes.length,
      ...Object.fromEntries(Object.keys(ages).map((name, i) => [name, (i === 0 ? minutes.length : older[i - 1]!) - older[i]!])),
      oldestMinutes: minutes.length > 0 ? Math.max(...minutes) : null,
      received: of(lines, 'Received').length,
      closed: of(lines, 'Closed').length,
      reopened: of(lines, 'Reopened').length,
      merged: of(lines, 'MergedInto').length,
      unmerged: of(lines, 'Unmerged').length,
    };
  },
};
pencil['department-latency'] = {
  types: ['Ended', 'Waiting'],
  columns: (lines, _, fits) => {
    const minutes = of(lines, 'Ended').map((line) => line.is['minutes'] as number);
    const waiting = of(lines, 'Waiting').map((line) => line.is['minutes'] as number);
    return {
      ended: minutes.length,
      medianMinutes: middle(minutes),
      p90Minutes: [...minutes].sort((a, b) => a - b)[Math.ceil((minutes.length * 9) / 10) - 1] ?? null,
      maxMinutes: minutes.length > 0 ? Math.max(...minutes) : null,
      totalMinutes: sum(minutes),
      answered: is(lines, 'Ended', 'ending', 'given'),
      refused: is(lines, 'Ended', 'ending', 'refused'),
      waiting: fits('Waiting') ? waiting.length : null,
      longestMinutes: fits('Waiting') && waiting.length > 0 ? Math.max(...waiting) : null,
    };
  },
};
pencil['repeats'] = {
  types: ['Received', 'Closed', 'Reopened', 'MergedInto', 'Unmerged', 'Linked', 'Unlinked'],
  columns: (lines, _, fits) => {
    const unless = (value: number | null) => (fits('Received') ? value : null);
    const [received, closed, reopened] = (['Received', 'Closed', 'Reopened'] as const).map((type) => of(lines, type).length);
    const repeated = is(lines, 'Received', 'repeat');
    return {
      received: unless(received!),
      repeats: unless(repeated),
      repeatShare: unless(part(repeated, received!)),
      closed: unless(closed!),
      reopened: reopened!,
      reopeningRate: unless(part(reopened!, closed!)),
      merged: of(lines, 'MergedInto').length,
      unmerged: of(lines, 'Unmerged').length,
      linkedRepeat: unless(is(lines, 'Linked', 'kind', 'repeat')),
      linkedJoint: unless(is(lines, 'Linked', 'kind', 'joint')),
      linkedRelated: unless(is(lines, 'Linked', 'kind', 'related')),
      unlinked: unless(of(lines, 'Unlinked').filter((line) => line.is['kind'] !== 'merged').length),
    };
  },
};

const nineOfTen = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil((values.length * 9) / 10) - 1] ?? null;
const numbersOf = (lines: readonly Line[], name: string) => lines.flatMap((line) => (line.is[name] as number | undefined) ?? []);
pencil['timeliness'] = {
  types: ['Clock'],
  columns: (lines) => {
    const such = (name: string) => is(lines, 'Clock', name);
    const states = ['inTime', 'late', 'overdue', 'stoppedOverdue', 'running', 'paused', 'stopped'].map(
      (name) => [name, such(name)] as const,
    );
    const minutes = numbersOf(lines, 'minutes');
    return {
      set: lines.length,
      ...Object.fromEntries(states),
      inTimeShare: part(
        such('inTime'),
        states.slice(0, 4).reduce((total, [, n]) => total + n, 0),
      ),
      medianMinutes: middle(minutes),
      p90Minutes: nineOfTen(minutes),
      extended: numbersOf(lines, 'extensions').filter((n) => n > 0).length,
      extensions: sum(numbersOf(lines, 'extensions')),
      pausedMinutes: sum(numbersOf(lines, 'pausedMinutes')),
      warned: such('warned'),
      preventedByAlert: such('prevented'),
    };
  },
};
pencil['first-contact'] = {
  types: ['Received'],
  columns: (lines) => {
    const minutes = lines.flatMap(({ at, is: { contact } }) =>
      typeof contact === 'string' ? Math.max(0, Math.floor((Date.parse(contact) - Date.parse(at)) / 60_000)) : [],
    );
    const quick = minutes.filter((n) => n < 1_440).length;
    return {
      received: lines.length,
      contacted: minutes.length,
      notYet: lines.length - minutes.length,
      within24Hours: quick,
      within24HoursShare: part(quick, lines.length),
      medianMinutes: middle(minutes),
      p90Minutes: nineOfTen(minutes),
    };
  },
};
pencil['resolution'] = {
  types: ['Closed'],
  columns: (lines) => {
    const minutes = numbersOf(lines, 'minutes');
    const first = lines.filter((line) => !line.is['again']);
    const within = (days: number) => minutes.filter((n) => n < days * 1_440).length;
    return {
      closed: lines.length,
      first: first.length,
      medianMinutes: middle(minutes),
      p90Minutes: nineOfTen(minutes),
      longestMinutes: minutes.length > 0 ? Math.max(...minutes) : null,
      firstMedianMinutes: middle(numbersOf(first, 'minutes')),
      ...Object.fromEntries([1, 3, 15, 30, 56].map((days) => [`within${days}Days`, within(days)])),
      within15DaysShare: part(within(15), lines.length),
    };
  },
};
pencil['branch-visits'] = {
  types: ['Visit'],
  columns: (lines) => {
    const minutes = numbersOf(lines, 'minutes');
    return {
      visits: lines.length,
      left: minutes.length,
      medianMinutes: middle(minutes),
      p90Minutes: nineOfTen(minutes),
      longestMinutes: minutes.length > 0 ? Math.max(...minutes) : null,
    };
  },
};
pencil['promises'] = {
  types: ['Promise'],
  columns: (lines, _, __, tz) => {
    const states = lines.map(({ is: told }) => {
      const [ended, until, asOf] = [told['ended'] as string | undefined, told['due'] as string, told['asOf'] as string];
      if (!ended) return asOf <= until ? 'open' : 'overdue';
      if (told['how'] === 'stopped') return ended <= until ? 'stopped' : 'overdue';
      if (ended > until) return 'keptLate';
      return label(ended, tz, 'day') < label(until, tz, 'day') ? 'keptEarly' : 'keptOnTheDay';
    });
    const such = (...names: string[]) => states.filter((state) => names.includes(state)).length;
    const kept = such('keptEarly', 'keptOnTheDay');
    const early = lines.flatMap(({ is: told }, i) =>
      states[i]!.startsWith('kept') ? Math.floor((Date.parse(told['due'] as string) - Date.parse(told['ended'] as string)) / 60_000) : [],
    );
    return {
      made: lines.length,
      ...Object.fromEntries(['keptEarly', 'keptOnTheDay', 'keptLate', 'overdue', 'open', 'stopped'].map((name) => [name, such(name)])),
      keptShare: part(kept, kept + such('keptLate', 'overdue')),
      medianMinutesEarly: middle(early),
    };
  },
};
pencil['risk'] = {
  types: ['RiskRaised', 'RiskEased'],
  columns: (lines, _, fits) => {
    const raised = of(lines, 'RiskRaised');
    const first = (track: string) => is(lines, 'RiskRaised', 'next', track);
    return {
      raised: raised.length,
      movedUpFirst: first('level'),
      wentOutsideFirst: first('external'),
      movedUpShare: part(first('level'), raised.length),
      medianScore: middle(numbersOf(raised, 'score')),
      medianMinutes: middle(numbersOf(raised, 'minutes')),
      eased: fits('RiskEased') ? of(lines, 'RiskEased').length : null,
    };
  },
};

/** What lasts, once for each bucket at whose end it does, with the minutes since it was to be counted from. */
function atMoments(lines: readonly Line[], question: Asked): Line[] {
  const { from, to, tz, bucket, asOf } = question;
  const lasting = lines.filter(({ type }) => type === 'Open' || type === 'Waiting');
  if (from > asOf) return [];
  const labels: (string | null)[] = bucket ? [] : [null];
  if (bucket) {
    const last = [label(new Date(Date.parse(to) - 1).toISOString(), tz, bucket), label(asOf, tz, bucket)].sort()[0]!;
    for (let day = label(from, tz, bucket); day <= last; day = neighbour(day, bucket, 1)) labels.push(day);
  }
  return labels.flatMap((one) => {
    /** It happened in this bucket or before. */
    const isBy = (at: string) => at < to && at <= asOf && (one === null || label(at, tz, bucket!) <= one);
    const end = Math.min(one === null ? Infinity : endOf(one, tz, bucket!), Date.parse(to), Date.parse(asOf));
    return lasting
      .filter(({ at, until }) => isBy(at) && !(until !== undefined && isBy(until)))
      .map((line) => ({
        ...line,
        label: one,
        is: { minutes: Math.floor((end - Date.parse(line.is['since'] as string)) / 60_000) },
      }));
  });
}

/** The first minute after a bucket. */
function endOf(first: string, tz: string, bucket: Bucket): number {
  let [within, after] = [Date.parse(first) / 60_000 - 24 * 60, Date.parse(first) / 60_000 + 370 * 24 * 60];
  while (after - within > 1) {
    const middleOf = Math.floor((within + after) / 2);
    if (label(new Date(middleOf * 60_000).toISOString(), tz, bucket) <= first) within = middleOf;
    else after = middleOf;
  }
  return after * 60_000;
}

/** The rows of a report by hand. A column of lines that lack what the report is split by is null. */
function byHand(
  name: string,
  lines: readonly Line[],
  { from, to, tz, bucket, split }: { from: string; to: string; tz: string; bucket?: Bucket; split: readonly string[] },
) {
  const { types, columns } = pencil[name]!;
  const { facts } = ours.find((report) => report.name === name)!;
  const fits = (type: Line['type']) => split.every((one) => facts[factsOfLines[type]!]!.dimensions.includes(one));
  const within = of(lines, ...types).filter((line) => fits(line.type) && (line.label !== undefined || (line.at >= from && line.at < to)));
  const labelOf = (line: Line) => (line.label !== undefined ? line.label : bucket ? label(line.at, tz, bucket) : null);
  const keyOf = (line: Line) => JSON.stringify([labelOf(line), ...split.map((one) => line.split[one] ?? null)]);
  const rows = new Map<string, Line[]>();
  for (const line of within) rows.set(keyOf(line), [...(rows.get(keyOf(line)) ?? []), line]);
  return [...rows].map(([key, found]) => {
    const [first] = JSON.parse(key) as [string | null];
    const all = within.filter((line) => labelOf(line) === first);
    return { key, lines: found, columns: columns(found, all, fits, tz) };
  });
}
const factsOfLines: Partial<Record<Line['type'], string>> = {
  Received: 'received',
  Classified: 'classified',
  Investigated: 'investigated',
  Escalated: 'escalated',
  HandedBack: 'handedBack',
  FollowedUp: 'followedUp',
  Compensated: 'ordered',
  RemedyFulfilled: 'settled',
  PaymentFailed: 'settled',
  CompensationCancelled: 'settled',
  Closed: 'closed',
  Reopened: 'reopened',
  MergedInto: 'merged',
  Unmerged: 'merged',
  Linked: 'linked',
  Unlinked: 'linked',
  Open: 'open',
  Waiting: 'waiting',
  Ended: 'ended',
  Clock: 'set',
  Alert: 'warned',
  Promise: 'made',
  Visit: 'visits',
  RiskRaised: 'raised',
  RiskEased: 'eased',
};

type Definition = (typeof ours)[number];
type Asked = ReportQuestion & { readonly bucket?: Bucket; readonly by: readonly string[]; readonly asOf: string; readonly knownAt: string };

/** The report's answer is the one by hand, and behind each number of one of its rows there are as many complaints. Gives its bytes. */
async function expectAsByHand(definition: Definition, question: Asked, events: readonly Recorded<ComplaintEvent>[]): Promise<string> {
  const { bucket, by, tz } = question;
  const split = [...by, ...(definition.always ?? []).filter((name) => !by.includes(name))];
  const report = await answerReport(dataSource, definition, question);
  const told = ledger(events, question.asOf, question.knownAt).flatMap((line): Line[] => {
    if (line.type !== 'RiskRaised' || !split.includes('signal')) return [line];
    return (line.is['signals'] as string[]).map((signal) => ({ ...line, split: { ...line.split, signal } }));
  });
  const lines = [...told.filter(({ type }) => type !== 'Open' && type !== 'Waiting'), ...atMoments(told, question)];
  const expected = byHand(definition.name, lines, { ...question, split });
  const keyOf = (row: (typeof report.rows)[number]) => JSON.stringify([row['bucket'] ?? null, ...split.map((name) => row[name])]);
  const previous = (row: (typeof report.rows)[number]) =>
    of(lines, 'Received').filter(
      ({ at, split: has }) =>
        at < question.to &&
        neighbour(label(at, tz, bucket!), bucket!, 1) === row['bucket'] &&
        split.every((name) => (has[name] ?? null) === row[name]),
    ).length;

  const occurring = report.rows.filter((row) => expected.some(({ key }) => key === keyOf(row)));
  expect(occurring).toHaveLength(expected.length);
  // Split by nothing, empty buckets are listed too.
  expect(split.length === 0 || report.rows.length === expected.length).toBe(true);
  for (const row of occurring) {
    const { columns } = expected.find(({ key }) => key === keyOf(row))!;
    expect(row).toEqual({ ...row, ...columns });
  }
  const pareto = definition.name === 'root-causes' ? report.rows : [];
  expect(pareto.map((one) => one['cumulativeShare'])).toEqual(
    pareto.map(({ bucket: first, founded }, i) => {
      const all = pareto.filter((two) => two['bucket'] === first);
      const upTo = pareto.filter(
        (two, n) => two['bucket'] === first && (Number(two['founded']) > Number(founded) || (two['founded'] === founded && n <= i)),
      );
      return part(sum(upTo.map((two) => Number(two['founded'])))!, sum(all.map((two) => Number(two['founded'])))!);
    }),
  );
  const withPrevious = definition.name === 'volume' && bucket ? report.rows : [];
  expect(withPrevious.map((row) => row['previous'])).toEqual(withPrevious.map(previous));
  const row = occurring[lines.length % Math.max(occurring.length, 1)];
  if (row) await expectComplaintsBehind(row);
  return JSON.stringify(report) + toCsv(report);

  async function expectComplaintsBehind(numbers: (typeof report.rows)[number]): Promise<void> {
    const known = expected.find(({ key }) => key === keyOf(numbers))!.lines.map(({ complaintId, at }) => `${complaintId} ${at}`);
    const where = Object.fromEntries(split.map((name) => [name, numbers[name] as string | null]));
    for (const { name } of definition.measures.filter(isCount).filter((one) => numbers[one.name] !== null)) {
      const narrow = { ...question, measure: name, where, limit: 3, ...(bucket && { bucketStart: numbers['bucket'] as string }) };
      const items = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await complaintsBehind(dataSource, definition, { ...narrow, ...(cursor && { cursor }) });
        items.push(...page.items);
        cursor = page.next;
      }
      expect([name, items.length]).toEqual([name, numbers[name]]);
      // One event may end, or begin, several that were waited for, and a rise has several signals.
      if (!['department-latency', 'risk'].includes(definition.name))
        expect(new Set(items.map(({ position }) => position)).size).toBe(items.length);
      expect(known).toEqual(expect.arrayContaining(items.map(({ complaintId, occurredAt }) => `${complaintId} ${occurredAt}`)));
    }
  }
}

test('is answered as by hand, with the complaints behind each number, and in the same bytes after a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.array(questions, { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      async (events, all, size) => {
        await fill(events);
        const asked: { definition: Definition; question: Asked; answer: string }[] = [];
        for (const [i, { from, length, dimensions, asOf, knownAt, tz, bucket }] of all.entries()) {
          for (const definition of ours) {
            const names = Object.keys(definition.dimensions);
            // One of the questions is split by nothing; the report's own dimensions come last and are asked for more often than chance would.
            const by = dimensions.map((n) =>
              n % 3 === 0 ? 'channel' : n % 2 ? names[n % names.length]! : names[names.length - 1 - (n % 5)]!,
            );
            const question = {
              from: instant(from),
              to: instant(from + length),
              tz,
              ...(bucket && { bucket }),
              by: i === 0 ? [] : [...new Set(by)],
              asOf: instant(asOf),
              knownAt: instant(knownAt),
              now: '2030-01-01T00:00:00.000Z',
            };
            asked.push({ definition, question, answer: await expectAsByHand(definition, question, events) });
          }
        }
        await fill(events, size);
        for (const { definition, question, answer } of asked) {
          const report = await answerReport(dataSource, definition, question);
          expect(JSON.stringify(report) + toCsv(report)).toBe(answer);
        }
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
});

test('a correction is known from when it was recorded, whatever it is about; what is merged is no longer open', async () => {
  const at = (day: number) => `2014-10-0${day}T10:00:00.000Z`;
  const said = (complaint: number, revision: number, position: number, day: number, what: { type: string; data: object }) =>
    recorded(complaint, revision, what, { position: BigInt(position), occurredAt: at(day) });
  await fill([
    said(1, 0, 1, 1, event('Received', story.form)),
    said(2, 0, 2, 2, event('Received', story.form)),
    said(1, 1, 3, 3, event('Escalated', sample.Escalated)),
    said(1, 2, 4, 4, event('Corrected', { ...sample.Corrected, field: 'channel', old: 'phone', new: 'letter' })),
    said(2, 1, 5, 5, event('MergedInto', { ...sample.MergedInto, complaintId: uuid(1) })),
    said(1, 3, 6, 6, event('Closed', sample.Closed)),
  ]);
  const ask = async (name: string, asOf: number, knownAt: number) => {
    const question = { from: '2014-10-01', to: '2014-10-08', tz: 'UTC', by: ['channel'], now: '2030-01-01T00:00:00.000Z' };
    const definition = ours.find((report) => report.name === name)!;
    return answerReport(dataSource, definition, { ...question, asOf: at(asOf), knownAt: at(knownAt) });
  };
  // As of the third day, the escalation came by phone; that it was a letter is known from the fourth day on.
  expect(await ask('escalation', 3, 3)).toMatchObject({ position: '3', rows: [{ channel: 'phone', escalations: 1, received: 2 }] });
  expect(await ask('escalation', 3, 4)).toMatchObject({
    position: '4',
    rows: [
      { channel: 'letter', escalations: 1, received: 1 },
      { channel: 'phone', escalations: 0, received: 1 },
    ],
  });
  const phone = { channel: 'phone', received: 1 };
  const letter = { channel: 'letter', received: 1 };
  expect(await ask('backlog', 4, 5)).toMatchObject({
    rows: [
      { ...letter, open: 1, from1To3Days: 0, from3To7Days: 1 },
      { ...phone, open: 1 },
    ],
  });
  expect(await ask('backlog', 5, 5)).toMatchObject({
    rows: [
      { ...letter, open: 1, oldestMinutes: 4 * 24 * 60 },
      { ...phone, open: 0, merged: 1 },
    ],
  });
  expect(await ask('backlog', 6, 6)).toMatchObject({ rows: [{ ...letter, open: 0, oldestMinutes: null, closed: 1 }, { open: 0 }] });
});

test('what will be open is not known', async () => {
  await fill([recorded(1, 0, event('Received', story.form), { position: 1n, occurredAt: '2014-10-02T10:00:00.000Z' })]);
  const backlog = ours.find(({ name }) => name === 'backlog')!;
  const question = {
    from: '2014-10-01',
    to: '2014-10-05',
    tz: 'UTC',
    bucket: 'day',
    asOf: '2014-10-03T12:00:00Z',
    now: '2030-01-01T00:00:00.000Z',
  };
  const { rows } = await answerReport(dataSource, backlog, question);
  expect(rows.map(({ bucket, open, under1Day, oldestMinutes, received }) => [bucket, open, under1Day, oldestMinutes, received])).toEqual([
    ['2014-10-01', 0, 0, null, 0],
    ['2014-10-02', 1, 1, 14 * 60, 1],
    ['2014-10-03', 1, 0, 26 * 60, 0],
    ['2014-10-04', null, null, null, 0],
  ]);
  const open = { ...question, measure: 'open' };
  const { items } = await complaintsBehind(dataSource, backlog, { ...open, bucketStart: '2014-10-03' });
  expect(items).toEqual([{ complaintId: uuid(1), position: '1', occurredAt: '2014-10-02T10:00:00.000Z' }]);
  expect((await complaintsBehind(dataSource, backlog, open)).items).toHaveLength(2);
  expect((await complaintsBehind(dataSource, backlog, { ...open, bucketStart: '2014-10-04' })).items).toEqual([]);
});

test("an answer can be asked for again, and its pages turned, where the log's clock is ahead", async () => {
  const [occurredAt, now, recordedAt] = ['2029-12-31T00:00:00.000Z', '2030-01-01T00:00:00.000Z', '2030-01-01T00:00:05.000Z'];
  await fill([1, 2].map((n) => recorded(n, 0, event('Received', story.form), { position: BigInt(n), occurredAt, recordedAt })));
  const [volume] = ours;
  const question = { from: '2029-01-01', to: '2030-01-01', tz: 'UTC', now };
  const { knownAt, rows } = await answerReport(dataSource, volume!, question);
  expect([knownAt, rows]).toEqual([recordedAt, [expect.objectContaining({ received: 2 })]]);
  expect((await answerReport(dataSource, volume!, { ...question, knownAt })).rows).toEqual(rows);
  const page = { ...question, measure: 'received', limit: 1 };
  const { next } = await complaintsBehind(dataSource, volume!, page);
  expect(await complaintsBehind(dataSource, volume!, { ...page, cursor: next! })).toMatchObject({ items: [{ position: '2' }], next: null });
});

test('columns and dimensions have names of their own, and some facts have every dimension', () => {
  for (const { name, facts, dimensions, measures, always = [] } of reports) {
    const names = [...Object.keys(dimensions), ...measures.map((measure) => measure.name)];
    expect([name, new Set([...names, 'bucket']).size]).toEqual([name, names.length + 1]);
    const has = Object.values(facts).map((one) => Object.keys(dimensions).every((dimension) => one.dimensions.includes(dimension)));
    expect([name, has]).toEqual([name, expect.arrayContaining([true])]);
    expect(Object.keys(dimensions)).toEqual(expect.arrayContaining([...always]));
  }
});
