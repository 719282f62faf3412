import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from './cursor.js';
import { answering, QueryError } from './query-error.js';
import { checked, type ReportQuestion } from './report-answer.js';
import { leadsToComplaints, readBy, type Aggregated, type Facts, type ReportDefinition } from './report-definition.js';
import { atMoments, inPeriod, momentsOf, parameters, valuesOf } from './report-sql.js';
import { cutOf, isDay, periodOf, type Bucket, type Cut, type Period } from './report-time.js';

/** Which number of a report's answer, and which page of what it counted. */
export interface ComplaintsQuestion extends ReportQuestion {
  /** The column: one that counts. */
  readonly measure: string;
  /** The row's dimensions; null for those that have none. Without them, all that the column counted. */
  readonly where?: Readonly<Record<string, string | null>>;
  /** The row's bucket, by its label; needs `bucket`. */
  readonly bucketStart?: string;
  /** `next` of the page before, with the same question. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

/** Something that was counted. A complaint occurs as often as it was counted: with two escalations twice. */
export interface CountedComplaint {
  readonly complaintId: string;
  /** Of the event that was counted. */
  readonly position: string;
  readonly occurredAt: string;
  /** What the report was split or narrowed by. */
  readonly [dimension: string]: string | null;
}

export interface CountedComplaints {
  readonly report: string;
  readonly measure: string;
  /** The cuts of the first page hold for all. */
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: string | null;
  readonly items: readonly CountedComplaint[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * The complaints behind a number: over all pages exactly as many items as the column counts in that row. By time, then by position.
 * @throws QueryError those of `answerReport`, and `unknown-measure`, `invalid-bucket-start`, `invalid-limit`, `invalid-cursor`
 */
export async function complaintsBehind(
  dataSource: DataSource,
  definition: ReportDefinition,
  question: ComplaintsQuestion,
): Promise<CountedComplaints> {
  const { from, to, tz, now, asOf, knownAt, bucketStart, cursor, limit = 50 } = question;
  const understood = numberOf(definition, question);
  const { bucket, by, measure, split, narrowed, taxonomy } = understood;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  const asked = [definition.name, measure.name, from, to, tz, bucket, by, asOf, knownAt, narrowed, bucketStart, taxonomy];
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
        asOf: at,
        knownAt: knownThen,
        position: cut.position,
        items: page.map((row) => complaintOf(row, split)),
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
  readonly measure: Aggregated;
  readonly facts: Facts;
  /** Dimensions that it is split or narrowed by: `d0`, `d1`, … of the rows. */
  readonly split: readonly string[];
  readonly narrowed: readonly (readonly [name: string, value: string | null])[];
  readonly bucketStart?: string;
  /** The version of the report's taxonomy that was asked for; 0 if none was. */
  readonly taxonomy?: number;
}

/** @throws QueryError for words that are none */
export function numberOf(definition: ReportDefinition, question: ComplaintsQuestion): CountedNumber {
  const { where = {}, bucketStart } = question;
  const { bucket, by, parameters: own } = checked(definition, question);
  const taxonomy = own['taxonomy'];
  const measure = countNamed(definition, question.measure);
  const facts = definition.facts[measure.of]!;
  const split = [...new Set([...by, ...Object.keys(where)])];
  const missing = split.find((name) => !facts.dimensions.includes(name));
  if (missing !== undefined) {
    const detail = `${measure.name} cannot be split by ${missing}, only by ${facts.dimensions.join(', ')}.`;
    throw new QueryError('unknown-dimension', detail);
  }
  if (bucketStart !== undefined && (!bucket || !isDay(bucketStart)))
    throw new QueryError('invalid-bucket-start', 'bucketStart must be a value of the column bucket, a day, and needs bucket.');
  const narrowed = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...(bucket && { bucket }), by, measure, facts, split, narrowed, ...(bucketStart !== undefined && { bucketStart }), ...(taxonomy !== undefined && { taxonomy }) };
}

/** SQL of what the number counted, each as `Found`, by time, then by position; `after` leaves out what comes before. */
export function countedBehind(
  { bucket, measure, facts, split, narrowed, bucketStart }: CountedNumber,
  asked: Cut & Period & { readonly tz: string },
  after?: { readonly occurredAt: string; readonly position: string; readonly part: string },
): { sql: string; values: unknown[] } {
  const values = valuesOf(asked, asked.from);
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  // What lasts is counted in several buckets.
  const part = facts.lasts ? `concat(${facts.part ?? `''`}, ' ', bucket)` : (facts.part ?? `''`);
  const conditions = [
    measure.where ?? 'true',
    ...narrowed.map(([name, value]) => `d${split.indexOf(name)} IS NOT DISTINCT FROM ${bind(value, 'text')}`),
    ...(bucketStart === undefined ? [] : [`bucket = ${bind(bucketStart, 'timestamp')}`]),
    ...(after
      ? [
          `(occurred_at, position, ${part}) > (${bind(after.occurredAt, 'timestamptz')}, ${bind(after.position, 'bigint')}, ${bind(after.part, 'text')})`,
        ]
      : []),
  ];
  const counted = facts.lasts ? atMoments(facts, split) : inPeriod(facts, { bucket, by: split });
  const sql = `${parameters}${facts.lasts ? `, ${momentsOf({ bucket, ...asked })}` : ''}
    SELECT ${['complaint_id', 'position', 'occurred_at', `${part} AS part`, ...split.map((_, i) => `d${i}`)].join(', ')}
    FROM (${counted}) AS fact
    WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}
    ORDER BY occurred_at, position, part`;
  return { sql, values };
}

/** A row of `countedBehind`, as it is told. */
export function complaintOf(row: Found, split: readonly string[]): CountedComplaint {
  return {
    complaintId: row.complaint_id,
    position: row.position,
    occurredAt: row.occurred_at.toISOString(),
    ...Object.fromEntries(split.map((name, i) => [name, row[`d${i}`] ?? null])),
  };
}

export interface Found {
  readonly complaint_id: string;
  readonly position: string;
  readonly occurred_at: Date;
  readonly part: string;
  readonly [dimension: `d${number}`]: string | null;
}

/** The cuts go along, so that all pages are of one answer. */
function placeOf({ value, id }: { value: string | null; id: string }) {
  const [asOf, knownAt, known, occurredAt, taxonomy] = JSON.parse(value ?? '[]') as [string, string, string | null, string, number | null];
  const [position, part] = JSON.parse(id) as [string, string];
  return { asOf, knownAt, known, occurredAt, taxonomy, position, part };
}

function countNamed(definition: ReportDefinition, name: string): Aggregated {
  const counts = definition.measures.filter((measure) => leadsToComplaints(definition, measure));
  const found = counts.find((measure) => measure.name === name);
  if (found) return found;
  const known = counts.map((one) => one.name).join(', ');
  throw new QueryError(
    'unknown-measure',
    `measure must be one of the columns that count complaints or what happened to them: ${known || 'there are none'}.`,
  );
}
