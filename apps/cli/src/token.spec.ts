import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLocalKeys } from '@redress/platform';
import { Command } from 'commander';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { registerToken } from './token.js';

let data: string;
let out: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'redress-token-'));
  await ensureLocalKeys(data);
  out = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += text as string), true));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(data, { recursive: true });
});

async function run(...args: string[]): Promise<Record<string, unknown>> {
  out = '';
  const program = new Command().option('--data <folder>').option('--json').exitOverride();
  registerToken(program);
  const all = (command: Command): void => command.exitOverride().commands.forEach(all);
  all(program);
  await program.parseAsync(['--data', data, '--json', 'token', ...args], { from: 'user' });
  return JSON.parse(out) as Record<string, unknown>;
}
const token = async (...args: string[]): Promise<string> => (await run('--sub', 'u1', ...args))['token'] as string;

describe('redress token', () => {
  it('mints a token with the roles of this program and of any matrix', async () => {
    expect(decodeJwt(await token('--role', 'handler', 'cfo', '--role', 'medical-officer'))).toMatchObject({
      sub: 'u1',
      jti: expect.any(String) as string,
      roles: ['handler', 'cfo', 'medical-officer'],
    });
  });

  it('refuses a role that no token could carry, and none at all', async () => {
    await expect(token('--role', 'Medical officer')).rejects.toThrow('lower-case letters, digits and hyphens');
    await expect(token()).rejects.toMatchObject({ message: expect.stringContaining('--role') as string, exitCode: 2 });
    await expect(run('--role', 'handler')).rejects.toMatchObject({ message: expect.stringContaining('--sub') as string, exitCode: 2 });
  });
});

describe('redress token rotate-key', () => {
  it('says of what is no span of time that it is wrong usage, as a token does', async () => {
    const refused = { code: 'commander.invalidArgument', message: expect.stringContaining('such as 15m') as string };
    await expect(run('rotate-key', '--grace', 'soon')).rejects.toMatchObject(refused);
    await expect(token('--role', 'handler', '--expires-in', 'soon')).rejects.toMatchObject(refused);
  });

  it('signs with a new key from then on', async () => {
    const former = decodeProtectedHeader(await token('--role', 'handler')).kid;
    const { kid, until } = await run('rotate-key', '--grace', '8h');
    expect(Date.parse(until as string)).toBeGreaterThan(Date.now());
    expect([kid, decodeProtectedHeader(await token('--role', 'handler')).kid]).toEqual([kid, kid]);
    expect(kid).not.toBe(former);
  });
});

describe('redress token revoke', () => {
  let server: Server;
  let asked: unknown[];
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const body = Buffer.concat(chunks).toString();
          asked.push([request.method, request.url, body === '' ? undefined : (JSON.parse(body) as unknown)]);
          response.end(JSON.stringify({ items: [] }));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.REDRESS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.REDRESS_TOKEN = 'x';
  });
  afterEach(() => {
    delete process.env.REDRESS_URL;
    delete process.env.REDRESS_TOKEN;
    server.close();
  });

  it('takes back one token, or those of a person, and shows what was taken back', async () => {
    await run('revoke', '--jti', 't-1', '--reason', 'INC-7');
    await run('revoke', '--sub', 'u1', '--before', '2026-11-22T08:00:00Z');
    await run('revocations');
    expect(asked).toEqual([
      ['POST', '/v1/tokens/revocations', { jti: 't-1', reason: 'INC-7' }],
      ['POST', '/v1/tokens/revocations', { sub: 'u1', before: '2026-11-22T08:00:00Z' }],
      ['GET', '/v1/tokens/revocations', undefined],
    ]);
  });

  it('wants to know what, and one of both', async () => {
    for (const args of [[], ['--jti', 't-1', '--sub', 'u1']]) await expect(run('revoke', ...args)).rejects.toMatchObject({ exitCode: 2 });
    expect(asked).toEqual([]);
  });
});
