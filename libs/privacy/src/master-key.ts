import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** The installation's secret. Each use has a key of its own, derived from it. */
export class MasterKey {
  private readonly wrapping: Buffer;
  private readonly blinding: Buffer;
  private readonly digesting: Buffer;

  /** @param master 32 random bytes */
  constructor(master: Buffer) {
    this.wrapping = derivedKey(master, 'subject key wrapping');
    this.blinding = derivedKey(master, 'blind index');
    this.digesting = derivedKey(master, 'command digest');
  }

  /** A fresh key for a data subject, and its wrapped form, which is all that may be stored. */
  newKey(subjectId: string): { key: KeyObject; wrapped: Buffer } {
    const random = randomBytes(nonceBytes + 32);
    const [nonce, key] = [random.subarray(0, nonceBytes), random.subarray(nonceBytes)];
    const cipher = createCipheriv('aes-256-gcm', this.wrapping, nonce).setAAD(Buffer.from(subjectId));
    return { key: createSecretKey(key), wrapped: Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]) };
  }

  unwrap(subjectId: string, wrapped: Buffer): KeyObject {
    const decipher = createDecipheriv('aes-256-gcm', this.wrapping, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(subjectId))
      .setAuthTag(wrapped.subarray(-tagBytes));
    return createSecretKey(Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]));
  }

  blindIndex(identity: string): Buffer {
    return createHmac('sha256', this.blinding).update(identity.normalize('NFKC')).digest();
  }

  /** Keyed, so that a digest in the log does not confirm a guess at what was said. */
  digest(text: string): string {
    return createHmac('sha256', this.digesting).update(text).digest('hex');
  }
}

/** The key of one use, of 32 bytes. @param master 32 random bytes */
export function derivedKey(master: Buffer, purpose: string): Buffer {
  if (master.length !== 32) throw new Error('the master key must have 32 bytes');
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `redress ${purpose}`, 32));
}
