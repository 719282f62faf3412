// Expected revision × state of the stream. A number is the revision that is answered, `done` success; all else is refused:
// `wrong` for its expected revision, `deleted` because the stream is.
import { append, cellsOf, deleted, legacyOnly, notFound, onBothCalls, read, remove, setMetadata, tombstone, wrong } from '../steps.mjs';

const threeEvents = append('s', 'a b c', { revision: 2 }, { expected: 'no_stream' });

/** How a stream gets into a state, the revision that it then has, and what a read still shows before a new event. */
const states = {
  'never written': { steps: [], revision: 'no_stream', shows: '' },
  'has three events': { steps: [threeEvents], revision: 2, shows: '0:a 1:b 2:c ' },
  'emptied by $tb': { steps: [threeEvents, setMetadata('s', { truncateBefore: 3 })], revision: 2, shows: '' },
  'cut by $maxCount': { steps: [threeEvents, setMetadata('s', { maxCount: 1 })], revision: 2, shows: '' },
  'soft-deleted': { steps: [threeEvents, remove('s')], revision: 2, shows: '' },
  'soft-deleted twice': { steps: [threeEvents, remove('s'), remove('s')], revision: 2, shows: '' },
  'metadata only': { steps: [setMetadata('s', { maxCount: 9 })], revision: 'no_stream', shows: '' },
  'metadata only, soft-deleted': { steps: [setMetadata('s', { maxCount: 9 }), remove('s')], revision: 'no_stream', shows: '' },
  tombstoned: { steps: [threeEvents, tombstone('s')], shows: '' },
  'tombstoned unwritten': { steps: [tombstone('s')], shows: '' },
};

const expectations = {
  any: { expected: 'any', number: -2 },
  'no stream': { expected: 'no_stream', number: -1 },
  'stream exists': { expected: 'stream_exists', number: -4 },
  current: { expected: 2, number: 2 },
  below: { expected: 1, number: 1 },
  above: { expected: 7, number: 7 },
};

const appends = `
                            | any     | no stream | stream exists | current | below   | above
never written               | 0       | 0         | wrong         | -       | -       | wrong
has three events            | 3       | wrong     | 3             | 3       | wrong   | wrong
emptied by $tb              | 3       | wrong     | 3             | 3       | wrong   | wrong
cut by $maxCount            | 3       | wrong     | 3             | 3       | wrong   | wrong
soft-deleted                | 3       | 3         | deleted       | 3       | wrong   | wrong
soft-deleted twice          | 3       | 3         | deleted       | 3       | wrong   | wrong
metadata only               | 0       | 0         | 0             | -       | -       | wrong
metadata only, soft-deleted | 0       | 0         | deleted       | -       | -       | wrong
tombstoned                  | deleted | deleted   | deleted       | deleted | deleted | deleted
tombstoned unwritten        | deleted | deleted   | deleted       | deleted | deleted | deleted`;

// The clients cannot delete with `stream exists`.
const deletes = `
                            | any     | no stream | current | below   | above
never written               | wrong   | wrong     | -       | -       | wrong
has three events            | done    | wrong     | done    | wrong   | wrong
emptied by $tb              | done    | wrong     | done    | wrong   | wrong
cut by $maxCount            | done    | wrong     | done    | wrong   | wrong
soft-deleted                | done    | done      | done    | wrong   | wrong
metadata only               | done    | done      | -       | -       | wrong
metadata only, soft-deleted | done    | done      | -       | -       | wrong
tombstoned                  | deleted | deleted   | deleted | deleted | deleted
tombstoned unwritten        | deleted | deleted   | deleted | deleted | deleted`;

const tombstones = `
                            | any     | no stream | stream exists | current | below   | above
never written               | done    | done      | wrong         | -       | -       | wrong
has three events            | done    | wrong     | done          | done    | wrong   | wrong
emptied by $tb              | done    | wrong     | done          | done    | wrong   | wrong
cut by $maxCount            | done    | wrong     | done          | done    | wrong   | wrong
soft-deleted                | done    | done      | deleted       | done    | wrong   | wrong
metadata only               | done    | done      | done          | -       | -       | wrong
metadata only, soft-deleted | done    | done      | deleted       | -       | -       | wrong
tombstoned                  | deleted | deleted   | deleted       | deleted | deleted | deleted
tombstoned unwritten        | deleted | deleted   | deleted       | deleted | deleted | deleted`;

const appendCase = ({ row, column, cell }) => {
  const { steps, revision, shows } = states[row];
  const { expected } = expectations[column];
  const refused = { wrong: wrong(expected, revision), deleted: deleted() }[cell];
  const taken = [append('s', 'x', { revision: Number(cell), position: 'any' }, { expected }), read('s', `${shows}${cell}:x`)];
  return { name: `${row}, expected ${column}`, steps: [...steps, ...(refused ? [append('s', 'x', refused, { expected })] : taken)] };
};

/** Delete and tombstone report revisions as numbers, in which -1 is no stream, -2 any, -4 stream exists. */
const deleteCase =
  (step, afterwards) =>
  ({ row, column, cell }) => {
    const { steps, revision } = states[row];
    const { expected, number } = expectations[column];
    const refused = { wrong: wrong(number, revision === 'no_stream' ? -1 : revision), deleted: deleted() }[cell];
    const taken = [step('s', { position: 'any' }, { expected }), read('s', afterwards)];
    const one = { name: `${row}, expected ${column}`, steps: [...steps, ...(refused ? [step('s', refused, { expected })] : taken)] };
    return column === 'stream exists' ? legacyOnly('this client cannot expect that here', one) : one;
  };

const recreated = [
  {
    name: 'a deleted stream goes on where it ended',
    steps: [
      threeEvents,
      remove('s'),
      read('s', notFound()),
      append('s', 'd e', { revision: 4 }),
      read('s', '3:d 4:e'),
      remove('s'),
      append('s', 'f', { revision: 5 }, { expected: 'no_stream' }),
      read('s', '5:f'),
    ],
  },
  {
    name: 'a stream of metadata only starts at 0',
    steps: [setMetadata('s', { custom: 1 }), read('s', notFound()), append('s', 'a', { revision: 0 })],
  },
  {
    name: 'a tombstoned stream never comes back',
    steps: [tombstone('s'), append('s', 'a', deleted()), read('s', deleted()), tombstone('s', deleted())],
  },
];

export const expectedRevisions = [
  { group: 'append: expected revision', cases: onBothCalls(cellsOf(appends).map(appendCase)) },
  { group: 'delete: expected revision', cases: cellsOf(deletes).map(deleteCase(remove, notFound())) },
  { group: 'tombstone: expected revision', cases: cellsOf(tombstones).map(deleteCase(tombstone, deleted())) },
  { group: 'streams that come back', cases: recreated },
];
