import { loadConfig } from '@redress/platform';
import { type Command, InvalidArgumentError } from 'commander';
import { validate } from 'uuid';
import { connect, type Connection } from './connection.js';
import { CliError, print, UsageError } from './output.js';
import type { Cut, HistoryAnswer } from './replay/told.js';
import { differenceOf, whyOf, type DifferenceAnswer } from './replay/why.js';
import { clockOf } from './replay/words.js';
import { refusedQuestion } from './report/terminal.js';

interface ReplayOptions extends Cut {
  readonly timeZone?: string;
  readonly why?: true;
  readonly from?: string;
  readonly to?: string;
  readonly purpose: string;
}

/** `redress replay`: the story of one complaint, proven. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('Tell the story of one complaint, event by event, and verify its hash chain here.')
    .argument('<id>', "the complaint's id, a UUID", complaintId)
    .option('--as-of <instant>', 'only what had happened by then', instant)
    .option('--known-at <instant>', 'only what was recorded by then', instant)
    .option('--revision <n>', 'only the events up to this revision, the first is 0', revision)
    .option('--time-zone <zone>', 'in which times are told (default: REDRESS_TIME_ZONE, else UTC)', timeZone)
    .option('--why', 'why each event is there: who, by which command and rule, caused by what, and what it changed')
    .option('--from <moment>', 'what differs from this moment on: a revision, an instant (business time) or knownAt:<instant>', moment)
    .option('--to <moment>', 'until this one; as it is now, if left out', moment)
    .option('--purpose <text>', 'what --why, --from and --to are asked for: a code or reference, kept in the log', purpose, 'replay')
    .addHelpText(
      'after',
      `
Examples:
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --time-zone Asia/Shanghai | less
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --as-of 2026-11-01T00:00:00+08:00    as it stood then
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --known-at 2026-11-01T00:00:00Z      as it was known then
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --revision 3 --json
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --why --purpose 'CASE 2026/17'
  redress replay 01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77 --from 3 --to knownAt:2026-11-01T00:00:00Z

The whole chain is verified, whatever is told. Exit codes: 0 it is as it was written; 1 it is not, or there is no such complaint;
2 wrong usage.`,
    )
    .action(replay);
}

async function replay(id: string, options: ReplayOptions, command: Command): Promise<void> {
  const { timeZone: zone = loadConfig(process.env, []).timeZone, asOf, knownAt, revision: last } = options;
  const cut = { asOf, knownAt, revision: last };
  const isDifference = options.from !== undefined || options.to !== undefined;
  if (isDifference && (options.why || Object.values(cut).some((value) => value !== undefined)))
    throw new UsageError('--from and --to say which moments are compared: they go with none of --why, --as-of, --known-at and --revision.');
  const connection = await connect(command, { sub: 'redress-replay', roles: ['auditor'] });
  if (isDifference || options.why) return explain(id, options, cut, zone, connection, command);
  const answer = await connection.json<HistoryAnswer>(`/v1/complaints/${id}/history?include=stored`).catch((error: unknown) => {
    throw damaged(error) ?? refusedQuestion(error);
  });

  // The event store's client takes its time to load: the other commands do not wait for it.
  const [{ prove, upTo }, { storyOf, verdictOf }] = await Promise.all([import('./replay/proof.js'), import('./replay/story.js')]);
  const { verdict, events } = prove(id, answer);
  if (verdict.verified && last !== undefined && last >= verdict.events)
    throw new CliError(`The complaint's last revision is ${verdict.events - 1}.`, 1, { last: verdict.events - 1 });
  const told = upTo(events, cut);
  const story = storyOf({ complaintId: id, events: told, of: events.length, cut, verdict, timeZone: zone });
  print(command, story, { complaintId: id, chain: verdict, events: told });
  if (!verdict.verified) throw new CliError(verdictOf(verdict), 1, { ...verdict });
}

/** Asked as an audit, and so on record with its purpose. */
async function explain(
  id: string,
  { from, to, why, purpose: said }: ReplayOptions,
  cut: Cut,
  zone: string,
  connection: Connection,
  command: Command,
): Promise<void> {
  const asked = Object.entries(why ? cut : { from, to }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const path = `/v1/audit/complaints/${id}/${why ? 'why' : 'difference'}?${String(new URLSearchParams(asked))}`;
  const answer = await connection
    .json<DifferenceAnswer>(path, undefined, { headers: { 'Redress-Purpose': said } })
    .catch((error: unknown) => {
      throw damaged(error) ?? refusedQuestion(error);
    });
  print(command, (why ? whyOf : differenceOf)(answer, clockOf(zone)), answer);
}

/** The server verifies as well, and hands nothing out that fails. */
function damaged(error: unknown): CliError | undefined {
  if (!(error instanceof CliError) || error.facts.code !== 'history-damaged') return undefined;
  const { stream, revision: at } = error.facts.facts as { stream: string; revision: number };
  const reason = 'the server found that it is not what was written, and hands nothing out';
  return new CliError(`chain NOT verified: ${stream} revision ${at}: ${reason}`, 1, { stream, revision: at, reason });
}

function complaintId(text: string): string {
  if (!validate(text)) throw new InvalidArgumentError('Give the UUID of a complaint.');
  return text.toLowerCase();
}

function instant(text: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text)?.[1];
  // `Date.parse` takes February 30th for March 2nd.
  const exists = day !== undefined && !Number.isNaN(Date.parse(text)) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (!exists) throw new InvalidArgumentError('Give a date and time with offset, such as 2026-11-22T08:00:00+08:00.');
  return new Date(text).toISOString();
}

function moment(text: string): string {
  const [, name, said = ''] = /^(?:(revision|asOf|knownAt):)?(.*)$/.exec(text) ?? [];
  if (/^\d{1,15}$/.test(said) && (name === undefined || name === 'revision')) return text;
  if (name === 'revision') throw new InvalidArgumentError('Give a revision such as 3.');
  return `${name ?? 'asOf'}:${instant(said)}`;
}

function purpose(text: string): string {
  if (!/^[A-Za-z0-9 .:/_-]{1,100}$/.test(text) || text.trim() === '')
    throw new InvalidArgumentError('Give 1 to 100 letters, digits, spaces or . : / _ -.');
  return text;
}

function revision(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0.');
  return Number(text);
}

function timeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Give an IANA time zone such as Asia/Shanghai.');
  }
}
