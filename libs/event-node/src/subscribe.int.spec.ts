import { once } from 'node:events';
import { END, eventTypeFilter, excludeSystemEvents, jsonEvent, START, streamNameFilter } from '@eventstore/db-client';
import type { AllStreamSubscription, Filter, Position, ResolvedEvent } from '@eventstore/db-client';
import { all, follow, idsOf, revisionsOf, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

let streams = 0;
const newStream = (): string => `stream-${++streams}`;
const append = (stream: string, count = 1, type?: string) => test.client.appendToStream(stream, someEvents(count, type));

/** The next `count` events of a subscription, which goes on. */
async function take(subscription: AsyncIterator<ResolvedEvent>, count: number): Promise<ResolvedEvent[]> {
  const events: ResolvedEvent[] = [];
  while (events.length < count) events.push((await subscription.next()).value as ResolvedEvent);
  return events;
}

describe('a subscription to a stream', () => {
  it('gives what is there, then what comes, and only of this stream', async () => {
    const stream = newStream();
    await append(stream, 100);
    const subscription = test.client.subscribeToStream(stream);
    const caughtUp = once(subscription, 'caughtUp');
    const events = subscription[Symbol.asyncIterator]();
    expect(revisionsOf(await take(events, 100))).toEqual(Array.from({ length: 100 }, (_, index) => index));
    await caughtUp;
    await append(newStream());
    await append(stream, 2);
    expect(revisionsOf(await take(events, 2))).toEqual([100, 101]);
    await subscription.unsubscribe();
  });

  it.each([
    ['a revision', 1n, [2, 3]],
    ['the end', END, [3]],
    ['before the first event', START, [0, 1, 2, 3]],
  ] as const)('starts behind %s', async (_, fromRevision, expected) => {
    const stream = newStream();
    await append(stream, 3);
    const subscription = test.client.subscribeToStream(stream, { fromRevision });
    const caughtUp = once(subscription, 'caughtUp');
    const events = take(subscription[Symbol.asyncIterator](), expected.length);
    await caughtUp;
    await append(stream);
    expect(revisionsOf(await events)).toEqual(expected);
    await subscription.unsubscribe();
  });

  it('waits for a stream that does not exist yet', async () => {
    const stream = newStream();
    const subscription = test.client.subscribeToStream(stream);
    await once(subscription, 'confirmation');
    await append(stream);
    expect(revisionsOf(await take(subscription[Symbol.asyncIterator](), 1))).toEqual([0]);
    await subscription.unsubscribe();
  });
});

describe('a subscription to $all', () => {
  const wanted: [string, () => Filter | undefined, (event: ResolvedEvent) => boolean][] = [
    ['without a filter', () => undefined, () => true],
    [
      'with prefixes of streams',
      () => streamNameFilter({ prefixes: ['mixed-1', 'mixed-2'] }),
      ({ event }) => /^mixed-[12]/.test(event!.streamId),
    ],
    ['with an expression on types', () => eventTypeFilter({ regex: 'T[13]$' }), ({ event }) => /T[13]$/.test(event!.type)],
    ['without system events', () => excludeSystemEvents(), ({ event }) => !event!.type.startsWith('$')],
  ];

  /** A log of its own kind: 60 events in 4 streams of 5 types, ended by one that every filter takes. */
  let log: ResolvedEvent[];
  const last = jsonEvent({ type: 'T1', data: {} });
  beforeAll(async () => {
    for (let index = 0; index < 60; index++) await append(`mixed-${index % 4}`, 1, index % 5 === 0 ? '$system' : `T${index % 5}`);
    await test.client.appendToStream('mixed-1', last);
    log = await all(test.client.readAll());
  });

  it.each(wanted)('%s resumes from every position without loss, double or disorder', async (_, filter, wants) => {
    for (const { event } of log.slice(-30)) {
      const from = event!.position!.commit;
      if (event!.id === last.id) continue;
      const events = await follow(test.client, { fromPosition: from, filter: filter() }, (found) => found.event!.id === last.id);
      expect(idsOf(events)).toEqual(idsOf(log.filter((found) => found.event!.position!.commit > from && wants(found))));
    }
  });

  it('from the end gives only what comes', async () => {
    const subscription = test.client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'caughtUp');
    const { position } = await append(newStream());
    const [event] = await take(subscription[Symbol.asyncIterator](), 1);
    expect(event!.event!.position).toEqual(position);
    await subscription.unsubscribe();
  });

  it('tells by checkpoints how far it has come, from each of which it can resume', async () => {
    const stream = `wanted-${newStream()}`;
    for (let index = 0; index < 40; index++) await append(index % 20 === 19 ? stream : newStream(), 5);
    const checkpoints: Position[] = [];
    const filter = streamNameFilter({
      prefixes: [stream],
      maxSearchWindow: 10,
      checkpointInterval: 2,
      checkpointReached: (_: AllStreamSubscription, position: Position) => void checkpoints.push(position),
    });
    const expected = idsOf(await all(test.client.readStream(stream)));
    const events = await follow(test.client, { filter }, ({ event }) => event!.id === expected.at(-1));
    expect(idsOf(events)).toEqual(expected);
    expect(checkpoints.length).toBeGreaterThan(10);
    for (const { commit } of checkpoints.slice(0, -1)) {
      const before = events.filter(({ event }) => event!.position!.commit <= commit).length;
      const rest = await follow(test.client, { fromPosition: commit, filter }, ({ event }) => event!.id === expected.at(-1));
      expect(idsOf(rest)).toEqual(expected.slice(before));
    }
  });

  it('tells it also on a log where nothing wanted happens', async () => {
    const checkpoints: bigint[] = [];
    let told: () => void = () => undefined;
    const filter = streamNameFilter({
      prefixes: ['nobody'],
      checkpointInterval: 1_000,
      checkpointReached: (_: AllStreamSubscription, { commit }: Position) => {
        checkpoints.push(commit);
        told();
      },
    });
    const until = async (position: bigint): Promise<void> => {
      while (!checkpoints.includes(position)) await new Promise<void>((resolve) => (told = resolve));
    };
    const subscription = test.client.subscribeToAll({ filter });
    subscription.resume();
    const before = await append(newStream());
    await until(before.position!.commit);
    const after = await append(newStream(), 3);
    await until(after.position!.commit);
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => Number(a - b)));
    await subscription.unsubscribe();
  });

  it('with an expression that never ends fails alone', async () => {
    await append(`${'a'.repeat(60)}!`);
    const filter = streamNameFilter({ regex: '^(a+)+$' });
    await expect(follow(test.client, { filter }, () => false)).rejects.toThrow('takes too long');
    await append(newStream());
  });
});

it('a subscriber that does not read stops neither the writer nor other readers, and misses nothing', async () => {
  const stream = newStream();
  const stalled = test.client.subscribeToStream(stream);
  await once(stalled, 'caughtUp');
  stalled.pause();
  const large = Array.from({ length: 10 }, (_, index) => jsonEvent({ type: 'Large', data: { index, text: 'x'.repeat(90_000) } }));
  // 54 MB: more than the node keeps in memory and than any window between it and the subscriber holds.
  for (let round = 0; round < 60; round++) {
    await test.client.appendToStream(
      stream,
      large.map((event) => ({ ...event, id: crypto.randomUUID() })),
    );
  }
  expect(await all(test.client.readStream(stream, { fromRevision: 590n }))).toHaveLength(10);
  expect(revisionsOf(await take(stalled[Symbol.asyncIterator](), 600))).toEqual(Array.from({ length: 600 }, (_, index) => index));
  await stalled.unsubscribe();
});
