import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkpointState } from '@redress/audit';
import { followingAutomations } from '@redress/automations';
import { dataSource, leaseState, type LeaseState } from '@redress/database';
import type { EventStore } from '@redress/event-store';
import {
  followerGauges,
  followerStates,
  metricsContentType,
  poolGauges,
  startMetrics,
  type createLogger,
  type FollowerState,
} from '@redress/platform';
import { followingViews, isMissingTable, viewEntities } from '@redress/views';
import type { Counts } from './counted.js';

interface Observable {
  readonly database: string;
  readonly store: EventStore;
  readonly counts: Counts;
  /** False while it stands by. */
  readonly isWorking: () => boolean;
  readonly logger: Pick<ReturnType<typeof createLogger>, 'warn'>;
}

export interface Observed {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves `/metrics`, `/health/live` and `/health/ready` of the worker over HTTP. It asks for no token: it is for those who can reach it.
 *
 * @param port 0 for any free one
 * @throws if the port cannot be bound
 */
export async function observe(host: string, port: number, { database, store, counts, isWorking, logger }: Observable): Promise<Observed> {
  const source = dataSource(database, { entities: viewEntities, poolSize: 2, applicationName: 'redress-worker-health' });
  const progress = async (): Promise<{ followers: FollowerState[]; lease: LeaseState | undefined }> => {
    if (!source.isInitialized) await source.initialize();
    const lease = await leaseState(source, 'worker');
    const views = await followingViews(source);
    const automations = await followingAutomations(source).catch((error: unknown) => {
      if (isMissingTable(error)) return [];
      throw error;
    });
    const lags = await store.lagsOf([...views, ...automations], new Date()).catch(() => undefined);
    return { followers: followerStates(views, automations, lags), lease };
  };
  /** Of the log; null before the first worker has begun with them. */
  const sealing = async () => {
    if (!source.isInitialized) await source.initialize();
    const state = await checkpointState(source);
    return state ? { ...state, position: state.position?.toString() ?? null } : null;
  };

  const metrics = await startMetrics('worker');
  followerGauges(metrics, progress);
  poolGauges(metrics, () => counts.pool);
  const counter = (name: string, description: string, of: 'events' | 'batches' | 'failures', kind: 'views' | 'automations') =>
    metrics.counter(name, description, () => [...counts[kind]].map(([follower, count]) => [count[of], { name: follower }] as const));
  counter('redress_view_events', 'Events folded by this process.', 'events', 'views');
  counter('redress_view_batches', 'Batches folded by this process.', 'batches', 'views');
  counter('redress_view_failures', 'Batches that could not be written, and were tried again.', 'failures', 'views');
  counter('redress_automation_events', 'Events acted on by this process.', 'events', 'automations');
  counter('redress_automation_failures', 'Acts that failed, and were tried again or parked.', 'failures', 'automations');
  metrics.gauges(
    {
      redress_checkpoint_unsealed_events: 'Events of the log that no checkpoint is signed over yet.',
      redress_checkpoint_stopped: '1 if nothing is signed any more, because log, table, files and key contradict each other.',
    },
    async () => {
      const state = await sealing();
      if (!state) return [];
      return [
        { name: 'redress_checkpoint_unsealed_events', value: state.events - state.sealed },
        { name: 'redress_checkpoint_stopped', value: state.error === null ? 0 : 1 },
      ];
    },
  );
  metrics.gauge('redress_worker_working', '1 if this worker has the lease, 0 while it stands by.', () => [[isWorking() ? 1 : 0]]);

  /** Whether it works or stands by, and all that follow the log go on. */
  const health = async () => {
    const { followers, lease } = await progress();
    const checkpoints = await sealing();
    const stopped = followers.filter(({ isStopped, parked }) => isStopped || parked > 0);
    return {
      status: stopped.length > 0 || (checkpoints?.error ?? null) !== null ? 'error' : 'ok',
      worker: isWorking() ? 'working' : 'standing by',
      lease: lease ?? null,
      followers,
      checkpoints,
    };
  };
  const server = createServer((request, response) => {
    const say = (status: number, body: string, type = 'application/json'): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    };
    const answer = async (): Promise<void> => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, '{"error":"Only GET."}\n');
      switch (request.url?.split('?')[0]) {
        case '/metrics':
          return say(200, await metrics.text(), metricsContentType);
        case '/health/live':
          return say(200, '{"status":"ok"}\n');
        case '/health/ready': {
          const state = await health();
          return say(state.status === 'ok' ? 200 : 503, `${JSON.stringify(state)}\n`);
        }
        default:
          return say(404, '{"error":"There are /metrics, /health/live and /health/ready."}\n');
      }
    };
    answer().catch((error: unknown) => {
      logger.warn({ err: error }, 'how the worker does cannot be told');
      say(503, '{"status":"error","reason":"the database does not answer"}\n');
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await metrics.stop();
      if (source.isInitialized) await source.destroy();
    },
  };
}
