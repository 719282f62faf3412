#!/usr/bin/env node
import { Command } from 'commander';
import { reportError } from './output.js';
import { registerStart } from './start.js';
import { registerStats } from './stats.js';
import { registerUser } from './user.js';
import { registerVerify } from './verify.js';

const program = new Command('event-node')
  .description('The bundled event node: the EventStoreDB protocol, with its log in PostgreSQL.')
  .exitOverride()
  .showHelpAfterError('`event-node --help` says what there is.')
  .addHelpText(
    'after',
    `
Examples:
  event-node                                                 serve the log of EVENT_NODE_DATABASE
  event-node verify                                          check every event of it
  event-node stats --connection 'esdb://127.0.0.1:2113?tls=false'
  event-node user add ops --group '$ops' --users users.json
  event-node <command> --help                                what a command takes

Exit codes: 0 ok, 1 failed, 2 wrong usage or configuration.`,
  );
for (const register of [registerStart, registerVerify, registerStats, registerUser]) register(program);

// A reader that has seen enough (`event-node stats … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.stderr.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
