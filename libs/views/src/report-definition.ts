import type { EntityManager } from 'typeorm';
import type { Bucket, Cut, Period, Read } from './report-time.js';
import type { Report, ReportColumn } from './report.js';
import type { View } from './view.js';

/*
 * What a report is, as data. `report-answer.ts` answers it, `report-complaints.ts` lists the complaints behind its numbers, and the
 * catalogue tells what there is (docs/adr/0010).
 */

/** A management report: the question, the facts it counts, and its columns. */
export interface ReportDefinition {
  /** kebab-case; part of the route. */
  readonly name: string;
  /** In the list of management reports (domain §5); reports of the same number answer parts of one question. */
  readonly number: number;
  /** Goes up when the same question would be answered differently. */
  readonly version: number;
  /** The question in a line. */
  readonly question: string;
  /** The view whose tables it reads; a reader may wait for it, and `knownAt` defaults to what it has folded. */
  readonly view: View;
  /**
   * Tables with `recorded_at` and `position` that the facts come from: the last of these that was known gives the answer's position.
   * An index on both makes that cheap.
   */
  readonly tables: readonly string[];
  /** What it can be split by, and what that means; a text column of the facts each. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Dimensions that it is split by also where nobody asks, after those asked for: amounts of two currencies are never added. */
  readonly always?: readonly string[];
  /** What it is split by where nobody says by what; by nothing, if left out. */
  readonly byDefault?: readonly string[];
  /** What else can be asked, by name. */
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** Of each bucket only the first rows, in descending order of a column; what is equal keeps its order. */
  readonly top?: {
    readonly by: string;
    /** The parameter that says how many. */
    readonly limit: string;
  };
  /** Other views that it reads; a reader waits for them too. */
  readonly besides?: readonly View[];
  /** What its codes are mapped by: the version at a cut, or the one asked for by its parameter `taxonomy`. Its SQL may use `asked.taxonomy`. */
  readonly taxonomyAt?: Read['taxonomyAt'];
  /** By name; `measures` refer to them. One kind at least has every dimension. */
  readonly facts: Readonly<Record<string, Facts>>;
  readonly measures: readonly Measure[];
  /** The rows, where they are not one for each combination of what occurs. Their columns are all of `measures`. */
  readonly rowsOf?: (manager: EntityManager, asked: AskedRows) => Promise<Report['rows']>;
}

/** A whole number that a report can be asked with. */
export interface Parameter {
  readonly meaning: string;
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

/** A question that was understood, and its times. */
export type AskedRows = Cut &
  Period & {
    readonly tz: string;
    readonly bucket?: Bucket | undefined;
    readonly by: readonly string[];
    /** Every one of the report. */
    readonly parameters: Readonly<Record<string, number>>;
  };

/** What a report reads. */
export function readBy({
  view,
  besides = [],
  tables,
  taxonomyAt,
}: Pick<ReportDefinition, 'view' | 'besides' | 'tables' | 'taxonomyAt'>): Read {
  return { views: [view, ...besides], tables, taxonomyAt };
}

/** One kind of fact that a report counts. */
export interface Facts {
  /**
   * A SELECT of the facts that count at the cut (`cutBy`), with the columns `complaint_id`, `position`, `occurred_at` (which decides the
   * period), one for each dimension by its name, and whatever the measures need. It may use the parameters named by `asked`. A function
   * of the dimensions and the bucket asked for where these decide what a fact is.
   */
  readonly sql: string | ((by: readonly string[], bucket?: Bucket) => string);
  /** Those of the report's dimensions that these facts have. */
  readonly dimensions: readonly string[];
  /** A text column that tells the facts of one event apart, where an event gives several. */
  readonly part?: string;
  /**
   * They last: instead of by when they occurred they are counted in each bucket at whose end they last. The end is the bucket's or the
   * period's, or `asOf` if that comes before; what has not begun by then is not known, and its columns are null. They have the columns
   * `since` and `until` too, which is null as long as they last, and are not cut by `asOf`.
   */
  readonly lasts?: true;
  /**
   * These are no complaints, and their numbers lead to others: to improvements, which have an `improvement_id` instead of the `complaint_id`, or to
   * what was measured, which is known by its position alone.
   */
  readonly isAboutOthers?: 'improvements' | 'measurements';
}

/** The question's parameters, as SQL. */
export const asked = {
  /** Beginning of the period; in it. */
  from: '$1::timestamptz',
  /** End of the period; no longer in it. */
  to: '$2::timestamptz',
  asOf: '$4::timestamptz',
  /** What was recorded up to this position of the log, inclusive, is known. */
  known: '$5::bigint',
  tz: '$6::text',
  /** The version of the taxonomy; of reports that have one alone. */
  taxonomy: '$7::integer',
} as const;

/** SQL: a fact of this table counts, because it had happened and was recorded by then. */
export function cutBy(table: string): string {
  return `${table}.occurred_at <= ${asked.asOf} AND ${table}.position <= ${asked.known}`;
}

/** SQL: of facts that last, whether they do at the end of any bucket: to leave out early what nobody counts. `until` may be null. */
export function lastsAtMoment(since: string, until: string): string {
  const ats = '(SELECT ats FROM moments)';
  return `width_bucket(coalesce(${until}, 'infinity'), ${ats}) > width_bucket(${since}, ${ats})`;
}

interface Described extends Omit<ReportColumn, 'meaning'> {
  /** In a sentence; `{period}` becomes the bucket's name, or "period". */
  readonly meaning: string | ((bucket: Bucket | undefined) => string);
}

/** Counts or computes over one kind of fact. Null where the report is split by what these facts do not have. */
export interface Aggregated extends Described {
  /** Of `facts`. */
  readonly of: string;
  /** SQL: of those facts for which this holds. */
  readonly where?: string;
  /** Without it the facts are counted, and a reader can ask for the complaints behind the number. */
  readonly aggregate?: Aggregate;
}

/**
 * What is made of the values of the facts, SQL each; of no values null. Percentiles are values that occur: of an even number the lower of the
 * two in the middle is the median. `minutesSince`, of facts that last and of these alone: whole minutes from the earliest of these times on.
 */
export type Aggregate =
  | { readonly sum: string }
  | { readonly max: string }
  | { readonly percentile: number; readonly of: string }
  | { readonly distinct: string }
  | { readonly minutesSince: string };

/** Of the rows of a bucket in descending order of another column, the part of all that those up to this one make up; to 4 places. */
export interface Cumulative extends Described {
  readonly cumulativeOf: string;
}

/** Computed from the counted columns of the row, those of the period before too, and from those of all rows of its bucket added up. */
export interface Derived extends Described {
  /** The columns of its row that it is computed from: it leads to what is behind these. Empty for what is no matter of this log. */
  readonly from: readonly string[];
  readonly derive: (row: Numbers, all: Numbers, dimensions: Readonly<Record<string, string | null>>) => number | null;
}

/** What another column counts, in the period before. */
export interface Previous extends Described {
  readonly previousOf: string;
}

/** Of the rows of a bucket in descending order of another column, which place this one has; equal ones have the same. */
export interface Ranked extends Described {
  readonly rankOf: string;
}

/** What `rowsOf` says, a number or in words. */
export interface Told extends Described {
  readonly told: true;
  /** Of a number: the columns whose facts it leads to; or itself facts, of as many periods before the row's as the parameter says. */
  readonly from?: readonly string[];
  readonly before?: { readonly of: string; readonly periods: string };
}

export type Measure = Aggregated | Derived | Previous | Cumulative | Ranked | Told;

/** Values of a row's columns by name. */
export type Numbers = Readonly<Record<string, number | null>>;

/** What one kind of fact gives a bucket and combination of dimensions. */
export interface Counted {
  readonly bucket: string | null;
  readonly by: readonly (string | null)[];
  /** How many facts there are within the period. */
  readonly facts: number;
  /** The measures of the facts, by name, within the period. */
  readonly within: Numbers;
  /** Those that `previous` is asked of, in the whole bucket; without buckets, before the period. */
  readonly whole: Numbers;
}

/** True if it counts: of nothing it is 0. */
export function isCount(measure: Measure): measure is Aggregated {
  return 'of' in measure && measure.aggregate === undefined;
}

/** Facts that went into a number. */
export interface Behind {
  /** The column that they are counted in, or computed from. */
  readonly column: ReportColumn;
  /** Of `facts`. */
  readonly of: string;
  /** SQL: of those for which this holds. */
  readonly where?: string | undefined;
  /** SQL: what each adds to the number, which is more than that it is there. */
  readonly aggregate?: Aggregate | undefined;
  /** Not those of the period, but of as many before it. */
  readonly before?: number;
}

/** What is behind a number of a report: all the facts that went into it, by column; empty if there are none, as behind words. */
export function behind(
  definition: ReportDefinition,
  measure: Measure,
  parameters: Readonly<Record<string, number>> = {},
): readonly Behind[] {
  const { measures } = definition;
  const ofColumn = (name: string) =>
    behind(
      definition,
      measures.find((one) => one.name === name)!,
      parameters,
    );
  const column = columnOf(measure);
  if ('of' in measure) return [{ column, of: measure.of, where: measure.where, aggregate: measure.aggregate }];
  if ('previousOf' in measure) return ofColumn(measure.previousOf).map((one) => ({ ...one, column, before: 1 }));
  if ('cumulativeOf' in measure) return ofColumn(measure.cumulativeOf);
  if ('rankOf' in measure) return ofColumn(measure.rankOf);
  if ('told' in measure && measure.before)
    return [
      {
        column,
        of: measure.before.of,
        before: parameters[measure.before.periods] ?? definition.parameters?.[measure.before.periods]?.default ?? 1,
      },
    ];
  const parts = (measure.from ?? []).flatMap(ofColumn);
  return parts.filter(({ column: { name } }, i) => parts.findIndex((one) => one.column.name === name) === i);
}

/** What a number leads to; undefined if to nothing. */
export function leadsTo(definition: ReportDefinition, measure: Measure): 'complaints' | 'improvements' | 'measurements' | undefined {
  const [first] = behind(definition, measure);
  return first && (definition.facts[first.of]!.isAboutOthers ?? 'complaints');
}

/** To 4 places, rounded half up; `ofNothing` if there is nothing to be a part of. */
export function ratio(part: number | null | undefined, whole: number | null | undefined, ofNothing: number | null = null): number | null {
  if (part == null || whole == null) return null;
  return whole === 0 ? ofNothing : Math.round((part * 10_000) / whole) / 10_000;
}

/** The value that 9 of 10 do not exceed, exact. */
export function p90(value: string): Aggregate {
  return { percentile: 0.9, of: value };
}

/** The middle value, exact; of an even number of values the lower of the two in the middle. */
export function median(value: string): Aggregate {
  return { percentile: 0.5, of: value };
}

/** SQL: an aggregate of facts that happened, or their number. */
export function aggregateSql(aggregate: Aggregate | undefined): string {
  if (!aggregate) return 'count(*)';
  if ('sum' in aggregate) return `sum(${aggregate.sum})`;
  if ('max' in aggregate) return `max(${aggregate.max})`;
  if ('distinct' in aggregate) return `count(DISTINCT ${aggregate.distinct})`;
  if ('percentile' in aggregate) return `percentile_disc(${aggregate.percentile}) WITHIN GROUP (ORDER BY ${aggregate.of})`;
  throw new Error('only what lasts has minutes since it began');
}

export function columnOf({ name, unit, meaning }: Measure, bucket?: Bucket): ReportColumn {
  return { name, unit, meaning: typeof meaning === 'string' ? meaning.replaceAll('{period}', bucket ?? 'period') : meaning(bucket) };
}
