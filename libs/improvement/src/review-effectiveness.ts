import { impossible, RuleViolation, text } from '@redress/kernel';
import type { ReviewEffectiveness } from './commands.js';
import type { EffectivenessReviewed } from './improvement.js';
import { adopted } from './rules.js';
import type { ImprovementState } from './state.js';

const longestWeeks = 104;
const weekMs = 7 * 86_400_000;
/** Weeks are counted by the local clock: one that is put forward makes them shorter. */
const shorterMs = 3_600_000;

/**
 * Somebody concludes whether it helped, once as many weeks have passed since the adoption as are compared. It may be reviewed again; the
 * latest review holds.
 * Codes: those of `adopted`; `review-too-early` (`from`); 422: `invalid-review` (`field`), `text-missing`, `invalid-time`, `future-time`.
 */
export function reviewEffectiveness(state: ImprovementState, command: ReviewEffectiveness): EffectivenessReviewed[] {
  const { adoptedAt } = adopted(state, command);
  const { weeks, before, after, note } = command.data;
  const field = Object.entries({ weeks, before, after }).find(
    ([name, value]) => !Number.isSafeInteger(value) || value < Number(name === 'weeks'),
  )?.[0];
  const detail = `A review compares 1 to ${longestWeeks} whole weeks, and counts complaints.`;
  impossible(field !== undefined || weeks > longestWeeks, 'invalid-review', detail, { field: field ?? 'weeks' });
  if (note !== undefined) text('note', note as string);
  if (adoptedAt !== undefined) {
    const from = new Date(Date.parse(adoptedAt) + weeks * weekMs - shorterMs).toISOString();
    if (command.occurredAt < from) {
      throw new RuleViolation('review-too-early', 'The weeks after the adoption are not over yet.', { from });
    }
  }
  return [{ type: 'EffectivenessReviewed', data: command.data }];
}
