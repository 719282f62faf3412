import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

/** A file of an archive; at most 256 MiB, so that whoever reads it can hold it. */
export interface ZipFile {
  /** Plain ASCII, folders by `/`. */
  readonly name: string;
  readonly content: Buffer;
  /** As it is, without compression. */
  readonly isStored?: boolean;
}

interface Packed extends ZipFile {
  readonly packed: Buffer;
  readonly crc: number;
}

const deflated = promisify(deflateRaw) as (bytes: Buffer, options: { level: number }) => Promise<Buffer>;
/** Half a second for a hundred megabytes, where the usual level takes three and saves a fifth more. */
const level = 1;
/** Files that are compressed, on threads of their own, while the one before them is taken. */
const mostAhead = 4;
/** What does not fit into the fields of 1989 says so by this, and stands elsewhere. */
const beyond = { short: 0xffff, long: 0xffffffff };
/** 1 January 1980: when a file was made is said in the manifest. */
const someDay = 0x0021;
/** Made on Unix: a plain file that its owner may write and all may read. */
const [madeBy, attributes] = [0x031e, 0o100644 * 2 ** 16];

/**
 * Writes a zip archive as it is read: nothing is kept of a file but its line in the directory. Its own, as every byte is signed with the bundle
 * that the archive is: the library tells nobody which bytes a file has become.
 */
export class ZipWriter {
  private readonly directory: Buffer[] = [];
  private readonly running = createHash('sha256');
  private written = 0;

  /** So many bytes were written, and what they hash to; hex. */
  get state(): { bytes: number; sha256: string } {
    return { bytes: this.written, sha256: this.running.copy().digest('hex') };
  }

  async *files(files: AsyncIterable<ZipFile> | Iterable<ZipFile>): AsyncGenerator<Buffer> {
    const waiting: Promise<Packed>[] = [];
    for await (const file of files) {
      const packing = packed(file);
      // Awaited below, unless the reader leaves before.
      packing.catch(() => undefined);
      waiting.push(packing);
      if (waiting.length > mostAhead) yield* this.put(await waiting.shift()!);
    }
    for (const packing of waiting) yield* this.put(await packing);
  }

  /** The directory, without which the archive is broken for everybody. */
  *end(): Generator<Buffer> {
    const begins = this.written;
    for (const entry of this.directory) yield this.counted(entry);
    const [ends, length, count] = [this.written, this.written - begins, this.directory.length];
    const isLarge = count >= beyond.short || begins >= beyond.long || length >= beyond.long;
    if (isLarge) yield this.counted(largeEnd(begins, ends, count));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    for (const at of [8, 10]) end.writeUInt16LE(isLarge ? beyond.short : count, at);
    end.writeUInt32LE(isLarge ? beyond.long : length, 12);
    end.writeUInt32LE(isLarge ? beyond.long : begins, 16);
    yield this.counted(end);
  }

  private *put({ name, content, isStored, packed: bytes, crc }: Packed): Generator<Buffer> {
    const begins = this.written;
    const isFar = begins >= beyond.long;
    // What both headers say, from the version that is needed on.
    const common = Buffer.alloc(24);
    common.writeUInt16LE(isFar ? 45 : 20, 0);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt16LE(someDay, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    common.copy(local, 4);
    yield this.counted(Buffer.concat([local, Buffer.from(name, 'latin1')]));
    yield this.counted(bytes);

    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(madeBy, 4);
    common.copy(central, 6);
    central.writeUInt32LE(attributes, 38);
    central.writeUInt32LE(isFar ? beyond.long : begins, 42);
    const place = Buffer.alloc(isFar ? 12 : 0);
    if (isFar) {
      place.writeUInt32LE(0x0008_0001, 0);
      place.writeBigUInt64LE(BigInt(begins), 4);
      central.writeUInt16LE(place.length, 30);
    }
    this.directory.push(Buffer.concat([central, Buffer.from(name, 'latin1'), place]));
  }

  private counted(bytes: Buffer): Buffer {
    this.running.update(bytes);
    this.written += bytes.length;
    return bytes;
  }
}

async function packed({ content, isStored, ...file }: ZipFile): Promise<Packed> {
  const bytes = isStored ? content : await deflated(content, { level });
  return { ...file, content, ...(isStored && { isStored }), packed: bytes, crc: crc32(content) };
}

/** Where the directory is, in numbers that are large enough, and where that stands. */
function largeEnd(begins: number, ends: number, count: number): Buffer {
  const bytes = Buffer.alloc(76);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  for (const at of [12, 14]) bytes.writeUInt16LE(45, at);
  for (const at of [24, 32]) bytes.writeBigUInt64LE(BigInt(count), at);
  bytes.writeBigUInt64LE(BigInt(ends - begins), 40);
  bytes.writeBigUInt64LE(BigInt(begins), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(ends), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}
