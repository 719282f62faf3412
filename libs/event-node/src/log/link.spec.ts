import { parseLink } from './link.js';

it.each([
  ['3@order-1', { stream: 'order-1', revision: 3 }],
  ['0@a@b', { stream: 'a@b', revision: 0 }],
  ['-1@order-1', { stream: 'order-1', revision: 'last' }],
  [' +7 @ x', { stream: ' x', revision: 7 }],
  ['7', 'broken'],
  ['-2@order-1', 'broken'],
  ['x@order-1', undefined],
  ['', undefined],
  ['9223372036854775808@order-1', undefined],
])('a link %j points to %j', (data, expected) => {
  expect(parseLink(Buffer.from(data))).toEqual(expected);
});
