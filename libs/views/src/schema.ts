import { DataSource, type EntityMetadata } from 'typeorm';
import type { EntityClass } from './view.js';

/**
 * Creates a schema and the tables of its entities, all or nothing, unless the schema exists. The entity classes are the single truth
 * (docs/adr/0006): what is executed is what TypeORM would do to synchronise them, inside one transaction and under a lock, so that
 * two workers that start together create it once.
 */
export async function createSchema(dataSource: DataSource, schema: string, entities: readonly EntityClass[]): Promise<void> {
  if (await exists(dataSource, schema)) return;
  const foreign = entities.find((entity) => dataSource.getMetadata(entity).schema !== schema);
  if (foreign) throw new Error(`${foreign.name} must live in the schema ${schema}`);
  await dataSource.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('redress.views'))`);
    if (await exists(manager, schema)) return;
    await manager.query(`CREATE SCHEMA "${schema}"`);
    for (const statement of await statementsFor(dataSource, entities)) await manager.query(statement);
  });
}

/** The DDL that is still missing for the tables to be what the entities say; none once they are created. */
export async function statementsFor(dataSource: DataSource, entities: readonly EntityClass[]): Promise<string[]> {
  // A data source of its own, because the schema builder looks at every entity of the one that it belongs to.
  const scoped = new DataSource({ ...dataSource.options, entities: [...entities], migrations: [], subscribers: [], synchronize: false });
  await scoped.initialize();
  for (const entity of entities) point(scoped, scoped.getMetadata(entity), dataSource.getMetadata(entity).schema!);
  try {
    const { upQueries } = await scoped.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await scoped.destroy();
  }
}

/** From now on the entities of an initialised data source are read from, and written to, the tables of another schema. */
export function pointTo(dataSource: DataSource, schema: string): void {
  for (const metadata of dataSource.entityMetadatas) point(dataSource, metadata, schema);
}

function point({ driver }: DataSource, metadata: EntityMetadata, schema: string): void {
  metadata.schema = schema;
  metadata.tablePath = driver.buildTableName(metadata.tableName, schema);
}

/** True if there is a schema of that name. */
export async function exists(on: Pick<DataSource, 'query'>, schema: string): Promise<boolean> {
  // Not `to_regnamespace`: that may remember from before the lock that there was none.
  const rows = await on.query<unknown[]>('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  return rows.length > 0;
}
