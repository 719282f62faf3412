import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { businessMinutesBetween, dueAt, explained, isProvisional, resumedDue, warningsOf } from './business-time.js';
import { lengthUnits, type Calendar, type Hours, type Length, type LengthUnit } from './calendar.js';
import { dayNumber, dayOf, minuteOf, weekdayIndex } from './calendar-days.js';
import { standardCalendars } from './default-calendars.js';

const { cn, uk, us } = standardCalendars.calendars as Record<'cn' | 'uk' | 'us', Calendar>;
const of = (amount: number, unit: LengthUnit): Length => ({ amount, unit });
const minuteMs = 60_000;

/** What the clocks of a zone show, by the platform and not by what is tested. No zone changes them within a quarter of an hour. */
function wallClock(zone: string): (ms: number) => { day: string; minute: number } {
  const quarters = new Map<number, { day: string; minute: number }>();
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const read = (ms: number) => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    return { day: `${part['year']}-${part['month']}-${part['day']}`, minute: Number(part['hour']) * 60 + Number(part['minute']) };
  };
  return (ms) => {
    const quarter = Math.floor(ms / (15 * minuteMs));
    const shown = quarters.get(quarter) ?? read(quarter * 15 * minuteMs);
    quarters.set(quarter, shown);
    return { day: shown.day, minute: shown.minute + Math.floor(ms / minuteMs - quarter * 15) };
  };
}

/** Looks at the clock each minute. It knows nothing of offsets, and its days are text. */
class MinuteByMinute {
  private readonly shows: ReturnType<typeof wallClock>;

  constructor(private readonly calendar: Calendar) {
    this.shows = wallClock(calendar.zone);
  }

  day = (ms: number): string => this.shows(ms).day;

  hoursOn(day: string): readonly Hours[] {
    const { holidays, workdays, week } = this.calendar;
    if (holidays.some((holiday) => holiday.day === day)) return [];
    const workday = workdays.find((one) => one.day === day);
    if (workday) return workday.hours ?? week['1']!;
    return week[String(weekdayIndex(dayNumber(day)!) + 1) as '1'] ?? [];
  }

  isOpen(ms: number): boolean {
    const { day, minute } = this.shows(ms);
    return this.hoursOn(day).some(({ from, to }) => minuteOf(from)! <= minute && minute < minuteOf(to)!);
  }

  /** The last millisecond at which the clocks show this day. */
  endOf(day: string): number {
    const midnight = Date.parse(`${day}T24:00:00Z`);
    let last = midnight - 15 * 60 * minuteMs;
    for (let ms = last; ms < midnight + 13 * 60 * minuteMs; ms += minuteMs) if (this.day(ms) <= day) last = ms;
    return last + minuteMs - 1;
  }

  dueAt(from: number, { amount, unit }: Length): number {
    if (unit === 'hours') return from + amount * 60 * minuteMs;
    if (unit === 'business-hours') {
      for (let left = amount * 60, ms = from; ; ms += minuteMs) {
        if (this.isOpen(ms)) left -= 1;
        if (left === 0) return ms + minuteMs;
      }
    }
    let day = this.day(from);
    for (let left = amount; left > 0;) {
      day = dayOf(dayNumber(day)! + 1);
      if (unit === 'calendar-days' || this.hoursOn(day).length > 0) left -= 1;
    }
    return this.endOf(day);
  }

  minutesBetween(from: number, to: number): number {
    let minutes = 0;
    for (let ms = from; ms < to; ms += minuteMs) if (this.isOpen(ms)) minutes += 1;
    return minutes;
  }
}

/** Changes at night, at midnight, by half an hour; none; far east and far west. */
const zones = [
  'Asia/Shanghai',
  'Europe/London',
  'America/New_York',
  'America/Havana',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Santiago',
  'Atlantic/Azores',
  'America/St_Johns',
  'Africa/Casablanca',
  'UTC',
];
/** Around when some of them put their clocks forward or back. */
const turns = [
  '2024-03-10',
  '2024-03-31',
  '2024-04-26',
  '2024-09-08',
  '2024-10-27',
  '2024-11-03',
  '2025-03-09',
  '2025-03-30',
  '2026-10-25',
];

const time = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const hours = fc
  .uniqueArray(fc.nat(96), { minLength: 2, maxLength: 4 })
  .map((quarters) => quarters.toSorted((a, b) => a - b))
  .map((quarters) =>
    Array.from({ length: Math.floor(quarters.length / 2) }, (_, i) => ({
      from: time(quarters[i * 2]! * 15),
      to: time(quarters[i * 2 + 1]! * 15),
    })),
  );
const calendars = fc
  .record({
    zone: fc.constantFrom(...zones),
    monday: hours,
    rest: fc.dictionary(fc.constantFrom('2', '3', '4', '5', '6', '7'), hours),
    turn: fc.constantFrom(...turns),
    special: fc.uniqueArray(fc.integer({ min: -5, max: 15 }), { maxLength: 8 }),
    holidays: fc.nat(8),
  })
  .map(({ zone, monday, rest, turn, special, holidays }) => {
    const days = special.map((by) => ({ day: dayOf(dayNumber(turn)! + by), name: 'a day' }));
    const week = { '1': monday, ...rest };
    const calendar: Calendar = {
      zone,
      week,
      holidays: days.slice(0, holidays),
      workdays: days.slice(holidays),
      known: { from: '2024-01-01', to: '2027-12-31' },
      source: 'chance',
    };
    return { calendar, turn };
  });
/** A calendar, and a minute of the days about which it has most to say. */
const situations = calendars.chain(({ calendar, turn }) =>
  fc.record({
    calendar: fc.constant(calendar),
    from: fc.integer({ min: -3 * 1_440, max: 3 * 1_440 }).map((minutes) => Date.parse(`${turn}T00:00:00Z`) + minutes * minuteMs),
  }),
);
const iso = (ms: number): string => new Date(ms).toISOString();

describe('told against a model that looks at the clock each minute, over all kinds of calendars and zones', () => {
  it.each<[LengthUnit, number]>([
    ['hours', 100],
    ['calendar-days', 6],
    ['business-days', 6],
    ['business-hours', 12],
  ])('what is due after so many %s', (unit, most) => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 1, max: most }), ({ calendar, from }, amount) => {
        const length = of(amount, unit);
        expect(dueAt(calendar, iso(from), length)).toBe(iso(new MinuteByMinute(calendar).dueAt(from, length)));
      }),
      { numRuns: 40 },
    );
  });

  it('how much working time lies between two instants', () => {
    fc.assert(
      fc.property(situations, fc.nat(4 * 1_440), ({ calendar, from }, minutes) => {
        const to = from + minutes * minuteMs;
        expect(businessMinutesBetween(calendar, iso(from), iso(to))).toBe(new MinuteByMinute(calendar).minutesBetween(from, to));
      }),
      { numRuns: 40 },
    );
  });

  it('where days end in every zone there is, in years with and without a leap day', () => {
    const offset = fc.integer({ min: 0, max: 366 * 5 });
    fc.assert(
      fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), offset, fc.nat(1_439), (zone, day, minute) => {
        const calendar = { ...uk, zone };
        const from = Date.parse('2024-01-01T00:00:00Z') + (day * 1_440 + minute) * minuteMs;
        expect(dueAt(calendar, iso(from), of(1, 'calendar-days'))).toBe(
          iso(new MinuteByMinute(calendar).dueAt(from, of(1, 'calendar-days'))),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('whatever the calendar', () => {
  const lengths = fc.record({ unit: fc.constantFrom(...lengthUnits), amount: fc.integer({ min: 1, max: 60 }) });
  const later = fc.nat(20 * 1_440).map((minutes) => minutes * minuteMs);

  it('what begins later is not due earlier, and what takes longer is due later', () => {
    fc.assert(
      fc.property(situations, lengths, later, ({ calendar, from }, { amount, unit }, more) => {
        const due = dueAt(calendar, iso(from), of(amount, unit));
        expect(due > iso(from)).toBe(true);
        expect(dueAt(calendar, iso(from + more), of(amount, unit)) >= due).toBe(true);
        expect(dueAt(calendar, iso(from), of(amount + 1, unit)) > due).toBe(true);
      }),
    );
  });

  it('warnings rise, and none is before the start or after what is due', () => {
    fc.assert(
      fc.property(situations, lengths, ({ calendar, from }, { amount, unit }) => {
        const due = dueAt(calendar, iso(from), of(amount, unit));
        const times = warningsOf(calendar, iso(from), due, unit, [1, 50, 75, 90, 100]).map(({ at }) => at);
        expect([iso(from), ...times, due]).toEqual([iso(from), ...times, due].toSorted());
      }),
    );
  });

  /** What a pause gives more than it took: hours nothing, days less than one of the longest, in milliseconds or minutes of working time. */
  const atMost = { hours: 0, 'business-hours': 0, 'calendar-days': 90_000_000, 'business-days': 1_500 };

  it('a pause takes nothing from anybody: due no earlier, the later the longer it lasts, with as much time left', () => {
    fc.assert(
      fc.property(situations, lengths, later, later, later, ({ calendar, from }, { amount, unit }, until, lasts, more) => {
        const due = dueAt(calendar, iso(from), of(amount, unit));
        const [paused, resumed] = [from + until, from + until + lasts];
        fc.pre(iso(paused) <= due);
        const next = resumedDue(calendar, due, iso(paused), iso(resumed), unit);
        expect(next >= due).toBe(true);
        expect(resumedDue(calendar, due, iso(paused), iso(resumed + more), unit) >= next).toBe(true);
        const left = (a: number, b: string) =>
          unit.startsWith('business') ? businessMinutesBetween(calendar, iso(a), b) : Date.parse(b) - a;
        const gained = left(resumed, next) - left(paused, due);
        expect(gained).toBeGreaterThanOrEqual(0);
        expect(gained).toBeLessThanOrEqual(atMost[unit]);
      }),
    );
  });

  it('the explanation counts as many days as were asked for, and ends on the day that is due', () => {
    fc.assert(
      fc.property(
        situations,
        fc.constantFrom('calendar-days' as const, 'business-days' as const),
        fc.integer({ min: 1, max: 60 }),
        (a, unit, n) => {
          const told = explained(a.calendar, iso(a.from), of(n, unit));
          expect(told.due).toBe(dueAt(a.calendar, iso(a.from), of(n, unit)));
          expect(told.counted).toHaveLength(n);
          expect(told.local.startsWith(told.counted.at(-1)!.day)).toBe(true);
        },
      ),
    );
  });
});

describe('the clocks are put forward and back', () => {
  const always = [{ from: '00:00', to: '24:00' }];
  const around = (zone: string): Calendar => ({ ...us, zone, week: { '5': always, '6': always, '7': always }, holidays: [] });

  it.each([
    // A Sunday of 23 hours, one of 25, in both zones; then where midnight is left out, and where it comes twice.
    ['America/New_York', '2024-03-10', 23, '2024-03-11T03:59:59.999Z'],
    ['America/New_York', '2024-11-03', 25, '2024-11-04T04:59:59.999Z'],
    ['Europe/London', '2025-03-30', 23, '2025-03-30T22:59:59.999Z'],
    ['Europe/London', '2026-10-25', 25, '2026-10-25T23:59:59.999Z'],
    ['America/Havana', '2024-03-10', 23, '2024-03-11T03:59:59.999Z'],
    ['America/Havana', '2024-11-03', 25, '2024-11-04T04:59:59.999Z'],
    ['Asia/Beirut', '2024-03-31', 23, '2024-03-31T20:59:59.999Z'],
    ['Asia/Beirut', '2024-10-26', 25, '2024-10-26T21:59:59.999Z'],
    ['Australia/Lord_Howe', '2024-10-06', 23.5, '2024-10-06T12:59:59.999Z'],
  ])('%s, %s: a day of %d hours', (zone, day, length, end) => {
    const calendar = around(zone);
    const noonBefore = iso(Date.parse(`${day}T12:00:00Z`) - 86_400_000 - (zone.startsWith('America') ? 0 : 10 * 3_600_000));
    const due = dueAt(calendar, noonBefore, of(1, 'calendar-days'));
    expect(due).toBe(end);
    expect(businessMinutesBetween(calendar, dueAt(calendar, iso(Date.parse(noonBefore) - 86_400_000), of(1, 'calendar-days')), due)).toBe(
      length * 60,
    );
  });

  it('hours take as long as they take', () => {
    expect(dueAt(us, '2024-03-09T22:00:00.000Z', of(24, 'hours'))).toBe('2024-03-10T22:00:00.000Z');
  });

  it('a day that a zone left out counts as a day, and ends with the one before', () => {
    const apia = { ...uk, zone: 'Pacific/Apia' };
    const from = '2011-12-29T12:00:00.000Z';
    expect(dueAt(apia, from, of(1, 'calendar-days'))).toBe('2011-12-30T09:59:59.999Z');
    expect(dueAt(apia, from, of(2, 'calendar-days'))).toBe('2011-12-31T09:59:59.999Z');
  });
});

describe('the examples of docs/calendars.md, and how they are explained', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../docs/calendars.md'), 'utf8');
  const [table] = /<!-- examples:.*?<!-- end/s.exec(document)!;
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));

  it.each(rows.map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, cell]) => cell!)))(
    '%s, from %s, %s: %s',
    (name, from, length, local) => {
      const [amount, unit] = length!.split(' ') as [string, LengthUnit];
      const calendar = standardCalendars.calendars[name!]!;
      const told = explained(calendar, new Date(from!).toISOString(), of(Number(amount), unit));
      expect(Date.parse(told.local)).toBe(Date.parse(told.due));
      expect(told.local.replace('Z', '+00:00')).toBe(local);
      expect(told.isProvisional).toBe(rows.some((row) => row.includes(`| \`${from}\` | \`${length}\``) && /provisional/.test(row)));
    },
  );

  it('three business days over Easter', () => {
    expect(explained(uk, '2026-04-02T15:00:00.000Z', of(3, 'business-days'))).toEqual({
      due: '2026-04-09T22:59:59.999Z',
      local: '2026-04-09T23:59:59.999+01:00',
      zone: 'Europe/London',
      counted: [{ day: '2026-04-07' }, { day: '2026-04-08' }, { day: '2026-04-09' }],
      skipped: [
        { day: '2026-04-03', why: 'holiday', name: 'Good Friday' },
        { day: '2026-04-04', why: 'weekday' },
        { day: '2026-04-05', why: 'weekday' },
        { day: '2026-04-06', why: 'holiday', name: 'Easter Monday' },
      ],
      leftOut: 0,
      isProvisional: false,
    });
  });

  it('five business days around the National Day, with a Saturday on which people work', () => {
    const { due, counted, skipped } = explained(cn, '2026-09-29T02:00:00.000Z', of(5, 'business-days'));
    expect(due).toBe('2026-10-12T15:59:59.999Z');
    expect(counted).toEqual([
      { day: '2026-09-30' },
      { day: '2026-10-08' },
      { day: '2026-10-09' },
      { day: '2026-10-10', name: '国庆节调休 make-up day for National Day' },
      { day: '2026-10-12' },
    ]);
    expect(skipped).toHaveLength(8);
    expect(skipped.at(-1)).toEqual({ day: '2026-10-11', why: 'weekday' });
  });

  it('nine business hours from after closing on the eve of a long weekend', () => {
    const { due, counted, skipped } = explained(us, '2026-07-02T22:30:00.000Z', of(9, 'business-hours'));
    expect(due).toBe('2026-07-07T14:00:00.000Z');
    expect(counted).toEqual([
      { day: '2026-07-06', minutes: 480 },
      { day: '2026-07-07', minutes: 60 },
    ]);
    expect(skipped.map(({ why }) => why)).toEqual(['closed', 'holiday', 'holiday', 'weekday']);
  });

  it('a pause: whole days back, as few as give the time back; none over a weekend', () => {
    const due = '2026-04-09T22:59:59.999Z';
    const paused = (from: string, to: string, unit: LengthUnit) => resumedDue(uk, due, `2026-04-${from}Z`, `2026-04-${to}Z`, unit);
    expect(paused('02T08:00:00.000', '02T10:00:00.000', 'hours')).toBe('2026-04-10T00:59:59.999Z');
    expect(paused('02T08:00:00.000', '02T10:00:00.000', 'calendar-days')).toBe('2026-04-10T22:59:59.999Z');
    expect(paused('02T08:00:00.000', '02T10:00:00.000', 'business-days')).toBe('2026-04-10T22:59:59.999Z');
    expect(paused('03T08:00:00.000', '06T22:00:00.000', 'business-days')).toBe(due);
    expect(paused('07T09:00:00.000', '08T14:00:00.000', 'business-hours')).toBe('2026-04-13T13:00:00.000Z');
  });

  it('three quarters of three business days, when people are there', () => {
    const [from, due] = ['2026-04-02T15:00:00.000Z', '2026-04-09T22:59:59.999Z'];
    expect(warningsOf(uk, from, due, 'business-days', [75])).toEqual([{ percent: 75, at: '2026-04-09T09:45:00.000Z' }]);
    expect(warningsOf(uk, from, due, 'calendar-days', [50])).toEqual([{ percent: 50, at: '2026-04-06T06:59:59.999Z' }]);
  });
});

describe('what is not known yet', () => {
  it.each<[string, Calendar, string, string, LengthUnit | undefined, boolean]>([
    ['within the known days', cn, '2026-10-01', '2026-12-30', undefined, false],
    ['beyond them', cn, '2026-12-01', '2027-01-03', undefined, true],
    ['before them', uk, '2023-12-01', '2024-01-03', undefined, true],
    ['but not where no business day is counted', cn, '2026-12-01', '2027-01-03', 'calendar-days', false],
    ['a provisional day', { ...cn, known: { ...cn.known, to: '2027-12-31' } }, '2027-02-01', '2027-02-12', 'business-days', true],
    ['none between', { ...cn, known: { ...cn.known, to: '2027-12-31' } }, '2027-02-12', '2027-03-12', 'business-days', false],
  ])('%s', (_, calendar, from, due, unit, expected) => {
    expect(isProvisional(calendar, `${from}T04:00:00.000Z`, `${due}T04:00:00.000Z`, unit)).toBe(expected);
  });

  it('decades later, weekdays count, and the longest lengths come to an end', () => {
    expect(dueAt(uk, '2060-01-01T12:00:00.000Z', of(5, 'business-days'))).toBe('2060-01-08T23:59:59.999Z');
    const { due, counted, skipped, leftOut } = explained(uk, '2026-01-01T12:00:00.000Z', of(10_000, 'business-days'));
    expect(due.slice(0, 4)).toBe('2064');
    expect(counted.length + skipped.length).toBe(200);
    expect(leftOut).toBeGreaterThan(13_000);
    expect(dueAt(cn, '2026-01-01T12:00:00.000Z', of(20_000, 'business-hours')).slice(0, 4)).toBe('2035');
  });

  it('nothing is due later than instants can be written, and compared', () => {
    const end = '9999-12-31T23:59:59.999Z';
    expect(dueAt(uk, '9999-12-31T08:00:00.000Z', of(5, 'calendar-days'))).toBe(end);
    expect(resumedDue(uk, end, '2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000Z', 'hours')).toBe(end);
  });

  it('a calendar without a business day is no calendar', () => {
    expect(() => dueAt({ ...uk, week: {} }, '2026-01-01T12:00:00.000Z', of(1, 'business-days'))).toThrow('without a business day');
  });
});
