import { RuleViolation, text, type Decided } from '@redress/kernel';
import type { JoinIncident, LeaveIncident } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { open, received } from './rules.js';
import type { ComplaintState } from './state.js';

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
