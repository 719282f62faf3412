/* Days as numbers, so that they can be counted: 0 is 1970-01-01, wherever that is. */

export const dayMs = 86_400_000;

/** Undefined if there is no such day. */
export function dayNumber(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  // What is no day of its month is none, also where a parser takes it for one of the next month.
  return Number.isNaN(ms) || dayOf(ms / dayMs) !== day ? undefined : ms / dayMs;
}

export function dayOf(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, -14);
}

/** 1 Monday to 7 Sunday. */
export type Weekday = '1' | '2' | '3' | '4' | '5' | '6' | '7';

/** 0, a Monday, to 6. */
export function weekdayIndex(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

export function weekdayOf(number: number): Weekday {
  return String(weekdayIndex(number) + 1) as Weekday;
}

/** Minutes since midnight of `09:30`, 1 440 of `24:00`; undefined if it is no time of a day. */
export function minuteOf(time: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 1_440 ? minute : undefined;
}
