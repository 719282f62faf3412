import { lookup } from 'node:dns/promises';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { WebhookTarget } from '@redress/policy';
import { useAgent as filteringAgent } from 'request-filtering-agent';
import { Webhook } from 'standardwebhooks';
import { NotDelivered, type Channel, type Notification } from './channel.js';
import { cloudEventOf, messageIdOf } from './cloud-event.js';
import type { Destinations } from './destinations.js';
import { webhookSecret } from './secret.js';

export interface WebhookOptions {
  readonly masterKey: Buffer;
  readonly destinations: Destinations;
  readonly now: () => Date;
  /** Until there is a connection, in ms. */
  readonly connectMs?: number;
  /** Until there is an answer, in ms. */
  readonly totalMs?: number;
  /** Finds the addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
}

/** Of an answer's body, which nobody reads, this much is let in. */
const mostBytes = 65_536;

/** Who does not want these bytes today does not want them tomorrow. */
const finalStatuses: readonly number[] = [400, 410, 413, 415, 422];

/**
 * Tells a web address, as CloudEvents signed as Standard Webhooks are. It follows no redirect, uses no proxy, and connects to public addresses
 * only unless the configuration names them: the addresses that are checked are the ones that are connected to.
 */
export class WebhookChannel implements Channel<WebhookTarget> {
  private readonly options: Required<WebhookOptions>;

  constructor(options: WebhookOptions) {
    const resolve = (host: string) => lookup(host, { all: true });
    this.options = { connectMs: 5_000, totalMs: 15_000, resolve, ...options };
  }

  async send(notification: Notification, rule: string, to: WebhookTarget, signal: AbortSignal): Promise<{ status: number }> {
    const body = cloudEventOf(notification, rule);
    const response = await this.post(new URL(to.url), body, this.signed(notification, rule, to, body), signal);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return { status };
    if (status >= 300 && status < 400) {
      throw new NotDelivered('redirected', `the receiver answered ${status}: redirects are not followed`, { status, isFinal: true });
    }
    throw new NotDelivered('refused', `the receiver answered ${status}`, {
      status,
      isFinal: finalStatuses.includes(status),
      ...retryAfterOf(response, this.options.now()),
    });
  }

  private signed(notification: Notification, rule: string, { secretVersion = 1 }: WebhookTarget, body: string): Record<string, string> {
    const id = messageIdOf(notification, rule);
    const at = this.options.now();
    // The secret before is signed with as well, so that a receiver can go over to the new one when it likes.
    const versions = secretVersion > 1 ? [secretVersion, secretVersion - 1] : [secretVersion];
    const signatures = versions.map((version) => new Webhook(webhookSecret(this.options.masterKey, rule, version)).sign(id, at, body));
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
  }

  private async post(url: URL, body: string, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
    const { destinations, totalMs } = this.options;
    const isNamed = destinations.allowsHost(url.hostname);
    if (url.protocol !== 'https:' && !isNamed) {
      throw new NotDelivered('not-https', 'the URL is not https, and the configuration does not name its host', { isFinal: true });
    }
    // Not AbortSignal.any: what is made of a signal that lives as long as the process is never quite forgotten.
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, totalMs);
    signal.addEventListener('abort', end, { once: true });
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
    try {
      signal.throwIfAborted();
      const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
      const addresses = await Promise.race([this.options.resolve(host), aborted(ending.signal)]);
      const isAllowed = isNamed || addresses.every(({ address }) => destinations.allowsAddress(address));
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: filteringAgent(url.href, { keepAlive: false, allowPrivateIPAddress: isAllowed }),
        lookup: pinned(addresses),
        signal: ending.signal,
        headers: {
          ...headers,
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Redress',
        },
      });
      return await this.answered(request, body, done);
    } catch (error) {
      done();
      throw problemOf(error, signal);
    }
  }

  /** The answer's head: what follows it is let in up to a bound, and read by nobody. */
  private answered(request: ClientRequest, body: string, done: () => void): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { connectMs } = this.options;
      const connecting = setTimeout(() => request.destroy(new NotDelivered('timed-out', 'no connection in time')), connectMs);
      const isConnected = () => clearTimeout(connecting);
      request.on('socket', (socket) => socket.on(request.protocol === 'https:' ? 'secureConnect' : 'connect', isConnected));
      request.on('close', isConnected);
      request.on('error', reject);
      request.on('response', (response) => {
        let bytes = 0;
        // At once: a short answer is over before anybody who waits for it goes on.
        response.on('close', done);
        response.on('error', () => undefined);
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > mostBytes) response.destroy();
        });
        resolve(response);
      });
      request.end(body);
    });
  }
}

/** What was looked up once and is judged is what is connected to: another answer of the name server changes nothing. */
const pinned =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, options, callback) => {
    const [first] = addresses;
    if (!first) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** What can be said of a failure: codes only, for messages quote names and addresses. */
function problemOf(error: unknown, stopping: AbortSignal): Error {
  if (error instanceof NotDelivered) return error;
  const { name = '', code = '', message = '' } = error as { name?: string; code?: unknown; message?: string };
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR') {
    return stopping.aborted ? new NotDelivered('interrupted', 'this process stops') : new NotDelivered('timed-out', 'no answer in time');
  }
  if (/^DNS lookup .* is not allowed/.test(message)) {
    return new NotDelivered('address-refused', 'the address is not public, and the configuration does not name it', { isFinal: true });
  }
  return new NotDelivered('unreachable', `no answer (${typeof code === 'string' && code !== '' ? code : 'no code'})`);
}

/** `Retry-After`, in seconds or as a date. */
function retryAfterOf({ headers }: IncomingMessage, now: Date): { retryAfterMs?: number } {
  const said = headers['retry-after']?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now.getTime();
  return ms > 0 ? { retryAfterMs: ms } : {};
}
