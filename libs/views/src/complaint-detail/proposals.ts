import { roundAfter, type RoundEvent } from '../round.js';
import type { Entry, ProposalRound } from './detail.js';

export type EntryOf = <D extends object>(data: D) => Entry<D>;

/** The rounds after an event of one of them: it joins its round, or begins it. */
export function proposalsAfter(proposals: readonly ProposalRound[], event: RoundEvent, entry: EntryOf): readonly ProposalRound[] {
  const number = event.type === 'Compensated' ? event.data.approvalRound! : event.data.round;
  const before = proposals.find(({ round }) => round === number);
  const after = { ...withEvent(before ?? begun(number), event, entry), status: roundAfter(before?.status ?? null, event) };
  return before ? proposals.map((round) => (round === before ? after : round)) : [...proposals, after];
}

function withEvent(round: ProposalRound, event: RoundEvent, entry: EntryOf): ProposalRound {
  switch (event.type) {
    case 'ResolutionProposed':
      return { ...round, proposed: [...round.proposed, entry(event.data)] };
    case 'ApprovalRequested':
      return { ...round, requested: [...round.requested, entry(event.data)] };
    case 'ApprovalGranted':
      return { ...round, signatures: [...round.signatures, entry(event.data)] };
    case 'ApprovalRefused':
      return { ...round, refusals: [...round.refusals, entry(event.data)] };
    case 'ApprovalVoided':
      return { ...round, voidings: [...round.voidings, entry(event.data)] };
    case 'ResolutionWithdrawn':
      return { ...round, withdrawals: [...round.withdrawals, entry(event.data)] };
    case 'CustomerAccepted':
      return { ...round, customerDecisions: [...round.customerDecisions, { decision: 'accepted', ...entry(event.data) }] };
    case 'CustomerRefused':
      return { ...round, customerDecisions: [...round.customerDecisions, { decision: 'refused', ...entry(event.data) }] };
    case 'Compensated':
      // Told among the compensations, whose total counts cancellations too.
      return round;
  }
}

function begun(round: number): ProposalRound {
  return {
    round,
    status: 'requested',
    proposed: [],
    requested: [],
    signatures: [],
    refusals: [],
    voidings: [],
    withdrawals: [],
    customerDecisions: [],
  };
}
