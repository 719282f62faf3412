import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventTypes } from '@redress/commands';
import { startEventNode, type EventNode } from '@redress/event-node';
import { EventStore } from '@redress/event-store';
import { ensureLocalKeys, LOCAL_AUDIENCE, LOCAL_ISSUER, mintToken, type CommonConfig, type NeededConfig } from '@redress/platform';
import { startViews, type RunningViews } from '@redress/views';
import { createTestDatabase, type TestDatabase } from './database.js';

/** Everything that the HTTP edge needs, in this process: a database of its own, an event node, views and keys. */
export interface TestSystem {
  readonly config: CommonConfig & NeededConfig;
  readonly database: TestDatabase;
  readonly node: EventNode;
  /** A token for somebody with these roles; a matrix may ask for others than this program knows. */
  token(sub: string, ...roles: string[]): Promise<string>;
  startViews(): Promise<RunningViews>;
  stop(): Promise<void>;
}

export async function startSystem(): Promise<TestSystem> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'redress-test-'));
  const keys = await ensureLocalKeys(dataFolder);
  const database = await createTestDatabase();
  const node = await startEventNode({ database: database.url, host: '127.0.0.1', port: 0 });
  const views: RunningViews[] = [];
  const store = new EventStore({ connectionString: node.connectionString, types: eventTypes });
  return {
    database,
    node,
    config: {
      host: '127.0.0.1',
      port: 0,
      dataFolder,
      timeZone: 'UTC',
      logLevel: 'silent',
      eventStore: node.connectionString,
      database: database.url,
      masterKey: Buffer.from(keys.masterKey, 'base64'),
      auth: { issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE, jwks: keys.jwksFile, maxAgeSeconds: 744 * 3_600 },
      door: { requestsPerMinute: 10_000_000, badTokensPerMinute: 10_000_000, trustedProxies: [], corsOrigins: [], docs: true },
      live: { streams: 50, each: 10 },
      mail: { from: 'Redress <redress@localhost>', outbox: join(dataFolder, 'outbox') },
      webhooks: { allow: ['127.0.0.1'] },
      trendAlerts: 'off',
      checkpoints: { key: keys.checkpointKeyFile, folder: join(dataFolder, 'checkpoints'), everySeconds: 60 },
      evidence: { folder: join(dataFolder, 'evidence'), maxBytes: 10_000_000 },
    },
    token: (sub, ...roles) => mintToken(dataFolder, { sub, roles }, '1h'),
    async startViews() {
      const running = await startViews({ log: store, databaseUrl: database.url });
      views.push(running);
      return running;
    },
    async stop() {
      for (const running of views) await running.stop();
      await store.close();
      await node.stop();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
