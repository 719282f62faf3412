import type { Facts } from '@redress/kernel';
import fc from 'fast-check';
import { checkedCalendars, checkLength, lengthUnits, longest, type Calendar, type LengthUnit } from './calendar.js';
import { standardCalendars } from './default-calendars.js';

const day = (date: string, more: object = {}) => ({ day: date, name: 'Feast', ...more });
const open = { from: '09:00', to: '17:00' };
const ours: Calendar = {
  zone: 'Europe/London',
  week: { '1': [open], '2': [open] },
  holidays: [],
  workdays: [],
  known: { from: '2026-01-01', to: '2026-12-31' },
  source: 'our own',
};
const checked = (more: Partial<Calendar>) => checkedCalendars({ calendars: { ours: { ...ours, ...more } } }, standardCalendars);
const refusal = (code: string, facts: Facts) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as Error;

it('the standard is sound, and published over itself it is the same', () => {
  expect(checkedCalendars(standardCalendars, standardCalendars)).toEqual(standardCalendars);
});

it('a publication gives some calendars, and the others are carried over', () => {
  const { calendars } = checkedCalendars({ calendars: { ours, uk: ours } }, standardCalendars);
  expect(calendars).toEqual({ ...standardCalendars.calendars, ours, uk: ours });
  expect(() => checkedCalendars({ calendars: {} }, standardCalendars)).toThrow(refusal('nothing-published', { path: 'calendars' }));
  expect(() => checkedCalendars({ calendars: { 'two words': ours } }, standardCalendars)).toThrow(
    refusal('invalid-code', { path: 'calendars', code: 'two words' }),
  );
});

it('takes every day of a calendar, nights, days of one hour, and a short day on a business day', () => {
  for (const sound of [
    { holidays: [day('2026-02-28'), day('2026-12-25')] },
    { holidays: [day('2024-02-29')], known: { from: '2024-01-01', to: '2024-12-31' } },
    { week: { '7': [{ from: '00:00', to: '24:00' }] } },
    { week: { '3': [{ from: '23:00', to: '24:00' }], '4': [] } },
    {
      week: {
        '1': [
          { from: '08:00', to: '12:00' },
          { from: '12:00', to: '16:00' },
        ],
      },
    },
    { workdays: [day('2026-03-07')] },
    { workdays: [day('2026-03-02', { hours: [{ from: '09:00', to: '12:00' }] })] },
    { holidays: [day('2027-12-25', { provisional: true })] },
  ]) {
    expect(checked(sound).calendars['ours']).toEqual({ ...ours, ...sound });
  }
});

it.each<[string, Partial<Calendar>, Facts]>([
  ['unknown-zone', { zone: 'Europe/Londres' }, { path: 'calendars.ours.zone', zone: 'Europe/Londres' }],
  ['unknown-zone', { zone: '+08:00' }, {}],
  ['unknown-zone', { zone: '' }, {}],
  ['invalid-weekday', { week: { '8': [open] } as Calendar['week'] }, { path: 'calendars.ours.week.8' }],
  ['no-business-day', { week: {} }, { path: 'calendars.ours.week' }],
  ['no-business-day', { week: { '1': [] } }, { path: 'calendars.ours.week' }],
  ['too-few-hours', { week: { '1': [{ from: '09:00', to: '09:59' }] } }, { path: 'calendars.ours.week', minutes: 59, least: 60 }],
  ['invalid-hours', { week: { '1': [{ from: '17:00', to: '09:00' }] } }, { path: 'calendars.ours.week.1[0]', from: '17:00' }],
  ['invalid-hours', { week: { '1': [{ from: '09:00', to: '09:00' }] } }, {}],
  ['invalid-hours', { week: { '1': [{ from: '9:00', to: '17:00' }] } }, {}],
  ['invalid-hours', { week: { '1': [{ from: '09:00', to: '24:01' }] } }, {}],
  ['invalid-hours', { week: { '1': [{ from: '09:60', to: '17:00' }] } }, {}],
  [
    'overlapping-hours',
    {
      week: {
        '1': [
          { from: '09:00', to: '13:00' },
          { from: '12:00', to: '17:00' },
        ],
      },
    },
    { path: 'calendars.ours.week.1[1]' },
  ],
  [
    'overlapping-hours',
    {
      week: {
        '1': [
          { from: '13:00', to: '17:00' },
          { from: '09:00', to: '12:00' },
        ],
      },
    },
    {},
  ],
  ['invalid-day', { holidays: [day('2026-02-29')] }, { path: 'calendars.ours.holidays[0].day', day: '2026-02-29' }],
  ['invalid-day', { holidays: [day('2026-1-1')] }, {}],
  ['invalid-day', { known: { from: '2026-01-01', to: '2026-13-01' } }, { path: 'calendars.ours.known.to' }],
  ['invalid-known', { known: { from: '2026-01-02', to: '2026-01-01' } }, { path: 'calendars.ours.known' }],
  ['duplicate-day', { holidays: [day('2026-05-01'), day('2026-05-01')] }, { path: 'calendars.ours.holidays[1].day' }],
  ['holiday-and-workday', { holidays: [day('2026-03-07')], workdays: [day('2026-03-07')] }, { path: 'calendars.ours.workdays[0].day' }],
  ['workday-anyway', { workdays: [day('2026-03-02')] }, { path: 'calendars.ours.workdays[0].day', day: '2026-03-02' }],
  ['hours-missing', { week: { '2': [open] }, workdays: [day('2026-03-07')] }, { path: 'calendars.ours.workdays[0]' }],
  ['hours-missing', { workdays: [day('2026-03-07', { hours: [] })] }, { path: 'calendars.ours.workdays[0].hours' }],
  [
    'invalid-hours',
    { workdays: [day('2026-03-07', { hours: [{ from: '2', to: '3' }] })] },
    { path: 'calendars.ours.workdays[0].hours[0]' },
  ],
  ['day-not-known', { holidays: [day('2027-12-25')] }, { path: 'calendars.ours.holidays[0].day', day: '2027-12-25' }],
  ['text-missing', { holidays: [day('2026-05-01', { name: ' ' })] }, { path: 'calendars.ours.holidays[0].name' }],
  ['text-missing', { source: '' }, { path: 'calendars.ours.source' }],
  ['too-many-entries', { holidays: Array.from({ length: 5_001 }, () => day('2026-05-01')) }, { path: 'calendars.ours.holidays' }],
])('%s, and where', (code, more, facts) => {
  expect(() => checked(more)).toThrow(refusal(code, facts));
});

it('a length is a whole number, from 1 to what is still sensible', () => {
  const units = fc.constantFrom(...lengthUnits);
  const check = (unit: LengthUnit, amount: number) => () => checkLength('clocks[0].length', { amount, unit });
  fc.assert(fc.property(units, fc.integer({ min: 1, max: 10_000 }), (unit, amount) => expect(check(unit, amount)).not.toThrow()));
  const wrong = fc.oneof(
    fc.integer({ max: 0 }),
    fc.integer({ min: 240_001 }),
    fc.double().filter((amount) => !Number.isInteger(amount)),
  );
  fc.assert(
    fc.property(units, wrong, (unit, amount) => {
      expect(check(unit, amount)).toThrow(refusal('invalid-length', { path: 'clocks[0].length', most: longest[unit] }));
    }),
  );
  for (const unit of lengthUnits) expect(() => checkLength('length', { amount: longest[unit], unit })).not.toThrow();
});
