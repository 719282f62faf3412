import { DELETED } from './events.js';
import type { Append, ExpectedRevision } from './events.js';
import { KnownStreams, needsIds, nowhere, planGroup, settingsIn } from './plan.js';
import type { Known, Plan, StreamState } from './plan.js';
import { noMetadata, softDeletion } from './stream-metadata.js';

const append = (stream: string, expected: ExpectedRevision, ...ids: string[]): Append => ({
  stream,
  expected,
  events: ids.map((id) => ({ id, type: 'Happened', json: true, metadata: Buffer.alloc(0), data: Buffer.from(id) })),
});

const place = (number: number | null, revision: number) => ({ number, revision });
const settings = (json: object) => Buffer.from(JSON.stringify(json));
const deletion = softDeletion();

/** Stream `old` has one event, id `o`, at position 7. Stream `gone` had six, then it was deleted softly; `ended` has a tombstone. */
const states: Record<string, StreamState> = {
  old: { self: place(3, 0), meta: nowhere, metadata: noMetadata },
  gone: { self: place(1, 5), meta: place(2, 0), metadata: { truncateBefore: DELETED }, deletion },
  ended: { self: place(0, DELETED), meta: nowhere, metadata: noMetadata },
};
const known: Known = {
  state: (name) => states[name] ?? { self: nowhere, meta: nowhere, metadata: noMetadata },
  find: (stream, id) => (stream === 'old' && id === 'o' ? [{ revision: 0, position: 7, recordedAt: 900 }] : []),
};
let ids = 0;
const planOf = (appends: readonly Append[], now = 2_000) => planGroup(appends, known, before, now, () => `new-${++ids}`);
const rowsOf = ({ events }: Plan) => events.map((event) => [event.stream, event.revision, event.type, Buffer.from(event.data).toString()]);
const remove = (stream: string, kind: 'soft' | 'hard', expected: ExpectedRevision = 'any'): Append => {
  const event =
    kind === 'soft' ? { type: '$metadata', json: true, data: deletion } : { type: '$streamDeleted', json: false, data: Buffer.alloc(0) };
  return { stream, expected, deletion: kind, events: [{ id: 'd', metadata: Buffer.alloc(0), ...event }] };
};
const before = { position: 7, lastStream: 3, recordedAt: 1_000 };

describe('the plan of a group', () => {
  it('numbers events without gaps, per stream and in all', () => {
    const plan = planOf([append('old', 0, 'a', 'b'), append('new', 'no-stream', 'c'), append('old', 2, 'd')]);
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
    const plan = planOf([append('new', 'no-stream', 'a'), append('new', 'no-stream', 'b')]);
    expect(plan.events).toHaveLength(1);
    expect(plan.outcomes[1]).toEqual({ kind: 'wrong-expected-revision', current: 0 });
  });

  it.each<[ExpectedRevision, string]>([
    ['no-stream', 'new'],
    ['any', 'new'],
    [0, 'old'],
    ['any', 'old'],
  ])('answers a repetition in the same group as the first (%s, %s)', (expected, stream) => {
    const plan = planOf([append(stream, expected, 'a'), append(stream, expected, 'a')]);
    expect(plan.events).toHaveLength(1);
    expect(plan.outcomes[1]).toEqual(plan.outcomes[0]);
  });

  it('answers a repetition of what is in the log with its place there', () => {
    const plan = planOf([append('old', 'any', 'o')]);
    expect(plan.outcomes).toEqual([{ kind: 'committed', revision: 0, position: 7 }]);
    expect(plan.after).toEqual(before);
  });

  it('writes nothing for an append without events', () => {
    const plan = planOf([append('old', 0), append('new', 'any')]);
    expect(plan.outcomes).toEqual([
      { kind: 'committed', revision: 0, position: 7 },
      { kind: 'committed', revision: -1, position: 7 },
    ]);
    expect(plan.newStreams).toEqual([]);
  });

  it('never lets recorded time go back', () => {
    expect(planOf([append('new', 'any', 'a')], 500).events[0]!.recordedAt).toBe(1_000);
  });
});

describe('a deletion', () => {
  it('writes to the metadata stream, and the next append makes the stream readable from behind its last event', () => {
    const plan = planOf([remove('old', 'soft', 0), append('old', 'no-stream', 'a', 'b'), append('old', 2, 'c')]);
    expect(rowsOf(plan)).toEqual([
      ['$$old', 0, '$metadata', '{"$tb":9223372036854775807}'],
      ['old', 1, 'Happened', 'a'],
      ['old', 2, 'Happened', 'b'],
      ['$$old', 1, '$metadata', '{"$tb":1}'],
      ['old', 3, 'Happened', 'c'],
    ]);
    expect(plan.outcomes).toEqual([
      { kind: 'committed', revision: 0, position: 8 },
      { kind: 'committed', revision: 2, position: 10 },
      { kind: 'committed', revision: 3, position: 12 },
    ]);
    expect(plan.streamNumbers).toEqual([4, 3, 3, 4, 3]);
  });

  it('of what has neither events nor metadata is refused, but a tombstone may stand there', () => {
    const plan = planOf([remove('new', 'soft'), remove('new', 'hard', 'no-stream'), append('new', 'any', 'a'), remove('new', 'soft')]);
    expect(rowsOf(plan)).toEqual([['new', DELETED, '$streamDeleted', '']]);
    expect(plan.outcomes).toEqual([
      { kind: 'wrong-expected-revision', current: -1 },
      { kind: 'committed', revision: DELETED, position: 8 },
      { kind: 'stream-deleted' },
      { kind: 'stream-deleted' },
    ]);
  });

  it('with a tombstone ends the metadata stream as well', () => {
    expect(planOf([append('$$ended', 'any', 'a'), append('ended', DELETED, 'a')]).outcomes).toEqual([
      { kind: 'stream-deleted' },
      { kind: 'stream-deleted' },
    ]);
  });

  it('is impossible where the metadata has ended for ever', () => {
    expect(planOf([remove('$$old', 'hard'), remove('old', 'soft')]).outcomes[1]).toEqual({ kind: 'stream-deleted' });
  });

  it('is undone by new metadata, which keeps all else that it says', () => {
    const event = { id: 'm', type: '$metadata', json: true, metadata: Buffer.alloc(0), data: settings({ $maxCount: 2, note: 'x' }) };
    const plan = planOf([{ stream: '$$gone', expected: 'any', events: [event] }, append('gone', 'stream-exists', 'a')]);
    expect(rowsOf(plan)).toEqual([
      ['$$gone', 1, '$metadata', '{"$maxCount":2,"note":"x"}'],
      ['$$gone', 2, '$metadata', '{"$maxCount":2,"note":"x","$tb":6}'],
      ['gone', 6, 'Happened', 'a'],
    ]);
  });

  it('leaves no position for a repetition of what cannot be read any more', () => {
    const plan = planOf([remove('old', 'soft'), append('old', 'any', 'o')]);
    expect(plan.outcomes[1]).toEqual({ kind: 'committed', revision: 0, position: null });
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
    expect(needsIds(append('s', expected, 'a'), revision === undefined ? undefined : { ...states.old!, self: place(1, revision) })).toBe(
      needed,
    );
  });
});

describe('what is remembered of streams', () => {
  const state = (json: object): StreamState => ({
    self: place(1, 0),
    meta: place(2, 0),
    ...settingsIn({ json: true, data: settings(json) }),
  });

  it('has no rules, and no piece of the request that they came with', () => {
    const request = Buffer.from(`before{"$tb":9223372036854775807}after`);
    const data = request.subarray('before'.length, -'after'.length);
    const found = settingsIn({ json: true, data });
    expect(Buffer.from(found.deletion!)).toEqual(data);
    expect(found.deletion!.buffer.byteLength).toBe(data.length);
    expect(settingsIn({ json: true, data: settings({ $acl: { $r: ['a'] }, $maxCount: 3 }) })).toEqual({ metadata: { maxCount: 3 } });
  });

  it('is only what is small, and nothing older either', () => {
    const streams = new KnownStreams();
    streams.set('s', state({ $maxCount: 3 }));
    expect(streams.get('s')?.metadata).toEqual({ maxCount: 3 });
    streams.set('s', { ...state({}), deletion: Buffer.alloc(5_000) });
    expect(streams.get('s')).toBeUndefined();
  });
});
