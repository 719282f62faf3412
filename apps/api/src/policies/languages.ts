import type { Labels } from '@redress/kernel';

type Language = keyof Labels;

/** The language that is liked best of those that labels are in; both where nothing is said, or nothing that there is. */
export function languagesOf(acceptLanguage = ''): readonly Language[] {
  const liked = acceptLanguage
    .split(',')
    .map((part) => /^\s*([a-z]{1,8}|\*)(?:-[\w-]*)?\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(part))
    .flatMap((match) => (match ? [{ tag: match[1]!.toLowerCase(), q: Number(match[2] ?? 1) }] : []))
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
    .find(({ tag }) => ['zh', 'en', '*'].includes(tag))?.tag;
  if (liked === 'zh') return ['zh-CN'];
  return liked === 'en' ? ['en'] : ['zh-CN', 'en'];
}

export function labelsIn(languages: readonly Language[], labels: Labels): Partial<Labels> {
  return Object.fromEntries(languages.map((language) => [language, labels[language]]));
}
