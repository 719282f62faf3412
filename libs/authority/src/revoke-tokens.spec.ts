import { decisions } from '@redress/testing';
import { revokeTokens, type RevokeTokens, type TokensRevoked } from './revoke-tokens.js';

const given = decisions<null, RevokeTokens, TokensRevoked>({
  initial: null,
  evolve: (state) => state,
  decide: (_, command) => revokeTokens(command),
});
const now = '2026-11-22T08:00:00.000Z';
const revoke = (data: RevokeTokens['data']): RevokeTokens => ({
  type: 'revokeTokens',
  data,
  by: { sub: 'ops', roles: ['operator'] },
  occurredAt: now,
  now,
  origin: 'api',
});

describe('tokens are revoked', () => {
  it('one, by its id', () => {
    given()
      .when(revoke({ jti: 't-1', reason: 'INC-7' }))
      .thenHappens({ type: 'TokensRevoked', data: { jti: 't-1', before: now, reason: 'INC-7' } });
  });

  it('all of a person that were issued until now, or until then', () => {
    given()
      .when(revoke({ sub: 'anna' }))
      .thenHappens({ type: 'TokensRevoked', data: { sub: 'anna', before: now } });
    const before = '2026-11-20T00:00:00.000Z';
    given()
      .when(revoke({ sub: 'anna', before }))
      .thenHappens({ type: 'TokensRevoked', data: { sub: 'anna', before } });
  });

  it('of somebody or by an id, not both and not neither', () => {
    given().when(revoke({})).thenContradicts('revocation-of-what');
    given()
      .when(revoke({ jti: 't-1', sub: 'anna' }))
      .thenContradicts('revocation-of-what');
    given()
      .when(revoke({ jti: 't-1', before: now }))
      .thenContradicts('revocation-of-what');
  });

  it('of those that there are: not of those to come', () => {
    const before = '2026-11-22T08:00:00.001Z';
    given()
      .when(revoke({ sub: 'anna', before }))
      .thenContradicts('future-time', { field: 'before', value: before, now });
  });
});
