import { RuleViolation, type Instant } from '@redress/kernel';
import type { PolicyKind } from './kinds.js';
import type { Policy, PolicyEvent } from './policy.js';

/** Every version of one kind of policy: 1 comes first, and each is in force later than the one before. */
export interface PolicyState<K extends PolicyKind = PolicyKind> {
  readonly versions: readonly Policy<K>[];
}

export const noPolicy: PolicyState = { versions: [] };

/** The state after one more event. Pure, never mutates. */
export function evolve({ versions }: PolicyState, { data }: PolicyEvent): PolicyState {
  return { versions: [...versions, data] };
}

/**
 * The version that decides at an instant.
 * @throws RuleViolation `no-policy-in-force` (`at`)
 */
export function policyInForce<K extends PolicyKind>({ versions }: PolicyState<K>, at: Instant): Policy<K> {
  const policy = versions.findLast(({ effectiveFrom }) => effectiveFrom <= at);
  if (!policy) throw new RuleViolation('no-policy-in-force', 'No version of this policy was in force then.', { at });
  return policy;
}
