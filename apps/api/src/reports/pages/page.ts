import type { Labels } from '@redress/kernel';
import { languagesOf } from '../../policies/languages.js';

export type Language = keyof Labels;

/** The language of a page for a reader who names none: the one their browser likes best, else English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const [first = 'en', second] = languagesOf(acceptLanguage);
  return second === undefined ? first : 'en';
}
export const pageHeaders = { 'Content-Type': 'text/html; charset=utf-8' };
