import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from './cursor.js';
import { answering, QueryError } from './query-error.js';
import { atMoments, checked, inPeriod, momentsOf, parameters, valuesOf, type ReportQuestion } from './report-answer.js';
import { leadsToComplaints, type Aggregated, type ReportDefinition } from './report-definition.js';
import { cutOf, isDay, periodOf } from './report-time.js';

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
  const { from, to, tz, now, asOf, knownAt, where = {}, bucketStart, cursor, limit = 50 } = question;
  const { bucket, by } = checked(definition, question);
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
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new QueryError('invalid-limit', 'limit must be a whole number from 1 to 200.');
  const narrowed = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
  const same = JSON.stringify([definition.name, measure.name, from, to, tz, bucket, by, asOf, knownAt, narrowed, bucketStart]);
  const after = cursor === undefined ? undefined : placeOf(decodeCursor(cursor, same));

  return answering(definition.view.name, () =>
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const cut = await cutOf(manager, definition.view, {
        tz,
        now,
        asOf: after?.asOf ?? asOf ?? now,
        knownAt: after?.knownAt ?? knownAt,
      });
      const period = await periodOf(manager, { from, to, tz, bucket });
      const values = valuesOf({ ...cut, ...period, tz }, period.from);
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
      const rows = await manager.query<Found[]>(
        `${parameters}${facts.lasts ? `, ${momentsOf({ bucket, ...period })}` : ''}
         SELECT ${['complaint_id', 'position', 'occurred_at', `${part} AS part`, ...split.map((_, i) => `d${i}`)].join(', ')}
         FROM (${counted}) AS fact
         WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}
         ORDER BY occurred_at, position, part LIMIT ${limit + 1}`,
        values,
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const [at, known] = [cut.asOf.toISOString(), cut.knownAt.toISOString()];
      return {
        report: definition.name,
        measure: measure.name,
        asOf: at,
        knownAt: known,
        items: page.map((row) => ({
          complaintId: row.complaint_id,
          position: row.position,
          occurredAt: row.occurred_at.toISOString(),
          ...Object.fromEntries(split.map((name, i) => [name, row[`d${i}`] ?? null])),
        })),
        next:
          last && rows.length > limit
            ? encodeCursor(
                { value: JSON.stringify([at, known, last.occurred_at.toISOString()]), id: JSON.stringify([last.position, last.part]) },
                same,
              )
            : null,
      };
    }),
  );
}

interface Found {
  readonly complaint_id: string;
  readonly position: string;
  readonly occurred_at: Date;
  readonly part: string;
  readonly [dimension: `d${number}`]: string | null;
}

/** The cuts go along, so that all pages are of one answer. */
function placeOf({ value, id }: { value: string | null; id: string }) {
  const [asOf, knownAt, occurredAt] = JSON.parse(value ?? '[]') as [string, string, string];
  const [position, part] = JSON.parse(id) as [string, string];
  return { asOf, knownAt, occurredAt, position, part };
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
