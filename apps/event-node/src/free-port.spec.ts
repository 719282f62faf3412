import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { ConfigError } from '@redress/platform';
import { assertFree } from './free-port.js';

describe('a port to listen on', () => {
  it('is refused while another program has it, by the name of its variable, and left free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(assertFree('EVENT_NODE_PORT', '127.0.0.1', port)).rejects.toThrow(
      new ConfigError([`EVENT_NODE_PORT: 127.0.0.1:${port} is used by another program.`]),
    );
    await new Promise((closed) => other.close(closed));
    await assertFree('EVENT_NODE_PORT', '127.0.0.1', port);
    await assertFree('EVENT_NODE_PORT', '127.0.0.1', port);
  });

  it('is refused on an address that is not of this machine', async () => {
    await expect(assertFree('EVENT_NODE_PORT', '192.0.2.1', 0)).rejects.toThrow(
      'EVENT_NODE_PORT: 192.0.2.1:0 cannot be listened on (EADDRNOTAVAIL).',
    );
  });
});
