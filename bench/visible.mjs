// From a command to what is seen of it, on a whole installation: notes and contacts over HTTP at a fixed rate whatever comes back (BENCH_RATE, 500/s)
// for BENCH_SECONDS. Visible is what is behind the checkpoint of every view, by asking PostgreSQL each few milliseconds.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { withPostgres } from './event-node.mjs';
import { inParallel, startSystem } from './system.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const rate = Number(process.env.BENCH_RATE ?? 500);
const cases = Number(process.env.BENCH_CASES ?? 2_000);

export async function visible(report) {
  await withPostgres(async (postgres) => {
    // In a PostgreSQL of our own, so that we may ask it.
    const [app, log] = [await postgres.createDatabase(), await postgres.createDatabase()];
    Object.assign(process.env, { REDRESS_DATABASE: app.url, EVENT_NODE_DATABASE: log.url });
    await measured(report, app.url);
  });
}

async function measured(report, database) {
  const system = await startSystem();
  const agent = new Agent({ keepAlive: true });
  try {
    const headers = { authorization: `Bearer ${await system.token('handler')}`, 'content-type': 'application/json' };
    const post = async (path, body) => {
      const sent = request(new URL(path, system.url), { method: 'POST', headers, agent });
      sent.end(JSON.stringify(body));
      const [response] = await once(sent, 'response');
      let text = '';
      for await (const chunk of response) text += chunk;
      if (response.statusCode >= 300) throw new Error(`${response.statusCode} ${text}`);
      return JSON.parse(text);
    };
    const ids = [];
    const form = {
      channel: 'web',
      cause: 'late-delivery',
      account: 'It came late.',
      demands: 'My money.',
      complainant: { name: 'Li Hua' },
    };
    await inParallel(cases, 32, async () => ids.push((await post('/v1/complaints', form)).complaintId));

    const watch = await watcher(database);
    const commands = [
      (id) => [`/v1/complaints/${id}/notes`, { text: 'Called the depot; they call back tomorrow.' }],
      (id) => [
        `/v1/complaints/${id}/contacts`,
        { channel: 'phone', direction: 'outbound', reached: true, summary: 'Told them how far it is.' },
      ],
    ];
    await run(rate / 5, 5); // warms up
    const { answered, sinceMeant, sinceAppended, failed } = await run(rate, seconds);
    const context = { rate, seconds, commands: answered.length, failed };
    report('command answered, p99', at(answered, 0.99), 'ms', { context: { ...context, p50: at(answered, 0.5) } });
    const figure = (name, waits, bar) =>
      report(name, at(waits, 0.99), 'ms', { bar, lower: true, context: { ...context, p50: at(waits, 0.5), p95: at(waits, 0.95) } });
    figure('from append to visible in all views, p99', sinceAppended, 100);
    figure('from the intended start to visible in all views, p99', sinceMeant, null);
    await watch.end();

    async function run(perSecond, length) {
      const [answered, sinceMeant, sinceAppended] = [[], [], []];
      let failed = 0;
      const send = async (n, meant) => {
        const [path, body] = commands[n % commands.length](ids[n % ids.length]);
        const { position } = await post(path, body);
        const appended = performance.now();
        answered.push(appended - meant);
        const seen = await watch.until(BigInt(position));
        // What was seen before the answer came was visible at once.
        sinceAppended.push(Math.max(0, seen - appended));
        sinceMeant.push(Math.max(seen, appended) - meant);
      };
      const began = performance.now();
      const underWay = [];
      for (let n = 0; n < perSecond * length; n++) {
        const meant = began + (n * 1_000) / perSecond;
        const early = meant - performance.now();
        if (early > 0) await setTimeout(early);
        underWay.push(send(n, meant).catch(() => (failed += 1)));
      }
      await Promise.race([Promise.all(underWay), setTimeout(60_000, undefined, { ref: false })]);
      for (const waits of [answered, sinceMeant, sinceAppended]) waits.sort((a, b) => a - b);
      return { answered, sinceMeant, sinceAppended, failed };
    }
  } finally {
    agent.destroy();
    await system.stop();
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;

/** Says when every view has come to a position. */
async function watcher(url) {
  const client = new Client(url);
  await client.connect();
  const waiting = new Set();
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await setTimeout(3)) {
      if (waiting.size === 0) continue;
      const { rows } = await client.query('select min(coalesce(position, 0)) as at from views.checkpoint');
      const [now, reached] = [performance.now(), BigInt(rows[0].at)];
      for (const one of waiting) if (one.position <= reached && waiting.delete(one)) one.resolve(now);
    }
  })();
  return {
    until: (position) => new Promise((resolve) => waiting.add({ position, resolve })),
    async end() {
      isOver = true;
      await watching;
      await client.end();
    },
  };
}
