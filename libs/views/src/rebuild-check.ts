import type { EntityManager } from 'typeorm';
import { caseFacts } from './facts/case-facts.js';
import {
  dropSchema,
  foldTogether,
  liveOf,
  RebuildError,
  whileEqual,
  withCopies,
  type Copy,
  type RebuildOptions,
  type Work,
} from './rebuild-copy.js';
import { addUpBeside } from './rollup/add-up.js';
import { tablesIn } from './rollup/rollups.js';
import { exists } from './schema.js';
import { schemaOf } from './view.js';

/** What a view's tables hold, beside what the log says that they should. */
export interface Checked {
  readonly view: string;
  readonly version: number;
  /** Both are the log up to here; null: it was empty. */
  readonly position: bigint | null;
  /** Of all its tables, as they are. */
  readonly rows: number;
  readonly differences: number;
  /** The first few. */
  readonly examples: readonly Difference[];
}

/** A row that is not as the log says. Values are left out: they may be anybody's business. */
export interface Difference {
  readonly table: string;
  /** Its primary key, by column. */
  readonly key: Readonly<Record<string, unknown>>;
  /** `missing`: the log says that there is one. `surplus`: the log knows nothing of it. */
  readonly how: 'missing' | 'surplus' | 'changed';
  /** Which columns, of one that was changed. */
  readonly columns: readonly string[];
}

/** Of each table so many are named. */
const mostExamples = 5;

/**
 * Folds the log anew into tables beside those of each view, exactly as far as these have come, compares the two row by row, and drops them
 * again. The worker goes on meanwhile, but for the moment in which both are at the same position. (rebuild.int.spec.ts)
 * @throws RebuildError; AbortError
 */
export async function checkViews(options: RebuildOptions): Promise<Checked[]> {
  return withCopies('check', options, async (copies, work) => {
    try {
      for (const { view } of copies) {
        if (!(await liveOf(work.control.manager, view)) || !(await exists(work.control, schemaOf(view))))
          throw new RebuildError(
            'view-missing',
            `${view.name} version ${view.version} is not there: \`redress rebuild ${view.name}\` builds it`,
          );
      }
      await foldTogether(copies, work);
      const checked: Checked[] = [];
      for (const copy of copies) checked.push(await check(copy, work));
      return checked;
    } finally {
      // Also when it was interrupted.
      for (const { view, schema } of copies) await dropSchema({ ...work, signal: AbortSignal.timeout(60_000) }, view.name, schema);
    }
  });
}

async function check(copy: Copy, work: Work): Promise<Checked> {
  const { view, schema } = copy;
  const reader = work.control.createQueryRunner();
  try {
    await whileEqual(copy, work, async () => {
      if (reader.isTransactionActive) await reader.rollbackTransaction();
      await reader.startTransaction('REPEATABLE READ');
      // From its first statement on it sees what was there then.
      await reader.query('SELECT');
    });
    let rows = 0;
    let differences = 0;
    const examples: Difference[] = [];
    for (const table of await tablesOf(copy, reader.manager)) {
      const found = await compare(reader.manager, table, schemaOf(view), schema);
      rows += found.rows;
      differences += found.differences;
      examples.push(...found.examples);
    }
    return { view: view.name, version: view.version, position: copy.folding.position, rows, differences, examples };
  } finally {
    if (reader.isTransactionActive) await reader.rollbackTransaction();
    await reader.release();
  }
}

interface Table {
  readonly name: string;
  /** Of the primary key. */
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  /** SQL: its rows in a schema. */
  readonly rowsIn: (schema: string) => string;
}

/** All tables of a view. What is added up of its facts is added up anew beside its copy, until the reader's transaction ends. */
async function tablesOf({ view, dataSource, schema }: Copy, reader: EntityManager): Promise<Table[]> {
  const tables = view.entities.map((entity): Table => {
    const { tableName: name, primaryColumns, columns } = dataSource.getMetadata(entity);
    const names = (of: typeof columns) => of.map(({ databaseName }) => databaseName);
    return { name, keys: names(primaryColumns), columns: names(columns), rowsIn: (of) => `"${of}"."${name}"` };
  });
  if (view.name !== caseFacts.name) return tables;
  const ids = await addUpBeside(reader, schema);
  if (ids.length === 0) return tables;
  return [...tables, ...rolledTables(ids)];
}

/** Of what is added up. What was taken out again leaves nothing, or a row that says so; and a sum may have been 0.00. */
function rolledTables(ids: readonly number[]): Table[] {
  const of = `id IN (${ids.join(', ')})`;
  const cell = ['id', 'split', 'grain', 'start', 'key'];
  const map = [...cell, 'map'];
  const values = ['bins', 'ns', 'ends', 'vals', 'counts'];
  return [
    {
      name: 'rollup_cell',
      keys: cell,
      columns: [...cell, 'facts', 'numbers'],
      rowsIn: (schema) => `(SELECT ${cell.join(', ')}, facts, ARRAY(SELECT trim_scale(n) FROM unnest(numbers) AS n) AS numbers
        FROM ${tablesIn(schema).cells} WHERE ${of} AND (facts <> 0 OR EXISTS (SELECT FROM unnest(numbers) AS n WHERE n <> 0)))`,
    },
    {
      name: 'rollup_map',
      keys: map,
      columns: [...map, ...values],
      rowsIn: (schema) => `(SELECT ${[...map, ...values].join(', ')} FROM ${tablesIn(schema).maps} WHERE ${of} AND bins <> '{}')`,
    },
  ];
}

async function compare(
  reader: EntityManager,
  { name: tableName, keys: primary, columns, rowsIn }: Table,
  live: string,
  folded: string,
): Promise<Pick<Checked, 'rows' | 'differences' | 'examples'>> {
  const keys = primary.map((name) => `"${name}"`);
  const joined = `${rowsIn(live)} AS live FULL JOIN ${rowsIn(folded)} AS folded
    ON ${keys.map((key) => `live.${key} = folded.${key}`).join(' AND ')}`;
  const [count] = await reader.query<[{ rows: string; differences: string }]>(
    `SELECT count(live.${keys[0]}) AS rows, count(*) FILTER (WHERE live::text IS DISTINCT FROM folded::text) AS differences FROM ${joined}`,
  );
  const differences = Number(count.differences);
  const rows = Number(count.rows);
  if (differences === 0) return { rows, differences, examples: [] };
  type Row = { readonly [column: string]: unknown } | null;
  const found = await reader.query<{ live: Row; folded: Row }[]>(
    `SELECT to_json(live) AS live, to_json(folded) AS folded FROM ${joined} WHERE live::text IS DISTINCT FROM folded::text
     ORDER BY ${keys.map((key) => `coalesce(live.${key}, folded.${key})`).join(', ')} LIMIT ${mostExamples}`,
  );
  const examples = found.map((row): Difference => {
    const either = (row.live ?? row.folded)!;
    const key = Object.fromEntries(primary.map((name) => [name, either[name]]));
    const how = !row.live ? 'missing' : !row.folded ? 'surplus' : 'changed';
    const differ = columns.filter((name) => JSON.stringify(row.live?.[name]) !== JSON.stringify(row.folded?.[name]));
    return { table: `${live}.${tableName}`, key, how, columns: how === 'changed' ? differ : [] };
  });
  return { rows, differences, examples };
}
