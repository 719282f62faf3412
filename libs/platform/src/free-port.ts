import { once } from 'node:events';
import { createServer } from 'node:net';

/** @returns why a port cannot be listened on, as the end of a sentence that begins with the address; undefined if it can */
export async function whyNotFree(host: string, port: number): Promise<string | undefined> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EADDRINUSE' ? 'is used by another program' : `cannot be listened on (${code ?? message})`;
  }
}
