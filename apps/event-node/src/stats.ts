import { setTimeout as delay } from 'node:timers/promises';
import { askStats, logSize } from '@redress/event-node';
import type { LogSize, NodeStats, SubscriberStats } from '@redress/event-node';
import { EXIT } from '@redress/platform';
import { type Command, InvalidArgumentError } from 'commander';
import { databaseOf } from './connection.js';
import { CliError, print, reportError, table } from './output.js';

/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = '42P01';

interface StatsOptions {
  readonly connection?: string;
  readonly database?: string;
  readonly json?: boolean;
  readonly watch?: number;
}

/** `event-node stats` */
export function registerStats(program: Command): void {
  program
    .command('stats')
    .description('How large a log is, and what a running node is doing.')
    .option('--connection <url>', 'a running node: esdb://user:password@host:2113?tlsCAFile=ca.crt')
    .option('--database <url>', 'PostgreSQL that keeps the log [EVENT_NODE_DATABASE, if no connection is given]')
    .option('--watch <seconds>', 'again and again, until Ctrl-C', toSeconds)
    .option('--json', 'JSON, one line each time')
    .addHelpText(
      'after',
      `
A node with users tells this to members of $ops and $admins.

Examples:
  event-node stats --connection 'esdb://127.0.0.1:2113?tls=false' --watch 5
  EVENT_NODE_DATABASE=postgres://node:password@127.0.0.1:5432/events event-node stats`,
    )
    .action(async (options: StatsOptions) => {
      const ask = asking(options);
      await ask();
      while (options.watch !== undefined) {
        await delay(options.watch * 1000);
        if (!options.json) print('');
        // What answered once is waited for: a node that is started again is what somebody watches.
        await ask().catch(reportError);
      }
    });
}

function asking({ connection, database: given, json }: StatsOptions): () => Promise<void> {
  if (connection === undefined && !given && !process.env.EVENT_NODE_DATABASE) {
    throw new CliError('say what to ask: --connection for a running node, --database or EVENT_NODE_DATABASE for its log.', EXIT.usage);
  }
  const database = connection === undefined || given ? databaseOf(given) : undefined;
  return async () => {
    const [size, node] = await Promise.all([database && sizeOf(database), connection === undefined ? undefined : askStats(connection)]);
    print(json ? JSON.stringify({ ...(size && { log: size }), ...(node && { node: toNodeJson(node) }) }) : toText(size || undefined, node));
  };
}

function sizeOf(database: string): Promise<LogSize> {
  return logSize(database).catch((error: unknown) => {
    throw (error as { readonly code?: string }).code === UNDEFINED_TABLE ? new CliError('there is no log in this database') : error;
  });
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 3600)) throw new InvalidArgumentError('Give seconds, from 1 to 3600.');
  return seconds;
}

const isSubscriber = (name: string): boolean => /^subscriber-\d+$/.test(name);

function subscribersOf(stats: NodeStats): SubscriberStats[] {
  return Object.entries(stats).flatMap(([name, value]) => (isSubscriber(name) ? [JSON.parse(value) as SubscriberStats] : []));
}

/** All values are numbers but the subscribers, which are listed. */
function toNodeJson(stats: NodeStats): object {
  const facts = Object.entries(stats).filter(([name]) => !isSubscriber(name) && name !== 'subscribers');
  return { ...Object.fromEntries(facts.map(([name, value]) => [name, Number(value)])), subscribers: subscribersOf(stats) };
}

const count = (value: number): string => value.toLocaleString('en');

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${(value / 1000 ** power).toLocaleString('en', { maximumFractionDigits: 1 })} ${units[power]}`;
}

function toText(size: LogSize | undefined, stats: NodeStats | undefined): string {
  const sections: string[] = [];
  if (size) {
    sections.push(
      table([
        ['events', count(size.events)],
        ['streams', count(size.streams)],
        ['tables', bytes(size.tableBytes)],
        ['indexes', bytes(size.indexBytes)],
        ['oldest', size.oldest ?? 'none'],
        ['newest', size.newest ?? 'none'],
      ]),
    );
  }
  if (stats) {
    const { subscribers: _, ...facts } = stats;
    const named = Object.entries(facts).filter(([name]) => !isSubscriber(name));
    sections.push(
      table(
        named.map(([name, value]) => [name.replaceAll('-', ' '), name.endsWith('bytes') ? bytes(Number(value)) : count(Number(value))]),
      ),
    );
    const subscribers = subscribersOf(stats);
    const rows = subscribers.map(({ stream, filter, position, lag }) => [stream, filter ?? '', count(position), count(lag)]);
    sections.push(rows.length === 0 ? 'no subscribers' : table([['subscribed to', 'filter', 'position', 'lag'], ...rows]));
  }
  return sections.join('\n\n');
}
