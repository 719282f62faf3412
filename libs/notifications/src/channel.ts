import type { Instant, Labels } from '@redress/kernel';
import type { NotificationRule } from '@redress/policy';

/** An event as others are told of it: without anything personal. */
export interface Notification {
  /** Of the delivery, a UUID: the same however often it is tried. */
  readonly deliveryId: string;
  readonly eventId: string;
  /** Such as `DeadlineMissed`. */
  readonly type: string;
  /** Such as `complaint-<uuid>`. */
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** What the event carries, but for what is personal. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What happened, in words. */
  readonly what: Labels;
}

/** A way to tell others. */
export interface Channel<T extends NotificationRule['to'] = NotificationRule['to']> {
  /**
   * Resolves once the other side answers for it.
   * @param rule the id of the rule that it is told by
   * @throws NotDelivered
   */
  send(notification: Notification, rule: string, to: T, signal: AbortSignal): Promise<{ readonly status?: number }>;
}

/** It did not get there, or nobody knows. The message holds no address and nothing that the other side said. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(
    /** Stable: `refused`, `timed-out`, `unreachable`, `address-refused`, `redirected`, … */
    readonly code: string,
    message: string,
    readonly details: {
      /** The same again would be refused again. */
      readonly isFinal?: boolean;
      /** HTTP or SMTP. */
      readonly status?: number;
      /** How long the other side wants us to wait. */
      readonly retryAfterMs?: number;
    } = {},
  ) {
    super(message);
  }
}
