import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { WithdrawProposal } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isOpen } from './proposal.js';
import { open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * The company takes its proposal back before the remedy is ordered; that ends the round, a lapsed one too.
 * Codes: `no-proposal`, `no-open-round`; 422 `text-missing`.
 */
export function withdrawProposal(state: ComplaintState, command: WithdrawProposal): Decided<ComplaintEvent>[] {
  const { proposal } = open(state, command);
  if (!proposal) throw new RuleViolation('no-proposal', 'Propose a resolution first.');
  const { round, status } = proposal;
  if (!isOpen(proposal))
    throw new RuleViolation('no-open-round', `Round ${round} is over: there is nothing to withdraw.`, { round, status });
  text('reason', command.data.reason);
  return [{ type: 'ResolutionWithdrawn', data: { ...command.data, round } }];
}
