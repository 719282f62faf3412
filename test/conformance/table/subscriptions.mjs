// Catch-up subscriptions, to a stream and to $all. What is followed live is proved by an event written afterwards, never by waiting.
import { append, readAll, remove, sees, setMetadata, subscribe, subscribeAll, tombstone } from '../steps.mjs';

const four = append('s', 'a b c d', { revision: 3 });

/** After each revision there is the rest, then live events. */
const resumes = [
  { from: 'start', rest: '0:a 1:b 2:c 3:d caught-up' },
  { from: 0, rest: '1:b 2:c 3:d caught-up' },
  { from: 1, rest: '2:c 3:d caught-up' },
  { from: 2, rest: '3:d caught-up' },
  { from: 3, rest: 'caught-up' },
  { from: 'end', rest: 'caught-up' },
].map(({ from, rest }) => ({
  name: typeof from === 'number' ? `after revision ${from}` : `from ${from}`,
  steps: [four, subscribe('s', { from }), sees(rest), append('s', 'e f'), sees('4:e 5:f')],
}));

const toStream = [
  ...resumes,
  {
    name: 'after a revision that is yet to come',
    steps: [four, subscribe('s', { from: 5 }), sees('caught-up'), append('s', 'e f g'), sees('6:g')],
  },
  {
    name: 'from start, several pages',
    steps: [
      append('s', 100),
      subscribe('s'),
      sees([...Array.from({ length: 100 }, (_, n) => `${n}:e${n}`), 'caught-up'].join(' ')),
      append('s', 'z'),
      sees('100:z'),
    ],
  },
  {
    name: 'many at once while live',
    steps: [
      append('s', 'a'),
      subscribe('s'),
      sees('0:a caught-up'),
      append('s', 30),
      sees(Array.from({ length: 30 }, (_, n) => `${n + 1}:e${n}`).join(' ')),
    ],
  },
  { name: 'other streams are not seen', steps: [subscribe('s'), sees('caught-up'), append('t', 'x'), append('s', 'a'), sees('0:a')] },
  {
    name: 'an append done again is not seen again',
    steps: [append('s', 'a'), subscribe('s'), sees('0:a caught-up'), append('s', 'a'), append('s', 'b'), sees('1:b')],
  },
  {
    name: 'two at the same time',
    steps: [
      append('s', 'a'),
      subscribe('s', { by: '1' }),
      subscribe('s', { by: '2', from: 'end' }),
      sees('0:a caught-up', { by: '1' }),
      sees('caught-up', { by: '2' }),
      append('s', 'b'),
      sees('1:b', { by: '1' }),
      sees('1:b', { by: '2' }),
    ],
  },
  { name: 'a stream that is not there yet', steps: [subscribe('s'), sees('caught-up'), append('s', 'a b'), sees('0:a 1:b')] },
  {
    name: 'a stream that is not there yet, from end',
    steps: [subscribe('s', { from: 'end' }), sees('caught-up'), append('s', 'a b'), sees('0:a 1:b')],
  },
  { name: 'truncated, from start', steps: [four, setMetadata('s', { truncateBefore: 2 }), subscribe('s'), sees('2:c 3:d caught-up')] },
  {
    name: 'truncated, after a revision that is gone',
    steps: [four, setMetadata('s', { truncateBefore: 2 }), subscribe('s', { from: 0 }), sees('2:c 3:d caught-up')],
  },
  {
    name: 'cut by $maxCount, from start',
    steps: [four, setMetadata('s', { maxCount: 1 }), subscribe('s'), sees('3:d caught-up'), append('s', 'e'), sees('4:e')],
  },
  {
    name: 'truncated while followed',
    steps: [
      four,
      subscribe('s'),
      sees('0:a 1:b 2:c 3:d caught-up'),
      setMetadata('s', { truncateBefore: 4 }),
      append('s', 'e'),
      sees('4:e'),
    ],
  },
  {
    name: 'a metadata stream',
    steps: [
      subscribe('$$s'),
      sees('caught-up'),
      setMetadata('s', { a: 1 }),
      sees('0:$metadata'),
      setMetadata('s', { a: 2 }),
      sees('1:$metadata'),
    ],
  },
  {
    name: 'a metadata stream, from start: only the last',
    steps: [setMetadata('s', { a: 1 }), setMetadata('s', { a: 2 }), subscribe('$$s'), sees('1:$metadata caught-up')],
  },
];

const deletion = [
  { name: 'deleted before, from start', steps: [four, remove('s'), subscribe('s'), sees('caught-up'), append('s', 'e'), sees('4:e')] },
  {
    name: 'deleted before, after a revision',
    steps: [four, remove('s'), subscribe('s', { from: 1 }), sees('caught-up'), append('s', 'e'), sees('4:e')],
  },
  {
    name: 'deleted while followed, then back',
    steps: [four, subscribe('s', { from: 2 }), sees('3:d caught-up'), remove('s'), append('s', 'e'), sees('4:e')],
  },
  { name: 'came back before, from start', steps: [four, remove('s'), append('s', 'e f'), subscribe('s'), sees('4:e 5:f caught-up')] },
  {
    name: 'came back before, after a revision that is gone',
    steps: [four, remove('s'), append('s', 'e f'), subscribe('s', { from: 0 }), sees('4:e 5:f caught-up')],
  },
  { name: 'tombstoned before', steps: [four, tombstone('s'), subscribe('s'), sees('error:stream-deleted')] },
  { name: 'tombstoned before, from end', steps: [four, tombstone('s'), subscribe('s', { from: 'end' }), sees('error:stream-deleted')] },
  { name: 'tombstoned unwritten', steps: [tombstone('s'), subscribe('s'), sees('error:stream-deleted')] },
  {
    name: 'tombstoned while followed: the tombstone, then the end',
    steps: [four, subscribe('s', { from: 2 }), sees('3:d caught-up'), tombstone('s'), sees('max:$streamDeleted error:stream-deleted')],
  },
  {
    name: 'tombstoned while waited for',
    steps: [subscribe('s'), sees('caught-up'), tombstone('s'), sees('max:$streamDeleted error:stream-deleted')],
  },
];

const mark = append('other', 'm', { revision: 0 }, { as: 'm' });
const placed = [mark, four, readAll('0:m 0:a 1:b 2:c 3:d', { from: '@m', until: 'd' })];

const toAll = [
  ...Object.entries({ m: '0:a 1:b 2:c 3:d', a: '1:b 2:c 3:d', b: '2:c 3:d', c: '3:d' }).map(([event, rest]) => ({
    name: `after the position of ${event}`,
    steps: [...placed, subscribeAll({ from: `@${event}` }), sees(`${rest} caught-up`), append('s', 'e f'), sees('4:e 5:f')],
  })),
  {
    name: 'after the last position',
    steps: [...placed, subscribeAll({ from: '@d' }), sees('caught-up'), append('t', 'x'), append('s', 'e'), sees('0:x 4:e')],
  },
  {
    name: 'from end',
    steps: [...placed, subscribeAll({ from: 'end' }), sees('caught-up'), append('s', 'e f'), append('t', 'x'), sees('4:e 5:f 0:x')],
  },
  {
    name: 'after a position that was delivered live',
    steps: [
      ...placed,
      subscribeAll({ from: 'end' }),
      sees('caught-up'),
      append('s', 'e f g'),
      sees('4:e 5:f 6:g'),
      subscribeAll({ from: '@e', by: '2' }),
      sees('5:f 6:g caught-up', { by: '2' }),
    ],
  },
  {
    name: 'deletes and tombstones',
    steps: [
      ...placed,
      subscribeAll({ from: '@d' }),
      sees('caught-up'),
      remove('s'),
      sees('0:$metadata'),
      tombstone('s'),
      sees('max:$streamDeleted'),
    ],
  },
  {
    name: 'truncated events',
    steps: [
      ...placed,
      setMetadata('s', { truncateBefore: 9 }),
      subscribeAll({ from: '@m' }),
      sees('0:a 1:b 2:c 3:d 0:$metadata caught-up'),
    ],
  },
];

export const subscriptions = [
  { group: 'subscription to a stream', cases: toStream },
  { group: 'subscription to a stream that is deleted', cases: deletion },
  // Alone, since what all the other cases write would have to be waited for.
  { group: 'subscription to $all', cases: toAll.map((one) => ({ ...one, alone: true })) },
];
