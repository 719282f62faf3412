/** The code that was probably meant: of those that few changes of single letters lead to the nearest, of equals the first; undefined if none is near. */
export function nearest(code: string, known: readonly string[]): string | undefined {
  const asked = plain(code);
  let best: string | undefined;
  // A third of a word mistyped is another word.
  let bound = Math.max(1, Math.floor(asked.length / 3)) + 1;
  for (const other of known) {
    const candidate = plain(other);
    if (Math.abs(candidate.length - asked.length) >= bound) continue;
    const changes = distance(asked, candidate);
    if (changes >= bound) continue;
    best = other;
    bound = changes;
  }
  return best;
}

/** Letter case and separators are what people get wrong first, and mean the least. */
function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[\s._:/-]+/g, '-');
}

/** Levenshtein: how many letters have to be added, dropped or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (from[i] === to[j] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}
