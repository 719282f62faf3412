import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { HandBack } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { notSigned } from './proposal.js';
import { level, open, recused } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The case goes back to a lower level, with a reason (rule 9), perhaps to a person who may handle it (rule 2).
 * Codes: `hand-back-goes-up`, `respondent-recused`, `recused-person`, `approver-handles`; 422 `unknown-level`, `text-missing`.
 */
export function handBack(state: ComplaintState, command: HandBack): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  const { data } = command;
  text('reason', data.reason);
  level(data.to);
  if (data.to >= complaint.level) {
    throw new RuleViolation('hand-back-goes-up', `The case is on level ${complaint.level}; hand it back to a lower one, or escalate it.`, {
      level: complaint.level,
      to: data.to,
    });
  }
  if (data.person !== undefined) {
    text('person', data.person);
    recused(complaint, command, data.person);
    notSigned(complaint, data.person);
  }
  return [{ type: 'HandedBack', data: { ...data, from: complaint.level } }];
}
