import { applyDecorators, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { canonicalJson } from '@redress/event-store';
import type { Principal } from '@redress/platform';
import { purposePattern } from '@redress/privacy';
import { HttpProblem } from '../http/problem.js';
import { AuditReads } from './reads.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Up to where the log goes with the record of this read, where it was recorded. */
    readPosition?: bigint;
  }
}

const audited = 'redress:audit-read';

/**
 * What this route tells is recorded first, whoever asks, and who asks has to say what for: header `Redress-Purpose`. Routes under `/v1/audit/`
 * are recorded without it as well; there it is for the API's description.
 */
export const AuditRead = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(audited, true),
    ApiHeader({
      name: 'Redress-Purpose',
      required: true,
      description: 'What this is read for, a code or reference of 1 to 100 letters, digits, spaces and . : / _ -; it is kept in the log.',
    }),
  );

/** Questions that auditors may ask and that are too long for a URL. */
const askedByPost: ReadonlySet<string> = new Set(['/v1/what-if', '/v1/authority-matrix/evaluations', '/v1/classification-suggestions']);

/**
 * Records what is read for an audit, or by an auditor, before anything is answered. Comes after the guard that says who it is; costs everybody
 * else a look at their roles. A reading that then finds nothing is recorded all the same.
 */
@Injectable()
export class AuditReadGuard implements CanActivate {
  constructor(private readonly reads: AuditReads) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal } = request;
    // Open to all without a token, or on its way to a refusal.
    if (!principal) return true;
    const route = request.routeOptions.url ?? '';
    const isAsked = request.method === 'GET' || request.method === 'HEAD';
    const isAudit = isMarked(context.getHandler()) || isMarked(context.getClass()) || route.startsWith('/v1/audit/');
    if (!isAudit && !(principal.roles.includes('auditor') && (isAsked || askedByPost.has(route)))) return true;
    return this.record(request, principal, route, isAudit);
  }

  private async record(request: FastifyRequest, principal: Principal, route: string, isAudit: boolean): Promise<boolean> {
    const purpose = purposeOf(request.headers['redress-purpose']);
    if (isAudit && purpose === null) {
      throw new HttpProblem(400, 'purpose-required', 'say in the header Redress-Purpose what this is read for: it is kept in the log');
    }
    const said = (name: string, value: unknown) => (isPlain(name, value) ? value : this.reads.digest(String(value)));
    const parameters = Object.entries((request.query ?? {}) as Record<string, unknown>).map(([name, value]) => [
      isPlain('', name) ? name : this.reads.digest(name),
      Array.isArray(value) ? value.slice(0, mostValues).map((one) => said(name, one)) : said(name, value),
    ]);
    if (isBody(request.body)) parameters.push(['body', this.reads.digest(canonicalJson(request.body))]);
    const read = {
      route: `${request.method} ${route}`,
      ids: Object.fromEntries(
        Object.entries((request.params ?? {}) as Record<string, string>).map(([name, value]) => [name, said(name, value)]),
      ) as Record<string, string>,
      parameters: Object.fromEntries(parameters.slice(0, mostValues)) as Record<string, string | string[]>,
      purpose,
    };
    const by = { sub: principal.sub, roles: principal.roles, ...(principal.unit && { unit: principal.unit }) };
    request.readPosition = await this.reads.record(read, by);
    return true;
  }
}

/** No question has more. */
const mostValues = 200;

const isMarked = (route: object): boolean => Reflect.getMetadata(audited, route) === true;

function isBody(body: unknown): body is object {
  return typeof body === 'object' && body !== null && (Object.getPrototypeOf(body) === Object.prototype || Array.isArray(body));
}

/** @throws HttpProblem 400 if it is no purpose */
function purposeOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && purposePattern.test(header) && header.trim() !== '') return header.trim();
  throw new HttpProblem(400, 'invalid-purpose', 'Redress-Purpose must have 1 to 100 letters, digits, spaces or . : / _ -');
}

/** Moments and pages, which may be long numbers. */
const numbers: ReadonlySet<string> = new Set(['revision', 'from', 'to', 'asOf', 'knownAt', 'limit', 'position', 'ordinal']);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const time = /^\d{4}-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[ +-]\d\d:\d\d)?)?)?$/;
const code = /^[A-Za-z0-9][A-Za-z0-9._:,/~-]{0,99}$/;

/**
 * Whether a value is an id, a time or a code, and may stand in a log that is never changed: what somebody typed, a name or a telephone
 * number, may not.
 */
export function isPlain(name: string, value: unknown): boolean {
  if (value === '') return true;
  if (typeof value !== 'string' || name === 'q') return false;
  // What is none, in the place of an id, is anything.
  if (name === 'id' || name === 'complaintId') return uuid.test(value);
  const said = numbers.has(name) ? value.replace(/^(?:revision|asOf|knownAt):/, '') : value;
  if (uuid.test(said) || time.test(said) || (numbers.has(name) && /^\d{1,19}$/.test(said))) return true;
  return code.test(value) && !/\d[\d.-]{5,}\d/.test(value);
}
