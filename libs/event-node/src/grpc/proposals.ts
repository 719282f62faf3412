import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import type { ExpectedRevision, ProposedEvent } from '../log/events.js';
import { invalidArgument, requiredMetadataMissing, unknownError } from './statuses.js';
import { fromUuid, fromWire } from './wire-values.js';

/** Longest stream name in UTF-8 bytes: it must fit into an index entry. */
const MAX_STREAM_NAME_BYTES = 2_000;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws CallError UNKNOWN without a name, as the server has it, INVALID_ARGUMENT if it cannot be one */
export function streamNameOf(identifier: StreamIdentifier | undefined): string {
  const bytes = identifier?.getStreamName_asU8();
  if (!bytes || bytes.length === 0) throw unknownError("Required field 'StreamIdentifier' not set.");
  if (bytes.length > MAX_STREAM_NAME_BYTES) throw invalidArgument(`A stream name has at most ${MAX_STREAM_NAME_BYTES} bytes.`);
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalidArgument('A stream name is UTF-8.');
  }
}

/** The stream of an append or a deletion. */
export function writableStreamNameOf(identifier: StreamIdentifier | undefined): string {
  const name = streamNameOf(identifier);
  if (name.includes('\0')) throw invalidArgument('A stream name has no zero character.');
  // It would be the metadata stream of a stream without a name.
  if (name === '$$') throw unknownError("'$$' is no name of a stream.");
  return name;
}

/** The choice that the options of an append and of a deletion have in common, beside a revision. */
interface Expectation {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/**
 * What a client believes of the stream that it writes to or deletes.
 *
 * @param revision the exact one, undefined if the options name none
 * @throws CallError INVALID_ARGUMENT if they say nothing at all
 */
export function expectedOf(options: Expectation, revision: string | undefined): ExpectedRevision {
  if (revision !== undefined) return fromWire(revision);
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  throw invalidArgument('A call that writes says which revision it expects.');
}

/** @throws CallError INVALID_ARGUMENT for missing metadata, UNKNOWN for an event that the server's own code refuses */
export function toProposedEvent(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent {
  const id = fromUuid(message.getId());
  if (!id) throw unknownError('Empty or malformed event id provided.');
  const metadata = message.getMetadataMap();
  const type = metadata.get('type');
  const contentType = metadata.get('content-type');
  if (type === undefined) throw requiredMetadataMissing('type');
  if (contentType === undefined) throw requiredMetadataMissing('content-type');
  if (type === '' || type.includes('\0')) throw unknownError('An event type is not empty and has no zero character.');
  return {
    id,
    // As the database will hold it: without halves of surrogate pairs.
    type: Buffer.from(type, 'utf8').toString('utf8'),
    json: contentType === 'application/json',
    metadata: message.getCustomMetadata_asU8(),
    data: message.getData_asU8(),
  };
}

/** What counts towards the largest append: bytes of data, metadata and type. */
export function sizeOf(event: ProposedEvent): number {
  return event.data.length + event.metadata.length + event.type.length * 2;
}
