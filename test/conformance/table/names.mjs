// Names of streams. Each is written, read, followed, deleted and written again.
import { append, notFound, onBothCalls, read, remove, sees, setMetadata, subscribe, unknown, unknownRead } from '../steps.mjs';

const usable = (name, stream) => ({
  name,
  steps: [
    append(stream, 'a', { revision: 0 }, { expected: 'no_stream' }),
    read(stream, '0:a'),
    subscribe(stream),
    sees('0:a caught-up'),
    append(stream, 'b', { revision: 1 }, { expected: 0 }),
    sees('1:b'),
    setMetadata(stream, { truncateBefore: 1 }),
    read(stream, '1:b'),
    remove(stream),
    read(stream, { error: 'stream-not-found' }),
    append(stream, 'c', { revision: 2 }),
    read(stream, '2:c'),
  ],
});

const refused = (name, stream) => ({ name, steps: [append(stream, 'a', unknown)] });

export const names = [
  {
    group: 'names of streams',
    cases: onBothCalls([
      usable('with spaces', ' a  stream '),
      usable('with slashes', 'a/b\\c?d=e#f'),
      usable('with quotes', `"it's"`),
      usable('with @ and %', '5@stream%20'),
      usable('in Unicode', 'Beschwerde-投诉-😀-é'),
      usable('with a line break and a tab', 'a\n\tb'),
      usable('of 1 000 characters', 'n'.repeat(1_000)),
      usable('with a dollar inside', 'a$b$$c'),
      usable('a system stream', '$s'),
      {
        name: 'differ by case',
        steps: [
          append('case', 'a', { revision: 0 }),
          append('CASE', 'b', { revision: 0 }, { expected: 'no_stream' }),
          read('case', '0:a'),
          read('CASE', '0:b'),
        ],
      },
      {
        name: 'differ by Unicode normalisation',
        steps: [
          append('\u00e9', 'a', { revision: 0 }),
          append('e\u0301', 'b', { revision: 0 }, { expected: 'no_stream' }),
          read('\u00e9', '0:a'),
        ],
      },
      {
        name: 'a metadata stream of a metadata stream',
        steps: [append('$$$$s', 'a', { revision: 0 }), read('$$$$s', '0:a'), read('s', notFound()), read('$$s', notFound('$$s'))],
      },
      refused('empty', '='),
      refused('$$ alone', '=$$'),
    ]),
  },
  { group: 'names of streams: reading', cases: [{ name: 'empty', steps: [read('=', unknownRead)] }] },
];
