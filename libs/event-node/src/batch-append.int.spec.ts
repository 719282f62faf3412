import { randomUUID } from 'node:crypto';
import { credentials } from '@grpc/grpc-js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { BatchAppendReq as Request, BatchAppendResp as Response } from '@eventstore/db-client/generated/streams_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import protobufEmpty from 'google-protobuf/google/protobuf/empty_pb.js';
import protobufTimestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { BatchAppendReq, StreamIdentifier } from './grpc/messages.js';
import { defaultLimits } from './grpc/services.js';
import { fromUuid, stringUuid } from './grpc/wire-values.js';
import { all, idsOf, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

/** One BatchAppend call, spoken without the client's help. */
class RawCall {
  private readonly client = new streamServices.StreamsClient(`127.0.0.1:${test.node.port}`, credentials.createInsecure());
  private readonly call: ClientDuplexStream<Request, Response> = this.client.batchAppend();
  private readonly answers = new Map<string, Response>();
  private arrived: () => void = () => undefined;
  readonly ended: Promise<void>;

  constructor() {
    this.call.on('data', (answer: Response) => {
      this.answers.set(fromUuid(answer.getCorrelationId())!, answer);
      this.arrived();
    });
    this.ended = new Promise((resolve, reject) => {
      this.call.on('end', resolve);
      this.call.on('error', reject);
    });
    this.ended.catch(() => undefined);
  }

  send(correlationId: string, fragment: { stream?: string; deadline?: number; ids?: string[]; final?: boolean; type?: string }): void {
    const { stream, deadline, ids = [], final = true, type = 'T' } = fragment;
    const request = new BatchAppendReq().setCorrelationId(stringUuid(correlationId)).setIsFinal(final);
    if (stream !== undefined) {
      const options = new BatchAppendReq.Options().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)));
      options.setAny(new protobufEmpty.Empty());
      if (deadline !== undefined) options.setDeadline(protobufTimestamp.Timestamp.fromDate(new Date(deadline)));
      request.setOptions(options);
    }
    for (const id of ids) {
      const message = new BatchAppendReq.ProposedMessage().setId(stringUuid(id));
      message.getMetadataMap().set('type', type).set('content-type', 'application/json');
      request.addProposedMessages(message);
    }
    this.call.write(request);
  }

  /** `success`, or the name of the error. */
  async answer(correlationId: string): Promise<string> {
    for (;;) {
      const answer = this.answers.get(correlationId);
      if (answer) return answer.hasSuccess() ? 'success' : answer.getError()!.getDetails()!.getTypeName();
      await new Promise<void>((resolve) => (this.arrived = resolve));
    }
  }

  end(): void {
    this.call.end();
  }

  close(): void {
    this.client.close();
  }
}

let call: RawCall;
beforeEach(() => (call = new RawCall()));
afterEach(() => call.close());

const timeout = 'event_store.client.Timeout';
const badRequest = 'event_store.client.BadRequest';
const id = (): string => randomUUID();

it('joins the fragments of several appends that come mixed', async () => {
  const [a, b] = [id(), id()];
  const ids = Array.from({ length: 6 }, id);
  call.send(a, { stream: 'mixed-a', ids: [ids[0]!], final: false });
  call.send(b, { stream: 'mixed-b', ids: [ids[1]!], final: false });
  call.send(a, { ids: [ids[2]!, ids[3]!], final: false });
  call.send(b, { ids: [ids[4]!] });
  call.send(a, { ids: [ids[5]!] });
  expect([await call.answer(a), await call.answer(b)]).toEqual(['success', 'success']);
  expect(idsOf(await all(test.client.readStream('mixed-a')))).toEqual([ids[0], ids[2], ids[3], ids[5]]);
  expect(idsOf(await all(test.client.readStream('mixed-b')))).toEqual([ids[1], ids[4]]);
});

it('answers a deadline that has passed, and writes nothing', async () => {
  const correlationId = id();
  call.send(correlationId, { stream: 'late', deadline: Date.now() - 1_000, ids: [id()] });
  expect(await call.answer(correlationId)).toBe(timeout);
  await expect(all(test.client.readStream('late'))).rejects.toThrow('not found');
});

it('answers the deadline of an append whose last fragment never comes', async () => {
  const correlationId = id();
  call.send(correlationId, { stream: 'unfinished', deadline: Date.now() + 50, ids: [id()], final: false });
  expect(await call.answer(correlationId)).toBe(timeout);
  call.send(correlationId, { ids: [id()] });
  call.end();
  await call.ended;
  await expect(all(test.client.readStream('unfinished'))).rejects.toThrow('not found');
});

it('answers the deadline while the database does not move', async () => {
  const locked = test.database.query('begin; select from event_node.writer for update; select pg_sleep(1); commit');
  while (
    (await test.database.query(`select from pg_locks where relation = 'event_node.writer'::regclass and mode = 'RowShareLock'`)).length ===
    0
  );
  const correlationId = id();
  call.send(correlationId, { stream: 'slow', deadline: Date.now() + 100, ids: [id()] });
  expect(await call.answer(correlationId)).toBe(timeout);
  await locked;
});

it.each<[string, Parameters<RawCall['send']>[1]]>([
  ['an id that is none', { stream: 's', ids: ['x'] }],
  ['an empty type', { stream: 's', ids: [id()], type: '' }],
  ['a type with a zero character', { stream: 's', ids: [id()], type: 'a\0b' }],
  ['an empty stream name', { stream: '', ids: [id()] }],
  ['the metadata stream of no stream', { stream: '$$', ids: [id()] }],
])('refuses %s and goes on with the next', async (_, fragment) => {
  const [bad, good] = [id(), id()];
  call.send(bad, fragment);
  call.send(good, { stream: 'good', ids: [id()] });
  expect([await call.answer(bad), await call.answer(good)]).toEqual([badRequest, 'success']);
});

it('answers everything before it ends, when the client has said all', async () => {
  const ids = Array.from({ length: 50 }, id);
  for (const [index, correlationId] of ids.entries()) call.send(correlationId, { stream: `many-${index % 3}`, ids: [id()] });
  call.end();
  await call.ended;
  expect(await Promise.all(ids.map((correlationId) => call.answer(correlationId)))).toEqual(ids.map(() => 'success'));
});

it('answers an append that the client ended without its last fragment', async () => {
  const correlationId = id();
  call.send(correlationId, { stream: 'cut-short', ids: [id()], final: false });
  call.end();
  expect(await call.answer(correlationId)).toBe(badRequest);
  await call.ended;
});

it('holds no more of appends without an end than there is memory for, and takes others when they are gone', async () => {
  // However long so many bytes take here: what runs out of time gives its memory back.
  const patient = jest.replaceProperty(defaultLimits, 'appendTimeoutMs', 600_000);
  const call = new RawCall();
  // Each of them takes 800 kB of 64 MB.
  const type = 'T'.repeat(400_000);
  for (let count = 0; count < 100; count++) call.send(id(), { stream: 'half', ids: [id()], type, final: false });
  await expect(call.ended).rejects.toMatchObject({ code: 14, details: expect.stringContaining('unfinished') as unknown });
  const other = new RawCall();
  const correlationId = id();
  other.send(correlationId, { stream: 'whole', ids: [id()] });
  expect(await other.answer(correlationId)).toBe('success');
  patient.restore();
});
