import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenRefused, type DoorConfig, type Principal, type Tokens } from '@redress/platform';
import { HttpProblem } from '../http/problem.js';
import { securityHeaders } from '../http/security-headers.js';
import { connectionLimits } from './connections.js';
import type { SecurityLog } from './security-log.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who the token speaks for, if one was sent that is good. What they may is not asked here. */
    bearer?: Principal;
    /** Why nobody is known: thrown by the guard of routes that are not public. */
    refusal?: Error;
    /** The code of the problem that it is answered with. */
    problemCode?: string;
  }
}

const minuteMs = 60_000;

/** Addresses, and networks of IPv6, that are remembered at a time: who comes with more makes us forget the oldest. */
const rememberedAddresses = 50_000;

/**
 * What every request passes before it has a route's attention, cheapest first: how many there may be, whose it is, and only then its body. Hooks of the
 * server and not of a path, so that no way of writing a path goes around them; for what is not found too.
 */
export async function guardDoor(
  fastify: FastifyInstance,
  config: DoorConfig,
  tokens: Tokens,
  log: SecurityLog,
  headers = connectionLimits.headers,
): Promise<void> {
  fastify.decorateRequest('bearer', undefined);
  fastify.decorateRequest('refusal', undefined);
  fastify.decorateRequest('problemCode', undefined);

  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done();
  });
  if (config.corsOrigins.length > 0) await fastify.register(cors, corsOptions(config.corsOrigins));

  // Its own hooks are for routes with limits of their own, by their `config.rateLimit`; what is for all is asked below.
  await fastify.register(rateLimit, {
    global: false,
    enableDraftSpec: true,
    cache: rememberedAddresses,
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1_000)),
  });
  const requests = fastify.createRateLimit({ max: config.requestsPerMinute, timeWindow: minuteMs });
  const badTokens = fastify.createRateLimit({ max: config.badTokensPerMinute, timeWindow: minuteMs });

  fastify.addHook('onRequest', async (request, reply) => {
    const { rawHeaders, httpVersionMinor } = request.raw;
    // What Node leaves out of very many headers may be what says under which condition something is wanted.
    if (rawHeaders.length > 2 * headers) throw new HttpProblem(431, 'headers-too-large', `there are more than ${headers} headers`);
    if (isDoubtful(rawHeaders, httpVersionMinor > 0))
      throw new HttpProblem(400, 'malformed-request', 'Host and Authorization must come once');
    const limit = await requests(request);
    if (!limit.isAllowed && limit.isExceeded) refuseMore(reply, limit);
    await identify(request, reply);
  });

  /** The token is checked once, here; whether its bearer may do what they ask for is the guard's question. */
  async function identify(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { authorization } = request.headers;
    // The issuer's times are real ones, whatever clock a story has.
    const now = Date.now();
    try {
      if (authorization !== undefined && !tokens.isKnown(authorization, now)) {
        // Signatures cost: who sends many bad ones is not read any more. Tokens that are known here are as good as before.
        const limit = await badTokens(request, { increment: false });
        if (!limit.isAllowed && limit.remaining === 0) refuseMore(reply, limit);
      }
      request.bearer = await tokens.principalOf(authorization, now);
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      if (error instanceof TokenRefused && error.code === 'token-invalid') await badTokens(request);
      request.refusal = error as Error;
      // Nobody's body is worth reading; no public route takes one. What is left unread ends the connection.
      if (!hasBody(request)) return;
      void reply.header('Connection', 'close');
      throw error;
    }
  }

  fastify.addHook('onResponse', (request, reply, done) => {
    noteRefusal(log, request, reply.statusCode);
    done();
  });
}

type Limit = Extract<Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>, { isAllowed: false }>;

function refuseMore(reply: FastifyReply, { max, ttlInSeconds }: Limit): never {
  const seconds = Math.max(1, ttlInSeconds);
  void reply.headers({ 'RateLimit-Limit': max, 'RateLimit-Remaining': 0, 'RateLimit-Reset': seconds, 'Retry-After': seconds });
  // What may still come of a body is not read either.
  if (hasBody(reply.request)) void reply.header('Connection', 'close');
  throw tooMany(seconds);
}

function tooMany(seconds: number): HttpProblem {
  return new HttpProblem(
    429,
    'too-many-requests',
    `there were too many requests from your address: try again in ${Math.max(1, seconds)} s`,
  );
}

/** Node keeps one of several, and a proxy in front may have kept another; and it must be said which host is meant. */
function isDoubtful(rawHeaders: readonly string[], needsHost: boolean): boolean {
  let [host, authorization] = [0, 0];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length === 4 && name.toLowerCase() === 'host') host += 1;
    else if (name.length === 13 && name.toLowerCase() === 'authorization') authorization += 1;
  }
  return host > 1 || authorization > 1 || (needsHost && host === 0);
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] !== undefined && headers['content-length'] !== '0');

function noteRefusal(log: SecurityLog, request: FastifyRequest, status: number): void {
  if (status !== 400 && status !== 401 && status !== 403 && status !== 429) return;
  const { ip: address, problemCode: code, bearer, method, routeOptions } = request;
  // The route as it is declared: what is filled in may be somebody's.
  const route = `${method} ${routeOptions.url ?? 'none'}`;
  if (status === 400) log.note('input-refused', { code, address, route, sub: bearer?.sub });
  if (status === 401) log.note('authentication-refused', { code, address, route });
  if (status === 403) log.note('authorisation-refused', { code, address, route, sub: bearer?.sub });
  if (status === 429) log.note('too-many-requests', { code, address, route });
}

/** Pages of named origins, with a token in a header as everybody: no cookie and nothing else that a browser sends by itself counts here. */
function corsOptions(origins: readonly string[]) {
  return {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Accept-Language',
      'Idempotency-Key',
      'If-Match',
      'Last-Event-ID',
      'Redress-Min-Position',
      'Redress-Purpose',
      'X-Correlation-Id',
      'Tus-Resumable',
      'Upload-Length',
      'Upload-Metadata',
      'Upload-Offset',
      'Upload-Checksum',
    ],
    exposedHeaders: [
      'ETag',
      'Location',
      'Retry-After',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'Content-Disposition',
      'Redress-Position',
      'Redress-Evidence-Hash',
      'Tus-Resumable',
      'Upload-Offset',
      'Upload-Length',
    ],
    maxAge: 600,
  };
}
