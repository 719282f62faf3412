import { inTime, RuleViolation, text } from '@redress/kernel';
import type { RevokeDelegation } from './commands.js';
import type { DelegationRevoked } from './matrix.js';
import type { AuthorityState } from './state.js';

/**
 * Ends a delegation at once, or before it began; what was signed under it stands.
 * Codes: `unknown-delegation` (`id`), `delegation-revoked` (`id`), `not-the-delegator` (`id`); 422: `text-missing`, `invalid-time`,
 * `future-time`.
 */
export function revokeDelegation({ delegations }: AuthorityState, command: RevokeDelegation): DelegationRevoked[] {
  inTime(command);
  const { by, data } = command;
  const { id, reason } = data;
  text('reason', reason);
  const kept = delegations.find(({ delegation }) => delegation.id === id);
  if (!kept) throw new RuleViolation('unknown-delegation', 'There is no such delegation.', { id });
  if (kept.delegation.delegator !== by.sub && !by.roles.includes('policy-admin')) {
    throw new RuleViolation('not-the-delegator', 'Who delegated it, or a policy-admin, can revoke it.', { id });
  }
  if (kept.revoked) throw new RuleViolation('delegation-revoked', 'This delegation was revoked before.', { id });
  return [{ type: 'DelegationRevoked', data: { id, reason } }];
}
