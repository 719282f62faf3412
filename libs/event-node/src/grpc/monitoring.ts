import type { StatsReq as StatsRequest, StatsResp as StatsResponse } from '@eventstore/db-client/generated/monitoring_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { NodeStats } from '../operations/node-stats.js';
import { StatsResp } from './messages.js';
import type { Services } from './services.js';
import { toCallError } from './statuses.js';

type Call = ServerWritableStream<StatsRequest, StatsResponse>;

/** However often a client asks for news. */
const SHORTEST_PERIOD_MS = 250;
const LONGEST_PERIOD_MS = 3_600_000;

/** Monitoring.Stats: what the node says about itself, at once and then after every period, until the client leaves. */
export function stats({ access, calls }: Services, current: () => NodeStats) {
  return (call: Call): void => {
    void access.checkOperator(call).then(
      () => {
        if (call.cancelled) return;
        const tell = (): void => {
          // Who does not read gets the next one later, not two.
          if (!call.writableNeedDrain) call.write(toResponse(current()));
        };
        const period = Number(call.request.getRefreshTimePeriodInMs());
        const timer = setInterval(tell, Math.min(LONGEST_PERIOD_MS, Math.max(SHORTEST_PERIOD_MS, period)));
        const forget = calls.add((error) => call.emit('error', error));
        for (const end of ['cancelled', 'close', 'error']) {
          call.on(end, () => {
            clearInterval(timer);
            forget();
          });
        }
        tell();
      },
      (error: unknown) => call.emit('error', toCallError(error)),
    );
  };
}

function toResponse(facts: NodeStats): StatsResponse {
  const response = new StatsResp();
  const map = response.getStatsMap();
  for (const [name, value] of Object.entries(facts)) map.set(name, value);
  return response;
}
