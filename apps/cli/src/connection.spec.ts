import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLocalKeys } from '@redress/platform';
import { Command } from 'commander';
import { decodeJwt } from 'jose';
import { connect } from './connection.js';
import { describeProcess, writeRun } from './up/run-file.js';

let data: string;
let server: Server;
let url: string;
let answer: { status: number; body: string };
let requests: { method?: string; url?: string; token: string; body: string }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    void read(request).then((body) => {
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      requests.push({ method: request.method, url: request.url, token, body });
      response.writeHead(answer.status, { 'content-type': 'application/problem+json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'redress-connection-'));
  answer = { status: 200, body: '{"ok":true}' };
  requests = [];
  delete process.env.REDRESS_URL;
  delete process.env.REDRESS_TOKEN;
});
afterEach(() => rmSync(data, { recursive: true }));

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

const command = (): Command => new Command().option('--data <folder>').parse(['node', 'redress', '--data', data]);
const identity = { sub: 'redress-cli', roles: ['analyst'] };
const run = (pid: number, ofAnother = false): void =>
  writeRun(data, {
    url,
    startedAt: '2026-11-22T08:00:00.000Z',
    supervisor: { ...describeProcess(pid), ...(ofAnother && { identity: 'of another boot' }) },
    parts: [],
  });

describe('the connection to a running server', () => {
  it('is found by the data folder, with a token minted for it', async () => {
    await ensureLocalKeys(data);
    run(process.pid);
    const connection = await connect(command(), identity);
    expect(await connection.json('/v1/things', { a: 1 })).toEqual({ ok: true });
    expect(requests).toEqual([{ method: 'POST', url: '/v1/things', body: '{"a":1}', token: expect.any(String) }]);
    expect(decodeJwt(requests[0]!.token)).toMatchObject(identity);
  });

  it('is found by REDRESS_URL and REDRESS_TOKEN before that', async () => {
    Object.assign(process.env, { REDRESS_URL: `${url}/`, REDRESS_TOKEN: 'mine' });
    await (await connect(command(), identity)).json('/v1/things');
    expect(requests).toEqual([{ method: 'GET', url: '/v1/things', body: '', token: 'mine' }]);
  });

  it('is refused in one line when none runs, or only one that is long dead', async () => {
    await expect(connect(command(), identity)).rejects.toThrow(`No server runs on ${data}`);
    run(process.pid, true);
    await expect(connect(command(), identity)).rejects.toThrow(`No server runs on ${data}`);
  });

  it.each([
    [409, '{"code":"already-closed","detail":"The complaint is closed.","complaint":"c1"}', '409 already-closed: The complaint is closed.'],
    [502, '<html>Bad\ngateway</html>', '502: Bad Gateway'],
  ])('turns an answer of %i into one line, with its facts', async (status, body, line) => {
    Object.assign(process.env, { REDRESS_URL: url, REDRESS_TOKEN: 'mine' });
    answer = { status, body };
    const failure = (await connect(command(), identity)).json('/v1/things');
    await expect(failure).rejects.toThrow(`GET /v1/things: ${line}`);
    await expect(failure).rejects.toMatchObject({ exitCode: 1, facts: { status } });
  });

  it('says that the server cannot be reached', async () => {
    Object.assign(process.env, { REDRESS_URL: 'http://127.0.0.1:1', REDRESS_TOKEN: 'mine' });
    await expect((await connect(command(), identity)).json('/')).rejects.toThrow('http://127.0.0.1:1 cannot be reached');
  });
});
