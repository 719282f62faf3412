import type { Facts } from '@redress/kernel';
import { decisions } from '@redress/testing';
import type { AuthorityCommand, PublishMatrix } from './commands.js';
import { decide } from './decide.js';
import { defaultMatrix } from './default-matrix.js';
import type { AuthorityEvent, Band, Matrix } from './matrix.js';
import { evolve, noAuthority, type AuthorityState } from './state.js';

const given = decisions<AuthorityState, AuthorityCommand, AuthorityEvent>({ initial: noAuthority, evolve, decide });
const now = '2026-11-22T08:00:00.000Z';
const inAMinute = '2026-11-22T08:01:00.000Z';

const first: AuthorityEvent = { type: 'MatrixPublished', data: defaultMatrix };
const { version: _version, effectiveFrom: _effectiveFrom, ...rest } = defaultMatrix;

function publish(said: Partial<PublishMatrix['data']> = {}, occurredAt = now): PublishMatrix {
  return {
    type: 'publishMatrix',
    data: { ...rest, ...said },
    by: { sub: 'u-admin', roles: ['policy-admin'] },
    occurredAt,
    now,
    origin: 'api',
  };
}
const published = (said: Partial<Matrix>): AuthorityEvent => ({ type: 'MatrixPublished', data: { ...defaultMatrix, ...said } });
const withBand = (said: Partial<Band>) => publish({ bands: [{ from: 0, scope: 's', roles: ['cfo'], mode: 'all', ...said }] });

it('gives the next version, in force as soon as every process can know of it', () => {
  given(first)
    .when(publish())
    .thenHappens(published({ version: 2, effectiveFrom: inAMinute }));
  given(first, published({ version: 2, effectiveFrom: inAMinute }))
    .when(publish({ effectiveFrom: '2027-01-01T00:00:00.000Z' }))
    .thenHappens(published({ version: 3, effectiveFrom: '2027-01-01T00:00:00.000Z' }));
});

it('refuses one that some processes would learn of too late', () => {
  const value = '2026-11-22T08:00:59.999Z';
  given(first)
    .when(publish({ effectiveFrom: value }))
    .thenContradicts('effective-too-soon', { field: 'effectiveFrom', value, earliest: inAMinute });
});

it('lets the very first be in force from ever', () => {
  given()
    .when(publish({ effectiveFrom: defaultMatrix.effectiveFrom }))
    .thenHappens(first);
  given()
    .when(publish())
    .thenHappens(published({ effectiveFrom: inAMinute }));
  given()
    .when(publish({ effectiveFrom: '2026-02-30T00:00:00.000Z' }))
    .thenContradicts('invalid-time', { field: 'effectiveFrom' });
});

it('refuses times that are none, or to come', () => {
  given(first).when(publish({}, '2026-11-22')).thenContradicts('invalid-time', { field: 'occurredAt' });
  given(first).when(publish({}, inAMinute)).thenContradicts('future-time', { field: 'occurredAt', value: inAMinute, now });
});

describe('an impossible matrix', () => {
  const band: Band = { from: 0, scope: 's', roles: ['cfo'], mode: 'all' };
  const conditions = { remedies: ['voucher'] };

  it.each<[string, PublishMatrix, string, Facts]>([
    ['without a reason', publish({ reason: ' ' }), 'text-missing', { field: 'reason' }],
    ['in no currency', publish({ currency: 'yuan' }), 'invalid-currency', { field: 'currency', currency: 'yuan' }],
    ['without bands', publish({ bands: [] }), 'main-ladder-missing', {}],
    ['whose bands all have conditions', withBand({ conditions }), 'main-ladder-missing', {}],
    ['that begins above 0', withBand({ from: 1 }), 'ladder-not-from-zero', { from: 1 }],
    [
      'one of whose ladders begins above 0',
      publish({ bands: [band, { ...band, from: 5, conditions }] }),
      'ladder-not-from-zero',
      { from: 5, conditions },
    ],
    ['with a bound twice', publish({ bands: [band, { ...band }] }), 'ladder-not-ascending', { from: 0, before: 0 }],
    [
      'whose bounds descend',
      publish({ bands: [band, { ...band, from: 9 }, { ...band, from: 8 }] }),
      'ladder-not-ascending',
      { from: 8, before: 9 },
    ],
    [
      'whose other ladder descends',
      publish({ bands: [band, ...[0, 7, 7].map((from) => ({ ...band, from, conditions }))] }),
      'ladder-not-ascending',
      { from: 7, before: 7, conditions },
    ],
    ['with a condition that names nothing', withBand({ conditions: { units: [] } }), 'condition-never-holds', { condition: 'units' }],
    [
      'with a condition in no currency',
      withBand({ conditions: { currencies: ['$'] } }),
      'invalid-currency',
      { field: 'conditions.currencies', currency: '$' },
    ],
    ['with half a fen', withBand({ from: 0.5 }), 'invalid-bound', { from: 0.5 }],
    ['below nothing', withBand({ from: -1 }), 'invalid-bound', { from: -1 }],
    ['with a role twice', withBand({ roles: ['cfo', 'cfo'] }), 'duplicate-role', { from: 0, role: 'cfo' }],
    ['with a role that no token can name', withBand({ roles: ['CFO'] }), 'invalid-code', { field: 'role', code: 'CFO' }],
    ['with a scope that is no code', withBand({ scope: 'Head office' }), 'invalid-code', { field: 'scope', code: 'Head office' }],
    ['where any of nobody signs', withBand({ roles: [], mode: 'any' }), 'mode-without-roles', { from: 0, mode: 'any' }],
    ['where nobody signs in order', withBand({ roles: [], mode: 'ordered' }), 'mode-without-roles', { from: 0, mode: 'ordered' }],
    ['where rounds lapse at once', withBand({ validDays: 0 }), 'invalid-validity', { from: 0, validDays: 0 }],
    ['where rounds last half a day', withBand({ validDays: 0.5 }), 'invalid-validity', { from: 0, validDays: 0.5 }],
    [
      'with a substitute for a role of another band',
      withBand({ substitutes: [{ role: 'board', by: ['cfo'] }] }),
      'substitute-for-another-band',
      { from: 0, role: 'board' },
    ],
    [
      'with a substitute of itself',
      withBand({ substitutes: [{ role: 'cfo', by: ['deputy', 'cfo'] }] }),
      'substitute-of-itself',
      { from: 0, role: 'cfo' },
    ],
    [
      'with a substitute that is no code',
      withBand({ substitutes: [{ role: 'cfo', by: ['0'] }] }),
      'invalid-code',
      { field: 'substitute', code: '0' },
    ],
    [
      'with substitutes for a role in two places',
      withBand({
        substitutes: [
          { role: 'cfo', by: ['a'] },
          { role: 'cfo', by: ['b'] },
        ],
      }),
      'duplicate-substitution',
      { from: 0, role: 'cfo' },
    ],
    [
      'with a body that records itself',
      publish({ bodies: [{ role: 'board', recordedBy: 'board' }] }),
      'recorded-by-body',
      { role: 'board', recordedBy: 'board' },
    ],
    [
      'with a body that a body records',
      publish({
        bodies: [
          { role: 'board', recordedBy: 'council' },
          { role: 'council', recordedBy: 'clerk' },
        ],
      }),
      'recorded-by-body',
      { role: 'board', recordedBy: 'council' },
    ],
    [
      'with a body twice',
      publish({ bodies: ['a', 'b'].map((recordedBy) => ({ role: 'board', recordedBy })) }),
      'duplicate-body',
      { role: 'board' },
    ],
    [
      'with a body that is no code',
      publish({ bodies: [{ role: 'The board', recordedBy: 'clerk' }] }),
      'invalid-code',
      { field: 'body', code: 'The board' },
    ],
    [
      'with a body that nobody records',
      publish({ bodies: [{ role: 'board', recordedBy: '' }] }),
      'invalid-code',
      { field: 'recordedBy', code: '' },
    ],
    [
      'with a rate of no currency',
      publish({ rates: [{ currency: 'usd', rate: '7' }] }),
      'invalid-currency',
      { field: 'rates.currency', currency: 'usd' },
    ],
    ['with a rate of its own currency', publish({ rates: [{ currency: 'CNY', rate: '1' }] }), 'rate-of-own-currency', { currency: 'CNY' }],
    ...['0', '0.00', '-1', '1e3', '7,25', '.5', '5.', '1.000000000001', '1234567890123', ''].map(
      (rate): [string, PublishMatrix, string, Facts] => [
        `with the rate "${rate}"`,
        publish({ rates: [{ currency: 'USD', rate }] }),
        'invalid-rate',
        { currency: 'USD', rate },
      ],
    ),
    [
      'with two rates of a currency',
      publish({ rates: ['7', '8'].map((rate) => ({ currency: 'USD', rate })) }),
      'duplicate-rate',
      { currency: 'USD' },
    ],
    [
      'with two titles of a code',
      publish({ titles: ['a', 'b'].map((en) => ({ code: 'cfo', 'zh-CN': en, en })) }),
      'duplicate-title',
      { code: 'cfo' },
    ],
    [
      'with a title in one language',
      publish({ titles: [{ code: 'cfo', 'zh-CN': '', en: 'CFO' }] }),
      'text-missing',
      { field: 'titles.cfo.zh-CN' },
    ],
    ['with a title of no code', publish({ titles: [{ code: 'C', 'zh-CN': 'c', en: 'c' }] }), 'invalid-code', { field: 'title', code: 'C' }],
  ])('%s is refused', (_, command, code, facts) => {
    given(first).when(command).thenContradicts(code, facts);
  });
});
