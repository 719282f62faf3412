import fc from 'fast-check';
import { UUID } from './messages.js';
import { fromUuid, fromWire, stringUuid, structuredUuid, ticks } from './wire-values.js';

describe('an id', () => {
  it('comes back from either form', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        fc.pre(!/^[0-]+$/.test(id));
        expect(fromUuid(stringUuid(id.toUpperCase()))).toBe(id);
        expect(fromUuid(UUID.deserializeBinary(structuredUuid(id).serializeBinary()))).toBe(id);
      }),
    );
  });

  it.each([undefined, new UUID(), stringUuid(''), stringUuid('1234'), stringUuid('00000000-0000-0000-0000-000000000000')])(
    'is refused if it is none',
    (uuid) => expect(fromUuid(uuid)).toBeUndefined(),
  );
});

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
