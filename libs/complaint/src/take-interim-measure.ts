import { Contradiction, instant, text, type Decided } from '@redress/kernel';
import type { TakeInterimMeasure } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * Something is done at once, so that nothing worse happens: stop use 停用, a replacement on loan. It may be taken again, or another.
 * Codes: 422 `measure-already-over`, `invalid-time`, `text-missing`.
 */
export function takeInterimMeasure(state: ComplaintState, command: TakeInterimMeasure): Decided<ComplaintEvent>[] {
  open(state, command);
  const { data, occurredAt } = command;
  text('measure', data.measure);
  if (data.product !== undefined) text('product', data.product);
  if (data.until !== undefined) {
    instant('until', data.until);
    if (data.until <= occurredAt) {
      throw new Contradiction('measure-already-over', 'A measure ends after it is taken.', { until: data.until, occurredAt });
    }
  }
  return [{ type: 'InterimMeasureTaken', data }];
}
