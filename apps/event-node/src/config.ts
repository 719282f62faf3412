import { ConfigError } from '@redress/platform';

export interface EventNodeConfig {
  /** Secret: it may hold a password. */
  readonly database: string;
  readonly host: string;
  readonly port: number;
}

/**
 * The event node's settings from the environment; an empty variable counts as unset.
 *
 * @throws ConfigError with one line per mistake
 */
export function loadEventNodeConfig(env: Readonly<Record<string, string | undefined>>): EventNodeConfig {
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const mistakes: string[] = [];

  const database = read('EVENT_NODE_DATABASE') ?? '';
  if (!/^postgres(ql)?:\/\//.test(database) || !URL.canParse(database) || new URL(database).pathname.length < 2) {
    mistakes.push('EVENT_NODE_DATABASE: give a PostgreSQL URL, for example postgres://node:password@127.0.0.1:5432/events.');
  }
  const host = read('EVENT_NODE_HOST') ?? '127.0.0.1';
  if (!/^[\w.:-]+$/.test(host)) {
    mistakes.push('EVENT_NODE_HOST: give an address to listen on, for example 127.0.0.1 (this machine only).');
  }
  const port = Number(read('EVENT_NODE_PORT') ?? 2113);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    mistakes.push('EVENT_NODE_PORT: give a port from 0 (any free one) to 65535.');
  }

  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return { database, host, port };
}
