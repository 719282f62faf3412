import type { Decided } from '@redress/kernel';
import type { Assign } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { notSigned } from './proposal.js';
import { open, recused, somebody } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * Somebody handles it from now on: a person, unit, team or skill, but nobody who keeps out of the case (rule 2).
 * Codes: `respondent-recused`, `recused-person`, `approver-handles`; 422 `nobody-assigned`.
 */
export function assign(state: ComplaintState, command: Assign): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  somebody(data);
  if (data.person !== undefined) {
    recused(complaint, command, data.person);
    notSigned(complaint, data.person);
  }
  return [{ type: 'Assigned', data }];
}
