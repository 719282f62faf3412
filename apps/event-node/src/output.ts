import { UsersFileError } from '@redress/event-node';
import { ConfigError, EXIT, withoutSecrets } from '@redress/platform';
import { CommanderError } from 'commander';

/** A command that failed for a reason its user can act on: one line that says what to do. */
export class CliError extends Error {
  override name = 'CliError';
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = EXIT.failed,
  ) {
    super(message);
  }
}

/** Says on standard error why a command ended, one line each, never a stack and never a secret; returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage; // commander has said it
  const exitCode = error instanceof CliError ? error.exitCode : error instanceof ConfigError ? EXIT.usage : EXIT.failed;
  const message = error instanceof Error ? error.message || error.name : String(error);
  const known = error instanceof CliError || error instanceof ConfigError || error instanceof UsersFileError;
  const text = known ? message : withoutSecrets(message.split('\n')[0]!);
  for (const line of text.split('\n')) process.stderr.write(`event-node: ${line}\n`);
  return exitCode;
}

/** Answers go to standard output, everything else to standard error. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Aligned columns: names to the left, what was measured to the right of them. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
