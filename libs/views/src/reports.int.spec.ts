import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
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

const ours = reports.filter(({ view }) => view === caseFacts);

/** The view of exactly these events. */
async function fill(events: readonly Recorded[], size = 1_000): Promise<void> {
  await dataSource.query('DROP SCHEMA IF EXISTS case_facts_v2 CASCADE; DROP SCHEMA IF EXISTS views CASCADE');
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
const forms = fc.record({ channel: code, product: optional(fc.constantFrom('x', 'y')) });
const steps = fc.oneof(
  fc
    .record({ severity: fc.constantFrom('low', 'high'), category: code, urgency: fc.constantFrom('urgent', 'normal') })
    .map((data) => ['Classified', data] as const),
  fc
    .record({ to: fc.constantFrom(2, 3), reason: code })
    .map((data) => ['Escalated', { track: 'level', from: 1, trigger: 'customer', ...data }] as const),
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
  fc.constant(['Reopened', { reason: 'x', count: 1 }] as const),
);
const logs = fc
  .array(fc.record({ complaint: fc.nat(9), form: forms, step: steps, occurred: minute, later: fc.nat(60 * 24 * 10) }), { maxLength: 90 })
  .map((told) => {
    const revisions = new Map<number, number>();
    return told
      .toSorted((a, b) => a.occurred + a.later - (b.occurred + b.later))
      .map(({ complaint, form, step: [type, data], occurred, later }, i) => {
        const revision = revisions.get(complaint) ?? 0;
        revisions.set(complaint, revision + 1);
        const what = revision === 0 ? event('Received', { ...story.form, ...form }) : event(type, data as never);
        const origin = complaint % 2 ? ('api' as const) : ('import' as const);
        const times = { occurredAt: instant(occurred), recordedAt: instant(occurred + later) };
        return recorded(complaint, revision, what, { position: BigInt(i + 1), origin, ...times });
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

/** A line in the ledger: an event that counts at the cut, and what is to be known of its complaint. */
interface Line {
  readonly type: ComplaintEvent['type'];
  readonly at: string;
  readonly complaintId: string;
  readonly split: Readonly<Record<string, string | null>>;
  /** Anything that a column needs. */
  readonly is: Readonly<Record<string, unknown>>;
}

/** What counts, with the dimensions that each line has. */
function ledger(events: readonly Recorded<ComplaintEvent>[], asOf: string, knownAt: string): Line[] {
  const counts = (one: Recorded) => one.metadata.occurredAt <= asOf && one.recordedAt <= knownAt;
  return events.filter(counts).flatMap((one): Line[] => {
    const stream = events.filter(({ stream: name }) => name === one.stream);
    const before = stream.filter(({ position }) => position < one.position);
    const received = stream[0] as Extract<Recorded<ComplaintEvent>, { type: 'Received' }>;
    const classified = stream.filter((other) => other.type === 'Classified' && counts(other)).at(-1)?.data as
      { category: string; severity: string; urgency: string } | undefined;
    const { channel, cause, product = null, unit = null, jurisdiction = null, grade, language } = received.data;
    const kind = { channel, cause, product, unit, jurisdiction, grade, language, origin: received.metadata.origin };
    const { category = null, severity = null, urgency = null } = classified ?? {};
    const minutes = Math.floor((Date.parse(one.metadata.occurredAt) - Date.parse(received.metadata.occurredAt)) / 60_000);
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
        return line({}, { escalated: stream.some((other) => other.type === 'Escalated' && counts(other)) });
      case 'Escalated': {
        const { track, reason, trigger } = one.data;
        return line({ track, reason, trigger, reached: one.data.track === 'level' ? `level-${one.data.to}` : one.data.body });
      }
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
        return line({ outcome, settlement }, { again: before.some(({ type }) => type === 'Closed') });
      }
      default:
        return [];
    }
  });
}

type Sums = (lines: readonly Line[], all: readonly Line[], fits: (type: Line['type']) => boolean) => Record<string, number | null>;
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
    types: ['Escalated', 'HandedBack', 'Received'],
    columns: (lines, all, fits) => {
      const escalated = of(lines, 'Escalated');
      const received = of(lines, 'Received');
      const ofReceived = (value: number | null) => (fits('Received') ? value : null);
      const receivedEscalated = received.filter(({ is }) => is['escalated']).length;
      return {
        escalations: escalated.length,
        share: part(escalated.length, of(all, 'Escalated').length, 0),
        outside: escalated.filter(({ split }) => split['track'] === 'external').length,
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

/** The rows of a report by hand. A column of lines that lack what the report is split by is null. */
function byHand(
  name: string,
  lines: readonly Line[],
  { from, to, tz, bucket, split }: { from: string; to: string; tz: string; bucket?: Bucket; split: readonly string[] },
) {
  const { types, columns } = pencil[name]!;
  const definition = ours.find((report) => report.name === name)!;
  const relevant = of(lines, ...types);
  const fits = (type: Line['type']) => {
    const { dimensions } = definition.facts[name === 'escalation' ? escalationFacts[type]! : Object.keys(definition.facts)[0]!]!;
    return split.every((one) => dimensions.includes(one));
  };
  const within = relevant.filter(({ at, type }) => at >= from && at < to && fits(type));
  const keyOf = ({ at, split: has }: Line) =>
    JSON.stringify([bucket ? label(at, tz, bucket) : null, ...split.map((one) => has[one] ?? null)]);
  const rows = new Map<string, Line[]>();
  for (const line of within) rows.set(keyOf(line), [...(rows.get(keyOf(line)) ?? []), line]);
  return [...rows].map(([key, found]) => {
    const [first] = JSON.parse(key) as [string | null];
    const all = within.filter((line) => (bucket ? label(line.at, tz, bucket) : null) === first);
    return { key, lines: found, columns: columns(found, all, fits) };
  });
}
const escalationFacts: Partial<Record<Line['type'], string>> = { Escalated: 'escalated', HandedBack: 'handedBack', Received: 'received' };

type Definition = (typeof ours)[number];
type Asked = ReportQuestion & { readonly bucket?: Bucket; readonly by: readonly string[]; readonly asOf: string; readonly knownAt: string };

/** The report's answer is the one by hand, and behind each number of one of its rows there are as many complaints. Gives its bytes. */
async function expectAsByHand(definition: Definition, question: Asked, events: readonly Recorded<ComplaintEvent>[]): Promise<string> {
  const { bucket, by, tz } = question;
  const split = [...by, ...(definition.always ?? []).filter((name) => !by.includes(name))];
  const report = await answerReport(dataSource, definition, question);
  const lines = ledger(events, question.asOf, question.knownAt);
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
      expect(new Set(items.map(({ position }) => position)).size).toBe(items.length);
      expect(known).toEqual(expect.arrayContaining(items.map(({ complaintId, occurredAt }) => `${complaintId} ${occurredAt}`)));
    }
  }
}

test('is answered as by hand, with the complaints behind each number, and in the same bytes after a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.array(questions, { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      async (events, all, size) => {
        await fill(events);
        const asked: { definition: Definition; question: Asked; answer: string }[] = [];
        for (const [i, { from, length, dimensions, asOf, knownAt, tz, bucket }] of all.entries()) {
          for (const definition of ours) {
            const names = Object.keys(definition.dimensions);
            // One of the questions is split by nothing; the report's own dimensions come last and are asked for more often than chance would.
            const by = dimensions.map((n) => (n % 2 ? names[n % names.length]! : names[names.length - 1 - (n % 5)]!));
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
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

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
