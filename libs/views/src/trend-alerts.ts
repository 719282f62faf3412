import type { EntityManager } from 'typeorm';
import {
  caseDimensionNames,
  caseDimensions,
  caseFactsSql,
  caseTable,
  caseTables,
  countsAs,
  lookingUp,
  recordsOf,
} from './facts/case-dimensions.js';
import { caseFacts } from './facts/case-facts.js';
import { exposureFigures, exposureOf, type ExposureFigure, type ExposureRow } from './improvements/exposure-of.js';
import { improvements } from './improvements/improvements.js';
import { parameters, valuesOf } from './report-sql.js';
import { asked as sql, type AskedRows, type ReportDefinition } from './report-definition.js';
import { beforeSql, beginsAt, lengthOf } from './report-time.js';
import type { Report } from './report.js';
import { againstQuality, fallen, quotient, risen, type Answers, type Compared } from './trend.js';
import { schemaOf } from './view.js';

/*
 * Report 10, what changes more than chance explains. It asks the facts of cases and the exposure at once, as the effectiveness of an improvement does.
 * How it is judged is in `trend.ts` and docs/adr/0029.
 */

/** In the order of the rows of one combination. */
const trendKinds = ['rise', 'rise-against-exposure', 'rise-against-quality', 'cliff-fall'] as const;
type TrendKind = (typeof trendKinds)[number];

/** What happened in one period to the complaints of a combination. */
interface Happened extends Answers {
  /** Received in all of it. */
  readonly whole: number;
  /** Received in it and in the period asked for. */
  readonly within: number;
}
const nothing: Happened = { whole: 0, within: 0, onMerits: 0, upheld: 0, marks: 0, markSum: 0 };

interface Edges {
  /** Where the periods begin, and where the last one ends. */
  readonly instants: readonly Date[];
  /** Their local days. */
  readonly days: readonly string[];
  /** By the local clock. */
  readonly ms: readonly number[];
}

export const trendAlerts: ReportDefinition = {
  name: 'trend-alerts',
  number: 10,
  version: 1,
  question: 'Where do complaints rise, or fall off a cliff, by more than chance, and do exposure and quality say otherwise?',
  view: caseFacts,
  besides: [improvements],
  tables: [...caseTables, recordsOf('closed'), recordsOf('followed_up'), `${schemaOf(improvements)}.exposure`],
  dimensions: caseDimensions,
  byDefault: ['cause', 'unit'],
  parameters: {
    baseline: {
      meaning: 'With how many periods before it is compared, of equal length, or buckets: weeks, if it is one week.',
      default: 8,
      least: 1,
      most: 104,
    },
    minimum: { meaning: 'Fewer complaints are no trend: received for a rise, expected for a fall.', default: 5, least: 1, most: 1_000_000 },
    threshold: { meaning: 'By how many standard deviations it must differ from what was expected.', default: 3, least: 1, most: 10 },
    fall: { meaning: 'By how many per cent a fall must be below what was expected.', default: 50, least: 1, most: 100 },
  },
  facts: { received: { sql: caseFactsSql('received'), dimensions: caseDimensionNames } },
  measures: [
    { name: 'kind', unit: 'code', meaning: `What is remarkable: ${trendKinds.join(', ')}.`, told: true },
    { name: 'observed', unit: 'complaints', meaning: 'Complaints received in the {period}.', of: 'received' },
    {
      name: 'expected',
      unit: 'complaints',
      meaning: 'As many as in the baseline per time, or of a rise against exposure per time and exposure; to 4 places.',
      told: true,
      from: ['baseline'],
    },
    {
      name: 'threshold',
      unit: 'complaints',
      meaning: 'From how many on, or of a fall down to how many, it is remarkable.',
      told: true,
      from: ['baseline'],
    },
    {
      name: 'baseline',
      unit: 'complaints',
      meaning: 'Complaints received in the baseline, what was expected comes from.',
      told: true,
      before: { of: 'received', periods: 'baseline' },
    },
    { name: 'why', unit: 'text', meaning: 'What was compared, in a sentence.', told: true },
  ],
  rowsOf,
};

async function rowsOf(manager: EntityManager, asked: AskedRows): Promise<Report['rows']> {
  const { baseline, minimum, threshold, fall } = asked.parameters as Record<'baseline' | 'minimum' | 'threshold' | 'fall', number>;
  const edges = await edgesOf(manager, asked, baseline);
  const first = await firstReceipt(manager, asked);
  if (first === undefined) return [];
  const combinations = await happenedIn(manager, asked, edges);
  const exposures = await exposuresOf(manager, asked, edges);
  const judged = { minimum, deviations: threshold };

  const rows: Report['rows'][number][] = [];
  for (let n = baseline; n + 1 < edges.instants.length; n += 1) {
    const begins = Math.max(edges.ms[n - baseline]!, Math.min(first.ms, edges.ms[n]!));
    const time = { now: edges.ms[n + 1]! - edges.ms[n]!, before: edges.ms[n]! - begins };
    if (time.before <= 0) continue;
    const days = {
      before: first.day > edges.days[n - baseline]! ? first.day : edges.days[n - baseline]!,
      now: edges.days[n]!,
      end: edges.days[n + 1]!,
    };
    const isOver = edges.instants[n]! >= asked.from && edges.instants[n + 1]! <= asked.to && edges.instants[n + 1]! <= asked.asOf;
    for (const { by, periods } of combinations) {
      const now = periods[n] ?? nothing;
      const before = Array.from({ length: baseline }, (_, i) => periods[n - baseline + i] ?? nothing);
      const isWhole = (i: number) => edges.ms[n - baseline + i]! >= begins;
      const compared: Compared = {
        observed: now.within,
        baseline: before.reduce((sum, one) => sum + one.whole, 0),
        now: BigInt(time.now),
        before: BigInt(time.before),
        whole: before.filter((_, i) => isWhole(i)).map(({ whole }) => whole),
      };
      const told = (kind: TrendKind, expected: number, from: number, why: string) =>
        rows.push({
          ...(asked.bucket && { bucket: edges.days[n]! }),
          ...Object.fromEntries(asked.by.map((name, i) => [name, by[i] ?? null])),
          kind,
          observed: compared.observed,
          expected,
          threshold: from,
          baseline: compared.baseline,
          why,
        });
      const expected = quotient(BigInt(compared.baseline) * compared.now, compared.before);
      const usual = `${compared.observed} were received where ${expected} were expected: the baseline has ${compared.baseline}`;

      const rise = risen(compared, judged);
      if (rise !== undefined) told('rise', expected, rise, `${usual}. ${rise} or more are ${threshold} standard deviations above.`);
      const exposure = exposures(by, days, time);
      if (exposure && !exposure.grows) {
        const perExposure = { ...compared, now: exposure.now, before: exposure.before, whole: [] };
        const against = risen(perExposure, judged);
        if (against !== undefined) {
          const known = quotient(BigInt(compared.baseline) * exposure.now, exposure.before);
          const words = `${usual}. By ${exposure.figure}, which did not grow (${exposure.words}), ${known} were expected; ${against} or more are ${threshold} standard deviations above.`;
          told('rise-against-exposure', known, against, words);
        }
      }
      const quality = rise === undefined ? undefined : againstQuality(now, before, minimum);
      if (rise !== undefined && quality !== undefined)
        told(
          'rise-against-quality',
          expected,
          rise,
          `${usual}. ${rise} or more are ${threshold} standard deviations above, though ${quality}.`,
        );
      const cliff = isOver ? fallen(compared, { ...judged, percent: fall }) : undefined;
      if (cliff !== undefined)
        told('cliff-fall', expected, cliff, `${usual}. ${cliff} or fewer are ${threshold} standard deviations and ${fall} % below.`);
    }
  }
  return rows;
}

/** The periods of the baseline and those asked for, by the local clock. */
async function edgesOf(manager: EntityManager, asked: AskedRows, baseline: number): Promise<Edges> {
  const { bucket, first, last } = asked;
  const [start, length, end] = bucket ? ['first', lengthOf(bucket), `last + ${lengthOf(bucket)}`] : ['begin', '(finish - begin)', 'finish'];
  const rows = await manager.query<{ instant: Date; day: string; ms: number }[]>(
    `${parameters}, given AS (
       SELECT ${sql.from} AT TIME ZONE ${sql.tz} AS begin, ${sql.to} AT TIME ZONE ${sql.tz} AS finish, $7::date::timestamp AS first, $8::date::timestamp AS last
     ), edge AS (
       SELECT ${beforeSql(start, `n * ${length}`)} AS at FROM given, generate_series(1, $9::int) AS n
       UNION ALL SELECT generate_series(${start}, ${end}, ${length}) FROM given
     )
     SELECT ${bucket ? beginsAt('at', sql.tz) : `at AT TIME ZONE ${sql.tz}`} AS instant, to_char(at, 'YYYY-MM-DD') AS day,
            round(extract(epoch FROM at - timestamp '2000-01-01') * 1000)::float8 AS ms
     FROM edge ORDER BY at`,
    [...valuesOf(asked, asked.from), first, last, baseline],
  );
  return { instants: rows.map((row) => row.instant), days: rows.map((row) => row.day), ms: rows.map((row) => row.ms) };
}

/** When the first complaint of all was received, as known at the cut: what was before it is not known. */
async function firstReceipt(manager: EntityManager, asked: AskedRows): Promise<{ ms: number; day: string } | undefined> {
  const [row] = await manager.query<{ ms: number; day: string }[]>(
    `${parameters} SELECT to_char(local, 'YYYY-MM-DD') AS day, round(extract(epoch FROM local - timestamp '2000-01-01') * 1000)::float8 AS ms
     FROM (SELECT fact.occurred_at AT TIME ZONE $6::text AS local FROM ${caseTable('received')} AS fact WHERE ${countsAs('fact')}
           ORDER BY fact.occurred_at LIMIT 1) AS first`,
    valuesOf(asked, asked.from),
  );
  return row;
}

/** What happened to each combination of dimensions, period by period. */
async function happenedIn(manager: EntityManager, asked: AskedRows, { instants }: Edges) {
  const dimensions = asked.by.map((name, i) => `"${name}" AS d${i}`);
  const groups = [...asked.by.map((_, i) => `d${i}`), 'n'];
  const counted = (table: string, columns: readonly string[], values: readonly string[]) => `
    SELECT ${[...dimensions, 'width_bucket(occurred_at, $7::timestamptz[]) AS n', ...values].join(', ')}
    FROM (${lookingUp(caseFactsSql(table, ...columns))}) AS fact WHERE occurred_at >= $3 AND occurred_at < $2`;
  const none = ['0 AS is_received', '0 AS is_within', '0 AS on_merits', '0 AS upheld', '0 AS marks', '0 AS mark_sum'];
  const but = (...values: string[]) => none.map((one) => values.find((value) => value.endsWith(one.slice(1))) ?? one);
  const rows = await manager.query<Record<string, string | number | null>[]>(
    `${parameters} SELECT ${groups.join(', ')}, sum(is_received)::int AS whole, sum(is_within)::int AS within, sum(on_merits)::int AS "onMerits",
            sum(upheld)::int AS upheld, sum(marks)::int AS marks, sum(mark_sum)::int AS "markSum"
     FROM (
       ${counted('received', [], but('1 AS is_received', '(occurred_at >= $1)::int AS is_within'))}
       UNION ALL
       ${counted('closed', ['fact.outcome'], but(`(outcome IN ('upheld', 'partly', 'rejected', 'goodwill'))::int AS on_merits`, `(outcome IN ('upheld', 'partly'))::int AS upheld`))}
       UNION ALL
       ${counted('followed_up', ['fact.satisfaction'], but('(satisfaction IS NOT NULL)::int AS marks', 'coalesce(satisfaction, 0) AS mark_sum'))}
     ) AS happened
     GROUP BY ${groups.join(', ')}
     ORDER BY ${[...asked.by.map((_, i) => `d${i} COLLATE "C" NULLS LAST`), 'n'].join(', ')}`,
    [...valuesOf(asked, instants[0]!), instants],
  );
  const combinations = new Map<string, { by: (string | null)[]; periods: Record<number, Happened> }>();
  for (const row of rows) {
    const by = asked.by.map((_, i) => row[`d${i}`] as string | null);
    const found = combinations.get(JSON.stringify(by)) ?? { by, periods: {} };
    combinations.set(JSON.stringify(by), found);
    found.periods[Number(row['n']) - 1] = row as unknown as Happened;
  }
  return [...combinations.values()];
}

interface ExposureThen {
  readonly figure: ExposureFigure;
  /** Exposure by time; of orders, which add up, the exposure itself. */
  readonly now: bigint;
  readonly before: bigint;
  readonly grows: boolean;
  readonly words: string;
}

/**
 * What there was to complain about in a period and in its baseline, by the first figure that is known for every day of both: that of the unit and product
 * split by, else of the whole company. Undefined if none is known, as for complaints that name no unit.
 */
async function exposuresOf(manager: EntityManager, asked: AskedRows, { days }: Edges) {
  const rows = await manager.query<ExposureRow[]>(
    `${parameters} SELECT unit, product, to_char(first_day, 'YYYY-MM-DD') AS "firstDay", to_char(last_day, 'YYYY-MM-DD') AS "lastDay", position,
            policies, customers, orders
     FROM ${schemaOf(improvements)}.exposure WHERE last_day >= $7::date AND first_day <= $8::date AND position <= ${sql.known}`,
    [...valuesOf(asked, asked.from), days[0], days.at(-1)],
  );
  return (
    by: readonly (string | null)[],
    period: { readonly before: string; readonly now: string; readonly end: string },
    time: { readonly now: number; readonly before: number },
  ): ExposureThen | undefined => {
    const valueOf = (name: string) => {
      const i = asked.by.indexOf(name);
      return i < 0 ? undefined : by[i];
    };
    const [unit, product] = [valueOf('unit'), valueOf('product')];
    if (unit === null || product === null) return undefined;
    const scope = { ...(unit !== undefined && { units: [unit] }), ...(product !== undefined && { products: [product] }) };
    const ofThese = rows.filter((row) => row.unit === (unit ?? null) && row.product === (product ?? null));
    if (ofThese.length === 0) return undefined;
    const [then, now] = [
      exposureOf(ofThese, scope, { from: period.before, to: period.now }),
      exposureOf(ofThese, scope, { from: period.now, to: period.end }),
    ];
    const figure = exposureFigures.find((name) => then[name] && now[name]);
    if (!figure) return undefined;
    // In 1/10 000, as they are known.
    const [a, b] = [then, now].map((one) => BigInt(Math.round(one[figure]! * 10_000))) as [bigint, bigint];
    const [long, short] = [BigInt(time.before), BigInt(time.now)];
    const isSum = figure === 'orders';
    const amounts = isSum ? { before: a, now: b } : { before: a * long, now: b * short };
    const grows = isSum ? b * long > a * short : b > a;
    return { figure, ...amounts, grows, words: `${then[figure]!} before, ${now[figure]!} now` };
  };
}
