import type { Instant } from '@redress/kernel';
import { DateTime } from 'luxon';
import type { Calendar, Hours, Length, LengthUnit, SpecialDay } from './calendar.js';
import { dayMs, dayNumber, dayOf, minuteOf, weekdayIndex } from './calendar-days.js';
import { zoneOf, type Span, type Zone } from './calendar-zone.js';

/*
 * When what is owed is due. What each unit means, with examples: docs/calendars.md. All of it is pure and told against a model that
 * counts minute by minute: business-time.spec.ts.
 */

const minuteMs = 60_000;
const hourMs = 3_600_000;

interface WorkingDay {
  /** When people work, in order; none on other days. */
  readonly open: readonly Span[];
  readonly openMs: number;
}

/** A calendar, prepared to be asked often. */
interface WorkingTime {
  readonly zone: Zone;
  /** From Monday; minutes of the day. */
  readonly week: readonly (readonly Span[])[];
  readonly special: ReadonlyMap<number, SpecialDay & { readonly minutes: readonly Span[] }>;
  readonly days: Map<number, WorkingDay>;
  /** Business days in order, over the years about which the calendar has something to say; others are counted one by one. */
  readonly business: readonly number[];
  /** Of each day from `from` on, how many of these come up to it, itself included. */
  readonly upTo: { readonly from: number; readonly counts: Int32Array };
}

/** A calendar never changes: what is made of it lives as long as it does. */
const prepared = new WeakMap<Calendar, WorkingTime>();

/** How many days a calendar remembers. */
const remembered = 50_000;

function workingTime(calendar: Calendar): WorkingTime {
  let time = prepared.get(calendar);
  if (!time) {
    const week = (['1', '2', '3', '4', '5', '6', '7'] as const).map((weekday) => minutesOf(calendar.week[weekday] ?? []));
    // Refused where calendars are published; here it would count for ever.
    if (week.every((hours) => hours.length === 0)) throw new Error('a calendar without a business day');
    const special = new Map<number, SpecialDay & { readonly minutes: readonly Span[] }>([
      ...calendar.holidays.map((holiday) => [dayNumber(holiday.day)!, { ...holiday, minutes: [] }] as const),
      ...calendar.workdays.map((workday) => {
        const minutes = workday.hours ? minutesOf(workday.hours) : week[0]!;
        return [dayNumber(workday.day)!, { ...workday, minutes }] as const;
      }),
    ]);
    time = { zone: zoneOf(calendar.zone), week, special, days: new Map(), ...counted(week, special) };
    prepared.set(calendar, time);
  }
  return time;
}

/** No more days than those of so many years are counted ahead. */
const mostAhead = 40 * 366;

function counted(week: WorkingTime['week'], special: WorkingTime['special']): Pick<WorkingTime, 'business' | 'upTo'> {
  const listed = [...special.keys()].toSorted((a, b) => a - b);
  // A year more, in which clocks end that begin while holidays are known.
  const [from, to] = listed.length > 0 ? [listed[0]! - 366, listed.at(-1)! + 366] : [0, 0];
  const counts = new Int32Array(Math.min(to - from, mostAhead));
  const business: number[] = [];
  for (let i = 0; i < counts.length; i += 1) {
    const hours = special.get(from + i)?.minutes ?? week[weekdayIndex(from + i)]!;
    if (hours.length > 0) business.push(from + i);
    counts[i] = business.length;
  }
  return { business, upTo: { from, counts } };
}

function minutesOf(hours: readonly Hours[]): Span[] {
  return hours.map(({ from, to }) => ({ from: minuteOf(from)!, to: minuteOf(to)! }));
}

function hoursOn({ week, special }: WorkingTime, day: number): readonly Span[] {
  return special.get(day)?.minutes ?? week[weekdayIndex(day)]!;
}

function isBusinessDay(time: WorkingTime, day: number): boolean {
  return hoursOn(time, day).length > 0;
}

/** People work whenever the clocks show working hours: where an hour is left out they do not, where it comes twice they do twice. */
function workingDay(time: WorkingTime, day: number): WorkingDay {
  let found = time.days.get(day);
  if (!found) {
    const hours = hoursOn(time, day);
    const midnight = day * dayMs;
    const parts = hours.length > 0 ? time.zone.partsOf(day) : [];
    const open = parts.flatMap(({ ahead, ...part }) =>
      hours
        .map(({ from, to }) => ({
          from: Math.max(part.from, midnight + from * minuteMs - ahead),
          to: Math.min(part.to, midnight + to * minuteMs - ahead),
        }))
        .filter(({ from, to }) => from < to),
    );
    found = { open, openMs: open.reduce((sum, { from, to }) => sum + to - from, 0) };
    if (time.days.size >= remembered) time.days.clear();
    time.days.set(day, found);
  }
  return found;
}

/** The instant at which so much working time has passed: when people work, or when they stop. */
function afterWorking(time: WorkingTime, from: number, ms: number): number {
  let left = ms;
  for (let day = time.zone.dayAt(from); ; day += 1) {
    // Cheap: where people work but a day of the week, most days are none.
    if (!isBusinessDay(time, day)) continue;
    const { open, openMs } = workingDay(time, day);
    if (left > openMs) {
      left -= workedOn(open, from, Infinity);
      continue;
    }
    for (const span of open) {
      const began = Math.max(span.from, from);
      if (began >= span.to) continue;
      if (left <= span.to - began) return began + left;
      left -= span.to - began;
    }
  }
}

function workedOn(open: readonly Span[], from: number, to: number): number {
  let sum = 0;
  for (const span of open) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  return sum;
}

function workingBetween(time: WorkingTime, from: number, to: number): number {
  if (to <= from) return 0;
  const [first, last] = [time.zone.dayAt(from), time.zone.dayAt(to)];
  if (first === last) return workedOn(workingDay(time, first).open, from, to);
  let sum = workedOn(workingDay(time, first).open, from, to) + workedOn(workingDay(time, last).open, from, to);
  for (let day = first + 1; day < last; day += 1) sum += workingDay(time, day).openMs;
  return sum;
}

function nthBusinessDayAfter(time: WorkingTime, after: number, amount: number): number {
  const { business, upTo } = time;
  const already = upTo.counts[after - upTo.from];
  const ahead = already === undefined ? undefined : business[already + amount - 1];
  if (ahead !== undefined && amount > 0) return ahead;
  let day = after;
  for (let left = amount; left > 0;) {
    day += 1;
    if (isBusinessDay(time, day)) left -= 1;
  }
  return day;
}

/** Instants are compared as text, which is right up to the year 9999: who promises something for then has no later date. */
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

const at = (ms: number): Instant => new Date(Math.min(ms, lastMs)).toISOString();

/** When something is due that takes so long from an instant: days end with their last millisecond, hours after exactly so much time. */
export function dueAt(calendar: Calendar, from: Instant, { amount, unit }: Length): Instant {
  const start = Date.parse(from);
  if (unit === 'hours') return at(start + amount * hourMs);
  const time = workingTime(calendar);
  const { zone } = time;
  switch (unit) {
    case 'calendar-days':
      return at(zone.endOf(zone.dayAt(start) + amount) - 1);
    case 'business-days':
      return at(zone.endOf(nthBusinessDayAfter(time, zone.dayAt(start), amount)) - 1);
    case 'business-hours':
      return at(afterWorking(time, start, amount * hourMs));
  }
}

/**
 * When so many per cent of the time are over: of business days and business hours of the working time, so that people are there to be
 * warned; else of the time. None is later than what is due.
 */
export function warningsOf(
  calendar: Calendar,
  from: Instant,
  due: Instant,
  unit: LengthUnit,
  percents: readonly number[],
): { readonly percent: number; readonly at: Instant }[] {
  const [start, end] = [Date.parse(from), Date.parse(due)];
  const time = isOfBusiness(unit) ? workingTime(calendar) : undefined;
  const working = time ? workingBetween(time, start, end) : 0;
  const reached = (percent: number): number =>
    time && working > 0 ? afterWorking(time, start, (working * percent) / 100) : start + ((end - start) * percent) / 100;
  return percents.map((percent) => ({ percent, at: at(Math.floor(reached(percent))) }));
}

/**
 * When a clock is due that stood still. Hours get the time back, business hours the working time. Days are moved by whole days, as few
 * as give all of the time back (business days: of the working time). Never earlier than before; a pause that took nothing moves nothing.
 */
export function resumedDue(calendar: Calendar, due: Instant, pausedAt: Instant, resumedAt: Instant, unit: LengthUnit): Instant {
  const [end, paused, resumed] = [Date.parse(due), Date.parse(pausedAt), Date.parse(resumedAt)];
  const time = workingTime(calendar);
  const { zone } = time;
  const lost = isOfBusiness(unit) ? workingBetween(time, paused, resumed) : resumed - paused;
  if (lost <= 0) return due;
  switch (unit) {
    case 'hours':
      return at(end + lost);
    case 'business-hours':
      return at(afterWorking(time, end, lost));
    case 'calendar-days': {
      let day = zone.dayAt(end) + Math.max(0, Math.floor(lost / dayMs) - 1);
      while (zone.endOf(day) - 1 - end < lost) day += 1;
      return at(zone.endOf(day) - 1);
    }
    case 'business-days': {
      let day = zone.dayAt(end);
      let given = workedOn(workingDay(time, day).open, end, Infinity);
      while (given < lost) given += workingDay(time, (day += 1)).openMs;
      return at(zone.endOf(day) - 1);
    }
  }
}

/** Whole minutes of working time; 0 if `to` is not later. */
export function businessMinutesBetween(calendar: Calendar, from: Instant, to: Instant): number {
  return Math.floor(workingBetween(workingTime(calendar), Date.parse(from), Date.parse(to)) / minuteMs);
}

/**
 * Whether a due date may not be what it will be once holidays are known: it lies beyond the known days, or a day in between is
 * provisional. Only what is counted in business time depends on it: of other units, if one is given, never.
 */
export function isProvisional(calendar: Calendar, from: Instant, due: Instant, unit?: LengthUnit): boolean {
  if (unit && !isOfBusiness(unit)) return false;
  const { zone, special } = workingTime(calendar);
  const [first, last] = [zone.dayAt(Date.parse(from)), zone.dayAt(Date.parse(due))];
  if (first < dayNumber(calendar.known.from)! || last > dayNumber(calendar.known.to)!) return true;
  for (const [day, { provisional }] of special) if (provisional && day >= first && day <= last) return true;
  return false;
}

function isOfBusiness(unit: LengthUnit): boolean {
  return unit === 'business-days' || unit === 'business-hours';
}

/** A day that was counted: by its weekday, or because it is listed, under the name that it has there. */
export interface CountedDay {
  readonly day: string;
  readonly name?: string;
  /** Of working time, if hours were counted. */
  readonly minutes?: number;
}

/** A day that was not: no working day of the week, a holiday by its name, or a business day on which nobody worked any more. */
export interface SkippedDay {
  readonly day: string;
  readonly why: 'weekday' | 'holiday' | 'closed';
  readonly name?: string;
  readonly provisional?: true;
}

/** Why something is due when it is. */
export interface Explanation {
  readonly due: Instant;
  /** On the clocks of the zone, `2026-10-09T23:59:59.999+08:00`. */
  readonly local: string;
  readonly zone: string;
  /** In order, the first 100 of each. Hours count no days. */
  readonly counted: readonly CountedDay[];
  readonly skipped: readonly SkippedDay[];
  /** How many days more there are of both. */
  readonly leftOut: number;
  readonly isProvisional: boolean;
}

const mostTold = 100;

export function explained(calendar: Calendar, from: Instant, length: Length): Explanation {
  const { unit } = length;
  const due = dueAt(calendar, from, length);
  const time = workingTime(calendar);
  const { zone, special } = time;
  const [start, end] = [Date.parse(from), Date.parse(due)];
  const counted: CountedDay[] = [];
  const skipped: SkippedDay[] = [];
  // Days are counted from the next one on, hours on the same day.
  let day = zone.dayAt(start) + (unit === 'business-hours' ? 0 : 1);
  for (const last = unit === 'hours' ? -Infinity : zone.dayAt(end); day <= last; day += 1) {
    const listed = special.get(day);
    const named = listed ? { name: listed.name } : {};
    const minutes = unit === 'business-hours' ? workedOn(workingDay(time, day).open, start, end) / minuteMs : undefined;
    if (unit === 'calendar-days') counted.push({ day: dayOf(day) });
    else if (!isBusinessDay(time, day)) {
      const provisional = listed?.provisional && { provisional: true as const };
      skipped.push({ day: dayOf(day), why: listed ? 'holiday' : 'weekday', ...named, ...provisional });
    } else if (minutes === 0) skipped.push({ day: dayOf(day), why: 'closed', ...named });
    else counted.push({ day: dayOf(day), ...named, ...(minutes !== undefined && { minutes: Math.floor(minutes) }) });
  }
  return {
    due,
    local: DateTime.fromMillis(end, { zone: calendar.zone }).toISO()!,
    zone: calendar.zone,
    counted: counted.slice(0, mostTold),
    skipped: skipped.slice(0, mostTold),
    leftOut: Math.max(0, counted.length - mostTold) + Math.max(0, skipped.length - mostTold),
    isProvisional: isProvisional(calendar, from, due, unit),
  };
}
