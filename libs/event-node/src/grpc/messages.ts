/**
 * The protocol's generated messages and service definitions, taken from the client package: no .proto files are kept here.
 *
 * They are CommonJS without detectable export names, hence the default imports.
 */
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import monitoringServices from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import monitoringMessages from '@eventstore/db-client/generated/monitoring_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featureMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';

export const { GossipService } = gossipServices;
export const { ClusterInfo, EndPoint, MemberInfo } = gossipMessages;
export const { MonitoringClient, MonitoringService } = monitoringServices;
export const { StatsReq, StatsResp } = monitoringMessages;
export const { ServerFeaturesService } = featureServices;
export const { SupportedMethod, SupportedMethods } = featureMessages;
export const {
  AccessDenied,
  AllStreamPosition,
  BadRequest,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  UUID,
  WrongExpectedVersion,
} = sharedMessages;
export const { Status } = statusMessages;
export const { StreamsService } = streamServices;
export const { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp, DeleteResp, ReadReq, ReadResp, TombstoneResp } = streamMessages;
