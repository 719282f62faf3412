import { text, type Decided } from '@redress/kernel';
import type { AddEvidence } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isPreReceipt, onRecord, sha256 } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * Evidence is on record: its hash and where the bytes are kept. On a closed case too (rule 8), from any time in the past (rule 11);
 * the same bytes may count twice, for they may be kept in two places. Codes: 422 `invalid-hash`, `text-missing`.
 */
export function addEvidence(state: ComplaintState, command: AddEvidence): Decided<ComplaintEvent>[] {
  const complaint = onRecord(state, command);
  const { data, occurredAt } = command;
  sha256('hash', data.hash);
  text('locator', data.locator);
  return [{ type: 'EvidenceAdded', data: { ...data, preReceipt: isPreReceipt(complaint, occurredAt) } }];
}
