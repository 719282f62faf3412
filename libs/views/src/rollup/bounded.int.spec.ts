import { DataSource, type EntityMetadata } from 'typeorm';
import { createTestDatabase, SpecLog, type TestDatabase } from '@redress/testing';
import { approvals } from '../approvals/approvals.js';
import { caseFacts } from '../facts/case-facts.js';
import { improvements } from '../improvements/improvements.js';
import { answerReport, type ReportQuestion } from '../report-answer.js';
import { reports } from '../reports.js';
import { startViews, viewEntities } from '../start-views.js';
import { addUp } from './add-up.js';
import { rollups, rollupsOf, tables } from './rollups.js';

/*
 * No question about now goes through a table that grows with the log. Every statement that one runs is explained with sequential scans made dear, so that
 * PostgreSQL takes any index that there is: what is then still read from end to end, a table or an index, is read so at any size.
 */

let database: TestDatabase;
let dataSource: DataSource;
const asked: { sql: string; values: unknown[] }[] = [];

const zone = 'Asia/Shanghai';
const now = '2026-01-15T08:00:00.000Z';
const growing = [caseFacts, approvals, improvements];
const rows = 400;

beforeAll(async () => {
  database = await createTestDatabase();
  const logQuery = (sql: string, values: unknown[] = []) => void asked.push({ sql, values });
  const logger = { logQuery, logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {}, logMigration() {}, log() {} };
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: viewEntities,
    logger,
    logging: ['query'],
  }).initialize();
  await (await startViews({ dataSource, log: new SpecLog() })).stop();
  for (const { entities } of growing) for (const entity of entities) await dataSource.query(filling(dataSource.getMetadata(entity)));
  await dataSource.query(`UPDATE views.checkpoint SET position = 1000000, recorded_at = '2026-01-14T00:00:00Z'`);
  for (const rollup of rollups) await addUp(dataSource, rollup, { zone, now: new Date('2026-01-15T07:59:55.000Z') });
  await dataSource.query('ANALYZE');
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** SQL: rows over two years, of which some have ended. */
function filling({ tablePath, columns }: EntityMetadata): string {
  const at = `timestamptz '2024-01-10Z' + i * interval '43 hours'`;
  const special: Record<string, string> = {
    occurred_at: at,
    recorded_at: at,
    requested_at: at,
    ended_at: `CASE WHEN i % 5 > 0 THEN ${at} + interval '4 days' END`,
    end_recorded_at: `CASE WHEN i % 5 > 0 THEN ${at} + interval '4 days' END`,
    end_position: 'CASE WHEN i % 5 > 0 THEN i * 100 + 50 END',
    position: 'i * 100',
    known_from: 'i * 100',
    known_until: 'NULL',
    paused_at: 'NULL',
    type: `'ImprovementRaised'`,
    currency: `'CNY'`,
  };
  const valueOf = ({ databaseName, type, isArray }: EntityMetadata['columns'][number]): string => {
    if (databaseName in special) return special[databaseName]!;
    if (isArray) return `'{}'`;
    if (type === 'uuid') return `('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
    if (type === 'timestamptz') return at;
    if (type === 'date') return `(${at})::date`;
    if (type === 'boolean') return 'i % 2 = 0';
    if (type === 'json' || type === 'jsonb') return `'[]'`;
    return type === 'text' ? `'code-' || i % 7` : '1 + i % 3';
  };
  return `INSERT INTO ${tablePath} (${columns.map(({ databaseName }) => `"${databaseName}"`).join(', ')})
    SELECT ${columns.map(valueOf).join(', ')} FROM generate_series(1, ${rows}) AS i`;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly Plan[];
}

/** What a statement reads from end to end, of what grows with the log. */
async function readWhole({ sql, values }: { sql: string; values: unknown[] }): Promise<string[]> {
  const plan = await dataSource.transaction(async (manager) => {
    await manager.query(`SELECT set_config('enable_seqscan', 'off', true)`);
    const [row] = await manager.query<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>(`EXPLAIN (VERBOSE, FORMAT JSON) ${sql}`, values);
    return row['QUERY PLAN'][0].Plan;
  });
  const indexes = await dataSource.query<{ name: string; table: string; first: string; partial: boolean }[]>(
    `SELECT indexrelid::regclass::oid, index.relname AS name, owner.relname AS table, att.attname AS first, indpred IS NOT NULL AS partial
     FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid JOIN pg_class AS owner ON owner.oid = indrelid
     JOIN pg_attribute AS att ON att.attrelid = indrelid AND att.attnum = indkey[0]`,
  );
  const grows = new Set(growing.flatMap(({ entities }) => entities.map((entity) => dataSource.getMetadata(entity).tableName)));
  const found: string[] = [];
  const visit = (node: Plan, isFirstOnly: boolean) => {
    const index = indexes.find(({ name }) => name === node['Index Name']);
    const table = node['Relation Name'] ?? index?.table ?? '';
    if (node['Node Type'] === 'Seq Scan' && grows.has(table)) found.push(`all of ${table}`);
    // Up to a position is everything; from one on, or of some complaints, is little. In order, only the first is read. A partial index has what still
    // lasts, or the few that happened again.
    const isBounded =
      index && new RegExp(`\\b${index.first}\\)?(?:::\\w+)? (?:=|>|>=) |\\b${index.first} IS NULL`).test(node['Index Cond'] ?? '');
    if (index && grows.has(table) && !isBounded && !index.partial && !isFirstOnly)
      found.push(`all of ${table} by ${index.name}: ${node['Index Cond'] ?? 'no condition'}`);
    for (const child of node.Plans ?? []) visit(child, node['Node Type'] === 'Limit' && child['Node Type'].startsWith('Index'));
  };
  visit(plan, false);
  return found;
}

const months = { from: '2025-02-01', to: '2026-02-01', tz: zone, now };
/** Split by what a complaint was received as, by how it was classified, and by what the report has of its own. */
const questionsOf = ({ dimensions }: (typeof reports)[number]): ReportQuestion[] => {
  const names = Object.keys(dimensions);
  const splits = [...new Set(['channel', 'category', names.at(-1)!])].filter((name) => names.includes(name));
  return [
    { ...months, bucket: 'month' },
    { ...months, from: '2025-12-17', to: '2026-01-16' },
    ...splits.map((name) => ({ ...months, by: [name] })),
  ];
};

/** What is read whole all the same, and why that may be. */
const allowed: Record<string, string> = {
  'training-gap: all of coverage': 'measured a few times a year for a topic and unit',
  'trend-alerts: all of exposure': 'measured a few times a year for a unit and product',
  'return-cn-bulletin: all of exposure': 'as above',
  'repeats: all of merged': 'who goes on in whom may have been said at any time, and goes on from there: one in a hundred complaints',
  'return-us-cfpb: ': 'made once a period, for the regulator: nobody waits for it daily',
};

it.each(reports.map((definition) => [definition.name, definition] as const))('%s', async (name, definition) => {
  asked.length = 0;
  for (const question of questionsOf(definition)) await answerReport(dataSource, definition, question);
  const statements = [...new Map(asked.filter(({ sql }) => /^\s*(?:SELECT|WITH)/.test(sql)).map((one) => [one.sql, one])).values()];
  expect(statements.some(({ sql }) => sql.includes(tables.cells))).toBe(rollupsOf(definition).size > 0);
  const found = new Set<string>();
  for (const statement of statements) for (const one of await readWhole(statement)) found.add(one);
  expect([...found].filter((one) => !Object.keys(allowed).some((known) => `${name}: ${one}`.startsWith(known)))).toEqual([]);
});

it('sees what is read whole', async () => {
  const table = `${tables.cells.split('.')[0]}.received`;
  const of = (sql: string, ...values: unknown[]) => readWhole({ sql, values });
  expect(await of(`SELECT count(*) FROM ${table} WHERE channel = 'phone'`)).toEqual([expect.stringContaining('all of received')]);
  expect(await of(`SELECT count(*) FROM ${table} WHERE known_from <= $1`, 5)).toEqual([expect.stringContaining('all of received')]);
  expect(await of(`SELECT DISTINCT ON (complaint_id) * FROM ${table} ORDER BY complaint_id`)).toEqual([
    expect.stringContaining('all of received'),
  ]);
  expect(await of(`SELECT count(*) FROM ${table} WHERE occurred_at >= $1`, now)).toEqual([]);
});
