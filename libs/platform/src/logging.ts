import { pino, stdSerializers, type Logger, type LoggerOptions } from 'pino';
import type { LogLevel } from './config.js';

/** Names of fields, in any spelling, that hold what opens something. */
const secretFields =
  /^(?:authorization|proxy-?authorization|(?:set-?)?cookie|.*(?:token|password|passwd|secret|credential)s?|(?:master|private|signing|api|wrapped|subject)-?_?keys?|connection-?_?string|.*database-?_?url)$/i;

/** Names of fields that hold what people wrote or who they are, and what a driver hangs on its errors: rows, keys, statements. */
const personalFields =
  /^(?:body|payload|complainant|respondents|account|demands|phone|e-?mail|recipients|note|text|summary|parameters|values|rows?|query|sql|detail|where)$/i;

const deepest = 8;
const mostItems = 100;

/**
 * Options of every process's logger: one JSON object per line with the level's name, ISO time and the process's name.
 * Whatever is in a field of such a name is replaced, however deep it lies; so are, in any text, credentials in URLs, tokens, and the secrets of this
 * process themselves. It is a safety net: personal data and secrets are not to be logged in the first place.
 *
 * @param env where this process has its secrets from
 */
export function loggerOptions(
  name: string,
  level: LogLevel,
  env: Readonly<Record<string, string | undefined>> = process.env,
): LoggerOptions {
  const own = secretsOf(env);
  return {
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (line) => safe(line, deepest, new Set()) as Record<string, unknown> },
    // Whatever is an error has become a plain object by then.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args, method) {
        method.apply(this, withMessage(args) as typeof args);
      },
      streamWrite: (line) => withoutSecrets(own.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line)),
    },
  };
}

/** A copy that may be written down. */
function safe(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return withoutValues(value);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth === 0 || above.has(value)) return '[…]';
  above.add(value);
  try {
    if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => safe(item, depth - 1, above));
    if (value instanceof Map || value instanceof Set) return safe([...value], depth - 1, above);
    return Object.fromEntries(
      Object.entries(value)
        .slice(0, mostItems)
        .map(([name, field]) => [name, isHidden(name, field) ? '[redacted]' : safe(field, depth - 1, above)]),
    );
  } finally {
    above.delete(value);
  }
}

const isHidden = (name: string, value: unknown): boolean =>
  value !== undefined && value !== null && (secretFields.test(name) || personalFields.test(name));

/** An error and its causes, without the statement and the values that a driver hangs on it. */
function withoutValues(error: Error): Record<string, unknown> {
  const { type, message, stack, code } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return { type, message: uncited(message), stack: uncited(stack), ...(code !== undefined && { code }) };
}

/** Without what an error cites of a text that could not be read, or of a value that a database could not take. */
function uncited<T>(text: T): T | string {
  if (typeof text !== 'string') return text;
  return text
    .replaceAll(/(?:Unexpected token '[^]{1,2}', )?(?:\.\.\.)?"[^]*?"(?:\.\.\.)? is not valid JSON/g, 'what was read is not valid JSON')
    .replaceAll(/(invalid input (?:syntax|value) for [^:\n]*: )"[^]*?"(?=\n|:|$)/g, '$1[value]');
}

/** What an error says of itself becomes the line's message where there is none: it is given one that cites nothing. */
function withMessage(args: readonly unknown[]): unknown[] {
  if (typeof args[0] === 'string') return args.map(uncited);
  const [first, message, ...rest] = args;
  const error = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err;
  return [first, uncited(message ?? (error instanceof Error ? error.message : undefined)), ...rest];
}

/** A logger that writes to standard output at once, so that the last line before an exit is not lost. */
export const createLogger = (name: string, level: LogLevel): Logger =>
  pino(loggerOptions(name, level), pino.destination({ fd: 1, sync: true }));

/** What is secret in a process's environment: keys and passwords themselves, and those within connection strings. */
function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const found = Object.entries(env).flatMap(([name, value = '']) => {
    // Where a key lies is no secret.
    if (/^(?:REDRESS|EVENT_NODE|AWS|PG)\w*(?:KEYS?|SECRET|TOKEN|PASSWORD)$/.test(name) && !/_KEY_ID$|_TLS_KEY$/.test(name)) {
      return value.split(/[\s,]+/).filter((one) => !/^\.{0,2}\/[\w.-]+(?:\/[\w.-]+)*\.\w+$/.test(one));
    }
    if (!/^(?:REDRESS|EVENT_NODE)_/.test(name) || !URL.canParse(value)) return [];
    const { password } = new URL(value);
    return [password, decoded(password)];
  });
  // Whatever is shorter is found in everything.
  return [...new Set(found)].filter((secret) => secret.length >= 8);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Hides what connection strings, headers and URLs carry: `://user:password@`, bearer tokens and any other, `?token=…`, `NAME_SECRET=…`. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(:\/\/[^\s:/@"]*:)[^\s/@"]*@/g, '$1[redacted]@')
    .replace(/\b((?:Bearer|Basic)\s+)[\w.~+/=-]+/gi, '$1[redacted]')
    .replace(/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[redacted]')
    .replace(/([?&](?:[\w-]*(?:token|key|password|secret|signature)|sig|code)=)[^&\s"\\#]+/gi, '$1[redacted]')
    .replace(/\b([A-Z_]*(?:MASTER_KEY|SECRET|TOKEN|PASSWORD)=)[^\s"\\]+/g, '$1[redacted]');
}
