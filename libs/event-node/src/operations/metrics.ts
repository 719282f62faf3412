import type { IncomingMessage, ServerResponse } from 'node:http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { Activity } from './activity.js';
import { lagOf } from './node-stats.js';

export interface Metrics {
  /** Answers a scrape in the Prometheus text format. */
  scrape(request: IncomingMessage, response: ServerResponse): void;
  stop(): Promise<void>;
}

/**
 * The node's activity as OpenTelemetry metrics. Everything but the two histograms is read from the counts when somebody scrapes.
 *
 * @param head last position of the log
 */
export function startMetrics(activity: Activity, head: () => number): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true, withoutTargetInfo: true });
  const provider = new MeterProvider({ readers: [exporter] });
  const meter = provider.getMeter('event-node');

  const counter = (name: string, description: string, value: () => number): void =>
    meter.createObservableCounter(name, { description }).addCallback((result) => result.observe(value()));
  const gauge = (name: string, description: string, value: () => number): void =>
    meter.createObservableGauge(name, { description }).addCallback((result) => result.observe(value()));
  const lags = (): number[] => [...activity.subscribers].map((subscriber) => lagOf(subscriber, head()));

  meter.createObservableCounter('event_node_appends', { description: 'Appends by how they were answered.' }).addCallback((result) => {
    for (const [outcome, count] of Object.entries(activity.appends)) result.observe(count, { outcome });
  });
  counter('event_node_events', 'Events committed.', () => activity.events);
  counter('event_node_bytes', 'Bytes of data and metadata committed.', () => activity.bytes);
  counter('event_node_reads', 'Reads that are no subscriptions.', () => activity.reads);
  counter('event_node_database_reconnects', 'Times the connection that writes was replaced.', () => activity.reconnects);
  gauge('event_node_open_calls', 'Calls that have not ended.', () => activity.openCalls);
  gauge('event_node_subscribers', 'Subscriptions.', () => activity.subscribers.size);
  gauge('event_node_subscriber_lag_max', 'Events of the log that the slowest subscription has before it.', () => Math.max(0, ...lags()));
  gauge('event_node_subscriber_lag_sum', 'The same, of all subscriptions together.', () => lags().reduce((sum, lag) => sum + lag, 0));
  gauge('event_node_log_position', 'Last position of the log.', head);
  gauge('event_node_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());

  const groupSize = meter.createHistogram('event_node_group_appends', {
    description: 'Appends committed together.',
    advice: { explicitBucketBoundaries: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096] },
  });
  const commitTime = meter.createHistogram('event_node_commit_seconds', {
    description: 'From the statement of a group to its commit.',
    advice: { explicitBucketBoundaries: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] },
  });
  activity.onGroup = ({ appends, commitMs }) => {
    groupSize.record(appends);
    if (commitMs !== null) commitTime.record(commitMs / 1000);
  };

  return {
    scrape: (request, response) => exporter.getMetricsRequestHandler(request, response),
    stop: () => {
      activity.onGroup = undefined;
      return provider.shutdown();
    },
  };
}
