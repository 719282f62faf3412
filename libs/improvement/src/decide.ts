import type { Decided } from '@redress/kernel';
import { adopt } from './adopt.js';
import type { ImprovementCommand } from './commands.js';
import { complete } from './complete.js';
import { drop } from './drop.js';
import type { ImprovementEvent } from './improvement.js';
import { plan } from './plan.js';
import { raise } from './raise.js';
import { recordBenefit } from './record-benefit.js';
import { reviewEffectiveness } from './review-effectiveness.js';
import type { ImprovementState } from './state.js';

/**
 * What a command makes happen: at least one event, appended all or none. Pure: neither clock nor randomness, nothing is mutated.
 * Throws RuleViolation (409) or Contradiction (422), each with a stable code and facts; nothing else.
 */
export function decide(state: ImprovementState, command: ImprovementCommand): Decided<ImprovementEvent>[] {
  const latestAt = state.status === 'none' ? undefined : state.latestAt;
  if (latestAt === undefined || command.occurredAt !== command.now || latestAt <= command.now) return decided(state, command);
  // Two who write at once are not out of order: who names no time of their own follows what was written first.
  const events = decided(state, { ...command, now: latestAt, occurredAt: latestAt });
  return events.map((event) => ({ ...event, occurredAt: latestAt }));
}

function decided(state: ImprovementState, command: ImprovementCommand): Decided<ImprovementEvent>[] {
  switch (command.type) {
    case 'raiseImprovement':
      return raise(state, command);
    case 'planImprovement':
      return plan(state, command);
    case 'adoptImprovement':
      return adopt(state, command);
    case 'completeImprovement':
      return complete(state, command);
    case 'recordBenefit':
      return recordBenefit(state, command);
    case 'reviewEffectiveness':
      return reviewEffectiveness(state, command);
    case 'dropImprovement':
      return drop(state, command);
  }
}
