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
    if (metadata.type === 'body' && isDeeperThan(maxDepth, value)) {
      throw new HttpProblem(400, 'invalid-body', `the body nests deeper than ${maxDepth} levels`);
    }
    return super.transform(value, metadata);
  }
}

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(depth - 1, inner));
}
