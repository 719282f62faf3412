import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { Reply } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open } from './rules.js';
import type { ComplaintState, OpenComplaint } from './state.js';

/**
 * The customer gets a reply. A final one gives reasons and names recourse (rule 6); once the case was sent back it follows the
 * re-evaluation and names recourse outside the company (rule 7).
 * Codes: `final-reply-without-reasons`, `final-reply-without-recourse`, `not-re-evaluated`, `no-external-recourse`; 422 `text-missing`.
 */
export function reply(state: ComplaintState, command: Reply): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  text('channel', data.channel);
  if (data.template === undefined) text('text', data.text);
  if (data.kind === 'final') complete(complaint, data);
  return [{ type: 'ReplySent', data }];
}

function complete(complaint: OpenComplaint, { reasons, recourse }: Reply['data']): void {
  if (!reasons?.trim()) throw new RuleViolation('final-reply-without-reasons', 'A final reply gives the reasons of the decision.');
  if (recourse.length === 0) {
    throw new RuleViolation('final-reply-without-recourse', 'A final reply says where the customer may turn if not content with it.');
  }
  if (!complaint.sentBack) return;
  if (!complaint.investigated) {
    throw new RuleViolation('not-re-evaluated', 'The customer was dissatisfied: investigate again before the next final reply.');
  }
  if (recourse.every((body) => body === 'internal-review')) {
    throw new RuleViolation('no-external-recourse', 'The customer was dissatisfied: name a body outside the company.', { recourse });
  }
}
