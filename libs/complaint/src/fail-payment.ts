import { text, type Decided } from '@redress/kernel';
import type { FailPayment } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { confirmedByFinance, existing, stillOwed } from './fulfil.js';
import { received } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * A remedy did not reach the customer, or came back after it was confirmed: it is owed again, and may be tried again.
 * Codes: those of `fulfil` but `already-fulfilled` and `approver-confirms-payment`; 422 `text-missing`.
 */
export function failPayment(state: ComplaintState, command: FailPayment): Decided<ComplaintEvent>[] {
  const complaint = received(state, command);
  const { data } = command;
  text('reason', data.reason);
  const compensation = data.compensation ?? stillOwed(complaint, undefined);
  confirmedByFinance(command, existing(complaint, compensation).borne);
  return [{ type: 'PaymentFailed', data: { ...data, compensation } }];
}
