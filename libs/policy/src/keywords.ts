import { impossible } from '@redress/kernel';
import { code, countable } from './checks.js';

/** In Chinese a word is found wherever its characters stand, in English as a word of its own. */
export const keywordLanguages = ['zh', 'en'] as const;
export type KeywordLanguage = (typeof keywordLanguages)[number];

/** Words that point to a category. */
export interface KeywordEntry {
  readonly category: string;
  readonly language: KeywordLanguage;
  readonly words: readonly string[];
  /** What each word found adds to the category's score. */
  readonly weight: number;
}

/** The library of customers' words 客户关键词库 (seed 003, 4). */
export interface Keywords {
  readonly entries: readonly KeywordEntry[];
}

/** The library as a decision gets it. */
export interface KeywordsVersion {
  readonly version: number;
  readonly document: Keywords;
}

const mostWords = 1_000;
const highestWeight = 1_000;

/** Codes, all of them 422 with a `path`: those of lists, `no-words`, `too-many-words`, `invalid-word`, `duplicate-word`, `invalid-weight`, `unknown-language`. */
export function checkedKeywords(said: Keywords): Keywords {
  countable('entries', said.entries);
  const found = new Set<string>();
  for (const [i, { category, language, words, weight }] of said.entries.entries()) {
    const path = `entries[${i}]`;
    code(`${path}.category`, category);
    impossible(!keywordLanguages.includes(language), 'unknown-language', 'Keywords are zh or en.', { path: `${path}.language`, language });
    impossible(
      !Number.isInteger(weight) || weight < 1 || weight > highestWeight,
      'invalid-weight',
      `A weight is a whole number from 1 to ${highestWeight}.`,
      {
        path: `${path}.weight`,
        weight,
      },
    );
    impossible(words.length === 0, 'no-words', 'Name the words that point to the category.', { path: `${path}.words` });
    impossible(words.length > mostWords, 'too-many-words', `An entry has at most ${mostWords} words.`, {
      path: `${path}.words`,
      mostWords,
    });
    for (const [j, word] of words.entries()) {
      const here = { path: `${path}.words[${j}]`, word };
      const folded = fold(word).trim();
      impossible(
        !/[\p{L}\p{N}]/u.test(folded) || folded.length > 100,
        'invalid-word',
        'A word has a letter or digit, and at most 100 characters.',
        here,
      );
      const key = JSON.stringify([category, language, folded]);
      impossible(found.has(key), 'duplicate-word', 'A word points to a category once.', here);
      found.add(key);
    }
  }
  return said;
}

/** A category that texts point to. */
export interface SuggestedCategory {
  readonly category: string;
  /** The sum of the weights of the words found; a word counts once, however often it stands there. */
  readonly score: number;
  /** As the library has them. */
  readonly words: readonly string[];
}

/**
 * Which categories the texts point to, the likeliest first; of equal scores that with more words, then by code. The order of the texts
 * and their upper or lower case do not matter.
 *
 * @param language only words of this language; of both if left out.
 */
export function suggest(library: Keywords, texts: readonly string[], language?: KeywordLanguage): SuggestedCategory[] {
  const index = indexOf(library);
  const found = new Set<Keyword>();
  for (const text of texts) findIn(fold(text), index, language, found);
  const byCategory = grouped(found, ({ entry }) => entry.category);
  return [...byCategory]
    .map(([category, words]) => ({
      category,
      score: words.reduce((sum, { entry }) => sum + entry.weight, 0),
      words: words.toSorted((a, b) => a.position - b.position).map(({ word }) => word),
    }))
    .sort((a, b) => b.score - a.score || b.words.length - a.words.length || (a.category < b.category ? -1 : 1));
}

/** One word of a library, as it is looked for. */
interface Keyword {
  readonly entry: KeywordEntry;
  readonly word: string;
  readonly folded: string;
  /** In the library. */
  readonly position: number;
}

/** By how they begin, so that a text is read once, however large the library is: what begins with a word by that, the rest by its first character. */
interface Index {
  readonly byWord: ReadonlyMap<string, readonly Keyword[]>;
  readonly byCharacter: ReadonlyMap<string, readonly Keyword[]>;
}

/** A library is the same object for all complaints until another is in force. */
const indexes = new WeakMap<Keywords, Index>();

function indexOf(library: Keywords): Index {
  const known = indexes.get(library);
  if (known) return known;
  const keywords = library.entries
    .flatMap((entry) => entry.words.map((word) => ({ entry, word, folded: fold(word).trim() })))
    .map((keyword, position) => ({ ...keyword, position }));
  const [worded, others] = [new Array<Keyword>(), new Array<Keyword>()];
  for (const keyword of keywords) (keyword.entry.language === 'en' && firstWord(keyword) !== '' ? worded : others).push(keyword);
  const index = { byWord: grouped(worded, firstWord), byCharacter: grouped(others, ({ folded }) => folded[0]!) };
  indexes.set(library, index);
  return index;
}

const firstWord = ({ folded }: Keyword): string => /^[\p{Script=Latin}\p{M}\p{N}_]*/u.exec(folded)![0];

function grouped(keywords: Iterable<Keyword>, by: (keyword: Keyword) => string): Map<string, Keyword[]> {
  const groups = new Map<string, Keyword[]>();
  for (const keyword of keywords) {
    const group = groups.get(by(keyword));
    if (group) group.push(keyword);
    else groups.set(by(keyword), [keyword]);
  }
  return groups;
}

function findIn(text: string, { byWord, byCharacter }: Index, language: KeywordLanguage | undefined, found: Set<Keyword>): void {
  const isFound = ({ entry, folded }: Keyword, at: number): boolean =>
    (language === undefined || entry.language === language) &&
    text.startsWith(folded, at) &&
    (entry.language === 'zh' || !isWithinWord(text, at + folded.length));
  for (const { 0: word, index: at } of text.matchAll(words)) {
    for (const keyword of byWord.get(word) ?? []) if (isFound(keyword, at)) found.add(keyword);
  }
  for (let at = 0; at < text.length; at++) {
    for (const keyword of byCharacter.get(text[at]!) ?? []) if (isFound(keyword, at)) found.add(keyword);
  }
}

/** One form for what is written in several: full and half width, upper and lower case, blanks and line ends, apostrophes. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('’', "'");
}

/** Chinese is written without blanks: a Chinese character beside it does not make an English word longer. */
const words = /[\p{Script=Latin}\p{M}\p{N}_]+/gu;
const ofWord = /[\p{Script=Latin}\p{M}\p{N}_]/u;

function isWithinWord(text: string, at: number): boolean {
  return at < text.length && ofWord.test(text[at - 1]!) && ofWord.test(text[at]!);
}
