import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { caseFacts } from '../facts/case-facts.js';
import { asked, type Aggregated, type Facts, type ReportDefinition } from '../report-definition.js';
import { reports } from '../reports.js';
import { schemaOf } from '../view.js';

/*
 * What is added up beforehand, so that a question about now need not count a million facts (docs/adr/0030). A rollup adds up the facts of one kind: unsplit
 * by day, month and year, and split by each dimension by month and year. It has all that any report counts of facts with the same SQL.
 */

/** Facts that are added up. */
export interface Rollup {
  /** Its place in `rollups`. */
  readonly id: number;
  readonly facts: Facts;
  /** By which it is always split, as its reports are. */
  readonly always: readonly string[];
  /** One by which it is split beside; empty for none. */
  readonly splits: readonly string[];
  /** Tables of the view that its facts come from. */
  readonly tables: readonly string[];
  /** SQL of a fact's part in each number that is added up; null where it has none. */
  readonly numbers: readonly string[];
  /** SQL of a fact's value, whole, for each map of value to count; null where it is in none. */
  readonly maps: readonly string[];
}

/** The schema with the facts that are added up, and with what they add up to. */
export const rolledSchema = schemaOf(caseFacts);

const tableOfView = new RegExp(`\\b${rolledSchema}\\.(\\w+)`, 'g');

/** SQL: a fact's parts in a count or sum: of a sum also how many values there were, because that of none is null. */
export function numbersOf({ where, aggregate }: Aggregated): readonly string[] {
  const when = (value: string, and = '') => `CASE WHEN (${where ?? 'true'})${and} THEN ${value} END`;
  if (!aggregate) return where === undefined ? [] : [when('1')];
  return 'sum' in aggregate ? [when(`(${aggregate.sum})`), when('1', ` AND (${aggregate.sum}) IS NOT NULL`)] : [];
}

/** SQL: a fact's value in the map that the measure is read from; undefined if it is read from none. */
export function mapOf({ where, aggregate }: Aggregated): string | undefined {
  const value = aggregate && ('percentile' in aggregate ? aggregate.of : 'max' in aggregate ? aggregate.max : undefined);
  return value && `CASE WHEN (${where ?? 'true'}) THEN (${value})::bigint END`;
}

/** SQL of the facts as they are split. */
export function sqlOf({ sql }: Facts, split: string): string {
  return typeof sql === 'string' ? sql : sql(split === '' ? [] : [split]);
}

/** SQL: the same of some complaints alone. What is counted of a complaint depends on its own facts only, in all that is added up. */
export function onlyOf(sql: string, complaints: string): string {
  return sql.replace(tableOfView, (table) => `(SELECT * FROM ${table} WHERE complaint_id = ANY(${complaints}))`);
}

/** Those of the question's parameters that are the same for all questions about now in the installation's zone. */
const known = [asked.asOf, asked.known, asked.tz].map((parameter) => /^\$\d+/.exec(parameter)![0]);

/**
 * What happened can be added up, with what had become of it; not what lasted, nor what others than the complaint decide about, for which the period matters.
 * Other views have few facts.
 */
function canBeAddedUp(definition: ReportDefinition, facts: Facts): boolean {
  const sql = sqlOf(facts, '');
  return (
    definition.view === caseFacts &&
    !definition.rowsOf &&
    !facts.lasts &&
    !facts.isAboutOthers &&
    [...sql.matchAll(/\$\d+/g)].every(([parameter]) => known.includes(parameter))
  );
}

const byReport = new Map<ReportDefinition, Map<string, Rollup>>();

/** Every rollup that there is. */
export const rollups: readonly Rollup[] = found();

function found(): Rollup[] {
  const all = new Map<string, { facts: Facts; always: readonly string[]; of: [ReportDefinition, string][]; measures: Aggregated[] }>();
  for (const definition of reports) {
    for (const [kind, facts] of Object.entries(definition.facts)) {
      if (!canBeAddedUp(definition, facts)) continue;
      const always = definition.always ?? [];
      const key = JSON.stringify([sqlOf(facts, ''), facts.dimensions, always]);
      const one = all.get(key) ?? { facts, always, of: [], measures: [] };
      all.set(key, one);
      one.of.push([definition, kind]);
      one.measures.push(...definition.measures.filter((measure) => 'of' in measure).filter(({ of }) => of === kind));
    }
  }
  return [...all.values()].map(({ facts, always, of, measures }, id) => {
    const splits = ['', ...facts.dimensions.filter((name) => !always.includes(name))];
    const tables = splits.flatMap((split) => [...sqlOf(facts, split).matchAll(tableOfView)].map(([, name]) => name!));
    const rollup: Rollup = {
      id,
      facts,
      always,
      splits,
      tables: [...new Set(tables)],
      numbers: [...new Set(measures.flatMap(numbersOf))],
      maps: [...new Set(measures.map(mapOf).filter((sql) => sql !== undefined))],
    };
    for (const [definition, kind] of of)
      byReport.set(definition, (byReport.get(definition) ?? new Map<string, Rollup>()).set(kind, rollup));
    return rollup;
  });
}

/** The rollups of a report's kinds of facts, by kind. */
export function rollupsOf(definition: ReportDefinition): ReadonlyMap<string, Rollup> {
  return byReport.get(definition) ?? new Map<string, Rollup>();
}

/** Up to where a rollup holds. */
export interface RolledUpTo {
  readonly id: number;
  /** Facts known up to this position of the log, inclusive, are added up … */
  readonly position: string;
  /** … all of which was recorded by then … */
  readonly recordedAt: Date;
  /** … as they stood at this business time … */
  readonly asOf: Date;
  /** … by the days of this zone. */
  readonly zone: string;
}

export const tablesIn = (schema: string) => ({
  upTo: `${schema}.rollup`,
  /** A row for each split, period and combination that occurs. `key`: a JSON array of the value of the split, if there is one, and of what it is always split by. */
  cells: `${schema}.rollup_cell`,
  /**
   * Value -> count in order of value, by day and month, and bins of values that are near each other: how many values each has, and which is its last. To
   * find a percentile the bins of all periods are read, and then the values of one bin. Of a year only the bins.
   */
  maps: `${schema}.rollup_map`,
});
export const tables = tablesIn(rolledSchema);

/** Rollups are no part of the fold: they follow from the tables of the view, and begin anew when these do. */
export const createTables = ({ upTo, cells, maps } = tables): string => `
  CREATE TABLE IF NOT EXISTS ${upTo} (
    id integer PRIMARY KEY, sql text NOT NULL, position bigint NOT NULL, recorded_at timestamptz NOT NULL, as_of timestamptz NOT NULL, zone text NOT NULL);
  CREATE TABLE IF NOT EXISTS ${cells} (
    id integer, split text, grain text, start date, key text, facts integer NOT NULL, numbers numeric[] NOT NULL,
    PRIMARY KEY (id, split, grain, start, key));
  CREATE TABLE IF NOT EXISTS ${maps} (
    id integer, split text, grain text, start date, key text, map integer,
    bins integer[] NOT NULL, ns integer[] NOT NULL, ends integer[] NOT NULL, vals bigint[] NOT NULL, counts integer[] NOT NULL,
    PRIMARY KEY (id, split, grain, map, key, start));
  CREATE INDEX IF NOT EXISTS rollup_map_start ON ${maps} (id, split, grain, map, start)`;

/** Where bins begin: each is about a twentieth of its values wide. Those below 0 mirror those above. */
export const binsFrom: readonly number[] = (() => {
  const above = [1];
  while (above.at(-1)! < 1e12) above.push(Math.max(above.at(-1)! + 1, Math.floor(above.at(-1)! * 1.05)));
  return [...above.toReversed().map((value) => 1 - value), ...above];
})();

/** In which bin a value is, as `width_bucket` of PostgreSQL says. */
export function binOf(value: number): number {
  let [low, high] = [0, binsFrom.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (binsFrom[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of all that decides what is added up. */
export function digestOf({ facts, always, splits, numbers, maps }: Rollup): string {
  const sql = splits.map((split) => sqlOf(facts, split));
  return createHash('sha256')
    .update(JSON.stringify([sql, always, splits, numbers, maps, binsFrom]))
    .digest('hex');
}

/** How far the rollups of the view are that are filled; none where their tables are not there yet. */
export async function rolledUpTo(manager: EntityManager): Promise<Map<number, RolledUpTo>> {
  const [there] = await manager.query<[{ there: boolean }]>('SELECT to_regclass($1) IS NOT NULL AS there', [tables.upTo]);
  if (!there.there) return new Map();
  const rows = await manager.query<(RolledUpTo & { readonly sql: string })[]>(
    `SELECT id, sql, position, recorded_at AS "recordedAt", as_of AS "asOf", zone FROM ${tables.upTo}`,
  );
  // What another edition of the program added up may be something else.
  return new Map(rows.filter(({ id, sql }) => rollups[id] && sql === digestOf(rollups[id])).map((row) => [row.id, row]));
}
