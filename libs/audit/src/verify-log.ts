import { canonicalJson, genesisHash, hashOf, type LoggedEvent } from '@redress/event-store';
import type { Instant } from '@redress/kernel';
import { BadCheckpoint, following, noCheckpoints, type CheckpointChain } from './checkpoint-chain.js';
import type { OutsideCheckpoint } from './checkpoint-files.js';
import { checkpointStream, longestSegment, type CheckpointEvent } from './checkpoint.js';
import { runningHash, runningHashOver, type Leaf } from './leaf.js';

/** An event as far as it can be judged alone. */
export interface Judged {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: Instant;
  /** As its envelope says; undefined where it has none. */
  readonly hash?: string;
  readonly previousHash?: string;
  /** It is not what its hash is over. */
  readonly isAltered?: true;
}

/** Whether an event is what its hash is over: what verifying costs most, and what any number of threads can do beside each other. */
export function judge(event: LoggedEvent): Judged {
  const { id, stream, revision, position, recordedAt, metadata } = event;
  const place = { id, stream, revision, position, recordedAt };
  const { hash, previousHash } = metadata ?? {};
  if (typeof hash !== 'string') return place;
  return {
    ...place,
    hash,
    previousHash,
    ...(hashOf(event) !== hash && { isAltered: true }),
  };
}

/** What is wrong, and where. */
export interface LogFault {
  readonly stream: string;
  readonly revision: number;
  /** Where the log has the event; of one that is missing, where it was when its leaf was written, if that is known. */
  readonly position: bigint | null;
  readonly eventId: string | null;
  readonly reason: string;
}

export interface LogVerdict {
  /** Events that checkpoints are over, sealed or not. */
  readonly events: number;
  readonly streams: number;
  readonly checkpoints: number;
  /** The last checkpoint up to which everything was compared; null where there is none. */
  readonly sealed: { readonly events: number; readonly recordedAt: Instant; readonly signedAt: Instant; readonly position: bigint } | null;
  /** Events after it: their hashes and chains are sound, and nobody has signed them yet. */
  readonly unsealed: number;
  /** Fingerprint of the first key and of every key that nobody vouches for; all others are endorsed by the one before them. */
  readonly keys: readonly string[];
  /** Events without an envelope in streams that are not of this installation. */
  readonly ofOthers: number;
  /** In the order of the log, at most as many as were asked for. */
  readonly faults: readonly LogFault[];
  /** So many there are. */
  readonly faultCount: number;
  /** What is no fault and should be known. */
  readonly remarks: readonly string[];
}

export interface VerifyOptions {
  /** The stream of checkpoints up to its last event as it was before the log was begun to be read. */
  readonly checkpoints: AsyncIterable<LoggedEvent>;
  /** What is written outside the database, as it was before that; undefined where nothing is. */
  readonly outside?: AsyncIterable<OutsideCheckpoint>;
  /** Fingerprints of keys that somebody vouches for; without any the first key is taken from the log. */
  readonly fingerprints?: readonly string[];
  /** Leaves from one ordinal up to another, as a database has them that proves nothing: they name which event it is once they fit a checkpoint. */
  readonly leaves?: (from: number, to: number) => Promise<readonly Leaf[]>;
  /** Events without an envelope are of others who keep theirs in the same log, and are counted only. */
  readonly withOthers?: boolean;
  /** A checkpoint that is younger may not have been written outside yet. */
  readonly now: Date;
  /** Faults that are told, at most. */
  readonly most?: number;
}

/** So long after it was signed a checkpoint may be missing outside the database, in ms. */
const outsideMs = 60_000;

interface Placed {
  readonly ordinal: number;
  readonly fault: LogFault;
}

/**
 * Verifies a log while it is read once, in its order, page by page: each event's hash, each stream's chain without a gap, the running hash over
 * all of them, every checkpoint, key and line outside. It keeps an entry for each stream, the events since the last checkpoint and nothing else.
 */
export class LogVerification {
  private readonly streams = new Map<string, { revision: number; hash: string }>();
  private ordinal = 0;
  private running: string;
  private readonly base = { ordinal: 0, running: '' };
  private segment: Judged[] = [];
  private chain: CheckpointChain = noCheckpoints;
  private next: CheckpointChain | undefined;
  private sealed: LogVerdict['sealed'] = null;
  private checkpoints = 0;
  private ofOthers = 0;
  private readonly found: Placed[] = [];
  private readonly places = new Set<string>();
  private count = 0;
  private readonly remarks: string[] = [];
  private readonly signed: AsyncGenerator<CheckpointChain>;
  private lastPlace: bigint | null = null;
  private isBroken = false;
  /** Hashes of the checkpoints that were read in their own stream and have not come in the log yet. */
  private readonly expected = new Map<number, string>();

  constructor(private readonly options: VerifyOptions) {
    this.running = this.base.running = noCheckpoints.runningHash;
    this.signed = this.readCheckpoints();
  }

  /** The next events of the log. */
  async take(events: readonly Judged[]): Promise<void> {
    this.next ??= (await this.signed.next()).value as CheckpointChain | undefined;
    for (const event of events) {
      if (event.stream.startsWith('$')) continue;
      if (event.hash === undefined) {
        this.stranger(event);
        continue;
      }
      this.judged(event, event.hash);
      if (!this.isBroken) this.segment.push(event);
      this.running = runningHash(this.running, { ordinal: this.ordinal, recordedAt: event.recordedAt, hash: event.hash });
      this.ordinal += 1;
      this.lastPlace = event.position;
      while (this.next && this.ordinal === this.next.ordinal) await this.compare(this.next, event);
      if (!this.next && this.segment.length > 2 * longestSegment) this.segment = [];
    }
  }

  /** The log has no more events. */
  async end(): Promise<LogVerdict> {
    this.next ??= (await this.signed.next()).value as CheckpointChain | undefined;
    if (this.next) await this.cutOff(this.next);
    for (const revision of this.expected.keys()) this.badCheckpoint({ revision }, 'the stream has an event here that the log has not');
    const shown = this.found.sort((a, b) => a.ordinal - b.ordinal).map(({ fault }) => fault);
    return {
      events: this.ordinal,
      streams: this.streams.size,
      checkpoints: this.checkpoints,
      sealed: this.sealed,
      unsealed: this.ordinal - (this.sealed?.events ?? 0),
      keys: this.chain.unendorsed,
      ofOthers: this.ofOthers,
      faults: shown.slice(0, this.most),
      faultCount: this.count,
      remarks: this.remarks,
    };
  }

  private get most(): number {
    return this.options.most ?? 20;
  }

  private fault(ordinal: number, fault: LogFault): void {
    const place = `${fault.revision} ${fault.stream}`;
    // Found twice, such as by the chain of its stream and by a checkpoint, it is one fault, at the earlier place.
    const known = this.found.find((one) => one.fault.stream === fault.stream && one.fault.revision === fault.revision);
    if (known) {
      if (ordinal < known.ordinal) this.found[this.found.indexOf(known)] = { ordinal, fault };
      return;
    }
    if (this.places.has(place)) return;
    if (this.places.size < 10_000) this.places.add(place);
    this.count += 1;
    this.found.push({ ordinal, fault });
    if (this.found.length > 2 * this.most) this.found.sort((a, b) => a.ordinal - b.ordinal).length = this.most;
  }

  private at({ stream, revision, position, id }: Judged, reason: string): LogFault {
    return { stream, revision, position, eventId: id, reason };
  }

  private stranger(event: Judged): void {
    const isOurs = this.streams.has(event.stream);
    if (this.options.withOthers && !isOurs) this.ofOthers += 1;
    else this.fault(this.ordinal, this.at(event, 'the event carries no envelope: this program has not written it'));
  }

  /** The event by itself, and behind the one before it in its stream. */
  private judged(event: Judged, hash: string): void {
    const { stream, revision, previousHash } = event;
    const before = this.streams.get(stream);
    const expected = (before?.revision ?? -1) + 1;
    if (revision > expected)
      this.fault(this.ordinal, { stream, revision: expected, position: null, eventId: null, reason: `revision ${expected} is missing` });
    else if (revision < expected) this.fault(this.ordinal, this.at(event, `revision ${revision} comes a second time`));
    else if (event.isAltered) this.fault(this.ordinal, this.at(event, 'the event differs from its hash'));
    else if (previousHash !== (before?.hash ?? genesisHash))
      this.fault(this.ordinal, this.at(event, 'the event does not follow the one before it'));
    if (event.isAltered && revision !== expected) this.fault(this.ordinal, this.at(event, 'the event differs from its hash'));
    if (stream === checkpointStream) {
      const own = this.expected.get(revision);
      if (own !== undefined && own !== hash) this.fault(this.ordinal, this.at(event, 'the log has another event here than its stream'));
      this.expected.delete(revision);
    }
    if (revision < expected) return;
    if (before) [before.revision, before.hash] = [revision, hash];
    else this.streams.set(stream, { revision, hash });
  }

  /** The running hash at the end of a segment against the checkpoint that covers it. */
  private async compare(checkpoint: CheckpointChain, last: Judged): Promise<void> {
    this.next = undefined;
    if (this.running === checkpoint.runningHash) {
      this.sealed ??= null;
      if (!this.isBroken)
        this.sealed = {
          events: this.ordinal,
          recordedAt: last.recordedAt,
          signedAt: checkpoint.signedAt!,
          position: last.position,
        };
    } else if (!this.isBroken) {
      this.isBroken = true;
      await this.locate(checkpoint);
    }
    // What follows is compared with what was signed, not with what was found.
    this.running = checkpoint.runningHash;
    [this.base.ordinal, this.base.running] = [checkpoint.ordinal, checkpoint.runningHash];
    this.segment = [];
    this.next = (await this.signed.next()).value as CheckpointChain | undefined;
  }

  /** Which of the events of a segment are not those that were signed. */
  private async locate(checkpoint: CheckpointChain): Promise<void> {
    const from = this.base.ordinal;
    const found = this.segment;
    const sealed = await this.sealedLeaves(checkpoint);
    if (!sealed) {
      const [first, last] = [found[0], found.at(-1)];
      const which =
        first && last && found.length > 1
          ? `one of the ${found.length} events from here to ${last.stream} revision ${last.revision}`
          : 'the event';
      if (first) this.fault(from, this.at(first, `${which} is not what was sealed, or not in its place`));
      return;
    }
    // Beyond the end: what moved there, or came from there.
    const further = (await this.options.leaves?.(checkpoint.ordinal, checkpoint.ordinal + longestSegment)) ?? [];
    const at = sealed.findIndex((leaf, i) => !isSame(leaf, found[i]));
    const [leaf, event] = [sealed[at]!, found[at]];
    this.fault(from + at, difference(leaf, event, [...sealed, ...further].slice(at + 1), found.slice(at + 1)));
  }

  /** The leaves of a segment, if they are those that the checkpoint was signed over, wherever they come from. */
  private async sealedLeaves(checkpoint: CheckpointChain): Promise<readonly Leaf[] | undefined> {
    const from = this.base.ordinal;
    const leaves = await this.options.leaves?.(from, checkpoint.ordinal);
    if (leaves?.length !== checkpoint.ordinal - from) return undefined;
    return runningHashOver(this.base.running, leaves) === checkpoint.runningHash ? leaves : undefined;
  }

  /** A checkpoint covers more than there is. */
  private async cutOff(checkpoint: CheckpointChain): Promise<void> {
    const missing = checkpoint.ordinal - this.ordinal;
    const reason = `the log ends here, and a checkpoint is signed over ${missing} ${missing === 1 ? 'event' : 'events'} more`;
    const sealed = await this.sealedLeaves(checkpoint);
    const at = sealed?.findIndex((leaf, i) => !isSame(leaf, this.segment[i])) ?? -1;
    const [leaf, event] = [sealed?.[at], this.segment[at]];
    if (leaf && event) {
      this.fault(this.base.ordinal + at, difference(leaf, event, sealed!.slice(at + 1), this.segment.slice(at + 1)));
    } else if (leaf) {
      const { stream, revision, position } = leaf;
      this.fault(this.ordinal, { stream, revision, position, eventId: null, reason: `the event is missing: ${reason}` });
    } else {
      const last = this.segment.at(-1);
      this.fault(
        this.ordinal,
        last ? this.at(last, reason) : { stream: checkpointStream, revision: 0, position: this.lastPlace, eventId: null, reason },
      );
    }
  }

  /** The checkpoints, one after the other, each held against the one before it and against what is written outside. */
  private async *readCheckpoints(): AsyncGenerator<CheckpointChain> {
    const outside = new Lines(this.options.outside, (revision) =>
      this.badCheckpoint({ revision }, 'a line outside the database is behind a later one, and is no repetition: it was inserted or moved'),
    );
    const firstLine = (await outside.at(0))?.revision;
    const young: number[] = [];
    let last = { revision: -1, hash: genesisHash };
    let isSound = true;
    for await (const event of this.options.checkpoints) {
      const { revision, id: eventId, position } = event;
      const at = { revision, eventId, position };
      isSound = this.follows(event, last);
      if (!isSound) break;
      const line = await outside.at(revision);
      if (line?.revision === revision) {
        isSound = line.type === event.type && line.hash === event.metadata.hash && canonicalJson(line.data) === canonicalJson(event.data);
        if (!isSound) this.badCheckpoint(at, 'the checkpoint is not the one that was written outside the database');
      } else if (firstLine !== undefined && firstLine < revision) {
        const { signedAt, introducedAt } = event.data as { readonly signedAt?: string; readonly introducedAt?: string };
        if (!line && this.options.now.getTime() - Date.parse(signedAt ?? introducedAt ?? '') < outsideMs) young.push(revision);
        else this.badCheckpoint(at, 'the checkpoint is missing outside the database');
      }
      isSound &&= this.takes(event as unknown as CheckpointEvent, at);
      if (!isSound) break;
      last = { revision, hash: event.metadata.hash };
      this.expected.set(revision, last.hash);
      if (event.type === 'CheckpointSigned') yield this.chain;
    }
    if (young.length > 0) this.remarks.push(`${young.length} of the latest checkpoints are not written outside the database yet`);
    if (firstLine) this.remarks.push(`outside the database checkpoints are kept from revision ${firstLine} on`);
    // What is written outside goes on to prove the log where its own checkpoints are not sound, or gone.
    for (let line = await outside.at(last.revision + 1); line; line = await outside.at(line.revision + 1)) {
      if (isSound) {
        const { revision } = line;
        const reason = 'the checkpoint is outside the database and not in the log: the log was cut off or put back';
        // Behind all that is there: what is named first is the first event that is missing.
        this.fault(Infinity, { stream: checkpointStream, revision, position: null, eventId: null, reason });
      }
      isSound = false;
      if (!this.takes(line, line)) return;
      if (line.type === 'CheckpointSigned') yield this.chain;
    }
  }

  /** Whether an event of the stream of checkpoints is as it was written, and next. */
  private follows(event: LoggedEvent, last: { readonly revision: number; readonly hash: string }): boolean {
    const { revision, id: eventId, position } = event;
    const { hash, isAltered, previousHash } = judge(event);
    const next = last.revision + 1;
    if (revision !== next) this.badCheckpoint({ revision: next }, `revision ${next} is missing`);
    else if (hash === undefined) this.badCheckpoint({ revision, eventId, position }, 'the event carries no envelope');
    else if (isAltered) this.badCheckpoint({ revision, eventId, position }, 'the event differs from its hash');
    else if (previousHash !== last.hash) this.badCheckpoint({ revision, eventId, position }, 'the event does not follow the one before it');
    else return true;
    return false;
  }

  private takes(event: CheckpointEvent, at: CheckpointPlace): boolean {
    try {
      const before = this.chain.unendorsed.length;
      this.chain = following(this.chain, event);
      const key = this.chain.unendorsed[before];
      if (key !== undefined) this.unendorsed(key, before === 0, at);
      if (event.type === 'CheckpointSigned') this.checkpoints += 1;
      return true;
    } catch (error) {
      if (!(error instanceof BadCheckpoint)) throw error;
      this.badCheckpoint(at, error.message);
      return false;
    }
  }

  private badCheckpoint({ revision, eventId = null, position = null }: CheckpointPlace, reason: string): void {
    this.fault(this.chain.ordinal, { stream: checkpointStream, revision, position, eventId, reason });
  }

  private unendorsed(fingerprint: string, isFirst: boolean, at: CheckpointPlace): void {
    const { fingerprints = [] } = this.options;
    if (fingerprints.includes(fingerprint)) return;
    if (isFirst && fingerprints.length === 0)
      this.remarks.push(`the first key is taken from the log: compare ${fingerprint} with what was noted elsewhere`);
    else if (isFirst) this.badCheckpoint(at, `the key ${fingerprint} is none of those that are trusted`);
    else
      this.badCheckpoint(
        at,
        `the key ${fingerprint} is not endorsed by the one before it: it counts once its fingerprint is among those that are trusted`,
      );
  }
}

type CheckpointPlace = Pick<LogFault, 'revision'> & Partial<LogFault>;

/** As many lines as two workers may write one behind the other. */
const mostLately = 1_000;

/** What is written outside the database, in its order. */
class Lines {
  private readonly lines: AsyncIterator<OutsideCheckpoint> | undefined;
  private line: OutsideCheckpoint | undefined;
  private readonly lately = new Map<number, string>();
  private isBegun = false;

  constructor(
    lines: AsyncIterable<OutsideCheckpoint> | undefined,
    private readonly odd: (revision: number) => void,
  ) {
    this.lines = lines?.[Symbol.asyncIterator]();
  }

  /** The first line of this revision or a later one; undefined if there is none any more. */
  async at(revision: number): Promise<OutsideCheckpoint | undefined> {
    while (!this.isBegun || (this.line && this.line.revision < revision)) {
      this.isBegun = true;
      this.line = await this.next(this.line?.revision ?? -1);
    }
    return this.line;
  }

  /** Two workers, one of which was held up behind its append, may have written the same: that is passed over. */
  private async next(last: number): Promise<OutsideCheckpoint | undefined> {
    for (let read = await this.lines?.next(); read && !read.done; read = await this.lines?.next()) {
      const { revision } = read.value;
      const text = canonicalJson(read.value);
      if (revision > last) {
        this.lately.set(revision, text);
        this.lately.delete(revision - mostLately);
        return read.value;
      }
      if (this.lately.get(revision) !== text) this.odd(revision);
    }
    return undefined;
  }
}

const isSame = (leaf: Leaf, event: Judged | undefined): boolean => leaf.hash === event?.hash && leaf.recordedAt === event.recordedAt;

/** What became of a sealed event, where another, or none, is found in its place. */
function difference(leaf: Leaf, event: Judged | undefined, laterLeaves: readonly Leaf[], laterEvents: readonly Judged[]): LogFault {
  const { stream, revision, position } = leaf;
  const missing: LogFault = { stream, revision, position, eventId: null, reason: 'the event was sealed here and is missing' };
  if (!event) return missing;
  const here = (reason: string): LogFault => ({
    stream: event.stream,
    revision: event.revision,
    position: event.position,
    eventId: event.id,
    reason,
  });
  if (leaf.hash === event.hash)
    return here(`the event says that it was recorded at ${event.recordedAt}, and was sealed as recorded at ${leaf.recordedAt}`);
  if (leaf.stream === event.stream && leaf.revision === event.revision)
    return here('the event is another than the one that was sealed: it was altered and its hash made anew');
  const isKnown = laterLeaves.some(({ hash }) => hash === event.hash);
  const isThere = laterEvents.some(({ hash }) => hash === leaf.hash);
  if (isKnown && isThere) return here(`the event is out of order: ${stream} revision ${revision} was sealed in this place`);
  return isKnown ? missing : here('the event was not there when its place was sealed: it was inserted');
}
