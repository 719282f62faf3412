import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Pool } from 'pg';
import type { ClientConfig } from 'pg';
import { openAccess } from './access/access.js';
import { rulesIn, UserAccess } from './access/user-access.js';
import { Users } from './access/users.js';
import { createServer, listen, shutDownServer } from './grpc/server.js';
import type { TlsIdentity } from './grpc/server.js';
import { defaultLimits, OpenCalls, UnfinishedAppends } from './grpc/services.js';
import type { Services } from './grpc/services.js';
import { unavailable } from './grpc/statuses.js';
import { silent } from './log/failures.js';
import type { FencedError, Logger } from './log/failures.js';
import { Reader } from './log/reader.js';
import { RecentEvents } from './log/recent.js';
import { migrate, planByIndex } from './log/schema.js';
import { Writer } from './log/writer.js';
import { Activity, LastMinute } from './operations/activity.js';
import { startHttp } from './operations/http.js';
import type { HttpEndpoint } from './operations/http.js';
import { nodeStats } from './operations/node-stats.js';

export interface EventNodeOptions {
  /** `postgres://…` of a database for this node alone; it creates schema `event_node` there. */
  readonly database: string;
  /** Address to listen on, default 127.0.0.1. */
  readonly host?: string;
  /** Where clients reach this node, if that is not `host`; for all addresses, by default the name of the machine. */
  readonly advertisedHost?: string;
  /** Port to listen on, default 2113, 0 for any free one. */
  readonly port?: number;
  /** Without it everything goes in the clear. */
  readonly tls?: TlsIdentity;
  /** Path of the users file (`access/users-file.ts`), read again when it changes. Without it everybody may do everything. */
  readonly users?: string;
  /** Port on 127.0.0.1 for metrics and health over HTTP, 0 for any free one; none if undefined. */
  readonly httpPort?: number;
  readonly logger?: Logger;
}

export interface EventNode {
  readonly host: string;
  readonly port: number;
  /** For any EventStoreDB client. */
  readonly connectionString: string;
  /** The port of metrics and health, if they are served. */
  readonly httpPort: number | undefined;
  /** Resolves when the node has ended: with the reason if it had to, with undefined after `stop`. */
  readonly ended: Promise<FencedError | undefined>;
  /** Finishes the appends under way, ends all streams with UNAVAILABLE and lets go of the database. */
  stop(): Promise<void>;
}

const READ_CONNECTIONS = 8;
/** Events in memory from the start on. */
const WARM_EVENTS = 2_048;

/**
 * Starts an event node: takes the log over and serves it.
 *
 * @throws UnfitDatabaseError if commits would not be durable, UsersFileError, or the error of the database, of a file or of an address
 */
export async function startEventNode(options: EventNodeOptions): Promise<EventNode> {
  const { host = '127.0.0.1', port = 2113, logger = silent, tls, httpPort } = options;
  const reachedAt = options.advertisedHost ?? (['0.0.0.0', '::'].includes(host) ? hostname() : host);
  logger.info({ host, port, tls: tls !== undefined, users: options.users !== undefined }, 'the event node starts');
  const users = options.users === undefined ? undefined : await Users.open(options.users, logger);
  const config: ClientConfig = { connectionString: options.database, keepAlive: true };
  const pool = new Pool({
    ...config,
    application_name: 'event-node reader',
    max: READ_CONNECTIONS,
    // A connection costs more than a read: they are kept.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    // Types know no promise here; the pool waits for it (pg-pool, newClient).
    onConnect: (client) => client.query(planByIndex) as unknown as void,
  });
  // A connection that breaks is replaced at the next read. One that is in use tells its statement, and would end the process besides.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  let end: (reason: FencedError | undefined) => void = () => undefined;
  const ended = new Promise<FencedError | undefined>((resolve) => (end = resolve));
  const recent = new RecentEvents(0);
  const activity = new Activity();
  const lastMinute = new LastMinute(activity);
  const reader = new Reader(pool);
  const writer = new Writer(config, recent, logger, activity, (error) => void shutDown(error));
  const services: Services = {
    writer,
    reader,
    recent,
    calls: new OpenCalls(),
    limits: defaultLimits,
    unfinished: new UnfinishedAppends(),
    access: users ? new UserAccess(users, rulesIn(reader), recent, logger) : openAccess,
    activity,
    log: logger,
  };
  let bound = port;
  let http: HttpEndpoint | undefined;
  const server = createServer(services, {
    instanceId: randomUUID(),
    endpoint: () => ({ host: reachedAt, port: bound }),
    stats: () => nodeStats(activity, lastMinute, recent.head),
  });

  let stopping: Promise<void> | undefined;
  const shutDown = (reason?: FencedError): Promise<void> => {
    stopping ??= (async () => {
      if (reason) logger.error({ reason: reason.message }, 'the event node ends');
      await writer.stop();
      services.calls.endAll(unavailable(reason?.message ?? 'the event node is stopping'));
      await shutDownServer(server);
      await http?.stop();
      lastMinute.stop();
      users?.close();
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
    recent.prepend((await services.reader.allPage(recent.head + 1, 'backwards', WARM_EVENTS)).events);
    bound = await listen(server, host, port, tls);
    if (httpPort !== undefined) http = await startHttp(httpPort, { activity, head: () => recent.head, ready: () => writer.ready });
  } catch (error) {
    await shutDown();
    throw error;
  }
  logger.info({ host, port: bound, httpPort: http?.port, position: recent.head }, 'the event node is ready');
  return {
    host,
    port: bound,
    connectionString: `esdb://${reachedAt.includes(':') ? `[${reachedAt}]` : reachedAt}:${bound}?tls=${tls !== undefined}`,
    httpPort: http?.port,
    ended,
    stop: () => shutDown(),
  };
}
