import { dateReader, problemWithFormat } from './dates.js';
import { TimeZone } from './time-zone.js';

const NOW = '2026-11-22T08:00:00.000Z';
const utc = new TimeZone('UTC');
const read = (text: string, formats: string[], zone = utc) => dateReader(formats, zone, NOW)(text);

describe('dates', () => {
  it.each([
    ['2/3/2016', '2016-02-03T00:00:00.000Z'],
    ['10/11/2014', '2014-10-11T00:00:00.000Z'],
    ['02/29/2016', '2016-02-29T00:00:00.000Z'],
    ['2019-03-29', '2019-03-29T00:00:00.000Z'],
  ])('reads the day %s', (text, at) => {
    expect(read(text, ['M/D/YYYY', 'YYYY-MM-DD'])).toEqual({ at, precision: 'day' });
  });

  it.each([
    ['2/30/2015', 'is no day of the calendar'],
    ['2/29/2015', 'is no day of the calendar'],
    ['2/29/1900', 'is no day of the calendar'],
    ['13/1/2015', 'is no day of the calendar'],
    ['0/1/2015', 'is no day of the calendar'],
    ['4/31/2015', 'is no day of the calendar'],
    ['11/23/2026', 'is in the future'],
    ['2031-01-01', 'is in the future'],
    ['1/1/1899', 'is before 1900'],
    ['1/1/15', 'is no date in the form M/D/YYYY or YYYY-MM-DD'],
    ['2015-1-1', 'is no date in the form'],
    ['2015-01-01T00:00', 'is no date in the form'],
    ['42005', 'is no date in the form'],
    [' 1/1/2015', 'is no date in the form'],
  ])('refuses %s: %s', (text, reason) => {
    expect(() => read(text, ['M/D/YYYY', 'YYYY-MM-DD'])).toThrow(reason);
  });

  it('takes today, and refuses tomorrow, in the zone of the import', () => {
    expect(read('11/22/2026', ['M/D/YYYY'])).toMatchObject({ at: '2026-11-22T00:00:00.000Z' });
    // 16:00 on the 22nd in Shanghai; in Honolulu the 22nd has not begun.
    expect(read('11/22/2026', ['M/D/YYYY'], new TimeZone('Asia/Shanghai')).at).toBe('2026-11-21T16:00:00.000Z');
    expect(() => read('11/22/2026', ['M/D/YYYY'], new TimeZone('Pacific/Honolulu'))).toThrow('future');
  });

  it('reads times of a day in the zone, and ISO instants with their own offset', () => {
    const berlin = new TimeZone('Europe/Berlin');
    expect(read('5.7.2024 09:30', ['D.M.YYYY HH:mm'], berlin)).toEqual({ at: '2024-07-05T07:30:00.000Z' });
    expect(read('2024-01-05 9:30:15', ['YYYY-MM-DD H:mm:ss'], berlin)).toEqual({ at: '2024-01-05T08:30:15.000Z' });
    expect(read('2024-01-05T09:30:15.1239+08:00', ['iso'])).toEqual({ at: '2024-01-05T01:30:15.123Z' });
    expect(read('2024-01-05T09:30Z', ['iso'])).toEqual({ at: '2024-01-05T09:30:00.000Z' });
    expect(read('20240105', ['YYYYMMDD'])).toEqual({ at: '2024-01-05T00:00:00.000Z', precision: 'day' });
    expect(() => read('5.7.2024 24:30', ['D.M.YYYY HH:mm'])).toThrow('is no time of the day');
    expect(() => read('2024-01-05T09:30:15', ['iso'])).toThrow('is no date in the form iso');
    expect(() => read('2024-01-05T09:30:15+19:00', ['iso'])).toThrow('offset that no place has');
  });

  it.each([
    ['YYYY-MM-DD', 'fine'],
    ['iso', 'fine'],
    ['YYYY-MM-DDTHH:mm:ss', 'fine'],
    ['MM/DD', 'must have a year'],
    ['DD/DD/YYYY', 'must have a year'],
    ['YYYY-MM-DD HH', 'must have hours with minutes'],
    ['D MMM YYYY', 'must have a year'],
    ['dd.MM.YYYY', 'must have a year'],
    ['YYYY-MM-DD hh:mm', 'must have hours with minutes'],
    ['YYYY-MM-DD a', 'has letters'],
  ])('judges the format %s', (format, problem) => {
    expect(problemWithFormat(format) ?? 'fine').toContain(problem);
  });
});

describe('midnight', () => {
  const midnight = (zone: string, year: number, month: number, day: number) =>
    new TimeZone(zone).instantOf({ year, month, day, hour: 0, minute: 0, second: 0 });

  it.each([
    ['UTC', [2014, 10, 11], '2014-10-11T00:00:00.000Z'],
    ['America/New_York', [2014, 11, 2], '2014-11-02T04:00:00.000Z'],
    ['America/New_York', [2014, 11, 3], '2014-11-03T05:00:00.000Z'],
    ['Asia/Shanghai', [2020, 1, 1], '2019-12-31T16:00:00.000Z'],
    ['Asia/Kathmandu', [2020, 1, 1], '2019-12-31T18:15:00.000Z'],
    ['Pacific/Kiritimati', [2020, 1, 1], '2019-12-31T10:00:00.000Z'],
    ['Pacific/Pago_Pago', [2020, 1, 1], '2020-01-01T11:00:00.000Z'],
    // The clocks went from 00:00 to 01:00: the day began at 01:00.
    ['America/Sao_Paulo', [2018, 11, 4], '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', [2019, 3, 31], '2019-03-30T22:00:00.000Z'],
    // 00:00 came twice: the day began with the first.
    ['America/Havana', [2019, 11, 3], '2019-11-03T04:00:00.000Z'],
  ] as const)('in %s on %j is %s', (zone, [year, month, day], instant) => {
    expect(midnight(zone, year, month, day)).toBe(instant);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new TimeZone('Mars/Olympus')).toThrow(RangeError);
  });
});
