import { text, type Decided } from '@redress/kernel';
import type { RecordContact } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isPreReceipt, onRecord, stillOpen } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * Somebody spoke with the customer, or tried to, at any time in the past, also before the complaint form (rules 1, 11). A closed case
 * takes none: what is asked after closing is a follow-up (rule 8). Codes: 422 `text-missing`.
 */
export function recordContact(state: ComplaintState, command: RecordContact): Decided<ComplaintEvent>[] {
  const complaint = stillOpen(onRecord(state, command), command);
  const { data, occurredAt } = command;
  text('channel', data.channel);
  return [{ type: 'ContactMade', data: { ...data, preReceipt: isPreReceipt(complaint, occurredAt) } }];
}
