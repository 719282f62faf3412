import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
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
  /** Path of the private key that signs the log: REDRESS_CHECKPOINT_KEY. */
  readonly checkpointKeyFile: string;
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

const checkpointKey = 'checkpoint-key.json';

/** A private key as a JWK set, to which another can be added when it is rotated. Secret. */
const newCheckpointKey = (): object => ({ keys: [generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })] });

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
  await publish(folder, await signingKey(dataFolder), await formerKeys(folder));
  // Made anew if it was lost: the log knows which key it was, and nothing is signed by another that nobody vouches for.
  if ((await read(folder, checkpointKey)) === undefined) await write(folder, checkpointKey, JSON.stringify(newCheckpointKey()));
  return { databasePassword, masterKey, jwksFile: join(folder, 'jwks.json'), checkpointKeyFile: join(folder, checkpointKey) };
}

/**
 * Makes a new signing key. The former one stays published for as long as its tokens may be good, so that nobody has to sign in anew; a running
 * API takes note of both by itself.
 *
 * @param grace for how long, a span such as `8h`; `0s` if it has become known to somebody else
 * @param now milliseconds since the epoch
 * @returns the new key's name, and until when the former one verifies
 * @throws LocalKeysError when the folder has no key, or the span cannot be read
 */
export async function rotateSigningKey(dataFolder: string, grace: string, now: number): Promise<{ kid: string; until: Date }> {
  const folder = folderOf(dataFolder);
  const until = Math.floor(now / 1_000) + secondsOf(grace);
  const former = await signingKey(dataFolder);
  const next = await newSigningKey();
  const kept = [...(await formerKeys(folder)), { ...publicOf(former), exp: until }].filter(({ exp }) => exp * 1_000 > now);
  // Published before anybody signs with it.
  await publish(folder, next, kept);
  await write(folder, 'signing-key.json', JSON.stringify(next));
  return { kid: next.kid!, until: new Date(until * 1_000) };
}

/**
 * Signs a token with the key of a data folder.
 *
 * @param expiresIn a span such as `15m`, `1h`, `30d`
 * @throws LocalKeysError when the folder has no key, or the span cannot be read
 */
export async function mintToken(dataFolder: string, { sub, name, roles, unit }: TokenClaims, expiresIn: string): Promise<string> {
  const key = await signingKey(dataFolder);
  const issuedAt = Math.floor(Date.now() / 1_000);
  return new SignJWT({ name, roles, unit })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid!, typ: 'JWT' })
    .setJti(randomUUID())
    .setSubject(sub)
    .setIssuer(LOCAL_ISSUER)
    .setAudience(LOCAL_AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + secondsOf(expiresIn))
    .sign(await importJWK(key, 'EdDSA'));
}

const units = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800, y: 31_557_600 } as const;

const spans = /^(-?\d{1,6})([smhdwy])$/;

/** Whether a text is a span of time, such as 15m, 8h or 30d. */
export const isSpan = (text: string): boolean => spans.test(text);

/** @throws LocalKeysError */
function secondsOf(span: string): number {
  const [, amount, unit] = spans.exec(span) ?? [];
  if (amount === undefined) throw new LocalKeysError(`"${span}" is not a span of time: give one such as 15m, 1h or 30d.`);
  return Number(amount) * units[unit as keyof typeof units];
}

/** A public key that does not sign any more, and until when it verifies, in seconds since the epoch. */
type FormerKey = JWK & { readonly exp: number };

function publicOf({ d: _private, ...key }: JWK): JWK {
  return key;
}

async function publish(folder: string, current: JWK, former: readonly FormerKey[]): Promise<void> {
  // One that became the former before it was replaced is still the current one.
  const others = former.filter(({ kid }) => kid !== current.kid);
  await write(folder, 'jwks.json', JSON.stringify({ keys: [publicOf(current), ...others] }));
}

async function formerKeys(folder: string): Promise<FormerKey[]> {
  const text = await read(folder, 'jwks.json');
  const { keys } = JSON.parse(text ?? '{"keys":[]}') as { keys: JWK[] };
  return keys.filter((key): key is FormerKey => 'exp' in key);
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
