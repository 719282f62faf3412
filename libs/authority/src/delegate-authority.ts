import { after, impossible, instant, inTime, RuleViolation, text } from '@redress/kernel';
import type { DelegateAuthority } from './commands.js';
import type { AuthorityDelegated, Matrix } from './matrix.js';
import { matrixInForce, type AuthorityState } from './state.js';

const longestDays = 366;
const dayMs = 86_400_000;

/**
 * Lets somebody else sign in one of the actor's own roles for a while. Whoever holds a role by delegation alone does not have it in their
 * token, so nothing is passed on.
 * Codes: `role-not-held` (`role`), `role-not-in-matrix` (`role`, `matrixVersion`), `role-is-body` (`role`, `recordedBy`); 422:
 * `delegation-to-oneself`, `delegation-without-end` (`from`, `until`), `delegation-over` (`until`, `now`), `delegation-too-long`
 * (`latest`), `invalid-time`, `future-time`, `text-missing`.
 */
export function delegateAuthority(state: AuthorityState, command: DelegateAuthority): AuthorityDelegated[] {
  inTime(command);
  const { by, now, data } = command;
  const { id, delegate, role, from = now, until, reason } = data;
  text('delegate', delegate);
  text('reason', reason);
  instant('from', from);
  instant('until', until);
  impossible(delegate === by.sub, 'delegation-to-oneself', 'You have this role already: name somebody else.', { role });
  impossible(until <= from, 'delegation-without-end', 'A delegation ends after it begins.', { from, until });
  impossible(until <= now, 'delegation-over', 'A delegation that is over already lets nobody sign.', { until, now });
  const latest = after(from, longestDays * dayMs);
  impossible(until > latest, 'delegation-too-long', `A delegation lasts ${longestDays} days at most: give another one then.`, { latest });
  if (!by.roles.includes(role)) throw new RuleViolation('role-not-held', 'Only your own roles can be delegated.', { role });
  const matrix = matrixInForce(state, now);
  const body = matrix.bodies.find((one) => one.role === role);
  if (body) throw new RuleViolation('role-is-body', 'A body decides by resolution: nobody can do that for it.', { ...body });
  if (!rolesIn(matrix).has(role)) {
    throw new RuleViolation('role-not-in-matrix', 'Nobody signs in this role under the matrix in force.', {
      role,
      matrixVersion: matrix.version,
    });
  }
  return [{ type: 'AuthorityDelegated', data: { id, delegator: by.sub, delegate, role, from, until, reason } }];
}

/** Everybody who may have to act: who signs, who stands in, who records a body's resolutions. */
function rolesIn({ bands, bodies }: Matrix): Set<string> {
  const signing = bands.flatMap(({ roles, substitutes = [] }) => [...roles, ...substitutes.flatMap((substitution) => substitution.by)]);
  return new Set([...signing, ...bodies.map(({ recordedBy }) => recordedBy)]);
}
