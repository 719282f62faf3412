import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isMissingTable } from './query-error.js';
import type { View } from './view.js';

export interface Reached {
  readonly reached: boolean;
  /** How far the view is; null before its first event. */
  readonly position: bigint | null;
  /** How far the view is behind the position that was asked for, in positions of the log; 0 once reached. */
  readonly lag: bigint;
}

type Which = Pick<View, 'name' | 'version'>;

interface Waiter {
  readonly key: string;
  readonly position: bigint;
  settle(reached: boolean): void;
  fail(error: unknown): void;
}

const stepMs = 5;
const polls = new WeakMap<DataSource, Poll>();

/**
 * Waits until a view has folded the log up to a position, so that a client reads what it wrote. At once false if the view stopped.
 * However many wait in a process, it asks the database once every few milliseconds, and only while someone waits.
 */
export function waitForPosition(dataSource: DataSource, view: Which, position: bigint, timeoutMs: number): Promise<Reached> {
  const poll = polls.get(dataSource) ?? new Poll(dataSource);
  polls.set(dataSource, poll);
  return poll.wait(`${view.name}.v${view.version}`, position, timeoutMs);
}

class Poll {
  private readonly waiters = new Set<Waiter>();
  private isAsking = false;
  private known = new Map<string, { position: bigint | null; isStopped: boolean }>();

  constructor(private readonly dataSource: DataSource) {}

  wait(key: string, position: bigint, timeoutMs: number): Promise<Reached> {
    return new Promise((resolve, reject) => {
      const settle = (reached: boolean) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        const at = this.known.get(key)?.position ?? null;
        resolve({ reached, position: at, lag: reached ? 0n : position - (at ?? 0n) });
      };
      const fail = (error: unknown) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        reject(error as Error);
      };
      const timer = setTimeout(settle, timeoutMs, false);
      const waiter: Waiter = { key, position, settle, fail };
      this.waiters.add(waiter);
      if (!this.isAsking) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    try {
      while (this.waiters.size > 0) {
        this.known = await this.read();
        for (const waiter of this.waiters) {
          const view = this.known.get(waiter.key);
          if (view?.position != null && view.position >= waiter.position) waiter.settle(true);
          else if (view?.isStopped) waiter.settle(false);
        }
        if (this.waiters.size > 0) await delay(stepMs);
      }
    } catch (error) {
      for (const waiter of this.waiters) waiter.fail(error);
    } finally {
      this.isAsking = false;
    }
  }

  private async read(): Promise<typeof this.known> {
    type Row = { key: string; position: string | null; stopped: boolean };
    try {
      const rows = await this.dataSource.query<Row[]>(
        `SELECT view || '.v' || version AS key, position, state = 'stopped' AS stopped FROM views.checkpoint`,
      );
      return new Map(
        rows.map(({ key, position, stopped }) => [key, { position: position === null ? null : BigInt(position), isStopped: stopped }]),
      );
    } catch (error) {
      if (isMissingTable(error)) return new Map();
      throw error;
    }
  }
}
