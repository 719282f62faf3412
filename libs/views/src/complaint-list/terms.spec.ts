import fc from 'fast-check';
import { recorded, story } from '@redress/testing';
import { foldListed } from './complaint-list.js';
import { lookupOf, searchesOf, termsOf, wordsOf } from './terms.js';

test.each([
  ['delivery-late', ['delivery', 'late']],
  ['staffAttitude', ['staffattitude', 'staff', 'attitude']],
  ['FOSReply_2.b/c', ['fosreply', 'fos', 'reply', '2', 'b', 'c']],
  ['REF-100', ['ref', '100']],
  ['Incorrect information', ['incorrect', 'information']],
  ['通融退保', ['通融退保', '融退保', '退保', '保']],
  ['VIP客户', ['vip', '客户', '户']],
  ['ＡＢＣ', ['abc']],
  ['--', []],
])('the words of %s', (code, words) => {
  expect([...wordsOf(code)].sort()).toEqual([...words].sort());
});

const exact = (q: string) => searchesOf(q).map((search) => search.exact);

test('each word by its beginning, and a complaint by the digits of its id', () => {
  expect(exact('late Staff')).toEqual([`('late':*)`, `('staff':*)`]);
  expect(exact('u-17')).toEqual([`('u':*) & ('17':*)`]);
  expect(exact('0199f000-0000')).toEqual([`(('0199f000':*) & ('0000':*)) | ('=id=0199f0000000':*)`]);
  expect(exact('staffAtt')).toEqual([`(('staffatt':*) | (('staff':*) & ('att':*)))`]);
  expect(exact(' -- ')).toEqual([]);
});

test('of a code the word that tells most is looked up', () => {
  expect(searchesOf('u-1436 staff-att').map(({ lookup }) => lookup)).toEqual([`'1436':*`, `'staff':*`]);
});

test('a filter is looked up by its words, by a term of its own where these are several, or not at all', () => {
  expect(lookupOf('channel', ['phone'])).toBe(`(('phone'))`);
  expect(lookupOf('assignee', ['u-0', null])).toBe(`('=assignee=u-0') | ('=assignee=')`);
  expect(lookupOf('level', [2])).toBe(`('=level=2')`);
  expect(lookupOf('level', [1, 2])).toBeUndefined();
  expect(lookupOf('sourceId', [null])).toBeUndefined();
});

test('however many words a case has, a filter by its codes finds it', () => {
  // The most, and longest, that the form takes, of different letters: each end of each is a word.
  const tags = Array.from({ length: 50 }, (_, n) => String.fromCodePoint(...Array.from({ length: 100 }, (_, i) => 0x4e00 + n * 100 + i)));
  const terms = termsOf(foldListed(undefined, recorded(1, 0, story.event('Received', { ...story.form, tags }))));
  for (const tag of tags) expect(terms).toContain(lookupOf('tags', [tag])!.slice(1, -1));
});

test('quotes and operators are letters of a term, whatever is asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const queries = [...searchesOf(text).flatMap(({ exact: all, lookup }) => [all, lookup]), lookupOf('language', [text])!];
      // Outside of quotes there are only the operators that this program writes.
      for (const query of queries) expect(query.replace(/'(?:[^'\\]|''|\\\\)*'/gu, '')).toMatch(/^[()&|:* ]*$/);
    }),
  );
});
