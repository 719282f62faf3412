import { impossible, inTime, RuleViolation, text } from '@redress/kernel';
import type { RaiseImprovement } from './commands.js';
import type { ImprovementRaised } from './improvement.js';
import { scoped } from './rules.js';
import type { ImprovementState } from './state.js';

/**
 * Somebody sees what should be better, from complaints or from a trend (domain §4).
 * Codes: `already-raised`; 422: `raised-from-nothing`, `scope-names-nothing`, `text-missing`, `invalid-time`, `future-time`.
 */
export function raise(state: ImprovementState, command: RaiseImprovement): ImprovementRaised[] {
  inTime(command);
  if (state.status !== 'none') throw new RuleViolation('already-raised', 'This improvement was raised before.');
  const { title, description, from, scope, unit } = command.data;
  text('title', title);
  if (description !== undefined) text('description', description as string);
  if (unit !== undefined) text('unit', unit);
  if (from.trend !== undefined) text('from.trend', from.trend);
  const isFromNothing = from.trend === undefined && (from.complaints ?? []).length === 0;
  impossible(isFromNothing, 'raised-from-nothing', 'Name the complaints that it is raised from, or the trend.');
  scoped(scope);
  return [{ type: 'ImprovementRaised', data: command.data }];
}
