import { createHash, randomUUID, type KeyObject } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { BlobStore } from './blob-store.js';
import { asUnavailable, DigestMismatch, EvidenceDamaged, EvidenceErased, EvidenceTooLarge } from './errors.js';
import { FolderStore, syncFolder } from './folder-store.js';
import { decrypt, encrypt, Malformed, maxHeaderBytes, newHeader, plainLength, readHeader, type Header } from './format.js';
import { TypeCheck } from './media-types.js';
import { S3Store, type Bucket } from './s3-store.js';

/** Where evidence is kept. */
export interface EvidencePlace {
  /** Holds all evidence; with an S3 store only what is under way. */
  readonly folder: string;
  readonly s3?: Bucket;
}

/** Whose key seals a file: whoever destroys it erases the file. */
export interface DataSubject {
  readonly id: string;
  readonly key: KeyObject;
}

/** What a file must be to be kept. */
export interface Limits {
  /** What it is said to be: one of `mediaTypes`, against which its bytes are checked; anything if it is our own. */
  readonly mediaType: string;
  readonly maxBytes: number;
  /** SHA-256 of the file, hex, if the sender says it. */
  readonly sha256?: string;
  /** Made by this program, such as a letter: not asked what it is. */
  readonly own?: boolean;
}

/** A file that is kept. */
export interface Kept {
  /** SHA-256 of what is stored, hex. Each time the same file is kept it is another. */
  readonly hash: string;
  /** `evidence:<hash>` */
  readonly locator: string;
  /** Before encryption. */
  readonly bytes: number;
  readonly mediaType: string;
  /** SHA-256 of the file itself, hex. */
  readonly sha256: string;
}

/** A file that was found whole. */
export interface Opened extends Kept {
  /** Whose key it was sealed with. */
  readonly subjectId: string;
  /** The file; whoever does not read it to its end destroys it. */
  readonly stream: Readable;
}

const scheme = 'evidence:';

/** The hash in a locator, or undefined if it points elsewhere. */
export function hashIn(locator: string): string | undefined {
  return /^evidence:([0-9a-f]{64})$/.exec(locator)?.[1];
}

/** The folder in which files are made before they are kept. */
const workFolder = (folder: string): string => join(folder, 'under-way');

/** Keeps files, each encrypted under a key of its own that follows from the data subject's. Nothing is held in memory as a whole. */
export class EvidenceStore {
  private constructor(
    private readonly blobs: BlobStore,
    /** For what is under way, on the same file system as the folder of evidence. */
    readonly workFolder: string,
  ) {}

  static async at({ folder, s3 }: EvidencePlace): Promise<EvidenceStore> {
    const work = workFolder(folder);
    await mkdir(work, { recursive: true, mode: 0o700 });
    return new EvidenceStore(s3 ? new S3Store(s3, work) : new FolderStore(folder), work);
  }

  /**
   * Keeps a file; once this returns it is durable. If it throws, nothing is kept.
   * @throws EvidenceTooLarge, EvidenceTypeRefused, DigestMismatch, EvidenceStoreUnavailable, and what the source throws
   */
  async put(source: AsyncIterable<Buffer>, subject: DataSubject, limits: Limits): Promise<Kept> {
    const { mediaType } = limits;
    const file = join(this.workFolder, `${randomUUID()}.blob`);
    const came = new Incoming(source, limits);
    try {
      const header = newHeader(subject.id, mediaType);
      const hash = await this.write(file, header, encrypt(came.checked(), header, subject.key));
      await this.blobs.keep(file, hash);
      return { hash, locator: scheme + hash, bytes: came.bytes, mediaType, sha256: came.sha256 };
    } catch (error) {
      await rm(file, { force: true });
      throw asUnavailable(error);
    }
  }

  /**
   * Opens a file after all of it was read once: its hash is right, every frame is authentic, nothing is missing.
   * @param address a hash or a locator
   * @param keyOf the key of a data subject, undefined if it was destroyed
   * @throws EvidenceMissing, EvidenceErased, EvidenceDamaged, EvidenceStoreUnavailable
   */
  async open(address: string, keyOf: (subjectId: string) => Promise<KeyObject | undefined>): Promise<Opened> {
    const hash = hashIn(address) ?? address;
    const file = await this.blobs.open(hash);
    try {
      const { header, key, sha256 } = await verified(file, hash, keyOf);
      const { size } = await file.stat();
      const stream = Readable.from(decrypt(afterHeader(file, header), header, key), { objectMode: false });
      stream.once('close', () => void file.close());
      const { subjectId, mediaType } = header;
      return { hash, locator: scheme + hash, bytes: plainLength(size - header.bytes.length), mediaType, sha256, subjectId, stream };
    } catch (error) {
      await file.close();
      throw error instanceof Malformed ? new EvidenceDamaged(hash, error.message) : asUnavailable(error);
    }
  }

  /** Removes a file that no event names. */
  async remove(hash: string): Promise<void> {
    await this.blobs.remove(hash);
  }

  private async write(path: string, header: Header, frames: AsyncIterable<Buffer>): Promise<string> {
    const hash = createHash('sha256');
    const file = await open(path, 'wx', 0o600);
    try {
      hash.update(header.bytes);
      await file.writeFile(header.bytes);
      for await (const frame of frames) {
        hash.update(frame);
        await file.writeFile(frame);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(this.workFolder);
    return hash.digest('hex');
  }
}

/** A file on its way in: counted, hashed and looked at as it comes by. */
class Incoming {
  bytes = 0;
  sha256 = '';

  constructor(
    private readonly source: AsyncIterable<Buffer>,
    private readonly limits: Limits,
  ) {}

  async *checked(): AsyncGenerator<Buffer> {
    const { maxBytes, mediaType, sha256, own } = this.limits;
    const hash = createHash('sha256');
    const type = own ? undefined : new TypeCheck(mediaType);
    for await (const chunk of this.source) {
      this.bytes += chunk.length;
      if (this.bytes > maxBytes) throw new EvidenceTooLarge(maxBytes);
      hash.update(chunk);
      await type?.take(chunk);
      yield chunk;
    }
    await type?.end();
    this.sha256 = hash.digest('hex');
    if (sha256 !== undefined && sha256 !== this.sha256) throw new DigestMismatch(sha256, this.sha256);
  }
}

const afterHeader = (file: FileHandle, { bytes }: Header): Readable => file.createReadStream({ start: bytes.length, autoClose: false });

/** Reads all of a file: what it is stored as, and what it says. */
async function verified(
  file: FileHandle,
  hash: string,
  keyOf: (subjectId: string) => Promise<KeyObject | undefined>,
): Promise<{ header: Header; key: KeyObject; sha256: string }> {
  const start = Buffer.alloc(maxHeaderBytes);
  const { bytesRead } = await file.read(start, 0, start.length, 0);
  const header = readHeader(start.subarray(0, bytesRead));
  const key = await keyOf(header.subjectId);
  const asStored = createHash('sha256').update(header.bytes);
  const asItWas = createHash('sha256');
  const stored = async function* () {
    for await (const chunk of afterHeader(file, header) as AsyncIterable<Buffer>) {
      asStored.update(chunk);
      yield chunk;
    }
  };
  // Without the key it is still told whether it is damaged: a changed header names somebody else.
  if (key) for await (const plain of decrypt(stored(), header, key)) asItWas.update(plain);
  else for await (const _ of stored());
  if (asStored.digest('hex') !== hash) throw new Malformed('its bytes have another hash');
  if (!key) throw new EvidenceErased(hash);
  return { header, key, sha256: asItWas.digest('hex') };
}
