import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { Arrive } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open } from './rules.js';
import type { ClosedComplaint, ComplaintState, OpenComplaint } from './state.js';

/** The customer comes to a branch. Codes: `already-in-branch`; 422 `text-missing`. */
export function arrive(state: ComplaintState, command: Arrive): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  if (data.unit !== undefined) text('unit', data.unit);
  if (isInBranch(complaint)) throw new RuleViolation('already-in-branch', 'The customer is in a branch: record first that they left.');
  return [{ type: 'CustomerArrived', data }];
}

/** What was recorded last counts, else the form: who came and has no time of leaving is there. */
export function isInBranch({ lastVisit, form }: OpenComplaint | ClosedComplaint): boolean {
  if (lastVisit !== null) return lastVisit === 'arrived';
  return Boolean(form.arrivedAt) && !form.departedAt;
}
