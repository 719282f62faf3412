import { Contradiction, inTime, RuleViolation, text, type Command, type Instant, type Money } from '@redress/kernel';
import type { Evidence, Holder } from './complaint.js';
import { firstLevel, topLevel, type ClosedComplaint, type ComplaintState, type OpenComplaint } from './state.js';

/*
 * What several decisions check. One principle decides which error: a Contradiction (422) is wrong whatever the state,
 * a RuleViolation (409) is refused because of the state or because a rule of domain §1 forbids it.
 */

/**
 * A complaint that was received, open or closed; what is told of it may have happened at any time in the past (rule 11: notes, contacts,
 * evidence). Codes: see `inTime`; `not-received`.
 */
export function onRecord(state: ComplaintState, command: Command): OpenComplaint | ClosedComplaint {
  if (state.status === 'none') throw new RuleViolation('not-received', 'There is no such complaint yet: receive it first.');
  inTime(command);
  return state;
}

/** A complaint that was received, open or closed, and may take an event of this time. Codes: see `onRecord`; `out-of-order-time`. */
export function received(state: ComplaintState, command: Command): OpenComplaint | ClosedComplaint {
  const complaint = onRecord(state, command);
  const { latestAt } = complaint;
  if (latestAt !== undefined && command.occurredAt < latestAt) {
    throw new RuleViolation(
      'out-of-order-time',
      `This happened before what is already on record at ${latestAt}; only notes, contacts, evidence and imports may be back-dated.`,
      { occurredAt: command.occurredAt, latestAt },
    );
  }
  return complaint;
}

/** An open complaint. Codes: see `received`, `stillOpen`. */
export function open(state: ComplaintState, command: Command): OpenComplaint {
  return stillOpen(received(state, command), command);
}

/**
 * Rule 8, for a case that goes on in another as for a closed one.
 * Codes: `case-merged`, `case-closed` where rule 8 does not permit the command on such a case.
 */
export function stillOpen(complaint: OpenComplaint | ClosedComplaint, command: Command): OpenComplaint {
  notMerged(complaint, command);
  if (complaint.status === 'closed') {
    throw new RuleViolation('case-closed', 'The case is closed. Reopen it with a reason first.', {
      command: command.type,
      outcome: complaint.outcome,
    });
  }
  return complaint;
}

/** Code: `case-merged`. */
export function notMerged({ mergedInto: into }: OpenComplaint | ClosedComplaint, command: Command): void {
  if (into === null) return;
  throw new RuleViolation('case-merged', 'The case goes on in another: do it there, or un-merge the two first.', {
    command: command.type,
    into,
  });
}

/** Where nothing personal can be said any more, nothing can be handled. Code: `personal-data-erased`. */
export function notErased({ isErased }: OpenComplaint | ClosedComplaint, command: Command): void {
  if (!isErased) return;
  throw new RuleViolation('personal-data-erased', 'The personal data of this case was erased: what comes next is a new complaint.', {
    command: command.type,
  });
}

/** Somebody who can do something: a person, unit, team or skill. Code: `nobody-assigned`. */
export function somebody({ person, unit, team, skill }: Holder): void {
  if ([person, unit, team, skill].some((name) => name?.trim())) return;
  throw new Contradiction('nobody-assigned', 'Name a person, a unit, a team or a skill.');
}

export function isSame(one: Holder, other: Holder): boolean {
  return (['person', 'unit', 'team', 'skill'] as const).every((part) => one[part] === other[part]);
}

/** Bytes kept elsewhere. Codes: `invalid-hash`, `text-missing`. */
export function kept(field: string, { hash, locator }: Evidence): void {
  sha256(`${field}.hash`, hash);
  text(`${field}.locator`, locator);
}

/** Rule 1: whether it happened before the complaint form was written. */
export function isPreReceipt({ receivedAt }: OpenComplaint | ClosedComplaint, occurredAt: Instant): boolean {
  return receivedAt !== undefined && occurredAt < receivedAt;
}

/** One of the levels of handling (rule 9). Code: `unknown-level`. */
export function level(to: number): void {
  if (Number.isInteger(to) && to >= firstLevel && to <= topLevel) return;
  throw new Contradiction('unknown-level', `There are levels ${firstLevel} to ${topLevel}.`, { to, topLevel });
}

/** Unknown values are for histories of other systems. Code: `only-in-imports`. */
export function onlyInImports(field: string): never {
  throw new Contradiction('only-in-imports', `${field} may be unknown in an import only: state it.`, { field });
}

/** What proves that bytes kept elsewhere are the same: SHA-256 in lower-case hex. Code: `invalid-hash`. */
export function sha256(field: string, value: string): void {
  if (!/^[0-9a-f]{64}$/.test(value)) {
    throw new Contradiction('invalid-hash', `${field} is a SHA-256 in lower-case hex, 64 characters.`, { field });
  }
}

/** A whole, non-negative number of minor units of an ISO 4217 currency. Code: `invalid-amount`. */
export function money(field: string, value: Money): void {
  if (!isMoney(value)) {
    throw new Contradiction('invalid-amount', `${field} is a whole number of minor units, not negative, of a three-letter currency.`, {
      field,
      amount: value.amount,
      currency: value.currency,
    });
  }
}

export function isMoney(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { amount, currency } = value as Partial<Record<keyof Money, unknown>>;
  return Number.isSafeInteger(amount) && (amount as number) >= 0 && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
}

/**
 * Rule 2: who is complained about or was recused keeps out, also when somebody acts for them. An automation is nobody: naming it in a case
 * must not keep from the case what others say of it. Codes: see `recused`.
 */
export function neutral(complaint: OpenComplaint | ClosedComplaint, command: Command): void {
  if (command.origin === 'automation') return;
  const { sub, actingFor } = command.by;
  recused(complaint, command, sub);
  if (actingFor !== undefined) recused(complaint, command, actingFor);
}

/** Rule 2 for one person, a staff `sub`. Codes: `respondent-recused`, `recused-person`. */
export function recused(complaint: OpenComplaint | ClosedComplaint, command: Command, person: string): void {
  if (complaint.respondents.includes(person)) {
    throw new RuleViolation('respondent-recused', 'Who the complaint is about may not do this: let somebody else.', {
      command: command.type,
      respondent: person,
    });
  }
  if (complaint.recused.includes(person)) {
    throw new RuleViolation('recused-person', 'Who was recused from the case may not do this: let somebody else.', {
      command: command.type,
      person,
    });
  }
}
