/**
 * Positions and revisions are unsigned 64-bit integers on the wire, decimal strings in the generated messages, and numbers here: the log
 * counts events, so 2^53 is out of reach. Anything larger stands for the end, as the protocol's own end marker does.
 */
export function fromWire(value: string | number): number {
  const number = Number(value);
  if (!(number >= 0)) return Number.MAX_SAFE_INTEGER;
  return number > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : number;
}

/** Milliseconds since the Unix epoch as the `created` metadata: 100-ns ticks, as a string because it exceeds 2^53. */
export function ticks(ms: number): string {
  return `${Math.trunc(ms)}0000`;
}
