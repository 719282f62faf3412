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
 * For each of some complaints the latest one of the same data subject about the same product that was received before it, at most 90 days;
 * undefined where there is none. Of two that were received at the same moment the one with the lesser id is the earlier, so that never both are.
 */
export async function earlierComplaints(dataSource: DataSource, complaints: readonly ReceivedComplaint[]): Promise<(string | undefined)[]> {
  const theirs = (table: string) =>
    `SELECT complaint_id, received_at, subjects, product FROM complaint_list_v5.${table} WHERE terms @@ $2::tsquery`;
  const asked = complaints.map(({ complaintId, subjects, product, receivedAt }, n) => {
    return { n, complaint_id: complaintId, subjects, product, received_at: receivedAt };
  });
  // First what there is of all these people, which is little, in one search: looking through the latest complaints for one of a person who never
  // complained before would take all of 90 days.
  const rows = await answering('complaint-list', () =>
    dataSource.transaction(async (manager) => {
      await manager.query(`SELECT set_config('enable_seqscan', 'off', true)`);
      return manager.query<{ id: string | null }[]>(
        `WITH theirs AS MATERIALIZED (${theirs('open')} UNION ALL ${theirs('closed')})
       SELECT (SELECT complaint_id FROM theirs AS earlier
               WHERE subjects && one.subjects AND product = one.product AND complaint_id <> one.complaint_id
                 AND (received_at, complaint_id) < (one.received_at, one.complaint_id)
                 AND received_at >= one.received_at - make_interval(hours => ${withinHours})
               ORDER BY received_at DESC, complaint_id DESC LIMIT 1) AS id
       FROM json_to_recordset($1::json) AS one (n int, complaint_id uuid, subjects uuid[], product text, received_at timestamptz)
       ORDER BY n`,
        [JSON.stringify(asked), subjectLookup([...new Set(complaints.flatMap(({ subjects }) => subjects))])],
      );
    }),
  );
  return rows.map(({ id }) => id ?? undefined);
}
