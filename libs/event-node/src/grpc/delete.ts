import { randomUUID } from 'node:crypto';
import type {
  DeleteReq,
  DeleteResp as DeleteResponse,
  TombstoneReq,
  TombstoneResp as TombstoneResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { Append, ExpectedRevision } from '../log/events.js';
import { METADATA_TYPE, softDeletion, TOMBSTONE_TYPE } from '../log/stream-metadata.js';
import { DeleteResp, TombstoneResp } from './messages.js';
import { expectedOf, writableStreamNameOf } from './proposals.js';
import type { Services } from './services.js';
import { failureOf, invalidArgument, toCallError, wrongExpectedRevision } from './statuses.js';

const nothing = new Uint8Array();

/** Streams.Delete: the stream can be written again, its revisions go on. */
export function deleteStream(services: Services) {
  return (call: ServerUnaryCall<DeleteReq, DeleteResponse>, answer: sendUnaryData<DeleteResponse>): void => {
    void remove(call, 'soft', services).then((position) => {
      const at = new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
      answer(null, new DeleteResp().setPosition(at));
    }, answer);
  };
}

/** Streams.Tombstone: the stream can never be written or read again. */
export function tombstoneStream(services: Services) {
  return (call: ServerUnaryCall<TombstoneReq, TombstoneResponse>, answer: sendUnaryData<TombstoneResponse>): void => {
    void remove(call, 'hard', services).then((position) => {
      const at = new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
      answer(null, new TombstoneResp().setPosition(at));
    }, answer);
  };
}

/** @returns the position of the event that deletes the stream. @throws CallError */
async function remove(
  call: ServerUnaryCall<DeleteReq | TombstoneReq, unknown>,
  deletion: 'soft' | 'hard',
  { access, writer, limits, log }: Services,
): Promise<string> {
  try {
    const options = call.request.getOptions();
    if (!options) throw invalidArgument('A deletion has options.');
    const stream = writableStreamNameOf(options.getStreamIdentifier());
    const expected = expectedOf(options, options.hasRevision() ? options.getRevision() : undefined);
    await access.check(call, 'delete', stream);
    await writer.room();
    const deadline = Math.min(Number(call.getDeadline()), Date.now() + limits.appendTimeoutMs);
    const outcome = await writer.append(deletionOf(stream, expected, deletion), deadline);
    switch (outcome.kind) {
      case 'committed':
        return String(outcome.position);
      case 'wrong-expected-revision':
        throw wrongExpectedRevision('Delete', stream, numbered(expected), outcome.current);
      default:
        throw failureOf(stream, outcome);
    }
  } catch (error) {
    const failure = toCallError(error);
    if (failure !== error) log.error({ err: error }, 'a deletion failed unexpectedly');
    throw failure;
  }
}

function deletionOf(stream: string, expected: ExpectedRevision, deletion: 'soft' | 'hard'): Append {
  const event =
    deletion === 'hard' ? { type: TOMBSTONE_TYPE, json: false, data: nothing } : { type: METADATA_TYPE, json: true, data: softDeletion() };
  return { stream, expected, deletion, events: [{ id: randomUUID(), metadata: nothing, ...event }] };
}

function numbered(expected: ExpectedRevision): number {
  if (typeof expected === 'number') return expected;
  return { 'no-stream': -1, any: -2, 'stream-exists': -4 }[expected];
}
