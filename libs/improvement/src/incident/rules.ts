import { inTime, RuleViolation, type Command } from '@redress/kernel';
import type { Incident, IncidentState } from './state.js';

/** An incident that was opened, and told of no later things. Codes: `no-such-incident`, `out-of-order-time`; 422: those of `inTime`. */
export function opened(state: IncidentState, command: Command): Incident {
  if (state.status === 'none') throw new RuleViolation('no-such-incident', 'There is no such incident: open it first.');
  inTime(command);
  const { latestAt } = state;
  if (latestAt !== undefined && command.occurredAt < latestAt) {
    throw new RuleViolation('out-of-order-time', `This happened before what is already on record at ${latestAt}.`, {
      occurredAt: command.occurredAt,
      latestAt,
    });
  }
  return state;
}

/** One that goes on. Codes: see `opened`; `incident-closed`. */
export function running(state: IncidentState, command: Command): Incident {
  const incident = opened(state, command);
  if (incident.status === 'closed') {
    throw new RuleViolation('incident-closed', 'The incident is closed: open a new one.', { command: command.type });
  }
  return incident;
}
