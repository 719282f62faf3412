import { ConfigError, EmbeddedPostgresError, EXIT, LocalKeysError, withoutSecrets } from '@redress/platform';
import { type Command, CommanderError } from 'commander';

/** A command that failed for a reason its user can act on: one line that says what to do. */
export class CliError extends Error {
  override name = 'CliError';
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = EXIT.failed,
    /** What a machine may want beside the line, for `--json`. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Called wrongly: exit code 2. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.usage);
  }
}

/** Options that stand before or after every subcommand. */
interface GlobalOptions {
  readonly json?: boolean;
  readonly data?: string;
}

const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals<GlobalOptions>();

/** The data folder: `--data`, else REDRESS_DATA, else ./data. */
export const dataFolderOf = (command: Command): string => globalOptions(command).data ?? (process.env.REDRESS_DATA || './data');

/** One answer on standard output: `machine` as one line of JSON under `--json`, else `human`. */
export function print(command: Command, human: string, machine: unknown): void {
  process.stdout.write(`${globalOptions(command).json ? JSON.stringify(machine) : human}\n`);
}

/** Says on standard error why a command ended, one line (one per mistake of the configuration), never a stack; returns the exit code. */
export function reportError(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage; // commander has said it
  const message = error instanceof Error ? error.message : String(error);
  const known =
    error instanceof CliError || error instanceof EmbeddedPostgresError || error instanceof LocalKeysError || error instanceof ConfigError;
  const exitCode = error instanceof CliError ? error.exitCode : error instanceof ConfigError ? EXIT.usage : EXIT.failed;
  const text = known ? message : `unexpected: ${withoutSecrets(message.split('\n')[0] || 'failed without a reason')}`;
  if (json) process.stderr.write(`${JSON.stringify({ error: text, ...(error instanceof CliError ? error.facts : {}) })}\n`);
  else for (const line of text.split('\n')) process.stderr.write(`redress: ${line}\n`);
  return exitCode;
}
