// What every fault needs: a violation, a condition to wait for, and chance that can be repeated.
import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** The node broke a promise. Its message says which. */
export class Violation extends Error {}

/** This machine cannot produce the fault. Its message says what is missing. */
export class Skipped extends Error {}

/** For what comes in a second on an idle machine. */
export const PATIENCE_MS = 120_000;

/** Waits until `holds` answers something true, and returns that. */
export async function until(what, holds, ms = PATIENCE_MS) {
  const deadline = performance.now() + ms;
  for (;;) {
    const answer = await holds();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Violation(`${what}: not within ${ms} ms`);
    await delay(5);
  }
}

/** `promise`, or a violation after `ms`. */
export async function within(ms, what, promise) {
  const timer = new AbortController();
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Violation(`${what}: not within ${ms} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}

export function demand(holds, what) {
  if (!holds) throw new Violation(what);
}

/** Pseudo-random numbers that follow from a seed (mulberry32): `next()` is in [0, 1). */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `least` to `most`, both included. */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  oneOf(choices) {
    return choices[this.between(0, choices.length - 1)];
  }
}

/** Resident memory of a process in MB. */
export const memoryOf = (pid) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** Ids of the processes that a process has started and that still run. */
export function childrenOf(pid) {
  const table = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return rows.filter(([, parent]) => parent === pid).map(([child]) => child);
}
