import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventNode, type EventNode } from '@redress/event-node';
import type { EventType } from '@redress/kernel';
import { createTestDatabase, wireTo, type TestDatabase } from '@redress/testing';
import fc from 'fast-check';
import { Client } from 'pg';
import { CopyBroken, copyLog, NotACopy, type CopyOptions, type CopyReport } from './copy-log.js';
import { envelop, genesisHash, type StoredEvent } from './envelope.js';
import { DamagedHistory } from './errors.js';
import { EventStore, type LogClient } from './event-store.js';

const types: Record<string, EventType> = { Said: { version: 1, personal: ['words'] }, Counted: { version: 1, personal: [] } };
const subject = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };

interface Log {
  readonly database: TestDatabase;
  readonly node: EventNode;
  readonly client: EventStoreDBClient;
  readonly store: EventStore;
}

const logs: Log[] = [];

async function newLog(): Promise<Log> {
  const database = await createTestDatabase();
  const node = await startEventNode({ database: database.url, port: 0 });
  const client = EventStoreDBClient.connectionString(node.connectionString);
  const log = { database, node, client, store: new EventStore({ connectionString: node.connectionString, types }) };
  logs.push(log);
  return log;
}

/** One story: a log, its copy, and a copy of that. */
let from: Log;
let to: Log;
let writer: Writer;

beforeAll(async () => {
  [from, to] = await Promise.all([newLog(), newLog()]);
  writer = new Writer(from);
});
afterAll(async () => {
  for (const { client, store, node, database } of logs.splice(0)) {
    await client.dispose();
    await store.close();
    await node.stop();
    await database.drop();
  }
});

/** Writes as an installation does: each append follows the last of its stream. */
class Writer {
  readonly last = new Map<string, StoredEvent>();

  constructor(private readonly log: Log) {}

  async append(stream: string, values: readonly unknown[]): Promise<void> {
    const last = this.last.get(stream);
    const events = envelop(
      values.map((value) => (typeof value === 'string' ? { type: 'Said', data: { words: value } } : { type: 'Counted', data: { value } })),
      types,
      {
        stream,
        revision: last?.revision ?? -1,
        previousHash: last?.metadata.hash ?? genesisHash,
        commandId: randomUUID(),
        commandDigest: 'digest',
        correlationId: 'c',
        causationId: 'c',
        actor: { sub: 'u', roles: [] },
        occurredAt: '2026-11-22T08:00:00.000Z',
        origin: 'api',
        policyVersions: { authority: 1 },
        subject,
        newId: randomUUID,
      },
    );
    await this.log.store.append(events);
    this.last.set(stream, events.at(-1)!);
  }
}

const copy = (
  from: Log,
  to: Log | string,
  options: Partial<CopyOptions> = {},
  clients?: Parameters<typeof copyLog>[1],
): Promise<CopyReport> =>
  copyLog(
    {
      from: from.node.connectionString,
      to: typeof to === 'string' ? to : to.node.connectionString,
      prefixes: ['complaint-', 'policy-'],
      ...options,
    },
    clients,
  );

interface Row {
  readonly stream: string;
  readonly revision: string;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** What is stored, byte for byte; of the metadata without the time of recording that a copy keeps. */
async function bytesOf({ database }: Log): Promise<Row[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      `SELECT name AS stream, revision, id, type, convert_from(data, 'UTF8') AS data,
         regexp_replace(convert_from(metadata, 'UTF8'), ',"recordedAt":"[^"]*"}$', '}') AS metadata
       FROM event_node.events JOIN event_node.streams USING (stream) ORDER BY position`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function readAll({ store }: Log, streams: Iterable<string>) {
  return Promise.all([...streams].map(async (stream) => (await store.read(stream)).map(({ position: _, ...event }) => event)));
}

const values = fc.array(
  fc.oneof(fc.string(), fc.jsonValue(), fc.constant({ 2: 'b', 1: 'a', n: 1e21, zero: -0, text: '\u{1F4A9}\u0000' })),
  {
    minLength: 1,
    maxLength: 4,
  },
);
/** Appends to a few streams, in any order. */
const history = fc.array(fc.tuple(fc.constantFrom('complaint-1', 'complaint-2', 'complaint-3', 'policy-packs'), values), {
  minLength: 1,
  maxLength: 25,
});

it('has the same events in the same order, byte for byte, recorded when they were first; again it copies what is new', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (appends) => {
      const had = await bytesOf(to);
      for (const [stream, said] of appends) await writer.append(stream, said);
      const events = appends.reduce((sum, [, said]) => sum + said.length, 0);
      expect(await copy(from, to, { verify: true })).toMatchObject({
        alreadyThere: had.length,
        copied: events,
        verified: had.length + events,
        interrupted: false,
      });
      expect(await bytesOf(to)).toEqual(await bytesOf(from));
      expect(await readAll(to, writer.last.keys())).toEqual(await readAll(from, writer.last.keys()));
    }),
    { numRuns: 3 },
  );
});

it('goes on after it was cut off anywhere, without anything missing or there twice', async () => {
  for (let n = 0; n < 300; n++) await writer.append(`complaint-${n % 37}`, ['a', n]);
  const wire = await wireTo(to.node.port);
  const asked = to.node.connectionString.replace(/:\d+\?/, `:${wire.port}?`);
  let cuts = 0;
  /** A target that is cut off when so many more events were sent: some are stored and not answered, some on their way, some not sent, as after a kill. */
  const cutAfter = (events: number): LogClient => {
    const target = EventStoreDBClient.connectionString(asked);
    let left = events;
    return Object.assign(Object.create(target) as EventStoreDBClient, {
      appendToStream(...args: Parameters<LogClient['appendToStream']>) {
        left -= (args[1] as unknown[]).length;
        if (left < 0 && left > -Infinity) {
          cuts += 1;
          left = -Infinity;
          void wire.cut();
        }
        return target.appendToStream(...args);
      },
    });
  };
  try {
    for (const events of fc.sample(fc.integer({ min: 10, max: 150 }), 3)) {
      const source = EventStoreDBClient.connectionString(from.node.connectionString);
      await expect(copy(from, asked, {}, { source, target: cutAfter(events) })).rejects.toThrow(CopyBroken);
      await wire.mend();
    }
    const { length } = await bytesOf(from);
    const report = await copy(from, asked, { verify: true });
    expect(report).toMatchObject({ verified: length, copied: length - report.alreadyThere });
    expect(cuts).toBe(3);
    expect(await bytesOf(to)).toEqual(await bytesOf(from));
  } finally {
    await wire.cut().catch(() => undefined);
  }
});

it('writes nothing when it is only asked what would happen, or asked to stop', async () => {
  const { length } = await bytesOf(to);
  await writer.append('complaint-1', ['b', 'c']);
  expect(await copy(from, to, { dryRun: true })).toMatchObject({ alreadyThere: length, copied: 2 });
  const stop = AbortSignal.abort();
  expect(await copy(from, to, { signal: stop, verify: true })).toMatchObject({ copied: 0, interrupted: true });
  expect(await bytesOf(to)).toHaveLength(length);
});

it('takes what is said of a stream along, and leaves what is of others where it is', async () => {
  const { alreadyThere, copied } = await copy(from, to);
  await from.client.setStreamMetadata('complaint-1', { acl: { readRoles: ['$admins'] } });
  await from.client.appendToStream('orders-1', [jsonEvent({ type: 'Ordered', data: {} })]);
  await writer.append('complaint-1', ['d']);
  const all = alreadyThere + copied + 2;
  const left = { events: 1, streams: ['orders-1'] };
  expect(await copy(from, to, { verify: true })).toMatchObject({ copied: 2, verified: all, leftOut: left });
  expect((await to.client.getStreamMetadata('complaint-1')).metadata).toMatchObject({ acl: { readRoles: ['$admins'] } });
  expect(await copy(from, to, { verify: true })).toMatchObject({ alreadyThere: all, copied: 0, verified: all, leftOut: left });
});

it('can be copied as the first one can, and is refused once somebody else has written to it', async () => {
  const third = await newLog();
  const { alreadyThere } = await copy(from, to);
  expect(await copy(to, third, { verify: true })).toMatchObject({ copied: alreadyThere, verified: alreadyThere });
  expect(await readAll(third, writer.last.keys())).toEqual(await readAll(from, writer.last.keys()));
  await new Writer(third).append('complaint-x', ['x']);
  const before = await bytesOf(third);
  await expect(copy(from, third)).rejects.toMatchObject({ name: 'NotACopy', stream: 'complaint-x', revision: 0 });
  await writer.append('complaint-1', ['e']);
  await expect(copy(from, third)).rejects.toMatchObject({ name: 'NotACopy', stream: 'complaint-x', revision: 0 });
  expect(await bytesOf(third)).toEqual(before);
});

it('is not made where something else is', async () => {
  const target = await newLog();
  await new Writer(target).append('complaint-1', ['of another installation']);
  await expect(copy(from, target)).rejects.toThrow(NotACopy);
  expect(await bytesOf(target)).toHaveLength(1);
});

it('is not made beside what is of somebody else, and says which of the two does not answer', async () => {
  const target = await newLog();
  await target.client.appendToStream('orders-1', [jsonEvent({ type: 'Ordered', data: {} })]);
  await expect(copy(from, target)).rejects.toMatchObject({ name: 'NotACopy', stream: 'orders-1', revision: 0 });
  expect(await bytesOf(target)).toHaveLength(1);
  const nowhere = 'esdb://127.0.0.1:1?tls=false&maxDiscoverAttempts=1';
  await expect(copy(from, nowhere)).rejects.toMatchObject({ name: 'CopyBroken', side: 'target' });
});

it('is made of a damaged log up to where it is damaged, and the place is named, also where it was copied before', async () => {
  const target = await newLog();
  const [stream, { revision }] = [...writer.last].find(([, last]) => last.revision > 2)!;
  const tamper = async (column: string, change: string) => {
    const client = new Client({ connectionString: from.database.url });
    await client.connect();
    await client.query(
      `UPDATE event_node.events SET ${column} = convert_to(${change}, 'UTF8')
       WHERE revision = $2 AND stream = (SELECT stream FROM event_node.streams WHERE name = $1)`,
      [stream, revision - 1],
    );
    await client.end();
  };
  await tamper('metadata', `replace(convert_from(metadata, 'UTF8'), '"sub":"u"', '"sub":"v"')`);
  const damaged = { name: 'DamagedHistory', stream, revision: revision - 1 };
  await expect(copy(from, to)).rejects.toMatchObject(damaged);
  await expect(copy(from, target, { dryRun: true })).rejects.toThrow(DamagedHistory);
  expect(await bytesOf(target)).toEqual([]);
  await expect(copy(from, target)).rejects.toMatchObject(damaged);
  const copied = await bytesOf(target);
  expect((await bytesOf(from)).filter(({ stream: of }) => !of.startsWith('orders')).slice(0, copied.length)).toEqual(copied);
  await tamper('data', `'{"value":"another"}'`);
  await expect(copy(from, target)).rejects.toMatchObject(damaged);
});
