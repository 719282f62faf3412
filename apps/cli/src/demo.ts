import { type Command, InvalidArgumentError } from 'commander';
import { connect } from './connection.js';
import { dayOf, midnightOf } from './demo/calendar.js';
import { Progress } from './import/progress.js';
import { onInterrupt } from './interrupt.js';
import { CliError, dataFolderOf, print, UsageError } from './output.js';

interface DemoOptions {
  readonly complaints: number;
  readonly seed: number;
  readonly until?: number;
  readonly add?: true;
}

/** Enough to fill the event node's groups of appends; a complaint's own commands wait for each other. */
const concurrency = 96;

/** `redress demo`: a made-up half-year of complaints, through the ordinary commands. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('Play a made-up half-year of complaints into the running installation of the data folder.')
    .option('--complaints <n>', 'how many, 1 to 100000', wholeNumber(1, 100_000), 5_000)
    .option('--seed <n>', 'another seed makes another half-year', wholeNumber(0, 2 ** 31), 1)
    .option('--until <date>', 'the day before which the half-year ends (default: today)', lastDay)
    .option('--add', 'play it among the complaints that are there')
    .addHelpText(
      'after',
      `
Examples:
  redress demo                                      5,000 complaints of the half-year until today
  redress demo --complaints 300 --seed 7 --json
  redress demo --until 2026-07-01                   Ctrl-C stops cleanly; the same command goes on
  redress demo --data /srv/redress-demo

The same seed, number and end make the same commands under the same ids: nothing is done twice. It writes as if it were then, with the keys
of the data folder, so it plays on the machine where \`redress up\` runs. See docs/demo.md.

Exit codes: 0 played to its end, 1 it broke off or a command ended otherwise than planned, 2 wrong usage.`,
    )
    .action(demo);
}

async function demo(options: DemoOptions, command: Command): Promise<void> {
  if (process.env.REDRESS_URL)
    throw new UsageError('The demo plays on the installation of a data folder: unset REDRESS_URL, and name the folder with --data.');
  const { seed, complaints, until = midnightOf(dayOf(Date.now()))!, add = false } = options;
  const connection = await connect(command, { sub: 'redress-demo', roles: ['auditor'] });

  // Handlers and the event store's client take their time to load: the other commands do not wait for them.
  const [{ openInstallation }, { Plan }, { play, Played }, { alreadyListed, viewsReach }, { render, summaryOf }] = await Promise.all([
    import('./demo/installation.js'),
    import('./demo/plan.js'),
    import('./demo/play.js'),
    import('./demo/server.js'),
    import('./demo/summary.js'),
  ]);
  const installation = await openInstallation(dataFolderOf(command), process.env);
  const stop = new AbortController();
  const unlisten = onInterrupt(stop);
  try {
    const plan = new Plan({ seed, complaints, until, matrixFrom: await installation.begin(new Date(until).toISOString()) });
    const listed = await alreadyListed(connection, new Set(plan.complaintIds), add);
    const office = {
      ...installation,
      async complaint(...[id, told, request]: Parameters<typeof installation.complaint>) {
        // Else a complaint that is there would be enrolled and sent once more, only to be found.
        if (told.type === 'receive' && listed.has(id)) await installation.recall(id);
        return installation.complaint(id, told, request);
      },
    };
    const played = new Played();
    const started = performance.now();
    const broke = await playAll();
    const seconds = (performance.now() - started) / 1000;
    const interrupted = stop.signal.aborted;
    const viewsCaughtUp = !interrupted && broke === undefined && (await viewsReach(connection, played.position, stop.signal));
    const { data } = command.optsWithGlobals<{ data?: string }>();
    const summary = summaryOf(played, { days: plan.days, seconds, viewsCaughtUp, interrupted, error: broke?.message ?? null, data });
    print(command, render(summary), summary);
    if (broke) throw broke;
    if (interrupted || played.unexpected > 0) process.exitCode = 1;

    async function playAll(): Promise<Error | undefined> {
      const from = Date.parse(`${plan.days.from}T00:00:00+08:00`);
      let at = from;
      const progress = new Progress(until - from, () => at - from, 'commands');
      try {
        await play(plan.steps(), office, played, {
          concurrency,
          stop: stop.signal,
          onStep: (now) => {
            at = Date.parse(now);
            progress.add(1);
          },
        });
        return undefined;
      } catch (error) {
        return new CliError(`The demo broke off: ${error instanceof Error ? error.message : String(error)}. Run it again to go on.`);
      } finally {
        progress.end();
      }
    }
  } finally {
    unlisten();
    await installation.close();
  }
}

function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const n = Number(text);
    if (!/^\d{1,10}$/.test(text) || n < from || n > to) throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
    return n;
  };
}

function lastDay(text: string): number {
  const midnight = midnightOf(text);
  if (midnight === undefined || midnight < Date.parse('2000-01-01T00:00:00Z'))
    throw new InvalidArgumentError('Give a day such as 2026-07-01.');
  if (midnight > Date.now()) throw new InvalidArgumentError('Nothing occurs in the future: give a day that has begun.');
  return midnight;
}
