import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key of 32 bytes, for what `about` names alone: moved elsewhere it cannot be opened. */
export function wrap(under: Buffer, about: string, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', under, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error if it was wrapped under another key, for something else, or changed */
export function unwrap(under: Buffer, about: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', under, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(about))
    .setAuthTag(wrapped.subarray(-tagBytes));
  return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

/** A fresh key for a data subject, and its wrapped form, which is all that may be stored. */
export function newSubjectKey(under: Buffer, subjectId: string): { key: KeyObject; wrapped: Buffer } {
  const key = randomBytes(32);
  return { key: createSecretKey(key), wrapped: wrap(under, subjectId, key) };
}

export function blindIndexOf(key: Buffer, identity: string): Buffer {
  return createHmac('sha256', key).update(identity.normalize('NFKC')).digest();
}

/** Keyed, so that a digest in the log does not confirm a guess at what was said. */
export function digestOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** The key of one use, of 32 bytes. @param master 32 random bytes */
export function derivedKey(master: Buffer, purpose: string): Buffer {
  if (master.length !== 32) throw new Error('the master key must have 32 bytes');
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `redress ${purpose}`, 32));
}
