import { decisions } from '@redress/testing';
import type { AuthorityCommand, RetireMatrix } from './commands.js';
import { decide } from './decide.js';
import { defaultMatrix } from './default-matrix.js';
import type { AuthorityEvent } from './matrix.js';
import { evolve, matrixInForce, noAuthority, type AuthorityState } from './state.js';

const given = decisions<AuthorityState, AuthorityCommand, AuthorityEvent>({ initial: noAuthority, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const inAMinute = '2026-11-22T08:01:00.000Z';
const inDecember = '2026-12-01T00:00:00.000Z';
const inJanuary = '2027-01-01T00:00:00.000Z';

const published = (version: number, effectiveFrom: string): AuthorityEvent => ({
  type: 'MatrixPublished',
  data: { ...defaultMatrix, version, effectiveFrom },
});
const retired = (version: number, retiredFrom: string): AuthorityEvent => ({
  type: 'MatrixRetired',
  data: { version, retiredFrom, reason: 'A slip.' },
});
const retire = (version: number, said: Partial<RetireMatrix['data']> = {}): RetireMatrix => ({
  type: 'retireMatrix',
  data: { version, reason: 'A slip.', ...said },
  by: { sub: 'u-admin', roles: ['policy-admin'] },
  occurredAt: now,
  now,
  origin: 'api',
});
const [first, second] = [published(1, '1900-01-01T00:00:00.000Z'), published(2, '2026-06-01T00:00:00.000Z')];

it('takes a version out of force, in a minute or when it is said', () => {
  given(first, second).when(retire(2)).thenHappens(retired(2, inAMinute));
  given(first, second)
    .when(retire(1, { retiredFrom: inDecember }))
    .thenHappens(retired(1, inDecember));
  given(first, published(2, inJanuary))
    .when(retire(2, { retiredFrom: inDecember }))
    .thenHappens(retired(2, inDecember));
});

it('needs a reason and notice', () => {
  given(first, second)
    .when(retire(2, { reason: '' }))
    .thenContradicts('text-missing', { field: 'reason' });
  given(first, second)
    .when(retire(2, { retiredFrom: now }))
    .thenContradicts('effective-too-soon', { field: 'retiredFrom', value: now, earliest: inAMinute });
  given(first, second)
    .when(retire(2, { retiredFrom: 'soon' }))
    .thenContradicts('invalid-time', { field: 'retiredFrom' });
});

it('refuses what was never published, or retired before', () => {
  given(first, second).when(retire(3)).thenRefused('unknown-matrix', { version: 3 });
  given(first, second, retired(2, inDecember)).when(retire(2)).thenRefused('matrix-retired', { version: 2, retiredFrom: inDecember });
});

it('never leaves an instant without a matrix', () => {
  given(first).when(retire(1)).thenRefused('last-matrix', { version: 1, at: inAMinute });
  given(first, published(2, inJanuary)).when(retire(1)).thenRefused('last-matrix', { version: 1, at: inAMinute });
  given(first, second, retired(2, inDecember)).when(retire(1)).thenRefused('last-matrix', { version: 1, at: inDecember });
  given(first, second, published(3, inDecember), retired(2, inDecember)).when(retire(1)).thenHappens(retired(1, inAMinute));
});

describe('the matrix in force', () => {
  const state = [first, second, published(3, inDecember), retired(3, inJanuary)].reduce(evolve, noAuthority);

  it.each([
    ['1900-01-01T00:00:00.000Z', 1],
    ['2026-05-31T23:59:59.999Z', 1],
    ['2026-06-01T00:00:00.000Z', 2],
    [inDecember, 3],
    ['2026-12-31T23:59:59.999Z', 3],
    [inJanuary, 2],
  ])('at %s is version %s', (at, version) => {
    expect(matrixInForce(state, at).version).toBe(version);
  });

  it('is the higher version, though a lower one took effect later', () => {
    const lower = [first, published(2, inJanuary), published(3, inDecember)].reduce(evolve, noAuthority);
    expect(matrixInForce(lower, inJanuary).version).toBe(3);
  });

  it('is none before the first', () => {
    const at = '1899-12-31T23:59:59.999Z';
    expect(() => matrixInForce(state, at)).toThrow(expect.objectContaining({ code: 'no-matrix-in-force', facts: { at } }));
  });
});
