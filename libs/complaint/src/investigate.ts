import { Contradiction, type Decided } from '@redress/kernel';
import { coded } from './coded.js';
import type { Investigate } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A finding was reached, by somebody neutral (rule 2). A second finding replaces the first and needs a final reply of its own.
 * Codes: `respondent-recused`, `recused-person`; 422 `finding-unexplained`: what is substantiated has a fault party and a root cause; those of `coded`.
 */
export function investigate(state: ComplaintState, command: Investigate): Decided<ComplaintEvent>[] {
  neutral(open(state, command), command);
  const { data } = command;
  for (const field of ['faultParty', 'rootCause'] as const) {
    if (data.finding !== 'not' && data[field] === undefined) {
      throw new Contradiction('finding-unexplained', `A complaint that is substantiated, even partly, has a ${field}.`, {
        finding: data.finding,
        field,
      });
    }
  }
  coded(command, 'faultParties', 'faultParty', data.faultParty);
  coded(command, 'rootCauses', 'rootCause', data.rootCause);
  return [{ type: 'Investigated', data }];
}
