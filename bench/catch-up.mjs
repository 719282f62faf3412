// How fast a worker's loop folds a log of years into empty tables (stories.mjs; BENCH_COMPLAINTS, 20 000 unless said, of about nine events): all
// views, and each by itself; what reading and verifying alone would take; and emmett's projections of the same events. Node, PostgreSQL (fsync
// on) and loop each in a process of their own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { eventTypes } from '../dist/libs/commands/src/index.js';
import { EventStore, SharedLog } from '../dist/libs/event-store/src/index.js';
import { allViews, startViews } from '../dist/libs/views/src/index.js';
import { cpu, startNode, withPostgres } from './event-node.mjs';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? 20_000);
const seed = process.env.BENCH_SEED ?? '1';
const peers = join(import.meta.dirname, 'peers');
const prefixes = [...new Set(allViews.flatMap((view) => view.prefixes))];

export async function catchUp(report) {
  await withPostgres(async (postgres) => {
    const log = await postgres.createDatabase();
    const made = await generated(log.url);
    report('log made', made.events / made.seconds, 'events/s', { context: { complaints, events: made.events, seed } });
    const node = await startNode(postgres, { ...log, events: made.events });
    try {
      const measure = async (figure, views, bar) => {
        const { url } = await postgres.createDatabase();
        const before = cpu(node.pid, postgres.pid);
        const loop = fork(import.meta.filename, { execArgv: ['--max-semi-space-size=32'] }); // as `redress up` starts a worker
        const exited = once(loop, 'exit');
        loop.send({ node: node.address, database: url, views });
        const [{ seconds, events, early, late, spent }] = await Promise.race([
          once(loop, 'message'),
          exited.then(() => {
            throw new Error(`the loop of ${figure} ended before the log did`);
          }),
        ]);
        const after = cpu(node.pid, postgres.pid);
        loop.disconnect();
        await exited;
        const each = (cpuSeconds) => Number(((cpuSeconds * 1e6) / events).toFixed(1));
        // Microseconds of processor time for an event, wherever they were spent: two cores give two million in a second.
        const microseconds = { loop: each(spent), node: each(after.node - before.node), postgres: each(after.postgres - before.postgres) };
        const context = { events, microseconds, earlyMB: early, lateMB: late };
        report(figure, events / seconds, 'events/s', { bar, context });
        return { rate: events / seconds, early, late };
      };
      const ceiling = await measure('reading and verifying alone', []);
      const all = await measure(
        'all views',
        allViews.map(({ name }) => name),
        10_000,
      );
      report('all views, of reading alone', all.rate / ceiling.rate, '×');
      report('all views, memory at the end beside that after a quarter', all.late / all.early, '×', { bar: 1.5, lower: true });
      const alone = {};
      for (const { name } of allViews) alone[name] = (await measure(`${name} alone`, [name], 20_000)).rate;
      await besideEmmett(report, postgres, log, alone['complaint-list']);
    } finally {
      await node.stop();
    }
  });
}

/** Fills an empty log with what happened in a company over years. @returns how many events that took, in how many seconds */
export async function generated(url) {
  const child = fork(join(import.meta.dirname, 'generate.mjs'), ['--database', url, '--complaints', String(complaints), '--seed', seed], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the log could not be made: ${code}`);
  return JSON.parse(out);
}

/** The work of a list, a document of each complaint kept up with its events, by emmett's consumer and projections on PostgreSQL. */
async function besideEmmett(report, postgres, log, ours) {
  if (!existsSync(join(peers, 'node_modules'))) {
    process.stderr.write('catch-up: emmett is not installed, so nothing is compared; npm install --prefix bench/peers\n');
    return;
  }
  const load = (name) => import(pathToFileURL(createRequire(join(peers, 'package.json')).resolve(name)).href);
  const { getPostgreSQLEventStore, pongoSingleStreamProjection } = await load('@event-driven-io/emmett-postgresql');
  // The oldest complaints of the log: as many as emmett appends in reasonable time.
  const events = await postgres.query(
    log.url,
    `select s.name, e.type, convert_from(e.data, 'UTF8') as data, convert_from(e.metadata, 'UTF8') as metadata
     from event_node.events e join event_node.streams s using (stream)
     where s.name like 'complaint-%' and e.stream in (select stream from event_node.events where revision = 0 order by position limit 2000)
     order by e.stream, e.revision`,
  );
  const { url } = await postgres.createDatabase();
  const emmett = getPostgreSQLEventStore(url);
  try {
    await emmett.schema.migrate();
    const streams = Map.groupBy?.(events, ({ name }) => name) ?? grouped(events);
    for (const [name, ofStream] of streams)
      await emmett.appendToStream(
        name,
        ofStream.map(({ type, data, metadata }) => ({ type, data: JSON.parse(data), metadata: JSON.parse(metadata) })),
      );
    const projection = pongoSingleStreamProjection({
      collectionName: 'complaints',
      canHandle: [...new Set(events.map(({ type }) => type))],
      getDocumentId: ({ metadata: { streamName } }) => streamName,
      evolve: (document, { type, data, metadata }) => {
        const { channel, cause, product, unit } = data;
        const form = type === 'Received' ? { channel, cause, product, unit } : {};
        const status = type === 'Closed' ? 'closed' : type === 'Reopened' ? 'open' : (document?.status ?? 'open');
        return { ...document, ...form, status, revision: (document?.revision ?? -1) + 1, lastEventAt: metadata.occurredAt };
      },
    });
    const consumer = emmett.consumer({ stopWhen: { noMessagesLeft: true }, pulling: { batchSize: 1_000 } });
    consumer.projector({ processorId: 'complaints', projection });
    const began = performance.now();
    await consumer.start();
    const theirs = events.length / ((performance.now() - began) / 1000);
    const [{ n }] = await postgres.query(url, 'select count(*)::int as n from complaints');
    if (n !== streams.size) throw new Error(`emmett made ${n} documents of ${streams.size} streams`);
    report('complaint-list beside a document per complaint of emmett', ours / theirs, '×', {
      bar: 3,
      context: { ours, emmett: theirs, unit: 'events/s', events: events.length },
    });
  } finally {
    await emmett.close();
  }
}

function grouped(events) {
  const streams = new Map();
  for (const event of events) streams.set(event.name, [...(streams.get(event.name) ?? []), event]);
  return streams;
}

/** In a process of its own: folds, or only reads, the log up to where it ends, and says how long that took. */
async function loop({ node, database, views: names }) {
  const store = new EventStore({ connectionString: node, types: eventTypes });
  const head = await store.lastPosition();
  const log = new SharedLog(store, prefixes);
  const views = allViews.filter(({ name }) => names.includes(name));
  const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);
  let [events, early] = [0, 0];
  log.hear(({ position }) => {
    events++;
    if (early === 0 && position > head / 4n) early = megabytes();
  });
  const before = process.cpuUsage();
  const began = performance.now();
  if (views.length === 0) {
    const reading = new AbortController();
    for await (const item of log.all({ after: null, prefixes, signal: reading.signal }))
      if (('event' in item ? item.event.position : item.checkpoint) >= head) break;
    reading.abort();
  } else {
    const logger = {
      info: () => undefined,
      warn: (_, text) => process.stderr.write(`${text}\n`),
      error: (_, text) => process.stderr.write(`${text}\n`),
    };
    const running = await startViews({ databaseUrl: database, log, views, logger });
    const client = new Client(database);
    await client.connect();
    for (;;) {
      const { rows } = await client.query('select position, state from views.checkpoint where position is not null');
      if (rows.some(({ state }) => state === 'stopped')) throw new Error('a view stopped');
      if (rows.length === views.length && rows.every(({ position }) => BigInt(position) >= head)) break;
      await setTimeout(20);
    }
    await client.end();
    await running.stop();
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  // All that the log has passed the loop, also what a view does not want.
  process.send({ seconds, events: Number(head), handed: events, early, late: megabytes(), spent: (user + system) / 1e6 });
  await store.close();
}

if (process.argv[1] === import.meta.filename && process.send) {
  process.once('message', (asked) => void loop(asked).catch((error) => process.stderr.write(`${error.stack}\n`, () => process.exit(1))));
  process.once('disconnect', () => process.exit());
}
