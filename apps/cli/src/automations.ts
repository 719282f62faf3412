import { type Command, InvalidArgumentError } from 'commander';
import { validate } from 'uuid';
import { connect, type Connection } from './connection.js';
import { print, UsageError } from './output.js';

interface Automation {
  readonly name: string;
  readonly position: string | null;
  readonly behind: string;
  readonly behindSeconds: number;
  readonly doneAt: string | null;
  readonly parked: number;
  readonly error: { readonly reason?: string } | null;
}

interface Parked {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly code: string;
  readonly reason: string;
  readonly tries: number;
  readonly parkedAt: string;
  readonly dismissed: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

/** `redress automations`: what follows by itself, how far it is, and what could not be done. */
export function registerAutomations(program: Command): void {
  const automations = program
    .command('automations')
    .description('Show what follows from events by itself, and see to what could not be done.')
    .addHelpText(
      'after',
      `
Examples:
  redress automations                                       how far each is, what it is behind, how much is parked
  redress automations parked send-letters                   what it could not do, and why
  redress automations parked send-letters --dismissed       what was given up, by whom and why
  redress automations retry send-letters 3f6c1d2e-5a77-4c41-b0a4-01976f3e6a52
  redress automations dismiss send-letters 3f6c1d2e-5a77-4c41-b0a4-01976f3e6a52 --reason "told by telephone"

What waits of one complaint is tried in its order, so retry what has a reason of its own; what is "behind" follows.
Exit codes: 0 ok, 1 failed, also where there is no such automation or nothing parked under the id, 2 wrong usage.`,
    );
  automations.command('list', { isDefault: true }).description('How far each automation is.').action(list);
  automations
    .command('parked <name>')
    .description('What an automation could not do, in the order in which it happened.')
    .option('--dismissed', 'what was dismissed, instead of what waits')
    .action(parked);
  automations
    .command('retry')
    .description('Have a parked event tried again at once.')
    .argument('<name>')
    .argument('<eventId>', 'as `parked` shows it', eventId)
    .action(retry);
  automations
    .command('dismiss')
    .description('Say that a parked event is not to be acted on any more; what waited behind it goes on.')
    .argument('<name>')
    .argument('<eventId>', 'as `parked` shows it', eventId)
    .option('--reason <text>', 'why, in a line; it is kept, so nothing personal')
    .action(dismiss);
}

const connected = (command: Command): Promise<Connection> => connect(command, { sub: 'redress-automations', roles: ['operator'] });
const pathOf = (name: string, ...rest: string[]): string => ['/v1/automations', ...[name, ...rest].map(encodeURIComponent)].join('/');

async function list(_options: object, command: Command): Promise<void> {
  const answer = await (await connected(command)).json<{ items: readonly Automation[] }>('/v1/automations');
  const rows = answer.items.map(({ name, behind, behindSeconds, parked: waiting, doneAt, error }) => [
    name,
    error
      ? `stopped: ${error.reason ?? 'see the log of the worker'}`
      : behind === '0'
        ? 'up to date'
        : `${behind} behind, ${behindSeconds} s`,
    `${waiting} parked`,
    doneAt === null ? 'has done nothing yet' : `last did something ${doneAt}`,
  ]);
  print(command, rows.length > 0 ? columns(rows) : 'No worker has run here yet.', answer);
}

async function parked(name: string, { dismissed }: { readonly dismissed?: true }, command: Command): Promise<void> {
  const connection = await connected(command);
  const items: Parked[] = [];
  for (let cursor = ''; ;) {
    const question = new URLSearchParams({ limit: '200', ...(dismissed && { dismissed: 'true' }), ...(cursor && { cursor }) });
    const page = await connection.json<{ items: readonly Parked[]; next: string | null }>(
      `${pathOf(name, 'parked')}?${question.toString()}`,
    );
    items.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  print(command, items.length > 0 ? items.map(toldOf).join('\n\n') : `Nothing is ${dismissed ? 'dismissed' : 'parked'}.`, { items });
}

async function retry(name: string, id: string, _options: object, command: Command): Promise<void> {
  const answer = await (await connected(command)).json<Parked>(pathOf(name, 'parked', id, 'retry'), {});
  print(command, `${id} is tried again; \`redress automations parked ${name}\` shows whether that helped.`, answer);
}

async function dismiss(name: string, id: string, { reason }: { readonly reason?: string }, command: Command): Promise<void> {
  if (!reason) throw new UsageError('automations dismiss needs --reason, for example --reason "told by telephone".');
  const answer = await (await connected(command)).json<Parked>(pathOf(name, 'parked', id, 'dismissal'), { reason });
  print(command, `${id} is dismissed; what waited behind it goes on.`, answer);
}

/** A parked event in a few lines. */
function toldOf({ eventId: id, stream, revision, type, code, reason, tries, parkedAt, dismissed }: Parked): string {
  return [
    id,
    `  ${type}, revision ${revision} of ${stream}`,
    `  ${code}: ${reason}`,
    `  parked ${parkedAt}, tried ${tries} ${tries === 1 ? 'time' : 'times'}`,
    ...(dismissed ? [`  dismissed ${dismissed.at} by ${dismissed.by}: ${dismissed.reason}`] : []),
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function eventId(text: string): string {
  if (!validate(text)) throw new InvalidArgumentError('The id of an event is a UUID.');
  return text;
}
