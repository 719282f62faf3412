import { RuleViolation } from '@redress/kernel';
import type { Candidate, JoinComplaints } from './commands.js';
import type { ComplaintJoined } from './incident.js';
import { memberOf } from './members.js';
import { running } from './rules.js';
import type { IncidentState } from './state.js';

/** A complaint that cannot join, and why. */
export interface RefusedCandidate {
  readonly complaintId: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * Complaints join, each of which can; the others are told apart by `refusedOf`.
 * Codes: those of `running`; `nobody-joins` (`refused`: each with the code that it would have alone).
 */
export function joinComplaints(state: IncidentState, command: JoinComplaints): ComplaintJoined[] {
  const { joinings } = running(state, command);
  const { candidates = [], data } = command;
  const refused = refusedOf(state, candidates);
  const known = new Set(refused.map(({ complaintId }) => complaintId));
  const joining = [...new Set(candidates.map(({ complaintId }) => complaintId))].filter((complaintId) => !known.has(complaintId));
  if (joining.length === 0) {
    throw new RuleViolation('nobody-joins', 'None of these complaints can join the incident.', {
      refused: refused.map(({ complaintId, code }) => ({ complaintId, code })),
    });
  }
  return joining.map((complaintId, i) => ({
    type: 'ComplaintJoined',
    data: { complaintId, member: joinings + 1 + i, ...(data.matched && { matched: data.matched }) },
  }));
}

/** Which complaints cannot join, or are members already, and why. */
export function refusedOf(state: IncidentState, candidates: readonly Candidate[]): RefusedCandidate[] {
  return candidates.flatMap((candidate) => {
    const why = whyNot(state, candidate);
    return why ? [{ complaintId: candidate.complaintId, ...why }] : [];
  });
}

function whyNot(
  state: IncidentState,
  { complaintId, status, mergedInto, incidentId }: Candidate,
): Omit<RefusedCandidate, 'complaintId'> | null {
  if (state.status !== 'none' && memberOf(state.members, complaintId) !== undefined) {
    return { code: 'already-member', detail: 'The complaint joined before.' };
  }
  if (status === 'none') return { code: 'unknown-complaint', detail: 'No complaint is known under this id.' };
  if (mergedInto !== null) return { code: 'case-merged', detail: `The case goes on in ${mergedInto}: let that one join.` };
  if (status === 'closed') return { code: 'case-closed', detail: 'The case is closed: reopen it first.' };
  if (incidentId !== null) {
    return { code: 'already-in-incident', detail: `The case is part of the incident ${incidentId}: take it out of that first.` };
  }
  return null;
}
