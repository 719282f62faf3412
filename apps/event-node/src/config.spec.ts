import { ConfigError } from '@redress/platform';
import { loadEventNodeConfig } from './config.js';

const database = 'postgres://127.0.0.1/events';

describe("the event node's configuration", () => {
  it('needs no more than a database', () => {
    expect(loadEventNodeConfig({ EVENT_NODE_DATABASE: database, EVENT_NODE_HOST: ' ' })).toEqual({
      database,
      host: '127.0.0.1',
      port: 2113,
    });
  });

  it('takes address and port', () => {
    const env = { EVENT_NODE_DATABASE: database, EVENT_NODE_HOST: '::1', EVENT_NODE_PORT: '0' };
    expect(loadEventNodeConfig(env)).toEqual({ database, host: '::1', port: 0 });
  });

  it('names all mistakes at once, one line each, without the secret', () => {
    const env = { EVENT_NODE_DATABASE: 'mysql://u:hunter2@h/d', EVENT_NODE_HOST: 'a b', EVENT_NODE_PORT: '70000' };
    expect(() => loadEventNodeConfig(env)).toThrow(ConfigError);
    expect(() => loadEventNodeConfig(env)).toThrow(/^EVENT_NODE_DATABASE: (?!.*hunter2).*\nEVENT_NODE_HOST: .*\nEVENT_NODE_PORT: [^\n]*$/);
  });

  it.each(['postgres://h', 'postgres://h/', 'postgres://', 'h'])('refuses %s as a database', (url) => {
    expect(() => loadEventNodeConfig({ EVENT_NODE_DATABASE: url })).toThrow('EVENT_NODE_DATABASE');
  });
});
