import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Automation, AutomationLogger } from './automation.js';
import { takeOver } from './checkpoint.js';
import { isAway, Runner, type Log, type Patience } from './runner.js';

export interface StartAutomationsOptions {
  /** Knows the tables: `CreateAutomations` was run. Left open. */
  readonly dataSource: DataSource;
  readonly log: Log;
  readonly automations: readonly Automation[];
  readonly logger?: AutomationLogger;
  readonly now?: () => Date;
  readonly patience?: Partial<Patience>;
}

export interface RunningAutomations {
  /** Finishes what is under way. */
  stop(): Promise<void>;
  /** Why they ended; they never do by themselves but for `taken-over`: another worker acts now. */
  readonly stopped: Promise<'stopped' | 'taken-over'>;
}

const silent: AutomationLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Takes the automations over from any worker that has them, and acts on what comes until they are stopped. */
export async function startAutomations(options: StartAutomationsOptions): Promise<RunningAutomations> {
  const { dataSource, log, automations, logger = silent, now = () => new Date() } = options;
  const usual = { tries: 4, firstMs: 100, longestMs: 5_000, parkedMs: 60_000, askedMs: 1_000, idleMs: 5_000, paceMs: 40 };
  const patience = { ...usual, ...options.patience };
  const stopping = new AbortController();
  const { signal } = stopping;
  const runners = await Promise.all(
    automations.map(async (automation) => {
      const lease = await whenThere(() => takeOver(dataSource, automation.name, automation, () => log.lastPosition()), patience, logger);
      return new Runner(automation, lease, { dataSource, log, logger, now, patience, signal });
    }),
  );
  const run = async () => {
    const ends = await Promise.all(
      runners.map(async (runner) => {
        const why = await runner.run();
        if (why === 'taken-over') stopping.abort();
        return why;
      }),
    );
    return ends.includes('taken-over') ? 'taken-over' : 'stopped';
  };
  const stopped = run();
  return {
    stopped,
    stop: async () => {
      stopping.abort();
      await stopped;
    },
  };
}

async function whenThere<T>(work: () => Promise<T>, { firstMs, longestMs }: Patience, logger: AutomationLogger): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error)) throw error;
      logger.warn({ err: error, try: n }, 'the automations wait for the store or the database');
      await delay(Math.min(firstMs * 2 ** (n - 1), longestMs));
    }
  }
}
