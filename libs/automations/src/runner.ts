import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable, type EventStore } from '@redress/event-store';
import { RuleViolation, type Recorded } from '@redress/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { Automation, AutomationLogger } from './automation.js';
import { advance, LeaseLost, markStopped, park, parkedOf, unpark, type Lease } from './checkpoint.js';

export type Log = Pick<EventStore, 'all' | 'read' | 'lastPosition'>;

export interface Patience {
  /** Tries of what fails for a reason of its own, before it is parked. */
  readonly tries: number;
  /** Wait before the second try, in ms; doubles with each try … */
  readonly firstMs: number;
  /** … up to this. */
  readonly longestMs: number;
  /** How often what is parked is tried again, in ms. */
  readonly parkedMs: number;
  /** How often, at most, the checkpoint is moved where nothing was done, in ms. */
  readonly idleMs: number;
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
const passing: readonly string[] = ['out-of-order-time', 'future-time'];

/**
 * One automation, run by one worker: one event after the other, as they are in the log. What fails is tried again; what still fails is
 * parked, with whatever comes later of the same complaint, and the others go on. Killed at any point, it does again what it may not have
 * finished; that nothing happens twice is because its commands have ids that follow from the event.
 */
export class Runner {
  private position: bigint | null;
  private moved = -Infinity;
  /** Streams of which something is parked. */
  private readonly waiting = new Set<string>();
  /** One thing at a time: what is parked, or what comes. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly automation: Automation,
    private readonly lease: Lease,
    private readonly options: RunnerOptions,
  ) {
    this.position = lease.position;
  }

  /** Until the signal aborts, or another worker takes over. */
  async run(): Promise<'stopped' | 'taken-over'> {
    const { signal, logger } = this.options;
    const ended = new AbortController();
    signal.addEventListener('abort', () => ended.abort(), { once: true });
    try {
      await Promise.all([this.follow(ended.signal), this.retryParked(ended.signal)].map((loop) => loop.finally(() => ended.abort())));
      return 'stopped';
    } catch (error) {
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
    await this.alone(async () => {
      for (const { stream } of await this.whenThere(() => parkedOf(this.options.dataSource, name), signal)) this.waiting.add(stream);
    });
    let fault = { at: '', times: 0 };
    for (let n = 1; !signal.aborted; n++) {
      const subscription = new AbortController();
      const end = () => subscription.abort();
      signal.addEventListener('abort', end, { once: true });
      try {
        for await (const item of log.all({ after: this.position, types, signal: subscription.signal })) {
          await this.alone(() => ('event' in item ? this.take(item.event, signal) : this.passed(item.checkpoint)));
          n = 1;
          if (signal.aborted) return;
        }
        if (!signal.aborted) logger.info({ automation: name }, 'the log has ended its stream: reading on from the checkpoint');
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof LeaseLost) throw error;
        const place = placeOf(error);
        if (place) {
          fault = { at: place.at, times: place.at === fault.at ? fault.times + 1 : 1 };
          if (fault.times >= patience.tries) return await this.stopAt(place.where, error, signal);
        }
        logger.warn({ automation: name, err: error, try: n }, 'the log cannot be read: trying again from the checkpoint');
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
      await this.pause(n, signal);
    }
  }

  /** Deals with one event; afterwards it is done or parked, and the checkpoint is behind it. */
  private async take(event: Recorded, signal: AbortSignal): Promise<void> {
    const { types, origins } = this.automation;
    const { origin } = event.metadata;
    if (!types.includes(event.type) || origin === 'import' || !origins.includes(origin)) return await this.passed(event.position);
    const refusal = this.waiting.has(event.stream) ? behind : await this.tried(event, signal);
    if (refusal) await this.parked(event, refusal, signal);
    this.position = event.position;
    this.moved = performance.now();
  }

  /** Acts, as often as it may help. Returns why it did not work. */
  private async tried(event: Recorded, signal: AbortSignal): Promise<Refusal | undefined> {
    const { patience, logger } = this.options;
    for (let n = 1, failures = 0; ; n++) {
      try {
        await this.holding(event.position, () => this.automation.act(event));
        return undefined;
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        signal.throwIfAborted();
        const where = { automation: this.automation.name, stream: event.stream, revision: event.revision, eventId: event.id };
        if (isAway(error)) logger.warn({ ...where, err: error, try: n }, 'an automation waits for the store or the database');
        else {
          failures += 1;
          const refusal = refusalOf(error);
          if (refusal.isFinal || failures >= patience.tries) return refusal;
          logger.warn({ ...where, err: error, try: n }, 'an automation tries again');
        }
        await this.pause(n, signal);
      }
    }
  }

  private async parked(event: Recorded, refusal: Refusal, signal: AbortSignal): Promise<void> {
    const { dataSource, logger, now } = this.options;
    this.waiting.add(event.stream);
    await this.whenThere(
      () =>
        dataSource.transaction(async (manager) => {
          await advance(manager, this.lease, event.position);
          await park(manager, this.lease, event, refusal, now());
        }),
      signal,
    );
    const { name: automation } = this.automation;
    const { stream, revision, id: eventId, type } = event;
    logger.error({ automation, stream, revision, eventId, type, code: refusal.code }, `${automation} parked an event: ${refusal.reason}`);
  }

  /** Tries again, now and then, what is parked: of each complaint in its order, as far as it goes. */
  private async retryParked(signal: AbortSignal): Promise<void> {
    const { dataSource, log, logger, now, patience } = this.options;
    const { name } = this.automation;
    for (; !signal.aborted; await this.wait(patience.parkedMs, signal)) {
      try {
        const parked = await parkedOf(dataSource, name);
        for (const stream of new Set(parked.map((one) => one.stream))) {
          await this.alone(async () => {
            const events = await log.read(stream);
            for (const { revision, eventId } of parked.filter((one) => one.stream === stream)) {
              signal.throwIfAborted();
              const event = events[revision];
              if (event?.id !== eventId) throw new Error(`the log of ${stream} has not got the event that is parked`);
              try {
                await this.holding(null, async (manager) => {
                  await unpark(manager, this.lease, eventId);
                  await this.automation.act(event);
                });
              } catch (error) {
                if (error instanceof LeaseLost || isAway(error)) throw error;
                const refusal = refusalOf(error);
                return await this.holding(null, (manager) => park(manager, this.lease, event, refusal, now()));
              }
              logger.info({ automation: name, stream, eventId }, 'what was parked is done');
            }
            // What came meanwhile waits for the next turn.
            if ((await parkedOf(dataSource, name)).every((one) => one.stream !== stream)) this.waiting.delete(stream);
          });
        }
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (signal.aborted) return;
        logger.warn({ automation: name, err: error }, 'what is parked is tried again later');
      }
    }
  }

  /** An event or a stretch of the log that is none of its business. */
  private async passed(position: bigint): Promise<void> {
    this.position = position;
    if (performance.now() < this.moved + this.options.patience.idleMs) return;
    await this.holding(position, () => Promise.resolve());
    this.moved = performance.now();
  }

  /** Does something while no other worker can: a takeover waits for it, and it is not done by one that was taken over. */
  private async holding(position: bigint | null, work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      // A worker that hangs must not keep the one that takes over waiting for ever.
      await manager.query(`SET LOCAL idle_in_transaction_session_timeout = '60s'`);
      await advance(manager, this.lease, position);
      await work(manager);
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
        await this.pause(n, signal);
        signal.throwIfAborted();
      }
    }
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private pause(n: number, signal: AbortSignal): Promise<void> {
    const { firstMs, longestMs } = this.options.patience;
    return this.wait(Math.min(firstMs * 2 ** (n - 1), longestMs), signal);
  }

  private async wait(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }
}

interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly isFinal: boolean;
}

const behind: Refusal = { code: 'behind', reason: 'An earlier event of the same complaint is parked.', isFinal: true };

/** What can be said of a failure: a rule's words, and of other errors those that were written for it, for they may quote anybody. */
function refusalOf(error: unknown): Refusal {
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

/** True if the store or the database is away, or in the way of another transaction: nothing else works then either, and waiting helps. */
export function isAway(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(?:08|40|53|57|58)...$|^25P0[23]$|^55P03$/.test(code)) return true;
  if (/^(?:ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/.test(code)) return true;
  return /connection (?:terminated|ended|error|timeout)|connection has.*closed|not queryable|timeout exceeded|timeout expired|already released/i.test(
    error.message,
  );
}
