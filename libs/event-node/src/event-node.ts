import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { ClientConfig } from 'pg';
import { openAccess } from './access/access.js';
import { createServer, listen, shutDownServer } from './grpc/server.js';
import { defaultLimits, OpenCalls } from './grpc/services.js';
import type { Limits, Services } from './grpc/services.js';
import { unavailable } from './grpc/statuses.js';
import { silent } from './log/failures.js';
import type { FencedError, Logger } from './log/failures.js';
import { Reader } from './log/reader.js';
import { RecentEvents } from './log/recent.js';
import { migrate, planByIndex } from './log/schema.js';
import { Writer } from './log/writer.js';

export interface EventNodeOptions {
  /** `postgres://…` of a database for this node alone; it creates schema `event_node` there. */
  readonly database: string;
  /** Address to listen on, default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on, default 2113, 0 for any free one. */
  readonly port?: number;
  readonly logger?: Logger;
  readonly limits?: Partial<Limits>;
}

export interface EventNode {
  readonly host: string;
  readonly port: number;
  /** For any EventStoreDB client. */
  readonly connectionString: string;
  /** Resolves when the node has ended: with the reason if it had to, with undefined after `stop`. */
  readonly ended: Promise<FencedError | undefined>;
  /** Finishes the appends under way, ends all streams with UNAVAILABLE and lets go of the database. */
  stop(): Promise<void>;
}

const READ_CONNECTIONS = 8;

/**
 * Starts an event node: takes the log over and serves it.
 *
 * @throws UnfitDatabaseError if commits would not be durable, or the error of the database or of the address
 */
export async function startEventNode(options: EventNodeOptions): Promise<EventNode> {
  const { host = '127.0.0.1', port = 2113, logger = silent } = options;
  const config: ClientConfig = { connectionString: options.database, keepAlive: true };
  const pool = new Pool({
    ...config,
    application_name: 'event-node reader',
    max: READ_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    // Types know no promise here; the pool waits for it (pg-pool, newClient).
    onConnect: (client) => client.query(planByIndex) as unknown as void,
  });
  // An idle connection that breaks is replaced at the next read.
  pool.on('error', () => undefined);

  let end: (reason: FencedError | undefined) => void = () => undefined;
  const ended = new Promise<FencedError | undefined>((resolve) => (end = resolve));
  const recent = new RecentEvents(0);
  const writer = new Writer(config, recent, logger, (error) => void shutDown(error));
  const services: Services = {
    writer,
    reader: new Reader(pool),
    recent,
    calls: new OpenCalls(),
    limits: { ...defaultLimits, ...options.limits },
    access: openAccess,
    log: logger,
  };
  let bound = port;
  const server = createServer(services, randomUUID(), () => ({ host, port: bound }));

  let stopping: Promise<void> | undefined;
  const shutDown = (reason?: FencedError): Promise<void> => {
    stopping ??= (async () => {
      if (reason) logger.error({ reason: reason.message }, 'the event node ends');
      await writer.stop();
      services.calls.endAll(unavailable(reason?.message ?? 'the event node is stopping'));
      await shutDownServer(server);
      await pool.end();
      end(reason);
    })();
    return stopping;
  };

  try {
    const client = await pool.connect();
    try {
      await migrate(client);
    } finally {
      client.release();
    }
    await writer.start();
    bound = await listen(server, host, port);
  } catch (error) {
    await shutDown();
    throw error;
  }
  logger.info({ host, port: bound, position: recent.head }, 'the event node is ready');
  return { host, port: bound, connectionString: `esdb://${host}:${bound}?tls=false`, ended, stop: () => shutDown() };
}
