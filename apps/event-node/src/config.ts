import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { TlsIdentity } from '@redress/event-node';
import { ConfigError } from '@redress/platform';

export interface EventNodeConfig {
  /** Secret: it may hold a password. */
  readonly database: string;
  readonly host: string;
  /** Where clients reach the node, if that is not `host`. */
  readonly advertisedHost?: string;
  readonly port: number;
  readonly tls?: TlsIdentity;
  /** Path of the users file. */
  readonly users?: string;
  readonly httpPort?: number;
  /** The node can be reached from elsewhere, and whoever runs it has said that it need not be guarded. */
  readonly unguarded: boolean;
}

/** A host name or an IP address. */
const ADDRESS = /^[\w.:-]+$/;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The event node's settings from the environment; an empty variable counts as unset.
 *
 * @throws ConfigError with one line per mistake
 */
export function loadEventNodeConfig(env: Environment): EventNodeConfig {
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const mistakes: string[] = [];
  const portOf = (name: string, text: string | number): number => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) mistakes.push(`${name}: give a port from 0 (any free one) to 65535.`);
    return port;
  };

  const database = read('EVENT_NODE_DATABASE') ?? '';
  if (!isPostgresUrl(database)) {
    mistakes.push('EVENT_NODE_DATABASE: give a PostgreSQL URL, for example postgres://node:password@127.0.0.1:5432/events.');
  }
  const host = read('EVENT_NODE_HOST') ?? '127.0.0.1';
  if (!ADDRESS.test(host)) mistakes.push('EVENT_NODE_HOST: give an address to listen on, for example 127.0.0.1 (this machine only).');
  const advertisedHost = read('EVENT_NODE_ADVERTISED_HOST');
  if (advertisedHost !== undefined && !ADDRESS.test(advertisedHost)) {
    mistakes.push('EVENT_NODE_ADVERTISED_HOST: give the name or address at which clients reach the node, for example events.example.com.');
  }
  const port = portOf('EVENT_NODE_PORT', read('EVENT_NODE_PORT') ?? 2113);
  const httpPort = read('EVENT_NODE_HTTP_PORT');

  const certificate = read('EVENT_NODE_TLS_CERTIFICATE');
  const key = read('EVENT_NODE_TLS_KEY');
  if ((certificate === undefined) !== (key === undefined)) {
    mistakes.push('EVENT_NODE_TLS_CERTIFICATE, EVENT_NODE_TLS_KEY: give both, or none.');
  }
  const pem = (name: string, path: string, kind: string): Buffer => {
    try {
      const content = readFileSync(path);
      if (new RegExp(`-----BEGIN (?:\\w+ )*${kind}-----`).test(content.toString('latin1'))) return content;
      mistakes.push(`${name}: ${path} holds no ${kind.toLowerCase()} in PEM form.`);
    } catch (error) {
      mistakes.push(`${name}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
    }
    return Buffer.alloc(0);
  };
  const tls = certificate !== undefined &&
    key !== undefined && {
      certificate: pem('EVENT_NODE_TLS_CERTIFICATE', certificate, 'CERTIFICATE'),
      key: pem('EVENT_NODE_TLS_KEY', key, 'PRIVATE KEY'),
    };

  if (tls && tls.certificate.length > 0 && tls.key.length > 0) {
    try {
      createSecureContext({ cert: tls.certificate, key: tls.key });
    } catch (error) {
      mistakes.push(
        `EVENT_NODE_TLS_CERTIFICATE, EVENT_NODE_TLS_KEY: they cannot be used together (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      );
    }
  }

  const users = read('EVENT_NODE_USERS');
  const insecure = read('EVENT_NODE_INSECURE') ?? 'false';
  if (insecure !== 'true' && insecure !== 'false') mistakes.push('EVENT_NODE_INSECURE: give true or false.');
  const guarded = tls && users !== undefined;
  if (insecure !== 'true') {
    if (!isLoopback(host) && !guarded) {
      mistakes.push(
        `EVENT_NODE_HOST: on ${host} others can reach the node, so it needs EVENT_NODE_TLS_CERTIFICATE, EVENT_NODE_TLS_KEY and EVENT_NODE_USERS (or EVENT_NODE_INSECURE=true, where the network itself is guarded).`,
      );
    } else if (users !== undefined && !tls) {
      mistakes.push(
        'EVENT_NODE_USERS: clients send passwords over TLS only, so give EVENT_NODE_TLS_CERTIFICATE and EVENT_NODE_TLS_KEY too.',
      );
    }
  }

  const config = {
    database,
    host,
    port,
    ...(advertisedHost !== undefined && { advertisedHost }),
    ...(tls && { tls }),
    ...(users !== undefined && { users }),
    ...(httpPort !== undefined && { httpPort: portOf('EVENT_NODE_HTTP_PORT', httpPort) }),
    unguarded: !isLoopback(host) && !guarded,
  };
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return config;
}

export const isPostgresUrl = (text: string): boolean =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1;

/** Only programs on this machine can reach it. */
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
