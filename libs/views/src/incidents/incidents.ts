import type { IncidentEvent } from '@redress/improvement';
import type { Recorded } from '@redress/kernel';
import { In, type EntityManager } from 'typeorm';
import { complaintIdOf, complaintPrefix, rowsOfComplaints, upsert } from '../rows.js';
import type { View } from '../view.js';
import {
  foldIncident,
  foldMember,
  foldMembership,
  incidentIdOf,
  incidentPrefix,
  memberEventTypes,
  recounted,
  type IncidentRow,
  type MemberEntry,
  type MemberRow,
} from './fold-incident.js';
import { IncidentMember, IncidentRecord, OrderedInComplaint } from './incidents.entity.js';

/** Which mass incidents are there, whom do they concern, and how far is what was said and offered? */
export const incidents: View = {
  name: 'incidents',
  version: 1,
  prefixes: [incidentPrefix, complaintPrefix],
  entities: [IncidentRecord, IncidentMember, OrderedInComplaint],
  write,
};

const memberTypes: ReadonlySet<string> = new Set(memberEventTypes);

const isOfIncident = (event: Recorded): event is Recorded<IncidentEvent> => event.stream.startsWith(incidentPrefix);
const isOfMember = (event: Recorded): event is Recorded & MemberEntry =>
  event.stream.startsWith(complaintPrefix) && memberTypes.has(event.type);

async function write(batch: readonly Recorded[], manager: EntityManager): Promise<void> {
  const told = batch.filter((event) => isOfIncident(event) || isOfMember(event));
  if (told.length === 0) return;
  const ofMembers = told.filter(isOfMember);
  const orders = await ordersAfter(ofMembers, manager);

  const named = told.filter(isOfIncident).flatMap(({ data }) => ('complaintId' in data ? [data.complaintId] : []));
  const complaints = [...new Set([...named, ...ofMembers.map(complaintIdOf)])];
  const before = new Map((await rowsOfComplaints<MemberRow>(manager, IncidentMember, complaints)).map((row) => [keyOf(row), row]));
  const members = new Map(before);
  /** Incidents by complaint. */
  const joined = new Map<string, Set<string>>();
  const isIn = ({ complaintId, incidentId }: Pick<MemberRow, 'complaintId' | 'incidentId'>) =>
    joined.set(complaintId, (joined.get(complaintId) ?? new Set()).add(incidentId));
  for (const row of before.values()) isIn(row);

  const ids = [...new Set([...told.filter(isOfIncident).map(incidentIdOf), ...[...before.values()].map(({ incidentId }) => incidentId)])];
  const found = ids.length === 0 ? [] : await manager.findBy(IncidentRecord, { incidentId: In(ids) });
  const rows = new Map<string, IncidentRow>(found.map((row) => [row.incidentId, row]));

  const changed = new Set<string>();
  const put = (row: MemberRow, was: MemberRow | undefined) => {
    if (row === was) return;
    members.set(keyOf(row), row);
    isIn(row);
    rows.set(row.incidentId, recounted(rows.get(row.incidentId)!, was, row));
    changed.add(row.incidentId);
  };
  for (const event of told) {
    if (isOfIncident(event)) {
      const incidentId = incidentIdOf(event);
      const row: IncidentRow | undefined = foldIncident(rows.get(incidentId), event);
      // The fold is exhaustive, so a type that this program does not know gives nothing.
      if (!row) throw new Error(`${(event as Recorded).type} is not an event of incidents that this program knows`);
      rows.set(incidentId, row);
      changed.add(incidentId);
      if (event.type === 'ComplaintJoined' || event.type === 'ComplaintLeft' || event.type === 'MemberSkipped') {
        const was = members.get(keyOf({ incidentId, complaintId: event.data.complaintId }));
        put(foldMembership(was, event), was);
      }
    } else if (isOfMember(event)) {
      const complaintId = complaintIdOf(event);
      for (const incidentId of joined.get(complaintId) ?? []) {
        const was = members.get(keyOf({ incidentId, complaintId }))!;
        put(foldMember(was, event, orders.get(event.id) ?? 0), was);
      }
    }
  }
  await upsert<IncidentRow>(
    manager,
    IncidentRecord,
    [...changed].map((incidentId) => rows.get(incidentId)!),
  );
  await upsert<MemberRow>(
    manager,
    IncidentMember,
    [...members].filter(([key, row]) => row !== before.get(key)).map(([, row]) => row),
  );
}

const keyOf = ({ incidentId, complaintId }: Pick<MemberRow, 'incidentId' | 'complaintId'>): string => `${incidentId} ${complaintId}`;

/** By the id of each event that orders a remedy, the how many-th it is in its complaint. */
async function ordersAfter(events: readonly (Recorded & MemberEntry)[], manager: EntityManager): Promise<Map<string, number>> {
  const ordering = events.filter(({ type }) => type === 'Compensated');
  const orders = new Map<string, number>();
  if (ordering.length === 0) return orders;
  const found = await rowsOfComplaints<OrderedInComplaint>(manager, OrderedInComplaint, [...new Set(ordering.map(complaintIdOf))]);
  const rows = new Map(found.map((row) => [row.complaintId, row]));
  for (const event of ordering) {
    const complaintId = complaintIdOf(event);
    const row = rows.get(complaintId) ?? { complaintId, orders: 0, position: '-1' };
    // Folded already; then so is what it did to members.
    if (BigInt(row.position) >= event.position) continue;
    const next = { complaintId, orders: row.orders + 1, position: event.position.toString() };
    rows.set(complaintId, next);
    orders.set(event.id, next.orders);
  }
  await upsert<OrderedInComplaint>(manager, OrderedInComplaint, [...rows.values()]);
  return orders;
}
