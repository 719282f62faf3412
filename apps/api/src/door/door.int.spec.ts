import { readFile } from 'node:fs/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '@nestjs/common';
import { mintToken, rotateSigningKey } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Revocations } from '../tokens/revocations.js';
import { connectionLimits } from './connections.js';

let system: TestSystem;
let app: NestFastifyApplication;
let other: NestFastifyApplication;
/** Waits for nobody. */
let hasty: NestFastifyApplication;
let noted: Record<string, unknown>[];

const limits = { ...connectionLimits, connections: 50 };

beforeAll(async () => {
  system = await startSystem();
  const { config } = system;
  const door = { ...config.door, badTokensPerMinute: 5, corsOrigins: ['https://desk.example.com'], trustedProxies: ['127.0.0.1'] };
  app = await createApp({ ...config, door }, limits);
  other = await createApp({ ...config, door: { ...config.door, requestsPerMinute: 20, docs: false } });
  hasty = await createApp(config, { ...connectionLimits, headersMs: 300, requestMs: 600, keepAliveMs: 300, lookMs: 50 });
  await app.listen(0, '127.0.0.1');
  await hasty.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app?.close();
  await other?.close();
  await hasty?.close();
  await system?.stop();
});
beforeEach(() => {
  noted = [];
  jest.spyOn(Logger.prototype, 'log').mockImplementation((line: unknown) => void (typeof line === 'object' && noted.push(line as never)));
});
afterEach(() => jest.restoreAllMocks());

interface Asked {
  readonly method?: 'GET' | 'POST' | 'OPTIONS' | 'HEAD';
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly payload?: string;
  /** Of the client, as the proxy says. */
  readonly from?: string;
  readonly at?: NestFastifyApplication;
}
async function ask({ method = 'GET', url = '/v1/policies-nowhere', headers = {}, payload, from, at = app }: Asked) {
  const answer = await at.inject({ method, url, payload, headers: { ...headers, ...(from && { 'x-forwarded-for': from }) } });
  const { statusCode: status, body } = answer;
  return { status, headers: answer.headers, body, code: body.startsWith('{') ? (JSON.parse(body) as { code?: string }).code : undefined };
}
const bearer = async (sub: string, ...roles: string[]) => ({ authorization: `Bearer ${await system.token(sub, ...roles)}` });
const json = { 'content-type': 'application/json' };

const portOf = (of: NestFastifyApplication): number => (of.getHttpServer().address() as AddressInfo).port;

/** What a server answers to bytes, until it closes the connection or has answered so often. */
function raw(bytes: string | readonly string[], answers = Infinity, at = app): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(portOf(at), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.split('HTTP/1.1 ').length > answers) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error),
    );
    socket.on('close', () => resolve(text));
    for (const part of typeof bytes === 'string' ? [bytes] : bytes) socket.write(part, 'latin1');
  });
}
const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);

const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), camera=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('what every answer says', () => {
  it.each<[number, Asked]>([
    [200, { url: '/health/live' }],
    [404, { url: '/nowhere' }],
    [401, { url: '/v1/complaints' }],
    [400, { url: '/v1/%zz' }],
    [414, { url: `/v1/complaints/${'x'.repeat(2_500)}` }],
    [503, { url: '/v1/progress/x' }],
  ])('%i with all the headers, and without a word on what answers', async (status, asked) => {
    const answer = await ask(asked);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(always);
    expect(Object.keys(answer.headers).filter((name) => /^(?:server|x-powered-by|via|set-cookie|location)$/.test(name))).toEqual([]);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`);
  });

  it('is the same for what is no request at all', async () => {
    for (const [status, bytes] of [
      [400, 'nonsense\r\n\r\n'],
      [431, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`],
    ] as const) {
      const text = await raw(bytes);
      expect(statusOf(text)).toBe(status);
      for (const [name, value] of Object.entries(always)) expect(text.toLowerCase()).toContain(`\r\n${name}: ${value.toLowerCase()}\r\n`);
      expect(text).toContain('application/problem+json');
      expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ status, requestId: expect.any(String) as string });
    }
  });

  it('never is what was sent, nor where in the program it went wrong', async () => {
    const canary = '<script>alert(1)</script>';
    for (const asked of [
      { url: `/v1/complaints?sort=${encodeURIComponent(canary)}`, headers: await bearer('u1', 'handler') },
      {
        method: 'POST',
        url: '/v1/complaints',
        payload: `{"channel":"${canary}"`,
        headers: { ...json, ...(await bearer('u1', 'handler')) },
      },
      { url: '/v1/complaints', headers: { authorization: `Bearer ${canary}` }, from: '192.0.2.99' },
    ] as Asked[]) {
      const { status, body, headers } = await ask(asked);
      expect([400, 401]).toContain(status);
      expect(body).not.toMatch(/ {4}at |node_modules|\.ts:\d/);
      // In a document that no browser takes for a page.
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
    expect(noted).toContainEqual(expect.objectContaining({ event: 'input-refused', route: 'GET /v1/complaints', sub: 'u1' }));
    expect(JSON.stringify(noted)).not.toContain('script');
  });

  it('is a few words on what nobody expected, which is logged whole', async () => {
    const error = new Error('canary: SELECT secret');
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const revocations = jest.spyOn(app.get(Revocations), 'list').mockRejectedValueOnce(error);
    const { status, body, code } = await ask({ url: '/v1/tokens/revocations', headers: await bearer('u-auditor', 'auditor') });
    expect([status, code]).toEqual([500, 'internal-error']);
    expect(revocations).toHaveBeenCalled();
    expect(body).not.toContain('canary');
    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ err: error, code: 'internal-error' }));
  });
});

describe('a page of another origin', () => {
  const origin = 'https://desk.example.com';
  const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' };

  it('may read answers if it is named, with a token and never with a cookie', async () => {
    const sent = await ask({ method: 'OPTIONS', url: '/v1/complaints', headers: { origin, ...preflight } });
    expect([sent.status, sent.headers['access-control-allow-origin']]).toEqual([204, origin]);
    expect(sent.headers['access-control-allow-headers']).toContain('Authorization');
    const read = await ask({ url: '/health/live', headers: { origin } });
    expect(read.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: expect.stringContaining('Origin') as string });
    expect(read.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(['https://evil.example.com', 'https://desk.example.com.evil.example', 'http://desk.example.com', 'null', ''])(
    'may not if it is not: %s',
    async (foreign) => {
      for (const headers of [{ origin: foreign }, { origin: foreign, ...preflight }]) {
        const method = 'access-control-request-method' in headers ? 'OPTIONS' : 'GET';
        const answer = await ask({ method, url: '/health/live', headers });
        expect(answer.headers['access-control-allow-origin']).not.toBe(foreign || '*');
        expect(answer.headers['access-control-allow-origin'] ?? origin).not.toBe('*');
      }
    },
  );

  it('may read nothing where none is named', async () => {
    const answers = await Promise.all(
      [
        { url: '/health/live', headers: { origin } },
        { method: 'OPTIONS' as const, url: '/v1/complaints', headers: { origin, ...preflight } },
      ].map((asked) => ask({ ...asked, at: other })),
    );
    for (const { headers } of answers) expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the description of the API', () => {
  it('is a page that runs nothing but its own scripts', async () => {
    const { status, headers, body } = await ask({ url: '/docs' });
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('unsafe-eval');
    expect(body).not.toMatch(/<script(?![^>]* src=)|\son\w+=|javascript:/i);
    expect(policy.match(/'sha256-/g)).toHaveLength((body.match(/<style>/g) ?? []).length + (body.match(/ style="/g) ?? []).length);
    expect((await ask({ url: '/openapi.json' })).status).toBe(200);
  });

  it.each([
    '/docs',
    '/docs/',
    '/docs/index.html',
    '/docs/swagger-ui-init.js',
    '/docs/swagger-ui.css',
    '/openapi.json',
    '/openapi.yaml',
    '//docs',
    '/%64ocs',
  ])('is not there where it is not served: %s', async (url) => expect((await ask({ url, at: other })).code).toBe('no-such-route'));
});

describe('requests of one address', () => {
  it('are so many in a minute, then no token is read any more, wherever they go', async () => {
    const handler = await bearer('u1', 'handler');
    const paths = ['/health/live', '/nowhere', '/v1/complaints', '/v1/%zz'];
    const statuses = [];
    for (let i = 0; i < 40; i += 1) statuses.push((await ask({ url: paths[i % 3]!, headers: handler, at: other })).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
    const refused = await ask({ url: '/v1/complaints', headers: handler, at: other });
    expect([refused.status, refused.code]).toEqual([429, 'too-many-requests']);
    expect(refused.headers).toMatchObject({ ...always, 'ratelimit-limit': '20', 'ratelimit-remaining': '0' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(noted).toContainEqual(expect.objectContaining({ event: 'too-many-requests', address: '127.0.0.1' }));
  });

  it('are not told apart by what they say of themselves, where no proxy is trusted', async () => {
    expect((await ask({ url: '/health/live', at: other, from: '192.0.2.1' })).status).toBe(429);
  });
});

describe('bad tokens', () => {
  const bad = (from: string, at = app) => ask({ url: '/v1/complaints', headers: { authorization: 'Bearer a.b.c' }, from, at });

  it('are looked at a few times from one address, then none that is not known; others go on', async () => {
    const known = await bearer('u-known', 'operator');
    const fresh = await bearer('u-fresh', 'operator');
    const from = '192.0.2.7';
    const url = '/v1/automations';
    expect((await ask({ url, headers: known, from })).status).toBe(200);
    for (let i = 0; i < 5; i += 1) expect(await bad(from)).toMatchObject({ status: 401, code: 'token-invalid' });
    expect(await bad(from)).toMatchObject({
      status: 429,
      code: 'too-many-requests',
      headers: { 'retry-after': expect.any(String) as string },
    });
    // No signature is computed for it, good or not.
    expect((await ask({ url, headers: fresh, from })).status).toBe(429);
    expect((await ask({ url, headers: known, from })).status).toBe(200);
    expect((await ask({ url, headers: fresh, from: '192.0.2.8' })).status).toBe(200);
    expect((await ask({ url: '/health/live', from })).status).toBe(200);
  });

  it('of one network of IPv6 count together', async () => {
    for (let i = 1; i <= 5; i += 1) expect((await bad(`2001:db8:7:1::${i}`)).status).toBe(401);
    expect((await bad('2001:db8:7:1:ffff::9')).status).toBe(429);
    expect((await bad('2001:db8:7:2::1')).status).toBe(401);
  });

  it('that have only expired do not count: they were good', async () => {
    const expired = await mintToken(system.config.dataFolder, { sub: 'u1', roles: ['handler'] }, '-1h');
    for (let i = 0; i < 8; i += 1) {
      const answer = await ask({ url: '/v1/complaints', headers: { authorization: `Bearer ${expired}` }, from: '192.0.2.9' });
      expect(answer).toMatchObject({ status: 401, code: 'token-expired' });
    }
  });

  it('are noted by reason, address and route, without the token, and not more often than anybody reads', async () => {
    for (let i = 0; i < 200; i += 1) await ask({ url: '/v1/complaints/canary-id', from: `198.51.100.${i}` });
    const lines = noted.filter(({ event }) => event === 'authentication-refused');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.at(-1)).toEqual({
      event: 'authentication-refused',
      code: 'token-missing',
      address: expect.stringMatching(/^198\.51\.100\./) as string,
      route: 'GET /v1/complaints/:id',
    });
    expect(JSON.stringify(noted)).not.toContain('canary');
    await ask({ url: '/v1/automations', headers: await bearer('u-analyst', 'analyst') });
    expect(noted).toContainEqual(
      expect.objectContaining({ event: 'authorisation-refused', code: 'role-not-allowed', sub: 'u-analyst', route: 'GET /v1/automations' }),
    );
  });
});

describe('a body', () => {
  const post = (rest: string) => `POST /v1/complaints HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${rest}`;

  it('of nobody is not read: it is refused by its headers', async () => {
    const text = await raw(post('Content-Length: 1000000000\r\n\r\n{'));
    expect(statusOf(text)).toBe(401);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(statusOf(await raw(post('Transfer-Encoding: chunked\r\n\r\n')))).toBe(401);
    // Nor where there is no such route, or one that needs no token.
    expect((await ask({ method: 'POST', url: '/nowhere', payload: '{}', headers: json })).status).toBe(401);
    expect((await ask({ method: 'POST', url: '/health/live', payload: '{}', headers: json })).status).toBe(401);
  });

  it('of somebody is read as far as it may be', async () => {
    const { authorization } = await bearer('u1', 'handler');
    const declared = await raw(post(`Authorization: ${authorization}\r\nContent-Length: 1048577\r\n\r\n`));
    expect([statusOf(declared), declared.includes('"body-too-large"')]).toEqual([413, true]);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const parts = [
      post(`Authorization: ${authorization}\r\nTransfer-Encoding: chunked\r\n\r\n`),
      ...Array.from({ length: 17 }, () => chunk),
    ];
    expect(statusOf(await raw(parts))).toBe(413);
  });

  it.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length that is none', 'Content-Length: +2\r\n\r\n{}'],
    ['chunks that are not the last coding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['a header that goes on in the next line', 'X-A: 1\r\n b\r\nContent-Length: 2\r\n\r\n{}'],
    ['a blank before the colon', 'Content-Length : 2\r\n\r\n{}'],
    ['a line that ends in LF alone', 'X-A: 1\nContent-Length: 2\r\n\r\n{}'],
    ['a chunk that is longer than it says', 'Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n'],
    ['a NUL in a header', 'X-A: \0\r\nContent-Length: 2\r\n\r\n{}'],
  ])('whose end two readers may see at different places is refused: %s', async (_what, rest) => {
    const { authorization } = await bearer('u1', 'handler');
    const second = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    const text = await raw(post(`Authorization: ${authorization}\r\n${rest}${second}`));
    expect(statusOf(text)).toBe(400);
    // And nothing behind it is taken for a request.
    expect(text.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    expect(text).not.toContain('{"status":"ok"}');
  });
});

describe('a connection', () => {
  it.each([
    ['that says nothing', ''],
    ['that does not come to the end of its headers', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: '],
  ])('%s is ended', async (_what, bytes) => {
    expect(statusOf(await raw(bytes, Infinity, hasty))).toBe(408);
  });

  it('that does not come to the end of its body is ended', async () => {
    const { authorization } = await bearer('u1', 'handler');
    const head = `POST /v1/complaints HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: ${authorization}\r\n`;
    expect(statusOf(await raw(`${head}Content-Length: 100\r\n\r\n{`, Infinity, hasty))).toBe(408);
  });

  it('that asks for nothing more is ended', async () => {
    const text = await raw('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n', Infinity, hasty);
    expect([statusOf(text), text.match(/HTTP\/1\.1/g)]).toEqual([200, ['HTTP/1.1']]);
  });

  it('is refused where there are as many as there may be', async () => {
    const open = Array.from({ length: limits.connections }, () => connect(portOf(app), '127.0.0.1').on('error', () => undefined));
    await Promise.all(open.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect(await raw('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    await Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve).destroy())));
    expect(statusOf(await raw('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'))).toBe(200);
  });

  it.each(['', 'Host: x\r\nHost: y\r\n', 'Host: x\r\nAuthorization: Bearer a\r\nauthorization: Bearer b\r\n'])(
    'is not served that does not say once for whom it asks whom: %j',
    async (headers) => {
      const text = await raw(`GET /health/live HTTP/1.1\r\n${headers}\r\n`, 1);
      expect(statusOf(text)).toBe(400);
      expect(text).toContain('"code":"malformed-request"');
      expect(text.toLowerCase()).toContain('\r\nx-content-type-options: nosniff\r\n');
    },
  );

  it('has at most a hundred headers: none is left out in silence', async () => {
    const more = (count: number) => Array.from({ length: count }, (_, i) => `X-${i}: a\r\n`).join('');
    const statuses = [99, 100, 150].map(async (count) =>
      statusOf(await raw(`GET /health/live HTTP/1.1\r\nHost: x\r\n${more(count)}\r\n`, 1)),
    );
    expect(await Promise.all(statuses)).toEqual([200, 431, 431]);
  });

  it('may expect what it likes, and is answered with all the headers', async () => {
    const text = await raw('GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: the-best\r\n\r\n', 1);
    expect(statusOf(text)).toBe(200);
    expect(text.toLowerCase()).toContain('\r\nx-content-type-options: nosniff\r\n');
  });
});

describe('a token that is taken back', () => {
  const url = '/v1/automations';
  let askers = 0;
  /** Each time by somebody else: who comes with bad tokens again and again is not heard. */
  const status = async (headers: Record<string, string>, at = app) =>
    (await ask({ url, headers, at, from: `203.0.113.${(askers += 1) % 250}` })).code ?? 200;
  const jtiOf = ({ authorization }: { authorization: string }) =>
    (JSON.parse(Buffer.from(authorization.split('.')[1]!, 'base64url').toString()) as { jti: string }).jti;
  const revoke = async (body: object, role = 'operator') =>
    ask({
      method: 'POST',
      url: '/v1/tokens/revocations',
      headers: { ...json, ...(await bearer('u-ops', role)) },
      payload: JSON.stringify(body),
    });
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('is refused at once here, seconds later elsewhere, and after a restart', async () => {
    const [one, same] = [await bearer('u-anna', 'operator'), await bearer('u-anna', 'operator')];
    const elsewhere = await createApp(system.config);
    try {
      expect([await status(one), await status(one, elsewhere), await status(same)]).toEqual([200, 200, 200]);
      expect(await revoke({ jti: jtiOf(one), reason: 'INC-7' })).toMatchObject({ status: 201 });
      expect([await status(one), await status(same)]).toEqual(['token-revoked', 200]);
      expect(noted).toContainEqual({ event: 'tokens-revoked', by: 'u-ops', jti: jtiOf(one) });
      await until(async () => (await status(one, elsewhere)) === 'token-revoked');
      // All of a person; who signs in again is let in.
      const before = new Date(Date.now() - 5_000).toISOString();
      expect(await revoke({ sub: 'u-anna', before })).toMatchObject({ status: 201 });
      expect(await status(same)).toBe(200);
      expect(await revoke({ sub: 'u-anna' })).toMatchObject({ status: 201 });
      expect(await status(same)).toBe('token-revoked');
      expect(await status(await bearer('u-ben', 'operator'))).toBe(200);
    } finally {
      await elsewhere.close();
    }
    const restarted = await createApp(system.config);
    try {
      expect([await status(one, restarted), await status(same, restarted)]).toEqual(['token-revoked', 'token-revoked']);
    } finally {
      await restarted.close();
    }
    const listed = await ask({ url: '/v1/tokens/revocations', headers: await bearer('u-auditor', 'auditor') });
    expect(JSON.parse(listed.body)).toMatchObject({
      items: [
        { jti: null, sub: 'u-anna', by: 'u-ops', reason: null },
        { jti: jtiOf(one), sub: null, by: 'u-ops', reason: 'INC-7' },
      ],
    });
  });

  it('is taken back by an operator or a privacy officer, and says what is meant', async () => {
    expect(await revoke({ sub: 'u-x' }, 'privacy-officer')).toMatchObject({ status: 201 });
    expect(await revoke({ sub: 'u-x' }, 'handler')).toMatchObject({ status: 403 });
    expect(await revoke({})).toMatchObject({ status: 422, code: 'revocation-of-what' });
    expect(await revoke({ jti: 'a', sub: 'b' })).toMatchObject({ status: 422, code: 'revocation-of-what' });
    expect(await revoke({ sub: 'u-x', before: '2999-01-01T00:00:00Z' })).toMatchObject({ status: 422, code: 'future-time' });
    expect(await revoke({ sub: 'u-x', reason: 'because <he> left' })).toMatchObject({ status: 400, code: 'invalid-body' });
  });

  it('is of no use once its key is gone, and the API takes note by itself', async () => {
    const former = await bearer('u-carl', 'operator');
    expect(await status(former)).toBe(200);
    await rotateSigningKey(system.config.dataFolder, '1h', Date.now());
    const fresh = await bearer('u-carl', 'operator');
    await until(async () => (await status(fresh)) === 200);
    expect(await status(former)).toBe(200);
    await rotateSigningKey(system.config.dataFolder, '0s', Date.now());
    await until(async () => (await status(fresh)) === 'token-invalid');
    const keys = JSON.parse(await readFile(join(system.config.dataFolder, 'secrets', 'jwks.json'), 'utf8')) as { keys: unknown[] };
    expect(keys.keys).toHaveLength(2); // the one of now, and the first one for its hour
  });
});
