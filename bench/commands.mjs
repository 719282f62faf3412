// Commands over HTTP, closed loop: durable, authorised, hashed, encrypted, the views live on the same cores as the load.
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import autocannon from 'autocannon';
import { caughtUp, form, inParallel, startSystem } from './system.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const connections = 64;

export async function commands(report) {
  const system = await startSystem();
  try {
    report('ready', system.readyMs / 1000, 's', { bar: 8, lower: true });
    const token = await system.token('handler');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const load = (url, requests) => autocannon({ url, connections, duration: seconds, headers, requests });
    const receive = async () =>
      (await fetch(`${system.url}/v1/complaints`, { method: 'POST', headers, body: JSON.stringify(form) })).json();
    const behind = async () => {
      const { position } = await receive();
      const began = performance.now();
      await caughtUp(system.url, BigInt(position));
      return performance.now() - began;
    };

    // The same request, refused at the edge: HTTP, token, DTO and a problem document, but no command. What a command can at most reach here.
    const refused = await load(`${system.url}/v1/complaints`, [{ method: 'POST', body: JSON.stringify({ ...form, occurredAt: 'never' }) }]);
    const ceiling = refused.non2xx / refused.duration;
    report('edge alone', ceiling, 'requests/s', { context: latencies(refused) });
    await load(`${system.url}/v1/complaints`, [{ method: 'POST', body: JSON.stringify(form) }]);
    const received = await load(`${system.url}/v1/complaints`, [{ method: 'POST', body: JSON.stringify(form) }]);
    report('received', received['2xx'] / received.duration, 'commands/s', {
      bar: 2000,
      context: { ...latencies(received), ofTheEdge: received['2xx'] / received.duration / ceiling },
    });
    report('received, views behind by', await behind(), 'ms', { context: { errors: received.errors, non2xx: received.non2xx } });

    const ids = [];
    await inParallel(20_000, connections, async () => {
      ids.push((await receive()).complaintId);
    });
    let next = 0;
    const later = await load(system.url, [
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          path: `/v1/complaints/${ids[next++ % ids.length]}/assignment`,
          body: '{"person":"u-2"}',
        }),
      },
    ]);
    report('later command', later['2xx'] / later.duration, 'commands/s', {
      bar: 1500,
      context: { ...latencies(later), errors: later.errors, non2xx: later.non2xx },
    });
    report('later command, views behind by', await behind(), 'ms');

    // What a caller waits, timed from when the request was meant to leave: a queue that builds up is part of it.
    const assign = (n) => ({ path: `/v1/complaints/${ids[n % ids.length]}/assignment`, body: '{"person":"u-3"}' });
    const receiveOne = () => ({ path: '/v1/complaints', body: JSON.stringify(form) });
    for (const { name, bar, request } of [
      { name: 'later command', bar: 20, request: assign },
      { name: 'received', bar: 10, request: receiveOne },
    ]) {
      const { p50, p99, failed } = await openLoop(system.url, headers, { rate: 300, seconds, request });
      report(`${name}, open loop at 300/s, p99`, p99, 'ms', { bar, lower: true, context: { p50ms: p50, failed } });
    }
  } finally {
    await system.stop();
  }
}

/** Sends requests at a fixed rate whatever comes back, and measures each from its intended start, in ms. */
async function openLoop(url, headers, { rate, seconds, request }) {
  const agent = new Agent({ keepAlive: true });
  const total = rate * seconds;
  const waits = [];
  let failed = 0;
  const send = async (n, intended) => {
    const { path, body } = request(n);
    const sent = httpRequest(new URL(path, url), { method: 'POST', headers, agent });
    sent.end(body);
    const [response] = await once(sent, 'response');
    for await (const _ of response);
    if (response.statusCode >= 300) failed += 1;
    waits.push(performance.now() - intended);
  };
  const began = performance.now();
  const underWay = [];
  for (let n = 0; n < total; n++) {
    const intended = began + (n * 1_000) / rate;
    const early = intended - performance.now();
    if (early > 0) await setTimeout(early);
    underWay.push(send(n, intended).catch(() => (failed += 1)));
  }
  await Promise.all(underWay);
  agent.destroy();
  waits.sort((a, b) => a - b);
  const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Infinity;
  return { p50: at(0.5), p99: at(0.99), failed };
}

function latencies({ latency }) {
  return { connections, p50ms: latency.p50, p99ms: latency.p99 };
}
