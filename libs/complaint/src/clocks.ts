import { after, type Decided, type Instant } from '@redress/kernel';
import { dueAt, fits, isProvisional, resumedDue, warningsOf, type ClockRule, type LengthUnit, type Moment } from '@redress/policy';
import type { ComplaintEvent, DeadlineSetData } from './complaint.js';
import type { ClosedComplaint, Deadline, OpenComplaint } from './state.js';
import { calendarNow, calendarOf, codeIn, packOf, ruleOf, type CasePack, type Time } from './time.js';

/** How long whoever types a case in late has to say what came of it, before its clocks say that they were missed. */
const catchUpMs = 15 * 60_000;

type Case = OpenComplaint | ClosedComplaint;
type ClockEvent = Decided<Extract<ComplaintEvent, { type: `Deadline${string}` }>>;

/** An event with the moments that it is. */
export interface Happened {
  readonly event: ComplaintEvent;
  readonly at: Instant;
  readonly moments: readonly Moment[];
}

/**
 * What an event does to the clocks of its case, given the state after it: meet, stop, pause, resume, start, in this order. Whatever happened
 * before a clock began does nothing to it. Nothing runs in a case that is closed or goes on in another.
 */
export function clocksAfter(complaint: Case, happened: Happened, time: Time, now: Instant): ClockEvent[] {
  const { event, at, moments } = happened;
  if (event.type === 'MergedInto') return owed(complaint).map((deadline) => stopped(deadline, 'merged'));
  if (event.type === 'Unmerged') return complaint.status === 'open' ? setAgain(complaint, time, at) : [];
  if (moments.length === 0) return [];
  const events = owed(complaint).flatMap((deadline) => changed(deadline, happened, ruleOf(time, deadline), time) ?? []);
  const ends = event.type === 'Closed' || event.type === 'Withdrawn';
  if (ends || complaint.status === 'closed' || complaint.mergedInto !== null) return events;
  const pack = packOf(complaint, time, now);
  return pack ? [...events, ...started(complaint, happened, pack, ended(events), time, now)] : events;
}

/** What is still to be done, in time or not. */
const owed = ({ deadlines }: Case): readonly Deadline[] =>
  deadlines.filter(({ status }) => status === 'running' || status === 'paused' || status === 'missed');

const ended = (events: readonly ClockEvent[]): ReadonlySet<string> =>
  new Set(events.filter(({ type }) => type === 'DeadlineMet' || type === 'DeadlineStopped').map(({ data }) => data.clock));

function changed(deadline: Deadline, happened: Happened, rule: ClockRule | undefined, time: Time): ClockEvent | undefined {
  const { event, at, moments } = happened;
  const ending = event.type === 'Closed' ? 'closed' : event.type === 'Withdrawn' ? 'withdrawn' : undefined;
  const { clock, status, due, pausedAt } = deadline;
  // Its end is its end, though its rule is not at hand or the clock were younger.
  if (!rule || at < deadline.from) return ending && stopped(deadline, ending);
  const isOf = (some: readonly Moment[] = []) => moments.find((moment) => some.includes(moment) && isOwn(deadline, rule, event));
  const meets = isOf(rule.meets);
  if (meets) return met(deadline, meets, at);
  const stops = isOf(rule.stops) ?? ending;
  if (stops) return stopped(deadline, stops);
  if (status === 'running' && !rule.statutory && at <= due && !isGivenBack(deadline, at)) {
    const pauses = isOf(rule.pauses);
    if (pauses) return { type: 'DeadlinePaused', data: { clock, moment: pauses } };
  }
  // What is told late, and was before time stood still, does not end that.
  const resumes = status === 'paused' && at >= (pausedAt ?? at) ? isOf(rule.resumes) : undefined;
  return resumes && { type: 'DeadlineResumed', data: { clock, moment: resumes, ...resumed(deadline, time, at) } };
}

/** Whether a pause that begins then would begin in one that is over, and give its time back once more. */
export const isGivenBack = ({ resumedAt }: Deadline, at: Instant): boolean => resumedAt !== undefined && at < resumedAt;

/** Late is what happened after the due time; while time stood still it did not get later. */
function met(deadline: Deadline, moment: Moment, at: Instant): ClockEvent {
  const { clock, rule, due, pausedAt } = deadline;
  const measured = pausedAt !== undefined && pausedAt < at ? pausedAt : at;
  return { type: 'DeadlineMet', data: { clock, rule, moment, due, ...(measured > due && { late: true as const }) } };
}

function stopped({ clock, rule }: Deadline, moment: Moment | 'merged'): ClockEvent {
  return { type: 'DeadlineStopped', data: { clock, rule, moment } };
}

/** When a paused clock is due if it goes on now: due time and the warnings still to come move alike. */
export function resumed(deadline: Deadline, time: Time, at: Instant): Pick<Deadline, 'due' | 'warnings'> {
  const { due, warnings, warned, pausedAt = at } = deadline;
  const calendar = calendarOf(time, deadline.calendar);
  const moved = (instant: Instant) => resumedDue(calendar, instant, pausedAt, at, unitOf(deadline));
  return {
    due: moved(due),
    warnings: warnings.filter(({ percent }) => percent > warned).map((warning) => ({ ...warning, at: moved(warning.at) })),
  };
}

export const unitOf = ({ length }: Pick<DeadlineSetData, 'length'>): LengthUnit => (length === 'as-said' ? 'hours' : length.unit);

/** What the merge stopped goes on as it was; one that stood still goes on as if it were resumed. */
function setAgain(complaint: Case, time: Time, at: Instant): ClockEvent[] {
  return complaint.deadlines
    .filter(({ stoppedBy }) => stoppedBy === 'merged')
    .map((deadline) => {
      const { status: _, warned, extensions: _extensions, wasMissed: _wasMissed, ...rest } = deadline;
      const { pausedAt, resumedAt: _resumedAt, stoppedBy: _stoppedBy, ...data } = rest;
      const left =
        pausedAt === undefined ? { warnings: data.warnings.filter(({ percent }) => percent > warned) } : resumed(deadline, time, at);
      return { type: 'DeadlineSet', data: { ...data, ...left } };
    });
}

function started(
  complaint: Case,
  happened: Happened,
  { chosen, pack }: CasePack,
  justEnded: ReadonlySet<string>,
  time: Time,
  now: Instant,
): ClockEvent[] {
  const events: ClockEvent[] = [];
  for (const rule of pack.clocks) {
    const moment = startOf(rule, happened.moments);
    if (moment === undefined || !fits(rule.when, factsOf(complaint))) continue;
    const clock = nameOf(rule, complaint, happened.event, justEnded);
    if (clock === undefined) continue;
    const { calendar, version } = calendarNow(time, rule.calendar, now);
    const { length, statutory, responsible } = rule;
    const from = happened.at;
    const due = length === 'as-said' ? saidIn(happened.event) : dueAt(calendar, from, length);
    if (due === undefined) continue;
    const warnings = due > from ? warningsOf(calendar, from, due, unitOf(rule), rule.warnings) : [];
    const isLate = [due, ...warnings.map((warning) => warning.at)].some((at) => at < now);
    events.push({
      type: 'DeadlineSet',
      data: {
        clock,
        rule: rule.clock,
        pack: chosen,
        calendar: { name: rule.calendar, version },
        moment,
        from,
        length,
        due,
        warnings,
        statutory,
        responsible,
        source: rule.source.paragraph,
        ...(isLate && { firesFrom: after(now, catchUpMs) }),
        ...(isProvisional(calendar, from, due, unitOf(rule)) && { provisional: true as const }),
      },
    });
  }
  return events;
}

/** What the same event begins and ends, such as a request for signatures that needs none, does not begin. */
function startOf({ starts, meets, stops = [] }: ClockRule, moments: readonly Moment[]): Moment | undefined {
  const first = moments.findIndex((moment) => starts.includes(moment));
  if (first < 0) return undefined;
  const ends = moments.slice(first + 1).some((moment) => (meets.includes(moment) || stops.includes(moment)) && !starts.includes(moment));
  return ends ? undefined : moments[first];
}

function factsOf({ form, classification }: Case) {
  return {
    product: codeIn(form.product),
    unit: codeIn(form.unit),
    jurisdiction: codeIn(form.jurisdiction),
    channel: codeIn(form.channel),
    cause: codeIn(form.cause),
    grade: codeIn(form.grade),
    category: classification?.category,
    severity: classification?.severity,
  };
}

/** How the clock is called that a rule begins now; undefined if it begins none. */
function nameOf(rule: ClockRule, complaint: Case, event: ComplaintEvent, justEnded: ReadonlySet<string>): string | undefined {
  const { clock, repeats, statutory } = rule;
  const own = complaint.deadlines.filter((deadline) => deadline.rule === clock);
  if (repeats === 'each') return `${clock}-${begunBy(event, complaint) ?? own.length + 1}`;
  if (own.length === 0) return clock;
  // A clock of the law runs once, whatever comes of the case later.
  if (repeats === 'once' || statutory) return undefined;
  const isOwed = own.some(({ clock: name, status }) => status !== 'met' && status !== 'stopped' && !justEnded.has(name));
  return isOwed ? undefined : `${clock}-${own.length + 1}`;
}

/** Which of its kind an event begins, from 1; undefined where they are not counted. */
function begunBy({ type }: ComplaintEvent, { promises, contributions, remedies }: Pick<Case, 'promises' | 'contributions' | 'remedies'>) {
  if (type === 'PromiseMade') return promises.length;
  if (type === 'ContributionRequested') return contributions.length;
  return type === 'Compensated' ? remedies.length : undefined;
}

/** Which of its kind an event ends; undefined where they are not counted. */
function endedBy({ type, data }: ComplaintEvent): { readonly begunBy: Moment; readonly ordinal: number } | undefined {
  if (type === 'PromiseKept') return { begunBy: 'promised', ordinal: data.promise };
  if (type === 'ContributionGiven') return { begunBy: 'contribution-requested', ordinal: data.contribution };
  if (type === 'RemedyFulfilled' || type === 'PaymentFailed') return { begunBy: 'remedy-ordered', ordinal: data.compensation };
  return undefined;
}

/** Where each has a clock of its own, one promise is not kept by keeping another. */
function isOwn({ clock, moment }: Deadline, rule: ClockRule, event: ComplaintEvent): boolean {
  if (rule.repeats !== 'each') return true;
  const one = endedBy(event);
  return one?.begunBy !== moment || clock === `${rule.clock}-${one.ordinal}`;
}

/** The time that an event itself names. */
function saidIn(event: ComplaintEvent): Instant | undefined {
  if (event.type === 'PromiseMade') return event.data.due;
  if (event.type === 'ContributionRequested' || event.type === 'Acknowledged') return event.data.answerBy ?? undefined;
  return undefined;
}
