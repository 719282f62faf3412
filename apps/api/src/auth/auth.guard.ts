import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Tokens, type Principal } from '@redress/platform';
import { Clock } from '../clock.js';
import { HttpProblem } from '../http/problem.js';
import { allowedOf, isAllowed, type Allowed } from './allow.js';

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}

/** The one place where a request is let in: by its token, and by a role that the route allows. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = allowedOf(context.getHandler()) ?? allowedOf(context.getClass());
    if (allowed === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.tokens.principalOf(request.headers.authorization, this.clock.now().getTime());
    request.principal = principal;
    requireRole(principal, allowed ?? []);
    return true;
  }
}

/** @throws HttpProblem 403 that names the roles that would do */
export function requireRole(principal: Principal, allowed: readonly Allowed[]): void {
  if (principal.roles.some((role) => isAllowed(role, allowed))) return;
  throw new HttpProblem(403, 'role-not-allowed', `this needs one of the roles ${allowed.join(', ')}`, {
    needed: allowed,
    has: principal.roles,
  });
}
