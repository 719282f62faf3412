import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Attributes, Meter } from '@opentelemetry/api';

/** What a process counts and measures, to be scraped. No label carries anything personal: names of parts, route templates and codes only. */
export interface Metrics {
  /** A value that only goes up, asked for when somebody scrapes. */
  counter(name: string, description: string, observe: Observe): void;
  /** A value that goes up and down, asked for when somebody scrapes. */
  gauge(name: string, description: string, observe: Observe): void;
  /** Values that together are asked for by one question, such as one query; what fails leaves no value. */
  gauges(descriptions: Readonly<Record<string, string>>, observe: () => Promise<readonly Observed[]>): void;
  /** Durations in seconds. */
  durations(name: string, description: string): (seconds: number, labels: Attributes) => void;
  /** In the Prometheus text format. */
  text(): Promise<string>;
  stop(): Promise<void>;
}

export type Observe = () => Iterable<readonly [value: number, labels?: Attributes]>;

export interface Observed {
  readonly name: string;
  readonly value: number;
  readonly labels?: Attributes;
}

export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** How often the event loop is looked at; it cannot be told to be faster than that. */
const resolutionMs = 10;
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Metrics of a process, by OpenTelemetry; what every process tells is there from the start: which build it is, how long its event loop is held up, its
 * memory.
 */
export async function startMetrics(name: string): Promise<Metrics> {
  // Loaded only where somebody wants metrics: it takes a while and some memory.
  const [{ PrometheusExporter, PrometheusSerializer }, { MeterProvider }] = await Promise.all([
    import('@opentelemetry/exporter-prometheus'),
    import('@opentelemetry/sdk-metrics'),
  ]);
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  const provider = new MeterProvider({ readers: [exporter] });
  const meter: Meter = provider.getMeter(name);

  const counter = (metric: string, description: string, observe: Observe): void =>
    meter.createObservableCounter(metric, { description }).addCallback((result) => {
      for (const [value, labels] of observe()) result.observe(value, labels);
    });
  const gauge = (metric: string, description: string, observe: Observe): void =>
    meter.createObservableGauge(metric, { description }).addCallback((result) => {
      for (const [value, labels] of observe()) result.observe(value, labels);
    });

  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  gauge('redress_build_info', 'Always 1; which build of which process this is.', () => [
    [1, { process: name, version, node: process.version }],
  ]);
  gauge('redress_memory_bytes', 'Resident memory of the process.', () => [[process.memoryUsage.rss()]]);
  gauge('redress_event_loop_delay_seconds', 'How long the event loop was held up since the last scrape.', () => {
    const values = [50, 99, 100].map(
      (percent) => [Math.max(0, loop.percentile(percent) / 1e9 - resolutionMs / 1e3), { quantile: String(percent / 100) }] as const,
    );
    loop.reset();
    return values;
  });

  return {
    counter,
    gauge,
    gauges(descriptions, observe) {
      const instruments = new Map(
        Object.entries(descriptions).map(([metric, description]) => [metric, meter.createObservableGauge(metric, { description })]),
      );
      meter.addBatchObservableCallback(
        async (result) => {
          for (const { name: metric, value, labels } of await observe()) result.observe(instruments.get(metric)!, value, labels);
        },
        [...instruments.values()],
      );
    },
    durations(metric, description) {
      const histogram = meter.createHistogram(metric, { description, advice: { explicitBucketBoundaries: buckets } });
      return (seconds, labels) => histogram.record(seconds, labels);
    },
    async text() {
      const { resourceMetrics } = await exporter.collect();
      return serializer.serialize(resourceMetrics);
    },
    async stop() {
      loop.disable();
      await provider.shutdown();
    },
  };
}

/** How one who follows the log does: a view or an automation. */
export interface FollowerState {
  readonly kind: 'view' | 'automation';
  readonly name: string;
  /** What it wants and has not got yet, and for how long, in seconds; null while the log cannot be asked. */
  readonly lag: { readonly events: number; readonly seconds: number } | null;
  /** It stopped before an event that it cannot take. */
  readonly isStopped: boolean;
  /** What was to follow and could not; none of a view. */
  readonly parked: number;
}

/**
 * How views and automations do, as those who look after them are told.
 * @param lags of the views, then of the automations; undefined while the log cannot be asked
 */
export function followerStates(
  views: readonly { readonly name: string; readonly state: 'running' | 'stopped' }[],
  automations: readonly { readonly automation: string; readonly error: unknown; readonly parked: number }[],
  lags: readonly NonNullable<FollowerState['lag']>[] | undefined,
): FollowerState[] {
  const lagOf = (index: number) => lags?.[index] ?? null;
  return [
    ...views.map(({ name, state }, n) => ({ kind: 'view' as const, name, lag: lagOf(n), isStopped: state === 'stopped', parked: 0 })),
    ...automations.map(({ automation: name, error, parked }, n) => ({
      kind: 'automation' as const,
      name,
      lag: lagOf(views.length + n),
      isStopped: error !== null,
      parked,
    })),
  ];
}

/** Who has the right to the work that one process at a time does; undefined before anybody asked for it. */
interface LeaseHolder {
  readonly holder: string | null;
  readonly since: Date | null;
  readonly standingBy: number;
}

/** Tells how far all who follow the log are behind, and which worker works since when. */
export function followerGauges(
  metrics: Metrics,
  ask: () => Promise<{ readonly followers: readonly FollowerState[]; readonly lease: LeaseHolder | undefined }>,
): void {
  metrics.gauges(
    {
      redress_follower_lag_events:
        'Events that a view or an automation has not dealt with yet; estimated beyond a thousand events of the log.',
      redress_follower_lag_seconds: 'Since the oldest of them was recorded; 0 if there is none.',
      redress_follower_stopped: '1 if it stopped before an event that it cannot take.',
      redress_automation_parked: 'Events that an automation could not act on, and that wait for somebody.',
      redress_worker_lease_held: '1 while a worker has the lease: without one nothing is folded and nothing follows.',
      redress_worker_lease_since_seconds: 'When the worker that has the lease got it, in seconds since 1970.',
      redress_workers_standing_by: 'Workers that would take over.',
    },
    async () => {
      const { followers, lease } = await ask();
      return [
        ...followers.flatMap(({ kind, name, lag, isStopped, parked }) => {
          const labels = { kind, name };
          return [
            ...(lag
              ? [
                  { name: 'redress_follower_lag_events', value: lag.events, labels },
                  { name: 'redress_follower_lag_seconds', value: lag.seconds, labels },
                ]
              : []),
            { name: 'redress_follower_stopped', value: isStopped ? 1 : 0, labels },
            ...(kind === 'automation' ? [{ name: 'redress_automation_parked', value: parked, labels: { name } }] : []),
          ];
        }),
        { name: 'redress_worker_lease_held', value: lease?.holder ? 1 : 0 },
        { name: 'redress_workers_standing_by', value: lease?.standingBy ?? 0 },
        ...(lease?.holder && lease.since
          ? [{ name: 'redress_worker_lease_since_seconds', value: lease.since.getTime() / 1_000, labels: { holder: lease.holder } }]
          : []),
      ];
    },
  );
}

/** Connections to the database, as a pool of pg tells them. */
export interface DatabasePool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** What the connections do that a process has to the database, and how many callers wait for one. */
export function poolGauges(metrics: Metrics, poolNow: () => DatabasePool | undefined): void {
  metrics.gauge('redress_database_pool', 'Connections to the database by what they do, and callers that wait for one.', () => {
    const pool = poolNow();
    if (!pool) return [];
    return [
      [pool.totalCount - pool.idleCount, { state: 'in-use' }],
      [pool.idleCount, { state: 'idle' }],
      [pool.waitingCount, { state: 'waited-for' }],
    ];
  });
}

/** Of the package that this file is part of, built or not. */
const version = ((): string => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const { name, version: own } = JSON.parse(readFileSync(path, 'utf8')) as { readonly name?: string; readonly version?: string };
    if (name === 'redress' && own !== undefined) return own;
  }
  return 'unknown';
})();
