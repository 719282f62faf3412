import { impossible } from '@redress/kernel';
import { IANAZone } from 'luxon';
import { code, countable } from './checks.js';
import { dayNumber, minuteOf, weekdayOf, type Weekday } from './calendar-days.js';

/** A stretch of a working day on the clock of the calendar's zone: `{ from: '09:00', to: '17:30' }`; `24:00` is the end of the day. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

/** A day that is other than its weekday. A day is local, `2026-10-01`. */
export interface SpecialDay {
  readonly day: string;
  readonly name: string;
  /** Not announced yet, or announced every year anew: to be confirmed. */
  readonly provisional?: true;
}

/** When a company works: what a business day and a business hour are. */
export interface Calendar {
  /** IANA, `Asia/Shanghai`. */
  readonly zone: string;
  /** None of a weekday: no business day. */
  readonly week: Readonly<Partial<Record<Weekday, readonly Hours[]>>>;
  readonly holidays: readonly SpecialDay[];
  /** Make-up days 调休 and others on which people work though the weekday says no; the hours of a Monday if none are given. */
  readonly workdays: readonly (SpecialDay & { readonly hours?: readonly Hours[] })[];
  /** The days for which holidays are known, both in it; what is due later was computed from weekdays alone. */
  readonly known: { readonly from: string; readonly to: string };
  /** Where it was read, and when. */
  readonly source: string;
}

/** Calendars by name. A publication may give some; the others are carried over. */
export interface Calendars {
  readonly calendars: Readonly<Record<string, Calendar>>;
}

/** Days end with the last millisecond of a local day; hours after exactly so much time. */
export const lengthUnits = ['hours', 'calendar-days', 'business-days', 'business-hours'] as const;
export type LengthUnit = (typeof lengthUnits)[number];

export interface Length {
  readonly amount: number;
  readonly unit: LengthUnit;
}

/** A calendar as a decision gets it, and of which version of all calendars it is. */
export interface CalendarsVersion {
  readonly version: number;
  readonly document: Calendars;
}

/** The most that a clock may take, in each unit: no due date is decades away by mistake, and none takes long to find. */
export const longest: Readonly<Record<LengthUnit, number>> = {
  hours: 240_000,
  'calendar-days': 10_000,
  'business-days': 10_000,
  'business-hours': 20_000,
};

/** The least that people work in a week: the more weeks something takes, the longer it takes to find when it is due. */
const leastMinutes = 60;

/** Code: `invalid-length`, 422 with its `path`. */
export function checkLength(path: string, { amount, unit }: Length): void {
  const most = longest[unit];
  impossible(
    !Number.isSafeInteger(amount) || amount < 1 || amount > most,
    'invalid-length',
    `A length is a whole number of ${unit}, from 1 to ${most}.`,
    { path, amount, unit, most },
  );
}

/**
 * The calendars that were said, and those before that were not. Codes, all of them 422 with a `path`: `nothing-published`,
 * `too-many-entries`, `invalid-code`, `unknown-zone`, `invalid-weekday`, `no-business-day`, `too-few-hours`, `invalid-hours`, `overlapping-hours`,
 * `invalid-day`, `duplicate-day`, `holiday-and-workday`, `workday-anyway`, `hours-missing`, `invalid-known`, `day-not-known`, `text-missing`.
 */
export function checkedCalendars(said: Calendars, before: Calendars): Calendars {
  const names = Object.keys(said.calendars);
  impossible(names.length === 0, 'nothing-published', 'Give at least one calendar; the others stay as they are.', { path: 'calendars' });
  const calendars = { ...before.calendars, ...said.calendars };
  countable('calendars', Object.keys(calendars));
  for (const name of names) {
    code('calendars', name);
    checkCalendar(`calendars.${name}`, said.calendars[name]!);
  }
  return { calendars };
}

function checkCalendar(path: string, calendar: Calendar): void {
  const { zone, week, known, source } = calendar;
  const isZone = /^[A-Za-z]/.test(zone) && IANAZone.isValidZone(zone);
  impossible(!isZone, 'unknown-zone', 'A zone is one of the IANA time zone database, such as Asia/Shanghai.', {
    path: `${path}.zone`,
    zone,
  });
  for (const [weekday, hours] of Object.entries(week)) {
    const here = `${path}.week.${weekday}`;
    impossible(!/^[1-7]$/.test(weekday), 'invalid-weekday', 'Weekdays are 1, Monday, to 7, Sunday.', { path: here });
    checkHours(here, hours);
  }
  const isWorking = Object.values(week).some((hours) => hours.length > 0);
  impossible(!isWorking, 'no-business-day', 'A week has a business day: else nothing would ever be due.', { path: `${path}.week` });
  const minutes = Object.values(week)
    .flat()
    .reduce((sum, { from, to }) => sum + minuteOf(to)! - minuteOf(from)!, 0);
  impossible(minutes < leastMinutes, 'too-few-hours', 'A week has an hour of work or more: else what takes hours is due after centuries.', {
    path: `${path}.week`,
    minutes,
    least: leastMinutes,
  });
  for (const end of ['from', 'to'] as const) checkDay(`${path}.known.${end}`, known[end]);
  impossible(known.from > known.to, 'invalid-known', 'The known days begin before they end.', { path: `${path}.known`, ...known });
  checkText(`${path}.source`, source);
  checkSpecialDays(path, calendar);
}

function checkSpecialDays(path: string, { week, known, holidays, workdays }: Calendar): void {
  const holidayAt = new Set<string>();
  const workdayAt = new Set<string>();
  const checkSpecial = (here: string, { day, name, provisional }: SpecialDay, seen: Set<string>): void => {
    checkDay(`${here}.day`, day);
    checkText(`${here}.name`, name);
    impossible(seen.has(day), 'duplicate-day', 'A day is listed once.', { path: `${here}.day`, day });
    seen.add(day);
    const isKnown = day >= known.from && day <= known.to;
    impossible(!isKnown && !provisional, 'day-not-known', 'Outside the known days a day is provisional: say so, or extend what is known.', {
      path: `${here}.day`,
      day,
      ...known,
    });
  };
  countable(`${path}.holidays`, holidays);
  for (const [i, holiday] of holidays.entries()) checkSpecial(`${path}.holidays[${i}]`, holiday, holidayAt);
  countable(`${path}.workdays`, workdays);
  for (const [i, workday] of workdays.entries()) {
    const here = `${path}.workdays[${i}]`;
    const { day, hours } = workday;
    checkSpecial(here, workday, workdayAt);
    impossible(holidayAt.has(day), 'holiday-and-workday', 'A day is a holiday or a workday.', { path: `${here}.day`, day });
    if (hours) {
      checkHours(`${here}.hours`, hours);
      impossible(hours.length === 0, 'hours-missing', 'A workday has hours; a day without is a holiday.', { path: `${here}.hours` });
      continue;
    }
    impossible(!week['1']?.length, 'hours-missing', 'A workday has the hours of a Monday, which has none: give its own.', { path: here });
    const isAnyway = (week[weekdayOf(dayNumber(day)!)]?.length ?? 0) > 0;
    impossible(isAnyway, 'workday-anyway', 'This is a business day by its weekday: give it hours of its own, or leave it out.', {
      path: `${here}.day`,
      day,
    });
  }
}

function checkHours(path: string, hours: readonly Hours[]): void {
  countable(path, hours);
  let before = 0;
  for (const [i, { from, to }] of hours.entries()) {
    const here = `${path}[${i}]`;
    const [opens, closes] = [minuteOf(from), minuteOf(to)];
    const areHours = opens !== undefined && closes !== undefined && opens < closes;
    impossible(!areHours, 'invalid-hours', 'Hours are two times of one day, 00:00 to 24:00, the earlier one first.', {
      path: here,
      from,
      to,
    });
    impossible(opens! < before, 'overlapping-hours', 'The hours of a day follow one another.', { path: here, from, to });
    before = closes!;
  }
}

function checkDay(path: string, day: string): void {
  impossible(dayNumber(day) === undefined, 'invalid-day', 'A day is one of the calendar, such as 2026-10-01.', { path, day });
}

function checkText(path: string, said: string): void {
  impossible(!said.trim(), 'text-missing', 'Say it in words: whoever asks why a date is as it is reads this.', { path });
}
