import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { validate } from 'uuid';
import { connect } from './connection.js';
import { verifyBundleFile } from './export/verify-bundle.js';
import { CliError, UsageError } from './output.js';

interface ExportOptions {
  readonly out: string;
  readonly purpose: string;
  readonly complaint?: string[];
  readonly where?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly knownAt?: string;
  readonly personal?: 'withhold' | 'include';
  readonly fingerprint?: string[];
}

/** `redress export`: complaints with all that proves them, as one archive for an auditor, verified as soon as it is there. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('Write complaints with all that proves them into a zip that anybody can verify, and verify it.')
    .requiredOption('--out <file>', 'the zip to write; it must not exist')
    .requiredOption('--purpose <code>', 'what it is read for, kept in the log: letters, digits, spaces and . : / _ -')
    .option('--complaint <id...>', 'these complaints; goes without filters', ids)
    .option('--where <filter=value...>', 'any filter of the list of complaints; nothing after the = for those without a value')
    .option('--from <instant>', 'received then or later, with offset')
    .option('--to <instant>', 'received before')
    .option('--known-at <time>', 'nothing that was recorded later: an instant with offset, or a position of the log')
    .addOption(
      new Option('--personal <what>', 'whether the pages open what is personal; the events stay sealed (default: withhold)').choices([
        'withhold',
        'include',
      ]),
    )
    .option('--fingerprint <fingerprint...>', 'of the first key, as you noted it: whether it is the same is verified')
    .addHelpText(
      'after',
      `
Examples:
  redress export --out 2026.zip --purpose "audit 2026/1" --from 2026-01-01T00:00:00+08:00 --to 2027-01-01T00:00:00+08:00
  redress export --out severe.zip --purpose audit:7 --where severity=major --where status=closed --where unit=beijing --where unit=harbin
  redress export --out one.zip --purpose court:3-C-17 --complaint 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --personal include
  redress verify 2026.zip --fingerprint 1T3M…                 the same again, offline, wherever the file is

Without filters all complaints are in it. Needs the role auditor. Exit codes: 0 written and verified; 1 failed, or written and not verified; 2 wrong usage.`,
    )
    .action(exportBundle);
}

async function exportBundle(options: ExportOptions, command: Command): Promise<void> {
  const { out, purpose, complaint = [], where = [], from, to, knownAt, personal, fingerprint = [] } = options;
  if (existsSync(out)) throw new CliError(`${out} exists: name another file.`);
  const question = new URLSearchParams(complaint.map((id): [string, string] => ['complaintId', id]));
  for (const [name, value] of Object.entries({ from, to, knownAt, personal })) if (value !== undefined) question.set(name, value);
  for (const one of where) {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError(`--where ${one}: give a filter and a value, for example --where status=closed.`);
    question.append(one.slice(0, at), one.slice(at + 1));
  }
  const connection = await connect(command, { sub: 'redress-export', roles: ['auditor'] });
  const response = await connection.fetch(`/v1/audit/bundles?${question.toString()}`, { headers: { 'redress-purpose': purpose } });
  const partial = `${out}.part`;
  try {
    const bytes = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(bytes, telling(), createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined && ['open', 'write', 'rename'].includes(syscall))
      throw new CliError(`${out}: cannot be written (${code ?? 'unknown reason'}).`);
    throw new CliError(`${out}: the server ended before all had come; nothing was kept.`);
  }
  verifyBundleFile(command, out, fingerprint, { out });
}

/** Passes bytes on, and tells a terminal how many there are. */
function telling(): Transform {
  let [bytes, told] = [0, 0];
  const isTerminal = process.stderr.isTTY;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (isTerminal && Date.now() - told > 200) {
        told = Date.now();
        process.stderr.write(`\rwriting: ${(bytes / 1e6).toFixed(1)} MB`);
      }
      done(null, chunk);
    },
    flush(done) {
      if (isTerminal) process.stderr.write('\r\u001b[K');
      done();
    },
  });
}

function ids(text: string, before: string[] = []): string[] {
  if (!validate(text)) throw new InvalidArgumentError('Give the UUID of a complaint.');
  return [...before, text.toLowerCase()];
}
