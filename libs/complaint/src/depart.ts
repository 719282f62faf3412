import { RuleViolation, text, type Decided } from '@redress/kernel';
import { isInBranch } from './arrive.js';
import type { Depart } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open } from './rules.js';
import type { ComplaintState } from './state.js';

/** The customer leaves the branch. Codes: `not-in-branch`; 422 `text-missing`. */
export function depart(state: ComplaintState, command: Depart): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  if (data.unit !== undefined) text('unit', data.unit);
  if (!isInBranch(complaint)) throw new RuleViolation('not-in-branch', 'The customer is in no branch: record first that they came.');
  return [{ type: 'CustomerDeparted', data }];
}
