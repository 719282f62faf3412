import { DatabaseError } from 'pg';

/** Another node has taken the log over. This node can write nothing any more and must end. */
export class FencedError extends Error {
  constructor() {
    super('another event node has taken over this log: this one is fenced off and writes nothing any more');
    this.name = 'FencedError';
  }
}

/** The database is not fit to hold a log. The message says what to change, in one line. */
export class UnfitDatabaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfitDatabaseError';
  }
}

/** The writer row was changed or moved by somebody who took no epoch, such as VACUUM FULL; nothing was written. */
export class DivergedError extends Error {
  constructor() {
    super('the log is not where its writer left it');
    this.name = 'DivergedError';
  }
}

/** A fault of this program, found before anything was sent to the database. */
export class DecisionError extends Error {
  constructor(cause: unknown) {
    super('the append could not be decided', { cause });
    this.name = 'DecisionError';
  }
}

/**
 * What a failed statement means.
 *
 * - `lost`: the connection is gone or dying, so a commit may have happened or not.
 * - `diverged`: rolled back because the log is not what the writer believed.
 * - `unavailable`: rolled back because the database cannot write now (disk full, read-only, cancelled, out of memory).
 * - `rejected`: rolled back, or never sent, because of the data itself.
 */
export type FailureKind = 'lost' | 'diverged' | 'unavailable' | 'rejected';

/** SQLSTATE classes: transaction rollback, insufficient resources, program limits, wrong state, operator intervention, system error. */
const unavailableClasses = new Set(['25', '40', '53', '55', '57', '58', 'XX']);

export function kindOf(error: unknown): FailureKind {
  if (error instanceof DecisionError) return 'rejected';
  if (error instanceof DivergedError) return 'diverged';
  // Only an ERROR is a certain rollback. A FATAL or PANIC may come after the commit record is on disk.
  if (!(error instanceof DatabaseError) || error.severity !== 'ERROR') return 'lost';
  const sqlClass = (error.code ?? '').slice(0, 2);
  if (sqlClass === '23') return 'diverged';
  return unavailableClasses.has(sqlClass) ? 'unavailable' : 'rejected';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** What the node needs of a logger; pino fits. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
