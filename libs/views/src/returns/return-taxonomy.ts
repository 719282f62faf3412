import { returnLists, unmapped, type ReturnField, type ReturnName } from '@redress/policy';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { caseDimensionNames } from '../facts/case-dimensions.js';
import { QueryError } from '../query-error.js';
import { asked, type Parameter } from '../report-definition.js';
import type { Cut, Taxonomy } from '../report-time.js';
import { returnTable, ReturnTaxonomy } from './returns.entity.js';

/*
 * Which version of the taxonomies a return is asked by, and the SQL that puts facts into its categories.
 */

export const taxonomyParameter: Parameter = {
  meaning:
    'Version of the taxonomies of returns to ask by: an older one, or one that is not in force yet; 0 for the one in force at the cut.',
  default: 0,
  least: 0,
  most: 1_000_000,
};

/**
 * The version asked for; else the one in force at the later of `asOf` and `knownAt`, of those that were published by the position of the cut: what is
 * published later changes no answer. The first is in force from ever. 0 if none was ever published: then nothing is mapped.
 * @throws QueryError `unknown-taxonomy`
 */
export async function returnTaxonomyAt(manager: EntityManager, { asOf, knownAt, position }: Cut, version = 0): Promise<Taxonomy> {
  const known = { position: LessThanOrEqual(position ?? '-1') };
  const found = async (where: object) =>
    (await manager.findOne(ReturnTaxonomy, { select: { version: true }, where, order: { version: 'DESC' } }))?.version;
  if (version !== 0) {
    if ((await found({ ...known, version })) !== undefined) return { name: 'returns', version };
    const latest = (await found(known)) ?? 'none';
    throw new QueryError(
      'unknown-taxonomy',
      `Version ${version} of the taxonomies of returns is not known at the cut; the latest that is: ${latest}.`,
    );
  }
  const at = asOf > knownAt ? asOf : knownAt;
  return {
    name: 'returns',
    version: (await found({ ...known, effectiveFrom: LessThanOrEqual(at) })) ?? (await found({ version: 1 })) ?? 0,
  };
}

/** Tables that the returns read beside the facts, for `tables`. */
export const returnTables: readonly string[] = [returnTable('taxonomy')];

export const unmappedMeaning =
  'The codes that no rule of the taxonomy fits, for each list that it is split by: nothing is left out because it does not fit. Null where all fit.';

/** SQL: the columns of facts by which the rules go. */
const columns: Readonly<Record<ReturnField, string>> = {
  products: 'product',
  subProducts: 'sub_product',
  causes: 'cause',
  categories: 'category',
  units: 'unit',
  jurisdictions: 'jurisdiction',
  outcomes: 'outcome',
  responses: 'response',
  standings: 'standing',
};

/** SQL: what the taxonomy says of a return, as JSON, by a path within it. */
export function taxonomyJson(name: ReturnName, ...path: readonly string[]): string {
  return `(SELECT document #> '{${['returns', name, ...path].join(',')}}' FROM ${returnTable('taxonomy')} WHERE version = ${asked.taxonomy})`;
}

/**
 * SQL: facts of the period (and of the one before, where that is asked) with a column for each of these lists of the return, the category that they belong
 * to or `unmapped`, and the column `unmapped` with the codes that no rule fits, of the lists in `told`. The facts are found once; the codes that occur in
 * them are put into categories once for each combination, and the facts joined to these: so the cost of the rules does not grow with the facts, and no fact
 * is lost.
 *
 * @param facts a SELECT with the columns that the lists' rules go by
 * @param told the dimensions that are asked for: no other goes along, because each is looked up for every fact
 * @param kept other columns that go along
 */
export function mapped(
  name: ReturnName,
  facts: string,
  { lists, told, kept = [] }: { readonly lists: readonly string[]; readonly told: readonly string[]; readonly kept?: readonly string[] },
): string {
  const along = [
    'complaint_id',
    'position',
    'occurred_at',
    ...caseDimensionNames.filter((one) => told.includes(one) && !lists.includes(one)),
    ...kept,
  ];
  const codes = lists.flatMap((list) => returnLists[name][list]!.map((field) => columns[field]));
  const unfit = lists.filter((list) => told.includes(list)).map((list) => `"in_${list}".unfit`);
  const select = [
    ...along.map((column) => `fact."${column}"`),
    ...lists.map((list) => `"in_${list}".category AS "${list}"`),
    // As long as a filter may be.
    `${unfit.length > 0 ? `left(nullif(concat_ws('; ', ${unfit.join(', ')}), ''), 200)` : 'NULL::text'} AS unmapped`,
  ];
  // The parameter is used in any case: PostgreSQL refuses one that it is given and whose type nothing tells. Without OFFSET it would guess that next to
  // nothing of the period is in the period, and join all facts to all categories.
  return `
    WITH fact AS MATERIALIZED (
      SELECT ${[...new Set([...along, ...codes])].map((column) => `"${column}"`).join(', ')} FROM (${inPeriodOf(facts)}) AS fact WHERE ${asked.taxonomy} IS NOT NULL
    )
    SELECT ${select.join(', ')} FROM fact ${lists.map((list) => joined(name, list)).join('')} OFFSET 0`;
}

/** SQL: those of the period, and of the one before where that is asked. */
export function inPeriodOf(facts: string): string {
  return `SELECT * FROM (${facts}) AS fact WHERE occurred_at >= $3 AND occurred_at < ${asked.to}`;
}

function joined(name: ReturnName, list: string): string {
  const fields = returnLists[name][list]!;
  const keys = fields.map((field) => `coalesce(${columns[field]}, '')`);
  const fits = fields.map((field, i) => {
    const among = `rule.among${i}`;
    const has =
      field === 'jurisdictions'
        ? `EXISTS (SELECT FROM jsonb_array_elements_text(${among}) AS one WHERE starts_with(upper(code.k${i}) || '-', upper(one) || '-'))`
        : `${among} ? code.k${i}`;
    return `(${among} IS NULL OR ${has})`;
  });
  const named = fields.map((field, i) => `'${words[field]}=' || nullif(code.k${i}, '')`);
  return `
    LEFT JOIN (
      WITH rule AS MATERIALIZED (
        SELECT n, said ->> 'to' AS category, ${fields.map((field, i) => `said #> '{when,${field}}' AS among${i}`).join(', ')}
        FROM jsonb_array_elements(${taxonomyJson(name, 'lists', list, 'rules')}) WITH ORDINALITY AS rules (said, n)
      )
      SELECT DISTINCT ON (key) ${joinedKey(fields.map((_, i) => `code.k${i}`))} AS key, coalesce(category, '${unmapped}') AS category,
             CASE WHEN category IS NULL THEN '${list}: ' || coalesce(nullif(concat_ws(', ', ${named.join(', ')}), ''), 'no code') END AS unfit
      FROM (SELECT DISTINCT ${keys.map((key, i) => `${key} AS k${i}`).join(', ')} FROM fact) AS code
      LEFT JOIN LATERAL (SELECT category FROM rule WHERE ${fits.join(' AND ')} ORDER BY n LIMIT 1) AS found ON true
    ) AS "in_${list}" ON "in_${list}".key = ${joinedKey(fields.map((field) => `coalesce(fact.${columns[field]}, '')`))}`;
}

/**
 * SQL: one key of several codes, with their lengths, so that no two are alike. Only of one key PostgreSQL believes, by DISTINCT ON, that it occurs once,
 * and so hashes, where it would sort the facts.
 */
function joinedKey(codes: readonly string[]): string {
  return codes.map((code, i) => (i + 1 < codes.length ? `length(${code}) || ':' || ${code}` : code)).join(' || ');
}

/** As dimensions of reports call them. */
const words: Readonly<Record<ReturnField, string>> = { ...columns, subProducts: 'subProduct' };
