import type { Decided } from '@redress/kernel';
import type { Withdraw } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, open, text } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The customer takes the complaint back: the procedure ends at once, in the same append (rule 8), with none of the requirements of closing.
 * Because it closes the case, no respondent may record it (rule 2). Codes: `respondent-recused`; 422 `text-missing`.
 */
export function withdraw(state: ComplaintState, command: Withdraw): Decided<ComplaintEvent>[] {
  neutral(open(state, command), command);
  const { recourse = [], ...data } = command.data;
  text('channel', data.channel);
  return [
    { type: 'Withdrawn', data },
    { type: 'Closed', data: { outcome: 'withdrawn', toldVia: data.channel, recourse } },
  ];
}
