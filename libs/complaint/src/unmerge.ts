import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { Unmerge } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, notErased, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * It was a case of its own after all: it stands as it stood, open or closed, but for the approvals that the merge made void.
 * An open one
 * that was erased meanwhile stays where it is. Codes: `not-merged`, `personal-data-erased`, `respondent-recused`, `recused-person`; 422 `text-missing`.
 */
export function unmerge(state: ComplaintState, command: Unmerge): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  neutral(complaint, command);
  text('reason', command.data.reason);
  const { mergedInto: complaintId } = complaint;
  if (complaintId === null) throw new RuleViolation('not-merged', 'The case was not merged into another.');
  if (complaint.status === 'open') notErased(complaint, command);
  return [{ type: 'Unmerged', data: { ...command.data, complaintId } }];
}
