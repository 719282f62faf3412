import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Decided, Event, EventType } from '@redress/kernel';
import { envelop, genesisHash, hashOf, upcast, verify, verifyChain, type EnvelopeContext, type StoredEvent } from './envelope.js';
import { DamagedHistory, UnknownEventVersion } from './errors.js';
import { openSealed, withholdSealed } from './sealing.js';

const types: Record<string, EventType> = { Said: { version: 1, personal: ['words'] }, Counted: { version: 1, personal: [] } };
const subject = { id: 'subject-1', key: createSecretKey(randomBytes(32)) };
const keys = () => Promise.resolve(new Map([[subject.id, subject.key]]));

let ids = 0;
const context = (changes: Partial<EnvelopeContext> = {}): EnvelopeContext => ({
  stream: 'complaint-1',
  revision: -1,
  previousHash: genesisHash,
  commandId: 'command-1',
  commandDigest: 'digest-1',
  correlationId: 'correlation-1',
  causationId: 'command-1',
  actor: { sub: 'u1', roles: ['handler'] },
  occurredAt: '2026-11-22T08:00:00.000Z',
  origin: 'api',
  policyVersions: {},
  subject,
  newId: () => `event-${(ids += 1)}`,
  ...changes,
});

const said = (words: string): Decided<Event> => ({ type: 'Said', data: { words, loudness: 3 } });
const counted = (n: number): Decided<Event> => ({ type: 'Counted', data: { n, missing: undefined } });
const chain = (events: Decided<Event>[]): StoredEvent[] => envelop(events, types, context());

describe('an envelope', () => {
  it('seals what is personal and leaves the rest readable', async () => {
    const [event] = chain([said('my own words')]);
    expect(JSON.stringify(event)).not.toContain('my own words');
    expect(event!.data).toMatchObject({ loudness: 3, words: { subject: 'subject-1' } });
    expect(event!.metadata.subjectIds).toEqual(['subject-1']);
    expect(await openSealed(event!.data, keys)).toEqual({ words: 'my own words', loudness: 3 });
  });

  it('names no subject where nothing is sealed', () => {
    expect(chain([counted(1)])[0]!.metadata.subjectIds).toEqual([]);
  });

  it('says erased where the key is gone, and withheld to those who may not read', async () => {
    const [event] = chain([said('secret')]);
    expect(await openSealed(event!.data, () => Promise.resolve(new Map()))).toMatchObject({ words: { $erased: true } });
    expect(withholdSealed(event!.data)).toMatchObject({ words: { $withheld: true } });
  });

  it('leaves the times of a row what they are, beside what is opened and what is withheld', async () => {
    const [event] = chain([said('secret')]);
    const row = { at: new Date('2026-11-22T12:00:00Z'), rows: [{ ...(event!.data as object), since: new Date(0) }] };
    const opened = { at: row.at, rows: [{ words: 'secret', since: new Date(0) }] };
    expect(await openSealed(row, keys)).toMatchObject(opened);
    expect(withholdSealed(row)).toMatchObject({ ...opened, rows: [{ words: { $withheld: true }, since: new Date(0) }] });
  });

  it('cannot be opened in the name of another subject', async () => {
    const [event] = chain([said('secret')]);
    const stolen = { words: { ...(event!.data as { words: object }).words, subject: 'subject-2' } };
    await expect(openSealed(stolen, () => Promise.resolve(new Map([['subject-2', subject.key]])))).rejects.toThrow();
  });

  it('takes an event its own time', () => {
    const [event] = chain([{ ...counted(1), occurredAt: '2014-10-01T00:00:00.000Z', precision: 'day' }]);
    expect(event!.metadata).toMatchObject({ occurredAt: '2014-10-01T00:00:00.000Z', precision: 'day' });
  });

  it('refuses an event type that nobody declared', () => {
    expect(() => chain([{ type: 'Unheard', data: {} }])).toThrow('Unheard');
  });
});

describe('a chain', () => {
  it('verifies as it was written, after a round trip through JSON', () => {
    const events = chain([said('one'), counted(2), said('three')]);
    const read = JSON.parse(JSON.stringify(events)) as StoredEvent[];
    expect(verifyChain(read)).toBe(events.at(-1)!.metadata.hash);
  });

  it('goes on from the hash of the append before', () => {
    const first = chain([said('one')]);
    const second = envelop([counted(2)], types, context({ revision: 0, previousHash: first[0]!.metadata.hash }));
    expect(() => verifyChain([...first, ...second])).not.toThrow();
  });

  const events = fc.array(fc.oneof(fc.string().map(said), fc.integer().map(counted)), { minLength: 2, maxLength: 8 });

  it('breaks at the first event that was altered, whatever was altered in it', () => {
    const alterations: ((event: StoredEvent) => StoredEvent)[] = [
      (event) => ({ ...event, id: 'another' }),
      (event) => ({ ...event, type: 'Other' }),
      (event) => ({ ...event, stream: 'complaint-2' }),
      (event) => ({ ...event, data: { ...event.data, added: 1 } }),
      (event) => ({ ...event, metadata: { ...event.metadata, occurredAt: '2026-11-22T08:00:00.001Z' } }),
      (event) => ({ ...event, metadata: { ...event.metadata, actor: { sub: 'u2', roles: [] } } }),
      (event) => ({ ...event, metadata: { ...event.metadata, hash: 'f'.repeat(64) } }),
    ];
    fc.assert(
      fc.property(events, fc.nat(), fc.constantFrom(...alterations), (decided, at, alter) => {
        const stored = chain(decided);
        const index = at % stored.length;
        const tampered = stored.map((event, i) => (i === index ? alter(event) : event));
        expect(() => verifyChain(tampered)).toThrow(expect.objectContaining({ name: 'DamagedHistory', revision: index }) as Error);
      }),
    );
  });

  it('breaks where an event was removed, moved, or forged with a hash of its own', () => {
    fc.assert(
      fc.property(events, fc.nat(), (decided, at) => {
        const stored = chain(decided);
        const index = at % (stored.length - 1);
        expect(() => verifyChain(stored.filter((_, i) => i !== index))).toThrow(DamagedHistory);
        const swapped = stored.with(index, stored[index + 1]!).with(index + 1, stored[index]!);
        expect(() => verifyChain(swapped)).toThrow(DamagedHistory);
        const altered = { ...stored[index]!, data: { forged: true } };
        const forged = { ...altered, metadata: { ...altered.metadata, hash: hashOf(altered) } };
        expect(() => verifyChain(stored.with(index, forged))).toThrow(expect.objectContaining({ revision: index + 1 }) as Error);
      }),
    );
  });

  it('says so when an event carries no envelope at all', () => {
    const foreign = { ...chain([counted(1)])[0]!, metadata: undefined } as unknown as StoredEvent;
    expect(() => verify(foreign)).toThrow('carries no envelope');
  });
});

describe('upcasting', () => {
  const grown: Record<string, EventType> = {
    Counted: {
      version: 3,
      personal: [],
      upcasts: { 1: (data) => ({ ...data, unit: 'pieces' }), 2: (data) => ({ ...data, exact: true }) },
    },
  };

  it('lifts an old event step by step and leaves what is stored alone', () => {
    const [event] = chain([counted(5)]);
    expect(upcast(event!, grown)).toEqual({ n: 5, unit: 'pieces', exact: true });
    expect(event!.data).toEqual({ n: 5 });
    expect(() => verifyChain([event!])).not.toThrow();
  });

  it('refuses a version that is newer than the program, and a type that it does not know', () => {
    const [newer] = envelop([counted(5)], grown, context());
    expect(() => upcast(newer!, types)).toThrow(UnknownEventVersion);
    expect(() => upcast({ ...newer!, type: 'Unheard' }, grown)).toThrow(UnknownEventVersion);
  });
});
