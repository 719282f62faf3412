import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HandleComplaint } from '@redress/commands';
import type { Reply } from '@redress/complaint';
import { EventStore, StoreUnavailable } from '@redress/event-store';
import { EvidenceStore } from '@redress/evidence';
import { Vault } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { Upload as TusUpload, type HttpResponse, type UploadOptions } from 'tus-js-client';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let url: string;
const tokens: Record<string, string> = {};

async function start(): Promise<void> {
  app = await createApp(system.config);
  await app.listen(0, '127.0.0.1');
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
}

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  for (const role of ['handler', 'supervisor', 'analyst', 'finance', 'auditor', 'service', 'cfo'])
    tokens[role] = await system.token(role, role);
  await start();
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});
afterEach(() => jest.restoreAllMocks());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function send(
  method: string,
  path: string,
  body?: Buffer | object,
  headers: Record<string, string> = {},
  role = 'handler',
): Promise<Answer> {
  const isBytes = Buffer.isBuffer(body);
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${tokens[role]}`, ...(body && !isBytes && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { text } };
}

const receive = async (
  more: object = { account: 'It came late.', complainant: { name: 'Li Hua', email: `${randomUUID()}@example.com` } },
) => (await send('POST', '/v1/complaints', { channel: 'phone', cause: 'late-delivery', ...more })).body['complaintId'] as string;
/** What people did: clocks follow from that. */
const events = async (id: string) => {
  const { events: all } = (await send('GET', `/v1/complaints/${id}/history`)).body as {
    events: { type: string; data: Record<string, unknown> }[];
  };
  return all.filter(({ type }) => !type.startsWith('Deadline'));
};

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const digestOf = (bytes: Buffer) => ({ 'content-digest': `sha-256=:${sha256(bytes).toString('base64')}:` });
const pdf = (length = 200_000) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(length)]);
const asPdf = { 'content-type': 'application/pdf' };
const add = (id: string, file: Buffer, headers: Record<string, string> = {}, role?: string) =>
  send('POST', `/v1/complaints/${id}/evidence/files`, file, { ...asPdf, ...headers }, role);

async function read(
  id: string,
  hash: unknown,
  role = 'handler',
): Promise<{ status: number; headers: Headers; bytes: Buffer; code?: string }> {
  const answer = await fetch(`${url}/v1/complaints/${id}/evidence/${String(hash)}`, {
    headers: { authorization: `Bearer ${tokens[role]}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    ...(answer.status >= 400 && (JSON.parse(bytes.toString()) as { code: string })),
  };
}

/** Names of all files that evidence takes. */
async function onDisk(): Promise<string[]> {
  const names = await readdir(system.config.evidence.folder, { recursive: true, withFileTypes: true });
  return names
    .filter((name) => name.isFile())
    .map(({ name }) => name)
    .sort();
}
const pathOf = (hash: string) => join(system.config.evidence.folder, hash.slice(0, 2), hash);

describe('a file of evidence over HTTP', () => {
  it('is kept encrypted, put on record, and comes back as it was', async () => {
    const id = await receive();
    const file = pdf();
    const occurredAt = '2026-01-02T08:00:00+08:00';
    const answer = await send('POST', `/v1/complaints/${id}/evidence/files?occurredAt=${encodeURIComponent(occurredAt)}`, file, {
      ...asPdf,
      ...digestOf(file),
      'redress-description': encodeURIComponent('李华拍摄的包裹'),
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        complaintId: id,
        revision: 4,
        repeated: false,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        events: [{ type: 'EvidenceAdded' }],
      },
    });
    expect(answer.headers.get('etag')).toBe('"4"');
    const hash = answer.body['hash'] as string;
    expect((await events(id))[1]).toMatchObject({
      data: {
        hash,
        locator: `evidence:${hash}`,
        mediaType: 'application/pdf',
        bytes: file.length,
        description: '李华拍摄的包裹',
        preReceipt: true,
      },
      occurredAt: '2026-01-02T00:00:00.000Z',
    });
    const stored = await readFile(pathOf(hash));
    expect(sha256(stored).toString('hex')).toBe(hash);
    expect(stored.includes(file.subarray(0, 100))).toBe(false);

    const back = await read(id, hash);
    expect(back.bytes.equals(file)).toBe(true);
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(file.length),
      'content-disposition': `attachment; filename="${hash}"`,
      'x-content-type-options': 'nosniff',
      ...digestOf(file),
    });
  });

  it('is answered as the first time when it is sent again, and kept once', async () => {
    const id = await receive();
    const file = pdf(1_000);
    const key = { 'idempotency-key': randomUUID() };
    const first = await add(id, file, key);
    const before = await onDisk();
    const again = await add(id, file, key);
    expect(again).toMatchObject({ status: 200, body: { ...first.body, repeated: true } });
    expect(await add(id, pdf(1_000), key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await add(id, file, { ...key, 'redress-description': 'another' })).toMatchObject({ status: 422 });
    expect(await onDisk()).toEqual(before);
    // Without a key it is another piece of evidence, under another hash.
    expect((await add(id, file)).body['hash']).not.toBe(first.body['hash']);
  });

  it('is for those who work on cases, and read by those who may see personal data', async () => {
    const id = await receive();
    for (const role of ['analyst', 'finance', 'auditor', 'cfo']) expect((await add(id, pdf(10), {}, role)).status).toBe(403);
    expect(await add(id, pdf(10), {}, 'service')).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
    const { hash } = (await add(id, pdf(10), { 'idempotency-key': randomUUID() }, 'service')).body;
    for (const [role, status] of Object.entries({ supervisor: 200, auditor: 200, service: 403, analyst: 403, finance: 403, cfo: 403 }))
      expect([role, (await read(id, hash, role)).status]).toEqual([role, status]);
    expect((await fetch(`${url}/v1/complaints/${id}/evidence/${String(hash)}`)).status).toBe(401);
  });

  it('leaves nothing when it is refused', async () => {
    const id = await receive();
    const before = await onDisk();
    const file = pdf(1_000);
    const refusals: [string, number, string, () => Promise<Answer>][] = [
      ['another file came', 422, 'digest-mismatch', () => add(id, file, digestOf(pdf(1_000)))],
      ['no digest', 400, 'invalid-digest', () => add(id, file, { 'content-digest': 'md5=:AAAA:' })],
      ['a type that is not taken', 415, 'evidence-type', () => add(id, file, { 'content-type': 'application/octet-stream' })],
      ['a page', 415, 'evidence-type', () => add(id, Buffer.from('<html>'), { 'content-type': 'text/html' })],
      ['SVG', 415, 'evidence-type', () => add(id, Buffer.from('<svg/>'), { 'content-type': 'image/svg+xml' })],
      ['a page said to be text', 415, 'evidence-type', () => add(id, Buffer.from('<!doctype html><p>'), { 'content-type': 'text/plain' })],
      ['another type', 415, 'evidence-type', () => add(id, file, { 'content-type': 'image/png' })],
      ['a program', 415, 'evidence-type', () => add(id, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]))],
      ['JSON', 415, 'evidence-type', () => send('POST', `/v1/complaints/${id}/evidence/files`, { a: 1 })],
      ['a stale revision', 412, 'stale-revision', () => add(id, file, { 'if-match': '"7"' })],
      ['no revision', 400, 'invalid-if-match', () => add(id, file, { 'if-match': '7' })],
      [
        'the future',
        422,
        'future-time',
        () => send('POST', `/v1/complaints/${id}/evidence/files?occurredAt=2999-01-01T00:00:00Z`, file, asPdf),
      ],
      ['no time', 400, 'invalid-body', () => send('POST', `/v1/complaints/${id}/evidence/files?occurredAt=soon`, file, asPdf)],
      ['half a character', 400, 'invalid-description', () => add(id, file, { 'redress-description': '%E6%8' })],
      ['an unknown complaint', 404, 'no-such-complaint', () => add(randomUUID(), file)],
      ['no id', 404, 'no-such-complaint', () => add('4711', file)],
      ['too large', 413, 'evidence-too-large', () => add(id, pdf(10_000_001))],
    ];
    for (const [what, status, code, sent] of refusals) {
      const { status: was, body } = await sent();
      expect([what, was, body['code']]).toEqual([what, status, code]);
    }
    expect(await events(id)).toHaveLength(1);
    expect(await onDisk()).toEqual(before);
  });

  it('is refused while it comes if it does not say how large it is, and its connection goes on', async () => {
    const id = await receive();
    const sent = httpRequest(`${url}/v1/complaints/${id}/evidence/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens['handler']}`, ...asPdf },
    });
    sent.write('%PDF-1.7\n');
    for (let n = 0; n < 170; n += 1) sent.write(Buffer.alloc(65_536));
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    response.resume();
  });

  it('stays where nobody knows whether it is on record, and the repetition settles it', async () => {
    const id = await receive();
    const file = pdf(1_000);
    const key = { 'idempotency-key': randomUUID() };
    const append = jest.spyOn(app.get(EventStore), 'append').mockImplementationOnce(async function (this: EventStore, stored) {
      append.mockRestore();
      await app.get(EventStore).append(stored);
      throw new StoreUnavailable('the answer was lost', true);
    });
    expect(await add(id, file, key)).toMatchObject({ status: 503, body: { code: 'outcome-unknown' } });
    const settled = await add(id, file, key);
    expect(settled).toMatchObject({ status: 200, body: { repeated: true, events: [{ type: 'EvidenceAdded' }] } });
    expect((await read(id, settled.body['hash'])).bytes.equals(file)).toBe(true);
  });

  it('is not sent at all once it is damaged or gone', async () => {
    const id = await receive();
    const hash = (await add(id, pdf())).body['hash'] as string;
    const stored = await readFile(pathOf(hash));
    stored[150_000]! ^= 1;
    await writeFile(pathOf(hash), stored);
    expect(await read(id, hash)).toMatchObject({ status: 500, code: 'evidence-damaged' });
    await rm(pathOf(hash));
    expect(await read(id, hash)).toMatchObject({ status: 500, code: 'evidence-missing' });
  });

  it('is found in its own complaint only, whatever another one claims', async () => {
    const [id, other] = [await receive(), await receive()];
    const hash = (await add(id, pdf(100))).body['hash'] as string;
    for (const unknown of [hash, 'a'.repeat(64), '..%2f', 'files']) expect((await read(other, unknown)).code).toBe('no-such-evidence');
    await send('POST', `/v1/complaints/${other}/evidence`, { hash, locator: `evidence:${hash}` });
    expect((await read(other, hash)).code).toBe('no-such-evidence');
    const elsewhere = { hash: 'c'.repeat(64), locator: 'archive/4711/film.mp4', mediaType: 'video/mp4', bytes: 9 };
    expect((await send('POST', `/v1/complaints/${other}/evidence`, elsewhere)).status).toBe(200);
    expect(await read(other, elsewhere.hash)).toMatchObject({ status: 404, code: 'evidence-elsewhere' });
  });

  it('may be a letter that was sent', async () => {
    const id = await receive();
    const subject = await app.get(Vault).enrol(null);
    const history = (await send('GET', `/v1/complaints/${id}/history`)).body['events'] as { subjectIds: string[] }[];
    const own = history[0]!.subjectIds[0]!;
    const key = (await app.get(Vault).keysOf([own])).get(own)!;
    const html = Buffer.from('<!doctype html><p>Dear Li Hua');
    const bytes = async function* () {
      yield html;
    };
    const limits = { mediaType: 'text/html', maxBytes: 1_000, own: true };
    const letter = await app.get(EvidenceStore).put(bytes(), { id: own, key }, limits);
    const strangers = await app.get(EvidenceStore).put(bytes(), subject, limits);
    const evidence = { hash: letter.hash, locator: letter.locator };
    const now = new Date().toISOString();
    const data: Reply['data'] = { kind: 'interim', channel: 'email', text: 'Soon.', recourse: [], letter: evidence };
    const by = { sub: 'anna', roles: ['handler'] };
    const request = { commandId: randomUUID(), body: {}, correlationId: '1', causationId: '1' };
    const reply: Reply = { type: 'reply', data, by, occurredAt: now, now, origin: 'automation' };
    await app.get(CommandBus).execute(new HandleComplaint(id, reply, request));
    const back = await read(id, letter.hash);
    expect(back.bytes.equals(html)).toBe(true);
    expect(back.headers.get('content-disposition')).toBe(`attachment; filename="${letter.hash}"`);
    expect((await read(id, strangers.hash)).code).toBe('no-such-evidence');
  });

  it('is sealed for somebody even where nobody is known, and erased with them', async () => {
    const id = await receive({});
    const file = pdf(100);
    const { hash } = (await add(id, file)).body;
    const second = (await add(id, file, { 'redress-description': 'again' })).body['hash'];
    expect((await read(id, hash)).bytes.equals(file)).toBe(true);
    expect((await read(id, second)).bytes.equals(file)).toBe(true);
    const history = (await send('GET', `/v1/complaints/${id}/history`)).body['events'] as { subjectIds: string[] }[];
    expect(new Set(history.slice(1).flatMap(({ subjectIds }) => subjectIds)).size).toBe(1);
  });

  it('is gone for everybody once the key is destroyed', async () => {
    const id = await receive();
    const { hash } = (await add(id, pdf(100))).body;
    const history = (await send('GET', `/v1/complaints/${id}/history`)).body['events'] as { subjectIds: string[] }[];
    await app.get(Vault).erase(history[0]!.subjectIds[0]!);
    expect(await read(id, hash)).toMatchObject({ status: 410, code: 'personal-data-erased' });
    expect(await add(id, pdf(100))).toMatchObject({ status: 409, body: { code: 'personal-data-erased' } });
  });
});

describe('an upload in parts', () => {
  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = (fields: Record<string, string>) =>
    Object.entries(fields)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
  const ofPdf = { filetype: 'application/pdf' };

  async function begin(id: string, length: number, fields: Record<string, string> = ofPdf): Promise<string> {
    const headers = { ...tus, 'upload-length': String(length), 'upload-metadata': metadata(fields) };
    const answer = await send('POST', `/v1/complaints/${id}/evidence/uploads`, undefined, headers);
    expect(answer.status).toBe(201);
    return answer.headers.get('location')!;
  }
  const part = (path: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}, role?: string) =>
    send(
      'PATCH',
      path,
      bytes,
      { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
      role,
    );
  const head = (path: string, role?: string) => send('HEAD', path, undefined, tus, role);

  /** Sends with the client of the protocol's makers; the last answer. */
  function upload(id: string, file: Buffer, options: Partial<UploadOptions> = {}): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      new TusUpload(file, {
        endpoint: `${url}/v1/complaints/${id}/evidence/uploads`,
        headers: { authorization: `Bearer ${tokens['handler']}` },
        chunkSize: 300_000,
        retryDelays: [0, 50, 100, 200, 400, 800],
        metadata: { ...ofPdf, sha256: sha256(file).toString('base64') },
        onSuccess: ({ lastResponse }) => resolve(lastResponse),
        onError: reject,
        ...options,
      }).start();
    });
  }

  it('is put together, checked and put on record once', async () => {
    const id = await receive();
    const file = pdf(1_000_000);
    const response = await upload(id, file, { metadata: { ...ofPdf, sha256: sha256(file).toString('hex'), description: '李华的信' } });
    const hash = response.getHeader('Redress-Evidence-Hash')!;
    expect(response.getHeader('ETag')).toBe('"4"');
    expect((await events(id)).slice(1)).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ hash, bytes: file.length, description: '李华的信' }) }),
    ]);
    expect((await read(id, hash)).bytes.equals(file)).toBe(true);
    expect((await onDisk()).filter((name) => name.endsWith('.parts'))).toEqual([]);
  });

  it('goes on after a cut line and a restart of the server', async () => {
    const id = await receive();
    const file = pdf(2_000_000);
    const path = await begin(id, file.length);
    // Cut in the middle of a part: what came counts.
    const cut = httpRequest(url + path, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${tokens['handler']}`,
        ...tus,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': file.length,
      },
    });
    cut.on('error', () => undefined);
    cut.write(file.subarray(0, 700_000));
    await eventually(
      async () => (await stat(join(system.config.evidence.folder, 'under-way', `${path.split('/').at(-1)}.parts`))).size > 500_000,
    );
    cut.destroy();
    const reached = async () => Number((await head(path)).headers.get('upload-offset'));
    await eventually(async () => (await reached()) > 500_000);
    await app.close();
    await start();
    const offset = await reached();
    expect(offset).toBeGreaterThan(500_000);
    expect(offset).toBeLessThanOrEqual(700_000);
    const hash = (await upload(id, file, { uploadUrl: url + path })).getHeader('Redress-Evidence-Hash');
    expect((await read(id, hash)).bytes.equals(file)).toBe(true);
    expect(await events(id)).toHaveLength(2);
  });

  it('does not hold up a stop of the server, and its client goes on with the next', async () => {
    const id = await receive();
    const file = pdf(3_000_000);
    const port = Number(new URL(url).port);
    let restarted: Promise<void> | undefined;
    const sending = upload(id, file, {
      onProgress: (sent) => {
        restarted ??=
          sent < 500_000
            ? undefined
            : app.close().then(async () => {
                app = await createApp(system.config);
                await app.listen(port, '127.0.0.1');
              });
      },
      retryDelays: Array.from({ length: 60 }, () => 250),
    });
    const response = await sending;
    await restarted;
    expect((await read(id, response.getHeader('Redress-Evidence-Hash'))).bytes.equals(file)).toBe(true);
    expect(await events(id)).toHaveLength(2);
  });

  it('takes parts of any size, each with a checksum if the client likes', async () => {
    const id = await receive();
    const file = pdf(1_000);
    const path = await begin(id, file.length);
    const checksum = (bytes: Buffer, algorithm = 'sha256') => ({
      'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
    });
    const one = file.subarray(0, 10);
    expect((await part(path, 0, one, checksum(Buffer.from('other')))).body).toMatchObject({ status: 460, code: 'checksum-mismatch' });
    expect((await part(path, 0, one, { 'upload-checksum': 'crc32 AAAA' })).body['code']).toBe('invalid-upload');
    expect((await part(path, 0, one, checksum(one, 'sha1'))).headers.get('upload-offset')).toBe('10');
    expect((await part(path, 5, one)).body).toMatchObject({ status: 409, code: 'upload-offset' });
    expect((await head(path)).headers.get('upload-offset')).toBe('10');
    const rest = file.subarray(10);
    const last = await part(path, 10, rest, checksum(rest));
    expect(last).toMatchObject({ status: 204 });
    expect((await read(id, last.headers.get('redress-evidence-hash'))).bytes.equals(file)).toBe(true);
    // Asked again, after the answer was lost.
    for (const again of [await head(path), await part(path, file.length, Buffer.alloc(0))]) {
      expect(again.headers.get('upload-offset')).toBe(String(file.length));
      expect(again.headers.get('redress-evidence-hash')).toBe(last.headers.get('redress-evidence-hash'));
    }
    expect(await events(id)).toHaveLength(2);
  });

  it('may begin with its first part, or be all of it', async () => {
    const id = await receive();
    const file = pdf(10);
    const headers = {
      ...tus,
      'upload-length': String(file.length),
      'upload-metadata': metadata(ofPdf),
      'content-type': 'application/offset+octet-stream',
    };
    const answer = await send('POST', `/v1/complaints/${id}/evidence/uploads`, file, headers);
    expect(answer).toMatchObject({ status: 201 });
    expect(answer.headers.get('upload-offset')).toBe(String(file.length));
    expect((await read(id, answer.headers.get('redress-evidence-hash'))).bytes.equals(file)).toBe(true);
  });

  it('is finished by the next request if the process died before it was on record', async () => {
    const id = await receive();
    const file = pdf(1_000);
    for (const died of ['after it was kept', 'after it was on record']) {
      const path = await begin(id, file.length);
      const append = jest.spyOn(app.get(EventStore), 'append').mockImplementationOnce(async (stored) => {
        append.mockRestore();
        if (died === 'after it was on record') await app.get(EventStore).append(stored);
        throw new StoreUnavailable('gone', true);
      });
      expect((await part(path, 0, file)).status).toBe(503);
      await app.close();
      await start();
      const finished = await head(path);
      expect(finished.status).toBe(200);
      expect((await read(id, finished.headers.get('redress-evidence-hash'))).bytes.equals(file)).toBe(true);
    }
    const hashes = (await events(id)).slice(1).map(({ data }) => data['hash']);
    expect(hashes).toHaveLength(2);
  });

  it('leaves nothing when it is refused', async () => {
    const id = await receive();
    const before = await onDisk();
    const file = pdf(1_000);
    const create = async (headers: Record<string, string>, role?: string) =>
      (await send('POST', `/v1/complaints/${id}/evidence/uploads`, undefined, headers, role)).body;
    const fine = { ...tus, 'upload-length': '1000', 'upload-metadata': metadata(ofPdf) };
    expect(await create(fine, 'analyst')).toMatchObject({ status: 403 });
    expect(await create({ ...fine, 'upload-length': '10000001' })).toMatchObject({ status: 413, code: 'evidence-too-large' });
    expect(await create({ ...fine, 'upload-metadata': metadata({ filetype: 'text/html' }) })).toMatchObject({
      status: 415,
      code: 'evidence-type',
    });
    expect(await create({ ...tus, 'upload-length': '1000' })).toMatchObject({ status: 415, code: 'evidence-type' });
    expect(await create({ ...fine, 'upload-metadata': metadata({ ...ofPdf, sha256: 'x' }) })).toMatchObject({
      status: 400,
      code: 'invalid-digest',
    });
    expect(await create({ ...fine, 'upload-metadata': metadata({ ...ofPdf, occurredAt: 'soon' }) })).toMatchObject({ status: 400 });
    expect(await create({ ...fine, 'tus-resumable': '0.2.2' })).toMatchObject({ status: 400, code: 'invalid-upload' });
    expect(await create({ 'upload-length': '1' })).toMatchObject({ status: 412, code: 'tus-version' });
    expect(await create(tus)).toMatchObject({ status: 400, code: 'invalid-upload' });
    const unknown = `/v1/complaints/${randomUUID()}/evidence/uploads`;
    expect((await send('POST', unknown, undefined, fine)).body).toMatchObject({ status: 404, code: 'no-such-complaint' });

    const wrong = await begin(id, file.length, { ...ofPdf, sha256: 'a'.repeat(64) });
    expect((await part(wrong, 0, file)).body).toMatchObject({ status: 422, code: 'digest-mismatch' });
    const page = Buffer.from('<!doctype html>');
    const disguised = await begin(id, page.length);
    expect((await part(disguised, 0, page)).body).toMatchObject({ status: 415, code: 'evidence-type' });
    const future = await begin(id, file.length, { ...ofPdf, occurredAt: '2999-01-01T00:00:00Z' });
    expect((await part(future, 0, file)).body).toMatchObject({ status: 422, code: 'future-time' });
    const larger = await begin(id, 10);
    expect((await part(larger, 0, file)).body).toMatchObject({ status: 413 });
    const given = await send('DELETE', larger, undefined, tus);
    expect(given.status).toBe(204);
    for (const path of [wrong, disguised, future, larger]) expect((await head(path)).status).toBe(404);
    expect(await events(id)).toHaveLength(1);
    expect(await onDisk()).toEqual(before);
  });

  it('is for who began it, in its own complaint', async () => {
    const [id, other] = [await receive(), await receive()];
    const path = await begin(id, 1_000);
    expect((await head(path, 'supervisor')).status).toBe(404);
    expect((await part(path, 0, Buffer.from('%PDF'), {}, 'supervisor')).body).toMatchObject({ status: 404, code: 'no-such-upload' });
    expect((await head(path.replace(id, other))).status).toBe(404);
    expect((await send('DELETE', path, undefined, tus, 'supervisor')).status).toBe(404);
    expect((await head(path)).status).toBe(200);
    expect((await head(`/v1/complaints/${id}/evidence/uploads/..%2f..%2fsecret`)).status).toBe(404);
  });

  it('says what of the protocol there is', async () => {
    const { status, headers } = await send('OPTIONS', `/v1/complaints/${await receive()}/evidence/uploads`);
    expect(status).toBe(204);
    expect(headers.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration,checksum');
    expect(headers.get('tus-max-size')).toBe('10000000');
    expect(headers.get('tus-checksum-algorithm')).toBe('sha1,sha256');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is over with the key of the person', async () => {
    const id = await receive();
    const path = await begin(id, 1_000);
    await part(path, 0, Buffer.from('%PDF-1.7'));
    const history = (await send('GET', `/v1/complaints/${id}/history`)).body['events'] as { subjectIds: string[] }[];
    await app.get(Vault).erase(history[0]!.subjectIds[0]!);
    expect((await part(path, 8, Buffer.from('more'))).body).toMatchObject({ status: 410, code: 'personal-data-erased' });
    expect((await head(path)).status).toBe(404);
  });
});

/** Waits for what another connection does; the test's own deadline ends it. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await new Promise((resolve) => setImmediate(resolve));
}
