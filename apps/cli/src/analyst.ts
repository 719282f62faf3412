import { dataSource } from '@redress/database';
import { loadConfig } from '@redress/platform';
import { AnalystRefused, letAnalystRead, removeAnalyst } from '@redress/views';
import type { Command } from 'commander';
import { CliError, print } from './output.js';
import { storesOf } from './stores.js';

/** `redress analyst`: who may read the schema `reporting` by SQL. */
export function registerAnalyst(program: Command): void {
  program
    .command('analyst <name>')
    .description('Let an analyst read the database by SQL: a user who sees the schema `reporting` and nothing else, with a new password.')
    .option('--remove', 'shut the analyst out: the user is gone, and so are its sessions')
    .addHelpText(
      'after',
      `
Examples:
  redress analyst analyst_li             prints the connection once: the password is kept nowhere
  redress analyst analyst_li             again: a new password, the old one is worth nothing
  redress analyst analyst_li --remove
  psql "$(redress analyst analyst_li)" -c 'SELECT status, count(*) FROM complaints GROUP BY status'

What there is to read, and example questions: docs/sql.md. The database is that of the running server, found by the data folder, or
REDRESS_DATABASE, whose user must be one that may create roles; else docs/sql.md has the SQL for an administrator.
Exit codes: 0 ok, 1 refused or failed, 2 wrong usage.`,
    )
    .action(analyst);
}

async function analyst(name: string, { remove }: { remove?: true }, command: Command): Promise<void> {
  // Of a running server the event store is known as well; here the database will do.
  const database = process.env.REDRESS_DATABASE ? loadConfig(process.env, ['database']).database : (await storesOf(command)).database;
  const source = dataSource(database, { poolSize: 1 });
  try {
    await source.initialize();
    if (remove) {
      const removed = await source.transaction((manager) => removeAnalyst(manager, name));
      print(command, removed ? `${name} may read nothing any more.` : `There is no analyst ${name}.`, { analyst: name, removed });
      return;
    }
    const { password, isNew } = await source.transaction((manager) => letAnalystRead(manager, name));
    const url = new URL(database);
    url.username = name;
    url.password = password;
    print(command, url.href, { analyst: name, created: isNew, url: url.href });
  } catch (error) {
    throw refusal(error);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

function refusal(error: unknown): unknown {
  if (error instanceof AnalystRefused)
    return new CliError(error.message, error.code === 'invalid-analyst-name' ? 2 : 1, { code: error.code });
  if ((error as { code?: unknown }).code === '42501')
    return new CliError('The user of the database may not create or drop users: docs/sql.md has the SQL for an administrator.', 1, {
      code: 'may-not-create-users',
    });
  return error;
}
