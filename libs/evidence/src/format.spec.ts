import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { decrypt, encrypt, frameBytes, Malformed, newHeader, plainLength, readHeader } from './format.js';

const subject = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };
const stored = frameBytes + 16;

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function sealed(plain: Buffer, size = 50_000): Promise<Buffer> {
  const header = newHeader(subject.id, 'image/png');
  return Buffer.concat([header.bytes, await all(encrypt(pieces(plain, size), header, subject.key))]);
}

async function opened(file: Buffer, key = subject.key, size = 50_000): Promise<Buffer> {
  const header = readHeader(file);
  return all(decrypt(pieces(file.subarray(header.bytes.length), size), header, key));
}

/** Cut into its header and frames. */
function cut(file: Buffer): { header: Buffer; frames: Buffer[] } {
  const header = readHeader(file).bytes;
  const frames: Buffer[] = [];
  for (let from = header.length; from < file.length; from += stored) frames.push(file.subarray(from, from + stored));
  return { header, frames };
}

/** Around the borders of up to three frames. */
const lengths = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -20, max: 20 }))
  .map(([frames, more]) => Math.max(0, frames * frameBytes + more));
const sizes = fc.constantFrom(999, 16_384, frameBytes - 1, frameBytes, frameBytes + 1, stored, 1_000_000);

describe('a file of evidence', () => {
  it('comes out as it went in, whatever its length and however it comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, sizes, sizes, async (length, inPieces, outPieces) => {
        const plain = randomBytes(length);
        const file = await sealed(plain, inPieces);
        const header = readHeader(file);
        expect(header).toMatchObject({ subjectId: subject.id, mediaType: 'image/png' });
        expect(plainLength(file.length - header.bytes.length)).toBe(length);
        expect((await opened(file, subject.key, outPieces)).equals(plain)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is another one each time, and shows nothing of what it holds', async () => {
    const plain = Buffer.from('Li Hua lives in Chaoyang. '.repeat(10_000));
    const [one, other] = [await sealed(plain), await sealed(plain)];
    expect(one.includes('Li Hua')).toBe(false);
    expect(one.subarray(80).equals(other.subarray(80))).toBe(false);
  });

  it('is refused with any byte changed, in its header too', async () => {
    const file = await sealed(randomBytes(frameBytes + 100));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(file);
        damaged[at]! ^= change;
        await expect(opened(damaged)).rejects.toThrow(Malformed);
      }),
      { numRuns: 100, examples: Array.from({ length: 80 }, (_, at): [number, number] => [at, 1]) },
    );
  });

  it('is refused where it ends early or goes on, at any place, at the borders of frames too', async () => {
    const file = await sealed(randomBytes(2 * frameBytes));
    const { header, frames } = cut(file);
    const ends = fc.oneof(fc.integer({ min: 0, max: file.length - 1 }), fc.constantFrom(header.length, header.length + stored));
    await fc.assert(
      fc.asyncProperty(ends, async (end) => {
        await expect((async () => opened(file.subarray(0, end)))()).rejects.toThrow(Malformed);
      }),
      { numRuns: 50, examples: [[0], [1], [header.length], [header.length + stored]] },
    );
    const more = [Buffer.alloc(1), Buffer.alloc(16), frames[1]!, randomBytes(stored)];
    for (const tail of more) await expect(opened(Buffer.concat([file, tail]))).rejects.toThrow(Malformed);
  });

  it('is refused with its frames in another order, one twice, one missing, or one of another file', async () => {
    const file = await sealed(randomBytes(3 * frameBytes));
    const { header, frames } = cut(file);
    const other = cut(await sealed(randomBytes(3 * frameBytes))).frames;
    const [a, b, c] = frames as [Buffer, Buffer, Buffer];
    expect((await opened(Buffer.concat([header, a, b, c]))).length).toBe(3 * frameBytes);
    const orders = [[b, a, c], [a, c, b], [c], [a, c], [b, c], [a, a, b, c], [a, b, b, c], [a, b, c, c], [a, other[1]!, c], other, []];
    for (const order of orders) await expect(opened(Buffer.concat([header, ...order]))).rejects.toThrow(Malformed);
  });

  it('is opened by no other key', async () => {
    await expect(opened(await sealed(randomBytes(10)), createSecretKey(randomBytes(32)))).rejects.toThrow(Malformed);
  });

  it('has a media type that fits its header', () => {
    for (const type of ['', 'text/plain\n', 'x'.repeat(256), 'text/中文']) expect(() => newHeader(subject.id, type)).toThrow();
  });
});
