import type { Event, EventTypes, Instant, Labels, Money, Personal } from '@redress/kernel';

/*
 * One cause, many complaints (domain §4): what the company says and gives is decided once, on the incident, and follows in each member's own
 * stream by automation. Each member is an event of its own, so that no event and no append grows with the incident. Payloads are final: later
 * versions only add optional fields. Title, texts and codes are for everybody: nothing about a person.
 */

/** Which complaints join by themselves: received from then on, and all that is named fits, by any of its codes. */
export interface JoinCriteria {
  readonly products?: readonly string[];
  /** The units complained about, each by itself. */
  readonly units?: readonly string[];
  readonly causes?: readonly string[];
  readonly channels?: readonly string[];
  /** Received no earlier, and before. */
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface IncidentOpenedData {
  readonly title: string;
  /** A code: what happened. */
  readonly cause: string;
  readonly product?: string;
  /** The org unit that it happened to. */
  readonly unit?: string;
  readonly startedAt: Instant;
  /** When it is expected to be over. */
  readonly eta?: Instant;
  readonly joins?: JoinCriteria;
}

export interface ComplaintJoinedData {
  readonly complaintId: string;
  /** Ordinal of the joining within the incident, from 1. */
  readonly member: number;
  /** It fitted what joins by itself. */
  readonly matched?: true;
}

/** It was a case of its own after all; what it was told and given stays. */
export interface ComplaintLeftData {
  readonly complaintId: string;
  /** A code: why. */
  readonly reason: string;
  readonly note?: Personal<string>;
}

/** What all members are told; who joins later gets the latest. */
export interface NoticeSentData {
  /** Ordinal within the incident, from 1. */
  readonly notice: number;
  /** In at least one language. */
  readonly texts: Partial<Labels>;
  /** A code: what is known of the cause by now. */
  readonly cause?: string;
  readonly eta?: Instant;
  /** On which customers are told. */
  readonly channel: string;
}

/** Who gets it, as in a proposal. */
export const offerBeneficiaries = ['customer', 'guardian', 'proxy', 'heir', 'third-party'] as const;
export type OfferBeneficiary = (typeof offerBeneficiaries)[number];

/** What every member is to get, also who joins later: a proposal in each case, for which the matrix says who signs. */
export interface RemedyOfferedData {
  /** Ordinal within the incident, from 1. */
  readonly offer: number;
  /** A code of the remedy menu. */
  readonly remedy: string;
  /** What the company bears for each member. */
  readonly borne: Money;
  readonly terms: readonly string[];
  readonly beneficiary: OfferBeneficiary;
  /** A code: why. */
  readonly reason: string;
  /** Rule 3: it needs no acceptance. */
  readonly acceptance: 'mass-incident';
}

/** A member did not get what the others got: a notice or an offer. */
export interface MemberSkippedData {
  readonly complaintId: string;
  readonly notice?: number;
  readonly offer?: number;
  /** The rule that refused it in the member's own case, by its code. */
  readonly code: string;
}

export interface IncidentClosedData {
  /** A code: why. */
  readonly reason: string;
  readonly summary?: Personal<string>;
}

export type IncidentOpened = Event<'IncidentOpened', IncidentOpenedData>;
export type ComplaintJoined = Event<'ComplaintJoined', ComplaintJoinedData>;
export type ComplaintLeft = Event<'ComplaintLeft', ComplaintLeftData>;
export type NoticeSent = Event<'NoticeSent', NoticeSentData>;
export type RemedyOffered = Event<'RemedyOffered', RemedyOfferedData>;
export type MemberSkipped = Event<'MemberSkipped', MemberSkippedData>;
export type IncidentClosed = Event<'IncidentClosed', IncidentClosedData>;

/** The events of a stream `incident-<uuid>`. */
export type IncidentEvent = IncidentOpened | ComplaintJoined | ComplaintLeft | NoticeSent | RemedyOffered | MemberSkipped | IncidentClosed;

const plain = { version: 1, personal: [] };

export const incidentEventTypes: EventTypes<IncidentEvent> = {
  IncidentOpened: plain,
  ComplaintJoined: plain,
  ComplaintLeft: { version: 1, personal: ['note'] },
  NoticeSent: plain,
  RemedyOffered: plain,
  MemberSkipped: plain,
  IncidentClosed: { version: 1, personal: ['summary'] },
};

/** A complaint form, as far as it matters to joining. */
export interface FormToJoin {
  readonly product?: string | undefined;
  readonly unit?: string | undefined;
  readonly cause: string;
  readonly channel: string;
  readonly receivedAt: Instant;
}

/** Whether a complaint joins by itself. */
export function joinsBy({ products, units, causes, channels, from, to }: JoinCriteria, form: FormToJoin): boolean {
  const isOneOf = (codes: readonly string[] | undefined, code: string | undefined) =>
    codes === undefined || (code !== undefined && codes.includes(code));
  return (
    isOneOf(products, form.product) &&
    isOneOf(units, form.unit) &&
    isOneOf(causes, form.cause) &&
    isOneOf(channels, form.channel) &&
    (from === undefined || from <= form.receivedAt) &&
    (to === undefined || form.receivedAt < to)
  );
}

/** What a customer of this language (BCP 47) is told: in their language, else in the other; where it is unknown, in all there are. */
export function textFor(texts: Partial<Labels>, language: string): string {
  const { 'zh-CN': chinese, en } = texts;
  if (language.toLowerCase() === 'und') return [chinese, en].filter((text) => text !== undefined).join('\n\n');
  const own = language.toLowerCase().split('-')[0] === 'zh' ? (chinese ?? en) : (en ?? chinese);
  return own!;
}
