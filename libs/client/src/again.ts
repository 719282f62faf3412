/** What is sent again, and when: only what may be carried out twice without harm. */
export interface Patience {
  /** How often a request is sent again at most; 5 if left out. */
  readonly retries?: number;
  /** Waits; for tests. */
  readonly wait?: (ms: number, signal?: AbortSignal | null) => Promise<void>;
}

const pauseMs = (tried: number): number => Math.min(10_000, 100 * 2 ** tried) * (0.5 + Math.random() / 2);

/** Resolves after that long, or at once when what waits is given up. */
export async function wait(ms: number, signal?: AbortSignal | null): Promise<void> {
  if (signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}

/**
 * `fetch` that sends again what got no answer, a 429 or a 503. A command carries an `Idempotency-Key`, so that it happens once however often
 * it is sent; what has neither a key nor is a mere question is sent once, and so is a body that is a stream.
 */
export function patient(fetch: typeof globalThis.fetch, { retries = 5, wait: pause = wait }: Patience): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers.has('idempotency-key');
    for (let tried = 0; ; tried += 1) {
      const isLast = !isSafe || tried >= retries;
      try {
        const response = await fetch(isLast ? request : request.clone());
        if (isLast || (response.status !== 429 && response.status !== 503)) return response;
        await pause(await pauseOf(response, tried), request.signal);
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
        await pause(pauseMs(tried), request.signal);
      }
      request.signal.throwIfAborted();
    }
  };
}

/** How long the server asks to wait, in ms. */
async function pauseOf(response: Response, tried: number): Promise<number> {
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  // It has waited for its view already, as long as it waits for one request.
  if (code === 'view-behind') return 0;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? pauseMs(tried) : seconds * 1_000;
}
