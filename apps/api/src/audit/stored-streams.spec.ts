import fc from 'fast-check';
import type { LoggedEvent } from '@redress/event-store';
import { StoredStreams } from './stored-streams.js';

/** A log of these streams' events, one after the other, at positions with gaps. */
function logOf(streams: readonly string[]) {
  const revisions = new Map<string, number>();
  const log = streams.map((stream, index) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    return { stream, revision, position: BigInt(index * 3 + 1), id: `e${index}`, type: 'Happened' } as LoggedEvent;
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

const anybody = () => true;

async function foundIn(streams: StoredStreams, names: readonly string[], group: number) {
  const groups: (readonly [string, readonly string[]])[][] = [];
  for await (const some of streams.of(names, group))
    groups.push(some.map(({ stream, events }) => [stream, events.map(({ id }) => id)] as const));
  return groups.filter((some) => some.length > 0);
}

/** Asked for one by one, whatever that costs. */
function oneByOne(...of: ConstructorParameters<typeof StoredStreams>): StoredStreams {
  const streams = new StoredStreams(...of);
  jest.spyOn(streams as unknown as { readsThrough(): boolean }, 'readsThrough').mockReturnValue(false);
  return streams;
}

it('are the same out of the log and asked for one by one, up to the same moment, in the same groups', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', '$server');
  await fc.assert(
    fc.asyncProperty(
      fc.array(name, { maxLength: 40 }),
      fc.uniqueArray(name, { minLength: 5 }),
      fc.nat(130),
      fc.integer({ min: 1, max: 4 }),
      async (events, names, until, group) => {
        const { store, asked } = logOf(events);
        const parts = [store, BigInt(until), ({ position }: LoggedEvent) => position <= until, anybody] as const;
        const one = await foundIn(oneByOne(...parts), names, group);
        expect(asked).toEqual({ streams: names.length, pages: 0 });
        expect(await foundIn(new StoredStreams(...parts), names, group)).toEqual(one);
        expect(asked.streams).toBe(names.length);
        expect(asked.pages).toBeGreaterThan(0);
        expect(one.flat().flatMap(([, ids]) => ids)).toHaveLength(
          events.filter((stream, index) => names.includes(stream) && index * 3 + 1 <= until).length,
        );
      },
    ),
  );
});

it.each([3_999, 4_000, 4_001, 8_999])(
  'of which many are wanted are read with the log, page by page and no further than asked: %i',
  async (end) => {
    const { log, store, asked } = logOf(Array.from({ length: 10_000 }, (_, n) => `s-${n % 1_000}`));
    // Not in the order in which they were written: somebody was at the tables.
    [log[10], log[1_010]] = [
      { ...log[1_010]!, position: log[10]!.position },
      { ...log[10]!, position: log[1_010]!.position },
    ];
    const names = Array.from({ length: 1_000 }, (_, n) => `s-${n}`);
    const until = log[end - 1]!.position;
    const parts = [store, until, ({ position }: LoggedEvent) => position <= until, anybody] as const;
    const found = await foundIn(new StoredStreams(...parts), names, 100);
    expect(asked).toEqual({ streams: 0, pages: Math.ceil(end / 4_000) });
    const one = await foundIn(oneByOne(...parts), names, 100);
    expect(found.map((some) => some.map(([stream]) => stream))).toEqual(one.map((some) => some.map(([stream]) => stream)));
    expect(found.flat().flatMap(([, ids]) => ids)).toHaveLength(end);
    expect(
      found
        .flat()
        .find(([stream]) => stream === 's-10')![1]
        .slice(0, 2),
    ).toEqual(['e10', 'e1010']);
  },
);

it('of which few are wanted are asked for', async () => {
  const { store, asked } = logOf(['a', 'b', 'c']);
  await foundIn(new StoredStreams(store, 60n, () => true, anybody), ['a', 'b'], 1);
  expect(asked).toEqual({ streams: 2, pages: 0 });
  await foundIn(new StoredStreams(store, 59n, () => true, anybody), ['a', 'b'], 1);
  expect(asked).toEqual({ streams: 2, pages: 2 });
  const many = Array.from({ length: 10_000 }, (_, n) => `s-${n}`);
  await foundIn(new StoredStreams(store, 150_000n, () => true, anybody), many, 100);
  expect(asked).toEqual({ streams: 10_002, pages: 2 });
});

it('have in them nothing that the server says of them', async () => {
  const { log, store } = logOf(['a', 'a', 'a']);
  log[2] = { ...log[2]!, type: '$streamDeleted' };
  expect(await foundIn(new StoredStreams(store, 7n, () => true, anybody), ['a'], 1)).toEqual([[['a', ['e0', 'e1']]]]);
});

it('are read no further once nobody waits for them', async () => {
  const { log, store, asked } = logOf(Array.from({ length: 10_000 }, (_, n) => `s-${n % 2_000}`));
  const streams = new StoredStreams(
    store,
    log.at(-1)!.position,
    () => true,
    () => asked.pages < 2,
  );
  await expect(
    foundIn(
      streams,
      Array.from({ length: 2_000 }, (_, n) => `s-${n}`),
      100,
    ),
  ).rejects.toThrow('nobody waits');
  expect(asked).toEqual({ streams: 0, pages: 2 });
});

it('fail as the store fails, either way', async () => {
  const fails = () => Promise.reject(new Error('the node is away'));
  const parts = [{ readStored: fails, storedAfter: fails }, 5n, () => true, anybody] as const;
  for (const streams of [new StoredStreams(...parts), oneByOne(...parts)])
    await expect(foundIn(streams, ['a', 'b'], 1)).rejects.toThrow('the node is away');
});
