import type { Decided } from '@redress/kernel';
import { acknowledge } from './acknowledge.js';
import { apologise } from './apologise.js';
import { assign } from './assign.js';
import { close } from './close.js';
import type { ComplaintCommand } from './commands.js';
import { compensate } from './compensate.js';
import type { ComplaintEvent } from './complaint.js';
import { escalate } from './escalate.js';
import { followUp } from './follow-up.js';
import { importHistory } from './import-history.js';
import { investigate } from './investigate.js';
import { receive } from './receive.js';
import { reopen } from './reopen.js';
import { reply } from './reply.js';
import type { ComplaintState } from './state.js';
import { withdraw } from './withdraw.js';

/**
 * What a command makes happen: at least one event, appended all or none. Pure: neither clock nor randomness, nothing is mutated.
 * Throws RuleViolation (409) or Contradiction (422), each with a stable code and facts without personal data; nothing else.
 */
export function decide(state: ComplaintState, command: ComplaintCommand): Decided<ComplaintEvent>[] {
  switch (command.type) {
    case 'receive':
      return receive(state, command);
    case 'acknowledge':
      return acknowledge(state, command);
    case 'assign':
      return assign(state, command);
    case 'apologise':
      return apologise(state, command);
    case 'investigate':
      return investigate(state, command);
    case 'compensate':
      return compensate(state, command);
    case 'escalate':
      return escalate(state, command);
    case 'reply':
      return reply(state, command);
    case 'followUp':
      return followUp(state, command);
    case 'close':
      return close(state, command);
    case 'withdraw':
      return withdraw(state, command);
    case 'reopen':
      return reopen(state, command);
    case 'importHistory':
      return importHistory(state, command);
  }
}
