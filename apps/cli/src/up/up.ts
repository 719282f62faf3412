import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CommonConfig, ensureLocalKeys, EXIT, loadConfig, type Need, whyNotFree } from '@redress/platform';
import type { Command } from 'commander';
import { CliError, dataFolderOf, print } from '../output.js';
import { bringsIdentityProvider, type Installation, installation } from './installation.js';
import { endLeftovers } from './leftovers.js';
import { lockFolder } from './lock.js';

/** npm passes a Ctrl-C on that the terminal has delivered already: only one that comes later is a second one. */
const SAME_INTERRUPT_MS = 1_000;

const PARENT_CHECK_MS = 500;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface UpOptions {
  readonly port?: string;
  readonly verbose?: boolean;
}

/** `redress up`, which is `npm start`. */
export function registerUp(program: Command): void {
  program
    .command('up')
    .description('Start the server: PostgreSQL, event node, API and worker, until Ctrl-C.')
    .option('--port <port>', 'port of the API, 0 for any free one (default: REDRESS_PORT, else 3000)')
    .option('--verbose', 'show the logs of all parts on the terminal')
    .addHelpText(
      'after',
      `
Configuration by environment (all optional here):
  REDRESS_DATABASE       postgres:// URL of your own PostgreSQL instead of the bundled one
  REDRESS_EVENT_STORE    esdb:// or kurrentdb:// connection string of your own event store instead of the bundled node
  REDRESS_HOST           address to listen on (127.0.0.1)
  REDRESS_AUTH_ISSUER, REDRESS_AUTH_AUDIENCE, REDRESS_AUTH_JWKS    your own identity provider instead of \`redress token\`
  REDRESS_MAIL, REDRESS_MAIL_FROM    your mail server and who letters are from, instead of the folder outbox in the data folder
  REDRESS_TRUSTED_PROXIES, REDRESS_CORS_ORIGINS, REDRESS_RATE_LIMIT, REDRESS_DOCS    who gets as far as the API, from where and how often
  REDRESS_WEBHOOK_ALLOW              hosts and address ranges within your network that webhooks may go to
  REDRESS_MASTER_KEY, REDRESS_TIME_ZONE, REDRESS_LOG_LEVEL

Example:
  redress up --port 8080 --data /srv/redress`,
    )
    .action(async (options: UpOptions, command: Command) => {
      process.exitCode = await up(options, command);
    });
}

async function up({ port, verbose = false }: UpOptions, command: Command): Promise<number> {
  // A terminal or a reader that is gone must not end the supervisor before it has stopped its parts.
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => undefined);
  const dataFolder = resolve(dataFolderOf(command));
  const env: NodeJS.ProcessEnv = { ...process.env, REDRESS_DATA: dataFolder, ...(port !== undefined && { REDRESS_PORT: port }) };
  const config = loadConfig(env, givenNeeds(env));

  mkdirSync(join(dataFolder, 'logs'), { recursive: true });
  // As root PostgreSQL runs as another user, who has to pass; what is secret in here has modes of its own.
  if (process.getuid?.() === 0) chmodSync(dataFolder, statSync(dataFolder).mode | 0o001);
  const lock = await lockFolder(dataFolder);
  if (!lock.held)
    throw new CliError(`Redress already runs on ${dataFolder} (pid ${lock.by}): stop it first, or choose another folder with --data.`);
  try {
    await endLeftovers(dataFolder, say);
    await checkPort(config);
    const keys = await ensureLocalKeys(dataFolder);
    return await run(installation(config, env, keys, { say, verbose }), (url) => announce(command, url, dataFolder, config.door.docs));
  } finally {
    lock.release();
  }
}

/** What the operator brings instead of the bundled parts, to be checked like in any process. */
function givenNeeds(env: NodeJS.ProcessEnv): Need[] {
  const given: [Need, boolean][] = [
    ['eventStore', Boolean(env.REDRESS_EVENT_STORE)],
    ['database', Boolean(env.REDRESS_DATABASE)],
    ['masterKey', Boolean(env.REDRESS_MASTER_KEY)],
    ['auth', bringsIdentityProvider(env)],
    ['mail', true],
    ['door', true],
  ];
  return given.flatMap(([need, isGiven]) => (isGiven ? [need] : []));
}

/** Until a signal (0), or a part that does not start or keeps crashing (throws). */
async function run(parts: Installation, announce: (url: string) => void): Promise<number> {
  const interrupt = interrupted(() => {
    say('Stopped by force; the next start recovers.');
    parts.kill();
    process.exit(EXIT.failed);
  });
  const untilItEnds = async (): Promise<never> => {
    announce(await parts.start());
    return parts.failed;
  };
  try {
    await Promise.race([interrupt, untilItEnds(), parts.failed]);
    say('Stopping …');
    return EXIT.ok;
  } finally {
    await parts.stop();
  }
}

/** Resolves at the first request to stop, or when the npm that started us is gone; a second Ctrl-C ends everything by force. */
function interrupted(force: () => void): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (first === undefined) {
          first = Date.now();
          resolve();
        } else if (signal === 'SIGINT' && Date.now() - first > SAME_INTERRUPT_MS) {
          force();
        }
      });
    // npm puts a shell between itself and us, which dies of a signal without passing it on.
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && resolve(), PARENT_CHECK_MS).unref();
  });
}

async function checkPort({ host, port }: CommonConfig): Promise<void> {
  const reason = await whyNotFree(host, port);
  if (reason === undefined) return;
  throw new CliError(`${host}:${port} ${reason}: choose another port with --port (0 for any free one) or REDRESS_PORT.`);
}

function announce(command: Command, url: string, dataFolder: string, docs: boolean): void {
  const human = `
Redress is ready on ${url}${docs ? `   (API description: ${url}/docs)` : ''}
  a token    npm run redress -- token --sub u1 --role handler --unit beijing
  data       ${dataFolder}   (logs in ${join(dataFolder, 'logs')})
  stop       Ctrl-C
`;
  print(command, human, { ready: true, url, pid: process.pid, data: dataFolder });
}
