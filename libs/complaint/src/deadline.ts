import { Contradiction, RuleViolation, text, type Command, type Decided, type Instant } from '@redress/kernel';
import { dueAt, warningsOf, type ClockRule, type Extension } from '@redress/policy';
import { isGivenBack, resumed, unitOf } from './clocks.js';
import type { ExtendDeadline, FireDeadline, PauseDeadline, ResumeDeadline, Timed } from './commands.js';
import type { ComplaintEvent } from './complaint.js';
import { neutral, open } from './rules.js';
import type { ComplaintState, Deadline, OpenComplaint } from './state.js';
import { calendarOf, ruleOf, type Time } from './time.js';

/*
 * What is done to a clock by itself; what the case's events do to clocks is in `clocks.ts`. Each of these is decided with the policies of time.
 */

/**
 * The clock of the world says that it is due: missed if the due time is over, else warned of the highest share that was not warned of yet.
 * Only automations see to that. Fired twice it does nothing twice.
 * Codes: `clock-not-running`, `clock-not-due` (`due`, `next`); 422 `unknown-clock`, `only-by-automation`.
 */
export function fireDeadline(state: ComplaintState, command: FireDeadline): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  if (command.origin !== 'automation') {
    throw new Contradiction('only-by-automation', 'Clocks fire by themselves: nobody sends this.');
  }
  const { now } = command;
  const { clock, rule, due, warnings, warned, firesFrom } = running(complaint, command);
  const isQuiet = firesFrom !== undefined && now < firesFrom;
  if (now > due && !isQuiet) return [{ type: 'DeadlineMissed', data: { clock, rule, due } }];
  const reached = warnings.findLast(({ percent, at }) => percent > warned && at <= now);
  if (reached && !isQuiet) return [{ type: 'DeadlineWarned', data: { clock, rule, percent: reached.percent, due } }];
  const next = isQuiet ? firesFrom : (warnings.find(({ percent }) => percent > warned)?.at ?? due);
  throw new RuleViolation('clock-not-due', 'This clock is neither over nor at a share of its time that is warned of.', {
    clock,
    due,
    next,
  });
}

/**
 * Time stands still for a reason, as it does when it is the customer's turn; never that of a clock of the law, and no time twice.
 * Codes: `statutory-clock`, `clock-not-running`, `clock-missed`, `pauses-overlap` (`resumedAt`), `respondent-recused`, `recused-person`; 422 `unknown-clock`, `text-missing`.
 */
export function pauseDeadline(state: ComplaintState, command: PauseDeadline): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { data, occurredAt } = command;
  text('reason', data.reason);
  const deadline = clockOf(complaint, command);
  if (deadline.statutory) {
    throw new RuleViolation('statutory-clock', 'A clock of the law does not pause: see whether it can be extended.', {
      clock: deadline.clock,
      source: deadline.source,
    });
  }
  inTimeStill(running(complaint, command), occurredAt);
  if (isGivenBack(deadline, occurredAt)) {
    const { clock, resumedAt } = deadline;
    throw new RuleViolation('pauses-overlap', 'The time of an earlier pause was given back: this one begins after it.', {
      clock,
      resumedAt,
    });
  }
  return [{ type: 'DeadlinePaused', data }];
}

/**
 * Time goes on; the due time moves by what was lost, in the units of the clock.
 * Codes: `clock-not-paused`, `respondent-recused`, `recused-person`; 422 `unknown-clock`, `text-missing`.
 */
export function resumeDeadline(state: ComplaintState, command: ResumeDeadline): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { data, occurredAt } = command;
  text('reason', data.reason);
  const deadline = clockOf(complaint, command);
  const { clock, status } = deadline;
  if (status !== 'paused') throw new RuleViolation('clock-not-paused', 'This clock does not stand still.', { clock, status });
  return [{ type: 'DeadlineResumed', data: { ...data, ...resumed(deadline, timeOf(command), occurredAt) } }];
}

/**
 * More time, as the clock's rule permits: each extension of the rule in turn, added to the due time, approved by who has the role that it
 * names. Who acts approves; not who handles the case nor who asked for it.
 * Codes: `clock-not-running`, `clock-missed`, `no-extension-left` (`extensions`), `extension-not-approved` (`approver`), `own-extension`,
 * `extension-reason` (`reasons`), `respondent-recused`, `recused-person`; 422 `unknown-clock`, `text-missing`.
 */
export function extendDeadline(state: ComplaintState, command: ExtendDeadline): Decided<ComplaintEvent>[] {
  const complaint = open(state, command);
  neutral(complaint, command);
  const { data, by, occurredAt } = command;
  text('reason', data.reason);
  const time = timeOf(command);
  const deadline = running(complaint, command);
  inTimeStill(deadline, occurredAt);
  const { clock, from, due: before, extensions } = deadline;
  const rule = ruleOf(time, deadline);
  const next = rule && extensionAfter(rule, extensions);
  if (!next) {
    throw new RuleViolation('no-extension-left', 'The rule of this clock permits no further extension.', { clock, extensions });
  }
  const { length, approver, reasons } = next;
  if (!by.roles.includes(approver)) {
    throw new RuleViolation('extension-not-approved', `An extension of this clock is approved by the role ${approver}: let them send it.`, {
      clock,
      approver,
    });
  }
  const own = [by.sub, by.actingFor].find((person) => person !== undefined && isParty(complaint, person, data.requestedBy));
  if (own !== undefined) {
    throw new RuleViolation('own-extension', 'Who handles the case, or asked for more time, does not approve it: let somebody else.', {
      clock,
      person: own,
    });
  }
  if (reasons && !reasons.includes(data.reason)) {
    throw new RuleViolation('extension-reason', 'The rule of this clock permits an extension for other reasons only.', { clock, reasons });
  }
  const calendar = calendarOf(time, deadline.calendar);
  const due = dueAt(calendar, before, length);
  const warnings = warningsOf(calendar, from, due, unitOf(deadline), rule.warnings).filter(({ at }) => at > occurredAt);
  return [
    {
      type: 'DeadlineExtended',
      data: { ...data, extension: extensions + 1, before, due, warnings, length, approver: by.sub, role: approver },
    },
  ];
}

function isParty({ handlers, holder }: OpenComplaint, person: string, requestedBy: string | undefined): boolean {
  return handlers.includes(person) || holder?.person === person || requestedBy === person;
}

/** The extension that comes next after so many; undefined if all were used. */
export function extensionAfter({ extensions = [] }: ClockRule, used: number): Extension | undefined {
  let permitted = 0;
  return extensions.find(({ times }) => (permitted += times) > used);
}

type OnClock = Command<string, { readonly clock: string }>;

/** Code: 422 `unknown-clock` (`clocks`). */
function clockOf({ deadlines }: OpenComplaint, { data: { clock } }: OnClock): Deadline {
  const deadline = deadlines.find((one) => one.clock === clock);
  if (deadline) return deadline;
  throw new Contradiction('unknown-clock', 'The case has no clock of this name.', { clock, clocks: deadlines.map((one) => one.clock) });
}

/** Codes: `clock-missed`, `clock-not-running`; 422 `unknown-clock`. */
function running(complaint: OpenComplaint, command: OnClock): Deadline {
  const deadline = clockOf(complaint, command);
  const { clock, status, due } = deadline;
  if (status === 'running') return deadline;
  if (status === 'missed' && command.type !== 'fireDeadline') throw missed({ clock, due });
  throw new RuleViolation('clock-not-running', 'This clock does not run.', { clock, status });
}

/** Though nobody has noticed yet. Code: `clock-missed`. */
function inTimeStill(deadline: Deadline, at: Instant): void {
  if (at > deadline.due) throw missed(deadline);
}

function missed({ clock, due }: Pick<Deadline, 'clock' | 'due'>): RuleViolation {
  return new RuleViolation('clock-missed', 'This clock was missed: what is late is not made timely any more.', { clock, due });
}

/** Handlers hand it in to every command. */
function timeOf({ time }: Timed): Time {
  if (time) return time;
  throw new Error('A clock is changed under the policies of time, which have to come with the command');
}
