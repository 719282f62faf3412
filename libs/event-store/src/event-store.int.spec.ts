import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventNode, type EventNode } from '@redress/event-node';
import type { EventType, Recorded } from '@redress/kernel';
import { createTestDatabase, wireTo, type TestDatabase, type Wire } from '@redress/testing';
import { envelop, genesisHash, verifyChain, type StoredEvent } from './envelope.js';
import { DamagedHistory, RevisionConflict, StoreUnavailable, UnknownEventVersion } from './errors.js';
import { EventStore, type LogItem } from './event-store.js';

const types: Record<string, EventType> = { Said: { version: 1, personal: ['words'] } };
const subject = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };

let database: TestDatabase;
let node: EventNode;
let wire: Wire;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startEventNode({ database: database.url, host: '127.0.0.1', port: 0 });
  wire = await wireTo(node.port);
  const connectionString = `kurrentdb://127.0.0.1:${wire.port}?tls=false`;
  store = new EventStore({ connectionString, types, appendTimeoutMs: 1_000, appendAttempts: 3, appendPauseMs: 20 });
});
afterAll(async () => {
  await store?.close();
  await wire?.cut().catch(() => undefined);
  await node?.stop();
  await database?.drop();
});

function contextOf(stream: string): Parameters<typeof envelop>[2] {
  return {
    stream,
    revision: -1,
    previousHash: genesisHash,
    commandId: randomUUID(),
    commandDigest: 'digest',
    correlationId: 'c',
    causationId: 'c',
    actor: { sub: 'u', roles: [] },
    occurredAt: '2026-11-22T08:00:00.000Z',
    origin: 'api',
    policyVersions: {},
    subject,
    newId: randomUUID,
  };
}

function said(stream: string, words: string[], after?: StoredEvent): StoredEvent[] {
  const context = { ...contextOf(stream), ...(after && { revision: after.revision, previousHash: after.metadata.hash }) };
  return envelop(
    words.map((text) => ({ type: 'Said', data: { words: text } })),
    types,
    context,
  );
}
const freshStream = () => `complaint-${randomUUID()}`;

describe('the event store', () => {
  it('gives back what was appended: verified, in order, with position and recorded time', async () => {
    const stream = freshStream();
    const first = said(stream, ['one', 'two']);
    const { position, revision } = await store.append(first);
    await store.append(said(stream, ['three'], first[1]));
    const events = await store.read(stream);
    expect(events.map((event) => event.revision)).toEqual([0, 1, 2]);
    expect(revision).toBe(1);
    expect(events[1]!.position).toBe(position);
    expect(Date.parse(events[0]!.recordedAt)).not.toBeNaN();
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('one');
    expect(await store.read(stream, 2, events[1]!.metadata.hash)).toHaveLength(1);
  });

  it('knows nothing of a stream that was never written', async () => {
    expect(await store.read(freshStream())).toEqual([]);
  });

  it('refuses a revision that was taken, and takes the identical bytes again as one append', async () => {
    const stream = freshStream();
    const events = said(stream, ['mine']);
    const first = await store.append(events);
    expect(await store.append(events)).toEqual(first);
    await expect(store.append(said(stream, ['other']))).rejects.toThrow(RevisionConflict);
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('says where a history is damaged, foreign or newer than the program', async () => {
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const [stream, foreign, newer] = [freshStream(), freshStream(), freshStream()];
    const [event] = said(stream, ['true words']);
    const forge = (to: string, changed: object) =>
      client.appendToStream(to, jsonEvent({ type: 'Said', data: { words: 'x' }, metadata: { ...event!.metadata, ...changed } as never }));
    await forge(stream, {});
    await client.appendToStream(foreign, jsonEvent({ type: 'Said', data: { words: 'x' } }));
    await expect(store.read(stream)).rejects.toThrow(DamagedHistory);
    await expect(store.read(foreign)).rejects.toThrow('carries no envelope');
    const v9 = { Said: { version: 9, personal: ['words'] } };
    await store.append(envelop([{ type: 'Said', data: { words: 'y' } }], v9, contextOf(newer)));
    await expect(store.read(newer)).rejects.toThrow(UnknownEventVersion);
    await client.dispose();
  });

  it('rides out a connection that breaks, and says when it cannot', async () => {
    const stream = freshStream();
    const [first] = said(stream, ['before']);
    await store.append([first!]);
    await wire.cut();
    await expect(store.append(said(stream, ['while away'], first))).rejects.toThrow(StoreUnavailable);
    await expect(store.read(stream)).rejects.toThrow(StoreUnavailable);
    expect(await store.isReachable()).toBe(false);
    const next = said(stream, ['after'], first);
    await wire.mend();
    for (;;) {
      const appended = await store.append(next).catch((error: unknown) => error);
      if (!(appended instanceof StoreUnavailable)) break;
    }
    const stored = await store.readStored(stream);
    verifyChain(stored);
    expect(stored.map(({ id }) => id)).toEqual([first!.id, next[0]!.id]);
  });
});

describe('the log', () => {
  /** Reads until `count` items of the wanted kind have come. */
  async function take(count: number, after: bigint | null, prefix: string, kind: 'event' | 'checkpoint'): Promise<LogItem[]> {
    const leave = new AbortController();
    const items: LogItem[] = [];
    for await (const item of store.all({ after, prefixes: [prefix], signal: leave.signal })) {
      if (kind in item) items.push(item);
      if (items.length === count) leave.abort();
    }
    return items;
  }

  it('comes in order, resumes after any position, and goes on with what is appended later', async () => {
    const prefix = `resume${randomUUID()}-`;
    const streams = Array.from({ length: 20 }, (_, i) => `${prefix}${i}`);
    await Promise.all(streams.map((stream) => store.append(said(stream, ['a', 'b']))));
    const all = (await take(40, null, prefix, 'event')).map((item) => (item as { event: Recorded }).event);
    expect(all.map(({ position }) => position)).toEqual(
      [...all].sort((a, b) => (a.position < b.position ? -1 : 1)).map(({ position }) => position),
    );
    for (const at of [0, 7, 38]) {
      const rest = (await take(39 - at, all[at]!.position, prefix, 'event')).map((item) => (item as { event: Recorded }).event.id);
      expect(rest).toEqual(all.slice(at + 1).map(({ id }) => id));
    }
    const live = take(1, all[39]!.position, prefix, 'event');
    await store.append(said(`${prefix}late`, ['c']));
    expect(await live).toHaveLength(1);
  });

  it('tells how far it has read where nothing matches, and never ahead of an event that is still to come', async () => {
    const prefix = `rare${randomUUID()}-`;
    // One after the other: none is unanswered for long on a busy machine.
    for (let n = 0; n < 40; n++) await store.append(said(freshStream(), Array<string>(50).fill('noise')));
    await store.append(said(`${prefix}1`, ['found']));
    const leave = new AbortController();
    let read = -1n;
    for await (const item of store.all({ after: null, prefixes: [prefix], signal: leave.signal })) {
      const at = 'event' in item ? item.event.position : item.checkpoint;
      expect(at >= read).toBe(true);
      read = at;
      if ('event' in item) leave.abort();
    }
    const [checkpoint] = await take(1, null, `nothing${randomUUID()}-`, 'checkpoint');
    expect((checkpoint as { checkpoint: bigint }).checkpoint > 0n).toBe(true);
  });

  it('ends with an error when the connection breaks', async () => {
    const reading = (async () => {
      for await (const _ of store.all({ after: null, prefixes: [`none${randomUUID()}-`], signal: new AbortController().signal }));
    })();
    const ended = reading.then(
      () => 'ended',
      () => 'failed',
    );
    await take(1, null, 'complaint-', 'event');
    await wire.cut();
    expect(['ended', 'failed']).toContain(await ended);
    await wire.mend();
  });
});
