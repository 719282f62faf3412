import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { asUnavailable, EvidenceDamaged } from './errors.js';
import { syncFolder } from './folder-store.js';

/*
 * Files that come in parts, over days and restarts. Beside each other, for an upload: `<id>.state`, what is known of it, and
 * `<id>.parts`, what came of it, both encrypted under a key that follows from the data subject's and the upload's id.
 *
 *   part   length of the plain bytes 4, big-endian | nonce 12 | AES-256-GCM over up to 65 536 bytes | tag 16
 *
 * The nonce is random and not the place, since a part that was cut off or taken back is written again, perhaps with other bytes. The place
 * is authenticated instead (additional data: bytes before it, 8, big-endian). A part at the end that is not whole does not count.
 */

const partBytes = 65_536;
const lengthBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const overhead = lengthBytes + nonceBytes + tagBytes;

/** What is told of an upload in the clear: it names nobody. */
export interface StagedUpload {
  readonly id: string;
  /** Whose key opens the rest. */
  readonly subjectId: string;
  /** Bytes that it will have. */
  readonly size: number;
  readonly createdAt: string;
}

/** What the sender hashed is not what came. */
export class PartRefused extends Error {
  override name = 'PartRefused';
}

/** How to check the bytes of one request before they count. */
export interface Checksum {
  /** As `crypto.createHash` knows it. */
  readonly algorithm: string;
  readonly digest: Buffer;
}

/** How much counts: bytes of the file, and bytes of `<id>.parts` that hold them. */
interface Extent {
  readonly plain: number;
  readonly stored: number;
}

/** Uploads that are under way, in a folder. Whoever calls sees to it that one upload is written by one request at a time. */
export class Staging {
  /** What was counted before, good for as long as the file has that length. */
  private readonly extents = new Map<string, Extent>();

  constructor(private readonly folder: string) {}

  /** Begins an upload, or changes what is known of it; `about` is sealed. */
  async save(upload: StagedUpload, about: object, subjectKey: KeyObject): Promise<void> {
    const sealed = seal(keyOf(upload.id, subjectKey), stateAad, Buffer.from(JSON.stringify(about))).toString('base64');
    const path = this.pathOf(upload.id, 'state');
    const fresh = `${path}.new`;
    try {
      const file = await open(fresh, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify({ ...upload, sealed }));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(fresh, path);
      await syncFolder(this.folder);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** What is known of an upload, undefined if there is none. @param id anything: it may come from a URL */
  async find(id: string): Promise<StagedUpload | undefined> {
    const state = await this.read(id);
    if (!state) return undefined;
    const { sealed: _, ...upload } = state;
    return upload;
  }

  /** What was saved about an upload. */
  async about<T extends object>(id: string, subjectKey: KeyObject): Promise<T> {
    const state = await this.read(id);
    if (!state) throw new EvidenceDamaged(id, 'the upload is gone');
    const bytes = unseal(keyOf(id, subjectKey), stateAad, Buffer.from(state.sealed, 'base64'));
    if (!bytes) throw new EvidenceDamaged(id, 'the state of the upload is not what was written');
    return JSON.parse(bytes.toString('utf8')) as T;
  }

  /** How many bytes of the file are here. */
  async offset(id: string): Promise<number> {
    return (await this.extent(id)).plain;
  }

  /**
   * Adds what comes; what came before the source failed counts, unless there is a checksum.
   * @returns how many bytes are here now
   * @throws PartRefused, EvidenceStoreUnavailable, and what the source throws
   */
  async append(id: string, source: AsyncIterable<Buffer>, subjectKey: KeyObject, checksum?: Checksum): Promise<number> {
    try {
      const before = await this.extent(id);
      const file = await open(this.pathOf(id, 'parts'), (await this.hasParts(id)) ? 'r+' : 'wx', 0o600);
      try {
        return await this.write(id, file, before, source, keyOf(id, subjectKey), checksum);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** All that came, in order. @throws EvidenceDamaged */
  async *content(id: string, subjectKey: KeyObject): AsyncGenerator<Buffer> {
    if (!(await this.hasParts(id))) return;
    const key = keyOf(id, subjectKey);
    const { stored } = await this.extent(id);
    const file = await open(this.pathOf(id, 'parts'), 'r');
    const part = Buffer.allocUnsafe(partBytes + overhead);
    try {
      for (let at = 0, plain = 0; at < stored;) {
        const length = await lengthAt(file, at);
        await file.read(part, 0, length + overhead, at);
        const bytes = unseal(key, placeAad(plain), part.subarray(lengthBytes, length + overhead));
        if (!bytes) throw new EvidenceDamaged(id, `the upload is not what came, after ${plain} bytes`);
        yield bytes;
        at += length + overhead;
        plain += length;
      }
    } finally {
      await file.close();
    }
  }

  /** Drops what came of an upload; what is known of it stays. */
  async dropContent(id: string): Promise<void> {
    this.extents.delete(id);
    await rm(this.pathOf(id, 'parts'), { force: true });
  }

  async remove(id: string): Promise<void> {
    await this.dropContent(id);
    await rm(this.pathOf(id, 'state'), { force: true });
  }

  /** Removes the uploads of a data subject; how many there were. */
  async removeOf(subjectId: string): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.folder)) {
      const [id, kind] = name.split('.', 2);
      if (kind !== 'state' || (await this.find(id!))?.subjectId !== subjectId) continue;
      await this.remove(id!);
      removed += 1;
    }
    return removed;
  }

  /** Removes uploads that began before then, and what else was left here; how many files. */
  async removeStale(before: Date): Promise<number> {
    const stale: string[] = [];
    for (const name of await readdir(this.folder)) {
      if ((await this.began(name)) < before) stale.push(name);
    }
    for (const name of stale) await rm(join(this.folder, name), { force: true });
    return stale.length;
  }

  private async began(name: string): Promise<Date> {
    const upload = await this.find(name.split('.', 1)[0]!);
    if (upload) return new Date(upload.createdAt);
    // Gone meanwhile: nothing to remove.
    return (await stat(join(this.folder, name)).catch(() => undefined))?.mtime ?? new Date(8.64e15);
  }

  private pathOf(id: string, kind: 'state' | 'parts'): string {
    return join(this.folder, `${id}.${kind}`);
  }

  private async read(id: string): Promise<(StagedUpload & { sealed: string }) | undefined> {
    if (!/^[\da-f-]{36}$/.test(id)) return undefined;
    try {
      return JSON.parse(await readFile(this.pathOf(id, 'state'), 'utf8')) as StagedUpload & { sealed: string };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw asUnavailable(error);
    }
  }

  private async sizeOfParts(id: string): Promise<number> {
    try {
      return (await stat(this.pathOf(id, 'parts'))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return -1;
      throw asUnavailable(error);
    }
  }

  private async hasParts(id: string): Promise<boolean> {
    return (await this.sizeOfParts(id)) >= 0;
  }

  private async extent(id: string): Promise<Extent> {
    const size = await this.sizeOfParts(id);
    if (size <= 0) return { plain: 0, stored: 0 };
    const known = this.extents.get(id);
    if (known?.stored === size) return known;
    const file = await open(this.pathOf(id, 'parts'), 'r');
    try {
      let counted: Extent = { plain: 0, stored: 0 };
      while (counted.stored + overhead <= size) {
        const length = await lengthAt(file, counted.stored);
        if (length > partBytes || counted.stored + length + overhead > size) break;
        counted = { plain: counted.plain + length, stored: counted.stored + length + overhead };
      }
      this.extents.set(id, counted);
      return counted;
    } finally {
      await file.close();
    }
  }

  private async write(
    id: string,
    file: FileHandle,
    before: Extent,
    source: AsyncIterable<Buffer>,
    key: Buffer,
    checksum: Checksum | undefined,
  ): Promise<number> {
    let { plain, stored } = before;
    const held = Buffer.allocUnsafe(partBytes);
    let filled = 0;
    const flush = async () => {
      if (filled === 0) return;
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32BE(filled);
      const part = Buffer.concat([length, seal(key, placeAad(plain), held.subarray(0, filled))]);
      await file.write(part, 0, part.length, stored);
      plain += filled;
      stored += part.length;
      filled = 0;
    };
    const hash = checksum && createHash(checksum.algorithm);
    let whole = false;
    try {
      // A part that was cut off when the process died.
      await file.truncate(stored);
      for await (const chunk of source) {
        hash?.update(chunk);
        for (let from = 0; from < chunk.length;) {
          const copied = chunk.copy(held, filled, from);
          from += copied;
          filled += copied;
          if (filled === partBytes) await flush();
        }
      }
      if (hash && !hash.digest().equals(checksum!.digest)) throw new PartRefused('the bytes do not have this checksum');
      whole = true;
    } finally {
      if (checksum && !whole) {
        ({ plain, stored } = before);
        await file.truncate(stored);
      } else {
        await flush();
      }
      await file.datasync();
      this.extents.set(id, { plain, stored });
    }
    return plain;
  }
}

async function lengthAt(file: FileHandle, position: number): Promise<number> {
  const length = Buffer.alloc(lengthBytes);
  await file.read(length, 0, lengthBytes, position);
  return length.readUInt32BE();
}

const keyOf = (id: string, subjectKey: KeyObject): Buffer =>
  Buffer.from(hkdfSync('sha256', subjectKey, Buffer.from(id), 'redress evidence under way', 32));

const stateAad = Buffer.from('state');

function placeAad(plain: number): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(plain));
  return place;
}

function seal(key: Buffer, aad: Buffer, bytes: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined if it is not what was sealed. */
function unseal(key: Buffer, aad: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(aad)
    .setAuthTag(sealed.subarray(-tagBytes));
  const bytes = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return bytes;
}
