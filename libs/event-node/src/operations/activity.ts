import type { AppendOutcome } from '../log/events.js';

/** Somebody who is sent events as they are committed. */
export interface Subscriber {
  /** The stream, `$all` for the whole log. */
  readonly stream: string;
  /** What a subscription to `$all` is limited to, in words. */
  readonly filter: string | null;
  /** Up to this position of the log everything is sent or passed over. */
  readonly position: () => number;
}

/** Appends that were committed together. */
export interface Group {
  readonly appends: number;
  readonly events: number;
  /** Data and metadata. */
  readonly bytes: number;
  /** From the statement to its commit, in milliseconds; null if that is not known. */
  readonly commitMs: number | null;
}

/** Numbers that only grow, at one moment. */
export interface Totals {
  readonly at: number;
  readonly appends: number;
  readonly events: number;
  readonly bytes: number;
  readonly groups: number;
  /** How many commits took how long: see `commitBucket`. */
  readonly commits: readonly number[];
}

/** Latencies are counted in steps of a fifth: fine enough for a percentile, small enough to keep one count per second. */
const STEP = 1.2;
const SHORTEST_MS = 0.05;
const BUCKETS = 80;

const commitBucket = (ms: number): number => Math.min(BUCKETS - 1, Math.max(0, Math.ceil(Math.log(ms / SHORTEST_MS) / Math.log(STEP))));

/**
 * What the node does, counted: plain numbers, because they are counted on the way of every append and read. Who wants rates or metrics reads
 * them when asked.
 */
export class Activity {
  readonly startedAt = Date.now();
  /** Appends by how they were answered. */
  readonly appends: Record<AppendOutcome['kind'], number> = {
    committed: 0,
    'wrong-expected-revision': 0,
    'stream-deleted': 0,
    'timed-out': 0,
    unavailable: 0,
    rejected: 0,
  };
  events = 0;
  bytes = 0;
  groups = 0;
  /** Reads that are no subscriptions. */
  reads = 0;
  reconnects = 0;
  openCalls = 0;
  readonly subscribers = new Set<Subscriber>();
  /** Called for every group that was committed. */
  onGroup: ((group: Group) => void) | undefined;
  private readonly commits = new Array<number>(BUCKETS).fill(0);

  /** @returns a function that ends it */
  follow(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }

  committed(group: Group): void {
    this.groups++;
    this.events += group.events;
    this.bytes += group.bytes;
    if (group.commitMs !== null) this.commits[commitBucket(group.commitMs)]!++;
    this.onGroup?.(group);
  }

  totals(now = Date.now()): Totals {
    const { events, bytes, groups, commits } = this;
    return { at: now, appends: this.appends.committed, events, bytes, groups, commits: [...commits] };
  }
}

/** What went on between two moments. Milliseconds and per second; null where there was nothing to measure. */
export interface Rates {
  readonly appendsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly appendsPerGroup: number | null;
  /** Exact to a fifth. */
  readonly commitP50Ms: number | null;
  readonly commitP99Ms: number | null;
}

export function ratesBetween(before: Totals, after: Totals): Rates {
  const seconds = Math.max(0.001, (after.at - before.at) / 1000);
  const commits = after.commits.map((count, bucket) => count - before.commits[bucket]!);
  const groups = after.groups - before.groups;
  const appends = after.appends - before.appends;
  return {
    appendsPerSecond: appends / seconds,
    eventsPerSecond: (after.events - before.events) / seconds,
    bytesPerSecond: (after.bytes - before.bytes) / seconds,
    appendsPerGroup: groups === 0 ? null : appends / groups,
    commitP50Ms: percentile(commits, 0.5),
    commitP99Ms: percentile(commits, 0.99),
  };
}

function percentile(counts: readonly number[], share: number): number | null {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  if (wanted === 0) return null;
  let sum = 0;
  const bucket = counts.findIndex((count) => (sum += count) >= wanted);
  return SHORTEST_MS * STEP ** bucket;
}

const SAMPLE_MS = 1_000;
const SAMPLES = 60;

/** The last minute of an activity, or as much of it as there was. */
export class LastMinute {
  private readonly samples: Totals[];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly activity: Activity) {
    this.samples = [activity.totals()];
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
    this.timer.unref();
  }

  rates(): Rates {
    return ratesBetween(this.samples[0]!, this.activity.totals());
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private sample(): void {
    if (this.samples.push(this.activity.totals()) > SAMPLES) this.samples.shift();
  }
}
