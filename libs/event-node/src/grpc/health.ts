import type { MethodDefinition, sendUnaryData, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js';

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
