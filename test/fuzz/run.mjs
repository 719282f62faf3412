// `npm run fuzz -- --requests N [--seed S] [--only K]`: requests from the OpenAPI document, valid and hostile, against a running
// installation; every answer is held against the contract (docs/adr/0047). Ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSystem } from '../../bench/system.mjs';
import { Checker, mostMs } from './check.mjs';
import { bytesOf, Generator, Memory, mutate } from './generate.mjs';
import { randomOf } from './random.mjs';
import { curlOf, send } from './send.mjs';
import { canaries, personalDataReaders, seed as seedCases } from './seed.mjs';

const root = join(import.meta.dirname, '../..');
const usage = `Usage: npm run fuzz -- --requests N [--seed S] [--only K] [--json]
  --requests N   how many requests (2000 if left out)
  --seed S       the same seed asks the same (1 if left out)
  --only K       what came before request K is sent again, then K alone is judged and told
  --url U --data D   a running installation of yours, with its data folder: what is in it will not be worth keeping (a fresh one if left out)
  --json         a JSON line for each failure, one at the end
Examples:
  npm run fuzz -- --requests 20000
  npm run fuzz -- --seed 7 --only 1312`;

const { values } = options();
const seed = wholeNumber('seed', values.seed ?? '1');
const only = values.only === undefined ? undefined : wholeNumber('only', values.only);
const requests = only ?? wholeNumber('requests', values.requests ?? '2000');
/** So many are under way at once; what they tell is learnt in their order. */
const width = 16;
/** More than these say the same. */
const mostTold = 25;

process.exitCode = await run();

function options() {
  try {
    const parsed = parseArgs({
      options: {
        requests: { type: 'string' },
        seed: { type: 'string' },
        only: { type: 'string' },
        json: { type: 'boolean' },
        url: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (parsed.values.help) leave(0, usage);
    return parsed;
  } catch (error) {
    return leave(2, `${error.message}\n${usage}`);
  }
}

function wholeNumber(name, text) {
  return /^\d{1,9}$/.test(text) ? Number(text) : leave(2, `--${name}: give a whole number from 0`);
}

/** @returns {never} */
function leave(status, text) {
  (status === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exit(status);
}

async function run() {
  const system = values.url && values.data ? { url: values.url, data: values.data, stop: () => undefined } : await startSystem();
  try {
    const document = await (await fetch(`${system.url}/openapi.json`)).json();
    const callers = await seedCases(system);
    const memory = new Memory();
    for (const told of callers.told) memory.learn(told);
    const secrets = canaries.map(({ word, where, unit }) => ({
      word,
      where,
      readers: ({ caller }) =>
        caller.roles.some((role) => personalDataReaders.includes(role)) && (caller.unit === undefined || caller.unit === unit),
    }));
    const checker = new Checker(document, await problemCodes(), secrets);
    const generator = new Generator(document, memory);
    const failures = new Map();
    const statuses = {};
    const touched = new Set();
    let failed = 0;
    const began = performance.now();
    for (let first = 1; first <= requests; first += width) {
      const batch = Array.from({ length: Math.min(width, requests - first + 1) }, (_, n) => made(generator, callers.people, first + n));
      const answers = await Promise.all(batch.map((request) => answered(request, system.url)));
      for (const [n, request] of batch.entries()) {
        const number = first + n;
        const answer = answers[n];
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (answer.status < 300) touched.add(request.operation.operationId);
        learn(memory, answer);
        if (only !== undefined && number !== only) continue;
        const faults = answer.error ? [answer.error] : checker.faultsOf(request, answer);
        if (only !== undefined)
          process.stdout.write(`${curlOf(request, system.url)}\n-> ${answer.status} ${answer.body.toString('utf8').slice(0, 2_000)}\n`);
        if (faults.length === 0) continue;
        failed += 1;
        const kind = `${request.wire ?? request.operation.operationId}: ${faults[0].replaceAll(/\d+/g, '#').slice(0, 80)}`;
        if (!failures.has(kind) && failures.size < mostTold) {
          failures.set(kind, number);
          await tell(number, request, answer, faults, checker, system.url);
        }
      }
      if (process.stderr.isTTY) process.stderr.write(`\r${Math.min(requests, first + width - 1)} of ${requests}, ${failed} failed `);
      // A server that died says nothing any more: the rest would say the same.
      if (answers.every(({ error }) => error !== undefined)) break;
    }
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    const seconds = (performance.now() - began) / 1_000;
    if (only === undefined) failed += await afterwards(system, callers.people[0]);
    const passed = requests - Math.min(failed, requests);
    const context = { seed, operations: generator.operations.length, succeeded: touched.size, statuses, seconds: Math.round(seconds) };
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ passed, failed, ...context })}\n`
        : `${JSON.stringify(context)}\n${passed} passed, ${failed} failed\n`,
    );
    return failed === 0 ? 0 : 1;
  } finally {
    await system.stop();
  }
}

/** Request K of the seed. */
function made(generator, people, number) {
  const random = randomOf(seed, number);
  const request = generator.valid(random, random.pick(generator.operations), people);
  for (let n = random.chance(0.35) ? 0 : 1 + (random.chance(0.25) ? 1 : 0); n > 0; n -= 1) mutate(random, request);
  return request;
}

async function answered(request, url) {
  try {
    return await send(request, url, mostMs);
  } catch (error) {
    // A body that is refused while it is still being sent may meet a closed connection: no answer, and no fault.
    if (/EPIPE|ECONNRESET/.test(error.code ?? '') && bytesOf(request).length > 16_000) {
      return { status: 0, headers: {}, body: Buffer.alloc(0), ms: 0, isCut: true };
    }
    return { status: 0, headers: {}, body: Buffer.alloc(0), ms: 0, isCut: true, error: `no answer: ${error.message}` };
  }
}

function learn(memory, { status, headers, body }) {
  if (status >= 300 || body.length > 100_000 || !(headers['content-type'] ?? '').startsWith('application/json')) return;
  memory.learn(JSON.parse(body.toString('utf8')));
}

/** A failure, with the smallest request found that fails alike. */
async function tell(number, request, answer, faults, checker, url) {
  const again = `npm run fuzz -- --seed ${seed} --only ${number}`;
  const smallest = await shrunk(request, faults[0], checker, url);
  const told = {
    request: number,
    operation: request.operation.operationId,
    faults,
    mutations: request.mutations,
    caller: request.caller.name,
    status: answer.status,
    again,
    curl: curlOf(smallest, url),
    answer: answer.body.toString('utf8').slice(0, 1_000),
  };
  if (values.json) process.stdout.write(`${JSON.stringify(told)}\n`);
  else
    process.stdout.write(
      `FAILED ${number} ${told.operation} (${told.mutations.join('; ')}; ${told.caller})\n  ${faults.join('\n  ')}\n  again: ${again}\n${told.curl}\n-> ${answer.status} ${told.answer}\n\n`,
    );
}

/** Leaves out what the fault does not need: headers, query, fields of the body. */
async function shrunk(request, fault, checker, url) {
  const kind = (text) => text.replaceAll(/\d+/g, '#').slice(0, 40);
  const stillFails = async (candidate) => {
    const answer = await answered(candidate, url);
    const faults = answer.error ? [answer.error] : checker.faultsOf(candidate, answer);
    return faults.some((one) => kind(one) === kind(fault));
  };
  let smallest = request;
  if (/no answer/.test(fault)) return smallest;
  const without = (object, key) => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value);
  for (const name of Object.keys(request.headers)) {
    const candidate = { ...smallest, headers: without(smallest.headers, name) };
    if (await stillFails(candidate)) smallest = candidate;
  }
  for (let index = request.query.length - 1; index >= 0; index -= 1) {
    const candidate = { ...smallest, query: smallest.query.toSpliced(index, 1) };
    if (await stillFails(candidate)) smallest = candidate;
  }
  for (const key of isObject(request.body) ? Object.keys(request.body) : []) {
    const candidate = { ...smallest, body: without(smallest.body, key) };
    if (await stillFails(candidate)) smallest = candidate;
  }
  return smallest;
}

/** Whether the server is as it was, its log holds, its views are the log's, and nothing unexpected was logged; how much of that failed. */
async function afterwards(system, caller) {
  const checks = [
    { name: 'the server answers', check: () => alive(system.url, caller) },
    { name: 'its log has no unexpected error', check: () => quiet(system.data) },
    { name: 'views equal the log', check: () => cli(system, 'rebuild', '--check') },
    { name: 'the log verifies', check: () => cli(system, 'verify') },
  ];
  let failed = 0;
  for (const { name, check } of checks) {
    const fault = await check();
    if (fault === undefined) continue;
    failed += 1;
    process.stdout.write(values.json ? `${JSON.stringify({ check: name, faults: [fault] })}\n` : `FAILED afterwards: ${name}: ${fault}\n`);
  }
  return failed;
}

async function alive(url, { token }) {
  const live = await fetch(`${url}/health/live`);
  const list = await fetch(`${url}/v1/complaints?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  const polluted = Object.keys(await live.clone().json()).join();
  return live.ok && list.ok && polluted === 'status' ? undefined : `${live.status} ${polluted}, ${list.status}`;
}

/** Lines at level error or worse, in any process. */
async function quiet(data) {
  const logs = (await readdir(join(data, 'logs'))).filter((name) => name.endsWith('.log'));
  for (const name of logs) {
    const lines = (await readFile(join(data, 'logs', name), 'utf8')).split('\n');
    const bad = lines.find((line) => /"level":(?:50|60)|"level":"(?:error|fatal)"|UnhandledPromiseRejection|Uncaught/.test(line));
    if (bad !== undefined) return `${name}: ${bad.slice(0, 1_500)}`;
  }
  return undefined;
}

async function cli(system, ...args) {
  const child = spawn(process.execPath, [join(root, 'dist/apps/cli/src/main.js'), ...args, '--data', system.data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk));
  const [status] = await once(child, 'close');
  return status === 0 ? undefined : `exit ${status}: ${out.slice(-600)}`;
}

/** The codes of problems with their statuses, from docs/api.md, which is held against the sources. */
async function problemCodes() {
  const text = await readFile(join(root, 'docs/api.md'), 'utf8');
  const section = /<!-- codes:.*?-->(.*?)<!--/s.exec(text)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((row) => {
      const [, code, status] = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', ''));
      return [code, status.split(', ')];
    }),
  );
}
