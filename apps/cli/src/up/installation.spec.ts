import { onThisMachineOnly } from './installation.js';

describe('the bundled event node', () => {
  it('is where the other parts look for it, in the clear and without users, also where the environment is that of a node of its own', () => {
    const standsAlone = {
      EVENT_NODE_HOST: '0.0.0.0',
      EVENT_NODE_PORT: '2113',
      EVENT_NODE_TLS_CERTIFICATE: 'node.crt',
      EVENT_NODE_TLS_KEY: 'node.key',
      EVENT_NODE_USERS: 'users.json',
      EVENT_NODE_HTTP_PORT: '9464',
    };
    // The node takes an empty variable for an unset one.
    expect({ ...standsAlone, ...onThisMachineOnly(4711) }).toEqual({
      EVENT_NODE_HOST: '127.0.0.1',
      EVENT_NODE_PORT: '4711',
      EVENT_NODE_TLS_CERTIFICATE: '',
      EVENT_NODE_TLS_KEY: '',
      EVENT_NODE_USERS: '',
      EVENT_NODE_HTTP_PORT: '9464',
    });
  });
});
