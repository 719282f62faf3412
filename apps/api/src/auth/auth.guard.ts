import { Injectable, RequestMethod, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TokenRefused, type Principal } from '@redress/platform';
import { HttpProblem } from '../http/problem.js';
import { Authorisation, type Access } from './authorisation.js';
import { rowOfRoute, type PolicyRow } from './policy-table.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token was checked at the door, and who is let in here. */
    principal?: Principal;
    /** What the caller may see of the answer. */
    access?: Access;
  }
}

/**
 * The one place where a request is let in: by its token, and by what the policy table says of its operation. The row is found by the method of the
 * controller that would answer, not by the text of the path: however a path is written, who answers it is known.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly rows = new Map<object, Map<object, PolicyRow | undefined>>();

  constructor(private readonly authorisation: Authorisation) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const row = this.rowOf(context.getClass(), context.getHandler());
    if (row?.about === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = request.bearer;
    if (!principal) throw request.refusal ?? new TokenRefused('token-missing', 'send a token: Authorization: Bearer <JWT>');
    request.principal = principal;
    if (!row)
      throw new HttpProblem(403, 'role-not-allowed', 'nobody may do this: the policy table does not have it', {
        needed: [],
        has: principal.roles,
      });
    const { id: complaintId } = request.params as { readonly id?: string };
    request.access = await this.authorisation.admit(row, principal, { complaintId, body: request.body, query: request.query });
    return true;
  }

  private rowOf(controller: Type, handler: object): PolicyRow | undefined {
    let rows = this.rows.get(controller);
    if (!rows) this.rows.set(controller, (rows = new Map()));
    if (!rows.has(handler)) rows.set(handler, rowOfRoute(routeOf(controller, handler) ?? ''));
    return rows.get(handler);
  }
}

/** `GET /v1/complaints/:id` of a method of a controller; undefined if it answers nothing, or several routes. */
export function routeOf(controller: object, handler: object): string | undefined {
  const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
  const [base, path] = [controller, handler].map((one) => Reflect.getMetadata('path', one) as unknown);
  if (method === undefined || typeof base !== 'string' || typeof path !== 'string') return undefined;
  return `${RequestMethod[method]} /${[base, path]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
}
