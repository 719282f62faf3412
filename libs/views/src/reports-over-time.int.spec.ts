import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { kinds } from '@redress/policy';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { Checkpoint } from './checkpoint.js';
import { answerReport, type ReportQuestion } from './report-answer.js';
import { complaintsBehind, type CountedComplaint } from './report-complaints.js';
import { behind, leadsTo, readBy, type Aggregate, type ReportDefinition } from './report-definition.js';
import { buckets } from './report-time.js';
import { toCsv, type Report } from './report.js';
import { reports } from './reports.js';
import { startViews, viewEntities } from './start-views.js';
import { waitForPosition } from './wait-for-position.js';

/*
 * What holds for every report there is, and for those to come: none is named here. What was known at a position of the log is what a database says
 * into which nothing else was folded; it stays so, byte for byte, whatever comes after; and every number is made of what it leads to.
 * What the numbers should be is counted by hand in the specs of the reports.
 */

const views = [...new Set(reports.flatMap((report) => readBy(report).views))];

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await fold([]);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** What of these events is not folded yet, as a worker does that starts anew. */
async function fold(events: readonly Recorded[], size = 1_000): Promise<void> {
  const running = await startViews({ dataSource, log: new SpecLog(events), views, limits: { size, buffer: 2 * size, paceMs: 0 } });
  for (const view of views) {
    const last = events.findLast(({ stream }) => view.prefixes.some((prefix) => stream.startsWith(prefix)));
    if (last && !(await waitForPosition(dataSource, view, last.position, 60_000)).reached)
      throw new Error(`${view.name} did not get there`);
  }
  await running.stop();
  // As a quiet log does: every view knows how far it has been read.
  const end = events.at(-1)?.position.toString() ?? null;
  await dataSource.query('UPDATE views.checkpoint SET position = greatest(position, $1)', [end]);
}

async function forget(): Promise<void> {
  const tables = [Checkpoint, ...views.flatMap(({ entities }) => entities)].map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
}

// What may happen, in an order that need not make sense to anybody, known some time later, by a clock that is set back at times.
const { sample, form } = story;
const days = 40;
const from2026 = Date.UTC(2026, 0, 1);
/** By the quarter of an hour, so that some things are recorded in the same millisecond. */
const instant = (quarters: number) => new Date(from2026 + quarters * 15 * 60_000).toISOString();
const time = fc.nat(days * 96);
const due = time.map(instant);
const amount = fc.option(fc.record({ amount: fc.nat(9), currency: fc.constantFrom('CNY', 'EUR') }));
const code = fc.constantFrom('a', 'ä', '！');
const varied: Partial<Record<ComplaintEvent['type'], fc.Arbitrary<object>>> = {
  Classified: fc.record({ category: code, severity: fc.constantFrom('low', 'high') }),
  Compensated: fc.record({ borne: amount, claimed: amount, approvalRound: fc.integer({ min: 1, max: 2 }) }),
  RemedyFulfilled: fc.record({ compensation: fc.integer({ min: 1, max: 2 }) }),
  CompensationCancelled: fc.record({ compensation: fc.integer({ min: 1, max: 2 }) }),
  Closed: fc.record({ outcome: fc.constantFrom('upheld', 'partly', 'rejected', 'withdrawn') }),
  Investigated: fc.record({ finding: fc.constantFrom('substantiated', 'not') }),
  FollowedUp: fc.record({ satisfaction: fc.integer({ min: 1, max: 5 }), solved: fc.boolean() }),
  MergedInto: fc.record({ complaintId: fc.nat(5).map(uuid) }),
  Unmerged: fc.record({ complaintId: fc.nat(5).map(uuid) }),
  Corrected: fc.oneof(
    fc.record({ field: fc.constant('channel'), new: code }),
    fc.record({ field: fc.constant('product'), new: fc.option(code) }),
    fc.record({ field: fc.constant('complainantKind'), new: fc.constantFrom('anonymous', 'customer') }),
  ),
  DeadlineSet: fc.record({ clock: code, rule: code, due, from: due }),
  DeadlineExtended: fc.record({ clock: code, due }),
  DeadlineMet: fc.record({ clock: code }),
  DeadlineStopped: fc.record({ clock: code }),
  DeadlineWarned: fc.record({ clock: code }),
  PromiseMade: fc.record({ due }),
  ResolutionProposed: fc.record({ round: fc.integer({ min: 1, max: 2 }) }),
  ApprovalRequested: fc.record({ round: fc.integer({ min: 1, max: 2 }), total: fc.nat(900_000) }),
  ApprovalGranted: fc.record({ round: fc.integer({ min: 1, max: 2 }), completes: fc.boolean() }),
  ApprovalRefused: fc.record({ round: fc.integer({ min: 1, max: 2 }) }),
};
const types = [
  ...(Object.keys(varied) as ComplaintEvent['type'][]),
  ...(['Escalated', 'HandedBack', 'Reopened', 'ReplySent', 'Assigned', 'HandedOver', 'Linked', 'ContactMade', 'RiskRaised'] as const),
  ...(['RiskEased', 'CustomerArrived', 'CustomerDeparted', 'ContributionRequested', 'ContributionGiven', 'NoteAdded'] as const),
];
const happening = fc
  .constantFrom(...types)
  .chain((type) => (varied[type] ?? fc.constant({})).map((said) => ({ type, data: { ...Reflect.get(sample, type), ...said } as object })));
const received = fc.record({ channel: code, product: fc.option(code, { nil: undefined }), arrivedAt: due, departedAt: due });
const improving = fc.constantFrom(
  { type: 'ImprovementPlanned', data: { owner: 'u-1', due: '2026-01-20', unit: 'east' } },
  { type: 'ImprovementAdopted', data: {} },
  { type: 'ImprovementDone', data: { result: 'x' } },
  { type: 'EffectivenessReviewed', data: { weeks: 8, before: 1, after: 1, verdict: 'fallen' } },
  ...['CNY', 'EUR'].map((currency) => ({ type: 'BenefitRecorded', data: { kind: 'money', amount: { amount: 7, currency } } })),
);
const raised = { kind: 'corrective', cause: 'people', title: 'Better', from: { trend: 'x' } };
const measured = fc.oneof(
  fc
    .record({ perMille: fc.nat(1_000), on: due.map((at) => at.slice(0, 10)) })
    .map((data) => ({ type: 'TrainingCoverageRecorded', data: { topic: 'x', unit: 'east', ...data } })),
  fc.nat(99).map((policies) => ({ type: 'ExposureRecorded', data: { period: { from: '2026-01-01', to: '2026-02-28' }, policies } })),
);
const returns = { kind: 'returns', version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z', reason: 'x', document: kinds.returns.standard };

const told = fc.record({
  about: fc.oneof({ weight: 8, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.constantFrom('improvement', 'measured') }),
  form: received,
  happens: happening,
  improves: improving,
  measured,
  at: time,
  later: fc.nat(3 * 96),
  setBack: fc.boolean(),
});
const logs = fc.array(told, { minLength: 30, maxLength: 70 }).map((all): Recorded[] => {
  const revisions = new Map<string, number>();
  const ordered = all.toSorted((a, b) => a.at + a.later - (b.at + b.later));
  const published = recorded(0, 0, { type: 'PolicyPublished', data: returns }, { position: 1n, occurredAt: instant(0) });
  const events = ordered.map(({ about, form: written, happens, improves, measured: figure, at, later, setBack }, i) => {
    const stream =
      typeof about === 'number'
        ? `complaint-${uuid(about)}`
        : about === 'improvement'
          ? `improvement-${uuid(9)}`
          : `${figure.type === 'ExposureRecorded' ? 'exposure' : 'training'}-x`;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const first =
      typeof about === 'number' ? { type: 'Received', data: { ...form, ...written } } : { type: 'ImprovementRaised', data: raised };
    const next = typeof about === 'number' ? happens : improves;
    const what = about === 'measured' ? figure : revision === 0 ? first : next;
    const correction = what.type === 'Corrected' ? { correction: revision } : {};
    // As it comes out of the log: without what is not there.
    const data = JSON.parse(JSON.stringify({ ...what.data, ...correction })) as object;
    const times = { occurredAt: instant(at), recordedAt: instant(at + later - (setBack ? 5 : 0)) };
    const origin = about === 1 ? ('import' as const) : ('api' as const);
    const one = recorded(0, revision, { type: what.type, data }, { position: BigInt(2 * i + 3), ...times, origin });
    return { ...one, stream, metadata: { ...one.metadata, subjectIds: about === 2 ? [] : ['ann'] } } as Recorded;
  });
  return [{ ...published, stream: 'policy-returns' } as Recorded, ...events];
});

const questions = fc.record({
  tz: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York'),
  bucket: fc.option(fc.constantFrom(...buckets), { nil: undefined }),
  dimension: fc.nat(),
  asOf: time,
});
type Asked = (typeof questions extends fc.Arbitrary<infer T> ? T : never) & { readonly ofLog: number };

function questionOf(definition: ReportDefinition, { tz, bucket, dimension, asOf }: Asked): ReportQuestion {
  const names = Object.keys(definition.dimensions);
  return {
    from: '2026-01-03',
    to: '2026-02-07',
    tz,
    ...(bucket && { bucket }),
    by: dimension % 3 === 0 ? [] : [names[dimension % names.length]!],
    asOf: instant(asOf),
    now: '2030-01-01T00:00:00.000Z',
  };
}

const bytes = (report: Report) => JSON.stringify(report) + toCsv(report);

test('what was known at a position is what was known then: to a database without the rest, later, after a restart and a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      questions,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 9 }),
      async (events, asked, part, size) => {
        const until = 1 + Math.floor(part * (events.length - 1));
        const position = events[until - 1]!.position.toString();
        const ask = async (definition: ReportDefinition, knownAt?: string) =>
          answerReport(dataSource, definition, {
            ...questionOf(definition, { ...asked, ofLog: until }),
            ...(knownAt !== undefined && { knownAt }),
          });

        await forget();
        await fold(events.slice(0, until), size);
        const then = new Map<ReportDefinition, { answer: string; exactly: string; at: string; again: string | null }>();
        for (const report of reports) {
          const [latest, known] = [await ask(report), await ask(report, position)];
          expect([report.name, latest.rows]).toEqual([report.name, known.rows]);
          expect([latest.position, latest.columns]).toEqual([known.position, known.columns]);
          // Where nothing at all is known, nothing is known as of now.
          expect(known.position === null || latest.knownAt === known.knownAt).toBe(true);
          // The position that an answer names asks for the same.
          const exactly = bytes(await ask(report, known.position ?? '0'));
          then.set(report, { answer: bytes(known), exactly, at: known.knownAt, again: known.position });
          await expectMadeOf(report, { ...questionOf(report, { ...asked, ofLog: until }), knownAt: position }, known);
        }
        const recordedLater = neverBack(events)[until];
        const since = neverBack(events)[until - 1]!;
        const expectTheSame = async () => {
          for (const [report, { answer, exactly, again }] of then) {
            expect([report.name, bytes(await ask(report, position))]).toEqual([report.name, answer]);
            expect([report.name, bytes(await ask(report, again ?? '0'))]).toEqual([report.name, exactly]);
            // So does the instant, where nothing else was recorded in it.
            if (recordedLater !== undefined && recordedLater <= since) continue;
            const { rows, columns } = await ask(report, since);
            expect([report.name, answer]).toEqual([report.name, expect.stringContaining(JSON.stringify(rows))]);
            expect([report.name, answer]).toEqual([report.name, expect.stringContaining(toCsv({ rows, columns }))]);
          }
        };
        // More events come, to a loop that starts anew.
        await fold(events);
        await expectTheSame();
        // All of it once more, in other batches.
        await forget();
        await fold(events, size);
        await expectTheSame();
      },
    ),
    { numRuns: 2, endOnFailure: true },
  );
});

/** When each event was recorded, by a clock that never goes back. */
function neverBack(events: readonly Recorded[]): string[] {
  let latest = '';
  return events.map(({ recordedAt }) => (latest = recordedAt > latest ? recordedAt : latest));
}

/** Each number of a row is made of what it leads to. */
async function expectMadeOf(definition: ReportDefinition, question: ReportQuestion, { rows }: Report): Promise<void> {
  const row = rows[rows.length >> 1];
  if (!row) return;
  const split = [...question.by!, ...(definition.always ?? []).filter((name) => !question.by!.includes(name))];
  for (const measure of definition.measures) {
    if (leadsTo(definition, measure) === undefined || row[measure.name] === null) continue;
    const where = Object.fromEntries(split.map((name) => [name, row[name] as string | null]));
    const parts = behind(definition, measure);
    const items = await allBehind(definition, {
      ...question,
      measure: measure.name,
      where,
      ...(question.bucket && { bucketStart: row['bucket'] as string }),
    });
    for (const part of parts) {
      const { name } = part.column;
      const ofPart = parts.some(({ column }) => column.name !== measure.name) ? items.filter(({ column }) => column === name) : items;
      expect([definition.name, measure.name, name, madeOf(part.aggregate, ofPart)]).toEqual([
        definition.name,
        measure.name,
        name,
        row[name],
      ]);
    }
  }
}

async function allBehind(definition: ReportDefinition, question: Parameters<typeof complaintsBehind>[2]): Promise<CountedComplaint[]> {
  const items: CountedComplaint[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await complaintsBehind(dataSource, definition, { ...question, limit: 40, ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** The number that facts make. */
function madeOf(aggregate: Aggregate | undefined, items: readonly CountedComplaint[]): number | null {
  if (!aggregate || 'distinct' in aggregate) return items.length;
  const values = items.map(({ value }) => Number(value)).sort((a, b) => a - b);
  if (values.length === 0) return null;
  if ('sum' in aggregate) return values.reduce((a, b) => a + b);
  if ('percentile' in aggregate) return values[Math.ceil(values.length * aggregate.percentile) - 1]!;
  return values.at(-1)!;
}
