import { Metadata, status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import type { AppendOutcome } from '../log/events.js';

/** A call's end with a status other than OK. Clients make their typed errors from the code and the `exception` trailer. */
export class CallError extends Error implements Pick<StatusObject, 'code' | 'details' | 'metadata'> {
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    readonly details: string,
    trailers: Record<string, string> = {},
  ) {
    super(details);
    this.name = 'CallError';
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
}

export const invalidArgument = (details: string): CallError => new CallError(status.INVALID_ARGUMENT, details);

export const unavailable = (details: string): CallError => new CallError(status.UNAVAILABLE, details);

/** ABORTED, as the server has it: clients make a time-out of it. */
const timedOut = (): CallError => new CallError(status.ABORTED, 'Operation timed out: the append was not confirmed in time');

export const maxAppendSizeExceeded = (limit: number): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

/** What the server's own code throws without a status of its own: clients make an unknown error of it. */
export const unknownError = (details: string): CallError => new CallError(status.UNKNOWN, details);

export const streamDeleted = (stream: string): CallError =>
  new CallError(status.FAILED_PRECONDITION, `Event stream '${printable(stream)}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': printable(stream),
  });

/** @param expected and actual as the server numbers them: -1 no stream, -2 any, -4 stream exists */
export const wrongExpectedRevision = (operation: string, stream: string, expected: number, actual: number): CallError =>
  new CallError(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${printable(stream)}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': printable(stream),
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

/** Trailers are printable ASCII: anything else is percent-encoded, as gRPC does it with its own message. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/gu, (characters) => encodeURIComponent(characters));
}

export const requiredMetadataMissing = (property: string): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

/** What ends an append or a deletion that was not written, but for a wrong expected revision, which each says in its own way. */
export function failureOf(stream: string, outcome: Exclude<AppendOutcome, { kind: 'committed' | 'wrong-expected-revision' }>): CallError {
  switch (outcome.kind) {
    case 'stream-deleted':
      return streamDeleted(stream);
    case 'timed-out':
      return timedOut();
    case 'unavailable':
      return unavailable(outcome.reason);
    case 'rejected':
      return invalidArgument(outcome.reason);
  }
}

/** Any failure as a status. What is not ours to explain is not echoed, but logged by the caller. */
export function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  return unavailable('the log cannot be read at the moment');
}
