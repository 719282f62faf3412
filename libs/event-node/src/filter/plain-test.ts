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
