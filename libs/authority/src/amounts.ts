import { RuleViolation, type Money } from '@redress/kernel';
import type { Matrix, Rate } from './matrix.js';

/** An exact decimal: `units` / 10^`places`. */
interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

/** A positive decimal of at most twelve digits, such as `7.25`; undefined if it is not: more precise than any rate that is quoted. */
export function rateFrom(text: string): Decimal | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (whole === undefined || whole.length + fraction.length > 12) return undefined;
  const units = BigInt(whole + fraction);
  return units > 0n ? { units, places: fraction.length } : undefined;
}

/**
 * The sum in minor units of the matrix's currency, and the rates that it took. Each currency is summed first and then rounded up, so that
 * parts of an amount cost what the amount costs; of a currency that sums up to 0 no rate is needed.
 * @throws RuleViolation `no-exchange-rate` (`currency`), `amount-too-large` (`currency`: the matrix's)
 */
export function sumIn(matrix: Matrix, amounts: readonly Money[]): { readonly total: number; readonly rates: readonly Rate[] } {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  let total = sums.get(matrix.currency) ?? 0n;
  const rates: Rate[] = [];
  for (const [currency, sum] of sums) {
    if (currency === matrix.currency || sum === 0n) continue;
    const rate = matrix.rates.find((known) => known.currency === currency);
    const decimal = rate && rateFrom(rate.rate);
    if (!decimal) {
      throw new RuleViolation('no-exchange-rate', `The authority matrix has no rate for ${currency}: publish one that has.`, { currency });
    }
    const scale = 10n ** BigInt(decimal.places);
    total += (sum * decimal.units + scale - 1n) / scale;
    rates.push(rate);
  }
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RuleViolation('amount-too-large', `The total is larger than can be counted in ${matrix.currency}.`, {
      currency: matrix.currency,
    });
  }
  return { total: Number(total), rates };
}

/** Minor units as people read them: 200000 of CNY are `2000.00`. */
export function amountText(amount: number, currency: string): string {
  return decimalText({ units: BigInt(amount), places: digitsOf(currency) });
}

/** What one major unit of the other currency is worth in major units of ours: a rate of `5` fen for one yen is `0.05`. */
export function rateText({ currency, rate }: Rate, ours: string): string {
  const decimal = rateFrom(rate);
  if (!decimal) return rate;
  const places = decimal.places + digitsOf(ours) - digitsOf(currency);
  return decimalText(places < 0 ? { units: decimal.units * 10n ** BigInt(-places), places: 0 } : { ...decimal, places });
}

function decimalText({ units, places }: Decimal): string {
  const digits = units.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const known = new Map<string, number>();

/** How many decimals a currency has (ISO 4217): 2 for CNY, 0 for JPY. */
function digitsOf(currency: string): number {
  let digits = known.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    known.set(currency, digits);
  }
  return digits;
}
