import { credentials, Client as GrpcClient } from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { Empty, MemberInfo } from './grpc/messages.js';
import { HealthService } from './grpc/node-description.js';
import { startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

const address = (): string => `127.0.0.1:${test.node.port}`;

/** Calls a unary method and closes its client. */
function ask<T>(client: GrpcClient, call: (callback: (error: Error | null, answer?: T) => void) => unknown): Promise<T> {
  return new Promise<T>((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer!)))).finally(() =>
    client.close(),
  );
}

it('advertises what works and nothing else', async () => {
  const client = new featureServices.ServerFeaturesClient(address(), credentials.createInsecure());
  const answer = await ask<{ getMethodsList(): { getServiceName(): string; getMethodName(): string }[] }>(client, (callback) =>
    client.getSupportedMethods(new Empty(), callback),
  );
  const methods = answer.getMethodsList().map((method) => `${method.getServiceName()}/${method.getMethodName()}`);
  expect(methods.sort()).toEqual([
    'event_store.client.gossip.gossip/read',
    'event_store.client.monitoring.monitoring/stats',
    'event_store.client.server_features.serverfeatures/getsupportedmethods',
    'event_store.client.streams.streams/append',
    'event_store.client.streams.streams/batchappend',
    'event_store.client.streams.streams/delete',
    'event_store.client.streams.streams/read',
    'event_store.client.streams.streams/tombstone',
  ]);
});

it('gossips about itself as the leader', async () => {
  const client = new gossipServices.GossipClient(address(), credentials.createInsecure());
  const answer = await ask<ClusterInfo>(client, (callback) => client.read(new Empty(), callback));
  const [member, ...others] = answer.getMembersList();
  expect(others).toEqual([]);
  expect(member!.getState()).toBe(MemberInfo.VNodeState.LEADER);
  expect([member!.getHttpEndPoint()!.getAddress(), member!.getHttpEndPoint()!.getPort()]).toEqual(['127.0.0.1', test.node.port]);
});

it.each(['', 'live'])('is healthy as [%s]', async (service) => {
  const client = new GrpcClient(address(), credentials.createInsecure());
  const { path, requestSerialize, responseDeserialize } = HealthService.check;
  expect(
    await ask<boolean>(client, (callback) => client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { service }, callback)),
  ).toBe(true);
});
