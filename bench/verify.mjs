// How fast `redress verify` proves a log of years (stories.mjs; BENCH_COMPLAINTS, 20 000 unless said, of about nine events): signed before by the
// checkpointer, which says how fast that catches up. Beside it what reading alone takes, in one thread, in the same run. Node, PostgreSQL
// (fsync on), checkpointer and verifier each in a process of their own; the verifier is the command.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateLeaves1795412000000, newSigningKey, startCheckpoints } from '../dist/libs/audit/src/index.js';
import { dataSource, migrate } from '../dist/libs/database/src/index.js';
import { EventStore, LogReader } from '../dist/libs/event-store/src/index.js';
import { generated } from './catch-up.mjs';
import { cpu, startNode, withPostgres } from './event-node.mjs';

const cli = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');

export async function verify(report) {
  const folder = await mkdtemp(join(tmpdir(), 'redress-verify-'));
  await withPostgres(async (postgres) => {
    const log = await postgres.createDatabase();
    const made = await generated(log.url);
    const node = await startNode(postgres, { ...log, events: made.events });
    try {
      const [key, checkpoints] = [join(folder, 'key.json'), join(folder, 'checkpoints')];
      await writeFile(key, JSON.stringify({ keys: [newSigningKey()] }));
      const app = await postgres.createDatabase();
      const signed = await inProcess({ asked: 'sign', node: node.address, database: app.url, key, checkpoints });
      report('leaves and checkpoints, caught up', made.events / signed.seconds, 'events/s', { bar: 10_000, context: signed });
      const read = await inProcess({ asked: 'read', node: node.address });
      report('reading alone, one thread', read.events / read.seconds, 'events/s', { context: { events: read.events } });
      const before = cpu(node.pid, postgres.pid);
      const env = { ...process.env, REDRESS_EVENT_STORE: node.address, REDRESS_DATABASE: app.url, REDRESS_CHECKPOINTS: checkpoints };
      const child = spawn(process.execPath, [cli, 'verify', '--json'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (chunk) => (out += chunk));
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`the log does not verify: ${out}`);
      const { perSecond, events, sealed, seconds } = JSON.parse(out);
      const after = cpu(node.pid, postgres.pid);
      const each = (cpuSeconds) => Number(((cpuSeconds * 1e6) / events).toFixed(1));
      const microseconds = { node: each(after.node - before.node), postgres: each(after.postgres - before.postgres) };
      report('redress verify', perSecond, 'events/s', { bar: 20_000, context: { events, sealed: sealed.events, seconds, microseconds } });
      report('redress verify, of reading alone', perSecond / (read.events / read.seconds), '×');
    } finally {
      await node.stop();
    }
  });
  await rm(folder, { recursive: true, force: true });
}

async function inProcess(asked) {
  const child = fork(import.meta.filename, { execArgv: ['--max-semi-space-size=32'] });
  const exited = once(child, 'exit');
  child.send(asked);
  const [said] = await Promise.race([once(child, 'message'), exited.then(() => Promise.reject(new Error(`${asked.asked} failed`)))]);
  child.disconnect();
  await exited;
  return said;
}

async function sign({ node, database, key, checkpoints }) {
  const store = new EventStore({ connectionString: node, types: {} });
  const source = dataSource(database, { migrations: [CreateLeaves1795412000000], poolSize: 2 });
  await source.initialize();
  await migrate(source);
  const head = await store.lastPosition();
  const [before, began] = [process.cpuUsage(), performance.now()];
  const logger = { info() {}, warn: (_, text) => process.stderr.write(`${text}\n`), error: (_, text) => process.stderr.write(`${text}\n`) };
  const running = startCheckpoints({ dataSource: source, store, log: store, keyFile: key, folder: checkpoints, everyMs: 60_000, logger });
  await running.sealed(head);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  await running.stop();
  await source.destroy();
  await store.close();
  process.send({ seconds, events: Number(head), microseconds: (user + system) / Number(head) });
}

async function read({ node }) {
  const reader = new LogReader(node);
  const began = performance.now();
  let [events, after] = [0, null];
  for (let page = await reader.after(null, 2_000); page.length > 0; page = await reader.after(after, 2_000)) {
    events += page.length;
    after = page.at(-1).position;
  }
  process.send({ events, seconds: (performance.now() - began) / 1000 });
  await reader.close();
}

if (process.argv[1] === import.meta.filename && process.send) {
  const all = { sign, read };
  process.once(
    'message',
    (asked) => void all[asked.asked](asked).catch((error) => process.stderr.write(`${error.stack}\n`, () => process.exit(1))),
  );
  process.once('disconnect', () => process.exit());
}
