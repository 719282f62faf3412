// Live streams: how much memory an API takes for each, and how soon all are told. BENCH_STREAMS (2 000; 10 000 is what the design asks for: ulimit -n
// must allow it twice) headlines' listeners and as many histories of one complaint, on the same cores as the server.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inParallel, startSystem } from './system.mjs';

const count = Number(process.env.BENCH_STREAMS ?? 2_000);
const rounds = 10;

export async function live(report) {
  Object.assign(process.env, { REDRESS_LIVE_STREAMS: String(count * 2 + 10), REDRESS_LIVE_STREAMS_EACH: String(count * 2) });
  const system = await startSystem();
  try {
    const token = await system.token('handler');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = async (path, body) =>
      (await fetch(`${system.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    const form = { channel: 'web', cause: 'late-delivery', account: 'It came late.', complainant: { name: 'Li Hua' } };
    const { complaintId, position } = await post('/v1/complaints', form);
    const rss = await memoryOf(system);
    const kinds = [
      { what: 'headlines', path: '/v1/reports/headlines', happens: () => post('/v1/complaints', form) },
      {
        what: 'a history',
        path: `/v1/complaints/${complaintId}/history`,
        happens: (n) => post(`/v1/complaints/${complaintId}/notes`, { text: `Called the depot, ${n}.` }),
      },
    ];
    for (const { what, path, happens } of kinds) {
      await setTimeout(1_000);
      const before = await rss();
      const listeners = [];
      const began = performance.now();
      await inParallel(count, 64, async () => listeners.push(await listen(system.url, path, await mint(system.data), position)));
      const openedMs = performance.now() - began;
      await setTimeout(2_000);
      const grown = (await rss()) - before;
      report(`${what}: memory of the API`, grown / 1e6, 'MB', {
        bar: (250 * count) / 10_000,
        lower: true,
        context: { streams: count, kilobytesEach: grown / 1e3 / count, openedPerSecond: (count / openedMs) * 1_000 },
      });
      const [sinceSent, spread] = [[], []];
      for (let n = 0; n < rounds; n += 1) {
        const heard = listeners.map((one) => one.heard);
        const sent = performance.now();
        await happens(n);
        const answered = performance.now();
        const times = await Promise.all(listeners.map((one, i) => one.after(heard[i])));
        const last = Math.max(...times);
        sinceSent.push(last - sent);
        spread.push(last - Math.min(...times));
        await setTimeout(Math.max(0, 1_200 - (performance.now() - answered)));
      }
      [sinceSent, spread].forEach((list) => list.sort((a, b) => a - b));
      const median = (list) => list[Math.floor(list.length / 2)];
      report(`${what}: from the first who heard to the last`, median(spread), 'ms', {
        bar: 300,
        lower: true,
        context: { streams: count, rounds, worst: spread.at(-1), fromCommandToLast: median(sinceSent) },
      });
      listeners.forEach((one) => one.leave());
      await setTimeout(1_000);
    }
  } finally {
    await system.stop();
  }
}

/** A stream as raw as it can be: 10 000 clients of a library would be what is measured. */
function listen(url, path, token, lastEventId) {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let isBegun = false;
    let waiting;
    const one = {
      heard: 0,
      after: (heard) => (one.heard > heard ? Promise.resolve(one.at) : new Promise((told) => (waiting = told))),
      leave: () => socket.destroy(),
    };
    socket.on('error', reject);
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      if (!isBegun && !text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 200)));
      isBegun = true;
      const messages = text.split('\nid: ').length - 1;
      if (messages > 0) {
        one.heard += messages;
        one.at = performance.now();
        waiting?.(one.at);
        waiting = undefined;
      }
      if (text.includes('retry:') || messages > 0) resolve(one);
    });
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\nLast-Event-ID: ${lastEventId}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
  });
}

let key;
/** A token of somebody else for each: as it would be. */
async function mint(data) {
  key ??= JSON.parse(await readFile(join(data, 'secrets', 'signing-key.json'), 'utf8'));
  const jwk = Array.isArray(key.keys) ? key.keys[0] : key;
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    roles: ['handler'],
    sub: randomUUID(),
    iss: 'redress-local',
    aud: 'redress',
    iat: now,
    exp: now + 3_600,
    jti: randomUUID(),
  };
  const signed = `${encoded({ alg: 'EdDSA', kid: jwk.kid, typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), createPrivateKey({ key: jwk, format: 'jwk' })).toString('base64url')}`;
}

async function memoryOf(system) {
  const operator = await system.token('operator');
  return async () => {
    const text = await (await fetch(`${system.url}/metrics`, { headers: { authorization: `Bearer ${operator}` } })).text();
    return Number(/^redress_memory_bytes (\S+)$/m.exec(text)[1]);
  };
}
