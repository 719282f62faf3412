import { DataSource } from 'typeorm';
import { createTestDatabase, SpecLog, type TestDatabase } from '@redress/testing';
import { readBy } from './report-definition.js';
import { statementsOf } from './report-statements.js';
import { reports } from './reports.js';
import { startViews, viewEntities } from './start-views.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  const views = [...new Set(reports.flatMap((report) => readBy(report).views))];
  await (await startViews({ dataSource, log: new SpecLog([]), views })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const six = [
  'timestamp with time zone',
  'timestamp with time zone',
  'timestamp with time zone',
  'timestamp with time zone',
  'bigint',
  'text',
];
const times = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2025-12-01T00:00:00Z', '2027-01-01T00:00:00Z'];
const values: Readonly<Record<string, unknown>> = {
  integer: 1,
  date: '2026-01-01',
  'timestamp with time zone[]': ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
};

test.each(reports.map((report) => [report.name, report] as const))(
  'each statement of %s can be run with the parameters that the catalogue names',
  async (_, report) => {
    for (const statement of await statementsOf(report)) {
      const types = await dataSource.transaction(async (manager) => {
        await manager.query(`PREPARE statement AS ${statement}`);
        const [row] = await manager.query<[{ types: string[] }]>(
          `SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'statement'`,
        );
        await manager.query('DEALLOCATE statement');
        return row.types;
      });
      expect([statement, types.slice(0, 6)]).toEqual([statement, six]);
      await dataSource.query(statement, [...times, '-1', 'UTC', ...types.slice(6).map((type) => values[type])]);
    }
  },
);
