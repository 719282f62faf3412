import { text, type Decided } from '@redress/kernel';
import type { Apologise } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isPreReceipt, onRecord, open, stillOpen } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * An apology was given, in words of its own or a template's. Anybody may apologise, a respondent too (rule 2), and may have done so
 * before the complaint form was written: such an apology is marked (rule 1). A later one keeps stream order. Codes: 422 `text-missing`.
 */
export function apologise(state: ComplaintState, command: Apologise): Decided<ComplaintEvent>[] {
  const complaint = onRecord(state, command);
  const early = isPreReceipt(complaint, command.occurredAt);
  if (early) stillOpen(complaint, command);
  else open(state, command);
  const { data } = command;
  text('apologist', data.apologist);
  text('channel', data.channel);
  if (data.template === undefined) text('text', data.text);
  return [{ type: 'Apologised', data: { ...data, ...(early && { preReceipt: true }) } }];
}
