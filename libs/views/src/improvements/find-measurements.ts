import type { Money } from '@redress/kernel';
import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { answering } from '../query-error.js';
import { Coverage, Exposure } from './improvements.entity.js';
import { improvements } from './improvements.js';

/** Which records; what is left out does not matter. */
interface MeasurementsQuestion {
  readonly unit?: string;
  /** `next` of the page before, with the same filters. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

interface Page<T> {
  readonly items: T[];
  /** Cursor of the page after; null on the last. */
  readonly next: string | null;
}

interface RecordedMeasurement {
  readonly position: string;
  readonly by: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

export interface RecordedCoverage extends RecordedMeasurement {
  readonly topic: string;
  readonly unit: string;
  readonly percent: number;
  /** A local day. */
  readonly on: string;
}

export interface RecordedExposure extends RecordedMeasurement {
  readonly unit: string | null;
  readonly product: string | null;
  readonly period: { readonly from: string; readonly to: string };
  readonly policies: number | null;
  readonly customers: number | null;
  readonly orders: number | null;
  readonly premium: Money | null;
}

/** One page of training coverages, those recorded last first. @throws QueryError `invalid-cursor`; ViewNotReady */
export async function listTrainingCoverage(
  dataSource: DataSource,
  question: MeasurementsQuestion & { readonly topic?: string },
): Promise<Page<RecordedCoverage>> {
  const { topic, unit } = question;
  const page = await pageOf(dataSource.getRepository(Coverage).createQueryBuilder('row'), { topic, unit }, question);
  return {
    ...page,
    items: page.items.map(({ perMille, measuredOn: on, actor, ...row }) => ({ ...row, percent: perMille / 10, on, by: actor.sub })),
  };
}

/** One page of exposures, those recorded last first. @throws QueryError `invalid-cursor`; ViewNotReady */
export async function listExposures(
  dataSource: DataSource,
  question: MeasurementsQuestion & { readonly product?: string },
): Promise<Page<RecordedExposure>> {
  const { product, unit } = question;
  const page = await pageOf(dataSource.getRepository(Exposure).createQueryBuilder('row'), { product, unit }, question);
  const number = (value: string | null) => (value === null ? null : Number(value));
  return {
    ...page,
    items: page.items.map(({ firstDay: from, lastDay: to, policies, customers, orders, premium, currency, actor, ...row }) => ({
      ...row,
      period: { from, to },
      policies: number(policies),
      customers: number(customers),
      orders: number(orders),
      premium: premium === null || currency === null ? null : { amount: Number(premium), currency },
      by: actor.sub,
    })),
  };
}

async function pageOf<R extends ObjectLiteral & { position: string }>(
  query: SelectQueryBuilder<R>,
  equal: Readonly<Record<string, string | undefined>>,
  { cursor, limit = 50 }: MeasurementsQuestion,
): Promise<Page<R>> {
  const filters = Object.entries(equal).filter(([, value]) => value !== undefined);
  const asked = JSON.stringify(filters);
  for (const [name, value] of filters) query.andWhere(`row.${name} = :${name}`, { [name]: value });
  if (cursor !== undefined) query.andWhere('row.position < :id', { id: decodeCursor(cursor, asked).id });
  const rows = await answering(improvements.name, () =>
    query
      .orderBy('row.position', 'DESC')
      .limit(limit + 1)
      .getMany(),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? encodeCursor({ value: null, id: last.position }, asked) : null };
}
