#!/usr/bin/env node
import { Command } from 'commander';
import { reportError } from './output.js';

/** Every subcommand, in the order in which they are shown: a file with a function that adds it to the program. */
const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  up: async () => (await import('./up/up.js')).registerUp,
  token: async () => (await import('./token.js')).registerToken,
  import: async () => (await import('./import.js')).registerImport,
  replay: async () => (await import('./replay.js')).registerReplay,
  report: async () => (await import('./report.js')).registerReport,
  'what-if': async () => (await import('./what-if.js')).registerWhatIf,
  policies: async () => (await import('./policies.js')).registerPolicies,
  automations: async () => (await import('./automations.js')).registerAutomations,
  'access-request': async () => (await import('./access-request.js')).registerAccessRequest,
  export: async () => (await import('./export.js')).registerExport,
  rebuild: async () => (await import('./rebuild.js')).registerRebuild,
  demo: async () => (await import('./demo.js')).registerDemo,
  'copy-log': async () => (await import('./copy-log.js')).registerCopyLog,
  keys: async () => (await import('./keys.js')).registerKeys,
  doctor: async () => (await import('./doctor.js')).registerDoctor,
  analyst: async () => (await import('./analyst.js')).registerAnalyst,
  checkpoints: async () => (await import('./checkpoints.js')).registerCheckpoints,
  verify: async () => (await import('./verify.js')).registerVerify,
};

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
  redress export --out 2026.zip --purpose audit:1     complaints with all that proves them, for an auditor
  redress demo                                        a made-up half-year of complaints to look at
  redress report volume --from 2026-01-01 --to 2027-01-01 --bucket month
  redress what-if --matrix matrix.json                what another matrix, pack or calendar would have changed
  redress automations                                 what follows by itself, and what could not be done
  redress policies show packs                         clocks and signals, as they are in force
  redress access-request 01976f3e-… --out lin.zip --purpose dsar:17    all that is held of a person
  redress keys rotate                                 a new key for what wraps everybody's keys
  redress rebuild --check                             lists, numbers and reports are what the log says
  redress analyst analyst_li                          a read-only user for questions by SQL
  redress doctor                                      what is wrong with this installation, and what to do
  redress checkpoints rotate-key                      a new key to sign the log with
  redress verify                                      the log is what was written and signed, from the first event on
  redress copy-log --from esdb://… --to esdb://…      the log, to another event node or KurrentDB
  redress <command> --help                            what a command takes

A running server is found by REDRESS_URL and REDRESS_TOKEN, else by the data folder.
Exit codes: 0 ok, 1 failed, 2 wrong usage or configuration.`,
  );
// Who asks for one does not wait until all are loaded: some bring half the server with them.
const words = process.argv.slice(2);
const first = words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '--data') ?? '';
const wanted = Object.hasOwn(commands, first) ? [commands[first]!] : Object.values(commands);
for (const load of wanted) (await load())(program);

// A reader that has seen enough (`redress report … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.stderr.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error, program.opts<{ json?: boolean }>().json === true || process.argv.includes('--json'));
}
