import { impossible, type Labels } from '@redress/kernel';
import { countable, listed } from './checks.js';
import { checkSource, isDay } from './pack-checks.js';
import type { RuleSource } from './pack.js';

/*
 * Regulator returns (report 12): the categories of a regulator's form, and which complaints belong into which. The reports know what is counted; this says
 * what the rows are called and what falls into them, as data with versions.
 */

/** By what of a complaint a rule of each list may go. */
const fieldsOfLists = {
  /** The quarterly bulletins on consumer complaints of the Chinese financial regulator 消费投诉情况的通报. */
  'cn-bulletin': {
    productCategory: ['products'],
    business: ['products', 'causes', 'categories'],
    region: ['jurisdictions', 'units'],
  },
  /** The complaints return of the FCA, DISP 1 Annex 1R. */
  'uk-disp': {
    productGroup: ['products', 'subProducts'],
    complaintCause: ['causes', 'categories'],
    decision: ['outcomes'],
  },
  /** The Consumer Complaint Database of the CFPB. */
  'us-cfpb': {
    product: ['products', 'subProducts'],
    subProduct: ['products', 'subProducts'],
    issue: ['products', 'causes', 'categories'],
    response: ['responses', 'standings'],
  },
} as const;

export type ReturnName = keyof typeof fieldsOfLists;
export const returnNames = Object.keys(fieldsOfLists) as readonly ReturnName[];

/** What a rule may go by. `subProducts` and `responses` are what an import says in its columns, `standings` what became of the case: `knownStandings`. */
export type ReturnField =
  'products' | 'subProducts' | 'causes' | 'categories' | 'units' | 'jurisdictions' | 'outcomes' | 'responses' | 'standings';

/** The lists of a return, each with the fields that its rules may go by. */
export const returnLists: Readonly<Record<ReturnName, Readonly<Record<string, readonly ReturnField[]>>>> = fieldsOfLists;

/** How a case stands for a regulator who asks what became of it. */
const knownStandings = ['open', 'closed', 'closed-replied', 'closed-remedy', 'closed-money'] as const;

/** What no rule fits is listed under this. */
export const unmapped = 'unmapped';

/** Complaints that fit all that is named, by any of its codes; of `jurisdictions` that of a country is also that of its parts. */
export type ReturnCondition = { readonly [F in ReturnField]?: readonly string[] };

/** What falls into a category. */
export interface ReturnRule {
  readonly to: string;
  readonly when: ReturnCondition;
  readonly source: RuleSource;
}

/** The rows of a form. */
export interface ReturnCategory {
  readonly code: string;
  readonly labels: Labels;
  /** The category of the same list that it is a part of. */
  readonly parent?: string;
}

export interface ReturnList {
  readonly categories: readonly ReturnCategory[];
  /** The first that fits decides. */
  readonly rules: readonly ReturnRule[];
}

export interface Return {
  readonly labels: Labels;
  /** Which form, in which edition. */
  readonly source: RuleSource;
  /** ISO 4217; amounts in others are counted and never added. */
  readonly currency: string;
  /** Days that are no business days beside Saturdays and Sundays, `2026-12-25`; none if left out. */
  readonly holidays?: readonly string[];
  /** Every list of the return, by its name. */
  readonly lists: Readonly<Record<string, ReturnList>>;
}

/** All returns of a company, by name. */
export interface Returns {
  readonly returns: Readonly<Record<string, Return>>;
}

const most = { rules: 1_000, codes: 1_000, code: 200 };

/**
 * Whoever publishes names the returns that change; the others are carried over.
 * Codes, all of them 422 with a `path`: those of lists and sources, and `nothing-published`, `unknown-return`, `unknown-list`, `list-missing`,
 * `label-missing`, `invalid-currency`, `invalid-day`, `reserved-code`, `unknown-category`, `empty-condition`, `field-not-of-list`, `invalid-text`, `unknown-standing`.
 */
export function checkedReturns(said: Returns, before: Returns): Returns {
  const names = Object.keys(said.returns);
  impossible(names.length === 0, 'nothing-published', 'Give at least one return; the others stay as they are.', {
    path: 'returns',
    returns: returnNames,
  });
  for (const name of names) {
    const path = `returns.${name}`;
    impossible(!Object.hasOwn(returnLists, name), 'unknown-return', `The returns are ${returnNames.join(', ')}.`, {
      path,
      return: name,
      returns: returnNames,
    });
    checkReturn(path, said.returns[name]!, returnLists[name as ReturnName]);
  }
  return { returns: { ...before.returns, ...said.returns } };
}

function checkReturn(
  path: string,
  { labels, source, currency, holidays = [], lists }: Return,
  known: Readonly<Record<string, readonly ReturnField[]>>,
): void {
  for (const language of ['zh-CN', 'en'] as const) {
    impossible(!labels[language]?.trim(), 'label-missing', 'Whatever people see has a label in zh-CN and in en.', {
      path: `${path}.labels.${language}`,
    });
  }
  checkSource(`${path}.source`, source);
  impossible(!/^[A-Z]{3}$/.test(currency), 'invalid-currency', 'A currency is three letters, like GBP.', {
    path: `${path}.currency`,
    currency,
  });
  countable(`${path}.holidays`, holidays);
  for (const [i, day] of holidays.entries())
    impossible(!isDay(day), 'invalid-day', 'A day, like 2026-12-25.', { path: `${path}.holidays[${i}]`, day });
  for (const [name, list] of Object.entries(lists)) {
    const here = `${path}.lists.${name}`;
    impossible(!Object.hasOwn(known, name), 'unknown-list', `The lists of this return are ${Object.keys(known).join(', ')}.`, {
      path: here,
      list: name,
      lists: Object.keys(known),
    });
    checkList(here, list, known[name]!);
  }
  const missing = Object.keys(known).filter((name) => !Object.hasOwn(lists, name));
  impossible(missing.length > 0, 'list-missing', 'A return has each of its lists: one may be empty, then nothing is mapped.', {
    path: `${path}.lists`,
    missing,
  });
}

function checkList(path: string, { categories, rules }: ReturnList, fields: readonly ReturnField[]): void {
  listed(`${path}.categories`, categories);
  const codes = new Set(categories.map(({ code }) => code));
  const reserved = categories.findIndex(({ code }) => code === unmapped);
  impossible(reserved >= 0, 'reserved-code', `${unmapped} is what no rule fits: no category is called so.`, {
    path: `${path}.categories[${reserved}].code`,
    code: unmapped,
  });
  countable(`${path}.rules`, rules);
  impossible(rules.length > most.rules, 'too-many-entries', `A list has at most ${most.rules} rules.`, {
    path: `${path}.rules`,
    entries: rules.length,
    most: most.rules,
  });
  for (const [i, { to, when, source }] of rules.entries()) {
    const here = `${path}.rules[${i}]`;
    impossible(!codes.has(to), 'unknown-category', 'A rule leads to a category of its list.', { path: `${here}.to`, category: to });
    checkCondition(`${here}.when`, when, fields);
    checkSource(`${here}.source`, source);
  }
}

function checkCondition(path: string, when: ReturnCondition, fields: readonly ReturnField[]): void {
  const named = Object.entries(when);
  impossible(named.length === 0, 'empty-condition', 'A rule names what it is for: what fits nothing is listed by itself.', { path });
  for (const [field, codes] of named) {
    const here = `${path}.${field}`;
    impossible(!fields.includes(field as ReturnField), 'field-not-of-list', `The rules of this list go by ${fields.join(', ')}.`, {
      path: here,
      field,
      fields,
    });
    impossible(codes.length === 0, 'empty-condition', 'Nothing fits an empty list: leave it out, or name what fits.', { path: here });
    impossible(codes.length > most.codes, 'too-many-entries', `A condition has at most ${most.codes} codes.`, {
      path: here,
      entries: codes.length,
      most: most.codes,
    });
    for (const [i, one] of codes.entries()) {
      // Codes of other systems are words with blanks, taken as they are.
      impossible(
        one.trim() === '' || one.length > most.code || /\p{Cc}/u.test(one),
        'invalid-text',
        `A code that complaints are coded with is one line of at most ${most.code} characters.`,
        { path: `${here}[${i}]`, code: one },
      );
      impossible(
        field === 'standings' && !knownStandings.some((known) => known === one),
        'unknown-standing',
        `How a case stands is one of ${knownStandings.join(', ')}.`,
        { path: `${here}[${i}]`, standing: one, standings: knownStandings },
      );
    }
  }
}
