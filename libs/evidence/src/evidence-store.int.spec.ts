import { createHash, createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DigestMismatch, EvidenceDamaged, EvidenceErased, EvidenceMissing, EvidenceTooLarge, EvidenceTypeRefused } from './errors.js';
import { EvidenceStore, hashIn, type Limits, type Opened } from './evidence-store.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const subject = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };
const keys = new Map<string, KeyObject>([[subject.id, subject.key]]);
const keyOf = async (id: string) => keys.get(id);

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += 100_000) yield bytes.subarray(from, from + 100_000);
}
async function read({ stream }: Opened): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const pdf = (length: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(length)]);
const asPdf: Limits = { mediaType: 'application/pdf', maxBytes: 20_000_000 };

/** As much of S3 as is spoken to: one bucket, whole objects and such in parts, every request signed. */
class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  readonly asked: string[] = [];
  failing = false;
  private server: Server;

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { pathname, searchParams } = new URL(request.url!, 'http://s3');
    const name = decodeURIComponent(pathname);
    this.asked.push(`${request.method} ${searchParams.has('uploadId') ? 'part of ' : ''}${name}`);
    const xml = (status: number, text: string) => response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
    const refuse = (status: number, code: string) => xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    const signed =
      /^AWS4-HMAC-SHA256 Credential=spec-key\/\d{8}\/eu-spec-1\/s3\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/;
    if (!signed.test(request.headers.authorization ?? '')) return void refuse(403, 'SignatureDoesNotMatch');
    if (this.failing) return void refuse(403, 'AccessDenied');
    const uploadId = searchParams.get('uploadId');
    switch (request.method) {
      case 'POST':
        if (uploadId === null) {
          const id = randomUUID();
          this.uploads.set(id, new Map());
          return void xml(200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
        }
        this.objects.set(name, Buffer.concat([...this.uploads.get(uploadId)!].sort(([a], [b]) => a - b).map(([, part]) => part)));
        this.uploads.delete(uploadId);
        return void xml(200, '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>');
      case 'PUT':
        if (uploadId === null) this.objects.set(name, body);
        else this.uploads.get(uploadId)!.set(Number(searchParams.get('partNumber')), body);
        return void response.writeHead(200, { etag: `"${sha256(body)}"` }).end();
      case 'HEAD':
      case 'GET': {
        const object = this.objects.get(name);
        if (!object) return void refuse(404, 'NoSuchKey');
        return void response.writeHead(200, { 'content-length': object.length }).end(request.method === 'GET' ? object : undefined);
      }
      default:
        this.objects.delete(name);
        if (uploadId !== null) this.uploads.delete(uploadId);
        return void response.writeHead(204).end();
    }
  }
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-evidence-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('evidence in a folder', () => {
  let store: EvidenceStore;
  beforeEach(async () => {
    store = await EvidenceStore.at({ folder: join(folder, 'evidence') });
  });
  const pathOf = (hash: string) => join(folder, 'evidence', hash.slice(0, 2), hash);
  const left = async () => {
    const names = await readdir(join(folder, 'evidence'), { recursive: true, withFileTypes: true });
    return names.filter((name) => name.isFile()).map(({ name }) => name);
  };

  it.each([0, 1, 65_527, 1_000_000])('is found again as it came, with %i bytes more than its beginning', async (length) => {
    const file = pdf(length);
    const kept = await store.put(inPieces(file), subject, asPdf);
    expect(kept).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      locator: `evidence:${kept.hash}`,
      bytes: file.length,
      mediaType: 'application/pdf',
      sha256: sha256(file),
    });
    for (const address of [kept.hash, kept.locator]) {
      const { stream, ...opened } = await store.open(address, keyOf);
      expect(opened).toEqual({ ...kept, subjectId: subject.id });
      expect((await read({ stream } as Opened)).equals(file)).toBe(true);
    }
  });

  it('is stored under the hash of what is stored, encrypted, for this user only', async () => {
    const { hash } = await store.put(inPieces(pdf(100)), subject, asPdf);
    const stored = await readFile(pathOf(hash));
    expect(sha256(stored)).toBe(hash);
    expect(stored.includes('%PDF')).toBe(false);
    expect((await stat(pathOf(hash))).mode & 0o777).toBe(0o600);
    for (const name of [folder + '/evidence', join(folder, 'evidence', hash.slice(0, 2)), store.workFolder])
      expect((await stat(name)).mode & 0o077).toBe(0);
    expect(await left()).toEqual([hash]);
  });

  it('is refused, and nothing is left of it, if it is too large, of another type, not what was sent, or breaks off', async () => {
    const file = pdf(300_000);
    const put = (limits: Partial<Limits>, source: AsyncIterable<Buffer> = inPieces(file)) =>
      store.put(source, subject, { ...asPdf, ...limits });
    await expect(put({ maxBytes: file.length - 1 })).rejects.toThrow(EvidenceTooLarge);
    await expect(put({ mediaType: 'image/png' })).rejects.toThrow(EvidenceTypeRefused);
    await expect(put({ sha256: 'a'.repeat(64) })).rejects.toThrow(DigestMismatch);
    const broken = async function* () {
      yield file;
      throw new Error('the line is gone');
    };
    await expect(put({}, broken())).rejects.toThrow('the line is gone');
    expect(await left()).toEqual([]);
    await put({ maxBytes: file.length, sha256: sha256(file) });
  });

  it('takes what the program itself has made, whatever it is', async () => {
    const letter = Buffer.from('<!doctype html><p>Dear Li Hua');
    const kept = await store.put(inPieces(letter), subject, { mediaType: 'text/html', maxBytes: 1_000, own: true });
    const opened = await store.open(kept.locator, keyOf);
    expect(opened.mediaType).toBe('text/html');
    expect((await read(opened)).equals(letter)).toBe(true);
  });

  it('is not told at all if any of it was changed, cut short, taken for another, or is gone', async () => {
    const { hash } = await store.put(inPieces(pdf(200_000)), subject, asPdf);
    const stored = await readFile(pathOf(hash));
    for (const at of [0, 10, 30, 60, 70, 100_000, stored.length - 1]) {
      const changed = Buffer.from(stored);
      changed[at]! ^= 1;
      await writeFile(pathOf(hash), changed);
      await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceDamaged);
    }
    await writeFile(pathOf(hash), stored);
    await truncate(pathOf(hash), stored.length - 65_552);
    await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceDamaged);
    await truncate(pathOf(hash), 0);
    await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceDamaged);
    const other = await store.put(inPieces(pdf(10)), subject, asPdf);
    await writeFile(pathOf(hash), await readFile(pathOf(other.hash)));
    await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceDamaged);
    await store.remove(hash);
    await store.remove(hash);
    await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceMissing);
  });

  it('cannot be read by anybody once the key is gone', async () => {
    const { hash } = await store.put(inPieces(pdf(100)), subject, asPdf);
    await expect(store.open(hash, async () => undefined)).rejects.toThrow(EvidenceErased);
    await expect(store.open(hash, async () => createSecretKey(randomBytes(32)))).rejects.toThrow(EvidenceDamaged);
  });

  it('knows its locators', () => {
    expect(hashIn(`evidence:${'a'.repeat(64)}`)).toBe('a'.repeat(64));
    for (const locator of ['archive/4711', `evidence:${'a'.repeat(63)}`, `evidence:${'a'.repeat(64)}/..`, 'a'.repeat(64)])
      expect(hashIn(locator)).toBeUndefined();
  });
});

describe('evidence in an object store', () => {
  const s3 = new FakeS3();
  let store: EvidenceStore;
  const credentials = { AWS_ACCESS_KEY_ID: 'spec-key', AWS_SECRET_ACCESS_KEY: 'spec-secret' };
  const before = { ...process.env };
  let endpoint: string;
  beforeAll(async () => {
    Object.assign(process.env, credentials);
    endpoint = await s3.start();
  });
  afterAll(() => {
    process.env = before;
    s3.stop();
  });
  beforeEach(async () => {
    store = await EvidenceStore.at({ folder, s3: { bucket: 'complaints', prefix: 'evidence/2026', endpoint, region: 'eu-spec-1' } });
    s3.asked.length = 0;
  });
  const nameOf = (hash: string) => `/complaints/evidence/2026/${hash.slice(0, 2)}/${hash}`;

  it('goes there encrypted, comes back whole, and leaves nothing here', async () => {
    const file = pdf(50_000);
    const { hash } = await store.put(inPieces(file), subject, asPdf);
    expect(s3.asked).toEqual([`PUT ${nameOf(hash)}`]);
    const stored = s3.objects.get(nameOf(hash))!;
    expect(sha256(stored)).toBe(hash);
    expect((await read(await store.open(hash, keyOf))).equals(file)).toBe(true);
    expect(await readdir(store.workFolder)).toEqual([]);
    await store.remove(hash);
    expect(s3.objects.size).toBe(0);
    await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceMissing);
  });

  it('goes in parts if it is large', async () => {
    const file = pdf(11_000_000);
    const { hash } = await store.put(inPieces(file), subject, asPdf);
    expect(s3.asked.filter((request) => request.startsWith('PUT part'))).toHaveLength(3);
    expect(s3.uploads.size).toBe(0);
    expect((await read(await store.open(hash, keyOf))).equals(file)).toBe(true);
  });

  it('is not told if it was changed there', async () => {
    const { hash } = await store.put(inPieces(pdf(50_000)), subject, asPdf);
    s3.objects.get(nameOf(hash))![40_000]! ^= 1;
    await expect(store.open(hash, keyOf)).rejects.toThrow(EvidenceDamaged);
    expect(await readdir(store.workFolder)).toEqual([]);
  });

  it('is not kept if the object store refuses it, and that is said without a secret', async () => {
    s3.failing = true;
    try {
      const failed = await store.put(inPieces(pdf(100)), subject, asPdf).catch((error: Error) => error);
      expect(failed).toMatchObject({ name: 'EvidenceStoreUnavailable', message: expect.stringContaining('AccessDenied') });
      expect((failed as Error).message).not.toContain('spec-');
      expect(await readdir(store.workFolder)).toEqual([]);
    } finally {
      s3.failing = false;
    }
  });
});
