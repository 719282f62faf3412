import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError, loadConfig, whyNotFree, type CommonConfig, type Need } from '@redress/platform';
import { stillRuns, type Run } from '../up/run-file.js';
import { about, type Finding } from './finding.js';

const leastNode = [20, 19] as const;
const gigabyte = 1_000_000_000;

/** What the configuration of the processes is made of. What `up` brings of its own is checked only where it is given. */
const always = [
  'door',
  'live',
  'checkpoints',
  'evidence',
  'mail',
  'webhooks',
  'trendAlerts',
  'workerPort',
] as const satisfies readonly Need[];
const brought = {
  eventStore: ['REDRESS_EVENT_STORE'],
  database: ['REDRESS_DATABASE'],
  masterKey: ['REDRESS_MASTER_KEY', 'REDRESS_KMS'],
  kms: ['REDRESS_KMS'],
  auth: ['REDRESS_AUTH_ISSUER', 'REDRESS_AUTH_AUDIENCE', 'REDRESS_AUTH_JWKS'],
} as const satisfies Partial<Record<Need, readonly string[]>>;

export const needsOf = (env: NodeJS.ProcessEnv): Need[] => [
  ...always,
  ...(Object.keys(brought) as (keyof typeof brought)[]).filter((need) => brought[need].some((variable) => env[variable]?.trim())),
];

export function nodeVersion(version = process.versions.node): Finding {
  const { ok, fail } = about('Node');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return isEnough ? ok(version) : fail(`${version} is too old`, `install Node ${leastNode.join('.')} or later`);
}

/** All mistakes at once, as every process says them at its start; and names that nothing reads. */
export function configuration(env: NodeJS.ProcessEnv, known: ReadonlySet<string>): Finding[] {
  const { ok, warn, fail } = about('configuration');
  const misspelt = Object.keys(env)
    .filter((name) => /^(?:REDRESS|EVENT_NODE)_/.test(name) && !known.has(name))
    .map((name) => warn(`${name} is read by nobody`, nearest(name, known)));
  try {
    const { timeZone } = loadConfig(env, needsOf(env));
    const local = new Date().toLocaleString('sv-SE', { timeZone });
    return misspelt.length > 0 ? misspelt : [ok(`no mistake; days are those of ${timeZone}, where it is ${local}`)];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [
      ...error.lines.map((line) => {
        const [, variable = 'a variable', what = line] = /^(\w+): (.*)$/s.exec(line) ?? [];
        return fail(`${variable} is not as it must be`, what);
      }),
      ...misspelt,
    ];
  }
}

function nearest(name: string, known: ReadonlySet<string>): string {
  const [best] = [...known].map((one) => ({ one, far: distance(name, one) })).toSorted((a, b) => a.far - b.far);
  return best && best.far <= 3 ? `is ${best.one} meant?` : 'take it away, or look for its name in docs/operations.md';
}

/** How many letters have to be put in, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (a[i] === b[j] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

export function dataFolder(folder: string): Finding[] {
  const { ok, warn, fail } = about('data folder');
  const path = resolve(folder);
  const place = existing(path);
  if (!statSync(place).isDirectory())
    return [fail(`${place} is no folder`, 'take it away, or name another folder by REDRESS_DATA or --data')];
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    const { uid } = statSync(place);
    return [
      fail(`${place} cannot be written to; it belongs to uid ${uid}`, 'run Redress as that user, or name another folder by REDRESS_DATA'),
    ];
  }
  if (place !== path) return [ok(`${path} does not exist yet: the first start makes it`)];
  const [owner, own] = [statSync(path).uid, process.getuid?.() ?? statSync(path).uid];
  if (owner !== own && own !== 0)
    return [
      warn(
        `${path} belongs to uid ${owner}, and this is uid ${own}`,
        'start Redress as the user who owns the folder, always as the same one',
      ),
    ];
  return [ok(path)];
}

const secrets = {
  'master-key': 'REDRESS_MASTER_KEY',
  'database-password': 'REDRESS_DATABASE',
  'signing-key.json': 'REDRESS_AUTH_JWKS',
} as const;

/** Of the embedded installation: there, readable by nobody else, and what they should be. */
export function localSecrets(folder: string, env: NodeJS.ProcessEnv): Finding[] {
  const { ok, warn, fail } = about('secrets');
  const place = join(resolve(folder), 'secrets');
  if (!existsSync(place)) return [ok('none yet: the first start makes them')];
  const open = [place, ...Object.keys(secrets).map((name) => join(place, name))].filter(
    (path) => existsSync(path) && process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0,
  );
  const found = open.map((path) =>
    fail(`${path} can be read by others on this machine`, `chmod go= ${path}, and consider it known to them`),
  );
  const isComplete = existsSync(join(place, 'signing-key.json'));
  for (const [name, variable] of Object.entries(secrets)) {
    const path = join(place, name);
    const text = contentOf(path);
    if (text === undefined && !existsSync(path)) {
      if (isComplete && !env[variable]) found.push(fail(`${path} is gone, and cannot be made again`, 'restore it from a backup'));
    } else if (text === undefined) found.push(fail(`${path} cannot be read`, 'run this as the user who owns it'));
    else if (name === 'master-key' && !/^[A-Za-z0-9+/]{43}=$/.test(text.trim()))
      found.push(fail(`${path} does not hold 32 bytes in base64`, 'restore it from a backup'));
    else if (text.trim() === '') found.push(fail(`${path} is empty`, 'restore it from a backup'));
  }
  if (found.length > 0) return found;
  return isComplete
    ? [ok(`${place} has all, for its owner only`)]
    : [warn(`${place} is not complete`, 'a start was interrupted: start again')];
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The folder, or the nearest one above it that exists. */
function existing(path: string): string {
  let place = path;
  while (!existsSync(place)) place = dirname(place);
  return place;
}

/** @param measured of what the folder is on, in bytes */
export function diskSpace(folder: string, measured = spaceOf(folder)): Finding {
  const { ok, warn, fail } = about('disk');
  const { free, size } = measured;
  const says = `${(free / gigabyte).toFixed(1)} GB free of ${(size / gigabyte).toFixed(1)} GB where ${resolve(folder)} is`;
  if (free < gigabyte / 5) return fail(says, 'make room at once: commands are refused once it is full');
  if (free < 2 * gigabyte || free < size / 20) return warn(says, 'make room before it is full: commands are refused then');
  return ok(says);
}

function spaceOf(folder: string): { free: number; size: number } {
  const { bavail, blocks, bsize } = statfsSync(existing(resolve(folder)));
  return { free: bavail * bsize, size: blocks * bsize };
}

/** What runs on the folder; if nothing does, whether it could. */
export async function processes({ host, port }: Pick<CommonConfig, 'host' | 'port'>, run: Run | undefined): Promise<Finding[]> {
  const { ok, warn } = about('processes');
  if (run && stillRuns(run.supervisor)) {
    const gone = run.parts.filter((part) => !stillRuns(part)).map(({ name }) => name);
    if (gone.length > 0)
      return [
        warn(
          `${gone.join(', ')} ended; redress up (pid ${run.supervisor.pid}) starts what ends again`,
          'look into logs/ in the data folder',
        ),
      ];
    return [ok(`redress up (pid ${run.supervisor.pid}) with ${run.parts.map(({ name, pid }) => `${name} (${pid})`).join(', ')}`)];
  }
  const left = run?.parts.filter(stillRuns) ?? [];
  const state =
    left.length > 0
      ? warn(
          `an earlier start was killed and left ${left.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')}`,
          'start again: that ends them',
        )
      : ok('none: npm start starts them');
  const why = port === 0 ? undefined : await whyNotFree(host, port);
  const portOf = about('port');
  return [
    state,
    why === undefined
      ? portOf.ok(port === 0 ? 'any free one' : `${host}:${port} is free`)
      : portOf.fail(`${host}:${port} ${why}`, 'end what uses it, or choose another by REDRESS_PORT or redress up --port'),
  ];
}
