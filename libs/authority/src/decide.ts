import type { AuthorityCommand } from './commands.js';
import { delegateAuthority } from './delegate-authority.js';
import type { AuthorityEvent } from './matrix.js';
import { publishMatrix } from './publish-matrix.js';
import { retireMatrix } from './retire-matrix.js';
import { revokeDelegation } from './revoke-delegation.js';
import type { AuthorityState } from './state.js';

/**
 * What a command makes happen: at least one event, appended all or none. Pure: neither clock nor randomness, nothing is mutated.
 * Throws RuleViolation (409) or Contradiction (422), each with a stable code and facts; nothing else.
 */
export function decide(state: AuthorityState, command: AuthorityCommand): AuthorityEvent[] {
  switch (command.type) {
    case 'publishMatrix':
      return publishMatrix(state, command);
    case 'retireMatrix':
      return retireMatrix(state, command);
    case 'delegateAuthority':
      return delegateAuthority(state, command);
    case 'revokeDelegation':
      return revokeDelegation(state, command);
  }
}
