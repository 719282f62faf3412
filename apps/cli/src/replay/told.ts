import type { LoggedEvent } from '@redress/event-store';
import type { ComplaintEvent } from '@redress/complaint';
import type { Instant, Metadata } from '@redress/kernel';

/** An event as the history route tells it: the envelope laid flat beside its data, personal fields opened for whoever may read them. */
export type ToldEvent = ComplaintEvent &
  Omit<Metadata, 'commandDigest'> & {
    readonly id: string;
    readonly stream: string;
    readonly revision: number;
    readonly recordedAt: Instant;
  };

/** An event in the form that is hashed; its position in the log has come over the wire as text and is not hashed. */
export type StoredAnswer = Omit<LoggedEvent, 'position'>;

/** `GET /v1/complaints/{id}/history?include=stored`. */
export interface HistoryAnswer {
  readonly events: readonly ToldEvent[];
  /** Absent where a server does not know the question. */
  readonly stored?: readonly StoredAnswer[];
}

/** Which events are told: any of them; the earliest cut wins, as it does in the API. */
export interface Cut {
  readonly revision?: number;
  /** Business time: what had happened by then. */
  readonly asOf?: Instant;
  /** Recorded time: what was known by then. */
  readonly knownAt?: Instant;
}

export type Verdict =
  | { readonly verified: true; readonly events: number; readonly head: string }
  | { readonly verified: false; readonly stream: string; readonly revision: number; readonly reason: string };

/** What happened in a sentence, and what was said or noted, each under its label; an empty one says nothing. */
export interface Told {
  readonly sentence: string;
  readonly details: readonly (readonly [label: string, text: string | undefined])[];
}
