/**
 * The first name that an object of a JSON text has twice, or undefined: `JSON.parse` keeps the last and says nothing.
 *
 * @param json well formed; of any other text nothing is said
 */
export function repeatedName(json: string): string | undefined {
  /** The names of the objects that are open, outermost first; undefined stands for an array. */
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/gs)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && expectsName) {
      const names = open.at(-1);
      // An escape may hide that two are the same.
      const name = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
    expectsName = (token === '{' || token === ',') && open.at(-1) !== undefined;
  }
  return undefined;
}
