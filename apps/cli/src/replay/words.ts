import type { Contact, Evidence, Holder, Recourse } from '@redress/complaint';
import type { Actor, Instant, Money, Personal } from '@redress/kernel';
import { recourseWords } from './codes.js';
import type { ToldEvent } from './told.js';

/** Says instants in one time zone: `2026-11-22 16:00:05 +08:00`. */
export type Clock = (instant: Instant) => string;

/** @throws RangeError when the name is no time zone */
export function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (instant) => {
    const at = Date.parse(instant);
    if (Number.isNaN(at)) return instant;
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const offset = part['timeZoneName']?.replace('GMT', '') || '+00:00';
    return `${part['year']?.padStart(4, '0')}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']} ${offset}`;
  };
}

/** When an event happened, as exactly as it is known. */
export function whenOf({ occurredAt, precision }: Pick<ToldEvent, 'occurredAt' | 'precision'>, clock: Clock): string {
  const at = clock(occurredAt);
  if (precision === 'not-before') return `not before ${at}`;
  if (precision === undefined) return at;
  // Which day it is depends on the zone of whoever imported it, which is not on record: named only where it is a day here too.
  return / 00:00:00 /.test(at) ? `${at.slice(0, at.indexOf(' '))} (the day only)` : `the day that began at ${at}`;
}

/** `u1 (handler, cfo; beijing), for u9` */
export function actorOf({ sub, roles, unit, actingFor }: Actor): string {
  const facts = [roles.join(', '), unit].filter(Boolean).join('; ');
  return `${sub}${facts && ` (${facts})`}${actingFor ? `, for ${actingFor},` : ''}`;
}

/** `CNY 2,000.00` of 200000 fen; exact at any size. */
export function amountOf({ amount, currency }: Money): string {
  if (!/^[A-Z]{3}$/.test(currency) || !Number.isSafeInteger(amount)) return `${amount} in minor units of ${currency}`;
  const { maximumFractionDigits: digits = 0 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const figures = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = BigInt(figures.slice(0, figures.length - digits)).toLocaleString('en');
  return `${currency} ${amount < 0 ? '-' : ''}${whole}${digits > 0 ? `.${figures.slice(-digits)}` : ''}`;
}

/** A personal value as `say` says it, or why it is not there. */
export function personal<T>(value: Personal<T>, say: (value: T) => string): string {
  if (typeof value === 'object' && value !== null) {
    if ('$erased' in value) return '(erased)';
    if ('$withheld' in value) return '(withheld from this reader)';
    if ('$sealed' in value) return '(sealed, and not opened)';
  }
  return say(value as T);
}

export function contactOf({ name, phone, email, address, customerNumber }: Contact): string {
  const known = [name, phone, email, address, customerNumber && `customer number ${customerNumber}`].filter(Boolean);
  return known.join(', ') || 'no details';
}

/** `u-9, unit “beijing” and whoever has the skill “law”` */
export function holderOf({ person, unit, team, skill }: Holder): string {
  const parts = [person, unit && `unit ${code(unit)}`, team && `team ${code(team)}`, skill && `whoever has the skill ${code(skill)}`];
  return listOf(parts.filter((part): part is string => !!part));
}

/** `a, b and c` */
export function listOf(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A personal text; undefined where there was none. */
export const text = (value: Personal<string> | undefined): string | undefined => value && personal(value, (own) => own);

export const names = (value: Personal<readonly string[]> | undefined): string | undefined => value && personal(value, listOf);

/** A channel, where an import may say that the source names none. */
export const via = (channel: string): string => (channel === 'not-stated' ? 'on a channel that is not stated' : `via ${channel}`);

/** A code of an open list, where an import may say that the source says nothing. */
export const code = (value: string): string => (value === 'not-stated' ? 'something that is not stated' : `“${value}”`);

export const naming = (recourse: readonly Recourse[]): string =>
  recourse.length > 0 ? `, naming ${listOf(recourse.map((body) => recourseWords[body]))} as recourse` : '';

export const because = (reason: string): string => `because of ${code(reason)}`;

export const evidenceOf = ({ locator, hash }: Evidence): string => `${locator} (SHA-256 ${hash})`;
