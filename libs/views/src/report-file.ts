import type { DataSource } from 'typeorm';
import { answering, QueryError } from './query-error.js';
import {
  columnsBehind,
  complaintOf,
  countedBehind,
  numberOf,
  type CountedComplaint,
  type ComplaintsQuestion,
  type Found,
} from './report-complaints.js';
import { readBy, type ReportDefinition } from './report-definition.js';
import { cutOf, periodOf } from './report-time.js';
import type { Report } from './report.js';

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
const batchRows = 1_000;
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
  let underWay: Promise<Found[]> | undefined;
  let closing: Promise<void> | undefined;
  let process: number | undefined;
  const close = async () => {
    // A query of minutes ends with its reader, and what is under way must be over before the connection is another's.
    if (underWay && process !== undefined) await dataSource.query('SELECT pg_cancel_backend($1)', [process]).catch(() => undefined);
    await underWay?.catch(() => undefined);
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  };
  const fetch = async (): Promise<Found[]> => {
    const fetched = runner.query(`FETCH ${batchRows} FROM counted`) as Promise<Found[]>;
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
      await runner.query(`DECLARE counted NO SCROLL CURSOR FOR ${sql}`, values);
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
        columns: columnsBehind(definition, number),
        batches: batchesFrom(first, fetch, (row) => complaintOf(row, number)),
        close: () => (closing ??= close()),
      };
    });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Each batch is fetched while the one before is on its way. */
async function* batchesFrom(
  first: Found[],
  fetch: () => Promise<Found[]>,
  told: (row: Found) => CountedComplaint,
): AsyncGenerator<CountedComplaint[]> {
  for (let rows = first; rows.length > 0;) {
    const next = fetch();
    next.catch(() => undefined); // awaited below, unless nobody reads on
    yield rows.map(told);
    rows = await next;
  }
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
