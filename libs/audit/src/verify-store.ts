import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LogReader, StoreUnavailable, type LoggedEvent } from '@redress/event-store';
import { CheckpointFiles } from './checkpoint-files.js';
import { checkpointStream } from './checkpoint.js';
import type { Leaf } from './leaf.js';
import { judge, LogVerification, type Judged, type LogVerdict } from './verify-log.js';
import type { AskedPage, ToldPage } from './verify-thread.js';

export interface VerifyStoreOptions {
  /** `esdb://…` or `kurrentdb://…` */
  readonly eventStore: string;
  /** Folder that checkpoints are written to outside the database. */
  readonly folder: string;
  readonly fingerprints?: readonly string[];
  readonly leaves?: (from: number, to: number) => Promise<readonly Leaf[]>;
  readonly withOthers?: boolean;
  readonly now: Date;
  /** Threads that read and judge; 0: this one does it. */
  readonly threads: number;
  readonly onProgress?: (progress: { readonly events: number; readonly position: bigint; readonly end: bigint }) => void;
  /** What has been verified so far is forgotten, and it throws. */
  readonly signal?: AbortSignal;
}

/** Events that are read in one go. */
const page = 2_000;

/**
 * Verifies the log of an event store up to where it ends now; it may be in use.
 * @throws StoreUnavailable, DamagedFile
 */
export async function verifyStore(options: VerifyStoreOptions): Promise<LogVerdict & { readonly isComparedOutside: boolean }> {
  const { eventStore, folder, threads, onProgress, signal } = options;
  const reader = new LogReader(eventStore);
  const pages = threads > 0 ? new Threads(eventStore, threads) : new Inline(reader);
  try {
    // In this order, so that what is written meanwhile makes nothing look as if it were missing: files, their stream, the log.
    const outside = await new CheckpointFiles(folder).lines();
    const last = await reader.lastOf(checkpointStream);
    const end = (await reader.lastPosition()) ?? -1n;
    const verification = new LogVerification({
      ...options,
      ...(outside && { outside }),
      checkpoints: last ? eachOf(reader.stream(checkpointStream, 0, last.revision)) : eachOf(nothing()),
    });
    let events = 0;
    for await (const judged of pages.upTo(end)) {
      signal?.throwIfAborted();
      await verification.take(judged);
      events += judged.length;
      onProgress?.({ events, position: judged.at(-1)!.position, end });
    }
    return { ...(await verification.end()), isComparedOutside: outside !== undefined };
  } finally {
    await Promise.all([pages.close(), reader.close()]);
  }
}

async function* eachOf(pages: AsyncIterable<readonly LoggedEvent[]>): AsyncGenerator<LoggedEvent> {
  for await (const events of pages) yield* events;
}

async function* nothing(): AsyncGenerator<LoggedEvent[]> {}

/** Reads and judges in this thread. */
class Inline {
  constructor(private readonly reader: LogReader) {}

  async *upTo(end: bigint): AsyncGenerator<readonly Judged[]> {
    for (let after: bigint | null = null; after === null || after < end;) {
      const events: LoggedEvent[] = await this.reader.after(after, page);
      if (events.length === 0) return;
      after = events.at(-1)!.position;
      yield until(end, events.map(judge));
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const until = (end: bigint, judged: readonly Judged[]): readonly Judged[] =>
  judged.at(-1)!.position <= end ? judged : judged.filter(({ position }) => position <= end);

/** Several threads with a connection each, by turns: while one judges a page the next reads the one behind it. */
class Threads {
  private readonly workers: Thread[];

  constructor(eventStore: string, threads: number) {
    this.workers = Array.from({ length: threads }, () => new Thread(eventStore));
  }

  async *upTo(end: bigint): AsyncGenerator<readonly Judged[]> {
    const underWay: Promise<readonly Judged[]>[] = [];
    let after: bigint | null = null;
    let isRead = false;
    for (let turn = 0; !isRead || underWay.length > 0;) {
      if (!isRead && underWay.length < this.workers.length) {
        const { read, judged } = this.workers[turn++ % this.workers.length]!.ask({ after, count: page });
        // Told where it is awaited.
        judged.catch(() => undefined);
        const last: bigint | null = await read;
        if (last === null) isRead = true;
        else {
          underWay.push(judged);
          after = last;
          isRead = last >= end;
        }
        if (!isRead && underWay.length < this.workers.length) continue;
      }
      const oldest = await underWay.shift();
      if (oldest) yield until(end, oldest);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((thread) => thread.close()));
  }
}

class Thread {
  private readonly worker: Worker;
  private failed: (reason: Error) => void = () => undefined;
  private told: (page: ToldPage) => void = () => undefined;

  constructor(eventStore: string) {
    // Events live shortly: in a small young generation a quarter of the time goes into clearing it.
    const resourceLimits = { maxYoungGenerationSizeMb: 96 };
    this.worker = new Worker(join(import.meta.dirname, 'verify-thread.js'), { workerData: { eventStore }, resourceLimits });
    this.worker.on('message', (page: ToldPage) => this.told(page));
    this.worker.on('error', (error) => this.failed(error));
  }

  /** Where the page ends as soon as it is read, null at the end of the log; and its events once they are judged. */
  ask(asked: AskedPage): { readonly read: Promise<bigint | null>; readonly judged: Promise<readonly Judged[]> } {
    let [isRead, isJudged]: [(last: bigint | null) => void, (judged: readonly Judged[]) => void] = [() => undefined, () => undefined];
    let fail: (error: Error) => void = () => undefined;
    const failing = new Promise<never>((_, reject) => (fail = reject));
    const read = Promise.race([new Promise<bigint | null>((resolve) => (isRead = resolve)), failing]);
    const judged = Promise.race([new Promise<readonly Judged[]>((resolve) => (isJudged = resolve)), failing]);
    this.failed = fail;
    this.told = (page) => {
      if ('failed' in page) fail(new StoreUnavailable(page.failed));
      else if ('judged' in page) isJudged(page.judged);
      else isRead(page.read);
    };
    this.worker.postMessage(asked);
    return { read, judged };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
