import { uuid } from '@redress/testing';
import fc from 'fast-check';
import { QueryError } from './query-error.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const end = { value: '2026-11-22T08:00:00.000Z', id: uuid(1) };

test.each([end, { ...end, value: null }])('comes back as it was: %j', (page) => {
  expect(decodeCursor(encodeCursor(page, 'q'), 'q')).toEqual(page);
});

test('is refused for another question', () => {
  expect(() => decodeCursor(encodeCursor(end, 'q'), 'other')).toThrow(QueryError);
});

test('is refused with any character changed, added or missing', () => {
  const cursor = encodeCursor(end, 'q');
  const changed = fc
    .tuple(fc.nat(cursor.length - 1), fc.constantFrom('A', 'z', '0', '-', '!', ' '))
    .map(([at, character]) => cursor.slice(0, at) + character + cursor.slice(at + 1));
  fc.assert(
    fc.property(
      fc
        .oneof(
          changed,
          fc.string(),
          fc.nat(cursor.length - 1).map((length) => cursor.slice(0, length)),
          fc.string({ minLength: 1 }).map((more) => cursor + more),
        )
        .filter((text) => text !== cursor),
      (text) => {
        expect(() => decodeCursor(text, 'q')).toThrow(QueryError);
      },
    ),
  );
});
