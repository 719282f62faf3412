import type { Append, ExpectedRevision } from './events.js';
import { needsIds, planGroup } from './plan.js';
import type { Known } from './plan.js';

const append = (stream: string, expected: ExpectedRevision, ...ids: string[]): Append => ({
  stream,
  expected,
  events: ids.map((id) => ({ id, type: 'Happened', json: true, metadata: Buffer.alloc(0), data: Buffer.from(id) })),
});

/** Stream `old` has one event, id `o`, at position 7. */
const known: Known = {
  stream: (name) => (name === 'old' ? { number: 3, revision: 0 } : { number: null, revision: -1 }),
  find: (stream, id) => (stream === 'old' && id === 'o' ? [{ revision: 0, position: 7 }] : []),
};
const before = { position: 7, lastStream: 3, recordedAt: 1_000 };

describe('the plan of a group', () => {
  it('numbers events without gaps, per stream and in all', () => {
    const plan = planGroup([append('old', 0, 'a', 'b'), append('new', 'no-stream', 'c'), append('old', 2, 'd')], known, before, 2_000);
    expect(plan.events.map((e) => [e.position, e.stream, e.revision, e.id])).toEqual([
      [8, 'old', 1, 'a'],
      [9, 'old', 2, 'b'],
      [10, 'new', 0, 'c'],
      [11, 'old', 3, 'd'],
    ]);
    expect(plan.streamNumbers).toEqual([3, 3, 4, 3]);
    expect(plan.newStreams).toEqual([{ number: 4, name: 'new' }]);
    expect(plan.after).toEqual({ position: 11, lastStream: 4, recordedAt: 2_000 });
    expect(plan.outcomes).toEqual([
      { kind: 'committed', revision: 2, position: 9 },
      { kind: 'committed', revision: 0, position: 10 },
      { kind: 'committed', revision: 3, position: 11 },
    ]);
  });

  it('lets only one of two rivals in one group pass', () => {
    const plan = planGroup([append('new', 'no-stream', 'a'), append('new', 'no-stream', 'b')], known, before, 2_000);
    expect(plan.events).toHaveLength(1);
    expect(plan.outcomes[1]).toEqual({ kind: 'wrong-expected-revision', current: 0 });
  });

  it.each<[ExpectedRevision, string]>([
    ['no-stream', 'new'],
    ['any', 'new'],
    [0, 'old'],
    ['any', 'old'],
  ])('answers a repetition in the same group as the first (%s, %s)', (expected, stream) => {
    const plan = planGroup([append(stream, expected, 'a'), append(stream, expected, 'a')], known, before, 2_000);
    expect(plan.events).toHaveLength(1);
    expect(plan.outcomes[1]).toEqual(plan.outcomes[0]);
  });

  it('answers a repetition of what is in the log with its place there', () => {
    const plan = planGroup([append('old', 'any', 'o')], known, before, 2_000);
    expect(plan.outcomes).toEqual([{ kind: 'committed', revision: 0, position: 7 }]);
    expect(plan.after).toEqual(before);
  });

  it('writes nothing for an append without events', () => {
    const plan = planGroup([append('old', 0), append('new', 'any')], known, before, 2_000);
    expect(plan.outcomes).toEqual([
      { kind: 'committed', revision: 0, position: null },
      { kind: 'committed', revision: -1, position: null },
    ]);
    expect(plan.newStreams).toEqual([]);
  });

  it('never lets recorded time go back', () => {
    expect(planGroup([append('new', 'any', 'a')], known, before, 500).events[0]!.recordedAt).toBe(1_000);
  });
});

describe('ids are looked up', () => {
  it.each<[ExpectedRevision, number | undefined, boolean]>([
    ['any', undefined, true],
    [3, undefined, true],
    ['any', 3, true],
    ['stream-exists', 3, true],
    ['no-stream', 3, true],
    [2, 3, true],
    [3, 3, false],
    [4, 3, false],
    ['any', -1, false],
    ['no-stream', -1, false],
  ])('for an append that expects %s of a stream at %s: %s', (expected, revision, needed) => {
    expect(needsIds(append('s', expected, 'a'), revision === undefined ? undefined : { number: 1, revision })).toBe(needed);
  });
});
