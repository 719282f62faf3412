// Clocks: what is due found in an index of a million that run, and fired by the worker through the ordinary commands; the same with ten thousand in it, for
// its memory. And a downtime: the worker is held up while clocks come to be due, and other commands are timed before and while it catches up.
// The running clocks are rows of the view, made by SQL as the worker would have left them; those that fire are promises of real complaints.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { ensureLocalKeys } from '../dist/libs/platform/src/index.js';
import { clockIndex, deadlines } from '../dist/libs/views/src/index.js';
import { inParallel, startSystem } from './system.mjs';

const running = Number(process.env.BENCH_CLOCKS ?? 1_000_000);
const few = Math.min(running, 10_000);
const firing = Number(process.env.BENCH_FIRING ?? 4_000);
const missed = Number(process.env.BENCH_MISSED ?? 10_000);
const questions = Number(process.env.BENCH_PAGES ?? 500);
const promisesEach = 4;
const otherRate = 25;
const table = `deadlines_v${deadlines.version}.deadline`;

export async function clocks(report) {
  await withSystem(async (bench) => {
    const memory = [];
    const rates = [];
    for (const [from, to] of [
      [0, few],
      [few, running],
    ]) {
      await fill(bench, from, to);
      rates.push((await catchUp(bench, firing)).rate);
      memory.push(await residentMb(bench));
    }
    const index = clockIndex(bench.dataSource);
    const times = [];
    for (let n = 0; n < questions; n += 1) {
      // At instants of the year over which they are due: of few, and of nearly all.
      const now = new Date(Date.now() + 86_400_000 * (2 + (363 * n) / questions));
      times.push(await took(() => index.find({ now, limit: 200 })));
    }
    const context = { running, fewer: few, firing, questions, p50ms: percentile(times, 0.5) };
    report('due ones found, p99', percentile(times, 0.99), 'ms', { bar: 20, lower: true, context });
    report('fired through the commands', rates.at(-1), 'clocks/s', { bar: 400, context: { ...context, withFew: rates[0] } });
    report('memory of the worker, against few', memory.at(-1) / memory[0], 'x', {
      bar: 1.2,
      lower: true,
      context: { mb: memory.at(-1), mbWithFew: memory[0] },
    });
  });
}

export async function downtime(report) {
  await withSystem(async (bench) => {
    const { seconds, before, meanwhile, events } = await catchUp(bench, missed, true);
    const [p99Before, p99] = [percentile(before, 0.99), percentile(meanwhile, 0.99)];
    report('missed clocks fired after a downtime', seconds, 's', { bar: 60, lower: true, context: { missed, ...events } });
    report('misses on record for each clock', events.misses / missed, 'x', { bar: 1, lower: true, context: { missed, ...events } });
    report('other commands meanwhile, p99 against before', p99 / p99Before, 'x', {
      bar: 2,
      lower: true,
      context: { otherRate, p99BeforeMs: p99Before, p99Ms: p99, commands: meanwhile.length },
    });
  });
}

async function withSystem(work) {
  const system = await startSystem();
  try {
    const { parts } = JSON.parse(await readFile(join(system.data, 'run.json'), 'utf8'));
    const { databasePassword } = await ensureLocalKeys(system.data);
    const { port } = parts.find(({ name }) => name === 'PostgreSQL');
    const worker = parts.find(({ name }) => name === 'worker').pid;
    const url = `postgres://redress:${databasePassword}@127.0.0.1:${port}/redress`;
    const dataSource = await new DataSource({ type: 'postgres', url }).initialize();
    try {
      const headers = { authorization: `Bearer ${await system.token('handler')}`, 'content-type': 'application/json' };
      const post = async (path, body) => {
        const response = await fetch(`${system.url}/v1/complaints${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
        const answer = await response.json();
        if (!response.ok) throw new Error(JSON.stringify(answer));
        return answer;
      };
      await work({ worker, dataSource, post });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await system.stop();
  }
}

/** Clocks that come to be due while the worker is held up; then how long it takes until all are on record as missed. */
async function catchUp({ worker, dataSource, post }, count, isTimed = false) {
  const cases = [];
  await inParallel(Math.ceil(count / promisesEach), 16, async () => {
    const form = { channel: 'phone', cause: 'late-delivery', product: 'parcel', unit: 'beijing', account: 'It came late.' };
    cases.push((await post('', form)).complaintId);
  });
  await settled(dataSource);
  process.kill(worker, 'SIGSTOP');
  try {
    // Long enough for all of them to be made before the first is due.
    const due = Date.now() + 20_000 + count * 20;
    await inParallel(count, 16, (n) =>
      post(`/${cases[Math.floor(n / promisesEach)]}/promises`, { promise: 'A call.', due: new Date(due).toISOString(), channel: 'phone' }),
    );
    const before = isTimed ? await notes(post, cases, (elapsed) => elapsed > 15_000) : [];
    await setTimeout(Math.max(0, due + 1_000 - Date.now()));
    let isOver = false;
    const began = performance.now();
    process.kill(worker, 'SIGCONT');
    const meanwhile = isTimed ? notes(post, cases, () => isOver) : [];
    let first;
    for (;;) {
      const [{ done }] = await dataSource.query(
        `SELECT count(*)::int AS done FROM ${table} WHERE status = 'missed' AND complaint_id = ANY($1::uuid[])`,
        [cases],
      );
      // From when some are there: before that the worker finds back to the log.
      if (done > 0) first ??= { done, at: performance.now() };
      if (done >= count) break;
      await setTimeout(20);
    }
    const rate = (count - first.done) / ((performance.now() - first.at) / 1_000 || 1);
    const seconds = (performance.now() - began) / 1_000;
    isOver = true;
    const times = await meanwhile;
    await settled(dataSource);
    const [events] = await dataSource.query(
      `SELECT count(*)::int AS misses, count(DISTINCT (complaint_id, event->'data'->>'clock'))::int AS clocks
       FROM complaint_detail_v2.event WHERE event->>'type' = 'DeadlineMissed' AND complaint_id = ANY($1::uuid[])`,
      [cases],
    );
    return { seconds, rate, before, meanwhile: times, events };
  } finally {
    process.kill(worker, 'SIGCONT');
  }
}

/** Until views and automations have come to rest. */
async function settled(dataSource) {
  for (let last; ;) {
    const [{ at }] = await dataSource.query(
      `SELECT (SELECT max(position) FROM views.checkpoint)::text || ' ' || (SELECT min(position) FROM automations.checkpoint)::text AS at`,
    );
    if (at === last) return;
    last = at;
    await setTimeout(6_000);
  }
}

/** Other commands, open loop: timed from when each was meant to leave. */
async function notes(post, cases, isOver) {
  const times = [];
  const underWay = [];
  const began = performance.now();
  for (let n = 0; !isOver(performance.now() - began); n += 1) {
    const intended = began + (n * 1_000) / otherRate;
    const early = intended - performance.now();
    if (early > 0) await setTimeout(early);
    underWay.push(
      post(`/${cases[(n * 7) % cases.length]}/notes`, { text: 'She called again.' }).then(() => times.push(performance.now() - intended)),
    );
  }
  await Promise.all(underWay);
  return times;
}

/** Clocks that are due over a year, from the day after tomorrow on; of complaints that are nobody's. */
async function fill({ dataSource }, from, to) {
  await dataSource.query(
    `INSERT INTO ${table} (complaint_id, clock, rule, pack, pack_version, calendar, calendar_version, moment, length, source, statutory, responsible,
       provisional, status, "from", due, next_at, warnings, warned, extensions, paused_ms, product, unit, assignee, set_id, set_revision, set_position,
       correlation_id)
     SELECT md5(i::text)::uuid, 'final-reply', 'final-reply', 'default', 1, 'cn', 1, 'received', '{"amount": 15, "unit": "calendar-days"}', 'bench', false,
       'handler', false, 'running', due - interval '15 days', due, due + interval '1 millisecond', '[]', 90, 0, 0, 'parcel', 'unit-' || i % 40, 'u-' || i % 2000,
       md5('set' || i)::uuid, 1, i, 'bench'
     FROM generate_series($1::int + 1, $2::int) AS i
     CROSS JOIN LATERAL (SELECT date_trunc('second', now()) + interval '2 days' + make_interval(secs => abs(hashint8(i) % 31536000)) AS due) AS made`,
    [from, to],
  );
  await dataSource.query(`ANALYZE ${table}`);
}

async function residentMb({ worker }) {
  const status = await readFile(`/proc/${worker}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1_024;
}

async function took(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function percentile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toPrecision(3));
}
