import type { Band, Conditions, Matrix } from './matrix.js';

/** The bands of a matrix that have the same conditions; the lowest first in a matrix that was published. */
export interface Ladder {
  /** Undefined: applies where no other does. */
  readonly conditions: Conditions | undefined;
  readonly bands: readonly Band[];
}

/** What of a proposal conditions look at. */
export interface Circumstances {
  readonly remedy: string;
  readonly product?: string;
  readonly currency: string;
  readonly unit?: string;
}

/** In the order in which their first bands stand in the list. */
export function laddersOf({ bands }: Pick<Matrix, 'bands'>): Ladder[] {
  const ladders = new Map<string, { conditions: Conditions | undefined; bands: Band[] }>();
  for (const band of bands) {
    const key = keyOf(band.conditions);
    const ladder = ladders.get(key);
    if (ladder) ladder.bands.push(band);
    else ladders.set(key, { conditions: key === '' ? undefined : band.conditions, bands: [band] });
  }
  return [...ladders.values()];
}

/** Conditions are sets: neither order nor repetition makes others of them. */
function keyOf(conditions: Conditions = {}): string {
  const { remedies, products, currencies, units } = conditions;
  const named = Object.entries({ remedies, products, currencies, units }).filter(([, codes]) => codes !== undefined);
  return named.map(([name, codes = []]) => `${name}=${JSON.stringify([...new Set(codes)].sort())}`).join('&');
}

/** All that is named must hold; of what is not known of a proposal nothing holds. */
export function holds(conditions: Conditions | undefined, { remedy, product, currency, unit }: Circumstances): boolean {
  const { remedies, products, currencies, units } = conditions ?? {};
  return contains(remedies, remedy) && contains(products, product) && contains(currencies, currency) && contains(units, unit);
}

function contains(codes: readonly string[] | undefined, code: string | undefined): boolean {
  return codes === undefined || (code !== undefined && codes.includes(code));
}
