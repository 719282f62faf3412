import type { EntityManager } from 'typeorm';
import type { PageEnd } from '../cursor.js';
import type { ClosedComplaint, ListedComplaint, OpenComplaint } from './complaint-list.entity.js';
import { allOf, periodLetters, periodLookup, yearOf } from './terms.js';

/*
 * A page is found without trust in the planner's guesses, at a cost that does not grow with the number of complaints (docs/adr/0019): first by a walk
 * along the order of a bounded length, which finds whatever is not rare; then by looking up what is rare, one period after the other, each longer than
 * the one before; and where nothing can be looked up, by a longer walk that may end before the page is full.
 */

type Timed = keyof typeof periodLetters;

/** By a time, equal ones by id; without a time, by id. */
interface Order {
  readonly by: Timed | null;
  readonly direction: 'ASC' | 'DESC';
}

/** A table, and the order in which its complaints come. */
export interface Part {
  readonly table: typeof OpenComplaint | typeof ClosedComplaint;
  readonly order: Order;
}

/** Gives a column its name, a value its place among the parameters. */
interface Sql {
  readonly column: (name: string) => string;
  readonly value: (value: unknown) => string;
}

export interface Conditions {
  /** All must hold. */
  readonly where: ((sql: Sql) => string)[];
  readonly ranges: { readonly field: Timed; readonly sign: '>=' | '<'; readonly at: string }[];
  /** What of it can be looked up among the terms, each a `tsquery` that holds wherever the condition does. */
  readonly lookups: string[];
  /** They contradict what every complaint is like. */
  isImpossible: boolean;
}

export interface Page {
  /** In order, at most as many as were asked for. */
  readonly rows: ListedComplaint[];
  /** Where the search ended before there were so many; null if there are no others. */
  readonly end: PageEnd | null;
}

/** How many complaints are looked at one by one. */
export interface Reach {
  /** Before what is rare is looked up. */
  readonly walk: number;
  /** After that, where nothing can be looked up. */
  readonly longWalk: number;
}

export const usualReach: Reach = { walk: 1_000, longWalk: 10_000 };
/** Beginnings of words that more complaints than this have cost more to look up than they tell, if there is something else. */
const mostOfPrefix = 5_000;
/** Of a range of time longer than this the months are not worth looking up. */
const mostMonths = 24;

/** The first complaints after `after` of several tables in the same order. */
export async function pageOf(
  manager: EntityManager,
  parts: readonly Part[],
  conditions: Conditions,
  after: PageEnd | undefined,
  count: number,
  reach: Reach,
): Promise<Page> {
  const pages: Page[] = [];
  for (const part of parts) pages.push(await new Search(manager, part, conditions, count, reach).page(after));
  if (pages.length === 1) return pages[0]!;
  const { order } = parts[0]!;
  // Beyond where one of them ended nobody knows what that one has.
  const end = pages.flatMap((page) => page.end ?? []).sort((a, b) => compare(order, a, b))[0] ?? null;
  const rows = pages.flatMap((page) => page.rows).filter((row) => end === null || compare(order, placeOf(row, order), end) <= 0);
  return { rows: sorted(rows, order).slice(0, count), end };
}

/** One table's part of a page. */
class Search {
  private readonly table: string;
  private readonly columns: string;
  private readonly nameOf: ReadonlyMap<string, string>;

  constructor(
    private readonly manager: EntityManager,
    private readonly part: Part,
    private readonly conditions: Conditions,
    private readonly count: number,
    private readonly reach: Reach,
  ) {
    const metadata = manager.dataSource.getMetadata(part.table);
    this.table = `"${metadata.schema}"."${metadata.tableName}"`;
    this.nameOf = new Map(metadata.columns.map(({ propertyName, databaseName }) => [propertyName, `c."${databaseName}"`]));
    const answered = metadata.columns.filter(({ isSelect }) => isSelect);
    this.columns = answered.map(({ propertyName }) => `${this.column(propertyName)} AS "${propertyName}"`).join(', ');
  }

  async page(after: PageEnd | undefined): Promise<Page> {
    const { where, ranges } = this.conditions;
    const { order } = this.part;
    const { walk, longWalk } = this.reach;
    if (where.length === 0 && ranges.every(({ field }) => field === order.by)) {
      return { rows: await this.walked(after, this.count, this.count), end: null };
    }

    const rows = await this.walked(after, walk, this.count);
    if (rows.length === this.count) return { rows, end: null };
    const missing = this.count - rows.length;
    const lookups = await this.telling(this.lookups());
    if (lookups.length > 0) return { rows: [...rows, ...(await this.lookedUp(lookups, after, missing))], end: null };

    const walkedTo = await this.endOfWalk(after, walk);
    if (!walkedTo) return { rows, end: null };
    const further = await this.walked(walkedTo, longWalk, missing);
    const end = further.length === missing ? undefined : await this.endOfWalk(walkedTo, longWalk);
    return { rows: [...rows, ...further], end: end ?? null };
  }

  /** Those that fit among the next `depth` ones. */
  private walked(after: PageEnd | undefined, depth: number, count: number): Promise<ListedComplaint[]> {
    return this.query((sql) => {
      const inOrder = `SELECT * FROM ${this.table} c WHERE ${this.within(sql, after)} ORDER BY ${this.order()} LIMIT ${depth}`;
      return `SELECT ${this.columns} FROM (${inOrder}) c WHERE ${this.fitting(sql)} ORDER BY ${this.order()} LIMIT ${count}`;
    });
  }

  /** The place of the last one that such a walk looked at; undefined if it came to the end. */
  private async endOfWalk(after: PageEnd | undefined, depth: number): Promise<PageEnd | undefined> {
    const [last] = await this.query((sql) => this.lastOfWalk(sql, after, depth));
    return last && placeOf(last, this.part.order);
  }

  private lastOfWalk(sql: Sql, after: PageEnd | undefined, depth: number): string {
    const keys = ['complaintId', ...(this.part.order.by ? [this.part.order.by] : [])].map((name) => `${this.column(name)} AS "${name}"`);
    return `SELECT ${keys.join(', ')} FROM ${this.table} c WHERE ${this.within(sql, after)} ORDER BY ${this.order()} OFFSET ${depth - 1} LIMIT 1`;
  }

  /** Those that come after the walk, period by period. */
  private async lookedUp(lookups: readonly string[], after: PageEnd | undefined, count: number): Promise<ListedComplaint[]> {
    const { by } = this.part.order;
    const edges = (['min', 'max'] as const).map((edge) =>
      by ? `(SELECT ${edge}(${this.column(by)}) FROM ${this.table} c) AS ${edge},` : '',
    );
    // From here on PostgreSQL is to go through the index over the terms, whatever it thinks of it: its guesses know nothing of periods.
    const [place] = await this.query<ListedComplaint & { min: Date; max: Date }>(
      (sql) => `SELECT ${edges.join(' ')} last.*, ${settings({ enable_seqscan: 'off', enable_indexscan: 'off', jit: 'off' })}
        FROM (${this.lastOfWalk(sql, after, this.reach.walk)}) AS last`,
    );
    if (!place) return [];
    const walkedTo = placeOf(place, this.part.order);
    const periods = by === null ? [[]] : this.periods(by, walkedTo, place);
    // One after the other, as far as it takes.
    const rows = await this.query((sql) => {
      const found = periods.map((period) => {
        const picked = `SELECT * FROM ${this.table} c WHERE ${this.column('terms')} @@ ${sql.value(allOf([...period, ...lookups]))}::tsquery`;
        return `(WITH picked AS MATERIALIZED (${picked})
          SELECT ${this.columns} FROM picked c WHERE ${this.within(sql, walkedTo)} AND ${this.fitting(sql)} ORDER BY ${this.order()} LIMIT ${count})`;
      });
      return `SELECT * FROM (${found.join(' UNION ALL ')}) AS found LIMIT ${count}`;
    });
    await this.manager.query(`SELECT ${settings({ enable_seqscan: 'on', enable_indexscan: 'on' })}`);
    return rows;
  }

  /** Lookups of consecutive periods from a place to the end of the order, each longer than the one before. */
  private periods(by: Timed, after: PageEnd, { min, max }: { readonly min: Date; readonly max: Date }): string[][] {
    const isUp = this.part.order.direction === 'ASC';
    const asked = this.conditions.ranges.filter(({ field, sign }) => field === by && (sign === '<') === isUp).map(({ at }) => at);
    const bounds = [...asked, (isUp ? max : min).toISOString()].sort();
    const end = monthOf(isUp ? bounds[0]! : bounds.at(-1)!);
    return longerAndLonger(monthOf(after.value!), end).map((periods) => [periodLookup(periodLetters[by], periods)]);
  }

  /**
   * Those that are worth it: what is in the index as it is asked for is passed over cheaply, but of the beginning of a word every complaint that has
   * one is read. How many these are PostgreSQL guesses; a wrong guess costs time, not truth: all is compared with the row again.
   */
  private async telling(lookups: readonly string[]): Promise<readonly string[]> {
    const isPrefix = (lookup: string) => lookup.includes(':*');
    if (lookups.length < 2 || !lookups.some(isPrefix)) return lookups;
    const [plan] = await this.query<{ 'QUERY PLAN': [{ Plan: { Plans: { 'Plan Rows': number }[] } }] }>((sql) => {
      const each = lookups.map((lookup) => `SELECT FROM ${this.table} c WHERE ${this.column('terms')} @@ ${sql.value(lookup)}::tsquery`);
      return `EXPLAIN (FORMAT JSON) ${each.join(' UNION ALL ')}`;
    });
    const guesses = plan!['QUERY PLAN'][0].Plan.Plans.map((one) => one['Plan Rows']);
    const fewest = Math.min(...guesses);
    return lookups.filter((lookup, i) => !isPrefix(lookup) || guesses[i]! <= mostOfPrefix || guesses[i] === fewest);
  }

  /** Lookups of everything that can be looked up. */
  private lookups(): string[] {
    const { lookups, ranges } = this.conditions;
    const months = (Object.keys(periodLetters) as Timed[]).flatMap((field) => {
      const [from, to] = (['>=', '<'] as const).map(
        (sign) => ranges.filter((range) => range.field === field && range.sign === sign)[0]?.at,
      );
      if (field === this.part.order.by || from === undefined || to === undefined) return [];
      const between = from < to ? monthsFrom(monthOf(from), monthOf(to), mostMonths + 1) : [];
      return between.length > 0 && between.length <= mostMonths ? [periodLookup(periodLetters[field], between)] : [];
    });
    return [...lookups, ...months];
  }

  /** The range of the order that is asked for. */
  private within(sql: Sql, after: PageEnd | undefined): string {
    const { by, direction } = this.part.order;
    const conditions = this.conditions.ranges.filter(({ field }) => field === by).map((range) => this.range(sql, range));
    if (after) {
      const sign = direction === 'ASC' ? '>' : '<';
      const id = this.column('complaintId');
      conditions.push(
        by === null
          ? `${id} ${sign} ${sql.value(after.id)}::uuid`
          : `(${this.column(by)}, ${id}) ${sign} (${sql.value(after.value)}::timestamptz, ${sql.value(after.id)}::uuid)`,
      );
    }
    return conditions.join(' AND ') || 'true';
  }

  /** Everything else. */
  private fitting(sql: Sql): string {
    const { where, ranges } = this.conditions;
    const others = ranges.filter(({ field }) => field !== this.part.order.by).map((range) => this.range(sql, range));
    return [...where.map((condition) => condition(sql)), ...others].map((condition) => `(${condition})`).join(' AND ') || 'true';
  }

  private range(sql: Sql, { field, sign, at }: Conditions['ranges'][number]): string {
    return `${this.column(field)} ${sign} ${sql.value(at)}::timestamptz`;
  }

  private order(): string {
    const { by, direction } = this.part.order;
    return [...(by ? [by] : []), 'complaintId'].map((name) => `${this.column(name)} ${direction}`).join(', ');
  }

  private column(name: string): string {
    const column = this.nameOf.get(name);
    if (column === undefined) throw new Error(`the list has no column ${name}`);
    return column;
  }

  private query<R = ListedComplaint>(text: (sql: Sql) => string): Promise<R[]> {
    const parameters: unknown[] = [];
    const value = (one: unknown) => `$${parameters.push(one)}`;
    return this.manager.query<R[]>(text({ column: (name) => this.column(name), value }), parameters);
  }
}

/** Settings until the end of the transaction, as columns of a select. */
function settings(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `set_config('${name}', '${value}', true)`)
    .join(', ');
}

/** Months from one to the other, either way, cut into pieces: a month and the next, the rest of the year, then years: 1, 2, 4 … */
export function longerAndLonger(from: string, to: string): string[][] {
  const step = from <= to ? 1 : -1;
  const isWithin = (period: string, end: string) => (step > 0 ? period <= end : period >= end);
  if (from === to) return [[from]];
  const pieces = [[from, nextMonth(from, step)]];
  const rest: string[] = [];
  let month = nextMonth(pieces[0]![1]!, step);
  for (; isWithin(month, to) && !month.endsWith(step > 0 ? '-01' : '-12'); month = nextMonth(month, step)) rest.push(month);
  if (rest.length > 0) pieces.push(rest);
  if (!isWithin(month, to)) return pieces;
  let year = Number(yearOf(month));
  const last = Number(yearOf(to));
  for (let length = 1; (last - year) * step >= 0; length *= 2) {
    const years: string[] = [];
    for (; years.length < length && (last - year) * step >= 0; year += step) years.push(`${year}`);
    pieces.push(years);
  }
  return pieces;
}

function monthsFrom(from: string, to: string, most: number): string[] {
  const months: string[] = [];
  for (let month = from; month <= to && months.length < most; month = nextMonth(month, 1)) months.push(month);
  return months;
}

function nextMonth(month: string, step: 1 | -1): string {
  const date = new Date(`${month}-15T00:00:00.000Z`);
  date.setUTCMonth(date.getUTCMonth() + step);
  return monthOf(date.toISOString());
}

function monthOf(instant: string): string {
  return instant.slice(0, '2026-11'.length);
}

function placeOf(row: ListedComplaint, { by }: Order): PageEnd {
  return { value: by === null ? null : row[by]!.toISOString(), id: row.complaintId };
}

function sorted(rows: readonly ListedComplaint[], order: Order): ListedComplaint[] {
  return [...rows].sort((a, b) => compare(order, placeOf(a, order), placeOf(b, order)));
}

function compare({ direction }: Order, a: PageEnd, b: PageEnd): number {
  const [x, y] = [`${a.value} ${a.id}`, `${b.value} ${b.id}`];
  return x === y ? 0 : x < y === (direction === 'ASC') ? -1 : 1;
}
