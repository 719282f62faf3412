import type { Scope } from '@redress/improvement';
import type { Exposure } from './improvements.entity.js';

/** What a rate is per thousand of, the best first. */
export const exposureFigures = ['policies', 'customers', 'orders'] as const;
export type ExposureFigure = (typeof exposureFigures)[number];

export type ExposureRow = Pick<Exposure, 'unit' | 'product' | 'firstDay' | 'lastDay' | 'position' | ExposureFigure>;

/** What there was to complain about on some days; a figure is null where it is not known for every day, unit and product. */
export type ExposureOfDays = Readonly<Record<ExposureFigure, number | null>>;

const dayMs = 86_400_000;

/**
 * Adds up the exposure of the scope's units and products, each combination by a record of its own; a scope that names neither is the whole
 * company's. Of the records that cover a day the one of the shortest period tells, of these the one recorded last. Policies and customers
 * are averages over the days, orders a sum: of a record for a month each day has its part. To 4 places.
 * @param days local days, `from` in it, `to` no longer
 */
export function exposureOf(
  rows: readonly ExposureRow[],
  { units, products }: Pick<Scope, 'units' | 'products'>,
  days: { readonly from: string; readonly to: string },
): ExposureOfDays {
  const keys = [...new Set(units ?? [null])].flatMap((unit) => [...new Set(products ?? [null])].map((product) => ({ unit, product })));
  const perKey = keys.map((key) => rows.filter((row) => row.unit === key.unit && row.product === key.product));
  const figure = (name: ExposureFigure): number | null => {
    let sum = 0;
    let count = 0;
    for (let at = Date.parse(days.from); at < Date.parse(days.to); at += dayMs, count += 1) {
      const day = new Date(at).toISOString().slice(0, 10);
      for (const records of perKey) {
        const row = nearest(records, day, name);
        if (!row) return null;
        sum += Number(row[name]) / (name === 'orders' ? lengthOf(row) : 1);
      }
    }
    return Math.round((name === 'orders' ? sum : sum / count) * 10_000) / 10_000;
  };
  return { policies: figure('policies'), customers: figure('customers'), orders: figure('orders') };
}

function nearest(rows: readonly ExposureRow[], day: string, name: ExposureFigure): ExposureRow | undefined {
  const covering = rows.filter((row) => row.firstDay <= day && day <= row.lastDay && row[name] !== null);
  return covering.sort((a, b) => lengthOf(a) - lengthOf(b) || Number(BigInt(b.position) - BigInt(a.position)))[0];
}

function lengthOf({ firstDay, lastDay }: ExposureRow): number {
  return (Date.parse(lastDay) - Date.parse(firstDay)) / dayMs + 1;
}
