import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { ErasePersonalData } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { erasureObstacles, erasureRefused } from './erase-obstacles.js';
import { received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The key of the complaint's data subject is destroyed: said once, when nobody works on the case any more, here or where it goes on, no legal
 * hold is on it, and it need not be kept (domain §6). Codes: `already-erased`, and those of `erasureRefused`; 422 `text-missing`.
 */
export function erasePersonalData(state: ComplaintState, command: ErasePersonalData): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  const { data } = command;
  text('reason', data.reason);
  if (complaint.isErased) throw new RuleViolation('already-erased', 'The personal data of this case was erased before.');
  const obstacles = erasureObstacles(complaint, command);
  if (obstacles.length > 0) throw erasureRefused(obstacles);
  return [{ type: 'PersonalDataErased', data }];
}
