import type { Command, Instant } from '@redress/kernel';
import type { Delegation, DelegationRevokedData, Matrix, MatrixRetiredData } from './matrix.js';

/*
 * What can be asked of the authority: a command carries the data of its event, less what the decision itself knows. Shapes are validated
 * at the edge; decisions refuse what makes no sense.
 */

/** The decision gives the version; without `effectiveFrom` it is as soon as may be. */
export type PublishMatrix = Command<'publishMatrix', Omit<Matrix, 'version' | 'effectiveFrom'> & { readonly effectiveFrom?: Instant }>;
/** Without `retiredFrom` it is as soon as may be. */
export type RetireMatrix = Command<'retireMatrix', Omit<MatrixRetiredData, 'retiredFrom'> & { readonly retiredFrom?: Instant }>;
/** Who acts delegates; without `from` it is in force at once. */
export type DelegateAuthority = Command<'delegateAuthority', Omit<Delegation, 'delegator' | 'from'> & { readonly from?: Instant }>;
export type RevokeDelegation = Command<'revokeDelegation', DelegationRevokedData>;

export type AuthorityCommand = PublishMatrix | RetireMatrix | DelegateAuthority | RevokeDelegation;
