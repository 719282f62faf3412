import { Contradiction, impossible, type Labels } from '@redress/kernel';
import { listed } from './checks.js';
import { nearest } from './nearest.js';

/** What complaints are coded with. `rootCauses` are the branches of the fishbone 鱼骨图, `levels` those of handling (domain rule 9). */
export const taxonomyLists = [
  'channels',
  'causes',
  'categories',
  'products',
  'remedies',
  'rootCauses',
  'faultParties',
  'outcomes',
  'levels',
] as const;
export type TaxonomyList = (typeof taxonomyLists)[number];

/**
 * The codes of the complaint's own language, which its rules know: a company gives them labels and neither adds nor drops one. (That they
 * are those of libs/complaint: libs/commands/src/policies.spec.ts.)
 */
export const closedLists: { readonly [L in TaxonomyList]?: readonly string[] } = {
  rootCauses: ['people', 'process', 'product', 'policy', 'system', 'environment'],
  faultParties: ['own', 'customer', 'third'],
  outcomes: ['upheld', 'partly', 'rejected', 'goodwill', 'withdrawn', 'transferred', 'duplicate', 'inadmissible', 'unresolved'],
  levels: ['1', '2', '3'],
};

/** A code and what people call it. */
export interface TaxonomyEntry {
  readonly code: string;
  readonly labels: Labels;
  /** The code in the same list that it is a kind of. */
  readonly parent?: string;
  /** Kept for what was coded with it; a strict list refuses it for what is new. */
  readonly retired?: boolean;
}

export interface CodeList {
  /** Whether codes that are not listed are refused. */
  readonly strict: boolean;
  readonly entries: readonly TaxonomyEntry[];
}

/** All lists of codes of a company. */
export type Taxonomy = Readonly<Record<TaxonomyList, CodeList>>;

/** The taxonomy as a decision gets it. */
export interface TaxonomyVersion {
  readonly version: number;
  readonly document: Taxonomy;
}

/** Whoever publishes a taxonomy names the lists that change. */
export type SaidTaxonomy = { readonly [L in TaxonomyList]?: Omit<CodeList, 'strict'> & { readonly strict?: boolean } };

/** Codes, all of them 422 with a `path`: those of lists, `closed-list`, `nothing-published`, `nothing-allowed`. */
export function checkedTaxonomy(said: SaidTaxonomy, before: Taxonomy): Taxonomy {
  const given = taxonomyLists.filter((list) => said[list]);
  impossible(given.length === 0, 'nothing-published', 'Give at least one list; the others stay as they are.', {
    path: '',
    lists: taxonomyLists,
  });
  for (const list of given) checkList(list, said[list]!.entries);
  const next = Object.fromEntries(taxonomyLists.map((list) => [list, { ...before[list], ...said[list] }])) as unknown as Taxonomy;
  // Of channels or causes this would refuse every new complaint, for a minute at least.
  for (const list of given) {
    impossible(
      next[list].strict && next[list].entries.every(({ retired }) => retired),
      'nothing-allowed',
      'A strict list without a code in use refuses everything: list one, or do not make it strict.',
      { path: `${list}.entries` },
    );
  }
  return next;
}

function checkList(list: TaxonomyList, entries: readonly TaxonomyEntry[]): void {
  const path = `${list}.entries`;
  listed(path, entries);
  const closed = closedLists[list];
  if (!closed) return;
  // Of the fishbone the branches are closed and not what is below them.
  const own = entries.filter(({ parent }) => list !== 'rootCauses' || parent === undefined).map(({ code }) => code);
  const missing = closed.filter((code) => !own.includes(code));
  const unknown = own.filter((code) => !closed.includes(code));
  impossible(
    missing.length + unknown.length > 0,
    'closed-list',
    `The rules know these codes: ${list} has each of them${list === 'rootCauses' ? ' at the top' : ''} and no other.`,
    { path, missing, unknown },
  );
}

/** The code at the top of the tree in which this one is; undefined if it is not listed. */
export function topOf({ entries }: CodeList, code: string): string | undefined {
  const parents = new Map(entries.map((entry) => [entry.code, entry.parent]));
  if (!parents.has(code)) return undefined;
  let top = code;
  for (let parent = parents.get(top); parent !== undefined; parent = parents.get(top)) top = parent;
  return top;
}

/**
 * Checks what a complaint is coded with against the version in force; only a strict list refuses anything.
 * Codes, all of them 422 (`field`, `code`, `list`, `version`): `unknown-code` (`meant`, if a code in use is near), `retired-code`.
 */
export function checkCode({ version, document }: TaxonomyVersion, list: TaxonomyList, field: string, code: string): void {
  const { strict, entries } = document[list];
  if (!strict) return;
  const entry = entries.find((other) => other.code === code);
  if (entry && !entry.retired) return;
  const facts = { field, code, list, version };
  if (entry) throw new Contradiction('retired-code', `${field}: this code is retired in version ${version} of the taxonomy.`, facts);
  const meant = nearest(
    code,
    entries.filter(({ retired }) => !retired).map((other) => other.code),
  );
  throw new Contradiction(
    'unknown-code',
    `${field}: this code is not in version ${version} of the taxonomy${meant === undefined ? '' : `; ${meant} is`}.`,
    { ...facts, ...(meant !== undefined && { meant }) },
  );
}
