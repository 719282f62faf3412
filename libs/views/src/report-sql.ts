import { lookingUp } from './facts/case-dimensions.js';
import { asked as sql, type AskedRows, type Facts } from './report-definition.js';
import { beginsAt, lengthOf, type Cut, type Period } from './report-time.js';

/*
 * The SQL that reports have in common: their parameters, the facts of a period, and what lasts.
 */

/** Declares every parameter: PostgreSQL refuses one that it is given and whose type nothing tells. */
export const parameters = `WITH asked AS (SELECT $1::timestamptz, $2::timestamptz, $3::timestamptz, $4::timestamptz, $5::bigint, $6::text)`;

/** The values of the parameters; `since` is where counting begins, at `from` or before. */
export function valuesOf(
  { from, to, asOf, position, tz, taxonomy }: Cut & Pick<Period, 'from' | 'to'> & { readonly tz: string },
  since: Date,
): unknown[] {
  return [from, to, since, asOf, position ?? '-1', tz, ...(taxonomy ? [taxonomy.version] : [])];
}

/**
 * SQL: the facts since `$3` and until `to`, with the beginning of their bucket, and the dimensions asked for as `d0`, `d1`, …
 * @param areFew of all that there are: what they are joined with is looked up
 */
export function inPeriod(facts: Facts, { bucket, by, areFew = false }: Pick<AskedRows, 'bucket' | 'by'> & { areFew?: boolean }): string {
  const columns = [
    'fact.*',
    ...by.map((name, i) => `"${name}" AS d${i}`),
    ...(bucket ? [`date_trunc('${bucket}', occurred_at AT TIME ZONE ${sql.tz}) AS bucket`] : []),
  ];
  const rows = typeof facts.sql === 'string' ? facts.sql : facts.sql(by, bucket);
  return `SELECT ${columns.join(', ')} FROM (${areFew ? lookingUp(rows) : rows}) AS fact WHERE occurred_at >= $3 AND occurred_at < ${sql.to}`;
}

/** SQL: the facts that last, in each bucket at whose end they do; as `inPeriod`. Needs `momentsOf`. */
export function atMoments(facts: Facts, by: readonly string[]): string {
  return `SELECT fact.*, moment.bucket, moment.at AS moment_at FROM (${overMoments(facts, by)}) AS fact JOIN moment ON moment.n BETWEEN fact.first AND fact.last`;
}

/** SQL: the facts that last, with the numbers of the first and the last moment at which they do. @param areFew as for `inPeriod` */
export function overMoments(facts: Facts, by: readonly string[], areFew = false): string {
  const all = typeof facts.sql === 'string' ? facts.sql : facts.sql(by);
  const rows = areFew ? lookingUp(all) : all;
  const first = 'width_bucket(since, (SELECT ats FROM moments)) + 1';
  const last = '(SELECT CASE WHEN until IS NULL THEN cardinality(ats) ELSE width_bucket(until, ats) END FROM moments)';
  return `SELECT * FROM (
      SELECT ${['fact.*', ...by.map((name, i) => `"${name}" AS d${i}`), `${first} AS first`, `${last} AS last`].join(', ')} FROM (${rows}) AS fact
      WHERE since < ${ended} AND (until IS NULL OR until >= ${sql.from})
    ) AS fact WHERE first <= last`;
}

/** SQL: what has happened before this counts at the end of the period. */
const ended = `least(${sql.to}, ${sql.asOf} + interval '1 microsecond')`;

/**
 * SQL: the table `moment` of the end of each bucket that has begun by `asOf` (`bucket` is null where there are none), numbered from 1, what happened
 * before it counts; and `moments` with all of them in one row.
 */
export function momentsOf({ bucket, first, last }: Pick<AskedRows, 'bucket' | 'first' | 'last'>): string {
  const length = bucket && lengthOf(bucket);
  const each = bucket
    ? `SELECT start AS bucket, least(${beginsAt(`start + ${length}`, sql.tz)}, ${ended}) AS at
       FROM generate_series(timestamp '${first}', timestamp '${last}', ${length}) AS start
       WHERE greatest(${beginsAt('start', sql.tz)}, ${sql.from}) <= ${sql.asOf}`
    : `SELECT NULL::timestamp AS bucket, ${ended} AS at WHERE ${sql.from} <= ${sql.asOf}`;
  return `moment AS MATERIALIZED (SELECT row_number() OVER (ORDER BY at)::int AS n, bucket, at FROM (${each}) AS each),
    moments AS MATERIALIZED (SELECT array_agg(at ORDER BY n) AS ats FROM moment)`;
}
