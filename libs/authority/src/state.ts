import { RuleViolation, type Instant } from '@redress/kernel';
import type { AuthorityEvent, Delegation, Matrix } from './matrix.js';

/** A matrix, and from when on it is no longer in force. */
export interface KeptMatrix {
  readonly matrix: Matrix;
  readonly retiredFrom?: Instant;
}

export interface AuthorityState {
  /** By version: 1 comes first. */
  readonly matrices: readonly KeptMatrix[];
  /** Those that were not revoked, be they over or still to come. */
  readonly delegations: readonly Delegation[];
  readonly revoked: readonly string[];
}

export const noAuthority: AuthorityState = { matrices: [], delegations: [], revoked: [] };

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
      return { ...state, delegations: [...state.delegations, event.data] };
    case 'DelegationRevoked': {
      const { id } = event.data;
      return { ...state, delegations: state.delegations.filter((other) => other.id !== id), revoked: [...state.revoked, id] };
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
  return state.delegations.find((delegation) => delegation.id === id && delegation.from <= at && at < delegation.until);
}
