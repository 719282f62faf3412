// `redress import` of a CSV in the public CFPB layout into a running system, until every view has it. The rows are made here, so that the
// benchmark needs no data; with CFPB_FILES=<glob-free list, comma separated> the real export is imported instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caughtUp, startSystem } from './system.mjs';

const cli = join(import.meta.dirname, '../dist/apps/cli/src/main.js');
const rows = Number(process.env.BENCH_ROWS ?? 20_000);

export async function imports(report) {
  const system = await startSystem();
  try {
    const files = process.env.CFPB_FILES?.split(',') ?? [await madeUpFile(join(system.data, 'made-up.csv'))];
    const began = performance.now();
    const { imported, peakMb } = await run(['import', ...files, '--format', 'cfpb', '--json', '--data', system.data], system.data);
    const sent = (performance.now() - began) / 1000;
    const token = await system.token('handler');
    const answer = await fetch(`${system.url}/v1/complaints`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"channel":"web","cause":"last"}',
    });
    await caughtUp(system.url, BigInt((await answer.json()).position));
    const seconds = (performance.now() - began) / 1000;
    report('imported, views caught up', imported / seconds, 'complaints/s', {
      bar: 800,
      context: { complaints: imported, sentAfterS: sent, seconds },
    });
    report('peak memory of the import', peakMb, 'MB', { context: { complaints: imported } });
  } finally {
    await system.stop();
  }
}

async function madeUpFile(path) {
  const out = createWriteStream(path);
  out.write(
    'Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public response,Company,State,ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to company,Company response to consumer,Timely response?,Consumer disputed?,Complaint ID\n',
  );
  const products = ['Mortgage', 'Debt collection', 'Credit card', 'Student loan'];
  const responses = ['Closed with explanation', 'Closed with monetary relief', 'Closed', 'In progress'];
  for (let i = 0; i < rows; i += 1) {
    const day = String(1 + (i % 28)).padStart(2, '0');
    const narrative = i % 3 === 0 ? '"They charged me twice, and nobody answers ""in time"".\nI want it back."' : '';
    const line = `2015-0${1 + (i % 9)}-${day},${products[i % 4]},,Billing,,${narrative},,Bank ${i % 50},NY,100XX,,N/A,Web,2015-0${1 + (i % 9)}-${day},${responses[i % 4]},Yes,${i % 5 === 0 ? 'Yes' : 'No'},${5_000_000 + i}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return path;
}

async function run(args, cwd) {
  const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  let peakMb = 0;
  const sample = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  };
  const sampling = setInterval(() => void sample(), 200);
  const [code] = await once(child, 'close');
  clearInterval(sampling);
  if (code !== 0) throw new Error(`the import ended with exit code ${code}: ${out}`);
  return { ...JSON.parse(out), peakMb };
}
