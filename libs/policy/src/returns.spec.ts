import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Facts } from '@redress/kernel';
import { standardTaxonomy } from './default-taxonomy.js';
import { checkedReturns, returnLists, returnNames, type Return, type ReturnCondition, type ReturnList, type Returns } from './returns.js';
import { returns } from './returns/standard-returns.js';

const { standard } = returns;
const uk = standard.returns['uk-disp']!;
const refusal = (code: string, facts: Facts) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as Error;
const publish = (said: Record<string, unknown>, before = standard): Returns =>
  checkedReturns({ returns: said } as unknown as Returns, before);
const groups = (list: object): Return => ({ ...uk, lists: { ...uk.lists, productGroup: { ...uk.lists['productGroup']!, ...list } } });
const rule = (said: object): object => ({ rules: [{ to: 'home-finance', when: { products: ['house'] }, source: uk.source, ...said }] });

/** The category that a case has in a list, by its codes. */
function categoryOf({ rules }: ReturnList, codes: Readonly<Record<string, string>>): string | undefined {
  const fits = (when: ReturnCondition) => Object.entries(when).every(([field, among]) => among.includes(codes[field] ?? ''));
  return rules.find(({ when }) => fits(when))?.to;
}

describe('the standard returns', () => {
  it('are sound, and published over themselves they are the same', () => {
    expect(checkedReturns(standard, standard)).toEqual(standard);
    expect(Object.keys(standard.returns)).toEqual(returnNames);
  });

  it.each(returnNames)('of %s says of every rule where it comes from, and what to ask where that is not certain', (name) => {
    const { source, lists } = standard.returns[name]!;
    const sources = [source, ...Object.values(lists).flatMap(({ rules }) => rules.map((one) => one.source))];
    expect(sources.filter(({ note }) => !note)).toEqual([]);
    expect(sources.filter(({ status, url }) => status !== 'own' && !url)).toEqual([]);
  });

  it('decide of every outcome, and of every standing, what it is', () => {
    const outcomes = standardTaxonomy.outcomes.entries.map(({ code }) => [code, categoryOf(uk.lists['decision']!, { outcomes: code })]);
    expect(outcomes.filter(([, to]) => to === 'upheld').map(([code]) => code)).toEqual(['upheld', 'partly']);
    expect(outcomes.filter(([, to]) => to === undefined)).toEqual([]);
  });

  it('know every cause of the standard taxonomy in the UK return', () => {
    const causes = standardTaxonomy.causes.entries.map(({ code }) => code);
    expect(causes.filter((code) => !categoryOf(uk.lists['complaintCause']!, { causes: code }))).toEqual([]);
  });
});

describe('a publication', () => {
  it('carries over the returns that it does not name', () => {
    const ours = { ...uk, currency: 'EUR' };
    expect(publish({ 'uk-disp': ours })).toEqual({ returns: { ...standard.returns, 'uk-disp': ours } });
  });

  it.each<[string, Record<string, unknown>, Facts]>([
    ['nothing-published', {}, { path: 'returns' }],
    ['unknown-return', { 'de-bafin': uk }, { path: 'returns.de-bafin', returns: returnNames }],
    ['label-missing', { 'uk-disp': { ...uk, labels: { 'zh-CN': ' ', en: 'UK' } } }, { path: 'returns.uk-disp.labels.zh-CN' }],
    ['invalid-currency', { 'uk-disp': { ...uk, currency: 'gbp' } }, { path: 'returns.uk-disp.currency' }],
    ['invalid-day', { 'uk-disp': { ...uk, holidays: ['2026-02-30'] } }, { path: 'returns.uk-disp.holidays[0]' }],
    ['source-missing', { 'uk-disp': { ...uk, source: undefined } }, { path: 'returns.uk-disp.source' }],
    [
      'unknown-list',
      { 'uk-disp': { ...uk, lists: { ...uk.lists, moods: uk.lists['decision'] } } },
      { path: 'returns.uk-disp.lists.moods' },
    ],
    ['list-missing', { 'uk-disp': { ...uk, lists: { decision: uk.lists['decision'] } } }, { missing: ['productGroup', 'complaintCause'] }],
    [
      'reserved-code',
      { 'uk-disp': groups({ categories: [{ code: 'unmapped', labels: uk.labels }], rules: [] }) },
      { path: 'returns.uk-disp.lists.productGroup.categories[0].code' },
    ],
    ['unknown-category', { 'uk-disp': groups(rule({ to: 'boats' })) }, { path: 'returns.uk-disp.lists.productGroup.rules[0].to' }],
    ['empty-condition', { 'uk-disp': groups(rule({ when: {} })) }, { path: 'returns.uk-disp.lists.productGroup.rules[0].when' }],
    [
      'empty-condition',
      { 'uk-disp': groups(rule({ when: { products: [] } })) },
      { path: 'returns.uk-disp.lists.productGroup.rules[0].when.products' },
    ],
    [
      'field-not-of-list',
      { 'uk-disp': groups(rule({ when: { outcomes: ['upheld'] } })) },
      { path: 'returns.uk-disp.lists.productGroup.rules[0].when.outcomes', fields: returnLists['uk-disp']['productGroup'] },
    ],
    [
      'invalid-text',
      { 'uk-disp': groups(rule({ when: { products: ['house', ' '] } })) },
      { path: 'returns.uk-disp.lists.productGroup.rules[0].when.products[1]' },
    ],
    ['source-missing', { 'uk-disp': groups(rule({ source: undefined })) }, { path: 'returns.uk-disp.lists.productGroup.rules[0].source' }],
    [
      'unknown-status',
      { 'uk-disp': groups(rule({ source: { ...uk.source, status: 'sure' } })) },
      { path: 'returns.uk-disp.lists.productGroup.rules[0].source.status' },
    ],
    [
      'duplicate-code',
      { 'uk-disp': groups({ categories: ['a', 'a'].map((code) => ({ code, labels: uk.labels })), rules: [] }) },
      { path: 'returns.uk-disp.lists.productGroup.categories[1].code' },
    ],
  ])('%s, and where', (code, said, facts) => {
    expect(() => publish(said)).toThrow(refusal(code, facts));
  });

  it('refuses standings that there are not', () => {
    const us = standard.returns['us-cfpb']!;
    const response = { ...us.lists['response']!, rules: [{ to: 'closed', when: { standings: ['won'] }, source: us.source }] };
    expect(() => publish({ 'us-cfpb': { ...us, lists: { ...us.lists, response } } })).toThrow(
      refusal('unknown-standing', { path: 'returns.us-cfpb.lists.response.rules[0].when.standings[0]', standing: 'won' }),
    );
  });
});

describe('the public complaint files in the US return', () => {
  const folder = join(import.meta.dirname, '../../../../shared/data/cfpb');
  if (!existsSync(folder)) {
    it('are not checked, because shared/data/cfpb is not beside this repository', () => {
      process.emitWarning('skipped: no shared/data/cfpb');
      expect(existsSync(folder)).toBe(false);
    });
    return;
  }

  it('have a product, issue and response each, and a sub-product, unless the file leaves it blank', () => {
    const { lists } = standard.returns['us-cfpb']!;
    const unfit: Record<string, string[]> = { product: [], subProduct: [], issue: [], response: [] };
    let read = 0;
    for (const name of readdirSync(folder).filter((file) => !file.includes('narrative'))) {
      const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8');
      const rows = parse<Record<string, string>>(text, { columns: true, relax_column_count: true, bom: true });
      for (const row of rows) {
        read += 1;
        const response = row['Company response to consumer'] ?? row['Company response'] ?? '';
        const codes = { products: row['Product']!, subProducts: row['Sub-product'] ?? '', causes: row['Issue']!, responses: response };
        for (const [list, missing] of Object.entries(unfit))
          if (!categoryOf(lists[list]!, codes)) missing.push(`${codes.products}: ${list === 'issue' ? codes.causes : codes.subProducts}`);
      }
    }
    expect(read).toBe(8_340 + 3_186 + 999);
    expect(Object.fromEntries(Object.entries(unfit).map(([list, missing]) => [list, [...new Set(missing)]]))).toEqual({
      product: [],
      subProduct: ['Debt collection: '],
      issue: ['Consumer loan: ', 'Bank account or service: '],
      response: [],
    });
  });
});
