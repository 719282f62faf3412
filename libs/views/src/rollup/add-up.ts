import type { DataSource, EntityManager } from 'typeorm';
import { Checkpoint } from '../checkpoint.js';
import { caseFacts } from '../facts/case-facts.js';
import { asked } from '../report-definition.js';
import { parameters, valuesOf } from '../report-sql.js';
import { touchedSince } from './touched.js';
import {
  binsFrom,
  createTables,
  digestOf,
  onlyOf,
  rolledUpTo,
  rollups,
  sqlOf,
  tables,
  tablesIn,
  type RolledUpTo,
  type Rollup,
} from './rollups.js';

/** For more complaints than these the facts are added up anew. */
const mostTouched = 20_000;

/** Which parts of a rollup have been brought up to date, and how. */
export type AddedUp = 'as it was' | 'added' | 'anew' | 'by another';

/**
 * Brings one rollup up to what the view has folded: of the complaints for which something has changed what they were is taken out and what they are put
 * in; or all of it is added up anew, where too much has changed, or days are those of another zone.
 *
 * What comes out follows from the tables alone, whoever adds up: a worker that has lost the view can write nothing wrong here. Two do not at once.
 */
export async function addUp(dataSource: DataSource, rollup: Rollup, { zone, now }: { zone: string; now: Date }): Promise<AddedUp> {
  return dataSource.transaction('READ COMMITTED', async (manager) => {
    const [lock] = await manager.query<[{ mine: boolean }]>(
      `SELECT pg_try_advisory_xact_lock(hashtext('redress.rollup'), $1) AS mine,
              set_config('synchronous_commit', 'off', true), set_config('statement_timeout', '30min', true)`,
      [rollup.id],
    );
    if (!lock.mine) return 'by another';
    // Facts are cut by the position that is read here, so that what is folded meanwhile is not counted.
    const { name, version } = caseFacts;
    const folded = await manager.findOneBy(Checkpoint, { view: name, version });
    if (!folded?.position || !folded.recordedAt) return 'as it was';
    await manager.query(createTables());
    const schemaIs = async () => (await manager.query<[{ oid: number }]>('SELECT $1::regclass::oid AS oid', [tables.upTo]))[0].oid;
    const schema = await schemaIs();
    const upTo = { id: rollup.id, position: folded.position, recordedAt: folded.recordedAt, asOf: now, zone };
    const before = (await rolledUpTo(manager)).get(rollup.id);
    const holds = before?.zone === zone && BigInt(before.position) <= BigInt(folded.position);
    const touched = before && holds ? await touchedSince(manager, rollup.tables, before, now, mostTouched) : [];
    const isMuch = !holds || touched.length > mostTouched;
    if (isMuch) {
      for (const table of [tables.cells, tables.maps]) await manager.query(`DELETE FROM ${table} WHERE id = $1`, [rollup.id]);
      await manager.query(`SELECT set_config('work_mem', '128MB', true)`);
    }
    if (isMuch || touched.length > 0)
      for (const variant of variantsOf(rollup))
        await add(manager, rollup, variant, upTo, before && !isMuch ? { before, touched } : undefined);
    await manager.query(
      `INSERT INTO ${tables.upTo} (id, sql, position, recorded_at, as_of, zone) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET sql = $2, position = $3, recorded_at = $4, as_of = $5, zone = $6`,
      [rollup.id, digestOf(rollup), upTo.position, upTo.recordedAt, upTo.asOf, zone],
    );
    if ((await schemaIs()) !== schema) throw new Error('the view was rebuilt while its facts were added up');
    return isMuch ? 'anew' : touched.length > 0 ? 'added' : 'as it was';
  });
}

/**
 * Adds up anew, within the manager's transaction and into tables of another schema, all that is added up: each as far as it is, so that the two are to be
 * the same.
 * @returns the ids of the rollups that there are
 */
export async function addUpBeside(manager: EntityManager, schema: string): Promise<number[]> {
  const into = tablesIn(schema);
  await manager.query(createTables(into));
  await manager.query(`SET LOCAL work_mem = '128MB'`);
  const all = await rolledUpTo(manager);
  for (const [id, upTo] of all)
    for (const variant of variantsOf(rollups[id]!)) await add(manager, rollups[id]!, variant, upTo, undefined, into);
  return [...all.keys()];
}

/** Facts with the same SQL, and by what they are split. */
interface Variant {
  readonly sql: string;
  readonly splits: readonly string[];
}

function variantsOf({ facts, splits }: Rollup): Variant[] {
  const sqls = new Set(splits.map((split) => sqlOf(facts, split)));
  return [...sqls].map((sql) => ({ sql, splits: splits.filter((split) => sqlOf(facts, split) === sql) }));
}

/** Adds facts, or what has changed in those of some complaints. */
async function add(
  manager: EntityManager,
  rollup: Rollup,
  { sql, splits }: Variant,
  upTo: RolledUpTo,
  change?: { readonly before: RolledUpTo; readonly touched: readonly string[] },
  into = tables,
): Promise<void> {
  const never = new Date(0);
  const cut = { asOf: upTo.asOf, position: upTo.position, knownAt: upTo.recordedAt };
  const values = valuesOf({ from: never, to: never, ...cut, tz: upTo.zone }, never);
  const own = { bins: 'bigint[]', complaints: 'uuid[]', asOf: 'timestamptz', known: 'bigint' };
  const [bins, complaints, asOf, known] = Object.values(own).map((type, i) => `$${values.length + i + 1}::${type}`) as [
    string,
    string,
    string,
    string,
  ];

  const dimensions = [...splits.filter((split) => split !== ''), ...rollup.always];
  const columns = [
    [`(occurred_at AT TIME ZONE ${asked.tz})::date`, 'day'],
    ...dimensions.map((name, i) => [`"${name}"`, `k${i}`]),
    ...rollup.numbers.map((number, i) => [number, `a${i}`]),
    ...rollup.maps.map((map, i) => [map, `v${i}`]),
  ] as const;
  const names = columns.map(([, name]) => name).join(', ');
  const image = (facts: string, weight: number) =>
    `SELECT ${columns.map(([value, name]) => `${value} AS ${name}`).join(', ')}, ${weight} AS w FROM (${facts}) AS fact`;
  const some = onlyOf(sql, complaints);
  const then = some.replaceAll(asked.asOf, asOf).replaceAll(asked.known, known);
  // What is the same as before leaves nothing to write.
  const facts = change
    ? `SELECT ${names}, sum(w)::int AS w FROM (${image(some, 1)} UNION ALL ${image(then, -1)}) AS images GROUP BY ${names} HAVING sum(w) <> 0`
    : image(sql, 1);

  /** SQL: what a row is counted by, but for its period. */
  const keyOf = (split: string) => [...(split === '' ? [] : [split]), ...rollup.always].map((name) => `k${dimensions.indexOf(name)}`);
  const rowOf = (split: string, grain: string, start: string) =>
    `${rollup.id} AS id, '${split}' AS split, '${grain}' AS grain, ${start} AS start, jsonb_build_array(${keyOf(split).join(', ')})::text AS key`;
  const groupedBy = (...columns: readonly string[]) => `GROUP BY ${columns.join(', ')}`;

  // The smallest periods are added up from the facts, the larger ones from these.
  const small = splits.map((split, n) => {
    const sums = rollup.numbers.map((_, i) => `, sum(a${i} * w) AS a${i}`).join('');
    const by = [split === '' ? 'day' : 'month', ...keyOf(split)];
    return `small${n} AS (SELECT ${by[0]} AS start, ${[...by.slice(1), 'sum(w) AS facts'].join(', ')}${sums} FROM rolled ${groupedBy(...by)})`;
  });
  const numbers = `ARRAY[${rollup.numbers.map((_, i) => `coalesce(sum(a${i}), 0)`).join(', ')}]::numeric[] AS numbers`;
  const cells = splits.flatMap((split, n) =>
    [...(split === '' ? ['day'] : []), 'month', 'year'].map((grain) => {
      const start = `date_trunc('${grain}', start)::date`;
      return `SELECT ${rowOf(split, grain, start)}, sum(facts)::int AS facts, ${numbers} FROM small${n} ${groupedBy(start, ...keyOf(split))}`;
    }),
  );
  const valued = splits.flatMap((split) =>
    rollup.maps.flatMap((_, map) =>
      [...(split === '' ? ['day'] : []), 'month'].map(
        (grain) =>
          `SELECT ${rowOf(split, grain, grain)}, ${map} AS map, array_agg(v${map}) AS vals, array_agg(w) AS counts
           FROM rolled WHERE v${map} IS NOT NULL ${groupedBy(grain, ...keyOf(split))}`,
      ),
    ),
  );
  const maps = `, valued AS (${valued.join(' UNION ALL ')}), mapped AS MATERIALIZED (
      SELECT id, split, grain, start, key, map, of_values.* FROM valued CROSS JOIN LATERAL (${mapSql('valued.vals', 'valued.counts', bins)}) AS of_values
    ), in_maps AS (
      INSERT INTO ${into.maps} AS mine (id, split, grain, start, key, map, bins, ns, ends, vals, counts) SELECT * FROM mapped
      ON CONFLICT (id, split, grain, map, key, start) DO UPDATE SET
        (bins, ns, ends, vals, counts) = (${mapSql('mine.vals || EXCLUDED.vals', 'mine.counts || EXCLUDED.counts', bins)})
    ), in_years AS (
      INSERT INTO ${into.maps} AS mine (id, split, grain, start, key, map, bins, ns, ends, vals, counts)
      SELECT id, split, 'year', start, key, map, array_agg(bin ORDER BY bin), array_agg(n ORDER BY bin), '{}', '{}', '{}' FROM (
        SELECT id, split, date_trunc('year', start)::date AS start, key, map, bin, sum(n)::int AS n
        FROM mapped CROSS JOIN LATERAL unnest(bins, ns) AS of_bin(bin, n) WHERE grain = 'month' GROUP BY 1, 2, 3, 4, 5, 6
      ) AS of_year GROUP BY 1, 2, 4, 5, 6
      ON CONFLICT (id, split, grain, map, key, start) DO UPDATE SET
        (bins, ns) = (${countsSql('mine.bins || EXCLUDED.bins', 'mine.ns || EXCLUDED.ns')})
    )`;
  await manager.query(
    `${parameters}, own AS (SELECT ${[bins, complaints, asOf, known].join(', ')}), fact_rows AS (${facts}), rolled AS MATERIALIZED (
      SELECT *, date_trunc('month', day)::date AS month FROM fact_rows
    ), ${small.join(', ')}, in_cells AS (
      INSERT INTO ${into.cells} AS cell (id, split, grain, start, key, facts, numbers) ${cells.join(' UNION ALL ')}
      ON CONFLICT (id, split, grain, start, key) DO UPDATE SET facts = cell.facts + EXCLUDED.facts,
        numbers = ARRAY(SELECT a + b FROM unnest(cell.numbers, EXCLUDED.numbers) WITH ORDINALITY AS sum(a, b, n) ORDER BY n)
    )${rollup.maps.length > 0 ? maps : ''} SELECT 1`,
    [...values, binsFrom, change?.touched ?? [], change?.before.asOf ?? null, change?.before.position ?? null],
  );
}

/** SQL: values and how often each, put together: those that are left, in order. */
function countsSql(vals: string, counts: string): string {
  return `SELECT coalesce(array_agg(v), '{}') AS vals, coalesce(array_agg(c), '{}') AS counts FROM (
    SELECT v, sum(c)::int AS c FROM unnest(${vals}, ${counts}) AS one(v, c) GROUP BY v HAVING sum(c) <> 0 ORDER BY v) AS of_value`;
}

/** SQL: the same with the bins that the values are in: how many there are in each, and which value is the last of it. */
function mapSql(vals: string, counts: string, bins: string): string {
  return `SELECT bins, ns, ends, vals, counts FROM (${countsSql(vals, counts)}) AS of_values CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(bin), '{}') AS bins, coalesce(array_agg(n), '{}') AS ns, coalesce(array_agg(last), '{}') AS ends FROM (
      SELECT width_bucket(v, ${bins}) AS bin, sum(c)::int AS n, max(i)::int AS last
      FROM unnest(vals, counts) WITH ORDINALITY AS one(v, c, i) GROUP BY 1 ORDER BY 1) AS of_bin) AS binned`;
}
