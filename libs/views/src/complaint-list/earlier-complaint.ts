import type { Instant } from '@redress/kernel';
import type { DataSource } from 'typeorm';
import { answering } from '../query-error.js';
import { subjectLookup } from './terms.js';

/** A complaint as it was received. */
interface ReceivedComplaint {
  readonly complaintId: string;
  readonly subjects: readonly string[];
  readonly product: string;
  readonly receivedAt: Instant;
}

/** 90 days of 24 hours, as for those that belong to a complaint. */
const withinHours = 90 * 24;

/**
 * The latest complaint of the same data subject about the same product that was received before one, at most 90 days; undefined if there is
 * none. Of two that were received at the same moment the one with the lesser id is the earlier, so that never both are.
 */
export async function earlierComplaint(
  dataSource: DataSource,
  { complaintId, subjects, product, receivedAt }: ReceivedComplaint,
): Promise<string | undefined> {
  const those = (table: string) =>
    `SELECT complaint_id, received_at FROM complaint_list_v4.${table}
     WHERE terms @@ $1::tsquery AND subjects && $2::uuid[] AND product = $3 AND complaint_id <> $5::uuid AND (received_at, complaint_id) < ($4::timestamptz, $5::uuid)
       AND received_at >= $4::timestamptz - make_interval(hours => ${withinHours})`;
  const [earlier] = await answering('complaint-list', () =>
    dataSource.query<{ id: string }[]>(
      `SELECT complaint_id AS id FROM (${those('open')} UNION ALL ${those('closed')}) AS earlier
       ORDER BY received_at DESC, complaint_id DESC LIMIT 1`,
      [subjectLookup(subjects), subjects, product, receivedAt, complaintId],
    ),
  );
  return earlier?.id;
}
