import { setTimeout as pause } from 'node:timers/promises';
import type { Recorded } from '@redress/kernel';
import type { LogItem } from './view.js';

/** Consecutive events, none or some, and the position up to which they are all that matched. */
export interface Batch {
  readonly events: readonly Recorded[];
  readonly position: bigint;
}

export interface BatchLimits {
  /** Events in a batch, at most. */
  readonly size: number;
  /** Items that wait for the next batch, at most; then the log is not read further. */
  readonly buffer: number;
  /** How long a checkpoint without events waits for company, in ms, so that an idle log costs few transactions. */
  readonly idleMs: number;
  /**
   * The shortest time from one batch to the next, in ms: under load, larger batches instead of more of them; an idle view answers at once.
   * After batches that take long there is a rest of up to three times that; 0: one after the other.
   */
  readonly paceMs: number;
}

/**
 * From the begin of a batch that took so long to the begin of the next: the pace, and after its end a rest of twice what it took, as whoever
 * appends needs the machine too, at most three times the pace. All in ms.
 */
export const paceAfter = (tookMs: number, paceMs: number): number => Math.max(paceMs, tookMs + Math.min(2 * tookMs, 3 * paceMs));

/**
 * Cuts the log into batches: as much as has come while the batch before was worked on. Items that were read before the log failed
 * still come; then it throws the failure. Abort the log's signal when leaving early: a pending read cannot be cancelled from here.
 */
export async function* batched(log: AsyncIterable<LogItem>, { size, buffer, idleMs, paceMs }: BatchLimits): AsyncGenerator<Batch> {
  const waiting: LogItem[] = [];
  const arrival = new Bell();
  const room = new Bell();
  const reading: { left: boolean; end?: { readonly failure?: unknown } } = { left: false };

  const read = async () => {
    try {
      for await (const item of log) {
        if (reading.left) return;
        if (append(waiting, item)) arrival.ring();
        while (waiting.length >= buffer && !reading.left) await room.next();
      }
      reading.end = {};
    } catch (failure) {
      reading.end = { failure };
    } finally {
      arrival.ring();
    }
  };
  void read();

  let [began, ended] = [-Infinity, -Infinity];
  try {
    for (;;) {
      while (waiting.length === 0 && !reading.end) await arrival.next();
      const [first, second] = waiting;
      if (first && !second && 'checkpoint' in first && !reading.end) await arrival.next(idleMs);
      const early = began + paceAfter(ended - began, paceMs) - performance.now();
      if (early > 0 && waiting.length < size && !reading.end) await pause(early);
      const items = waiting.splice(0, size);
      began = performance.now();
      if (items.length > 0) {
        room.ring();
        yield toBatch(items);
        ended = performance.now();
      } else if (reading.end) {
        if ('failure' in reading.end) throw reading.end.failure;
        return;
      }
    }
  } finally {
    reading.left = true;
    room.ring();
  }
}

/** A checkpoint takes the place of one before it; false then, for nothing new has to be done. */
function append(waiting: LogItem[], item: LogItem): boolean {
  const last = waiting.at(-1);
  const replaces = last !== undefined && 'checkpoint' in last && 'checkpoint' in item;
  if (replaces) waiting[waiting.length - 1] = item;
  else waiting.push(item);
  return !replaces;
}

/** Up to the furthest that came: what is delivered again may come behind it. */
function toBatch(items: readonly LogItem[]): Batch {
  const positions = items.map((item) => ('event' in item ? item.event.position : item.checkpoint));
  return {
    events: items.flatMap((item) => ('event' in item ? [item.event] : [])),
    position: positions.reduce((furthest, position) => (position > furthest ? position : furthest)),
  };
}

/** Wakes whoever waits for the next ring. */
class Bell {
  private wake: (() => void) | undefined;

  ring(): void {
    this.wake?.();
  }

  /** Resolves at the next ring, or after `ms`. One waiter at a time. */
  async next(ms?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (ms !== undefined) timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }
}
