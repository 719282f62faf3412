import { setTimeout as delay } from 'node:timers/promises';
import { sqlState } from './query-error.js';

export interface Patience {
  /** Tries of what fails for a reason of its own, such as an event that cannot be folded. */
  readonly tries: number;
  /** Wait before the second try, in ms; doubles with each try … */
  readonly firstMs: number;
  /** … up to this. */
  readonly longestMs: number;
}

/** Waits before try `n` + 1 (`n` from 1 on). Rejects with an AbortError when the signal aborts. */
export async function pause(n: number, { firstMs, longestMs }: Patience, signal?: AbortSignal): Promise<void> {
  await delay(Math.min(firstMs * 2 ** (n - 1), longestMs), undefined, { signal });
}

/**
 * True if the database is away, overloaded, full or in the way of another transaction: trying again is all it takes.
 * Everything else is taken to be the fault of what was asked.
 */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  // Connection, rollback, resources (a full disk is one), operator's intervention (shutdown, kill, time-out), system; in SQL's own codes.
  if (/^(?:08|40|53|57|58)/.test(state) || ['25006', '25P03', '55006', '55P03'].includes(state)) return true;
  if (/^(?:ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/.test(state)) return true;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  // What pg and TypeORM say without a code when the connection is gone.
  return (
    error instanceof Error &&
    /connection (?:terminated|ended|error|timeout)|connection has.*closed|not queryable|timeout exceeded|timeout expired|already released/i.test(
      error.message,
    )
  );
}
