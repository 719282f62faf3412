import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@redress/platform';
import { loadEventNodeConfig } from './config.js';

const database = 'postgres://127.0.0.1/events';
const tlsFolder = join(__dirname, '..', '..', '..', 'libs', 'event-node', 'src', 'test-tls');
const tls = { EVENT_NODE_TLS_CERTIFICATE: join(tlsFolder, 'localhost.crt'), EVENT_NODE_TLS_KEY: join(tlsFolder, 'localhost.key') };
const load = (env: Record<string, string>) => loadEventNodeConfig({ EVENT_NODE_DATABASE: database, ...env });

describe("the event node's configuration", () => {
  it('takes the name at which clients reach the node', () => {
    expect(load({ EVENT_NODE_ADVERTISED_HOST: 'events.example.com' })).toMatchObject({ advertisedHost: 'events.example.com' });
    expect(() => load({ EVENT_NODE_ADVERTISED_HOST: 'http://x/' })).toThrow(/^EVENT_NODE_ADVERTISED_HOST: /);
  });

  it('needs no more than a database', () => {
    expect(load({ EVENT_NODE_HOST: ' ', EVENT_NODE_USERS: '', EVENT_NODE_HTTP_PORT: '' })).toEqual({
      database,
      host: '127.0.0.1',
      port: 2113,
      unguarded: false,
    });
  });

  it('takes addresses and ports', () => {
    const env = { EVENT_NODE_HOST: '::1', EVENT_NODE_PORT: '0', EVENT_NODE_HTTP_PORT: '9464' };
    expect(load(env)).toEqual({ database, host: '::1', port: 0, httpPort: 9464, unguarded: false });
  });

  it('takes a certificate and users', () => {
    const config = load({ ...tls, EVENT_NODE_USERS: 'users.json', EVENT_NODE_HOST: '0.0.0.0' });
    expect(config).toMatchObject({ users: 'users.json', host: '0.0.0.0', unguarded: false });
    expect(config.tls?.certificate.toString()).toContain('BEGIN CERTIFICATE');
    expect(config.tls?.key.toString()).toContain('PRIVATE KEY');
  });

  it('refuses a certificate with the key of another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-node-config-'));
    try {
      const other = join(folder, 'other.key');
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
      writeFileSync(other, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      expect(() => load({ ...tls, EVENT_NODE_TLS_KEY: other })).toThrow(
        'EVENT_NODE_TLS_CERTIFICATE, EVENT_NODE_TLS_KEY: they cannot be used together (ERR_OSSL_X509_KEY_VALUES_MISMATCH).',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names all mistakes at once, one line each, without the secret', () => {
    const env = {
      EVENT_NODE_DATABASE: 'mysql://u:hunter2@h/d',
      EVENT_NODE_HOST: 'a b',
      EVENT_NODE_PORT: '70000',
      EVENT_NODE_INSECURE: 'yes',
    };
    expect(() => loadEventNodeConfig(env)).toThrow(ConfigError);
    expect(() => loadEventNodeConfig(env)).toThrow(/^EVENT_NODE_DATABASE: (?!.*hunter2).*\nEVENT_NODE_HOST: .*\nEVENT_NODE_PORT: [^\n]*\n/);
  });

  it.each(['postgres://h', 'postgres://h/', 'postgres://', 'h'])('refuses %s as a database', (url) => {
    expect(() => loadEventNodeConfig({ EVENT_NODE_DATABASE: url })).toThrow('EVENT_NODE_DATABASE');
  });

  it.each(['0.0.0.0', '::', '10.1.2.3', 'node.example.com', '127.example.com'])('on %s it wants TLS and users, or to be told', (host) => {
    const env = { EVENT_NODE_HOST: host };
    const message = `EVENT_NODE_HOST: on ${host} others can reach the node`;
    expect(() => load(env)).toThrow(message);
    expect(() => load({ ...env, ...tls })).toThrow(message);
    expect(() => load({ ...env, EVENT_NODE_USERS: 'users.json' })).toThrow(message);
    expect(() => load({ ...env, EVENT_NODE_INSECURE: 'false' })).toThrow(message);
    expect(load({ ...env, ...tls, EVENT_NODE_USERS: 'users.json' })).toMatchObject({ unguarded: false });
    expect(load({ ...env, EVENT_NODE_INSECURE: 'true' })).toMatchObject({ unguarded: true });
  });

  it.each(['127.0.0.1', '127.0.0.53', '::1', 'localhost'])('on %s it wants nothing', (host) => {
    expect(load({ EVENT_NODE_HOST: host })).toMatchObject({ host, unguarded: false });
  });

  it.each<[env: Record<string, string>, message: string]>([
    [{ EVENT_NODE_HTTP_PORT: '-1' }, 'EVENT_NODE_HTTP_PORT: give a port'],
    [{ EVENT_NODE_INSECURE: 'yes' }, 'EVENT_NODE_INSECURE: give true or false.'],
    [{ EVENT_NODE_USERS: 'users.json' }, 'EVENT_NODE_USERS: clients send passwords over TLS only'],
    [{ EVENT_NODE_TLS_KEY: tls.EVENT_NODE_TLS_KEY }, 'EVENT_NODE_TLS_CERTIFICATE, EVENT_NODE_TLS_KEY: give both, or none.'],
    [{ ...tls, EVENT_NODE_TLS_KEY: 'missing.key' }, 'EVENT_NODE_TLS_KEY: missing.key cannot be read (ENOENT).'],
    [{ ...tls, EVENT_NODE_TLS_KEY: tls.EVENT_NODE_TLS_CERTIFICATE }, 'holds no private key in PEM form.'],
    [{ ...tls, EVENT_NODE_TLS_CERTIFICATE: __filename }, 'holds no certificate in PEM form.'],
  ])('refuses %j', (env, message) => expect(() => load(env)).toThrow(message));
});
