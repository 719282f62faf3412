// What an event may hold, and how much of it.
import { append, notFound, onBothCalls, read, unknown } from '../steps.mjs';

/** Written and read back as it was. */
const kept = (name, event, back = event) => ({ name, steps: [append('s', { a: event }, { revision: 0 }), read('s', [{ ...back }])] });

const binary = new Uint8Array([0, 1, 127, 128, 255]);

const contents = [
  kept('JSON object', { type: 'Received', data: { text: 'Grüße, 投诉 😀', nested: { list: [1, null, true] } } }),
  kept('JSON text', { data: 'just text' }, { data: 'just text', isJson: true }),
  kept('JSON number', { data: 1.5 }, { data: 1.5, isJson: true }),
  kept('JSON null', { data: null }, { data: null, isJson: true }),
  kept('JSON array', { data: [] }, { data: [], isJson: true }),
  kept('empty JSON object', { data: {} }, { data: {}, isJson: true }),
  kept('bytes', { data: binary }, { data: binary, isJson: false }),
  kept('no bytes', { data: new Uint8Array() }, { data: new Uint8Array(), isJson: false }),
  kept('bytes that are no UTF-8', { data: new Uint8Array([0xc3, 0x28]) }, { data: new Uint8Array([0xc3, 0x28]), isJson: false }),
  kept('metadata: JSON object', { metadata: { $correlationId: 'c', who: '投诉' } }),
  kept('metadata: none', {}, { metadata: undefined }),
  kept('metadata: bytes', { metadata: binary }),
  kept('metadata: much', { metadata: { text: 'm'.repeat(200_000) } }),
  kept('metadata with binary data', { data: binary, metadata: { a: 1 } }, { data: binary, metadata: { a: 1 }, isJson: false }),
  kept('type in Unicode', { type: 'Beschwerde eingegangen – 投诉 😀' }),
  kept('type with line break', { type: 'a\nb' }),
  kept('type that is long', { type: 't'.repeat(1_000) }),
  kept('type that begins with $', { type: '$ours' }),
  { name: 'type that is empty', steps: [append('s', { a: { type: '' } }, unknown), read('s', notFound())] },
  { name: 'id of zeros', steps: [append('s', { a: { id: '00000000-0000-0000-0000-000000000000' } }, unknown), read('s', notFound())] },
  { name: '500 events at once', steps: [append('s', 500, { revision: 499 }), read('s', { events: 500, first: '0:e0', last: '499:e499' })] },
];

const large = (bytes, plus) => ({ type: 'large', data: { bytes, plus } });

// What counts besides the data differs between versions, so no case stands right on the limit.
const sizes = [
  { name: 'one event just below the limit', steps: [append('s', { a: large(0.95) }, { revision: 0 }), read('s', '0:a')] },
  {
    name: 'one event over the limit',
    steps: [append('s', { a: large(1, 1) }, { error: 'maximum-append-size-exceeded', maxAppendSize: 'limit' }), read('s', notFound())],
  },
  {
    name: 'two events just below the limit together',
    steps: [append('s', { a: large(0.47), b: large(0.47) }, { revision: 1 }), read('s', '0:a 1:b')],
  },
  {
    name: 'two events over the limit together',
    steps: [
      append('s', { a: large(0.5, 1), b: large(0.5, 1) }, { error: 'maximum-append-size-exceeded', maxAppendSize: 'limit' }),
      read('s', notFound()),
    ],
  },
  {
    name: 'over the limit, then the same ids within it',
    steps: [append('s', { a: large(1, 1) }, { error: 'maximum-append-size-exceeded' }), append('s', { a: large(0.1) }, { revision: 0 })],
  },
  {
    name: 'over the limit, to a stream at the wrong revision',
    steps: [append('s', { a: large(1, 1) }, { error: 'maximum-append-size-exceeded' }, { expected: 5 })],
  },
  { name: 'many appends below the limit', steps: [1, 2, 3].map((n) => append('s', { [`e${n}`]: large(0.9) }, { revision: n - 1 })) },
];

const fragments = [
  {
    name: 'an event per fragment',
    steps: [append('s', 'a b c', { revision: 2 }, { options: { batchAppendSize: 1 } }), read('s', '0:a 1:b 2:c')],
  },
  {
    name: 'over the limit only as a whole',
    steps: [
      append('s', { a: large(0.5, 1), b: large(0.5, 1) }, { error: 'maximum-append-size-exceeded' }, { options: { batchAppendSize: 1 } }),
      read('s', notFound()),
    ],
  },
  {
    name: '300 events',
    steps: [
      append('s', 300, { revision: 299 }, { options: { batchAppendSize: 2_000 } }),
      read('s', { events: 300, first: '0:e0', last: '299:e299' }),
    ],
  },
].map((one) => ({ ...one, by: 'batch' }));

export const content = [
  { group: 'content', cases: onBothCalls(contents) },
  { group: 'size of an append', cases: onBothCalls(sizes) },
  { group: 'BatchAppend in fragments', cases: fragments },
];
