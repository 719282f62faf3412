import { decide } from './decide.js';
import { DELETED } from './events.js';
import type { ExpectedRevision } from './events.js';

/** A stream whose events have the ids a, b, c, … at revisions 0, 1, 2, … */
const places = (stream: string) => (id: string) =>
  Array.from(stream).flatMap((written, revision) => (written === id ? [{ revision, position: 10 + revision, recordedAt: 0 }] : []));

const live = (revision: number) => ({ revision, softDeleted: false, hasMetadata: false });

type Row = [stream: string, expected: ExpectedRevision, ids: string, answer: 'write' | 'refuse' | number];

const rows: Row[] = [
  // a stream without events
  ['', 'any', 'x', 'write'],
  ['', 'no-stream', 'x', 'write'],
  ['', 'stream-exists', 'x', 'refuse'],
  ['', 0, 'x', 'refuse'],
  ['', 'any', '', 'write'],
  ['', 'no-stream', '', 'write'],
  ['', 0, '', 'refuse'],
  // new ids
  ['abc', 'any', 'x', 'write'],
  ['abc', 'stream-exists', 'x', 'write'],
  ['abc', 'no-stream', 'x', 'refuse'],
  ['abc', 1, 'x', 'refuse'],
  ['abc', 2, 'x', 'write'],
  ['abc', 3, 'x', 'refuse'],
  ['abc', 1, '', 'refuse'],
  ['abc', 2, '', 'write'],
  ['abc', 'any', '', 'write'],
  // the same append again
  ['abc', 'any', 'b', 1],
  ['abc', 'any', 'abc', 2],
  ['abc', 'stream-exists', 'ab', 1],
  ['abc', 'no-stream', 'abc', 2],
  ['abc', 'no-stream', 'a', 0],
  ['abc', 0, 'bc', 2],
  ['abc', 0, 'b', 1],
  // any does not look at the order or at gaps
  ['abc', 'any', 'ac', 2],
  ['abc', 'any', 'cb', 1],
  // partly known: a new first id is a new append, a known first id with an unknown one is refused
  ['abc', 'any', 'xa', 'write'],
  ['abc', 'any', 'ax', 'refuse'],
  ['abc', 'stream-exists', 'ax', 'refuse'],
  ['abc', 1, 'cx', 'refuse'],
  ['abc', 1, 'xc', 'refuse'],
  // known ids at other revisions than the expected one
  ['abc', 0, 'c', 'refuse'],
  ['abc', 'no-stream', 'b', 'refuse'],
  ['abc', 2, 'a', 'write'],
  ['abc', 5, 'a', 'refuse'],
  // an id that stands in the stream twice: any takes the last place, an exact revision the right one
  ['aba', 'any', 'a', 2],
  ['aba', 'no-stream', 'a', 0],
  ['aba', 1, 'a', 2],
];

describe('the decision on an append', () => {
  it.each(rows)('to a stream of [%s], expecting %s, with the ids [%s] is: %s', (stream, expected, ids, answer) => {
    const decision = decide(expected, live(stream.length - 1), Array.from(ids), places(stream));
    const simple = { write: { kind: 'write' }, refuse: { kind: 'wrong-expected-revision' } } as const;
    const again = { kind: 'idempotent', last: { revision: answer, position: 10 + Number(answer), recordedAt: 0 } };
    expect(decision).toEqual(typeof answer === 'number' ? again : simple[answer]);
  });

  it.each<[ExpectedRevision]>([['any'], ['no-stream'], ['stream-exists'], [0], [2], [5]])(
    'to a stream with a tombstone, expecting %s, is that it is deleted',
    (expected) => {
      expect(decide(expected, { ...live(DELETED), hasMetadata: true }, ['a'], places('abc'))).toEqual({ kind: 'stream-deleted' });
    },
  );

  it.each<[ExpectedRevision, string, string]>([
    ['any', 'x', 'write'],
    ['no-stream', 'x', 'write'],
    [2, 'x', 'write'],
    [1, 'x', 'wrong-expected-revision'],
    [3, 'x', 'wrong-expected-revision'],
    ['stream-exists', 'x', 'stream-deleted'],
    // What was written before the deletion is still known.
    ['any', 'ab', 'idempotent'],
    ['no-stream', 'ab', 'idempotent'],
    ['no-stream', 'ax', 'wrong-expected-revision'],
    ['no-stream', '', 'wrong-expected-revision'],
  ])('to a stream that was deleted, expecting %s, with the ids [%s] is: %s', (expected, ids, kind) => {
    const target = { revision: 2, softDeleted: true, hasMetadata: true };
    expect(decide(expected, target, Array.from(ids), places('abc'))).toMatchObject({ kind });
  });

  it('to a stream that has nothing but metadata, expecting it to exist, is to write', () => {
    expect(decide('stream-exists', { ...live(-1), hasMetadata: true }, ['x'], places(''))).toEqual({ kind: 'write' });
  });
});
