import type { Event, EventTypes, Instant, Labels } from '@redress/kernel';

/*
 * Who may approve: the authority matrix 审批权限矩阵 (domain §2). The key is what the company bears, in total; amounts are whole minor units
 * of the matrix's currency. A matrix is data: published by command, never by deploy. Payloads are final: later versions only add fields.
 */

/** `any` one of the roles signs, `all` of them, or all of them in the order of the list. */
export const signingModes = ['any', 'all', 'ordered'] as const;
export type SigningMode = (typeof signingModes)[number];

/** Where a band applies; what is left out does not matter. All that is named must hold. */
export interface Conditions {
  readonly remedies?: readonly string[];
  readonly products?: readonly string[];
  /** Currencies of the proposal; the band's bounds stay in the matrix's. */
  readonly currencies?: readonly string[];
  readonly units?: readonly string[];
}

/** Who acts where nobody is left in a role because of recusals. */
export interface Substitution {
  readonly role: string;
  /** In this order. */
  readonly by: readonly string[];
}

/** Totals from `from` (inclusive) up to the next band's `from` (exclusive). */
export interface Band {
  readonly from: number;
  /** A code: on whose authority, e.g. `channel`, `branch`, `head-office`. */
  readonly scope: string;
  /** Roles whose signatures are needed; none: nobody has to sign. */
  readonly roles: readonly string[];
  readonly mode: SigningMode;
  readonly substitutes?: readonly Substitution[];
  /** A round lapses so many times 24 hours after it was requested; never, if left out. */
  readonly validDays?: number;
  /**
   * Bands with the same conditions form a ladder that begins at 0. The first ladder in the order of the list whose conditions hold
   * decides; the one without conditions, which every matrix has, decides where no other does.
   */
  readonly conditions?: Conditions;
}

/** A role that is a body: it decides by resolution, and somebody else's role records that. */
export interface Body {
  readonly role: string;
  readonly recordedBy: string;
}

/** What one minor unit of a currency is worth in minor units of the matrix's, as a decimal such as `7.25`. */
export interface Rate {
  readonly currency: string;
  readonly rate: string;
}

/** What people call a role or a scope. */
export interface Title extends Labels {
  readonly code: string;
}

export interface Matrix {
  /** 1 for the first that was published. */
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly currency: string;
  readonly bands: readonly Band[];
  readonly bodies: readonly Body[];
  readonly rates: readonly Rate[];
  readonly titles: readonly Title[];
  /** Why it is as it is. */
  readonly reason: string;
}

export type MatrixPublished = Event<'MatrixPublished', Matrix>;

export interface MatrixRetiredData {
  readonly version: number;
  /** From then on the version before is in force again. */
  readonly retiredFrom: Instant;
  readonly reason: string;
}

/** Somebody lets somebody else sign in one of their roles for a while; the other cannot pass it on. */
export interface Delegation {
  readonly id: string;
  /** Staff `sub`s. */
  readonly delegator: string;
  readonly delegate: string;
  readonly role: string;
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
  readonly reason: string;
}

export interface DelegationRevokedData {
  readonly id: string;
  readonly reason: string;
}

export type MatrixRetired = Event<'MatrixRetired', MatrixRetiredData>;
export type AuthorityDelegated = Event<'AuthorityDelegated', Delegation>;
export type DelegationRevoked = Event<'DelegationRevoked', DelegationRevokedData>;

/** The events of a stream `authority-<id>`; nothing in them is personal data of a customer. */
export type AuthorityEvent = MatrixPublished | MatrixRetired | AuthorityDelegated | DelegationRevoked;

const plain = { version: 1, personal: [] };

export const authorityEventTypes: EventTypes<AuthorityEvent> = {
  MatrixPublished: plain,
  MatrixRetired: plain,
  AuthorityDelegated: plain,
  DelegationRevoked: plain,
};
