import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { HttpProblem, invalidBody } from './problem.js';

/** No command nests deeper than a fraction of this; what does would overflow the stack of whatever walks it. */
const maxDepth = 32;

/** Refuses what is not as its DTO says. Unknown fields are refused, not dropped: a misspelt field must not be lost in silence. */
export class BodyPipe extends ValidationPipe {
  constructor() {
    super({ whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, transform: true, exceptionFactory: invalidBody });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && isUnfit(maxDepth, value)) {
      throw new HttpProblem(400, 'invalid-body', `the body nests deeper than ${maxDepth} levels, or holds a number that is too large`);
    }
    return super.transform(value, metadata);
  }
}

/** True if it nests deeper, or holds a number that JSON can write but no program can hold, such as 1e999. */
function isUnfit(depth: number, value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isUnfit(depth - 1, inner));
}
