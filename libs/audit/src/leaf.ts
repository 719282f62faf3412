import { hash as digest } from 'node:crypto';
import { genesisHash, type LoggedEvent } from '@redress/event-store';
import type { Instant } from '@redress/kernel';

/** What is proven of one event of the log by a checkpoint, and where the event is. */
export interface Leaf {
  /** Its place in the order of the log, from 0; the server's own streams (`$…`) and events without an envelope are not counted. */
  readonly ordinal: number;
  /** When the log recorded it, to the millisecond; in a copy, when the first log did. */
  readonly recordedAt: Instant;
  /** Hash of the event, as its envelope says. */
  readonly hash: string;
  readonly stream: string;
  readonly revision: number;
  /** Where this log has it; a copy has it elsewhere, and no checkpoint says anything of it. */
  readonly position: bigint;
}

/** The running hash before the first event. */
export const firstRunningHash = genesisHash;

/**
 * The running hash after a leaf: SHA-256, hex, over the hash before it, ordinal, recorded time and event hash, in ASCII with one space between
 * two of them.
 */
export function runningHash(before: string, { ordinal, recordedAt, hash }: Pick<Leaf, 'ordinal' | 'recordedAt' | 'hash'>): string {
  return digest('sha256', `${before} ${ordinal} ${recordedAt} ${hash}`, 'hex');
}

/** The running hash after several leaves in their order. */
export function runningHashOver(before: string, leaves: Iterable<Pick<Leaf, 'ordinal' | 'recordedAt' | 'hash'>>): string {
  let running = before;
  for (const leaf of leaves) running = runningHash(running, leaf);
  return running;
}

/** Whether the running hash covers an event: it has an envelope, and does not belong to the server itself. */
export function isCovered({ stream, metadata }: Pick<LoggedEvent, 'stream' | 'metadata'>): boolean {
  return !stream.startsWith('$') && typeof metadata?.hash === 'string';
}

export function leafOf({ stream, revision, position, recordedAt, metadata }: LoggedEvent, ordinal: number): Leaf {
  return { ordinal, recordedAt, hash: metadata.hash, stream, revision, position };
}
