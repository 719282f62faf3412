import { Contradiction, text, type Decided } from '@redress/kernel';
import { coded } from './coded.js';
import type { Classify } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open } from './rules.js';
import type { ComplaintState } from './state.js';

/** More would say nothing any more. */
const mostNeeds = 100;

/**
 * Which kind of complaint it is. A later classification replaces the earlier: what is known grows, and mistakes are mended.
 * Codes: 422 `too-many-needs`, `text-missing`; those of `coded`.
 */
export function classify(state: ComplaintState, command: Classify): Decided<ComplaintEvent>[] {
  open(state, command);
  const { data } = command;
  text('category', data.category);
  coded(command, 'categories', 'category', data.category);
  if (data.impact !== undefined) text('impact', data.impact);
  if (data.needs.length > mostNeeds) {
    throw new Contradiction('too-many-needs', `Name ${mostNeeds} needs at most.`, { needs: data.needs.length, mostNeeds });
  }
  for (const need of data.needs) text('needs', need);
  return [{ type: 'Classified', data }];
}
