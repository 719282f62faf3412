import { text, type Decided } from '@redress/kernel';
import type { CancelCompensation } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { stillOwed } from './fulfil.js';
import { neutral, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A remedy that was ordered is no longer owed, with a reason (rule 6); of a closed case too. It no longer counts towards the total.
 * Codes: `respondent-recused`, `recused-person`, and of `fulfil` those about which remedy; 422 `text-missing`.
 */
export function cancelCompensation(state: ComplaintState, command: CancelCompensation): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  neutral(complaint, command);
  const { data } = command;
  text('reason', data.reason);
  return [{ type: 'CompensationCancelled', data: { ...data, compensation: stillOwed(complaint, data.compensation) } }];
}
