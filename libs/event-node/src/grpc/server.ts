import { Server, ServerCredentials } from '@grpc/grpc-js';
import { append } from './append.js';
import { batchAppend } from './batch-append.js';
import { GossipService, ServerFeaturesService, StreamsService } from './messages.js';
import { gossip, healthCheck, HealthService, serverFeatures } from './node-description.js';
import { read } from './read.js';
import type { Services } from './services.js';

/** How long clients have to take their last answers. */
const SHUTDOWN_MS = 1_000;

/** Reads answer with messages that are serialised already. */
const streamsDefinition = { ...StreamsService, read: { ...StreamsService.read, responseSerialize: (message: Buffer) => message } };

/** A gRPC server with everything this node can do; any other method of the protocol answers UNIMPLEMENTED. */
export function createServer(services: Services, instanceId: string, endpoint: () => { host: string; port: number }): Server {
  const server = new Server({
    // A fragment of a batch holds up to 3 MiB in the official client.
    'grpc.max_receive_message_length': 16 * 1024 * 1024,
    'grpc.max_send_message_length': -1,
  });
  server.addService(streamsDefinition, { read: read(services), append: append(services), batchAppend: batchAppend(services) });
  server.addService(ServerFeaturesService, { getSupportedMethods: serverFeatures() });
  server.addService(GossipService, { read: gossip(instanceId, endpoint) });
  server.addService(HealthService, { check: healthCheck(() => services.writer.ready) });
  return server;
}

/** @returns the port that was taken. @throws if the address cannot be bound */
export function listen(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
}

/** Lets calls finish for a short while, then ends what is left. */
export function shutDownServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), SHUTDOWN_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
