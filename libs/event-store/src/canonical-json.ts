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
  for (const { name, quoted } of sortedNames(fields)) {
    const field = fields[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${quoted}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

/** Short texts without anything to escape, which most are, are quoted in half the time that `JSON.stringify` takes. */
const longest = 100;
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function quoted(text: string): string {
  return text.length <= longest && plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

interface Name {
  readonly name: string;
  readonly quoted: string;
}

/** What follows on the names so far, in the order in which they stand in an object; and these sorted, once an object had no more. */
interface Names {
  readonly followedBy: Map<string, Names>;
  sorted?: readonly Name[];
}

/** The same names come again and again in the same order; whoever makes new ones gains nothing here, and costs no more memory than this. */
const mostNames = 5_000;
const none: Names = { followedBy: new Map() };
let known = 0;

function sortedNames(fields: object): readonly Name[] {
  const names = Object.keys(fields);
  let at = none;
  for (const name of names) {
    let next = at.followedBy.get(name);
    if (!next) {
      if (known >= mostNames || name.length > longest) return sorted(names);
      known++;
      at.followedBy.set(name, (next = { followedBy: new Map() }));
    }
    at = next;
  }
  return (at.sorted ??= sorted(names));
}

function sorted(names: string[]): Name[] {
  return names.sort().map((name) => ({ name, quoted: JSON.stringify(name) }));
}
