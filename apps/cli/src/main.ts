#!/usr/bin/env node
import { Command } from 'commander';
import { registerAnalyst } from './analyst.js';
import { registerAutomations } from './automations.js';
import { registerCopyLog } from './copy-log.js';
import { registerDemo } from './demo.js';
import { registerImport } from './import.js';
import { reportError } from './output.js';
import { registerPolicies } from './policies.js';
import { registerRebuild } from './rebuild.js';
import { registerReplay } from './replay.js';
import { registerReport } from './report.js';
import { registerToken } from './token.js';
import { registerUp } from './up/up.js';
import { registerWhatIf } from './what-if.js';

/** Every subcommand is a file that exports a function which adds it to the program. */
const commands = [
  registerUp,
  registerToken,
  registerImport,
  registerReplay,
  registerReport,
  registerWhatIf,
  registerPolicies,
  registerAutomations,
  registerRebuild,
  registerDemo,
  registerCopyLog,
  registerAnalyst,
];

const program = new Command('redress')
  .description('Event-sourced complaint handling: runs the server and speaks with it.')
  .option('--data <folder>', 'data folder (default: REDRESS_DATA, else ./data)')
  .option('--json', 'one line of JSON instead of text')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  redress up                                          start the server with everything it needs
  redress token --sub u1 --role handler               a token for its API
  redress import complaints.csv.gz --format cfpb      take complaints of another system over
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 the story of a complaint, verified
  redress demo                                        a made-up half-year of complaints to look at
  redress report volume --from 2026-01-01 --to 2027-01-01 --bucket month
  redress what-if --matrix matrix.json                what another matrix, pack or calendar would have changed
  redress automations                                 what follows by itself, and what could not be done
  redress policies show packs                         clocks and signals, as they are in force
  redress rebuild --check                             lists, numbers and reports are what the log says
  redress analyst analyst_li                          a read-only user for questions by SQL
  redress copy-log --from esdb://… --to esdb://…      the log, to another event node or KurrentDB
  redress <command> --help                            what a command takes

A running server is found by REDRESS_URL and REDRESS_TOKEN, else by the data folder.
Exit codes: 0 ok, 1 failed, 2 wrong usage or configuration.`,
  );
for (const register of commands) register(program);

// A reader that has seen enough (`redress report … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.stderr.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error, program.opts<{ json?: boolean }>().json === true || process.argv.includes('--json'));
}
