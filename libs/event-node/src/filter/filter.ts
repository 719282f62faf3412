import { GuardedRegex } from './guarded-regex.js';
import { toPlainTest } from './plain-test.js';

/** A choice of events by the name of their stream or by their type. */
export interface Filter {
  /** Tells for each subject, in order, whether its event is wanted. @throws SlowRegexError */
  test(events: readonly Subject[]): boolean[];
}

export interface Subject {
  readonly stream: string;
  readonly type: string;
}

export type FilterOn = 'stream' | 'type';

const subjectOf: Record<FilterOn, (event: Subject) => string> = {
  stream: (event) => event.stream,
  type: (event) => event.type,
};

/** An event is wanted if its subject starts with any of the prefixes; no prefix wants nothing. */
export function prefixFilter(on: FilterOn, prefixes: readonly string[]): Filter {
  const subject = subjectOf[on];
  return { test: (events) => events.map((event) => prefixes.some((prefix) => subject(event).startsWith(prefix))) };
}

/**
 * An event is wanted if the expression matches anywhere in its subject.
 *
 * What people mostly write – `^[^$].*`, `^order-`, `^(paid|shipped)$` – becomes string comparisons. Anything else runs as a JavaScript
 * expression whose time is bounded.
 *
 * @throws SyntaxError if the expression is none, or too long
 */
export function regexFilter(on: FilterOn, source: string): Filter {
  const subject = subjectOf[on];
  const plain = toPlainTest(source);
  if (plain) return { test: (events) => events.map((event) => plain(subject(event))) };
  const regex = new GuardedRegex(source);
  return { test: (events) => regex.test(events.map(subject)) };
}
