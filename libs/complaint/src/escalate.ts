import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { Escalate } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { level, open, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * Handling moves up a level, never down (rule 9), or the case also runs at a body outside, which a closed case can do too (rule 8).
 * Codes: `escalation-never-goes-down`; 422 `unknown-level`, `text-missing`.
 */
export function escalate(state: ComplaintState, command: Escalate): Decided<ComplaintEvent>[] {
  const { data } = command;
  if (data.track === 'external') {
    received(state, command);
    text('reason', data.reason);
    return [{ type: 'Escalated', data }];
  }
  const { level: from } = open(state, command);
  text('reason', data.reason);
  level(data.to);
  if (data.to <= from) {
    throw new RuleViolation('escalation-never-goes-down', `The case is on level ${from}; escalate to a higher one.`, {
      level: from,
      to: data.to,
    });
  }
  return [{ type: 'Escalated', data: { ...data, from } }];
}
