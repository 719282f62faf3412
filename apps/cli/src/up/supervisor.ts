import { setTimeout as delay } from 'node:timers/promises';
import { CliError } from '../output.js';
import type { Part, StartedPart } from './part.js';

/** So many crashes of one part within a minute end the whole. */
const CRASH_LIMIT = 5;
const CRASH_WINDOW_MS = 60_000;

/** Waiting before the n-th restart within the window; the first is at once. */
export const backoffMs = (crashes: number): number => (crashes <= 1 ? 0 : Math.min(250 * 2 ** (crashes - 2), 5_000));

interface Supervised {
  readonly part: Part;
  readonly needs: readonly Supervised[];
  started?: StartedPart;
  /** Settles with each start, so that what needs it can wait; rejects only when the whole ends. */
  up: Promise<StartedPart>;
}

/**
 * Starts parts after the parts they need, starts them again when they end unasked, and stops them in the opposite order.
 * A crash while something it needs is away is that one's fault and does not count.
 */
export class Supervisor {
  /** Rejects with a CliError when a part keeps crashing. */
  readonly failed: Promise<never>;
  private readonly supervised: Supervised[] = [];
  private stopping = false;
  private giveUp!: (error: Error) => void;

  /**
   * @param say receives what the operator should see
   * @param changed called when a part has started, for the first time or again
   * @param wait given by specs
   */
  constructor(
    private readonly say: (line: string) => void,
    private readonly changed: () => void,
    private readonly wait: (ms: number) => Promise<unknown> = delay,
  ) {
    this.failed = new Promise((_, reject) => (this.giveUp = reject));
    this.failed.catch(() => undefined);
  }

  get running(): readonly { name: string; started: StartedPart }[] {
    return this.supervised.flatMap(({ part, started }) => (started ? [{ name: part.name, started }] : []));
  }

  /** Starts a part once `needs` are up; rejects if its first start fails. Add what is needed first: the order of stopping is the opposite. */
  add(part: Part, needs: readonly Part[]): Promise<StartedPart> {
    const entry: Supervised = { part, needs: this.supervised.filter((other) => needs.includes(other.part)), up: undefined! };
    entry.up = this.start(entry);
    entry.up.catch(() => undefined);
    this.supervised.push(entry);
    void entry.up.then(
      () => this.watch(entry),
      () => undefined,
    );
    return entry.up;
  }

  /** Stops everything, last started first. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const entry of [...this.supervised].reverse()) {
      // What is still starting is either ended here (a child) or seen through (PostgreSQL).
      if (!entry.started) entry.part.kill();
      const started = entry.started ?? (await entry.up.catch(() => undefined));
      await started?.stop();
    }
  }

  /** Ends everything at once. */
  kill(): void {
    this.stopping = true;
    for (const { part } of this.supervised) part.kill();
  }

  private async start(entry: Supervised): Promise<StartedPart> {
    await Promise.all(entry.needs.map((need) => need.up));
    if (this.stopping) throw new CliError('stopped');
    const started = await entry.part.start();
    entry.started = started;
    this.changed();
    return started;
  }

  private async watch(entry: Supervised): Promise<void> {
    let crashes: number[] = [];
    let how = await entry.started!.exited;
    for (;;) {
      if (this.stopping) return;
      entry.started = undefined;
      const began = Date.now();
      if (entry.needs.every((need) => need.started)) crashes = [...crashes.filter((time) => time > began - CRASH_WINDOW_MS), began];
      const { name } = entry.part;
      if (crashes.length >= CRASH_LIMIT)
        return this.giveUp(new CliError(`${name} ended ${crashes.length} times within a minute, the last time with ${how}: giving up.`));
      this.say(`${name} ended (${how}); starting it again.`);
      entry.up = this.wait(backoffMs(crashes.length)).then(() => this.start(entry));
      entry.up.catch(() => undefined);
      try {
        how = await (await entry.up).exited;
      } catch (error) {
        how = (error as Error).message;
        continue;
      }
    }
  }
}
