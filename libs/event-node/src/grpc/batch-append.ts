import type {
  BatchAppendReq as BatchAppendRequest,
  BatchAppendResp as BatchAppendResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Status as StatusMessage } from '@eventstore/db-client/generated/status_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import protobufAny from 'google-protobuf/google/protobuf/any_pb.js';
import protobufEmpty from 'google-protobuf/google/protobuf/empty_pb.js';
import { NO_REVISION } from '../log/events.js';
import type { AppendOutcome, ExpectedRevision, ProposedEvent } from '../log/events.js';
import { fromWire } from '../positions.js';
import { batchWrites, writeBatched } from './batched-writes.js';
import {
  AllStreamPosition,
  BadRequest,
  BatchAppendReq,
  BatchAppendResp,
  MaximumAppendSizeExceeded,
  Status,
  StreamIdentifier,
  Timeout,
  WrongExpectedVersion,
} from './messages.js';
import { sizeOf, toProposedEvent, writableStreamNameOf } from './proposals.js';
import type { Services } from './services.js';
import { CallError, invalidArgument, toCallError, unavailable } from './statuses.js';
import { fromUuid } from './uuids.js';

type Call = ServerDuplexStream<BatchAppendRequest, BatchAppendResponse>;

/** An append that is still being received. */
interface Batch {
  readonly request: BatchAppendRequest;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly deadline: number;
  readonly events: ProposedEvent[];
  readonly timer: NodeJS.Timeout;
  size: number;
}

/** google.rpc.Code, as far as answers need it. */
const code = { invalidArgument: 3, deadlineExceeded: 4, alreadyExists: 6, unknown: 2 };
const errors = 'event_store.client';

/**
 * Streams.BatchAppend: many appends on one call, each in one or more fragments under a correlation id, any number of them under way.
 *
 * Every append is answered: with success, with its own error, or – if the database is away – by the end of the whole call with UNAVAILABLE,
 * because only that makes clients raise their error for it.
 */
export function batchAppend(services: Services) {
  return (call: Call): void => {
    void new BatchAppendCall(call, services).run();
  };
}

class BatchAppendCall {
  private readonly batches = new Map<string, Batch>();
  private underWay = 0;
  private received = false;
  private failed = false;

  constructor(
    private readonly call: Call,
    private readonly services: Services,
  ) {}

  async run(): Promise<void> {
    batchWrites(this.call);
    const forget = this.services.calls.add((error) => this.fail(error));
    this.call.once('close', forget);
    this.call.once('cancelled', forget);
    try {
      // The end of the requests must not destroy the call: there are answers to write.
      const requests = this.call.iterator({ destroyOnReturn: false }) as AsyncIterable<BatchAppendRequest>;
      for await (const request of requests) {
        this.receive(request);
        if (this.failed) break;
        await this.services.writer.room();
        // A client that does not read its answers is not read from either.
        if (this.call.writableNeedDrain) await drained(this.call);
      }
      this.received = true;
      const unfinished = status(code.invalidArgument, 'BadRequest', new BadRequest().setMessage('The last fragment never came.'));
      for (const [correlationId, { request }] of this.batches) {
        this.close(correlationId);
        this.refuse(request, unfinished);
      }
      this.endWhenAnswered();
    } catch (error) {
      if (!this.call.cancelled) this.fail(toCallError(error));
    } finally {
      if (this.call.cancelled) for (const batch of this.batches.values()) clearTimeout(batch.timer);
    }
  }

  private receive(request: BatchAppendRequest): void {
    const correlationId = fromUuid(request.getCorrelationId());
    if (!correlationId) return this.fail(invalidArgument('A batch has a correlation id.'));
    try {
      const batch = this.batches.get(correlationId) ?? this.open(correlationId, request);
      if (!batch) return;
      for (const message of request.getProposedMessagesList()) {
        const event = toProposedEvent(message);
        batch.size += sizeOf(event);
        batch.events.push(event);
      }
      const { maxAppendSize } = this.services.limits;
      if (batch.size > maxAppendSize) {
        this.close(correlationId);
        const details = new MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize);
        return this.refuse(batch.request, status(code.invalidArgument, 'MaximumAppendSizeExceeded', details));
      }
      if (request.getIsFinal()) {
        this.close(correlationId);
        void this.write(batch);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const first = this.close(correlationId)?.request ?? request;
      this.refuse(first, status(code.invalidArgument, 'BadRequest', new BadRequest().setMessage(error.details)));
    }
  }

  /** @returns undefined for a fragment of an append that is already answered, or whose deadline has passed */
  private open(correlationId: string, request: BatchAppendRequest): Batch | undefined {
    const options = request.getOptions();
    if (!options) return undefined;
    const stream = writableStreamNameOf(options.getStreamIdentifier());
    const deadline = Math.min(deadlineOf(options), Date.now() + this.services.limits.appendTimeoutMs);
    const left = deadline - Date.now();
    if (left <= 0) {
      this.refuse(request, timeout());
      return undefined;
    }
    const timer = setTimeout(() => {
      if (this.close(correlationId)) this.refuse(request, timeout());
    }, left);
    const batch = { request, stream, expected: expectedOf(options), deadline, events: [], timer, size: 0 };
    this.batches.set(correlationId, batch);
    return batch;
  }

  private close(correlationId: string): Batch | undefined {
    const batch = this.batches.get(correlationId);
    clearTimeout(batch?.timer);
    this.batches.delete(correlationId);
    return batch;
  }

  private async write(batch: Batch): Promise<void> {
    this.underWay++;
    const outcome = await this.services.writer.append(batch, batch.deadline);
    this.underWay--;
    if (outcome.kind === 'unavailable') return this.fail(unavailable(outcome.reason));
    const answer = answerTo(batch.request);
    if (outcome.kind === 'committed') answer.setSuccess(success(outcome.revision, outcome.position));
    else answer.setError(errorOf(batch.expected, outcome));
    this.send(answer);
    this.endWhenAnswered();
  }

  private refuse(request: BatchAppendRequest, error: StatusMessage): void {
    this.send(answerTo(request).setError(error));
  }

  private send(answer: BatchAppendResponse): void {
    if (!this.failed && !this.call.cancelled) writeBatched(this.call, answer);
  }

  private endWhenAnswered(): void {
    if (this.received && this.underWay === 0 && !this.failed && !this.call.cancelled) {
      this.call.end();
    }
  }

  private fail(error: CallError): void {
    if (this.failed || this.call.cancelled) return;
    this.failed = true;
    for (const correlationId of this.batches.keys()) this.close(correlationId);
    this.call.emit('error', error);
  }
}

function drained(call: Call): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.removeListener('drain', done);
      call.removeListener('cancelled', done);
      resolve();
    };
    call.on('drain', done);
    call.on('cancelled', done);
  });
}

function deadlineOf(options: BatchAppendRequest.Options): number {
  const instant = options.getDeadline();
  return instant ? instant.getSeconds() * 1000 + instant.getNanos() / 1e6 : Infinity;
}

function expectedOf(options: BatchAppendRequest.Options): ExpectedRevision {
  switch (options.getExpectedStreamPositionCase()) {
    case BatchAppendReq.Options.ExpectedStreamPositionCase.STREAM_POSITION:
      return fromWire(options.getStreamPosition());
    case BatchAppendReq.Options.ExpectedStreamPositionCase.NO_STREAM:
      return 'no-stream';
    case BatchAppendReq.Options.ExpectedStreamPositionCase.ANY:
      return 'any';
    case BatchAppendReq.Options.ExpectedStreamPositionCase.STREAM_EXISTS:
      return 'stream-exists';
    default:
      throw invalidArgument('An append says which revision it expects.');
  }
}

function answerTo(request: BatchAppendRequest): BatchAppendResponse {
  return new BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(request.getOptions()?.getStreamIdentifier() ?? new StreamIdentifier());
}

function success(revision: number, position: number | null): BatchAppendResponse.Success {
  const message = new BatchAppendResp.Success();
  if (revision === NO_REVISION) message.setNoStream(new protobufEmpty.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === null) return message.setNoPosition(new protobufEmpty.Empty());
  return message.setPosition(new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

function errorOf(expected: ExpectedRevision, outcome: Exclude<AppendOutcome, { kind: 'committed' | 'unavailable' }>): StatusMessage {
  switch (outcome.kind) {
    case 'wrong-expected-revision':
      return status(code.alreadyExists, 'WrongExpectedVersion', wrongExpectedVersion(expected, outcome.current));
    case 'timed-out':
      return timeout();
    case 'rejected':
      return status(code.invalidArgument, 'BadRequest', new BadRequest().setMessage(outcome.reason));
  }
}

function timeout(): StatusMessage {
  return status(code.deadlineExceeded, 'Timeout', new Timeout());
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
