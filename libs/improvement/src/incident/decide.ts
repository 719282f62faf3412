import type { Decided } from '@redress/kernel';
import { closeIncident } from './close.js';
import type { IncidentCommand } from './commands.js';
import type { IncidentEvent } from './incident.js';
import { joinComplaints } from './join.js';
import { offerRemedy } from './offer-remedy.js';
import { openIncident } from './open.js';
import { removeComplaint } from './remove.js';
import { sendNotice } from './send-notice.js';
import { skipMembers } from './skip-members.js';
import type { IncidentState } from './state.js';

/**
 * What a command makes happen to an incident: at least one event, appended all or none. Pure: neither clock nor randomness, nothing is
 * mutated. Throws RuleViolation (409) or Contradiction (422), each with a stable code and facts; nothing else.
 */
export function decideIncident(state: IncidentState, command: IncidentCommand): Decided<IncidentEvent>[] {
  const latestAt = state.status === 'none' ? undefined : state.latestAt;
  if (latestAt === undefined || command.occurredAt !== command.now || latestAt <= command.now) return decided(state, command);
  // Two who write at once are not out of order: who names no time of their own follows what was written first.
  const events = decided(state, { ...command, now: latestAt, occurredAt: latestAt });
  return events.map((event) => ({ ...event, occurredAt: latestAt }));
}

function decided(state: IncidentState, command: IncidentCommand): Decided<IncidentEvent>[] {
  switch (command.type) {
    case 'openIncident':
      return openIncident(state, command);
    case 'joinComplaints':
      return joinComplaints(state, command);
    case 'removeComplaint':
      return removeComplaint(state, command);
    case 'sendNotice':
      return sendNotice(state, command);
    case 'offerRemedy':
      return offerRemedy(state, command);
    case 'skipMembers':
      return skipMembers(state, command);
    case 'closeIncident':
      return closeIncident(state, command);
  }
}
