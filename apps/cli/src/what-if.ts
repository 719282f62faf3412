import { createWriteStream, type WriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { csvHeader, csvRows, type Report } from '@redress/views';
import { caseColumns, caseRow, type ChangedCase, type Table, type WhatIfResult } from '@redress/what-if';
import { type Command } from 'commander';
import { connect, type Connection } from './connection.js';
import { Progress } from './import/progress.js';
import { onInterrupt } from './interrupt.js';
import { CliError, print, UsageError } from './output.js';
import { refusedQuestion, visible, widthOf } from './report/terminal.js';

interface WhatIfOptions {
  readonly matrix?: string;
  readonly pack?: string;
  readonly calendar?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tz?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly csv?: string;
  readonly cases?: true;
}

interface Candidate {
  readonly kind: string;
  readonly version: number | null;
  readonly digest: string | null;
}
type Result = WhatIfResult & { readonly candidates: readonly Candidate[]; readonly knownAt: string | null };

/** A line of the answer. */
type Line =
  | { readonly progress: { readonly events: number; readonly position: string; readonly of: string | null } }
  | { readonly case: ChangedCase }
  | { readonly result: Result }
  | { readonly problem: { readonly status: number; readonly code: string; readonly detail: string; readonly facts: object } };

/** `redress what-if`: what another matrix, pack or calendar would have changed. */
export function registerWhatIf(program: Command): void {
  program
    .command('what-if')
    .description('Decide history again under another authority matrix, pack or calendar: what would have changed. Nothing is recorded.')
    .option('--matrix <candidate>', 'an authority matrix')
    .option('--pack <candidate>', 'packs: those that change, or all')
    .option('--calendar <candidate>', 'calendars: those that change, or all')
    .option('--from <time>', 'rounds requested and complaints received from then on: a date or an instant with offset')
    .option('--to <time>', 'and before then')
    .option('--tz <zone>', "of dates, an IANA name (default: the server's)")
    .option('--as-of <time>', 'leave out what happened later, and judge running clocks then (default: the end of the log)')
    .option('--known-at <time>', 'leave out what was recorded later; or a position of the log')
    .option('--csv <file>', 'write the changed cases to a file')
    .option('--cases', 'print the changed cases too')
    .addHelpText(
      'after',
      `
A candidate is a file of JSON, - for the standard input, the number of a version that was published, or in-force: whatever was in force then.

Examples:
  redress policies show matrix > matrix.json                 the matrix in force, to be edited
  redress policies show packs > packs.json                   the same of packs and calendars
  redress what-if --matrix matrix.json --csv changed.csv
  redress what-if --pack packs.json --from 2026-01-01 --to 2026-07-01
  redress what-if --matrix 2 --calendar calendars.json --json
  redress what-if --matrix in-force                          changes nothing: the proof that it decides as it was decided

The log is read once, from its beginning; Ctrl-C ends that. What is decided again, and what cannot be known: docs/what-if.md.
Exit codes: 0 ok, 1 refused or failed, 2 wrong usage.`,
    )
    .action(ask);
}

async function ask(options: WhatIfOptions, command: Command): Promise<void> {
  const { matrix, pack, calendar, from, to, tz, asOf, knownAt, csv, cases } = options;
  if (matrix === undefined && pack === undefined && calendar === undefined)
    throw new UsageError('what-if needs a candidate: --matrix, --pack or --calendar, for example --matrix matrix.json.');
  const question = {
    ...(matrix !== undefined && { matrix: await candidateIn(matrix) }),
    ...(pack !== undefined && { packs: await candidateIn(pack, 'document') }),
    ...(calendar !== undefined && { calendars: await candidateIn(calendar, 'document') }),
    ...Object.fromEntries(Object.entries({ from, to, tz, asOf, knownAt }).filter(([, value]) => value !== undefined)),
  };
  const connection = await connect(command, { sub: 'redress-what-if', roles: ['analyst'] });
  const stop = new AbortController();
  const unlisten = onInterrupt(stop);
  const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
  try {
    const file = csv === undefined ? undefined : await opened(csv);
    const listed: ChangedCase[] = [];
    const result = await read(connection, question, stop.signal, async (changed) => {
      if (file && !file.write(csvRows(columns, [caseRow(changed)]))) await once(file, 'drain');
      if (cases) listed.push(changed);
    });
    if (file) await closed(file);
    print(command, told(result, listed), isJson && cases ? { ...result, cases: listed } : result);
  } catch (error) {
    if (stop.signal.aborted) throw new CliError('Stopped: nothing was decided.');
    throw error;
  } finally {
    unlisten();
  }
}

const columns = caseColumns as Report['columns'];

/** Reads the answer line by line, showing how far it is. */
async function read(
  connection: Connection,
  question: object,
  signal: AbortSignal,
  each: (changed: ChangedCase) => Promise<void>,
): Promise<Result> {
  const response = await connection
    .fetch('/v1/what-if', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify(question),
      signal,
    })
    .catch((error: unknown) => {
      throw refused(error);
    });
  let [progress, position, events] = [undefined as Progress | undefined, 0, 0];
  try {
    for await (const text of linesOf(response)) {
      const line = JSON.parse(text) as Line;
      if ('case' in line) await each(line.case);
      else if ('result' in line) return line.result;
      else if ('problem' in line) throw new CliError(line.problem.detail, 1, line.problem);
      else {
        position = Number(line.progress.position);
        progress ??= new Progress(Number(line.progress.of), () => position, 'events');
        progress.add(line.progress.events - events);
        events = line.progress.events;
      }
    }
  } finally {
    progress?.end();
  }
  throw new CliError('The server ended its answer early: ask again.');
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  let pending = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (pending + decoder.decode(chunk, { stream: true })).split('\n');
    pending = lines.pop()!;
    yield* lines;
  }
  if (pending !== '') yield pending;
}

/** What the server says of a candidate names the place. */
function refused(error: unknown): unknown {
  const shown = refusedQuestion(error);
  if (!(shown instanceof CliError)) return shown;
  const { code, facts } = shown.facts as {
    code?: unknown;
    facts?: { path?: unknown; fields?: readonly { readonly field: string; readonly message: string }[] };
  };
  const fields = facts?.fields?.map(({ field, message }) => `${field}: ${message}`);
  const where = typeof facts?.path === 'string' ? facts.path : fields?.slice(0, 3).join('; ');
  return where === undefined ? shown : new CliError(`${String(code)} at ${where}: ${shown.message}`, shown.exitCode, shown.facts);
}

/** A version, what was in force, or a document: as it is published, or for `within` alone, as \`redress policies show\` prints it. */
async function candidateIn(said: string, within?: 'document'): Promise<object> {
  if (said === 'in-force') return { inForce: true };
  if (/^[1-9]\d{0,8}$/.test(said)) return { version: Number(said) };
  const document = await documentIn(said);
  return within === undefined || within in document ? document : { [within]: document };
}

async function documentIn(file: string): Promise<object> {
  const text = await (file === '-' ? textOf(process.stdin) : readFile(file, 'utf8')).catch((error: unknown) => {
    throw new CliError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  });
  try {
    const document = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  } catch (error) {
    throw new CliError(`${file}: is not JSON (${(error as Error).message}).`);
  }
  throw new CliError(`${file}: a candidate is an object, as \`redress policies show\` prints one.`);
}

async function textOf(input: AsyncIterable<unknown>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of input) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

async function opened(path: string): Promise<WriteStream> {
  const file = createWriteStream(path);
  try {
    await once(file, 'open');
  } catch (error) {
    throw new CliError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
  file.write(csvHeader(columns));
  return file;
}

async function closed(file: WriteStream): Promise<void> {
  file.end();
  await once(file, 'close');
}

/** The answer for a person: under what, each table with its name, and what its columns mean where that is not plain. */
function told(result: Result, listed: readonly ChangedCase[]): string {
  const { candidates, from, to, asOf, position, events, complaints, changed, tables, decidedUnder } = result;
  const period = from || to ? ` from ${from ?? 'ever'} to before ${to ?? 'ever'}` : '';
  const said = candidates.map(({ kind, version, digest }) =>
    version === null ? `${kind} in force` : `${kind} ${version} (${digest!.slice(0, 12)})`,
  );
  const under = Object.entries(decidedUnder).flatMap(([kind, versions]) => (versions.length > 0 ? [`${kind} ${versions.join(', ')}`] : []));
  const shown = Object.entries(tables).filter(([, { rows }]) => rows.length > 0);
  return [
    `What if: ${said.join(', ')}${period}; as of ${asOf ?? 'the beginning'}, position ${position ?? 'none'}`,
    `${events.toLocaleString('en')} events of ${complaints.toLocaleString('en')} ${complaints === 1 ? 'complaint' : 'complaints'}, decided under ${under.join('; ') || 'nothing that is asked about'}`,
    `${changed.toLocaleString('en')} ${changed === 1 ? 'case is' : 'cases are'} decided otherwise`,
    ...shown.flatMap(([name, table]) => ['', name, ...aligned(table)]),
    ...(listed.length > 0 ? ['', 'cases', ...aligned(tableOfCases(listed))] : []),
  ]
    .map((line) => visible(line))
    .join('\n');
}

/** Of the changed cases what fits a line. */
function tableOfCases(cases: readonly ChangedCase[]): Table {
  const shown = [
    'complaintId',
    'kind',
    'effect',
    'currency',
    'amount',
    'rolesBefore',
    'rolesAfter',
    'sufficed',
    'clock',
    'dueBefore',
    'dueAfter',
    'stateAfter',
  ];
  const rows = cases.map(caseRow);
  const isUsed = (name: string) => shown.includes(name) && rows.some((row) => row[name] !== null);
  return { columns: caseColumns.filter(({ name }) => isUsed(name)), rows };
}

function aligned({ columns: described, rows }: Table): string[] {
  const cells = [
    described.map(({ name }) => name),
    ...rows.map((row) => described.map(({ name, unit }) => cell(row[name] ?? null, unit, row))),
  ];
  const widths = described.map((_, i) => Math.max(...cells.map((line) => widthOf(line[i]!))));
  const isText = described.map(({ name }) => rows.every((row) => typeof row[name] !== 'number'));
  return cells.map((line) =>
    `  ${line
      .map((text, i) => {
        const space = ' '.repeat(widths[i]! - widthOf(text));
        return isText[i] ? text + space : space + text;
      })
      .join('  ')}`.trimEnd(),
  );
}

function cell(value: string | number | boolean | null, unit: string, { currency }: Table['rows'][number]): string {
  if (value === null) return '–';
  if (typeof value !== 'number') return visible(String(value));
  if (unit !== 'minor units' || typeof currency !== 'string') return value.toLocaleString('en');
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (value / 10 ** digits).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
