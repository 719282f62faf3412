import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type Report, reports } from '@redress/views';
import { type Command, Option } from 'commander';
import { connect } from './connection.js';
import { CliError, print, UsageError } from './output.js';
import { tableOf } from './report/table.js';
import { refusedQuestion } from './report/terminal.js';

const formats = ['table', 'csv', 'json', 'xlsx', 'parquet', 'html'] as const;
type Format = (typeof formats)[number];
/** What the server sends as it is to be kept. */
const files: readonly Format[] = ['csv', 'xlsx', 'parquet', 'html'];
/** What no terminal can show. */
const binaries: readonly Format[] = ['xlsx', 'parquet'];

interface ReportOptions {
  from?: string;
  to?: string;
  by?: string;
  bucket?: string;
  tz?: string;
  asOf?: string;
  knownAt?: string;
  set?: string[];
  complaints?: string;
  where?: string[];
  management?: boolean;
  lang?: string;
  format?: Format;
  output?: string;
}

/** A line for each report that there is. */
const listed = (): string =>
  reports.map(({ name, question }) => `${name.padEnd(Math.max(...reports.map((one) => one.name.length)))}  ${question}`).join('\n');

/** `redress report`: asks the running server for a management report. */
export function registerReport(program: Command): void {
  program
    .command('report [name]')
    .description('Print a management report; without a name, which there are.')
    .option('--from <time>', "beginning of the period, in it: a date (its midnight in the report's zone) or an instant with offset")
    .option('--to <time>', 'end of the period, no longer in it')
    .option(
      '--by <dimensions>',
      'what to split by, comma separated, e.g. channel,product; a wrong one is answered with those of the report',
    )
    .option('--bucket <period>', 'one row per day, week, month, quarter or year')
    .option('--tz <zone>', "whose days these are, an IANA name (default: the server's)")
    .option('--as-of <time>', 'count what had happened by then (default: now)')
    .option('--known-at <time>', 'count what was recorded by then (default: what is known now)')
    .option('--set <name=value...>', 'what some reports take beside, e.g. limit=5 of hot-spots; a wrong one is answered with what it takes')
    .option('--complaints <column>', 'the complaints behind a column that leads to some, all of them, as csv, xlsx or parquet')
    .option('--where <dimension=value...>', 'with --complaints: of which rows; nothing after the = for those without a value')
    .option('--management', 'the management report of the period, for a board: html, or json')
    .addOption(new Option('--lang <language>', 'of html (default: en)').choices(['zh-CN', 'en']))
    .addOption(
      new Option('--format <format>', 'csv, json, xlsx, parquet and html are what the server answers (default: table)').choices(formats),
    )
    .option('-o, --output <file>', 'write to a file instead of the standard output')
    .addHelpText(
      'after',
      `
Reports:
${listed().replaceAll(/^/gm, '  ')}

Examples:
  redress report                                                      which reports there are
  redress report volume --from 2026-01-01 --to 2027-01-01 --bucket month
  redress report volume --from 2026-10-01 --to 2026-11-01 --by channel,product --tz Asia/Shanghai
  redress report compensation --from 2026-01-01 --to 2027-01-01 --bucket quarter --by remedy
  redress report satisfaction --from 2026-01-01 --to 2027-01-01 --by resolution
  redress report hot-spots --from 2026-10-01 --to 2026-11-01 --by cause,product --set limit=5
  redress report volume --from 2026-10-01 --to 2026-11-01 --known-at 2026-11-02 --format csv -o october.csv
  redress report backlog --from 2026-01-01 --to 2027-01-01 --bucket month --format xlsx -o backlog.xlsx
  redress report hot-spots --from 2026-10-01 --to 2026-11-01 --format html --lang zh-CN -o hot-spots.html
  redress report escalation --from 2026-01-01 --to 2027-01-01 --complaints escalations --where reached=level-3 --format parquet -o level-3.parquet
  redress report --management --from 2026-01-01 --to 2026-07-01 --lang zh-CN -o board.html`,
    )
    .action(report);
}

async function report(name: string | undefined, options: ReportOptions, command: Command): Promise<void> {
  if (options.management) return management(name, options, command);
  if (name === undefined) {
    const machine = reports.map(({ name: known, number, question: answers }) => ({ name: known, number, question: answers }));
    print(command, listed(), { reports: machine });
    return;
  }
  const names = reports.map((one) => one.name);
  if (!names.includes(name)) throw new UsageError(`There is no report ${name}. There are: ${names.join(', ')}.`);
  const { from, to, by, bucket, tz, asOf, knownAt, set = [], complaints, where = [], lang, output } = options;
  if (from === undefined || to === undefined)
    throw new UsageError(`report ${name} needs --from and --to, for example --from 2026-01-01 --to 2026-02-01.`);
  const format = formatOf(options, command, complaints === undefined ? 'table' : 'csv');
  if (complaints !== undefined && !['csv', 'xlsx', 'parquet'].includes(format))
    throw new UsageError(`--complaints come as csv, xlsx or parquet, not as ${format}.`);
  if (complaints === undefined && where.length > 0) throw new UsageError('--where goes with --complaints.');
  if (lang !== undefined && format !== 'html') throw new UsageError('--lang goes with --format html.');
  const target = targetOf(format, output);

  const question = new URLSearchParams({ format: format === 'table' ? 'json' : format });
  for (const [parameter, value] of Object.entries({ from, to, by, bucket, tz, asOf, knownAt, lang, measure: complaints }))
    if (value !== undefined) question.set(parameter, value);
  for (const [parameter, value] of [...pairs('--set', set), ...pairs('--where', where)]) {
    if (value === '' && set.includes(`${parameter}=`))
      throw new UsageError(`--set ${parameter}=: give a value, for example --set limit=5.`);
    question.set(parameter, value);
  }
  await ask(
    command,
    ['analyst'],
    `/v1/reports/${name}${complaints === undefined ? '' : '/complaints'}?${question.toString()}`,
    format,
    target,
  );
}

/** The board paper of a period. */
async function management(name: string | undefined, options: ReportOptions, command: Command): Promise<void> {
  if (name !== undefined) throw new UsageError(`--management is a report of its own: leave out ${name}.`);
  const { from, to, tz, asOf, knownAt, lang, output } = options;
  if (from === undefined || to === undefined)
    throw new UsageError('report --management needs --from and --to, for example --from 2026-01-01 --to 2026-07-01.');
  for (const other of ['by', 'bucket', 'set', 'complaints', 'where'] as const)
    if (options[other] !== undefined) throw new UsageError(`--management does not take --${other}.`);
  const format = formatOf(options, command, 'html');
  if (format !== 'html' && format !== 'json') throw new UsageError(`--management comes as html or json, not as ${format}.`);
  const question = new URLSearchParams({ format });
  for (const [parameter, value] of Object.entries({ from, to, tz, asOf, knownAt, lang }))
    if (value !== undefined) question.set(parameter, value);
  await ask(command, ['analyst'], `/v1/management-report?${question.toString()}`, format, targetOf(format, output));
}

function pairs(option: string, given: readonly string[]): [string, string][] {
  return given.map((one) => {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError(`${option} ${one}: give a name and a value, for example --set limit=5.`);
    return [one.slice(0, at), one.slice(at + 1)];
  });
}

/** Where it goes: the file, else the standard output, where that can take it. */
function targetOf(format: Format, output: string | undefined): string | undefined {
  if (output === undefined && binaries.includes(format) && process.stdout.isTTY)
    throw new UsageError(`${format} is nothing for a terminal: give a file, for example -o report.${format}.`);
  return output;
}

/** What the server answers, as it comes, or for a person once it is whole. */
async function ask(command: Command, roles: readonly string[], path: string, format: Format, output: string | undefined): Promise<void> {
  const connection = await connect(command, { sub: 'redress-report', roles });
  const response = await connection.fetch(path).catch((error: unknown) => {
    throw refusedQuestion(error);
  });
  if (files.includes(format)) await keep(response, output);
  else await keep(new Response(inFormat(format, Buffer.from(await response.arrayBuffer()))), output);
}

function formatOf({ format }: ReportOptions, command: Command, otherwise: Format): Format {
  if (command.optsWithGlobals<{ json?: boolean }>().json !== true) return format ?? otherwise;
  if (format !== undefined && format !== 'json') throw new UsageError(`--json and --format ${format} contradict each other: give one.`);
  return 'json';
}

/** With its last line ended. */
function inFormat(format: Format, bytes: Buffer): string {
  return format === 'json' ? `${bytes.toString()}\n` : `${tableOf(JSON.parse(bytes.toString()) as Report)}\n`;
}

/** Byte for byte as the server made it, so that its hash can be compared, and never all of it in memory. What broke off leaves no file that looks whole. */
async function keep({ body }: Response, file: string | undefined): Promise<void> {
  const bytes = Readable.fromWeb(body as ReadableStream);
  if (file === undefined) {
    await pipeline(bytes, process.stdout, { end: false });
    return;
  }
  const unfinished = `${file}.part`;
  try {
    await pipeline(bytes, createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== undefined && ['open', 'write', 'rename'].includes(syscall))
      throw new CliError(`${file}: cannot be written (${code ?? 'unknown reason'}).`);
    throw new CliError(`${file}: the server ended before all had come; nothing was kept.`);
  }
}
