import { RuleViolation } from '@redress/kernel';
import { defaultMatrix } from './default-matrix.js';
import { coversAlone, requirementOf } from './evaluate.js';
import type { Band, Matrix } from './matrix.js';
import type { Ask } from './requirement.js';

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const ask = (amount: number, said: Partial<Ask> = {}): Ask => ({ already: [], now: cny(amount), remedy: 'refund', ...said });
const matrix = (said: Partial<Matrix>): Matrix => ({ ...defaultMatrix, ...said });
const rolesFor = (of: Matrix, asked: Ask) => requirementOf(of, asked).required.map(({ role }) => role);

describe('the default matrix', () => {
  const two = ['channel-head', 'operations-director'];
  const three = [...two, 'cfo'];
  const four = [...three, 'general-manager'];
  const five = [...four, 'chief-actuary'];
  const six = [...five, 'board'];

  // In yuan, with one fen around each bound of the slides.
  it.each([
    ['0.00', 0, 1, 'none', 'all', []],
    ['0.01', 1, 200_000, 'channel', 'any', two],
    ['1999.98', 1, 200_000, 'channel', 'any', two],
    ['1999.99', 1, 200_000, 'channel', 'any', two],
    ['2000.00', 200_000, 1_000_000, 'branch', 'all', three],
    ['2000.01', 200_000, 1_000_000, 'branch', 'all', three],
    ['9999.98', 200_000, 1_000_000, 'branch', 'all', three],
    ['9999.99', 200_000, 1_000_000, 'branch', 'all', three],
    ['10000.00', 1_000_000, 5_000_000, 'head-office', 'all', four],
    ['10000.01', 1_000_000, 5_000_000, 'head-office', 'all', four],
    ['49999.98', 1_000_000, 5_000_000, 'head-office', 'all', four],
    ['49999.99', 1_000_000, 5_000_000, 'head-office', 'all', four],
    ['50000.00', 5_000_000, 50_000_000, 'head-office', 'all', five],
    ['50000.01', 5_000_000, 50_000_000, 'head-office', 'all', five],
    ['499999.98', 5_000_000, 50_000_000, 'head-office', 'all', five],
    ['499999.99', 5_000_000, 50_000_000, 'head-office', 'all', five],
    ['500000.00', 50_000_000, null, 'head-office', 'all', six],
    ['500000.01', 50_000_000, null, 'head-office', 'all', six],
  ])('%s yuan: from %s below %s, %s, %s of %j', (yuan, from, below, scope, mode, roles) => {
    const amount = Number(yuan.replace('.', ''));
    const requirement = requirementOf(defaultMatrix, ask(amount));
    expect(requirement).toMatchObject({ matrixVersion: 1, band: { from, below, scope }, mode, currency: 'CNY', total: amount });
    expect(requirement.required.map(({ role }) => role)).toEqual(roles);
  });

  it('adds what was ordered already: splitting does not help', () => {
    const requirement = requirementOf(defaultMatrix, ask(100_001, { already: [cny(50_000), cny(49_999)] }));
    expect(requirement).toMatchObject({ already: 99_999, now: 100_001, total: 200_000, band: { scope: 'branch' }, rates: [] });
  });

  it('lets a round lapse after 30 days, and nothing lapse where nobody signs', () => {
    expect(requirementOf(defaultMatrix, ask(1)).validDays).toBe(30);
    expect(requirementOf(defaultMatrix, ask(0))).not.toHaveProperty('validDays');
  });

  it('names as stand-ins the next higher roles, and the board last', () => {
    const { required, bodies } = requirementOf(defaultMatrix, ask(1));
    expect(required).toEqual([
      { role: 'channel-head', standIns: ['operations-director', 'cfo', 'general-manager', 'chief-actuary', 'board'] },
      { role: 'operations-director', standIns: ['cfo', 'general-manager', 'chief-actuary', 'board'] },
    ]);
    expect(bodies).toEqual([{ role: 'board', recordedBy: 'board-secretary' }]);
    expect(requirementOf(defaultMatrix, ask(50_000_000)).required.at(-1)).toEqual({ role: 'board', standIns: [] });
  });
});

describe('stand-ins', () => {
  const bands: Band[] = [
    { from: 0, scope: 's', roles: ['clerk'], mode: 'all', substitutes: [{ role: 'clerk', by: ['deputy', 'chief'] }] },
    { from: 100, scope: 's', roles: ['head', 'clerk'], mode: 'all' },
    { from: 200, scope: 's', roles: ['chief'], mode: 'all' },
    { from: 0, scope: 's', roles: ['physician'], mode: 'all', conditions: { remedies: ['treatment'] } },
  ];
  const small = matrix({ bands, bodies: [{ role: 'council', recordedBy: 'clerk' }] });

  it('are first the substitutes that the band names, none of them twice', () => {
    expect(requirementOf(small, ask(0)).required).toEqual([{ role: 'clerk', standIns: ['deputy', 'chief', 'head', 'council'] }]);
    expect(requirementOf(small, ask(100)).required[1]).toEqual({ role: 'clerk', standIns: ['head', 'chief', 'council'] });
  });

  it('of a role that is not on the main ladder are the bodies alone', () => {
    expect(requirementOf(small, ask(0, { remedy: 'treatment' })).required).toEqual([{ role: 'physician', standIns: ['council'] }]);
  });
});

describe('conditions', () => {
  const on = (conditions: Band['conditions'], role: string): Band => ({ from: 0, scope: 's', roles: [role], mode: 'all', conditions });
  const conditional = matrix({
    rates: [{ currency: 'USD', rate: '7' }],
    bands: [
      on({ remedies: ['refund'], products: ['life', 'health'] }, 'actuary'),
      on(undefined, 'anybody'),
      on({ units: ['beijing'] }, 'beijing-head'),
      on({ currencies: ['USD'] }, 'treasurer'),
      { ...on({ products: ['health', 'life'], remedies: ['refund'] }, 'chief'), from: 100 },
    ],
  });

  it.each([
    ['all that is named holds', ask(1, { product: 'life' }), ['actuary']],
    ['the same conditions in another order are the same ladder', ask(100, { product: 'life' }), ['chief']],
    ['only one of them holds', ask(1, { remedy: 'voucher', product: 'life' }), ['anybody']],
    ['the product is not known', ask(1), ['anybody']],
    ['the unit is named', ask(1, { unit: 'beijing' }), ['beijing-head']],
    ['two ladders hold: the first in the list', ask(1, { unit: 'beijing', product: 'health' }), ['actuary']],
    ['the currency is that of the proposal', ask(1, { now: { amount: 1, currency: 'USD' } }), ['treasurer']],
    ['the currency of what was ordered before does not matter', ask(1, { already: [{ amount: 1, currency: 'USD' }] }), ['anybody']],
  ])('%s', (_, asked, roles) => {
    expect(rolesFor(conditional, asked)).toEqual(roles);
  });
});

describe('other currencies', () => {
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const foreign = matrix({
    rates: [
      { currency: 'USD', rate: '7.253' },
      { currency: 'JPY', rate: '4.8' },
      { currency: 'EUR', rate: '8' },
    ],
  });

  it('count at the rate of the matrix, rounded up, and the rates that were used are kept', () => {
    const requirement = requirementOf(foreign, { already: [{ amount: 3, currency: 'JPY' }], now: usd(1), remedy: 'refund' });
    expect(requirement).toMatchObject({ already: 15, now: 8, total: 23 });
    expect(requirement.rates.map(({ currency }) => currency)).toEqual(['JPY', 'USD']);
  });

  it('are rounded once per currency: parts cost what the whole costs', () => {
    const whole = requirementOf(foreign, { already: [], now: usd(10), remedy: 'refund' });
    const inParts = requirementOf(foreign, { already: Array.from({ length: 9 }, () => usd(1)), now: usd(1), remedy: 'refund' });
    expect([whole.total, inParts.already, inParts.now, inParts.total]).toEqual([73, 66, 7, 73]);
  });

  it('are exact where floating point is not', () => {
    const precise = matrix({ rates: [{ currency: 'USD', rate: '1.00000000001' }] });
    expect(requirementOf(precise, { already: [], now: usd(100_000_000_000), remedy: 'refund' }).total).toBe(100_000_000_001);
    expect(requirementOf(precise, { already: [], now: usd(100_000_000_001), remedy: 'refund' }).total).toBe(100_000_000_003);
  });

  it('without a rate are refused, unless they sum up to nothing', () => {
    expect(() => requirementOf(defaultMatrix, ask(1, { already: [usd(1)] }))).toThrow(
      expect.objectContaining({ code: 'no-exchange-rate', facts: { currency: 'USD' } }),
    );
    expect(requirementOf(defaultMatrix, { already: [], now: usd(0), remedy: 'apology-gift' })).toMatchObject({ total: 0, rates: [] });
  });

  it('are refused where the total cannot be counted', () => {
    const huge = () => requirementOf(foreign, { already: [], now: usd(Number.MAX_SAFE_INTEGER), remedy: 'refund' });
    expect(huge).toThrow(RuleViolation);
    expect(huge).toThrow(expect.objectContaining({ code: 'amount-too-large', facts: { currency: 'CNY' } }));
  });
});

describe('the reason', () => {
  const reason = (of: Matrix, asked: Ask) => requirementOf(of, asked).reason;

  it('names version, band, scope, sum and signatures', () => {
    expect(reason(matrix({ version: 3 }), ask(150_000, { already: [cny(300_000)] }))).toEqual({
      'zh-CN':
        '权限矩阵第3版，金额档 2000.00–10000.00 CNY（分公司授权）：此前 3000.00 + 本次 1500.00 = 4500.00；须由渠道总、运营总监、首席财务官全部签字。',
      en: 'Matrix 3, band 2000.00–10000.00 CNY (branch): 3000.00 already + 1500.00 now = 4500.00; channel head, operations director and CFO must all sign.',
    });
  });

  it.each([
    [0, '无需签字。', 'nobody has to sign.'],
    [1, '须由渠道总、运营总监任一签字。', 'channel head or operations director must sign, any one of them.'],
    [50_000_000, '金额档 500000.00 CNY 及以上（总公司授权）', 'band 500000.00 CNY and above (head office)'],
  ])('of %s fen', (amount, zh, en) => {
    expect(reason(defaultMatrix, ask(amount))['zh-CN']).toContain(zh);
    expect(reason(defaultMatrix, ask(amount)).en).toContain(en);
  });

  it('says in which order, names one role alone, and shows a code without a title as itself', () => {
    const ordered = matrix({
      bands: [
        { from: 0, scope: 'shop', roles: ['clerk'], mode: 'all' },
        { from: 10, scope: 'shop', roles: ['clerk', 'cfo'], mode: 'ordered' },
      ],
    });
    expect(reason(ordered, ask(1)).en).toMatch(/\(shop\): 0\.00 already \+ 0\.01 now = 0\.01; clerk must sign\.$/);
    expect(reason(ordered, ask(1))['zh-CN']).toMatch(/（shop）：.*；须由clerk签字。$/);
    expect(reason(ordered, ask(10)).en).toMatch(/; clerk and CFO must sign, in this order\.$/);
    expect(reason(ordered, ask(10))['zh-CN']).toMatch(/；须由clerk、首席财务官依次签字。$/);
  });

  it('counts with the decimals of each currency, and says the rate in major units', () => {
    const yen = matrix({
      currency: 'JPY',
      bands: [{ from: 0, scope: 's', roles: [], mode: 'all' }],
      rates: [
        { currency: 'USD', rate: '1.5' },
        { currency: 'KRW', rate: '0.11' },
      ],
    });
    const asked = { already: [{ amount: 100, currency: 'KRW' }], now: { amount: 1000, currency: 'USD' }, remedy: 'refund' };
    expect(reason(yen, asked).en).toContain('band 0 JPY and above (s): 11 already + 1500 now = 1511 (1 KRW = 0.11 JPY, 1 USD = 150 JPY);');
    const cents = matrix({ rates: [{ currency: 'JPY', rate: '4.8' }] });
    expect(reason(cents, ask(0, { now: { amount: 10, currency: 'JPY' } }))['zh-CN']).toContain('= 0.48（1 JPY = 0.048 CNY）；');
  });
});

describe('own authority', () => {
  const covers = (of: Matrix, amount: number, ...roles: string[]) => coversAlone(requirementOf(of, ask(amount)), roles);

  it('is whatever nobody has to sign', () => {
    expect(covers(defaultMatrix, 0)).toBe(true);
  });

  it('is a band that asks for any one of the roles, with one of them', () => {
    expect(covers(defaultMatrix, 1, 'handler', 'operations-director')).toBe(true);
    expect(covers(defaultMatrix, 1, 'handler', 'cfo')).toBe(false);
  });

  it('is no band that asks for several, whatever roles one person has', () => {
    expect(covers(defaultMatrix, 200_000, 'channel-head', 'operations-director', 'cfo')).toBe(false);
  });

  it('is a band that asks for one role, unless that is a body', () => {
    const single = (role: string) => matrix({ bands: [{ from: 0, scope: 's', roles: [role], mode: 'ordered' }] });
    expect(covers(single('cfo'), 1, 'cfo')).toBe(true);
    expect(covers(single('board'), 1, 'board')).toBe(false);
  });
});
