import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { HandOver } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { notSigned } from './proposal.js';
import { isSame, open, recused, somebody } from './rules.js';
import { holderOf, type ComplaintState } from './state.js';

/**
 * The case goes from one hand into the next, with a reason: the wait belongs to who has it. To nobody who keeps out of the case (rule 2).
 * Codes: `already-holds`, `respondent-recused`, `recused-person`, `approver-handles`; 422 `nobody-assigned`, `text-missing`.
 */
export function handOver(state: ComplaintState, command: HandOver): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  somebody(data.to);
  text('reason', data.reason);
  if (data.to.person !== undefined) {
    recused(complaint, command, data.to.person);
    notSigned(complaint, data.to.person);
  }
  const { holder: from } = complaint;
  const to = holderOf(data.to);
  if (from !== null && isSame(from, to)) {
    throw new RuleViolation('already-holds', 'Who shall have the case has it already.', { holder: from });
  }
  return [{ type: 'HandedOver', data: { ...data, from, to } }];
}
