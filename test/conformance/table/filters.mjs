// Subscriptions to $all with a filter, and the checkpoints that tell how far they have looked.
import { append, checkpoint, readAll, remove, sees, subscribeAll } from '../steps.mjs';

const mark = append('other', 'm', { revision: 0 }, { as: 'm' });
const orders = [
  mark,
  append('order-1', { a: { type: 'OrderPlaced' }, b: { type: 'OrderPaid' } }),
  append('payment-1', { c: { type: 'PaymentMade' } }),
  append('order-2', { d: { type: 'OrderPlaced' } }),
];
const more = append('order-1', { x: { type: 'OrderPlaced' } });

const filtered = (name, filter, found, live = '2:x') => ({
  name,
  steps: [
    ...orders,
    subscribeAll({ from: '@m', filter }),
    sees(`${found} caught-up`),
    append('payment-1', { y: { type: 'PaymentMade' } }),
    more,
    sees(live),
  ],
});

const choices = [
  filtered('prefix of the stream', { on: 'stream', prefixes: ['{order}-1'] }, '0:a 1:b'),
  filtered('several prefixes of the stream', { on: 'stream', prefixes: ['{order-1}', '{pay}'] }, '0:a 1:b 0:c', '1:y 2:x'),
  filtered('expression on the stream', { on: 'stream', regex: '^{order}-\\d$' }, '0:a 1:b 0:d'),
  filtered('expression on the stream, anywhere', { on: 'stream', regex: 'order-[2-9]|order-1$' }, '0:a 1:b 0:d'),
  filtered('prefix of the type', { on: 'type', prefixes: ['OrderPl'] }, '0:a 0:d'),
  filtered('several prefixes of the type', { on: 'type', prefixes: ['OrderPl', 'PaymentM'] }, '0:a 0:c 0:d', '1:y 2:x'),
  filtered('expression on the type', { on: 'type', regex: '^Order(Placed|Paid)$' }, '0:a 1:b 0:d'),
  filtered('expression on the type, anywhere', { on: 'type', regex: 'Pl' }, '0:a 0:d'),
  filtered('expression with a look-ahead', { on: 'type', regex: '^(?!Payment)Order' }, '0:a 1:b 0:d'),
  filtered('upper and lower case differ', { on: 'type', regex: '^orderplaced$|^OrderPaid$|Placed' }, '0:a 1:b 0:d'),
  {
    name: 'without system events',
    steps: [
      ...orders,
      remove('order-2'),
      subscribeAll({ from: '@m', filter: { exclude: true } }),
      sees('0:a 1:b 0:c 0:d caught-up'),
      remove('order-1'),
      append('s', 'z'),
      sees('0:z'),
    ],
  },
  {
    name: 'system events only',
    steps: [
      ...orders,
      remove('order-2'),
      subscribeAll({ from: '@m', filter: { on: 'type', regex: '^\\$metadata$' } }),
      sees('0:$metadata caught-up'),
      remove('order-1'),
      sees('0:$metadata'),
    ],
  },
  {
    name: 'from end',
    steps: [
      ...orders,
      subscribeAll({ from: 'end', filter: { on: 'stream', prefixes: ['{order}'] } }),
      sees('caught-up'),
      append('payment-1', 'y'),
      more,
      sees('2:x'),
    ],
  },
  {
    name: 'that nothing passes',
    steps: [
      ...orders,
      subscribeAll({ from: '@m', filter: { on: 'stream', prefixes: ['{nobody}'] } }),
      sees('caught-up'),
      append('nobody', 'n'),
      sees('0:n'),
    ],
  },
  { name: 'an expression that is none', steps: [subscribeAll({ from: 'end', filter: { on: 'type', regex: '(' } }), sees('error:unknown')] },
];

const nothing = { on: 'stream', prefixes: ['{nobody}'] };

const checkpoints = [
  {
    name: 'one comes for what was there already',
    steps: [...orders, subscribeAll({ from: '@m', filter: nothing }), checkpoint('@m')],
  },
  {
    name: 'one per event with a window of 1',
    steps: [
      mark,
      subscribeAll({ from: '@m', filter: { ...nothing, maxSearchWindow: 1, checkpointInterval: 1 } }),
      sees('caught-up'),
      append('s', 'a', {}, { as: 'p' }),
      checkpoint('@p'),
    ],
  },
  {
    name: 'after window × interval events',
    steps: [
      mark,
      subscribeAll({ from: '@m', filter: { ...nothing, maxSearchWindow: 2, checkpointInterval: 2 } }),
      sees('caught-up'),
      append('s', 'a', {}, { as: 'p' }),
      append('s', 10),
      checkpoint('@p'),
    ],
  },
  {
    name: 'with the usual window',
    steps: [
      mark,
      subscribeAll({ from: '@m', filter: nothing }),
      sees('caught-up'),
      append('s', 'a', {}, { as: 'p' }),
      append('s', 80),
      checkpoint('@p'),
    ],
  },
  {
    name: 'events that pass are counted too',
    steps: [
      mark,
      subscribeAll({ from: '@m', filter: { on: 'stream', prefixes: ['{s}'], maxSearchWindow: 1 } }),
      sees('caught-up'),
      append('s', 'a', {}, { as: 'p' }),
      sees('0:a'),
      checkpoint('@p'),
    ],
  },
  {
    name: 'resuming from one misses nothing',
    steps: [
      mark,
      subscribeAll({ from: '@m', filter: { on: 'stream', prefixes: ['{s}'], maxSearchWindow: 1 } }),
      sees('caught-up'),
      append('t', 'x', {}, { as: 'p' }),
      checkpoint('@p', { as: 'stop' }),
      append('s', 'a b'),
      append('t', 'y'),
      subscribeAll({ from: '@stop', filter: { on: 'stream', prefixes: ['{s}'] }, by: '2' }),
      sees('0:a 1:b caught-up', { by: '2' }),
      append('s', 'c'),
      sees('2:c', { by: '2' }),
    ],
  },
  {
    name: 'resuming from one made while catching up misses nothing',
    steps: [
      mark,
      append('t', 60),
      append('s', 'a'),
      subscribeAll({ from: '@m', filter: { on: 'stream', prefixes: ['{s}'], maxSearchWindow: 10 } }),
      checkpoint('@m', { as: 'stop' }),
      sees('0:a caught-up'),
      append('s', 'b'),
      subscribeAll({ from: '@stop', filter: { on: 'stream', prefixes: ['{s}'] }, by: '2' }),
      append('s', 'z'),
      checkpoint('@stop', { by: '2' }),
    ],
  },
  {
    name: 'a position from $all, then filtered',
    steps: [
      ...orders,
      readAll('0:m 0:a 1:b 0:c 0:d', { from: '@m', until: 'd' }),
      subscribeAll({ from: '@b', filter: { on: 'stream', prefixes: ['{order}'] } }),
      sees('0:d caught-up'),
    ],
  },
];

export const filters = [
  { group: 'filter', cases: choices },
  { group: 'filter: checkpoints', cases: checkpoints },
];
