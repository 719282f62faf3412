import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IssuerKeys } from './issuer-keys.js';

const key = (kid: string): object => ({ ...(generateKeyPairSync('ed25519').publicKey as KeyObject).export({ format: 'jwk' }), kid });
const [first, second] = [key('first'), key('second')];
const times = { fresh: 600_000, coolDown: 30_000, stale: 3_600_000, timeout: 60_000 };

let server: Server;
let url: string;
let asked: number;
let answer: (response: ServerResponse) => void;
let elapsed: number;
let keys: IssuerKeys;

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  [asked, elapsed] = [0, 0];
  answer = has(first);
  keys = IssuerKeys.of(url, times, () => elapsed);
});

const has =
  (...all: object[]) =>
  (response: ServerResponse) =>
    void response.end(JSON.stringify({ keys: all }));
const away = (response: ServerResponse) => void response.writeHead(503).end();
const find = async (kid: string) => {
  await keys.generation(0);
  return (await keys.keyOf({ alg: 'EdDSA', kid }, { payload: '', signature: '' })) as unknown;
};
const isFound = (kid: string) =>
  find(kid).then(
    () => true,
    (error: Error) => (error.name === 'JWKSNoMatchingKey' ? false : Promise.reject(error)),
  );

describe("the issuer's keys", () => {
  it('are asked for once, by however many at the same time', async () => {
    expect(await Promise.all(Array.from({ length: 50 }, () => isFound('first')))).not.toContain(false);
    expect(asked).toBe(1);
  });

  it('are asked for again when they are no longer fresh: one that is gone verifies nothing', async () => {
    const before = await keys.generation(0);
    answer = has(second);
    elapsed = times.fresh;
    expect(await keys.generation(0)).toBe(before);
    elapsed += 1;
    expect(await keys.generation(0)).toBe(before + 1);
    expect([await isFound('first'), await isFound('second')]).toEqual([false, true]);
  });

  it('are asked for when one is named that is not among them, but a flood of invented names asks no more often', async () => {
    expect(await isFound('first')).toBe(true);
    answer = has(first, second);
    expect(await isFound('second')).toBe(false);
    elapsed = times.coolDown + 1;
    expect(await isFound('second')).toBe(true);
    expect(asked).toBe(2);
    elapsed += times.coolDown + 1;
    for (let i = 0; i < 100; i += 1) expect(await isFound(`invented-${i}`)).toBe(false);
    expect(asked).toBe(3);
  });

  it('stay what they were while the issuer is away, for as long as that may be', async () => {
    expect(await isFound('first')).toBe(true);
    answer = away;
    elapsed = times.fresh + 1;
    expect(await isFound('first')).toBe(true);
    expect(await isFound('first')).toBe(true);
    expect(asked).toBe(2);
    elapsed = times.stale + 1;
    await expect(isFound('first')).rejects.toMatchObject({ name: 'IssuerUnavailable' });
    answer = has(first);
    elapsed += times.coolDown + 1;
    expect(await isFound('first')).toBe(true);
  });

  it.each([
    ['answers with an error', away],
    ['sends us elsewhere', (response: ServerResponse) => void response.writeHead(302, { location: url }).end()],
    ['answers with something else', (response: ServerResponse) => void response.end('<html>')],
    ['answers with no keys', (response: ServerResponse) => void response.end('{"keys":{}}')],
    [
      'answers without an end',
      (response: ServerResponse) => void response.end(JSON.stringify({ keys: [first], more: 'x'.repeat(300_000) })),
    ],
  ])('cannot be had when it %s, and are looked for again a little later', async (_what, how) => {
    answer = how;
    await expect(keys.generation(0)).rejects.toMatchObject({ name: 'IssuerUnavailable' });
    await expect(keys.generation(0)).rejects.toMatchObject({ name: 'IssuerUnavailable' });
    expect(asked).toBe(1);
    answer = has(first);
    elapsed = 1_001;
    expect(await isFound('first')).toBe(true);
  });

  it('cannot be had when it does not answer', async () => {
    answer = () => undefined;
    await expect(IssuerKeys.of(url, { ...times, timeout: 50 }).generation(0)).rejects.toMatchObject({ name: 'IssuerUnavailable' });
  });
});
