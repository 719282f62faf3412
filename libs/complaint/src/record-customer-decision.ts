import { coversAlone } from '@redress/authority';
import { RuleViolation, type Decided } from '@redress/kernel';
import type { RecordCustomerDecision } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { liveRound, type Round } from './proposal.js';
import { neutral, open } from './rules.js';
import type { ComplaintState } from './state.js';

/**
 * What the customer, or who may decide for them, says to the proposal, before or after approval (rule 3). An acceptance before approval
 * must have been asked for "subject to approval", unless who made the offer could approve it alone (rule 4). A refusal ends the round.
 * Codes: `respondent-recused`, `recused-person`; those of `liveRound`, `already-accepted`, `acceptance-not-evidenced`,
 * `offer-not-subject-to-approval`.
 */
export function recordCustomerDecision(state: ComplaintState, command: RecordCustomerDecision): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const proposal = liveRound(complaint, command.now, command.data.round);
  const { round } = proposal;
  if (command.data.decision === 'refused') {
    const { decision: _, ...data } = command.data;
    return [
      { type: 'CustomerRefused', data: { ...data, round } },
      { type: 'ApprovalVoided', data: { round, cause: 'customer-refused' } },
    ];
  }
  const { decision: _, subjectToApproval = false, ...data } = command.data;
  if (proposal.customer !== null) throw new RuleViolation('already-accepted', 'The customer accepted this proposal before.', { round });
  evidenced(data.acceptedBy, data.evidence);
  if (proposal.status === 'requested' && !subjectToApproval) mayOfferAlone(proposal, command);
  return [{ type: 'CustomerAccepted', data: { ...data, round, subjectToApproval } }];
}

/** Rule 3: who accepts for the customer shows that they may. Code: `acceptance-not-evidenced`. */
export function evidenced(acceptedBy: string | undefined, evidence: object | undefined): void {
  if (acceptedBy === undefined || acceptedBy === 'customer' || evidence !== undefined) return;
  throw new RuleViolation('acceptance-not-evidenced', `Give the evidence that the ${acceptedBy} may accept for the customer.`, {
    acceptedBy,
  });
}

function mayOfferAlone({ round, request }: Round, { by }: RecordCustomerDecision): void {
  if (coversAlone(request, by.roles)) return;
  throw new RuleViolation(
    'offer-not-subject-to-approval',
    'This is not approved yet: an offer that goes beyond your own authority must say that it is subject to approval.',
    { round },
  );
}
