import { ConfigError } from '@redress/platform';
import { isPostgresUrl } from './config.js';

/** @throws ConfigError if neither the option nor the environment names a database */
export function databaseOf(given = process.env.EVENT_NODE_DATABASE): string {
  if (given !== undefined && isPostgresUrl(given)) return given;
  throw new ConfigError([
    '--database or EVENT_NODE_DATABASE: give a PostgreSQL URL, for example postgres://node:password@127.0.0.1:5432/events.',
  ]);
}
