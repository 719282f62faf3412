import type { ReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';

/** A file that cannot be imported, in one line for a person. */
export class FileRefused extends Error {}

/** What a file's first bytes say it is, where that is no text. */
const NOT_TEXT: readonly [magic: Buffer, what: string][] = [
  [Buffer.from('%PDF'), 'a PDF document'],
  [Buffer.from('PK\x03\x04'), 'a ZIP archive or an Excel workbook: unpack it, or save it as CSV'],
  [Buffer.from('7z\xbc\xaf', 'latin1'), 'a 7z archive: unpack it'],
  [Buffer.from('BZh'), 'bzip2-compressed: unpack it (only gzip is read as it is)'],
  [Buffer.from('\xfd7zXZ', 'latin1'), 'xz-compressed: unpack it (only gzip is read as it is)'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'zstd-compressed: unpack it (only gzip is read as it is)'],
  [Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), 'an old Office document: save it as CSV'],
  [Buffer.from('PAR1'), 'a Parquet file'],
];
const GZIP = Buffer.from([0x1f, 0x8b]);

/** One file of an import, read as text in pieces; gzip is known by its first bytes, never by its name. */
export class SourceFile {
  private reading: ReadStream | undefined;

  private constructor(
    readonly path: string,
    readonly size: number,
    private readonly gzip: boolean,
  ) {}

  get name(): string {
    return basename(this.path);
  }

  /** Bytes of the file read so far, compressed if it is compressed. */
  get bytesRead(): number {
    return this.reading?.bytesRead ?? 0;
  }

  /** @throws FileRefused when there is nothing at `path` that could be a CSV file. */
  static async open(path: string): Promise<SourceFile> {
    const file = await openFile(path);
    try {
      const stat = await file.stat();
      if (stat.isDirectory()) throw new FileRefused(`${path}: is a folder, name the files in it`);
      if (!stat.isFile()) throw new FileRefused(`${path}: is no regular file; its start is read twice, so save it to a file first`);
      if (stat.size === 0) throw new FileRefused(`${path}: is empty`);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
      const start = buffer.subarray(0, bytesRead);
      refuseWhatIsNoText(path, start, 'is');
      return new SourceFile(path, stat.size, startsWith(start, GZIP));
    } finally {
      await file.close();
    }
  }

  /**
   * The text from the beginning, byte order mark removed. Every call starts anew.
   *
   * @throws FileRefused in the middle when the compression breaks off, or bytes are no text in this encoding.
   */
  async *text(encoding: string): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined;
    for await (const bytes of this.bytes()) {
      if (decoder === undefined) {
        if (this.gzip) refuseWhatIsNoText(this.path, bytes, 'holds');
        decoder = decoderFor(bytes, encoding, this.path);
      }
      yield this.decode(() => decoder?.decode(bytes, { stream: true }) ?? '', encoding);
    }
    yield this.decode(() => decoder?.decode() ?? '', encoding);
  }

  private decode(step: () => string, encoding: string): string {
    try {
      return step();
    } catch {
      throw new FileRefused(
        `${this.path}: has bytes that are no ${encoding} text; name its encoding with --encoding, e.g. windows-1252 or gb18030`,
      );
    }
  }

  private async *bytes(): AsyncGenerator<Buffer> {
    const file = await openFile(this.path);
    const raw = file.createReadStream({ highWaterMark: 64 * 1024 });
    this.reading = raw;
    const out = new PassThrough();
    const flow = this.gzip ? pipeline(raw, createGunzip(), out) : pipeline(raw, out);
    // The reader below sees the same error; this only keeps it from being unhandled.
    flow.catch(() => undefined);
    try {
      for await (const chunk of out) yield chunk as Buffer;
    } catch (error) {
      throw new FileRefused(`${this.path}: ${reasonOfReadError(error, this.gzip)}`);
    } finally {
      out.destroy();
      raw.destroy();
    }
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new FileRefused(`${path}: no such file`);
    if (code === 'EACCES' || code === 'EPERM') throw new FileRefused(`${path}: may not be read`);
    throw new FileRefused(`${path}: cannot be opened (${code ?? 'unknown reason'})`);
  }
}

function refuseWhatIsNoText(path: string, start: Uint8Array, verb: 'is' | 'holds'): void {
  for (const [magic, what] of NOT_TEXT) if (startsWith(start, magic)) throw new FileRefused(`${path}: ${verb} ${what}`);
}

function startsWith(bytes: Uint8Array, magic: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** A byte order mark says more than an option; without one, a zero byte in the first piece means that this is no text. */
function decoderFor(first: Uint8Array, encoding: string, path: string): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  if (first.includes(0) && !encoding.toLowerCase().startsWith('utf-16')) throw new FileRefused(`${path}: is a binary file, not a CSV`);
  return new TextDecoder(encoding, { fatal: true });
}

function reasonOfReadError(error: unknown, gzip: boolean): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (gzip && code === 'Z_BUF_ERROR') return 'the gzip file is cut off; what came before the cut has been read';
  if (gzip && typeof code === 'string' && code.startsWith('Z_')) return `the gzip file is damaged (${code})`;
  return `cannot be read (${code ?? 'unknown reason'})`;
}

/** Whether Node can decode this encoding. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name, { fatal: true }).fatal;
  } catch {
    return false;
  }
}
