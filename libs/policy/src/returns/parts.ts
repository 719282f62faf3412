import { standardTaxonomy } from '../default-taxonomy.js';
import { labels } from '../packs/parts.js';
import type { RuleSource } from '../pack.js';
import type { ReturnCategory, ReturnCondition, ReturnList, ReturnRule } from '../returns.js';

/* How the standard returns are written down: a category with what falls into it, by that list's usual field. */

/** Our reading of what belongs where: no form says how a company codes its complaints. */
const ownReading: RuleSource = {
  paragraph: 'mapping',
  document: 'Redress, ADR 0037',
  read: '2026-11-22',
  status: 'own',
  note: 'Which codes fall into a category is a reading of ours: publish your own rules.',
};

type Of = readonly (string | ReturnCondition)[];
/** Code, zh-CN, en, what falls into it, and the categories below it. */
export type CategoryRow = readonly [code: string, zh: string, en: string, of?: Of, below?: readonly CategoryRow[]];

/** A list whose rules go by one field where nothing else is said; the rules of what is below come first. */
export function listOf(field: keyof ReturnCondition, rows: readonly CategoryRow[], source: RuleSource = ownReading): ReturnList {
  return { categories: categoriesOf(rows), rules: rulesOf(field, rows, source) };
}

function categoriesOf(rows: readonly CategoryRow[], parent?: string): ReturnCategory[] {
  return rows.flatMap(([code, zh, en, , below = []]) => [
    { code, labels: labels(zh, en), ...(parent !== undefined && { parent }) },
    ...categoriesOf(below, code),
  ]);
}

function rulesOf(field: keyof ReturnCondition, rows: readonly CategoryRow[], source: RuleSource): ReturnRule[] {
  return rows.flatMap(([to, , , of = [], below = []]) => {
    const codes = of.filter((one) => typeof one === 'string');
    const conditions = [...of.filter((one) => typeof one !== 'string'), ...(codes.length > 0 ? [{ [field]: codes }] : [])];
    return [...rulesOf(field, below, source), ...conditions.map((when) => ({ to, when, source }))];
  });
}

/** Codes of the standard taxonomy with all that are below them, but for these. */
export function within(list: 'products' | 'causes' | 'categories', codes: readonly string[], but: readonly string[] = []): string[] {
  const found = new Set(codes);
  // The standard lists name a parent before what is below it.
  for (const { code, parent } of standardTaxonomy[list].entries) if (parent !== undefined && found.has(parent)) found.add(code);
  return [...found].filter((code) => !but.includes(code));
}
