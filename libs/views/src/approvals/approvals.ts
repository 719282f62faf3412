import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { In, type EntityManager } from 'typeorm';
import { Memory } from '../memory.js';
import { begunBefore, complaintIdOf, complaintPrefix, insert, rowsOfComplaints, upsert } from '../rows.js';
import type { View } from '../view.js';
import { ApprovalComplaint, ApprovalRound, ApprovalStep, WaitingSeat } from './approvals.entity.js';
import { concerning, foldApprovals, isLive, waitingSeats, type CaseApprovals } from './fold-approvals.js';

/** Who must sign what now, and who signed what? (Domain §2.) */
export const approvals: View = {
  name: 'approvals',
  version: 2,
  prefixes: [complaintPrefix],
  entities: [ApprovalComplaint, ApprovalRound, ApprovalStep, WaitingSeat],
  write,
};

/** The complaints of a batch are read at once with their live rounds, folded in memory, and what changed is written table by table. */
async function write(batch: readonly Recorded[], manager: EntityManager, memory = new Memory()): Promise<void> {
  const events = batch.filter(({ type }) => concerning.has(type));
  const before = await memory.recall(begunBefore(events), (ids) => load(manager, ids));
  const after = new Map(before);
  for (const event of events) {
    const id = complaintIdOf(event);
    after.set(id, foldApprovals(after.get(id), event as Recorded<ComplaintEvent>));
  }
  const changed = [...after.values()].filter((one) => one !== before.get(one.complaint.complaintId));
  for (const { complaint, rounds } of changed) memory.keep(complaint.complaintId, { complaint, rounds: rounds.filter(isLive), steps: [] });
  await upsert(
    manager,
    ApprovalComplaint,
    changed.map(({ complaint }) => complaint),
    ({ complaintId }) => before.has(complaintId),
  );

  const known = new Set([...before.values()].flatMap(({ rounds }) => rounds));
  const moved = changed.filter(({ rounds }) => rounds.some((round) => !known.has(round)));
  if (moved.length === 0) return;
  await upsert(
    manager,
    ApprovalRound,
    moved.flatMap(({ rounds }) => rounds.filter((round) => !known.has(round))),
    ({ complaintId }) => before.has(complaintId),
  );
  await insert(
    manager,
    ApprovalStep,
    moved.flatMap(({ steps }) => steps),
  );
  await manager.delete(WaitingSeat, { complaintId: In(moved.map(({ complaint }) => complaint.complaintId)) });
  await insert(
    manager,
    WaitingSeat,
    moved.flatMap(({ rounds }) => rounds.flatMap(waitingSeats)),
  );
}

async function load(manager: EntityManager, ids: readonly string[]): Promise<Map<string, CaseApprovals>> {
  const complaints = await rowsOfComplaints(manager, ApprovalComplaint, ids);
  const rounds = new Map<string, ApprovalRound[]>();
  for (const round of await rowsOfComplaints(manager, ApprovalRound, ids))
    if (isLive(round)) rounds.set(round.complaintId, [...(rounds.get(round.complaintId) ?? []), round]);
  return new Map(
    complaints.map((complaint) => [complaint.complaintId, { complaint, rounds: rounds.get(complaint.complaintId) ?? [], steps: [] }]),
  );
}
