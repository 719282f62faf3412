import type { Status as StatusMessage } from '@eventstore/db-client/generated/status_pb.js';
import type {
  BatchAppendReq as BatchAppendRequest,
  BatchAppendResp as BatchAppendResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import protobufAny from 'google-protobuf/google/protobuf/any_pb.js';
import protobufEmpty from 'google-protobuf/google/protobuf/empty_pb.js';
import { NO_REVISION } from '../log/events.js';
import type { Append, AppendOutcome, ExpectedRevision } from '../log/events.js';
import {
  AccessDenied,
  AllStreamPosition,
  BadRequest,
  BatchAppendResp,
  MaximumAppendSizeExceeded,
  Status,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  WrongExpectedVersion,
} from './messages.js';

/** google.rpc.Code, as far as answers need it. */
const code = { invalidArgument: 3, deadlineExceeded: 4, notFound: 5, alreadyExists: 6, permissionDenied: 7 };
const errors = 'event_store.client';

export function deadlineOf(options: BatchAppendRequest.Options): number {
  const instant = options.getDeadline();
  return instant ? instant.getSeconds() * 1000 + instant.getNanos() / 1e6 : Infinity;
}

export function answerTo(request: BatchAppendRequest): BatchAppendResponse {
  return new BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(request.getOptions()?.getStreamIdentifier() ?? new StreamIdentifier());
}

export function success(revision: number, position: number | null): BatchAppendResponse.Success {
  const message = new BatchAppendResp.Success();
  if (revision === NO_REVISION) message.setNoStream(new protobufEmpty.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === null) return message.setNoPosition(new protobufEmpty.Empty());
  return message.setPosition(new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

export function errorOf(
  { stream, expected }: Pick<Append, 'stream' | 'expected'>,
  outcome: Exclude<AppendOutcome, { kind: 'committed' | 'unavailable' }>,
): StatusMessage {
  switch (outcome.kind) {
    case 'wrong-expected-revision':
      return status(code.alreadyExists, 'WrongExpectedVersion', wrongExpectedVersion(expected, outcome.current));
    case 'stream-deleted':
      return status(code.notFound, 'StreamDeleted', new StreamDeleted().setStreamIdentifier(identifierOf(stream)));
    case 'timed-out':
      return timeout();
    case 'rejected':
      return badRequest(outcome.reason);
  }
}

export function accessDenied(): StatusMessage {
  return status(code.permissionDenied, 'AccessDenied', new AccessDenied());
}

export function badRequest(message: string): StatusMessage {
  return status(code.invalidArgument, 'BadRequest', new BadRequest().setMessage(message));
}

export function tooLarge(limit: number): StatusMessage {
  return status(code.invalidArgument, 'MaximumAppendSizeExceeded', new MaximumAppendSizeExceeded().setMaxappendsize(limit));
}

export function timeout(): StatusMessage {
  return status(code.deadlineExceeded, 'Timeout', new Timeout());
}

function identifierOf(stream: string) {
  return new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
}

function wrongExpectedVersion(expected: ExpectedRevision, current: number) {
  const message = new WrongExpectedVersion();
  if (expected === 'any') message.setExpectedAny(new protobufEmpty.Empty());
  else if (expected === 'stream-exists') message.setExpectedStreamExists(new protobufEmpty.Empty());
  else if (expected === 'no-stream') message.setExpectedNoStream(new protobufEmpty.Empty());
  else message.setExpectedStreamPosition(String(expected));
  if (current === NO_REVISION) return message.setCurrentNoStream(new protobufEmpty.Empty());
  return message.setCurrentStreamRevision(String(current));
}

/** A google.rpc.Status with its details packed under the name of the error, which is how clients recognise it. */
function status(rpcCode: number, name: string, details: { serializeBinary(): Uint8Array }): StatusMessage {
  const packed = new protobufAny.Any();
  packed.pack(details.serializeBinary(), `${errors}.${name}`);
  const message = new Status();
  message.setCode(rpcCode as Parameters<typeof message.setCode>[0]);
  message.setMessage(name);
  message.setDetails(packed);
  return message;
}
