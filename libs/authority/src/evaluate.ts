import { sumIn } from './amounts.js';
import { holds, laddersOf, type Ladder } from './ladders.js';
import type { Band, Matrix } from './matrix.js';
import { reasonsOf } from './reason.js';
import type { Ask, Requirement } from './requirement.js';

/**
 * What the matrix says of an ask (domain §2). The total decides, so asking in parts ends at the same signatures as asking at once; `now` is
 * what the total grows by.
 * @throws RuleViolation `no-exchange-rate` (`currency`), `amount-too-large` (`currency`: the matrix's)
 */
export function requirementOf(matrix: Matrix, ask: Ask): Requirement {
  const others = (ask.elsewhere ?? []).filter((amounts) => amounts.length > 0);
  const before = [...ask.already, ...others.flat()];
  const { total: already } = sumIn(matrix, before);
  const { total, rates } = sumIn(matrix, [...before, ask.now]);
  const { bands } = ladderFor(preparedFor(matrix), ask);
  // A published ladder begins at 0 and ascends, so there is always a band.
  const { reasons, ...asked } = bands.findLast(({ band: { from } }) => from <= total)!;
  const elsewhere = others.length > 0 && { elsewhere: { cases: others.length, amount: already - sumIn(matrix, ask.already).total } };
  const amounts = { already, ...elsewhere, now: total - already, total, rates };
  return { matrixVersion: matrix.version, currency: matrix.currency, ...asked, ...amounts, reason: reasons(amounts) };
}

/** A ladder whose bands say what they ask for. */
interface PreparedLadder extends Pick<Ladder, 'conditions'> {
  readonly bands: readonly (Pick<Requirement, 'band' | 'mode' | 'required' | 'bodies' | 'validDays'> & {
    readonly reasons: ReturnType<typeof reasonsOf>;
  })[];
}

/** What a band asks for follows from the matrix alone, by which many proposals are judged. */
const prepared = new WeakMap<Matrix, readonly PreparedLadder[]>();

function preparedFor(matrix: Matrix): readonly PreparedLadder[] {
  const ladders = prepared.get(matrix) ?? prepare(matrix);
  prepared.set(matrix, ladders);
  return ladders;
}

function prepare(matrix: Matrix): PreparedLadder[] {
  const ladders = laddersOf(matrix);
  const upward = rolesUpward(ladders);
  return ladders.map(({ conditions, bands }) => ({
    conditions,
    bands: bands.map(({ from, scope, mode, roles, substitutes = [], validDays }, i) => {
      const required = roles.map((role) => ({ role, standIns: standInsOf(matrix, role, substitutes, upward) }));
      const concerned = new Set(required.flatMap(({ role, standIns }) => [role, ...standIns]));
      const asked = { band: { from, below: bands[i + 1]?.from ?? null, scope }, mode, required };
      return {
        ...asked,
        bodies: matrix.bodies.filter(({ role }) => concerned.has(role)),
        ...(validDays !== undefined && { validDays }),
        reasons: reasonsOf(matrix, asked),
      };
    }),
  }));
}

/**
 * Whether whoever has these roles may order it on their own authority (rule 4): nobody has to sign, or one of their roles is all that is
 * needed. A body decides by resolution, so nobody's role is its.
 */
export function coversAlone(
  { mode, required, bodies }: Pick<Requirement, 'mode' | 'required' | 'bodies'>,
  roles: readonly string[],
): boolean {
  if (required.length === 0) return true;
  if (mode !== 'any' && required.length > 1) return false;
  return required.some(({ role }) => roles.includes(role) && !bodies.some((body) => body.role === role));
}

function ladderFor(ladders: readonly PreparedLadder[], { remedy, product, now: { currency }, unit }: Ask): PreparedLadder {
  const special = ladders.find(({ conditions }) => conditions && holds(conditions, { remedy, product, currency, unit }));
  return special ?? ladders.find(({ conditions }) => !conditions)!;
}

/** The roles as they first appear on the way up the unconditional ladder: who comes later is higher. */
function rolesUpward(ladders: readonly Ladder[]): string[] {
  const upward = ladders.find(({ conditions }) => !conditions)?.bands ?? [];
  return [...new Set(upward.flatMap(({ roles }) => roles))];
}

/** Domain §1 rule 2: the matrix's substitutes, else the next higher roles, else the bodies. A role off the main ladder has none above it. */
function standInsOf(matrix: Matrix, role: string, substitutes: NonNullable<Band['substitutes']>, upward: readonly string[]): string[] {
  const named = substitutes.find((substitution) => substitution.role === role)?.by ?? [];
  const place = upward.indexOf(role);
  const higher = place < 0 ? [] : upward.slice(place + 1);
  const standIns = new Set([...named, ...higher, ...matrix.bodies.map((body) => body.role)]);
  standIns.delete(role);
  return [...standIns];
}
