import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { connect } from './connection.js';
import { cfpb } from './import/cfpb.js';
import { csv } from './import/csv.js';
import { MapRefused, parseMap } from './import/csv-map.js';
import { DrySender } from './import/dry-run.js';
import type { Format } from './import/format.js';
import { Progress } from './import/progress.js';
import { rejectsNameFor } from './import/rejects.js';
import { type FileReport, render, type Report, sum } from './import/report.js';
import { importFile, newReport, prepare, type PreparedFile } from './import/run.js';
import { HttpSender, type Sender } from './import/sender.js';
import { FileRefused, isEncoding } from './import/source-file.js';
import { TimeZone } from './import/time-zone.js';
import { onInterrupt } from './interrupt.js';
import { CliError, print, UsageError } from './output.js';

interface ImportOptions {
  format: 'cfpb' | 'csv';
  map?: string;
  dryRun?: true;
  rejects?: string;
  timeZone: TimeZone;
  encoding?: string;
  concurrency: number;
}

/** `redress import`: takes case histories of other systems over. */
export function registerImport(program: Command): void {
  program
    .command('import <files...>')
    .description('Take case histories over from CSV files, plain or gzip-compressed. The same row is never taken in twice.')
    .addOption(
      new Option('--format <format>', 'whose files: cfpb = US Consumer Complaint Database, csv = any, by a map')
        .choices(['cfpb', 'csv'])
        .makeOptionMandatory(),
    )
    .option('--map <file>', 'JSON that says which column means what (for --format csv; see docs/import.md)')
    .option('--dry-run', 'read, map and check everything, write nothing; needs no server')
    .option(
      '--rejects <file>',
      'where rows that cannot be imported go, with the reason (default: <name>.rejects.csv in the current folder)',
    )
    .addOption(
      new Option('--time-zone <zone>', 'whose midnight a date without a time means')
        .argParser(timeZone)
        .default(new TimeZone('UTC'), 'UTC'),
    )
    .option('--encoding <name>', 'of the text, where it is not UTF-8, e.g. windows-1252 or gb18030', encoding)
    .option('--concurrency <n>', 'requests under way at once', concurrency, 4)
    .addHelpText(
      'after',
      `
Examples:
  redress import complaints.csv.gz --format cfpb --dry-run     what would happen, without a server
  redress import complaints.csv.gz --format cfpb               Ctrl-C stops cleanly; the same command goes on
  redress import 2014.csv 2016.csv --format cfpb --time-zone America/New_York
  redress import tickets.csv --format csv --map map.json --rejects refused.csv --json

Exit codes: 0 all files were read to the end (rejected rows are counted and written to a file), 1 a file was refused or the
import broke off, 2 wrong usage. Corrected rows can be imported from the reject file as it is.`,
    )
    .action(runImport);
}

async function runImport(paths: string[], options: ImportOptions, command: Command): Promise<void> {
  checkUsage(paths, options);
  const now = new Date().toISOString();
  const { format, encoding: mapEncoding } = await formatOf(options, now);
  const files = await prepareAll(paths, format, options.encoding ?? mapEncoding ?? 'utf-8');
  const stop = new AbortController();
  const sender = options.dryRun === true ? new DrySender(now) : await httpSender(command, stop.signal);

  const started = performance.now();
  const reports = files.map(({ source }) => newReport(source.name));
  const unlisten = onInterrupt(stop);
  const error = await importAll(files, reports, { ...options, format, sender, stop: stop.signal }).finally(unlisten);
  const report = reportOf(
    reports,
    options.dryRun === true,
    stop.signal.aborted && reports.some(({ complete }) => !complete),
    error,
    (performance.now() - started) / 1000,
  );
  print(command, render(report), report);
  if (error !== undefined) throw error;
  if (report.interrupted) process.exitCode = 1;
}

async function importAll(
  files: readonly PreparedFile[],
  reports: readonly FileReport[],
  options: Omit<ImportOptions, 'format'> & { format: Format; sender: Sender; stop: AbortSignal },
): Promise<Error | undefined> {
  const total = files.reduce((bytes, { source }) => bytes + source.size, 0);
  const progress = new Progress(total, () => files.reduce((bytes, { source }) => bytes + source.bytesRead, 0));
  try {
    for (const [i, file] of files.entries()) {
      const report = reports[i];
      if (report === undefined || options.stop.aborted) break;
      await importFile(file, report, {
        format: options.format,
        sender: options.sender,
        concurrency: options.concurrency,
        rejects: options.rejects ?? rejectsNameFor(file.source.name),
        stop: options.stop,
        onProgress: (rows) => progress.add(rows),
      });
    }
    return undefined;
  } catch (error) {
    if (error instanceof FileRefused) return new CliError(error.message);
    if (error instanceof CliError) return error;
    throw error;
  } finally {
    progress.end();
  }
}

function checkUsage(paths: readonly string[], options: ImportOptions): void {
  if (options.format === 'csv' && options.map === undefined) throw new UsageError('--format csv needs --map <file>, see docs/import.md.');
  if (options.format === 'cfpb' && options.map !== undefined) throw new UsageError('--map belongs to --format csv; cfpb has its own.');
  if (options.rejects !== undefined && paths.length > 1)
    throw new UsageError('--rejects names one file: leave it out, or import the files one by one.');
  const targets = paths.map((path) => resolve(options.rejects ?? rejectsNameFor(basename(path))));
  const twice = targets.find((target, i) => targets.indexOf(target) !== i);
  if (twice !== undefined)
    throw new UsageError(`Two files would write their rejected rows to ${basename(twice)}: import them one by one with --rejects.`);
  const own = targets.find((target) => paths.some((path) => resolve(path) === target));
  if (own !== undefined)
    throw new UsageError(`Rejected rows would be written over ${basename(own)}, which is to be read: name another file with --rejects.`);
}

async function formatOf(options: ImportOptions, now: string): Promise<{ format: Format; encoding?: string }> {
  if (options.map === undefined) return { format: cfpb(options.timeZone, now) };
  const { map: path } = options;
  if (!existsSync(path)) throw new UsageError(`${path}: no such file.`);
  try {
    const map = parseMap(await readFile(path, 'utf8'));
    return { format: csv(map, options.timeZone, now), ...(map.encoding === undefined ? {} : { encoding: map.encoding }) };
  } catch (error) {
    if (error instanceof MapRefused) throw new CliError(error.faults.map((fault) => `${path}: ${fault}`).join('\n'));
    throw new CliError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
}

/** Every file is looked at before anything is sent: one that is refused stops them all. */
async function prepareAll(paths: readonly string[], format: Format, name: string): Promise<PreparedFile[]> {
  const prepared = await Promise.allSettled(paths.map((path) => prepare(path, format, name)));
  const refusals = prepared.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  const unexpected = refusals.find((error) => !(error instanceof FileRefused));
  if (unexpected !== undefined) throw unexpected;
  if (refusals.length > 0) {
    const others = paths.length > refusals.length ? '\nNothing of the other files was imported.' : '';
    throw new CliError(refusals.map((error) => error.message).join('\n') + others);
  }
  return prepared.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function httpSender(command: Command, stop: AbortSignal): Promise<Sender> {
  const connection = await connect(command, { sub: 'import', roles: ['service'] });
  return new HttpSender({ fetch: (path, init) => connection.fetch(path, init), stop });
}

function reportOf(files: readonly FileReport[], dryRun: boolean, interrupted: boolean, error: Error | undefined, seconds: number): Report {
  const total = sum(files);
  const perSecond = Math.round((total.imported + total.alreadyThere) / Math.max(seconds, 0.001));
  return { dryRun, ...total, files, interrupted, error: error?.message ?? null, seconds: Math.round(seconds * 1000) / 1000, perSecond };
}

function timeZone(name: string): TimeZone {
  try {
    return new TimeZone(name);
  } catch {
    throw new InvalidArgumentError('Give an IANA time zone such as America/New_York.');
  }
}

function encoding(name: string): string {
  if (!isEncoding(name)) throw new InvalidArgumentError('Unknown encoding.');
  return name;
}

function concurrency(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 32) throw new InvalidArgumentError('Give a whole number from 1 to 32.');
  return n;
}
