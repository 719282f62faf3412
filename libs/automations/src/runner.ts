import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable, type EventStore } from '@redress/event-store';
import { RuleViolation, type Recorded } from '@redress/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { NotYet, type Automation, type AutomationLogger } from './automation.js';
import { askedFor, hold, LeaseLost, markStopped, move, park, parkedOf, pass, takeUp, unpark, type Lease } from './checkpoint.js';

export type Log = Pick<EventStore, 'all' | 'read' | 'lastPosition'>;

export interface Patience {
  /** Tries of what fails for a reason of its own, before it is parked. */
  readonly tries: number;
  /** Wait before the second try, in ms; doubles with each try … */
  readonly firstMs: number;
  /** … up to this. */
  readonly longestMs: number;
  /** How often what is parked is tried again, in ms … */
  readonly parkedMs: number;
  /** … and how often it is looked whether somebody asked for that, or dismissed something. */
  readonly askedMs: number;
  /** How often, at most, the checkpoint is moved where nothing was done, in ms. */
  readonly idleMs: number;
  /** The shortest time from one turn to the next, in ms, where the automation has no pace of its own: under load, fuller turns instead of more of them. */
  readonly paceMs: number;
}

export interface RunnerOptions {
  readonly log: Log;
  readonly dataSource: DataSource;
  readonly logger: AutomationLogger;
  readonly patience: Patience;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** Codes of refusals that pass: the clocks of two processes are not quite the same. */
export const passing: readonly string[] = ['out-of-order-time', 'future-time'];

/** More is not read ahead of what is done. */
const mostAhead = 500;

/** An event that came and is not behind the checkpoint yet; without `event` a stretch of the log that is none of its business. */
interface Entry {
  position: bigint;
  readonly event?: Recorded;
  isDone: boolean;
  failures: number;
  /** It is left alone until then, as is what comes later of the same complaint. */
  restsUntil: number;
}

/** What came of one try. */
type Came = { readonly parked: Refusal } | { readonly failed: unknown } | 'done';

/**
 * One automation, run by one worker. It goes in turns: several complaints at a time where the automation allows that, of each complaint one
 * event after the other, and the checkpoint moves over what is done without a gap. A turn is one transaction that holds the checkpoint, so
 * that nothing is under way any more when another worker takes over. What fails is tried again; what still fails is parked, with whatever
 * comes later of the same complaint, and the others go on. Killed at any point, it does again what it may not have finished; that nothing
 * happens twice is because its commands have ids that follow from the event.
 */
export class Runner {
  /** Up to here the log was read. */
  private read: bigint | null;
  /** In the order of the log; the first is the first that is not done, or was not written into the checkpoint yet. */
  private pending: Entry[] = [];
  private moved = -Infinity;
  /** When the last turn began. */
  private began = -Infinity;
  /** Tries in a row in which the store or the database were away; until when it waits for them. */
  private away = { times: 0, until: -Infinity };
  /** Streams of which something is parked. */
  private readonly waiting = new Set<string>();
  /** One thing at a time: what is parked, or what comes. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Ends the sleep of the turns, and of the reader that waits for room. */
  private wakeTurns = (): void => undefined;
  private wakeReader = (): void => undefined;

  constructor(
    private readonly automation: Automation,
    private readonly lease: Lease,
    private readonly options: RunnerOptions,
  ) {
    this.read = lease.position;
  }

  /** Until the signal aborts, or another worker takes over. */
  async run(): Promise<'stopped' | 'taken-over'> {
    const { signal, logger } = this.options;
    const ended = new AbortController();
    signal.addEventListener('abort', () => ended.abort(), { once: true });
    const loops = [this.follow(ended.signal), this.act(ended.signal), this.retryParked(ended.signal)];
    try {
      await Promise.all(loops.map((loop) => loop.finally(() => ended.abort())));
      return 'stopped';
    } catch (error) {
      await Promise.allSettled(loops);
      if (error instanceof LeaseLost) {
        logger.error({ automation: this.automation.name }, `${error.message}: this one stops`);
        return 'taken-over';
      }
      if (signal.aborted) return 'stopped';
      throw error;
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { log, logger, patience } = this.options;
    const { name, types } = this.automation;
    let fault = { at: '', times: 0 };
    for (let n = 1; !signal.aborted; n++) {
      const subscription = new AbortController();
      const end = () => subscription.abort();
      signal.addEventListener('abort', end, { once: true });
      try {
        for await (const item of log.all({ after: this.read, types, signal: subscription.signal })) {
          if ('event' in item) this.came(item.event.position, (await this.isMine(item.event)) ? item.event : undefined);
          else this.came(item.checkpoint);
          n = 1;
          while (this.pending.length >= mostAhead && !signal.aborted)
            await this.sleep(signal, Infinity, (wake) => (this.wakeReader = wake));
          if (signal.aborted) return;
        }
        if (!signal.aborted) logger.info({ automation: name }, 'the log has ended its stream: reading on from where it was');
      } catch (error) {
        if (signal.aborted) return;
        const place = placeOf(error);
        if (place) {
          fault = { at: place.at, times: place.at === fault.at ? fault.times + 1 : 1 };
          if (fault.times >= patience.tries) return await this.stopAt(place.where, error, signal);
        }
        logger.warn({ automation: name, err: error, try: n }, 'the log cannot be read: trying again from where it was');
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
      await this.wait(this.pauseMs(n), signal);
    }
  }

  private async isMine(event: Recorded): Promise<boolean> {
    const { types, origins } = this.automation;
    const { origin } = event.metadata;
    if (!types.includes(event.type) || origin === 'import' || !origins.includes(origin)) return false;
    return (await this.automation.concerns?.(event)) ?? true;
  }

  private came(position: bigint, event?: Recorded): void {
    this.read = position;
    const last = this.pending.at(-1);
    if (!event && last && !last.event) last.position = position;
    else this.pending.push({ position, event, isDone: event === undefined, failures: 0, restsUntil: -Infinity });
    // A stretch behind something else changes nothing about what is to be done next.
    if (event || !last) this.wakeTurns();
  }

  /** Turn after turn, whenever there is something to do. */
  private async act(signal: AbortSignal): Promise<void> {
    for (const { stream } of await this.whenThere(() => parkedOf(this.options.dataSource, this.automation.name), signal)) {
      this.waiting.add(stream);
    }
    while (!signal.aborted) {
      const now = performance.now();
      const next = this.next(now);
      if (next > now) await this.sleep(signal, next - now, (wake) => (this.wakeTurns = wake));
      else await this.alone(() => this.takeTurn(now, signal));
    }
  }

  /** When there is something to do: an act, or a checkpoint to be moved. */
  private next(now: number): number {
    if (this.away.until > now) return this.away.until;
    const { concurrency = 1, paceMs = this.options.patience.paceMs } = this.automation;
    const there = this.runnable(now).length;
    if (there > 0) return there < concurrency ? Math.max(now, this.began + paceMs) : now;
    const rests = this.pending.filter(({ isDone, restsUntil }) => !isDone && restsUntil > now).map(({ restsUntil }) => restsUntil);
    return Math.min(...rests, this.pending[0]?.isDone ? this.moved + this.options.patience.idleMs : Infinity);
  }

  /** What may be acted on at once: of a complaint whose earlier event rests, nothing. */
  private runnable(now: number): (Entry & { readonly event: Recorded })[] {
    const { concurrency = 1 } = this.automation;
    const found: (Entry & { readonly event: Recorded })[] = [];
    const resting = new Set<string>();
    for (const entry of this.pending) {
      if (entry.isDone || !hasEvent(entry) || resting.has(entry.event.stream)) continue;
      if (entry.restsUntil > now) resting.add(entry.event.stream);
      else found.push(entry);
      if (found.length >= concurrency) break;
    }
    return found;
  }

  /** Acts on what is there, parks what it cannot do, and moves the checkpoint. */
  private async takeTurn(now: number, signal: AbortSignal): Promise<void> {
    this.began = now;
    const entries = this.runnable(now);
    const came = new Map<Entry, Came>();
    let written: bigint | undefined;
    try {
      written = entries.length > 0 ? await this.carryOut(entries, came, signal) : await this.passOver();
    } catch (error) {
      // What was done is done again, and finds itself done.
      if (error instanceof LeaseLost) throw error;
      this.waits(error);
      return;
    }
    this.moved = performance.now();
    this.settle(came, written ?? -1n);
  }

  /** @returns up to where everything is done */
  private carryOut(
    entries: readonly (Entry & { readonly event: Recorded })[],
    came: Map<Entry, Came>,
    signal: AbortSignal,
  ): Promise<bigint | undefined> {
    return this.holding(async (manager) => {
      const lanes = new Map<string, (typeof entries)[number][]>();
      for (const entry of entries) lanes.set(entry.event.stream, [...(lanes.get(entry.event.stream) ?? []), entry]);
      await Promise.all([...lanes.values()].map((lane) => this.tryLane(lane, came, signal)));
      for (const [{ event }, outcome] of came) {
        if (typeof outcome === 'object' && 'parked' in outcome) await park(manager, this.lease, event!, outcome.parked, this.options.now());
      }
      const done = doneBefore(this.pending, (entry) => entry.isDone || isSettled(came.get(entry)));
      const written = done.at(-1)?.position;
      await move(manager, this.lease, written ?? null, came.size > 0 ? this.options.now() : null);
      return written;
    });
  }

  /** Past what is nothing to it, which is most of the log. */
  private async passOver(): Promise<bigint | undefined> {
    const position = doneBefore(this.pending, ({ isDone }) => isDone).at(-1)?.position;
    if (position !== undefined) await pass(this.options.dataSource, this.lease, position);
    return position;
  }

  /** The events of one complaint, one after the other, as far as it goes. */
  private async tryLane(
    lane: readonly (Entry & { readonly event: Recorded })[],
    came: Map<Entry, Came>,
    signal: AbortSignal,
  ): Promise<void> {
    let isBehind = this.waiting.has(lane[0]!.event.stream);
    for (const entry of lane) {
      if (signal.aborted) return;
      const outcome = isBehind ? { parked: behind } : await this.tried(entry);
      came.set(entry, outcome);
      if (!isSettled(outcome)) return;
      isBehind ||= outcome !== 'done';
    }
  }

  private async tried({ event, failures }: Entry & { readonly event: Recorded }): Promise<Came> {
    try {
      await this.automation.act(event);
      return 'done';
    } catch (error) {
      if (isAway(error)) return { failed: error };
      const refusal = refusalOf(error);
      return refusal.isFinal || failures + 1 >= this.options.patience.tries ? { parked: refusal } : { failed: error };
    }
  }

  /** What a turn has come to, once it is on record. */
  private settle(came: ReadonlyMap<Entry, Came>, written: bigint): void {
    const { logger } = this.options;
    const { name: automation } = this.automation;
    let away: unknown;
    for (const [entry, outcome] of came) {
      const { stream, revision, id: eventId, type } = entry.event!;
      const where = { automation, stream, revision, eventId, type };
      if (outcome === 'done') entry.isDone = true;
      else if ('parked' in outcome) {
        const { code, reason } = outcome.parked;
        entry.isDone = true;
        this.waiting.add(stream);
        logger.error({ ...where, code }, `${automation} parked an event: ${reason}`);
      } else if (isAway(outcome.failed)) away = outcome.failed;
      else {
        entry.failures += 1;
        entry.restsUntil = performance.now() + this.pauseMs(entry.failures);
        logger.warn({ ...where, err: outcome.failed, try: entry.failures }, 'an automation tries again');
      }
    }
    if (away !== undefined) this.waits(away);
    else this.away.times = 0;
    // While it was written, the log went on: the rest is for the next turn.
    this.pending.splice(0, doneBefore(this.pending, ({ isDone, position }) => isDone && position <= written).length);
    this.wakeReader();
  }

  private waits(error: unknown): void {
    this.away.times += 1;
    this.away.until = performance.now() + this.pauseMs(this.away.times);
    this.options.logger.warn(
      { automation: this.automation.name, err: error, try: this.away.times },
      'an automation waits for the store, the database or a view',
    );
  }

  /** Tries again what is parked, now and then and when somebody asks for it: of each complaint in its order, as far as it goes. */
  private async retryParked(signal: AbortSignal): Promise<void> {
    const { dataSource, logger, patience } = this.options;
    const { name } = this.automation;
    for (let all = -Infinity; !signal.aborted; await this.wait(Math.min(patience.askedMs, patience.parkedMs), signal)) {
      try {
        const isTime = performance.now() >= all + patience.parkedMs;
        const streams = await askedFor(dataSource, name);
        if (isTime) streams.push(...(await parkedOf(dataSource, name)).map(({ stream }) => stream));
        for (const stream of new Set(streams)) {
          if (signal.aborted) return;
          await this.alone(() => this.retryStream(stream, signal));
        }
        if (isTime) all = performance.now();
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (signal.aborted) return;
        logger.warn({ automation: name, err: error }, 'what is parked is tried again later');
      }
    }
  }

  private async retryStream(stream: string, signal: AbortSignal): Promise<void> {
    const { dataSource, log, logger, now } = this.options;
    const { name } = this.automation;
    // First, so that what is asked for from now on is seen the next time.
    await takeUp(dataSource, name, stream);
    const parked = await parkedOf(dataSource, name, stream);
    const events = parked.length > 0 ? await log.read(stream) : [];
    for (const { revision, eventId } of parked) {
      if (signal.aborted) return;
      const event = events[revision];
      if (event?.id !== eventId) throw new Error(`the log of ${stream} has not got the event that is parked`);
      let isDone = false;
      try {
        await this.holding(async (manager) => {
          // Dismissed meanwhile, it is not done any more.
          isDone = await unpark(manager, this.lease, eventId);
          if (!isDone) return;
          await this.automation.act(event);
          await move(manager, this.lease, null, now());
        });
      } catch (error) {
        if (error instanceof LeaseLost || isAway(error)) throw error;
        const refusal = refusalOf(error);
        return await this.holding((manager) => park(manager, this.lease, event, refusal, now()));
      }
      if (isDone) logger.info({ automation: name, stream, eventId }, 'what was parked is done');
    }
    // Nothing is parked while this has its turn: what comes next is tried.
    if ((await parkedOf(dataSource, name, stream)).length === 0) this.waiting.delete(stream);
  }

  /** Does something while no other worker can: a takeover waits for it, and it is not done by one that was taken over. */
  private holding<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.options.dataSource.transaction(async (manager) => {
      await hold(manager, this.lease);
      return await work(manager);
    });
  }

  private async stopAt(where: object, error: unknown, signal: AbortSignal): Promise<void> {
    const { dataSource, logger } = this.options;
    const stop = { ...where, reason: (error instanceof Error ? error.message : String(error)).slice(0, 500) };
    logger.error(
      { automation: this.automation.name, ...stop, err: error },
      `the automation ${this.automation.name} stopped: ${stop.reason}`,
    );
    await this.whenThere(() => markStopped(dataSource, this.lease, stop), signal);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }

  private async whenThere<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let n = 1; ; n++) {
      try {
        return await work();
      } catch (error) {
        if (!isAway(error)) throw error;
        this.options.logger.warn({ automation: this.automation.name, err: error, try: n }, 'an automation waits for the database');
        await this.wait(this.pauseMs(n), signal);
        signal.throwIfAborted();
      }
    }
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private pauseMs(n: number): number {
    const { firstMs, longestMs } = this.options.patience;
    return Math.min(firstMs * 2 ** (n - 1), longestMs);
  }

  private async wait(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }

  /** As long as this, or until it is woken or has to stop. */
  private sleep(signal: AbortSignal, ms: number, wakes: (wake: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = ms < Infinity ? setTimeout(end, ms) : undefined;
      signal.addEventListener('abort', end, { once: true });
      wakes(end);
      if (signal.aborted) end();
    });
  }
}

function hasEvent(entry: Entry): entry is Entry & { readonly event: Recorded } {
  return entry.event !== undefined;
}

/** Nothing more is to be done about it by now. */
function isSettled(came: Came | undefined): boolean {
  return came === 'done' || (came !== undefined && 'parked' in came);
}

/** Those from the beginning on that are done, without a gap. */
function doneBefore(entries: readonly Entry[], isDone: (entry: Entry) => boolean): readonly Entry[] {
  const open = entries.findIndex((entry) => !isDone(entry));
  return open === -1 ? entries : entries.slice(0, open);
}

export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly isFinal: boolean;
}

const behind: Refusal = { code: 'behind', reason: 'An earlier event of the same complaint is parked.', isFinal: true };

/** What can be said of a failure: a rule's words, and of other errors those that were written for it, for they may quote anybody. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RuleViolation) {
    return { code: error.code, reason: error.message, isFinal: !passing.includes(error.code) };
  }
  return { code: 'failed', reason: (error instanceof Error ? error.message : String(error)).slice(0, 500), isFinal: false };
}

/** Where the event is that the log cannot hand over; undefined if the log itself is the trouble. */
function placeOf(error: unknown): { at: string; where: object } | undefined {
  if (!(error instanceof Error) || !('stream' in error) || !('revision' in error)) return undefined;
  const { stream, revision } = error;
  return {
    at: `${String(stream)} ${String(revision)}`,
    where: { stream, revision, ...('eventId' in error && { eventId: error.eventId }) },
  };
}

/** True if the store, the database or what an automation needs is away, or in the way of another transaction: waiting helps. */
export function isAway(error: unknown): boolean {
  if (error instanceof StoreUnavailable || error instanceof NotYet) return true;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(?:08|40|53|57|58)...$|^25P0[23]$|^55P03$/.test(code)) return true;
  if (/^(?:ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/.test(code)) return true;
  return /connection (?:terminated|ended|error|timeout)|connection has.*closed|not queryable|timeout exceeded|timeout expired|already released/i.test(
    error.message,
  );
}
