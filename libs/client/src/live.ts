import { createParser } from 'eventsource-parser';
import { wait } from './again.js';
import { Refused } from './problem.js';

/** An event of a stream, as it came. */
export interface LiveEvent {
  /** What `Last-Event-ID` resumes after; absent where the stream gives none. */
  readonly id?: string;
  /** `message`, where the stream does not name it. */
  readonly event: string;
  /** Plain JSON. */
  readonly data: unknown;
}

const standardPauseMs = 1_000;
const mostPauseMs = 30_000;

/**
 * Events without end: after a broken connection it goes on after the last event that was taken. Ends when it is given up by `signal`, or by
 * who stops asking.
 *
 * @param open asks for the stream after an event
 * @throws Refused for what will not be otherwise the next time: 4xx, but 429
 */
export async function* live(
  open: (lastEventId: string | undefined) => Promise<Response>,
  { lastEventId, signal, asked }: { lastEventId?: string; signal?: AbortSignal; asked: string },
): AsyncGenerator<LiveEvent> {
  let last = lastEventId;
  let pauseMs = standardPauseMs;
  for (let failed = 0; !signal?.aborted; failed += 1) {
    try {
      const response = await open(last);
      if (!response.ok) {
        const refused = await Refused.of(asked, response);
        if (response.status < 500 && response.status !== 429) throw refused;
      } else {
        for await (const { retryMs, ...event } of eventsOf(response.body!)) {
          failed = 0;
          if (retryMs !== undefined) pauseMs = retryMs;
          else {
            last = event.id ?? last;
            yield event;
          }
        }
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      // Anything else is a connection that broke, or could not be made.
      if (signal?.aborted) return;
    }
    await wait(Math.min(mostPauseMs, pauseMs * 2 ** Math.min(failed, 5)), signal);
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveEvent & { readonly retryMs?: number }> {
  const decoder = new TextDecoder();
  const pending: (LiveEvent & { readonly retryMs?: number })[] = [];
  const parser = createParser({
    onEvent: ({ id, event = 'message', data }) =>
      pending.push({ ...(id !== undefined && { id }), event, data: JSON.parse(data) as unknown }),
    onRetry: (retryMs) => pending.push({ event: 'retry', data: null, retryMs }),
  });
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* pending.splice(0);
  }
}
