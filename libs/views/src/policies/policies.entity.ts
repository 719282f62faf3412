import type { PolicyKind, Policy } from '@redress/policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A version of a policy, as it was published. */
@Entity({ schema: 'policies_v1', name: 'policy' })
export class PublishedPolicy {
  @PrimaryColumn({ type: 'text' })
  kind: PolicyKind;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  /** Inclusive; until the next version's. */
  @Column({ name: 'effective_from', type: 'timestamptz' })
  effectiveFrom: Date;

  @Column({ name: 'published_at', type: 'timestamptz' })
  publishedAt: Date;

  /** A staff `sub`. */
  @Column({ name: 'published_by', type: 'text' })
  publishedBy: string;

  @Column({ type: 'text' })
  reason: string;

  /** Whole, because it is always asked for as a whole. */
  @Column({ type: 'json' })
  document: Policy['document'];
}
