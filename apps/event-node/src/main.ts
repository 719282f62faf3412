import { startEventNode, UnfitDatabaseError } from '@redress/event-node';
import { ConfigError, createLogger, EXIT, loadConfig, runProcess } from '@redress/platform';
import { loadEventNodeConfig } from './config.js';

/** The bundled event node as a process of its own: the EventStoreDB protocol on PostgreSQL (docs/adr/0003-bundled-event-node.md). */
await runProcess('event-node', async () => {
  const config = loadEventNodeConfig(process.env);
  const logger = createLogger('event-node', loadConfig(process.env, []).logLevel);
  const node = await startEventNode({ ...config, logger }).catch((error: unknown) => {
    throw error instanceof UnfitDatabaseError ? new ConfigError([`EVENT_NODE_DATABASE: ${error.message}.`]) : error;
  });
  // Fenced off by another node: it has said so, and whoever restarts it should look first.
  void node.ended.then((reason) => reason && process.exit(EXIT.failed));
  return { url: node.connectionString, port: node.port, stop: () => node.stop() };
});
