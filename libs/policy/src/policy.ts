import type { Command, Event, EventTypes, Instant } from '@redress/kernel';
import type { PolicyDocument, PolicyKind, SaidDocument } from './kinds.js';

/*
 * Policies as versioned data: what a company lists, recommends and writes is published by command, never by deploy. Every kind has a
 * stream of its own, and the same rules of publication. Payloads are final: later versions only add fields.
 */

/** A version of a policy. */
export interface Policy<K extends PolicyKind = PolicyKind> {
  readonly kind: K;
  /** 1 for the first that was published. */
  readonly version: number;
  /** In force from then on, until the next version is. */
  readonly effectiveFrom: Instant;
  /** Why it is as it is. */
  readonly reason: string;
  /** Whole, also where only a part was said. */
  readonly document: PolicyDocument<K>;
}

/** One event for all kinds; nothing in it is personal data. */
export type PolicyPublished = Event<'PolicyPublished', Policy>;
export type PolicyEvent = PolicyPublished;

export const policyEventTypes: EventTypes<PolicyEvent> = { PolicyPublished: { version: 1, personal: [] } };

/** The decision gives the version; without `effectiveFrom` it is as soon as may be. */
export type PublishPolicy<K extends PolicyKind = PolicyKind> = Command<
  'publishPolicy',
  {
    readonly kind: K;
    readonly effectiveFrom?: Instant;
    readonly reason: string;
    readonly document: SaidDocument<K>;
  }
>;
