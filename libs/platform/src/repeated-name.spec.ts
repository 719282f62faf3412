import fc from 'fast-check';
import { repeatedName } from './repeated-name.js';

describe('a name that comes twice', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1,"c":[{"d":1,"d":2}]}}', 'd'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":{"b":1},"b":{"a":2}}', undefined],
    ['{"a":"a","b":"{\\"a\\":1,\\"a\\":2}"}', undefined],
    ['["a","a"]', undefined],
    ['[{"a":1},{"a":1}]', undefined],
    ['{}', undefined],
  ])('%s: %s', (json, name) => expect(repeatedName(json)).toBe(name));

  it('is in nothing that was written from an object', () => {
    fc.assert(fc.property(fc.json(), (json) => expect(repeatedName(json)).toBeUndefined()));
  });
});
