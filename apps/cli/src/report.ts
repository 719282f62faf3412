import { writeFile } from 'node:fs/promises';
import { type Report, reports } from '@redress/views';
import { type Command, Option } from 'commander';
import { connect } from './connection.js';
import { CliError, print, UsageError } from './output.js';
import { tableOf } from './report/table.js';
import { refusedQuestion } from './report/terminal.js';

const formats = ['table', 'csv', 'json'] as const;

interface ReportOptions {
  from?: string;
  to?: string;
  by?: string;
  bucket?: string;
  tz?: string;
  asOf?: string;
  knownAt?: string;
  set?: string[];
  format?: (typeof formats)[number];
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
    .addOption(new Option('--format <format>', 'csv and json are what the server answers (default: table)').choices(formats))
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
  redress report volume --from 2026-10-01 --to 2026-11-01 --known-at 2026-11-02 --format csv -o october.csv`,
    )
    .action(report);
}

async function report(name: string | undefined, options: ReportOptions, command: Command): Promise<void> {
  if (name === undefined) {
    const machine = reports.map(({ name: known, number, question: answers }) => ({ name: known, number, question: answers }));
    print(command, listed(), { reports: machine });
    return;
  }
  const names = reports.map((one) => one.name);
  if (!names.includes(name)) throw new UsageError(`There is no report ${name}. There are: ${names.join(', ')}.`);
  const { from, to, by, bucket, tz, asOf, knownAt, set = [], output } = options;
  if (from === undefined || to === undefined)
    throw new UsageError(`report ${name} needs --from and --to, for example --from 2026-01-01 --to 2026-02-01.`);
  const format = formatOf(options, command);

  const question = new URLSearchParams({ format: format === 'csv' ? 'csv' : 'json' });
  for (const [parameter, value] of Object.entries({ from, to, by, bucket, tz, asOf, knownAt }))
    if (value !== undefined) question.set(parameter, value);
  for (const one of set) {
    const [parameter, value] = one.split('=', 2);
    if (!parameter || !value) throw new UsageError(`--set ${one}: give a name and a value, for example --set limit=5.`);
    question.set(parameter, value);
  }
  const connection = await connect(command, { sub: 'redress-report', roles: ['analyst'] });
  const response = await connection.fetch(`/v1/reports/${name}?${question.toString()}`).catch((error: unknown) => {
    throw refusedQuestion(error);
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  await put(inFormat(format, bytes), output);
}

function formatOf({ format }: ReportOptions, command: Command): (typeof formats)[number] {
  if (command.optsWithGlobals<{ json?: boolean }>().json !== true) return format ?? 'table';
  if (format !== undefined && format !== 'json') throw new UsageError(`--json and --format ${format} contradict each other: give one.`);
  return 'json';
}

/** CSV goes out byte for byte as the server made it, so that its hash can be compared; the rest ends its last line. */
function inFormat(format: (typeof formats)[number], bytes: Buffer): Buffer | string {
  if (format === 'csv') return bytes;
  return format === 'json' ? `${bytes.toString()}\n` : `${tableOf(JSON.parse(bytes.toString()) as Report)}\n`;
}

async function put(content: Buffer | string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(content);
    return;
  }
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new CliError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
}
