import type { Decided } from '@redress/kernel';
import type { ExtendDeadline, FireDeadline, PauseDeadline, ResumeDeadline } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open } from './rules.js';
import type { ComplaintState } from './state.js';

export function deadline(
  state: ComplaintState,
  command: FireDeadline | PauseDeadline | ResumeDeadline | ExtendDeadline,
): Decided<ComplaintEvent>[] {
  open(state, command);
  throw new Error(`${command.type} is not decided yet`);
}
