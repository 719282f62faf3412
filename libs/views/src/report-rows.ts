import type { EntityManager } from 'typeorm';
import { QueryError } from './query-error.js';
import {
  aggregateSql,
  asked as sql,
  isCount,
  ratio,
  type Aggregated,
  type AskedRows,
  type Counted,
  type Measure,
  type Numbers,
  type ReportDefinition,
} from './report-definition.js';
import { inPeriod, momentsOf, overMoments, parameters, valuesOf } from './report-sql.js';
import { neighbour, type Cut, type Period } from './report-time.js';
import type { Report } from './report.js';

/*
 * The rows of a report: its kinds of facts are counted one by one, and put together.
 */

/** Counts one kind of a report's facts by what was added up beforehand; undefined if that cannot answer the question. */
export type RolledUp = (kind: string, measures: readonly Aggregated[], earlier: readonly Aggregated[]) => Promise<Counted[] | undefined>;

/** What is counted, a row for each combination: by rollups where they apply, else from the facts. */
export function countedRows(definition: ReportDefinition, rolledUp?: RolledUp): NonNullable<ReportDefinition['rowsOf']> {
  return async (manager, asked) => {
    const table = new Rows(definition, asked);
    for (const [kind, facts] of Object.entries(definition.facts)) {
      if (!asked.by.every((name) => facts.dimensions.includes(name))) continue;
      if (facts.lasts) table.addLasting(kind, await countLasting(manager, definition, kind, asked), await lastMoment(manager, asked));
      else table.add(kind, await countHappened(manager, definition, kind, asked, rolledUp));
    }
    return table.rows();
  };
}

/** More than anybody reads, and than should be held in memory. */
const mostRows = 100_000;

/** In two years are few of all facts: to look something up for each is quicker than to go through all that there is of it. */
const areFewSince = (from: Date, to: Date) => to.getTime() - from.getTime() < 750 * 86_400_000;

type Asked = Cut & Period & Pick<AskedRows, 'bucket' | 'by' | 'tz'>;

async function countHappened(
  manager: EntityManager,
  definition: ReportDefinition,
  kind: string,
  asked: Asked,
  rolledUp: RolledUp | undefined,
): Promise<Counted[]> {
  const measures = measuresOf(definition, kind);
  const earlier = measures.filter(({ name }) => definition.measures.some((one) => 'previousOf' in one && one.previousOf === name));
  const counted = await rolledUp?.(kind, measures, earlier);
  return counted ? notTooMany(counted) : count(manager, definition, kind, asked, measures, earlier);
}

async function count(
  manager: EntityManager,
  definition: ReportDefinition,
  kind: string,
  asked: Asked,
  measures: readonly Aggregated[],
  earlier: readonly Aggregated[],
): Promise<Counted[]> {
  const { bucket, by } = asked;
  const since = earlier.length > 0 ? asked.before : asked.from;
  const areFew = areFewSince(since, asked.to);
  const isWithin = earlier.length > 0 ? `occurred_at >= ${sql.from}` : 'true';
  const value = ({ aggregate, where = 'true' }: Aggregated, period: string) =>
    `(${aggregateSql(aggregate)} FILTER (WHERE ${period} AND (${where})))::float8`;
  const groups = [...(bucket ? ['bucket'] : []), ...by.map((_, i) => `d${i}`)];
  const rows = await manager.query<CountedRow[]>(
    `${parameters} SELECT ${[...(bucket ? [`to_char(bucket, 'YYYY-MM-DD') AS label`] : []), 'counted.*'].join(', ')} FROM (
       SELECT ${[
         ...groups,
         `count(*) FILTER (WHERE ${isWithin})::int AS facts`,
         ...measures.map((measure, i) => `${value(measure, isWithin)} AS m${i}`),
         ...earlier.map((measure, i) => `${value(measure, bucket ? 'true' : `NOT ${isWithin}`)} AS w${i}`),
       ].join(', ')}
       FROM (${inPeriod(definition.facts[kind]!, { ...asked, areFew })}) AS fact
       ${groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : ''}
     ) AS counted LIMIT ${mostRows + 1}`,
    valuesOf(asked, since),
  );
  return countedOf(rows, by, measures, earlier);
}

/** What lasts, at the end of each bucket: first how much begins and ceases to be counted with the same buckets, and then bucket by bucket. */
async function countLasting(manager: EntityManager, definition: ReportDefinition, kind: string, asked: Asked): Promise<Counted[]> {
  const { by } = asked;
  const measures = measuresOf(definition, kind);
  const dimensions = by.map((_, i) => `d${i}`);
  const groups = ['bucket', ...dimensions];
  const minutes = (i: number) => `floor(extract(epoch FROM max(at) - min(m${i})) / 60)`;
  const rows = await manager.query<CountedRow[]>(
    `${parameters}, ${momentsOf(asked)} SELECT to_char(bucket, 'YYYY-MM-DD') AS label, counted.* FROM (
       SELECT ${[
         ...groups,
         'sum(facts)::int AS facts',
         ...measures.map(({ aggregate }, i) => `${aggregate === undefined ? `sum(m${i})` : minutes(i)}::float8 AS m${i}`),
       ].join(', ')}
       FROM (
         SELECT ${[
           ...dimensions,
           'first',
           'last',
           'count(*) AS facts',
           ...measures.map(
             ({ aggregate, where = 'true' }, i) =>
               `${aggregate && 'minutesSince' in aggregate ? `min(${aggregate.minutesSince})` : aggregateSql(aggregate)} FILTER (WHERE ${where}) AS m${i}`,
           ),
         ].join(', ')}
         FROM (${overMoments(definition.facts[kind]!, by, areFewSince(asked.from, asked.to))}) AS fact GROUP BY ${[...dimensions, 'first', 'last'].join(', ')}
       ) AS alike
       CROSS JOIN LATERAL generate_series(first, last) AS n JOIN moment USING (n)
       GROUP BY ${groups.join(', ')}
     ) AS counted LIMIT ${mostRows + 1}`,
    valuesOf(asked, asked.from),
  );
  return countedOf(rows, by, measures, []);
}

/** The last bucket in which it is known what lasts; undefined if there is none, null without buckets. */
async function lastMoment(manager: EntityManager, asked: Asked): Promise<string | null | undefined> {
  const [last] = await manager.query<{ label: string | null }[]>(
    `${parameters}, ${momentsOf(asked)} SELECT to_char(bucket, 'YYYY-MM-DD') AS label FROM moment ORDER BY n DESC LIMIT 1`,
    valuesOf(asked, asked.from),
  );
  return last?.label;
}

/** Of a bucket and combination of dimensions, as the database gives it. */
type CountedRow = Record<string, string | number | null>;

function countedOf(
  rows: readonly CountedRow[],
  by: readonly string[],
  measures: readonly Aggregated[],
  earlier: readonly Aggregated[],
): Counted[] {
  const named = (row: CountedRow, prefix: string, of: readonly Aggregated[]): Numbers =>
    Object.fromEntries(of.map(({ name }, i) => [name, row[`${prefix}${i}`] as number | null]));
  return notTooMany(rows).map((row) => ({
    bucket: (row['label'] as string | null | undefined) ?? null,
    by: by.map((_, i) => row[`d${i}`] as string | null),
    facts: row['facts'] as number,
    within: named(row, 'm', measures),
    whole: named(row, 'w', earlier),
  }));
}

function notTooMany<R>(rows: readonly R[]): R[] {
  if (rows.length <= mostRows) return [...rows];
  throw new QueryError(
    'too-many-rows',
    `There are more than ${mostRows} rows: ask for fewer dimensions, larger buckets or a shorter period.`,
  );
}

/** The table of a report while it is put together from its kinds of facts. */
class Rows {
  private readonly combinations = new Map<string, { label: string | null; by: readonly (string | null)[]; occurs: boolean }>();
  private readonly values = new Map<string, Counted>();
  private readonly kinds = new Set<string>();
  /** Kinds that last, and the last bucket in which they are known. */
  private readonly known = new Map<string, string | null | undefined>();

  constructor(
    private readonly definition: ReportDefinition,
    private readonly asked: Pick<AskedRows, 'bucket' | 'by' | 'first' | 'last' | 'parameters'>,
  ) {}

  add(kind: string, counted: readonly Counted[]): void {
    this.kinds.add(kind);
    for (const one of counted) {
      const key = keyOf(one.bucket, one.by);
      const occurs = one.facts > 0 || this.combinations.get(key)?.occurs === true;
      this.combinations.set(key, { label: one.bucket, by: one.by, occurs });
      this.values.set(kind + key, one);
    }
  }

  addLasting(kind: string, counted: readonly Counted[], last: string | null | undefined): void {
    this.add(kind, counted);
    this.known.set(kind, last);
  }

  rows(): Report['rows'] {
    const { bucket, by } = this.asked;
    const listed = by.length > 0 ? this.occurring() : this.everyBucket();
    const counted = listed.map((row) => this.numbersOf(row.label, row.by));
    const totals = new Map<string | null, Record<string, number>>();
    for (const [i, { label }] of listed.entries()) {
      const total = totals.get(label) ?? {};
      totals.set(label, total);
      for (const [name, value] of Object.entries(counted[i]!)) total[name] = (total[name] ?? 0) + (value ?? 0);
    }
    const placed = new Map(
      this.definition.measures.flatMap((measure) => {
        if ('cumulativeOf' in measure) return [[measure.name, cumulate(measure.cumulativeOf, listed, counted, totals)] as const];
        return 'rankOf' in measure ? [[measure.name, rank(measure.rankOf, listed, counted)] as const] : [];
      }),
    );
    const rows = listed.map((row, i) => {
      const dimensions = Object.fromEntries(by.map((name, n) => [name, row.by[n] ?? null]));
      const value = (measure: Measure): number | null => {
        if ('derive' in measure) return measure.derive(counted[i]!, totals.get(row.label) ?? {}, dimensions);
        if ('cumulativeOf' in measure || 'rankOf' in measure) return placed.get(measure.name)![i]!;
        return counted[i]![measure.name] ?? null;
      };
      return {
        ...(bucket && { bucket: row.label }),
        ...dimensions,
        ...Object.fromEntries(this.definition.measures.map((measure) => [measure.name, value(measure)])),
      };
    });
    return this.topOf(rows);
  }

  private topOf(rows: Report['rows']): Report['rows'] {
    const { definition, asked } = this;
    if (!definition.top) return rows;
    const { by, limit } = definition.top;
    const most = asked.parameters[limit]!;
    const buckets = [...new Set(rows.map((row) => row['bucket']))].map((label) => rows.filter((row) => row['bucket'] === label));
    return buckets.flatMap((ofOne) => ofOne.toSorted((a, b) => Number(b[by]) - Number(a[by])).slice(0, most));
  }

  private occurring() {
    return [...this.combinations.values()]
      .filter(({ occurs }) => occurs)
      .sort((a, b) => compareAll([a.label, ...a.by], [b.label, ...b.by]));
  }

  /** Every bucket of the period; without buckets, the one row that there is. */
  private everyBucket() {
    const { bucket, first, last } = this.asked;
    const labels: (string | null)[] = [bucket ? first : null];
    // What comes after the last may be no day of four figures.
    if (bucket) for (let day = first; day < last;) labels.push((day = neighbour(day, bucket, 1)));
    return labels.map((label) => ({ label, by: [] }));
  }

  /** The columns that are counted, in the period before too. What nothing is counted in is 0; what nothing is computed from is null. */
  private numbersOf(label: string | null, by: readonly (string | null)[]): Numbers {
    const key = keyOf(label, by);
    const values = [...this.kinds].flatMap((kind) => {
      const found = this.values.get(kind + key)?.within;
      const nothing = (one: Aggregated) => (isCount(one) && this.isKnown(kind, label) ? 0 : null);
      return measuresOf(this.definition, kind).map((one) => [one.name, found ? found[one.name] : nothing(one)] as const);
    });
    const before = this.definition.measures
      .filter((measure) => 'previousOf' in measure)
      .map(({ name, previousOf }) => [name, this.previous(previousOf, label, by)] as const);
    return Object.fromEntries([...values, ...before]) as Numbers;
  }

  private isKnown(kind: string, label: string | null): boolean {
    if (!this.known.has(kind)) return true;
    const last = this.known.get(kind);
    return last !== undefined && (last === null || (label !== null && label <= last));
  }

  private previous(name: string, label: string | null, by: readonly (string | null)[]): number | null {
    const { bucket } = this.asked;
    const kind = [...this.kinds].find((one) => measuresOf(this.definition, one).some((measure) => measure.name === name));
    if (kind === undefined) return null;
    const before = bucket && label !== null ? neighbour(label, bucket, -1) : null;
    return this.values.get(kind + keyOf(before, by))?.whole[name] ?? 0;
  }
}

/** Per row; what is equal keeps the order of the rows. Null where there is nothing. */
function cumulate(
  name: string,
  listed: readonly { readonly label: string | null }[],
  counted: readonly Numbers[],
  totals: ReadonlyMap<string | null, Numbers>,
): (number | null)[] {
  const descending = listed.map((_, i) => i).sort((a, b) => (counted[b]![name] ?? 0) - (counted[a]![name] ?? 0) || a - b);
  const sums = new Map<string | null, number>();
  const parts: (number | null)[] = [];
  for (const i of descending) {
    const { label } = listed[i]!;
    const sum = (sums.get(label) ?? 0) + (counted[i]![name] ?? 0);
    sums.set(label, sum);
    parts[i] = ratio(sum, totals.get(label)?.[name]);
  }
  return parts;
}

/** Per row, from 1 for the most in its bucket. */
function rank(name: string, listed: readonly { readonly label: string | null }[], counted: readonly Numbers[]): number[] {
  const descending = listed.map((_, i) => i).sort((a, b) => (counted[b]![name] ?? 0) - (counted[a]![name] ?? 0));
  const seen = new Map<string | null, { rows: number; place: number; value: number }>();
  const places: number[] = [];
  for (const i of descending) {
    const { label } = listed[i]!;
    const value = counted[i]![name] ?? 0;
    const { rows, place, value: above } = seen.get(label) ?? { rows: 0, place: 0, value: NaN };
    places[i] = value === above ? place : rows + 1;
    seen.set(label, { rows: rows + 1, place: places[i], value });
  }
  return places;
}

function measuresOf({ measures }: ReportDefinition, kind: string): Aggregated[] {
  return measures.filter((measure) => 'of' in measure).filter(({ of }) => of === kind);
}

function keyOf(label: string | null, by: readonly (string | null)[]): string {
  return JSON.stringify([label, ...by]);
}

function compareAll(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [i, value] of a.entries()) {
    const order = compare(value, b[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** By code point, null last. JavaScript's own order is that of UTF-16. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
