// An export bundle of 10 000 cases (BENCH_COMPLAINTS) of a log of years (stories.mjs): how long the API takes to make it, from the question to its last byte, and
// how fast it is verified by the file that is in it. Beside it, in the same run, what reading these streams alone takes. Node, PostgreSQL (fsync on), worker
// and API each in a process of their own.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { EventStore } from '../dist/libs/event-store/src/index.js';
import { ensureLocalKeys, LOCAL_AUDIENCE, LOCAL_ISSUER, mintToken } from '../dist/libs/platform/src/index.js';
import { startNode, withPostgres } from './event-node.mjs';
import { caughtUp, inParallel } from './system.mjs';

const complaints = Number(process.env.BENCH_COMPLAINTS ?? 10_000);
const root = join(import.meta.dirname, '..');

export async function bundles(report) {
  const folder = await mkdtemp(join(tmpdir(), 'redress-bundles-'));
  const running = [];
  await withPostgres(async (postgres) => {
    const [log, app] = [await postgres.createDatabase(), await postgres.createDatabase()];
    const made = await generated(log.url);
    const node = await startNode(postgres, { ...log, events: made.events });
    try {
      const keys = await ensureLocalKeys(folder);
      const env = {
        ...process.env,
        REDRESS_DATA: folder,
        REDRESS_DATABASE: app.url,
        REDRESS_EVENT_STORE: node.address,
        REDRESS_MASTER_KEY: keys.masterKey,
        REDRESS_CHECKPOINT_KEY: keys.checkpointKeyFile,
        REDRESS_CHECKPOINT_SECONDS: '1',
        REDRESS_AUTH_ISSUER: LOCAL_ISSUER,
        REDRESS_AUTH_AUDIENCE: LOCAL_AUDIENCE,
        REDRESS_AUTH_JWKS: keys.jwksFile,
        REDRESS_LOG_LEVEL: 'error',
      };
      const start = (name, port) => {
        const script = join(root, 'dist', 'apps', name, 'src', 'main.js');
        const child = spawn(process.execPath, [script], {
          env: { ...env, REDRESS_PORT: String(port) },
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        running.push(child);
        return child;
      };
      const port = await freePort();
      const api = start('api', port);
      const url = `http://127.0.0.1:${port}`;
      while (!(await fetch(`${url}/health/live`).catch(() => undefined))?.ok) await delay(50);
      start('worker', 0);
      await caughtUp(url, BigInt(made.events - 1));
      const sealed = () =>
        postgres.query(app.url, 'SELECT coalesce(max(ordinal), 0)::int AS ordinal FROM audit.checkpoint').then(([row]) => row.ordinal);
      while ((await sealed()) < made.events) await delay(200);

      const streams = await postgres.query(log.url, `SELECT name FROM event_node.streams WHERE name LIKE 'complaint-%'`);
      const store = new EventStore({ connectionString: node.address, types: {} });
      const readingBegan = performance.now();
      await inParallel(streams.length, 16, (index) => store.readStored(streams[index].name));
      const reading = (performance.now() - readingBegan) / 1000;
      await store.close();
      report('reading the streams alone', reading, 's', { context: { streams: streams.length, events: made.events } });

      const token = await mintToken(folder, { sub: 'bench', roles: ['auditor'] }, '2h');
      const [before, file] = [await megabytesOf(api.pid), join(folder, 'bundle.zip')];
      let most = before;
      const watch = setInterval(() => void megabytesOf(api.pid).then((now) => (most = Math.max(most, now))), 50);
      const began = performance.now();
      const headers = { authorization: `Bearer ${token}`, 'redress-purpose': 'bench' };
      const answer = await fetch(`${url}/v1/audit/bundles`, { headers });
      if (!answer.ok) throw new Error(await answer.text());
      await pipeline(Readable.fromWeb(answer.body), createWriteStream(file));
      const seconds = (performance.now() - began) / 1000;
      clearInterval(watch);
      const { size } = await stat(file);
      const context = { cases: streams.length, megabytes: size / 1e6, ofReadingAlone: seconds / reading, apiMB: { before, most } };
      report(`a bundle of ${streams.length} cases`, seconds, 's', { bar: 10, lower: true, context });

      const verifying = performance.now();
      const verdict = JSON.parse(await outputOf(join(root, 'dist/libs/audit/src/verify.mjs'), [file, '--json']));
      if (!verdict.verified) throw new Error(JSON.stringify(verdict.faults));
      const verified = (performance.now() - verifying) / 1000;
      report('verified offline', verdict.events / verified, 'events/s', {
        context: { seconds: verified, ...verdict, manifest: undefined, keys: undefined },
      });
    } finally {
      for (const child of running) {
        child.kill('SIGTERM');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      await node.stop();
    }
  });
  await rm(folder, { recursive: true, force: true });
}

async function generated(url) {
  const args = ['--database', url, '--complaints', String(complaints), '--seed', process.env.BENCH_SEED ?? '1'];
  return JSON.parse(await outputOf(join(import.meta.dirname, 'generate.mjs'), args));
}

async function outputOf(script, args) {
  const child = fork(script, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  const [code] = await once(child, 'close');
  if (code > 1) throw new Error(`${script} ended with ${code}`);
  return out;
}

async function megabytesOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1024;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
