import { impossible } from '@redress/kernel';
import { code, countable } from './checks.js';

/** What a letter to the customer is for. */
export const letterKinds = ['acknowledgement', 'interim', 'holding', 'summary', 'final', 'apology'] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Languages that letters are written in, BCP 47. */
export const letterLanguages = ['zh-CN', 'en'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

/** What a letter may consist of (seed 003, 投诉应对处理技巧: what an answer to a letter says). */
export const letterParts = [
  'greeting',
  /** 注明收到信件的日期. */
  'date-received',
  /** 对事件调查过程及处理时间. */
  'investigation',
  /** 对于对方所受的遭遇表示同情和理解. */
  'sympathy',
  /** 道歉 … */
  'apology',
  /** … 并保证不再发生同类事件. */
  'no-repeat',
  /** What happens next, and until when. */
  'handling',
  /** Why it was decided so. */
  'reasons',
  /** What the customer gets. */
  'remedy',
  /** Where the customer may turn next. */
  'recourse',
  'contact',
  'closing',
  /** 回复投诉者时，亦同时回复“抄送者”. */
  'cc',
] as const;
export type LetterPart = (typeof letterParts)[number];

/** A letter with gaps. Subject and texts are Liquid; in what order the parts stand is the template's. */
export interface LetterTemplate {
  /** The same in every language. */
  readonly id: string;
  readonly kind: LetterKind;
  readonly language: LetterLanguage;
  readonly subject: string;
  readonly parts: readonly { readonly part: LetterPart; readonly text: string }[];
}

/** The letters that a company writes. */
export interface Letters {
  readonly templates: readonly LetterTemplate[];
}

/** What a letter is not without: the rules want it said (rule 6), or it is what the letter is for. */
export const requiredParts: Readonly<Record<LetterKind, readonly LetterPart[]>> = {
  acknowledgement: ['date-received', 'handling'],
  interim: ['handling'],
  holding: ['handling'],
  summary: ['date-received', 'recourse'],
  final: ['date-received', 'investigation', 'reasons', 'recourse'],
  apology: ['apology', 'no-repeat'],
};

const longestSubject = 300;
const longestText = 10_000;

/**
 * Codes, all of them 422 with a `path`: those of lists and codes, `no-templates`, `unknown-letter-kind`, `unknown-letter-language`,
 * `unknown-letter-part`, `duplicate-template`, `template-of-two-kinds`, `duplicate-letter-part`, `letter-part-missing`, `letter-text-missing`,
 * `letter-text-too-long`. Whether the texts are Liquid is checked where there is an engine, before the command.
 */
export function checkedLetters(said: Letters): Letters {
  const { templates } = said;
  impossible(templates.length === 0, 'no-templates', 'There is at least one template.', { path: 'templates' });
  countable('templates', templates);
  const kindOf = new Map<string, LetterKind>();
  const known = new Set<string>();
  for (const [i, template] of templates.entries()) {
    const path = `templates[${i}]`;
    const { id, kind, language } = template;
    code(`${path}.id`, id);
    impossible(!letterKinds.includes(kind), 'unknown-letter-kind', `A kind of letter is one of ${letterKinds.join(', ')}.`, {
      path: `${path}.kind`,
      kind,
    });
    impossible(!letterLanguages.includes(language), 'unknown-letter-language', `Letters are in ${letterLanguages.join(' or ')}.`, {
      path: `${path}.language`,
      language,
    });
    const once = `${id} ${language}`;
    impossible(known.has(once), 'duplicate-template', 'A template is there once in each language.', { path, id, language });
    known.add(once);
    const other = kindOf.get(id);
    impossible(other !== undefined && other !== kind, 'template-of-two-kinds', 'A template is of one kind in every language.', {
      path: `${path}.kind`,
      id,
      kind,
      other,
    });
    kindOf.set(id, kind);
    written(`${path}.subject`, template.subject, longestSubject);
    whole(path, template);
  }
  return said;
}

/** Every part is known, there once, and says something; none is missing that this kind needs. */
function whole(path: string, { kind, parts }: LetterTemplate): void {
  const found = new Set<LetterPart>();
  for (const [i, { part, text }] of parts.entries()) {
    const fault = { path: `${path}.parts[${i}].part`, part };
    impossible(!letterParts.includes(part), 'unknown-letter-part', `A part of a letter is one of ${letterParts.join(', ')}.`, fault);
    impossible(found.has(part), 'duplicate-letter-part', 'A part is there once.', fault);
    found.add(part);
    written(`${path}.parts[${i}].text`, text, longestText);
  }
  const missing = requiredParts[kind].filter((part) => !found.has(part));
  impossible(missing.length > 0, 'letter-part-missing', `A letter of the kind ${kind} also says: ${missing.join(', ')}.`, {
    path: `${path}.parts`,
    kind,
    missing,
  });
}

function written(path: string, text: string, longest: number): void {
  impossible(!text.trim(), 'letter-text-missing', 'A subject or a part says something.', { path });
  impossible(text.length > longest, 'letter-text-too-long', `At most ${longest} characters.`, { path, length: text.length, longest });
}
