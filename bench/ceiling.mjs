// What the client and gRPC alone can do on this machine at this moment: the node's protocol without decisions, writer and database. Appends
// are answered at once and forgotten, reads give the same event again and again. A speed means little without it, since machines differ.
import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { answerTo, success } from '../dist/libs/event-node/src/grpc/batch-messages.js';
import { batchWrites, writeBatched } from '../dist/libs/event-node/src/grpc/batched-writes.js';
import { ServerFeaturesService, StreamsService } from '../dist/libs/event-node/src/grpc/messages.js';
import { serverFeatures } from '../dist/libs/event-node/src/grpc/node-description.js';
import { Outbox } from '../dist/libs/event-node/src/grpc/outbox.js';
import { expectedOf } from '../dist/libs/event-node/src/grpc/proposals.js';

const event = (position) => ({
  position,
  stream: 'stream-1',
  revision: position - 1,
  recordedAt: Date.now(),
  id: randomUUID(),
  type: 'Happened',
  json: true,
  metadata: Buffer.from('{"correlationId":"00000000-0000-4000-8000-000000000000"}'),
  data: Buffer.from(JSON.stringify({ index: position, text: 'x'.repeat(370) })),
});
const events = Array.from({ length: 1_024 }, (_, index) => event(index + 1));

async function read(call) {
  const options = call.request.getOptions();
  const outbox = new Outbox(call, 'string');
  if (options.hasSubscription()) outbox.confirmation(randomUUID());
  const count = options.hasSubscription() ? Infinity : Number(options.getCount());
  for (let sent = 0; sent < count && !outbox.closed; sent++) {
    if (!outbox.event(events[sent % events.length])) await outbox.room();
    // Pages come one after the other in the node too: others get their turn.
    if (sent % events.length === events.length - 1) await new Promise(setImmediate);
  }
  if (!outbox.closed) call.end();
}

function batchAppend(call) {
  batchWrites(call);
  const revisions = new Map();
  call.on('data', (request) => {
    const options = request.getOptions();
    const stream = Buffer.from(options.getStreamIdentifier().getStreamName_asU8()).toString();
    const expected = expectedOf(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined);
    const before = typeof expected === 'number' ? expected : (revisions.get(stream) ?? -1);
    const revision = before + request.getProposedMessagesList().length;
    revisions.set(stream, revision);
    writeBatched(call, answerTo(request).setSuccess(success(revision, 1)));
  });
  call.on('end', () => call.end());
}

const server = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024, 'grpc.max_send_message_length': -1 });
const definition = { ...StreamsService, read: { ...StreamsService.read, responseSerialize: (message) => message } };
server.addService(definition, { read: (call) => void read(call), batchAppend });
server.addService(ServerFeaturesService, { getSupportedMethods: serverFeatures() });
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.send({ url: `esdb://127.0.0.1:${port}?tls=false` });
});
process.on('disconnect', () => process.exit());
