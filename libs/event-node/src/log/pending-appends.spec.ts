import type { Append } from './events.js';
import { PendingAppends } from './pending-appends.js';

const append = (bytes = 10, type = 'T'): Append => ({
  stream: 's',
  expected: 'any',
  events: [{ id: 'a', type, json: false, metadata: Buffer.alloc(0), data: Buffer.alloc(bytes) }],
});
const committed = { kind: 'committed', revision: 0, position: 1 } as const;
const never = Infinity;

describe('pending appends', () => {
  it('are taken in order of arrival, all at once', () => {
    const pending = new PendingAppends();
    const appends = [append(), append(), append()];
    for (const each of appends) void pending.add(each, never);
    const group = pending.take();
    expect(group.map(({ append }) => append)).toEqual(appends);
    expect(pending.waiting).toBe(false);
    for (const each of group) each.settle(committed);
    expect(pending.size).toBe(0);
  });

  it('are split into groups by size, but one append is never too large', () => {
    const pending = new PendingAppends();
    for (const size of [20e6, 5e6, 2e6, 4e6]) void pending.add(append(size), never);
    expect([pending.take().length, pending.take().length, pending.take().length]).toEqual([1, 2, 1]);
    pending.settleAll({ kind: 'timed-out' });
  });

  it('are answered at their deadline, whether they wait or are under way, and once only', async () => {
    const pending = new PendingAppends();
    const underWay = pending.add(append(), Date.now() - 1);
    const [taken] = pending.take();
    const waiting = pending.add(append(), Date.now() - 1);
    expect(await Promise.all([underWay, waiting])).toEqual([{ kind: 'timed-out' }, { kind: 'timed-out' }]);
    taken!.settle(committed);
    expect(await underWay).toEqual({ kind: 'timed-out' });
    expect(pending.take()).toEqual([]);
  });

  it('that were answered are not put back', () => {
    const pending = new PendingAppends();
    void pending.add(append(), never);
    void pending.add(append(), never);
    const [first, second] = pending.take();
    void pending.add(append(), never);
    first!.settle(committed);
    pending.putBack([first!, second!]);
    expect(pending.take()[0]).toBe(second);
    pending.settleAll({ kind: 'timed-out' });
  });

  it('leave no room when they are many bytes, until some are answered', async () => {
    const pending = new PendingAppends();
    void pending.add(append(40e6), never);
    const room = pending.room();
    expect(room).toBeDefined();
    pending.take()[0]!.settle(committed);
    await room;
    expect(pending.room()).toBeUndefined();
  });

  it('leave no room to anyone as long as they are too many bytes, however often some are answered', async () => {
    const pending = new PendingAppends();
    for (let index = 0; index < 20; index++) void pending.add(append(4e6), never);
    let admitted = 0;
    const waiting = Array.from({ length: 100 }, async () => {
      await pending.room();
      admitted++;
    });
    const seen: number[] = [];
    while (pending.waiting) {
      for (const each of pending.take()) each.settle(committed);
      await new Promise(setImmediate);
      if (pending.size * 4e6 > 32 * 1024 * 1024) seen.push(admitted);
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen)).toEqual(new Set([0]));
    await Promise.all(waiting);
  });

  it('count the types of their events, which may be the longest part', () => {
    const pending = new PendingAppends();
    for (let index = 0; index < 40; index++) void pending.add(append(0, 'T'.repeat(500_000)), never);
    expect(pending.room()).toBeDefined();
    expect(pending.take().length).toBeLessThan(10);
    pending.settleAll({ kind: 'timed-out' });
  });
});
