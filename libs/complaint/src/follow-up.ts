import { Contradiction, RuleViolation, text, type Decided } from '@redress/kernel';
import type { FollowUp } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The customer is asked, it is tried, or it is put on record why they cannot be asked (rule 6); after closing too (rule 8).
 * What dissatisfaction does is in `evolve` (rule 7).
 * Codes: `not-anonymous`; 422 `satisfaction-out-of-range`, `answer-without-customer`, `reached-though-impossible`, `text-missing`.
 */
export function followUp(state: ComplaintState, command: FollowUp): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  const { data } = command;
  const { satisfaction, impossibility } = data;
  if (impossibility === undefined) text('channel', data.channel);
  if (satisfaction !== undefined && !isSatisfaction(satisfaction)) {
    throw new Contradiction('satisfaction-out-of-range', 'Satisfaction is a whole number from 1 to 5.', { satisfaction });
  }
  if (data.reached && impossibility !== undefined) {
    throw new Contradiction('reached-though-impossible', 'Who was reached could be asked.', { impossibility });
  }
  if (!data.reached && (satisfaction ?? data.solved ?? data.wouldBuyAgain ?? data.comment ?? data.newDemand) !== undefined) {
    throw new Contradiction('answer-without-customer', 'A customer who was not reached gave no answer.');
  }
  if (impossibility === 'anonymous' && !complaint.anonymous) {
    throw new RuleViolation('not-anonymous', 'The complainant is known; say why else they cannot be asked.');
  }
  return [{ type: 'FollowedUp', data }];
}

export function isSatisfaction(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 5;
}
