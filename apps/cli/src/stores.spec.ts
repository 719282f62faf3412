import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLocalKeys } from '@redress/platform';
import { Command } from 'commander';
import { storesOf } from './stores.js';
import { describeProcess, writeRun, type Run } from './up/run-file.js';

let data: string;
const own = {
  REDRESS_DATABASE: 'postgres://me:secret@db.example.com:5432/redress',
  REDRESS_EVENT_STORE: 'esdb://es.example.com:2113?tls=true',
};

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'redress-stores-'));
});
afterEach(() => {
  for (const name of Object.keys(own)) delete process.env[name];
  rmSync(data, { recursive: true });
});

const command = (): Command => new Command().option('--data <folder>').parse(['node', 'redress', '--data', data]);
const runs = (...parts: readonly [name: string, port: number][]): void => {
  const supervisor = describeProcess(process.pid);
  const run: Run = {
    startedAt: '2026-11-22T08:00:00.000Z',
    supervisor,
    parts: parts.map(([name, port]) => ({ ...supervisor, name, port })),
  };
  writeRun(data, run);
};

it('are those of the server that runs on the data folder', async () => {
  await ensureLocalKeys(data);
  runs(['PostgreSQL', 5433], ['event-node', 2114]);
  const password = readFileSync(join(data, 'secrets', 'database-password'), 'utf8').trim();
  expect(await storesOf(command())).toEqual({
    database: `postgres://redress:${password}@127.0.0.1:5433/redress`,
    eventStore: 'esdb://127.0.0.1:2114?tls=false',
  });
});

it('are what the environment says before that, and need no server then', async () => {
  Object.assign(process.env, own);
  expect(await storesOf(command())).toEqual({ database: own.REDRESS_DATABASE, eventStore: own.REDRESS_EVENT_STORE });
});

it('say what is missing', async () => {
  await expect(storesOf(command())).rejects.toThrow(`No server runs on ${data}: start one with \`npm start\`, or set REDRESS_DATABASE`);
  runs(['event-node', 2114]);
  await expect(storesOf(command())).rejects.toThrow('has no PostgreSQL of its own: set REDRESS_DATABASE as it was started with.');
  process.env['REDRESS_DATABASE'] = 'mysql://db';
  await expect(storesOf(command())).rejects.toThrow('REDRESS_DATABASE: give a PostgreSQL URL');
});
