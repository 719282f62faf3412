import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

/*
 * How a file of evidence is encrypted: the STREAM construction, as Google Tink's AES-GCM-HKDF streaming has it.
 *
 *   header  "RDEV" | version 1 | subject id 16 | salt 32 | nonce prefix 7 | length of the media type 1 | media type, ASCII
 *   frame   AES-256-GCM over 65 536 bytes of the file, the last over what is left (0 to 65 536), followed by its tag of 16 bytes
 *
 *   key     HKDF-SHA256 (key of the data subject, salt, info = the whole header), 32 bytes: one for each file
 *   nonce   nonce prefix 7 | number of the frame from 0, big-endian 4 | 1 if it is the last frame, else 0
 *
 * So a byte that is changed, a frame that is moved, repeated, left out or added, and a file that ends early are all noticed
 * (format.spec.ts), and nothing in the header can be changed without changing the key.
 */

const magic = Buffer.from('RDEV\x01', 'latin1');
const at = { subject: 5, salt: 21, prefix: 53, typeLength: 60, type: 61 } as const;

/** Bytes of a file that one frame holds. */
export const frameBytes = 65_536;
const tagBytes = 16;
const maxFrames = 2 ** 32;

/** The longest header that there is. */
export const maxHeaderBytes = at.type + 255;

/** A file's beginning, in the clear: whose key opens it, and what it is. */
export interface Header {
  readonly subjectId: string;
  readonly mediaType: string;
  /** As it is stored. */
  readonly bytes: Buffer;
}

/** Not in this format, altered, or cut short. */
export class Malformed extends Error {
  override name = 'Malformed';
}

/** @param mediaType at most 255 characters of ASCII */
export function newHeader(subjectId: string, mediaType: string): Header {
  if (!/^[\x20-\x7e]{1,255}$/.test(mediaType)) throw new Error(`no media type: ${mediaType}`);
  const type = Buffer.from(mediaType, 'latin1');
  const bytes = Buffer.concat([
    magic,
    Buffer.from(subjectId.replaceAll('-', ''), 'hex'),
    randomBytes(at.typeLength - at.salt),
    Buffer.from([type.length]),
    type,
  ]);
  return { subjectId, mediaType, bytes };
}

/**
 * @param start the first bytes of a file, `maxHeaderBytes` of them if there are so many
 * @throws Malformed
 */
export function readHeader(start: Buffer): Header {
  const length = at.type + (start[at.typeLength] ?? 0);
  if (start.length < length || !start.subarray(0, magic.length).equals(magic)) throw new Malformed('it does not begin as evidence does');
  return {
    subjectId: start.toString('hex', at.subject, at.salt).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    mediaType: start.toString('latin1', at.type, length),
    bytes: Buffer.from(start.subarray(0, length)),
  };
}

/** How many bytes the file itself has, by what is stored of it after the header. */
export function plainLength(storedBytes: number): number {
  const frames = Math.max(1, Math.ceil(storedBytes / (frameBytes + tagBytes)));
  return storedBytes - frames * tagBytes;
}

/** The frames of a file, one after the other; the header goes before them. */
export async function* encrypt(plain: AsyncIterable<Buffer>, header: Header, subjectKey: KeyObject): AsyncGenerator<Buffer> {
  const { key, nonce } = secretsOf(header, subjectKey);
  let number = 0;
  for await (const { bytes, last } of inFrames(plain, frameBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/**
 * The file again; what comes out before an error is the file's beginning, but not more is promised.
 * @param stored what follows the header
 * @throws Malformed
 */
export async function* decrypt(stored: AsyncIterable<Buffer>, header: Header, subjectKey: KeyObject): AsyncGenerator<Buffer> {
  const { key, nonce } = secretsOf(header, subjectKey);
  let number = 0;
  for await (const { bytes, last } of inFrames(stored, frameBytes + tagBytes)) {
    if (bytes.length < tagBytes) throw new Malformed(`frame ${number} is cut short`);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const plain = decipher.update(bytes.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw new Malformed(`frame ${number} is not what was written`);
    }
    yield plain;
    number += 1;
  }
}

function secretsOf({ bytes }: Header, subjectKey: KeyObject): { key: Buffer; nonce: (number: number, last: boolean) => Buffer } {
  const key = Buffer.from(hkdfSync('sha256', subjectKey, bytes.subarray(at.salt, at.prefix), bytes, 32));
  const prefix = bytes.subarray(at.prefix, at.typeLength);
  const nonce = (number: number, last: boolean) => {
    if (number >= maxFrames) throw new Malformed('it has more frames than can be counted');
    const made = Buffer.alloc(12);
    prefix.copy(made);
    made.writeUInt32BE(number, prefix.length);
    made[11] = last ? 1 : 0;
    return made;
  };
  return { key, nonce };
}

/** The same bytes in pieces of one size; the last, and only it, may be shorter. A piece is good until the next one is asked for. */
async function* inFrames(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  const frame = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length;) {
      // Only now: whether a whole frame is the last one is known when more comes, or nothing does.
      if (filled === size) {
        yield { bytes: frame, last: false };
        filled = 0;
      }
      const copied = chunk.copy(frame, filled, from);
      from += copied;
      filled += copied;
    }
  }
  yield { bytes: frame.subarray(0, filled), last: true };
}
