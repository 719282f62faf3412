import { Contradiction, instant, type Facts, type Instant } from '@redress/kernel';

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
