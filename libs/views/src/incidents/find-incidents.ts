import type { JoinCriteria } from '@redress/improvement';
import type { DataSource } from 'typeorm';
import { isTheirs, type Theirs } from '../theirs.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering } from '../query-error.js';
import { waitForPosition } from '../wait-for-position.js';
import { IncidentMember, IncidentRecord, type IncidentCounts } from './incidents.entity.js';
import { incidents } from './incidents.js';

/** What can be asked of either list. */
interface PageQuestion {
  /** `next` of the page before, with the same filters. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

interface Page<T> {
  readonly items: T[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/** An incident with how far it is: `counts` of those that are members now. */
export type IncidentDetail = Omit<IncidentRecord, keyof IncidentCounts | 'position'> & { readonly counts: IncidentCounts };
export type IncidentsPage = Page<IncidentDetail>;
export type IncidentMembersPage = Page<Omit<IncidentMember, 'incidentId' | 'position'>>;

/** One page of incidents, those opened last first. @throws QueryError `invalid-cursor`; ViewNotReady */
export async function listIncidents(
  dataSource: DataSource,
  { status, cursor, limit = 50 }: PageQuestion & { readonly status?: string },
): Promise<IncidentsPage> {
  const asked = JSON.stringify(['incidents', status]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  const rows = await answering(incidents.name, () => {
    const query = dataSource.getRepository(IncidentRecord).createQueryBuilder('incident');
    if (status !== undefined) query.andWhere('incident.status = :status', { status });
    if (after) query.andWhere('(incident.openedAt, incident.incidentId) < (:value::timestamptz, :id::uuid)', { ...after });
    return query
      .orderBy('incident.openedAt', 'DESC')
      .addOrderBy('incident.incidentId', 'DESC')
      .limit(limit + 1)
      .getMany();
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = last && rows.length > limit ? encodeCursor({ value: last.openedAt.toISOString(), id: last.incidentId }, asked) : null;
  return { items: items.map(detailOf), next };
}

/** The incident as it stands; undefined if there is none. @param incidentId a UUID */
export async function findIncident(dataSource: DataSource, incidentId: string): Promise<IncidentDetail | undefined> {
  const row = await answering(incidents.name, () => dataSource.getRepository(IncidentRecord).findOneBy({ incidentId }));
  return row ? detailOf(row) : undefined;
}

/**
 * One page of an incident's complaints, in the order in which they joined, those that left among them.
 * @param theirs of these alone
 * @throws QueryError `invalid-cursor`; ViewNotReady
 */
export async function listIncidentMembers(
  dataSource: DataSource,
  incidentId: string,
  {
    skipped,
    left,
    theirs,
    cursor,
    limit = 50,
  }: PageQuestion & { readonly skipped?: boolean; readonly left?: boolean; readonly theirs?: Theirs },
): Promise<IncidentMembersPage> {
  const asked = JSON.stringify(['members', incidentId, skipped, left]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  const rows = await answering(incidents.name, () => {
    const query = dataSource.getRepository(IncidentMember).createQueryBuilder('row').where('row.incidentId = :incidentId', { incidentId });
    if (skipped !== undefined) query.andWhere(`(json_array_length(row.skipped) > 0) = :skipped`, { skipped });
    if (left !== undefined) query.andWhere('(row.leftAt IS NOT NULL) = :left', { left });
    if (theirs) {
      const { sql, parameters } = isTheirs('row.complaintId', theirs);
      query.andWhere(sql, parameters);
    }
    if (after) query.andWhere('row.member > :id', { id: Number(after.id) });
    return query
      .orderBy('row.member')
      .limit(limit + 1)
      .getMany();
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ incidentId: _incident, position: _position, ...member }) => member),
    next: last && rows.length > limit ? encodeCursor({ value: null, id: String(last.member) }, asked) : null,
  };
}

/** An open incident that complaints join by themselves. */
export interface JoinableIncident {
  readonly incidentId: string;
  readonly joins: JoinCriteria;
}

/**
 * Answers which incidents complaints joined by themselves when the log stood at a position, the first opened first; undefined if the view has
 * not come that far. Asks the database once for all positions up to where the view is.
 */
export function joinableIncidents(dataSource: DataSource): (position: bigint) => Promise<readonly JoinableIncident[] | undefined> {
  type Row = JoinableIncident & { readonly position: string };
  let known: { readonly position: bigint; readonly rows: readonly Row[] } = { position: -1n, rows: [] };
  let asking: Promise<void> | undefined;
  const ask = async (at: bigint) => {
    const rows = await answering(incidents.name, () =>
      dataSource.query<Row[]>(
        `SELECT incident_id AS "incidentId", joins, position FROM incidents_v1.incident
         WHERE status = 'open' AND joins IS NOT NULL ORDER BY incident.position`,
      ),
    );
    // Read after it got there: there may be more in it, which was opened later.
    known = { position: at, rows };
  };
  return async (position) => {
    while (known.position < position) {
      const { reached, position: at } = await waitForPosition(dataSource, incidents, position, 5_000);
      if (!reached || at === null) return undefined;
      // Those who waited for the same step of the view ask together.
      await (asking ??= ask(at).finally(() => (asking = undefined)));
    }
    return known.rows.filter((row) => BigInt(row.position) < position);
  };
}

function detailOf({ position: _, ...row }: IncidentRecord): IncidentDetail {
  const { members, told, offered, approved, compensated, fulfilled, skipped, ...rest } = row;
  return { ...rest, counts: { members, told, offered, approved, compensated, fulfilled, skipped } };
}
