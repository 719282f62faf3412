import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { jsonEvent } from '@eventstore/db-client';
import { startEventNode } from './event-node.js';
import { askStats } from './operations/ask-stats.js';
import { logSize } from './operations/log-size.js';
import type { SubscriberStats } from './operations/node-stats.js';
import { all, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode({ httpPort: 0 })));
afterAll(() => test.end());

const get = async (path: string, init?: RequestInit): Promise<{ status: number; body: string }> => {
  const response = await fetch(`http://127.0.0.1:${test.node.httpPort}${path}`, init);
  return { status: response.status, body: await response.text() };
};

/** Values of a metric, by its labels. */
async function metric(name: string): Promise<Record<string, number>> {
  const { body } = await get('/metrics');
  const lines = [...body.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))];
  return Object.fromEntries(lines.map(([, labels, value]) => [labels ?? '', Number(value)]));
}

/** Asks until the answer is as wanted: what a client sends arrives when it does. */
async function until<T>(ask: () => Promise<T>, enough: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (enough(answer)) return answer;
    await delay(5);
  }
}

const subscribersOf = (stats: Readonly<Record<string, string>>): SubscriberStats[] =>
  Object.entries(stats).flatMap(([name, value]) => (name.startsWith('subscriber-') ? [JSON.parse(value) as SubscriberStats] : []));

it('answers for its health over HTTP', async () => {
  expect(await get('/health/live')).toEqual({ status: 200, body: '{"status":"ok"}\n' });
  expect(await get('/health/ready?x=1')).toEqual({ status: 200, body: '{"status":"ok"}\n' });
  expect(await get('/')).toMatchObject({ status: 404 });
  expect(await get('/health/live', { method: 'POST' })).toMatchObject({ status: 405 });
});

it('is not ready while the database is away', async () => {
  await test.database.takeAway();
  const { body } = await until(
    () => get('/health/ready'),
    ({ status }) => status === 503,
  );
  expect(JSON.parse(body)).toEqual({ status: 'error', reason: 'the log cannot be written at the moment' });
  expect(await get('/health/live')).toMatchObject({ status: 200 });
  await test.database.giveBack();
  await until(
    () => get('/health/ready'),
    ({ status }) => status === 200,
  );
  expect((await metric('event_node_database_reconnects_total'))['']).toBeGreaterThan(0);
});

it('counts appends by their outcome, events, bytes, groups and reads', async () => {
  const before = await metric('event_node_events_total');
  const stream = randomUUID();
  for (let i = 0; i < 3; i++) await test.client.appendToStream(stream, someEvents(2));
  await test.client
    .appendToStream(stream, jsonEvent({ type: 't', data: {} }), { expectedRevision: 'no_stream' })
    .catch((error: unknown) => error);
  await all(test.client.readStream(stream));
  expect((await metric('event_node_events_total'))['']! - before['']!).toBe(6);
  expect(await metric('event_node_appends_total')).toMatchObject({
    'outcome="committed"': 3,
    'outcome="wrong-expected-revision"': 1,
    'outcome="timed-out"': 0,
  });
  expect((await metric('event_node_bytes_total'))['']).toBeGreaterThan(60);
  expect((await metric('event_node_reads_total'))['']).toBe(1);
  expect((await metric('event_node_group_appends_count'))['']).toBe(4);
  expect((await metric('event_node_commit_seconds_count'))['']).toBe(4);
  expect((await metric('event_node_memory_bytes'))['']).toBeGreaterThan(10_000_000);
});

it('tells who is subscribed to what and how far, and forgets who has left', async () => {
  const stream = randomUUID();
  await test.client.appendToStream(stream, someEvents(3));
  const left = test.client.subscribeToStream(stream);
  for await (const event of left) if (event.event!.revision === 2n) await left.unsubscribe();
  const mine = test.client.subscribeToAll({
    filter: { filterOn: 'eventType', prefixes: ['Never'], checkpointInterval: 1, maxSearchWindow: 32 },
  });
  const sink = (async () => {
    for await (const _ of mine);
  })();
  const own = test.client.subscribeToStream(stream);
  for await (const event of own) if (event.event!.revision === 2n) await own.unsubscribe();

  const wanted = (subscribers: SubscriberStats[]): boolean => subscribers.length === 1 && subscribers[0]!.lag === 0;
  const stats = await until(
    () => askStats(test.node.connectionString),
    (found) => wanted(subscribersOf(found)),
  );
  expect(subscribersOf(stats)).toEqual([
    { stream: '$all', filter: 'type starts with Never', position: Number(stats['log-position']), lag: 0 },
  ]);
  expect(await metric('event_node_subscribers')).toEqual({ '': 1 });
  expect(await metric('event_node_subscriber_lag_max')).toEqual({ '': 0 });
  await mine.unsubscribe();
  await sink;
  await until(
    () => askStats(test.node.connectionString),
    (found) => found.subscribers === '0',
  );
});

it('has no open calls when everybody has left', async () => {
  // The client's batch append stays open; the question itself is a call.
  const stats = await until(
    () => askStats(test.node.connectionString),
    (found) => Number(found['open-calls']) <= 2,
  );
  expect(Number(stats['last-minute-appends-per-second'])).toBeGreaterThan(0);
  expect(Number(stats['last-minute-commit-p50-ms'])).toBeGreaterThan(0);
});

it('measures the log in the database', async () => {
  const { events, streams, tableBytes, indexBytes, oldest, newest } = await logSize(test.database.url);
  expect([events, streams]).toEqual([9, 2]);
  expect([tableBytes > 0, indexBytes > 0, oldest! <= newest!]).toEqual([true, true, true]);
});

it('does not start on a port for metrics that is taken, and lets go of everything else', async () => {
  await expect(startEventNode({ database: test.database.url, port: 0, httpPort: test.node.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
