import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLocalKeys } from '@redress/platform';
import { Command } from 'commander';
import { decodeJwt } from 'jose';
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

async function token(...args: string[]): Promise<object> {
  const program = new Command().option('--data <folder>').option('--json').exitOverride();
  registerToken(program);
  program.commands.forEach((command) => command.exitOverride());
  await program.parseAsync(['--data', data, '--json', 'token', '--sub', 'u1', ...args], { from: 'user' });
  return decodeJwt((JSON.parse(out) as { token: string }).token);
}

describe('redress token', () => {
  it('mints a token with the roles of this program and of any matrix', async () => {
    expect(await token('--role', 'handler', 'cfo', '--role', 'medical-officer')).toMatchObject({
      sub: 'u1',
      roles: ['handler', 'cfo', 'medical-officer'],
    });
  });

  it('refuses a role that no token could carry, and none at all', async () => {
    await expect(token('--role', 'Medical officer')).rejects.toThrow('lower-case letters, digits and hyphens');
    await expect(token()).rejects.toThrow('--role');
  });
});
