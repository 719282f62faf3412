import { startEventNode, UnfitDatabaseError, UsersFileError } from '@redress/event-node';
import { ConfigError, createLogger, EXIT, loadConfig, runProcess } from '@redress/platform';
import { type Command, Option } from 'commander';
import { loadEventNodeConfig } from './config.js';
import { assertFree } from './free-port.js';

/** Every option is a variable of the environment, and goes before it. */
const options: readonly (readonly [flag: string, variable: string, description: string])[] = [
  ['--database <url>', 'EVENT_NODE_DATABASE', 'PostgreSQL that keeps the log; others on this machine can see options, not the environment'],
  ['--host <address>', 'EVENT_NODE_HOST', 'address to listen on (127.0.0.1)'],
  [
    '--advertised-host <name>',
    'EVENT_NODE_ADVERTISED_HOST',
    'name at which clients reach the node (the address; for all addresses, this machine)',
  ],
  ['--port <port>', 'EVENT_NODE_PORT', 'port, 0 for any free one (2113)'],
  ['--tls-certificate <file>', 'EVENT_NODE_TLS_CERTIFICATE', 'certificate and what it is signed with, PEM'],
  ['--tls-key <file>', 'EVENT_NODE_TLS_KEY', 'its private key, PEM'],
  ['--users <file>', 'EVENT_NODE_USERS', 'who may log in: see `event-node user --help`'],
  ['--http-port <port>', 'EVENT_NODE_HTTP_PORT', 'port on 127.0.0.1 for /metrics, /health/live and /health/ready; none if not given'],
  ['--log-level <level>', 'REDRESS_LOG_LEVEL', 'fatal, error, warn, info, debug, trace or silent (info)'],
];

/** `event-node start`: the EventStoreDB protocol on PostgreSQL (docs/adr/0003-bundled-event-node.md), until SIGTERM or Ctrl-C. */
export function registerStart(program: Command): void {
  const command = program.command('start', { isDefault: true }).description('Serve the log, until Ctrl-C.');
  for (const [flag, variable, description] of options) command.addOption(new Option(flag, `${description} [${variable}]`));
  command
    .addHelpText(
      'after',
      `
Every option is a variable of the environment too, in brackets; an option goes before it. What others can reach needs TLS and users;
EVENT_NODE_INSECURE=true lifts that where the network itself is guarded.

Examples:
  EVENT_NODE_DATABASE=postgres://node:password@127.0.0.1:5432/events event-node
  event-node start --host 0.0.0.0 --tls-certificate node.crt --tls-key node.key --users users.json --http-port 9464`,
    )
    .action((given: Record<string, string>) => start({ ...process.env, ...variablesOf(given) }));
}

function variablesOf(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    options.flatMap(([flag, variable]) => {
      const value = given[new Option(flag).attributeName()];
      return value === undefined ? [] : [[variable, value]];
    }),
  );
}

function start(env: NodeJS.ProcessEnv): Promise<void> {
  return runProcess('event-node', async () => {
    const { unguarded, ...config } = loadEventNodeConfig(env);
    const logger = createLogger('event-node', loadConfig(env, []).logLevel);
    if (unguarded) {
      logger.warn(
        { host: config.host },
        'EVENT_NODE_INSECURE: everybody who can reach this node may read and write everything it can be asked for',
      );
    }
    // Before the log is taken over: a node started twice by mistake must not end the one that runs.
    await assertFree('EVENT_NODE_PORT', config.host, config.port);
    if (config.httpPort !== undefined) await assertFree('EVENT_NODE_HTTP_PORT', '127.0.0.1', config.httpPort);
    const node = await startEventNode({ ...config, logger }).catch((error: unknown) => {
      throw config.users !== undefined ? asConfigError(error, config.users) : asConfigError(error);
    });
    // Fenced off by another node: it has said so, and whoever restarts it should look first.
    void node.ended.then((reason) => reason && process.exit(EXIT.failed));
    return { url: node.connectionString, port: node.port, stop: () => node.stop() };
  });
}

/** What the operator has to change rather than to look into. */
function asConfigError(error: unknown, users?: string): unknown {
  if (error instanceof UnfitDatabaseError) return new ConfigError([`EVENT_NODE_DATABASE: ${error.message}.`]);
  if (error instanceof UsersFileError) return new ConfigError([`EVENT_NODE_USERS: ${users}: ${error.message}.`]);
  const { code, path } = error as NodeJS.ErrnoException;
  if (users !== undefined && path === users) {
    return new ConfigError([`EVENT_NODE_USERS: ${users} cannot be read (${code}); \`event-node user add <name>\` makes one.`]);
  }
  return error;
}
