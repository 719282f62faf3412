/** An event as a client proposes it. */
export interface ProposedEvent {
  /** Lower-case UUID with dashes. */
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly metadata: Uint8Array;
  readonly data: Uint8Array;
}

/** An event as the log holds it. */
export interface RecordedEvent extends ProposedEvent {
  /** Place in `$all`, from 1, without gaps. It is both commit and prepare position on the wire. */
  readonly position: number;
  readonly stream: string;
  /** Place in its stream, from 0, without gaps; `DELETED` for the tombstone that ends it for ever. */
  readonly revision: number;
  /** Milliseconds since the Unix epoch; never decreases along positions. */
  readonly recordedAt: number;
}

/** Bytes that an event takes in memory, about. A type may be as long as a whole append. */
export const bytesOf = ({ type, metadata, data }: ProposedEvent): number => 200 + 2 * type.length + metadata.length + data.length;

/** What the writer of an append believes of the stream. A number is the exact revision of the last event. */
export type ExpectedRevision = number | 'any' | 'no-stream' | 'stream-exists';

export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
  /**
   * The one event says that the stream is deleted: `soft` goes into its metadata stream, and the stream can be written again; `hard` is the
   * stream's own last event, and it never can.
   */
  readonly deletion?: 'soft' | 'hard';
}

/** The revision of a stream without events. */
export const NO_REVISION = -1;

/** The revision of a tombstone, 2^63 - 1 in the log and on the wire, and the next number that JavaScript has. */
export const DELETED = 2 ** 63;

export type AppendOutcome =
  /**
   * The events are durable (now or since an earlier append of the same ids). `position` is null if they were written earlier and cannot be
   * read any more; of an append without events it is the end of the log.
   */
  | { readonly kind: 'committed'; readonly revision: number; readonly position: number | null }
  /** Nothing was written. `current` is `NO_REVISION` if the stream has no events. */
  | { readonly kind: 'wrong-expected-revision'; readonly current: number }
  /** Nothing was written: the stream has a tombstone, or it is deleted and was expected to exist. */
  | { readonly kind: 'stream-deleted' }
  /** The deadline passed. The events may or may not be in the log later: repeat with the same ids and expected revision. */
  | { readonly kind: 'timed-out' }
  /** The database could not take the append, or its commit's outcome could not be learnt in time. Repeat as for `timed-out`. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** The database refused this very append for good; nothing was written. */
  | { readonly kind: 'rejected'; readonly reason: string };
