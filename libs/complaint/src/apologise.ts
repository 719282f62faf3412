import type { Decided } from '@redress/kernel';
import type { Apologise } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open, text } from './rules.js';
import type { ComplaintState } from './state.js';

/** An apology was given, in words of its own or a template's. Anybody may apologise, a respondent too (rule 2). */
export function apologise(state: ComplaintState, command: Apologise): Decided<ComplaintEvent>[] {
  open(state, command);
  const { data } = command;
  text('apologist', data.apologist);
  text('channel', data.channel);
  if (data.template === undefined) text('text', data.text);
  return [{ type: 'Apologised', data }];
}
