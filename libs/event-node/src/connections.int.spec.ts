import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { UnavailableError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { AppendReq, Empty, StreamIdentifier, UUID } from './grpc/messages.js';
import { all, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

/*
 * Connections that break or stay silent; those of clients byte by byte, since no client library does it at a certain moment.
 */

let test: TestNode;
beforeEach(async () => (test = await startTestNode()));
afterEach(() => test.end());

async function open(): Promise<Socket> {
  const socket = connect(test.node.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** An HTTP/2 frame; stream 0 is the connection. */
function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Headers in the plainest form that HTTP/2 has: neither indexed nor compressed. */
const headers = (fields: Record<string, string>): Buffer =>
  Buffer.concat(
    Object.entries(fields).map(([name, value]) =>
      Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]),
    ),
  );

function grpcMessage(message: { serializeBinary(): Uint8Array }): Buffer {
  const bytes = message.serializeBinary();
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

it('writes nothing of an append that is cancelled, though the requests came to an end first', async () => {
  const options = new AppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('cancelled'))).setNoStream(new Empty());
  const event = new AppendReq.ProposedMessage()
    .setId(new UUID().setString('6f1b1f0e-6c1c-4a80-a6f6-25f1b6d0c001'))
    .setData(Buffer.from('{}'));
  event.getMetadataMap().set('type', 'Happened').set('content-type', 'application/json');
  const requests = [new AppendReq().setOptions(options), new AppendReq().setProposedMessage(event)];

  const socket = await open();
  const path = '/event_store.client.streams.Streams/Append';
  const fields = {
    ':method': 'POST',
    ':scheme': 'http',
    ':authority': 'node',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  };
  socket.write(
    Buffer.concat([
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
      frame(4, 0, 0, Buffer.alloc(0)), // SETTINGS
      frame(1, 4, 1, headers(fields)), // HEADERS, all of them
      frame(0, 1, 1, Buffer.concat(requests.map(grpcMessage))), // DATA, the last
      frame(3, 0, 1, Buffer.from([0, 0, 0, 8])), // RST_STREAM: cancelled
      frame(6, 0, 0, Buffer.alloc(8)), // PING, whose answer tells that all of it has arrived
    ]),
  );
  await once(socket, 'data');
  await test.client.appendToStream('other', someEvents(1));
  expect((await all(test.client.readAll())).map(({ event: found }) => found!.streamId)).toEqual(['other']);
  socket.destroy();
});

it('goes on when the connection to the database breaks under a read', async () => {
  for (let index = 0; index < 8; index++) await test.client.appendToStream('s', someEvents(500));
  const answers: unknown[] = [];
  const read = (): Promise<unknown> =>
    all(test.client.readAll()).then(
      (found) => found.length,
      (error: unknown) => error,
    );
  const reading = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (answers.length < 8) answers.push(await read());
    }),
  );
  while (answers.length < 8) await test.database.cutConnections('event-node reader');
  await reading;
  // The client closes its channel when a node is unavailable; another of its reads that was about to begin there has the status alone.
  const isUnavailable = (answer: unknown) =>
    answer instanceof UnavailableError || (answer as { code?: unknown }).code === status.UNAVAILABLE;
  expect(answers.filter((answer) => answer !== 4_000 && !isUnavailable(answer))).toEqual([]);
  expect(await all(test.client.readAll())).toHaveLength(4_000);
});

it('stops, though a client is connected that neither says nor reads anything', async () => {
  const silent = await open();
  await expect(test.node.stop()).resolves.toBeUndefined();
  silent.destroy();
});
