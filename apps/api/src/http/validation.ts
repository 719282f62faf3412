import { ValidationPipe, type ValidationPipeOptions } from '@nestjs/common';
import { invalidBody } from './problem.js';

/** Unknown fields are refused, not dropped: a misspelt field must not be lost in silence. */
export const validation = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
} satisfies ValidationPipeOptions;

export const validationPipe = (): ValidationPipe => new ValidationPipe({ ...validation, transform: true, exceptionFactory: invalidBody });
