import type { RecordedEvent } from './events.js';
import { pages } from './reader.js';
import type { Page } from './reader.js';

/** A log of `length` events, positions from 1. */
const log =
  (length: number, limits: number[] = []) =>
  (from: number, limit: number): Promise<Page> => {
    limits.push(limit);
    const events = Array.from({ length: Math.max(0, Math.min(limit, length - from + 1)) }, (_, index) => ({ position: from + index }));
    return Promise.resolve({ events: events as unknown as RecordedEvent[], last: events.length < limit });
  };
const after = (page: Page): number => page.events.at(-1)!.position + 1;

const positions = async (all: AsyncGenerator<Page>): Promise<number[]> => {
  const found: number[] = [];
  for await (const page of all) found.push(...page.events.map((event) => event.position));
  return found;
};

describe('pages', () => {
  it.each([0, 1, 127, 128, 129, 640, 5_000])('give every one of %s events once, in order', async (length) => {
    expect(await positions(pages(1, log(length), after))).toEqual(Array.from({ length }, (_, index) => index + 1));
  });

  it('ask for no more than is wanted', async () => {
    const limits: number[] = [];
    expect(await positions(pages(1, log(1_000, limits), after, 200))).toHaveLength(200);
    expect(limits).toEqual([128, 72]);
    expect(await positions(pages(1, log(1_000), after, 0))).toEqual([]);
  });

  it('ask for few where a page holds few, because its events are large', async () => {
    const limits: number[] = [];
    const read = async (from: number, limit: number): Promise<Page> => {
      limits.push(limit);
      const { events, last } = await log(100)(from, limit);
      return { events: events.slice(0, 4), last: last && events.length <= 4 };
    };
    expect(await positions(pages(1, read, after))).toHaveLength(100);
    expect(new Set(limits.slice(1))).toEqual(new Set([16]));
  });

  it('are the smaller the more reads are under way, however long those are stalled', async () => {
    const largest = async (): Promise<number> => {
      const limits: number[] = [];
      await positions(pages(1, log(10_000, limits), after));
      return Math.max(...limits);
    };
    expect(await largest()).toBe(1_024);
    const stalled = Array.from({ length: 1_000 }, () => pages(1, log(10_000), after));
    for (const read of stalled) await read.next();
    expect(await largest()).toBe(32);
    for (const read of stalled) await read.return(undefined);
    expect(await largest()).toBe(1_024);
  });

  it('fail for the caller, not for the process, when the page ahead cannot be read', async () => {
    const read = (from: number, limit: number): Promise<Page> => (from === 1 ? log(200)(from, limit) : Promise.reject(new Error('away')));
    await expect(positions(pages(1, read, after))).rejects.toThrow('away');
    for await (const page of pages(1, read, after)) {
      expect(page.events).toHaveLength(128);
      break;
    }
  });
});
