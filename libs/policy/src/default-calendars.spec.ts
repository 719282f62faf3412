import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';
import type { Calendar } from './calendar.js';
import { dayNumber, dayOf, weekdayIndex } from './calendar-days.js';
import { standardCalendars } from './default-calendars.js';

/*
 * What we ship against what the libraries say that others keep. They are not shipped themselves: one knows every country's days by rules and
 * weighs megabytes, a policy has to be readable and the same tomorrow.
 */

const { cn, uk, us, eu } = standardCalendars.calendars as Record<'cn' | 'uk' | 'us' | 'eu', Calendar>;
const years = [2024, 2025, 2026, 2027];

function daysOf(country: string, state: string | undefined, wanted: (name: string) => boolean): string[] {
  const holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const all = years.flatMap((year) => holidays.getHolidays(year, 'en'));
  return all
    .filter(({ type, name }) => type === 'public' && wanted(name))
    .map(({ date }) => date.slice(0, 10))
    .toSorted();
}
const listed = ({ holidays }: Calendar): string[] => holidays.map(({ day }) => day);
const isWeekend = (day: string): boolean => weekdayIndex(dayNumber(day)!) > 4;

it('UK: bank holidays of England', () => {
  expect(listed(uk)).toEqual(daysOf('GB', 'ENG', () => true));
});

it('US: federal holidays and the days on which they are observed', () => {
  expect(listed(us)).toEqual(daysOf('US', undefined, () => true));
});

it('EU: the closing days of TARGET, of which Germany keeps each', () => {
  const closing = ["New Year's Day", 'Good Friday', 'Easter Monday', 'Labour Day', 'Christmas Day', 'Boxing Day'];
  expect(listed(eu)).toEqual(daysOf('DE', undefined, (name) => closing.includes(name)));
  expect(listed(eu)).toHaveLength(6 * years.length);
});

describe('CN', () => {
  const announced = Array.from({ length: 366 + 365 + 365 }, (_, i) => dayOf(dayNumber('2024-01-01')! + i));

  it('is announced to the end of 2026, which the notices of the State Council say day by day', () => {
    expect(cn.known).toEqual({ from: announced[0], to: announced.at(-1) });
    const holidays = new Set(listed(cn));
    const workdays = new Set(cn.workdays.map(({ day }) => day));
    const works = (day: string) => workdays.has(day) || (!isWeekend(day) && !holidays.has(day));
    const wrong = announced.filter((day) => works(day) !== chineseDays.isWorkday(day));
    expect(wrong).toEqual([]);
  });

  it('names the days as they are named there', () => {
    const told = announced.map((day) => ({ day, name: chineseDays.getDayDetail(day).name.split(',')[1] }));
    const days = [...cn.holidays.filter(({ provisional }) => !provisional), ...cn.workdays].toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const named = days.map(({ day, name }) => ({ day, name: name.slice(0, 2) }));
    expect(named).toEqual(told.filter(({ name }) => name !== undefined).map(({ day, name }) => ({ day, name: name!.slice(0, 2) })));
  });

  it('2027 is provisional: the thirteen days of the regulation by the moon and the sun, and a weekday for each on a weekend', () => {
    const moon = (day: string) => chineseDays.getSolarDateFromLunar(day).date;
    const newYear = dayNumber(moon('2027-01-01'))!;
    const feasts = [
      '2027-01-01',
      ...[-1, 0, 1, 2].map((by) => dayOf(newYear + by)),
      chineseDays.getSolarTermDate(2027, 4, 'pure_brightness'),
      '2027-05-01',
      '2027-05-02',
      moon('2027-05-05'),
      moon('2027-08-15'),
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ];
    const provisional = cn.holidays.filter((holiday) => holiday.provisional);
    const given = provisional.filter(({ name }) => !name.includes('补假')).map(({ day }) => day);
    expect(given).toEqual(feasts);
    const inLieu = provisional.filter(({ name }) => name.includes('补假')).map(({ day }) => day);
    expect(inLieu).toHaveLength(feasts.filter(isWeekend).length);
    expect(inLieu.filter(isWeekend)).toEqual([]);
    expect(listed(cn).filter((day) => day > cn.known.to)).toEqual(provisional.map(({ day }) => day));
  });
});

it('every calendar says where it was read, and when', () => {
  for (const { source } of Object.values(standardCalendars.calendars)) expect(source).toMatch(/read 2026-11-22/);
});
