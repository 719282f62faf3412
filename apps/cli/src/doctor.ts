import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { embeddedPostgresUrl, loadConfig, type NeededConfig } from '@redress/platform';
import type { Command } from 'commander';
import { database, eventStore } from './doctor/databases.js';
import { about, type Finding } from './doctor/finding.js';
import { configuration, dataFolder, diskSpace, localSecrets, needsOf, nodeVersion, processes } from './doctor/machine.js';
import { checkpoints, evidencePlace, issuer, mailServer, server, webhookHosts } from './doctor/neighbours.js';
import { knownVariables } from './doctor/variables.js';
import { dataFolderOf, print } from './output.js';
import { DATABASES } from './up/postgres-part.js';
import { readRun, stillRuns, type Run } from './up/run-file.js';

/** `redress doctor`: what is wrong with an installation, and what to do. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'Say what is wrong with this installation and what to do: machine, configuration, stores, keys, neighbours. Changes nothing.',
    )
    .addHelpText(
      'after',
      `
Examples:
  redress doctor                                    of ./data, running or not
  REDRESS_DATABASE=… REDRESS_EVENT_STORE=… redress doctor   with the environment of your containers
  redress doctor --json | jq '.findings[] | select(.state != "ok")'

Each line is ok, warn (it works, and should not be left so) or fail, with what to do. Secrets are never shown.
Exit codes: 0 nothing fails, 1 something does, 2 the configuration is wrong.`,
    )
    .action(async (_options: object, command: Command) => {
      const findings = await examined(process.env, dataFolderOf(command));
      print(command, told(findings), { findings, failed: findings.filter(({ state }) => state === 'fail').length });
      process.exitCode = exitCodeOf(findings);
    });
}

/** Every finding, in the order in which things need each other. */
export async function examined(env: NodeJS.ProcessEnv, folder: string): Promise<Finding[]> {
  const set = { ...env, REDRESS_DATA: folder };
  const wrong = configuration(set, knownVariables);
  const isWrong = wrong.some(({ state }) => state === 'fail');
  const run = readRun(folder);
  const isRunning = run !== undefined && stillRuns(run.supervisor);
  const machine = [nodeVersion(), ...wrong, ...dataFolder(folder), ...localSecrets(folder, env), diskSpace(folder)];
  // What is configured wrongly is not tried: the mistake is said already.
  if (isWrong) return machine;
  const config = loadConfig(set, needsOf(set)) as ReturnType<typeof loadConfig> & Partial<NeededConfig>;
  const { evidence, mail, webhooks } = config as NeededConfig;
  const stores = storesOf(config, folder, isRunning ? run : undefined);
  const url = env.REDRESS_URL || (isRunning ? run.url : undefined);
  const own = join(resolve(folder), 'secrets', 'checkpoint-key.json');
  const signing = { ...config.checkpoints!, ...(config.checkpoints!.key === undefined && existsSync(own) && { key: own }) };
  return [
    ...machine,
    ...(await processes(config, run)),
    ...(await Promise.all([
      stores.database === undefined
        ? about('PostgreSQL').ok('comes with redress up, and does not run')
        : database(stores.database, keysOf(config, folder)),
      stores.eventStore === undefined
        ? about('event store').ok('comes with redress up, and does not run')
        : eventStore(stores.eventStore, config.eventStore === undefined),
      ownKeys(config, folder),
      evidencePlace(evidence),
      checkpoints(signing, isRunning || url !== undefined),
      mailServer(mail),
      webhookHosts(webhooks),
      url === undefined ? [] : server(url),
    ]).then((found) => found.flat())),
  ];
}

/** Where they are, as far as that is known. Both are secret. */
function storesOf(config: Partial<NeededConfig>, folder: string, run: Run | undefined): { database?: string; eventStore?: string } {
  const portOf = (part: string) => run?.parts.find(({ name }) => name === part)?.port;
  const [postgres, node] = [portOf('PostgreSQL'), portOf('event-node')];
  const password = secret(folder, 'database-password');
  return {
    database:
      config.database ??
      (postgres === undefined || password === undefined
        ? undefined
        : embeddedPostgresUrl({ port: postgres, password, database: DATABASES.app })),
    eventStore: config.eventStore ?? (node === undefined ? undefined : `esdb://127.0.0.1:${node}?tls=false`),
  };
}

function keysOf(config: Partial<NeededConfig>, folder: string): Pick<Partial<NeededConfig>, 'masterKey' | 'kms'> {
  const own = config.masterKey === undefined && config.kms === undefined ? secret(folder, 'master-key') : undefined;
  return { masterKey: config.masterKey ?? (own === undefined ? undefined : Buffer.from(own, 'base64')), kms: config.kms };
}

async function ownKeys(config: Partial<NeededConfig>, folder: string): Promise<Finding> {
  if (config.auth) return issuer(config.auth.jwks);
  const own = join(resolve(folder), 'secrets', 'jwks.json');
  return existsSync(own) ? issuer(own) : about('token keys').ok('none yet: the first start makes one');
}

function secret(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, 'secrets', name), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** A line for each, with what to do below. */
function told(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, state, says, todo }) => {
    const line = `${state.padEnd(4)}  ${check.padEnd(width)}  ${says}`;
    return todo === undefined ? line : `${line}\n${' '.repeat(width + 8)}→ ${todo}`;
  });
  const [failed, warned] = ['fail', 'warn'].map((state) => findings.filter((finding) => finding.state === state).length);
  const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`;
  return [
    ...lines,
    '',
    failed === 0 && warned === 0 ? 'Nothing is wrong.' : `${count(failed!, 'failure')}, ${count(warned!, 'warning')}.`,
  ].join('\n');
}

/** 2 where the configuration is wrong, 1 where anything else is. */
function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  const failed = findings.filter(({ state }) => state === 'fail');
  if (failed.length === 0) return 0;
  return failed.some(({ check }) => check === 'configuration') ? 2 : 1;
}
