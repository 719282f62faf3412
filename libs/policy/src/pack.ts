import type { Labels } from '@redress/kernel';
import type { Length } from './calendar.js';
import type { Moment } from './moments.js';

/*
 * What time and risk mean for a complaint: policy packs (domain §3). A pack is chosen when a complaint is received and stays its own, in the
 * version of that moment.
 */

/** Where a rule comes from, and how far that was checked. */
export interface RuleSource {
  /** `DISP 1.6.2R`, `seed 003, 3.2`. */
  readonly paragraph: string;
  readonly document: string;
  readonly url?: string;
  /** The day on which it was read. */
  readonly read: string;
  /** `verified` against the text; `needs-counsel`: a reading of ours, ask a lawyer; `own`: our choice, no law. */
  readonly status: 'verified' | 'needs-counsel' | 'own';
  /** What to ask counsel, or why we chose so. */
  readonly note?: string;
}

/** Which complaints a rule is for: those that fit all that is named, by any of its codes; all, if nothing is named. */
export interface Condition {
  readonly products?: readonly string[];
  readonly units?: readonly string[];
  /** That of a country is also that of its parts: `US` of `US-TX`; upper and lower case are the same. */
  readonly jurisdictions?: readonly string[];
  readonly channels?: readonly string[];
  readonly causes?: readonly string[];
  readonly grades?: readonly string[];
  /** Of the latest classification. */
  readonly categories?: readonly string[];
  readonly severities?: readonly string[];
  /** One of these as well. */
  readonly anyOf?: readonly Condition[];
  /** But not this. */
  readonly not?: Condition;
}

/** What of a complaint conditions are about; of the classification the latest. */
export interface CaseFacts {
  readonly product?: string | null | undefined;
  readonly unit?: string | null | undefined;
  readonly jurisdiction?: string | null | undefined;
  readonly channel?: string | null | undefined;
  readonly cause?: string | null | undefined;
  readonly grade?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly severity?: string | null | undefined;
}

export interface Extension {
  readonly length: Length;
  /** How often this one may be used. */
  readonly times: number;
  /** Who approves it: a role as in tokens. Not who handles the case. */
  readonly approver: string;
  /** Codes of permitted reasons; any if left out. */
  readonly reasons?: readonly string[];
  readonly source?: RuleSource;
}

export interface ClockRule {
  /** A code, once in a pack. */
  readonly clock: string;
  readonly labels: Labels;
  readonly when?: Condition;
  readonly starts: readonly Moment[];
  readonly meets: readonly Moment[];
  /** Nothing is owed any more. Closing, withdrawing and merging stop what they do not meet. */
  readonly stops?: readonly Moment[];
  /** The customer's turn: time stands still. Not of a statutory clock. */
  readonly pauses?: readonly Moment[];
  readonly resumes?: readonly Moment[];
  /** `once` in a case; `again`: anew when it does not run; `each` starting moment has one of its own, met by its own ending. */
  readonly repeats: 'once' | 'again' | 'each';
  readonly statutory: boolean;
  /** A role as in tokens: who has to see to it. */
  readonly responsible: string;
  /** `as-said`: until the time that the event itself names, of a promise or a contribution. */
  readonly length: Length | 'as-said';
  /** A name in the calendars. */
  readonly calendar: string;
  /** Shares of the time in per cent, rising: `[75, 90]`. */
  readonly warnings: readonly number[];
  readonly extensions?: readonly Extension[];
  /** What a miss does beside being on record; nothing if left out. */
  readonly onMiss?: { readonly escalateTo: EscalateTo };
  readonly source: RuleSource;
}

/** A level, or one up. */
export type EscalateTo = number | 'next';

/** What makes a case risky. Points for each time (`each`), or once; only what comes after the first `beyond` times counts. */
export interface Signal {
  /** A code, once in a pack. */
  readonly signal: string;
  readonly labels: Labels;
  readonly points: number;
  readonly each?: true;
  readonly beyond?: number;
  readonly by: SignalBasis;
  readonly source?: RuleSource;
}

/** Exactly one of these. */
export interface SignalBasis {
  /** How often any of these happened. */
  readonly moments?: readonly Moment[];
  /** How many deadlines of these clocks are missed and not met since. */
  readonly overdue?: readonly string[];
  /** How many deadlines of these clocks were ever missed. */
  readonly missed?: readonly string[];
  /** The latest classification has one of these severities. */
  readonly severities?: readonly string[];
  /** The customer's words have one of these; found at the decision and kept. */
  readonly words?: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

export interface Pack {
  readonly labels: Labels;
  readonly clocks: readonly ClockRule[];
  /** Within which time of receipt a resolution may be agreed in summary (rule 6). */
  readonly summary: { readonly length: Length; readonly calendar: string; readonly source: RuleSource };
  /** Whether the acknowledgement goes out by itself, and which clock's date it names as that of the answer. */
  readonly acknowledgement: { readonly automatic: boolean; readonly answerBy: string };
  readonly risk: {
    readonly threshold: number;
    readonly escalateTo: EscalateTo;
    readonly signals: readonly Signal[];
    readonly source: RuleSource;
  };
  /** Other rules, which are no clocks: what people have to know, e.g. how many representatives speak for a group. */
  readonly rules: readonly { readonly rule: string; readonly labels: Labels; readonly limit?: number; readonly source: RuleSource }[];
}

/** The first choice that fits a complaint decides; the last one fits all. */
export interface Choice {
  readonly when: Pick<Condition, 'products' | 'units' | 'jurisdictions'>;
  readonly pack: string;
}

/** A publication may give some packs; the others, and the choices if left out, are carried over. */
export interface Packs {
  readonly choices: readonly Choice[];
  readonly packs: Readonly<Record<string, Pack>>;
}

/** All packs as a decision gets them. */
export interface PacksVersion {
  readonly version: number;
  readonly document: Packs;
}

/** Which pack, of which version of all packs. */
export interface ChosenPack {
  readonly name: string;
  readonly version: number;
}

/** Whoever publishes packs names those that change. */
export type SaidPacks = Partial<Packs>;

/** Whether a complaint is one of those that a condition names; without a condition it is. What is not known of it is none of the codes. */
export function fits(condition: Condition | undefined, facts: CaseFacts): boolean {
  if (!condition) return true;
  const { products, units, jurisdictions, channels, causes, grades, categories, severities, anyOf, not } = condition;
  return (
    isOf(products, facts.product) &&
    isOf(units, facts.unit) &&
    isWithin(jurisdictions, facts.jurisdiction) &&
    isOf(channels, facts.channel) &&
    isOf(causes, facts.cause) &&
    isOf(grades, facts.grade) &&
    isOf(categories, facts.category) &&
    isOf(severities, facts.severity) &&
    (!anyOf || anyOf.some((one) => fits(one, facts))) &&
    !(not && fits(not, facts))
  );
}

function isOf(codes: readonly string[] | undefined, code: string | null | undefined): boolean {
  return !codes || (typeof code === 'string' && codes.includes(code));
}

function isWithin(places: readonly string[] | undefined, said: string | null | undefined): boolean {
  if (!places) return true;
  if (typeof said !== 'string') return false;
  const place = said.toUpperCase();
  return places.some((other) => place === other.toUpperCase() || place.startsWith(`${other.toUpperCase()}-`));
}

/** The choice that decides for a complaint, by its form: the first that fits. */
export function choiceFor({ choices }: Packs, form: Pick<CaseFacts, 'product' | 'unit' | 'jurisdiction'>): Choice {
  return choices.find(({ when }) => fits(when, form))!;
}

/** The name of the pack for a complaint, by its form. */
export function packFor(packs: Packs, form: Pick<CaseFacts, 'product' | 'unit' | 'jurisdiction'>): string {
  return choiceFor(packs, form).pack;
}
