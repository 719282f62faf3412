import { setTimeout as delay } from 'node:timers/promises';
import type { Lease } from '@redress/database';

/** What is done by who has the lease. */
export interface Work {
  /** Resolves when it ended, asked to or because another process does it. */
  readonly stopped: Promise<'stopped' | 'taken-over'>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

export interface UnderLease {
  /** Resolves once it is said for the first time whether this process works or stands by. */
  readonly settled: Promise<void>;
  /** Resolves after `stop`; rejects if the work cannot be begun. */
  readonly ended: Promise<void>;
  isWorking(): boolean;
  /** Finishes what is under way, and lets another have the lease. */
  stop(): Promise<void>;
}

/** Works while this process has the lease and stands by while it has not, in turns, until it is stopped. */
export function workUnderLease(lease: Lease, begin: () => Promise<Work>): UnderLease {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<'stopped'>((resolve) => signal.addEventListener('abort', () => resolve('stopped'), { once: true }));
  let isWorking = false;
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));

  const run = async () => {
    for (;;) {
      const tenure = await lease.acquire(signal, settle);
      if (!tenure) return lease.close();
      const over = tenure.over.then(() => 'over' as const);
      for (let end: 'stopped' | 'taken-over' | 'over' = 'taken-over'; end === 'taken-over';) {
        const beginning = begin();
        // What waits for a database that is away when it is to stop has promised nothing to anybody.
        const work = await Promise.race([beginning, stopped]);
        if (work === 'stopped') return;
        isWorking = true;
        settle();
        end = await Promise.race([over, stopped, work.stopped]);
        isWorking = false;
        await work.stop();
        // Somebody who has not got the lease, or not any more, took the work over: a former holder that woke up in its start, or another
        // version of this program. Either the lease is gone as well, or this one goes on.
        if (end === 'taken-over') end = await Promise.race([over, stopped, delay(1_000, 'taken-over' as const)]);
      }
      await lease.release();
    }
  };
  const ended = run();
  return {
    settled,
    ended,
    isWorking: () => isWorking,
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}
