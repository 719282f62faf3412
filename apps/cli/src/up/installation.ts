import { join } from 'node:path';
import { type CommonConfig, LOCAL_AUDIENCE, LOCAL_ISSUER, type LocalKeys } from '@redress/platform';
import { openLog } from './log-file.js';
import { childPart, type Part } from './part.js';
import { postgresPart } from './postgres-part.js';
import { describeProcess, removeRun, writeRun } from './run-file.js';
import { Supervisor } from './supervisor.js';

export interface Terminal {
  readonly say: (line: string) => void;
  readonly verbose: boolean;
}

export interface Installation {
  /** Resolves with the URL of the API when every part is ready. */
  start(): Promise<string>;
  /** Stops API, worker, event node and PostgreSQL, in this order. */
  stop(): Promise<void>;
  kill(): void;
  /** Rejects when a part keeps crashing. */
  readonly failed: Promise<never>;
}

export const bringsIdentityProvider = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env.REDRESS_AUTH_ISSUER || env.REDRESS_AUTH_AUDIENCE || env.REDRESS_AUTH_JWKS);

/** Only the API judges tokens, and only it and the worker open personal data and write letters: no other part is given what that takes. */
const notForAll = /^REDRESS_(?:MASTER_KEY$|KMS$|CHECKPOINT_KEY$|MAIL$|MAIL_FROM$|AUTH_)/;

/** All parts on one data folder, those left out that the environment brings: PostgreSQL, event store, identity provider. */
export function installation(
  { dataFolder, host, port }: CommonConfig,
  env: NodeJS.ProcessEnv,
  keys: LocalKeys,
  { say, verbose }: Terminal,
): Installation {
  const startedAt = new Date().toISOString();
  let url: string | undefined;
  // A part that is started again keeps the port that it was given at first, so that the others find it.
  const ports = { eventNode: 0, api: port };

  const supervisor: Supervisor = new Supervisor(say, saveRun);
  function saveRun(): void {
    const parts = supervisor.running.map(({ name, started }) => ({ name, port: started.port, ...describeProcess(started.pid) }));
    writeRun(dataFolder, { url, startedAt, supervisor: describeProcess(process.pid), parts });
  }

  const postgres = env.REDRESS_DATABASE ? undefined : postgresPart(dataFolder, keys.databasePassword, say);
  const forAll = Object.fromEntries(Object.entries(env).filter(([variable]) => !notForAll.test(variable)));
  const child = (name: string, ownEnv: () => NodeJS.ProcessEnv): Part =>
    childPart({
      name,
      script: scriptOf(name),
      env: () => ({ ...forAll, ...ownEnv() }),
      log: openLog(join(dataFolder, 'logs', `${name}.log`)),
      say,
      verbose,
    });

  const eventNode = child('event-node', () => ({
    EVENT_NODE_DATABASE: env.EVENT_NODE_DATABASE || (postgres ? postgres.url('log') : env.REDRESS_DATABASE),
    ...onThisMachineOnly(ports.eventNode),
  }));
  const stores = (): NodeJS.ProcessEnv => ({
    REDRESS_DATABASE: postgres ? postgres.url('app') : env.REDRESS_DATABASE,
    REDRESS_EVENT_STORE: env.REDRESS_EVENT_STORE || `esdb://127.0.0.1:${ports.eventNode}?tls=false`,
  });
  const auth = bringsIdentityProvider(env)
    ? {}
    : { REDRESS_AUTH_ISSUER: LOCAL_ISSUER, REDRESS_AUTH_AUDIENCE: LOCAL_AUDIENCE, REDRESS_AUTH_JWKS: keys.jwksFile };
  const masterKey = { REDRESS_MASTER_KEY: env.REDRESS_MASTER_KEY || keys.masterKey, REDRESS_KMS: env.REDRESS_KMS };
  const checkpointKey = { REDRESS_CHECKPOINT_KEY: env.REDRESS_CHECKPOINT_KEY || keys.checkpointKeyFile, REDRESS_DATA: dataFolder };
  const mail = { REDRESS_MAIL: env.REDRESS_MAIL, REDRESS_MAIL_FROM: env.REDRESS_MAIL_FROM };
  const webhooks = { REDRESS_WEBHOOK_ALLOW: env.REDRESS_WEBHOOK_ALLOW, REDRESS_TIME_ZONE: env.REDRESS_TIME_ZONE };
  const worker = child('worker', () => ({ ...stores(), ...masterKey, ...checkpointKey, ...mail, ...webhooks, REDRESS_PORT: '0' }));
  const api = child('api', () => ({ ...env, ...stores(), ...masterKey, ...checkpointKey, ...auth, REDRESS_PORT: String(ports.api) }));

  return {
    async start() {
      const needs: Part[] = [];
      if (postgres) {
        await supervisor.add(postgres, []);
        needs.push(postgres);
      }
      if (!env.REDRESS_EVENT_STORE) {
        ports.eventNode = (await supervisor.add(eventNode, needs)).port ?? 0;
        needs.push(eventNode);
      }
      // Both at once; the API after the worker only because the last one added is the first one stopped.
      const [, { url: ownUrl, port: ownPort }] = await Promise.all([supervisor.add(worker, needs), supervisor.add(api, needs)]);
      url = ownUrl ?? `http://${host}:${ownPort ?? ports.api}`;
      ports.api = Number(new URL(url).port) || ports.api;
      saveRun();
      return url;
    },
    async stop() {
      await supervisor.stop();
      removeRun(dataFolder);
    },
    kill: () => supervisor.kill(),
    failed: supervisor.failed,
  };
}

/**
 * Where the bundled node listens: where the other parts look for it, in the clear and without users, whatever the environment has for a node
 * that stands alone.
 */
export const onThisMachineOnly = (port: number): NodeJS.ProcessEnv => ({
  EVENT_NODE_HOST: '127.0.0.1',
  EVENT_NODE_PORT: String(port),
  EVENT_NODE_TLS_CERTIFICATE: '',
  EVENT_NODE_TLS_KEY: '',
  EVENT_NODE_USERS: '',
});

/** `api` → dist/apps/api/src/main.js, seen from dist/apps/cli/src/up. */
const scriptOf = (name: string): string => join(import.meta.dirname, '..', '..', '..', name, 'src', 'main.js');
