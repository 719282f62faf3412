// A whole installation on an empty folder, as `npm start` brings it up, for as long as a benchmark needs it.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

const cli = join(import.meta.dirname, '../dist/apps/cli/src/main.js');

/** A complaint as most are: some words, a person, a product. */
export const form = {
  channel: 'web',
  cause: 'late-delivery',
  product: 'parcel',
  unit: 'beijing',
  demands: 'My money back.',
  account: 'The parcel came three weeks late and the box was open. Nobody answered the phone. '.repeat(3),
  complainant: { name: 'Li Hua', phone: '010-5550100' },
  language: 'en',
};

export async function startSystem() {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  await chmod(data, 0o755); // as root, PostgreSQL runs as somebody else, who must get in
  const began = performance.now();
  const up = spawn(process.execPath, [cli, 'up', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(up, 'exit');
  let out = '';
  await new Promise((resolve, reject) => {
    up.stdout.on('data', (chunk) => {
      out += chunk;
      if (out.includes('ready on')) resolve();
    });
    void exited.then(() => reject(new Error(`redress up ended before it was ready: ${out}`)));
  });
  const readyMs = performance.now() - began;
  const { url, pids } = JSON.parse(await readFile(join(data, 'run.json'), 'utf8'));
  return {
    url,
    data,
    pids,
    readyMs,
    token: (...roles) => token(data, roles),
    async stop() {
      up.kill('SIGINT');
      await exited;
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function token(data, roles) {
  const minted = spawn(process.execPath, [
    cli,
    'token',
    '--data',
    data,
    '--sub',
    'bench',
    ...roles.flatMap((role) => ['--role', role]),
    '--expires-in',
    '2h',
  ]);
  let out = '';
  minted.stdout.on('data', (chunk) => (out += chunk));
  minted.stderr.pipe(process.stderr);
  await once(minted, 'close');
  return out.trim().split(/\s+/).at(-1);
}

/** Runs `work` n times, at most `width` at once. */
export async function inParallel(n, width, work) {
  let next = 0;
  const lane = async () => {
    while (next < n) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Waits until every view has folded the log up to a position. */
export async function caughtUp(url, position) {
  for (;;) {
    const { details } = await (await fetch(`${url}/health/ready`)).json();
    const positions = Object.values(details?.views ?? {}).flatMap((view) =>
      view?.position === undefined ? [] : [BigInt(view.position ?? 0)],
    );
    if (positions.length > 0 && positions.every((at) => at >= position)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
