/**
 * The first command of the README, as a newcomer's first minute: `npm start` on an empty data folder and a free port, until it says
 * that it is ready; ask /health/ready; Ctrl-C; exit code 0, and no process stays behind. Exit code 0 if all of that holds, else 1.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'redress-smoke-'));
// PostgreSQL refuses to run as root: its user has to reach the data folder.
chmodSync(folder, 0o755);
const data = join(folder, 'data');

// Nothing of the caller's configuration, so that the embedded default is what starts.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(REDRESS|EVENT_NODE)_/.test(name)));

// A process group of its own: a terminal's Ctrl-C reaches the whole group, npm and its shell included.
const redress = spawn('npm', ['start'], {
  env: { ...env, REDRESS_DATA: data, REDRESS_PORT: '0', REDRESS_HOST: '127.0.0.1' },
  stdio: ['ignore', 'pipe', 'pipe'],
  detached: true,
});
let output = '';
for (const stream of [redress.stdout, redress.stderr]) {
  stream.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
}
const ended = new Promise((done) => {
  redress.on('error', (error) => done({ error }));
  redress.on('exit', (code, signal) => done({ code, signal }));
});

let started = new Map();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
}
try {
  const url = await within(READY_WITHIN_MS, 'no ready line', readyLine());
  started = descendantsOf(redress.pid);
  say(`${started.size} processes run, the API on ${url}`);
  check(new URL(url).hostname === '127.0.0.1', `listens on ${url}, not on 127.0.0.1`);

  const health = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(10_000) });
  const body = await health.text();
  check(health.status === 200, `/health/ready answered ${health.status}: ${body}`);
  say(`/health/ready answered 200`);

  const before = Date.now();
  if (!redress.pid) throw new Error('npm start did not start');
  process.kill(-redress.pid, 'SIGINT');
  const { code, signal } = await within(STOPPED_WITHIN_MS, 'does not stop', ended);
  check(code === 0, `npm start ended with ${signal ?? `exit code ${code}`} after Ctrl-C, expected exit code 0`);
  say(`stopped with exit code 0 in ${Date.now() - before} ms`);

  const left = await leftOver();
  check(left.length === 0, `still running after the end: ${left.join('; ')}`);
  say('no process is left');
} catch (error) {
  console.error(`smoke: FAILED: ${error.message}`);
  for (const file of logFiles()) console.error(`--- end of ${file}\n${readFileSync(file, 'utf8').slice(-4_000)}`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function readyLine() {
  let stopped;
  void ended.then((how) => (stopped = how));
  for (;;) {
    const url = /\bready on (https?:\/\/\S+)/i.exec(output)?.[1];
    if (url) return url;
    if (stopped) throw new Error(`npm start ended early: ${stopped.error?.message ?? stopped.signal ?? `exit code ${stopped.code}`}`);
    await sleep(50);
  }
}

/** Those of the started processes that run half a second after the end, as lines to read. */
async function leftOver() {
  await sleep(500);
  const now = processes();
  return [...started].filter(([pid, { command }]) => now.get(pid)?.command === command).map(([pid, { command }]) => `${pid} ${command}`);
}

/** All below a process, with it. */
function descendantsOf(root) {
  const all = processes();
  const found = new Map(all.has(root) ? [[root, all.get(root)]] : []);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [pid, process] of all) if (found.has(process.parent)) found.set(pid, process);
  }
  return found;
}

/** All that run, by id. From /proc where there is one: a small image has no `ps`. */
function processes() {
  const lines = existsSync('/proc/self/stat')
    ? readdirSync('/proc').map(statLine)
    : execFileSync('ps', ['-A', '-o', 'pid=,comm=,state=,ppid='], { encoding: 'utf8' }).split('\n');
  const found = new Map();
  for (const line of lines) {
    const [, pid, command, state, parent] = /^\s*(\d+) +(.*?) +([A-Z])\S* +(\d+)/.exec(line) ?? [];
    // Z: ended, and not yet collected by its parent.
    if (pid && state !== 'Z') found.set(Number(pid), { parent: Number(parent), command });
  }
  return found;
}

function statLine(pid) {
  try {
    return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  } catch {
    return '';
  }
}

/** Whatever went wrong: neither a process nor a file of this run survives it. */
async function cleanUp() {
  const mine = new Map([...started, ...descendantsOf(redress.pid)]);
  const running = () => [...processes()].filter(([pid, { command }]) => mine.get(pid)?.command === command).map(([pid]) => pid);
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const pid of running()) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
    for (let waited = 0; waited < 10_000 && running().length > 0; waited += 200) await sleep(200);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function logFiles() {
  try {
    return readdirSync(join(data, 'logs')).map((name) => join(data, 'logs', name));
  } catch {
    return [];
  }
}

async function within(ms, otherwise, promise) {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => Promise.reject(new Error(`${otherwise} within ${ms / 1000} s`)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

function check(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}

function say(line) {
  console.log(`smoke: ${line}`);
}
