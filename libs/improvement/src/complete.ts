import { text } from '@redress/kernel';
import type { CompleteImprovement } from './commands.js';
import type { ImprovementDone } from './improvement.js';
import { adopted, undone } from './rules.js';
import type { ImprovementState } from './state.js';

/**
 * It was done, with what was done in words.
 * Codes: those of `undone`; `not-adopted` (`status`); 422: `text-missing`, `invalid-time`, `future-time`.
 */
export function complete(state: ImprovementState, command: CompleteImprovement): ImprovementDone[] {
  adopted(undone(state, command), command);
  text('result', command.data.result as string);
  return [{ type: 'ImprovementDone', data: command.data }];
}
