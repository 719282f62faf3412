import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createLogger } from '@redress/platform';
import { AppModule, type ApiConfig } from './app.module.js';
import { ApiMetrics } from './health/api-metrics.js';
import { NestLogger } from './nest-logger.js';
import { CommandAnswer } from './http/command-answer.dto.js';
import { BodyPipe } from './http/validation.js';
import { problemOf } from './http/problem.js';
import { sendProblem } from './http/problem.filter.js';
import { serveDocumentation } from './openapi.js';
import { securityHeaders } from './http/security-headers.js';

const maxBodyBytes = 1_048_576;

/** The HTTP application, not yet listening. */
export async function createApp(config: ApiConfig): Promise<NestFastifyApplication> {
  // Connections that a client keeps open without a request must not hold up a stop.
  const adapter = new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    requestTimeout: 60_000,
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
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done();
  });
  const metrics = app.get(ApiMetrics);
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.count(request, reply);
    done();
  });
  serveDocumentation(app);
  await app.init();
  // Nest makes bodies of forms; for us they are like every other type.
  fastify.removeContentTypeParser('application/x-www-form-urlencoded');
  return app;
}
