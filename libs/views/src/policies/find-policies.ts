import type { Instant } from '@redress/kernel';
import type { Policy, PolicyKind } from '@redress/policy';
import { LessThanOrEqual, type DataSource } from 'typeorm';
import { answering, isMissingTable } from '../query-error.js';
import { PublishedPolicy } from './policies.entity.js';

/** A policy, and when and by whom it was published. */
export type PolicyVersion<K extends PolicyKind = PolicyKind> = Policy<K> & Pick<PublishedPolicy, 'publishedAt' | 'publishedBy'>;

/** A version without what it says. */
export type PolicyOutline = Omit<PolicyVersion, 'document'>;

/** The version in force at an instant, or the one of this number; undefined if there is none. */
export function findPolicy<K extends PolicyKind>(
  dataSource: DataSource,
  kind: K,
  which: { readonly asOf: Instant } | { readonly version: number },
): Promise<PolicyVersion<K> | undefined> {
  const where = 'version' in which ? { version: which.version } : { effectiveFrom: LessThanOrEqual(new Date(which.asOf)) };
  return answering('policies', async () => {
    const row = await dataSource.getRepository(PublishedPolicy).findOne({ where: { kind, ...where }, order: { version: 'DESC' } });
    return row ? (told(row) as PolicyVersion<K>) : undefined;
  });
}

/** Which version was in force at an instant; undefined if none was, or nothing is known of policies yet. */
export async function versionInForce(dataSource: DataSource, kind: PolicyKind, at: Date): Promise<number | undefined> {
  try {
    const where = { kind, effectiveFrom: LessThanOrEqual(at) };
    const found = await dataSource.getRepository(PublishedPolicy).findOne({ select: { version: true }, where, order: { version: 'DESC' } });
    return found?.version;
  } catch (error) {
    if (isMissingTable(error)) return undefined;
    throw error;
  }
}

/** Every version that was ever published, the latest first. */
export function listPolicies(dataSource: DataSource, kind: PolicyKind): Promise<PolicyOutline[]> {
  return answering('policies', async () => {
    const select = { kind: true, version: true, effectiveFrom: true, publishedAt: true, publishedBy: true, reason: true } as const;
    const rows = await dataSource.getRepository(PublishedPolicy).find({ select, where: { kind }, order: { version: 'DESC' } });
    return rows.map(told);
  });
}

function told<R extends Pick<PublishedPolicy, 'effectiveFrom'>>(row: R): Omit<R, 'effectiveFrom'> & { readonly effectiveFrom: Instant } {
  return { ...row, effectiveFrom: row.effectiveFrom.toISOString() };
}
