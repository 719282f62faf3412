import type { Page } from './reader.js';

/** Small first, so that a short read costs little; then large, so that a long one does not wait for round trips. */
const FIRST_LIMIT = 128;
const LIMIT = 1_024;

/**
 * Pages one after the other, the next one on its way while the caller handles the last.
 *
 * @param first where to begin
 * @param read one page of at most `limit` events
 * @param after where the page behind this one begins
 * @param most how many events are wanted at all
 */
export async function* pages(
  first: number,
  read: (from: number, limit: number) => Promise<Page>,
  after: (page: Page) => number,
  most = Infinity,
): AsyncGenerator<Page> {
  let wanted = most;
  let limit = Math.min(FIRST_LIMIT, wanted);
  let next: Promise<Page> | undefined = wanted > 0 ? read(first, limit) : undefined;
  while (next) {
    const page: Page = await next;
    wanted -= page.events.length;
    next = undefined;
    if (!page.last && wanted > 0) {
      limit = Math.min(LIMIT, limit * 4, wanted);
      next = read(after(page), limit);
      // If the caller leaves before it comes to this page, its failure concerns nobody.
      next.catch(() => undefined);
    }
    yield page;
  }
}
