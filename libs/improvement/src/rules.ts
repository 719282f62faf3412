import { impossible, inTime, RuleViolation, type Command, type Instant, type Money } from '@redress/kernel';
import type { Period, Scope } from './improvement.js';
import type { Improvement, ImprovementState } from './state.js';

/*
 * What several decisions check. One principle decides which error: a Contradiction (422) is wrong whatever the state, a RuleViolation
 * (409) is refused because of the state.
 */

const hourMs = 3_600_000;

/**
 * An improvement that was raised, and neither dropped nor told of later things. Codes: `no-such-improvement`, `improvement-dropped`,
 * `out-of-order-time`; 422: those of `inTime`.
 */
function raised(state: ImprovementState, command: Command): Improvement {
  if (state.status === 'none') throw new RuleViolation('no-such-improvement', 'There is no such improvement: raise it first.');
  inTime(command);
  if (state.status === 'dropped') {
    throw new RuleViolation('improvement-dropped', 'The improvement was dropped: raise a new one.', { command: command.type });
  }
  const { latestAt } = state;
  if (latestAt !== undefined && command.occurredAt < latestAt) {
    throw new RuleViolation('out-of-order-time', `This happened before what is already on record at ${latestAt}.`, {
      occurredAt: command.occurredAt,
      latestAt,
    });
  }
  return state;
}

/** One that is still to be done. Codes: see `raised`; `improvement-done`. */
export function undone(state: ImprovementState, command: Command): Improvement {
  const improvement = raised(state, command);
  if (improvement.status === 'done') {
    throw new RuleViolation('improvement-done', 'The improvement is done: record what it brought, or raise a new one.', {
      command: command.type,
    });
  }
  return improvement;
}

/** One that was adopted, done or not. Codes: see `raised`; `not-adopted` (`status`). */
export function adopted(state: ImprovementState, command: Command): Improvement {
  const improvement = raised(state, command);
  if (improvement.status === 'raised' || improvement.status === 'planned') {
    throw new RuleViolation('not-adopted', 'Nobody adopted the improvement yet: adopt it first.', { status: improvement.status });
  }
  return improvement;
}

/** Code: `invalid-day`. */
export function day(field: string, value: string): void {
  impossible(!isDay(value), 'invalid-day', `${field} is a day of the calendar from 1900 on, such as 2026-11-22.`, { field });
}

/** Code: `invalid-day`, `future-day` (`field`, `value`): a day that has begun nowhere by then. */
export function begunDay(field: string, value: string, at: Instant): void {
  day(field, value);
  impossible(Date.parse(value) - 14 * hourMs > Date.parse(at), 'future-day', `${field} lies in the future.`, { field, value });
}

/** True if the day is over everywhere: it ends last in the far west. */
export function isOver(value: string, at: Instant): boolean {
  return Date.parse(value) + (24 + 12) * hourMs <= Date.parse(at);
}

/** Codes: `invalid-day`, `period-reversed`, `future-day`. */
export function period({ from, to }: Period, at: Instant): void {
  begunDay('period.from', from, at);
  day('period.to', to);
  impossible(to < from, 'period-reversed', 'A period ends on the day on which it begins, or later.', { from, to });
}

/** Code: `scope-names-nothing` (`field`). */
export function scoped(scope: Scope | undefined): void {
  if (!scope) return;
  const named = Object.entries(scope).filter(([, value]) => value !== undefined);
  const field = named.length === 0 ? 'scope' : named.find(([, value]) => Array.isArray(value) && value.length === 0)?.[0];
  impossible(field !== undefined, 'scope-names-nothing', 'A scope names at least one code, or is left out.', { field });
}

/** Code: `invalid-amount`. */
export function money(field: string, { amount, currency }: Money): void {
  const isMoney = Number.isSafeInteger(amount) && amount >= 0 && /^[A-Z]{3}$/.test(currency);
  const detail = `${field} is a whole number of minor units, not negative, of a three-letter currency.`;
  impossible(!isMoney, 'invalid-amount', detail, { field, amount, currency });
}

function isDay(value: string): boolean {
  if (!/^(?:19|[2-9]\d)\d\d-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  // A date that does not exist is moved to one that does; its text does not come back the same.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
