import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const ROTATE_AT_BYTES = 20 * 1024 * 1024;

/** Appends to a log; at a start, one that has grown large becomes `<file>.1`, in place of the one before. */
export function openLog(file: string): WriteStream {
  rotate(file);
  return createWriteStream(file, { flags: 'a', mode: 0o640 });
}

export function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > ROTATE_AT_BYTES) renameSync(file, `${file}.1`);
}

/** Calls back for every line, and keeps the last so that a crash can be explained. */
export function eachLine(stream: Readable, line: (text: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', line);
}

/** What of a child's line belongs on the terminal: warnings and errors of its JSON log, and whatever is not a log line. */
export function worthSaying(line: string): string | undefined {
  if (!line.startsWith('{')) return line.trim() || undefined;
  try {
    const { level, msg } = JSON.parse(line) as { level?: string; msg?: string };
    return level === 'warn' || level === 'error' || level === 'fatal' ? (msg ?? line) : undefined;
  } catch {
    return line;
  }
}
