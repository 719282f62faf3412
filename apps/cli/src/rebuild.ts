import { eventTypes } from '@redress/commands';
import { EventStore } from '@redress/event-store';
import {
  abandonRebuilds,
  allViews,
  begunRebuilds,
  checkViews,
  dropFormerVersions,
  formerVersions,
  missingViews,
  rebuildViews,
  RebuildError,
  type Checked,
  type Leftover,
  type Rebuilt,
  type RebuildOptions,
  type View,
} from '@redress/views';
import type { Command } from 'commander';
import { onInterrupt } from './interrupt.js';
import { CliError, print, UsageError } from './output.js';
import { RebuildTeller } from './rebuild/teller.js';
import { storesOf } from './stores.js';

interface RebuildFlags {
  readonly check?: true;
  readonly missing?: true;
  readonly abandon?: true;
  readonly former?: true;
  readonly dropFormer?: true;
}

/** `redress rebuild`: views from the log anew, beside those that are in use. */
export function registerRebuild(program: Command): void {
  program
    .command('rebuild [views...]')
    .description('Build lists, numbers and reports anew from the log, or prove that they are what the log says, while everything goes on.')
    .option('--check', 'change nothing: fold the log anew and compare with what is there, row by row')
    .option('--missing', 'only what is not there yet, as before a new version of the program is started')
    .option('--abandon', 'drop what an unfinished rebuild has built so far')
    .option('--former', 'show the tables of former versions')
    .option('--drop-former', 'drop the tables of former versions, once no process of them runs any more')
    .addHelpText(
      'after',
      `
Views: ${allViews.map(({ name }) => name).join(', ')}

Examples:
  redress rebuild                       all views; Ctrl-C stops, and the same command goes on
  redress rebuild case-facts deadlines  these two
  redress rebuild --check               exit code 1 if a row differs, with its key
  redress rebuild --missing             before the processes of a new version are started
  redress rebuild --abandon             rather not, after all
  redress rebuild --drop-former         when nothing old runs any more

What is built comes into use when it is complete; until then questions are answered from what was there. It takes as much disk again as the
views have, one after the other is dropped at the end. The database and the event store of the running server are found by the data folder, or by
REDRESS_DATABASE and REDRESS_EVENT_STORE. With --json, progress is a line of JSON each second on the standard error.`,
    )
    .action(rebuild);
}

async function rebuild(names: readonly string[], flags: RebuildFlags, command: Command): Promise<void> {
  const unknown = names.filter((name) => !allViews.some((view) => view.name === name));
  if (unknown.length > 0)
    throw new UsageError(`There is no view ${unknown.join(', ')}. There are: ${allViews.map(({ name }) => name).join(', ')}.`);
  if (Object.keys(flags).length > 1)
    throw new UsageError(`rebuild takes one of --check, --missing, --abandon, --former, --drop-former at a time.`);

  const { database, eventStore } = await storesOf(command);
  const store = new EventStore({ connectionString: eventStore, types: eventTypes });
  const stop = new AbortController();
  const unlisten = onInterrupt(stop);
  const teller = new RebuildTeller(command.optsWithGlobals<{ json?: boolean }>().json === true);
  const options: RebuildOptions = {
    databaseUrl: database,
    log: store,
    lastPosition: () => store.lastPosition(),
    views: names.length > 0 ? allViews.filter(({ name }) => names.includes(name)) : allViews,
    prefixes: [...new Set(allViews.flatMap(({ prefixes }) => prefixes))],
    signal: stop.signal,
    logger: teller.logger,
    told: (news) => teller.tell(news),
  };
  try {
    await done(flags, options, names.length === 0, command);
  } catch (error) {
    if (stop.signal.aborted && !(error instanceof CliError))
      throw new CliError(flags.check ? 'Stopped: nothing was changed.' : 'Stopped: the same command goes on where this one is.', 1);
    if (error instanceof RebuildError) throw new CliError(`${error.message}.`, 1, { code: error.code, ...error.facts });
    throw error;
  } finally {
    teller.end();
    unlisten();
    await store.close();
  }
}

async function done(flags: RebuildFlags, options: RebuildOptions, all: boolean, command: Command): Promise<void> {
  if (flags.former) return printLeftovers(command, await formerVersions(options), 'of former versions');
  if (flags.dropFormer) return printLeftovers(command, await dropFormerVersions(options), 'dropped');
  if (flags.abandon) return printLeftovers(command, await abandonRebuilds(options), 'dropped');
  if (flags.check) {
    const checked = await checkViews(options);
    print(command, checked.map(toldCheck).join('\n'), { views: checked.map(exact) });
    const differing = checked.filter(({ differences }) => differences > 0).map(({ view }) => view);
    if (differing.length > 0)
      throw new CliError(`${differing.join(', ')}: not what the log says. \`redress rebuild ${differing.join(' ')}\` builds it anew.`);
    return;
  }
  const views = flags.missing ? await missingViews(options) : all ? await toGoOnWith(options) : options.views;
  const rebuilt = views.length > 0 ? await rebuildViews({ ...options, views }) : [];
  const former = await formerVersions(options);
  const lines = rebuilt.length > 0 ? rebuilt.map(toldRebuilt) : ['Nothing is missing.'];
  if (former.length > 0)
    lines.push(
      `Tables of former versions are still there (${former.map(({ schema }) => schema).join(', ')}): \`redress rebuild --drop-former\`.`,
    );
  print(command, lines.join('\n'), { views: rebuilt.map(exact), former });
}

/** All; or, where a rebuild of all was ended, those that it had not come to. */
async function toGoOnWith(options: RebuildOptions): Promise<readonly View[]> {
  const begun = await begunRebuilds(options);
  if (begun.length === 0 || begun.length === options.views.length) return options.views;
  process.stderr.write(`Going on with what was begun: ${begun.map(({ name }) => name).join(', ')} (or \`redress rebuild --abandon\`).\n`);
  return begun;
}

const exact = <V extends { readonly position: bigint | null }>(one: V) => ({ ...one, position: one.position?.toString() ?? null });

function toldRebuilt({ view, version, position, wasStopped }: Rebuilt): string {
  const restart = wasStopped ? '; it had stopped: restart the worker, which goes on from there' : '';
  return `${view} v${version} is the log up to position ${position ?? 0}${restart}`;
}

function toldCheck({ view, version, position, rows, differences, examples }: Checked): string {
  if (differences === 0) return `${view} v${version}: same ${rows} rows at position ${position ?? 0}`;
  const lines = examples.map(({ table, key, how, columns }) => {
    const which = Object.entries(key).map(([column, value]) => `${column}=${String(value)}`);
    return `  ${table} ${which.join(' ')}: ${how}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`;
  });
  const more = differences - examples.length;
  return [
    `${view} v${version}: ${differences} of ${rows} rows differ at position ${position ?? 0}`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}

function printLeftovers(command: Command, found: readonly Leftover[], what: string): void {
  const lines = found.map(({ schema, bytes }) => `${schema}  ${(bytes / 1_048_576).toFixed(1)} MB  ${what}`);
  print(command, lines.length > 0 ? lines.join('\n') : 'There is nothing.', { found });
}
