import type { DataSource, EntityManager } from 'typeorm';
import { Checkpoint } from './checkpoint.js';
import { answering, QueryError } from './query-error.js';
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

/** A position of the log, in digits. */
export function isPosition(text: string): boolean {
  return /^\d{1,19}$/.test(text);
}

/** Refuses what is no time and no position either. @throws QueryError `invalid-time` */
export function checkKnownAt(value: string): void {
  if (!isPosition(value)) checkTime('knownAt', value);
}

/** @throws QueryError `invalid-time-zone` unless it is an IANA name */
export function checkZone(tz: string): void {
  // Offsets are no zones: they have no daylight saving, and PostgreSQL would read their sign the other way round.
  if (/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(tz) && isKnownZone(tz) && !isAbbreviation(tz)) return;
  throw new QueryError('invalid-time-zone', 'tz must be an IANA time zone such as Asia/Shanghai or UTC.');
}

/** SQL for a checked time that is bound to a parameter: an instant, whichever it is. */
function sqlInstant(value: string, parameter: string, zoneParameter: string): string {
  return date.test(value) ? beginsAt(`${parameter}::timestamp`, `${zoneParameter}::text`) : `${parameter}::timestamptz`;
}

/**
 * SQL: the instant at which a local day begins: where the clock is put back to midnight and shows it twice, when it does for the first time. PostgreSQL
 * takes the second, so that an hour of the day would be in none of its parts.
 */
export function beginsAt(local: string, tz: string): string {
  const [second, first] = [
    `((${local}) AT TIME ZONE ${tz})`,
    `(((${local}) - interval '24 hours') AT TIME ZONE ${tz} + interval '24 hours')`,
  ];
  const isTheSame = `(${first} AT TIME ZONE ${tz}) = (${local}) AND ((${second} - interval '1 microsecond') AT TIME ZONE ${tz}) >= (${local})`;
  return `(CASE WHEN ${first} < ${second} AND ${isTheSame} THEN ${first} ELSE ${second} END)`;
}

/** Checked times as instants. */
async function resolveTimes(manager: EntityManager, tz: string, times: readonly string[]): Promise<Date[]> {
  const columns = times.map((time, i) => `${sqlInstant(time, `$${i + 2}`, '$1')} AS t${i}`);
  const [row] = await manager.query<[Record<string, Date>]>(`SELECT $1::text AS tz, ${columns.join(', ')}`, [tz, ...times]);
  return times.map((_, i) => row[`t${i}`] as Date);
}

export interface Cut {
  readonly asOf: Date;
  /** What was recorded by this instant is known … */
  readonly knownAt: Date;
  /** … which is up to this position of the log, inclusive: that of the last fact recorded by then; null if there was none. */
  readonly position: string | null;
  /** What its codes are mapped by, where they are. */
  readonly taxonomy?: Taxonomy;
}

/** A version of a taxonomy, by its kind of policy. */
export interface Taxonomy {
  readonly name: string;
  readonly version: number;
}

/** What a question reads. */
export interface Read {
  readonly views: readonly View[];
  /** Tables with `recorded_at` and `position`, as `tables` of a report. */
  readonly tables: readonly string[];
  /** Which version of its taxonomy counts at a cut; `version` is the one asked for, 0 if none is. */
  readonly taxonomyAt?: ((manager: EntityManager, cut: Cut, version: number | undefined) => Promise<Taxonomy>) | undefined;
}

/**
 * What counts: what had happened by `asOf`, as far as it was known at `knownAt`: an instant, or a position of the log in digits. It is resolved to the
 * position of the last fact recorded by then, and facts are cut by that: several events may be recorded in one millisecond, so that only the position
 * says exactly what was known. Default: all that every view has folded.
 * @throws QueryError `future-known-at`
 */
export async function cutOf(
  manager: EntityManager,
  read: Read,
  asked: { tz: string; now: string; asOf: string; knownAt?: string | undefined; taxonomy?: number | undefined },
): Promise<Cut> {
  const cut = await timesOf(manager, read, asked);
  return read.taxonomyAt ? { ...cut, taxonomy: await read.taxonomyAt(manager, cut, asked.taxonomy) } : cut;
}

async function timesOf(
  manager: EntityManager,
  { views, tables }: Read,
  asked: { tz: string; now: string; asOf: string; knownAt?: string | undefined },
): Promise<Cut> {
  const { tz, now, knownAt } = asked;
  const digits = knownAt !== undefined && isPosition(knownAt) ? knownAt : undefined;
  const [asOf, known] = await resolveTimes(manager, tz, [asked.asOf, digits === undefined ? (knownAt ?? now) : now]);
  if (!asOf || !known) throw new Error('times were not resolved');
  const folded = await foldedBy(manager, views);
  // What the view has folded is no future, also where the log's clock is ahead of this one.
  if (known > new Date(now) && !(folded.recordedAt && known <= folded.recordedAt))
    throw new QueryError('future-known-at', 'knownAt lies in the future: what will be recorded by then is not known yet.', 'contradiction');
  if (digits !== undefined && BigInt(digits) > (folded.position ?? -1n))
    throw new QueryError(
      'future-known-at',
      `knownAt is a position that is not known yet: what is known ends at ${folded.position ?? 'none'}.`,
      'contradiction',
    );
  const until = digits ?? folded.position?.toString();
  const last =
    until === undefined ? undefined : await lastFact(manager, tables, until, knownAt !== undefined && !digits ? known : undefined);
  if (knownAt !== undefined && !digits) return { asOf, knownAt: known, position: last?.position ?? null };
  // Before the first fact nothing was known at any time.
  return { asOf, knownAt: last?.recordedAt ?? (digits ? new Date(0) : known), position: last?.position ?? null };
}

/**
 * True if the views have folded all that was known at an instant or position, so that nothing recorded from now on can change it.
 * @throws QueryError `invalid-time`, `invalid-time-zone`; ViewNotReady
 */
export async function isFinal(
  { manager }: DataSource,
  views: readonly View[],
  { tz, knownAt }: { tz: string; knownAt: string },
): Promise<boolean> {
  checkKnownAt(knownAt);
  checkZone(tz);
  return answering(views.map(({ name }) => name).join(' and '), async () => {
    const { position, recordedAt } = await foldedBy(manager, views);
    if (isPosition(knownAt)) return BigInt(knownAt) <= (position ?? -1n);
    const [known] = await resolveTimes(manager, tz, [knownAt]);
    // In the same millisecond more may have been recorded.
    return known !== undefined && recordedAt !== null && known < recordedAt;
  });
}

/** Up to where all of the views have folded the log. */
async function foldedBy(manager: EntityManager, views: readonly View[]): Promise<{ position: bigint | null; recordedAt: Date | null }> {
  const found = await manager.findBy(
    Checkpoint,
    views.map(({ name, version }) => ({ view: name, version })),
  );
  const positions = found.map(({ position }) => (position === null ? null : BigInt(position)));
  const times = found.map(({ recordedAt }) => recordedAt);
  if (found.length < views.length || positions.includes(null)) return { position: null, recordedAt: null };
  const position = (positions as bigint[]).reduce((least, one) => (one < least ? one : least));
  const known = times.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime());
  return { position, recordedAt: known[0] ?? null };
}

/** The last fact up to a position that was recorded by an instant. */
async function lastFact(manager: EntityManager, tables: readonly string[], position: string, knownAt: Date | undefined) {
  const last = tables.map(
    (
      table,
    ) => `(SELECT position, recorded_at FROM ${table} WHERE position <= $1::bigint AND recorded_at <= coalesce($2::timestamptz, 'infinity')
       ORDER BY recorded_at DESC, position DESC LIMIT 1)`,
  );
  const [row] = await manager.query<{ position: string; recordedAt: Date }[]>(
    `SELECT position, recorded_at AS "recordedAt" FROM (${last.join(' UNION ALL ')}) AS last ORDER BY position DESC LIMIT 1`,
    [position, knownAt ?? null],
  );
  return row;
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
  const before = beforeSql(start, length);
  const trunc = (parameter: string) => `to_char(date_trunc('${bucket ?? 'day'}', ${parameter}), 'YYYY-MM-DD')`;
  const [row] = await manager.query<[{ before: Date; first: string; last: string }]>(
    `SELECT ${bucket ? beginsAt(before, '$3') : `${before} AT TIME ZONE $3`} AS before, ${trunc(local('$1'))} AS first,
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

/** SQL: a local time so much earlier than another, but not before the first year: of the period before a very long one there is that much. */
export function beforeSql(local: string, length: string): string {
  const earliest = `timestamp '0001-01-01'`;
  return `(CASE WHEN ${length} > ${local} - ${earliest} THEN ${earliest} ELSE ${local} - ${length} END)`;
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

/** PostgreSQL takes these for an offset, and CET would have no summer. What is left has one offset all the year, or is no abbreviation to it. */
function isAbbreviation(tz: string): boolean {
  return /^[a-z]{3}$/i.test(tz) && !['UTC', 'GMT', 'UCT', 'EST', 'MST', 'HST', 'PRC', 'ROC', 'ROK'].includes(tz.toUpperCase());
}

function isKnownZone(tz: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: tz });
    return true;
  } catch {
    return false;
  }
}
