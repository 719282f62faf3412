import type { Instant } from '@redress/kernel';
import type { Random } from './random.js';

/*
 * The company keeps the time of China, Hong Kong and Singapore, which are all eight hours ahead of UTC and change no clocks. Moments are
 * milliseconds since 1970.
 */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const ahead = 8 * hourMs;

export const instantOf = (moment: number): Instant => new Date(moment).toISOString();

/** The midnight with which a day such as 2026-11-22 begins; undefined if there is no such day. */
export function midnightOf(day: string): number | undefined {
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  const exists = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(midnight) && dayOf(midnight - ahead) === day;
  return exists ? midnight - ahead : undefined;
}

/** The day that a moment belongs to, 2026-11-22. */
export const dayOf = (moment: number): string => new Date(moment + ahead).toISOString().slice(0, 10);

/** 0 is Sunday. */
const weekday = (moment: number): number => new Date(moment + ahead).getUTCDay();

const startOfDay = (moment: number): number => moment - ((moment + ahead) % dayMs);

/** How many complaints a day brings, compared with a Thursday; Sunday comes first. */
const daysOfWeek = [0.45, 1.25, 1.12, 1.05, 1, 0.98, 0.6];
export const busyness = (moment: number): number => daysOfWeek[weekday(moment)]!;

/** When customers complain, by hour: where somebody has to be there, and where a form is open all night. */
const staffedHours = [0, 0, 0, 0, 0, 0, 0, 0, 2, 8, 11, 9, 5, 6, 8, 8, 7, 5, 2, 1, 0, 0, 0, 0];
const openHours = [1, 0.5, 0.3, 0.2, 0.2, 0.3, 1, 2, 4, 6, 6, 5, 6, 5, 5, 5, 5, 5, 6, 7, 8, 7, 5, 2];

/** Some moment of the day. */
export function momentOn(day: number, isStaffed: boolean, random: Random): number {
  return startOfDay(day) + Math.floor((random.indexBy(isStaffed ? staffedHours : openHours) + random.next()) * hourMs);
}

const opens = 9 * hourMs;
const closes = 18 * hourMs;

/** The next moment at which the office works, some minutes into the day if that has yet to begin. */
export function office(moment: number, random: Random): number {
  const clock = (moment + ahead) % dayMs;
  if (weekday(moment) % 6 !== 0 && clock >= opens && clock < closes) return Math.floor(moment);
  let day = startOfDay(moment) + (clock >= opens ? dayMs : 0);
  while (weekday(day) % 6 === 0) day += dayMs;
  return Math.floor(day + opens + random.between(2, 90) * minuteMs);
}
