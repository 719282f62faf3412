import { randomUUID } from 'node:crypto';
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { EventData } from '@eventstore/db-client';
import { all, idsOf, revisionsOf, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
beforeAll(async () => (test = await startTestNode()));
afterAll(() => test.end());

let streams = 0;
async function streamOf(count: number): Promise<string> {
  const stream = `stream-${++streams}`;
  if (count > 0) await test.client.appendToStream(stream, someEvents(count), { expectedRevision: NO_STREAM });
  return stream;
}
const read = (stream: string) => all(test.client.readStream(stream));
const readBackwards = (stream: string) => all(test.client.readStream(stream, { direction: BACKWARDS, fromRevision: END }));
const settings = (data: Record<string, unknown>, json = true): EventData =>
  json
    ? jsonEvent({ type: '$metadata', data: data as never })
    : binaryEvent({ type: '$metadata', data: Buffer.from(JSON.stringify(data)) });

describe('a deleted stream', () => {
  it('is not found, can be written again, and its revisions go on', async () => {
    const stream = await streamOf(3);
    await test.client.deleteStream(stream, { expectedRevision: 2n });
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);
    await expect(test.client.appendToStream(stream, someEvents(), { expectedRevision: STREAM_EXISTS })).rejects.toBeInstanceOf(
      StreamDeletedError,
    );
    const { nextExpectedRevision } = await test.client.appendToStream(stream, someEvents(2), { expectedRevision: NO_STREAM });
    expect(nextExpectedRevision).toBe(4n);
    expect(revisionsOf(await read(stream))).toEqual([3, 4]);
    expect(revisionsOf(await readBackwards(stream))).toEqual([4, 3]);
    expect((await test.client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
  });

  it('stays in $all', async () => {
    const stream = await streamOf(2);
    await test.client.deleteStream(stream);
    const log = await all(test.client.readAll({ fromPosition: START }));
    expect(log.filter(({ event }) => event!.streamId === stream)).toHaveLength(2);
    expect(log.at(-1)!.event).toMatchObject({ streamId: `$$${stream}`, type: '$metadata', revision: 0n });
  });

  it('is refused if it is at another revision, with both revisions', async () => {
    const stream = await streamOf(2);
    const error: unknown = await test.client.deleteStream(stream, { expectedRevision: 5n }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 5n, actualVersion: 1n });
  });
});

describe('a tombstone', () => {
  it('ends a stream for ever, for readers, writers and followers', async () => {
    const stream = await streamOf(2);
    const follower = all(test.client.subscribeToStream(stream, { fromRevision: START }));
    follower.catch(() => undefined);
    const { position } = await test.client.tombstoneStream(stream, { expectedRevision: 1n });
    await expect(follower).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(all(test.client.subscribeToStream(stream))).rejects.toBeInstanceOf(StreamDeletedError);
    for (const expectedRevision of [ANY, NO_STREAM, STREAM_EXISTS, 1n] as const) {
      await expect(test.client.appendToStream(stream, someEvents(), { expectedRevision })).rejects.toBeInstanceOf(StreamDeletedError);
    }
    await expect(test.client.setStreamMetadata(stream, { maxCount: 1 })).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(test.client.tombstoneStream(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    const last = (await all(test.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })))[0]!;
    expect(last.event).toMatchObject({ type: '$streamDeleted', revision: 9_223_372_036_854_775_807n, streamId: stream, position });
  });

  it('may stand where no stream ever was', async () => {
    const stream = await streamOf(0);
    await test.client.tombstoneStream(stream, { expectedRevision: NO_STREAM });
    await expect(read(stream)).rejects.toBeInstanceOf(StreamDeletedError);
  });
});

describe('metadata', () => {
  it('bounds what can be read by count, by revision and by age', async () => {
    const stream = await streamOf(6);
    await test.client.setStreamMetadata(stream, { maxCount: 4 });
    expect(revisionsOf(await read(stream))).toEqual([2, 3, 4, 5]);
    await test.client.setStreamMetadata(stream, { maxCount: 4, truncateBefore: 4 });
    expect(revisionsOf(await readBackwards(stream))).toEqual([5, 4]);
    await test.client.setStreamMetadata(stream, { truncateBefore: 60 });
    expect(await read(stream)).toEqual([]);
    await test.client.setStreamMetadata(stream, {});
    expect(await read(stream)).toHaveLength(6);
  });

  it('bounds by age where the first young event is, however long the stream', async () => {
    const stream = await streamOf(100);
    const aged = `update event_node.events e set recorded_at = recorded_at - interval '1 hour'
                    from event_node.streams s where s.stream = e.stream and s.name = '${stream}' and e.revision < `;
    await test.client.setStreamMetadata(stream, { maxAge: 600 });
    for (const young of [0, 1, 37, 64, 99, 100]) {
      await test.database.query(`update event_node.events set recorded_at = now()`);
      await test.database.query(aged + String(young));
      expect(revisionsOf(await read(stream))).toEqual(Array.from({ length: 100 - young }, (_, index) => young + index));
      expect(revisionsOf(await readBackwards(stream))).toHaveLength(100 - young);
    }
  });

  it('bounds by an age that nothing can have, and so by nothing', async () => {
    const stream = await streamOf(3);
    for (const maxAge of [10_000 * 31_557_600, Number.MAX_SAFE_INTEGER]) {
      await test.client.setStreamMetadata(stream, { maxAge });
      expect(revisionsOf(await read(stream))).toEqual([0, 1, 2]);
    }
  });

  it('that is no JSON settings counts as none, and only the last of it is read', async () => {
    const stream = await streamOf(3);
    const write = (event: EventData) => test.client.appendToStream(`$$${stream}`, event);
    await write(settings({ $maxCount: 1 }));
    expect(await read(stream)).toHaveLength(1);
    await write(settings({ $maxCount: 1 }, false));
    expect(await read(stream)).toHaveLength(3);
    await write(settings({ $maxCount: '1' }));
    expect(await read(stream)).toHaveLength(3);
    expect(revisionsOf(await read(`$$${stream}`))).toEqual([2]);
  });

  it('may come before the first event', async () => {
    const stream = await streamOf(0);
    await test.client.setStreamMetadata(stream, { maxCount: 2 });
    await test.client.appendToStream(stream, someEvents(5), { expectedRevision: STREAM_EXISTS });
    expect(revisionsOf(await read(stream))).toEqual([3, 4]);
  });
});

describe('a link', () => {
  const link = (target: string) => binaryEvent({ type: '$>', data: Buffer.from(target) });

  it('is answered with what it points to, if that is wanted', async () => {
    const target = await streamOf(3);
    const short = await streamOf(3);
    await test.client.setStreamMetadata(short, { truncateBefore: 2 });
    const gone = await streamOf(1);
    await test.client.deleteStream(gone);
    const links = await streamOf(0);
    const big = Array.from({ length: 40 }, () => `1@${target}`);
    const targets = [`2@${target}`, `-1@${target}`, `9@${target}`, `1@${short}`, `0@${gone}`, `0@nowhere`, '4', `x@${target}`, ...big];
    await test.client.appendToStream(links, targets.map(link));

    const plain = await all(test.client.readStream(links));
    expect(plain.map(({ event, link: of }) => [event!.type, of])).toEqual(targets.map(() => ['$>', undefined]));

    const expected = [
      [target, 2],
      [target, 2],
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      [links, 7],
      ...big.map(() => [target, 1]),
    ];
    const places = (events: typeof plain) => events.map(({ event }) => event && [event.streamId, Number(event.revision)]);
    const resolved = await all(test.client.readStream(links, { resolveLinkTos: true }));
    expect(places(resolved)).toEqual(expected);
    expect(resolved[0]!.link).toMatchObject({ streamId: links, revision: 0n, type: '$>' });
    expect(resolved[7]!.link).toBeUndefined();
    const inAll = await all(test.client.readAll({ resolveLinkTos: true }));
    expect(places(inAll.filter((each) => (each.link ?? each.event)!.streamId === links))).toEqual(expected);
  });

  it('is resolved for those who follow, from the log and live', async () => {
    const target = await streamOf(2);
    const links = await streamOf(0);
    await test.client.appendToStream(links, link(`0@${target}`));
    const found: unknown[] = [];
    for await (const { event, link: of } of test.client.subscribeToStream(links, { resolveLinkTos: true })) {
      found.push([event!.streamId, event!.revision, of!.revision]);
      if (found.length === 2) break;
      await test.client.appendToStream(links, link(`1@${target}`));
    }
    expect(found).toEqual([
      [target, 0n, 0n],
      [target, 1n, 1n],
    ]);
  });
});

it.each([
  '漢字 / path?x=1&y="2"',
  "'; drop table streams; --",
  '%',
  'a\nb\tc',
  '$system',
  '$ce-order',
  '$$$$deep',
  '𝒳-🎉',
  '\u202Eabc',
  ' ',
])('a stream may be called %j', async (name) => {
  const stream = `${name}${name.startsWith('$') ? randomUUID() : ''}`;
  const events = someEvents(2);
  await test.client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
  const found = await read(stream);
  expect(found.at(-1)!.event!.streamId).toBe(stream);
  // Of a metadata stream only the last event counts.
  expect(idsOf(found)).toEqual(events.map(({ id }) => id).slice(name.startsWith('$$') ? 1 : 0));
});
