import type { SigningMode } from './matrix.js';
import type { RequiredRole } from './requirement.js';

/** A place under a request that one signature fills. */
export interface Seat {
  /** Who must sign now. */
  readonly role: string;
  /** The required role that recusals left empty. */
  readonly standsInFor?: string;
}

/**
 * Who must sign where recusals emptied some roles: a vacant role's seat goes to its first stand-in that is neither vacant nor has a seat of
 * its own. Where none is left the seat keeps its own name: whoever holds the role and is not recused may fill it after all.
 * Who signed before somebody else left their role empty has signed all the same, so a role that signed is not vacant.
 */
export function seatsOf(required: readonly RequiredRole[], emptied: readonly string[], signedRoles: readonly string[] = []): Seat[] {
  const vacant = emptied.filter((role) => !signedRoles.includes(role));
  const taken = new Set(required.map(({ role }) => role).filter((role) => !vacant.includes(role)));
  return required.map(({ role, standIns }) => {
    if (!vacant.includes(role)) return { role };
    const standIn = standIns.find((other) => !vacant.includes(other) && !taken.has(other));
    if (standIn === undefined) return { role };
    taken.add(standIn);
    return { role: standIn, standsInFor: role };
  });
}

/** The seats that are still empty: of `any`, none is once one is filled. */
export function missingSeats(mode: SigningMode, seats: readonly Seat[], signedRoles: readonly string[]): Seat[] {
  const missing = seats.filter(({ role }) => !signedRoles.includes(role));
  return mode === 'any' && missing.length < seats.length ? [] : missing;
}

/** Those of the missing seats that may be filled now: of `ordered`, only the first. */
export function nextSeats(mode: SigningMode, seats: readonly Seat[], signedRoles: readonly string[]): Seat[] {
  const missing = missingSeats(mode, seats, signedRoles);
  return mode === 'ordered' ? missing.slice(0, 1) : missing;
}
