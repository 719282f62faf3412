// Stream metadata: by the clients' own calls, and as events of the stream `$$…`.
import { append, backwards, deleted, getMetadata, notFound, onBothCalls, read, remove, setMetadata, tombstone, wrong } from '../steps.mjs';

const three = append('s', 'a b c', { revision: 2 });
const all = '0:a 1:b 2:c';
/** What the clients make of the largest revision, which stands for `deleted`. */
const DELETED = 2 ** 63;

const kept = (name, metadata) => ({ name, steps: [setMetadata('s', metadata, { revision: 0 }), getMetadata('s', { metadata })] });

/** Metadata as the client would not write it. */
const raw = (data, id = 'm') => append('$$s', { [id]: { type: '$metadata', data } }, { revision: 0 });
const bytes = (text) => new Uint8Array(Buffer.from(text));

const values = [
  { name: 'none', steps: [getMetadata('s', { metadata: undefined }), three, getMetadata('s', { metadata: undefined })] },
  kept('$maxCount', { maxCount: 7 }),
  kept('$maxAge', { maxAge: 60 }),
  kept('$tb', { truncateBefore: 2 }),
  kept('$cacheControl', { cacheControl: 5 }),
  kept('$acl', {
    acl: {
      readRoles: ['$admins', 'reader'],
      writeRoles: '$admins',
      deleteRoles: '$admins',
      metaReadRoles: '$all',
      metaWriteRoles: '$admins',
    },
  }),
  kept('custom keys', { owner: '投诉', nested: { list: [1, 2] }, flag: true, nothing: null }),
  kept('everything together', { maxCount: 7, maxAge: 60, truncateBefore: 2, cacheControl: 5, custom: 'x' }),
  kept('empty', {}),
];

const revisions = [
  {
    name: 'any',
    steps: [
      setMetadata('s', { a: 1 }, { revision: 0 }),
      setMetadata('s', { a: 2 }, { revision: 1 }),
      getMetadata('s', { metadata: { a: 2 } }),
    ],
  },
  { name: 'no stream, the first', steps: [setMetadata('s', { a: 1 }, { revision: 0 }, { expected: 'no_stream' })] },
  {
    name: 'no stream, the second',
    steps: [
      setMetadata('s', { a: 1 }),
      setMetadata('s', { a: 2 }, wrong('no_stream', 0, '$$s'), { expected: 'no_stream' }),
      getMetadata('s', { metadata: { a: 1 } }),
    ],
  },
  { name: 'current', steps: [setMetadata('s', { a: 1 }), setMetadata('s', { a: 2 }, { revision: 1 }, { expected: 0 })] },
  { name: 'above', steps: [setMetadata('s', { a: 1 }), setMetadata('s', { a: 2 }, wrong(4, 0, '$$s'), { expected: 4 })] },
  {
    name: 'stream exists',
    steps: [setMetadata('s', { a: 1 }), setMetadata('s', { a: 2 }, { revision: 1 }, { expected: 'stream_exists' })],
  },
  {
    name: 'stream exists, the first',
    steps: [three, setMetadata('s', { a: 1 }, wrong('stream_exists', 'no_stream', '$$s'), { expected: 'stream_exists' })],
  },
  {
    name: 'events do not count',
    steps: [
      three,
      setMetadata('s', { a: 1 }, { revision: 0 }, { expected: 'no_stream' }),
      append('s', 'd', { revision: 3 }, { expected: 2 }),
    ],
  },
];

const streams = [
  {
    name: 'only the last can be read',
    steps: [
      setMetadata('s', { a: 1 }),
      setMetadata('s', { a: 2 }),
      setMetadata('s', { a: 3 }),
      read('$$s', '2:$metadata'),
      backwards('$$s', '2:$metadata'),
    ],
  },
  { name: 'never written', steps: [read('$$s', notFound('$$s')), three, read('$$s', notFound('$$s'))] },
  {
    name: 'written as an event',
    steps: [three, raw({ $maxCount: 1, custom: 1 }), read('s', '2:c'), getMetadata('s', { metadata: { maxCount: 1, custom: 1 } })],
  },
  {
    name: 'of any type',
    steps: [three, append('$$s', { m: { type: 'whatever', data: { $maxCount: 1 } } }, { revision: 0 }), read('s', '2:c')],
  },
  {
    name: 'several at once: the last counts',
    steps: [
      three,
      append('$$s', { m: { data: { $tb: 1 } }, n: { data: { $tb: 2 } } }, { revision: 1 }),
      read('s', '2:c'),
      read('$$s', '1:n'),
    ],
  },
  { name: 'appended again by id', steps: [raw({ $tb: 1 }), append('$$s', { m: { data: { $tb: 1 } } }, { revision: 0 })] },
  {
    name: 'of a metadata stream has no effect',
    steps: [
      append('$$$$s', { m: { data: { $maxCount: 9 } } }),
      setMetadata('s', { a: 1 }),
      setMetadata('s', { a: 2 }),
      read('$$s', '1:$metadata'),
    ],
  },
  {
    name: 'deleted itself, is still there',
    open: true, // where it is asked who may do that, nobody may
    steps: [
      setMetadata('s', { a: 1 }),
      remove('$$s', { position: 'any' }),
      read('$$s', '0:$metadata'),
      getMetadata('s', { metadata: { a: 1 } }),
    ],
  },
];

// Accepted and kept, but without effect.
const ineffective = [
  { name: '$maxCount 0', steps: [three, raw({ $maxCount: 0 }), read('s', all)] },
  { name: '$maxCount below 0', steps: [three, raw({ $maxCount: -1 }), read('s', all)] },
  { name: '$maxAge 0', steps: [three, raw({ $maxAge: 0 }), read('s', all)] },
  { name: '$tb below 0', steps: [three, raw({ $tb: -1 }), read('s', all)] },
  { name: 'a bad value beside a good one, both numbers', steps: [three, raw({ $maxCount: -1, $tb: 2 }), read('s', '2:c')] },
  { name: 'a text instead of a number: nothing of it counts', steps: [three, raw({ $tb: 2, $maxCount: 'many' }), read('s', all)] },
  { name: 'a fraction instead of a number', steps: [three, raw({ $maxCount: 1.5 }), read('s', all)] },
  { name: '$acl that is a text: nothing of it counts', steps: [three, raw({ $tb: 2, $acl: 'everyone' }), read('s', all)] },
  { name: 'a number beyond the largest revision', steps: [three, raw({ $tb: 2 ** 63 }), read('s', all)] },
  { name: 'no object: a list', steps: [three, raw([]), read('s', all)] },
  { name: 'no object: a text', steps: [three, raw('text'), read('s', all)] },
  { name: 'JSON, but not said to be', steps: [three, raw(bytes('{"$maxCount":1}')), read('s', all)] },
  { name: 'no JSON at all', steps: [three, raw(bytes('{{{')), read('s', all)] },
  { name: 'empty', steps: [three, raw(new Uint8Array()), read('s', all)] },
  {
    name: 'a bad one replaces a good one',
    steps: [three, setMetadata('s', { maxCount: 1 }), append('$$s', { m: { data: 'text' } }, { revision: 1 }), read('s', all)],
  },
];

const deletion = [
  {
    name: 'a delete writes it',
    steps: [three, remove('s'), read('$$s', '0:$metadata'), getMetadata('s', { metadata: { truncateBefore: DELETED } })],
  },
  {
    name: 'a delete replaces it',
    steps: [three, setMetadata('s', { maxCount: 9, custom: 1 }), remove('s'), getMetadata('s', { metadata: { truncateBefore: DELETED } })],
  },
  {
    name: 'coming back keeps the rest and moves $tb',
    steps: [
      three,
      remove('s'),
      append('s', 'd e', { revision: 4 }),
      read('$$s', '1:$metadata'),
      getMetadata('s', { metadata: { truncateBefore: 3 } }),
    ],
  },
  {
    name: 'coming back from metadata only',
    steps: [
      setMetadata('s', { custom: 1 }),
      remove('s'),
      append('s', 'a', { revision: 0 }),
      getMetadata('s', { metadata: { truncateBefore: 0 } }),
      read('s', '0:a'),
    ],
  },
  {
    name: 'setting it brings the stream back, empty',
    steps: [
      three,
      remove('s'),
      setMetadata('s', { maxCount: 9, custom: 1 }, { revision: 1 }),
      read('$$s', '2:$metadata'),
      getMetadata('s', { metadata: { maxCount: 9, custom: 1, truncateBefore: 3 } }),
      read('s', ''),
      append('s', 'd', { revision: 3 }, { expected: 'stream_exists' }),
      read('s', '3:d'),
    ],
  },
  {
    name: 'a $tb of 0 does not bring the events back',
    steps: [
      three,
      remove('s'),
      setMetadata('s', { truncateBefore: 0 }),
      getMetadata('s', { metadata: { truncateBefore: 3 } }),
      read('s', ''),
    ],
  },
  {
    name: 'of a tombstoned stream',
    steps: [three, tombstone('s'), setMetadata('s', { a: 1 }, deleted('$$s')), getMetadata('s', deleted('$$s'))],
  },
  {
    name: 'set before the tombstone',
    steps: [setMetadata('s', { a: 1 }), tombstone('s'), getMetadata('s', deleted('$$s')), read('$$s', deleted('$$s'))],
  },
];

export const metadata = [
  { group: 'metadata: values', cases: values },
  { group: 'metadata: expected revision', cases: revisions },
  { group: 'metadata: its stream', cases: onBothCalls(streams) },
  { group: 'metadata: without effect', cases: ineffective },
  { group: 'metadata: deleted streams', cases: deletion },
];
