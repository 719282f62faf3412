import type { Labels } from '@redress/kernel';
import type { PacksVersion, TaxonomyList, TaxonomyVersion, Units } from '@redress/policy';
import { reports, type Report, type ReportDefinition } from '@redress/views';
import { bucketWords, codeWords, inLanguage, unitWords } from './codes.js';
import { columnWords, dimensionWords, reportWords } from './reports.js';

export type Language = keyof Labels;

/** What a company calls its own codes: what of its policies was in force. */
export interface CompanyWords {
  readonly taxonomy?: TaxonomyVersion['document'] | undefined;
  readonly units?: Units | undefined;
  readonly packs?: PacksVersion['document'] | undefined;
}

const listOf: Readonly<Record<string, TaxonomyList>> = {
  channel: 'channels',
  cause: 'causes',
  category: 'categories',
  firstCategory: 'categories',
  suggestion: 'categories',
  product: 'products',
  remedy: 'remedies',
  rootCause: 'rootCauses',
  faultParty: 'faultParties',
  outcome: 'outcomes',
};
const unitDimensions = ['unit', 'branch', 'department'];

/** What a report, its columns and its codes are called in a language; a code without a word stays as it is. */
export class Words {
  private readonly company = new Map<string, Labels>();

  constructor(
    readonly language: Language,
    { taxonomy, units, packs }: CompanyWords = {},
  ) {
    for (const [dimension, list] of Object.entries(listOf))
      for (const { code, labels } of taxonomy?.[list].entries ?? []) this.company.set(`${dimension}/${code}`, labels);
    for (const dimension of unitDimensions)
      for (const { code, labels } of units?.units ?? []) this.company.set(`${dimension}/${code}`, labels);
    for (const [code, { labels, clocks, risk }] of Object.entries(packs?.packs ?? {})) {
      this.company.set(`pack/${code}`, labels);
      for (const { clock, labels: ofClock } of clocks) this.company.set(`clock/${clock}`, ofClock);
      for (const { signal, labels: ofSignal } of risk.signals) this.company.set(`signal/${signal}`, ofSignal);
    }
  }

  /** Of what is said in both. */
  say(en: string, zh: string): string {
    return this.language === 'en' ? en : zh;
  }

  title(report: string): string {
    const words = reportWords[report];
    return words ? inLanguage(this.language, words) : report;
  }

  question(report: string): string {
    const asked = reports.find(({ name }) => name === report)?.question ?? report;
    return this.language === 'en' ? asked : (reportWords[report]?.[2] ?? asked);
  }

  column(report: string, name: string): string {
    const words = wordsOfColumn(report, name);
    return words ? inLanguage(this.language, words) : name;
  }

  /** What a column means, in a sentence. */
  meaning({ report, parameters }: Pick<Report, 'report' | 'parameters'>, { name, meaning }: Report['columns'][number]): string {
    if (this.language === 'en') return meaning;
    const { bucket } = parameters;
    const period = typeof bucket === 'string' ? bucketWords[bucket]?.[1] : undefined;
    return (wordsOfColumn(report, name)?.[2] ?? meaning).replaceAll('{period}', period ?? '本期');
  }

  unit(unit: Report['columns'][number]['unit']): string {
    return inLanguage(this.language, unitWords[unit] ?? [unit, unit]);
  }

  bucket(bucket: string): string {
    return inLanguage(this.language, bucketWords[bucket] ?? [bucket, bucket]);
  }

  /** What the value of a dimension is called, or of a column of codes. */
  code(report: string, dimension: string, code: string | null): string {
    if (code === null) return this.say('not stated', '未指明');
    const own = codeWords[`${report}.${dimension}`] ?? codeWords[dimension] ?? {};
    if (Object.hasOwn(own, code)) return inLanguage(this.language, own[code]!);
    return this.company.get(`${dimension}/${code}`)?.[this.language] ?? code;
  }
}

/** A report's own words for a dimension or measure come before those of all. */
export function wordsOfColumn(report: string, name: string): readonly [en: string, zh: string, meaning: string] | undefined {
  const own = `${report}.${name}`;
  const isDimension = Object.hasOwn(definitionNamed(report)?.dimensions ?? {}, name);
  return isDimension ? (dimensionWords[own] ?? dimensionWords[name]) : (columnWords[own] ?? columnWords[name] ?? dimensionWords[name]);
}

function definitionNamed(report: string): ReportDefinition | undefined {
  return reports.find(({ name }) => name === report);
}
