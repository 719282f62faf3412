import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** About 60 ms and 32 MiB for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const MAX_MEMORY = 64 * 1024 * 1024;
const HASH_BYTES = 32;

/** @returns `scrypt:<N>:<r>:<p>:<salt>:<hash>`, salt and hash in base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join(':');
}

const shape = /^scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{16,}):([\w-]{43})$/;

/** True if `verifyPassword` can work with it. */
export const isPasswordHash = (hash: unknown): hash is string => typeof hash === 'string' && shape.test(hash);

/** @returns whether the password is the one that was hashed, in a time that does not depend on how wrong it is */
export async function verifyPassword(password: string, hashed: string): Promise<boolean> {
  const [, N, r, p, salt, hash] = shape.exec(hashed) ?? [];
  if (hash === undefined) return false;
  const derived = await derive(password, Buffer.from(salt!, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'));
}

/** In the thread pool: the event loop goes on. */
function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
