import { verifyLog } from '@redress/event-node';
import type { Fault, Verification } from '@redress/event-node';
import { EXIT } from '@redress/platform';
import type { Command } from 'commander';
import { databaseOf } from './connection.js';
import { print } from './output.js';

interface VerifyOptions {
  readonly database?: string;
  readonly json?: boolean;
}

/** `event-node verify` */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('Check every event of a log, which may be in use: nothing missing, nothing twice, nothing out of order.')
    .option('--database <url>', 'PostgreSQL that keeps the log [EVENT_NODE_DATABASE]')
    .option('--json', 'one line of JSON')
    .addHelpText(
      'after',
      `
Changes nothing. Sorting a large log takes room for temporary files in PostgreSQL: some 500 MB for ten million events. Where the extension
amcheck is installed and allowed, indexes are compared with their tables entry by entry, otherwise by their number of entries.

Exit code 0: the log is as it was written. 1: it is not, or could not be read.

Examples:
  EVENT_NODE_DATABASE=postgres://node:password@127.0.0.1:5432/events event-node verify
  event-node verify --json | jq .faults`,
    )
    .action(async (options: VerifyOptions) => {
      const progress = new ProgressLine(process.stderr);
      const found = await verifyLog({
        database: databaseOf(options.database),
        onProgress: (what, share) => progress.show(what, share),
      }).finally(() => progress.write(''));
      print(options.json ? JSON.stringify(found) : toText(found));
      process.exitCode = found.faults.length === 0 ? EXIT.ok : EXIT.failed;
    });
}

/** One line that is written over, on a terminal only. */
class ProgressLine {
  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(what: string, share?: number): void {
    this.write(`checking ${what}${share === undefined ? '' : ` ${Math.floor(share * 100)} %`} `);
  }

  write(text: string): void {
    if (this.stream.isTTY) this.stream.write(`\r\u001b[K${text}`);
  }
}

const indexWords: Record<Verification['indexes'], string> = {
  amcheck: 'indexes compared entry by entry',
  counts: 'indexes compared by their number of entries',
  'not at all': 'indexes not compared',
};

function toText({ events, streams, head, indexes, faults, warnings }: Verification): string {
  const line = (kind: string, { check, position, stream, what }: Fault): string => {
    const places = [
      ...(position === undefined ? [] : [`position ${position}`]),
      ...(stream === undefined ? [] : [`stream ${printable(stream)}`]),
    ];
    return `${kind} (${check})${places.length > 0 ? ` at ${places.join(', ')}` : ''}: ${printable(what)}`;
  };
  const listed = [...faults.map((fault) => line('fault', fault)), ...warnings.map((warning) => line('warning', warning))];
  if (faults.some(({ check }) => check === 'schema')) return [...listed, 'Nothing was verified.'].join('\n');
  return [...listed, `${events} events in ${streams} streams, head ${head}, ${indexWords[indexes]}`, verdictOn(faults)].join('\n');
}

function verdictOn(faults: readonly Fault[]): string {
  if (faults.length === 0) return 'The log is whole.';
  if (faults.every(({ check }) => check === 'indexes')) return 'The events are whole, an index is not: rebuild it, and verify again.';
  return 'The log is damaged. Do not repair it by hand: keep a copy, and restore a backup.';
}

/** Names come from clients: they must neither steer the terminal nor pass for lines of ours. */
const printable = (text: string): string => text.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
