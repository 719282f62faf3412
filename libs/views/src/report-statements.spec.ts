import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'sql-formatter';
import type { ReportDefinition } from './report-definition.js';
import { statementParameters, statementsOf } from './report-statements.js';
import { reports } from './reports.js';

/*
 * What every report asks the database is committed in `libs/views/sql`, to be read and reviewed. `npm run report-sql` writes it anew.
 */

const folder = join(__dirname, '../sql');
const files = reports.map(({ name }) => `${name}.sql`);

async function fileOf(report: ReportDefinition): Promise<string> {
  const { name, version, question, tables } = report;
  const header = [
    `${name}, version ${version}: ${question}`,
    '',
    'For 2026 in UTC by month, split by what it is split by where nobody says by what. Written by npm run report-sql.',
    ...statementParameters,
    'The position that knownAt stands for is the last one in:',
    ...tables.map((table) => `  ${table}`),
  ];
  const statements = (await statementsOf(report)).map((sql) => format(sql, { language: 'postgresql', expressionWidth: 120 }));
  return `${header.map((line) => `-- ${line}`.trimEnd()).join('\n')}\n\n${statements.join(';\n\n')};\n`;
}

beforeAll(async () => {
  if (process.env['npm_lifecycle_event'] !== 'report-sql') return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const report of reports) writeFileSync(join(folder, `${report.name}.sql`), await fileOf(report));
});

test('the SQL of every report is committed, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(files.sort());
});

test.each(reports.map((report) => [report.name, report] as const))('%s asks what is committed', async (name, report) => {
  const now = (await fileOf(report)).split('\n');
  const committed = readFileSync(join(folder, `${name}.sql`), 'utf8').split('\n');
  const line = Math.max(now.length, committed.length);
  const at = Array.from({ length: line }, (_, i) => i).find((i) => now[i] !== committed[i]);
  const whatToDo = 'the report asks something else: look at what changed, and write it anew with npm run report-sql';
  expect(at === undefined || { whatToDo, line: at + 1, was: committed[at], is: now[at] }).toBe(true);
});
