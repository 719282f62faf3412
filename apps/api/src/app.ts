import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { Readable } from 'node:stream';
import { AppModule, type ApiConfig } from './app.module.js';
import { validationPipe } from './http/validation.js';
import { serveDocumentation } from './openapi.js';

const maxBodyBytes = 1_048_576;

/** The HTTP application, not yet listening. */
export async function createApp(config: ApiConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: maxBodyBytes, routerOptions: { maxParamLength: 200 }, requestTimeout: 60_000 });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.useGlobalPipes(validationPipe());
  // Many commands are read line by line as they come, never as one body.
  adapter.getInstance().addContentTypeParser('application/x-ndjson', (_request: unknown, body: Readable, done: (error: null, body: Readable) => void) => done(null, body));
  await app.register(helmet, { contentSecurityPolicy: { directives: { scriptSrc: [`'self'`, `'unsafe-inline'`] } } });
  serveDocumentation(app);
  await app.init();
  return app;
}
