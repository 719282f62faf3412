import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import type { Activity } from '../operations/activity.js';
import type { Written } from './decide.js';
import type { Append, AppendOutcome } from './events.js';
import { DecisionError, FencedError, kindOf, messageOf, UnfitDatabaseError } from './failures.js';
import type { Logger } from './failures.js';
import { PendingAppends } from './pending-appends.js';
import type { PendingAppend } from './pending-appends.js';
import { KnownStreams, namesOf, needsIds, planGroup } from './plan.js';
import type { Head, Known, Plan, StreamState } from './plan.js';
import type { RecentEvents } from './recent.js';
import { WriterSession } from './writer-session.js';

/** How long appends wait for a lost database before they are answered `unavailable`. */
const GRACE_MS = 2_000;
const RETRY_MS = { first: 20, most: 1_000 };
/** How often an idle writer asks whether it is still the one. */
const VERIFY_MS = 1_000;
/** Streams that are looked up by one statement. */
const NAMES_AT_ONCE = 128;
/** A log that contradicts its writer once more after each new look is damaged. */
const MOST_DIVERGED = 3;
/** Commits that take longer are worth a line in the log. */
const SLOW_COMMIT_MS = 1_000;

/**
 * The one writer of the log.
 *
 * Appends that arrive while a group commits form the next group. Each group is decided in memory and written by one statement; answers are
 * given only after its commit. After a commit of unknown outcome a new epoch is taken, which shuts out the old statement if it is still
 * under way, and the head then says for certain whether the group is in the log.
 */
export class Writer {
  private readonly owner = randomUUID();
  private readonly streams = new KnownStreams();
  private readonly pending = new PendingAppends();
  private session: WriterSession | undefined;
  private head: Head = { position: 0, lastStream: 0, recordedAt: 0 };
  private working = false;
  private reconnecting: Promise<void> | undefined;
  private verifyTimer: NodeJS.Timeout | undefined;
  /** Why the database cannot be written to at the moment. */
  private away: string | undefined;
  /** Groups in a row that the log contradicted. */
  private diverged = 0;
  private stopping = false;
  private ended = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly recent: RecentEvents,
    private readonly log: Logger,
    private readonly activity: Activity,
    private readonly onFenced: (error: FencedError) => void,
  ) {}

  /** Takes the log over. @throws UnfitDatabaseError, or the database's error if it cannot be reached */
  async start(): Promise<void> {
    this.adopt(await this.open(true));
    this.verifyTimer = setInterval(() => void this.verify(), VERIFY_MS);
    this.verifyTimer.unref();
  }

  /** True while appends can be written. */
  get ready(): boolean {
    return this.session !== undefined;
  }

  /** Resolves when there is room for another append; callers that take requests from the network wait for it. */
  room(): Promise<void> | undefined {
    return this.pending.room();
  }

  /**
   * @param deadline milliseconds since the Unix epoch; after it the answer is `timed-out`
   * @returns always an answer, never an exception
   */
  append(append: Append, deadline: number): Promise<AppendOutcome> {
    const refusal = this.stopping || this.ended ? 'the event node is stopping' : this.away;
    if (refusal !== undefined) {
      this.activity.appends.unavailable++;
      return Promise.resolve({ kind: 'unavailable', reason: refusal });
    }
    const answer = this.pending.add(append, deadline);
    void answer.then(({ kind }) => this.activity.appends[kind]++);
    this.work();
    return answer;
  }

  /** Answers what is under way, then lets go of the log. */
  async stop(): Promise<void> {
    this.stopping = true;
    while (this.pending.size > 0 && !this.ended) await this.pending.settled();
    this.end();
    await this.session?.close();
  }

  private end(): void {
    this.ended = true;
    clearInterval(this.verifyTimer);
  }

  private work(): void {
    if (this.working || this.ended) return;
    this.working = true;
    // After this turn of the event loop, so that all appends it has read from the sockets go into one group.
    setImmediate(() => void this.workLoop());
  }

  private async workLoop(): Promise<void> {
    try {
      while (!this.ended && this.pending.waiting) {
        if (!this.session) {
          await this.reconnect();
          continue;
        }
        await this.writeGroup(this.session, this.pending.take());
      }
    } catch (error) {
      if (error instanceof FencedError) this.fence(error);
      else throw error;
    } finally {
      this.working = false;
    }
  }

  private async writeGroup(session: WriterSession, group: readonly PendingAppend[]): Promise<void> {
    let plan: Plan | undefined;
    let begun = 0;
    try {
      plan = await this.plan(session, group);
      begun = performance.now();
      await session.commit(plan);
    } catch (error) {
      return this.recover(session, group, plan, error);
    }
    this.head = plan.after;
    this.diverged = 0;
    for (const [name, state] of plan.states) this.streams.set(name, state);
    if (plan.events.length > 0) this.recent.push(plan.events);
    for (const [index, append] of group.entries()) append.settle(plan.outcomes[index]!);
    this.count(group, plan, performance.now() - begun);
  }

  /** @param commitMs null if the commit's outcome had to be found out */
  private count(group: readonly PendingAppend[], { events }: Plan, commitMs: number | null): void {
    let bytes = 0;
    for (const { data, metadata } of events) bytes += data.length + metadata.length;
    this.activity.committed({ appends: group.length, events: events.length, bytes, commitMs });
    if (commitMs !== null && commitMs > SLOW_COMMIT_MS) {
      this.log.warn({ ms: Math.round(commitMs), appends: group.length, events: events.length, bytes }, 'a commit took long');
    }
  }

  private async plan(session: WriterSession, group: readonly PendingAppend[]): Promise<Plan> {
    // Taken now: looking others up may push what was known out of memory.
    const states = new Map<string, StreamState>();
    const unknown = new Set<string>();
    const ids: [string, string][] = [];
    for (const { append } of group) {
      const names = namesOf(append.stream);
      for (const name of names) {
        const state = this.streams.get(name);
        if (state) states.set(name, state);
        else unknown.add(name);
      }
      if (needsIds(append, states.get(names[0]!))) for (const event of append.events) ids.push([append.stream, event.id]);
    }
    const names = [...unknown];
    let places: ReadonlyMap<string, readonly Written[]> = new Map();
    // Not all at once: each name may bring metadata of a megabyte.
    for (let start = 0; start < names.length || (start === 0 && ids.length > 0); start += NAMES_AT_ONCE) {
      const found = await session.lookUp(names.slice(start, start + NAMES_AT_ONCE), start === 0 ? ids : []);
      for (const [name, state] of found.states) {
        states.set(name, state);
        this.streams.set(name, state);
      }
      if (start === 0) places = found.places;
    }
    const appends = group.map(({ append }) => append);
    const known: Known = {
      state: (name) => states.get(name)!,
      find: (stream, id) => places.get(`${stream}\n${id}`) ?? [],
    };
    try {
      return planGroup(appends, known, this.head, Date.now(), randomUUID);
    } catch (error) {
      throw new DecisionError(error);
    }
  }

  /** After this every append of the group is either answered or waiting to be tried again, with certainty that it is not in the log. */
  private async recover(session: WriterSession, group: readonly PendingAppend[], plan: Plan | undefined, error: unknown): Promise<void> {
    if (error instanceof FencedError) throw error;
    const kind = kindOf(error);
    const reason = messageOf(error);
    if (kind === 'unavailable') {
      this.log.warn({ reason, appends: group.length }, 'the database refused a group of appends, nothing was written');
      for (const append of group) append.settle({ kind: 'unavailable', reason: `the database refused the write: ${reason}` });
      return;
    }
    if (kind === 'diverged' && ++this.diverged > MOST_DIVERGED) {
      this.log.error({ reason, appends: group.length }, 'the log contradicts itself, a group of appends is given up: verify the log');
      for (const append of group) append.settle({ kind: 'unavailable', reason: 'the log contradicts itself: verify it' });
      return;
    }
    if (kind === 'rejected') {
      if (error instanceof DecisionError) this.log.error({ err: error }, 'an append could not be decided');
      // One append's data spoils the statement for all: find it by writing each alone.
      if (group.length === 1) group[0]!.settle({ kind: 'rejected', reason });
      else for (const append of group) if (!append.answered) await this.writeGroup(this.session ?? session, [append]);
      return;
    }
    this.log.warn({ reason, kind, appends: group.length }, 'the outcome of a group of appends is unknown, taking a new epoch to find out');
    this.lose(session);
    await this.reconnect();
    if (this.ended) return;
    if (plan && plan.events.length > 0 && this.head.position === plan.after.position) {
      for (const [index, append] of group.entries()) append.settle(plan.outcomes[index]!);
      this.count(group, plan, null);
    } else {
      this.pending.putBack(group);
    }
  }

  private async open(takeOver: boolean): Promise<WriterSession> {
    const session: WriterSession = await WriterSession.open(this.config, this.owner, takeOver, () => this.lose(session));
    return session;
  }

  private adopt(session: WriterSession): void {
    this.session = session;
    this.away = undefined;
    this.head = session.head;
    this.streams.clear();
    if (session.head.position < this.recent.head) {
      const facts = { position: session.head.position, known: this.recent.head };
      this.log.error(facts, 'the log ends before what this node has answered: the database has lost events');
    }
    if (session.head.position !== this.recent.head) this.recent.reset(session.head.position);
    this.log.info({ epoch: session.epoch, position: session.head.position }, 'this event node writes the log');
  }

  /** The connection is gone: get another one at once, so that live readers learn what they may have missed. */
  private lose(session: WriterSession): void {
    if (this.session !== session) return;
    this.session = undefined;
    session.abandon();
    if (!this.ended) void this.reconnect();
  }

  private reconnect(): Promise<void> {
    this.reconnecting ??= this.tryToReconnect().finally(() => (this.reconnecting = undefined));
    return this.reconnecting;
  }

  private async tryToReconnect(): Promise<void> {
    let wait = RETRY_MS.first;
    const patience = setTimeout(() => this.giveUp('the database is away'), GRACE_MS);
    try {
      while (!this.ended && !this.session) {
        try {
          const session = await this.open(false);
          if (this.ended) return await session.close();
          this.adopt(session);
          this.activity.reconnects++;
        } catch (error) {
          if (error instanceof FencedError) return this.fence(error);
          this.log.warn({ reason: messageOf(error) }, 'the database is away');
          if (error instanceof UnfitDatabaseError) this.giveUp(error.message);
          await delay(wait);
          wait = Math.min(wait * 2, RETRY_MS.most);
        }
      }
    } finally {
      clearTimeout(patience);
    }
  }

  private giveUp(reason: string): void {
    this.away = reason;
    this.pending.settleAll({ kind: 'unavailable', reason });
  }

  private fence(error: FencedError): void {
    if (this.ended) return;
    this.end();
    this.pending.settleAll({ kind: 'unavailable', reason: error.message });
    this.onFenced(error);
  }

  private async verify(): Promise<void> {
    if (this.working || !this.session) return;
    try {
      await this.session.verify();
    } catch (error) {
      if (error instanceof FencedError) this.fence(error);
    }
  }
}
