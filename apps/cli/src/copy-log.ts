import { Option, type Command } from 'commander';
import type { CopyLogOptions } from './copy-log/run.js';
import { UsageError } from './output.js';

/** `redress copy-log`: moves a log between an event node and a KurrentDB, or from one to another of a kind. */
export function registerCopyLog(program: Command): void {
  program
    .command('copy-log')
    .description(
      'Copy the log of an installation to another event node or KurrentDB: as often as you like, what is there is compared, what is new is copied.',
    )
    .addOption(
      new Option('--from <connection>', 'esdb:// or kurrentdb:// connection string of the log to be copied; it is only read')
        .env('REDRESS_COPY_FROM')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <connection>', 'esdb:// or kurrentdb:// connection string of an empty log, or of an earlier copy')
        .env('REDRESS_COPY_TO')
        .makeOptionMandatory(),
    )
    .option('--dry-run', 'read, verify and compare everything, write nothing')
    .option('--verify', 'read both from the beginning once more when all is copied, and compare every event')
    .addHelpText(
      'after',
      `
Examples:
  redress copy-log --from 'esdb://127.0.0.1:2113?tls=false' --to 'esdb://es.example.com:2113?tls=true' --dry-run
  export REDRESS_COPY_TO='esdb://admin:password@es.example.com:2113?tls=true'     # what others may see in the list of processes has no password
  redress copy-log --from 'esdb://127.0.0.1:2113?tls=false' --verify
  redress copy-log --from 'kurrentdb://es1:2113' --to 'esdb://127.0.0.1:2113?tls=false' --json

Ctrl-C, a crash or a broken connection: the same command goes on. Copy while the source is in use, copy again with the API stopped, then change
REDRESS_EVENT_STORE and build the views again (docs/operations.md).

Exit codes: 0 all of it is copied, 1 the source is damaged, the target holds something else, one of them does not answer, or it was interrupted,
2 wrong usage.`,
    )
    .action(copy);
}

async function copy(options: CopyLogOptions, command: Command): Promise<void> {
  checkConnection('--from', options.from);
  checkConnection('--to', options.to);
  // The event store's client takes its time to load: the other commands do not wait for it.
  const { run } = await import('./copy-log/run.js');
  await run(options, command);
}

/** What is wrong is not quoted back: it may hold a password. */
function checkConnection(option: string, text: string): void {
  if (/^(esdb|kurrentdb)(\+discover)?:\/\/[^\s/]+/.test(text)) return;
  throw new UsageError(`${option}: give a connection string such as esdb://127.0.0.1:2113?tls=false.`);
}
