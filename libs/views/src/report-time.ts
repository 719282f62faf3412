import type { EntityManager } from 'typeorm';
import { Checkpoint } from './checkpoint.js';
import { QueryError } from './query-error.js';
import type { View } from './view.js';

/*
 * How reports read times. A date such as `2014-10-01` is the beginning of that day in the report's zone; an instant has an offset. Zones
 * are PostgreSQL's alone, so that a case and the edge of the period are never judged by two editions of the zone rules.
 */

export const buckets = ['day', 'week', 'month', 'quarter', 'year'] as const;
/** Calendar periods; weeks are ISO weeks, from Monday. */
export type Bucket = (typeof buckets)[number];

const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const instant = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Refuses what is neither a day of the calendar nor an instant with offset. @throws QueryError `invalid-time` */
export function checkTime(name: string, value: string): void {
  const day = date.test(value) ? value : instant.exec(value)?.[1];
  if (day && isDay(day) && (day === value || !Number.isNaN(Date.parse(value)))) return;
  const hint = / \d{2}:?\d{2}$/.test(value) ? ' (In a URL the + of an offset is written %2B.)' : '';
  throw new QueryError(
    'invalid-time',
    `${name} must be a date such as 2014-10-01 or an instant with offset such as 2014-10-01T08:00:00+08:00.${hint}`,
  );
}

/** @throws QueryError `invalid-time-zone` unless it is an IANA name */
export function checkZone(tz: string): void {
  // Offsets are no zones: they have no daylight saving, and PostgreSQL would read their sign the other way round.
  if (/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(tz) && isKnownZone(tz)) return;
  throw new QueryError('invalid-time-zone', 'tz must be an IANA time zone such as Asia/Shanghai or UTC.');
}

/** SQL for a checked time that is bound to a parameter: an instant, whichever it is. */
function sqlInstant(value: string, parameter: string, zoneParameter: string): string {
  return date.test(value) ? `(${parameter}::timestamp AT TIME ZONE ${zoneParameter}::text)` : `${parameter}::timestamptz`;
}

/** Checked times as instants. */
async function resolveTimes(manager: EntityManager, tz: string, times: readonly string[]): Promise<Date[]> {
  const columns = times.map((time, i) => `${sqlInstant(time, `$${i + 2}`, '$1')} AS t${i}`);
  const [row] = await manager.query<[Record<string, Date>]>(`SELECT $1::text AS tz, ${columns.join(', ')}`, [tz, ...times]);
  return times.map((_, i) => row[`t${i}`] as Date);
}

export interface Cut {
  readonly asOf: Date;
  readonly knownAt: Date;
}

/**
 * What counts: what had happened by `asOf`, as far as it was recorded by `knownAt`; the latter defaults to what the view has folded.
 * @throws QueryError `future-known-at`
 */
export async function cutOf(
  manager: EntityManager,
  { name, version }: View,
  asked: { tz: string; now: string; asOf: string; knownAt?: string },
): Promise<Cut> {
  const { tz, now, knownAt } = asked;
  const [asOf, known] = await resolveTimes(manager, tz, [asked.asOf, knownAt ?? now]);
  if (!asOf || !known) throw new Error('times were not resolved');
  const folded = (await manager.findOneBy(Checkpoint, { view: name, version }))?.recordedAt;
  if (knownAt === undefined) return { asOf, knownAt: folded ?? known };
  // What the view has folded is no future, also where the log's clock is ahead of this one.
  if (known > new Date(now) && !(folded && known <= folded))
    throw new QueryError('future-known-at', 'knownAt lies in the future: what will be recorded by then is not known yet.', 'contradiction');
  return { asOf, knownAt: known };
}

export interface Period {
  readonly from: Date;
  readonly to: Date;
  /** Where the bucket before the first begins; without buckets, the period of equal length before. */
  readonly before: Date;
  /** First days of the first and the last bucket. */
  readonly first: string;
  readonly last: string;
}

/** More rows of empty days than anybody reads, and than should be held in memory. */
const mostBuckets = 5_000;
const shortestDays: Record<Bucket, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 };

/** @throws QueryError `empty-period`, `too-many-buckets` */
export async function periodOf(manager: EntityManager, asked: { from: string; to: string; tz: string; bucket?: Bucket }): Promise<Period> {
  const { tz, bucket } = asked;
  const [from, to] = await resolveTimes(manager, tz, [asked.from, asked.to]);
  if (!from || !to || from >= to)
    throw new QueryError('empty-period', 'from must be before to; from is in the period, to is not.', 'contradiction');
  const start = bucket ? `date_trunc('${bucket}', ${local('$1')})` : local('$1');
  const length = bucket ? lengthOf(bucket) : `(${local('$2')} - ${local('$1')})`;
  const trunc = (parameter: string) => `to_char(date_trunc('${bucket ?? 'day'}', ${parameter}), 'YYYY-MM-DD')`;
  const [row] = await manager.query<[{ before: Date; first: string; last: string }]>(
    `SELECT (${start} - ${length}) AT TIME ZONE $3 AS before, ${trunc(local('$1'))} AS first,
            ${trunc(`(($2::timestamptz - interval '1 microsecond') AT TIME ZONE $3)`)} AS last`,
    [from, to, tz],
  );
  if (bucket && Date.parse(row.last) - Date.parse(row.first) > mostBuckets * shortestDays[bucket] * 86_400_000) {
    throw new QueryError(
      'too-many-buckets',
      `The period has more than ${mostBuckets} buckets: ask for a shorter one or for larger buckets.`,
    );
  }
  return { from, to, ...row };
}

function local(parameter: string): string {
  return `(${parameter}::timestamptz AT TIME ZONE $3::text)`;
}

/** @throws QueryError `unknown-bucket` */
export function bucketOf(name: string | undefined): Bucket | undefined {
  const bucket = buckets.find((known) => known === name);
  if (name === undefined || bucket) return bucket;
  throw new QueryError('unknown-bucket', `bucket must be one of ${buckets.join(', ')}.`);
}

/** SQL: how long a bucket is by the local clock. */
export function lengthOf(bucket: Bucket): string {
  return `interval '${bucket === 'quarter' ? '3 months' : `1 ${bucket}`}'`;
}

/** The first day of the bucket `n` before or after the one that begins on `day`. */
export function neighbour(day: string, bucket: Bucket, n: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  switch (bucket) {
    case 'day':
      at.setUTCDate(at.getUTCDate() + n);
      break;
    case 'week':
      at.setUTCDate(at.getUTCDate() + 7 * n);
      break;
    case 'month':
      at.setUTCMonth(at.getUTCMonth() + n);
      break;
    case 'quarter':
      at.setUTCMonth(at.getUTCMonth() + 3 * n);
      break;
    case 'year':
      at.setUTCFullYear(at.getUTCFullYear() + n);
      break;
  }
  return at.toISOString().slice(0, 10);
}

/** True if it is a day of the calendar, `2014-10-01`. */
export function isDay(text: string): boolean {
  const [, year, month, day] = date.exec(text)?.map(Number) ?? [];
  if (!year || !month || !day) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.getUTCMonth() + 1 === month && at.getUTCDate() === day;
}

function isKnownZone(tz: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz });
    return true;
  } catch {
    return false;
  }
}
