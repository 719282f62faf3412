import type { Facts } from '@redress/kernel';
import fc from 'fast-check';
import { standardKeywords } from './default-keywords.js';
import { standardTaxonomy } from './default-taxonomy.js';
import { checkedKeywords, suggest, type KeywordEntry, type Keywords } from './keywords.js';

const zh = (category: string, weight: number, ...words: string[]): KeywordEntry => ({ category, language: 'zh', weight, words });
const en = (category: string, weight: number, ...words: string[]): KeywordEntry => ({ category, language: 'en', weight, words });
const library = (...entries: readonly KeywordEntry[]): Keywords => ({ entries });

describe('a suggestion', () => {
  const ours = library(
    zh('attitude', 3, '态度差', '不耐烦'),
    en('attitude', 2, 'rude'),
    en('delay', 2, 'late', 'still waiting'),
    zh('delay', 1, '还没'),
  );

  it.each<[string, string, object[]]>([
    [
      'finds Chinese words wherever they stand',
      '他态度差，非常不耐烦。',
      [{ category: 'attitude', score: 6, words: ['态度差', '不耐烦'] }],
    ],
    ['finds English words in upper and lower case', 'How RUDE!', [{ category: 'attitude', score: 2, words: ['rude'] }]],
    ['finds English words as words alone', 'The chocolate was crude, latex and plates too.', []],
    ['finds English words among Chinese', '他很rude，态度差', [{ category: 'attitude', score: 5, words: ['态度差', 'rude'] }]],
    ['finds words of several over a line end', 'I am still\n  waiting', [{ category: 'delay', score: 2, words: ['still waiting'] }]],
    ['finds full-width letters', 'ｌａｔｅ', [{ category: 'delay', score: 2, words: ['late'] }]],
    ['counts a word once', 'late, late, late', [{ category: 'delay', score: 2, words: ['late'] }]],
    [
      'puts the likeliest first',
      'late, rude, 还没, 不耐烦',
      [
        { category: 'attitude', score: 5, words: ['不耐烦', 'rude'] },
        { category: 'delay', score: 3, words: ['late', '还没'] },
      ],
    ],
    ['says nothing where nothing is found', 'Thank you.', []],
    ['says nothing of nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(suggest(ours, [text])).toEqual(expected);
  });

  it('may be asked of one language', () => {
    expect(suggest(ours, ['late 还没'], 'zh')).toEqual([{ category: 'delay', score: 1, words: ['还没'] }]);
    expect(suggest(ours, ['late 还没'], 'en')).toEqual([{ category: 'delay', score: 2, words: ['late'] }]);
  });

  it('orders equals by the number of words, then by code', () => {
    const equal = library(en('b', 2, 'one'), en('a', 2, 'two'), en('c', 1, 'three', 'four'));
    expect(suggest(equal, ['one two three four']).map(({ category }) => category)).toEqual(['c', 'a', 'b']);
  });

  it('does not find a word across two texts', () => {
    expect(suggest(ours, ['still', 'waiting'])).toEqual([]);
    expect(suggest(ours, ['态度', '差'])).toEqual([]);
  });

  const words = fc.constantFrom('rude', 'late', '态度差', '还没', 'waiting', 'still', '，', 'x', 'Late', 'RUDE');
  const texts = fc.array(
    fc.array(words, { maxLength: 6 }).map((parts) => parts.join(' ')),
    { maxLength: 5 },
  );

  it('does not depend on the order of the texts, nor on their case, nor on how often they are given', () => {
    fc.assert(
      fc.property(
        texts.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const found = suggest(ours, list);
          expect(suggest(ours, shuffled)).toEqual(found);
          expect(
            suggest(
              ours,
              [...list, ...shuffled].map((text) => text.toUpperCase()),
            ),
          ).toEqual(found);
        },
      ),
    );
  });

  it('is what a naive search gives', () => {
    const isWord = (text: string, word: string) => new RegExp(`(?<![a-z])${word}(?![a-z])`).test(text);
    fc.assert(
      fc.property(texts, (list) => {
        const scores = new Map<string, number>();
        for (const { category, language, words: known, weight } of ours.entries) {
          for (const word of known) {
            const found = list
              .map((text) => text.toLowerCase())
              .some((text) => (language === 'zh' ? text.includes(word) : isWord(text, word)));
            if (found) scores.set(category, (scores.get(category) ?? 0) + weight);
          }
        }
        expect(new Map(suggest(ours, list).map(({ category, score }) => [category, score]))).toEqual(scores);
      }),
    );
  });
});

describe('the standard library', () => {
  it('is sound, of categories of the standard taxonomy', () => {
    expect(checkedKeywords(standardKeywords)).toEqual(standardKeywords);
    const categories = standardTaxonomy.categories.entries.map(({ code }) => code);
    expect(standardKeywords.entries.filter(({ category }) => !categories.includes(category))).toEqual([]);
  });

  it.each([
    ['业务员恶语伤人，态度恶劣。', 'attitude'],
    ['The receptionist was rude and insulted my wife.', 'attitude'],
    ['去银行存钱，销售误导，以为是存款，回家才发现是保险。', 'mis-selling'],
    ['I was misled: they told me it was a savings account.', 'mis-selling'],
    ['快递没到，物流停滞一周了。', 'logistics-delay'],
    ['The parcel came twelve days late, and nobody called.', 'logistics-delay'],
    ['新买的冰箱坏了，有质量问题。', 'product-defect'],
    ['The kettle is defective and stopped working after a day.', 'product-defect'],
    ['乱收费，多扣了手续费。', 'fees'],
    ['I was charged twice and found hidden fees on the bill.', 'fees'],
    ['我的个人信息被泄露，天天接到骚扰电话。', 'privacy'],
    ['Somebody leaked my personal data without my consent.', 'privacy'],
    ['燃气泄漏，差点爆炸，太危险了。', 'safety'],
    ['There was a gas leak and the heater caught fire.', 'safety'],
    ['床单上有头发，房间很脏，有异味，不卫生。', 'hygiene'],
    ['Cockroaches in the bathroom, filthy, mould everywhere.', 'hygiene'],
    ['包裹破损，里面的杯子压坏了。', 'delivery-damage'],
    ['The box arrived damaged, the vase was smashed.', 'delivery-damage'],
    ['家里困难交不起，要求全额退保，现金价值太低。', 'policy-surrender'],
    ['I want to cancel my policy and get my premiums back.', 'policy-surrender'],
  ])('%s → %s', (text, category) => {
    expect(suggest(standardKeywords, [text])[0]?.category).toBe(category);
  });
});

it.each<[string, Keywords, Facts]>([
  ['invalid-code', library(zh('', 1, '词')), { path: 'entries[0].category' }],
  ['unknown-language', library({ ...zh('a', 1, '词'), language: 'fr' as 'zh' }), { path: 'entries[0].language', language: 'fr' }],
  ['invalid-weight', library(zh('a', 0, '词')), { path: 'entries[0].weight', weight: 0 }],
  ['invalid-weight', library(zh('a', 1.5, '词')), { path: 'entries[0].weight', weight: 1.5 }],
  ['no-words', library(zh('a', 1)), { path: 'entries[0].words' }],
  ['invalid-word', library(zh('a', 1, '词', ' ')), { path: 'entries[0].words[1]' }],
  ['invalid-word', library(en('a', 1, '…')), { path: 'entries[0].words[0]' }],
  ['duplicate-word', library(en('a', 1, 'late', 'ＬＡＴＥ')), { path: 'entries[0].words[1]' }],
  ['duplicate-word', library(en('a', 1, 'late'), en('a', 2, 'late')), { path: 'entries[1].words[0]', word: 'late' }],
])('%s, and where', (code, said, facts) => {
  expect(() => checkedKeywords(said)).toThrow(expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as Error);
});
