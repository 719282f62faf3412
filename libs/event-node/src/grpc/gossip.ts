import type { sendUnaryData } from '@grpc/grpc-js';
import type { ClusterInfo as ClusterInfoMessage } from '@eventstore/db-client/generated/gossip_pb.js';
import { ticks } from '../positions.js';
import { ClusterInfo, EndPoint, MemberInfo } from './messages.js';
import { structuredUuid } from './uuids.js';

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
