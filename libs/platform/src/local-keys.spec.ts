import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { ensureLocalKeys, LOCAL_AUDIENCE, LOCAL_ISSUER, LocalKeysError, mintToken, rotateSigningKey } from './local-keys.js';

let data: string;
beforeEach(async () => void (data = await mkdtemp(join(tmpdir(), 'redress-keys-'))));
afterEach(() => rm(data, { recursive: true }));

const claims = { sub: 'u1', name: 'Li Na', roles: ['handler', 'cfo'], unit: 'beijing' };

describe('the keys of a data folder', () => {
  it('are made once, and are for the owner only', async () => {
    const keys = await ensureLocalKeys(data);
    expect(Buffer.from(keys.masterKey, 'base64')).toHaveLength(32);
    expect(await ensureLocalKeys(data)).toEqual(keys);
    expect((await stat(join(data, 'secrets'))).mode & 0o777).toBe(0o700);
    for (const name of ['master-key', 'database-password', 'signing-key.json', 'jwks.json'])
      expect((await stat(join(data, 'secrets', name))).mode & 0o777).toBe(0o600);
  });

  it('sign tokens that the published key set verifies', async () => {
    const { jwksFile } = await ensureLocalKeys(data);
    const jwks = JSON.parse(await readFile(jwksFile, 'utf8')) as JSONWebKeySet;
    expect(jwks.keys[0]).not.toHaveProperty('d');
    const token = await mintToken(data, claims, '1h');
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE });
    expect(payload).toMatchObject({ ...claims, jti: expect.any(String) as string });
    expect(payload.exp! - payload.iat!).toBe(3600);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', kid: jwks.keys[0]!.kid });
  });

  it.each(['master-key', 'database-password'])('are not replaced when %s is lost', async (name) => {
    await ensureLocalKeys(data);
    await rm(join(data, 'secrets', name));
    await expect(ensureLocalKeys(data)).rejects.toThrow(`${name} is gone`);
  });

  it('are completed when the first start was interrupted', async () => {
    const { masterKey } = await ensureLocalKeys(data);
    await rm(join(data, 'secrets', 'signing-key.json'));
    await rm(join(data, 'secrets', 'database-password'));
    expect((await ensureLocalKeys(data)).masterKey).toBe(masterKey);
  });

  it('are asked for in one line when there are none, or the span is none', async () => {
    await expect(mintToken(data, claims, '1h')).rejects.toThrow(LocalKeysError);
    await ensureLocalKeys(data);
    await expect(mintToken(data, claims, 'soon')).rejects.toThrow('not a span of time');
  });

  describe('that sign', () => {
    const published = async () => {
      const { keys } = JSON.parse(await readFile(join(data, 'secrets', 'jwks.json'), 'utf8')) as {
        keys: { kid: string; exp?: number; d?: string }[];
      };
      expect(keys.filter(({ d }) => d !== undefined)).toEqual([]);
      return keys.map(({ kid, exp }) => ({ kid, exp }));
    };
    const signedBy = async () => decodeProtectedHeader(await mintToken(data, claims, '1h')).kid;
    const now = Date.parse('2026-11-22T08:00:00.000Z');

    it('are replaced, and the former ones published until their tokens have run out, also after a new start', async () => {
      await ensureLocalKeys(data);
      const first = (await signedBy())!;
      const { kid, until } = await rotateSigningKey(data, '8h', now);
      expect(until).toEqual(new Date('2026-11-22T16:00:00.000Z'));
      expect(await signedBy()).toBe(kid);
      await ensureLocalKeys(data);
      expect(await published()).toEqual([{ kid }, { kid: first, exp: until.getTime() / 1_000 }]);
      const third = await rotateSigningKey(data, '1h', now + 9 * 3_600_000);
      expect((await published()).map((key) => key.kid)).toEqual([third.kid, kid]);
    });

    it('are gone at once when they are known to somebody else', async () => {
      await ensureLocalKeys(data);
      const { kid } = await rotateSigningKey(data, '0s', now);
      expect(await published()).toEqual([{ kid }]);
    });

    it('stay in use when a replacement was interrupted', async () => {
      await ensureLocalKeys(data);
      const before = await readFile(join(data, 'secrets', 'signing-key.json'), 'utf8');
      const first = await signedBy();
      await rotateSigningKey(data, '8h', now);
      await writeFile(join(data, 'secrets', 'signing-key.json'), before);
      await ensureLocalKeys(data);
      expect(await published()).toEqual([{ kid: first }]);
    });

    it('are not replaced where there are none, or the span is none', async () => {
      await expect(rotateSigningKey(data, '8h', now)).rejects.toThrow('No signing key');
      await ensureLocalKeys(data);
      await expect(rotateSigningKey(data, 'soon', now)).rejects.toThrow('not a span of time');
      expect(await published()).toHaveLength(1);
    });
  });
});
