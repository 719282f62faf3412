import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { ViewLogger } from '../folding.js';
import { schemaOf } from '../view.js';
import { reportingViews, type ReportingView } from './reporting-views.js';

/** May read the schema `reporting` and nothing else; who is to read it becomes a member. */
export const reportingRole = 'redress_reporting';

/**
 * Creates the schema `reporting` with its views and comments within the manager's transaction, and lets the role read it; nothing if it is there as it
 * should be. A view is there as soon as the tables that it reads are. To be called when tables were created, and again in the transaction that puts
 * others in their place: views keep to the tables that they were created on.
 *
 * Where the user of the database may not create roles, the views are there all the same, and the logger is told what an administrator has to do.
 */
export async function createReporting(manager: EntityManager, logger?: Pick<ViewLogger, 'warn'>): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('redress.reporting'))`);
  const found = await manager.query<{ oid: string; path: string }[]>(
    `SELECT relation.oid, nspname || '.' || relname AS path FROM pg_class AS relation JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname = ANY ($1)`,
    [[...new Set(reportingViews.map(({ of }) => schemaOf(of)))]],
  );
  const schemas = new Set(found.map(({ path }) => path.split('.')[0]));
  const views = reportingViews.filter(({ of }) => schemas.has(schemaOf(of)));
  const statements = views.map(statementsFor);
  // The tables are in it, since others of the same name may have taken their place.
  const tables = found.map(({ oid }) => oid).sort();
  const edition = createHash('sha256')
    .update(JSON.stringify([statements, tables, schemaComment, grants, revokes]))
    .digest('hex');
  const [schema] = await manager.query<{ comment: string | null }[]>(
    `SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = 'reporting'`,
  );
  if (schema?.comment?.includes(edition)) return;

  if (!schema) await manager.query('CREATE SCHEMA reporting');
  const old = await manager.query<{ name: string }[]>(`SELECT viewname AS name FROM pg_views WHERE schemaname = 'reporting'`);
  const gone = old.map(({ name }) => name).filter((name) => !views.some((view) => view.name === name));
  for (const name of gone) await dropView(manager, name, logger);
  // Hundreds of them, mostly comments: in one go, unless columns were removed, renamed or changed their type (invalid_table_definition).
  if ((await attempt(manager, statements.flat().join(';\n'), ['42P16'])) !== undefined)
    for (const view of views) await putView(manager, view, logger);
  await manager.query(`COMMENT ON SCHEMA reporting IS ${literal(`${schemaComment} Edition ${edition}.`)}`);
  const said = await grant(manager);
  if (said) logger?.warn({ reason: said }, 'what analysts may do is not as it should be: docs/sql.md says what an administrator runs');
}

/** As `createReporting`, when a worker starts. What analysts read is not worth a worker that does not: a failure is logged and no more. */
export async function prepareReporting(databaseUrl: string, logger: Pick<ViewLogger, 'warn' | 'error'>): Promise<void> {
  const source = new DataSource({ type: 'postgres', url: databaseUrl, installExtensions: false, poolSize: 1, connectTimeoutMS: 5_000 });
  try {
    await source.initialize();
    await source.transaction((manager) => createReporting(manager, logger));
  } catch (error) {
    logger.error({ err: error }, 'the schema reporting could not be created: analysts may find old views, or none');
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

const schemaComment =
  'What analysts may read: facts of complaints, as they are known now, without personal data. Created and replaced by the worker; see docs/sql.md.';

function statementsFor({ name, meaning, columns, from }: ReportingView): string[] {
  const select = Object.entries(columns).map(([column, [sql]]) => `${sql} AS "${column}"`);
  return [
    `CREATE OR REPLACE VIEW reporting."${name}" AS SELECT ${select.join(', ')} FROM ${from}`,
    `COMMENT ON VIEW reporting."${name}" IS ${literal(meaning)}`,
    ...Object.entries(columns).map(([column, [, told]]) => `COMMENT ON COLUMN reporting."${name}"."${column}" IS ${literal(told)}`),
  ];
}

/** Views that others made on top of it stay, and read the new tables, unless its columns are no longer what they were. */
async function putView(manager: EntityManager, view: ReportingView, logger?: Pick<ViewLogger, 'warn'>): Promise<void> {
  const statements = statementsFor(view).join(';\n');
  if ((await attempt(manager, statements, ['42P16'])) === undefined) return;
  await dropView(manager, view.name, logger);
  await manager.query(statements);
}

async function dropView(manager: EntityManager, name: string, logger?: Pick<ViewLogger, 'warn'>): Promise<void> {
  const dependent = await manager.query<{ view: string }[]>(
    `SELECT DISTINCT rule.ev_class::regclass::text AS view FROM pg_depend JOIN pg_rewrite AS rule ON rule.oid = objid
     WHERE classid = 'pg_rewrite'::regclass AND refobjid = to_regclass($1) AND rule.ev_class <> refobjid`,
    [`reporting."${name}"`],
  );
  if (dependent.length > 0)
    logger?.warn(
      { view: `reporting.${name}`, dropped: dependent.map(({ view }) => view) },
      'a view that analysts read is no longer what it was: views on top of it are dropped with it',
    );
  await manager.query(`DROP VIEW IF EXISTS reporting."${name}" CASCADE`);
}

const advisoryLocks = '^pg_(try_)?advisory_(xact_)?lock(_shared)?$';

/**
 * SQL: creates the role if it is not there, and what it may. What everybody may do in a new database is taken back, so that members can create nothing:
 * temporary tables, objects in `public`, large objects; nor take an advisory lock, which the worker and rebuilds would wait for. Idempotent, also where
 * several databases of one server do it at once.
 */
const grants: readonly string[] = [
  `DO $$ BEGIN
     IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${reportingRole}') THEN
       CREATE ROLE ${reportingRole} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
     END IF;
   EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
   END $$`,
  `GRANT USAGE ON SCHEMA reporting TO ${reportingRole}`,
  `GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO ${reportingRole}`,
];
const revokes: readonly string[] = [
  `DO $$ BEGIN
     EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO CURRENT_USER', current_database());
     EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${reportingRole}', current_database());
     EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
   END $$`,
  'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
  'REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC',
  `DO $$ DECLARE lock regprocedure; BEGIN
     FOR lock IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '${advisoryLocks}' LOOP
       EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO CURRENT_USER', lock);
       EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', lock);
     END LOOP;
   END $$`,
];

/** What is not as it should be, for an administrator: the role is not there, or its members can do more than read. */
async function grant(manager: EntityManager): Promise<string | undefined> {
  for (const statement of grants) {
    const reason = await attempt(manager, statement);
    if (reason !== undefined) return reason;
  }
  for (const statement of revokes) await attempt(manager, statement);
  // Taking back what one has not given is a warning and no error: what counts is what is left.
  const left = await manager.query<{ may: string }[]>(
    `SELECT may FROM (VALUES
       ('create temporary tables', has_database_privilege($1, current_database(), 'TEMPORARY')),
       ('create objects in the schema public', coalesce(has_schema_privilege($1, to_regnamespace('public')::oid, 'CREATE'), false)),
       ('create large objects', has_function_privilege($1, 'pg_catalog.lo_create(oid)', 'EXECUTE')),
       ('take advisory locks', has_function_privilege($1, 'pg_catalog.pg_advisory_lock(bigint)', 'EXECUTE'))
     ) AS rights (may, is_left) WHERE is_left`,
    [reportingRole],
  );
  return left.length > 0 ? `members of ${reportingRole} can ${left.map(({ may }) => may).join(', ')}` : undefined;
}

/** insufficient_privilege; and two databases of a server at once. */
const privileges: readonly string[] = ['42501', 'XX000'];

/** Within a savepoint, since a refusal would end the transaction. */
async function attempt(manager: EntityManager, statement: string, refusals: readonly string[] = privileges): Promise<string | undefined> {
  await manager.query('SAVEPOINT attempted');
  try {
    await manager.query(statement);
    await manager.query('RELEASE SAVEPOINT attempted');
    return undefined;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    await manager.query('ROLLBACK TO SAVEPOINT attempted');
    if (code !== undefined && refusals.includes(code)) return message;
    throw error;
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
