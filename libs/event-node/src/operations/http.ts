import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from './activity.js';

/** For this machine only: whoever wants it elsewhere puts something in front that knows who may ask. */
const HOST = '127.0.0.1';

export interface HttpEndpoint {
  readonly port: number;
  stop(): Promise<void>;
}

export interface Observed {
  readonly activity: Activity;
  /** Last position of the log. */
  readonly head: () => number;
  /** True while the log can be written. */
  readonly ready: () => boolean;
}

/**
 * Serves `/metrics`, `/health/live` and `/health/ready` over HTTP.
 *
 * @param port 0 for any free one
 * @throws if the port cannot be bound
 */
export async function startHttp(port: number, { activity, head, ready }: Observed): Promise<HttpEndpoint> {
  // Loaded only where somebody wants metrics: it takes a while and some memory.
  const { startMetrics } = await import('./metrics.js');
  const metrics = startMetrics(activity, head);
  const server = createServer((request, response) => {
    const say = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(body)}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, { error: 'Only GET.' });
    switch (request.url?.split('?')[0]) {
      case '/metrics':
        return metrics.scrape(request, response);
      case '/health/live':
        return say(200, { status: 'ok' });
      case '/health/ready':
        return ready() ? say(200, { status: 'ok' }) : say(503, { status: 'error', reason: 'the log cannot be written at the moment' });
      default:
        return say(404, { error: 'There are /metrics, /health/live and /health/ready.' });
    }
  });
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, HOST, resolve));
  } catch (error) {
    await metrics.stop();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await metrics.stop();
    },
  };
}
