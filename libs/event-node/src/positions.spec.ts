import { fromWire, ticks } from './positions.js';

describe('positions on the wire', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['18446744073709551615', Number.MAX_SAFE_INTEGER],
    ['-1', Number.MAX_SAFE_INTEGER],
    ['nonsense', Number.MAX_SAFE_INTEGER],
  ])('%s is %s', (wire, position) => expect(fromWire(wire)).toBe(position));

  it('carry time in ticks of 100 ns', () => expect(ticks(1_700_000_000_123)).toBe('17000000001230000'));
});
