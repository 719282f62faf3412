import { pino, stdSerializers, type Logger, type LoggerOptions } from 'pino';
import type { LogLevel } from './config.js';

const SECRET_FIELDS = ['authorization', 'cookie', 'token', 'password', 'masterKey', 'privateKey', 'secret', 'connectionString'];

/**
 * Options of every process's logger: one JSON object per line with the level's name, ISO time and the process's name.
 * Secrets are replaced by their field's name, on the top level and one below, in request headers, and inside any text.
 * They are a safety net: personal data and secrets are not to be logged in the first place.
 */
export function loggerOptions(name: string, level: LogLevel): LoggerOptions {
  return {
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
        'req.headers.authorization',
        'req.headers.cookie',
        'res.headers["set-cookie"]',
      ],
      censor: '[redacted]',
    },
    serializers: { err: withoutValues },
    hooks: { streamWrite: withoutSecrets },
  };
}

/** An error without the statement and the values that the database driver hangs on it: rows, keys and texts are not for a log. */
function withoutValues(error: Error): Record<string, unknown> {
  const { type, message, stack, code } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return { type, message, stack, ...(code !== undefined && { code }) };
}

/** A logger that writes to standard output at once, so that the last line before an exit is not lost. */
export const createLogger = (name: string, level: LogLevel): Logger =>
  pino(loggerOptions(name, level), pino.destination({ fd: 1, sync: true }));

/** Hides what connection strings and headers carry: `://user:password@` and bearer tokens. */
export function withoutSecrets(text: string): string {
  return text.replace(/(:\/\/[^\s:/@"]*:)[^\s/@"]*@/g, '$1[redacted]@').replace(/\b(Bearer\s+)[\w.~+/=-]+/gi, '$1[redacted]');
}
