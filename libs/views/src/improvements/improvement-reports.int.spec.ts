import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, uuid, type TestDatabase } from '@redress/testing';
import { Checkpoint } from '../checkpoint.js';
import { answerReport, type ReportQuestion } from '../report-answer.js';
import type { ReportDefinition } from '../report-definition.js';
import { toCsv } from '../report.js';
import { startViews, viewEntities } from '../start-views.js';
import { neighbour, type Bucket } from '../report-time.js';
import { waitForPosition } from '../wait-for-position.js';
import { improvement, improvementBenefit } from './improvement.js';
import { improvements } from './improvements.js';
import { trainingGap } from './training-gap.js';

/* The reports over improvements, answered as somebody would who reads the events one by one; `byHand` knows neither tables nor SQL. */

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views: [improvements] })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The view of exactly these events. */
async function fill(events: readonly Recorded[], size = 1_000): Promise<void> {
  const tables = [Checkpoint, ...improvements.entities].map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [improvements], limits: { size, buffer: 2 * size } });
  const last = events.at(-1);
  if (last && !(await waitForPosition(dataSource, improvements, last.position, 20_000)).reached)
    throw new Error('the view did not get there');
  await views.stop();
}

const from2014 = Date.UTC(2014, 9, 1);
const dayMinutes = 24 * 60;
const instant = (minutes: number) => new Date(from2014 + minutes * 60_000).toISOString();
const day = (n: number) => instant(n * dayMinutes).slice(0, 10);
const minute = fc.integer({ min: 0, max: 60 * dayMinutes });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const code = fc.constantFrom('a', 'B', 'ä');

const raising = fc.record({
  kind: fc.constantFrom('corrective', 'opportunity'),
  cause: fc.constantFrom('people', 'process'),
  title: fc.constant('Better'),
  from: fc.constant({ trend: 'x' }),
  unit: optional(code),
});
const steps = fc.oneof(
  fc
    .record({ owner: optional(code), due: optional(fc.nat(60).map(day)), unit: optional(code) })
    .map((data) => ['ImprovementPlanned', data] as const),
  fc.constant(['ImprovementAdopted', {}] as const),
  fc.constant(['ImprovementDone', { result: 'x' }] as const),
  fc.constant(['ImprovementDropped', { reason: 'x' }] as const),
  fc
    .constantFrom('fallen', 'same', 'risen')
    .map((verdict) => ['EffectivenessReviewed', { weeks: 8, before: 1, after: 1, verdict }] as const),
  fc
    .record({ amount: fc.record({ amount: fc.nat(9), currency: fc.constantFrom('CNY', 'EUR') }) })
    .map((data) => ['BenefitRecorded', { kind: 'money', ...data, period: { from: day(0), to: day(1) } }] as const),
  fc.constant(['BenefitRecorded', { kind: 'time', value: 2, unit: 'hours', period: { from: day(0), to: day(1) } }] as const),
);
const coverages = fc.record({
  topic: fc.constantFrom('x', 'y'),
  unit: fc.constantFrom('east', 'west'),
  perMille: fc.nat(1_000),
  on: fc.nat(60).map(day),
});

/** What happens to one of five improvements, or is measured, in an order that need not make sense to anybody. */
const logs = fc
  .array(
    fc.record({
      at: fc.nat(4),
      raising,
      step: steps,
      coverage: optional(coverages),
      occurred: minute,
      later: fc.nat(10 * dayMinutes),
    }),
    { maxLength: 60 },
  )
  .map((told) => {
    const revisions = new Map<string, number>();
    return told
      .toSorted((a, b) => a.occurred + a.later - (b.occurred + b.later))
      .map(({ at, raising: data, step: [type, said], coverage, occurred, later }, i): Recorded => {
        const stream = coverage ? `training-${coverage.topic}-${coverage.unit}` : `improvement-${uuid(at)}`;
        const revision = revisions.get(stream) ?? 0;
        revisions.set(stream, revision + 1);
        const event = revision === 0 ? { type: 'ImprovementRaised', data } : { type, data: said };
        const what = coverage ? { type: 'TrainingCoverageRecorded', data: coverage } : event;
        const times = { occurredAt: instant(occurred), recordedAt: instant(occurred + later) };
        // As it comes out of the log: without what is not there.
        const told = JSON.parse(JSON.stringify(what)) as typeof what;
        return { ...recorded(0, revision, told, { position: BigInt(i + 1), ...times }), stream } as Recorded;
      });
  });

const cut = fc.oneof(minute, fc.constant(80 * dayMinutes));
const questions = fc.record({
  from: minute,
  length: fc.integer({ min: 1, max: 80 * dayMinutes }),
  tz: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York'),
  by: fc.subarray(['kind', 'cause', 'unit', 'owner']),
  asOf: cut,
  knownAt: cut,
  bucket: optional(fc.constantFrom('week' as const, 'month' as const)),
});

type Data = Readonly<Record<string, unknown>>;
const dataOf = (event: Recorded) => event.data as Data;
const localDay = (at: string | number, tz: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short' }).format(new Date(at));
/** First day of the week or month. */
const weekOrMonth = (day: string, bucket: Bucket) => {
  const at = new Date(day);
  if (bucket === 'week') at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  else at.setUTCDate(1);
  return at.toISOString().slice(0, 10);
};
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;
const minutesFrom = (a: string, b: string) => Math.floor((Date.parse(b) - Date.parse(a)) / 60_000);

/** The improvements of the period as they stood at the cut. */
function standing(events: readonly Recorded[], question: Asked) {
  const { from, to, asOf, knownAt, tz } = question;
  const counting = events.filter((event) => event.metadata.occurredAt <= asOf && event.recordedAt <= knownAt);
  const raised = counting.filter(
    ({ type, metadata }) => type === 'ImprovementRaised' && from <= metadata.occurredAt && metadata.occurredAt < to,
  );
  return raised.map((first) => {
    const own = counting.filter(({ stream }) => stream === first.stream);
    const of = (type: string) => own.filter((event) => event.type === type);
    const plan = (name: string) =>
      of('ImprovementPlanned')
        .flatMap((event) => (dataOf(event)[name] as string | undefined) ?? [])
        .at(-1);
    const earliest = (type: string) =>
      of(type)
        .map(({ metadata }) => metadata.occurredAt)
        .sort()[0];
    const [adoptedAt, doneAt, droppedAt] = ['ImprovementAdopted', 'ImprovementDone', 'ImprovementDropped'].map(earliest);
    const { kind, cause, unit } = dataOf(first);
    const due = plan('due');
    return {
      split: { kind, cause, unit: plan('unit') ?? unit ?? null, owner: plan('owner') ?? null } as Record<string, string | null>,
      at: first.metadata.occurredAt,
      adoptedAt,
      doneAt,
      droppedAt,
      overdue: due !== undefined && due < localDay(asOf, tz) && !doneAt && !droppedAt,
      verdict: of('EffectivenessReviewed').map((event) => dataOf(event)['verdict'])[of('EffectivenessReviewed').length - 1],
      benefits: of('BenefitRecorded').flatMap(
        (event) => (dataOf(event)['amount'] as { amount: number; currency: string } | undefined) ?? [],
      ),
    };
  });
}
type Standing = ReturnType<typeof standing>[number];
type Asked = Required<Pick<ReportQuestion, 'from' | 'to' | 'tz' | 'asOf' | 'knownAt' | 'now'>> & {
  readonly by: readonly string[];
  readonly bucket?: Bucket | undefined;
};

function counted(all: readonly Standing[]) {
  const [adopted, done] = [all.filter(({ adoptedAt }) => adoptedAt), all.filter(({ doneAt }) => doneAt)];
  const verdicts = (verdict: string) => all.filter((one) => one.verdict === verdict).length;
  const reviewed = all.filter(({ verdict }) => verdict).length;
  return {
    raised: all.length,
    adopted: adopted.length,
    done: done.length,
    dropped: all.filter(({ droppedAt }) => droppedAt).length,
    overdue: all.filter(({ overdue }) => overdue).length,
    medianMinutesToAdoption: middle(adopted.map(({ at, adoptedAt }) => minutesFrom(at, adoptedAt!))),
    medianMinutesToDone: middle(done.flatMap(({ adoptedAt, doneAt }) => (adoptedAt ? [minutesFrom(adoptedAt, doneAt!)] : []))),
    reviewed,
    fallen: verdicts('fallen'),
    same: verdicts('same'),
    risen: verdicts('risen'),
    fallenShare: reviewed === 0 ? null : Number((verdicts('fallen') / reviewed + 1e-9).toFixed(4)),
  };
}

function groups<T>(items: readonly T[], keyOf: (item: T) => Record<string, unknown>): { key: Record<string, unknown>; items: T[] }[] {
  const found = new Map<string, { key: Record<string, unknown>; items: T[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = JSON.stringify(key);
    found.set(name, { key, items: [...(found.get(name)?.items ?? []), item] });
  }
  return [...found.values()];
}
const pick = (split: Record<string, string | null>, by: readonly string[]) => Object.fromEntries(by.map((name) => [name, split[name]]));

const byHand: Readonly<Record<string, (events: readonly Recorded[], question: Asked) => object[]>> = {
  improvement(events, question) {
    const all = standing(events, question);
    if (question.by.length === 0) return [counted(all)];
    return groups(all, ({ split }) => pick(split, question.by)).map(({ key, items }) => ({ ...key, ...counted(items) }));
  },
  'improvement-benefit'(events, question) {
    const all = standing(events, question).flatMap((one) => one.benefits.map((benefit) => ({ one, ...benefit })));
    return groups(all, ({ one, currency }) => ({ ...pick(one.split, question.by), currency })).map(({ key, items }) => ({
      ...key,
      benefits: items.length,
      improvements: new Set(items.map(({ one }) => one)).size,
      benefit: items.reduce((sum, { amount }) => sum + amount, 0),
    }));
  },
  'training-gap'(events, question) {
    const { from, to, asOf, knownAt, tz, bucket } = question;
    if (bucket) {
      // Week by week and month by month the same question, each until its own end. What has not begun is not known, but for the first.
      const first = weekOrMonth(localDay(from, tz), bucket);
      const last = weekOrMonth(localDay(Date.parse(to) - 1, tz), bucket);
      const rows: object[] = [];
      for (let at = first; at <= last && (at === first || at <= localDay(asOf, tz)); at = neighbour(at, bucket, 1)) {
        const end = neighbour(at, bucket, 1);
        const within = events.filter((event) => (dataOf(event)['on'] as string) < end);
        const { bucket: _, ...whole } = question;
        rows.push(...byHand['training-gap']!(within, whole).map((row) => ({ bucket: at, ...row })));
      }
      return rows;
    }
    const day = (at: string) => localDay(at, tz);
    // A day has begun by an instant, if it is the instant's or an earlier one.
    const measured = events.filter((event) => {
      const on = dataOf(event)['on'] as string;
      return (
        event.type === 'TrainingCoverageRecorded' &&
        event.recordedAt <= knownAt &&
        on <= day(asOf) &&
        on <= day(new Date(Date.parse(to) - 1).toISOString())
      );
    });
    return groups(measured, (event) => ({ topic: dataOf(event)['topic'], unit: dataOf(event)['unit'] })).map(({ key, items }) => {
      const byDay = new Map(items.map((event) => [dataOf(event)['on'] as string, dataOf(event)['perMille'] as number]));
      const [last, before] = [...byDay].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, perMille]) => perMille);
      return {
        ...key,
        coverage: last! / 1_000,
        earlier: before === undefined ? null : before / 1_000,
        target: 0.8,
        gap: (800 - last!) / 1_000,
      };
    });
  },
};

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

test('are answered as by hand, as of any two instants, and in the same bytes after a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.array(questions, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (events, all, size) => {
        await fill(events);
        const asked: { definition: ReportDefinition; question: ReportQuestion; answer: string }[] = [];
        for (const { from, length, by, asOf, knownAt, tz, bucket } of all) {
          for (const definition of [improvement, improvementBenefit, trainingGap]) {
            const question = {
              from: instant(from),
              to: instant(from + length),
              tz,
              by: definition === trainingGap ? [] : by,
              ...(definition === trainingGap && bucket && { bucket }),
              asOf: instant(asOf),
              knownAt: instant(knownAt),
              now: '2030-01-01T00:00:00.000Z',
            };
            const report = await answerReport(dataSource, definition, question);
            expect([question, sorted(report.rows)]).toEqual([question, sorted(byHand[definition.name]!(events, question))]);
            asked.push({ definition, question, answer: JSON.stringify(report) + toCsv(report) });
          }
        }
        await fill(events, size);
        for (const { definition, question, answer } of asked) {
          const report = await answerReport(dataSource, definition, question);
          expect(JSON.stringify(report) + toCsv(report)).toBe(answer);
        }
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
});
