import type { ListedRow } from './complaint-list.entity.js';
import type { Theirs } from '../theirs.js';

/*
 * The terms that a complaint is found by, in one index (docs/adr/0019): words of its codes and numbers, and `=field=value` for fields whose values are
 * no words to search for. What is looked up by terms is compared with the columns again: a term may promise more than there is, never less.
 */

/** Fields that are searched for by words. */
const worded = [
  'channel',
  'cause',
  'product',
  'unit',
  'jurisdiction',
  'category',
  'assignee',
  'assignedUnit',
  'assignedTeam',
  'assignedSkill',
  'outcome',
  'suggestedCategory',
  'sourceReference',
  'sourceSystem',
  'sourceId',
] as const satisfies readonly (keyof ListedRow)[];
const wordedLists = ['tags', 'externalBodies', 'contributionsFrom'] as const satisfies readonly (keyof ListedRow)[];

/** Of these it is a question who has none. */
const missed: ReadonlySet<string> = new Set(['product', 'unit', 'jurisdiction', 'category', 'assignee', 'assignedUnit']);

/** Few have any, and their words are those of other fields as well: a department that is asked is a unit, a body may be a channel. */
const named: ReadonlySet<string> = new Set(['assignedTeam', 'assignedSkill', ...wordedLists]);

/** Fields with few values, each of which has its term. */
const told = [
  'grade',
  'severity',
  'urgency',
  'language',
  'origin',
  'acknowledged',
  'investigated',
  'replied',
] as const satisfies readonly (keyof ListedRow)[];

/** Fields that are nearly always the same: only what is unusual has its term, and who asks for the usual finds it at every step. */
const usual = {
  sensitive: [false, null],
  level: [1],
  proposal: [null],
  proposalRound: [null],
  owed: [0],
  reopenedCount: [0],
  handedOver: [0],
  contributions: [0],
  mergedInto: [null],
  linked: [0],
  inBranch: [false],
  erased: [false],
  incident: [null],
  atRisk: [false],
} as const satisfies { readonly [F in keyof ListedRow]?: readonly ListedRow[F][] };

const usualValues = Object.entries(usual) as [keyof typeof usual, readonly unknown[]][];

/** Fields with an order, and the letter of its terms: the year and the month of each (UTC). */
export const periodLetters = { receivedAt: 'r', lastEventAt: 'e', closedAt: 'c' } as const;

/** More than this a complaint is not found by; PostgreSQL takes at most a megabyte. */
const mostTerms = 1_500;
const longestTerm = 60;
/** A complaint's id is searched for by at least this many of its hexadecimal digits: fewer would be in too many. */
const fewestDigits = 6;

/** The row's terms, as PostgreSQL writes a `tsvector`. */
export function termsOf(row: Readonly<ListedRow>): string {
  const terms = new Set<string>([term('id', row.complaintId.replaceAll('-', ''))]);
  for (const name of told) terms.add(term(name, row[name]));
  for (const [name, values] of usualValues) if (!values.includes(row[name])) terms.add(term(name, row[name]));
  for (const name of missed) if (row[name as keyof ListedRow] === null) terms.add(term(name, null));
  for (const subject of row.subjects) terms.add(term('subject', subject));
  for (const one of row.receivedBy) terms.add(term('receivedBy', one));
  for (const one of row.asked) terms.add(term('asked', one));
  for (const [name, letter] of Object.entries(periodLetters) as [keyof typeof periodLetters, string][]) {
    const month = row[name]?.toISOString().slice(0, -'-01T00:00:00.000Z'.length);
    if (month) for (const period of [month, yearOf(month)]) terms.add(term(letter, period));
  }
  const codes: string[] = [];
  const tell = (name: string, code: string | null) => {
    if (code === null) return;
    codes.push(code);
    if (isNamed(name, code)) terms.add(term(name, code));
  };
  // Names first: if there are too many terms, a filter still finds what words do not.
  for (const name of worded) tell(name, row[name]);
  for (const name of wordedLists) for (const code of row[name]) tell(name, code);
  for (const code of codes) for (const word of knownWordsOf(code)) terms.add(word);
  return [...terms].slice(0, mostTerms).map(quoted).join(' ');
}

/** `2026` of `2026-11`; before 10000 years and after 9999 a year has more digits and a sign. */
export function yearOf(month: string): string {
  return month.slice(0, -'-01'.length);
}

/** The codes of a taxonomy come again and again. */
const mostCodes = 5_000;
const wordsByCode = new Map<string, readonly string[]>();

function knownWordsOf(code: string): readonly string[] {
  let words = wordsByCode.get(code);
  if (words === undefined) {
    if (wordsByCode.size >= mostCodes) wordsByCode.clear();
    words = [...wordsOf(code)];
    if (code.length <= longestTerm) wordsByCode.set(code, words);
  }
  return words;
}

/**
 * The words by which a code or number is found: cut at everything that is neither letter nor digit, and where an upper-case letter begins a new
 * word (also uncut), in lower case. Of Chinese, Japanese and Korean, which write no spaces, each end of a run: 退保 is the beginning of one of 通融退保.
 */
export function wordsOf(code: string): Set<string> {
  const words = new Set<string>();
  for (const run of runsOf(code)) {
    if (unspaced.test(run)) {
      const letters = Array.from(run).slice(0, longestTerm);
      for (let i = 0; i < letters.length; i++) words.add(letters.slice(i).join(''));
    } else {
      for (const part of [run, ...cutAtCase(run)]) words.add(short(part.toLowerCase()));
    }
  }
  return words;
}

/** A word that is asked for, as `tsquery`. */
interface WordSearch {
  /** Holds where the word is. */
  readonly exact: string;
  /** Holds there, too, perhaps elsewhere; for the index, to which short beginnings cost more than they tell. */
  readonly lookup: string;
  /** How much the lookup tells: numbers are rarer than words, long words rarer than short ones. */
  readonly weight: number;
}

/** The words of what is searched for: all must be there. Empty if there is no letter or digit. */
export function searchesOf(q: string): WordSearch[] {
  return q.split(/\s+/u).flatMap((chunk) => {
    const runs = runsOf(chunk).map(searchOfRun);
    const [telling] = [...runs].sort((a, b) => b.weight - a.weight);
    if (!telling) return [];
    const search = { ...telling, exact: allOf(runs.map(({ exact }) => exact)) };
    const digits = chunk.replaceAll('-', '').toLowerCase();
    if (digits.length < fewestDigits || digits.length > 32 || !/^[0-9a-f]+$/.test(digits)) return [search];
    const id = prefix(term('id', digits));
    return [{ exact: anyOf([search.exact, id]), lookup: anyOf([search.lookup, id]), weight: search.weight }];
  });
}

function searchOfRun(run: string): WordSearch {
  const isUnspaced = unspaced.test(run);
  const word = short(isUnspaced ? run : run.toLowerCase());
  const whole = prefix(word);
  const weight = word.length * (isUnspaced ? 3 : 1) + 3 * (word.match(/\p{N}/gu)?.length ?? 0);
  const parts = isUnspaced ? [] : cutAtCase(run);
  if (parts.length < 2) return { exact: whole, lookup: whole, weight };
  const cut = parts.map((part) => prefix(short(part.toLowerCase())));
  const longest = [...cut].sort((a, b) => b.length - a.length)[0]!;
  return { exact: anyOf([whole, allOf(cut)]), lookup: anyOf([whole, longest]), weight: longest.length - prefix('').length };
}

/** What a filter by equality has in the index, as a `tsquery`; undefined if it must be looked for without. */
export function lookupOf(name: string, values: readonly unknown[]): string | undefined {
  const each = values.map((value) => oneLookup(name, value));
  return each.every((one) => one !== undefined) && each.length > 0 ? anyOf(each) : undefined;
}

function oneLookup(name: string, value: unknown): string | undefined {
  if (isOneOf(told, name)) return quoted(term(name, value));
  if (Object.hasOwn(usual, name)) {
    return (usual[name as keyof typeof usual] as readonly unknown[]).includes(value) ? undefined : quoted(term(name, value));
  }
  if (value === null) return missed.has(name) ? quoted(term(name, null)) : undefined;
  if (!isOneOf(worded, name) && !isOneOf(wordedLists, name)) return undefined;
  const code = textOf(value);
  if (isNamed(name, code)) return quoted(term(name, value));
  // Of a run in Chinese the whole is enough: its ends say nothing new.
  const words = runsOf(code).map((run) => short(unspaced.test(run) ? run : run.toLowerCase()));
  return words.length > 0 ? allOf(words.map(quoted)) : undefined;
}

/** Of these subjects' complaints. */
export function subjectLookup(subjects: readonly string[]): string {
  return anyOf(subjects.map((subject) => quoted(term('subject', subject))));
}

/** Of somebody, by what the rows say of who has to do with them; undefined if it must be looked for without. */
export function theirsLookup({ sub, units }: Theirs): string | undefined {
  const of = (name: string, values: readonly string[]) => values.map((value) => quoted(term(name, value)));
  const named = units.flatMap((unit) => [oneLookup('unit', unit), oneLookup('assignedUnit', unit)]);
  const nowhere = allOf([quoted(term('unit', null)), quoted(term('assignedUnit', null))]);
  const asked = of('asked', [`person:${sub}`, ...units.map((unit) => `unit:${unit}`)]);
  const each = [...named, oneLookup('assignee', sub), nowhere, ...of('receivedBy', [sub]), ...asked];
  return each.every((one) => one !== undefined) ? anyOf(each) : undefined;
}

export function periodLookup(letter: string, periods: readonly string[]): string {
  return anyOf(periods.map((period) => quoted(term(letter, period))));
}

export function allOf(queries: readonly string[]): string {
  return queries.map((query) => `(${query})`).join(' & ');
}

export function anyOf(queries: readonly string[]): string {
  return queries.map((query) => `(${query})`).join(' | ');
}

/** Whether a code has a term of its own beside its words: words like "u" and "0" are in many codes that are not `u-0`. */
function isNamed(name: string, code: string): boolean {
  return named.has(name) || (!plainWord.test(code) && runsOf(code).length > 1);
}

/** It begins as no word does, so that the beginning of a word finds words only. */
function term(name: string, value: unknown): string {
  return short(`=${name}=${textOf(value)}`);
}

/** Of a code, number or flag; of none, nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/** One run for sure. */
const plainWord = /^[A-Za-z0-9]*$/;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Runs of letters and digits, those that are written without spaces by themselves. */
function runsOf(text: string): string[] {
  const runs =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}\p{M}])+/gu;
  return text.normalize('NFKC').match(runs) ?? [];
}

/** `staffAttitude` is staff and attitude, `FOSReply` FOS and Reply. */
function cutAtCase(run: string): string[] {
  return run.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
}

function short(text: string): string {
  return text.length <= longestTerm ? text : Array.from(text).slice(0, longestTerm).join('');
}

function prefix(word: string): string {
  return `${quoted(word)}:*`;
}

/** As a lexeme is written in `tsvector` and `tsquery`: within quotes nothing but these two means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}
