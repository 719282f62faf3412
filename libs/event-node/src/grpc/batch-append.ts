import type {
  BatchAppendReq as BatchAppendRequest,
  BatchAppendResp as BatchAppendResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Status as StatusMessage } from '@eventstore/db-client/generated/status_pb.js';
import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { bytesOf } from '../log/events.js';
import type { ExpectedRevision, ProposedEvent } from '../log/events.js';
import { accessDenied, answerTo, badRequest, deadlineOf, errorOf, success, timeout, tooLarge } from './batch-messages.js';
import { batchWrites, writeBatched } from './batched-writes.js';
import { expectedOf, sizeOf, toProposedEvent, writableStreamNameOf } from './proposals.js';
import type { Services } from './services.js';
import { CallError, invalidArgument, toCallError, unavailable } from './statuses.js';
import { fromUuid } from './wire-values.js';

type Call = ServerDuplexStream<BatchAppendRequest, BatchAppendResponse>;

/** What an append takes in memory that has no events yet. */
const BATCH_BYTES = 1_000;

/** An append that is still being received. */
interface Batch {
  readonly request: BatchAppendRequest;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly deadline: number;
  readonly events: ProposedEvent[];
  readonly timer: NodeJS.Timeout;
  /** What counts towards the largest append, and what it takes in memory. */
  size: number;
  held: number;
}

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
        await this.receive(request);
        if (this.failed) break;
        await this.services.writer.room();
        // A client that does not read its answers is not read from either.
        if (this.call.writableNeedDrain) await drained(this.call);
      }
      this.received = true;
      const unfinished = badRequest('The last fragment never came.');
      for (const [correlationId, { request }] of this.batches) {
        this.close(correlationId);
        this.refuse(request, unfinished);
      }
      this.endWhenAnswered();
    } catch (error) {
      if (!this.call.cancelled) this.fail(toCallError(error));
    } finally {
      for (const correlationId of this.batches.keys()) this.close(correlationId);
    }
  }

  private async receive(request: BatchAppendRequest): Promise<void> {
    const correlationId = fromUuid(request.getCorrelationId());
    if (!correlationId) return this.fail(invalidArgument('A batch has a correlation id.'));
    try {
      const batch = this.batches.get(correlationId) ?? (await this.open(correlationId, request));
      if (!batch) return;
      for (const message of request.getProposedMessagesList()) {
        const event = toProposedEvent(message);
        this.services.unfinished.take(bytesOf(event));
        batch.held += bytesOf(event);
        batch.size += sizeOf(event);
        batch.events.push(event);
      }
      const { maxAppendSize } = this.services.limits;
      if (batch.size > maxAppendSize) {
        this.close(correlationId);
        return this.refuse(batch.request, tooLarge(maxAppendSize));
      }
      if (request.getIsFinal()) {
        this.close(correlationId);
        void this.write(batch);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const first = this.close(correlationId)?.request ?? request;
      // A client tries again, or logs in, only when the whole call says so.
      if (error.code === status.UNAVAILABLE || error.code === status.UNAUTHENTICATED) return this.fail(error);
      this.refuse(first, error.code === status.PERMISSION_DENIED ? accessDenied() : badRequest(error.details));
    }
  }

  /** @returns undefined for a fragment of an append that is already answered, or whose deadline has passed */
  private async open(correlationId: string, request: BatchAppendRequest): Promise<Batch | undefined> {
    const options = request.getOptions();
    if (!options) return undefined;
    const stream = writableStreamNameOf(options.getStreamIdentifier());
    await this.services.access.check(this.call, 'write', stream);
    const deadline = Math.min(deadlineOf(options), Date.now() + this.services.limits.appendTimeoutMs);
    const left = deadline - Date.now();
    if (left <= 0) {
      this.refuse(request, timeout());
      return undefined;
    }
    const expected = expectedOf(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined);
    this.services.unfinished.take(BATCH_BYTES);
    const timer = setTimeout(() => {
      if (this.close(correlationId)) this.refuse(request, timeout());
    }, left);
    const batch = { request, stream, expected, deadline, events: [], timer, size: 0, held: BATCH_BYTES };
    this.batches.set(correlationId, batch);
    return batch;
  }

  private close(correlationId: string): Batch | undefined {
    const batch = this.batches.get(correlationId);
    if (!batch) return undefined;
    clearTimeout(batch.timer);
    this.services.unfinished.giveBack(batch.held);
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
    else answer.setError(errorOf(batch, outcome));
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
