import type { Instant } from '@redress/kernel';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering } from '../query-error.js';
import { ReadRow } from './audit-reads.entity.js';
import { auditReads } from './audit-reads.js';

/** Which reads; what is left out does not matter. */
interface AuditReadsFilter {
  /** Inclusive. */
  readonly from?: Instant;
  /** Exclusive. */
  readonly to?: Instant;
  /** A staff `sub`. */
  readonly reader?: string;
  /** Asked for by its id. */
  readonly complaintId?: string;
  /** Empty: none was stated. */
  readonly purpose?: string;
  readonly kind?: string;
}

/** A read as it is told. */
type ListedRead = Omit<ReadRow, 'complaints'>;

export interface AuditReadsPage {
  readonly items: ListedRead[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * One page of reads, the latest first.
 * @throws QueryError `invalid-cursor`, `invalid-value`; ViewNotReady
 */
export function listAuditReads(
  dataSource: DataSource,
  { cursor, limit = 50, ...filter }: AuditReadsFilter & { readonly cursor?: string; readonly limit?: number },
): Promise<AuditReadsPage> {
  const asked = JSON.stringify(filter, Object.keys(filter).sort());
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  return answering(auditReads.name, async () => {
    const query = filtered(dataSource.getRepository(ReadRow).createQueryBuilder('read'), filter);
    if (after) query.andWhere('(read.at, read.position) < (:value::timestamptz, :id::bigint)', { ...after });
    const rows = await query
      .orderBy('read.at', 'DESC')
      .addOrderBy('read.position', 'DESC')
      .limit(limit + 1)
      .getMany();
    const items = rows.slice(0, limit).map(({ complaints: _, ...row }) => row);
    const last = items.at(-1);
    return { items, next: last && rows.length > limit ? encodeCursor({ value: last.at.toISOString(), id: last.position }, asked) : null };
  });
}

/** By what reads are counted. */
export const readDimensions = ['reader', 'purpose', 'kind', 'day'] as const;
export type ReadDimension = (typeof readDimensions)[number];

/** How many reads there were of a combination of what they are counted by. */
export type CountedReads = Readonly<Partial<Record<ReadDimension, string | null>>> & {
  readonly reads: number;
  /** Complaints that were asked for by their ids, each once. */
  readonly complaints: number;
  readonly readers: number;
  readonly first: Date;
  readonly last: Date;
};

/** The most combinations that are told, those with the most reads. */
const mostRows = 10_000;

/**
 * Reads, counted by these, the most first. @param tz IANA zone whose days these are
 * @throws QueryError `invalid-value`; ViewNotReady
 */
export function countAuditReads(
  dataSource: DataSource,
  filter: AuditReadsFilter,
  by: readonly ReadDimension[],
  tz: string,
): Promise<CountedReads[]> {
  return answering(auditReads.name, async () => {
    const reads = filtered(dataSource.getRepository(ReadRow).createQueryBuilder('read'), filter).select('read.*');
    const [sql, values] = reads.getQueryAndParameters() as [string, unknown[]];
    const columns = by.map((one) => ({
      one,
      sql: one === 'day' ? `to_char(read.at AT TIME ZONE $${values.length + 1}, 'YYYY-MM-DD')` : `read.${one}`,
    }));
    return dataSource.query<CountedReads[]>(
      `SELECT ${columns.map(({ one, sql: column }) => `${column} AS "${one}", `).join('')}
              count(DISTINCT read.position)::integer AS reads, count(DISTINCT named.complaint)::integer AS complaints,
              count(DISTINCT read.reader)::integer AS readers, min(read.at) AS first, max(read.at) AS last
       FROM (${sql}) AS read LEFT JOIN LATERAL unnest(read.complaints) AS named (complaint) ON true
       ${by.length > 0 ? `GROUP BY ${by.map((_, i) => i + 1).join(', ')}` : 'HAVING count(*) > 0'}
       ORDER BY ${['reads DESC', ...by.map((_, i) => i + 1)].join(', ')} LIMIT ${mostRows}`,
      by.includes('day') ? [...values, tz] : values,
    );
  });
}

function filtered(
  query: SelectQueryBuilder<ReadRow>,
  { from, to, reader, complaintId, purpose, kind }: AuditReadsFilter,
): SelectQueryBuilder<ReadRow> {
  if (from !== undefined) query.andWhere('read.at >= :from::timestamptz', { from });
  if (to !== undefined) query.andWhere('read.at < :to::timestamptz', { to });
  if (reader !== undefined) query.andWhere('read.reader = :reader', { reader });
  if (complaintId !== undefined) query.andWhere('read.complaints @> ARRAY[:complaintId]::uuid[]', { complaintId });
  if (purpose === '') query.andWhere('read.purpose IS NULL');
  else if (purpose !== undefined) query.andWhere('read.purpose = :purpose', { purpose });
  if (kind !== undefined) query.andWhere('read.kind = :kind', { kind });
  return query;
}
