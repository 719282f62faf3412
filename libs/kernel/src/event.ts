/** An instant as ISO 8601 in UTC with milliseconds, `2026-11-22T08:00:00.000Z`: sorts as text. */
export type Instant = string;

/** A fact of the past tense: its type name and what it carries. */
export interface Event<T extends string = string, D extends object = object> {
  readonly type: T;
  readonly data: D;
}

/**
 * Where a command came from. Clocks and automations ignore what was imported; what a demo plays happened nowhere: it sets and meets clocks, and
 * nobody is told, escalated to or reminded.
 */
export type Origin = 'api' | 'automation' | 'import' | 'simulation';

/** How exactly an imported time is known; absent means to the millisecond. */
export type Precision = 'day' | 'not-before';

/** Who acts: the token's subject, the roles that were used, and for whom if delegated. */
export interface Actor {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly unit?: string;
  readonly actingFor?: string;
}

/** What a decision returns: an event, and its own time where that differs from the command's. */
export type Decided<E extends Event> = E & { readonly occurredAt?: Instant; readonly precision?: Precision };

/** The envelope stored beside every event. Final: later versions only add optional fields. */
export interface Metadata {
  readonly schemaVersion: number;
  readonly commandId: string;
  /** Keyed digest of the command's body: the same id with another body is refused. */
  readonly commandDigest: string;
  readonly actor: Actor;
  /** The data subjects whose keys seal fields of this event. */
  readonly subjectIds: readonly string[];
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly occurredAt: Instant;
  readonly precision?: Precision;
  readonly origin: Origin;
  /** Version of each policy (matrix, pack, taxonomy) that the decision was made under. */
  readonly policyVersions: Readonly<Record<string, number>>;
  /** Hash of the stream's event before this one; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256 over the RFC 8785 form of the stored event. */
  readonly hash: string;
}

/** An event as it was read: verified, upcast, personal fields still sealed unless opened. */
export type Recorded<E extends Event = Event> = E & {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: Instant;
  readonly metadata: Metadata;
};

/** A personal or free-text value after sealing: AES-256-GCM under the data subject's key, base64url. */
export interface Sealed {
  readonly $sealed: string;
  readonly subject: string;
}

/** A field that is plain text while it is decided on and sealed once stored: folds must not look inside. */
export type Personal<T> = T | Sealed;

/** What an aggregate declares of each of its event types. */
export interface EventType {
  /** The version that is written today. */
  readonly version: number;
  /** Top-level fields of `data` that are sealed before they are stored. */
  readonly personal: readonly string[];
  /** From version n to n + 1, keyed by n. Stored events are never changed, only upcast when read. */
  readonly upcasts?: Readonly<Record<number, (data: object) => object>>;
}

export type EventTypes<E extends Event = Event> = Readonly<Record<E['type'], EventType>>;

/** What a text shown to people says, in each language. */
export interface Labels {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** An amount in minor units (cents, fen) of an ISO 4217 currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** An intention: time and actor arrive as data, so that a decision is a pure function. */
export interface Command<T extends string = string, D extends object = object> {
  readonly type: T;
  readonly data: D;
  readonly by: Actor;
  /** When it happened; at most `now`. */
  readonly occurredAt: Instant;
  /** When it is decided. */
  readonly now: Instant;
  readonly origin: Origin;
}
