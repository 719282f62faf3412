// From a complaint's receipt to its automatic acknowledgement in the read model, open loop: timed from when the request was meant to leave, and from its
// answer. Views and all automations are live on the same cores as the load; one complaint in ten is from somebody who complained before.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { ensureLocalKeys } from '../dist/libs/platform/src/index.js';
import { complaintList } from '../dist/libs/views/src/index.js';
import { startSystem } from './system.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const rate = Number(process.env.BENCH_RATE ?? 200);
const warmUp = 5;
const everyMs = 15;

const form = (n) => ({
  channel: 'web',
  cause: 'late-delivery',
  product: 'parcel',
  unit: 'beijing',
  demands: 'My money back.',
  account: 'The parcel came three weeks late and the box was open. Nobody answered the phone. '.repeat(3),
  complainant: { name: 'Li Hua', customerNumber: `c-${n % 10 === 0 && n > 0 ? n - 10 : n}` },
  language: n % 2 === 0 ? 'zh-CN' : 'en',
});

export async function acknowledgement(report) {
  const system = await startSystem();
  const { parts } = JSON.parse(await readFile(join(system.data, 'run.json'), 'utf8'));
  const { databasePassword } = await ensureLocalKeys(system.data);
  const { port } = parts.find(({ name }) => name === 'PostgreSQL');
  const url = `postgres://redress:${databasePassword}@127.0.0.1:${port}/redress`;
  const dataSource = await new DataSource({ type: 'postgres', url }).initialize();
  try {
    const headers = { authorization: `Bearer ${await system.token('handler')}`, 'content-type': 'application/json' };
    const outstanding = new Map();
    const fromStart = [];
    const fromAnswer = [];
    let failed = 0;
    const send = async (n, intended) => {
      const response = await fetch(`${system.url}/v1/complaints`, { method: 'POST', headers, body: JSON.stringify(form(n)) });
      const { complaintId } = await response.json();
      if (response.status !== 201) failed += 1;
      else outstanding.set(complaintId, { n, intended, answered: performance.now() });
    };
    const table = `${complaintList.name.replaceAll('-', '_')}_v${complaintList.version}.open`;
    let isOver = false;
    const look = async () => {
      while (!isOver || outstanding.size > 0) {
        const ids = [...outstanding.keys()];
        const rows = await dataSource.query(`SELECT complaint_id FROM ${table} WHERE complaint_id = ANY($1::uuid[]) AND acknowledged`, [
          ids,
        ]);
        const now = performance.now();
        for (const { complaint_id: id } of rows) {
          const { n, intended, answered } = outstanding.get(id);
          outstanding.delete(id);
          if (n < warmUp * rate) continue;
          fromStart.push(now - intended);
          fromAnswer.push(now - answered);
        }
        if (isOver && now > end + 30_000) break;
        await setTimeout(everyMs);
      }
    };
    const looking = look();
    const began = performance.now();
    let end = Infinity;
    const underWay = [];
    for (let n = 0; n < rate * (seconds + warmUp); n++) {
      const intended = began + (n * 1_000) / rate;
      const early = intended - performance.now();
      if (early > 0) await setTimeout(early);
      underWay.push(send(n, intended).catch(() => (failed += 1)));
    }
    await Promise.all(underWay);
    end = performance.now();
    isOver = true;
    await looking;
    const context = { rate, seconds, complaints: fromStart.length, failed, notAcknowledged: outstanding.size };
    for (const { what, waits } of [
      { what: 'from the intended start', waits: fromStart },
      { what: 'from the answer', waits: fromAnswer },
    ]) {
      waits.sort((a, b) => a - b);
      const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Infinity;
      report(`visible ${what}, p99`, at(0.99), 'ms', { bar: 300, lower: true, context: { ...context, p50ms: at(0.5), p999ms: at(0.999) } });
    }
  } finally {
    await dataSource.destroy();
    await system.stop();
  }
}
