import { text } from '@redress/kernel';
import type { DropImprovement } from './commands.js';
import type { ImprovementDropped } from './improvement.js';
import { undone } from './rules.js';
import type { ImprovementState } from './state.js';

/**
 * It will not be done, with a reason.
 * Codes: those of `undone`; 422: `text-missing`, `invalid-time`, `future-time`.
 */
export function drop(state: ImprovementState, command: DropImprovement): ImprovementDropped[] {
  undone(state, command);
  const { reason, note } = command.data;
  text('reason', reason);
  if (note !== undefined) text('note', note as string);
  return [{ type: 'ImprovementDropped', data: command.data }];
}
