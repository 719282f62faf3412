import { HttpException, ServiceUnavailableException, type ValidationError } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { StaleRevision, TooManyConflicts } from '@redress/commands';
import { DamagedHistory, EventTooLarge, StoreUnavailable, UnknownEventVersion } from '@redress/event-store';
import {
  DigestMismatch,
  EvidenceDamaged,
  EvidenceMissing,
  EvidenceStoreUnavailable,
  EvidenceTooLarge,
  EvidenceTypeRefused,
} from '@redress/evidence';
import { Contradiction, RuleViolation, type Facts } from '@redress/kernel';
import { IssuerUnavailable, TokenRefused } from '@redress/platform';
import { QueryError, ViewNotReady } from '@redress/views';

/** An answer that says what was wrong and what to do (RFC 9457), with a stable code and the facts. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly facts: Facts;
}

/** A refusal that the HTTP edge itself makes. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly facts: Facts = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not well formed',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'A rule refuses this',
  410: 'Gone',
  412: 'It has changed since',
  413: 'Too large',
  414: 'Too long',
  415: 'Unsupported media type',
  422: 'The data contradicts itself',
  429: 'Too many requests',
  431: 'Too large',
  460: 'The checksum does not match',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

function problem(status: number, code: string, detail: string, facts: Facts = {}): Problem {
  return { type: `urn:redress:problem:${code}`, title: titles[status] ?? 'Error', status, code, detail, facts };
}

/** PostgreSQL error classes that pass: connection, resources (disk full), operator intervention, I/O. */
const passing = /^(08|53|57|58)/;
const networkErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function isDatabaseAway(error: unknown): boolean {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const { code = '', message = '' } = (cause ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (passing.test(code) || networkErrors.has(code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Driver not Connected/i.test(String(message));
}

/** Refusals for want of what the command is about. */
const absent = new Set(['not-received', 'no-such-improvement', 'no-such-incident', 'no-such-erasure']);

/** What any error means to the client; an unknown one never echoes its message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpProblem) return problem(error.status, error.code, error.message, error.facts);
  if (error instanceof Contradiction) return problem(422, error.code, error.message, error.facts);
  if (error instanceof RuleViolation) {
    return problem(absent.has(error.code) ? 404 : 409, error.code, error.message, error.facts);
  }
  if (error instanceof StaleRevision)
    return problem(412, 'stale-revision', error.message, { expected: error.expected, current: error.current });
  if (error instanceof TooManyConflicts) return problem(409, 'too-many-conflicts', error.message, { conflicts: error.conflicts });
  if (error instanceof TokenRefused) return problem(401, error.code, error.message);
  if (error instanceof IssuerUnavailable) return problem(503, 'issuer-unavailable', 'tokens cannot be checked at the moment: try again');
  if (error instanceof QueryError) return problem(error.kind === 'shape' ? 400 : 422, error.code, error.detail);
  if (error instanceof ViewNotReady) return problem(503, 'view-not-ready', error.message);
  if (error instanceof EventTooLarge)
    return problem(413, 'event-too-large', 'the command carries more than the event store takes in one event');
  if (error instanceof StoreUnavailable) {
    return error.outcomeUnknown
      ? problem(503, 'outcome-unknown', 'the event store did not answer: send the same command again with the same Idempotency-Key')
      : problem(503, 'event-store-unavailable', 'the event store does not answer: try again');
  }
  if (error instanceof DamagedHistory) {
    return problem(500, 'history-damaged', 'what is stored is not what was written: call an operator', {
      stream: error.stream,
      revision: error.revision,
      reason: error.reason,
    });
  }
  if (error instanceof UnknownEventVersion) return problem(503, 'newer-history', 'this was written by a newer version of this program');
  const ofEvidence = evidenceProblem(error);
  if (ofEvidence) return ofEvidence;
  if (isDatabaseAway(error)) return problem(503, 'database-unavailable', 'the database does not answer: try again');
  if (error instanceof ServiceUnavailableException) return problem(503, 'not-ready', 'not everything that is needed works', partsOf(error));
  return frameworkProblem(error) ?? problem(500, 'internal-error', 'something went wrong here: it is in the log under the request id');
}

function evidenceProblem(error: unknown): Problem | undefined {
  if (error instanceof EvidenceTooLarge) return problem(413, 'evidence-too-large', error.message, { maxBytes: error.maxBytes });
  if (error instanceof EvidenceTypeRefused)
    return problem(415, 'evidence-type', error.message, { declared: error.declared, found: error.found });
  if (error instanceof DigestMismatch)
    return problem(422, 'digest-mismatch', error.message, { expected: error.expected, received: error.received });
  if (error instanceof EvidenceDamaged)
    return problem(500, 'evidence-damaged', 'what is stored is not what was kept: call an operator', { hash: error.hash });
  if (error instanceof EvidenceMissing)
    return problem(500, 'evidence-missing', 'it is on record and not in the store: call an operator', { hash: error.hash });
  if (error instanceof EvidenceStoreUnavailable)
    return problem(503, 'evidence-store-unavailable', 'the evidence store does not work: try again');
  return undefined;
}

/** Terminus answers a red health check with an exception that holds the state of every part. */
function partsOf(error: ServiceUnavailableException): Facts {
  const answer = error.getResponse();
  return typeof answer === 'object' && 'details' in answer ? (answer.details as Facts) : {};
}

const frameworkCodes: Readonly<Record<number, string>> = {
  400: 'malformed-body',
  404: 'no-such-route',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'path-too-long',
  415: 'unsupported-media-type',
};

/** Nest's and Fastify's own refusals: their status is right, their words are not for users. */
function frameworkProblem(error: unknown): Problem | undefined {
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === undefined || status < 400 || status >= 500) return undefined;
  const words: Readonly<Record<number, string>> = {
    400: 'the body is not valid JSON, or the path is not well formed',
    404: 'there is no such route',
    413: 'the body is larger than 1 MiB',
    414: 'a part of the path is longer than any id or name',
    415: 'send application/json',
  };
  return problem(status, frameworkCodes[status] ?? 'bad-request', words[status] ?? titles[status] ?? 'the request is not accepted');
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** What is wrong in more places is told of the first; an answer is not larger than what it is an answer to. */
const mostFields = 100;
const mostNameLength = 200;
const shortened = (name: string): string => (name.length > mostNameLength ? `${name.slice(0, mostNameLength)}…` : name);

/** One line per field that is wrong, with its path. */
function invalidFields(errors: readonly ValidationError[], path = ''): { field: string; message: string }[] {
  return errors.flatMap((error) => {
    const name = shortened(error.property);
    const field = path ? `${path}.${name}` : name;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message: message.replace(error.property, name) }));
    return [...own, ...invalidFields(error.children ?? [], field)];
  });
}

export function invalidBody(errors: readonly ValidationError[]): HttpProblem {
  const fields = invalidFields(errors).slice(0, mostFields);
  const named = [...new Set(fields.map(({ field }) => field))];
  return new HttpProblem(400, 'invalid-body', `not accepted: ${named.slice(0, 5).join(', ')}${named.length > 5 ? ', …' : ''}`, { fields });
}
