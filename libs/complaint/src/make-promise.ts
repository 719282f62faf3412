import { Contradiction, instant, text, type Decided, type Money } from '@redress/kernel';
import type { MakePromise } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isLive, outgrown, ownAuthority } from './proposal.js';
import { money, neutral, open } from './rules.js';
import type { ComplaintState, OpenComplaint } from './state.js';

/**
 * The customer is promised something by a date. An amount of money is either approved in the current round, or within what the actor may
 * approve alone: nobody promises more (rule 4, 权限…不得承诺进行补偿).
 * Codes: `respondent-recused`, `recused-person`, `beyond-own-authority`, `no-exchange-rate`, `amount-too-large`;
 * 422 `promise-already-due`, `invalid-amount`, `invalid-time`, `text-missing`.
 */
export function makePromise(state: ComplaintState, command: MakePromise): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { data, by, occurredAt } = command;
  text('promise', data.promise);
  text('channel', data.channel);
  instant('due', data.due);
  if (data.due <= occurredAt) {
    throw new Contradiction('promise-already-due', 'A promise is due after it is made.', { due: data.due, occurredAt });
  }
  if (data.amount !== undefined) {
    money('amount', data.amount);
    if (!isApproved(complaint, data.amount, command)) ownAuthority(complaint, command, by, 'promise', data.amount);
  }
  return [{ type: 'PromiseMade', data }];
}

/** Whether the current round was granted, still counts and covers the amount. */
function isApproved(complaint: OpenComplaint, money: Money, command: MakePromise): boolean {
  const { proposal } = complaint;
  if (!isLive(proposal, command.now) || proposal.status !== 'granted') return false;
  const { borne } = proposal;
  return borne.currency === money.currency && money.amount <= borne.amount && !outgrown(complaint, proposal, command, money);
}
