import { exposureOf, type ExposureRow } from './exposure-of.js';

let position = 0;
const row = (firstDay: string, lastDay: string, said: Partial<ExposureRow> = {}): ExposureRow => ({
  unit: null,
  product: null,
  firstDay,
  lastDay,
  policies: null,
  customers: null,
  orders: null,
  position: String((position += 1)),
  ...said,
});
const days = { from: '2026-01-05', to: '2026-01-15' };
const none = { policies: null, customers: null, orders: null };

it('is nothing where nothing was recorded, and null where a day is missing', () => {
  expect(exposureOf([], {}, days)).toEqual(none);
  expect(exposureOf([row('2026-01-06', '2026-01-31', { customers: '10' })], {}, days)).toEqual(none);
  expect(exposureOf([row('2026-01-01', '2026-01-13', { customers: '10' })], {}, days)).toEqual(none);
});

it('is the average of those who are there, and the sum of what comes', () => {
  const rows = [
    row('2026-01-01', '2026-01-10', { customers: '1000', orders: '100' }),
    row('2026-01-11', '2026-01-31', { customers: '2000', orders: '210' }),
  ];
  // Six days of the first, four of the second.
  expect(exposureOf(rows, {}, days)).toEqual({ policies: null, customers: 1_400, orders: 100 });
});

it('takes the shortest period, and of two alike what was recorded last', () => {
  const year = row('2026-01-01', '2026-12-31', { customers: '5', policies: '7' });
  const month = row('2026-01-01', '2026-01-31', { customers: '6' });
  const corrected = row('2026-01-01', '2026-01-31', { customers: '8' });
  expect(exposureOf([corrected, year, month], {}, days)).toEqual({ policies: 7, customers: 8, orders: null });
});

it('is added up over the units and products of the scope, each by its own record', () => {
  const at = (unit: string | null, product: string | null, customers: string) =>
    row('2026-01-01', '2026-01-31', { unit, product, customers });
  const rows = [at('east', 'gas', '1'), at('west', 'gas', '20'), at(null, 'gas', '300'), at(null, null, '4000'), at('east', null, '50000')];
  const customers = (scope: Parameters<typeof exposureOf>[1]) => exposureOf(rows, scope, days).customers;
  expect(customers({})).toBe(4_000);
  expect(customers({ products: ['gas'] })).toBe(300);
  expect(customers({ units: ['east'] })).toBe(50_000);
  expect(customers({ units: ['east', 'west', 'east'], products: ['gas'] })).toBe(21);
  expect(customers({ units: ['west'] })).toBeNull();
  expect(customers({ units: ['east'], products: ['gas', 'water'] })).toBeNull();
});
