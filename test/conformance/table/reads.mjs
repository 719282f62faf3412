// Reading a stream: from where, in which direction, how many, and what its state leaves to be seen.
import {
  append,
  backwards,
  cellsOf,
  deleted,
  eventually,
  legacyOnly,
  notFound,
  read,
  remove,
  setMetadata,
  tombstone,
  unknownRead,
} from '../steps.mjs';

const five = append('s', 'a b c d e', { revision: 4 });
const of = (name, ...steps) => ({ name, steps: [five, ...steps] });

const LAST = 2n ** 63n - 1n;
const fixedDirection = 'this client reads forwards from start and backwards from end, whatever it is told';

const places = [
  of('forwards, everything', read('s', '0:a 1:b 2:c 3:d 4:e')),
  of('forwards from 0', read('s', '0:a 1:b 2:c 3:d 4:e', { from: 0 })),
  of('forwards from the middle', read('s', '2:c 3:d 4:e', { from: 2 })),
  of('forwards from the last', read('s', '4:e', { from: 4 })),
  of('forwards from just past the end', read('s', '', { from: 5 })),
  of('forwards from far past the end', read('s', '', { from: 99 })),
  of('forwards from the largest revision', read('s', '', { from: LAST })),
  legacyOnly(fixedDirection, of('forwards from end', read('s', unknownRead, { from: 'end' }))),
  of('backwards from end', backwards('s', '4:e 3:d 2:c 1:b 0:a')),
  of('backwards from the last', backwards('s', '4:e 3:d 2:c 1:b 0:a', { from: 4 })),
  of('backwards from the middle', backwards('s', '2:c 1:b 0:a', { from: 2 })),
  of('backwards from 0', backwards('s', '0:a', { from: 0 })),
  legacyOnly(fixedDirection, of('backwards from start', backwards('s', '0:a', { from: 'start' }))),
  of('backwards from just past the end', backwards('s', '4:e 3:d 2:c 1:b 0:a', { from: 5 })),
  of('backwards from far past the end', backwards('s', '4:e 3:d 2:c 1:b 0:a', { from: 99 })),
  of('forwards, one', read('s', '0:a', { count: 1 })),
  of('forwards, two from the middle', read('s', '2:c 3:d', { from: 2, count: 2 })),
  of('forwards, as many as there are', read('s', '0:a 1:b 2:c 3:d 4:e', { count: 5 })),
  of('forwards, more than there are', read('s', '3:d 4:e', { from: 3, count: 99 })),
  of('backwards, one', backwards('s', '4:e', { count: 1 })),
  of('backwards, two from the middle', backwards('s', '2:c 1:b', { from: 2, count: 2 })),
  of('backwards, more than there are', backwards('s', '1:b 0:a', { from: 1, count: 99 })),
  of('backwards, some from past the end', backwards('s', '4:e 3:d', { from: 6, count: 2 })),
  of('forwards, none', read('s', unknownRead, { count: 0 })),
  of('backwards, none', backwards('s', unknownRead, { count: 0 })),
];

const long = [
  { name: 'forwards', steps: [append('s', 200), read('s', { events: 200, first: '0:e0', last: '199:e199' })] },
  { name: 'backwards', steps: [append('s', 200), backwards('s', { events: 200, first: '199:e199', last: '0:e0' })] },
  {
    name: 'forwards, some',
    steps: [append('s', 200), read('s', { events: 100, first: '50:e50', last: '149:e149' }, { from: 50, count: 100 })],
  },
  {
    name: 'backwards, some',
    steps: [append('s', 200), backwards('s', { events: 100, first: '150:e150', last: '51:e51' }, { from: 150, count: 100 })],
  },
  {
    name: 'forwards, truncated far up',
    steps: [append('s', 200), setMetadata('s', { truncateBefore: 190 }), read('s', { events: 10, first: '190:e190', last: '199:e199' })],
  },
  {
    name: 'backwards, truncated far up',
    steps: [
      append('s', 200),
      setMetadata('s', { truncateBefore: 190 }),
      backwards('s', { events: 10, first: '199:e199', last: '190:e190' }),
    ],
  },
];

const absent = [
  { name: 'never written, forwards', steps: [read('s', notFound())] },
  { name: 'never written, backwards', steps: [backwards('s', notFound())] },
  { name: 'never written, from a revision', steps: [read('s', notFound(), { from: 5 }), backwards('s', notFound(), { from: 5 })] },
  of('soft-deleted, forwards', remove('s'), read('s', notFound())),
  of('soft-deleted, backwards', remove('s'), backwards('s', notFound())),
  of('soft-deleted, past the end', remove('s'), read('s', notFound(), { from: 99 })),
  of('tombstoned, forwards', tombstone('s'), read('s', deleted())),
  of('tombstoned, backwards', tombstone('s'), backwards('s', deleted())),
  of('tombstoned, past the end', tombstone('s'), read('s', deleted(), { from: 99 })),
  of('soft-deleted, then tombstoned', remove('s'), tombstone('s'), read('s', deleted())),
  of('came back, forwards', remove('s'), append('s', 'f g'), read('s', '5:f 6:g')),
  of('came back, forwards, one', remove('s'), append('s', 'f g'), read('s', '5:f', { count: 1 })),
  of('came back, backwards', remove('s'), append('s', 'f g'), backwards('s', '6:g 5:f')),
  of('came back, backwards from what is gone', remove('s'), append('s', 'f g'), backwards('s', '', { from: 4 })),
  { name: 'metadata only', steps: [setMetadata('s', { custom: 1 }), read('s', notFound()), backwards('s', notFound())] },
];

// What is left of five events.
const cuts = `
                  | forwards            | two from 0  | two from 1  | backwards           | backwards from 2
{}                | 0:a 1:b 2:c 3:d 4:e | 0:a 1:b     | 1:b 2:c     | 4:e 3:d 2:c 1:b 0:a | 2:c 1:b 0:a
$tb 0             | 0:a 1:b 2:c 3:d 4:e | 0:a 1:b     | 1:b 2:c     | 4:e 3:d 2:c 1:b 0:a | 2:c 1:b 0:a
$tb 2             | 2:c 3:d 4:e         | 2:c 3:d     | 2:c 3:d     | 4:e 3:d 2:c         | 2:c
$tb 4             | 4:e                 | 4:e         | 4:e         | 4:e                 | nothing
$tb 5             | nothing             | nothing     | nothing     | nothing             | nothing
$tb 99            | nothing             | nothing     | nothing     | nothing             | nothing
$maxCount 1       | 4:e                 | 4:e         | 4:e         | 4:e                 | nothing
$maxCount 3       | 2:c 3:d 4:e         | 2:c 3:d     | 2:c 3:d     | 4:e 3:d 2:c         | 2:c
$maxCount 9       | 0:a 1:b 2:c 3:d 4:e | 0:a 1:b     | 1:b 2:c     | 4:e 3:d 2:c 1:b 0:a | 2:c 1:b 0:a
$tb 1 $maxCount 2 | 3:d 4:e             | 3:d 4:e     | 3:d 4:e     | 4:e 3:d             | nothing
$tb 4 $maxCount 3 | 4:e                 | 4:e         | 4:e         | 4:e                 | nothing
$maxAge 3600      | 0:a 1:b 2:c 3:d 4:e | 0:a 1:b     | 1:b 2:c     | 4:e 3:d 2:c 1:b 0:a | 2:c 1:b 0:a`;

const readings = {
  forwards: (gives) => read('s', gives),
  'two from 0': (gives) => read('s', gives, { from: 0, count: 2 }),
  'two from 1': (gives) => read('s', gives, { from: 1, count: 2 }),
  backwards: (gives) => backwards('s', gives),
  'backwards from 2': (gives) => backwards('s', gives, { from: 2 }),
};

const limits = { $tb: 'truncateBefore', $maxCount: 'maxCount', $maxAge: 'maxAge' };
const metadataOf = (text) => Object.fromEntries([...text.matchAll(/(\$\w+) (\d+)/g)].map(([, key, value]) => [limits[key], Number(value)]));

const cut = cellsOf(cuts).map(({ row, column, cell }) =>
  of(`${row}, ${column}`, setMetadata('s', metadataOf(row)), readings[column](cell === 'nothing' ? '' : cell)),
);

const changing = [
  of('$maxCount moves with the stream', setMetadata('s', { maxCount: 2 }), append('s', 'f g'), read('s', '5:f 6:g')),
  of('$tb stays where it is', setMetadata('s', { truncateBefore: 4 }), append('s', 'f'), read('s', '4:e 5:f')),
  of(
    '$tb ahead hides what comes until then',
    setMetadata('s', { truncateBefore: 6 }),
    append('s', 'f'),
    read('s', ''),
    append('s', 'g'),
    read('s', '6:g'),
  ),
  of(
    '$tb lowered shows events again',
    setMetadata('s', { truncateBefore: 4 }),
    setMetadata('s', { truncateBefore: 3 }),
    read('s', '3:d 4:e'),
  ),
  of(
    'metadata is replaced, not merged',
    setMetadata('s', { maxCount: 1 }),
    setMetadata('s', { custom: 1 }),
    read('s', '0:a 1:b 2:c 3:d 4:e'),
  ),
  { name: 'metadata before the first event', steps: [setMetadata('s', { maxCount: 2 }), five, read('s', '3:d 4:e')] },
  of(
    '$maxAge hides what is older',
    setMetadata('s', { maxAge: 1 }),
    eventually(read('s', '')),
    eventually(backwards('s', '')),
    append('s', 'f', { revision: 5 }),
  ),
];

export const reads = [
  { group: 'read: place and direction', cases: places },
  { group: 'read: several pages', cases: long },
  { group: 'read: absent streams', cases: absent },
  { group: 'read: $tb, $maxCount, $maxAge', cases: [...cut, ...changing] },
];
