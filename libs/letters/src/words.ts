import type { Instant } from '@redress/kernel';
import type { LetterLanguage } from '@redress/policy';

/* What letters call things that the complaint's language has codes for. */

type Words = Readonly<Record<string, Readonly<Record<LetterLanguage, string>>>>;

/** Where a customer may turn next; a company whose own names differ writes them into its template. */
export const recourseWords: Words = {
  'internal-review': { 'zh-CN': '公司内部复核部门', en: 'our internal review' },
  regulator: { 'zh-CN': '监管机构', en: 'the regulator' },
  association: { 'zh-CN': '行业协会', en: 'the trade association' },
  ombudsman: { 'zh-CN': '纠纷调解机构', en: 'the ombudsman' },
  court: { 'zh-CN': '人民法院', en: 'the courts' },
};

/** What an investigation found, as the end of "your complaint is …". */
export const findingWords: Words = {
  substantiated: { 'zh-CN': '属实', en: 'justified' },
  partly: { 'zh-CN': '部分属实', en: 'justified in part' },
  not: { 'zh-CN': '不属实', en: 'not justified' },
};

/** What a letter in this language calls it; the code where there is no word. */
export function worded(words: Words, code: string, language: LetterLanguage): string {
  return words[code]?.[language] ?? code;
}

/** English dates put the day first, as most of the world does. */
const locales: Readonly<Record<LetterLanguage, string>> = { 'zh-CN': 'zh-CN', en: 'en-GB' };

/** The day of an instant in the words of the language: 3 November 2025, 2025年11月3日. */
export function dayIn(language: LetterLanguage, at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(new Date(at));
}

/** Day and minute of an instant, as above. */
export function momentIn(language: LetterLanguage, at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(at));
}

/** How many days later an instant is than another, by the calendar of the zone: 0 on the same day. */
export function daysBetween(from: Instant, to: Instant, timeZone: string): number {
  const day = (at: Instant) => Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(at)));
  return Math.round((day(to) - day(from)) / 86_400_000);
}

/** Several things in one breath: `A, B or C`, `A、B或C`. */
export function listIn(language: LetterLanguage, words: readonly string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(locales[language], { type }).format(words);
}
