import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokens } from './auth.js';
import { ensureLocalKeys, LOCAL_AUDIENCE, LOCAL_ISSUER, mintToken } from './local-keys.js';

let data: string;
let tokens: Tokens;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'redress-auth-'));
  const { jwksFile } = await ensureLocalKeys(data);
  tokens = await Tokens.create({ issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE, jwks: jwksFile });
});
afterAll(() => rm(data, { recursive: true }));

const rolesFrom = async (roles: readonly unknown[]) => {
  const token = await mintToken(data, { sub: 'u1', roles: roles as string[] }, '1h');
  return (await tokens.principalOf(`Bearer ${token}`, Date.now())).roles;
};

describe('the roles of a token', () => {
  it('may be others than this program knows, since a matrix is data', async () => {
    expect(await rolesFrom(['handler', 'medical-officer', 'l2'])).toEqual(['handler', 'medical-officer', 'l2']);
  });

  it('are left out if they are no codes', async () => {
    expect(await rolesFrom(['', 'CFO', 'chief actuary', '2nd-line', 'a'.repeat(61), 'x\n', 7, null, 'cfo'])).toEqual(['cfo']);
  });

  it('are fifty at most', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `role-${i}`);
    expect(await rolesFrom(many)).toEqual(many.slice(0, 50));
  });
});
