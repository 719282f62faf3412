import { DateTime } from 'luxon';
import { impossible, type Instant, type Labels } from '@redress/kernel';
import { code, countable, labels } from './checks.js';
import type { Kind } from './kind.js';
import { checkSource } from './pack-checks.js';
import type { RuleSource } from './pack.js';

/*
 * How long files of complaints are kept 保存期限, counted from when the case was closed last. What must be kept is not erased before, whoever asks;
 * what no rule is for may be erased as soon as it is closed.
 */

/** By what of a case a rule may go. */
export const retentionFields = [
  'jurisdictions',
  'packs',
  'products',
  'units',
  'causes',
  'categories',
  'severities',
  'outcomes',
  'tags',
] as const;
export type RetentionField = (typeof retentionFields)[number];

/** Cases that fit all that is named, by any of its codes; all, if nothing is named. The jurisdiction of a country is also that of its parts. */
export type RetentionCondition = { readonly [F in RetentionField]?: readonly string[] };

/** By the calendar: years first, then months, then days. */
export interface RetentionPeriod {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}

export interface RetentionRule {
  readonly rule: string;
  readonly labels: Labels;
  readonly when: RetentionCondition;
  readonly keep: RetentionPeriod;
  /** The law that asks for it. */
  readonly source: RuleSource;
}

/** Of several rules that are for a case the one that keeps it longest counts. */
export interface Retention {
  readonly rules: readonly RetentionRule[];
}

export interface RetentionVersion {
  readonly version: number;
  readonly document: Retention;
}

/** What a rule may ask of a case; each field has the codes of the case. */
export type RetainedCase = { readonly [F in RetentionField]?: readonly string[] };

/** Why a case is kept, and until when: at `until` it is kept no longer. */
export interface Retained {
  readonly rule: string;
  readonly until: Instant;
  readonly source: RuleSource;
  /** Of the retention rules. */
  readonly version: number;
}

const most = { rules: 500, codes: 1_000, years: 100, months: 1_200, days: 36_525 };

/**
 * Codes, all of them 422 with a `path`: those of lists and sources, and `duplicate-rule`, `unknown-field`, `empty-condition`, `invalid-code`,
 * `invalid-period`.
 */
function checkedRetention(said: Retention): Retention {
  countable('rules', said.rules);
  impossible(said.rules.length > most.rules, 'too-many-entries', `There are at most ${most.rules} rules.`, {
    path: 'rules',
    entries: said.rules.length,
    most: most.rules,
  });
  const known = new Set<string>();
  for (const [i, { rule, labels: names, when, keep, source }] of said.rules.entries()) {
    const path = `rules[${i}]`;
    code(`${path}.rule`, rule);
    impossible(known.has(rule), 'duplicate-rule', 'A rule is there once.', { path: `${path}.rule`, rule });
    known.add(rule);
    labels(`${path}.labels`, names);
    checkCondition(`${path}.when`, when);
    checkPeriod(`${path}.keep`, keep);
    checkSource(`${path}.source`, source);
  }
  return said;
}

function checkCondition(path: string, when: RetentionCondition): void {
  for (const [field, codes] of Object.entries(when)) {
    const here = `${path}.${field}`;
    impossible(!retentionFields.some((one) => one === field), 'unknown-field', `Rules go by ${retentionFields.join(', ')}.`, {
      path: here,
      field,
      fields: retentionFields,
    });
    impossible(codes.length === 0, 'empty-condition', 'Nothing fits an empty list: leave it out, or name what fits.', { path: here });
    impossible(codes.length > most.codes, 'too-many-entries', `A condition has at most ${most.codes} codes.`, {
      path: here,
      entries: codes.length,
      most: most.codes,
    });
    for (const [i, one] of codes.entries()) code(`${here}[${i}]`, one);
  }
}

function checkPeriod(path: string, keep: RetentionPeriod): void {
  const said = Object.entries(keep);
  const isFit = said.every(([unit, n]) => Number.isInteger(n) && n >= 0 && n <= most[unit as keyof RetentionPeriod]);
  impossible(
    !isFit || said.every(([, n]) => n === 0),
    'invalid-period',
    `A period is whole years (up to ${most.years}), months (${most.months}) or days (${most.days}), and not nothing.`,
    { path, keep },
  );
}

export const retention: Kind<Retention> = {
  checked: checkedRetention,
  standard: { rules: [] },
  reason: 'No period until the company publishes those of its laws: docs/privacy.md has examples. What is closed may be erased.',
};

/** Whether any rule could be for some case: without one nothing is kept, and nothing falls due. */
export const keepsAnything = ({ document }: RetentionVersion): boolean => document.rules.length > 0;

/**
 * Why a case is kept, and until when; null if no rule is for it. The day on which a period ends belongs to it.
 * @param closedAt when the case was closed last
 * @param zone whose days, months and years, an IANA name
 */
export function retentionOf({ version, document }: RetentionVersion, of: RetainedCase, closedAt: Instant, zone: string): Retained | null {
  let longest: Retained | null = null;
  for (const { rule, when, keep, source } of document.rules) {
    if (!isFor(when, of)) continue;
    const { years = 0, months = 0, days = 0 } = keep;
    const last = DateTime.fromISO(closedAt, { zone }).plus({ years, months }).plus({ days });
    const until = last.plus({ days: 1 }).startOf('day').toUTC().toISO()!;
    if (longest === null || until > longest.until) longest = { rule, until, source, version };
  }
  return longest;
}

function isFor(when: RetentionCondition, of: RetainedCase): boolean {
  return retentionFields.every((field) => {
    const among = when[field];
    const own = of[field] ?? [];
    return !among || own.some((one) => (field === 'jurisdictions' ? isWithin(among, one) : among.includes(one)));
  });
}

function isWithin(places: readonly string[], said: string): boolean {
  const place = said.toUpperCase();
  return places.some((other) => place === other.toUpperCase() || place.startsWith(`${other.toUpperCase()}-`));
}
