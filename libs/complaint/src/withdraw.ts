import { text, type Decided } from '@redress/kernel';
import type { Withdraw } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { voidedBy } from './proposal.js';
import { neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The customer takes the complaint back: the procedure ends at once, in the same append (rule 8), with none of the requirements of closing.
 * Approvals under way are void, what is owed stays owed. Because it closes the case, no respondent may record it (rule 2). Codes: `respondent-recused`, `recused-person`; 422 `text-missing`.
 */
export function withdraw(state: ComplaintState, command: Withdraw): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { recourse = [], ...data } = command.data;
  text('channel', data.channel);
  return [
    { type: 'Withdrawn', data },
    ...voidedBy(complaint.proposal, 'withdrawn'),
    { type: 'Closed', data: { outcome: 'withdrawn', toldVia: data.channel, recourse } },
  ];
}
