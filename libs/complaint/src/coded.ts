import { checkCode, type TaxonomyList } from '@redress/policy';
import type { Coded } from './commands.js';

/**
 * What a complaint is coded with is in the company's taxonomy, where that is strict about it.
 * Codes: 422 `unknown-code`, `retired-code`.
 */
export function coded({ taxonomy }: Coded, list: TaxonomyList, field: string, code: string | null | undefined): void {
  if (taxonomy && code !== undefined && code !== null) checkCode(taxonomy, list, field, code);
}
