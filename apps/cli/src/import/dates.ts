import type { TimeZone } from './time-zone.js';

/** A time as a source knows it: an instant, or only the day. */
export interface SourceTime {
  /** ISO 8601 in UTC with milliseconds; of a day, its midnight in the zone of the import. */
  readonly at: string;
  readonly precision?: 'day';
}

/** What is wrong with a text that should be a date. */
export class BadDate extends Error {}

export type ReadDate = (text: string) => SourceTime;

/** Earlier than this, a date in a complaint file is a slip of the hand or an empty cell of a spreadsheet (1899-12-30). */
const EARLIEST_YEAR = 1900;

const TOKENS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
};
const TOKEN = /YYYY|MM|M|DD|D|HH|H|mm|ss/g;

/** The format name that means ISO 8601 with an offset, `2026-11-22T08:00:00.5+08:00`. */
const ISO = 'iso';
const ISO_PATTERN =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,9}))?)?(?<offset>Z|[+-]\d{2}:?\d{2})$/;

/** What is wrong with a date format, or undefined. */
export function problemWithFormat(format: string): string | undefined {
  if (format === ISO) return undefined;
  const tokens: string[] = format.match(TOKEN) ?? [];
  const has = (...names: string[]) => tokens.filter((token) => names.includes(token)).length;
  if (has('YYYY') !== 1 || has('MM', 'M') !== 1 || has('DD', 'D') !== 1)
    return 'must have a year (YYYY), a month (MM or M) and a day (DD or D), once each';
  if (has('HH', 'H') > 1 || has('mm') > 1 || has('ss') > 1) return 'names a part of the time twice';
  if (has('HH', 'H') !== has('mm') || has('ss') > has('mm')) return 'must have hours with minutes (HH:mm), seconds only after them';
  if (/\p{L}/u.test(format.replace(TOKEN, '').replace('T', '')))
    return 'has letters that are no part of a date: use YYYY MM M DD D HH H mm ss';
  return undefined;
}

/**
 * A reader for dates in the first of `formats` that fits. Formats are made of YYYY MM M DD D HH H mm ss and punctuation, or `iso`.
 * A format without hours reads a day. Nothing is guessed: impossible dates, two-digit years and dates after `now` are refused.
 *
 * @param now the instant after which nothing can have happened, ISO 8601 UTC.
 */
export function dateReader(formats: readonly string[], zone: TimeZone, now: string): ReadDate {
  const patterns = formats.map((format) => (format === ISO ? ISO_PATTERN : toPattern(format)));
  return (text) => {
    for (const pattern of patterns) {
      const parts = pattern.exec(text)?.groups;
      if (parts === undefined) continue;
      const time = read(parts, text, zone);
      if (time.at > now) throw new BadDate(`"${text}" is in the future`);
      return time;
    }
    throw new BadDate(`"${shorten(text)}" is no date in the form ${formats.join(' or ')}`);
  };
}

function read(parts: Record<string, string | undefined>, text: string, zone: TimeZone): SourceTime {
  const number = (name: string) => Number(parts[name] ?? 0);
  const clock = {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
  };
  if (clock.year < EARLIEST_YEAR) throw new BadDate(`"${text}" is before ${EARLIEST_YEAR}`);
  const daysInMonth = new Date(Date.UTC(clock.year, clock.month, 0)).getUTCDate();
  const exists = clock.month >= 1 && clock.month <= 12 && clock.day >= 1 && clock.day <= daysInMonth;
  if (!exists) throw new BadDate(`"${text}" is no day of the calendar`);
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) throw new BadDate(`"${text}" is no time of the day`);
  if (parts['offset'] !== undefined) return { at: withOffset(clock, parts['fraction'], parts['offset'], text) };
  const at = zone.instantOf(clock);
  return parts['hour'] === undefined ? { at, precision: 'day' } : { at };
}

function withOffset(clock: Parameters<TimeZone['instantOf']>[0], fraction = '', offset: string, text: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const shift = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (Math.abs(shift) > 14 * 60 || Number(minutes ?? 0) > 59) throw new BadDate(`"${text}" has an offset that no place has`);
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const asUtc = Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second, milliseconds);
  return new Date(asUtc - shift * 60_000).toISOString();
}

function toPattern(format: string): RegExp {
  const escaped = format.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(TOKEN, (token) => TOKENS[token] ?? token)}$`);
}

/** Enough of a text to find it again. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
