import type { Scope, Verdict } from '@redress/improvement';
import { In, IsNull, LessThanOrEqual, MoreThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { caseFactsSql, caseTables, recordsOf } from './facts/case-dimensions.js';
import { caseFacts } from './facts/case-facts.js';
import { exposureFigures, exposureOf, type ExposureFigure, type ExposureOfDays } from './improvements/exposure-of.js';
import { findImprovement } from './improvements/find-improvements.js';
import { Exposure } from './improvements/improvements.entity.js';
import { improvements } from './improvements/improvements.js';
import { answering, QueryError } from './query-error.js';
import { parameters } from './report-sql.js';
import { asked as sql, ratio } from './report-definition.js';
import { checkKnownAt, checkTime, checkZone, cutOf, type Cut } from './report-time.js';
import { schemaOf } from './view.js';

/*
 * Did it help? The complaints of an improvement's scope in the weeks before it and in as many after it. It asks the facts of cases and the
 * improvements at once, so it belongs to neither of their folders.
 */

export interface EffectivenessQuestion {
  /** 1 to 104, default 8. */
  readonly weeks?: number;
  /** Which instant parts the weeks before from those after. Default: the adoption. */
  readonly since?: 'adoption' | 'completion';
  /** IANA zone, by whose clock weeks and days are counted. */
  readonly tz: string;
  /** A date (its local midnight) or an instant with offset, as `knownAt`: counts what had happened by then. Default: `now`. */
  readonly asOf?: string;
  /** Counts what was recorded by then; not in the future. Default: what the views know. */
  readonly knownAt?: string;
  /** ISO 8601. */
  readonly now: string;
}

/** The weeks on one side of the instant. */
export interface ComparedWeeks {
  /** An instant; in it. */
  readonly from: string;
  /** No longer in it. */
  readonly to: string;
  /** Received in each week, in order. */
  readonly weekly: readonly number[];
  /** In all of them. */
  readonly complaints: number;
  /** On the average, to 4 places. */
  readonly perWeek: number | null;
  /** What the scope's units and products had then; null where that is not known for every day. */
  readonly exposure: ExposureOfDays;
  /** Complaints in all of the weeks for 1 000 of each, to 4 places; null where the exposure is not known, or nothing. */
  readonly perThousand: ExposureOfDays;
}

export interface Effectiveness {
  readonly improvementId: string;
  readonly since: 'adoption' | 'completion';
  /** When that was. */
  readonly at: string;
  readonly weeks: number;
  readonly tz: string;
  readonly scope: Scope;
  readonly asOf: string;
  readonly knownAt: string;
  readonly before: ComparedWeeks;
  readonly after: ComparedWeeks;
  /** What was compared: the complaints themselves, or for a thousand of the first figure that is known on both sides. */
  readonly basis: 'complaints' | ExposureFigure;
  /** `too-early`: the weeks after are not over yet. */
  readonly verdict: Verdict | 'too-early';
  /** What would tell more: `weeks-after` that are not over at `asOf`, `exposure-before`, `exposure-after`. */
  readonly missing: readonly ('weeks-after' | 'exposure-before' | 'exposure-after')[];
}

/** Why nothing can be compared: the improvement was not there at the cut, was not adopted or done by then, or names no complaints. */
export type Incomparable = 'no-such-improvement' | 'not-adopted' | 'not-done' | 'no-scope';

const mostWeeks = 104;

const read = {
  views: [improvements, caseFacts],
  tables: [...caseTables, recordsOf('investigated'), ...['step', 'exposure'].map((table) => `${schemaOf(improvements)}.${table}`)],
};

/**
 * The complaints of an improvement's scope in the weeks before its adoption and after it, as they were received.
 * @throws QueryError `invalid-weeks`, `invalid-time`, `invalid-time-zone`, `future-known-at`; ViewNotReady
 */
export async function effectivenessOf(
  dataSource: DataSource,
  improvementId: string,
  question: EffectivenessQuestion,
): Promise<Effectiveness | Incomparable> {
  const { weeks = 8, since = 'adoption', tz, now, asOf = now, knownAt } = question;
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > mostWeeks)
    throw new QueryError('invalid-weeks', `weeks must be a whole number from 1 to ${mostWeeks}.`);
  checkTime('asOf', asOf);
  if (knownAt !== undefined) checkKnownAt(knownAt);
  checkZone(tz);
  return answering(`${improvements.name} and ${caseFacts.name}`, () =>
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const cut = await cutOf(manager, read, { tz, now, asOf, knownAt });
      const improvement = await findImprovement(manager, improvementId, cut);
      if (!improvement) return 'no-such-improvement';
      const at = since === 'adoption' ? improvement.adoptedAt : improvement.doneAt;
      if (!at) return since === 'adoption' ? 'not-adopted' : 'not-done';
      const { scope } = improvement;
      if (!scope) return 'no-scope';
      const bounds = await boundsOf(manager, at, weeks, tz);
      const counts = await countsOf(manager, scope, cut, tz, bounds.instants);
      const exposures = await exposuresOf(manager, scope, cut, bounds);
      const side = (begin: number): ComparedWeeks => {
        const weekly = counts.slice(begin, begin + weeks);
        const complaints = weekly.reduce((sum, count) => sum + count, 0);
        const [from, to] = [bounds.instants[begin]!, bounds.instants[begin + weeks]!];
        const exposure = exposures(bounds.days[begin]!, bounds.days[begin + weeks]!);
        const per = (name: ExposureFigure) => (exposure[name] === null ? null : ratio(complaints * 1_000, exposure[name]));
        const perThousand = { policies: per('policies'), customers: per('customers'), orders: per('orders') };
        const inTotal = { weekly, complaints, perWeek: ratio(complaints, weeks) };
        return { from: from.toISOString(), to: to.toISOString(), ...inTotal, exposure, perThousand };
      };
      const [before, after] = [side(0), side(weeks)];
      const result = { since, at: at.toISOString(), weeks, tz, scope, asOf: cut.asOf.toISOString(), knownAt: cut.knownAt.toISOString() };
      return { improvementId, ...result, before, after, ...judged(before, after, cut.asOf) };
    }),
  );
}

interface Bounds {
  /** The edges of the weeks, from the first before to the last after. */
  readonly instants: Date[];
  /** The local days of the edges. */
  readonly days: string[];
}

/** Weeks are seven days by the local clock. */
async function boundsOf(manager: EntityManager, at: Date, weeks: number, tz: string): Promise<Bounds> {
  const rows = await manager.query<{ instant: Date; day: string }[]>(
    `SELECT edge AT TIME ZONE $2 AS instant, to_char(edge, 'YYYY-MM-DD') AS day FROM (
       SELECT week, ($1::timestamptz AT TIME ZONE $2::text) + week * interval '7 days' AS edge FROM generate_series(-$3::int, $3::int) AS week
     ) AS edges ORDER BY week`,
    [at, tz, weeks],
  );
  return { instants: rows.map(({ instant }) => instant), days: rows.map(({ day }) => day) };
}

/** SQL: of the facts of a complaint, the root cause that was found last. */
const rootCauses = `SELECT DISTINCT ON (complaint_id) complaint_id, root_cause FROM (${caseFactsSql('investigated', 'fact.root_cause')}) AS one
  ORDER BY complaint_id, position DESC`;

/** How many of the scope's complaints were received in each week. */
async function countsOf(
  manager: EntityManager,
  scope: Scope,
  { asOf, position }: Cut,
  tz: string,
  edges: readonly Date[],
): Promise<number[]> {
  const { causes, categories, products, units, rootCause } = scope;
  const [from, to] = [edges[0], edges.at(-1)];
  const values: unknown[] = [from, to, from, asOf, position ?? '-1', tz, edges];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const named = Object.entries({ cause: causes, category: categories, product: products, unit: units });
  const conditions = named.flatMap(([column, codes]) => (codes ? [`${column} = ANY(${bind(codes, 'text[]')})`] : []));
  if (rootCause !== undefined)
    conditions.push(`complaint_id IN (SELECT complaint_id FROM (${rootCauses}) AS found WHERE root_cause = ${bind(rootCause, 'text')})`);
  const rows = await manager.query<{ week: number; complaints: number }[]>(
    `${parameters} SELECT width_bucket(occurred_at, $7::timestamptz[]) AS week, count(*)::int AS complaints
     FROM (${caseFactsSql('received')}) AS fact
     WHERE ${[`occurred_at >= ${sql.from}`, `occurred_at < ${sql.to}`, ...conditions].join(' AND ')} GROUP BY week`,
    values,
  );
  const counts = new Map(rows.map(({ week, complaints }) => [week, complaints]));
  return edges.slice(1).map((_, i) => counts.get(i + 1) ?? 0);
}

/** Which exposure there was on local days, as far as it was known. */
async function exposuresOf(manager: EntityManager, scope: Scope, { position }: Cut, { days }: Bounds) {
  const of = (codes: readonly string[] | undefined) => (codes ? In(codes) : IsNull());
  const rows = await manager.find(Exposure, {
    where: {
      unit: of(scope.units),
      product: of(scope.products),
      firstDay: LessThanOrEqual(days.at(-1)!),
      lastDay: MoreThanOrEqual(days[0]!),
      position: LessThanOrEqual(position ?? '-1'),
    },
  });
  return (from: string, to: string): ExposureOfDays => exposureOf(rows, scope, { from, to });
}

function judged(before: ComparedWeeks, after: ComparedWeeks, asOf: Date): Pick<Effectiveness, 'basis' | 'verdict' | 'missing'> {
  const isTooEarly = asOf < new Date(after.to);
  const isKnown = ({ perThousand }: ComparedWeeks) => exposureFigures.some((name) => perThousand[name] !== null);
  const missing: Effectiveness['missing'] = [
    ...(isTooEarly ? (['weeks-after'] as const) : []),
    ...(isKnown(before) ? [] : (['exposure-before'] as const)),
    ...(isKnown(after) ? [] : (['exposure-after'] as const)),
  ];
  const figure = exposureFigures.find((name) => before.perThousand[name] !== null && after.perThousand[name] !== null);
  // Crosswise, so that nothing is rounded before it is compared.
  const [then, now] = figure
    ? [before.complaints * after.exposure[figure]!, after.complaints * before.exposure[figure]!]
    : [before.complaints, after.complaints];
  const verdict = isTooEarly ? 'too-early' : now < then ? 'fallen' : now > then ? 'risen' : 'same';
  return { basis: figure ?? 'complaints', verdict, missing };
}
