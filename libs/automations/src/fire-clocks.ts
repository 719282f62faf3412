import { setTimeout as delay } from 'node:timers/promises';
import { complaintStream, HandleComplaint, idFrom } from '@redress/commands';
import { RuleViolation, type Instant } from '@redress/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { AutomationLogger } from './automation.js';
import type { Complaints } from './carry-links.js';
import { hold, LeaseLost, move, park, parkedOf, takeOver, unpark, type Lease } from './checkpoint.js';
import { isAway, passing, refusalOf, type Log, type Refusal } from './runner.js';

/** A clock of a complaint of which something is due. */
export interface DueClock {
  readonly complaintId: string;
  readonly clock: string;
  /** In time up to this very millisecond. */
  readonly due: Date;
  /** The first instant at which something of it fires: a warning not given yet, or the miss. */
  readonly nextAt: Date;
  readonly warnings: readonly { readonly percent: number; readonly at: Instant }[];
  /** The event that set it. */
  readonly setId: string;
  readonly setRevision: number;
  readonly setPosition: string;
  readonly correlationId: string;
}

type Place = Pick<DueClock, 'nextAt' | 'complaintId' | 'clock'>;

/** Who knows what is due: an index of the clocks that run, kept by somebody else, and always a little behind. */
export interface ClockIndex {
  /** What is due, the longest due first, after a place and of some complaints only if asked; with each all that is due of its complaint. */
  find(question: {
    readonly now: Date;
    readonly after?: Place | undefined;
    readonly complaints?: readonly string[];
    readonly limit: number;
  }): Promise<{
    /** Every event up to here is considered; null if none is yet, or for the time being none more. */
    readonly position: bigint | null;
    readonly clocks: readonly DueClock[];
    /** Where the page ends; null if nothing is due after it. */
    readonly end: Place | null;
    /** When the next of the others is due; null if none runs. */
    readonly next: Date | null;
  }>;
  /** Waits a little until every event up to a position is considered; false if they are not. */
  hasSeen(position: bigint): Promise<boolean>;
}

export interface FireClocksOptions {
  /** Knows the tables of automations. Left open. */
  readonly dataSource: DataSource;
  readonly log: Pick<Log, 'lastPosition'>;
  readonly complaints: Complaints;
  readonly index: ClockIndex;
  readonly logger?: AutomationLogger;
  readonly now?: () => Date;
  readonly patience?: Partial<ClockPatience>;
}

export interface ClockPatience {
  /** How often the index is asked, in ms; sooner if it says when the next is due. */
  readonly everyMs: number;
  /** Clocks of a page, at most. */
  readonly page: number;
  /** Complaints on which something is fired at once, at most. */
  readonly concurrency: number;
  /** Tries of what fails for a reason of its own, before it is parked. */
  readonly tries: number;
  /** Wait after a failure of the store or the database, in ms; doubles each time … */
  readonly firstMs: number;
  /** … up to this. */
  readonly longestMs: number;
  /** How long what is parked rests before it is tried again, by `now`, in ms; doubles each time, up to 64 times that. */
  readonly parkedMs: number;
  /** How often, at most, the checkpoint is moved where nothing was fired, in ms. */
  readonly idleMs: number;
}

/** How it does, for health. */
export interface ClocksState {
  /** Fired since it started. */
  readonly fired: number;
  /** How long the longest due was due when it was looked last, in seconds; 0 if nothing was. */
  readonly lagSeconds: number;
}

export interface FiringClocks {
  /** Finishes what is under way. */
  stop(): Promise<void>;
  /** Why it ended; it never does by itself but for `taken-over`: another worker fires now. */
  readonly stopped: Promise<'stopped' | 'taken-over'>;
  state(): ClocksState;
  /** Resolves when nothing is due any more by `now`, all events up to a position considered, and what follows from firing. */
  settled(position: bigint): Promise<void>;
}

const name = 'fire-clocks';
const silent: AutomationLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** It was fired already, or somebody was faster: the index will see. */
const done: readonly string[] = ['clock-not-running', 'clock-not-due', 'case-closed', 'case-merged'];

/** As many as are fired before the index must have seen it. */
const mostUnseen = 1_000;

/**
 * Fires the clocks of complaints when they are due, warnings and misses: each once, of one complaint in the order in which they are due, however
 * long nobody did it (ADR 0025). Takes this over from any worker that does it.
 */
export async function startFireClocks(options: FireClocksOptions): Promise<FiringClocks> {
  const { dataSource, log, logger = silent, now = () => new Date() } = options;
  const patience = {
    everyMs: 1_000,
    page: 200,
    concurrency: 8,
    tries: 4,
    firstMs: 100,
    longestMs: 5_000,
    parkedMs: 60_000,
    idleMs: 5_000,
    ...options.patience,
  };
  for (let n = 1; ; n++) {
    try {
      const lease = await takeOver(dataSource, name, { types: [], origins: [] }, () => log.lastPosition());
      const clocks = new FireClocks(lease, (await log.lastPosition()) ?? 0n, { ...options, logger, now, patience });
      return { stopped: clocks.stopped, stop: () => clocks.stop(), state: () => clocks.state(), settled: (at) => clocks.settled(at) };
    } catch (error) {
      if (!isAway(error)) throw error;
      logger.warn({ automation: name, err: error, try: n }, 'the clocks wait for the store or the database');
      await delay(Math.min(patience.firstMs * 2 ** (n - 1), patience.longestMs));
    }
  }
}

type Options = Required<FireClocksOptions> & { readonly patience: ClockPatience };

/** What came of one clock: fired; `stale`: there was nothing to fire any more; `later`: it is tried again. */
type Came = 'fired' | 'stale' | 'later' | Refusal;

class FireClocks {
  readonly stopped: Promise<'stopped' | 'taken-over'>;
  private readonly stopping = new AbortController();
  private fired = 0;
  private lagSeconds = 0;
  private moved = -Infinity;
  private tidied = -Infinity;
  private readonly failures = new Map<string, number>();
  private isBehind = false;
  /** Who waits until nothing is due. */
  private waiting: (() => void)[] = [];
  private wake = (): void => undefined;

  constructor(
    private readonly lease: Lease,
    /** What the index must have considered before anything is fired: the log as it was at the start, and what was fired since. */
    private needed: bigint,
    private readonly options: Options,
  ) {
    this.stopped = this.run();
  }

  state(): ClocksState {
    return { fired: this.fired, lagSeconds: this.lagSeconds };
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.stopped;
  }

  settled(position: bigint): Promise<void> {
    this.needs(position);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.wake();
    });
  }

  private async run(): Promise<'stopped' | 'taken-over'> {
    const { logger, now, patience } = this.options;
    const { signal } = this.stopping;
    for (let n = 0; !signal.aborted;) {
      // Whoever begins to wait during the sweep waits for the next.
      const waiting = this.waiting.splice(0);
      try {
        const swept = await this.sweep(signal);
        n = 0;
        if (swept === 'behind' || swept.fired > 0) {
          this.waiting.unshift(...waiting);
          continue;
        }
        for (const resolve of waiting) resolve();
        if (this.waiting.length > 0) continue;
        const untilNext = swept.next === null ? Infinity : swept.next.getTime() - now().getTime();
        await this.sleep(Math.min(patience.everyMs, Math.max(untilNext, 1)), signal);
      } catch (error) {
        this.waiting.unshift(...waiting);
        if (error instanceof LeaseLost) {
          logger.error({ automation: name }, `${error.message}: this one stops`);
          return 'taken-over';
        }
        if (signal.aborted) break;
        n += 1;
        logger.warn({ automation: name, err: error, try: n }, 'the clocks wait for the store, the database or a view');
        await this.sleep(Math.min(patience.firstMs * 2 ** (n - 1), patience.longestMs), signal);
      }
    }
    for (const resolve of this.waiting) resolve();
    return 'stopped';
  }

  /** Whether the index has considered all that it must; a little later if not. */
  private async hasSeen(signal: AbortSignal): Promise<boolean> {
    const { index, logger, patience } = this.options;
    const wasBehind = this.isBehind;
    this.isBehind = !(await index.hasSeen(this.needed));
    if (!this.isBehind) return true;
    if (!wasBehind) logger.info({ automation: name, needed: this.needed.toString() }, 'the clocks wait for the view of what is due');
    await this.sleep(patience.firstMs, signal);
    return false;
  }

  /** Fires all that is due now, page by page. `behind`: the index has not considered enough yet, and nothing may be fired by it. */
  private async sweep(signal: AbortSignal): Promise<'behind' | { readonly fired: number; readonly next: Date | null }> {
    const { index, logger, now, patience } = this.options;
    if (!(await this.hasSeen(signal))) return 'behind';
    const before = this.fired;
    const unseen = new Set<string>();
    let parked = 0;
    let seen: bigint | undefined;
    for (let after: Place | undefined; ;) {
      const page = await index.find({ now: now(), after, limit: patience.page });
      // It can fall back: when it is built anew it knows clocks that were met long ago, and not yet that they were. It can stop, where it is.
      if (page.position === null || page.position < (seen ?? this.needed)) {
        await this.sleep(patience.firstMs, signal);
        return 'behind';
      }
      if (seen === undefined) {
        seen = page.position;
        const [oldest] = page.clocks;
        this.lagSeconds = oldest ? Math.max(0, (now().getTime() - oldest.nextAt.getTime()) / 1_000) : 0;
      }
      const clocks = page.clocks.filter((one) => !unseen.has(keyOf(one)));
      if (clocks.length > 0) {
        const came = await this.turn(clocks, signal);
        for (const [clock, outcome] of came) {
          if (outcome === 'fired' || outcome === 'stale') unseen.add(keyOf(clock));
          else if (outcome !== 'later') parked += 1;
        }
      }
      if (signal.aborted) return { fired: 0, next: null };
      after = page.end ?? undefined;
      if (unseen.size >= mostUnseen || (after === undefined && unseen.size > 0)) {
        while (!(await this.hasSeen(signal))) if (signal.aborted) return { fired: 0, next: null };
        unseen.clear();
      }
      if (after === undefined) {
        const fired = this.fired - before;
        if (fired > 0 || parked > 0) logger.info({ automation: name, fired, parked, lagSeconds: this.lagSeconds }, 'clocks fired');
        else this.lagSeconds = 0;
        await this.swept(seen);
        return { fired, next: page.next };
      }
    }
  }

  /** Fires on several complaints at a time, while no other worker can; of one complaint what is due first comes first. */
  private async turn(clocks: readonly DueClock[], signal: AbortSignal): Promise<Map<DueClock, Came>> {
    const { concurrency } = this.options.patience;
    const came = new Map<DueClock, Came>();
    await this.holding(async (manager) => {
      const lanes = new Map<string, DueClock[]>();
      for (const one of await this.withoutResting(manager, clocks)) {
        lanes.set(one.complaintId, [...(lanes.get(one.complaintId) ?? []), one]);
      }
      const left = [...lanes.values()];
      const work = async () => {
        for (let lane = left.shift(); lane; lane = left.shift()) {
          for (const one of lane.sort((a, b) => stageOf(a, this.options.now()).at - stageOf(b, this.options.now()).at)) {
            if (signal.aborted) return;
            came.set(one, await this.tried(one));
          }
        }
      };
      const ends = await Promise.allSettled(
        Array.from({ length: concurrency }, () =>
          work().catch((error: unknown) => {
            left.length = 0;
            throw error;
          }),
        ),
      );
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
      for (const [clock, outcome] of came) {
        const isParked = typeof outcome === 'object';
        if (isParked) await park(manager, this.lease, eventOf(clock), outcome, this.options.now());
        else if (outcome !== 'later') await unpark(manager, this.lease, clock.setId);
      }
      await move(manager, this.lease, null, [...came.values()].includes('fired') ? this.options.now() : null);
    });
    return came;
  }

  private async tried(clock: DueClock): Promise<Came> {
    const { logger, log, patience } = this.options;
    const where = { automation: name, stream: complaintStream(clock.complaintId), clock: clock.clock, eventId: clock.setId };
    try {
      const { position, repeated } = await this.fire(clock);
      this.needs(position);
      this.failures.delete(clock.setId);
      if (!repeated) this.fired += 1;
      return repeated ? 'stale' : 'fired';
    } catch (error) {
      if (isAway(error)) throw error;
      if (error instanceof RuleViolation && done.includes(error.code)) {
        this.needs((await log.lastPosition()) ?? 0n);
        return 'stale';
      }
      const refusal = refusalOf(error);
      // This process is a little behind another: that passes.
      if (passing.includes(refusal.code)) return 'later';
      const failures = (this.failures.get(clock.setId) ?? 0) + 1;
      if (refusal.isFinal || failures >= patience.tries) {
        this.failures.delete(clock.setId);
        logger.error({ ...where, code: refusal.code }, `${name} parked a clock: ${refusal.reason}`);
        return refusal;
      }
      if (this.failures.size >= mostUnseen) this.failures.clear();
      this.failures.set(clock.setId, failures);
      logger.warn({ ...where, err: error, try: failures }, 'a clock is fired again later');
      return 'later';
    }
  }

  private fire(clock: DueClock) {
    const { complaintId, due, setId, correlationId } = clock;
    const now = this.options.now();
    const command = {
      type: 'fireDeadline' as const,
      data: { clock: clock.clock },
      by: { sub: 'redress', roles: [] },
      occurredAt: now.toISOString(),
      now: now.toISOString(),
      origin: 'automation' as const,
    };
    const request = {
      commandId: idFrom('automation', name, complaintId, setId, due.toISOString(), stageOf(clock, now).stage),
      body: {},
      correlationId,
      causationId: setId,
    };
    return this.options.complaints.execute(new HandleComplaint(complaintId, command, request));
  }

  /** Without what is parked and rests, unless somebody asked for it, and without what was dismissed. */
  private async withoutResting(manager: EntityManager, clocks: readonly DueClock[]): Promise<readonly DueClock[]> {
    const { now, patience } = this.options;
    const rows = await manager.query<{ id: string; tries: number; triedAt: Date; asked: boolean; dismissed: boolean }[]>(
      `SELECT event_id AS id, tries, tried_at AS "triedAt", asked, dismissed_at IS NOT NULL AS dismissed
       FROM automations.parked WHERE automation = $1 AND event_id = ANY($2::uuid[])`,
      [name, clocks.map(({ setId }) => setId)],
    );
    const resting = rows.filter(({ tries, triedAt, asked, dismissed }) => {
      const rests = patience.parkedMs * 2 ** Math.min(tries - 1, 6);
      return dismissed || (!asked && now().getTime() < triedAt.getTime() + rests);
    });
    const ids = new Set(resting.map(({ id }) => id));
    return clocks.filter(({ setId }) => !ids.has(setId));
  }

  /** Nothing was left, as far as the index knew. */
  private async swept(position: bigint): Promise<void> {
    const { patience } = this.options;
    if (performance.now() < this.moved + patience.idleMs) return;
    await this.holding((manager) => move(manager, this.lease, position, null));
    this.moved = performance.now();
    if (performance.now() < this.tidied + patience.parkedMs) return;
    await this.tidy();
    this.tidied = performance.now();
  }

  /** What is parked and not due any more, because it was met meanwhile, does not wait for anything. */
  private async tidy(): Promise<void> {
    const { dataSource, index, now } = this.options;
    const parked = await parkedOf(dataSource, name);
    for (let n = 0; n < parked.length; n += 100) {
      const some = parked.slice(n, n + 100);
      const complaints = [...new Set(some.map(({ stream }) => stream.slice(complaintStream('').length)))];
      const { position, clocks } = await index.find({ now: now(), complaints, limit: 100_000 });
      if (position === null || position < this.needed) return;
      const due = new Set(clocks.map(({ setId }) => setId));
      const over = some.filter(({ eventId }) => !due.has(eventId));
      if (over.length === 0) continue;
      await this.holding(async (manager) => {
        for (const { eventId } of over) await unpark(manager, this.lease, eventId);
      });
    }
  }

  /** Does something while no other worker can: a takeover waits for it, and it is not done by one that was taken over. */
  private holding<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.options.dataSource.transaction(async (manager) => {
      await hold(manager, this.lease);
      return await work(manager);
    });
  }

  private needs(position: bigint): void {
    if (position > this.needed) this.needed = position;
  }

  /** As long as this, or until it is woken or has to stop. */
  private sleep(ms: number, signal: AbortSignal): Promise<void> {
    // Not AbortSignal.any: what is made of a signal that lives as long as the process is never quite forgotten.
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end, { once: true });
      this.wake = end;
      if (signal.aborted) end();
    });
  }
}

/** A row of the index; when it has moved it is another. */
function keyOf({ setId, nextAt }: DueClock): string {
  return `${setId} ${nextAt.getTime()}`;
}

/** What of a clock is due now: that it is missed, else the highest share of its time that is over; and since when, in ms. */
function stageOf({ due, nextAt, warnings }: DueClock, now: Date): { readonly stage: string; readonly at: number } {
  if (due < now) return { stage: 'missed', at: due.getTime() };
  const over = warnings.filter(({ at }) => Date.parse(at) <= now.getTime());
  const highest = Math.max(0, ...over.map(({ percent }) => percent));
  return { stage: `${highest}`, at: nextAt.getTime() };
}

function eventOf({ complaintId, setId, setRevision, setPosition }: DueClock) {
  return {
    id: setId,
    stream: complaintStream(complaintId),
    revision: setRevision,
    position: BigInt(setPosition),
    type: 'DeadlineSet',
  };
}
