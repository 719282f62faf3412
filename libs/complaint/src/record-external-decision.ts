import { past, text, type Decided } from '@redress/kernel';
import type { RecordExternalDecision } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { kept, money, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A body outside decided, on a closed case too (rule 8). What it awards is ordered by `compensate`, accepted as `external-award`.
 * Codes: 422 `invalid-amount`, `invalid-hash`, `future-time`, `invalid-time`, `text-missing`.
 */
export function recordExternalDecision(state: ComplaintState, command: RecordExternalDecision): Decided<ComplaintEvent>[] {
  received(state, command);
  const { data, now } = command;
  if (data.reference !== undefined) text('reference', data.reference);
  if (data.award !== undefined) money('award', data.award);
  if (data.decidedAt !== undefined) past('decidedAt', data.decidedAt, now);
  if (data.evidence !== undefined) kept('evidence', data.evidence);
  return [{ type: 'ExternalDecisionReceived', data }];
}
