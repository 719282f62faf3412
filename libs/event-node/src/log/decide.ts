import { DELETED, NO_REVISION } from './events.js';
import type { ExpectedRevision } from './events.js';

/** Where an event id is already written in a stream. */
export interface Written {
  readonly revision: number;
  readonly position: number;
  /** Milliseconds since the Unix epoch. */
  readonly recordedAt: number;
}

/** What a decision needs to know of the stream. */
export interface Target {
  /** Revision of the last event, `NO_REVISION` or `DELETED`. */
  readonly revision: number;
  readonly softDeleted: boolean;
  /** Its metadata stream has events. */
  readonly hasMetadata: boolean;
}

export type Decision =
  | { readonly kind: 'write' }
  /** Every event of the append is already in the stream: answered as the first time, nothing is written. */
  | { readonly kind: 'idempotent'; readonly last: Written }
  | { readonly kind: 'wrong-expected-revision' }
  | { readonly kind: 'stream-deleted' };

/**
 * Decides what becomes of an append, as EventStoreDB does it (IndexWriter.CheckCommit, oss-v24.6.0).
 *
 * - `any` and `stream-exists`: known if the first id is in the stream; then all others must be too, else the append is refused. A first id
 *   that is new means a new append, even if a later id is known. A stream that has nothing but metadata exists.
 * - an exact revision (or `no-stream`) below the current one: known only if each id stands at exactly the revision it would have got. A
 *   stream that is deleted, but not for ever, counts as no stream as well.
 *
 * @param ids the ids of the append in order
 * @param find all places of an id in this stream, ascending; empty if it was never written
 */
export function decide(
  expected: ExpectedRevision,
  { revision: current, softDeleted, hasMetadata }: Target,
  ids: readonly string[],
  find: (id: string) => readonly Written[],
): Decision {
  if (current === DELETED) return { kind: 'stream-deleted' };
  if (expected === 'stream-exists') {
    if (softDeleted) return { kind: 'stream-deleted' };
    if (current === NO_REVISION && !hasMetadata) return { kind: 'wrong-expected-revision' };
  }

  if (expected === 'any' || expected === 'stream-exists') {
    let last: Written | undefined;
    for (const id of ids) {
      const written = find(id).at(-1);
      if (!written) return { kind: last ? 'wrong-expected-revision' : 'write' };
      last = written;
    }
    return last ? { kind: 'idempotent', last } : { kind: 'write' };
  }

  const revision = expected === 'no-stream' ? NO_REVISION : expected;
  if (revision === current) return { kind: 'write' };
  if (revision > current) return { kind: 'wrong-expected-revision' };
  let last: Written | undefined;
  for (const [offset, id] of ids.entries()) {
    const written = find(id).find((place) => place.revision === revision + 1 + offset);
    if (!written) return { kind: !last && expected === 'no-stream' && softDeleted ? 'write' : 'wrong-expected-revision' };
    last = written;
  }
  return last ? { kind: 'idempotent', last } : { kind: 'wrong-expected-revision' };
}
