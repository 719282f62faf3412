import type { Activity, LastMinute, Subscriber } from './activity.js';

/** What a running node says about itself: name and value, as the protocol's Monitoring.Stats has them. */
export type NodeStats = Readonly<Record<string, string>>;

/** A subscriber as one of the values holds it, in JSON. */
export interface SubscriberStats {
  readonly stream: string;
  readonly filter: string | null;
  readonly position: number;
  /** Events of the log that are still to be sent or passed over. */
  readonly lag: number;
}

export const lagOf = (subscriber: Subscriber, head: number): number => Math.max(0, head - subscriber.position());

/** @param head last position of the log */
export function nodeStats(activity: Activity, lastMinute: Pick<LastMinute, 'rates'>, head: number): NodeStats {
  const rates = lastMinute.rates();
  const subscribers = [...activity.subscribers].map((subscriber): SubscriberStats => ({
    stream: subscriber.stream,
    filter: subscriber.filter,
    position: subscriber.position(),
    lag: lagOf(subscriber, head),
  }));
  const facts: Record<string, number | null> = {
    'uptime-seconds': Math.round((Date.now() - activity.startedAt) / 1000),
    'memory-bytes': process.memoryUsage.rss(),
    'log-position': head,
    ...Object.fromEntries(Object.entries(activity.appends).map(([outcome, count]) => [`appends-${outcome}`, count])),
    events: activity.events,
    bytes: activity.bytes,
    reads: activity.reads,
    'open-calls': activity.openCalls,
    'database-reconnects': activity.reconnects,
    'last-minute-appends-per-second': rates.appendsPerSecond,
    'last-minute-events-per-second': rates.eventsPerSecond,
    'last-minute-bytes-per-second': rates.bytesPerSecond,
    'last-minute-appends-per-group': rates.appendsPerGroup,
    'last-minute-commit-p50-ms': rates.commitP50Ms,
    'last-minute-commit-p99-ms': rates.commitP99Ms,
    subscribers: subscribers.length,
  };
  return {
    ...Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, String(rounded(value))]]))),
    ...Object.fromEntries(subscribers.map((subscriber, index) => [`subscriber-${index + 1}`, JSON.stringify(subscriber)])),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
