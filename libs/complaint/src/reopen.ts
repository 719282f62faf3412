import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { Reopen } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { notErased, notMerged, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A closed case is open again, with a reason and counted (rule 8). Finding, final reply, follow-up and acknowledgement are due anew:
 * they answered the earlier closing, and a reopening says that the answer was not enough. Level and respondents stay.
 * An erased case stays closed.
 * Codes: `case-merged`, `not-closed`, `personal-data-erased`; 422 `text-missing`.
 */
export function reopen(state: ComplaintState, command: Reopen): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  notMerged(complaint, command);
  if (complaint.status !== 'closed') throw new RuleViolation('not-closed', 'Only a closed case can be reopened; this one is open.');
  notErased(complaint, command);
  text('reason', command.data.reason);
  return [{ type: 'Reopened', data: { ...command.data, count: complaint.reopenings + 1 } }];
}
