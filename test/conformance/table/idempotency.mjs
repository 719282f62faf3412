// Appending again what was appended already: the ids decide. Known ids are answered as the first time, and nothing is written.
import { append, deleted, notFound, onBothCalls, read, remove, setMetadata, tombstone, wrong } from '../steps.mjs';

const ab = append('s', 'a b', { revision: 1 }, { expected: 'no_stream', as: 'p' });
const again = { revision: 1, position: '@p' };
/** The event is known but not to be read any more: no position is answered. */
const unread = { revision: 1, position: 'none' };

const known = [
  { name: 'all known, no stream', steps: [ab, append('s', 'a b', again, { expected: 'no_stream' }), read('s', '0:a 1:b')] },
  { name: 'all known, any', steps: [ab, append('s', 'a b', again), read('s', '0:a 1:b')] },
  { name: 'all known, stream exists', steps: [ab, append('s', 'a b', again, { expected: 'stream_exists' }), read('s', '0:a 1:b')] },
  {
    name: 'all known, at a revision',
    steps: [
      ab,
      append('s', 'c d', { revision: 3 }, { expected: 1, as: 'q' }),
      append('s', 'c d', { revision: 3, position: '@q' }, { expected: 1 }),
      read('s', '0:a 1:b 2:c 3:d'),
    ],
  },
  {
    name: 'a single event, any',
    steps: [append('s', 'a', { revision: 0 }, { as: 'p' }), append('s', 'a', { revision: 0, position: '@p' }), read('s', '0:a')],
  },
  {
    name: 'a single event in the middle, any',
    steps: [append('s', 'a b c', { revision: 2 }), append('s', 'b', { revision: 1, position: 'any' })],
  },
  {
    name: 'the first of several, no stream',
    steps: [ab, append('s', 'a', { revision: 0, position: 'any' }, { expected: 'no_stream' }), read('s', '0:a 1:b')],
  },
  { name: 'the last of several, at the revision before it', steps: [ab, append('s', 'b', again, { expected: 0 }), read('s', '0:a 1:b')] },
  {
    name: 'much later',
    steps: [ab, append('s', 50, { revision: 51 }), append('s', 'a b', again, { expected: 'no_stream' }), append('s', 'a b', again)],
  },
  {
    name: 'with other data: the first stays',
    steps: [ab, append('s', { b: { data: { other: true } } }, again), read('s', [{ type: 'a' }, { type: 'b', data: { event: 'b' } }])],
  },
];

const partly = [
  { name: 'the first known, then a new one, any', steps: [ab, append('s', 'a x', wrong('any', 1)), read('s', '0:a 1:b')] },
  {
    name: 'the first known, then a new one, stream exists',
    steps: [ab, append('s', 'a x', wrong('stream_exists', 1), { expected: 'stream_exists' })],
  },
  { name: 'the first known, then a new one, no stream', steps: [ab, append('s', 'a x', wrong('no_stream', 1), { expected: 'no_stream' })] },
  { name: 'the first known, then a new one behind the end, at a revision', steps: [ab, append('s', 'b c', wrong(0, 1), { expected: 0 })] },
  { name: 'the first new, then a known one, any', steps: [ab, append('s', 'x a', { revision: 3 }), read('s', '0:a 1:b 2:x 3:a')] },
  {
    name: 'the first new, then a known one, at a revision below',
    steps: [ab, append('s', 'x b', wrong('no_stream', 1), { expected: 'no_stream' })],
  },
  { name: 'in another order, no stream', steps: [ab, append('s', 'b a', wrong('no_stream', 1), { expected: 'no_stream' })] },
  { name: 'in another order, any', steps: [ab, append('s', 'b a', { revision: 0, position: 'any' }), read('s', '0:a 1:b')] },
  { name: 'known, but at another revision', steps: [ab, append('s', 'b', wrong('no_stream', 1), { expected: 'no_stream' })] },
  {
    name: 'known, at the current revision: written again',
    steps: [ab, append('s', 'b', { revision: 2 }, { expected: 1 }), read('s', '0:a 1:b 2:b')],
  },
  { name: 'known, above the current revision', steps: [ab, append('s', 'a', wrong(5, 1), { expected: 5 })] },
  {
    name: 'known in another stream only',
    steps: [ab, append('t', 'a b', { revision: 1 }, { expected: 'no_stream' }), read('t', '0:a 1:b')],
  },
  { name: 'the same id twice in one append', steps: [append('s', 'a a', { revision: 1 }), read('s', '0:a 1:a')] },
];

const gone = [
  { name: 'of a deleted stream, any', steps: [ab, remove('s'), append('s', 'a b', unread), read('s', notFound())] },
  {
    name: 'of a deleted stream, no stream',
    steps: [ab, remove('s'), append('s', 'a b', unread, { expected: 'no_stream' }), read('s', notFound())],
  },
  { name: 'of a deleted stream, stream exists', steps: [ab, remove('s'), append('s', 'a b', deleted(), { expected: 'stream_exists' })] },
  {
    name: 'partly, of a deleted stream, no stream',
    steps: [ab, remove('s'), append('s', 'a x', wrong('no_stream', 1), { expected: 'no_stream' })],
  },
  {
    name: 'of a stream that came back',
    steps: [
      ab,
      remove('s'),
      append('s', 'x', { revision: 2 }),
      append('s', 'a b', unread),
      append('s', 'x', { revision: 2 }, { expected: 1 }),
      read('s', '2:x'),
    ],
  },
  {
    name: 'of a tombstoned stream',
    steps: [ab, tombstone('s'), append('s', 'a b', deleted()), append('s', 'a b', deleted(), { expected: 'no_stream' })],
  },
  { name: 'truncated, any', steps: [ab, setMetadata('s', { truncateBefore: 2 }), append('s', 'a b', unread), read('s', '')] },
  {
    name: 'truncated, no stream',
    steps: [ab, setMetadata('s', { truncateBefore: 2 }), append('s', 'a b', unread, { expected: 'no_stream' })],
  },
  {
    name: 'truncated in part: the last one counts',
    steps: [
      ab,
      setMetadata('s', { truncateBefore: 1 }),
      append('s', 'a b', again),
      append('s', 'a', { revision: 0, position: 'none' }),
      read('s', '1:b'),
    ],
  },
  {
    name: 'cut by $maxCount',
    steps: [ab, setMetadata('s', { maxCount: 1 }), append('s', 'a', { revision: 0, position: 'none' }, { expected: 'no_stream' })],
  },
];

const a = append('s', 'a', { revision: 0 });

// The client shows 0 where the server says `no stream`.
const empty = [
  { name: 'new stream, any', steps: [append('s', '', { revision: 0, position: 'any' }), read('s', notFound())] },
  {
    name: 'new stream, no stream',
    steps: [append('s', '', { revision: 0, position: 'any' }, { expected: 'no_stream' }), read('s', notFound())],
  },
  { name: 'new stream, stream exists', steps: [append('s', '', wrong('stream_exists', 'no_stream'), { expected: 'stream_exists' })] },
  { name: 'new stream, at a revision', steps: [append('s', '', wrong(0, 'no_stream'), { expected: 0 })] },
  { name: 'existing stream, any', steps: [ab, append('s', '', { revision: 1, position: 'any' }), read('s', '0:a 1:b')] },
  { name: 'existing stream, stream exists', steps: [ab, append('s', '', { revision: 1, position: 'any' }, { expected: 'stream_exists' })] },
  {
    name: 'existing stream, current revision',
    steps: [ab, append('s', '', { revision: 1, position: 'any' }, { expected: 1 }), read('s', '0:a 1:b')],
  },
  { name: 'existing stream, below', steps: [ab, append('s', '', wrong(0, 1), { expected: 0 })] },
  { name: 'existing stream, no stream', steps: [a, append('s', '', wrong('no_stream', 0), { expected: 'no_stream' })] },
  { name: 'tombstoned stream', steps: [tombstone('s'), append('s', '', deleted())] },
];

export const idempotency = [
  { group: 'append again: known ids', cases: onBothCalls(known) },
  { group: 'append again: partly known, or elsewhere', cases: onBothCalls(partly) },
  { group: 'append again: known but gone', cases: onBothCalls(gone) },
  { group: 'append of nothing', cases: onBothCalls(empty) },
];
