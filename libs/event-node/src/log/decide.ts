import { NO_REVISION } from './events.js';
import type { ExpectedRevision } from './events.js';

/** Where an event id is already written in a stream. */
export interface Written {
  readonly revision: number;
  readonly position: number;
}

export type Decision =
  | { readonly kind: 'write' }
  /** Every event of the append is already in the stream: answered as the first time, nothing is written. */
  | { readonly kind: 'idempotent'; readonly last: Written }
  | { readonly kind: 'wrong-expected-revision' };

/**
 * Decides what becomes of an append, as EventStoreDB does it (IndexWriter.CheckCommit, oss-v24.6.0).
 *
 * - `any` and `stream-exists`: known if the first id is in the stream; then all others must be too, else the append is refused. A first id
 *   that is new means a new append, even if a later id is known.
 * - an exact revision (or `no-stream`) below the current one: known only if each id stands at exactly the revision it would have got.
 *
 * @param current revision of the stream's last event or `NO_REVISION`
 * @param ids the ids of the append in order
 * @param find all places of an id in this stream, ascending; empty if it was never written
 */
export function decide(
  expected: ExpectedRevision,
  current: number,
  ids: readonly string[],
  find: (id: string) => readonly Written[],
): Decision {
  if (expected === 'any' || expected === 'stream-exists') {
    if (current === NO_REVISION) return { kind: expected === 'any' ? 'write' : 'wrong-expected-revision' };
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
  let last: Written | undefined;
  if (revision < current) {
    for (const [offset, id] of ids.entries()) {
      last = find(id).find((written) => written.revision === revision + 1 + offset);
      if (!last) break;
    }
  }
  return last ? { kind: 'idempotent', last } : { kind: 'wrong-expected-revision' };
}
