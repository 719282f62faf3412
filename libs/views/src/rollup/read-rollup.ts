import type { EntityManager } from 'typeorm';
import { lookingUp } from '../facts/case-dimensions.js';
import { type Aggregated, type AskedRows, type Counted, type Numbers, type ReportDefinition } from '../report-definition.js';
import type { RolledUp } from '../report-rows.js';
import { neighbour, type Bucket } from '../report-time.js';
import { inPeriod, parameters, valuesOf } from '../report-sql.js';
import { binOf, mapOf, numbersOf, onlyOf, rolledUpTo, rollupsOf, sqlOf, tables, type RolledUpTo, type Rollup } from './rollups.js';
import { touchedSince } from './touched.js';

/*
 * Counting by rollups: what was added up, of the whole days, months and years of the period; less what complaints that have changed since were in it then, and
 * with what they are now; and what is left at the edges of the period from the facts. (docs/adr/0030)
 */

/** For more complaints than these the facts are counted as if there were no rollup. */
const mostTouched = 5_000;

type Asked = Pick<AskedRows, 'from' | 'to' | 'before' | 'asOf' | 'knownAt' | 'position' | 'tz' | 'bucket' | 'by'>;

/** A part of the period: before `from`, or from it on. */
interface Range {
  readonly within: boolean;
  readonly since: Date;
  readonly until: Date;
}

/** The days of a range that rollups have, and where they begin and end. */
interface Covered extends Range {
  readonly first: string;
  readonly last: string;
  readonly begins: Date;
  readonly ends: Date;
}

/** Days, months or years one after the other. `last` is no longer in it. */
export interface Stretch {
  readonly grain: 'day' | 'month' | 'year';
  readonly first: string;
  readonly last: string;
}

/** What was counted of one bucket and combination, before it is a number. */
interface Tally {
  readonly bucket: string | null;
  readonly by: readonly (string | null)[];
  readonly key: string;
  readonly within: Parts;
  readonly earlier: Parts;
}

interface Parts {
  facts: number;
  /** Of each number of the rollup. */
  readonly numbers: bigint[];
  /** Of each map: how many values there are in each bin … */
  readonly bins: Map<number, number>[];
  /** … and the values themselves, with how often, as far as they have been read. */
  readonly values: [value: number, count: number][][];
}

/** The rollups of a report, for a question about now. Undefined if there are none that hold for it. */
export async function readRollups(manager: EntityManager, definition: ReportDefinition, asked: Asked): Promise<RolledUp | undefined> {
  const rollups = rollupsOf(definition);
  if (rollups.size === 0) return undefined;
  const upTo = await rolledUpTo(manager);
  const usable = [...rollups.values()].filter(({ id }) => upTo.get(id)?.zone === asked.tz);
  if (usable.length === 0) return undefined;
  // One look for all: complaints that have not changed since a later rollup cancel out.
  const times = usable.map(({ id }) => upTo.get(id)!);
  const least = <K extends 'recordedAt' | 'asOf'>(name: K) => new Date(Math.min(...times.map((one) => one[name].getTime())));
  const position = times
    .map((one) => BigInt(one.position))
    .reduce((a, b) => (a < b ? a : b))
    .toString();
  const touchedTables = [...new Set(usable.flatMap((rollup) => rollup.tables))];
  const since = { position, recordedAt: least('recordedAt'), asOf: least('asOf') };
  const latest = new Date(Math.max(asked.asOf.getTime(), ...times.map((one) => one.asOf.getTime())));
  const earliest = { ...since, asOf: new Date(Math.min(since.asOf.getTime(), asked.asOf.getTime())) };
  const touched = await touchedSince(manager, touchedTables, earliest, latest, mostTouched);
  if (touched.length > mostTouched) return undefined;
  return async (kind, measures, earlier) => {
    const rollup = rollups.get(kind);
    if (!rollup || !usable.includes(rollup)) return undefined;
    return countByRollup(manager, rollup, upTo.get(rollup.id)!, touched, asked, measures, earlier);
  };
}

async function countByRollup(
  manager: EntityManager,
  rollup: Rollup,
  upTo: RolledUpTo,
  touched: readonly string[],
  asked: Asked,
  measures: readonly Aggregated[],
  earlier: readonly Aggregated[],
): Promise<Counted[] | undefined> {
  const splits = asked.by.filter((name) => !rollup.always.includes(name));
  if (splits.length > 1 || earlier.some((one) => mapOf(one) !== undefined)) return undefined;
  const split = splits[0] ?? '';
  const grains = grainsOf(split, asked.bucket);
  if (!grains) return undefined;
  const ranges: Range[] = [
    ...(earlier.length > 0 ? [{ within: false, since: asked.before, until: asked.from }] : []),
    { within: true, since: asked.from, until: asked.to },
  ];
  const covered = await coverOf(manager, ranges, grains.at(-1)!, asked.tz);
  if (!covered?.some((one) => one.begins < one.ends)) return undefined;

  const tallies = new Tallies(rollup, split, asked);
  const stretches = covered.flatMap(({ within, first, last }) =>
    stretchesOf(first, last, grains).map((stretch) => ({ within, ...stretch })),
  );
  await tallies.addCells(manager, stretches);
  const needed = [...new Set(measures.map(mapOf))].filter((map) => map !== undefined).map((map) => rollup.maps.indexOf(map));
  const inside = stretches.filter(({ within }) => within);
  if (needed.length > 0) await tallies.addBins(manager, needed, inside);
  for (const { within, since, until, begins, ends } of covered) {
    const facts = (from: Date, to: Date, weight: 1 | -1, at: Pick<Asked, 'asOf' | 'position'>, complaints?: readonly string[]) =>
      from < to ? tallies.addFacts(manager, { from, to, within, weight, at, complaints, maps: within ? needed : [] }) : Promise.resolve();
    const hasCover = begins < ends;
    await facts(since, hasCover ? begins : until, 1, asked);
    if (!hasCover) continue;
    await facts(ends, until, 1, asked);
    if (touched.length === 0) continue;
    await facts(begins, ends, -1, upTo, touched);
    await facts(begins, ends, 1, asked, touched);
  }
  return tallies.counted(manager, measures, earlier, inside);
}

/** Which periods are read, from the largest to the smallest; undefined if none fits into the buckets. Split, there are no days. */
function grainsOf(split: string, bucket: Bucket | undefined): Stretch['grain'][] | undefined {
  const smallest: Stretch['grain'][] = split === '' ? ['day'] : [];
  if (bucket === 'day' || bucket === 'week') return split === '' ? smallest : undefined;
  return [...(bucket === undefined || bucket === 'year' ? (['year'] as const) : []), 'month', ...smallest];
}

/**
 * The whole days or months of each range. Undefined if the zone's clock is changed within hours of where these begin or end: then a day might have two
 * beginnings.
 */
async function coverOf(manager: EntityManager, ranges: readonly Range[], grain: string, tz: string): Promise<Covered[] | undefined> {
  const at = (local: string) => `(${local} AT TIME ZONE $3)`;
  const steady = (edge: string) => `${at(`(${edge} + interval '3 hours')`)} - ${at(`(${edge} - interval '3 hours')`)} = interval '6 hours'`;
  const rows = await manager.query<{ first: string; last: string; begins: Date; ends: Date; steady: boolean }[]>(
    `SELECT to_char(first, 'YYYY-MM-DD') AS first, to_char(last, 'YYYY-MM-DD') AS last, begins, ends,
            ${steady('begins')} AND ${steady('ends')} AND (begins >= ends OR (begins >= since AND ends <= until)) AS steady
     FROM unnest($1::timestamptz[], $2::timestamptz[]) WITH ORDINALITY AS range(since, until, n)
     CROSS JOIN LATERAL (
       SELECT date_trunc('${grain}', ${at('since')} - interval '1 microsecond') + interval '1 ${grain}' AS first, date_trunc('${grain}', ${at('until')}) AS last
     ) AS whole
     CROSS JOIN LATERAL (SELECT ${at('first')} AS begins, ${at('last')} AS ends) AS instants
     ORDER BY n`,
    [ranges.map(({ since }) => since), ranges.map(({ until }) => until), tz],
  );
  return rows.every((row) => row.steady) ? ranges.map((range, i) => ({ ...range, ...rows[i]! })) : undefined;
}

/** Days from one to before another by as few periods as there can be. */
function stretchesOf(first: string, last: string, [grain, ...finer]: readonly Stretch['grain'][]): Stretch[] {
  if (grain === undefined || first >= last) return [];
  const from = floorOf(first, grain) === first ? first : neighbour(floorOf(first, grain), grain, 1);
  const to = floorOf(last, grain);
  if (from >= to) return stretchesOf(first, last, finer);
  return [...stretchesOf(first, from, finer), { grain, first: from, last: to }, ...stretchesOf(to, last, finer)];
}

function floorOf(day: string, grain: Stretch['grain']): string {
  return { day, month: `${day.slice(0, 8)}01`, year: `${day.slice(0, 5)}01-01` }[grain];
}

type WithinStretch = Stretch & { readonly within: boolean };

/** What is counted, by bucket and combination, while it is put together. */
class Tallies {
  private readonly tallies = new Map<string, Tally>();

  constructor(
    private readonly rollup: Rollup,
    private readonly split: string,
    private readonly asked: Asked,
  ) {}

  async addCells(manager: EntityManager, stretches: readonly WithinStretch[]): Promise<void> {
    const sums = this.rollup.numbers.map((_, i) => `sum(numbers[${i + 1}])::text AS a${i}`);
    const rows = await manager.query<CellRow[]>(
      `SELECT ${['within', this.label('start'), 'key', 'sum(facts)::int AS facts', ...sums].join(', ')}
       FROM ${this.stretchesIn('$3')} JOIN ${tables.cells} AS cell
         ON cell.id = $1 AND cell.split = $2 AND cell.grain = stretch.grain AND cell.start >= stretch.first AND cell.start < stretch.last
       GROUP BY within, label, key`,
      [this.rollup.id, this.split, JSON.stringify(stretches)],
    );
    for (const row of rows) this.addNumbers(row, 1);
  }

  async addBins(manager: EntityManager, maps: readonly number[], stretches: readonly WithinStretch[]): Promise<void> {
    const rows = await manager.query<{ label: string | null; key: string; map: number; bins: number[]; ns: number[] }[]>(
      `SELECT ${this.label('start')}, key, map, array_to_json(bins) AS bins, array_to_json(ns) AS ns
       FROM ${this.stretchesIn('$3')} JOIN ${tables.maps} AS rolled
         ON rolled.id = $1 AND rolled.split = $2 AND rolled.grain = stretch.grain AND rolled.map = ANY($4::int[])
         AND rolled.start >= stretch.first AND rolled.start < stretch.last`,
      [this.rollup.id, this.split, JSON.stringify(stretches), maps],
    );
    for (const { label, key, map, bins, ns } of rows) {
      const found = this.partsOf(true, label, key).bins[map]!;
      for (const [i, bin] of bins.entries()) found.set(bin, (found.get(bin) ?? 0) + ns[i]!);
    }
  }

  /** Facts of a part of the period, of all complaints or of some, as they were known at a cut. */
  async addFacts(manager: EntityManager, { from, to, within, weight, at, complaints, maps }: FactsToAdd): Promise<void> {
    const { facts, numbers, always } = this.rollup;
    const key = [...(this.split === '' ? [] : [this.split]), ...always];
    const values = valuesOf({ ...this.asked, ...at, from, to }, from);
    const ids = `$${values.length + 1}::uuid[]`;
    const all = sqlOf(facts, this.split);
    const one = { ...facts, sql: complaints ? onlyOf(lookingUp(all), ids) : all };
    const { bucket } = this.asked;
    const groups = [...(bucket ? ['bucket'] : []), ...key.map((_, i) => `d${i}`)];
    const rows = await manager.query<(CellRow & Record<`v${number}`, number[] | null>)[]>(
      `${parameters}${complaints ? `, these AS (SELECT ${ids})` : ''} SELECT ${[
        bucket ? `to_char(bucket, 'YYYY-MM-DD') AS label` : 'NULL AS label',
        `jsonb_build_array(${key.map((_, i) => `d${i}`).join(', ')})::text AS key`,
        'count(*)::int AS facts',
        ...numbers.map((number, i) => `coalesce(sum(${number}), 0)::numeric::text AS a${i}`),
        ...maps.map((i) => `json_agg(${this.rollup.maps[i]!}) FILTER (WHERE (${this.rollup.maps[i]!}) IS NOT NULL) AS v${i}`),
      ].join(', ')}
       FROM (${inPeriod(one, { bucket, by: key, areFew: true })}) AS fact ${groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : ''}`,
      complaints ? [...values, complaints] : values,
    );
    for (const row of rows) {
      const parts = this.addNumbers({ ...row, within }, weight);
      for (const map of maps) this.addValues(parts, map, row[`v${map}`] ?? [], () => weight);
    }
  }

  async counted(
    manager: EntityManager,
    measures: readonly Aggregated[],
    earlier: readonly Aggregated[],
    stretches: readonly WithinStretch[],
  ): Promise<Counted[]> {
    const found = [...this.tallies.values()].filter(({ within, earlier: before }) => within.facts > 0 || before.facts > 0);
    const ranked = await this.valuesAt(manager, found, measures, stretches);
    return found.map((tally, n) => {
      const { within, earlier: before } = tally;
      // In buckets all of the bucket counts, else what was before.
      const whole = this.asked.bucket
        ? (one: Aggregated) => plus(this.numberOf(one, within), this.numberOf(one, before))
        : (one: Aggregated) => this.numberOf(one, before);
      const valueOf = (one: Aggregated, i: number) =>
        mapOf(one) === undefined ? this.numberOf(one, within) : (ranked.get(`${n} ${i}`) ?? null);
      return {
        bucket: tally.bucket,
        by: tally.by,
        facts: within.facts,
        within: Object.fromEntries(measures.map((one, i) => [one.name, valueOf(one, i)])) as Numbers,
        whole: Object.fromEntries(earlier.map((one) => [one.name, whole(one)])) as Numbers,
      };
    });
  }

  /** Percentiles and largest values: in which bin each is, and then which value of the bin. By the tally's and the measure's number. */
  private async valuesAt(
    manager: EntityManager,
    found: readonly Tally[],
    measures: readonly Aggregated[],
    stretches: readonly WithinStretch[],
  ): Promise<Map<string, number>> {
    const wanted: Wanted[] = [];
    for (const [n, { within, key, bucket }] of found.entries()) {
      for (const [i, { aggregate, ...one }] of measures.entries()) {
        const sqlOfMap = mapOf({ aggregate, ...one });
        if (!aggregate || sqlOfMap === undefined) continue;
        const map = this.rollup.maps.indexOf(sqlOfMap);
        const bins = [...within.bins[map]!].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
        const count = bins.reduce((sum, [, inBin]) => sum + inBin, 0);
        if (count === 0) continue;
        // As PostgreSQL finds the row of a percentile.
        const place = 'percentile' in aggregate ? Math.max(1, Math.ceil(aggregate.percentile * count)) : count;
        let before = 0;
        const [bin] = bins.find(([, inBin]) => (before += inBin) >= place)!;
        wanted.push({
          name: `${n} ${i}`,
          map,
          key,
          bucket,
          bin,
          place: place - (before - within.bins[map]!.get(bin)!),
          local: within.values[map]!,
        });
      }
    }
    const stored = await this.valuesIn(manager, wanted, stretches);
    return new Map(
      wanted.map(({ name, bin, place, local }, i) => {
        const values = new Map<number, number>();
        for (const [value, count] of [...(stored.get(i) ?? []), ...local.filter(([value]) => binOf(value) === bin)])
          values.set(value, (values.get(value) ?? 0) + count);
        let before = 0;
        const at = [...values].sort(([a], [b]) => a - b).find(([, count]) => (before += count) >= place);
        if (!at) throw new Error('a rollup has fewer values in a bin than it has counted');
        return [name, at[0]];
      }),
    );
  }

  /** The values of one bin each, from the days and months that are read or that make up the years that are. */
  private async valuesIn(manager: EntityManager, wanted: readonly Wanted[], stretches: readonly WithinStretch[]) {
    const found = new Map<number, [number, number][]>();
    const { bucket } = this.asked;
    const needs = wanted.flatMap(({ map, key, bin, bucket: label }, n) => {
      const ends = bucket && label !== null ? { first: label, last: neighbour(label, bucket, 1) } : undefined;
      return stretches.flatMap(({ grain, ...stretch }) => {
        const first = ends && ends.first > stretch.first ? ends.first : stretch.first;
        const last = ends && ends.last < stretch.last ? ends.last : stretch.last;
        return first < last ? [{ n, map, key, bin, grain: grain === 'year' ? 'month' : grain, first, last }] : [];
      });
    });
    if (needs.length === 0) return found;
    const rows = await manager.query<{ n: number; vals: number[]; counts: number[] }[]>(
      `SELECT need.n, array_to_json(of_bin.vals) AS vals, array_to_json(of_bin.counts) AS counts
       FROM json_to_recordset($3::json) AS need(n int, map int, key text, bin int, grain text, first date, last date)
       CROSS JOIN LATERAL (
         SELECT vals[place.first:place.last] AS vals, counts[place.first:place.last] AS counts
         FROM ${tables.maps} AS rolled
         CROSS JOIN LATERAL (SELECT array_position(rolled.bins, need.bin) AS bin) AS of_row
         CROSS JOIN LATERAL (SELECT coalesce(rolled.ends[of_row.bin - 1], 0) + 1 AS first, rolled.ends[of_row.bin] AS last) AS place
         WHERE rolled.id = $1 AND rolled.split = $2 AND rolled.grain = need.grain AND rolled.map = need.map AND rolled.key = need.key
           AND rolled.start >= need.first AND rolled.start < need.last AND of_row.bin IS NOT NULL
       ) AS of_bin`,
      [this.rollup.id, this.split, JSON.stringify(needs)],
    );
    for (const { n, vals, counts } of rows) {
      const values = found.get(n) ?? [];
      found.set(n, values);
      for (const [i, value] of vals.entries()) values.push([value, counts[i]!]);
    }
    return found;
  }

  private addNumbers({ within, label, key, facts, ...sums }: CellRow, weight: number): Parts {
    const parts = this.partsOf(within, label, key);
    parts.facts += weight * facts;
    for (const i of parts.numbers.keys()) parts.numbers[i]! += BigInt(weight) * BigInt(sums[`a${i}`] ?? 0);
    return parts;
  }

  private addValues({ bins, values }: Parts, map: number, vals: readonly number[], countOf: (i: number) => number): void {
    for (const [i, value] of vals.entries()) {
      const bin = binOf(value);
      bins[map]!.set(bin, (bins[map]!.get(bin) ?? 0) + countOf(i));
      values[map]!.push([value, countOf(i)]);
    }
  }

  private partsOf(within: boolean, bucket: string | null, key: string): Parts {
    const name = JSON.stringify([bucket, key]);
    const known = this.tallies.get(name);
    const tally = known ?? { bucket, key, by: this.byOf(key), within: this.nothing(), earlier: this.nothing() };
    if (!known) this.tallies.set(name, tally);
    return within ? tally.within : tally.earlier;
  }

  /** The key's values in the order asked for. */
  private byOf(key: string): (string | null)[] {
    const names = [...(this.split === '' ? [] : [this.split]), ...this.rollup.always];
    const values = JSON.parse(key) as (string | null)[];
    return this.asked.by.map((name) => values[names.indexOf(name)]!);
  }

  private nothing(): Parts {
    const { numbers, maps } = this.rollup;
    return { facts: 0, numbers: numbers.map(() => 0n), bins: maps.map(() => new Map<number, number>()), values: maps.map(() => []) };
  }

  /** Of a count or sum. */
  private numberOf(measure: Aggregated, parts: Parts): number | null {
    const [value, count] = numbersOf(measure).map((number) => parts.numbers[this.rollup.numbers.indexOf(number)]!);
    if (value === undefined) return parts.facts;
    return count === 0n ? null : Number(value);
  }

  private label(start: string): string {
    const { bucket } = this.asked;
    return `${bucket ? `to_char(date_trunc('${bucket}', ${start}), 'YYYY-MM-DD')` : 'NULL::text'} AS label`;
  }

  private stretchesIn(parameter: string): string {
    return `json_to_recordset(${parameter}::json) AS stretch(within boolean, grain text, first date, last date)`;
  }
}

interface CellRow {
  readonly within: boolean;
  readonly label: string | null;
  readonly key: string;
  readonly facts: number;
  /** Whole numbers, in digits. */
  readonly [number: `a${number}`]: string;
}

interface FactsToAdd {
  readonly from: Date;
  readonly to: Date;
  readonly within: boolean;
  readonly weight: 1 | -1;
  readonly at: Pick<Asked, 'asOf' | 'position'>;
  readonly complaints: readonly string[] | undefined;
  readonly maps: readonly number[];
}

/** A value that has to be found: which of those of a bin. */
interface Wanted {
  readonly name: string;
  readonly map: number;
  readonly key: string;
  readonly bucket: string | null;
  readonly bin: number;
  /** From 1. */
  readonly place: number;
  readonly local: readonly (readonly [value: number, count: number])[];
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
