// Reading $all. Others write too and the log may be long, so each case reads from places of its own and counts only its own events.
import { append, legacyOnly, notFound, read, readAll, remove, setMetadata, tombstone, unknownRead } from '../steps.mjs';

/** A marker, so that there is a place just before what a case is about. */
const mark = append('other', 'm', { revision: 0 }, { as: 'm' });
const four = [mark, append('s', 'a b c d', { revision: 3 }, { as: 'last' }), readAll('0:m 0:a 1:b 2:c 3:d', { from: '@m', until: 'd' })];
const of = (name, ...steps) => ({ name, steps: [...four, ...steps] });

const fixedDirection = 'this client reads forwards from start and backwards from end, whatever it is told';

const rest = { m: '0:m 0:a 1:b 2:c 3:d', a: '0:a 1:b 2:c 3:d', b: '1:b 2:c 3:d', c: '2:c 3:d', d: '3:d' };
const before = { a: '0:m', b: '0:a 0:m', c: '1:b 0:a 0:m', d: '2:c 1:b 0:a 0:m' };

export const allStream = [
  {
    group: '$all',
    cases: [
      ...Object.entries(rest).map(([event, gives]) =>
        of(`forwards from the position of ${event}, which is included`, readAll(gives, { from: `@${event}`, until: 'd' })),
      ),
      ...Object.entries(before).map(([event, gives]) =>
        of(
          `backwards from the position of ${event}, which is not included`,
          readAll(gives, { from: `@${event}`, direction: 'backwards', until: 'm' }),
        ),
      ),
      of('an append answers the position of its last event', readAll('3:d', { from: '@last', until: 'd' })),
      of('forwards from start, one', readAll('', { from: 'start', count: 1 })),
      legacyOnly(fixedDirection, of('forwards from end', readAll('', { from: 'end' }))),
      of('forwards from beyond the end', readAll('', { from: { commit: 2n ** 60n, prepare: 2n ** 60n } })),
      of('backwards from end', readAll('3:d 2:c 1:b 0:a 0:m', { from: 'end', direction: 'backwards', until: 'm' })),
      legacyOnly(fixedDirection, of('backwards from start', readAll('', { from: 'start', direction: 'backwards' }))),
      of(
        'backwards from beyond the end',
        readAll(unknownRead, { from: { commit: 2n ** 60n, prepare: 2n ** 60n }, direction: 'backwards' }),
      ),
      of('one, forwards', readAll('1:b', { from: '@b', count: 1 })),
      of(
        'one, backwards',
        readAll('', { from: 'end', direction: 'backwards', count: 1 }),
        readAll('0:m', { from: '@a', direction: 'backwards', until: 'm' }),
      ),
      of(
        'streams in the order of their appends',
        append('t', 'x'),
        append('s', 'e'),
        append('t', 'y'),
        readAll('3:d 0:x 4:e 1:y', { from: '@d', until: 'y' }),
      ),
      of(
        'several pages',
        append('s', 300),
        append('s', 'z'),
        readAll(['d', ...Array.from({ length: 300 }, (_, n) => `e${n}`), 'z'].map((id, n) => `${n + 3}:${id}`).join(' '), {
          from: '@d',
          until: 'z',
        }),
      ),
      of(
        'truncated events are still there',
        setMetadata('s', { truncateBefore: 3 }),
        readAll('0:a 1:b 2:c 3:d', { from: '@a', until: 'd' }),
      ),
      of(
        'a delete is an event of the metadata stream',
        remove('s'),
        append('other', 'z'),
        readAll('3:d 0:$metadata 1:z', { from: '@d', until: 'z' }),
        read('s', notFound()),
      ),
      of(
        'a stream that comes back: its events, then its metadata',
        remove('s'),
        append('s', 'e f'),
        append('other', 'z'),
        readAll('3:d 0:$metadata 4:e 5:f 1:$metadata 1:z', { from: '@d', until: 'z' }),
      ),
      of(
        'a tombstone is an event with the largest revision',
        tombstone('s'),
        append('other', 'z'),
        readAll('3:d max:$streamDeleted 1:z', { from: '@d', until: 'z' }),
      ),
      of('an empty append leaves nothing', append('s', ''), append('other', 'z'), readAll('3:d 1:z', { from: '@d', until: 'z' })),
      of(
        'an append done again leaves nothing',
        append('s', 'a b c d'),
        append('other', 'z'),
        readAll('3:d 1:z', { from: '@d', until: 'z' }),
      ),
      of(
        'a refused append leaves nothing',
        append('s', 'q', { error: 'wrong-expected-version' }, { expected: 'no_stream' }),
        append('other', 'z'),
        readAll('3:d 1:z', { from: '@d', until: 'z' }),
      ),
    ],
  },
];
