import type { Compensated, Proposal, ProposalEvent } from '@redress/complaint';

/** How a proposal stands with its approval: `requested`, `granted`, `spent` or `ended`. */
export type ProposalStatus = Proposal['status'];

/** What belongs to a round; of a remedy that was ordered only what needed one. */
export type RoundEvent = ProposalEvent | Compensated;

/** How the round of this event stands after it; `before` is null if the event begins it. */
export function roundAfter(before: ProposalStatus | null, event: RoundEvent): ProposalStatus {
  switch (event.type) {
    case 'ApprovalRequested':
      return event.data.required.length === 0 ? 'granted' : 'requested';
    case 'ApprovalGranted':
      return event.data.completes ? 'granted' : (before ?? 'requested');
    case 'ApprovalVoided':
      // One signature that is void leaves the round open.
      return event.data.approver === undefined ? 'ended' : 'requested';
    case 'ApprovalRefused':
    case 'ResolutionWithdrawn':
      return 'ended';
    case 'Compensated':
      return 'spent';
    // Less of the same goes on in the round, as it stood.
    case 'ResolutionProposed':
    case 'CustomerAccepted':
    case 'CustomerRefused':
      return before ?? 'requested';
  }
}
