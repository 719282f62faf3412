import { readFileSync } from 'node:fs';
import { credentials, Metadata } from '@grpc/grpc-js';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { StatsResp } from '@eventstore/db-client/generated/monitoring_pb.js';
import { MonitoringClient, StatsReq } from '../grpc/messages.js';
import type { NodeStats } from './node-stats.js';

const DEADLINE_MS = 10_000;

/**
 * Asks a running node how it is.
 *
 * @param connectionString `esdb://[user:password@]host[:port][?tls=false][&tlsCAFile=…][&tlsVerifyCert=false]`
 * @throws if the connection string is none, or the node does not answer or refuses
 */
export async function askStats(connectionString: string): Promise<NodeStats> {
  const { address, channel, metadata } = parse(connectionString);
  const client = new MonitoringClient(address, channel);
  try {
    return await new Promise<NodeStats>((resolve, reject) => {
      const call = client.stats(new StatsReq().setRefreshTimePeriodInMs('3600000'), metadata, { deadline: Date.now() + DEADLINE_MS });
      call.once('data', (response: StatsResp) => {
        resolve(Object.fromEntries(response.getStatsMap().toArray()));
        call.cancel();
      });
      call.on('error', reject);
      call.once('end', () => reject(new Error('the node says nothing')));
    });
  } finally {
    client.close();
  }
}

function parse(connectionString: string): { address: string; channel: ChannelCredentials; metadata: Metadata } {
  if (!/^(esdb|kurrentdb):\/\//.test(connectionString) || !URL.canParse(connectionString)) {
    throw new Error('this is no connection string: give one like esdb://127.0.0.1:2113?tls=false');
  }
  const url = new URL(connectionString);
  const options = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const metadata = new Metadata();
  if (url.username) {
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    metadata.set('authorization', `Basic ${Buffer.from(login).toString('base64')}`);
  }
  const ca = options.get('tlscafile');
  const channel =
    options.get('tls') === 'false'
      ? credentials.createInsecure()
      : credentials.createSsl(ca ? readFileSync(ca) : null, null, null, { rejectUnauthorized: options.get('tlsverifycert') !== 'false' });
  return { address: `${url.hostname}:${url.port || 2113}`, channel, metadata };
}
