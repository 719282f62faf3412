import { once } from 'node:events';
import { createServer } from 'node:net';
import { ConfigError } from '@redress/platform';

/**
 * Finds out whether a port can be listened on.
 *
 * @param variable that the port comes from, for the message
 * @throws ConfigError if it cannot
 */
export async function assertFree(variable: string, host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is used by another program' : `cannot be listened on (${code ?? 'unknown error'})`;
    throw new ConfigError([`${variable}: ${host}:${port} ${reason}.`]);
  }
}
