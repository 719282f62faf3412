import type { Actor, Instant, Origin } from './event.js';

/** An intention: time and actor arrive as data, so that a decision is a pure function. */
export interface Command<T extends string = string, D extends object = object> {
  readonly type: T;
  readonly data: D;
  readonly by: Actor;
  /** When it happened; at most `now`. */
  readonly occurredAt: Instant;
  /** When it is decided. */
  readonly now: Instant;
  readonly origin: Origin;
}
