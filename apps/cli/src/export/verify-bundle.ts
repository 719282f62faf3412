import { type BundleReport, reportLines, verifyBundle } from '@redress/audit';
import type { Command } from 'commander';
import { CliError, print } from '../output.js';

/**
 * Verifies a bundle offline, and says what came of it.
 *
 * @throws CliError exit code 1 if it is not what was signed, 2 if there is no such file
 */
export function verifyBundleFile(
  command: Command,
  file: string,
  fingerprints: readonly string[],
  facts: Readonly<Record<string, unknown>> = {},
): void {
  const report = verified(file, fingerprints);
  const lines = reportLines(report);
  print(command, lines.join('\n'), { bundle: file, ...facts, ...report });
  if (!report.verified) throw new CliError(`${file}: ${lines[0]}`, 1, { bundle: file });
}

function verified(file: string, fingerprints: readonly string[]): BundleReport {
  const isTerminal = process.stderr.isTTY;
  try {
    return verifyBundle(file, {
      fingerprints,
      onProgress: (done, of) => {
        if (isTerminal && of > 20) process.stderr.write(done === of ? '\r\u001b[K' : `\rverifying: file ${done} of ${of}`);
      },
    });
  } catch (error) {
    throw new CliError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).`, 2);
  }
}
