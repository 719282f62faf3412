import fc from 'fast-check';
import type { RecordedEvent } from '../log/events.js';
import { encodeEvent } from './encode-event.js';
import { ReadResp } from './messages.js';
import { fromUuid } from './wire-values.js';

const events: fc.Arbitrary<RecordedEvent> = fc.record({
  position: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  revision: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  stream: fc.string({ unit: 'binary', minLength: 1 }),
  recordedAt: fc.integer({ min: 1, max: 9e12 }),
  id: fc.uuid(),
  type: fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 200, maxLength: 2_000 })),
  json: fc.boolean(),
  metadata: fc.uint8Array({ maxLength: 300 }),
  data: fc.uint8Array({ maxLength: 2_000 }),
});

describe('an event written by hand', () => {
  it.each(['string', 'structured'] as const)('is read by the generated code as it was, id as %s', (uuid) => {
    fc.assert(
      fc.property(events, (event) => {
        const bytes = encodeEvent(event, uuid);
        const message = ReadResp.deserializeBinary(bytes).getEvent()!;
        const record = message.getEvent()!;
        expect(message.getCommitPosition()).toBe(String(event.position));
        expect(message.hasLink()).toBe(false);
        expect(record.getId()!.hasString()).toBe(uuid === 'string');
        expect(fromUuid(record.getId())).toBe(event.id === '00000000-0000-0000-0000-000000000000' ? undefined : event.id);
        expect(Buffer.from(record.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(event.stream);
        expect(record.getStreamRevision()).toBe(String(event.revision));
        expect([record.getCommitPosition(), record.getPreparePosition()]).toEqual([String(event.position), String(event.position)]);
        expect(Object.fromEntries(record.getMetadataMap().toObject(true))).toEqual({
          type: event.type,
          created: String(BigInt(event.recordedAt) * 10_000n),
          'content-type': event.json ? 'application/json' : 'application/octet-stream',
        });
        expect(Buffer.from(record.getCustomMetadata_asU8()).equals(event.metadata)).toBe(true);
        expect(Buffer.from(record.getData_asU8()).equals(event.data)).toBe(true);
        expect(ReadResp.deserializeBinary(bytes).serializeBinary()).toHaveLength(bytes.length);
      }),
    );
  });
});
