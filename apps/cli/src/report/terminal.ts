import { CliError } from '../output.js';

/** Line breaks of every kind, as customers' texts have them. */
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Control characters, and those that turn the direction of what stands around them. */
const steering = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Of two columns: East Asian scripts and their punctuation, full-width forms, emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** One line of somebody's text, so that it can neither steer the terminal nor pass for a line of ours: `\u{1b}` for an escape. */
export function visible(line: string): string {
  return line.replaceAll('\t', ' ').replaceAll(steering, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

export const linesOf = (text: string): string[] => text.split(lineBreak);

/** How many columns of a terminal a line takes. */
export function widthOf(line: string): number {
  let width = 0;
  for (const character of line) if (!/^(?:\p{M}|[\u200B-\u200D])$/u.test(character)) width += wide.test(character) ? 2 : 1;
  return width;
}

/** A question that the server refused, in its words: the route says nothing to a person. Put wrongly, it was wrong usage (exit code 2). */
export function refusedQuestion(error: unknown): unknown {
  if (!(error instanceof CliError)) return error;
  const { status, detail } = error.facts;
  if (typeof detail !== 'string' || ![400, 404, 422].includes(Number(status))) return error;
  return new CliError(detail, status === 404 ? 1 : 2, error.facts);
}
