import type { EntityManager } from 'typeorm';
import type { AskedRows, ReportDefinition } from './report-definition.js';
import { countedRows } from './report-rows.js';

/*
 * The SQL that answers a report, to be read: by analysts in the catalogue, by reviewers in `libs/views/sql`.
 */

/** What the numbered parameters of every statement are. */
export const statementParameters = [
  '$1 from, in the period',
  '$2 to, no longer in it',
  '$3 where counting begins: at from, or a period before it where a column asks for that',
  '$4 asOf, the business time',
  '$5 the position of the log that knownAt was resolved to',
  '$6 tz, an IANA zone',
  '$7 in returns the version of the taxonomy; in trend-alerts the first day of the periods, or of these an array of where each begins',
  '$8 in trend-alerts the last day of the periods',
  '$9 in trend-alerts with how many periods before it each is compared',
] as const;

/**
 * What a report asks the database for the year 2026 in UTC by month, split by what it is split by where nobody says by what: statement by statement, as
 * it is sent where no rollup applies. Nothing is asked: the report's own code is run against a database that writes down its questions.
 */
export async function statementsOf(definition: ReportDefinition): Promise<readonly string[]> {
  const statements: string[] = [];
  const recorder = {
    query: (sql: string) => {
      statements.push(sql);
      return Promise.resolve([{}]);
    },
    // What is read by entity is a table of the list of tables, up to the position.
    find: () => Promise.resolve([]),
    findOneBy: () => Promise.resolve(null),
  } as unknown as EntityManager;
  const [from, before] = [new Date('2026-01-01T00:00:00Z'), new Date('2025-12-01T00:00:00Z')];
  const to = new Date('2027-01-01T00:00:00Z');
  const { always = [], byDefault = [], parameters = {} } = definition;
  const asked: AskedRows = {
    from,
    to,
    before,
    first: '2026-01-01',
    last: '2026-12-01',
    tz: 'UTC',
    bucket: 'month',
    asOf: to,
    knownAt: to,
    position: '0',
    by: [...byDefault, ...always.filter((name) => !byDefault.includes(name))],
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, { default: value }]) => [name, value])),
  };
  await (definition.rowsOf ?? countedRows(definition))(recorder, asked);
  return [...new Set(statements)];
}
