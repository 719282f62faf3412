import type { DataSource } from 'typeorm';
import { answering, QueryError } from './query-error.js';
import { columnsBehind, countedBehind, numberOf, type ComplaintsQuestion } from './report-complaints.js';
import { readBy, type ReportDefinition } from './report-definition.js';
import { cutOf, periodOf } from './report-time.js';
import type { Report, ReportColumn } from './report.js';

/** A report's answer, or the complaints behind a number of it, whose rows may be too many to be held in memory. */
export interface ReportTable extends Omit<Report, 'rows'> {
  /** In order. To be read once. */
  readonly batches: AsyncIterable<Report['rows']> | Iterable<Report['rows']>;
  /** Gives back what the rows are read with; also before all are read, and more than once. */
  close(): Promise<void>;
}

/** A report that was answered, as a table. */
export function tableOf({ rows, ...about }: Report): ReportTable {
  return { ...about, batches: [rows], close: () => Promise.resolve() };
}

/** Small enough that what was sent is forgotten young: larger ones are kept by the garbage collector for long. */
const batchRows = 500;
/** Sorting millions of rows takes longer than a question may otherwise. */
const statementSeconds = 120;

/**
 * All complaints behind a number, in the order of `complaintsBehind`, read in batches within one transaction: the cuts, and what is
 * there, are those of one moment. It holds a connection until it is closed.
 *
 * @param most more rows than these are refused; any number, if left out
 * @throws QueryError those of `complaintsBehind`, `too-many-rows`
 */
export async function openComplaints(
  dataSource: DataSource,
  definition: ReportDefinition,
  question: Omit<ComplaintsQuestion, 'cursor' | 'limit'>,
  most?: number,
): Promise<ReportTable> {
  const { from, to, tz, now, asOf, knownAt, where = {}, bucketStart } = question;
  const number = numberOf(definition, question);
  const { bucket, by, measure } = number;
  const runner = dataSource.createQueryRunner();
  let underWay: Promise<unknown> | undefined;
  let closing: Promise<void> | undefined;
  let process: number | undefined;
  const close = async () => {
    // A query of minutes ends with its reader, and what is under way must be over before the connection is another's.
    if (underWay && process !== undefined) await dataSource.query('SELECT pg_cancel_backend($1)', [process]).catch(() => undefined);
    await underWay?.catch(() => undefined);
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  };
  const fetch = async (): Promise<Report['rows']> => {
    const fetched = runner.query(`FETCH ${batchRows} FROM counted`) as Promise<Report['rows']>;
    underWay = fetched;
    try {
      return await fetched;
    } finally {
      underWay = undefined;
    }
  };
  try {
    return await answering(definition.view.name, async () => {
      await runner.startTransaction('REPEATABLE READ');
      const { manager } = runner;
      const cut = await cutOf(manager, readBy(definition), { tz, now, asOf: asOf ?? now, knownAt, taxonomy: number.taxonomy });
      const period = await periodOf(manager, { from, to, tz, bucket });
      const { sql, values } = countedBehind(number, { ...cut, ...period, tz });
      // All rows are wanted, so what gives the first ones soon is not what is fastest.
      await runner.query(`SET LOCAL statement_timeout = '${statementSeconds}s'; SET LOCAL cursor_tuple_fraction = 1`);
      if (most !== undefined) await refuseMore(manager, sql, values, most);
      const [{ pid }] = (await runner.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      process = pid;
      const columns = columnsBehind(definition, number);
      await runner.query(`DECLARE counted NO SCROLL CURSOR FOR ${told(sql, columns, number.split)}`, values);
      const first = await fetch();
      return {
        report: definition.name,
        version: definition.version,
        parameters: {
          measure: measure.name,
          from,
          to,
          tz,
          bucket: bucket ?? null,
          by,
          bucketStart: bucketStart ?? null,
          where,
          asOf: asOf ?? null,
          knownAt: knownAt ?? null,
        },
        asOf: cut.asOf.toISOString(),
        knownAt: cut.knownAt.toISOString(),
        position: cut.position,
        columns,
        batches: batchesFrom(first, fetch),
        close: () => (closing ??= close()),
      };
    });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Each batch is fetched while the one before is on its way. */
async function* batchesFrom(first: Report['rows'], fetch: () => Promise<Report['rows']>): AsyncGenerator<Report['rows']> {
  for (let rows = first; rows.length > 0;) {
    const next = fetch();
    next.catch(() => undefined); // awaited below, unless nobody reads on
    yield rows;
    rows = await next;
  }
}

/** SQL: rows of `countedBehind` with the columns of the file, as they are told: nothing is left to be done for each. */
function told(sql: string, columns: readonly ReportColumn[], split: readonly string[]): string {
  const others: Record<string, string> = {
    complaintId: 'id',
    improvementId: 'id',
    occurredAt: `to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  };
  const of = ({ name }: ReportColumn) => (split.includes(name) ? `d${split.indexOf(name)}` : (others[name] ?? `"${name}"`));
  const listed = columns.map((column) => `${of(column)} AS "${column.name}"`);
  return `SELECT ${listed.join(', ')} FROM (${sql}) AS behind ORDER BY occurred_at, behind.position, part`;
}

async function refuseMore(
  manager: { query(sql: string, values: unknown[]): Promise<unknown> },
  sql: string,
  values: unknown[],
  most: number,
) {
  const [{ rows }] = (await manager.query(`SELECT count(*)::int AS rows FROM (${sql} LIMIT ${most + 1}) AS counted`, values)) as [
    { rows: number },
  ];
  if (rows > most)
    throw new QueryError('too-many-rows', `There are more than ${most} rows, as many as a worksheet holds: ask for csv or parquet.`);
}
