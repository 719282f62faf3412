import type { Reader } from '../log/reader.js';
import type { RecentEvents } from '../log/recent.js';
import type { Writer } from '../log/writer.js';
import type { Logger } from '../logger.js';
import type { OpenCalls } from './open-calls.js';

/** What the gRPC services stand on. */
export interface Services {
  readonly writer: Writer;
  readonly reader: Reader;
  readonly recent: RecentEvents;
  readonly calls: OpenCalls;
  readonly limits: Limits;
  readonly log: Logger;
}

export interface Limits {
  /** Bytes of one append, data, metadata and types together. */
  readonly maxAppendSize: number;
  /** Milliseconds after which an append is answered in any case; a client's own deadline may be shorter. */
  readonly appendTimeoutMs: number;
}

export const defaultLimits: Limits = { maxAppendSize: 1024 * 1024, appendTimeoutMs: 10_000 };
