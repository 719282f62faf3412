import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, type Problem } from './problem.js';

/** Every error leaves as a problem document; what we did not expect is logged whole, once. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error);
    if (problem.status >= 500)
      this.logger[problem.status === 503 ? 'warn' : 'error']({ err: error, requestId: request.id, code: problem.code });
    if (!reply.sent) sendProblem(problem, request, reply);
  }
}

/** The answer that says it, as a document with the headers that go with it. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (problem.status === 503) void reply.header('Retry-After', '1');
  if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  if (problem.code === 'stale-revision') void reply.header('ETag', `"${String(problem.facts['current'])}"`);
  request.problemCode = problem.code;
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...problem, instance: request.url.split('?')[0], requestId: request.id }));
}
