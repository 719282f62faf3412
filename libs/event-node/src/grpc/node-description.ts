import type { MethodDefinition, sendUnaryData, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js';
import type { ClusterInfo as ClusterInfoMessage } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods as SupportedMethodsMessage } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import {
  ClusterInfo,
  EndPoint,
  GossipService,
  MemberInfo,
  MonitoringService,
  ServerFeaturesService,
  StreamsService,
  SupportedMethod,
  SupportedMethods,
} from './messages.js';
import { structuredUuid, ticks } from './wire-values.js';

/**
 * Gossip.Read: this node is the whole cluster and its leader.
 *
 * @param endpoint where clients reach this node
 */
export function gossip(instanceId: string, endpoint: () => { host: string; port: number }) {
  return (_call: unknown, callback: sendUnaryData<ClusterInfoMessage>): void => {
    const { host, port } = endpoint();
    const httpEndPoint = new EndPoint();
    httpEndPoint.setAddress(host);
    httpEndPoint.setPort(port);
    const member = new MemberInfo();
    member.setInstanceId(structuredUuid(instanceId));
    member.setTimeStamp(ticks(Date.now()));
    member.setState(MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(httpEndPoint);
    const info = new ClusterInfo();
    info.addMembers(member);
    callback(null, info);
  };
}

/** The server version whose behaviour this node follows. */
const VERSION = '24.6.0';

/** What works, and nothing else: clients choose their calls by this list. */
const supported: readonly { readonly path: string; readonly features?: readonly string[] }[] = [
  { path: StreamsService.read.path, features: ['position', 'events'] },
  { path: StreamsService.append.path },
  { path: StreamsService.batchAppend.path },
  { path: StreamsService.delete.path },
  { path: StreamsService.tombstone.path },
  { path: MonitoringService.stats.path },
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

interface HealthRequest {
  readonly service: string;
}

/** grpc.health.v1.Health/Check, which container platforms can call by themselves. Its two messages are small enough to be written here. */
interface HealthDefinition extends ServiceDefinition {
  check: MethodDefinition<HealthRequest, boolean>;
}

const toRequestBytes = ({ service }: HealthRequest): Buffer =>
  service === '' ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0x0a, Buffer.byteLength(service)]), Buffer.from(service)]);

export const HealthService: HealthDefinition = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestStream: false,
    responseStream: false,
    requestSerialize: toRequestBytes,
    // HealthCheckRequest { string service = 1; } – names are shorter than 128 bytes, so their length is one byte.
    requestDeserialize: (bytes) => ({ service: bytes.subarray(2).toString('utf8') }),
    // HealthCheckResponse { ServingStatus status = 1; } – 1 is SERVING, 2 NOT_SERVING
    responseSerialize: (serving) => Buffer.from([0x08, serving ? 1 : 2]),
    responseDeserialize: (bytes) => bytes[1] === 1,
  },
};

/** Service `live`: the process answers. Any other name, usually none: it can write and read the log. */
export function healthCheck(ready: () => boolean) {
  return (call: ServerUnaryCall<HealthRequest, boolean>, callback: sendUnaryData<boolean>): void =>
    callback(null, call.request.service === 'live' || ready());
}
