import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions } from 'fastify';
import { HttpProblem, problemOf } from '../http/problem.js';
import { securityHeaders } from '../http/security-headers.js';

/** How long and how much a connection may take; whoever is slower or larger is cut. */
export interface ConnectionLimits {
  /** For the head of a request, from the moment of the connection on. */
  readonly headersMs: number;
  /** For a whole request, its body included. */
  readonly requestMs: number;
  /** Between two requests; longer than a proxy in front waits, which would else meet a closed connection. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction, answers that nobody reads included. */
  readonly silentMs: number;
  /** How often connections are looked through. */
  readonly lookMs: number;
  readonly headerBytes: number;
  readonly headers: number;
  /** A connection is then closed, so that none holds a place for ever. */
  readonly requestsPerConnection: number;
  readonly connections: number;
}

export const connectionLimits: ConnectionLimits = {
  headersMs: 20_000,
  requestMs: 60_000,
  keepAliveMs: 72_000,
  silentMs: 600_000,
  lookMs: 5_000,
  headerBytes: 16_384,
  headers: 100,
  requestsPerConnection: 100_000,
  connections: 20_000,
};

/** What Fastify, and Node's server below it, is told. */
export function serverOptions(limits: ConnectionLimits): FastifyHttpOptions<Server> {
  return {
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.silentMs,
    maxRequestsPerSocket: limits.requestsPerConnection,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.lookMs,
      maxHeaderSize: limits.headerBytes,
      // One lenient reader among several is how requests are smuggled.
      insecureHTTPParser: false,
      // The door itself asks for one: Node's answer has neither words nor headers.
      requireHostHeader: false,
    },
    clientErrorHandler: refuseUnread,
  };
}

/**
 * @returns ends the connections that nothing was asked on yet, such as browsers open beforehand: to Node they are not idle, and a stop would wait
 * until their time for a head is over
 */
export function limitServer(server: Server, limits: ConnectionLimits): () => void {
  server.maxConnections = limits.connections;
  // Node leaves out what is more and says nothing: one more is let through, so that the door sees that there were too many.
  server.maxHeadersCount = limits.headers + 1;
  // What else anybody expects is answered as if they did not, not by Node.
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response));
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => unused.forEach((socket) => socket.destroy());
}

/** What is no request, or does not become one in time, is answered as everything else is, and its connection ends. */
function refuseUnread(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = problemOf(unreadable(error.code));
  const body = JSON.stringify({ ...problem, requestId: randomUUID() });
  const headers = { ...securityHeaders, 'Content-Type': 'application/problem+json; charset=utf-8', Connection: 'close' };
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  if (socket.writable) socket.write(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

function unreadable(code: string | undefined): HttpProblem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new HttpProblem(408, 'request-too-slow', 'the request did not come in time: send it again');
  if (code === 'HPE_HEADER_OVERFLOW') return new HttpProblem(431, 'headers-too-large', 'the headers are larger than 16 KiB');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new HttpProblem(413, 'body-too-large', 'the body is larger than it may be');
  return new HttpProblem(400, 'malformed-request', 'this is no well-formed HTTP request');
}
