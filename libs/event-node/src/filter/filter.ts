import { GuardedRegex } from './guarded-regex.js';

/** A choice of events by the name of their stream or by their type. */
export interface Filter {
  /** What is wanted, in words. */
  readonly description: string;
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
  const description = `${on} starts with ${prefixes.join(', ')}`;
  return { description, test: (events) => events.map((event) => prefixes.some((prefix) => subject(event).startsWith(prefix))) };
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
  const description = `${on} matches ${source}`;
  if (plain) return { description, test: (events) => events.map((event) => plain(subject(event))) };
  const regex = new GuardedRegex(source);
  return { description, test: (events) => regex.test(events.map(subject)) };
}

/** Letters that mean themselves in a regular expression; `\` before punctuation makes it a letter too. */
const literal = String.raw`(?:[\w\-:@ /,#~%&=!"'<>;]|\\[^\w\s])`;
const prefixShape = new RegExp(String.raw`^\^(${literal}+)(?:\.\*)?(\$?)$`);
const choiceShape = new RegExp(String.raw`^\^\((?:\?:)?(${literal}+(?:\|${literal}+)*)\)(?:\.\*)?(\$?)$`);
/** The clients' "no system events", with and without a needless backslash. */
const nonSystem = new Set(['^[^$].*', String.raw`^[^\$].*`, '^[^$]', String.raw`^[^\$]`]);

/**
 * Recognises expressions that are nothing but a comparison with the start of a text, or with the whole of it.
 *
 * @returns undefined for any other expression
 */
export function toPlainTest(source: string): ((text: string) => boolean) | undefined {
  if (nonSystem.has(source)) return (text) => text.length > 0 && text.charCodeAt(0) !== 0x24;
  const shape = prefixShape.exec(source) ?? choiceShape.exec(source);
  if (!shape) return undefined;
  const texts = shape[1]!.split('|').map((text) => text.replace(/\\(.)/g, '$1'));
  // `^a.*$` takes any ending but a line break, which `.` does not match; leave such subtleties to the engine.
  if (shape[2] === '$') return source.includes('.*') ? undefined : (text) => texts.includes(text);
  return (text) => texts.some((start) => text.startsWith(start));
}
