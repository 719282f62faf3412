import { text, type Decided } from '@redress/kernel';
import type { AddNote } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { onRecord } from './rules.js';
import type { ComplaintState } from './state.js';

/** A note for colleagues, on a closed case too (rule 8), about any time in the past (rule 11). Codes: 422 `text-missing`. */
export function addNote(state: ComplaintState, command: AddNote): Decided<ComplaintEvent>[] {
  onRecord(state, command);
  text('text', command.data.text);
  return [{ type: 'NoteAdded', data: command.data }];
}
