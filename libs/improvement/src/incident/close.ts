import { text } from '@redress/kernel';
import type { CloseIncident } from './commands.js';
import type { IncidentClosed } from './incident.js';
import { running } from './rules.js';
import type { IncidentState } from './state.js';

/**
 * It is over: nobody joins any more, nothing more is said or offered. The members' cases go on, each to its own end.
 * Codes: those of `running`; 422 `text-missing`.
 */
export function closeIncident(state: IncidentState, command: CloseIncident): IncidentClosed[] {
  running(state, command);
  const { reason, summary } = command.data;
  text('reason', reason);
  if (summary !== undefined) text('summary', summary as string);
  return [{ type: 'IncidentClosed', data: command.data }];
}
