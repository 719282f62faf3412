/** Type of an event that stands for another one: its data is `revision@stream`. */
export const LINK_TYPE = '$>';

/** Where a link points to. */
export interface Link {
  readonly stream: string;
  /** `last` is written as -1. */
  readonly revision: number | 'last';
}

/**
 * Reads the data of a link as the server does.
 *
 * @returns undefined if it does not begin with a number, so that it is an event like any other; `broken` if it does, but points nowhere
 */
export function parseLink(data: Uint8Array): Link | 'broken' | undefined {
  const [number, ...rest] = Buffer.from(data).toString('utf8').split('@');
  if (!/^\s*[+-]?\d+\s*$/.test(number!)) return undefined;
  const revision = Number(number);
  if (Math.abs(revision) >= 2 ** 63) return undefined;
  if (rest.length === 0 || revision < -1) return 'broken';
  return { stream: rest.join('@'), revision: revision === -1 ? 'last' : revision };
}
