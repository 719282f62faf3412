import { parentPort, workerData } from 'node:worker_threads';
import { LogReader } from '@redress/event-store';
import { judge, type Judged } from './verify-log.js';

/** What a thread is asked for: the events after a position, at most so many. */
export interface AskedPage {
  readonly after: bigint | null;
  readonly count: number;
}

/** Said twice for each page: as soon as it is read, so that the next can be, and once its events are judged; or that it could not be read. */
export type ToldPage =
  { readonly read: bigint | null; readonly events: number } | { readonly judged: readonly Judged[] } | { readonly failed: string };

const { eventStore } = workerData as { readonly eventStore: string };
const reader = new LogReader(eventStore);
const tell = (told: ToldPage) => parentPort!.postMessage(told);

// Reads and judges pages of the log beside others who do the same: reading costs as much as judging, and neither fits beside the other in one thread.
parentPort!.on('message', ({ after, count }: AskedPage) => {
  void (async () => {
    try {
      const events = await reader.after(after, count);
      tell({ read: events.at(-1)?.position ?? null, events: events.length });
      tell({ judged: events.map(judge) });
    } catch (error) {
      tell({ failed: error instanceof Error ? error.message : String(error) });
    }
  })();
});
