import { impossible, text } from '@redress/kernel';
import type { PlanImprovement } from './commands.js';
import type { ImprovementPlanned } from './improvement.js';
import { day, isOver, scoped, undone } from './rules.js';
import type { ImprovementState } from './state.js';

/**
 * Says what is to be done, by whom and until which day; also anew, before it is done. What was planned before stays on record.
 * Codes: those of `undone`; 422: `nothing-planned`, `due-over` (`due`), `scope-names-nothing`, `invalid-day`, `text-missing`,
 * `invalid-time`, `future-time`.
 */
export function plan(state: ImprovementState, command: PlanImprovement): ImprovementPlanned[] {
  undone(state, command);
  const { measure, owner, due, unit, scope, reason } = command.data;
  const said = [measure, owner, due, unit, scope].some((value) => value !== undefined);
  impossible(!said, 'nothing-planned', 'A plan names a measure, an owner, a due day, a unit or a scope.');
  for (const [field, value] of Object.entries({ measure, owner, unit, reason })) if (value !== undefined) text(field, value as string);
  if (due !== undefined) {
    day('due', due);
    impossible(isOver(due, command.occurredAt), 'due-over', 'The day on which it is due is over already.', { due });
  }
  scoped(scope);
  return [{ type: 'ImprovementPlanned', data: command.data }];
}
