import {
  ANY,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  persistentSubscriptionToStreamSettingsFromDefaults,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendExpectedRevision } from '@eventstore/db-client';
import { all, idsOf, revisionsOf, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

let streams = 0;
const newStream = (): string => `stream-${++streams}`;
const read = (stream: string) => all(test.client.readStream(stream));

/** With credentials the client uses Append, without them BatchAppend. */
const ways = [
  ['Append', { credentials: { username: 'u', password: 'p' } }],
  ['BatchAppend', {}],
] as const;

describe.each(ways)('%s', (_, way) => {
  const append = (stream: string, events: ReturnType<typeof someEvents>, expectedRevision: AppendExpectedRevision = ANY) =>
    test.client.appendToStream(stream, events, { expectedRevision, ...way });

  const streamOf = async (existing: number): Promise<string> => {
    const stream = newStream();
    if (existing > 0) await append(stream, someEvents(existing), NO_STREAM);
    return stream;
  };

  it.each<[existing: number, expected: AppendExpectedRevision]>([
    [0, ANY],
    [0, NO_STREAM],
    [3, ANY],
    [3, STREAM_EXISTS],
    [3, 2n],
  ])('to a stream of %s events, expecting %s, is written', async (existing, expected) => {
    const stream = await streamOf(existing);
    const { success, nextExpectedRevision, position } = await append(stream, someEvents(2), expected);
    const written = await read(stream);
    expect([success, nextExpectedRevision, position]).toEqual([true, BigInt(existing + 1), written.at(-1)!.event!.position]);
    expect(revisionsOf(written)).toEqual(Array.from({ length: existing + 2 }, (__, index) => index));
  });

  it.each<[existing: number, expected: AppendExpectedRevision]>([
    [0, STREAM_EXISTS],
    [0, 0n],
    [0, 5n],
    [3, NO_STREAM],
    [3, 0n],
    [3, 3n],
  ])('to a stream of %s events, expecting %s, is refused with both revisions', async (existing, expected) => {
    const stream = await streamOf(existing);
    const error: unknown = await append(stream, someEvents(2), expected).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    const actualVersion = existing === 0 ? NO_STREAM : BigInt(existing - 1);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: expected, actualVersion });
  });

  it.each<[AppendExpectedRevision]>([[ANY], [NO_STREAM], [STREAM_EXISTS], [1n]])(
    'again with the same ids, expecting %s, answers as the first time',
    async (expected) => {
      const stream = newStream();
      if (expected !== NO_STREAM) await append(stream, someEvents(2), NO_STREAM);
      const events = someEvents(3);
      const first = await append(stream, events, expected);
      await append(stream, someEvents(1));
      expect(await append(stream, events, expected)).toEqual(first);
      expect(await read(stream)).toHaveLength(expected === NO_STREAM ? 4 : 6);
    },
  );

  it('of a known and a new id is refused, of a new and a known one is written', async () => {
    const stream = newStream();
    const [a, b, c] = someEvents(3);
    await append(stream, [a!]);
    await expect(append(stream, [a!, b!])).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await append(stream, [c!, a!]);
    expect(idsOf(await read(stream))).toEqual([a!.id, c!.id, a!.id]);
  });

  it('knows an id in its own stream only', async () => {
    const events = someEvents(1);
    await append(newStream(), events, NO_STREAM);
    const stream = newStream();
    await append(stream, events, NO_STREAM);
    expect(await read(stream)).toHaveLength(1);
  });

  it('of nothing succeeds where the expectation holds', async () => {
    const stream = newStream();
    await append(stream, someEvents(2));
    const { position } = await append(stream, [], 1n);
    expect(position!.commit).toBe((await read(stream)).at(-1)!.event!.position!.commit);
    await expect(append(stream, [], 0n)).rejects.toBeInstanceOf(WrongExpectedVersionError);
  });

  it('of too much is refused with the limit, and nothing of it is written', async () => {
    const stream = newStream();
    const large = Array.from({ length: 6 }, () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(200_000) } }));
    await expect(append(stream, large)).rejects.toMatchObject({ maxAppendSize: 1024 * 1024 });
    await expect(append(stream, large)).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
    await append(stream, large.slice(0, 4));
    expect(await read(stream)).toHaveLength(4);
  });

  it('keeps data, metadata and names as they are', async () => {
    const stream = `${newStream()}-投诉 'quoted" \\{},%`;
    const event = jsonEvent({ type: '受理 {"a",\\b}', data: { text: '\u0000 🙂 \\ "' }, metadata: { $correlationId: 'ü' } });
    await append(stream, [event]);
    const [found] = await read(stream);
    expect(found!.event).toMatchObject({
      streamId: stream,
      type: event.type,
      data: event.data,
      metadata: event.metadata,
      id: event.id,
      isJson: true,
    });
    expect(Math.abs(found!.event!.created.getTime() - Date.now())).toBeLessThan(60_000);
  });
});

it('many at once leave no gap and no double, and only one of many rivals wins', async () => {
  const results = await Promise.all(
    Array.from({ length: 64 }, async (_, index) => {
      const stream = `rivals-${index % 8}`;
      const mine = test.client.appendToStream(`own-${index}`, someEvents(3), { expectedRevision: NO_STREAM });
      const any = test.client.appendToStream('shared', someEvents(2));
      const rival = test.client.appendToStream(stream, someEvents(1), { expectedRevision: NO_STREAM }).then(
        () => 1,
        () => 0,
      );
      await Promise.all([mine, any]);
      return rival;
    }),
  );
  expect(results.reduce<number>((sum, won) => sum + won, 0)).toBe(8);
  expect(revisionsOf(await read('shared'))).toEqual(Array.from({ length: 128 }, (_, index) => index));
  const log = await all(test.client.readAll());
  expect(log.map(({ event }) => Number(event!.position!.commit))).toEqual(log.map((_, index) => index + 1));
  const times = log.map(({ event }) => event!.created.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

it('works through discovery as well', async () => {
  const client = EventStoreDBClient.connectionString(test.node.connectionString.replace('esdb:', 'esdb+discover:'));
  const stream = newStream();
  await client.appendToStream(stream, someEvents(1));
  expect(await all(client.readStream(stream))).toHaveLength(1);
  await client.dispose();
});

it('answers UNIMPLEMENTED to what is not there yet', async () => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults();
  await expect(test.client.createPersistentSubscriptionToStream(newStream(), 'group', settings)).rejects.toMatchObject({ code: 12 });
});
