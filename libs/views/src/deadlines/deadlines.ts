import type { Recorded } from '@redress/kernel';
import type { EntityManager } from 'typeorm';
import { Memory } from '../memory.js';
import { begunBefore, complaintIdOf, complaintPrefix, rowsOfComplaints, upsert } from '../rows.js';
import type { View } from '../view.js';
import { Deadline, TimedComplaint } from './deadlines.entity.js';
import { concerns, foldDeadlines, type CaseDeadlines } from './fold-deadlines.js';

/** What is due when, and what fires next? (Domain §3.) */
export const deadlines: View = {
  name: 'deadlines',
  version: 1,
  prefixes: [complaintPrefix],
  entities: [TimedComplaint, Deadline],
  write,
};

/** The complaints of a batch are read at once with their clocks, folded in memory, and what changed is written table by table. */
async function write(batch: readonly Recorded[], manager: EntityManager, memory = new Memory()): Promise<void> {
  const events = batch.filter(concerns);
  const before = await memory.recall(begunBefore(events), (ids) => load(manager, ids));
  const after = new Map(before);
  for (const event of events) {
    const id = complaintIdOf(event);
    after.set(id, foldDeadlines(after.get(id), event));
  }
  const changed = [...after].flatMap(([id, one]) => (one === before.get(id) ? [] : [one]));
  for (const one of changed) memory.keep(one.complaint.complaintId, one);
  await upsert(
    manager,
    TimedComplaint,
    changed.map(({ complaint }) => complaint),
    ({ complaintId }) => before.has(complaintId),
  );
  const known = new Set([...before.values()].flatMap((one) => one.deadlines));
  await upsert(
    manager,
    Deadline,
    changed.flatMap((one) => one.deadlines.filter((deadline) => !known.has(deadline))),
    ({ complaintId, clock }) => before.get(complaintId)?.deadlines.some((one) => one.clock === clock) ?? false,
  );
}

async function load(manager: EntityManager, ids: readonly string[]): Promise<Map<string, CaseDeadlines>> {
  const complaints = await rowsOfComplaints(manager, TimedComplaint, ids);
  const rows = new Map<string, Deadline[]>();
  for (const row of await rowsOfComplaints(manager, Deadline, ids)) rows.set(row.complaintId, [...(rows.get(row.complaintId) ?? []), row]);
  return new Map(complaints.map((complaint) => [complaint.complaintId, { complaint, deadlines: rows.get(complaint.complaintId) ?? [] }]));
}
