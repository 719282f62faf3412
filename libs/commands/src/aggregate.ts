import { LRUCache } from 'lru-cache';
import { randomUUID, type KeyObject } from 'node:crypto';
import {
  canonicalJson,
  envelop,
  genesisHash,
  isPersonal,
  RevisionConflict,
  StoreUnavailable,
  type EventStore,
  type StoredEvent,
} from '@redress/event-store';
import { Contradiction, RuleViolation, type Command, type Decided, type Event, type EventTypes, type Recorded } from '@redress/kernel';

/** What an aggregate is: how it decides and how its state follows from its events. */
export interface Decider<S, C extends Command, E extends Event> {
  readonly initial: S;
  readonly types: EventTypes<E>;
  decide(state: S, command: C): Decided<E>[];
  evolve(state: S, event: E): S;
  /** Whether a command begins a stream: it is then decided as the first, and only if there is one after all is that read. */
  begins(command: C): boolean;
  /** What names the person concerned for good, if the command says so; null for somebody unknown. */
  identityOf(command: C): string | null;
  /** Once its key is destroyed, what is said from then on is sealed under a new one; otherwise nothing personal can be said any more. */
  readonly goesOnErased?: true;
  /** What names others who are concerned beside them: the stream's first event says so, so that each of them is found again. */
  otherIdentitiesOf?(command: C): readonly string[];
  /**
   * Hands in what a decision needs to know of other streams, as they are now; undefined where it needs nothing, which is what it costs then.
   * @param read the state of another stream, as it is stored
   */
  gather?(stream: string, state: S, command: C, read: (stream: string) => Promise<S>): Promise<C> | undefined;
  /** The version of each policy that arrived with a command and counted for its events, to be kept in their envelopes. */
  policyVersionsOf(command: C, events: readonly Decided<E>[]): Readonly<Record<string, number>>;
}

/** What is asked of one stream beside the command itself. */
export interface Request {
  /** The same id is answered as it was the first time, however often it comes. */
  readonly commandId: string;
  /** What the client sent: the same id with another body is refused. */
  readonly body: object;
  readonly correlationId: string;
  readonly causationId: string;
  /** The revision that the client saw last, if it cares. */
  readonly expectedRevision?: number;
  /** Whose key sealed what came beside the command, such as a file: from now on the stream's, if it has none. */
  readonly subject?: { readonly id: string; readonly key: KeyObject };
}

/** What came of a command. */
export interface Outcome {
  readonly revision: number;
  readonly position: bigint;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
  /** True if the command had been carried out before and this is its first answer. */
  readonly repeated: boolean;
}

interface Vault {
  enrol(identity: string | null): Promise<{ id: string; key: KeyObject }>;
  keysOf(subjectIds: readonly string[]): Promise<Map<string, KeyObject>>;
  digest(text: string): string;
}

interface Answer extends Omit<Outcome, 'repeated'> {
  readonly digest: string;
}

/** A stream as far as it was read. Sealed fields stay sealed: nothing personal is kept in memory. */
interface Loaded<S> {
  readonly state: S;
  readonly revision: number;
  readonly hash: string;
  readonly subjectId: string | null;
  readonly answers: ReadonlyMap<string, Answer>;
  /** It may end within what was stored at once, and so may its last answer. */
  readonly isHeard?: true;
}

const maxConflicts = 10;

/** Loads a stream, decides, appends, and tries again when somebody else was faster: the same for every aggregate. */
export class Aggregate<S, C extends Command, E extends Event> {
  private readonly cache = new LRUCache<string, Loaded<S>>({ maxSize: 200_000, sizeCalculation: ({ revision }) => revision + 2 });
  private readonly queues = new Map<string, Promise<unknown>>();
  /** A stream before its first event. */
  private readonly nothing: Loaded<S>;

  constructor(
    private readonly decider: Decider<S, C, E>,
    private readonly store: Pick<EventStore, 'append' | 'read'>,
    private readonly vault: Vault,
  ) {
    this.nothing = { state: decider.initial, revision: -1, hash: genesisHash, subjectId: null, answers: new Map() };
  }

  /**
   * Carries a command out on one stream: all its events or none, once per command id.
   * @throws RuleViolation, Contradiction, StaleRevision, TooManyConflicts, and what the event store throws
   */
  execute(stream: string, command: C, request: Request): Promise<Outcome> {
    // One at a time per stream: writers of this process wait for each other instead of making each other fail.
    const before = this.queues.get(stream) ?? Promise.resolve();
    const answer = before.then(() => this.attempt(stream, command, request));
    const settled = answer
      .catch(() => undefined)
      .then(() => {
        if (this.queues.get(stream) === settled) this.queues.delete(stream);
      });
    this.queues.set(stream, settled);
    return answer;
  }

  /** The state as it is stored now: what is new since it was last read is read. */
  async latest(stream: string): Promise<S> {
    return (await this.load(stream, this.cache.get(stream))).state;
  }

  /** The state as far as it is known here; the stream may have gone on. Undefined if nothing is known. */
  known(stream: string): S | undefined {
    return this.cache.get(stream)?.state;
  }

  /** Takes note of an event that was read, and verified, elsewhere: what begins a stream, or follows on what is known, need not be read again. */
  heard(event: Recorded<E>): void {
    const known = this.cache.get(event.stream) ?? this.nothing;
    const follows = event.revision === known.revision + 1 && event.metadata.previousHash === known.hash;
    if (!follows) return;
    try {
      this.cache.set(event.stream, { ...this.remember(event.stream, known, [event]), isHeard: true });
    } catch {
      // A damaged stream is the trouble of who reads it, not of who listens.
    }
  }

  private async attempt(stream: string, command: C, request: Request): Promise<Outcome> {
    const digest = this.vault.digest(canonicalJson({ type: command.type, body: request.body }));
    const sent = new Set<string>();
    let loaded = this.cache.get(stream);
    let fresh = loaded === undefined && !this.decider.begins(command);
    loaded ??= fresh ? await this.load(stream) : this.nothing;
    for (let conflicts = 0; ;) {
      const answer = loaded.answers.get(request.commandId);
      if (answer && (fresh || !loaded.isHeard)) return this.repeat(answer, digest, sent);
      if (answer) {
        loaded = await this.load(stream, loaded);
        fresh = true;
        continue;
      }
      // Within the loop: after a conflict this state, and so what has to be asked of others, may be another.
      const gathering = this.decider.gather?.(stream, loaded.state, command, (other) => this.latest(other));
      const informed = gathering ? await gathering : command;
      let events: Decided<E>[];
      try {
        if (request.expectedRevision !== undefined && request.expectedRevision !== loaded.revision) {
          throw new StaleRevision(request.expectedRevision, loaded.revision);
        }
        events = this.decider.decide(loaded.state, informed);
      } catch (error) {
        // The expected revision proves an acceptance; a refusal on what was cached is decided again on what is stored.
        if (fresh) throw error;
        loaded = await this.load(stream, loaded);
        fresh = true;
        continue;
      }
      const stored = await this.enveloped(stream, loaded, command, events, request, digest);
      stored.forEach(({ id }) => sent.add(id));
      try {
        const { position } = await this.store.append(stored);
        const recorded = stored.map((event) => ({ ...event, position, recordedAt: command.now }) as unknown as Recorded<E>);
        return outcomeOf(this.remember(stream, loaded, recorded).answers.get(request.commandId)!, false);
      } catch (error) {
        if (!(error instanceof RevisionConflict)) {
          if (error instanceof StoreUnavailable) this.cache.delete(stream);
          throw error;
        }
        conflicts += 1;
        if (conflicts >= maxConflicts) throw new TooManyConflicts(conflicts);
        loaded = await this.load(stream, loaded);
        fresh = true;
      }
    }
  }

  private repeat(answer: Answer, digest: string, sent: ReadonlySet<string>): Outcome {
    if (answer.digest !== digest) {
      throw new Contradiction(
        'idempotency-key-reused',
        'this idempotency key was used before with another body: use a new key for a new command',
      );
    }
    // An append whose acknowledgement was lost is found again on reload: that is this command, not a repetition.
    return outcomeOf(answer, !sent.has(answer.events[0]!.id));
  }

  private async load(stream: string, known = this.nothing): Promise<Loaded<S>> {
    return this.remember(stream, known, (await this.store.read(stream, known.revision + 1, known.hash)) as Recorded<E>[]);
  }

  private remember(stream: string, before: Loaded<S>, events: readonly Recorded<E>[]): Loaded<S> {
    if (events.length === 0) return before;
    const answers = new Map(before.answers);
    let { state, subjectId } = before;
    for (const event of events) {
      state = this.decider.evolve(state, event);
      subjectId ??= event.metadata.subjectIds[0] ?? null;
      const { commandId, commandDigest } = event.metadata;
      const earlier = answers.get(commandId)?.events ?? [];
      answers.set(commandId, {
        digest: commandDigest,
        revision: event.revision,
        position: event.position,
        events: [...earlier, { id: event.id, type: event.type, revision: event.revision }],
      });
    }
    const last = events.at(-1)!;
    const loaded = { state, revision: last.revision, hash: last.metadata.hash, subjectId, answers };
    this.cache.set(stream, loaded);
    return loaded;
  }

  private async enveloped(
    stream: string,
    loaded: Loaded<S>,
    command: C,
    events: readonly Decided<E>[],
    request: Request,
    commandDigest: string,
  ): Promise<StoredEvent[]> {
    const { commandId, correlationId, causationId } = request;
    const isAbout = events.some((event) => isPersonal(event, this.decider.types));
    // Somebody else was enrolled meanwhile: what came is sealed for nobody whom this stream knows.
    if (request.subject && loaded.subjectId !== null && loaded.subjectId !== request.subject.id) throw new TooManyConflicts(1);
    const subject = isAbout ? await this.subjectOf(loaded, command, request) : null;
    return envelop(events, this.decider.types, {
      stream,
      revision: loaded.revision,
      previousHash: loaded.hash,
      commandId,
      commandDigest,
      correlationId,
      causationId,
      actor: command.by,
      occurredAt: command.occurredAt,
      origin: command.origin,
      policyVersions: this.decider.policyVersionsOf(command, events),
      subject,
      ...(!subject && loaded.subjectId === null && request.subject && { alsoConcerns: [request.subject.id] }),
      ...(subject && loaded.revision < 0 && { alsoConcerns: await this.othersBeside(subject.id, command) }),
      newId: randomUUID,
    });
  }

  /** The subjects of others whom the first event is about. */
  private async othersBeside(own: string, command: C): Promise<string[]> {
    const identities = this.decider.otherIdentitiesOf?.(command) ?? [];
    const enrolled = await Promise.all(identities.map((identity) => this.vault.enrol(identity)));
    return [...new Set(enrolled.map(({ id }) => id))].filter((id) => id !== own);
  }

  private async subjectOf({ subjectId }: Loaded<S>, command: C, request: Request): Promise<{ id: string; key: KeyObject }> {
    if (subjectId === null) return request.subject ?? this.vault.enrol(this.decider.identityOf(command));
    const key = (await this.vault.keysOf([subjectId])).get(subjectId);
    if (!key && this.decider.goesOnErased) return this.vault.enrol(null);
    if (!key)
      throw new RuleViolation('personal-data-erased', 'the personal data of this case was erased: nothing personal can be added to it');
    return { id: subjectId, key };
  }
}

function outcomeOf({ revision, position, events }: Answer, repeated: boolean): Outcome {
  return { revision, position, events, repeated };
}

/** The client's `If-Match` names a revision that is no longer the last. */
export class StaleRevision extends Error {
  constructor(
    readonly expected: number,
    readonly current: number,
  ) {
    super(`this is at revision ${current}, not ${expected}: read it again`);
    this.name = 'StaleRevision';
  }
}

/** Others kept changing the stream while this command was decided. */
export class TooManyConflicts extends Error {
  constructor(readonly conflicts: number) {
    super(`others changed this ${conflicts} times while the command was decided: try again`);
    this.name = 'TooManyConflicts';
  }
}
