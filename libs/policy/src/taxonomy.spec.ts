import type { Facts } from '@redress/kernel';
import fc from 'fast-check';
import { standardTaxonomy } from './default-taxonomy.js';
import { nearest } from './nearest.js';
import {
  checkCode,
  checkedTaxonomy,
  closedLists,
  taxonomyLists,
  topOf,
  type SaidTaxonomy,
  type Taxonomy,
  type TaxonomyEntry,
} from './taxonomy.js';

const labels = { 'zh-CN': '标签', en: 'label' };
const entry = (code: string, more: Partial<TaxonomyEntry> = {}): TaxonomyEntry => ({ code, labels, ...more });
const refusal = (code: string, facts: Facts) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as Error;
const checked = (said: SaidTaxonomy, before = standardTaxonomy) => checkedTaxonomy(said, before);

describe('the standard taxonomy', () => {
  it('is sound, and published over itself it is the same', () => {
    expect(checked(standardTaxonomy)).toEqual(standardTaxonomy);
  });

  it('is strict about nothing', () => {
    expect(taxonomyLists.filter((list) => standardTaxonomy[list].strict)).toEqual([]);
  });

  it('has the causes of the slides as a tree: ① branch or account manager, ② service, ③ investment return', () => {
    const below = (parent: string) => standardTaxonomy.causes.entries.filter((other) => other.parent === parent).map(({ code }) => code);
    expect(below('sales')).toEqual(['misleading-sale', 'contract-terms', 'missing-signature']);
    expect(below('company-service')).toEqual(['service-staff', 'service-items', 'processing-time']);
    expect(below('investment-return')).toEqual(['expected-return', 'cash-value', 'market']);
  });
});

describe('a publication', () => {
  const channels = { entries: [entry('post')] };

  it('is refused if a strict list would allow nothing, also one that was strict before', () => {
    const nothing = refusal('nothing-allowed', { path: 'channels.entries' });
    const strict = checked({ channels: { strict: true, entries: [entry('post')] } });
    for (const entries of [[], [entry('fax', { retired: true })]]) {
      expect(() => checked({ channels: { strict: true, entries } })).toThrow(nothing);
      expect(() => checked({ channels: { entries } }, strict)).toThrow(nothing);
      expect(checked({ channels: { strict: false, entries } }, strict).channels).toEqual({ strict: false, entries });
    }
  });

  it('is refused if it names no list', () => {
    expect(() => checked({})).toThrow(refusal('nothing-published', { path: '' }));
  });

  it.each<[string, readonly TaxonomyEntry[], Facts]>([
    ['duplicate-code', [entry('a'), entry('a')], { path: 'channels.entries[1].code', code: 'a' }],
    ['invalid-code', [entry('two words')], { path: 'channels.entries[0].code', code: 'two words' }],
    ['invalid-code', [entry('')], { path: 'channels.entries[0].code' }],
    ['invalid-code', [entry('-a')], { path: 'channels.entries[0].code' }],
    ['invalid-code', [entry('a'.repeat(201))], { path: 'channels.entries[0].code' }],
    ['label-missing', [entry('a', { labels: { 'zh-CN': ' ', en: 'a' } })], { path: 'channels.entries[0].labels.zh-CN' }],
    ['label-missing', [entry('a', { labels: { 'zh-CN': '甲', en: '' } })], { path: 'channels.entries[0].labels.en' }],
    ['unknown-parent', [entry('a', { parent: 'b' })], { path: 'channels.entries[0].parent', parent: 'b' }],
    ['circular-parents', [entry('a', { parent: 'a' })], { path: 'channels.entries[0].parent', parent: 'a' }],
    [
      'circular-parents',
      [entry('top'), entry('a', { parent: 'c' }), entry('b', { parent: 'a' }), entry('c', { parent: 'b' })],
      { path: 'channels.entries[1].parent' },
    ],
    ['too-many-entries', Array.from({ length: 5_001 }, (_, i) => entry(`c${i}`)), { path: 'channels.entries', entries: 5_001 }],
  ])('%s, and where', (code, entries, facts) => {
    expect(() => checked({ channels: { entries } })).toThrow(refusal(code, facts));
  });

  it('takes codes of any script and a parent that is listed later', () => {
    const entries = [entry('网点', { parent: 'Branch_1' }), entry('Branch_1'), entry('a.b/c:d+e-f')];
    expect(checked({ channels: { entries } }).channels).toEqual({ strict: false, entries });
  });

  it.each(Object.entries(closedLists))('neither adds to nor drops from what the rules know: %s', (list, codes) => {
    const entries = codes!.map((code) => entry(code));
    expect(checked({ [list]: { entries } })[list as 'outcomes'].entries).toEqual(entries);
    const path = `${list}.entries`;
    expect(() => checked({ [list]: { entries: entries.slice(1) } })).toThrow(
      refusal('closed-list', { path, missing: [codes![0]], unknown: [] }),
    );
    expect(() => checked({ [list]: { entries: [...entries, entry('ours')] } })).toThrow(
      refusal('closed-list', { path, missing: [], unknown: ['ours'] }),
    );
  });

  it('may hang branches of its own below those of the fishbone, and of no other closed list', () => {
    const entries = [
      ...standardTaxonomy.rootCauses.entries,
      entry('training', { parent: 'people' }),
      entry('induction', { parent: 'training' }),
    ];
    expect(checked({ rootCauses: { entries } }).rootCauses.entries).toEqual(entries);
    const outcomes = [...standardTaxonomy.outcomes.entries, entry('half', { parent: 'partly' })];
    expect(() => checked({ outcomes: { entries: outcomes } })).toThrow(refusal('closed-list', { unknown: ['half'] }));
  });

  const codes = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { maxLength: 8 });
  // A tree by construction: a parent is one of those before.
  const entries = codes.chain((unique) =>
    fc.tuple(...unique.map((code, i) => fc.nat(i).map((parent) => entry(code, parent < i ? { parent: unique[parent]! } : {})))),
  );
  const said = fc
    .record(
      Object.fromEntries(
        taxonomyLists
          .filter((list) => !closedLists[list])
          .map((list) => [list, fc.record({ entries, strict: fc.boolean() }).filter((one) => !one.strict || one.entries.length > 0)]),
      ),
      { requiredKeys: [] },
    )
    .filter((lists) => Object.keys(lists).length > 0) as fc.Arbitrary<SaidTaxonomy>;

  it('holds what it says and carries the rest over, and comes back from the log as it went in', () => {
    fc.assert(
      fc.property(said, said, (one, two) => {
        const first = checked(one);
        const second = checked(two, first);
        for (const list of taxonomyLists) expect(second[list]).toEqual(two[list] ?? one[list] ?? standardTaxonomy[list]);
        const stored = JSON.parse(JSON.stringify(second)) as Taxonomy;
        expect(checked(stored, stored)).toEqual(second);
      }),
    );
  });

  it('does not depend on the order of a list', () => {
    fc.assert(
      fc.property(
        entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([one, other]) => {
          expect(() => checked({ causes: { entries: one } })).not.toThrow();
          expect(() => checked({ causes: { entries: other } })).not.toThrow();
        },
      ),
    );
  });

  it('keeps what it does not name as strict as it was', () => {
    const strict = checked({ channels: { ...channels, strict: true } });
    expect(checked({ channels }, strict).channels.strict).toBe(true);
    expect(checked({ channels: { ...channels, strict: false } }, strict).channels.strict).toBe(false);
  });
});

describe('a code', () => {
  const entries = [entry('late-delivery'), entry('staff-attitude'), entry('counter', { retired: true })];
  const version = (strict: boolean) => ({ version: 7, document: { ...standardTaxonomy, causes: { strict, entries } } });

  it('may be any where the list is not strict', () => {
    expect(() => checkCode(version(false), 'causes', 'cause', 'whatever it is')).not.toThrow();
    expect(() => checkCode(version(false), 'causes', 'cause', 'counter')).not.toThrow();
  });

  it('is one of a strict list, and not retired', () => {
    expect(() => checkCode(version(true), 'causes', 'cause', 'late-delivery')).not.toThrow();
    const facts = { field: 'cause', list: 'causes', version: 7 };
    const check = (code: string) => () => checkCode(version(true), 'causes', 'cause', code);
    expect(check('Late_Delivery')).toThrow(refusal('unknown-code', { ...facts, code: 'Late_Delivery', meant: 'late-delivery' }));
    expect(check('stafattitude')).toThrow(refusal('unknown-code', { ...facts, code: 'stafattitude', meant: 'staff-attitude' }));
    expect(check('weather')).toThrow(expect.objectContaining({ code: 'unknown-code', facts: { ...facts, code: 'weather' } }) as Error);
    expect(check('counter')).toThrow(refusal('retired-code', { ...facts, code: 'counter' }));
    // What is retired is not what was meant.
    expect(check('countr')).toThrow(expect.objectContaining({ code: 'unknown-code', facts: { ...facts, code: 'countr' } }) as Error);
  });
});

it('is in the tree of the one at its top', () => {
  const entries = [entry('people'), entry('induction', { parent: 'training' }), entry('training', { parent: 'people' })];
  const tops = ['people', 'training', 'induction', 'weather'].map((code) => topOf({ strict: false, entries }, code));
  expect(tops).toEqual(['people', 'people', 'people', undefined]);
});

describe('the nearest code', () => {
  it.each([
    ['refnd', ['voucher', 'refund', 'gift'], 'refund'],
    ['REFUND', ['voucher', 'refund'], 'refund'],
    ['gift', ['lift', 'gilt'], 'lift'],
    ['x', ['phone', 'letter'], undefined],
    ['电话', ['电话', '信访'], '电话'],
    ['anything', [], undefined],
  ])('to %s of %j is %s', (code, known, expected) => {
    expect(nearest(code, known)).toBe(expected);
  });
});
