import type { DataSource, EntityManager } from 'typeorm';
import { Checkpoint } from '../checkpoint.js';
import { answering, QueryError } from '../query-error.js';
import { buckets, checkTime, checkZone, neighbour, resolveTimes, type Bucket } from '../report-time.js';
import type { Report, ReportColumn } from '../report.js';
import { volume } from './volume.js';

/** What the volume can be split by: a column of the facts each. */
export const volumeDimensions = ['channel', 'cause', 'product', 'unit', 'jurisdiction', 'grade', 'language', 'origin'] as const;
type Dimension = (typeof volumeDimensions)[number];

export interface VolumeQuestion {
  /** Inclusive. A date (its local midnight) or an instant with offset, as are the other times. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  /** IANA zone, whose days and weeks these are. */
  readonly tz: string;
  readonly bucket?: string;
  /** Of `volumeDimensions`; also the order of columns and rows. */
  readonly by?: readonly string[];
  /** Counts what had happened by then. Default: `now`. */
  readonly asOf?: string;
  /** Counts what was recorded by then; not in the future. Default: what the view knows, by the recorded time of its latest event. */
  readonly knownAt?: string;
  /** ISO 8601. */
  readonly now: string;
}

/** More rows of empty days than anybody reads, and than should be held in memory. */
const mostBuckets = 5_000;
const shortestDays: Record<Bucket, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 };

/**
 * Report 1, volume and mix: complaints received in a period, by their own time.
 *
 * Rows are ordered by bucket, then by the dimensions in the order asked for (by code point, null last). A bucket is named by its first
 * local day, also where `from` cuts it. Split by nothing, every bucket is listed, empty ones too; split by something, only what occurs.
 *
 * @throws QueryError `invalid-time`, `invalid-time-zone`, `unknown-bucket`, `unknown-dimension`, `empty-period`, `future-known-at`,
 * `too-many-buckets`
 */
export async function volumeReport(dataSource: DataSource, question: VolumeQuestion): Promise<Report> {
  const { from, to, tz, now, asOf = now, knownAt } = question;
  const by = dimensionsOf(question.by ?? []);
  const bucket = bucketOf(question.bucket);
  for (const [name, time] of Object.entries({ from, to, asOf, knownAt })) if (time !== undefined) checkTime(name, time);
  checkZone(tz);

  return answering(volume.name, () =>
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const cut = await cutOf(manager, { tz, now, asOf, knownAt });
      const period = await periodOf(manager, { from, to, tz, bucket });
      const facts = await count(manager, { tz, bucket, by, ...cut, ...period });
      return {
        report: volume.name,
        version: 1,
        parameters: { from, to, tz, bucket: bucket ?? null, by, asOf: question.asOf ?? null, knownAt: knownAt ?? null },
        asOf: cut.asOf.toISOString(),
        knownAt: cut.knownAt.toISOString(),
        position: await lastPosition(manager, cut.knownAt),
        columns: [...(bucket ? [bucketColumn(bucket)] : []), ...by.map(dimensionColumn), ...measures(bucket)],
        rows: rowsOf(facts, { bucket, by, ...period }),
      };
    }),
  );
}

interface Cut {
  readonly asOf: Date;
  readonly knownAt: Date;
}

interface Period {
  readonly from: Date;
  readonly to: Date;
  /** Where `previous` begins to count. */
  readonly before: Date;
  /** First days of the first and the last bucket. */
  readonly first: string;
  readonly last: string;
}

interface Counted extends Record<Dimension, string | null> {
  readonly bucket: string | null;
  /** Within the period. */
  readonly received: number;
  /** In the whole bucket; without buckets, before the period. */
  readonly whole: number;
}

async function cutOf(manager: EntityManager, asked: { tz: string; now: string; asOf: string; knownAt?: string }): Promise<Cut> {
  const { tz, now, knownAt } = asked;
  const [asOf, known] = await resolveTimes(manager, tz, [asked.asOf, knownAt ?? now]);
  if (!asOf || !known) throw new Error('times were not resolved');
  if (knownAt === undefined) {
    const checkpoint = await manager.findOneBy(Checkpoint, { view: volume.name, version: volume.version });
    return { asOf, knownAt: checkpoint?.recordedAt ?? known };
  }
  if (known > new Date(now))
    throw new QueryError('future-known-at', 'knownAt lies in the future: what will be recorded by then is not known yet.', 'contradiction');
  return { asOf, knownAt: known };
}

async function periodOf(manager: EntityManager, asked: { from: string; to: string; tz: string; bucket?: Bucket }): Promise<Period> {
  const { tz, bucket } = asked;
  const [from, to] = await resolveTimes(manager, tz, [asked.from, asked.to]);
  if (!from || !to || from >= to)
    throw new QueryError('empty-period', 'from must be before to; from is in the period, to is not.', 'contradiction');
  const start = bucket ? `date_trunc('${bucket}', ${local('$1')})` : local('$1');
  const length = bucket ? `'${bucket === 'quarter' ? '3 months' : `1 ${bucket}`}'::interval` : `(${local('$2')} - ${local('$1')})`;
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

/** One row per bucket and combination, in the report's order. */
async function count(
  manager: EntityManager,
  asked: Cut & Period & { tz: string; bucket?: Bucket; by: readonly Dimension[] },
): Promise<Counted[]> {
  const { from, to, before, asOf, knownAt, tz, bucket, by } = asked;
  const groups = [...(bucket ? ['bucket'] : []), ...by];
  const bucketed = bucket ? `date_trunc('${bucket}', occurred_at AT TIME ZONE $6) AS bucket` : `$6::text AS tz`;
  return manager.query<Counted[]>(
    `SELECT ${[...(bucket ? [`to_char(bucket, 'YYYY-MM-DD') AS bucket`] : []), ...by, 'received', 'whole'].join(', ')}
     FROM (
       SELECT ${[...groups, ''].join(', ')} count(*) FILTER (WHERE occurred_at >= $1)::int AS received,
              count(*) ${bucket ? '' : 'FILTER (WHERE occurred_at < $1)'}::int AS whole
       FROM (SELECT ${[...by, 'occurred_at', bucketed].join(', ')} FROM volume_v1.received
             WHERE occurred_at >= $3 AND occurred_at < $2 AND occurred_at <= $4 AND recorded_at <= $5) AS fact
       ${groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : ''}
     ) AS counted
     ${groups.length > 0 ? `ORDER BY ${groups.map((name) => (name === 'bucket' ? 'counted.bucket' : `counted.${name} COLLATE "C" NULLS LAST`)).join(', ')}` : ''}`,
    [from, to, before, asOf, knownAt, tz],
  );
}

function rowsOf(
  counted: readonly Counted[],
  asked: Pick<Period, 'first' | 'last'> & { bucket?: Bucket; by: readonly Dimension[] },
): Report['rows'] {
  const { bucket, by } = asked;
  const keyOf = (label: string | null, row?: Counted) => JSON.stringify([label, ...by.map((name) => row?.[name] ?? null)]);
  const whole = new Map(counted.map((row) => [keyOf(row.bucket, row), row.whole]));
  const totals = new Map<string | null, number>();
  for (const row of counted) totals.set(row.bucket ?? null, (totals.get(row.bucket ?? null) ?? 0) + row.received);

  const listed = by.length > 0 ? counted.filter((row) => row.received > 0) : withEmptyBuckets(counted, asked);
  return listed.map((row) => {
    const label = row.bucket ?? null;
    return {
      ...(bucket && { bucket: label }),
      ...Object.fromEntries(by.map((name) => [name, row[name]])),
      received: row.received,
      share: share(row.received, totals.get(label) ?? 0),
      previous: bucket && label ? (whole.get(keyOf(neighbour(label, bucket, -1), row)) ?? 0) : row.whole,
    };
  });
}

/** Every bucket of the period; without buckets, the one row that there is. */
function withEmptyBuckets(
  counted: readonly Counted[],
  { bucket, first, last }: { bucket?: Bucket; first: string; last: string },
): Counted[] {
  if (!bucket) return [...counted];
  const found = new Map(counted.map((row) => [row.bucket, row]));
  const rows: Counted[] = [];
  for (let day = first; day <= last; day = neighbour(day, bucket, 1)) rows.push(found.get(day) ?? { ...nothing, bucket: day });
  return rows;
}

const nothing = {
  ...(Object.fromEntries(volumeDimensions.map((name) => [name, null])) as Record<Dimension, null>),
  received: 0,
  whole: 0,
};

/** Rounded half up to four places; 0 of nothing is 0. */
function share(part: number, total: number): number {
  return total === 0 ? 0 : Math.round((part * 10_000) / total) / 10_000;
}

function dimensionsOf(by: readonly string[]): Dimension[] {
  return by.map((name, i) => {
    const dimension = volumeDimensions.find((known) => known === name);
    if (dimension && by.indexOf(name) === i) return dimension;
    throw new QueryError('unknown-dimension', `by must name, once each, some of ${volumeDimensions.join(', ')}.`);
  });
}

function bucketOf(name: string | undefined): Bucket | undefined {
  const bucket = buckets.find((known) => known === name);
  if (name === undefined || bucket) return bucket;
  throw new QueryError('unknown-bucket', `bucket must be one of ${buckets.join(', ')}.`);
}

function bucketColumn(bucket: Bucket): ReportColumn {
  return {
    name: 'bucket',
    unit: 'date',
    meaning: bucket === 'day' ? 'The local day.' : `First local day of the ${bucket === 'week' ? 'ISO week, a Monday' : bucket}.`,
  };
}

const meanings: Record<Dimension, string> = {
  channel: 'How it came in.',
  cause: 'What it is about, a code of the cause taxonomy.',
  product: 'The product complained about; null if none was named.',
  unit: 'The org unit complained about; null if none was named.',
  jurisdiction: 'Whose rules apply; null if none was named.',
  grade: 'An on-site grievance or a complaint.',
  language: 'Language of the complaint, BCP 47.',
  origin: 'How it was entered: api, automation or import.',
};

function dimensionColumn(name: Dimension): ReportColumn {
  return { name, unit: 'code', meaning: meanings[name] };
}

function measures(bucket: Bucket | undefined): ReportColumn[] {
  const before = bucket
    ? `the whole ${bucket} before, also where the period begins within it`
    : 'the period of equal length (by local clock) before';
  return [
    { name: 'received', unit: 'complaints', meaning: 'Complaints received, by when they were received.' },
    { name: 'share', unit: 'ratio', meaning: `Part of all received in the ${bucket ?? 'period'}, to 4 places; 0 if there were none.` },
    { name: 'previous', unit: 'complaints', meaning: `Received in ${before}, by the same cuts.` },
  ];
}

/** Of the last fact that was recorded by then; the log's position that the report was cut at. */
async function lastPosition(manager: EntityManager, knownAt: Date): Promise<string | null> {
  const [row] = await manager.query<{ position: string }[]>(
    'SELECT position FROM volume_v1.received WHERE recorded_at <= $1 ORDER BY recorded_at DESC, position DESC LIMIT 1',
    [knownAt],
  );
  return row?.position ?? null;
}
