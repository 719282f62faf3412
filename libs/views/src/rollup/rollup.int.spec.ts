import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { caseFacts } from '../facts/case-facts.js';
import { answerReport, type ReportQuestion } from '../report-answer.js';
import type { ReportDefinition } from '../report-definition.js';
import { buckets } from '../report-time.js';
import { reports } from '../reports.js';
import { startViews, viewEntities } from '../start-views.js';
import { schemaOf } from '../view.js';
import { waitForPosition } from '../wait-for-position.js';
import { addUp, type AddedUp } from './add-up.js';
import { rollups, rollupsOf, tables } from './rollups.js';

/*
 * What rollups answer is what the facts answer, byte for byte, whenever they were added up and whatever happened since.
 */

let database: TestDatabase;
let dataSource: DataSource;
const asked: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const logger = {
    logQuery: (sql: string) => void asked.push(sql),
    logQueryError() {},
    logQuerySlow() {},
    logSchemaBuild() {},
    logMigration() {},
    log() {},
  };
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: viewEntities,
    logger,
    logging: ['query'],
  }).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const zone = 'Asia/Shanghai';
/** `ROLLUP_RUNS` asks for more. */
const runs = Number(process.env['ROLLUP_RUNS'] ?? 4);
const rolled = reports.filter((definition) => rollupsOf(definition).size > 0);

/** A view without events, and a way to fold some more into it. */
async function emptyView() {
  await dataSource.query(`DROP SCHEMA IF EXISTS ${schemaOf(caseFacts)} CASCADE; DROP SCHEMA IF EXISTS views CASCADE`);
  const log = new SpecLog();
  const views = await startViews({ dataSource, log, views: [caseFacts], limits: { idleMs: 1, paceMs: 1 } });
  return {
    fold: async (events: readonly Recorded[]) => {
      log.append(...events);
      const last = events.at(-1);
      if (last && !(await waitForPosition(dataSource, caseFacts, last.position, 20_000)).reached)
        throw new Error('the view did not get there');
    },
    stop: () => views.stop(),
  };
}

const addUpFor = async (names: readonly string[], now: string, tz = zone) => {
  const of = rollups.filter((rollup) =>
    rolled.some((report) => names.includes(report.name) && [...rollupsOf(report).values()].includes(rollup)),
  );
  const done: AddedUp[] = [];
  for (const rollup of of) done.push(await addUp(dataSource, rollup, { zone: tz, now: new Date(now) }));
  return done;
};
const withoutRollups = () => dataSource.query(`DROP TABLE IF EXISTS ${Object.values(tables).join(', ')}`);

const answers = async (questions: readonly (ReportQuestion & { report: string })[]) => {
  const all: string[] = [];
  for (const { report, ...question } of questions)
    all.push(
      JSON.stringify(
        await answerReport(
          dataSource,
          reports.find(({ name }) => name === report)!,
          question,
        ),
      ),
    );
  return all;
};

// What may happen to a complaint over two years, in an order that need not make sense to anybody.
const { event, sample } = story;
const from2013 = Date.UTC(2013, 10, 20);
const instant = (minutes: number) => new Date(from2013 + minutes * 60_000).toISOString();
const last = 60 * 24 * 500;
// Many at the edges of days and months of the zone, which are at 16:00 UTC.
const minute = fc.oneof(
  fc.integer({ min: 0, max: last }),
  fc.integer({ min: 0, max: 499 }).chain((day) => fc.constantFrom(-1, 0, 1).map((n) => Math.max(0, day * 1440 + 960 + n))),
);
const code = fc.constantFrom('a', 'B', 'ä', '\uFF01');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const money = fc.record({ amount: fc.constantFrom(0, 1, 3, 900, 2 ** 45), currency: fc.constantFrom('CNY', 'EUR') });
const clock = fc.constantFrom('reply', 'promise-1');
const due = minute.map(instant);
const told = <T extends string>(type: T, data: fc.Arbitrary<object>) => data.map((one) => [type, one] as const);
const happens = fc.oneof(
  told('Classified', fc.record({ severity: fc.constantFrom('low', 'high'), category: code, urgency: fc.constantFrom('urgent', 'normal') })),
  told(
    'Escalated',
    fc.record({
      track: fc.constant('level'),
      from: fc.constant(1),
      to: fc.constantFrom(2, 3),
      reason: code,
      trigger: fc.constantFrom('customer', 'deadline'),
    }),
  ),
  told(
    'Escalated',
    fc.record({
      track: fc.constant('external'),
      body: fc.constantFrom('regulator', 'media'),
      reason: code,
      trigger: fc.constant('person'),
    }),
  ),
  told(
    'FollowedUp',
    fc.record({
      channel: fc.constant('phone'),
      reached: fc.constant(true),
      satisfaction: optional(fc.integer({ min: 1, max: 5 })),
      solved: optional(fc.boolean()),
    }),
  ),
  told(
    'Compensated',
    fc.record({
      remedy: fc.constantFrom('refund', 'gift'),
      borne: fc.option(money),
      claimed: optional(money),
      acceptance: fc.constant('verbal'),
    }),
  ),
  told('RemedyFulfilled', fc.record({ compensation: fc.integer({ min: 1, max: 2 }), confirmedBy: fc.constant('u-finance') })),
  told(
    'Closed',
    fc.record({ outcome: fc.constantFrom('upheld', 'partly', 'rejected'), toldVia: fc.constant('phone'), recourse: fc.constant([]) }),
  ),
  told('Reopened', fc.record({ reason: code, count: fc.constant(1) })),
  told(
    'Investigated',
    fc.record({
      finding: fc.constantFrom('substantiated', 'not'),
      rootCause: optional(fc.constantFrom('people', 'process')),
      hiddenIssue: fc.boolean(),
      unfavourableReading: fc.boolean(),
      evidence: fc.constant([]),
    }),
  ),
  told('Assigned', fc.constantFrom({ unit: 'depot' }, { unit: 'depot', person: 'u-1' }, { person: 'u-2' })),
  {
    weight: 4,
    arbitrary: told(
      'DeadlineSet',
      fc
        .record({ clock, rule: clock, moment: fc.constantFrom('received', 'promised'), from: due, due, statutory: fc.boolean() })
        .map((data) => ({ ...sample.DeadlineSet, ...data })),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('DeadlineWarned', 'DeadlinePaused', 'DeadlineResumed', 'DeadlineExtended', 'DeadlineMet', 'DeadlineStopped'),
        fc.record({ clock, due }),
      )
      .map(([type, data]) => [type, { ...sample[type as 'DeadlineExtended'], ...data }] as const),
  },
  {
    weight: 2,
    arbitrary: told(
      'PromiseMade',
      due.map((until) => ({ ...sample.PromiseMade, due: until })),
    ),
  },
  told('PromiseKept', fc.record({ promise: fc.integer({ min: 1, max: 2 }) })),
  told('ContactMade', fc.record({ channel: fc.constant('phone'), direction: fc.constant('outbound'), reached: fc.boolean() })),
  told(
    'RiskRaised',
    fc
      .record({
        score: fc.nat(200),
        signals: fc.uniqueArray(fc.constantFrom('waiting', 'anger')).map((all) => all.map((signal) => ({ signal, count: 1, points: 40 }))),
      })
      .map((data) => ({ ...sample.RiskRaised, ...data })),
  ),
  fc.tuple(fc.constantFrom('CustomerArrived', 'CustomerDeparted'), fc.record({ unit: optional(code) })),
  {
    weight: 4,
    arbitrary: told(
      'Corrected',
      fc
        .oneof(
          fc.record({ field: fc.constant('channel'), new: code }),
          fc.record({ field: fc.constant('unit'), new: fc.option(code) }),
          fc.record({ field: fc.constant('arrivedAt'), new: fc.option(due) }),
        )
        .map((data) => ({ reason: 'x', replaces: 0, ...data })),
    ),
  },
  fc.tuple(fc.constantFrom('MergedInto', 'Unmerged'), fc.record({ complaintId: fc.nat(7).map((n) => uuid(n)), reason: code })),
);
const form = fc.record({
  channel: code,
  product: optional(fc.constantFrom('x', 'y')),
  arrivedAt: optional(due),
  departedAt: optional(due),
});
const logs = fc
  .array(fc.record({ complaint: fc.nat(7), form, step: happens, occurred: minute, later: fc.nat(60 * 24 * 20) }), {
    minLength: 1,
    maxLength: 90,
  })
  .map((steps) => {
    const revisions = new Map<number, number>();
    return steps
      .toSorted((a, b) => a.occurred + a.later - (b.occurred + b.later))
      .map(({ complaint, form: written, step: [type, data], occurred, later }, i) => {
        const revision = revisions.get(complaint) ?? 0;
        revisions.set(complaint, revision + 1);
        const what =
          revision === 0
            ? event('Received', { ...story.form, ...written })
            : event(type as never, { ...data, ...(type === 'Corrected' && { correction: revision }) } as never);
        const times = { occurredAt: instant(occurred), recordedAt: instant(occurred + later) };
        return recorded(complaint, revision, what, { position: BigInt(i + 1), origin: complaint % 2 ? 'api' : 'import', ...times });
      });
  });

const day = fc.integer({ min: 0, max: 520 }).map((n) => new Date(Date.UTC(2013, 10, 10 + n)).toISOString().slice(0, 10));
const month = fc.integer({ min: 0, max: 18 }).map((n) => new Date(Date.UTC(2013, 9 + n, 1)).toISOString().slice(0, 10));
const time = fc.oneof(month, month, day, minute.map(instant));
const questionsOf = (of: readonly ReportDefinition[]) =>
  fc
    .record({
      report: fc.constantFrom(...of),
      edges: fc.tuple(time, time),
      bucket: optional(fc.constantFrom(...buckets)),
      by: fc.option(fc.nat()),
      more: fc.option(fc.nat(), { freq: 6 }),
    })
    .map(({ report, edges: [a, b], bucket, by, more }) => {
      const names = Object.keys(report.dimensions);
      const [from, to] = a < b ? [a, b] : [b, a];
      const split = [...new Set([by, more].filter((n) => n !== null).map((n) => names[n % names.length]!))];
      return { report: report.name, from, to: to === from ? '2016-01-01' : to, tz: zone, by: split, ...(bucket && { bucket }) };
    });
const asking = fc
  .subarray(rolled, { minLength: 4, maxLength: 4 })
  .chain((of) =>
    fc.record({ of: fc.constant(of.map(({ name }) => name)), questions: fc.array(questionsOf(of), { minLength: 14, maxLength: 14 }) }),
  );

const isRolled = () => asked.some((sql) => sql.includes(tables.cells) && !sql.includes('INSERT'));

it('answers by rollups as by facts, whenever they were added up and whatever happened since', async () => {
  let byRollups = 0;
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.array(fc.integer({ min: 20, max: 80 }), { minLength: 1, maxLength: 2 }),
      asking,
      fc.array(minute, { minLength: 3, maxLength: 3 }),
      async (events, cuts, { of, questions }, nows) => {
        const view = await emptyView();
        try {
          const ends = [...new Set(cuts)].sort((a, b) => a - b).map((percent) => Math.ceil((events.length * percent) / 100));
          const now = (n: number) => instant(nows[n]! + last / 2);
          let folded = 0;
          for (const [i, end] of ends.entries()) {
            await view.fold(events.slice(folded, end));
            folded = end;
            await addUpFor(of, now(i));
          }
          await view.fold(events.slice(folded));
          const all = questions.map((question) => ({ ...question, now: now(2) }));
          asked.length = 0;
          const rolledUp = await answers(all);
          if (isRolled()) byRollups++;
          await withoutRollups();
          expect(rolledUp).toEqual(await answers(all));
        } finally {
          await view.stop();
        }
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
  // Some ask only what rollups do not answer.
  expect(byRollups).toBeGreaterThan(runs / 2);
});
