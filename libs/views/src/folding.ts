import type { Recorded } from '@redress/kernel';
import type { DataSource } from 'typeorm';
import { setTimeout as delay } from 'node:timers/promises';
import type { Batch } from './batches.js';
import { advance, CheckpointMoved, LeaseLost, markStopped, type Lease, type Stop } from './checkpoint.js';
import { Memory } from './memory.js';
import { sqlState } from './query-error.js';
import type { View } from './view.js';

/** What the loop says; a pino logger fits. */
export interface ViewLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * One view being folded by one worker. It never skips an event: what fails for the database's sake is tried until it works, what fails
 * for its own sake a few times, and then this view stops before that event, alone.
 */
export class Folding {
  private stop: Stop | undefined;
  private readonly memory = new Memory();

  constructor(
    readonly view: View,
    private lease: Lease,
    private readonly dataSource: DataSource,
    private readonly patience: Patience,
    private readonly logger: ViewLogger,
    /** Ends the patience; what is being written is finished. */
    private readonly signal: AbortSignal,
  ) {}

  get position(): bigint | null {
    return this.lease.position;
  }

  get isStopped(): boolean {
    return this.stop !== undefined;
  }

  /** True if events of that stream are folded here. */
  concerns(stream: string): boolean {
    return this.view.prefixes.some((prefix) => stream.startsWith(prefix));
  }

  /**
   * Folds what of the batch is new to the view; afterwards it is committed, or the view has stopped.
   * @throws LeaseLost; CheckpointMoved if the events between the stored checkpoint and the batch must be read again; AbortError
   */
  async fold({ events, position }: Batch): Promise<void> {
    if (this.stop) return;
    let last = this.position;
    const isNew = (at: bigint) => last === null || at > last;
    if (!isNew(position)) return;
    const fresh = events.filter((event) => {
      if (!isNew(event.position)) return false;
      last = event.position;
      return this.concerns(event.stream);
    });
    await this.write({ events: fresh, position });
  }

  /** Stops the view until the next start, and says so where health can see it. */
  async stopAt(where: Omit<Stop, 'reason'>, error: unknown): Promise<void> {
    const stop: Stop = { ...where, reason: (error instanceof Error ? error.message : String(error)).slice(0, 500) };
    this.stop = stop;
    this.logger.error({ view: this.view.name, ...stop, err: error }, `the view ${this.view.name} stopped: ${stop.reason}`);
    for (let n = 1; ; n++) {
      try {
        return await markStopped(this.dataSource, this.view, this.lease, stop);
      } catch (failure) {
        if (!isTransient(failure)) throw failure;
        await pause(n, this.patience, this.signal);
      }
    }
  }

  private async write(batch: Batch): Promise<void> {
    for (let n = 1, failures = 0; ; n++) {
      try {
        return await this.attempt(batch);
      } catch (error) {
        if (error instanceof LeaseLost || error instanceof CheckpointMoved) throw error;
        const { name: view } = this.view;
        if (isTransient(error)) this.logger.warn({ view, err: error, try: n }, `the view ${view} waits for the database`);
        else if (batch.events.length > 1) return await this.writeHalves(batch);
        else if (++failures >= this.patience.tries) return await this.stopAt(whereOf(batch.events[0]), error);
        await pause(n, this.patience, this.signal);
      }
    }
  }

  /** Finds the event that a batch fails on, in few steps, and keeps what comes before it. */
  private async writeHalves({ events, position }: Batch): Promise<void> {
    const middle = events.length >> 1;
    await this.write({ events: events.slice(0, middle), position: events[middle - 1]!.position });
    if (!this.stop) await this.write({ events: events.slice(middle), position });
  }

  private async attempt({ events, position }: Batch): Promise<void> {
    const known = neverBack(events, this.lease.recordedAt);
    const to = { position, recordedAt: known.at(-1)?.recordedAt ?? this.lease.recordedAt };
    try {
      // A checkpoint alone is a statement of its own, and needs no transaction around it.
      if (known.length === 0) this.lease = await advance(this.dataSource.manager, this.view, this.lease, to);
      else {
        this.lease = await this.dataSource.transaction(async (manager) => {
          const moved = await advance(manager, this.view, this.lease, to);
          await this.view.write(known, manager, this.memory);
          return moved;
        });
      }
    } catch (error) {
      // It knows of rows that may not be there.
      this.memory.forget();
      if (!(error instanceof CheckpointMoved)) throw error;
      this.lease = error.stored;
      // Where this batch ends: its commit was done before its answer was lost.
      if (error.stored.position !== position) throw error;
    }
  }
}

/** The log's clock may be set back, when another node leads. To a view it stands still then: what was recorded later is not known before. */
function neverBack(events: readonly Recorded[], since: string | null): readonly Recorded[] {
  let latest = since ?? '';
  return events.map((event) => {
    if (event.recordedAt < latest) return { ...event, recordedAt: latest };
    latest = event.recordedAt;
    return event;
  });
}

function whereOf(event: Recorded | undefined): Omit<Stop, 'reason'> {
  if (!event) return {};
  return { stream: event.stream, revision: event.revision, eventId: event.id, position: event.position.toString() };
}

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
