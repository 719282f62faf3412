import fc from 'fast-check';
import { fits, packFor, type CaseFacts, type Condition, type Packs } from './pack.js';

const parcel: CaseFacts = { product: 'parcel', unit: 'north', jurisdiction: 'CN', channel: 'app', cause: 'late', grade: 'complaint' };

describe('a condition', () => {
  it.each<[string, Condition | undefined, CaseFacts, boolean]>([
    ['nothing', undefined, {}, true],
    ['nothing named', {}, {}, true],
    ['one of its codes', { products: ['letter', 'parcel'] }, parcel, true],
    ['another code', { products: ['letter'] }, parcel, false],
    [
      'all that is named',
      { products: ['parcel'], units: ['north'], channels: ['app'], causes: ['late'], grades: ['complaint'] },
      parcel,
      true,
    ],
    ['all that is named but one', { products: ['parcel'], units: ['south'] }, parcel, false],
    ['what is not known', { categories: ['delay'] }, parcel, false],
    ['what there is not', { severities: ['high'] }, { severity: null }, false],
    ['the latest classification', { categories: ['delay'], severities: ['high'] }, { category: 'delay', severity: 'high' }, true],
    ['one of several', { anyOf: [{ categories: ['delay'] }, { causes: ['late'] }] }, parcel, true],
    ['none of several', { anyOf: [{ categories: ['delay'] }, { causes: ['lost'] }] }, parcel, false],
    ['what it is not', { not: { products: ['parcel'] } }, parcel, false],
    ['what it is not, unknown', { not: { categories: ['delay'] } }, parcel, true],
    ['a country', { jurisdictions: ['US'] }, { jurisdiction: 'us' }, true],
    ['a part of a country', { jurisdictions: ['us'] }, { jurisdiction: 'US-TX' }, true],
    ['a part alone', { jurisdictions: ['US-TX'] }, { jurisdiction: 'US' }, false],
    ['what only begins alike', { jurisdictions: ['CN'] }, { jurisdiction: 'CNX' }, false],
  ])('of %s', (_, condition, facts, expected) => {
    expect(fits(condition, facts)).toBe(expected);
  });

  it('and its opposite are never both true', () => {
    const codes = fc.constantFrom('a', 'b', 'c');
    const condition = fc.record(
      { products: fc.uniqueArray(codes, { minLength: 1 }), causes: fc.uniqueArray(codes, { minLength: 1 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(condition, fc.record({ product: codes, cause: fc.option(codes) }), (said, facts) => {
        expect(fits({ not: said }, facts)).toBe(!fits(said, facts));
        expect(fits({ anyOf: [said, { not: said }] }, facts)).toBe(true);
      }),
    );
  });
});

describe('the pack of a complaint', () => {
  const packs: Packs = {
    choices: [
      { when: { jurisdictions: ['CN'], products: ['card'] }, pack: 'law' },
      { when: { units: ['vip'] }, pack: 'better' },
      { when: {}, pack: 'default' },
    ],
    packs: {},
  };
  it.each([
    [{ jurisdiction: 'CN', product: 'card', unit: 'vip' }, 'law'],
    [{ jurisdiction: 'CN', product: 'parcel', unit: 'vip' }, 'better'],
    [{ jurisdiction: 'CN', product: null }, 'default'],
    [{}, 'default'],
  ])('is that of the first choice that fits: %j', (form, expected) => {
    expect(packFor(packs, form)).toBe(expected);
  });
});
