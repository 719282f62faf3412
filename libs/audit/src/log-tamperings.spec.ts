import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { canonicalJson, envelop, hashOf, type LoggedEvent } from '@redress/event-store';
import type { EventTypes } from '@redress/kernel';
import fc from 'fast-check';
import { following, noCheckpoints, type CheckpointChain } from './checkpoint-chain.js';
import type { OutsideCheckpoint } from './checkpoint-files.js';
import { checkpointEventTypes, checkpointStream, introduceKey, signCheckpoint, type CheckpointEvent } from './checkpoint.js';
import { firstRunningHash, leafOf, runningHash, type Leaf } from './leaf.js';
import { judge, LogVerification, type LogVerdict } from './verify-log.js';

/** By hand: `npm run tamperings -- --n 1000 --seed 1`. */
const runs = Number(process.env.TAMPERINGS ?? 120);
const seed = process.env.TAMPERINGS_SEED === undefined ? {} : { seed: Number(process.env.TAMPERINGS_SEED) };

const types: EventTypes = { Happened: { version: 1, personal: [] }, ...checkpointEventTypes };
const newKey = () => generateKeyPairSync('ed25519').privateKey;
const startedAt = Date.parse('2026-11-22T08:00:00.000Z');
const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`;

/** A log as the program writes it: streams that go on by turns, signed now and then, the key rotated once. */
class Log {
  readonly events: LoggedEvent[] = [];
  private chain: CheckpointChain = noCheckpoints;
  private key: KeyObject | undefined;
  private ids = 0;

  add(stream: string, type: string, data: object): void {
    const before = this.events.filter((event) => event.stream === stream).at(-1);
    const ordinal = this.events.length;
    const at = new Date(startedAt + ordinal * 1_000).toISOString();
    const [stored] = envelop([{ type, data }], types, {
      stream,
      revision: before?.revision ?? -1,
      previousHash: before?.metadata.hash ?? '0'.repeat(64),
      commandId: idOf((this.ids += 1)),
      commandDigest: 'digest',
      correlationId: 'c',
      causationId: 'c',
      actor: { sub: 'anna', roles: ['handler'] },
      occurredAt: at,
      origin: 'api',
      policyVersions: { packs: 1 },
      subject: null,
      newId: () => idOf((this.ids += 1)),
    });
    this.events.push({ ...stored!, position: BigInt(ordinal + 1), recordedAt: at });
  }

  /** @param former null: it was lost */
  introduce(key: KeyObject, former: KeyObject | null = this.key ?? null): void {
    const said = { former: this.chain.key?.fingerprint ?? null, ordinal: this.chain.ordinal, previous: this.chain.previous };
    this.say({ type: 'CheckpointKeyIntroduced', data: introduceKey({ ...said, introducedAt: this.now() }, key, former ?? undefined) });
    this.key = key;
  }

  sign(key = this.key!): void {
    const { previous } = this.chain;
    const content = { ordinal: this.events.length, runningHash: runningOver(this.events), previous, key: this.chain.key!.fingerprint };
    this.say({ type: 'CheckpointSigned', data: signCheckpoint({ ...content, signedAt: this.now() }, key) });
  }

  private say(event: CheckpointEvent): void {
    this.chain = following(this.chain, event);
    this.add(checkpointStream, event.type, event.data);
  }

  private now(): string {
    return new Date(startedAt + this.events.length * 1_000).toISOString();
  }
}

const runningOver = (events: readonly LoggedEvent[]): string =>
  events.reduce((running, event, ordinal) => runningHash(running, leafOf(event, ordinal)), firstRunningHash);

function example(): LoggedEvent[] {
  const log = new Log();
  log.introduce(newKey());
  for (let n = 0; n < 90; n += 1) {
    log.add(`complaint-${(n * 5) % 7}`, 'Happened', { n, said: `what happened, ${n}`, nested: { list: [n, null, true] } });
    if ([2, 17, 30, 31, 55, 70, 84].includes(n)) log.sign();
    if (n === 40) log.introduce(newKey());
  }
  return log.events;
}

const original = example();
/** So many events are sealed. */
const { ordinal: sealed } = original.findLast(({ type }) => type === 'CheckpointSigned')!.data as { readonly ordinal: number };
const leaves: readonly Leaf[] = original.map(leafOf);
const outside = original.flatMap(({ stream, type, revision, metadata, data }) =>
  stream === checkpointStream ? [{ type, revision, hash: metadata.hash, data } as unknown as OutsideCheckpoint] : [],
);
const fingerprint = (original[0]!.data as { readonly fingerprint: string }).fingerprint;

interface Known {
  readonly outside?: readonly OutsideCheckpoint[];
  readonly leaves?: readonly Leaf[];
  readonly fingerprints?: readonly string[];
  readonly withOthers?: boolean;
}

async function verdictOn(log: readonly LoggedEvent[], known: Known = {}): Promise<LogVerdict> {
  const ofCheckpoints = log.filter(({ stream }) => stream === checkpointStream);
  const from = <T>(all: readonly T[]) => ({ [Symbol.asyncIterator]: () => one(all) });
  const verification = new LogVerification({
    checkpoints: from(ofCheckpoints),
    ...(known.outside && { outside: from(known.outside) }),
    ...(known.leaves && { leaves: (a, b) => Promise.resolve(known.leaves!.slice(a, b)) }),
    ...(known.fingerprints && { fingerprints: known.fingerprints }),
    ...(known.withOthers && { withOthers: true }),
    now: new Date('2027-01-01T00:00:00.000Z'),
  });
  for (let at = 0; at < log.length; at += 13) await verification.take(log.slice(at, at + 13).map(judge));
  return verification.end();
}

async function* one<T>(all: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* all;
}

type Tampered = { readonly log: LoggedEvent[]; readonly at: number; readonly places: readonly { stream: string; revision: number }[] };
/** Changes a log at an ordinal; undefined where it cannot be done there. */
type Tampering = (log: readonly LoggedEvent[], at: number, chance: number) => Tampered | undefined;

const rehashed = (event: LoggedEvent, previousHash = event.metadata.previousHash, revision = event.revision): LoggedEvent => {
  const changed = { ...event, revision, metadata: { ...event.metadata, previousHash } };
  return { ...changed, metadata: { ...changed.metadata, hash: hashOf(changed) } };
};

/** The chain of a stream made anew, so that nothing is to be seen in it. */
const rechained = (log: readonly LoggedEvent[], stream: string): LoggedEvent[] => {
  let [revision, previousHash] = [-1, '0'.repeat(64)];
  return log.map((event) => {
    if (event.stream !== stream) return event;
    const again = rehashed(event, previousHash, (revision += 1));
    previousHash = again.metadata.hash;
    return again;
  });
};

const replaced = (log: readonly LoggedEvent[], at: number, event: LoggedEvent) => log.map((old, i) => (i === at ? event : old));
const placeOf = ({ stream, revision }: LoggedEvent) => ({ stream, revision });

const edits: ((event: LoggedEvent, chance: number) => LoggedEvent)[] = [
  (event) => ({ ...event, id: idOf(999_999) }),
  (event) => ({ ...event, type: `${event.type}Not` }),
  (event, chance) => {
    const names = Object.keys(event.data);
    return { ...event, data: { ...event.data, [names[chance % names.length]!]: 'another' } };
  },
  (event) => ({ ...event, data: { ...event.data, more: 1 } }),
  (event, chance) => {
    const { hash, previousHash, ...rest } = event.metadata;
    const names = Object.keys(rest);
    return { ...event, metadata: { ...rest, [names[chance % names.length]!]: 'another', hash, previousHash } } as unknown as LoggedEvent;
  },
];
const edited = (event: LoggedEvent, chance: number) => edits[chance % edits.length]!(event, chance);

const tamperings: Record<string, Tampering> = {
  'a field': (log, at, chance) => ({ log: replaced(log, at, edited(log[at]!, chance)), at, places: [placeOf(log[at]!)] }),
  'a hash': (log, at) => {
    const event = log[at]!;
    const changed = { ...event, metadata: { ...event.metadata, hash: 'f'.repeat(64) } };
    return { log: replaced(log, at, changed), at, places: [placeOf(event)] };
  },
  'the time of recording': (log, at) => ({
    log: replaced(log, at, { ...log[at]!, recordedAt: '2020-01-01T00:00:00.000Z' }),
    at,
    places: [placeOf(log[at]!)],
  }),
  'the envelope taken away': (log, at) => ({
    log: replaced(log, at, { ...log[at]!, metadata: {} } as unknown as LoggedEvent),
    at,
    places: [placeOf(log[at]!)],
  }),
  'a field, its hash made anew': (log, at, chance) => ({
    log: replaced(log, at, rehashed(edited(log[at]!, chance))),
    at,
    places: [placeOf(log[at]!)],
  }),
  'a field, the chain made anew': (log, at, chance) => ({
    log: rechained(replaced(log, at, edited(log[at]!, chance)), log[at]!.stream),
    at,
    places: [placeOf(log[at]!)],
  }),
  removed: (log, at) => ({ log: log.filter((_, i) => i !== at), at, places: [placeOf(log[at]!)] }),
  'removed, the chain made anew': (log, at) => ({
    log: rechained(
      log.filter((_, i) => i !== at),
      log[at]!.stream,
    ),
    at,
    places: [placeOf(log[at]!)],
  }),
  'the rest of a stream removed': (log, at) => {
    const { stream, revision } = log[at]!;
    return { log: log.filter((event) => event.stream !== stream || event.revision < revision), at, places: [placeOf(log[at]!)] };
  },
  'inserted in a stream': (log, at) => {
    const model = log[at]!;
    const more = { ...model, id: idOf(888_888), data: { n: -1 } };
    return { log: rechained([...log.slice(0, at), more, ...log.slice(at)], model.stream), at, places: [placeOf(model)] };
  },
  'inserted in a stream of its own': (log, at) => {
    const more = rehashed({ ...log[at]!, id: idOf(777_777), stream: 'complaint-new', revision: 0 }, '0'.repeat(64));
    return { log: [...log.slice(0, at), more, ...log.slice(at)], at, places: [placeOf(more)] };
  },
  'inserted without an envelope': (log, at) => {
    const more = { ...log[at]!, stream: 'foreign-1', revision: 0, metadata: {} } as unknown as LoggedEvent;
    return { log: [...log.slice(0, at), more, ...log.slice(at)], at, places: [placeOf(more)] };
  },
  'two of different streams in another order': (log, at, chance) => {
    const other = Math.min(sealed - 1, at + 1 + (chance % 5));
    const [a, b] = [log[at]!, log[other]!];
    if (
      log.slice(at, other).some(({ stream }) => stream === b.stream) ||
      log.slice(at + 1, other).some(({ stream }) => stream === a.stream)
    )
      return undefined;
    return { log: log.map((event, i) => (i === at ? b : i === other ? a : event)), at, places: [placeOf(a), placeOf(b)] };
  },
  'two of one stream in another order': (log, at) => {
    const { stream } = log[at]!;
    const other = log.findIndex((event, i) => i > at && event.stream === stream);
    if (other < 0 || other >= sealed) return undefined;
    return {
      log: log.map((event, i) => (i === at ? log[other]! : i === other ? log[at]! : event)),
      at,
      places: [placeOf(log[at]!), placeOf(log[other]!)],
    };
  },
  'two of one stream in another order, the chain made anew': (log, at) => {
    const { stream } = log[at]!;
    const other = log.findIndex((event, i) => i > at && event.stream === stream);
    if (other < 0 || other >= sealed) return undefined;
    const turned = log.map((event, i) => (i === at ? log[other]! : i === other ? log[at]! : event));
    return { log: rechained(turned, stream), at, places: [placeOf(log[at]!)] };
  },
  'everything after it removed': (log, at) => ({ log: log.slice(0, at), at, places: [placeOf(log[at]!)] }),
  'everything after it another story': (log, at) => {
    const told = log.slice(at).map((event) => (event.stream === checkpointStream ? event : { ...event, data: { n: 'another' } }));
    const streams = [...new Set(told.map(({ stream }) => stream))].filter((stream) => stream !== checkpointStream);
    return { log: streams.reduce((all, stream) => rechained(all, stream), [...log.slice(0, at), ...told]), at, places: [] };
  },
};

const plain = (log: readonly LoggedEvent[]) => canonicalJson(log.map((event) => ({ ...event, position: 0 })));
const untouched = plain(original);

/** From the end of one checkpoint to that of the next: what one of them says nothing of in detail. */
const segmentOf = (ordinal: number): number[] => {
  const ends = outside.flatMap((line) => (line.type === 'CheckpointSigned' ? [line.data.ordinal] : []));
  return [ends.findLast((end) => end <= ordinal) ?? 0, ends.find((end) => end > ordinal) ?? original.length];
};

const anyTampering = fc.constantFrom(...Object.keys(tamperings));
const anyPlace = fc.integer({ min: 0, max: sealed - 1 });

describe('a log that nobody touched', () => {
  it('is sound, and says what is sealed, what is not, and by which key', async () => {
    const verdict = await verdictOn(original, { outside, leaves, fingerprints: [fingerprint] });
    expect(verdict).toMatchObject({
      events: original.length,
      streams: 8,
      checkpoints: 7,
      sealed: { events: sealed, recordedAt: original[sealed - 1]!.recordedAt, position: BigInt(sealed) },
      unsealed: original.length - sealed,
      keys: [fingerprint],
      faults: [],
      faultCount: 0,
      remarks: [],
    });
  });

  it('is sound by itself; the first key is then to be compared', async () => {
    const verdict = await verdictOn(original);
    expect(verdict).toMatchObject({ faultCount: 0, remarks: [expect.stringContaining(fingerprint)] });
  });

  it('may be empty, or not signed yet', async () => {
    expect(await verdictOn([])).toMatchObject({ events: 0, sealed: null, faultCount: 0 });
    expect(await verdictOn(original.slice(1, 3))).toMatchObject({ events: 2, sealed: null, unsealed: 2, faultCount: 0 });
  });

  it('may hold events of others, for who says so', async () => {
    const foreign = { ...original[3]!, stream: 'foreign-1', revision: 0, metadata: {} } as unknown as LoggedEvent;
    const log = [...original.slice(0, 20), foreign, ...original.slice(20)];
    expect(await verdictOn(log, { outside, leaves, withOthers: true })).toMatchObject({ faultCount: 0, ofOthers: 1 });
    expect((await verdictOn(log, { outside, leaves })).faults).toMatchObject([{ stream: 'foreign-1', revision: 0 }]);
  });
});

describe('within the sealed part', () => {
  it('every tampering is found and named, whatever was made anew', async () => {
    await fc.assert(
      fc.asyncProperty(anyTampering, anyPlace, fc.nat(1_000), async (kind, at, chance) => {
        const tampered = tamperings[kind]!(original, at, chance);
        fc.pre(tampered !== undefined && plain(tampered.log) !== untouched);
        const [first] = (await verdictOn(tampered!.log, { outside, leaves })).faults;
        const places = tampered!.places.length > 0 ? tampered!.places : [first];
        expect(first).toBeDefined();
        expect(places).toContainEqual(expect.objectContaining({ stream: first!.stream, revision: first!.revision }));
      }),
      { numRuns: runs, ...seed },
    );
  });

  it('is found without the table of leaves, and with a forged one, in its segment', async () => {
    const forged = leaves.map((leaf) => ({ ...leaf, hash: 'f'.repeat(64) }));
    await fc.assert(
      fc.asyncProperty(anyTampering, anyPlace, fc.nat(1_000), fc.boolean(), async (kind, at, chance, isForged) => {
        const tampered = tamperings[kind]!(original, at, chance);
        fc.pre(tampered !== undefined && plain(tampered.log) !== untouched);
        const { faults, sealed: left } = await verdictOn(tampered!.log, { outside, ...(isForged && { leaves: forged }) });
        expect(faults).not.toEqual([]);
        const [from, to] = segmentOf(at) as [number, number];
        // Nothing is said to be sealed that was touched, and the first fault is not elsewhere.
        const { position, stream, revision } = faults[0]!;
        const place =
          position === null ? original.findIndex((event) => event.stream === stream && event.revision === revision) : Number(position) - 1;
        const isNamed = tampered!.places.some((one) => one.stream === stream && one.revision === revision);
        expect(isNamed || (place >= from - 1 && place <= Math.max(to, from + 1))).toBe(true);
        expect(left?.events ?? 0).toBeLessThanOrEqual(isAllEventHash(kind) ? sealed : from);
      }),
      { numRuns: Math.ceil(runs / 2), ...seed },
    );
  });
});

/** What an event says of itself is found by itself, and changes nothing of what was signed. */
const isAllEventHash = (kind: string) => kind === 'a field' || kind === 'inserted without an envelope';

describe('checkpoints', () => {
  const checkpoints = original.flatMap(({ stream }, i) => (stream === checkpointStream ? [i] : []));
  const lastCheckpoint = checkpoints.at(-1)!;

  it.each(checkpoints.slice(0, -1).map((at) => [original[at]!.revision, at]))(
    'one that was removed is missed: revision %i',
    async (revision, at) => {
      const log = original.filter((_, i) => i !== at);
      for (const known of [{}, { outside }, { leaves }])
        expect((await verdictOn(log, known)).faults[0]).toMatchObject({
          stream: checkpointStream,
          revision,
          reason: `revision ${revision} is missing`,
        });
    },
  );

  it('the last of all is missed where it is written outside, and a log that was cut off with all its traces', async () => {
    const { revision } = original[lastCheckpoint]!;
    const without = original.filter((_, i) => i !== lastCheckpoint);
    expect((await verdictOn(without, { outside })).faults).toMatchObject([
      { revision, reason: expect.stringContaining('cut off') as string },
    ]);
    // By itself a beginning of the log is a sound log: that is what the files outside are for.
    expect(await verdictOn(original.slice(0, 60))).toMatchObject({ faultCount: 0 });
    expect((await verdictOn(original.slice(0, 60), { outside, leaves })).faultCount).toBeGreaterThan(0);
  });

  it('what is written outside is compared line by line', async () => {
    const at = 4;
    const reasons = async (lines: readonly OutsideCheckpoint[]) =>
      (await verdictOn(original, { outside: lines })).faults.map(({ revision, reason }) => [revision, reason]);
    expect(await reasons(outside.filter((_, i) => i !== at))).toEqual([[at, 'the checkpoint is missing outside the database']]);
    expect(await reasons(outside.slice(0, -1))).toEqual([[outside.length - 1, 'the checkpoint is missing outside the database']]);
    const changed = outside.map((line, i) => (i === at ? { ...line, data: { ...line.data, ordinal: 1 } } : line)) as OutsideCheckpoint[];
    expect((await reasons(changed))[0]).toEqual([at, 'the checkpoint is not the one that was written outside the database']);
    const retyped = outside.map((line, i) => (i === at ? { ...line, type: 'Another' } : line)) as OutsideCheckpoint[];
    expect((await reasons(retyped))[0]).toEqual([at, 'the checkpoint is not the one that was written outside the database']);
    const inserted = outside.toSpliced(at, 0, { ...outside[at - 1]!, hash: 'f'.repeat(64) });
    expect(await reasons(inserted)).toEqual([[at - 1, expect.stringContaining('is no repetition')]]);
    expect(await reasons([outside[1]!, outside[0]!, ...outside.slice(2)])).toEqual([[0, expect.stringContaining('is no repetition')]]);
    // As two workers leave it, one of which was held up behind its append.
    expect(await reasons(outside.toSpliced(at, 0, ...outside.slice(at - 2, at)))).toEqual([]);
    expect(await verdictOn(original, { outside: outside.slice(at) })).toMatchObject({
      faultCount: 0,
      remarks: expect.arrayContaining([`outside the database checkpoints are kept from revision ${at} on`]) as string[],
    });
  });

  it('a key that nobody vouches for is told of loudly, until its owner says so', async () => {
    const other = new Log();
    const [first, second] = [newKey(), newKey()];
    other.introduce(first);
    other.add('complaint-1', 'Happened', {});
    other.sign();
    other.introduce(second, null);
    other.sign();
    const keys = other.events.flatMap(({ type, data }) =>
      type === 'CheckpointKeyIntroduced' ? [(data as { fingerprint: string }).fingerprint] : [],
    );
    expect(await verdictOn(other.events)).toMatchObject({
      keys,
      faults: [{ stream: checkpointStream, revision: 2, reason: expect.stringContaining(keys[1]!) as string }],
    });
    expect(await verdictOn(other.events, { fingerprints: keys })).toMatchObject({ faultCount: 0 });
    expect((await verdictOn(other.events, { fingerprints: ['another'] })).faults[0]).toMatchObject({ revision: 0 });
  });

  it('a whole tail told anew and signed with another key is found, with the fingerprint or what is outside', async () => {
    const log = new Log();
    log.introduce(newKey());
    for (let n = 0; n < 20; n += 1) log.add('complaint-1', 'Happened', { n });
    log.sign();
    expect(await verdictOn(log.events)).toMatchObject({ faultCount: 0 });
    expect((await verdictOn(log.events, { outside })).faults[0]).toMatchObject({
      revision: 0,
      reason: expect.stringContaining('outside') as string,
    });
    expect((await verdictOn(log.events, { fingerprints: [fingerprint] })).faults[0]).toMatchObject({ revision: 0 });
  });

  it('one that a retired key signs does not count, nor one by a key that was never introduced', async () => {
    for (const isRetired of [true, false]) {
      const log = new Log();
      const former = newKey();
      log.introduce(former);
      log.add('complaint-1', 'Happened', {});
      log.sign();
      log.introduce(newKey());
      expect(() => log.sign(isRetired ? former : newKey())).toThrow('the signature of the checkpoint is not valid');
    }
    expect(() => {
      const log = new Log();
      const former = newKey();
      log.introduce(former);
      log.introduce(newKey());
      log.introduce(former);
    }).toThrow('does not come back');
  });
});
