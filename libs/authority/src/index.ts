export type { AuthorityCommand, DelegateAuthority, PublishMatrix, RetireMatrix, RevokeDelegation } from './commands.js';
export { decide } from './decide.js';
export { defaultMatrix } from './default-matrix.js';
export { coversAlone, requirementOf } from './evaluate.js';
export {
  authorityEventTypes,
  signingModes,
  type AuthorityEvent,
  type Band,
  type Body,
  type Conditions,
  type Delegation,
  type Matrix,
  type Rate,
  type SigningMode,
  type Substitution,
  type Title,
} from './matrix.js';
export type { Ask, RequiredRole, Requirement } from './requirement.js';
export { revokeTokens, tokenEventTypes, type RevokeTokens, type TokensRevoked, type TokensRevokedData } from './revoke-tokens.js';
export { missingSeats, nextSeats, seatsOf, type Seat } from './seats.js';
export { delegationInForce, evolve, matrixInForce, noAuthority, type AuthorityState } from './state.js';
