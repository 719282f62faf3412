import { erasureStatuses, type ErasureStatus } from '@redress/privacy';
import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering } from '../query-error.js';
import { ErasureRequest } from './erasures.entity.js';
import { erasures } from './erasures.js';

/** Which requests; what is left out does not matter. */
interface ErasuresFilter {
  readonly status?: ErasureStatus;
  /** The complaint that was named. */
  readonly complaintId?: string;
  /** The person's id in the vault. */
  readonly subject?: string;
}

export interface ErasuresPage {
  readonly items: ErasureRequest[];
  /** How many requests there are of each status, whatever was asked for. */
  readonly counts: Readonly<Record<ErasureStatus, number>>;
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * One page of requests for erasure, those proposed last first.
 * @throws QueryError `invalid-cursor`; ViewNotReady
 */
export function listErasures(
  dataSource: DataSource,
  { cursor, limit = 50, ...filter }: ErasuresFilter & { readonly cursor?: string; readonly limit?: number },
): Promise<ErasuresPage> {
  const asked = JSON.stringify([filter.status, filter.complaintId, filter.subject]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  return answering(erasures.name, async () => {
    const requests = dataSource.getRepository(ErasureRequest);
    const query = requests.createQueryBuilder('request');
    for (const [name, value] of Object.entries(filter))
      if (value !== undefined) query.andWhere(`request.${name} = :${name}`, { [name]: value });
    if (after) query.andWhere('(request.proposedAt, request.requestId) < (:value::timestamptz, :id::uuid)', { ...after });
    const rows = await query
      .orderBy('request.proposedAt', 'DESC')
      .addOrderBy('request.requestId', 'DESC')
      .limit(limit + 1)
      .getMany();
    const counted = await requests
      .createQueryBuilder('request')
      .select('request.status', 'status')
      .addSelect('count(*)::integer', 'n')
      .groupBy('request.status')
      .getRawMany<{ status: ErasureStatus; n: number }>();
    const counts = Object.fromEntries(erasureStatuses.map((status) => [status, counted.find((one) => one.status === status)?.n ?? 0]));
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const next = last && rows.length > limit ? encodeCursor({ value: last.proposedAt.toISOString(), id: last.requestId }, asked) : null;
    return { items, counts: counts as ErasuresPage['counts'], next };
  });
}

/** The latest request for a person that was not rejected, by their id in the vault; else the latest of all; undefined if there is none. */
export async function latestErasureOf(dataSource: DataSource, subject: string): Promise<ErasureRequest | undefined> {
  const { items } = await listErasures(dataSource, { subject, limit: 50 });
  return items.find(({ status }) => status !== 'rejected') ?? items[0];
}
