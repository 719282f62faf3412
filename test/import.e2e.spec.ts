import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js');
const FIXTURES = join(ROOT, 'test', 'fixtures', 'import');
const CFPB = join(FIXTURES, 'cfpb.csv');
const HEADER =
  'Date received,Product,Issue,Company,State,Submitted via,Date sent to company,Timely response?,Company response,Complaint ID';
const row = (id: number) => `2019-01-02,Mortgage,Late,ACME,TX,Web,2019-01-03,Yes,Closed,${id}`;

interface Summary {
  readonly read: number;
  readonly imported: number;
  readonly alreadyThere: number;
  readonly rejected: number;
}

let folder: string;
let up: ChildProcess;
let url: string;
let token: string;
let said = '';

// The CLI finds the server by the data folder alone.
const env = { ...process.env, REDRESS_URL: undefined, REDRESS_TOKEN: undefined };
const args = (...rest: string[]) => [MAIN, '--data', join(folder, 'data'), '--json', ...rest];
const cli = (...rest: string[]) => spawnSync(process.execPath, args(...rest), { encoding: 'utf8', cwd: folder, env });
const summary = (output: string) => JSON.parse(output) as Summary;
const get = async (path: string) =>
  (await (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json()) as Record<string, unknown>;

async function poll<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not seen within five minutes\n${said}`);
    await delay(50);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redress-import-'));
  up = spawn(process.execPath, args('up', '--port', '0'), { stdio: ['ignore', 'pipe', 'pipe'], env });
  let ready = '';
  up.stdout!.on('data', (chunk: Buffer) => (ready += String(chunk)));
  up.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  url = await poll('the ready line', () => (ready.includes('\n') ? (JSON.parse(ready) as { url: string }).url : undefined));
  token = (JSON.parse(cli('token', '--sub', 'a1', '--role', 'handler', '--role', 'analyst').stdout) as { token: string }).token;
});
afterAll(async () => {
  up.kill('SIGTERM');
  await poll('the end of redress up', () => up.exitCode ?? up.signalCode ?? undefined);
  rmSync(folder, { recursive: true, force: true });
});

describe('redress import', () => {
  it('takes each row in once, and lists the rest with reasons', () => {
    const first = cli('import', CFPB, '--format', 'cfpb');
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    expect(summary(first.stdout)).toMatchObject({ read: 5, imported: 3, alreadyThere: 0, rejected: 2 });
    expect(readFileSync(join(folder, 'cfpb.rejects.csv'), 'utf8').split('\n')[1]).toMatch(/^cfpb\.csv,6,/);

    const again = cli('import', CFPB, '--format', 'cfpb');
    expect(summary(again.stdout)).toMatchObject({ imported: 0, alreadyThere: 3, rejected: 2 });
  });

  it('makes complaints that can be listed and replayed, each event with its own time', async () => {
    const [listed] = await poll('the complaint in the list', async () => {
      const { items } = (await get('/v1/complaints?sourceReference=3198001')) as { items: Record<string, unknown>[] };
      return items.length > 0 ? items : undefined;
    });
    expect(listed).toMatchObject({
      origin: 'import',
      jurisdiction: 'US-TX',
      outcome: 'not-stated',
      sourceSystem: 'cfpb',
      sourceId: '3198001',
    });
    const history = (await get(`/v1/complaints/${String(listed!['complaintId'])}/history`)) as { chain: object; events: object[] };
    expect(history.chain).toMatchObject({ verified: true });
    expect(history.events).toMatchObject([
      { type: 'Received', occurredAt: '2019-03-29T00:00:00.000Z', precision: 'day', origin: 'import' },
      { type: 'Assigned', occurredAt: '2019-04-01T00:00:00.000Z', precision: 'day' },
      { type: 'Compensated', precision: 'not-before', data: { remedy: 'monetary', borne: null } },
      { type: 'Closed', precision: 'not-before' },
      { type: 'HistoryImported', data: { source: { file: 'cfpb.csv', line: 2 } } },
    ]);
  });

  it('never changes a complaint: another content under the same id is rejected', () => {
    const changed = join(folder, 'changed.csv');
    writeFileSync(changed, readFileSync(CFPB, 'utf8').replace(',BIG BANK,NY,', ',SMALL BANK,NY,'));
    expect(summary(cli('import', changed, '--format', 'cfpb').stdout)).toMatchObject({ imported: 0, alreadyThere: 2, rejected: 3 });
    expect(readFileSync(join(folder, 'changed.rejects.csv'), 'utf8')).toContain('idempotency-key-reused');
  });

  it('takes any CSV by a map', () => {
    const map = join(FIXTURES, 'tickets.map.json');
    const result = cli('import', join(FIXTURES, 'tickets.csv'), '--format', 'csv', '--map', map, '--time-zone', 'Europe/Berlin');
    expect(result.stderr).toBe('');
    expect(summary(result.stdout)).toMatchObject({ read: 5, imported: 3, rejected: 2 });
  });

  it('stops at Ctrl-C with exit code 1, and the same command goes on without doubles', async () => {
    const rows = 1_200;
    const path = join(folder, 'many.csv');
    writeFileSync(path, [HEADER, ...Array.from({ length: rows }, (_, i) => row(7_000_000 + i))].join('\n'));
    const child = spawn(process.execPath, args('import', path, '--format', 'cfpb', '--concurrency', '1'), { cwd: folder, env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    await poll('the first rows', async () => {
      const { items } = (await get('/v1/complaints?sourceReference=7000000')) as { items: unknown[] };
      return items.length > 0 ? true : undefined;
    });
    child.kill('SIGINT');
    await poll('the end of the import', () => child.exitCode ?? undefined);
    expect(child.exitCode).toBe(1);
    const stopped = summary(output);
    expect(stopped).toMatchObject({ interrupted: true, error: null, rejected: 0 });
    expect(stopped.imported).toBeLessThan(rows);

    const rest = cli('import', path, '--format', 'cfpb');
    expect(rest.status).toBe(0);
    expect(summary(rest.stdout)).toMatchObject({ read: rows, imported: rows - stopped.imported, alreadyThere: stopped.imported });
  });

  it('refuses what is no complaint file in one line, with exit code 1', () => {
    const pdf = join(folder, 'letter.csv');
    writeFileSync(pdf, '%PDF-1.7\n');
    const result = spawnSync(
      process.execPath,
      args('import', pdf, '--format', 'cfpb').filter((arg) => arg !== '--json'),
      { encoding: 'utf8', env },
    );
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/^redress: .*letter\.csv: is a PDF document\n$/);
    expect(cli('import', pdf, '--format', 'csv').status).toBe(2);
  });
});
