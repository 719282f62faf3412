// Many commands in one request against one request each, closed loop on the same cores: NDJSON over a single connection, and 64 connections.
import { once } from 'node:events';
import { request } from 'node:http';
import autocannon from 'autocannon';
import { form, startSystem } from './system.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const linesInOne = 5_000;

export async function bulk(report) {
  const system = await startSystem();
  try {
    const authorization = `Bearer ${await system.token('handler')}`;
    const single = (duration) =>
      autocannon({
        url: `${system.url}/v1/complaints`,
        connections: 64,
        duration,
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(form),
      });
    await send(1_000); // warms up
    await single(2);
    const [count, ms] = await timed(send);
    const alone = await single(seconds);
    const perSecond = (count / ms) * 1_000;
    const each = alone['2xx'] / alone.duration;
    report('received in bulk, one connection', perSecond, 'commands/s', {
      bar: 2_000,
      context: { linesInARequest: linesInOne, commands: count, againstSingle: perSecond / each },
    });
    report('received one by one, 64 connections', each, 'commands/s', { context: { p99ms: alone.latency.p99, non2xx: alone.non2xx } });

    async function timed(work) {
      const began = performance.now();
      let done = 0;
      while (performance.now() - began < seconds * 1_000) done += await work(linesInOne);
      return [done, performance.now() - began];
    }

    /** Writes as fast as it is read, and reads as fast as it is answered. */
    async function send(count) {
      const sent = request(`${system.url}/v1/commands`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/x-ndjson' },
      });
      const line = `${JSON.stringify({ command: 'receive', body: form })}\n`;
      const writing = (async () => {
        for (let n = 0; n < count; n += 1) if (!sent.write(line)) await once(sent, 'drain');
        sent.end();
      })();
      const [response] = await once(sent, 'response');
      let [answered, refused] = [0, 0];
      response.setEncoding('utf8');
      let pending = '';
      for await (const chunk of response) {
        const lines = (pending + chunk).split('\n');
        pending = lines.pop();
        const received = lines.filter((one) => JSON.parse(one).status === 201).length;
        answered += received;
        refused += lines.length - received;
      }
      await writing;
      if (answered !== count) throw new Error(`${answered} of ${count} were received, ${refused} refused`);
      return answered;
    }
  } finally {
    await system.stop();
  }
}
