import type { Recorded } from '@redress/kernel';
import type { EntityManager } from 'typeorm';
import type { Memory } from './memory.js';

/** An entity class, created with `new` by TypeORM alone: rows are plain objects of its shape. */
export type EntityClass<R extends object = object> = new () => R;

/** One question's answer, kept in tables of its own that can be thrown away and folded anew from the log. */
export interface View {
  /** kebab-case, named by the question. */
  readonly name: string;
  /** Goes up whenever the tables or the fold change; the new version is built from the log beside the old one. */
  readonly version: number;
  /** Streams it folds, by how their names begin. */
  readonly prefixes: readonly string[];
  /** Its tables, all in `schemaOf(view)`. */
  readonly entities: readonly EntityClass[];
  /**
   * Folds events, in order, into the tables within the manager's transaction. Deterministic: the same events give the same rows,
   * however they are cut into batches.
   *
   * @param memory of the batches before, as long as they were all committed; without one, everything is read
   */
  write(events: readonly Recorded[], manager: EntityManager, memory?: Memory): Promise<void>;
}

/** The PostgreSQL schema that belongs to a view alone, `<view>_v<n>`. */
export function schemaOf({ name, version }: Pick<View, 'name' | 'version'>): string {
  return `${name.replaceAll('-', '_')}_v${version}`;
}

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
