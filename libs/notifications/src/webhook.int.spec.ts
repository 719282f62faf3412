import type { LookupAddress } from 'node:dns';
import { getEventListeners, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { NotDelivered, type Notification } from './channel.js';
import { Destinations } from './destinations.js';
import { webhookSecret } from './secret.js';
import { WebhookChannel, type WebhookOptions } from './webhook.js';

const notification: Notification = {
  deliveryId: '0686e063-625e-5e65-bdd7-fe8802f38b6c',
  eventId: '01a20145-29db-77f6-868c-49ee37785622',
  type: 'DeadlineMissed',
  stream: 'complaint-1ba6e258-b62b-5b29-8cc5-4fddb88417fc',
  revision: 3,
  position: '17',
  occurredAt: '2026-03-02T09:00:00.000Z',
  recordedAt: '2026-03-02T09:00:00.500Z',
  data: { clock: 'reply' },
  what: { 'zh-CN': '时限已过', en: 'Deadline missed' },
};

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) (server as ReturnType<typeof createServer>).closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
async function listening<S extends Server>(server: S): Promise<{ server: S; port: number }> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}
const serving = (answer: RequestListener) => listening(createServer(answer));

function send(
  url: string,
  { allow = [], stop = new AbortController(), ...more }: { allow?: string[]; stop?: AbortController } & Partial<WebhookOptions> = {},
) {
  const channel = new WebhookChannel({
    masterKey: Buffer.alloc(32, 1),
    destinations: new Destinations(allow),
    now: () => new Date(),
    ...more,
  });
  return channel.send(notification, 'late', { kind: 'webhook', url }, stop.signal).then(
    ({ status }) => status,
    (error: unknown) => {
      if (!(error instanceof NotDelivered)) throw error;
      return { code: error.code, message: error.message, isFinal: error.details.isFinal === true };
    },
  );
}
const refused = expect.objectContaining({ code: 'address-refused', isFinal: true }) as unknown;
const at = (...addresses: string[]) => {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return jest.fn(() => Promise.resolve(found));
};

describe('a webhook goes to public addresses only', () => {
  it.each([
    'https://127.0.0.1',
    'https://127.1',
    'https://2130706433',
    'https://0x7f000001',
    'https://0177.0.0.1',
    'https://0.0.0.0',
    'https://10.0.0.1',
    'https://172.16.0.1',
    'https://192.168.1.1',
    'https://100.64.0.1',
    'https://169.254.169.254/latest/meta-data',
    'https://224.0.0.1',
    'https://255.255.255.255',
    'https://[::1]',
    'https://[::]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[::ffff:169.254.169.254]',
    'https://[64:ff9b::7f00:1]',
    'https://[fd00:ec2::254]',
    'https://[fe80::1]',
    'https://localhost',
  ])('and not to %s', async (url) => {
    expect(await send(url)).toEqual(refused);
  });

  it.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['93.184.215.14', '10.0.0.1']],
    [['2606:4700::1111', 'fd00::1']],
  ])('and not by a name that leads to %j', async (addresses) => {
    const resolve = at(...addresses);
    expect(await send('https://hooks.example.com', { resolve })).toEqual(refused);
    // Named is not the host that it leads to, and the other way round.
    expect(await send('https://hooks.example.com', { resolve, allow: ['example.com', '10.9.0.0/16'] })).toEqual(refused);
  });

  it('and connects to the address that was judged, whatever the name leads to a moment later', async () => {
    const { port } = await serving((_, response) => response.writeHead(204).end());
    const resolve = at('127.0.0.1')
      .mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }])
      .mockRejectedValue(new Error('asked twice'));
    expect(await send(`http://hooks.internal:${port}`, { resolve, allow: ['hooks.internal'] })).toBe(204);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it('so that nothing reaches what listens on this machine', async () => {
    const reached = jest.fn();
    const { server, port } = await serving((_, response) => response.end());
    server.on('connection', reached);
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) expect(await send(`https://${host}:${port}`)).toEqual(refused);
    expect(reached).not.toHaveBeenCalled();
  });

  it('unless the configuration names them: by name, address or range', async () => {
    const { port } = await serving((_, response) => response.writeHead(204).end());
    const resolve = at('127.0.0.1');
    for (const [host, ...allow] of [
      ['127.0.0.1', '127.0.0.1'],
      ['127.0.0.1', '127.0.0.0/8'],
      ['2130706433', '127.0.0.1'],
      ['Hooks.Internal', 'hooks.internal'],
      ['localhost', 'example.com', 'LOCALHOST'],
    ])
      expect(await send(`http://${host}:${port}`, { allow, resolve })).toBe(204);
  });

  it('and over https, but where the host itself is named', async () => {
    const { port } = await serving((_, response) => response.end());
    const resolve = at('127.0.0.1');
    expect(await send(`http://hooks.internal:${port}`, { resolve, allow: ['127.0.0.0/8'] })).toMatchObject({
      code: 'not-https',
      isFinal: true,
    });
    expect(await send('http://93.184.215.14')).toMatchObject({ code: 'not-https' });
  });

  it('and tells nobody anything whose certificate is of no authority that is known, named or not', async () => {
    const asked = jest.fn();
    const tls = (name: string) => readFileSync(join(__dirname, '..', '..', 'event-node', 'src', 'test-tls', `localhost.${name}`));
    const { port } = await listening(createTlsServer({ cert: tls('crt'), key: tls('key') }, asked) as unknown as Server);
    for (const allow of [['localhost'], ['127.0.0.0/8', '::1/128']])
      expect(await send(`https://localhost:${port}`, { allow, resolve: at('127.0.0.1') })).toMatchObject({
        message: expect.stringMatching(/CERT|SIGNATURE/) as string,
      });
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a receiver', () => {
  const allow = ['127.0.0.1'];

  it('may say as much as it likes: it is not read', async () => {
    const closed = jest.fn();
    const { server, port } = await serving((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write('x'.repeat(16_384))) continue;
      };
      response.on('drain', more).on('error', () => undefined);
      more();
    });
    server.on('connection', (socket) => socket.on('close', closed));
    expect(await send(`http://127.0.0.1:${port}`, { allow })).toBe(200);
    while (closed.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('is followed nowhere', async () => {
    const reached = jest.fn();
    const elsewhere = await serving(reached);
    const { port } = await serving((_, response) => response.writeHead(307, { location: `http://127.0.0.1:${elsewhere.port}` }).end());
    expect(await send(`http://127.0.0.1:${port}`, { allow })).toEqual({
      code: 'redirected',
      message: 'the receiver answered 307: redirects are not followed',
      isFinal: true,
    });
    expect(reached).not.toHaveBeenCalled();
  });

  it('that never greets is left, and so is one that never answers', async () => {
    const { port } = await listening(createTcpServer((socket) => socket.on('error', () => undefined).resume()));
    expect(await send(`https://127.0.0.1:${port}`, { allow, connectMs: 50 })).toMatchObject({ code: 'timed-out', isFinal: false });
    expect(await send(`http://127.0.0.1:${port}`, { allow, totalMs: 50 })).toMatchObject({ code: 'timed-out', isFinal: false });
    expect(
      await send('http://hooks.internal', { allow: ['hooks.internal'], totalMs: 50, resolve: () => new Promise(() => undefined) }),
    ).toMatchObject({ code: 'timed-out' });
  });

  it('that is not there is told without its address', async () => {
    const { server, port } = await listening(createTcpServer());
    await new Promise((done) => server.close(done));
    expect(await send(`http://127.0.0.1:${port}`, { allow })).toEqual({
      code: 'unreachable',
      message: 'no answer (ECONNREFUSED)',
      isFinal: false,
    });
    const resolve = () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND hooks.internal'), { code: 'ENOTFOUND' }));
    expect(await send('https://hooks.internal', { resolve })).toMatchObject({ code: 'unreachable', message: 'no answer (ENOTFOUND)' });
  });

  it('leaves nothing behind in a process that runs for months', async () => {
    const stop = new AbortController();
    const { port } = await serving((_, response) => response.writeHead(200).end('thanks'));
    for (let i = 0; i < 5; i++) expect(await send(`http://127.0.0.1:${port}`, { allow, stop })).toBe(200);
    expect(await send('https://127.0.0.1', { stop })).toEqual(refused);
    while (getEventListeners(stop.signal, 'abort').length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('is left when this process stops', async () => {
    const stop = new AbortController();
    const { port } = await serving(() => stop.abort());
    expect(await send(`http://127.0.0.1:${port}`, { allow, stop })).toMatchObject({ code: 'interrupted' });
  });
});

it('every rule and every count has a secret of its own, the same wherever it is asked for', () => {
  const key = Buffer.alloc(32, 1);
  const secrets = [
    webhookSecret(key, 'a', 1),
    webhookSecret(key, 'a', 2),
    webhookSecret(key, 'b', 1),
    webhookSecret(Buffer.alloc(32, 2), 'a', 1),
  ];
  expect(new Set(secrets).size).toBe(4);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(webhookSecret(key, 'a', 1)).toBe(secrets[0]);
});
