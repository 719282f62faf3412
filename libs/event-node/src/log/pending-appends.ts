import { bytesOf } from './events.js';
import type { Append, AppendOutcome } from './events.js';

/** An append that is not answered yet. */
export interface PendingAppend {
  readonly append: Append;
  readonly answered: boolean;
  /** Answers once; later calls do nothing. */
  settle(outcome: AppendOutcome): void;
}

/** Largest group: what is collected beyond it goes into the next one. */
const GROUP = { events: 4_096, bytes: 8 * 1024 * 1024 };
/** Above this, requests are left in their sockets. */
const FULL_BYTES = 32 * 1024 * 1024;
/** The longest delay of a timer. */
const MAX_DELAY_MS = 0x7fff_ffff;

interface Entry extends PendingAppend {
  readonly bytes: number;
}

/** Appends on their way to the log, each with a deadline at which it is answered come what may. */
export class PendingAppends {
  private readonly unanswered = new Set<Entry>();
  private queue: Entry[] = [];
  private bytes = 0;
  private waiters: (() => void)[] = [];

  /** Appends without an answer, those in the group under way included. */
  get size(): number {
    return this.unanswered.size;
  }

  /** True if an append waits for a group. */
  get waiting(): boolean {
    return this.queue.length > 0;
  }

  room(): Promise<void> | undefined {
    return this.bytes < FULL_BYTES ? undefined : this.emptier();
  }

  /** One answer wakes all who wait, and may leave room for none of them. */
  private async emptier(): Promise<void> {
    while (this.bytes >= FULL_BYTES) await this.settled();
  }

  /** Resolves at the next answer. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  add(append: Append, deadline: number): Promise<AppendOutcome> {
    return new Promise((resolve) => {
      let bytes = 0;
      for (const event of append.events) bytes += bytesOf(event);
      const timer = setTimeout(() => entry.settle({ kind: 'timed-out' }), Math.min(Math.max(0, deadline - Date.now()), MAX_DELAY_MS));
      const entry = {
        append,
        bytes,
        answered: false,
        settle: (outcome: AppendOutcome): void => {
          if (entry.answered) return;
          entry.answered = true;
          clearTimeout(timer);
          this.unanswered.delete(entry);
          this.bytes -= bytes;
          resolve(outcome);
          if (this.waiters.length > 0) for (const waiter of this.waiters.splice(0)) waiter();
        },
      };
      this.bytes += bytes;
      this.unanswered.add(entry);
      this.queue.push(entry);
    });
  }

  /** The next group, in order of arrival, without those that were answered while they waited. At least one append, if any waits. */
  take(): PendingAppend[] {
    const group: Entry[] = [];
    let events = 0;
    let bytes = 0;
    let taken = 0;
    for (const entry of this.queue) {
      if (!entry.answered) {
        events += Math.max(1, entry.append.events.length);
        bytes += entry.bytes;
        if (group.length > 0 && (events > GROUP.events || bytes > GROUP.bytes)) break;
        group.push(entry);
      }
      taken++;
    }
    this.queue = this.queue.slice(taken);
    return group;
  }

  /** Returns a group that is certainly not in the log, to be tried again before all others. */
  putBack(group: readonly PendingAppend[]): void {
    this.queue = [...(group as readonly Entry[]).filter((entry) => !entry.answered), ...this.queue];
  }

  settleAll(outcome: AppendOutcome): void {
    this.queue = [];
    for (const entry of this.unanswered) entry.settle(outcome);
  }
}
