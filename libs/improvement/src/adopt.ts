import { RuleViolation, text } from '@redress/kernel';
import type { AdoptImprovement } from './commands.js';
import type { ImprovementAdopted } from './improvement.js';
import { undone } from './rules.js';
import type { ImprovementState } from './state.js';

/**
 * The company decides to do it, as it is planned.
 * Codes: those of `undone`; `already-adopted`, `not-planned` (`missing`); 422: `text-missing`, `invalid-time`, `future-time`.
 */
export function adopt(state: ImprovementState, command: AdoptImprovement): ImprovementAdopted[] {
  const { status, unplanned } = undone(state, command);
  if (status === 'adopted') throw new RuleViolation('already-adopted', 'The improvement was adopted before.');
  if (unplanned.length > 0) {
    throw new RuleViolation('not-planned', 'Plan first what is done, by whom and until when.', { missing: unplanned });
  }
  if (command.data.note !== undefined) text('note', command.data.note as string);
  return [{ type: 'ImprovementAdopted', data: command.data }];
}
