import { RuleViolation, text } from '@redress/kernel';
import type { RemoveComplaint } from './commands.js';
import type { ComplaintLeft } from './incident.js';
import { memberOf } from './members.js';
import { opened } from './rules.js';
import type { IncidentState } from './state.js';

/**
 * A complaint was none of these after all; that may be seen when the incident is over. What it was told and given stays.
 * Codes: those of `opened`; `not-a-member` (`complaint`); 422 `text-missing`.
 */
export function removeComplaint(state: IncidentState, command: RemoveComplaint): ComplaintLeft[] {
  const { members } = opened(state, command);
  const { complaintId, reason, note } = command.data;
  text('reason', reason);
  if (note !== undefined) text('note', note as string);
  if (memberOf(members, complaintId) === undefined) {
    throw new RuleViolation('not-a-member', 'The complaint is not part of this incident.', { complaint: complaintId });
  }
  return [{ type: 'ComplaintLeft', data: command.data }];
}
