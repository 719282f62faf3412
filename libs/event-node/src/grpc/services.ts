import type { Access } from '../access/access.js';
import type { Logger } from '../log/failures.js';
import type { Reader } from '../log/reader.js';
import type { RecentEvents } from '../log/recent.js';
import type { Writer } from '../log/writer.js';
import type { Activity } from '../operations/activity.js';
import { unavailable } from './statuses.js';
import type { CallError } from './statuses.js';

/** What the gRPC services stand on. */
export interface Services {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly recent: RecentEvents;
  readonly calls: OpenCalls;
  readonly unfinished: UnfinishedAppends;
  readonly limits: Limits;
  readonly access: Access;
  readonly activity: Activity;
  readonly log: Logger;
}

export interface Limits {
  /** Bytes of one append, data, metadata and types together. */
  readonly maxAppendSize: number;
  /** Milliseconds after which an append is answered in any case; a client's own deadline may be shorter. */
  readonly appendTimeoutMs: number;
}

export const defaultLimits: Limits = { maxAppendSize: 1024 * 1024, appendTimeoutMs: 10_000 };

/** Streaming calls that would go on for ever: when the node stops, each is told why and ended. */
export class OpenCalls {
  private readonly ends = new Set<(error: CallError) => void>();

  /** @returns a function that forgets the call; to be called when it has ended */
  add(end: (error: CallError) => void): () => void {
    this.ends.add(end);
    return () => this.ends.delete(end);
  }

  endAll(error: CallError): void {
    for (const end of this.ends) end(error);
  }
}

/** Memory for appends whose clients have not sent all of them yet, all calls together. */
const UNFINISHED_BYTES = 64 * 1024 * 1024;

/** Appends that are still being received wait for their clients, not for the log: without a bound a few clients could fill the memory. */
export class UnfinishedAppends {
  private bytes = 0;

  /** @throws CallError UNAVAILABLE if there are too many */
  take(bytes: number): void {
    if (this.bytes + bytes > UNFINISHED_BYTES) throw unavailable('too many appends are unfinished: try again');
    this.bytes += bytes;
  }

  giveBack(bytes: number): void {
    this.bytes -= bytes;
  }
}
