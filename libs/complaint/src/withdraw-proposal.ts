import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { WithdrawProposal } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isOpen } from './proposal.js';
import { neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The company takes its proposal back before the remedy is ordered; that ends the round, a lapsed one too.
 * Codes: `respondent-recused`, `recused-person`, `no-proposal`, `no-open-round`; 422 `text-missing`.
 */
export function withdrawProposal(state: ComplaintState, command: WithdrawProposal): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { proposal } = complaint;
  if (!proposal) throw new RuleViolation('no-proposal', 'Propose a resolution first.');
  const { round, status } = proposal;
  if (!isOpen(proposal))
    throw new RuleViolation('no-open-round', `Round ${round} is over: there is nothing to withdraw.`, { round, status });
  text('reason', command.data.reason);
  return [{ type: 'ResolutionWithdrawn', data: { ...command.data, round } }];
}
