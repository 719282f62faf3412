// The protocol without an official client, for what no official client does: half an append, a silent call, a cancelled one.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { credentials } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';

const { AppendReq, BatchAppendReq, ReadReq } = streams;
const { Empty, StreamIdentifier, UUID } = shared;

/** A client with a connection of its own. */
export function rawClient(stage, port) {
  // A client of its own is not enough: grpc-js shares connections between channels with the same options.
  const client = new services.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  stage.atEnd(() => client.close());
  return client;
}

const identifier = (stream) => new StreamIdentifier().setStreamName(Buffer.from(stream));

export function appendOptions(stream) {
  return new AppendReq().setOptions(new AppendReq.Options().setStreamIdentifier(identifier(stream)).setNoStream(new Empty()));
}

export const appendEvent = (data) => new AppendReq().setProposedMessage(fill(new AppendReq.ProposedMessage(), data));

function fill(message, data) {
  message.setId(new UUID().setString(randomUUID())).setData(Buffer.from(JSON.stringify(data)));
  message.getMetadataMap().set('type', 'Kind0').set('content-type', 'application/json');
  return message;
}

/** The first fragment of a batch whose last never comes. */
export function batchFragment(stream, data) {
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setNoStream(new Empty());
  const request = new BatchAppendReq().setCorrelationId(new UUID().setString(randomUUID())).setOptions(options).setIsFinal(false);
  request.addProposedMessages(fill(new BatchAppendReq.ProposedMessage(), data));
  return request;
}

const DEADLINE_EXCEEDED = 4;

/** Appends much at once: one call, each append in one message. `append` resolves when it is answered, with whether it was done. */
export function bulkAppends(client) {
  const call = client.batchAppend().on('error', ignore);
  const answers = new Map();
  call.on('data', (answer) => answers.get(answer.getCorrelationId().getString())?.(answer));
  return {
    append(stream, data) {
      const id = randomUUID();
      const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty());
      const request = new BatchAppendReq().setCorrelationId(new UUID().setString(id)).setOptions(options).setIsFinal(true);
      request.setProposedMessagesList(data.map((each) => fill(new BatchAppendReq.ProposedMessage(), each)));
      return new Promise((resolve) => {
        answers.set(id, (answer) => {
          // On a busy machine an append may not be done in time. Its outcome is unknown: the same bytes again.
          if (answer.getError()?.getCode() === DEADLINE_EXCEEDED) call.write(request);
          else resolve(answer.hasSuccess());
        });
        call.write(request);
      });
    },
    end: () => call.end(),
  };
}

/** A subscription to `$all` from its start. */
export function followAll() {
  const all = new ReadReq.Options.AllOptions().setStart(new Empty());
  const options = new ReadReq.Options()
    .setAll(all)
    .setSubscription(new ReadReq.Options.SubscriptionOptions())
    .setNoFilter(new Empty())
    .setReadDirection(0)
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  return new ReadReq().setOptions(options);
}

/**
 * Sends requests of an append and lets the connection die.
 *
 * Not by cancelling: Node's HTTP/2 client then ends its requests first, and on the wire that is a complete append.
 *
 * @param cutAfterMs when the connection dies, once the requests are on their way
 */
export async function appendAndDie(port, requests, cutAfterMs) {
  const socket = connect(port, '127.0.0.1').on('error', ignore);
  const session = connectHttp2(`http://127.0.0.1:${port}`, { createConnection: () => socket }).on('error', ignore);
  const path = services.StreamsService.append.path;
  const stream = session
    .request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' })
    .on('error', ignore);
  for (const request of requests) {
    const message = Buffer.from(request.serializeBinary());
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    stream.write(Buffer.concat([head, message]));
  }
  await once(socket, 'connect');
  await delay(cutAfterMs);
  socket.destroy();
}

const ignore = () => undefined;

/** Resolves with the status code by which a call ends. */
export const endOf = (call) => new Promise((resolve) => call.on('status', ({ code }) => resolve(code)));
