import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Revocations } from '../tokens/revocations.js';
import { ComplaintCommands } from './complaint-commands.js';
import type { ReceivedAnswer } from './dto/complaint-answer.dto.js';

let system: TestSystem;
let app: NestFastifyApplication;
let port: number;
let handler: string;

beforeAll(async () => {
  system = await startSystem();
  app = await createApp(system.config);
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
  handler = await system.token('u-handler', 'handler');
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});
afterEach(() => jest.restoreAllMocks());

type Result = Record<string, unknown>;

const form = { channel: 'web', cause: 'late-delivery', account: 'It came late.' };
const line = (command: string, body: object, more: object = {}) => JSON.stringify({ command, body, ...more });
const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' });

async function bulk(body: string | Buffer, token = handler): Promise<Result[]> {
  const { body: text } = await app.inject({ method: 'POST', url: '/v1/commands', headers: headersOf(token), payload: body });
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as Result);
}
const receive = async () => (await bulk(line('receive', form)))[0]!['complaintId'] as string;
const told = (results: readonly Result[]) => results.map(({ line: n, status, code }) => [n, status, code]);

it('takes lines however they end, counts empty ones, and needs no end at the last', async () => {
  const one = line('receive', form);
  expect(told(await bulk(`${one}\r\n\r\n  \t\n${one}\n\n${one}`))).toEqual([1, 4, 6].map((n) => [n, 201, undefined]));
  expect(await bulk('')).toEqual([]);
  expect(await bulk('\n\r\n')).toEqual([]);
  expect(told(await bulk(`\uFEFF${one}`))).toEqual([[1, 201, undefined]]);
});

it('refuses a line for itself that is no well-formed JSON in UTF-8, or that could be read in two ways', async () => {
  const bad = Buffer.concat([Buffer.from('{"command":"receive","body":{"channel":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}}')]);
  const lines = [
    bad,
    '[]',
    'null',
    '"receive"',
    '{"command":"receive","body":{"channel":"web","cause":"a","channel":"phone"}}',
    '{"command":"receive","command":"close","body":{}}',
    '{"command":"receive","body":{"__proto__":{"admin":true},"channel":"web","cause":"a"}}',
    '{"command":"receive","body":{"\\u005f_proto__":{},"channel":"web","cause":"a"}}',
    '{"command":"receive","body":{"constructor":{"prototype":{}},"channel":"web","cause":"a"}}',
    '{"command":"receive","idempotencykey":"misspelt","body":{}}',
    `{"command":"receive","body":${'['.repeat(100_000)}`,
    `{"command":"receive","body":{"a":${'[['.repeat(50)}${']]'.repeat(50)}}}`,
    '{"command":"constructor","body":{}}',
    '{"command":"receive","body":{"channel":"web","cause":"a","occurredAt":1e999}}',
    line('receive', form),
  ].map((one) => (typeof one === 'string' ? Buffer.from(one) : one));
  const results = await bulk(Buffer.concat(lines.flatMap((one) => [one, Buffer.from('\n')])));
  const codes = ['malformed-body', 'invalid-body', 'unknown-command'];
  expect(results.slice(0, -1).map(({ status, code }) => [status, codes.includes(String(code))])).toEqual(
    results.slice(0, -1).map(() => [400, true]),
  );
  expect(results.slice(0, 9).map(({ code }) => code)).toEqual(results.slice(0, 9).map(() => 'malformed-body'));
  expect(results.at(-1)).toMatchObject({ line: 15, status: 201 });
});

it('has for each line what a request has in its headers: key, revision, correlation', async () => {
  const id = await receive();
  const at = (await bulk(line('addNote', { text: 'a' }, { complaintId: id })))[0]!['revision'] as number;
  const results = await bulk(
    [
      line('addNote', { text: 'b' }, { complaintId: id, ifMatch: at, idempotencyKey: 'b', correlationId: 'batch-7' }),
      line('addNote', { text: 'b' }, { complaintId: id, ifMatch: at, idempotencyKey: 'b', correlationId: 'batch-7' }),
      line('addNote', { text: 'c' }, { complaintId: id, ifMatch: at }),
      line('addNote', { text: 'c' }, { complaintId: id, ifMatch: '3' }),
      line('addNote', { text: 'c' }, { complaintId: id, correlationId: 'no such thing' }),
      line('addNote', { text: 'other' }, { complaintId: id, idempotencyKey: 'b' }),
    ].join('\n'),
  );
  expect(results).toMatchObject([
    { status: 200, revision: at + 1, repeated: false },
    { status: 200, revision: at + 1, repeated: true },
    { status: 412, code: 'stale-revision', facts: { expected: at, current: at + 1 } },
    { status: 400, code: 'invalid-if-match' },
    { status: 400, code: 'invalid-correlation-id' },
    { status: 422, code: 'idempotency-key-reused' },
  ]);
  const auditor = { authorization: `Bearer ${await system.token('u-auditor', 'auditor')}` };
  const history = await app.inject({ url: `/v1/complaints/${id}/history`, headers: auditor });
  expect(history.json<{ events: Result[] }>().events.at(-1)).toMatchObject({ revision: at + 1, $correlationId: 'batch-7' });
});

it('wants keys of machines, and asks of each line who may send it', async () => {
  const machine = await system.token('u-machine', 'service');
  const id = await receive();
  const lines = [
    line('receive', form),
    line('receive', form, { idempotencyKey: 'm-1' }),
    line('pauseDeadline', { clock: 'first-reply', reason: 'customer-away' }, { complaintId: id, idempotencyKey: 'm-2' }),
    line('resumeDeadline', { clock: 'first-reply', reason: 'customer-back' }, { complaintId: id, idempotencyKey: 'm-3' }),
  ].join('\n');
  expect(told(await bulk(lines, machine))).toEqual([
    [1, 400, 'idempotency-key-required'],
    [2, 201, undefined],
    [3, 200, undefined],
    [4, 200, undefined],
  ]);
  expect(told(await bulk(lines, await system.token('u-analyst', 'analyst')))).toEqual(
    [1, 2, 3, 4].map((n) => [n, 403, 'role-not-allowed']),
  );
});

it('carries out nothing more for a token that was taken back meanwhile', async () => {
  const sent = open();
  sent.write(`${line('receive', form)}\n`);
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
  const results = createInterface(response)[Symbol.asyncIterator]();
  expect(JSON.parse((await results.next()).value as string)).toMatchObject({ line: 1, status: 201 });
  const revoked = jest.spyOn(app.get(Revocations), 'isRevoked').mockReturnValue(true);
  sent.end(`${line('receive', form)}\n`);
  expect(JSON.parse((await results.next()).value as string)).toMatchObject({ line: 2, status: 401, code: 'token-revoked' });
  revoked.mockRestore();
});

/** A request that is written as the story has it, and its results one by one. */
function open() {
  const sent = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/commands', headers: headersOf(handler) });
  sent.on('error', () => undefined);
  sent.flushHeaders();
  return sent;
}

it('answers each line as soon as it is done, while others are still to be sent', async () => {
  const sent = open();
  sent.write(`${line('receive', form)}\n`);
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
  const results = createInterface(response)[Symbol.asyncIterator]();
  expect(JSON.parse((await results.next()).value as string)).toMatchObject({ line: 1, status: 201 });
  sent.end(`${line('receive', form)}\n`);
  expect(JSON.parse((await results.next()).value as string)).toMatchObject({ line: 2, status: 201 });
  expect((await results.next()).done).toBe(true);
});

it('reads no further from who does not read, and begins nothing more for who is gone', async () => {
  // Answers so long that what lies between the two is soon full of them.
  const answer = { account: 'x'.repeat(50_000) } as unknown as ReceivedAnswer;
  const carriedOut = jest.spyOn(app.get(ComplaintCommands), 'receive').mockResolvedValue(answer);
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => undefined);
  const lines = `${line('receive', { ...form, account: 'x'.repeat(2_000) })}\n`.repeat(4_000);
  const head = `POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${handler}\r\nContent-Type: application/x-ndjson\r\nContent-Length: ${lines.length}\r\n\r\n`;
  socket.write(head + lines);
  /** Until it goes no further. */
  const settled = async (): Promise<number> => {
    const seen: number[] = [];
    while (seen.length < 4 || new Set(seen.slice(-4)).size > 1 || seen.at(-1)! < 64) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      seen.push(carriedOut.mock.calls.length);
    }
    return seen.at(-1)!;
  };
  // What fits between the two is answered, the rest is not read.
  const before = await settled();
  expect(before).toBeLessThan(4_000);
  socket.destroy();
  expect(await settled()).toBe(before);
});

it('carries out nothing of a line that was cut off; repeated, what was carried out is answered as it was', async () => {
  const [first, second] = [line('receive', form, { idempotencyKey: 'cut-1' }), line('receive', form, { idempotencyKey: 'cut-2' })];
  const sent = open();
  sent.write(`${first}\n${second}`);
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
  const results = createInterface(response)[Symbol.asyncIterator]();
  const answered = JSON.parse((await results.next()).value as string) as Result;
  sent.destroy();
  const again = await bulk(`${first}\n${second}\n`);
  expect(again).toMatchObject([
    { status: 201, repeated: true, complaintId: answered['complaintId'] },
    { status: 201, repeated: false },
  ]);
});

it('ends with the line that is too much, and says so', async () => {
  const many = await bulk(`${'\n'.repeat(10_000)}${line('receive', form)}\n${line('receive', form)}`);
  expect(told(many)).toEqual([[10_001, 413, 'body-too-large']]);
  const long = await bulk(`${line('receive', form)}\n${'x'.repeat(1_100_000)}\n${line('receive', form)}`);
  expect(told(long).map(([, ...rest]) => rest)).toEqual([
    [201, undefined],
    [413, 'body-too-large'],
  ]);
  const other = await app.inject({
    method: 'POST',
    url: '/v1/commands',
    headers: { ...headersOf(handler), 'content-type': 'application/json' },
    payload: '{}',
  });
  expect([other.statusCode, other.json<Result>()['code']]).toEqual([415, 'unsupported-media-type']);
});
