import fc from 'fast-check';
import { recorded, SpecLog, story } from '@redress/testing';
import { batched, paceAfter, type Batch } from './batches.js';
import type { LogItem } from './view.js';

const limits = { size: 10, buffer: 20, idleMs: 5, paceMs: 0 };

const event = (position: bigint) => recorded(Number(position), 0, story.event('Received', story.form), { position });

async function* finite(items: readonly LogItem[]): AsyncGenerator<LogItem> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

async function collect(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

test('all events come once, in order, however the log and the limits are', async () => {
  const item = fc.boolean();
  await fc.assert(
    fc.asyncProperty(fc.array(item), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 7 }), async (kinds, size, buffer) => {
      const items = kinds.map((isEvent, i): LogItem => (isEvent ? { event: event(BigInt(i)) } : { checkpoint: BigInt(i) }));
      const batches = await collect(batched(finite(items), { size, buffer, idleMs: 0, paceMs: 0 }));
      expect(batches.flatMap(({ events }) => events)).toEqual(items.flatMap((one) => ('event' in one ? [one.event] : [])));
      for (const { events, position } of batches) {
        expect(events.length).toBeLessThanOrEqual(size);
        expect((events.at(-1)?.position ?? position) <= position).toBe(true);
      }
      expect(batches.at(-1)?.position).toBe(items.length === 0 ? undefined : BigInt(items.length - 1));
    }),
  );
});

test('what has come while a batch was worked on is the next batch', async () => {
  const log = new SpecLog([event(1n)]);
  const abort = new AbortController();
  const batches = batched(log.all({ after: null, prefixes: ['complaint-'], signal: abort.signal }), limits);
  expect((await batches.next()).value).toMatchObject({ position: 1n });
  log.append(event(2n), event(3n), event(4n));
  while (log.handedOver < 4) await new Promise(setImmediate);
  expect(((await batches.next()).value as Batch).events).toHaveLength(3);
  abort.abort();
  expect(await batches.next()).toEqual({ done: true, value: undefined });
});

test('the next batch leaves the machine to others for twice as long as the last one took, within bounds', async () => {
  expect([0, 10, 25, 5_000].map((took) => paceAfter(took, 20))).toEqual([20, 30, 75, 5_060]);
  expect([0, 5_000].map((took) => paceAfter(took, 0))).toEqual([0, 5_000]);
  const log = new SpecLog([event(1n)]);
  const paced = { ...limits, paceMs: 20 };
  const batches = batched(log.all({ after: null, prefixes: ['complaint-'], signal: new AbortController().signal }), paced);
  const began = performance.now();
  await batches.next();
  log.append(event(2n));
  const taken = performance.now();
  while (performance.now() < taken + 25) await new Promise(setImmediate);
  await batches.next();
  // 75 ms after the first; the clock of timers has whole milliseconds.
  expect(performance.now() - began).toBeGreaterThan(65);
  await batches.return(undefined);
});

test('the log is read no further than the buffer while nobody takes a batch', async () => {
  const log = new SpecLog(Array.from({ length: 1_000 }, (_, i) => event(BigInt(i))));
  const batches = batched(log.all({ after: null, prefixes: ['complaint-'], signal: new AbortController().signal }), limits);
  for (let taken = 1; taken <= 5; taken++) {
    await batches.next();
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(log.handedOver).toBeLessThanOrEqual(taken * limits.size + limits.buffer);
  }
  await batches.return(undefined);
});

test('checkpoints that follow one another without events become one', async () => {
  const log = new SpecLog();
  const abort = new AbortController();
  const batches = batched(log.all({ after: null, prefixes: [], signal: abort.signal }), { ...limits, idleMs: 60_000 });
  const next = batches.next();
  for (let position = 1n; position <= 50n; position++) {
    log.push({ checkpoint: position });
    await new Promise(setImmediate);
  }
  abort.abort();
  expect((await next).value).toEqual({ events: [], position: 50n });
});

test('a lone checkpoint comes after a while', async () => {
  const log = new SpecLog();
  log.push({ checkpoint: 7n });
  const batches = batched(log.all({ after: null, prefixes: [], signal: new AbortController().signal }), limits);
  expect((await batches.next()).value).toEqual({ events: [], position: 7n });
});

test('what was read before the log failed comes first', async () => {
  async function* failing(): AsyncGenerator<LogItem> {
    yield* finite([{ event: event(1n) }, { event: event(2n) }]);
    throw new Error('the node is away');
  }
  const batches = batched(failing(), { ...limits, size: 1 });
  expect((await batches.next()).value).toMatchObject({ position: 1n });
  expect((await batches.next()).value).toMatchObject({ position: 2n });
  await expect(batches.next()).rejects.toThrow('the node is away');
});

test('a batch reaches to the furthest that came, though what is delivered again comes behind it', async () => {
  const batches = batched(finite([event(0n), event(3n), event(4n), event(1n)].map((one) => ({ event: one }))), limits);
  await batches.next();
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  expect((await batches.next()).value).toMatchObject({ position: 4n, events: [{}, {}, {}] });
});
