import { decisions } from '@redress/testing';
import type { AuthorityCommand, RevokeDelegation } from './commands.js';
import { decide } from './decide.js';
import { defaultMatrix } from './default-matrix.js';
import type { AuthorityEvent } from './matrix.js';
import { evolve, noAuthority, type AuthorityState } from './state.js';

const given = decisions<AuthorityState, AuthorityCommand, AuthorityEvent>({ initial: noAuthority, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';

const history: AuthorityEvent[] = ['d-1', 'd-2'].map((id) => ({
  type: 'AuthorityDelegated',
  data: { id, delegator: 'u-cfo', delegate: 'u-deputy', role: 'cfo', from: now, until: '2026-12-15T00:00:00.000Z', reason: 'On leave.' },
}));
const first: AuthorityEvent = { type: 'MatrixPublished', data: defaultMatrix };
const revoked: AuthorityEvent = { type: 'DelegationRevoked', data: { id: 'd-1', reason: 'Back.' } };
const revoke = (said: Partial<RevokeDelegation['data']> = {}, sub = 'u-cfo', ...roles: string[]): RevokeDelegation => ({
  type: 'revokeDelegation',
  data: { id: 'd-1', reason: 'Back.', ...said },
  by: { sub, roles },
  occurredAt: now,
  now,
  origin: 'api',
});

it('is for the delegator, or a policy-admin', () => {
  given(first, ...history)
    .when(revoke())
    .thenHappens(revoked);
  given(first, ...history)
    .when(revoke({}, 'u-admin', 'policy-admin'))
    .thenHappens(revoked);
});

it('is not for the delegate, nor for anybody else', () => {
  for (const sub of ['u-deputy', 'u-other'])
    given(first, ...history)
      .when(revoke({}, sub, 'cfo'))
      .thenRefused('not-the-delegator', { id: 'd-1' });
});

it('is done once, of what there is, and with a reason', () => {
  given(first, ...history, revoked)
    .when(revoke())
    .thenRefused('delegation-revoked', { id: 'd-1' });
  given(first, ...history)
    .when(revoke({ id: 'd-3' }))
    .thenRefused('unknown-delegation', { id: 'd-3' });
  given(first, ...history)
    .when(revoke({ reason: '' }))
    .thenContradicts('text-missing', { field: 'reason' });
});
