import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { verifyBundle } from '@redress/audit';
import { complaintStream } from '@redress/commands';
import { EventStore, type LoggedEvent } from '@redress/event-store';
import { startSystem, type TestSystem } from '@redress/testing';
import { strFromU8, unzipSync } from 'fflate';
import { createApp } from '../app.js';
import { Bundles } from './bundles.js';
import { StoredStreams } from './stored-streams.js';

let system: TestSystem;
let app: NestFastifyApplication;
let bundles: Bundles;
let begun: string;
const ids: string[] = [];
const tokens: Record<string, string> = {};

const form = (cause: string, name: string) => ({
  channel: 'phone',
  cause,
  product: 'parcel',
  account: 'It came late.',
  complainant: { name },
});

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  await app.listen(0, '127.0.0.1');
  bundles = app.get(Bundles);
  for (const role of ['handler', 'auditor', 'analyst', 'privacy-officer', 'operator']) tokens[role] = await system.token(`u-${role}`, role);
  begun = new Date().toISOString();
  for (const [cause, name] of [
    ['late-delivery', 'Li Hua'],
    ['<noise>', 'Zhang San'],
  ])
    ids.push(await received(cause!, name!));
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});
afterEach(() => jest.restoreAllMocks());

async function received(cause: string, name: string): Promise<string> {
  const headers = { authorization: `Bearer ${tokens['handler']!}` };
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/v1/complaints', headers, payload: form(cause, name) });
  if (statusCode !== 201) throw new Error(body);
  return (JSON.parse(body) as { complaintId: string }).complaintId;
}

const headersOf = (role: string, purpose: string | null = 'audit 2026/1') => ({
  authorization: `Bearer ${tokens[role]!}`,
  ...(purpose !== null && { 'redress-purpose': purpose }),
});

async function ask(query: string, role = 'auditor', purpose?: string | null) {
  const url = `/v1/audit/bundles${query}`;
  const { statusCode: status, rawPayload: bytes, headers } = await app.inject({ method: 'GET', url, headers: headersOf(role, purpose) });
  return { status, bytes, headers, body: status === 200 ? undefined : (JSON.parse(bytes.toString()) as { code: string }) };
}

/** A bundle that verifies, by the files in it. */
async function bundleOf(query: string) {
  const { status, bytes, body } = await ask(query);
  expect([status, body]).toEqual([200, undefined]);
  const report = verifyBundle(bytes);
  expect(report).toMatchObject({ verified: true, faults: [] });
  const files = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
  const streams = Object.keys(files).filter((name) => name.endsWith('cases.json'));
  const cases = streams.flatMap((name) => JSON.parse(files[name]!) as { stream: string; events: number }[]);
  return {
    report,
    files,
    ids: cases.map(({ stream }) => stream.slice(stream.indexOf('-') + 1)),
    events: cases.map(({ events }) => events),
  };
}

describe('a question', () => {
  it.each([
    ['complaintId=42', 400, 'invalid-filter'],
    ['complaintId=', 400, 'invalid-filter'],
    ['complaintId=01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77&status=open', 400, 'invalid-filter'],
    ['complaintId=01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77&from=2026-01-01', 400, 'invalid-filter'],
    ['complaintId=01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77', 404, 'no-such-complaint'],
    ['personal=all', 400, 'invalid-filter'],
    ['personal=include&personal=withhold', 400, 'invalid-filter'],
    ['limit=10', 400, 'no-pages-in-files'],
    ['cursor=abc', 400, 'no-pages-in-files'],
    ['sort=receivedAt', 400, 'no-pages-in-files'],
    ['colour=red', 400, 'unknown-filter'],
    ['unitWithin=a&unit=b', 400, 'invalid-filter'],
    ['level=high', 400, 'invalid-filter'],
    ['sensitive=perhaps', 400, 'invalid-filter'],
    ['from=2026-01-01&from=2026-01-02', 400, 'invalid-filter'],
    ['from=2026-01-01&receivedFrom=2026-01-01', 400, 'invalid-filter'],
    ['to=2026-01-01&receivedTo=2026-01-01', 400, 'invalid-filter'],
    ['from=yesterday', 400, 'invalid-filter'],
    ['from=', 400, 'invalid-filter'],
    ['knownAt=yesterday', 400, 'invalid-time'],
    ['knownAt=', 400, 'invalid-time'],
    ['knownAt=-1', 400, 'invalid-time'],
    ['knownAt=2026-11-22', 400, 'invalid-time'],
    ['knownAt=2026-02-30T00:00:00Z', 400, 'invalid-time'],
    ['knownAt=1&knownAt=2', 400, 'invalid-filter'],
    ['knownAt=9223372036854775807', 422, 'future-known-at'],
    ['knownAt=9999999999999999999', 422, 'future-known-at'],
    ['knownAt=2199-01-01T00:00:00Z', 422, 'future-known-at'],
  ])('%s is refused before the first byte: %i %s', async (query, status, code) => {
    expect(await ask(`?${query}`)).toMatchObject({ status, body: { code } });
  });

  it('is for auditors, who say what for', async () => {
    for (const role of ['handler', 'analyst', 'privacy-officer', 'operator'])
      expect(await ask('?personal=include', role)).toMatchObject({ status: 403 });
    expect(await ask('', 'auditor', null)).toMatchObject({ status: 400, body: { code: 'purpose-required' } });
    expect(await ask('', 'auditor', 'for "him"')).toMatchObject({ status: 400, body: { code: 'invalid-purpose' } });
  });

  it.each([
    ['no file', undefined],
    ['a file that is not there', '/no/such/file'],
    ['a file without a key', __filename],
  ])('is answered by nobody with %s of keys, and no path is told', async (_, keyFile) => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const has = bundles as unknown as { keyFile: string | undefined };
    const before = has.keyFile;
    has.keyFile = keyFile;
    try {
      const refused = await ask('');
      expect(refused).toMatchObject({ status: 503, body: { code: 'no-checkpoint-key' } });
      expect(refused.bytes.toString()).not.toContain(keyFile ?? 'undefined');
    } finally {
      has.keyFile = before;
    }
  });

  it('leaves what its filters leave, what is named, or nothing, and each verifies', async () => {
    expect((await bundleOf('?cause=late-delivery')).ids).toEqual([ids[0]]);
    expect((await bundleOf(`?from=${begun}`)).ids).toEqual(ids);
    expect(await bundleOf(`?to=${begun}`)).toMatchObject({ ids: [], report: { cases: 0, events: 0 } });
    const named = await bundleOf(`?complaintId=${ids[1]!.toUpperCase()}&complaintId=${ids[0]!}&complaintId=${ids[1]!}`);
    expect(named.ids).toEqual([ids[1], ids[0]]);
    expect(JSON.parse(named.files['manifest.json']!)).toMatchObject({
      by: { sub: 'u-auditor', roles: ['auditor'] },
      purpose: 'audit 2026/1',
      question: { complaintId: [ids[1]!.toUpperCase(), ids[0], ids[1]] },
      personal: 'withheld',
    });
  });

  it('has what was received right before it, whatever the views have come to', async () => {
    for (let round = 0; round < 2; round++) {
      const id = await received('just-now', 'Wang Wu');
      expect((await bundleOf('?cause=just-now')).ids).toContain(id);
    }
  });

  it('as known then leaves out what was recorded later, and cases with it', async () => {
    const store = app.get(EventStore);
    const events = await store.readStored(complaintStream(ids[0]!));
    const some = await bundleOf(`?complaintId=${ids[0]!}&complaintId=${ids[1]!}&knownAt=${events[1]!.position.toString()}`);
    expect(some).toMatchObject({ ids: [ids[0]], events: [2] });
    expect(await bundleOf(`?complaintId=${ids[0]!}&knownAt=2020-01-01T00:00:00Z`)).toMatchObject({ ids: [], report: { cases: 0 } });
    expect((await bundleOf(`?complaintId=${ids[0]!}&knownAt=${encodeURIComponent(new Date().toISOString())}`)).events).toEqual([
      events.length,
    ]);
  });

  it('opens what is personal in the pages alone, where it was asked to', async () => {
    const closed = await bundleOf(`?complaintId=${ids[0]!}`);
    expect(Object.values(closed.files).join('')).not.toContain('Li Hua');
    const open = await bundleOf(`?complaintId=${ids[0]!}&personal=include`);
    expect(Object.keys(open.files).filter((name) => open.files[name]!.includes('Li Hua'))).toEqual([
      'cases/0001/zh-CN.html',
      'cases/0001/en.html',
    ]);
    expect(JSON.parse(open.files['manifest.json']!)).toMatchObject({ personal: 'included' });
  });

  it('has pages that say codes by the labels of the taxonomy, in both languages, and nothing that was typed is markup', async () => {
    const { files } = await bundleOf(`?complaintId=${ids[0]!}&complaintId=${ids[1]!}`);
    expect(files['cases/0001/en.html']).toMatch(/<th>Channel<\/th><td>telephone \(phone\)<\/td>/);
    expect(files['cases/0001/zh-CN.html']).toMatch(/<th>渠道<\/th><td>电话 \(phone\)<\/td>/);
    // Not in the taxonomy, as it is.
    expect(files['cases/0001/en.html']).toContain('&lt;noise&gt;');
    expect(Object.values(files).join('')).not.toContain('<noise></td>');
    expect(files['cases/0001/en.html']).not.toContain('<script');
  });
});

describe('on its way', () => {
  /** As many cases as a URL holds, each of so many bytes that nothing makes smaller. */
  async function manyCases(bytes: number, onRead: (read: number) => Promise<void> | void = () => undefined) {
    const [event] = await app.get(EventStore).readStored(complaintStream(ids[0]!));
    const many = Array.from({ length: 400 }, () => randomUUID());
    const original = EventStore.prototype.readStored;
    const read = { streams: 0 };
    jest.spyOn(StoredStreams.prototype as unknown as { readsThrough(): boolean }, 'readsThrough').mockReturnValue(false);
    jest.spyOn(EventStore.prototype, 'readStored').mockImplementation(async function (this: EventStore, stream, from, count) {
      if (!stream.startsWith('complaint-')) return original.call(this, stream, from, count);
      if (count === undefined) await onRead(++read.streams);
      return [{ ...event!, stream, data: { account: randomBytes(bytes).toString('base64') } } as LoggedEvent];
    });
    return { read, query: { complaintId: many } };
  }

  const asking = () => ({ principal: { sub: 'u-auditor', roles: ['auditor'] } }) as unknown as Parameters<Bundles['send']>[1];
  const underWay = () => (bundles as unknown as { underWay: number }).underWay;
  const isQuiet = async () => {
    for (let tries = 0; underWay() > 0; tries++) {
      if (tries > 6_000) return false;
      await delay(20);
    }
    return true;
  };

  /** Over a connection, as somebody who may leave. */
  async function opened(query: { complaintId: string[] }): Promise<IncomingMessage> {
    // The server takes no more in its first line than in all headers: the rest is asked of the service.
    const { port } = app.getHttpServer().address() as AddressInfo;
    const search = new URLSearchParams(query.complaintId.map((id): [string, string] => ['complaintId', id])).toString();
    const request = httpGet({ port, host: '127.0.0.1', path: `/v1/audit/bundles?${search}`, headers: headersOf('auditor') });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  }

  it('nothing is read for who takes nothing, and who takes nothing for long is cut off', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { read, query } = await manyCases(4_000);
    const { stream } = await bundles.send(query, asking(), 'p', 400);
    expect(stream.read(10)).toBeNull();
    await once(stream, 'readable');
    await delay(200);
    const streams = read.streams;
    expect(streams).toBeLessThan(400);
    await delay(100);
    expect(read.streams).toBe(streams);
    const [reason] = (await once(stream, 'error')) as [Error];
    expect(reason.message).toMatch(/nobody took anything/);
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ err: reason }), 'a bundle broke off');
    expect(await isQuiet()).toBe(true);
  });

  it('who takes a little at a time is not cut off', async () => {
    const { query } = await manyCases(4_000);
    const { stream } = await bundles.send({ complaintId: query.complaintId.slice(0, 200) }, asking(), 'p', 1_500);
    const chunks: Buffer[] = [];
    const slow = new Writable({
      write: (chunk: Buffer, _, done) => {
        chunks.push(chunk);
        // More than two seconds in all, a tenth of one for each piece.
        setTimeout(done, chunk.length / 500);
      },
    });
    await pipeline(stream, slow);
    expect(Buffer.concat(chunks).subarray(-22, -18).toString('latin1')).toBe('PK\u0005\u0006');
    expect(await isQuiet()).toBe(true);
  });

  it('no more than two are made at once; who leaves makes room', async () => {
    const { query } = await manyCases(20_000);
    const named = { complaintId: query.complaintId.slice(0, 100) };
    const [first, second] = [await opened(named), await opened(named)];
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(await ask('')).toMatchObject({ status: 503, body: { code: 'too-many-downloads' } });
    first.destroy();
    second.destroy();
    expect(await isQuiet()).toBe(true);
  });

  it('who leaves ends the reading', async () => {
    const { read, query } = await manyCases(2_000);
    const { stream } = await bundles.send(query, asking(), 'p');
    await once(stream, 'readable');
    stream.destroy();
    expect(await isQuiet()).toBe(true);
    await delay(100);
    expect(read.streams).toBeLessThan(400);
  });

  it('who leaves while the log is read for many ends that reading', async () => {
    // Each page is as long as the log, and the log never ends.
    const end = 10n ** 9n;
    let pages = 0;
    jest.spyOn(StoredStreams.prototype as unknown as { readsThrough(): boolean }, 'readsThrough').mockReturnValue(true);
    jest.spyOn(EventStore.prototype, 'lastPosition').mockResolvedValue(end);
    jest.spyOn(EventStore.prototype, 'storedAfter').mockImplementation(async () => {
      pages++;
      await delay(1);
      return [{ stream: 'x', type: 'Happened', position: BigInt(pages) } as LoggedEvent];
    });
    const { stream } = await bundles.send({ complaintId: ids }, asking(), 'p');
    stream.resume();
    while (pages === 0) await new Promise(setImmediate);
    stream.destroy();
    expect(await isQuiet()).toBe(true);
    const read = pages;
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(pages).toBe(read);
  });

  it('who leaves before the first byte makes room as well', async () => {
    const { read, query } = await manyCases(10, () => delay(300));
    const { port } = app.getHttpServer().address() as AddressInfo;
    const path = `/v1/audit/bundles?complaintId=${query.complaintId[0]!}`;
    const request = httpGet({ port, host: '127.0.0.1', path, headers: headersOf('auditor') });
    request.on('error', () => undefined);
    for (let tries = 0; read.streams === 0 && tries < 6_000; tries++) await delay(10);
    expect(underWay()).toBe(1);
    request.destroy();
    expect(await isQuiet()).toBe(true);
  });

  it('what fails in the middle is said to nobody but the log, and is no bundle', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { query } = await manyCases(2_000, (read) => {
      if (read === 250) throw new Error('the node is away');
    });
    const response = await opened({ complaintId: query.complaintId.slice(0, 300) });
    expect(response.statusCode).toBe(200);
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(response, 'error');
    expect(response.complete).toBe(false);
    expect(verifyBundle(Buffer.concat(chunks))).toMatchObject({ verified: false, faults: [{ file: null }] });
    expect(error).toHaveBeenCalledWith(
      expect.objectContaining({ err: expect.objectContaining({ message: 'the node is away' }) }),
      'a bundle broke off',
    );
    expect(await isQuiet()).toBe(true);
  });
});
