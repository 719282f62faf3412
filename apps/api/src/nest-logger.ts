import { format } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import type { createLogger } from '@redress/platform';

/** Nest's log lines in the format of all our processes. What Nest tells of its own wiring, as text, is for those who debug it. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: ReturnType<typeof createLogger>) {}

  log(message: unknown, context?: string): void {
    this.write(typeof message === 'object' ? 'info' : 'debug', message, context);
  }

  warn(message: unknown, context?: string): void {
    this.write('warn', message, context);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest.at(-1));
  }

  debug(message: unknown, context?: string): void {
    this.write('debug', message, context);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest.at(-1));
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, context: unknown): void {
    if (message instanceof Error) this.logger[level]({ err: message, context }, message.message);
    else if (typeof message === 'object') this.logger[level]({ ...message, context });
    else this.logger[level]({ context }, format(message));
  }
}
