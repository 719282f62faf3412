import fc from 'fast-check';

interface LogEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly append: string;
  readonly index: number;
  readonly of: number;
}
interface Acknowledged {
  readonly append: string;
  readonly stream: string;
  readonly size: number;
  readonly revision: number;
  readonly position: number | null;
}
interface Followed {
  readonly name: string;
  readonly seen: readonly string[];
  readonly expects: (event: LogEvent) => boolean;
}
interface Told {
  readonly log: readonly LogEvent[];
  readonly acknowledged: readonly Acknowledged[];
  readonly followers: readonly Followed[];
}

// A plain module, run by the compiler of these tests without types of its own.
const { violationsOf } = jest.requireActual<{ violationsOf: (told: Told) => string[] }>('./check.mjs');

/** What a faultless node would have told of some appends, each a stream and a size; lane by lane, in this order. */
function faultless(appends: readonly (readonly [stream: string, size: number])[]): Told {
  const revisions = new Map<string, number>();
  const log: LogEvent[] = [];
  const acknowledged: Acknowledged[] = [];
  for (const [number, [stream, size]] of appends.entries()) {
    const append = `a0.0/0-${number}`;
    for (let index = 0; index < size; index++) {
      const revision = (revisions.get(stream) ?? -1) + 1;
      revisions.set(stream, revision);
      log.push({
        position: log.length * 3 + 1,
        stream,
        revision,
        id: `${append}#${index}`,
        type: `Kind${index % 4}`,
        append,
        index,
        of: size,
      });
    }
    acknowledged.push({ append, stream, size, revision: revisions.get(stream)!, position: log.at(-1)!.position });
  }
  const expects = ({ stream }: LogEvent): boolean => stream === 's';
  return { log, acknowledged, followers: [{ name: 'stream', seen: log.filter(expects).map(({ id }) => id), expects }] };
}

const plain = faultless([
  ['s', 1],
  ['t', 3],
  ['s', 2],
]);
const without = (position: number): Told => ({ ...plain, log: plain.log.filter((event) => event.position !== position) });
const withSeen = (...seen: string[]): Told => ({ ...plain, followers: [{ ...plain.followers[0]!, seen }] });
const withAnswer = (number: number, change: Partial<Acknowledged>): Told => ({
  ...plain,
  acknowledged: plain.acknowledged.map((answer, index) => (index === number ? { ...answer, ...change } : answer)),
});
const withEvent = (at: number, change: Partial<LogEvent>): Told => ({
  ...plain,
  log: plain.log.map((event, index) => (index === at ? { ...event, ...change } : event)),
});

describe('the checker of faults', () => {
  it('finds nothing where nothing is wrong', () => {
    const appends = fc.array(fc.tuple(fc.constantFrom('s', 't', 'u'), fc.integer({ min: 1, max: 5 })));
    fc.assert(fc.property(appends, (some) => violationsOf(faultless(some)).length === 0));
  });

  it('takes an append that nobody was told of, if it is whole', () => {
    expect(violationsOf({ ...plain, acknowledged: plain.acknowledged.slice(1) })).toEqual([]);
  });

  it('takes an answer without a position', () => {
    expect(violationsOf(withAnswer(1, { position: null }))).toEqual([]);
  });

  it('finds any event that is lost', () => {
    for (const { position } of plain.log) expect(violationsOf(without(position))).not.toEqual([]);
  });

  it('finds any event that is there twice, and any two that changed places', () => {
    for (const [at, event] of plain.log.entries()) {
      expect(violationsOf({ ...plain, log: [...plain.log, { ...event, position: 99 }] })).not.toEqual([]);
      const swapped = [...plain.log];
      [swapped[at], swapped[(at + 1) % swapped.length]] = [swapped[(at + 1) % swapped.length]!, event];
      expect(violationsOf({ ...plain, log: swapped })).not.toEqual([]);
    }
  });

  it.each<[string, Told, string]>([
    ['a lost append', { ...plain, log: plain.log.slice(0, 4) }, 'append a0.0/0-2 to s was acknowledged at revision 2 and is lost'],
    ['half an append', { ...plain, log: plain.log.slice(0, 5) }, 'append a0.0/0-2 at 13 is half there: 1 of 2 events in place'],
    ['a gap of revisions', withEvent(0, { revision: 1 }), 's has revision 1 where 0 belongs'],
    ['a position that falls', withEvent(3, { position: 2 }), 'position 2 comes behind 7'],
    ['another revision than answered', withAnswer(1, { revision: 5 }), 'append a0.0/0-1 was acknowledged at t@5 and ends at t@2'],
    ['another position than answered', withAnswer(0, { position: 9 }), 'append a0.0/0-0 was acknowledged at position 9 and is at 1'],
    [
      'a follower that missed one',
      withSeen('a0.0/0-0#0', 'a0.0/0-2#1'),
      'follower stream was given event a0.0/0-2#1 too early as its event 2 of 3',
    ],
    ['a follower that stopped', withSeen('a0.0/0-0#0'), 'follower stream was given nothing as its event 2 of 3'],
    [
      'a follower that was given one again',
      withSeen('a0.0/0-0#0', 'a0.0/0-0#0', 'a0.0/0-2#0', 'a0.0/0-2#1'),
      'follower stream was given event a0.0/0-0#0 again as its event 2 of 3',
    ],
    [
      'a follower that was given a foreign one',
      withSeen('x', 'y', 'z'),
      'follower stream was given event x unexpectedly as its event 1 of 3',
    ],
  ])('says what is wrong: %s', (_, told, sentence) => {
    expect(violationsOf(told)).toContain(sentence);
  });

  it('finds answers that do not fit the order in which they were given', () => {
    const [first, ...rest] = plain.acknowledged;
    expect(violationsOf({ ...plain, acknowledged: [...rest, first!] })).toEqual([
      'append a0.0/0-0 is in front of one that was acknowledged before it was sent',
    ]);
  });
});
