import type { Origin, Recorded } from '@redress/kernel';

/** When these events, then this: something that follows from events of one complaint and happens elsewhere. */
export interface Automation {
  /** kebab-case, for good: the ids of its commands follow from it. */
  readonly name: string;
  /** Types of the events that it reacts to. */
  readonly types: readonly string[];
  /** Where events come from that it reacts to; imports tell of what others did long ago. */
  readonly origins: readonly Exclude<Origin, 'import'>[];
  /**
   * How many complaints it acts on at once, each in the order of its events; one if left out, as where an act cannot be done twice without
   * somebody noticing.
   */
  readonly concurrency?: number;
  /**
   * How often it acts at most, in ms, unless as many wait as it acts on at once: what nobody waits for is done together. Soon, if left out.
   */
  readonly paceMs?: number;
  /**
   * Whether there is anything to be done about an event at all, as far as is known without asking anybody: what is left alone costs nothing.
   * Always, if left out.
   */
  concerns?(event: Recorded): boolean | Promise<boolean>;
  /**
   * Does what follows from an event; does nothing more if it was done before. Called again after a failure, and after a crash.
   * @throws RuleViolation for what cannot be done as things stand, anything else for what may pass
   */
  act(event: Recorded): Promise<void>;
}

/** What an automation needs is not there yet, for everybody: it waits, and does not give up on the event. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** What automations say; a pino logger fits. */
export interface AutomationLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
