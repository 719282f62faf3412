import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';
import { startEventNode } from './event-node.js';
import { FencedError, UnfitDatabaseError } from './log/failures.js';
import { TestProxy } from './test-proxy.js';
import { all, revisionsOf, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeEach(async () => (test = await startTestNode()));
afterEach(() => test.end());

const connect = (connectionString: string): EventStoreDBClient => EventStoreDBClient.connectionString(connectionString);

/** The first `count` events of a subscription, which is ended then. */
async function take(subscription: AsyncIterable<ResolvedEvent>, count: number): Promise<ResolvedEvent[]> {
  const found: ResolvedEvent[] = [];
  for await (const event of subscription) {
    found.push(event);
    if (found.length === count) break;
  }
  return found;
}

/** Tries until it works: with the same ids and expectation, as every user of the protocol must after an unknown outcome. */
async function insist<T>(action: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }
}

it('a second node on the same database takes over, and the first writes nothing any more, says so and ends', async () => {
  await test.client.appendToStream('s', someEvents(2));
  const second = await startEventNode({ database: test.database.url, port: 0 });
  const client = connect(second.connectionString);
  const refused: unknown = await test.client.appendToStream('s', someEvents(1)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UnavailableError);
  expect(await test.node.ended).toBeInstanceOf(FencedError);
  await client.appendToStream('s', someEvents(1), { expectedRevision: 1n });
  expect(revisionsOf(await all(client.readStream('s')))).toEqual([0, 1, 2]);
  await client.dispose();
  await second.stop();
});

it('an idle node notices by itself that it was replaced, and ends its subscriptions', async () => {
  const subscription = test.client.subscribeToAll();
  const end = all(subscription).catch((error: unknown) => error);
  const second = await startEventNode({ database: test.database.url, port: 0 });
  expect(await test.node.ended).toBeInstanceOf(FencedError);
  expect(await end).toBeInstanceOf(UnavailableError);
  await second.stop();
});

it('every acknowledged event is there once and in order, however often the connection is cut during commits', async () => {
  const acknowledged = new Map<string, number>();
  let done = false;
  const cutting = (async () => {
    while (!done) await test.database.cutConnections('event-node writer');
  })();
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const stream = `writer-${writer}`;
      for (let index = 0; index < 10; index++) {
        const events = someEvents(2);
        const expectedRevision = index === 0 ? NO_STREAM : BigInt(2 * index - 1);
        const { nextExpectedRevision } = await insist(() => test.client.appendToStream(stream, events, { expectedRevision }));
        expect(nextExpectedRevision).toBe(BigInt(2 * index + 1));
        for (const { id } of events) acknowledged.set(id, (acknowledged.get(id) ?? 0) + 1);
      }
    }),
  );
  done = true;
  await cutting;
  const log = await all(test.client.readAll());
  expect(log.map(({ event }) => Number(event!.position!.commit))).toEqual(log.map((_, index) => index + 1));
  expect(new Set(log.map(({ event }) => event!.id))).toEqual(new Set(acknowledged.keys()));
  expect(log).toHaveLength(160);
  for (let writer = 0; writer < 8; writer++) {
    expect(revisionsOf(await all(test.client.readStream(`writer-${writer}`)))).toEqual(Array.from({ length: 20 }, (_, index) => index));
  }
});

it('an append whose commit is done but whose answer is lost is answered as done, and is there once', async () => {
  const proxy = await TestProxy.start(test.database.url);
  const node = await startEventNode({ database: proxy.url, port: 0 });
  const client = connect(node.connectionString);
  const subscription = client.subscribeToStream('s');
  const followed = take(subscription, 3);
  await client.appendToStream('s', someEvents(1));
  const marker = 'RightInTheCommit';
  const swallowed = proxy.swallowAnswerTo(marker);
  const result = client.appendToStream('s', someEvents(1, marker), { expectedRevision: 0n });
  await swallowed;
  while ((await test.database.query(`select from event_node.events where type = '${marker}'`)).length === 0) await delay(5);
  proxy.cut();
  expect(await result).toMatchObject({ success: true, nextExpectedRevision: 1n, position: { commit: 2n } });
  await client.appendToStream('s', someEvents(1), { expectedRevision: 1n });
  expect(revisionsOf(await all(client.readStream('s')))).toEqual([0, 1, 2]);
  expect(revisionsOf(await followed)).toEqual([0, 1, 2]);
  await client.dispose();
  await node.stop();
  await proxy.stop();
});

it('a database that falls silent while a new connection takes the log over is tried again', async () => {
  const proxy = await TestProxy.start(test.database.url);
  const node = await startEventNode({ database: proxy.url, port: 0 });
  const epoch = async (): Promise<number> =>
    Number((await test.database.query<{ epoch: string }>('select epoch from event_node.writer'))[0]!.epoch);
  const before = await epoch();
  const swallowed = proxy.swallowAnswerTo('set epoch = epoch + 1');
  proxy.cut();
  await swallowed;
  while ((await epoch()) < before + 2) await delay(20);
  const client = connect(node.connectionString);
  await insist(() => client.appendToStream('s', someEvents(1), { expectedRevision: NO_STREAM }));
  expect(await all(client.readStream('s'))).toHaveLength(1);
  await client.dispose();
  await node.stop();
  await proxy.stop();
});

it('an append that never reached the database is written when the connection is back', async () => {
  await test.database.cutConnections('event-node writer');
  await test.client.appendToStream('s', someEvents(1), { expectedRevision: NO_STREAM });
  expect(revisionsOf(await all(test.client.readStream('s')))).toEqual([0]);
});

it('subscriptions survive a cut connection without loss', async () => {
  const events = take(test.client.subscribeToStream('s'), 40);
  for (let index = 0; index < 40; index++) {
    const event = someEvents(1);
    if (index % 5 === 0) await test.database.cutConnections();
    await insist(() => test.client.appendToStream('s', event, { expectedRevision: index === 0 ? NO_STREAM : BigInt(index - 1) }));
  }
  expect(revisionsOf(await events)).toEqual(Array.from({ length: 40 }, (_, index) => index));
});

it('answers UNAVAILABLE while the database is away, and works again when it is back', async () => {
  const first = someEvents(1);
  await test.client.appendToStream('s', first);
  await test.database.takeAway();
  const event = someEvents(1);
  await expect(test.client.appendToStream('s', event)).rejects.toBeInstanceOf(UnavailableError);
  await expect(test.client.appendToStream('s', event, { credentials: { username: 'u', password: 'p' } })).rejects.toBeInstanceOf(
    UnavailableError,
  );
  await expect(all(test.client.readStream('s'))).rejects.toBeInstanceOf(UnavailableError);
  await test.database.giveBack();
  await insist(() => test.client.appendToStream('s', event));
  expect((await all(test.client.readStream('s'))).map((found) => found.event!.id)).toEqual([first[0]!.id, event[0]!.id]);
});

it('refuses cleanly while the disk is full, and works again when there is room', async () => {
  await test.client.appendToStream('s', someEvents(1));
  await test.database.query(`
    create function event_node.full() returns trigger language plpgsql as $$ begin raise exception 'no space left' using errcode = '53100'; end $$;
    create trigger full_disk before insert on event_node.events execute function event_node.full()`);
  const refused = await Promise.all(
    Array.from({ length: 10 }, () => test.client.appendToStream('s', someEvents(2)).catch((error: unknown) => error)),
  );
  for (const error of refused) expect(error).toBeInstanceOf(UnavailableError);
  await test.database.query('drop trigger full_disk on event_node.events');
  await test.client.appendToStream('s', someEvents(1), { expectedRevision: 0n });
  expect(revisionsOf(await all(test.client.readAll()))).toEqual([0, 1]);
});

it('lets one append that the database cannot take fail alone', async () => {
  await test.database.query(`
    create function event_node.odd() returns trigger language plpgsql as $$ begin
      if new.type = 'Odd' then raise exception 'odd data' using errcode = '22000'; end if; return new; end $$;
    create trigger odd before insert on event_node.events for each row execute function event_node.odd()`);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => test.client.appendToStream(`s-${index}`, someEvents(1, index === 7 ? 'Odd' : 'Fine'))),
  );
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(results[7]!.status).toBe('rejected');
  expect(await all(test.client.readAll())).toHaveLength(19);
});

it('goes on behind what is there after a restart', async () => {
  await test.client.appendToStream('s', someEvents(3));
  await test.node.stop();
  expect(await test.node.ended).toBeUndefined();
  const node = await startEventNode({ database: test.database.url, port: 0 });
  const client = connect(node.connectionString);
  expect(await client.appendToStream('s', someEvents(1), { expectedRevision: 2n })).toMatchObject({ position: { commit: 4n } });
  await client.dispose();
  await node.stop();
});

it('answers what is under way when it is stopped', async () => {
  const appends = Array.from({ length: 50 }, (_, index) => test.client.appendToStream(`s-${index}`, someEvents(1)).catch(() => undefined));
  await test.client.appendToStream('before', someEvents(1));
  await test.node.stop();
  const acknowledged = (await Promise.all(appends)).filter((result) => result?.success).length;
  const [{ count } = { count: '' }] = await test.database.query<{ count: string }>('select count(*) from event_node.events');
  expect(Number(count)).toBeGreaterThanOrEqual(acknowledged + 1);
});

it('refuses a database whose commits may vanish', async () => {
  const url = new URL(test.database.url);
  url.searchParams.set('options', '-c synchronous_commit=off');
  await expect(startEventNode({ database: url.href, port: 0 })).rejects.toBeInstanceOf(UnfitDatabaseError);
  await expect(startEventNode({ database: url.href, port: 0 })).rejects.toThrow('synchronous_commit=off');
  await test.client.appendToStream('s', someEvents(1));
});

it('says at start that the database cannot be reached', async () => {
  await expect(startEventNode({ database: 'postgres://127.0.0.1:1/none', port: 0 })).rejects.toThrow('ECONNREFUSED');
});

it('gives up, and says what to do, when the log contradicts itself', async () => {
  await test.client.appendToStream('s', someEvents());
  // A row where the next event belongs, as only somebody else's hands put it there.
  await test.database.query(
    `insert into event_node.events select position + 1, stream, 77, recorded_at, id, json, type, metadata, data from event_node.events`,
  );
  await expect(test.client.appendToStream('s', someEvents())).rejects.toThrow('contradicts itself');
  await test.database.query('delete from event_node.events where revision = 77');
  await expect(test.client.appendToStream('s', someEvents())).resolves.toMatchObject({ success: true });
});

it('finds the writer row again when the database has moved it', async () => {
  await test.client.appendToStream('s', someEvents());
  await test.database.query('vacuum full event_node.writer');
  await expect(test.client.appendToStream('s', someEvents(), { expectedRevision: 0n })).resolves.toMatchObject({ success: true });
  expect(await all(test.client.readStream('s'))).toHaveLength(2);
});
