import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf } from '@redress/platform';
import pg from 'pg';

const MAIN = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');

interface Run {
  readonly url: string;
  readonly supervisor: { readonly pid: number; readonly identity: string };
  readonly parts: readonly { readonly name: string; readonly pid: number; readonly identity: string }[];
}

let data: string;
interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { responses: object }>>;
  components: { schemas: Record<string, { required?: string[]; properties: Record<string, object> }> };
}

let token: string;
let up: ChildProcess | undefined;
let said = '';
const acknowledged: string[] = [];

beforeAll(() => void (data = mkdtempSync(join(tmpdir(), 'redress-up-'))));
afterAll(async () => {
  if (up?.exitCode === null) up.kill('SIGTERM');
  await poll('the end of redress up', () => !up || up.exitCode !== null || up.signalCode !== null);
  rmSync(data, { recursive: true, force: true });
});

const run = (): Run => JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as Run;
const cli = (...args: string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [MAIN, '--data', data, ...args], { encoding: 'utf8' });
const lives = ({ pid, identity }: { pid: number; identity: string }): boolean => identityOf(pid) === identity;

async function poll(what: string, condition: () => unknown): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not seen within five minutes\n${said}`);
    await delay(25);
  }
}

/** Starts `redress up` and resolves with its ready line. */
async function start(): Promise<Record<string, unknown>> {
  said = '';
  let ready = '';
  const child = spawn(process.execPath, [MAIN, '--data', data, '--json', 'up', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  up = child;
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  child.stdout.on('data', (chunk: Buffer) => (ready += String(chunk)));
  await poll('the ready line', () => ready.includes('\n') || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`redress up ended with ${child.exitCode}\n${said}`);
  return JSON.parse(ready) as Record<string, unknown>;
}

const request = (path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}): Promise<Response> =>
  fetch(`${run().url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
  });

/** Sends one complaint, again with its key until it is acknowledged: what a careful client does while a part is away. */
async function receive(key: string): Promise<void> {
  const body = JSON.stringify({
    channel: 'phone',
    cause: 'late-delivery',
    account: key,
    complainant: { name: 'Li Hua', email: 'li@example.com' },
  });
  await poll(`an answer to ${key}`, async () => {
    const response = await request('/v1/complaints', { method: 'POST', body, headers: { 'idempotency-key': key } }).catch(() => undefined);
    if (response?.ok) acknowledged.push(((await response.json()) as { complaintId: string }).complaintId);
    return response?.ok;
  });
}

/** The environment that a process was started with, as `NAME=value`. */
function environmentOf(pid: number): string[] {
  if (existsSync('/proc/self/environ')) return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return spawnSync('ps', ['eww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.split(' ');
}

/** Everything acknowledged so far is there. */
async function findAll(): Promise<void> {
  for (const id of acknowledged)
    await poll(`complaint ${id}`, async () => (await request(`/v1/complaints/${id}`).catch(() => undefined))?.status === 200);
}

describe('redress up', () => {
  it('says when it is ready, and where', async () => {
    const ready = await start();
    expect(ready).toMatchObject({ ready: true, url: run().url, data });
    expect(run().parts.map(({ name }) => name)).toEqual(['PostgreSQL', 'event-node', 'worker', 'api']);
    token = String(cli('token', '--sub', 'u1', '--role', 'handler').stdout).trim();
    await receive('first');
    await findAll();
  });

  it('gives the keys to tokens to the API alone, that to personal data also to the worker, which sends letters', () => {
    const keysOf = (name: string) =>
      environmentOf(run().parts.find((part) => part.name === name)!.pid).filter((variable) => /^REDRESS_(MASTER_KEY|AUTH_)/.test(variable));
    expect(keysOf('api')).toHaveLength(4);
    expect(keysOf('worker').map((variable) => variable.split('=')[0])).toEqual(['REDRESS_MASTER_KEY']);
    expect(keysOf('event-node')).toEqual([]);
  });

  it('describes its API: every field of every command, and every route an answer and a problem', async () => {
    const document = (await (await request('/openapi.json')).json()) as OpenApi;
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThan(18);
    for (const { operation } of operations)
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^20[0124]$/), expect.stringMatching(/^[45]\d\d$/)]),
      );
    const form = document.components.schemas['ReceiveDto']!;
    expect([...(form.required ?? [])].sort()).toEqual(['cause', 'channel']);
    expect(form.properties['channel']).toMatchObject({ type: 'string', minLength: 1, maxLength: 200 });
    expect(form.properties['occurredAt']).toMatchObject({ format: 'date-time' });
    expect(form.properties['grade']).toMatchObject({ enum: ['grievance', 'complaint'], default: 'complaint' });
    expect((await request('/docs')).status).toBe(200);
  });

  it('builds its views anew while it runs, also after a kill -9 in between, and proves that they are what the log says', async () => {
    const all = `${MAIN} --data ${data} --json rebuild`.split(' ');
    const killed = spawn(process.execPath, all, { stdio: ['ignore', 'ignore', 'pipe'] });
    killed.stderr.once('data', () => killed.kill('SIGKILL'));
    await poll('the end of the rebuild', () => killed.exitCode !== null || killed.signalCode !== null);
    const answers: number[] = [];
    const rebuilding = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    rebuilding.stdout.on('data', (chunk: Buffer) => (printed += String(chunk)));
    while (rebuilding.exitCode === null) {
      answers.push((await request(`/v1/complaints/${acknowledged[0]}`)).status, (await request('/v1/complaints')).status);
    }
    expect(rebuilding.exitCode).toBe(0);
    expect(new Set(answers)).toEqual(new Set([200]));
    const { views } = JSON.parse(printed) as { views: { view: string; position: string }[] };
    expect(views.length).toBeGreaterThan(0);
    await receive('after the rebuild');
    await findAll();
    const checked = cli('rebuild', '--check');
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringMatching(/^complaint-detail v\d+: same \d+ rows at position \d+$/m) });
    expect(cli('rebuild', 'complaint-lists')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no view complaint-lists.'),
    });
  });

  it('lets an analyst into the database of the application, and into no other of the server', async () => {
    const { url } = JSON.parse(String(cli('--json', 'analyst', 'analyst_up').stdout)) as { url: string };
    const opened = async (database: string) => {
      const client = new pg.Client({ connectionString: url.replace(/[^/]+$/, database) });
      try {
        await client.connect();
        return (await client.query('SELECT count(*) FROM complaints')).rowCount;
      } catch (error) {
        return (error as { code?: string }).code;
      } finally {
        await client.end().catch(() => undefined);
      }
    };
    expect(await opened('redress')).toBe(1);
    for (const other of ['redress_log', 'postgres', 'template1']) expect([other, await opened(other)]).toEqual([other, '42501']);
  });

  it('refuses a second one on the same folder, naming the first', () => {
    const second = cli('up', '--port', '0');
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`(pid ${up!.pid})`);
    expect(String(second.stderr).trim().split('\n')).toHaveLength(1);
  });

  it.each(['api', 'worker', 'event-node', 'PostgreSQL'])('brings %s back after kill -9, and nothing acknowledged is lost', async (name) => {
    const before = run();
    const part = before.parts.find((candidate) => candidate.name === name)!;
    process.kill(part.pid, 'SIGKILL');
    await poll(`a new ${name}`, () => run().parts.some((candidate) => candidate.name === name && candidate.pid !== part.pid));
    await receive(`after ${name}`);
    await findAll();
    expect(said).toContain(`${name} ended (signal SIGKILL); starting it again.`);
    expect(run().url).toBe(before.url);
  });

  it('ends everything at one Ctrl-C, with exit code 0', async () => {
    const { parts } = run();
    up!.kill('SIGINT');
    await poll('the end', () => up!.exitCode !== null || up!.signalCode !== null);
    expect(up!.exitCode).toBe(0);
    expect(parts.filter(lives)).toEqual([]);
  });

  it('starts again on its data, also right after its own kill -9', async () => {
    await start();
    await findAll();
    const killed = run();
    up!.kill('SIGKILL');
    await start();
    expect(killed.parts.filter(lives)).toEqual([]);
    await receive('after kill -9 of all');
    await findAll();
  });

  it('has written nothing into its logs, whatever was killed, that opens anything or is about anybody', () => {
    const secret = (name: string) => readFileSync(join(data, 'secrets', name), 'utf8').trim();
    const { d } = JSON.parse(secret('signing-key.json')) as { d: string };
    const hidden = [token, token.split('.')[2]!, secret('master-key'), secret('database-password'), d, 'Li Hua', 'li@example.com'];
    const logs = readdirSync(join(data, 'logs')).map((name) => [name, readFileSync(join(data, 'logs', name), 'utf8')] as const);
    expect(logs.filter(([, text]) => text.length > 0).length).toBeGreaterThanOrEqual(4);
    expect(logs.flatMap(([name, text]) => hidden.filter((one) => text.includes(one)).map((one) => `${one} in ${name}`))).toEqual([]);
    expect(hidden.filter((one) => said.includes(one))).toEqual([]);
  });

  it('says in one line that its port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const other = mkdtempSync(join(tmpdir(), 'redress-up-'));
    const result = spawnSync(process.execPath, [MAIN, '--data', other, 'up', '--port', String(port)], { encoding: 'utf8' });
    taken.close();
    rmSync(other, { recursive: true });
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(new RegExp(`^redress: 127\\.0\\.0\\.1:${port} is used by another program.*\n$`));
  });

  it('is not needed: a part run alone says all that its configuration lacks', () => {
    const env = { PATH: process.env.PATH };
    const result = spawnSync(process.execPath, [join(MAIN, '../../../api/src/main.js')], { encoding: 'utf8', env });
    expect(result.status).toBe(2);
    expect(result.stderr.match(/^REDRESS_\w+(?=: give)/gm)).toEqual([
      'REDRESS_EVENT_STORE',
      'REDRESS_DATABASE',
      'REDRESS_MASTER_KEY',
      'REDRESS_AUTH_ISSUER',
      'REDRESS_AUTH_AUDIENCE',
      'REDRESS_AUTH_JWKS',
    ]);
  });
});
