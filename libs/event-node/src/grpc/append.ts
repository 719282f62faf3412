import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppendReq as AppendRequest, AppendResp as AppendResponse } from '@eventstore/db-client/generated/streams_pb.js';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { bytesOf, NO_REVISION } from '../log/events.js';
import type { Append, AppendOutcome, ExpectedRevision, ProposedEvent } from '../log/events.js';
import { AppendResp, Empty } from './messages.js';
import { expectedOf, sizeOf, toProposedEvent, writableStreamNameOf } from './proposals.js';
import type { Services } from './services.js';
import { failureOf, maxAppendSizeExceeded, toCallError, unknownError } from './statuses.js';

type Call = ServerReadableStream<AppendRequest, AppendResponse>;

/** Streams.Append: one append per call, its options first, then one message per event. */
export function append(services: Services) {
  return (call: Call, answer: sendUnaryData<AppendResponse>): void => void handle(call, answer, services);
}

async function handle(call: Call, answer: sendUnaryData<AppendResponse>, services: Services): Promise<void> {
  const { writer, limits, log } = services;
  try {
    const request = await receive(call, services);
    if (!request) return;
    const deadline = Math.min(Number(call.getDeadline()), Date.now() + limits.appendTimeoutMs);
    answer(null, toResponse(request, await writer.append(request, deadline)));
  } catch (error) {
    const failure = toCallError(error);
    if (failure !== error) log.error({ err: error }, 'an append failed unexpectedly');
    answer(failure);
  }
}

/** @returns undefined if the client gave up before it had sent all */
async function receive(call: Call, { access, writer, unfinished, limits: { maxAppendSize } }: Services): Promise<Append | undefined> {
  let head: Pick<Append, 'stream' | 'expected'> | undefined;
  const events: ProposedEvent[] = [];
  let size = 0;
  let held = 0;
  try {
    for await (const message of call as AsyncIterable<AppendRequest>) {
      if (!head) {
        const options = message.getOptions();
        if (!options) throw unknownError('The first message of an append holds its options.');
        head = {
          stream: writableStreamNameOf(options.getStreamIdentifier()),
          expected: expectedOf(options, options.hasRevision() ? options.getRevision() : undefined),
        };
        await access.check(call, 'write', head.stream);
        // Before its events are read, so that they stay in the socket.
        await writer.room();
        continue;
      }
      const proposed = message.getProposedMessage();
      if (!proposed) throw unknownError('Behind its options an append holds events.');
      const event = toProposedEvent(proposed);
      size += sizeOf(event);
      if (size > maxAppendSize) throw maxAppendSizeExceeded(maxAppendSize);
      unfinished.take(bytesOf(event));
      held += bytesOf(event);
      events.push(event);
    }
  } catch (error) {
    if (call.cancelled) return undefined;
    throw error;
  } finally {
    unfinished.giveBack(held);
  }
  if (await gaveUp(call)) return undefined;
  if (!head) throw unknownError('An append without options.');
  return { ...head, events };
}

/**
 * Whether the requests ended because the client gave up, not because it had sent all.
 *
 * A cancelled or broken call ends its requests as a complete one does, and only then is it said to be cancelled: an append would be written by
 * half. Clients on Node even send the end of their requests in front of the cancellation. All of it is told within this turn of the event loop.
 */
async function gaveUp(call: Call): Promise<boolean> {
  await nextTurn();
  return call.cancelled;
}

function toResponse({ stream, expected }: Append, outcome: AppendOutcome): AppendResponse {
  switch (outcome.kind) {
    case 'committed':
      return new AppendResp().setSuccess(success(outcome.revision, outcome.position));
    case 'wrong-expected-revision':
      return new AppendResp().setWrongExpectedVersion(wrongExpectedVersion(expected, outcome.current));
    default:
      throw failureOf(stream, outcome);
  }
}

function success(revision: number, position: number | null): AppendResponse.Success {
  const message = new AppendResp.Success();
  if (revision === NO_REVISION) message.setNoStream(new Empty());
  else message.setCurrentRevision(String(revision));
  if (position === null) return message.setNoPosition(new Empty());
  const at = new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position));
  return message.setPosition(at);
}

/** Without the fields of version 20.6.0, which no living client reads. */
function wrongExpectedVersion(expected: ExpectedRevision, current: number): AppendResponse.WrongExpectedVersion {
  const message = new AppendResp.WrongExpectedVersion();
  if (expected === 'any') message.setExpectedAny(new Empty());
  else if (expected === 'stream-exists') message.setExpectedStreamExists(new Empty());
  else if (expected === 'no-stream') message.setExpectedNoStream(new Empty());
  else message.setExpectedRevision(String(expected));
  return current === NO_REVISION ? message.setCurrentNoStream(new Empty()) : message.setCurrentRevision(String(current));
}
