import { Contradiction, RuleViolation, text, type Decided } from '@redress/kernel';
import type { Merge } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { exists } from './link.js';
import { voidedBy } from './proposal.js';
import { neutral, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The case goes on in another: the same matter came twice. A closed case can be merged too (rule 8), but into none that was merged itself. A
 * running round of approvals is void with it; what was ordered stays owed here, and counts towards the other's total (rule 3).
 * Codes: `already-merged`, `no-such-case`, `target-merged`, `respondent-recused`, `recused-person`; 422 `merged-into-itself`, `text-missing`.
 */
export function merge(state: ComplaintState, command: Merge): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  neutral(complaint, command);
  const { data, other } = command;
  text('complaintId', data.complaintId);
  text('reason', data.reason);
  if (data.complaintId === command.complaintId) throw new Contradiction('merged-into-itself', 'A case goes on in itself anyway.');
  if (complaint.mergedInto !== null) {
    throw new RuleViolation('already-merged', 'The case was merged before: un-merge it first.', { into: complaint.mergedInto });
  }
  exists(command);
  if (other.mergedInto !== null) {
    throw new RuleViolation('target-merged', 'The other case goes on in a third one, or in this one: merge into where it goes on.', {
      complaintId: data.complaintId,
      into: other.mergedInto,
    });
  }
  return [...voidedBy(complaint.proposal, 'merged'), { type: 'MergedInto', data }];
}
