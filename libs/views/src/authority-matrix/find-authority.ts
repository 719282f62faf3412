import type { Matrix } from '@redress/authority';
import type { Instant } from '@redress/kernel';
import { LessThanOrEqual, MoreThan, IsNull, type DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering } from '../query-error.js';
import { GivenDelegation, PublishedMatrix } from './authority-matrix.entity.js';

/** A matrix, when and by whom it was published, and from when on it no longer is in force. */
export type MatrixVersion = Matrix & Omit<PublishedMatrix, keyof Matrix | 'matrix'>;

/** The matrix in force at an instant: of several the highest version. Undefined before the first. */
export function findMatrix(dataSource: DataSource, at: Instant): Promise<MatrixVersion | undefined> {
  return answering('authority-matrix', async () => {
    const begun = { effectiveFrom: LessThanOrEqual(new Date(at)) };
    const row = await dataSource.getRepository(PublishedMatrix).findOne({
      where: [
        { ...begun, retiredFrom: IsNull() },
        { ...begun, retiredFrom: MoreThan(new Date(at)) },
      ],
      order: { version: 'DESC' },
    });
    return row ? versionOf(row) : undefined;
  });
}

/** Every matrix that was ever published, the latest first. */
export function listMatrices(dataSource: DataSource): Promise<MatrixVersion[]> {
  return answering('authority-matrix', async () => {
    const rows = await dataSource.getRepository(PublishedMatrix).find({ order: { version: 'DESC' } });
    return rows.map(versionOf);
  });
}

function versionOf({ matrix, effectiveFrom: _, ...became }: PublishedMatrix): MatrixVersion {
  return { ...matrix, ...became };
}

export interface DelegationsQuestion {
  /** Staff `sub`s. */
  readonly delegator?: string;
  readonly delegate?: string;
  /** Given by or to this person. */
  readonly of?: string;
  /** In force then; whenever, if left out. */
  readonly asOf?: Instant;
  /** `next` of the page before, with the same filters. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

export interface DelegationsPage {
  readonly items: GivenDelegation[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

/**
 * One page of delegations, those given last first.
 * @throws QueryError `invalid-cursor`
 */
export async function listDelegations(dataSource: DataSource, question: DelegationsQuestion = {}): Promise<DelegationsPage> {
  const { delegator, delegate, of, asOf, cursor, limit = 50 } = question;
  const asked = JSON.stringify([delegator, delegate, of, asOf]);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, asked);
  return answering('authority-matrix', async () => {
    const query = dataSource.getRepository(GivenDelegation).createQueryBuilder('delegation');
    if (delegator !== undefined) query.andWhere('delegation.delegator = :delegator', { delegator });
    if (delegate !== undefined) query.andWhere('delegation.delegate = :delegate', { delegate });
    if (of !== undefined) query.andWhere('(delegation.delegator = :of OR delegation.delegate = :of)', { of });
    if (asOf !== undefined) {
      query
        .andWhere('delegation.from <= :asOf AND delegation.until > :asOf', { asOf })
        .andWhere('(delegation.revokedAt IS NULL OR delegation.revokedAt > :asOf)');
    }
    if (after) query.andWhere('(delegation.givenAt, delegation.id) < (:value::timestamptz, :id)', { ...after });
    const rows = await query
      .orderBy('delegation.givenAt', 'DESC')
      .addOrderBy('delegation.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const next = last && rows.length > limit ? encodeCursor({ value: last.givenAt.toISOString(), id: last.id }, asked) : null;
    return { items, next };
  });
}
