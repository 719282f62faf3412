import fc from 'fast-check';
import { longerAndLonger } from './page.js';

test('a month and the next, the rest of the year, then years, more and more of them', () => {
  expect(longerAndLonger('2026-11', '2019-03')).toEqual([
    ['2026-11', '2026-10'],
    ['2026-09', '2026-08', '2026-07', '2026-06', '2026-05', '2026-04', '2026-03', '2026-02', '2026-01'],
    ['2025'],
    ['2024', '2023'],
    ['2022', '2021', '2020', '2019'],
  ]);
  expect(longerAndLonger('2026-11', '2027-02')).toEqual([['2026-11', '2026-12'], ['2027']]);
  expect(longerAndLonger('2026-11', '2026-11')).toEqual([['2026-11']]);
});

test('every month on the way is in one piece, and the pieces follow one another', () => {
  const month = fc.record({ year: fc.integer({ min: 2019, max: 2031 }), month: fc.integer({ min: 1, max: 12 }) });
  const text = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
  fc.assert(
    fc.property(month, month, (a, b) => {
      const [from, to] = [a, b].map(({ year, month: of }) => year * 12 + of - 1) as [number, number];
      const step = from <= to ? 1 : -1;
      const pieces = longerAndLonger(text(from), text(to));
      let last = -1;
      for (let n = from; (to - n) * step >= 0; n += step) {
        const holding = pieces.flatMap((piece, i) => (piece.some((period) => text(n).startsWith(period)) ? [i] : []));
        expect(holding).toHaveLength(1);
        expect(holding[0]).toBeGreaterThanOrEqual(last);
        last = holding[0]!;
      }
    }),
  );
});
