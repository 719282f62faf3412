import type { DataSource } from 'typeorm';
import { isTheirsSql, type Theirs } from './theirs.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { answering, QueryError } from './query-error.js';
import { checked, type ReportQuestion } from './report-answer.js';
import {
  asked as sqlAsked,
  behind,
  leadsTo,
  readBy,
  type Aggregate,
  type Behind,
  type Facts,
  type Measure,
  type ReportDefinition,
} from './report-definition.js';
import { atMoments, inPeriod, momentsOf, parameters, valuesOf } from './report-sql.js';
import { beforeSql, beginsAt, cutOf, isDay, neighbour, periodOf, type Bucket, type Cut, type Period } from './report-time.js';
import type { ReportColumn } from './report.js';

/** Which number of a report's answer, and which page of what it counted. */
export interface ComplaintsQuestion extends ReportQuestion {
  /** The column: any that is a number. */
  readonly measure: string;
  /** The row's dimensions; null for those that have none. Without them, all that the column counted. */
  readonly where?: Readonly<Record<string, string | null>>;
  /** The row's bucket, by its label; needs `bucket`. */
  readonly bucketStart?: string;
  /** `next` of the page before, with the same question. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
  /** Of complaints theirs alone: then there may be fewer than the column counts. */
  readonly theirs?: Theirs;
}

/**
 * A fact that went into a number. A complaint occurs as often as it was counted: with two escalations twice. Beside it: what the report was split or
 * narrowed by.
 */
export type CountedComplaint = Readonly<Record<string, string | number | null>> & {
  /** Of reports over improvements `improvementId`; what was measured has neither. */
  readonly complaintId?: string;
  /** Of the event that was counted. */
  readonly position: string;
  readonly occurredAt: string;
  /** Of a number that is computed from others: the column that this went into. */
  readonly column?: string;
  /** Of a column that is no count: what this fact adds to it, in the column's unit. */
  readonly value?: number | null;
};

export interface CountedComplaints {
  readonly report: string;
  readonly measure: string;
  readonly leadsTo: 'complaints' | 'improvements' | 'measurements';
  /** The cuts of the first page hold for all. */
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: string | null;
  readonly items: readonly CountedComplaint[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * The complaints behind a number, or the improvements or measurements: over all pages exactly as many items as the column counts in that row; behind a sum,
 * a median or a maximum what it was made of, each with its value; behind a number that is computed from other columns what is behind these, each with its
 * column. By time, then by position.
 * @throws QueryError those of `answerReport`, and `unknown-measure`, `invalid-bucket-start`, `invalid-limit`, `invalid-cursor`
 */
export async function complaintsBehind(
  dataSource: DataSource,
  definition: ReportDefinition,
  question: ComplaintsQuestion,
): Promise<CountedComplaints> {
  const { from, to, tz, now, asOf, knownAt, bucketStart, cursor, limit = 50 } = question;
  const understood = numberOf(definition, question);
  const { bucket, by, measure, narrowed, taxonomy, own } = understood;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  const asked = [definition.name, measure.name, from, to, tz, bucket, by, asOf, knownAt, narrowed, bucketStart, own];
  const same = JSON.stringify(asked);
  const after = cursor === undefined ? undefined : placeOf(decodeCursor(cursor, same));

  return answering(definition.view.name, () =>
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const cut = await cutOf(manager, readBy(definition), {
        tz,
        now,
        asOf: after?.asOf ?? asOf ?? now,
        knownAt: after ? (after.known ?? '0') : knownAt,
        taxonomy: after?.taxonomy ?? taxonomy,
      });
      const period = await periodOf(manager, { from, to, tz, bucket });
      const { sql, values } = countedBehind(understood, { ...cut, ...period, tz }, after);
      const rows = await manager.query<Found[]>(`${sql} LIMIT ${limit + 1}`, values);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const [at, knownThen] = [cut.asOf.toISOString(), after?.knownAt ?? cut.knownAt.toISOString()];
      return {
        report: definition.name,
        measure: measure.name,
        leadsTo: understood.leadsTo,
        asOf: at,
        knownAt: knownThen,
        position: cut.position,
        items: page.map((row) => complaintOf(row, understood)),
        next:
          last && rows.length > limit
            ? encodeCursor(
                {
                  value: JSON.stringify([at, knownThen, cut.position, last.occurred_at.toISOString(), cut.taxonomy?.version]),
                  id: JSON.stringify([last.position, last.part]),
                },
                same,
              )
            : null,
      };
    }),
  );
}

/** Which number is meant, in words that were understood. */
export interface CountedNumber {
  readonly bucket?: Bucket;
  readonly by: readonly string[];
  readonly measure: Measure;
  readonly leadsTo: CountedComplaints['leadsTo'];
  /** The facts that went into it. */
  readonly parts: readonly (Behind & { readonly facts: Facts })[];
  /** Dimensions that it is split or narrowed by: `d0`, `d1`, … of the rows. */
  readonly split: readonly string[];
  readonly narrowed: readonly (readonly [name: string, value: string | null])[];
  readonly bucketStart?: string;
  /** The report's own parameters. */
  readonly own: Readonly<Record<string, number>>;
  /** The version of the report's taxonomy that was asked for; 0 if none was. */
  readonly taxonomy?: number;
  /** Whose complaints, if they alone are asked for. */
  readonly theirs?: Theirs;
}

/** @throws QueryError for words that are none */
export function numberOf(definition: ReportDefinition, question: ComplaintsQuestion): CountedNumber {
  const { where = {}, bucketStart, theirs } = question;
  const { bucket, by, parameters: own } = checked(definition, question);
  const taxonomy = own['taxonomy'];
  const measure = numberNamed(definition, question.measure);
  const parts = behind(definition, measure, own).map((one) => ({ ...one, facts: definition.facts[one.of]! }));
  const split = [...new Set([...by, ...Object.keys(where)])];
  for (const { facts, column } of parts) {
    const missing = split.find((name) => !facts.dimensions.includes(name));
    if (missing === undefined) continue;
    const detail = `${column.name} cannot be split by ${missing}, only by ${facts.dimensions.join(', ')}.`;
    throw new QueryError('unknown-dimension', detail);
  }
  if (bucketStart !== undefined && (!bucket || !isDay(bucketStart)))
    throw new QueryError('invalid-bucket-start', 'bucketStart must be a value of the column bucket, a day, and needs bucket.');
  const narrowed = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(bucket && { bucket }),
    by,
    measure,
    leadsTo: leadsTo(definition, measure)!,
    parts,
    split,
    narrowed,
    own,
    ...(bucketStart !== undefined && { bucketStart }),
    ...(taxonomy !== undefined && { taxonomy }),
    ...(theirs && { theirs }),
  };
}

/** SQL of what went into the number, each as `Found`, by time, then by position; `after` leaves out what comes before. */
export function countedBehind(
  { bucket, parts, split, narrowed, bucketStart, leadsTo: to, theirs }: CountedNumber,
  asked: Cut & Period & { readonly tz: string },
  after?: { readonly occurredAt: string; readonly position: string; readonly part: string },
): { sql: string; values: unknown[] } {
  const values = valuesOf(asked, asked.from);
  // What went before the period is looked for before it.
  if (parts.some(({ before }) => before)) values[2] = '-infinity';
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const dimensions = split.map((_, i) => `d${i}`);
  const narrow = narrowed.map(([name, value]) => `d${split.indexOf(name)} IS NOT DISTINCT FROM ${bind(value, 'text')}`);
  const isOfBucket = bucketStart !== undefined && parts.some(({ before }) => !before);
  const start = isOfBucket ? bind(bucketStart, 'timestamp') : undefined;
  const each = parts.map(({ facts, column, where = 'true', aggregate, before }, n) => {
    const value = valueSql(aggregate);
    const conditions = [
      where,
      ...(value === undefined ? [] : [`${value} IS NOT NULL`]),
      ...narrow,
      ...(before ? inPeriodsBefore(before, bucket, { ...asked, bucketStart }) : facts.lasts ? [] : [`occurred_at >= ${sqlAsked.from}`]),
      ...(before || start === undefined ? [] : [`bucket = ${start}`]),
    ];
    // What lasts is counted in several buckets.
    const part = `concat('${n} ', ${facts.part ?? `''`}${facts.lasts ? `, ' ', bucket` : ''})`;
    const id = facts.isAboutOthers === 'improvements' ? 'improvement_id' : facts.isAboutOthers ? 'NULL::uuid' : 'complaint_id';
    const columns = [
      `${id} AS id`,
      'position',
      'occurred_at',
      `${part} AS part`,
      `'${column.name}' AS "column"`,
      `${value ?? 'NULL'}::float8 AS value`,
    ];
    // Of what is counted once, however often it occurs, one occurrence.
    const once =
      aggregate && 'distinct' in aggregate ? [...(bucket ? ['bucket'] : []), ...dimensions, aggregate.distinct].join(', ') : undefined;
    return `(SELECT ${once ? `DISTINCT ON (${once})` : ''} ${[...columns, ...dimensions].join(', ')}
      FROM (${facts.lasts ? atMoments(facts, split) : inPeriod(facts, { bucket, by: split, areFew: true })}) AS fact
      WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}
      ${once ? `ORDER BY ${once}, position, part` : ''})`;
  });
  const place = (to: NonNullable<typeof after>) => [bind(to.occurredAt, 'timestamptz'), bind(to.position, 'bigint'), bind(to.part, 'text')];
  const begun = after ? [`(occurred_at, position, part) > (${place(after).join(', ')})`] : [];
  const shown = theirs && to === 'complaints' ? [isTheirsSql('counted.id', theirs, (value) => `$${values.push(value)}`)] : [];
  const sql = `${parameters}${parts.some(({ facts }) => facts.lasts) ? `, ${momentsOf({ bucket, ...asked })}` : ''}
    SELECT * FROM (${each.join(' UNION ALL ')}) AS counted
    WHERE ${[...begun, ...shown].join(' AND ') || 'true'}
    ORDER BY occurred_at, position, part`;
  return { sql, values };
}

/** SQL: what a fact adds to a number that is no count; undefined if it only counts. */
function valueSql(aggregate: Aggregate | undefined): string | undefined {
  if (!aggregate || 'distinct' in aggregate) return undefined;
  if ('sum' in aggregate) return `(${aggregate.sum})`;
  if ('max' in aggregate) return `(${aggregate.max})`;
  if ('percentile' in aggregate) return `(${aggregate.of})`;
  return `floor(extract(epoch FROM moment_at - (${aggregate.minutesSince})) / 60)`;
}

/** SQL: it happened in the buckets before the row's, or in as many periods of equal length, by the local clock, before the one asked for. */
function inPeriodsBefore(
  n: number,
  bucket: Bucket | undefined,
  { first, last, bucketStart }: Period & { readonly bucketStart: string | undefined },
): string[] {
  if (bucket) {
    const [before, end] = [neighbour(bucketStart ?? first, bucket, -n), bucketStart ?? last];
    // Nobody can ask for what was before the first year.
    const begin = before < '0001' ? '0001-01-01' : before;
    const edge = (day: string) => beginsAt(`timestamp '${day}'`, sqlAsked.tz);
    return [`occurred_at >= ${edge(begin)}`, `occurred_at < ${edge(end)}`];
  }
  const local = (instant: string) => `(${instant} AT TIME ZONE ${sqlAsked.tz})`;
  const [from, to] = [local(sqlAsked.from), local(sqlAsked.to)];
  return [`occurred_at >= ${local(beforeSql(from, `${n} * (${to} - ${from})`))}`, `occurred_at < ${sqlAsked.from}`];
}

/** The columns of a list of what went into a number. */
export function columnsBehind({ dimensions }: ReportDefinition, { leadsTo: to, measure, parts, split }: CountedNumber): ReportColumn[] {
  const valued = parts.filter(({ aggregate }) => valueSql(aggregate) !== undefined);
  return [
    ...(to === 'complaints' ? [{ name: 'complaintId', unit: 'code' as const, meaning: 'The complaint: as often as it was counted.' }] : []),
    ...(to === 'improvements'
      ? [{ name: 'improvementId', unit: 'code' as const, meaning: 'The improvement: as often as it was counted.' }]
      : []),
    { name: 'position', unit: 'position', meaning: 'Place in the log of the event that was counted.' },
    { name: 'occurredAt', unit: 'instant', meaning: 'When that happened, UTC.' },
    ...split.map((name): ReportColumn => ({ name, unit: 'code', meaning: dimensions[name]! })),
    ...(isComputed({ measure, parts })
      ? [{ name: 'column', unit: 'code' as const, meaning: `The column that it went into, from which ${measure.name} is computed.` }]
      : []),
    ...(valued[0]
      ? [
          {
            name: 'value',
            unit: valued[0].column.unit,
            meaning: 'What it adds to that, in the unit of the column; empty where it is only counted.',
          },
        ]
      : []),
  ];
}

/** True if the facts behind a number were counted in other columns. */
function isComputed({ measure, parts }: Pick<CountedNumber, 'measure' | 'parts'>): boolean {
  return parts.some(({ column }) => column.name !== measure.name);
}

/** A row of `countedBehind`, as it is told. */
function complaintOf(row: Found, number: Pick<CountedNumber, 'leadsTo' | 'measure' | 'parts' | 'split'>): CountedComplaint {
  const { leadsTo: to, parts, split } = number;
  return {
    ...(to === 'complaints' && { complaintId: row.id! }),
    ...(to === 'improvements' && { improvementId: row.id }),
    position: row.position,
    occurredAt: row.occurred_at.toISOString(),
    ...Object.fromEntries(split.map((name, i) => [name, row[`d${i}`] ?? null])),
    ...(isComputed(number) && { column: row.column }),
    ...(parts.some(({ aggregate }) => valueSql(aggregate) !== undefined) && { value: row.value }),
  } as CountedComplaint;
}

interface Found {
  readonly id: string | null;
  readonly position: string;
  readonly occurred_at: Date;
  readonly part: string;
  readonly column: string;
  readonly value: number | null;
  readonly [dimension: `d${number}`]: string | null;
}

/** The cuts go along, so that all pages are of one answer. */
function placeOf({ value, id }: { value: string | null; id: string }) {
  const [asOf, knownAt, known, occurredAt, taxonomy] = JSON.parse(value ?? '[]') as [string, string, string | null, string, number | null];
  const [position, part] = JSON.parse(id) as [string, string];
  return { asOf, knownAt, known, occurredAt, taxonomy, position, part };
}

function numberNamed(definition: ReportDefinition, name: string): Measure {
  const numbers = definition.measures.filter((measure) => leadsTo(definition, measure) !== undefined);
  const found = numbers.find((measure) => measure.name === name);
  if (found) return found;
  const known = numbers.map((one) => one.name).join(', ');
  throw new QueryError('unknown-measure', `measure must be one of the columns that lead to what was counted: ${known}.`);
}
