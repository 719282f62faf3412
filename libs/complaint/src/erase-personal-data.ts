import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { ErasePersonalData } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The key of the complaint's data subject is destroyed: said once, when nobody works on the case any more, here or where it goes on
 * (domain §6). Codes: `case-open`, `already-erased`; 422 `text-missing`.
 */
export function erasePersonalData(state: ComplaintState, command: ErasePersonalData): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  const { data, other } = command;
  text('reason', data.reason);
  if (complaint.isErased) throw new RuleViolation('already-erased', 'The personal data of this case was erased before.');
  const { mergedInto } = complaint;
  const worked = mergedInto === null ? complaint : other;
  if (worked?.status === 'open') {
    throw new RuleViolation('case-open', 'The case is still handled: personal data is erased when it is closed.', {
      ...(mergedInto !== null && { mergedInto }),
    });
  }
  return [{ type: 'PersonalDataErased', data }];
}
