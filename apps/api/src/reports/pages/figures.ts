import type { Report } from '@redress/views';
import type { Words } from '../words/words.js';

type Column = Report['columns'][number];
type Row = Report['rows'][number];

/** A value as a person reads it: a share in per cent, a time in minutes, hours or days, an amount in its currency's own units; a dash for null. */
export function figure(words: Words, report: string, { name, unit }: Pick<Column, 'name' | 'unit'>, row: Row): string {
  const value = row[name];
  if (value === null || value === undefined) return unit === 'code' ? words.code(report, name, null) : '–';
  if (typeof value === 'string') return unit === 'code' ? words.code(report, name, value) : value;
  if (unit === 'ratio') return share(words, value);
  if (unit === 'minutes') return duration(words, value);
  if (unit === 'score') return number(words, value, 2);
  if (unit === 'minor units') return amount(words, value, row['currency']);
  return number(words, value, Number.isInteger(value) ? 0 : 1);
}

export function number(words: Words, value: number, digits = 0): string {
  return value.toLocaleString(words.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function share(words: Words, value: number): string {
  return `${number(words, value * 100, 1)} %`;
}

export function duration(words: Words, minutes: number): string {
  const size = Math.abs(minutes);
  if (size < 120) return words.say(`${number(words, minutes)} min`, `${number(words, minutes)} 分钟`);
  if (size < 2 * 1440) return words.say(`${number(words, minutes / 60, 1)} h`, `${number(words, minutes / 60, 1)} 小时`);
  return words.say(`${number(words, minutes / 1440, 1)} days`, `${number(words, minutes / 1440, 1)} 天`);
}

/** Minor units in the currency's own; as they are where there is no telling. */
export function amount(words: Words, minor: number, currency: Row[string] | undefined): string {
  const digits = digitsOf(currency);
  const value = number(words, minor / 10 ** digits, digits);
  return typeof currency === 'string' ? `${currency} ${value}` : value;
}

export function digitsOf(currency: Row[string] | undefined): number {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return 0;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** How a number differs from that of the period before, in words; of shares in percentage points. */
export function changeSince(
  words: Words,
  { unit }: Pick<Column, 'unit'>,
  now: Row[string] | undefined,
  before: Row[string] | undefined,
): string {
  if (typeof now !== 'number' || typeof before !== 'number') return words.say('nothing to compare with', '无可比数据');
  const sign = (text: string, value: number) => (value > 0 ? `+${text}` : text);
  const than = words.say('on the period before', '较上期');
  if (now === before) return words.say('as in the period before', '与上期持平');
  if (unit === 'ratio') {
    const points = sign(number(words, (now - before) * 100, 1), now - before);
    return words.say(`${points} points ${than}`, `${than} ${points} 个百分点`);
  }
  if (before === 0) return words.say('none in the period before', '上期没有');
  const times = now / before;
  if (times >= 3) return words.say(`${number(words, times, 1)} times the period before`, `为上期的 ${number(words, times, 1)} 倍`);
  const percent = `${sign(number(words, ((now - before) / Math.abs(before)) * 100, 1), now - before)} %`;
  return words.say(`${percent} ${than}`, `${than} ${percent}`);
}
