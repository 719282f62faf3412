// `redress demo` into a running system, with the views live on the same cores, until every view has what was written.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSystem } from './system.mjs';

const cli = join(import.meta.dirname, '../dist/apps/cli/src/main.js');
const complaints = process.env.BENCH_COMPLAINTS ?? '5000';

export async function demo(report) {
  const system = await startSystem();
  try {
    const began = performance.now();
    const first = await play(system.data);
    const seconds = (performance.now() - began) / 1000;
    const context = { complaints: first.complaints, refused: first.refused, unexpected: first.unexpected, seconds: first.seconds };
    report('played', first.perSecond, 'commands/s', { bar: 1000, context });
    report('events', first.events / first.seconds, 'events/s');
    report('from start to views caught up', seconds, 's', { context: { viewsCaughtUp: first.viewsCaughtUp } });
    const again = await play(system.data);
    report('played again, nothing to do', again.perSecond, 'commands/s', { context: { commands: again.commands } });
  } finally {
    await system.stop();
  }
}

async function play(data) {
  const args = ['demo', '--complaints', complaints, '--until', '2025-07-01', '--json', '--data', data];
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the demo ended with exit code ${code}: ${out}`);
  return JSON.parse(out);
}
