import type { Warning } from '@redress/complaint';
import type { DataSource } from 'typeorm';
import { answering } from '../query-error.js';
import { waitForPosition } from '../wait-for-position.js';
import { deadlines } from './deadlines.js';

/** A clock of which something is due. */
interface DueClock {
  readonly complaintId: string;
  readonly clock: string;
  readonly due: Date;
  readonly nextAt: Date;
  readonly warnings: readonly Warning[];
  /** The event that set it, and where that is. */
  readonly setId: string;
  readonly setRevision: number;
  readonly setPosition: string;
  readonly correlationId: string;
}

/** Where a page ended, in the order in which clocks fire. */
type Place = Pick<DueClock, 'nextAt' | 'complaintId' | 'clock'>;

/** What is due, as far as the view knows. */
interface DueClocks {
  /** Every event up to here is considered; null if none is yet, or the view stopped. */
  readonly position: bigint | null;
  /** Those of one page, and whatever else is due of the same complaints. */
  readonly clocks: readonly DueClock[];
  /** Where the page ends; null if nothing is due after it. */
  readonly end: Place | null;
  /** When the next of the others is due; null if nothing runs. */
  readonly next: Date | null;
}

interface DueQuestion {
  readonly now: Date;
  /** Only what comes after this place. */
  readonly after?: Place | undefined;
  /** Only of these complaints. */
  readonly complaints?: readonly string[];
  /** Clocks of a page. */
  readonly limit: number;
}

/**
 * Clocks of which something is due, the longest due first; of one moment, so that it is of the position that it names. The cost is that of
 * the page, however many clocks run and however many are due.
 *
 * @throws ViewNotReady
 */
async function dueClocks(dataSource: DataSource, { now, after, complaints, limit }: DueQuestion): Promise<DueClocks> {
  return answering(deadlines.name, () =>
    dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [state] = await manager.query<{ position: string | null; next: Date | null }[]>(
        `SELECT position, (SELECT next_at FROM deadlines_v1.deadline WHERE next_at > $3 ORDER BY next_at LIMIT 1) AS next
         FROM views.checkpoint WHERE view = $1 AND version = $2 AND state = 'running'`,
        [deadlines.name, deadlines.version, now],
      );
      if (!state) return { position: null, clocks: [], end: null, next: null };
      const rows = await manager.query<(DueClock & { paged: boolean })[]>(
        `WITH page AS MATERIALIZED (
           SELECT next_at, complaint_id, clock FROM deadlines_v1.deadline
           WHERE next_at <= $1 ${after ? 'AND (next_at, complaint_id, clock) > ($4, $5, $6)' : ''}
             AND ($3::uuid[] IS NULL OR complaint_id = ANY($3))
           ORDER BY next_at, complaint_id, clock LIMIT $2
         )
         SELECT one.complaint_id AS "complaintId", one.clock, one.due, one.next_at AS "nextAt", one.warnings, one.set_id AS "setId",
                one.set_revision AS "setRevision", one.set_position AS "setPosition", one.correlation_id AS "correlationId",
                EXISTS (SELECT FROM page WHERE page.complaint_id = one.complaint_id AND page.clock = one.clock) AS paged
         FROM (SELECT DISTINCT complaint_id FROM page) AS due
         CROSS JOIN LATERAL (SELECT * FROM deadlines_v1.deadline WHERE complaint_id = due.complaint_id AND next_at <= $1) AS one
         ORDER BY one.next_at, one.complaint_id, one.clock`,
        [now, limit, complaints ?? null, ...(after ? [after.nextAt, after.complaintId, after.clock] : [])],
      );
      const clocks = rows.map(({ paged: _, ...clock }) => clock);
      const paged = rows.filter((row) => row.paged);
      const last = paged.length === limit ? paged.at(-1) : undefined;
      const end = last ? { nextAt: last.nextAt, complaintId: last.complaintId, clock: last.clock } : null;
      return { position: state.position === null ? null : BigInt(state.position), clocks, end, next: state.next };
    }),
  );
}

/** What fires clocks asks. */
export interface ClockIndex {
  /** @throws ViewNotReady */
  find(question: DueQuestion): Promise<DueClocks>;
  /** Waits up to a second until every event up to a position is considered; false if they are not. */
  hasSeen(position: bigint): Promise<boolean>;
}

export const clockIndex = (dataSource: DataSource): ClockIndex => ({
  find: (question) => dueClocks(dataSource, question),
  hasSeen: async (position) => (await waitForPosition(dataSource, deadlines, position, 1_000)).reached,
});
