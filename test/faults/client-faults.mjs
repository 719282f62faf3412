// Faults of clients: silent, slow, half gone, cancelling, many.
import { connect } from 'node:net';
import { connect as connectHttp2 } from 'node:http2';
import { setTimeout as delay } from 'node:timers/promises';
import { jsonEvent, START } from '@eventstore/db-client';
import { demand, memoryOf, PATIENCE_MS, until, within } from './basics.mjs';
import { credentials, judge, startTraffic } from './judge.mjs';
import { Proxy } from './proxy.mjs';
import { appendAndDie, appendEvent, appendOptions, batchFragment, bulkAppends, endOf, followAll, rawClient } from './raw.mjs';

const ignore = () => undefined;
/** A call whose errors concern nobody. */
const quiet = (call) => call.on('error', ignore);

/** Connections and calls on which nothing more is said. The node goes on, writes nothing of them and can be stopped. */
export async function silentClient(stage, { seed, small }) {
  await stage.startPostgres();
  const node = await stage.startNode();
  const traffic = startTraffic(stage, { urls: [node.url], seed });
  await traffic.load.goesOn(50);
  const before = memoryOf(node.pid);
  const count = small ? 20 : 200;
  const held = [];
  for (let index = 0; index < count; index++) {
    const socket = quiet(connect(node.port, '127.0.0.1'));
    const session = quiet(connectHttp2(`http://127.0.0.1:${node.port}`));
    held.push(
      () => socket.destroy(),
      () => session.destroy(),
    );
    const client = rawClient(stage, node.port);
    const append = quiet(client.append(ignore));
    if (index % 2 === 0) {
      append.write(appendOptions(`half-${index}`));
      append.write(appendEvent({ append: `half-${index}`, index: 0, of: 2 }));
    }
    const batch = quiet(client.batchAppend());
    batch.resume();
    if (index % 2 === 1) batch.write(batchFragment(`half-${index}`, { append: `half-${index}`, index: 0, of: 2 }));
  }
  stage.atEnd(() => held.forEach((release) => release()));
  await traffic.load.goesOn(300);
  const grown = Math.round(memoryOf(node.pid) - before);
  const facts = await judge(stage, traffic, node.url);
  const half = await stage.query(`select name from event_node.streams where name like 'half-%'`);
  demand(half.length === 0, `${half.length} appends are in the log whose end was never sent`);
  node.kill('SIGTERM');
  const how = await within(15_000, 'the end of the node while clients are silent', node.exited);
  demand(how === 0, `the node ended with ${how} after SIGTERM while clients were silent`);
  return { silent: count * 4, grownMb: grown, ...facts };
}

/** Subscribers that take nothing while the log grows by a million events behind their backs. */
export async function stalledSubscriber(stage, { events, progress }) {
  await stage.startPostgres();
  const node = await stage.startNode();
  const client = stage.client(node.url);
  // What the appends alone cost is there before the stall begins.
  const bulk = bulkAppends(rawClient(stage, node.port));
  await append(bulk, WARM_UP);
  const stalled = Array.from({ length: 5 }, () => {
    const call = quiet(rawClient(stage, node.port).read(followAll()));
    call.pause();
    return call;
  });
  const official = client.subscribeToAll({ fromPosition: START });
  const slow = official[Symbol.asyncIterator]();
  let last = (await slow.next()).value.event;

  const before = memoryOf(node.pid);
  let most = before;
  for (let written = 0; written < events;) {
    const next = Math.min(10_000, events - written);
    await append(bulk, next);
    written += next;
    most = Math.max(most, memoryOf(node.pid));
    if (written % 100_000 === 0) progress(`${written} events, the node holds ${Math.round(most)} MB`);
  }
  const grown = Math.round(most - before);
  demand(grown <= GROWTH_MB, `the node grew by ${grown} MB behind stalled subscribers, ${GROWTH_MB} MB is the most`);

  // They read on where they stood: all of it, in order.
  const began = performance.now();
  const total = events + WARM_UP;
  for (let count = 1; count < total; count++) {
    const { event } = (await slow.next()).value;
    demand(event.position.commit > last.position.commit, `position ${event.position.commit} came behind ${last.position.commit}`);
    if (count % 100_000 === 0) progress(`${count} events taken by the subscriber that reads on`);
    last = event;
  }
  const catchUpMs = Math.round(performance.now() - began);
  most = Math.max(most, memoryOf(node.pid));
  await official.unsubscribe();
  for (const call of stalled) call.cancel();
  bulk.end();
  return { events, stalled: 6, startMb: Math.round(before), mostMb: Math.round(most), grownMb: grown, catchUpMs };
}

const WARM_UP = 30_000;
/** What a warm node may grow by, however much is behind: two pages for each subscriber, and the garbage collector's moods. */
const GROWTH_MB = 150;

async function append(bulk, count) {
  await inParallel(Math.ceil(count / 500), 4, async (index) => {
    const size = Math.min(500, count - index * 500);
    const data = Array.from({ length: size }, (_, number) => ({ number, filling: 'z'.repeat(400) }));
    const done = await within(PATIENCE_MS, 'the answer to a bulk append', bulk.append(`bulk-${index % 16}`, data));
    demand(done, 'a bulk append was refused');
  });
}

async function inParallel(n, width, work) {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < n) await work(next++);
    }),
  );
}

/** The cable to clients is pulled: no FIN, no RST. The node must notice by itself and free their calls. */
export async function halfOpen(stage, { seed }) {
  await stage.startPostgres();
  const node = await stage.startNode();
  const proxy = await Proxy.start(stage, node.port);
  // Twenty seconds pass until it notices: the log is to stay short meanwhile.
  const traffic = startTraffic(stage, { urls: [node.url], seed, lanes: 4, restMs: 100 });
  await traffic.load.goesOn(20);
  for (let index = 0; index < 10; index++) {
    const client = rawClient(stage, proxy.port);
    const follow = quiet(client.read(followAll()));
    await within(10_000, 'a first answer', new Promise((resolve) => follow.once('data', resolve)));
    follow.on('data', ignore);
    const half = quiet(client.append(ignore));
    half.write(appendOptions(`half-${index}`));
  }
  const wires = [...proxy.wires];
  proxy.pull();
  const began = performance.now();
  await until('the end of half-open connections on the side of the node', () => wires.every(({ farClosed }) => farClosed), 45_000);
  const noticedMs = Math.round(performance.now() - began);
  await traffic.load.goesOn(50);
  return { halfOpen: wires.length, noticedMs, ...(await judge(stage, traffic, node.url)) };
}

/** Appends are cancelled, or their connections die, at random moments: each is there whole or not at all, and nobody else notices. */
export async function cancelling(stage, { seed, chance, small }) {
  await stage.startPostgres();
  const node = await stage.startNode();
  const traffic = startTraffic(stage, { urls: [node.url], seed, lanes: 4 });
  await traffic.load.goesOn(20);
  const client = rawClient(stage, node.port);
  const count = small ? 400 : 4_000;
  let answered = 0;
  let cancelled = 0;
  await inParallel(count, 16, async (number) => {
    const key = `cancelled-${number}`;
    const size = chance.between(2, 40);
    const patience = chance.next() * 12;
    const whole = chance.next() < 0.7;
    const requests = [appendOptions(key), ...Array.from({ length: size }, (_, index) => appendEvent({ append: key, index, of: size }))];
    if (!whole) return appendAndDie(node.port, requests.slice(0, chance.between(2, size)), patience);
    const call = quiet(client.append((error) => (error ? (cancelled += 1) : (answered += 1))));
    const end = endOf(call);
    for (const request of requests) call.write(request);
    call.end();
    await Promise.race([end, delay(patience)]);
    call.cancel();
    await within(10_000, 'the end of a cancelled call', end);
  });
  await traffic.load.goesOn(50);
  const facts = await judge(stage, traffic, node.url);
  const [{ written }] = await stage.query(`select count(*) as written from event_node.streams where name like 'cancelled-%'`);
  demand(Number(written) >= answered, `${answered} appends were acknowledged, ${written} are there`);
  demand(node.runs, 'the node ended by itself');
  return { appends: count, brokenOff: count - answered - cancelled, cancelled, ofThemWritten: Number(written) - answered, ...facts };
}

/** A thousand subscriptions on one node, and a burst of events for all of them. */
export async function thousandSubscriptions(stage, { small }) {
  await stage.startPostgres();
  const node = await stage.startNode();
  const client = stage.client(node.url);
  await client.appendToStream('burst', burst(0, 10), { credentials });
  const before = memoryOf(node.pid);
  const events = small ? 50 : 500;
  const subscribers = [];
  for (let index = 0; index < 10; index++) {
    const raw = rawClient(stage, node.port);
    for (let each = 0; each < 100; each++) subscribers.push(listen(raw));
  }
  await until('a thousand subscriptions caught up', () => subscribers.every(({ numbers }) => numbers.length === 10), 60_000);
  const idleMb = Math.round(memoryOf(node.pid));
  const began = performance.now();
  for (let from = 10; from < events + 10; from += 10) await client.appendToStream('burst', burst(from, 10), { credentials });
  const appendedMs = Math.round(performance.now() - began);
  await until('the burst for a thousand subscriptions', () => subscribers.every(({ numbers }) => numbers.length >= events + 10), 120_000);
  const deliveredMs = Math.round(performance.now() - began);
  for (const { numbers, call } of subscribers) {
    demand(
      numbers.every((number, index) => number === index),
      'a subscription lost events or was given them in another order',
    );
    call.cancel();
  }
  const mostMb = Math.round(memoryOf(node.pid));
  await client.appendToStream('burst', burst(0, 1), { credentials });
  return { subscriptions: 1_000, events, appendedMs, deliveredMs, startMb: Math.round(before), idleMb, mostMb };
}

const burst = (from, count) =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Kind0', data: { number: from + index, filling: 'x'.repeat(200) } }));

function listen(client) {
  const call = quiet(client.read(followAll()));
  const subscriber = { call, numbers: [] };
  call.on('data', (message) => {
    if (message.hasEvent()) subscriber.numbers.push(JSON.parse(Buffer.from(message.getEvent().getEvent().getData_asU8())).number);
  });
  return subscriber;
}
