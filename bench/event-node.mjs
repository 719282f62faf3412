// The event node's bars: the node, PostgreSQL (fsync on) and this client each in a process of their own, the client as anybody would use it.
// The log that is read is made by SQL while the node is stopped, always the same, because appending ten million events would take an hour.
import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BACKWARDS, END, EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../dist/libs/platform/src/index.js';

const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const many = Number(process.env.BENCH_EVENTS ?? 10_000_000);
const main = join(import.meta.dirname, '../dist/apps/event-node/src/main.js');
const peers = join(import.meta.dirname, 'peers');

/** Events one read or catch-up takes. */
const RUN = 100_000;
/** Events of one stream, and of one stream read. */
const STREAM = 50;

export async function eventNode(report) {
  await withPostgres(async (postgres) => {
    const log = await makeLog(postgres, RUN);
    const node = await startNode(postgres, log);
    report('start to ready', node.readyMs / 1000, 's', { bar: 1, lower: true, context: { events: log.events } });
    const ceiling = await startCeiling();
    try {
      for (const { figure, unit, bar, lower, measure, againstCeiling = true } of figures) {
        const { value, ...context } = await attributed(node, () => measure(node));
        if (againstCeiling) {
          const most = (await measure(ceiling)).value;
          Object.assign(context, {
            ceiling: Number(most.toPrecision(4)),
            ofCeiling: Number((lower ? most / value : value / most).toFixed(2)),
          });
        }
        report(figure, value, unit, { bar, lower, context });
      }
    } finally {
      await ceiling.stop();
      await node.stop();
    }
    await memory(report, postgres, log);
    await besideEmmett(report, postgres, log);
  });
}

/** The same figures in a log of ten million events and in one of a hundred thousand, by turns, as how many times worse the large one is. */
export async function eventNodeOf10M(report) {
  const { bavail, bsize } = await statfs(tmpdir());
  if (bavail * bsize < 30e9) {
    process.stderr.write(`event-node-10m needs 30 GB in ${tmpdir()}: nothing is measured\n`);
    return;
  }
  await withPostgres(async (postgres) => {
    const began = performance.now();
    const logs = [await makeLog(postgres, RUN), await makeLog(postgres, many)];
    report('made', (performance.now() - began) / 1000, 's', { context: { bytes: await postgres.size(logs[1]) } });
    const nodes = [];
    try {
      for (const log of logs) nodes.push(await startNode(postgres, log));
      const [small, large] = nodes.map(({ readyMs }) => readyMs / 1000);
      report('start to ready', large, 's', { bar: 1, lower: true, context: { events: many, small, large } });
      for (const { figure, unit, lower, measure } of figures) {
        const values = [[], []];
        for (let turn = 0; turn < 6; turn++) values[turn % 2].push((await measure(nodes[turn % 2])).value);
        const [small, large] = values.map(median);
        const worse = lower ? large / small : small / large;
        report(figure, worse, '× worse', { bar: 1.3, lower: true, context: { events: many, small, large, unit } });
      }
    } finally {
      for (const node of nodes) await node.stop();
    }
  });
}

const figures = [
  {
    figure: '50-event stream read, p50',
    unit: 'ms',
    bar: 3,
    lower: true,
    measure: async ({ client, streams }) => {
      const readOne = async () => {
        let read = 0;
        const stream = `stream-${1 + Math.floor(Math.random() * streams)}`;
        for await (const { event } of client.readStream(stream, { maxCount: STREAM })) if (event) read++;
        if (read !== STREAM) throw new Error(`${read} events in ${stream}`);
      };
      const { p50, p99, perSecond } = await closedLoop(1, () => readOne);
      return { value: p50, p99, perSecond };
    },
  },
  {
    figure: 'readAll',
    unit: 'events/s',
    bar: 40_000,
    measure: ({ client, from }) =>
      runsOf(RUN, async () => {
        let read = 0;
        for await (const { event } of client.readAll({ fromPosition: from(), direction: FORWARDS, maxCount: RUN })) if (event) read++;
        return read;
      }),
  },
  {
    figure: 'catch-up of a subscription to $all',
    unit: 'events/s',
    bar: 35_000,
    measure: ({ client, from }) =>
      runsOf(RUN, async () => {
        let read = 0;
        const subscription = client.subscribeToAll({ fromPosition: from() });
        for await (const { event } of subscription) if (event && ++read === RUN) break;
        return read;
      }),
  },
  {
    figure: 'append, alone, p50',
    unit: 'ms',
    bar: 0.8,
    lower: true,
    measure: async ({ client }) => {
      const { p50, p99, perSecond } = await closedLoop(1, () => appender(client));
      return { value: p50, p99, perSecond };
    },
  },
  {
    figure: 'append, 64 in flight',
    unit: 'events/s',
    bar: 8_000,
    measure: async ({ client }) => {
      const { p50, p99, perSecond } = await closedLoop(64, () => appender(client));
      return { value: perSecond, p50, p99 };
    },
  },
  {
    figure: 'append, batches of 500, 8 in flight',
    unit: 'events/s',
    bar: 30_000,
    measure: async ({ client }) => {
      const { p50, p99, perSecond } = await closedLoop(8, () => appender(client, 500));
      return { value: perSecond * 500, p50, p99 };
    },
  },
  { figure: 'live delivery at 1 000 appends/s, p99', unit: 'ms', bar: 10, lower: true, measure: liveDelivery, againstCeiling: false },
];

/** From the moment an event was meant to be appended to its arrival at a subscriber, at a fixed rate whatever comes back. */
async function liveDelivery({ client }) {
  const rate = 1_000;
  const total = rate * seconds;
  const waits = [];
  const type = `Live-${randomUUID()}`;
  const subscription = client.subscribeToAll({ fromPosition: END });
  await once(subscription, 'confirmation');
  const delivered = (async () => {
    for await (const { event } of subscription) {
      if (event?.type !== type) continue;
      waits.push(performance.now() - event.data.intended);
      if (waits.length === total) break;
    }
  })();
  const began = performance.now();
  let failed = 0;
  for (let n = 0; n < total; n++) {
    const intended = began + (n * 1_000) / rate;
    const early = intended - performance.now();
    if (early > 0) await setTimeout(early);
    const stream = `live-${type}-${n % 100}`;
    client.appendToStream(stream, jsonEvent({ type, data: { ...filler(n), intended }, metadata })).catch(() => failed++);
  }
  await Promise.race([delivered, setTimeout(10_000, undefined, { ref: false })]);
  await subscription.unsubscribe();
  waits.sort((a, b) => a - b);
  const missing = total - waits.length;
  return { value: missing > 0 ? Infinity : at(waits, 0.99), p50: at(waits, 0.5), missing, failed };
}

/** Position of the last event. */
async function headOf(client) {
  let head = 0n;
  // To its end: a read that is left early keeps the client from ending.
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) head = event.position.commit;
  return head;
}

/** The node's largest memory while a hundred subscribers catch up and follow; one of them takes nothing, a hundred thousand events behind. */
async function memory(report, postgres, log) {
  const node = await startNode(postgres, log);
  try {
    const stalled = node.client.subscribeToAll({ fromPosition: START });
    await once(stalled, 'confirmation');
    let delivered = 0;
    // They come back after a short absence; the stalled one has the whole log before it.
    const behind = (await headOf(node.client)) - 2_000n;
    const subscriptions = Array.from({ length: 99 }, () =>
      node.client.subscribeToAll({ fromPosition: { commit: behind, prepare: behind } }).on('data', () => delivered++),
    );
    const append = appender(node.client);
    const until = performance.now() + 2_000 * seconds;
    let appended = 0;
    while (performance.now() < until) {
      await append();
      appended++;
      await setTimeout(5);
    }
    // VmHWM is what the process held at most since it started; elsewhere than on Linux there is no such figure.
    const peak = procFile(node.pid, 'status')?.match(/VmHWM:\s+(\d+)/)?.[1];
    const context = { subscribers: subscriptions.length + 1, stalled: 1, appended, delivered };
    if (peak) report('memory with 100 subscribers, one stalled', peak / 1024, 'MB', { bar: 200, lower: true, context });
    else process.stderr.write('event-node: the memory of another process is only known on Linux\n');
    await Promise.all([stalled, ...subscriptions].map((subscription) => subscription.unsubscribe()));
  } finally {
    await node.stop();
  }
}

/** The same event, appended with an expected version, to the node and by emmett to the same PostgreSQL, by turns. */
async function besideEmmett(report, postgres, log) {
  if (!existsSync(join(peers, 'node_modules'))) {
    process.stderr.write('event-node: emmett is not installed, so nothing is compared; npm install --prefix bench/peers\n');
    return;
  }
  const load = (name) => import(pathToFileURL(createRequire(join(peers, 'package.json')).resolve(name)).href);
  const { getPostgreSQLEventStore } = await load('@event-driven-io/emmett-postgresql');
  const { STREAM_DOES_NOT_EXIST } = await load('@event-driven-io/emmett');
  const { url } = await postgres.createDatabase();
  const emmett = getPostgreSQLEventStore(url);
  const node = await startNode(postgres, log);
  const emmettAppender = () => {
    let stream;
    let expectedStreamVersion = STREAM_DOES_NOT_EXIST;
    let n = 0;
    return async () => {
      if (n++ % STREAM === 0) [stream, expectedStreamVersion] = [`bench-${randomUUID()}`, STREAM_DOES_NOT_EXIST];
      const written = await emmett.appendToStream(stream, [{ type: 'Happened', data: filler(n), metadata }], { expectedStreamVersion });
      expectedStreamVersion = written.nextExpectedStreamVersion;
    };
  };
  try {
    await emmett.schema.migrate();
    for (const { writers, bar } of [
      { writers: 1, bar: 1 },
      { writers: 32, bar: 2 },
    ]) {
      const rates = { node: [], emmett: [] };
      for (let turn = 0; turn < 3; turn++) {
        rates.node.push((await closedLoop(writers, () => appender(node.client))).perSecond);
        rates.emmett.push((await closedLoop(writers, emmettAppender)).perSecond);
      }
      const [ours, theirs] = [median(rates.node), median(rates.emmett)];
      report(`append beside emmett, ${writers} in flight`, ours / theirs, '×', {
        bar,
        context: { node: ours, emmett: theirs, unit: 'events/s' },
      });
    }
  } finally {
    await emmett.close();
    await node.stop();
  }
}

/** About 450 bytes with the metadata. */
const noise = randomBytes(50_000).toString('hex');
const filler = (n) => ({ index: n, text: noise.slice((n * 7) % 90_000, ((n * 7) % 90_000) + 370) });
const metadata = { correlationId: '00000000-0000-4000-8000-000000000000' };

/** Appends with an exact expected revision to streams of its own, `STREAM` appends each. */
function appender(client, events = 1) {
  let stream;
  let expectedRevision;
  let n = 0;
  return async () => {
    if (n++ % STREAM === 0) [stream, expectedRevision] = [`bench-${randomUUID()}`, NO_STREAM];
    const batch = Array.from({ length: events }, () => jsonEvent({ type: 'Happened', data: filler(n), metadata }));
    ({ nextExpectedRevision: expectedRevision } = await client.appendToStream(stream, batch, { expectedRevision }));
  };
}

/** `lanes` loops side by side for `seconds`, after a fifth of that for warming up: calls a second, and how long each took in ms. */
async function closedLoop(lanes, makeWork) {
  const works = Array.from({ length: lanes }, makeWork);
  const run = async (duration) => {
    const took = [];
    const began = performance.now();
    const until = began + duration * 1_000;
    await Promise.all(
      works.map(async (work) => {
        for (let start = performance.now(); start < until;) {
          await work();
          const end = performance.now();
          took.push(end - start);
          start = end;
        }
      }),
    );
    return { took, elapsed: performance.now() - began };
  };
  await run(seconds / 5);
  const { took, elapsed } = await run(seconds);
  took.sort((a, b) => a - b);
  return { perSecond: (took.length / elapsed) * 1_000, p50: at(took, 0.5), p99: at(took, 0.99) };
}

/** Reads runs of `length` events until `seconds` have passed, the first one for warming up. */
async function runsOf(length, read) {
  const readWhole = async () => {
    const found = await read();
    if (found !== length) throw new Error(`${found} events instead of ${length}`);
  };
  await readWhole();
  const began = performance.now();
  let runs = 0;
  do {
    await readWhole();
    runs++;
  } while (performance.now() - began < seconds * 1_000);
  return { value: (length * runs * 1_000) / (performance.now() - began), runs };
}

/** Adds the cores that each side was busy with, so that a miss says whose it is; `others` ran beside it, `stolen` went to other machines. */
async function attributed({ pid, postgres }, measure) {
  const before = cpu(pid, postgres.pid);
  const began = performance.now();
  const measured = await measure();
  const elapsed = (performance.now() - began) / 1000;
  const after = cpu(pid, postgres.pid);
  const cores = Object.fromEntries(Object.keys(after).map((side) => [side, Number(((after[side] - before[side]) / elapsed).toFixed(2))]));
  return { ...measured, cores };
}

/** CPU seconds so far. Without /proc there is only our own. */
export function cpu(pid, postmaster) {
  const { user, system } = process.cpuUsage();
  const client = (user + system) / 1e6;
  const machine = procFile('', 'stat')?.split(/\s+/).slice(1, 9).map(Number);
  if (!machine) return { client };
  const stat = (process) =>
    procFile(process, 'stat')
      ?.replace(/^.*\) /s, '')
      .split(' ') ?? [];
  // Those of a process and of its children that have ended, in ticks of 10 ms.
  const spent = (fields) => fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
  const backends = readdirSync('/proc').filter((process) => /^\d+$/.test(process) && Number(stat(process)[1]) === postmaster);
  const postgres = [postmaster, ...backends].reduce((sum, process) => sum + spent(stat(process)), 0);
  const node = spent(stat(pid));
  const [inUser, nice, inSystem, , , irq, softIrq, stolen] = machine;
  const others = (inUser + nice + inSystem + irq + softIrq) / 100 - client - node - postgres;
  return { client, node, postgres, others, stolen: stolen / 100 };
}

function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined; // gone, or not Linux
  }
}

export async function withPostgres(use) {
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  await chmod(folder, 0o711); // as root the server runs as another user, who must pass
  const server = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    password: randomBytes(24).toString('base64url'),
    logFile: join(folder, 'postgres.log'),
  });
  const query = async (url, ...statements) => {
    const client = new Client(url);
    await client.connect();
    try {
      let result;
      for (const statement of statements) result = await client.query(statement);
      return result.rows;
    } finally {
      await client.end();
    }
  };
  let databases = 0;
  const createDatabase = async () => {
    const name = `bench_${++databases}`;
    await query(server.url, `create database ${name}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return { name, url: url.href };
  };
  const size = async ({ name }) => Number((await query(server.url, `select pg_database_size('${name}') as bytes`))[0].bytes);
  const end = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  // The server has a process group of its own, and a large log is not to be left behind.
  const interrupted = () => void end().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
  try {
    await use({ pid: server.pid, query, createDatabase, size });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted);
    await end();
  }
}

/** A log as the node would have written it: streams of `STREAM` events and more, their events far apart. */
async function makeLog(postgres, events) {
  const database = await postgres.createDatabase();
  await (await startNode(postgres, database)).stop(); // makes the tables
  const streams = Math.min(100_000, events / STREAM);
  const secondary = `select indexname, indexdef from pg_indexes where schemaname = 'event_node' and tablename = 'events' and indexname <> 'events_pkey'`;
  const indexes = await postgres.query(database.url, secondary);
  await postgres.query(
    database.url,
    ...indexes.map(({ indexname }) => `drop index event_node.${indexname}`),
    `insert into event_node.streams (stream, name) select n, 'stream-' || n from generate_series(1, ${streams}) as n`,
    `insert into event_node.events (position, stream, revision, recorded_at, id, json, type, metadata, data)
     select n, 1 + (n - 1) % ${streams}, (n - 1) / ${streams}, timestamptz '2026-01-01 00:00Z' + n * interval '1 second', md5(n::text)::uuid,
            true, 'Happened', convert_to('{"correlationId":"00000000-0000-4000-8000-000000000000"}', 'UTF8'),
            convert_to('{"index":' || n || ',"text":"' || left(repeat(md5(n::text), 12), 370) || '"}', 'UTF8')
       from generate_series(1::bigint, ${events}) as n`,
    ...indexes.map(({ indexdef }) => indexdef),
    `update event_node.writer set head = ${events}, last_stream = ${streams}, recorded_at = timestamptz '2026-01-01 00:00Z' + ${events} * interval '1 second'`,
    // A log that has been there for a while: autovacuum and a checkpoint have been by.
    'vacuum event_node.events, event_node.streams',
    'checkpoint',
  );
  return { ...database, events, streams };
}

/** The protocol without a log, as a node that is measured in the same way. */
async function startCeiling() {
  const child = fork(join(import.meta.dirname, 'ceiling.mjs'));
  const [{ url }] = await once(child, 'message');
  const client = EventStoreDBClient.connectionString(url);
  return {
    client,
    streams: 1,
    from: () => START,
    async stop() {
      await client.dispose();
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** The node on a log, and a client of it. */
export async function startNode(postgres, log) {
  const began = performance.now();
  const child = fork(main, {
    env: { ...process.env, EVENT_NODE_DATABASE: log.url, EVENT_NODE_PORT: '0', REDRESS_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [{ url }] = await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error('the event node ended before it was ready');
    }),
  ]);
  const readyMs = performance.now() - began;
  const client = EventStoreDBClient.connectionString(url);
  /** Where a run of `RUN` events begins; anywhere in a log that is longer. */
  const from = () => {
    if (log.events <= RUN) return START;
    const position = BigInt(Math.floor(Math.random() * (log.events - RUN)));
    return { commit: position, prepare: position };
  };
  return {
    ...log,
    postgres,
    pid: child.pid,
    address: url,
    client,
    readyMs,
    from,
    async stop() {
      await client.dispose();
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The value below which `share` of the sorted values lie. */
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
const median = (values) =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  );
