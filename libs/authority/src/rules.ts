import { Contradiction, type Command, type Facts, type Instant } from '@redress/kernel';

/*
 * What several decisions check. One principle decides which error: a Contradiction (422) is wrong whatever the state, a RuleViolation
 * (409) is refused because of the state or because a rule of domain §2 forbids it.
 */

/** A publication is read at most 30 s late; twice that, and every process knows it in time (spine, "Policies in pure decisions"). */
const noticeMs = 60_000;

export function after(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** @throws Contradiction `code` (`facts`) if it is so */
export function impossible(isSo: boolean, code: string, detail: string, facts: Facts = {}): void {
  if (isSo) throw new Contradiction(code, detail, facts);
}

/** Nothing occurs in the future (rule 11). Codes: `invalid-time`, `future-time`. */
export function inTime({ occurredAt, now }: Command): void {
  instant('occurredAt', occurredAt);
  impossible(occurredAt > now, 'future-time', 'occurredAt lies in the future.', { field: 'occurredAt', value: occurredAt, now });
}

/** From 1900 on: a database's calendar has no year 0. */
const instantForm = /^(?:19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Instants are compared as text, which is right only in this one form. Code: `invalid-time`. */
export function instant(field: string, value: Instant): void {
  // Date.parse accepts 31 February and moves it to March; its text does not come back the same.
  const time = instantForm.test(value) ? Date.parse(value) : Number.NaN;
  const isInstant = !Number.isNaN(time) && new Date(time).toISOString() === value;
  impossible(!isInstant, 'invalid-time', `${field} is not an instant in UTC with milliseconds, like 2026-11-22T08:00:00.000Z.`, { field });
}

/** When something takes effect: as soon as every process can know of it, if nothing is said. Codes: `invalid-time`, `effective-too-soon`. */
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

/** A text that must say something. Code: `text-missing`. */
export function text(field: string, value: string | undefined): void {
  impossible(!value?.trim(), 'text-missing', `${field} must not be empty.`, { field });
}
