import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { parquetReadObjects } from 'hyparquet';
import readExcel from 'read-excel-file/node';
import { DataSource } from 'typeorm';
import { openComplaints, reports } from '@redress/views';
import { createApp } from '../../app.js';
import { Downloads } from './downloads.js';

/* Reports as files and as pages, over HTTP: whole, the same each time, at the pace of the reader, and over when the reader leaves. */

let system: TestSystem;
let app: NestFastifyApplication;
let dataSource: DataSource;
let token: string;
let port: number;
let position: string;

const many = 30_000;
const ever = 'from=2000-01-01&to=2100-01-01&tz=UTC';
/** Facts of years that nothing else is in, as a worker would have written them. */
const crowd = 'from=1990-01-01&to=1999-01-01&tz=UTC';

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  await app.listen(0, '127.0.0.1');
  ({ port } = app.getHttpServer().address() as AddressInfo);
  dataSource = app.get(DataSource);
  token = await system.token('u-handler', 'handler');
  for (const complaint of [
    { channel: 'web', cause: 'late', unit: '<script>alert(1)</script>', product: '=1+1' },
    { channel: 'phone', cause: 'late' },
  ]) {
    const sent = await app.inject({
      method: 'POST',
      url: '/v1/complaints',
      headers: { authorization: `Bearer ${token}` },
      payload: complaint,
    });
    position = sent.json<{ position: string }>().position;
  }
  await get(`/v1/reports/volume?${ever}`); // waits for the position
  const { tablePath } = dataSource.entityMetadatas.find(({ tableName }) => tableName === 'received')!;
  await dataSource.query(`
    INSERT INTO ${tablePath} (complaint_id, occurred_at, recorded_at, known_from, position, correction, origin, channel, cause, grade, language, jurisdiction)
    SELECT ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, timestamptz '1990-01-01Z' + i * interval '1 hour',
           timestamptz '2000-01-01Z', 0, 0, 0, 'api', 'web', 'cause-' || i % 7, 'complaint', 'en', 'cn'
    FROM generate_series(1, ${many}) AS i`);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

async function get(url: string, headers: Record<string, string> = {}) {
  const sent = await app.inject({ url, headers: { authorization: `Bearer ${token}`, 'redress-min-position': position, ...headers } });
  return { status: sent.statusCode, headers: sent.headers, bytes: sent.rawPayload, text: sent.body };
}

const bufferOf = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Until so many transactions, and no more, read rows for a file. */
async function untilReaders(expected: number): Promise<void> {
  for (;;) {
    const [{ readers }] = await dataSource.query<[{ readers: number }]>(
      `SELECT count(*)::int AS readers FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND query LIKE 'FETCH %'`,
    );
    if (readers === expected) return;
    await new Promise((next) => setImmediate(next));
  }
}

describe('the complaints behind a number', () => {
  const behind = `/v1/reports/volume/complaints?${crowd}&measure=received&by=cause`;

  it('come whole and in one order, as CSV and as Parquet', async () => {
    const csv = await get(`${behind}&format=csv`);
    expect(csv).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="volume-complaints.csv"',
      },
    });
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(many + 1);
    const parquet = await parquetReadObjects({ file: bufferOf((await get(`${behind}&format=parquet`)).bytes) });
    expect(parquet.map((row) => row['complaintId'])).toEqual(lines.slice(1).map((line) => line.split(',')[0]));
    const page = JSON.parse((await get(`${behind}&limit=3`)).text) as { items: { complaintId: string }[] };
    expect(page.items.map(({ complaintId }) => complaintId)).toEqual(lines.slice(1, 4).map((line) => line.split(',')[0]));
  });

  it('come as a workbook, narrowed as the pages are', async () => {
    const { bytes } = await get(`/v1/reports/volume/complaints?${ever}&measure=received&product=%3D1%2B1&format=xlsx`);
    const rows = (await readExcel(bytes))[0]!.data;
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual(expect.arrayContaining(['=1+1']));
  });

  it.each(['csv', 'xlsx', 'parquet'])('are the same bytes for the same question as %s', async (format) => {
    const { asOf, knownAt } = JSON.parse((await get(`/v1/reports/volume?${ever}`)).text) as { asOf: string; knownAt: string };
    const question = `/v1/reports/volume/complaints?${crowd}&measure=received&cause=cause-3&asOf=${asOf}&knownAt=${knownAt}&format=${format}`;
    const [once, again] = [await get(question), await get(question)];
    expect(once.status).toBe(200);
    expect(again.bytes.equals(once.bytes)).toBe(true);
  });

  it.each([
    ['&limit=10&format=csv', 400, 'no-pages-in-files'],
    ['&cursor=abc&format=parquet', 400, 'no-pages-in-files'],
    ['&format=html', 400, 'invalid-body'],
    ['&format=csv&channelx=1', 400, 'invalid-body'],
    ['&format=csv&knownAt=2999-01-01', 422, 'future-known-at'],
  ])('are refused before the first byte: %s', async (more, status, code) => {
    const sent = await get(`${behind}${more}`);
    expect([sent.status, (JSON.parse(sent.text) as { code: string }).code]).toEqual([status, code]);
    await untilReaders(0);
  });

  it('are too many for a worksheet when they are more than it holds', async () => {
    const question = { from: '1990-01-01', to: '1999-01-01', tz: 'UTC', now: new Date().toISOString(), measure: 'received' };
    const volume = reports.find(({ name }) => name === 'volume')!;
    await expect(openComplaints(dataSource, volume, question, many - 1)).rejects.toMatchObject({ code: 'too-many-rows' });
    await (await openComplaints(dataSource, volume, question, many)).close();
    await untilReaders(0);
  });
});

describe('a reader', () => {
  const volume = reports.find(({ name }) => name === 'volume')!;
  const question = { from: '1990-01-01', to: '1999-01-01', tz: 'UTC', now: '2026-11-22T08:00:00.000Z', measure: 'received' };

  it('that takes nothing any more loses the file, and its connection is another’s', async () => {
    const downloads = new Downloads();
    const stream = await downloads.send('csv', () => openComplaints(dataSource, volume, question), 20);
    stream.read(0);
    const [error] = (await once(stream, 'error')) as [Error];
    expect(error.message).toMatch(/nobody took anything/);
    await untilReaders(0);
  });

  it('that leaves ends the query', async () => {
    const sent = request({
      port,
      path: `/v1/reports/volume/complaints?${crowd}&measure=received&format=csv`,
      headers: { authorization: `Bearer ${token}` },
    }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    await once(answer, 'readable');
    answer.destroy();
    await untilReaders(0);
  });

  it('waits where too many read, and has their place when they are done', async () => {
    const downloads = new Downloads();
    const open = () => openComplaints(dataSource, volume, question);
    const readers = await Promise.all([1, 2, 3, 4].map(async () => downloads.send('csv', open)));
    await expect(downloads.send('csv', open)).rejects.toMatchObject({ status: 503, code: 'too-many-downloads' });
    readers[0]!.destroy();
    await untilReaders(3);
    readers.push(await downloads.send('csv', open));
    for (const reader of readers) reader.destroy();
    await untilReaders(0);
    // What could not be opened has no place either.
    for (let n = 0; n < 5; n++) await expect(downloads.send('csv', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  });
});

describe('a page', () => {
  it.each([
    ['en', 'Complaints received', 'How many complaints were received'],
    ['zh-CN', '投诉受理量', '受理了多少投诉'],
  ])('in %s stands by itself, whatever its codes say', async (lang, title, question) => {
    const { status, headers, text } = await get(`/v1/reports/volume?${ever}&by=unit&format=html&lang=${lang}`);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain(question);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\bon\w+=|\sstyle=|url\(["']?(?:https?:|\/\/)/i);
    expect(text).toMatch(/<svg[^>]+role="img"\s+aria-labelledby="chart-title chart-desc"/);
  });

  it('keeps a policy under which only its own style counts', async () => {
    const { headers, text } = await get(`/v1/reports/volume?${ever}&format=html`);
    const style = /<style>(.*)<\/style>/s.exec(text)![1]!;
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  });

  it('is in the language that the reader likes', async () => {
    const page = async (language: string) => (await get(`/v1/reports/volume?${ever}&format=html`, { 'accept-language': language })).text;
    expect(await page('zh-CN,zh;q=0.9,en;q=0.5')).toContain('<html lang="zh-CN">');
    expect(await page('de,en;q=0.5')).toContain('<html lang="en">');
  });

  it('is the same bytes for the same question, however often something was drawn', async () => {
    const { asOf, knownAt } = JSON.parse((await get(`/v1/reports/volume?${ever}`)).text) as { asOf: string; knownAt: string };
    const question = `/v1/reports/volume?${ever}&by=channel&bucket=year&format=html&lang=en&asOf=${asOf}&knownAt=${knownAt}`;
    expect((await get(question)).text).toBe((await get(question)).text);
  });

  it.each(['timeliness', 'root-causes', 'hot-spots', 'return-uk-disp'])('there is of %s, of nothing too', async (name) => {
    const sent = await get(`/v1/reports/${name}?from=1970-01-01&to=1970-02-01&tz=UTC&format=html&lang=zh-CN`);
    expect([sent.status, sent.text.includes('本期没有数据。') || sent.text.includes('<svg')]).toEqual([200, true]);
  });
});

describe('the management report', () => {
  it('is cut at one moment in all its parts', async () => {
    const paper = JSON.parse((await get(`/v1/management-report?${ever}&format=json`)).text) as {
      asOf: string;
      position: string;
      parts: Record<string, { asOf: string; position: string | null; rows: Record<string, number>[] }>;
    };
    const parts = Object.values(paper.parts);
    expect(parts.length).toBeGreaterThan(20);
    expect(new Set(parts.map(({ asOf }) => asOf))).toEqual(new Set([paper.asOf]));
    expect(parts.filter(({ position: at }) => at !== null && BigInt(at) > BigInt(paper.position))).toEqual([]);
    expect(paper.parts['volume']!.rows).toMatchObject([{ received: 2, previous: many }]);
  });

  it.each([
    ['en', 'Management report on complaints', '2 complaints were received'],
    ['zh-CN', '投诉管理报告', '共受理投诉 2 件'],
  ])('is a page in %s', async (lang, title, sentence) => {
    const { status, text } = await get(`/v1/management-report?${ever}&lang=${lang}`);
    expect([status, text.includes(`<h1>${title}</h1>`), text.includes(sentence)]).toEqual([200, true, true]);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/NaN|undefined|\[object/);
  });

  it('of a period without anything says so', async () => {
    const { status, text } = await get('/v1/management-report?from=1970-01-01&to=1970-02-01&tz=UTC&lang=en');
    expect([status, text.includes('0 complaints were received')]).toEqual([200, true]);
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it.each([
    ['from=2026-02-01&to=2026-01-01', 422, 'empty-period'],
    ['from=2026-02-01', 400, 'invalid-body'],
    [`${ever}&knownAt=2999-01-01`, 422, 'future-known-at'],
    [`${ever}&asOf=yesterday`, 400, 'invalid-time'],
    [`${ever}&lang=de`, 400, 'invalid-body'],
  ])('%s is a %i', async (question, status, code) => {
    const sent = await get(`/v1/management-report?${question}`);
    expect([sent.status, (JSON.parse(sent.text) as { code: string }).code]).toEqual([status, code]);
  });
});
