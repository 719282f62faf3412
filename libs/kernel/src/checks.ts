import type { Command, Instant } from './event.js';
import { Contradiction, type Facts } from './rule-violation.js';

/* What decisions of every aggregate check; wrong whatever the state. */

/** From 1900 on: no complaint is older, and a database's calendar has no year 0. */
const instantForm = /^(?:19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function isInstant(value: unknown): value is Instant {
  // Date.parse accepts 31 February and moves it to March; its text does not come back the same.
  if (typeof value !== 'string' || !instantForm.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

/** Instants are compared as text, which is right only in this one form. Code: `invalid-time`. */
export function instant(field: string, value: Instant): void {
  if (isInstant(value)) return;
  throw new Contradiction('invalid-time', `${field} is not an instant in UTC with milliseconds, like 2026-11-22T08:00:00.000Z.`, { field });
}

/** An instant that is not after `now`. Codes: `invalid-time`, `future-time`. */
export function past(field: string, value: Instant, now: Instant): void {
  instant(field, value);
  if (value > now) throw new Contradiction('future-time', `${field} lies in the future.`, { field, value, now });
}

/** Rule 11: nothing occurs in the future. Codes: `invalid-time`, `future-time`. */
export function inTime({ occurredAt, now }: Command): void {
  past('occurredAt', occurredAt, now);
}

/** A text or code that must say something. Code: `text-missing`. */
export function text(field: string, value: string | null | undefined): void {
  if (!value?.trim()) throw new Contradiction('text-missing', `${field} must not be empty.`, { field });
}

/** @throws Contradiction `code` (`facts`) if it is so */
export function impossible(isSo: boolean, code: string, detail: string, facts: Facts = {}): void {
  if (isSo) throw new Contradiction(code, detail, facts);
}

/** A publication is read at most 30 s late; twice that, and every process knows it in time (spine, "Policies in pure decisions"). */
const noticeMs = 60_000;

/** When a policy takes effect: as soon as every process can know of it, if nothing is said. Codes: `invalid-time`, `effective-too-soon`. */
export function effective(field: string, said: Instant | undefined, now: Instant): Instant {
  const earliest = after(now, noticeMs);
  if (said === undefined) return earliest;
  instant(field, said);
  impossible(said < earliest, 'effective-too-soon', `${field} must be a minute from now or later: some processes would not know yet.`, {
    field,
    value: said,
    earliest,
  });
  return said;
}

export function after(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
