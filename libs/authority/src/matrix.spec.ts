import fc from 'fast-check';
import type { PublishMatrix } from './commands.js';
import { defaultMatrix } from './default-matrix.js';
import { coversAlone, requirementOf } from './evaluate.js';
import type { Band, Conditions, Matrix } from './matrix.js';
import { publishMatrix } from './publish-matrix.js';
import type { Ask } from './requirement.js';
import { missingSeats, nextSeats, seatsOf } from './seats.js';
import { noAuthority } from './state.js';

/* Whatever matrix can be published, and whatever is asked of it. */

const roleNames = ['clerk', 'head', 'director', 'cfo', 'manager', 'board', 'council'];
const roles = fc.shuffledSubarray(roleNames, { maxLength: 5 });
const now = '2026-11-22T08:00:00.000Z';

const conditions: fc.Arbitrary<Conditions> = fc
  .record({
    remedies: fc.subarray(['refund', 'voucher']),
    products: fc.subarray(['life', 'parcel']),
    currencies: fc.subarray(['CNY', 'USD', 'JPY']),
    units: fc.subarray(['beijing']),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, codes]) => codes.length > 0)));

const bandAt = (from: number, given: Conditions | undefined): fc.Arbitrary<Band> =>
  fc
    .record({
      roles,
      mode: fc.constantFrom('any' as const, 'all' as const, 'ordered' as const),
      by: fc.array(fc.shuffledSubarray([...roleNames, 'deputy'], { maxLength: 3 }), { minLength: 5, maxLength: 5 }),
      validDays: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
    })
    .map(({ roles: required, mode, by, validDays }) => ({
      from,
      scope: 's',
      roles: required,
      mode: required.length === 0 ? 'all' : mode,
      substitutes: required.map((role, i) => ({ role, by: by[i]!.filter((other) => other !== role) })),
      validDays,
      conditions: given,
    }));

const ladder = (given: Conditions | undefined): fc.Arbitrary<Band[]> =>
  fc
    .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 100_000_000 })), { maxLength: 6 })
    .chain((bounds) => fc.tuple(...[0, ...bounds.sort((a, b) => a - b)].map((from) => bandAt(from, given))));

/** Ladders one after the other, each under conditions of its own. */
const matrices: fc.Arbitrary<Matrix> = fc
  .record({
    special: fc.uniqueArray(
      conditions.filter((given) => Object.keys(given).length > 0),
      { maxLength: 3, selector: (given) => JSON.stringify(given) },
    ),
    main: ladder(undefined),
    mainFirst: fc.boolean(),
    bodies: fc.subarray(['board', 'council']),
    rate: fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99_999 })),
  })
  .chain(({ special, main, mainFirst, bodies, rate: [whole, fraction] }) =>
    fc.tuple(...special.map(ladder)).map((others): Matrix => {
      const ladders = mainFirst ? [main, ...others] : [...others, main];
      const rates = ['USD', 'JPY'].map((currency) => ({ currency, rate: `${whole}.${fraction}` }));
      const recorded = bodies.map((role) => ({ role, recordedBy: 'secretary' }));
      return { ...defaultMatrix, bands: ladders.flat(), bodies: recorded, rates };
    }),
  );

const currency = fc.constantFrom('CNY', 'USD', 'JPY');
const money = fc.record({ amount: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 200_000_000 })), currency });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const asks: fc.Arbitrary<Ask> = fc.record({
  already: fc.array(money, { maxLength: 4 }),
  now: money,
  remedy: fc.constantFrom('refund', 'voucher', 'gift'),
  product: maybe(fc.constantFrom('life', 'parcel', 'hotel')),
  unit: maybe(fc.constantFrom('beijing', 'shanghai')),
});

it('every such matrix can be published', () => {
  fc.assert(
    fc.property(matrices, ({ version: _version, effectiveFrom: _from, ...data }) => {
      const by = { sub: 'u-admin', roles: ['policy-admin'] };
      const command: PublishMatrix = { type: 'publishMatrix', data, by, occurredAt: now, now, origin: 'api' };
      expect(publishMatrix(noAuthority, command)).toHaveLength(1);
    }),
  );
});

it('has an answer to everything, with the band around the total, and says why', () => {
  fc.assert(
    fc.property(matrices, asks, (matrix, ask) => {
      const { already, now: more, total, band, required, bodies, reason, mode } = requirementOf(matrix, ask);
      expect(already + more).toBe(total);
      expect(more).toBeGreaterThanOrEqual(0);
      expect(band.from).toBeLessThanOrEqual(total);
      expect(band.below ?? Infinity).toBeGreaterThan(total);
      for (const { role, standIns } of required) {
        expect(new Set([role, ...standIns]).size).toBe(standIns.length + 1);
        expect(standIns).toEqual(expect.arrayContaining(matrix.bodies.map((body) => body.role).filter((body) => body !== role)));
      }
      expect(bodies.every(({ role }) => required.some((one) => one.role === role || one.standIns.includes(role)))).toBe(true);
      expect(reason.en).toMatch(/^Matrix 1, band .+ already \+ .+ sign.*\.$/);
      expect(reason['zh-CN']).toMatch(/^权限矩阵第1版，.+签字。$/);
      const aloneAtMost = mode === 'any' || required.length <= 1;
      expect(!coversAlone({ mode, required, bodies }, roleNames) || aloneAtMost).toBe(true);
    }),
  );
});

it('asks never for a lower band when more is asked for', () => {
  fc.assert(
    fc.property(matrices, asks, fc.integer({ min: 0, max: 100_000_000 }), (matrix, ask, extra) => {
      const less = requirementOf(matrix, ask);
      const more = requirementOf(matrix, { ...ask, now: { ...ask.now, amount: ask.now.amount + extra } });
      expect(more.band.from).toBeGreaterThanOrEqual(less.band.from);
      expect(more.total).toBeGreaterThanOrEqual(less.total);
    }),
  );
});

it('asks for the same in the end, into however many parts an amount is split', () => {
  fc.assert(
    fc.property(matrices, asks, fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 }), (matrix, ask, parts) => {
      const of = (amount: number) => ({ amount, currency: ask.now.currency });
      const sum = parts.reduce((before, part) => before + part, 0);
      const whole = requirementOf(matrix, { ...ask, now: of(sum) });
      const ordered = parts.slice(0, -1).map(of);
      const split = requirementOf(matrix, { ...ask, already: [...ask.already, ...ordered], now: of(parts.at(-1)!) });
      expect(split).toMatchObject({ total: whole.total, band: whole.band, mode: whole.mode, required: whole.required });
    }),
  );
});

it('makes no seat twice, fills each vacant one that it can, and is done when all that are missing have signed', () => {
  fc.assert(
    fc.property(matrices, asks, fc.subarray(roleNames), (matrix, ask, vacant) => {
      const { required, mode } = requirementOf(matrix, ask);
      const seats = seatsOf(required, vacant);
      expect(seats).toHaveLength(required.length);
      expect(new Set(seats.map(({ role }) => role)).size).toBe(seats.length);
      for (const [i, { role, standsInFor }] of seats.entries()) {
        const { role: wanted, standIns } = required[i]!;
        const free = standIns.filter((other) => !vacant.includes(other) && !seats.some((taken) => taken.role === other));
        const mayFill = standsInFor === undefined ? [wanted] : standIns.filter((other) => !vacant.includes(other));
        expect(mayFill).toContain(role);
        // Its own name although it is vacant: then nobody is left.
        expect(standsInFor === undefined && vacant.includes(wanted) ? free : []).toEqual([]);
      }
      const signed: string[] = [];
      for (let next = nextSeats(mode, seats, signed); next.length > 0; next = nextSeats(mode, seats, signed)) signed.push(next[0]!.role);
      expect(missingSeats(mode, seats, signed)).toEqual([]);
      expect(signed).toHaveLength(mode === 'any' ? Math.min(1, seats.length) : seats.length);
    }),
  );
});
