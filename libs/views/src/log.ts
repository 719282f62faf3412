import type { Recorded } from '@redress/kernel';

/** What the log yields: an event, or how far it has been read where no event matched. */
export type LogItem = { readonly event: Recorded } | { readonly checkpoint: bigint };

/** The log as views see it: to be read, never written. */
export interface Log {
  /**
   * Events after a position (`null`: from the beginning) whose stream begins with one of the prefixes, in order of position: first
   * those that are there, then each that comes, until the signal aborts. Ends or throws when the connection is lost. An error that
   * names a `stream` is that event's own fault (an unknown version, damaged bytes): reading again will not help.
   */
  all(options: { after: bigint | null; prefixes: readonly string[]; signal: AbortSignal }): AsyncIterable<LogItem>;
}
