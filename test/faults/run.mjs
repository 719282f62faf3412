// npm run faults: see docs/faults.md.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chance, Skipped, within } from './basics.mjs';
import { scenarios } from './scenarios.mjs';
import { randomFault } from './seed.mjs';
import { makeFolder, makeTemplate, Stage } from './stage.mjs';

const names = ['seeds', ...Object.keys(scenarios)];
const help = `usage: npm run faults -- [--seeds N] [--seed S] [--only NAME …] [--small] [--events N] [--jobs N] [--folder DIR] [--keep] [--json]

Breaks the event node, PostgreSQL and their clients as real processes, and checks that every acknowledged event is there once, in order
and whole. Each seed is one random fault; each named scenario a certain one.

  --seeds N     how many random faults (10)
  --seed S      the first seed; the others follow it (random)
  --only NAME   only this, may be given several times: ${names.join(', ')}
  --small       the short form of the scenarios, as in the tests
  --events N    behind which the stalled subscriber falls (1000000, small 40000)
  --jobs N      at once (2)
  --folder DIR  where databases are put (the system's folder for temporary files). A file system in memory is quicker, but then a commit
                takes no time in which it could be broken off
  --keep        keeps the folder of what failed: PostgreSQL's and the node's logs
  --json        one JSON object per line

examples:
  npm run faults -- --seeds 200                              a night's work
  npm run faults -- --only seeds --seeds 1 --seed 4711       the fault with seed 4711 again
  npm run faults -- --only take-over --only disk-full

exit code: 0 nothing failed, 1 something did, 2 wrong usage
`;

/** For one fault: a million events on a machine that has other things to do. */
const LIMIT_MS = 30 * 60_000;
const settings = settingsOf(process.argv.slice(2));
const folder = makeFolder(settings.folder);
const stages = new Set();
let interrupted = false;
const counts = { passed: 0, failed: 0, skipped: 0 };

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void clearAway(130));
process.once('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`);
  void clearAway(1);
});

/** Ends and removes everything at once. */
async function clearAway(exitCode) {
  interrupted = true;
  await Promise.allSettled([...stages].map((stage) => stage.end()));
  rmSync(folder, { recursive: true, force: true });
  process.exit(exitCode);
}

await makeTemplate(join(folder, 'template'));
const tasks = tasksOf(settings);
say(`seed ${settings.seed}, ${tasks.length} faults, ${settings.jobs} at once`, { began: true, seed: settings.seed, faults: tasks.length });
const began = performance.now();
await Promise.all(
  Array.from({ length: settings.jobs }, async () => {
    for (let task = tasks.shift(); task && !interrupted; task = tasks.shift()) await run(task);
  }),
);
// What was interrupted ends where it is cleared away.
if (interrupted) await new Promise(() => undefined);
const seconds = (performance.now() - began) / 1_000;
if (!settings.keep || counts.failed === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`, { ...counts, seconds: Math.round(seconds) });
process.exit(counts.failed > 0 ? 1 : 0);

function settingsOf(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        seeds: { type: 'string', default: '10' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
        only: { type: 'string', multiple: true, default: names },
        small: { type: 'boolean', default: false },
        events: { type: 'string' },
        jobs: { type: 'string', default: '2' },
        folder: { type: 'string', default: tmpdir() },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      process.exit(0);
    }
    const unknown = values.only.filter((name) => !names.includes(name));
    if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}; known: ${names.join(', ')}`);
    const count = (name, least) => {
      const number = Number(values[name]);
      if (!Number.isSafeInteger(number) || number < least) throw new Error(`--${name}: give a whole number from ${least}`);
      return number;
    };
    values.events ??= values.small ? '40000' : '1000000';
    return { ...values, seeds: count('seeds', 0), seed: count('seed', 0), events: count('events', 1_000), jobs: count('jobs', 1) };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

/** Scenarios first: some mostly wait, and seeds go on beside them. */
function tasksOf({ only, seeds, seed }) {
  const named = Object.entries(scenarios)
    .filter(([name]) => only.includes(name))
    .map(([name, play]) => ({ name, seed, play, again: `--only ${name} --seed ${seed}` }));
  const random = only.includes('seeds') ? seeds : 0;
  const seeded = Array.from({ length: random }, (_, index) => {
    const own = seed + index;
    return { name: `seed ${own}`, seed: own, play: randomFault, again: `--only seeds --seeds 1 --seed ${own}` };
  });
  return [...named, ...seeded];
}

async function run({ name, seed, play, again }) {
  const stage = new Stage(join(folder, 'template'), join(folder, name.replace(' ', '-')));
  stages.add(stage);
  const start = performance.now();
  const progress = (line) => say(`  ${name}: ${line}`, { name, progress: line });
  const ms = () => Math.round(performance.now() - start);
  let failure;
  try {
    const facts = await within(LIMIT_MS, name, play(stage, { ...settings, seed, chance: new Chance(seed), progress }));
    counts.passed += 1;
    say(`✓ ${name}: ${told(facts)} (${ms()} ms)`, { name, result: 'passed', seed, ...facts, ms: ms() });
  } catch (error) {
    if (error instanceof Skipped) {
      counts.skipped += 1;
      say(`- ${name}: skipped, ${error.message}`, { name, result: 'skipped', reason: error.message });
    } else {
      failure = error;
    }
  }
  if (failure && !interrupted) {
    counts.failed += 1;
    const command = `npm run faults -- ${again}${settings.small ? ' --small' : ''}`;
    const log = stage.lastWords();
    const message = failure.constructor.name === 'Violation' ? failure.message : failure.stack;
    const kept = settings.keep ? `\n  kept: ${stage.folder}` : '';
    say(`✗ ${name}: ${message}\n  the node said last:\n    ${log.join('\n    ')}\n  again: ${command}${kept}`, {
      name,
      result: 'failed',
      seed,
      message,
      log,
      again: command,
      ms: ms(),
      ...(settings.keep && { kept: stage.folder }),
    });
  }
  await stage
    .end({ keep: Boolean(failure) && settings.keep })
    .catch((error) => say(`  ${name}: ${error.stack}`, { name, atEnd: error.message }));
  stages.delete(stage);
}

function told(facts) {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function say(line, object) {
  process.stdout.write(settings.json ? `${JSON.stringify(object)}\n` : `${line}\n`);
}
