import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { HttpProblem, invalidBody } from './problem.js';

/** No command nests deeper than a fraction of this; what does would overflow the stack of whatever walks it. */
const maxDepth = 32;
/** More than any document has under one name; what takes names apart compares each with each. */
const maxNames = 2_000;

/** Refuses what is not as its DTO says. Unknown fields are refused, not dropped: a misspelt field must not be lost in silence. */
export class BodyPipe extends ValidationPipe {
  constructor() {
    super({ whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, transform: true, exceptionFactory: invalidBody });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') {
      // Each item would be looked at and told.
      if (Array.isArray(value)) throw new HttpProblem(400, 'invalid-body', 'the body must be an object');
      if (isUnfit(maxDepth, value))
        throw new HttpProblem(
          400,
          'invalid-body',
          `the body nests deeper than ${maxDepth} levels, has more than ${maxNames} names in one object, or holds a number that is too large`,
        );
    }
    return super.transform(value, metadata);
  }
}

/** True if it nests deeper, is wider, or holds a number that JSON can write but no program can hold, such as 1e999. */
function isUnfit(depth: number, value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  const values: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return depth === 0 || (values.length > maxNames && values !== value) || values.some((inner) => isUnfit(depth - 1, inner));
}
