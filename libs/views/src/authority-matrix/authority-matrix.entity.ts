import type { Matrix } from '@redress/authority';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A version of the authority matrix, with what became of it. */
@Entity({ schema: 'authority_matrix_v1', name: 'matrix' })
export class PublishedMatrix {
  @PrimaryColumn({ type: 'integer' })
  version: number;

  /** As it was published: whole, because it is always asked for as a whole. */
  @Column({ type: 'json' })
  matrix: Matrix;

  @Column({ name: 'published_at', type: 'timestamptz' })
  publishedAt: Date;

  /** A staff `sub`. */
  @Column({ name: 'published_by', type: 'text' })
  publishedBy: string;

  /** Inclusive. */
  @Column({ name: 'effective_from', type: 'timestamptz' })
  effectiveFrom: Date;

  /** Exclusive; null while nobody retired it. */
  @Column({ name: 'retired_from', type: 'timestamptz', nullable: true })
  retiredFrom: Date | null;

  @Column({ name: 'retired_by', type: 'text', nullable: true })
  retiredBy: string | null;

  @Column({ name: 'retired_reason', type: 'text', nullable: true })
  retiredReason: string | null;
}

/** Who lets whom sign in which role, and whether it was taken back. */
@Entity({ schema: 'authority_matrix_v1', name: 'delegation' })
@Index('given', ['givenAt', 'id'])
@Index('by_delegator', ['delegator', 'givenAt'])
@Index('by_delegate', ['delegate', 'givenAt'])
export class GivenDelegation {
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** Staff `sub`s. */
  @Column({ type: 'text' })
  delegator: string;

  @Column({ type: 'text' })
  delegate: string;

  @Column({ type: 'text' })
  role: string;

  /** Inclusive. */
  @Column({ type: 'timestamptz' })
  from: Date;

  /** Exclusive. */
  @Column({ type: 'timestamptz' })
  until: Date;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt: Date;

  /** From then on it is not in force, whatever `until` says; null while nobody revoked it. */
  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Column({ name: 'revoked_by', type: 'text', nullable: true })
  revokedBy: string | null;

  @Column({ name: 'revoked_reason', type: 'text', nullable: true })
  revokedReason: string | null;
}
