import { ConfigError, whyNotFree } from '@redress/platform';

/**
 * Finds out whether a port can be listened on.
 *
 * @param variable that the port comes from, for the message
 * @throws ConfigError if it cannot
 */
export async function assertFree(variable: string, host: string, port: number): Promise<void> {
  const reason = await whyNotFree(host, port);
  if (reason !== undefined) throw new ConfigError([`${variable}: ${host}:${port} ${reason}.`]);
}
