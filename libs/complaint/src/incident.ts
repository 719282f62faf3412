import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { JoinIncident, LeaveIncident, Propose } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { isLive } from './proposal.js';
import { open, received, recused } from './rules.js';
import type { ComplaintState, OpenComplaint } from './state.js';

/** The case is one of many of the same cause (domain §4). Codes: `already-in-incident` (`incidentId`). */
export function joinIncident(state: ComplaintState, command: JoinIncident): Decided<ComplaintEvent>[] {
  const { incidentId } = open(state, command);
  if (incidentId !== null) {
    throw new RuleViolation('already-in-incident', 'The case is part of an incident already: take it out of that first.', { incidentId });
  }
  return [{ type: 'JoinedIncident', data: command.data }];
}

/** It was a case of its own after all; what it was told and given stays. Codes: `not-in-incident`; 422 `text-missing`. */
export function leaveIncident(state: ComplaintState, command: LeaveIncident): Decided<ComplaintEvent>[] {
  const { incidentId } = received(state, command);
  const { data } = command;
  text('reason', data.reason);
  if (incidentId !== data.incidentId) {
    throw new RuleViolation('not-in-incident', 'The case is not part of this incident.', {
      incidentId: data.incidentId,
      partOf: incidentId,
    });
  }
  return [{ type: 'LeftIncident', data }];
}

/**
 * What an incident offers to all of its members does not come between what is decided for one of them: it waits for a remedy that is
 * proposed, and is not given on top of one that was ordered for this case alone. Who offers it is the proposer, so rule 2 holds for them.
 * Codes: `not-in-incident`, `proposal-running` (`round`), `compensated-already`, `respondent-recused`, `recused-person`.
 */
export function offeredToAll(complaint: OpenComplaint, command: Propose): void {
  const { incidentId, proposal, remedies } = complaint;
  const offer = command.data.incident!;
  if (incidentId !== offer.incidentId) {
    throw new RuleViolation('not-in-incident', 'The case is not part of this incident.', { ...offer, partOf: incidentId });
  }
  recused(complaint, command, command.by.sub);
  if (isLive(proposal, command.now)) {
    throw new RuleViolation('proposal-running', 'Another remedy is proposed in this case: decide on that first.', {
      round: proposal.round,
      ...(proposal.incident && { incident: proposal.incident }),
    });
  }
  const isOwn = remedies.some(({ status }) => status !== 'cancelled') && proposal?.incident?.incidentId !== incidentId;
  if (isOwn) {
    throw new RuleViolation('compensated-already', 'A remedy was ordered for this case alone: more of it is a decision of its own.', {});
  }
}
