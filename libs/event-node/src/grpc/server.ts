import { Server, ServerCredentials, ServerInterceptingCall } from '@grpc/grpc-js';
import type { ServerInterceptor } from '@grpc/grpc-js';
import { openAccess } from '../access/access.js';
import type { NodeStats } from '../operations/node-stats.js';
import { append } from './append.js';
import { batchAppend } from './batch-append.js';
import { deleteStream, tombstoneStream } from './delete.js';
import { GossipService, MonitoringService, ServerFeaturesService, StreamsService } from './messages.js';
import { stats } from './monitoring.js';
import { gossip, healthCheck, HealthService, serverFeatures } from './node-description.js';
import { read } from './read.js';
import type { Services } from './services.js';
import { toCallError } from './statuses.js';

/** How long clients have to take their last answers. */
const SHUTDOWN_MS = 1_000;

/** Reads answer with messages that are serialised already. */
const streamsDefinition = { ...StreamsService, read: { ...StreamsService.read, responseSerialize: (message: Buffer) => message } };

/** What the server says about the node it is part of. */
export interface Self {
  readonly instanceId: string;
  /** Where clients reach it. */
  readonly endpoint: () => { host: string; port: number };
  readonly stats: () => NodeStats;
}

/** A gRPC server with everything this node can do; any other method of the protocol answers UNIMPLEMENTED. */
export function createServer(services: Services, self: Self): Server {
  const server = new Server({
    interceptors: [everyCall(services)],
    // A fragment of a batch holds up to 3 MiB in the official client.
    'grpc.max_receive_message_length': 16 * 1024 * 1024,
    'grpc.max_send_message_length': -1,
    // A client whose machine or cable is gone says nothing: it is asked, as the server does it, and its calls end if it does not answer.
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });
  server.addService(streamsDefinition, {
    read: read(services),
    append: append(services),
    batchAppend: batchAppend(services),
    delete: deleteStream(services),
    tombstone: tombstoneStream(services),
  });
  server.addService(ServerFeaturesService, { getSupportedMethods: serverFeatures() });
  server.addService(GossipService, { read: gossip(self.instanceId, self.endpoint) });
  server.addService(MonitoringService, { stats: stats(services, self.stats) });
  server.addService(HealthService, { check: healthCheck(() => services.writer.ready) });
  return server;
}

/** Counts calls, and ends those whose credentials are wrong before they are looked at. */
function everyCall({ access, activity }: Services): ServerInterceptor {
  return (_method, call) => {
    let open = true;
    activity.openCalls++;
    const end = (): void => {
      if (open) activity.openCalls--;
      open = false;
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            if (access === openAccess) return pass(metadata);
            access.authenticate({ metadata }).then(
              () => pass(metadata),
              (error: unknown) => {
                end();
                call.sendStatus(toCallError(error));
              },
            );
          },
          onReceiveMessage: (message, pass) => pass(message),
          onReceiveHalfClose: (pass) => pass(),
          onCancel: end,
        }),
      sendStatus: (status, next) => {
        end();
        next(status);
      },
    });
  };
}

/** A certificate and its private key, PEM. */
export interface TlsIdentity {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

/**
 * @param tls undefined to speak in the clear
 * @returns the port that was taken
 * @throws if the address cannot be bound, or the certificate cannot be used
 */
export function listen(server: Server, host: string, port: number, tls?: TlsIdentity): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }])
    : ServerCredentials.createInsecure();
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
}

/** Lets calls finish for a short while, then ends what is left. A connection whose client does not even close is not waited for. */
export function shutDownServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, SHUTDOWN_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
