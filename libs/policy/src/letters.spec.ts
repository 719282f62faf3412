import { Contradiction } from '@redress/kernel';
import { standardLetters } from './default-letters.js';
import { checkedLetters, letterKinds, letterLanguages, requiredParts, type Letters, type LetterTemplate } from './letters.js';

const apology: LetterTemplate = {
  id: 'sorry',
  kind: 'apology',
  language: 'en',
  subject: 'We are sorry',
  parts: [
    { part: 'apology', text: 'We apologise.' },
    { part: 'no-repeat', text: 'It will not happen again: {{ noRepeat }}' },
  ],
};

function refusal(...templates: readonly object[]): { code: string; path: unknown } {
  try {
    checkedLetters({ templates } as unknown as Letters);
  } catch (error) {
    if (error instanceof Contradiction) return { code: error.code, path: error.facts['path'] };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('letters as a policy', () => {
  it('takes the letters that a company begins with: one of every kind in every language', () => {
    expect(checkedLetters(standardLetters)).toBe(standardLetters);
    for (const language of letterLanguages) {
      const kinds = standardLetters.templates.filter((template) => template.language === language).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual([...letterKinds].toSorted());
    }
  });

  it('takes a template in one language only, and the same in another', () => {
    const letters = { templates: [apology, { ...apology, language: 'zh-CN' as const }] };
    expect(checkedLetters(letters)).toBe(letters);
  });

  it.each([
    ['no template', [], 'no-templates', 'templates'],
    ['a code with a blank', [{ ...apology, id: 'so sorry' }], 'invalid-code', 'templates[0].id'],
    ['a kind that does not exist', [{ ...apology, kind: 'insult' }], 'unknown-letter-kind', 'templates[0].kind'],
    ['a language that letters are not in', [{ ...apology, language: 'fr' }], 'unknown-letter-language', 'templates[0].language'],
    ['a template twice', [apology, apology], 'duplicate-template', 'templates[1]'],
    [
      'one id for two kinds',
      [apology, { ...apology, language: 'zh-CN', kind: 'interim', parts: [{ part: 'handling', text: 'x' }] }],
      'template-of-two-kinds',
      'templates[1].kind',
    ],
    ['a blank subject', [{ ...apology, subject: ' ' }], 'letter-text-missing', 'templates[0].subject'],
    ['a blank part', [{ ...apology, parts: [{ part: 'apology', text: '\n' }] }], 'letter-text-missing', 'templates[0].parts[0].text'],
    [
      'a part that does not exist',
      [{ ...apology, parts: [{ part: 'advert', text: 'x' }] }],
      'unknown-letter-part',
      'templates[0].parts[0].part',
    ],
    ['a part twice', [{ ...apology, parts: [...apology.parts, apology.parts[0]] }], 'duplicate-letter-part', 'templates[0].parts[2].part'],
    [
      'a text that is longer than a letter',
      [{ ...apology, parts: [{ part: 'apology', text: 'x'.repeat(10_001) }] }],
      'letter-text-too-long',
      'templates[0].parts[0].text',
    ],
  ])('refuses %s', (_, templates, code, path) => {
    expect(refusal(...templates)).toEqual({ code, path });
  });

  it.each(Object.entries(requiredParts).flatMap(([kind, parts]) => parts.map((part) => [kind, part] as const)))(
    'refuses the kind %s without the part %s',
    (kind, part) => {
      const template = standardLetters.templates.find((one) => one.kind === kind)!;
      const parts = template.parts.filter((one) => one.part !== part);
      expect(refusal({ ...template, parts })).toEqual({ code: 'letter-part-missing', path: 'templates[0].parts' });
    },
  );
});
