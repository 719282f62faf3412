import { Metadata, status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';

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

export const unimplemented = (details: string): CallError => new CallError(status.UNIMPLEMENTED, details);

/** ABORTED, as the server has it: clients make a time-out of it. */
export const timedOut = (): CallError => new CallError(status.ABORTED, 'Operation timed out: the append was not confirmed in time');

export const maxAppendSizeExceeded = (limit: number): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const requiredMetadataMissing = (property: string): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

/** Any failure as a status. What is not ours to explain is not echoed, but logged by the caller. */
export function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  return unavailable('the log cannot be read at the moment');
}
