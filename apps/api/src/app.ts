import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createLogger, repeatedName, Tokens } from '@redress/platform';
import { AppModule, type ApiConfig } from './app.module.js';
import { connectionLimits, limitServer, serverOptions } from './door/connections.js';
import { guardDoor } from './door/door.js';
import { SecurityLog } from './door/security-log.js';
import { ApiMetrics } from './health/api-metrics.js';
import { NestLogger } from './nest-logger.js';
import { CommandAnswer } from './http/command-answer.dto.js';
import { BodyPipe } from './http/validation.js';
import { HttpProblem, problemOf } from './http/problem.js';
import { sendProblem } from './http/problem.filter.js';
import { serveDocumentation } from './openapi.js';
import { documentationHeaders, securityHeaders } from './http/security-headers.js';

const maxBodyBytes = 1_048_576;

/**
 * The HTTP application, not yet listening.
 *
 * @param limits of connections; specs do not wait that long
 */
export async function createApp(config: ApiConfig, limits = connectionLimits): Promise<NestFastifyApplication> {
  const { trustedProxies } = config.door;
  const adapter = new FastifyAdapter({
    ...serverOptions(limits),
    bodyLimit: maxBodyBytes,
    // Whoever is not named says nothing of who asks, from where or for which host.
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // Connections that a client keeps open without a request must not hold up a stop.
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    // A name of 200 characters of any script, as a URL writes it.
    routerOptions: { maxParamLength: 2_400 },
    // Refused before there is a route, hence before every hook and filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(problemOf(error), request, reply.headers(securityHeaders)),
  });
  const logger = new NestLogger(createLogger('api', config.logLevel));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { logger, abortOnError: false });
  app.useGlobalPipes(new BodyPipe());
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  // Many commands are read line by line as they come, never as one body; what is not JSON at all is no body for us.
  fastify.addContentTypeParser('application/x-ndjson', (_request, body, done) => done(null, body));
  fastify.removeContentTypeParser('text/plain');
  // Files are read as they come, by the few routes that take any.
  fastify.addContentTypeParser('*', (request, body, done) => {
    if ((request.routeOptions.config as { isStreamed?: boolean } | undefined)?.isStreamed) done(null, body);
    else done(Object.assign(new Error('no parser for this media type'), { statusCode: 415 }));
  });
  // The revision that a command led to, to be sent back as If-Match.
  fastify.addHook('preSerialization', (_request, reply, payload, done) => {
    if (payload instanceof CommandAnswer) void reply.header('ETag', `"${payload.revision}"`);
    done(null, payload);
  });
  const endUnused = limitServer(fastify.server, limits);
  fastify.addHook('preClose', (done) => {
    endUnused();
    done();
  });
  await guardDoor(fastify, config.door, app.get(Tokens), app.get(SecurityLog), limits.headers);
  const metrics = app.get(ApiMetrics);
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.count(request, reply);
    done();
  });
  if (config.door.docs) {
    serveDocumentation(app);
    fastify.addHook('onSend', (request, reply, payload, done) => {
      if (request.routeOptions.url === '/docs') void reply.headers(documentationHeaders(payload));
      done(null, payload);
    });
  }
  await app.init();
  // Nest makes bodies of forms; for us they are like every other type.
  fastify.removeContentTypeParser('application/x-www-form-urlencoded');
  readJsonStrictly(fastify);
  return app;
}

/** As Fastify reads JSON; what is no UTF-8 would be stored as something else, and of a name that comes twice two readers may keep different ones. */
function readJsonStrictly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const malformed = () => done(new HttpProblem(400, 'malformed-body', 'the body is not JSON in UTF-8, or has a name twice'));
    if (!isUtf8(body)) return malformed();
    const text = body.toString('utf8');
    return parse(request, text, (error, value: unknown) => {
      if (!error && repeatedName(text) !== undefined) malformed();
      else done(error, value);
    });
  });
}
