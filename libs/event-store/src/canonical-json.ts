/**
 * RFC 8785 form of a JSON value: keys sorted by code unit, no white space, numbers and strings as ECMAScript writes them.
 * Our own because it runs for every event that is written or read, and the library makes a set for every key: the spec holds it
 * against that library. `undefined` is left out as JSON does.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no form in JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? 'null' : canonicalJson(item))).join(',')}]`;
  const fields = value as Record<string, unknown>;
  let text = '';
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${quotedName(name)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

/** Short texts without anything to escape, which most are, are quoted in half the time that `JSON.stringify` takes. */
const longest = 100;
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function quoted(text: string): string {
  return text.length <= longest && plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Names come again and again; whoever makes new ones gains nothing here, and costs no more memory than this. */
const mostNames = 1_000;
const names = new Map<string, string>();

function quotedName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = JSON.stringify(name);
  if (names.size < mostNames && name.length <= longest) names.set(name, text);
  return text;
}
