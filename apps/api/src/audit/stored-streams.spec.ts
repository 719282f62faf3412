import fc from 'fast-check';
import type { LoggedEvent } from '@redress/event-store';
import { StoredStreams } from './stored-streams.js';

/** A log of these streams' events, one after the other, at positions with gaps. */
function logOf(streams: readonly string[]) {
  const revisions = new Map<string, number>();
  const log = streams.map((stream, index) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    return { stream, revision, position: BigInt(index * 3 + 1), id: `e${index}` } as LoggedEvent;
  });
  const asked = { streams: 0, pages: 0 };
  const store = {
    readStored: (stream: string) => {
      asked.streams++;
      return Promise.resolve(log.filter((event) => event.stream === stream));
    },
    storedAfter: (position: bigint | null, limit: number) => {
      asked.pages++;
      return Promise.resolve(log.filter((event) => position === null || event.position > position).slice(0, limit));
    },
  };
  return { log, store, asked };
}

async function foundIn(streams: StoredStreams, names: readonly string[], group: number, logged: number) {
  const groups: (readonly [string, readonly string[]])[][] = [];
  for await (const some of streams.of(names, group, logged))
    groups.push(some.map(({ stream, events }) => [stream, events.map(({ id }) => id)] as const));
  return groups.filter((some) => some.length > 0);
}

it('are the same out of the log and asked for one by one, up to the same moment, in the same groups', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', '$server');
  await fc.assert(
    fc.asyncProperty(
      fc.array(name, { maxLength: 40 }),
      fc.uniqueArray(name, { minLength: 1 }),
      fc.nat(130),
      fc.integer({ min: 1, max: 4 }),
      async (events, names, until, group) => {
        const { store, asked } = logOf(events);
        const streams = new StoredStreams(store, BigInt(until), ({ position }) => position <= until);
        const one = await foundIn(streams, names, group, Infinity);
        expect(asked).toEqual({ streams: names.length, pages: 0 });
        expect(await foundIn(streams, names, group, 0)).toEqual(one);
        expect(asked.streams).toBe(names.length);
        expect(asked.pages).toBeGreaterThan(0);
        expect(one.flat().flatMap(([, ids]) => ids)).toHaveLength(
          events.filter((stream, index) => names.includes(stream) && index * 3 + 1 <= until).length,
        );
      },
    ),
  );
});

it('of which many are wanted are read with the log, page by page and no further than asked', async () => {
  const { log, store, asked } = logOf(Array.from({ length: 9_000 }, (_, n) => `s-${n % 300}`));
  const names = Array.from({ length: 300 }, (_, n) => `s-${n}`);
  const streams = new StoredStreams(store, log[4_500]!.position, () => true);
  const found = await foundIn(streams, names, 100, 8_999);
  expect(found.map((some) => some.length)).toEqual([100, 100, 100]);
  expect(asked).toEqual({ streams: 0, pages: 2 });
  await foundIn(streams, names, 100, 9_000);
  expect(asked).toEqual({ streams: 300, pages: 2 });
});

it('fail as the store fails, either way', async () => {
  const fails = () => Promise.reject(new Error('the node is away'));
  const streams = new StoredStreams({ readStored: fails, storedAfter: fails }, 5n, () => true);
  for (const logged of [0, Infinity]) await expect(foundIn(streams, ['a', 'b'], 1, logged)).rejects.toThrow('the node is away');
});
