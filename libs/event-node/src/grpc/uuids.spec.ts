import fc from 'fast-check';
import { UUID } from './messages.js';
import { fromUuid, stringUuid, structuredUuid } from './uuids.js';

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
