import type { Instant } from '@redress/kernel';
import { findPolicy } from '@redress/views';
import type { DataSource } from 'typeorm';
import { Words, type Language } from './words.js';

/** Words of a page, with what the company called its codes at an instant. */
export async function wordsAt(dataSource: DataSource, asOf: Instant, language: Language): Promise<Words> {
  const [taxonomy, units, packs] = await Promise.all([
    findPolicy(dataSource, 'taxonomy', { asOf }),
    findPolicy(dataSource, 'units', { asOf }),
    findPolicy(dataSource, 'packs', { asOf }),
  ]);
  return new Words(language, { taxonomy: taxonomy?.document, units: units?.document, packs: packs?.document });
}
