import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@redress/kernel';
import { NotDelivered, type Channel } from '@redress/notifications';
import type { MailTarget, NotificationRule, Policy, WebhookTarget } from '@redress/policy';
import type { DataSource } from 'typeorm';
import type { AutomationLogger } from './automation.js';
import { claim, prune, release, rulesWithDue, settle, type Claimed, type Outcome } from './deliveries.js';
import { wordsFor } from './notification-words.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export interface DeliveryPatience {
  /** Waits after the first, second, … try, in ms; the one after the last is the end. Each is up to a fifth shorter or longer. */
  readonly waitsMs: readonly number[];
  /** The longest that a receiver may ask us to wait, in ms. */
  readonly longestMs: number;
  /** How many are on their way by one rule at once: a receiver that does not answer holds up its own only. */
  readonly perRule: number;
  /** How long a process that sends something may be silent before another sends it, in ms. */
  readonly claimMs: number;
  /** How often it is looked for what is due, in ms. */
  readonly pollMs: number;
  /** How long what was delivered, and what was given up, is kept, in ms. */
  readonly deliveredMs: number;
  readonly deadMs: number;
  /** How often what is older is removed, in ms. */
  readonly pruneMs: number;
}

const standardPatience: DeliveryPatience = {
  waitsMs: [5 * second, minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 6 * hour, 14 * hour],
  longestMs: day,
  perRule: 4,
  claimMs: 2 * minute,
  pollMs: second,
  deliveredMs: 30 * day,
  deadMs: 365 * day,
  pruneMs: hour,
};

export interface DeliverOptions {
  readonly dataSource: DataSource;
  /** The rules in force. */
  readonly rules: (now: Instant) => Promise<Policy<'notifications'>>;
  readonly channels: { readonly webhook: Channel<WebhookTarget>; readonly mail: Channel<MailTarget> };
  readonly logger: AutomationLogger;
  readonly now: () => Date;
  /** From 0 to 1, evenly. */
  readonly random?: () => number;
  readonly patience?: Partial<DeliveryPatience>;
}

export interface RunningDeliveries {
  /** Something is due: looks at once. */
  wake(): void;
  /** Gives up what is on its way, to be sent again after the next start. */
  stop(): Promise<void>;
}

/** Removed in one go: no delivery waits for it. */
const pruned = 1_000;

/**
 * Sends what waits, by the rules as they are now: at least once, of one case mostly in order. Any number of processes may do so at once;
 * each takes what the others have not.
 */
export function startDeliveries(options: DeliverOptions): RunningDeliveries {
  const deliveries = new Deliveries(options);
  const running = deliveries.run();
  return {
    wake: () => deliveries.wake(),
    stop: async () => {
      deliveries.stop();
      await running;
    },
  };
}

class Deliveries {
  private readonly patience: DeliveryPatience;
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private prunedAt = -Infinity;
  /** What is on its way, by rule. */
  private readonly underWay = new Map<string, Set<Promise<void>>>();

  constructor(private readonly options: DeliverOptions) {
    this.patience = { ...standardPatience, ...options.patience };
    // Whatever is on its way listens to it.
    setMaxListeners(0, this.stopping.signal);
  }

  wake(): void {
    this.waking.abort();
  }

  stop(): void {
    this.stopping.abort();
    this.wake();
  }

  async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Before it is looked, so that nothing that comes meanwhile waits for the next turn.
      this.waking = new AbortController();
      try {
        await this.sendDue();
        await this.prune();
      } catch (error) {
        this.options.logger.warn({ err: error }, 'what is to be delivered cannot be read: trying again');
      }
      await delay(this.patience.pollMs, undefined, { signal: this.waking.signal }).catch(() => undefined);
    }
    await Promise.all([...this.underWay.values()].flatMap((sending) => [...sending]));
  }

  private async sendDue(): Promise<void> {
    const { dataSource, rules, now } = this.options;
    const { perRule, claimMs } = this.patience;
    const due = await rulesWithDue(dataSource, now());
    if (due.length === 0) return;
    const { document } = await rules(now().toISOString());
    for (const id of due) {
      const free = perRule - (this.underWay.get(id)?.size ?? 0);
      if (free <= 0 || this.stopping.signal.aborted) continue;
      const at = now();
      const claimed = await claim(dataSource, id, free, at, new Date(at.getTime() + claimMs));
      const rule = document.rules.find((one) => one.id === id);
      for (const one of claimed) this.begin(one, rule);
    }
  }

  private begin(claimed: Claimed, rule: NotificationRule | undefined): void {
    const sending = this.underWay.get(claimed.rule) ?? new Set();
    this.underWay.set(claimed.rule, sending);
    const one: Promise<void> = this.deliver(claimed, rule)
      .catch((error: unknown) => {
        this.options.logger.warn({ deliveryId: claimed.deliveryId, err: error }, 'what became of a delivery could not be noted');
      })
      .finally(() => {
        sending.delete(one);
        this.wake();
      });
    sending.add(one);
  }

  private async deliver(claimed: Claimed, rule: NotificationRule | undefined): Promise<void> {
    const { dataSource, logger, now } = this.options;
    const outcome = await this.tried(claimed, rule);
    if (outcome === 'interrupted') return await release(dataSource, claimed, now());
    const isNoted = await settle(dataSource, claimed, outcome, now());
    if (!isNoted || outcome.status === 'delivered') return;
    const { deliveryId, tries, told } = claimed;
    const where = { deliveryId, rule: claimed.rule, stream: told.stream, eventId: told.eventId, try: tries, code: outcome.code };
    if (outcome.status === 'dead') logger.error(where, `a notification was given up: ${outcome.reason}`);
    else logger.warn(where, `a notification is sent again later: ${outcome.reason}`);
  }

  private async tried({ deliveryId, tries, told }: Claimed, rule: NotificationRule | undefined): Promise<Outcome | 'interrupted'> {
    const dead = (code: string, reason: string): Outcome => ({ status: 'dead', code, reason });
    if (!rule) return dead('rule-gone', 'the rule is not there any more');
    if (!rule.isEnabled) return dead('rule-disabled', 'the rule is switched off');
    const { channels } = this.options;
    const { signal } = this.stopping;
    const notification = { ...told, deliveryId, what: wordsFor(told.type) };
    try {
      const sent =
        rule.to.kind === 'webhook'
          ? await channels.webhook.send(notification, rule.id, rule.to, signal)
          : await channels.mail.send(notification, rule.id, rule.to, signal);
      return { status: 'delivered', ...(sent.status !== undefined && { answered: sent.status }) };
    } catch (error) {
      if (!(error instanceof NotDelivered)) {
        // Its words may quote an address: they are for nobody.
        return this.failed(tries, new NotDelivered('failed', 'it could not be sent'));
      }
      return error.code === 'interrupted' ? 'interrupted' : this.failed(tries, error);
    }
  }

  private failed(tries: number, { code, message: reason, details }: NotDelivered): Outcome {
    const { now, random = Math.random } = this.options;
    const { waitsMs, longestMs } = this.patience;
    const { isFinal = false, status: answered, retryAfterMs = 0 } = details;
    const told = { code, reason, ...(answered !== undefined && { answered }) };
    const wait = waitsMs[tries - 1];
    if (isFinal || wait === undefined) return { status: 'dead', ...told };
    const ms = Math.max(wait * (0.8 + 0.4 * random()), Math.min(retryAfterMs, longestMs));
    return { status: 'pending', ...told, nextTryAt: new Date(now().getTime() + ms) };
  }

  private async prune(): Promise<void> {
    const { dataSource, now } = this.options;
    const { deliveredMs, deadMs, pruneMs } = this.patience;
    const at = now().getTime();
    if (at < this.prunedAt + pruneMs) return;
    const some = await prune(dataSource, 'delivered', new Date(at - deliveredMs), pruned);
    const dead = await prune(dataSource, 'dead', new Date(at - deadMs), pruned);
    // A full go may have left some.
    if (some < pruned && dead < pruned) this.prunedAt = at;
  }
}
