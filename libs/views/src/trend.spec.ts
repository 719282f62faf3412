import fc from 'fast-check';
import { againstQuality, fallen, quotient, risen, type Compared } from './trend.js';

const z3 = { minimum: 5, deviations: 3 };
/** Weeks of a baseline, and one week. */
const weeks = (observed: number, whole: readonly number[]): Compared => ({
  observed,
  baseline: whole.reduce((sum, one) => sum + one, 0),
  now: 1n,
  before: BigInt(whole.length),
  whole,
});

// (8o − 16)² ≥ 9 · 8 · (o + 16) from o = 8 on: 48² = 2304 ≥ 1728, and 40² = 1600 < 1656 for 7.
test('eight where two a week were expected is a rise by three standard deviations; seven is chance', () => {
  const even = [2, 2, 2, 2, 2, 2, 2, 2];
  expect([risen(weeks(7, even), z3), risen(weeks(8, even), z3), risen(weeks(80, even), z3)]).toEqual([undefined, 8, 8]);
});

test('where nothing was expected the minimum is what counts', () => {
  const never = [0, 0, 0, 0, 0, 0, 0, 0];
  expect([4, 5, 6].map((n) => risen(weeks(n, never), z3))).toEqual([undefined, 5, 5]);
  expect(risen(weeks(0, never), { minimum: 1, deviations: 1 })).toBeUndefined();
  expect(fallen(weeks(0, never), { ...z3, minimum: 1, percent: 50 })).toBeUndefined();
});

test('what goes up and down by itself must go up further', () => {
  const uneven = [0, 16, 0, 16, 0, 16, 0, 16];
  const even = [8, 8, 8, 8, 8, 8, 8, 8];
  expect([risen(weeks(20, even), z3), risen(weeks(20, uneven), z3)]).toEqual([18, undefined]);
  // Of the uneven weeks: (8o − 64)² · 7 ≥ 9 · (8 · 1024 − 64²) · 9 from o = 36 on.
  expect([risen(weeks(35, uneven), z3), risen(weeks(36, uneven), z3)]).toEqual([undefined, 36]);
});

test('a fall is a cliff where it is to half, beyond chance, and from enough', () => {
  const twenty = Array.from({ length: 8 }, () => 20);
  const cliff = { ...z3, percent: 50 };
  expect([fallen(weeks(6, twenty), cliff), fallen(weeks(7, twenty), cliff)]).toEqual([6, undefined]);
  expect(fallen(weeks(6, twenty), { ...cliff, percent: 80 })).toBeUndefined();
  expect(fallen(weeks(4, twenty), { ...cliff, percent: 80 })).toBe(4);
  expect(fallen(weeks(0, [4, 4, 4, 4]), cliff)).toBeUndefined();
  expect(fallen(weeks(0, twenty), { ...cliff, percent: 100 })).toBe(0);
});

test('by exposure, what stays as it is may be a rise', () => {
  const halved = { observed: 60, baseline: 480, now: 50n, before: 800n, whole: [] };
  expect(risen({ ...halved, now: 100n }, z3)).toBeUndefined();
  expect(risen(halved, z3)).toBe(48);
});

test('agrees with the same in floating point', () => {
  const counts = fc.nat(60);
  fc.assert(
    fc.property(
      counts,
      fc.array(counts, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      (observed, whole, deviations) => {
        const n = whole.length;
        const baseline = whole.reduce((a, b) => a + b, 0);
        const mean = baseline / n;
        const chance = Math.sqrt((observed + baseline) / n);
        const variance = n < 2 ? 0 : whole.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
        const spread = n < 3 ? chance : Math.max(chance, Math.sqrt(variance * (1 + 1 / n)));
        const over = Math.abs(observed - mean) - deviations * spread;
        // At the very edge floating point does not know.
        fc.pre(Math.abs(over) > 1e-9);
        const asked = { minimum: 1, deviations };
        const [rise, fall] = [risen(weeks(observed, whole), asked), fallen(weeks(observed, whole), { ...asked, percent: 1 })];
        expect(rise !== undefined).toBe(over > 0 && observed > mean && observed >= 1);
        expect(fall !== undefined).toBe(over > 0 && observed < mean && mean >= 1 && observed <= 0.99 * mean);
        // At the count that is told it is a rise or fall, one before it is not.
        const edge = (told: number | undefined, step: number, again: (count: number) => number | undefined) =>
          told === undefined ? [] : [again(told) === told, again(told + step) === undefined];
        const edges = [
          ...edge(rise, -1, (count) => risen(weeks(count, whole), asked)),
          ...edge(fall, 1, (count) => fallen(weeks(count, whole), { ...asked, percent: 1 })),
        ];
        expect(edges).not.toContain(false);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('quality speaks against a rise where it is known and did not become worse', () => {
  const known = { onMerits: 10, upheld: 4, marks: 5, markSum: 15 };
  const words =
    'no more of those closed on the merits are upheld (0.4 before, 0.4 now) and customers are no less satisfied (3 before, 3 of 5 now)';
  expect(againstQuality(known, [known, known], 5)).toBe(words);
  expect(againstQuality({ ...known, upheld: 5 }, [known], 5)).toBeUndefined();
  expect(againstQuality({ ...known, markSum: 14 }, [known], 5)).toBeUndefined();
  expect(againstQuality({ ...known, marks: 4, markSum: 4 }, [known], 5)).toMatch(/^no more of those .+ now\)$/);
  expect(againstQuality({ onMerits: 4, upheld: 0, marks: 4, markSum: 20 }, [known], 5)).toBeUndefined();
  expect(againstQuality(known, [], 1)).toBeUndefined();
});

test('is rounded half up, to four places', () => {
  expect([quotient(1n, 3n), quotient(2n, 3n), quotient(1n, 20_000n), quotient(0n, 7n)]).toEqual([0.3333, 0.6667, 0.0001, 0]);
});
