import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoggedEvent } from '@redress/event-store';
import type { CheckpointEvent } from './checkpoint.js';

/** A checkpoint or a key as it stands outside the database: one line of JSON. */
export type OutsideCheckpoint = CheckpointEvent & {
  /** In the stream of checkpoints. */
  readonly revision: number;
  /** Hash of the event. */
  readonly hash: string;
};

/** Files of one month each, by when the first of their lines was written. */
const fileName = /^checkpoints-\d{4}-\d{2}\.jsonl$/;

/** A file outside the database is not what was written; `message` says which and what to do. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** Lines of JSON in a folder outside the database, only ever added to. */
export class CheckpointFiles {
  constructor(private readonly folder: string) {}

  /**
   * All lines as they are now, in their order; what is added later is not among them. Undefined where there is no file.
   * @throws DamagedFile while reading
   */
  async lines(): Promise<AsyncGenerator<OutsideCheckpoint> | undefined> {
    const files = await Promise.all((await this.names()).map(async (name) => ({ name, size: (await stat(join(this.folder, name))).size })));
    return files.length === 0 ? undefined : linesOf(this.folder, files);
  }

  /** The last line; undefined where there is none. @throws DamagedFile */
  async last(): Promise<OutsideCheckpoint | undefined> {
    let last: OutsideCheckpoint | undefined;
    for (const name of (await this.names()).reverse()) {
      for await (const line of linesOf(this.folder, [{ name, size: (await stat(join(this.folder, name))).size }])) last = line;
      if (last) return last;
    }
    return undefined;
  }

  /** Adds events of the stream of checkpoints; they are on the disk afterwards. What a crash left half written is taken away first. */
  async add(events: readonly Pick<LoggedEvent, 'type' | 'revision' | 'data' | 'metadata'>[], at: Date): Promise<void> {
    if (events.length === 0) return;
    await mkdir(this.folder, { recursive: true });
    const existing = (await this.names()).at(-1);
    const ofMonth = `checkpoints-${at.toISOString().slice(0, 7)}.jsonl`;
    // A clock that was put back does not put a line before others.
    const name = existing !== undefined && existing > ofMonth ? existing : ofMonth;
    if (existing !== undefined) await withoutHalfLine(join(this.folder, existing));
    const file = await open(join(this.folder, name), 'a', 0o644);
    try {
      await file.appendFile(events.map(toLine).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    if (name !== existing) await flushFolder(this.folder);
  }

  private async names(): Promise<string[]> {
    try {
      return (await readdir(this.folder)).filter((name) => fileName.test(name)).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

const toLine = ({ type, revision, data, metadata }: Pick<LoggedEvent, 'type' | 'revision' | 'data' | 'metadata'>): string =>
  `${JSON.stringify({ revision, type, hash: metadata.hash, data })}\n`;

async function* linesOf(
  folder: string,
  files: readonly { readonly name: string; readonly size: number }[],
): AsyncGenerator<OutsideCheckpoint> {
  for (const { name, size } of files) {
    if (size === 0) continue;
    const path = join(folder, name);
    const input = createReadStream(path, { end: size - 1 });
    let endsWhole = true;
    input.on('data', (chunk) => (endsWhole = chunk.at(-1) === (typeof chunk === 'string' ? '\n' : 10)));
    let before: string | undefined;
    let number = 0;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (before !== undefined) yield parsed(before, path, number);
      before = line;
      number += 1;
    }
    // A crash may have left half a line at the end; what it said is in the log, and is written again.
    if (before !== undefined && endsWhole) yield parsed(before, path, number);
  }
}

function parsed(line: string, path: string, number: number): OutsideCheckpoint {
  try {
    const { revision, type, hash, data } = JSON.parse(line) as OutsideCheckpoint;
    // Written otherwise it was not written by us.
    const isOurs = JSON.stringify({ revision, type, hash, data }) === line;
    if (isOurs && Number.isSafeInteger(revision) && typeof type === 'string' && typeof hash === 'string' && typeof data === 'object')
      return { revision, type, hash, data } as OutsideCheckpoint;
  } catch {
    // Said below.
  }
  throw new DamagedFile(`${path} line ${number} is no checkpoint: restore the file from a copy`);
}

async function withoutHalfLine(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  let end = size;
  try {
    const tail = Buffer.alloc(Math.min(size, 65_536));
    await file.read(tail, 0, tail.length, size - tail.length);
    end = size - tail.length + tail.lastIndexOf(10) + 1;
  } finally {
    await file.close();
  }
  if (end < size) await truncate(path, end);
}

/** The name of a new file is on the disk afterwards; where a folder cannot be opened, as on Windows, the system sees to it. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
