import { RuleViolation, type Instant } from '@redress/kernel';
import type { AuthorityEvent, Delegation, Matrix } from './matrix.js';

/** A matrix, and from when on it is no longer in force. */
export interface KeptMatrix {
  readonly matrix: Matrix;
  readonly retiredFrom?: Instant;
}

/** A delegation, be it to come, in force or over. */
export interface KeptDelegation {
  readonly delegation: Delegation;
  readonly revoked: boolean;
}

export interface AuthorityState {
  /** By version: 1 comes first. */
  readonly matrices: readonly KeptMatrix[];
  readonly delegations: readonly KeptDelegation[];
}

export const noAuthority: AuthorityState = { matrices: [], delegations: [] };

/** The state after one more event. Pure, never mutates. */
export function evolve(state: AuthorityState, event: AuthorityEvent): AuthorityState {
  switch (event.type) {
    case 'MatrixPublished':
      return { ...state, matrices: [...state.matrices, { matrix: event.data }] };
    case 'MatrixRetired': {
      const { version, retiredFrom } = event.data;
      return { ...state, matrices: state.matrices.map((kept) => (kept.matrix.version === version ? { ...kept, retiredFrom } : kept)) };
    }
    case 'AuthorityDelegated':
      return { ...state, delegations: [...state.delegations, { delegation: event.data, revoked: false }] };
    case 'DelegationRevoked': {
      const { id } = event.data;
      return { ...state, delegations: state.delegations.map((kept) => (kept.delegation.id === id ? { ...kept, revoked: true } : kept)) };
    }
  }
}

/**
 * The matrix that decides at an instant: of those in force the highest version.
 * @throws RuleViolation `no-matrix-in-force` (`at`)
 */
export function matrixInForce(state: AuthorityState, at: Instant): Matrix {
  const kept = state.matrices.findLast((other) => isInForce(other, at));
  if (!kept) throw new RuleViolation('no-matrix-in-force', 'No authority matrix was in force then.', { at });
  return kept.matrix;
}

export function isInForce({ matrix, retiredFrom }: KeptMatrix, at: Instant): boolean {
  return matrix.effectiveFrom <= at && (retiredFrom === undefined || at < retiredFrom);
}

/** The delegation if it is in force then; one that was revoked is not, whatever the instant. */
export function delegationInForce(state: AuthorityState, id: string, at: Instant): Delegation | undefined {
  return state.delegations.find(
    ({ delegation, revoked }) => delegation.id === id && !revoked && delegation.from <= at && at < delegation.until,
  )?.delegation;
}
