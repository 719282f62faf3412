import { Contradiction, type Decided } from '@redress/kernel';
import type { Assign } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { notSigned } from './proposal.js';
import { open, recused } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * Somebody handles it from now on: a person, unit, team or skill, but nobody who keeps out of the case (rule 2).
 * Codes: `respondent-recused`, `recused-person`, `approver-handles`; 422 `nobody-assigned`.
 */
export function assign(state: ComplaintState, command: Assign): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  if (!data.person?.trim() && !data.unit?.trim() && !data.team?.trim() && !data.skill?.trim()) {
    throw new Contradiction('nobody-assigned', 'Name a person, a unit, a team or a skill.');
  }
  if (data.person !== undefined) {
    recused(complaint, command, data.person);
    notSigned(complaint, data.person);
  }
  return [{ type: 'Assigned', data }];
}
