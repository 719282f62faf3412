import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CommandHeaders } from './command.js';
import { HttpProblem } from './problem.js';

/** Who calls, and what their headers say of the command. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CommandHeaders => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return {
    principal: request.principal!,
    sentBody: typeof request.body === 'object' && request.body !== null ? request.body : {},
    idempotencyKey: idempotencyKeyOf(header(request, 'idempotency-key')),
    expectedRevision: revisionOf(header(request, 'if-match')),
    correlationId: correlationIdOf(header(request, 'x-correlation-id')),
  };
});

/** The headers that every command takes, for the API's description. */
export const CommandHeaderDocs = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: 200 },
      description: 'Any string of 1 to 200 characters; required of the role service.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      schema: { type: 'string', pattern: '^(\\*|"[0-9]{1,15}")$' },
      description: 'The revision that you saw, in quotes; 412 if it is no longer the last.',
    }),
    ApiHeader({
      name: 'X-Correlation-Id',
      required: false,
      schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,100}$' },
      description: 'Under which number you know what this belongs to; stays with the events.',
    }),
  );

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

export function idempotencyKeyOf(key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (key.length === 0 || key.length > 200) {
    throw new HttpProblem(400, 'invalid-idempotency-key', 'Idempotency-Key must have 1 to 200 characters');
  }
  return key;
}

function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const revision = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (revision === undefined) {
    throw new HttpProblem(400, 'invalid-if-match', 'If-Match must be the revision in quotes, as the ETag of an earlier answer: "3"');
  }
  return Number(revision);
}

export function correlationIdOf(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  if (!/^[\w.:-]{1,100}$/.test(id)) {
    throw new HttpProblem(400, 'invalid-correlation-id', 'X-Correlation-Id must have 1 to 100 letters, digits or . : _ -');
  }
  return id;
}
