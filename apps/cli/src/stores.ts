import { embeddedPostgresUrl, ensureLocalKeys, loadConfig } from '@redress/platform';
import type { Command } from 'commander';
import { CliError, dataFolderOf } from './output.js';
import { DATABASES } from './up/postgres-part.js';
import { readRun, stillRuns } from './up/run-file.js';

/** Where a running installation keeps what it knows. Both are secret. */
export interface Stores {
  /** postgres:// URL of read models and vault. */
  readonly database: string;
  /** esdb:// or kurrentdb:// */
  readonly eventStore: string;
}

/**
 * The event store, for those who do not depend on the database: that is found too where it is said or a server runs.
 *
 * @throws CliError when nothing says where it is; ConfigError
 */
export async function eventStoreOf(command: Command): Promise<Pick<Stores, 'eventStore'> & Partial<Stores>> {
  const { REDRESS_DATABASE, REDRESS_EVENT_STORE } = process.env;
  if (!REDRESS_EVENT_STORE || REDRESS_DATABASE) return storesOf(command);
  return { eventStore: loadConfig(process.env, ['eventStore']).eventStore };
}

/**
 * Finds database and event store of the installation: REDRESS_DATABASE and REDRESS_EVENT_STORE, and what is not given there by the data
 * folder of the server that runs.
 *
 * @throws CliError when neither says it; ConfigError
 */
export async function storesOf(command: Command): Promise<Stores> {
  const { REDRESS_DATABASE, REDRESS_EVENT_STORE } = process.env;
  const given = {
    ...(REDRESS_DATABASE && { database: loadConfig(process.env, ['database']).database }),
    ...(REDRESS_EVENT_STORE && { eventStore: loadConfig(process.env, ['eventStore']).eventStore }),
  };
  if (given.database && given.eventStore) return { database: given.database, eventStore: given.eventStore };
  const dataFolder = dataFolderOf(command);
  const run = readRun(dataFolder);
  if (!run || !stillRuns(run.supervisor))
    throw new CliError(
      `No server runs on ${dataFolder}: start one with \`npm start\`, or set REDRESS_DATABASE and REDRESS_EVENT_STORE (or --data).`,
    );
  const portOf = (part: string, variable: string): number => {
    const port = run.parts.find(({ name }) => name === part)?.port;
    if (port === undefined)
      throw new CliError(`The server on ${dataFolder} has no ${part} of its own: set ${variable} as it was started with.`);
    return port;
  };
  const database = async (): Promise<string> => {
    const port = portOf('PostgreSQL', 'REDRESS_DATABASE');
    const { databasePassword: password } = await ensureLocalKeys(dataFolder);
    return embeddedPostgresUrl({ port, password, database: DATABASES.app });
  };
  return {
    database: given.database ?? (await database()),
    eventStore: given.eventStore ?? `esdb://127.0.0.1:${portOf('event-node', 'REDRESS_EVENT_STORE')}?tls=false`,
  };
}
