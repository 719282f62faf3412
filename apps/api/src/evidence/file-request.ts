import type { IncomingMessage } from 'node:http';
import type { Instant } from '@redress/kernel';
import { HttpProblem } from '../http/problem.js';
import { BodyPipe } from '../http/validation.js';
import { FileFieldsDto } from './evidence.dto.js';

/** What is said of a file beside its bytes. */
export interface SaidOfFile {
  readonly description?: string;
  readonly occurredAt?: Instant;
}

/** What headers, a query or an upload's metadata say of a file, checked as a body is. @throws HttpProblem 400 `invalid-body` */
export async function fieldsOf(said: { description?: string; occurredAt?: string }): Promise<SaidOfFile> {
  const { description, occurredAt } = (await new BodyPipe().transform(said, { type: 'body', metatype: FileFieldsDto })) as FileFieldsDto;
  return { ...(description !== undefined && { description }), ...(occurredAt !== undefined && { occurredAt }) };
}

/** `Redress-Description`: headers are ASCII, so it is percent-encoded. */
export function descriptionIn(header: string | undefined): string | undefined {
  try {
    return header === undefined ? undefined : decodeURIComponent(header);
  } catch {
    throw new HttpProblem(400, 'invalid-description', 'Redress-Description must be percent-encoded UTF-8, as encodeURIComponent makes it');
  }
}

/** The SHA-256, hex, in `Content-Digest` (RFC 9530). */
export function sha256In(contentDigest: string | undefined): string | undefined {
  if (contentDigest === undefined) return undefined;
  const digest = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/.exec(contentDigest)?.[1];
  if (digest === undefined) throw new HttpProblem(400, 'invalid-digest', 'Content-Digest must say sha-256=:<base64>:');
  return Buffer.from(digest, 'base64').toString('hex');
}

/** The SHA-256, hex, in an upload's metadata, where tools write it in hex or in base64. */
export function sha256InMetadata(value: string | null | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value !== null && /^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  if (value !== null && /^[A-Za-z0-9+/]{43}=$/.test(value)) return Buffer.from(value, 'base64').toString('hex');
  throw new HttpProblem(400, 'invalid-digest', 'the metadata sha256 must be a SHA-256 in hex or base64');
}

/**
 * Uses a request's body as it comes. What is left of it afterwards is read and dropped: a client that is still sending would not see
 * the answer if the connection were closed on it.
 */
export async function reading<T>(raw: IncomingMessage, work: (body: AsyncIterable<Buffer>) => Promise<T>): Promise<T> {
  try {
    return await work(raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
  } finally {
    if (!raw.readableEnded) raw.removeAllListeners('data').resume();
  }
}
