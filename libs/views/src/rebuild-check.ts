import type { EntityManager, EntityMetadata } from 'typeorm';
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
  const { view, dataSource, schema } = copy;
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
    for (const entity of view.entities) {
      const found = await compare(reader.manager, dataSource.getMetadata(entity), schemaOf(view), schema);
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

async function compare(
  reader: EntityManager,
  { tableName, primaryColumns, columns }: EntityMetadata,
  live: string,
  folded: string,
): Promise<Pick<Checked, 'rows' | 'differences' | 'examples'>> {
  const keys = primaryColumns.map(({ databaseName }) => `"${databaseName}"`);
  const joined = `"${live}"."${tableName}" AS live FULL JOIN "${folded}"."${tableName}" AS folded
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
    const key = Object.fromEntries(primaryColumns.map(({ databaseName: name }) => [name, either[name]]));
    const how = !row.live ? 'missing' : !row.folded ? 'surplus' : 'changed';
    const names = columns.map(({ databaseName }) => databaseName);
    const differ = names.filter((name) => JSON.stringify(row.live?.[name]) !== JSON.stringify(row.folded?.[name]));
    return { table: `${live}.${tableName}`, key, how, columns: how === 'changed' ? differ : [] };
  });
  return { rows, differences, examples };
}
