import type { sendUnaryData } from '@grpc/grpc-js';
import type { SupportedMethods as SupportedMethodsMessage } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { GossipService, ServerFeaturesService, StreamsService, SupportedMethod, SupportedMethods } from './messages.js';

/** The server version whose behaviour this node follows. */
const VERSION = '24.6.0';

/** What works, and nothing else: clients choose their calls by this list. */
const supported: readonly { readonly path: string; readonly features?: readonly string[] }[] = [
  { path: StreamsService.read.path, features: ['position', 'events'] },
  { path: StreamsService.append.path },
  { path: StreamsService.batchAppend.path },
  { path: GossipService.read.path },
  { path: ServerFeaturesService.getSupportedMethods.path },
];

/** ServerFeatures.GetSupportedMethods */
export function serverFeatures() {
  const answer = new SupportedMethods();
  answer.setEventStoreServerVersion(VERSION);
  for (const { path, features } of supported) {
    const [, service, method] = path.toLowerCase().split('/');
    const message = new SupportedMethod();
    message.setServiceName(service!);
    message.setMethodName(method!);
    message.setFeaturesList([...(features ?? [])]);
    answer.addMethods(message);
  }
  return (_call: unknown, callback: sendUnaryData<SupportedMethodsMessage>): void => callback(null, answer);
}
