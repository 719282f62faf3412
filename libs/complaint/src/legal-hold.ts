import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { LiftLegalHold, PlaceLegalHold } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { notErased, received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The case is needed as it is, whatever its state: until every hold is lifted, nobody it is about is erased. Several may be on it at once.
 * Codes: `personal-data-erased`: there is nothing left to keep; 422 `text-missing`.
 */
export function placeLegalHold(state: ComplaintState, command: PlaceLegalHold): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  text('reason', command.data.reason);
  notErased(complaint, command);
  return [{ type: 'LegalHoldPlaced', data: { ...command.data, hold: complaint.holdsPlaced + 1 } }];
}

/** Codes: `no-such-legal-hold`, `legal-hold-lifted`; 422 `text-missing`. */
export function liftLegalHold(state: ComplaintState, command: LiftLegalHold): Decided<ComplaintEvent>[] {
  const { holds, holdsPlaced } = received(state, command);
  const { hold, reason } = command.data;
  text('reason', reason);
  if (holds.some((one) => one.hold === hold)) return [{ type: 'LegalHoldLifted', data: { hold, reason } }];
  if (hold >= 1 && hold <= holdsPlaced) throw new RuleViolation('legal-hold-lifted', 'This legal hold was lifted before.', { hold });
  throw new RuleViolation('no-such-legal-hold', 'No legal hold was placed under this ordinal.', { hold, placed: holdsPlaced });
}
