import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

/** Issuer and audience of the tokens that the embedded installation mints for itself. */
export const LOCAL_ISSUER = 'redress-local';
export const LOCAL_AUDIENCE = 'redress';

/** The secrets of an embedded installation, kept in `<data>/secrets`, which only their owner may read. */
export interface LocalKeys {
  /** Password of the bundled PostgreSQL. Secret. */
  readonly databasePassword: string;
  /** 32 bytes in base64: REDRESS_MASTER_KEY. Secret. */
  readonly masterKey: string;
  /** Path of the public key set: REDRESS_AUTH_JWKS. */
  readonly jwksFile: string;
}

export interface TokenClaims {
  readonly sub: string;
  readonly name?: string;
  readonly roles: readonly string[];
  readonly unit?: string;
}

/** A secret that cannot be made again is gone, or there is none; one line for the operator. */
export class LocalKeysError extends Error {
  override name = 'LocalKeysError';
}

const folderOf = (dataFolder: string): string => join(dataFolder, 'secrets');

/**
 * Reads the secrets of a data folder and makes them at the first start. The signing key is made last: once it is there, a missing master
 * key or password was lost, and a new one would only hide that nothing can be opened any more.
 *
 * @throws LocalKeysError when one was lost
 */
export async function ensureLocalKeys(dataFolder: string): Promise<LocalKeys> {
  const folder = folderOf(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const complete = (await read(folder, 'signing-key.json')) !== undefined;
  const secret = async (name: string, make: () => string): Promise<string> => {
    const existing = (await read(folder, name))?.trim();
    if (existing) return existing;
    if (complete) throw new LocalKeysError(`${join(folder, name)} is gone and cannot be made again: restore it from a backup.`);
    return write(folder, name, make());
  };
  const masterKey = await secret('master-key', () => randomBytes(32).toString('base64'));
  const databasePassword = await secret('database-password', () => randomBytes(24).toString('base64url'));
  if (!complete) await write(folder, 'signing-key.json', JSON.stringify(await newSigningKey()));
  const { d: _private, ...publicKey } = await signingKey(dataFolder);
  await write(folder, 'jwks.json', JSON.stringify({ keys: [publicKey] }));
  return { databasePassword, masterKey, jwksFile: join(folder, 'jwks.json') };
}

/**
 * Signs a token with the key of a data folder.
 *
 * @param expiresIn a span such as `15m`, `1h`, `30d`
 * @throws LocalKeysError when the folder has no key, or the span cannot be read
 */
export async function mintToken(dataFolder: string, { sub, name, roles, unit }: TokenClaims, expiresIn: string): Promise<string> {
  const key = await signingKey(dataFolder);
  const token = new SignJWT({ name, roles, unit }).setProtectedHeader({ alg: 'EdDSA', kid: key.kid!, typ: 'JWT' });
  try {
    token.setExpirationTime(expiresIn);
  } catch {
    throw new LocalKeysError(`"${expiresIn}" is not a span of time: give one such as 15m, 1h or 30d.`);
  }
  return token
    .setSubject(sub)
    .setIssuer(LOCAL_ISSUER)
    .setAudience(LOCAL_AUDIENCE)
    .setIssuedAt()
    .sign(await importJWK(key, 'EdDSA'));
}

async function signingKey(dataFolder: string): Promise<JWK> {
  const text = await read(folderOf(dataFolder), 'signing-key.json');
  if (text === undefined)
    throw new LocalKeysError(
      `No signing key in ${folderOf(dataFolder)}: start Redress once with this data folder (npm start), or set REDRESS_DATA.`,
    );
  return JSON.parse(text) as JWK;
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' };
}

async function read(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LocalKeysError(
      `${join(folder, name)} cannot be read (${(error as NodeJS.ErrnoException).code}): start as the user who owns it.`,
    );
  }
}

/** Whole or not at all: written beside and renamed, flushed first since nobody can make it again. */
async function write(folder: string, name: string, content: string): Promise<string> {
  const temporary = join(folder, `${name}.${randomUUID()}`);
  await writeFile(temporary, content, { mode: 0o600, flush: true });
  await rename(temporary, join(folder, name));
  return content;
}
