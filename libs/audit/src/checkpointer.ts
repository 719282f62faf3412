import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DamagedHistory,
  envelop,
  genesisHash,
  verifyChain,
  type EventStore,
  type LoggedEvent,
  type StoredEvent,
} from '@redress/event-store';
import type { DataSource } from 'typeorm';
import { BadCheckpoint, following, noCheckpoints } from './checkpoint-chain.js';
import { CheckpointFiles, DamagedFile } from './checkpoint-files.js';
import {
  checkpointEventTypes,
  checkpointStream,
  introduceKey,
  longestSegment,
  signCheckpoint,
  type CheckpointEvent,
} from './checkpoint.js';
import { KeyFileError, signingKeysOf, type SigningKey } from './keys.js';
import { firstRunningHash, isCovered, leafOf, runningHash, type Leaf } from './leaf.js';
import {
  addLeaves,
  lastProven,
  LeavesTakenOver,
  leavesBetween,
  markContradicted,
  noteCheckpoints,
  progressNow,
  takeLeavesOver,
  type CheckpointHead,
  type Progress,
  type ProvenCheckpoint,
} from './leaf-table.js';

/** What the checkpointer says; a pino logger fits. */
export interface CheckpointLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface CheckpointerOptions {
  /** Knows the tables: `CreateLeaves` was run. Left open. */
  readonly dataSource: DataSource;
  readonly store: Pick<EventStore, 'append' | 'readStored' | 'lastPosition'>;
  /** How the log is followed: all streams of it, as they are stored. */
  readonly log: Pick<EventStore, 'stored'>;
  /** File of the private keys, the one to sign with last; without one nothing is signed, and leaves are kept all the same. */
  readonly keyFile?: string;
  /** Where checkpoints are written outside the database. */
  readonly folder: string;
  /** How long what is new may wait for a checkpoint, in ms; it does not where somebody asks for a bundle. */
  readonly everyMs: number;
  readonly logger?: CheckpointLogger;
  readonly now?: () => Date;
}

export interface RunningCheckpoints {
  /** Why it ended; it never does by itself but for `taken-over`: another worker signs now. */
  readonly stopped: Promise<'stopped' | 'taken-over'>;
  /** Resolves once everything up to a position of the log is covered by a checkpoint, which is signed as soon as it can be. */
  sealed(position: bigint): Promise<void>;
  stop(): Promise<void>;
}

/** As `AuditRead` names it: who asks for a bundle waits for what is in it to be sealed (`untilSealed`). */
export const bundleRoute = 'GET /v1/audit/bundles';

const silent: CheckpointLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Leaves in one transaction, at most, and how long they wait for others, in ms. */
const batch = { most: 5_000, waitMs: 100 } as const;
/** Leaves that are read back in one go. */
const readBack = 5_000;
/** Checkpoints in one append, at most. */
const mostAtOnce = 50;
/** So often it fails before those who look after the worker are told. */
const patience = { firstMs: 100, longestMs: 5_000, tries: 4 } as const;

/** Log, table, files and key do not go together: nothing is signed until somebody has seen to it. */
class Contradicted extends Error {
  override readonly name = 'Contradicted';
}

/**
 * Keeps the leaves of the log, and signs them: whenever a segment is full, and whenever something new has waited long enough. Takes the table over
 * from any worker that has it; a checkpoint is appended to the stream as it was read, so that no two workers sign the same.
 */
export function startCheckpoints(options: CheckpointerOptions): RunningCheckpoints {
  const stopping = new AbortController();
  const checkpointer = new Checkpointer(options, stopping.signal);
  const stopped = checkpointer.run();
  return {
    stopped,
    sealed: (position) => checkpointer.sealed(position),
    stop: async () => {
      stopping.abort();
      await stopped;
    },
  };
}

type Boundary = Pick<ProvenCheckpoint, 'ordinal' | 'runningHash'>;

class Checkpointer {
  private readonly files: CheckpointFiles;
  private readonly logger: CheckpointLogger;
  private readonly now: () => Date;
  private epoch: string | undefined;
  /** As it is in the table, and as it will be with what waits. */
  private stored!: Progress;
  private ahead!: Progress;
  private pending: Leaf[] = [];
  /** Somebody among those that wait asks for a bundle. */
  private isAsked = false;
  private head: CheckpointHead | null = null;
  /** Checkpoints of the log whose leaves have not come yet, in their order. */
  private toProve: ProvenCheckpoint[] = [];
  private proven: ProvenCheckpoint[] = [];
  /** Ends of full segments that are to be signed, and where the next one will be. */
  private full: Boundary[] = [];
  private nextFull = longestSegment;
  /** So many events there were at the last one that is no checkpoint. */
  private lastOther = 0;
  /** The same of what is in the table. */
  private storedOther = 0;
  /** Why nothing is signed. */
  private refused: string | undefined;
  private signedAt = -Infinity;
  private wanted: { readonly position: bigint; readonly done: () => void }[] = [];
  private reading = new AbortController();
  private work: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: CheckpointerOptions,
    private readonly signal: AbortSignal,
  ) {
    this.files = new CheckpointFiles(options.folder);
    this.logger = options.logger ?? silent;
    this.now = options.now ?? (() => new Date());
  }

  async run(): Promise<'stopped' | 'taken-over'> {
    let told = false;
    for (let n = 1; !this.signal.aborted; n++) {
      try {
        await this.open();
        if (told)
          await markContradicted(this.options.dataSource, this.stored.epoch, this.refused === undefined ? null : { reason: this.refused });
        told = false;
        await this.follow(() => (n = 1));
      } catch (error) {
        if (this.signal.aborted) break;
        if (error instanceof LeavesTakenOver) {
          this.logger.error({}, `${error.message}: this one stops`);
          return 'taken-over';
        }
        this.logger.warn({ err: error, try: n }, 'checkpoints: trying again from what is in the table');
        if (n === patience.tries && this.epoch !== undefined) {
          told = true;
          const reason = `it fails again and again: ${error instanceof Error ? error.message : String(error)}`;
          await markContradicted(this.options.dataSource, this.epoch, { reason }).catch(() => undefined);
        }
      }
      await delay(Math.min(patience.firstMs * 2 ** (n - 1), patience.longestMs), undefined, { signal: this.signal }).catch(() => undefined);
    }
    return 'stopped';
  }

  async sealed(position: bigint): Promise<void> {
    const done = new Promise<void>((resolve) => this.wanted.push({ position, done: resolve }));
    this.later(() => this.signWanted());
    await done;
  }

  /** Reads where all of it stands, and holds each against the others. */
  private async open(): Promise<void> {
    const { dataSource } = this.options;
    this.stored = this.epoch === undefined ? await takeLeavesOver(dataSource) : await progressNow(dataSource, this.epoch);
    this.epoch = this.stored.epoch;
    this.ahead = this.stored;
    [this.pending, this.toProve, this.proven, this.full] = [[], [], [], []];
    this.refused = undefined;
    try {
      await this.readHead();
      await this.checkTable();
      await this.mendFiles();
    } catch (error) {
      if (!isContradiction(error)) throw error;
      await this.refuse(error.message);
    }
    if (this.options.keyFile !== undefined || this.refused !== undefined) return;
    this.refused = 'there is no key';
    this.logger.warn({}, 'nothing is signed: set REDRESS_CHECKPOINT_KEY');
  }

  /** The stream of checkpoints from where it was read before. */
  private async readHead(): Promise<void> {
    const known = this.stored.head;
    const events = await this.options.store.readStored(checkpointStream, known?.revision ?? 0);
    if (known && events[0]?.metadata.hash !== known.hash)
      throw new Contradicted(`${checkpointStream} revision ${known.revision} is ${events[0] ? 'not what it was' : 'missing in the log'}`);
    const fresh = known ? events.slice(1) : events;
    const base = { revision: known?.revision ?? -1, hash: known?.hash ?? genesisHash };
    verifyChain(fresh, base.revision + 1, base.hash);
    let chain = known?.chain ?? noCheckpoints;
    this.head = known;
    for (const event of fresh) {
      chain = following(chain, event as unknown as CheckpointEvent);
      this.head = { revision: event.revision, hash: event.metadata.hash, chain };
      if (event.type === 'CheckpointSigned') {
        const { ordinal, runningHash: hash } = chain;
        this.toProve.push({ ordinal, runningHash: hash, revision: event.revision });
      }
    }
    this.signedAt = chain.signedAt === null ? -Infinity : Date.parse(chain.signedAt);
    this.nextFull = chain.ordinal + longestSegment;
  }

  /** The table against the checkpoints, from the last of them that it was held against; and against where the log ends. */
  private async checkTable(): Promise<void> {
    const { dataSource, store } = this.options;
    const base = await lastProven(dataSource);
    if (base && base.ordinal > (this.head?.chain.ordinal ?? 0))
      throw new Contradicted(`the log has no checkpoint any more over the first ${base.ordinal} events`);
    const known = this.stored.head?.chain.ordinal ?? 0;
    const { position, ordinal: end } = this.stored;
    if (position !== null && position > ((await store.lastPosition()) ?? -1n))
      throw new Contradicted(`the log ends before position ${position}, up to which its leaves are known`);
    // What was read before and is not proven yet is behind where the table ended then.
    if (this.head && known > (base?.ordinal ?? 0)) await this.readAgain(base?.revision ?? -1);
    let at: Boundary = base ?? { ordinal: 0, runningHash: firstRunningHash };
    this.lastOther = 0;
    while (at.ordinal < end) {
      const leaves = await leavesBetween(dataSource, at.ordinal, Math.min(end, at.ordinal + readBack));
      if (leaves.length === 0) throw new Contradicted(`the leaf ${at.ordinal} is missing in audit.leaf`);
      for (const leaf of leaves) {
        if (leaf.ordinal !== at.ordinal) throw new Contradicted(`the leaf ${at.ordinal} is missing in audit.leaf`);
        at = { ordinal: leaf.ordinal + 1, runningHash: runningHash(at.runningHash, leaf) };
        this.passed(leaf.stream, at);
      }
    }
    this.storedOther = this.lastOther;
    if (at.runningHash !== this.stored.runningHash) throw new Contradicted('audit.leaf is not what it was: its running hash is another');
    await this.noteProven();
  }

  private async readAgain(afterRevision: number): Promise<void> {
    const events = await this.options.store.readStored(checkpointStream, afterRevision + 1);
    this.toProve = events.flatMap((event) => {
      const { type, data } = event as unknown as CheckpointEvent;
      return type === 'CheckpointSigned' ? [{ ordinal: data.ordinal, runningHash: data.runningHash, revision: event.revision }] : [];
    });
  }

  /** What the log has and the files have not, as after a crash in between, is added to them. */
  private async mendFiles(): Promise<void> {
    const last = await this.files.last();
    const events = await this.options.store.readStored(checkpointStream, last?.revision ?? 0);
    if (last && events[0]?.metadata.hash !== last.hash)
      throw new Contradicted(
        `${checkpointStream} revision ${last.revision} is ${events[0] ? 'not what was written outside the database' : 'outside the database and not in the log: the log was cut off'} (${this.options.folder})`,
      );
    const missing = last ? events.slice(1) : events;
    if (!last && missing.length > 0)
      this.logger.warn({ folder: this.options.folder }, 'no checkpoints were there outside the database: all of the log are written anew');
    await this.files.add(missing, this.now());
  }

  private async follow(progressed: () => void): Promise<void> {
    this.reading = new AbortController();
    this.failure = undefined;
    const end = () => this.reading.abort();
    this.signal.addEventListener('abort', end, { once: true });
    const ticking = setInterval(() => this.later(() => this.tick()), Math.min(1_000, this.options.everyMs));
    try {
      this.later(() => this.signFull());
      for await (const item of this.options.log.stored({ after: this.stored.position, prefixes: [''], signal: this.reading.signal })) {
        if ('event' in item) this.take(item.event);
        else this.ahead = { ...this.ahead, position: item.checkpoint };
        if (this.pending.length >= batch.most) {
          // One is written while the next comes.
          const before = this.work;
          this.later(() => this.write());
          await before;
          progressed();
        } else this.timer ??= setTimeout(() => this.later(() => this.write()), batch.waitMs);
      }
      if (!this.signal.aborted && !this.failure) this.logger.info({}, 'the log has ended its stream: reading on from the leaves');
      this.later(() => this.write());
    } finally {
      this.signal.removeEventListener('abort', end);
      clearInterval(ticking);
      await this.work;
      clearTimeout(this.timer);
      this.timer = undefined;
    }
    if (this.failure) throw (this.failure as { readonly error: unknown }).error;
  }

  private take(event: LoggedEvent): void {
    let { ordinal, runningHash: running } = this.ahead;
    this.isAsked ||= event.type === 'AuditRead' && (event.data as { readonly route?: unknown }).route === bundleRoute;
    if (isCovered(event)) {
      const leaf = leafOf(event, ordinal);
      this.pending.push(leaf);
      ordinal += 1;
      running = runningHash(running, leaf);
      try {
        this.passed(event.stream, { ordinal, runningHash: running });
      } catch (error) {
        this.later(() => Promise.reject(error as Error));
      }
    }
    this.ahead = { ...this.ahead, position: event.position, ordinal, runningHash: running };
  }

  /** A leaf more: it may be the last that a checkpoint covers, or the last of a full segment. */
  private passed(stream: string, end: Boundary): void {
    if (stream !== checkpointStream) this.lastOther = end.ordinal;
    const [next] = this.toProve;
    if (next?.ordinal === end.ordinal) {
      this.toProve.shift();
      if (next.runningHash === end.runningHash) this.proven.push(next);
      else throw new Contradicted(`the events of the log are not those that the checkpoint of revision ${next.revision} was signed over`);
    }
    if (end.ordinal === this.nextFull) {
      if (this.refused === undefined) this.full.push(end);
      this.nextFull += longestSegment;
    }
  }

  /** One thing after the other; what fails ends the reading. */
  private later(work: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.failure) return;
      try {
        await work();
      } catch (error) {
        if (isContradiction(error)) return this.refuse(error.message);
        this.failure = { error };
        this.reading.abort();
      }
    });
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.ahead.position === this.stored.position) return;
    const [leaves, to, other, isAsked] = [this.pending, this.ahead, this.lastOther, this.isAsked];
    this.pending = [];
    this.isAsked = false;
    await addLeaves(this.options.dataSource, this.stored, leaves, to);
    this.stored = to;
    this.storedOther = other;
    await this.noteProven();
    await this.signFull();
    if (isAsked) await this.signAll();
    await this.signWanted();
  }

  private async noteProven(): Promise<void> {
    if (this.proven.length === 0) return;
    const proven = this.proven;
    this.proven = [];
    await noteCheckpoints(this.options.dataSource, this.stored, this.head, proven);
  }

  private async tick(): Promise<void> {
    if (this.toProve.length > 0 && this.stored.position === this.ahead.position) {
      const last = await this.options.store.lastPosition();
      if (last !== null && this.stored.position === last)
        throw new Contradicted(
          `the log has ${this.stored.ordinal} events, and a checkpoint over ${this.toProve[0]!.ordinal}: it was cut off`,
        );
    }
    if (this.now().getTime() - this.signedAt >= this.options.everyMs) await this.signAll();
  }

  private async signWanted(): Promise<void> {
    const reached = this.wanted.filter(({ position }) => this.stored.position !== null && this.stored.position >= position);
    if (reached.length === 0) return;
    await this.signAll();
    // Where nothing can be signed they wait on.
    if (this.refused !== undefined || this.toProve.length > 0) return;
    this.wanted = this.wanted.filter((one) => !reached.includes(one));
    for (const { done } of reached) done();
  }

  /** Everything that is in the table, if there is anything new: the checkpoints themselves are nothing new. */
  private async signAll(): Promise<void> {
    await this.signFull();
    const { ordinal, runningHash: hash } = this.stored;
    const isNew = this.storedOther > (this.head?.chain.ordinal ?? 0);
    if (isNew && ordinal > (this.head?.chain.ordinal ?? 0)) await this.sign([{ ordinal, runningHash: hash }]);
  }

  private async signFull(): Promise<void> {
    // What is not in the table yet waits until it is.
    const covered = () => this.full.filter(({ ordinal }) => ordinal <= this.stored.ordinal);
    for (let ready = covered(); ready.length > 0 && this.refused === undefined && this.toProve.length === 0; ready = covered()) {
      const some = ready.slice(0, mostAtOnce);
      await this.sign(some.filter(({ ordinal }) => ordinal > (this.head?.chain.ordinal ?? 0)));
      this.full = this.full.slice(some.length);
    }
  }

  private async sign(ends: readonly Boundary[]): Promise<void> {
    if (ends.length === 0 || this.refused !== undefined || this.toProve.length > 0) return;
    const keys = await this.keys();
    const key = keys.at(-1)!;
    const signedAt = this.now().toISOString();
    let chain = this.head?.chain ?? noCheckpoints;
    const events: CheckpointEvent[] = [];
    const add = (event: CheckpointEvent) => {
      // Nothing is signed that would not be found valid.
      chain = following(chain, event);
      events.push(event);
    };
    if (chain.key?.fingerprint !== key.fingerprint) {
      const former = keys.find(({ fingerprint }) => fingerprint === chain.key?.fingerprint);
      if (chain.key && !former && !key.formerKeyLost)
        throw new Contradicted(
          `the key that signed so far (${chain.key.fingerprint}) is not in ${this.options.keyFile}: put it before the one that follows it`,
        );
      const { ordinal, previous } = chain;
      const said = { former: chain.key?.fingerprint ?? null, ordinal, previous, introducedAt: signedAt };
      add({ type: 'CheckpointKeyIntroduced', data: introduceKey(said, key.privateKey, former?.privateKey) });
      this.logger.info({ fingerprint: key.fingerprint, former: said.former }, 'checkpoints are signed by a new key: note its fingerprint');
    }
    for (const { ordinal, runningHash: hash } of ends) {
      const content = { ordinal, runningHash: hash, previous: chain.previous, signedAt, key: key.fingerprint };
      add({ type: 'CheckpointSigned', data: signCheckpoint(content, key.privateKey) });
    }
    const stored = enveloped(events, this.head, signedAt);
    await this.options.store.append(stored);
    const last = stored.at(-1)!;
    this.head = { revision: last.revision, hash: last.metadata.hash, chain };
    this.signedAt = Date.parse(signedAt);
    await this.files.add(stored, this.now());
    const proven = stored.flatMap(({ type, data, revision }) => (type === 'CheckpointSigned' ? [{ ...(data as Boundary), revision }] : []));
    await noteCheckpoints(this.options.dataSource, this.stored, this.head, proven);
  }

  private async keys(): Promise<SigningKey[]> {
    const path = this.options.keyFile!;
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      throw new KeyFileError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}): restore it from a backup`);
    }
    return signingKeysOf(text, path);
  }

  private async refuse(reason: string): Promise<void> {
    this.refused = reason;
    this.logger.error({ reason }, 'nothing is signed any more: the checkpoints contradict each other, or the key is not to be had');
    await markContradicted(this.options.dataSource, this.stored.epoch, { reason });
  }
}

function isContradiction(error: unknown): error is Error {
  return (
    error instanceof Contradicted ||
    error instanceof BadCheckpoint ||
    error instanceof DamagedHistory ||
    error instanceof DamagedFile ||
    error instanceof KeyFileError
  );
}

function enveloped(events: readonly CheckpointEvent[], head: CheckpointHead | null, occurredAt: string): StoredEvent[] {
  const commandId = randomUUID();
  return envelop(events, checkpointEventTypes, {
    stream: checkpointStream,
    revision: head?.revision ?? -1,
    previousHash: head?.hash ?? genesisHash,
    commandId,
    commandDigest: '',
    correlationId: commandId,
    causationId: commandId,
    actor: { sub: 'redress', roles: [] },
    occurredAt,
    origin: 'automation',
    policyVersions: {},
    subject: null,
    newId: randomUUID,
  });
}
