import type { DataSource } from 'typeorm';
import { versionInForce } from './policies/find-policies.js';
import { answering, QueryError } from './query-error.js';
import { columnOf, readBy, type ReportDefinition } from './report-definition.js';
import { countedRows } from './report-rows.js';
import { bucketOf, checkKnownAt, checkTime, checkZone, cutOf, periodOf, type Bucket, type Cut } from './report-time.js';
import type { Report, ReportColumn } from './report.js';
import { readRollups } from './rollup/read-rollup.js';

export interface ReportQuestion {
  /** Inclusive. A date (its local midnight) or an instant with offset, as are the other times. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  /** IANA zone, whose days and weeks these are. */
  readonly tz: string;
  readonly bucket?: string;
  /** Of the report's dimensions; also the order of columns and rows. */
  readonly by?: readonly string[];
  /** Of the report's own parameters. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Counts what had happened by then. Default: `now`. */
  readonly asOf?: string;
  /** Counts what was recorded by then, or up to this position of the log, in digits; not in the future. Default: what the views know. */
  readonly knownAt?: string;
  /** ISO 8601. */
  readonly now: string;
}

/** A question whose words were understood; its times are resolved within a transaction. */
export interface CheckedQuestion {
  readonly bucket?: Bucket;
  readonly by: readonly string[];
  readonly parameters: Readonly<Record<string, number>>;
}

/**
 * Answers a report's question: what happened in a period, by its own time.
 *
 * Rows are ordered by bucket, then by the dimensions in the order asked for (by code point, null last). A bucket is named by its first
 * local day, also where `from` cuts it. Split by nothing, every bucket is listed, empty ones too; split by something, only what occurs.
 *
 * @throws QueryError `invalid-time`, `invalid-time-zone`, `unknown-bucket`, `unknown-dimension`, `empty-period`, `future-known-at`,
 * `unknown-parameter`, `invalid-parameter`, `unknown-taxonomy`, `too-many-buckets`, `too-many-rows`
 */
export async function answerReport(dataSource: DataSource, definition: ReportDefinition, question: ReportQuestion): Promise<Report> {
  const { from, to, tz, now, asOf = now, knownAt } = question;
  const { bucket, by, parameters: own } = checked(definition, question);
  const split = [...by, ...(definition.always ?? []).filter((name) => !by.includes(name))];

  return answering(definition.view.name, async () => {
    const { cut, rows } = await dataSource.transaction('REPEATABLE READ', async (manager) => {
      const cut = await cutOf(manager, readBy(definition), { tz, now, asOf, knownAt, taxonomy: own['taxonomy'] });
      const period = await periodOf(manager, { from, to, tz, bucket });
      const asked = { tz, bucket, by: split, parameters: own, ...cut, ...period };
      const isNow = question.asOf === undefined && knownAt === undefined;
      const rolledUp = isNow ? await readRollups(manager, definition, asked) : undefined;
      return { cut, rows: await (definition.rowsOf ?? countedRows(definition, rolledUp))(manager, asked) };
    });
    const taxonomy = cut.taxonomy ?? (await companyTaxonomy(dataSource, cut));
    return {
      report: definition.name,
      version: definition.version,
      parameters: { from, to, tz, bucket: bucket ?? null, by, asOf: question.asOf ?? null, knownAt: knownAt ?? null, ...own },
      asOf: cut.asOf.toISOString(),
      knownAt: cut.knownAt.toISOString(),
      position: cut.position,
      ...(taxonomy && { taxonomy }),
      columns: columnsOf(definition, split, bucket),
      rows,
    };
  });
}

/**
 * The company's own taxonomy, which the codes of causes and categories are of. A version takes effect a minute after its publication at the earliest, so
 * that what is in force when something was known is known too.
 */
async function companyTaxonomy(dataSource: DataSource, { knownAt }: Cut): Promise<Report['taxonomy']> {
  const version = await versionInForce(dataSource, 'taxonomy', knownAt);
  return version === undefined ? undefined : { name: 'taxonomy', version };
}

/** @throws QueryError for words that are none */
export function checked(definition: ReportDefinition, question: ReportQuestion): CheckedQuestion {
  const { from, to, tz, asOf, knownAt } = question;
  const by = question.by ?? definition.byDefault ?? [];
  for (const [i, name] of by.entries()) {
    if (Object.hasOwn(definition.dimensions, name) && by.indexOf(name) === i) continue;
    throw new QueryError('unknown-dimension', `by must name, once each, some of ${Object.keys(definition.dimensions).join(', ')}.`);
  }
  const bucket = bucketOf(question.bucket);
  for (const [name, time] of Object.entries({ from, to, asOf })) if (time !== undefined) checkTime(name, time);
  if (knownAt !== undefined) checkKnownAt(knownAt);
  checkZone(tz);
  return { ...(bucket && { bucket }), by, parameters: parametersOf(definition, question.parameters) };
}

/** All of the report's own parameters. @throws QueryError `unknown-parameter`, `invalid-parameter` */
function parametersOf({ name: report, parameters: known = {} }: ReportDefinition, given: Readonly<Record<string, number>> = {}) {
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) {
      const takes = Object.keys(known).join(', ') || 'nothing of its own';
      throw new QueryError('unknown-parameter', `The report ${report} does not take ${name}. It takes ${takes}.`);
    }
    const { least, most } = parameter;
    if (!Number.isInteger(value) || value < least || value > most)
      throw new QueryError('invalid-parameter', `${name} must be a whole number from ${least} to ${most}.`);
  }
  return Object.fromEntries(Object.entries(known).map(([name, parameter]) => [name, given[name] ?? parameter.default]));
}

function columnsOf({ dimensions, measures }: ReportDefinition, by: readonly string[], bucket: Bucket | undefined): ReportColumn[] {
  return [
    ...(bucket ? [bucketColumn(bucket)] : []),
    ...by.map((name): ReportColumn => ({ name, unit: 'code', meaning: dimensions[name]! })),
    ...measures.map((measure) => columnOf(measure, bucket)),
  ];
}

function bucketColumn(bucket: Bucket): ReportColumn {
  return {
    name: 'bucket',
    unit: 'date',
    meaning: bucket === 'day' ? 'The local day.' : `First local day of the ${bucket === 'week' ? 'ISO week, a Monday' : bucket}.`,
  };
}
