import type { Facts } from '@redress/kernel';
import { decisions } from '@redress/testing';
import type { AuthorityCommand, DelegateAuthority } from './commands.js';
import { decide } from './decide.js';
import { defaultMatrix } from './default-matrix.js';
import type { AuthorityDelegated, AuthorityEvent, Delegation } from './matrix.js';
import { delegationInForce, evolve, noAuthority, type AuthorityState } from './state.js';

const given = decisions<AuthorityState, AuthorityCommand, AuthorityEvent>({ initial: noAuthority, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const from = '2026-12-01T00:00:00.000Z';
const until = '2026-12-15T00:00:00.000Z';

const first: AuthorityEvent = { type: 'MatrixPublished', data: defaultMatrix };
const leave: Delegation = { id: 'd-1', delegator: 'u-cfo', delegate: 'u-deputy', role: 'cfo', from, until, reason: 'On leave.' };
const { delegator: _, ...asked } = leave;
const delegated = (said: Partial<Delegation> = {}): AuthorityDelegated => ({ type: 'AuthorityDelegated', data: { ...leave, ...said } });
const delegate = (said: Partial<DelegateAuthority['data']> = {}, roles = ['handler', 'cfo']): DelegateAuthority => ({
  type: 'delegateAuthority',
  data: { ...asked, ...said },
  by: { sub: 'u-cfo', roles },
  occurredAt: now,
  now,
  origin: 'api',
});

it('lets somebody else sign in a role of the actor, from an instant on or at once', () => {
  given(first).when(delegate()).thenHappens(delegated());
  given(first)
    .when(delegate({ from: undefined }))
    .thenHappens(delegated({ from: now }));
});

it('refuses a role that the actor does not have: what was delegated to them is not theirs to pass on', () => {
  given(first)
    .when(delegate({}, ['handler']))
    .thenRefused('role-not-held', { role: 'cfo' });
  given(first, delegated({ delegator: 'u-boss', delegate: 'u-cfo', role: 'general-manager', from: now }))
    .when(delegate({ role: 'general-manager' }))
    .thenRefused('role-not-held', { role: 'general-manager' });
});

it('refuses a role that signs nothing, and a body', () => {
  given(first)
    .when(delegate({ role: 'handler' }))
    .thenRefused('role-not-in-matrix', { role: 'handler', matrixVersion: 1 });
  given(first)
    .when(delegate({ role: 'board' }, ['board']))
    .thenRefused('role-is-body', { role: 'board', recordedBy: 'board-secretary' });
});

it('takes who stands in, and who records for a body, for somebody who signs', () => {
  const bands = [{ from: 0, scope: 's', roles: ['cfo'], mode: 'all', substitutes: [{ role: 'cfo', by: ['treasurer'] }] }] as const;
  const matrix: AuthorityEvent = { type: 'MatrixPublished', data: { ...defaultMatrix, bands } };
  given(matrix)
    .when(delegate({ role: 'treasurer' }, ['treasurer']))
    .thenHappens(delegated({ role: 'treasurer' }));
  given(matrix)
    .when(delegate({ role: 'board-secretary' }, ['board-secretary']))
    .thenHappens(delegated({ role: 'board-secretary' }));
});

it.each<[string, Partial<Delegation>, string, Facts]>([
  ['to oneself', { delegate: 'u-cfo' }, 'delegation-to-oneself', { role: 'cfo' }],
  ['that ends as it begins', { until: from }, 'delegation-without-end', { from, until: from }],
  ['that is over', { from: '2026-11-01T00:00:00.000Z', until: now }, 'delegation-over', { until: now, now }],
  ['for more than a year', { until: '2027-12-02T00:00:00.001Z' }, 'delegation-too-long', { latest: '2027-12-02T00:00:00.000Z' }],
  ['from no time', { from: '1.12.' }, 'invalid-time', { field: 'from' }],
  ['until no time', { until: 'Christmas' }, 'invalid-time', { field: 'until' }],
  ['to nobody', { delegate: ' ' }, 'text-missing', { field: 'delegate' }],
  ['without a reason', { reason: '' }, 'text-missing', { field: 'reason' }],
])('refuses one %s', (_, said, code, facts) => {
  given(first).when(delegate(said)).thenContradicts(code, facts);
});

describe('a delegation', () => {
  const state = [first, delegated()].reduce(evolve, noAuthority);

  it('is in force from its beginning until before its end', () => {
    expect(delegationInForce(state, 'd-1', '2026-11-30T23:59:59.999Z')).toBeUndefined();
    expect(delegationInForce(state, 'd-1', from)).toEqual(leave);
    expect(delegationInForce(state, 'd-1', '2026-12-14T23:59:59.999Z')).toEqual(leave);
    expect(delegationInForce(state, 'd-1', until)).toBeUndefined();
    expect(delegationInForce(state, 'd-2', from)).toBeUndefined();
  });

  it('is not, once it was revoked', () => {
    const revoked = evolve(state, { type: 'DelegationRevoked', data: { id: 'd-1', reason: 'Back.' } });
    expect(delegationInForce(revoked, 'd-1', from)).toBeUndefined();
  });
});
