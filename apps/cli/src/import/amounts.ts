/** What is wrong with a text that should be an amount of money. */
export class BadAmount extends Error {}

// ISO 4217 minor units where they are not two digits. (Intl follows CLDR, which says 0 where ISO says 2, e.g. for IDR in cash.)
const MINOR_DIGITS: Record<string, number> = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [
      code,
      0,
    ]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

export type DecimalMark = '.' | ',';

/** Whether this is a currency code of ISO 4217, in capitals. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/**
 * A decimal text as an integer in minor units, exactly: `1,234.50` USD → 123450. Groups of three may be set apart by the other
 * mark, a space or an apostrophe. More decimals than the currency has are refused, because they are mostly a mark that was read
 * wrongly (`1.500` for one thousand five hundred), and so is anything negative.
 */
export function minorUnits(text: string, currency: string, decimal: DecimalMark = '.'): number {
  if (!isCurrency(currency)) throw new BadAmount(`"${currency}" is no currency code`);
  const group = decimal === '.' ? ',' : '\\.';
  const pattern = new RegExp(
    `^(?<whole>\\d+|\\d{1,3}(?:(?<mark>[${group} \u00a0\u202f'’])\\d{3})(?:\\k<mark>\\d{3})*)(?:\\${decimal}(?<part>\\d+))?$`,
  );
  const found = pattern.exec(text.trim())?.groups;
  if (found === undefined) throw new BadAmount(`"${text}" is no amount written with "${decimal}" before the decimals`);
  const digits = MINOR_DIGITS[currency] ?? 2;
  const part = found['part'] ?? '';
  if (part.length > digits) throw new BadAmount(`"${text}" has more decimals than ${currency} (${digits})`);
  const units = BigInt((found['whole'] ?? '').replaceAll(/\D/g, '') + part.padEnd(digits, '0'));
  if (units > BigInt(Number.MAX_SAFE_INTEGER)) throw new BadAmount(`"${text}" is too large to be kept exactly`);
  return Number(units);
}
