import { createHash } from 'node:crypto';
import { QueryError } from './query-error.js';

/** Where a page ended: the sorted value (ISO instant; null where it has none) and id of its last row. */
export interface PageEnd {
  readonly value: string | null;
  readonly id: string;
}

/**
 * Opaque to clients. It carries a digest of itself and the question, so that a cursor that was changed, cut short or made for other
 * filters is refused and not silently answered with another page. It protects from mistakes; there is nothing in it to be secret.
 */
export function encodeCursor(end: PageEnd, question: string): string {
  const place = JSON.stringify([end.value, end.id]);
  return Buffer.from(`${digest(place, question)}${place}`).toString('base64url');
}

/** @throws QueryError `invalid-cursor` */
export function decodeCursor(cursor: string, question: string): PageEnd {
  const text = Buffer.from(cursor, 'base64url').toString();
  const place = text.slice(digestLength);
  // Encoding it again finds what base64url decoding forgives.
  if (Buffer.from(text).toString('base64url') !== cursor || text.slice(0, digestLength) !== digest(place, question)) {
    throw new QueryError(
      'invalid-cursor',
      'The cursor is not one of this question: repeat the question without it, with the same filters and sort.',
    );
  }
  const [value, id] = JSON.parse(place) as [string | null, string];
  return { value, id };
}

const digestLength = 16;

function digest(place: string, question: string): string {
  return createHash('sha256').update(`${question}\n${place}`).digest('base64url').slice(0, digestLength);
}
