import { BACKWARDS, END, FORWARDS, jsonEvent, START, StreamNotFoundError } from '@eventstore/db-client';
import { all, idsOf, revisionsOf, someEvents, startTestNode } from './test-support.js';
import type { TestNode } from './test-support.js';

let test: TestNode;
const written: string[] = [];

/** 10 events in stream `a`, mixed with 300 in `b` and 10 in `$c`; more than one page. */
beforeAll(async () => {
  test = await startTestNode();
  for (let index = 0; index < 10; index++) {
    for (const [stream, count] of [
      ['a', 1],
      ['b', 30],
      ['$c', 1],
    ] as const) {
      const events = someEvents(count, `${stream}-type`);
      await test.client.appendToStream(stream, events);
      written.push(...events.map(({ id }) => id));
    }
  }
});
afterAll(() => test.end());

describe('reading a stream', () => {
  it.each([
    [FORWARDS, START, undefined, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [FORWARDS, 7n, undefined, [7, 8, 9]],
    [FORWARDS, 7n, 2, [7, 8]],
    [FORWARDS, 9n, 1, [9]],
    [FORWARDS, 10n, undefined, []],
    [BACKWARDS, END, undefined, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [BACKWARDS, END, 1, [9]],
    [BACKWARDS, 2n, undefined, [2, 1, 0]],
    [BACKWARDS, 100n, 2, [9, 8]],
    [BACKWARDS, START, undefined, [0]],
  ] as const)('%s from %s, at most %s', async (direction, fromRevision, maxCount, expected) => {
    const events = await all(test.client.readStream('a', { direction, fromRevision, ...(maxCount ? { maxCount } : {}) }));
    expect(revisionsOf(events)).toEqual(expected);
  });

  it('forwards from its end fails as it does in the server', async () => {
    await expect(all(test.client.readStream('a', { fromRevision: END }))).rejects.toMatchObject({ code: 2 });
  });

  it('gives every one of many pages', async () => {
    expect(revisionsOf(await all(test.client.readStream('b')))).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });

  it('says that a stream does not exist', async () => {
    await expect(all(test.client.readStream('nobody'))).rejects.toBeInstanceOf(StreamNotFoundError);
    await expect(all(test.client.readStream('no\0body', { direction: BACKWARDS }))).rejects.toBeInstanceOf(StreamNotFoundError);
  });
});

describe('reading $all', () => {
  it('forwards and backwards gives everything in order', async () => {
    expect(idsOf(await all(test.client.readAll()))).toEqual(written);
    expect(idsOf(await all(test.client.readAll({ direction: BACKWARDS, fromPosition: END })))).toEqual(written.toReversed());
  });

  it('from a position includes it forwards and excludes it backwards', async () => {
    const events = await all(test.client.readAll());
    const fromPosition = events[100]!.event!.position!;
    expect(idsOf(await all(test.client.readAll({ fromPosition })))).toEqual(written.slice(100));
    expect(idsOf(await all(test.client.readAll({ fromPosition, maxCount: 5 })))).toEqual(written.slice(100, 105));
    expect(idsOf(await all(test.client.readAll({ fromPosition, direction: BACKWARDS })))).toEqual(written.slice(0, 100).toReversed());
  });

  it('from beyond an end gives nothing, but fails backwards, as in the server', async () => {
    const beyond = { commit: 10_000_000n, prepare: 10_000_000n };
    expect(await all(test.client.readAll({ fromPosition: beyond }))).toEqual([]);
    expect(await all(test.client.readAll({ fromPosition: END }))).toEqual([]);
    expect(await all(test.client.readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([]);
    await expect(all(test.client.readAll({ direction: BACKWARDS, fromPosition: beyond }))).rejects.toMatchObject({ code: 2 });
  });

  it('of events that exceed a page gives each once', async () => {
    const large = Array.from({ length: 12 }, () => jsonEvent({ type: 'large', data: { text: 'x'.repeat(900_000) } }));
    for (const event of large) await test.client.appendToStream('large', event);
    const events = await all(test.client.readStream('large'));
    expect(idsOf(events)).toEqual(large.map(({ id }) => id));
  });

  it('can be left early', async () => {
    for await (const { event } of test.client.readAll()) {
      expect(event!.id).toBe(written[0]);
      break;
    }
  });
});
