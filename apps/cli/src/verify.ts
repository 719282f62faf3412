import { InvalidArgumentError, Option, type Command } from 'commander';
import type { VerifyFlags } from './verify/run.js';

/** `redress verify`: the live log, proven from the first event to the last. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'Prove the log: every hash, every chain, every checkpoint, and what is written outside the database. It may be in use. Or a bundle.',
    )
    .argument('[bundle]', 'the zip of an export instead of the log: verified offline, without any server')
    .option('--fingerprint <fingerprint>', 'of a key that you noted and trust; may be given more than once', collected, [])
    .option('--with-others', 'events without an envelope are of other programs that use the same event store: count them, and go on')
    .addOption(
      new Option('--threads <n>', 'threads that read and prove, beside the one that puts it together').default(3).argParser(toThreads),
    )
    .addHelpText(
      'after',
      `
Reads the event store once and changes nothing; neither the API nor the master key is needed. The event store is found by the data folder of the
running server, or by REDRESS_EVENT_STORE; checkpoints outside the database are looked for in REDRESS_CHECKPOINTS (default <data>/checkpoints). The
table of leaves in REDRESS_DATABASE is not trusted: it names which event it is, once it fits a signature.

Examples:
  redress verify
  redress verify --fingerprint 5gRmoOKcDMAXrDRYCd3gIUxsMiUZkuCJmeqPFwmfmiw
  redress verify 2026.zip --fingerprint 5gRmoOKcDMAXrDRYCd3gIUxsMiUZkuCJmeqPFwmfmiw
  REDRESS_EVENT_STORE='esdb://auditor:password@es.example.com:2113?tls=true' REDRESS_CHECKPOINTS=/mnt/checkpoints redress verify --json

Exit codes: 0 the log is what was written and signed, and what nobody has signed yet is sound, 1 it is not, or it cannot be read, 2 wrong usage.
Sealed is what a checkpoint is signed over; what came since is unsealed and said to be. docs/audit.md says what that proves, and against whom.`,
    )
    .action(verify);
}

const collected = (fingerprint: string, before: readonly string[]): string[] => [...before, fingerprint];

function toThreads(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 0 || threads > 16) throw new InvalidArgumentError('give a number from 0 to 16.');
  return threads;
}

async function verify(bundle: string | undefined, flags: VerifyFlags, command: Command): Promise<void> {
  if (bundle !== undefined) return (await import('./export/verify-bundle.js')).verifyBundleFile(command, bundle, flags.fingerprint);
  // The event store's client takes its time to load: the other commands do not wait for it.
  const { run } = await import('./verify/run.js');
  await run(flags, command);
}
