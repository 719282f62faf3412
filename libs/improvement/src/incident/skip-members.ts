import { impossible } from '@redress/kernel';
import type { SkipMembers } from './commands.js';
import type { MemberSkipped } from './incident.js';
import { opened } from './rules.js';
import type { IncidentState } from './state.js';

/**
 * What automations could not do for some members is put on record, also when the incident was closed meanwhile.
 * Codes: those of `opened`; 422 `nobody-skipped`.
 */
export function skipMembers(state: IncidentState, command: SkipMembers): MemberSkipped[] {
  opened(state, command);
  const { members } = command.data;
  impossible(members.length === 0, 'nobody-skipped', 'Name the members that were skipped.');
  return members.map((data) => ({ type: 'MemberSkipped', data }));
}
