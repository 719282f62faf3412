import { checkTime, checkZone, neighbour } from './report-time.js';

test.each([
  '2014-10-01',
  '2016-02-29',
  '2014-10-01T00:00Z',
  '2014-10-01T08:00:00.123456+08:00',
  '2014-10-01T08:00:00-03:30',
  '2014-10-01T08:00:00+0800',
])('%s is a time', (time) => {
  expect(() => checkTime('from', time)).not.toThrow();
});

test.each([
  '',
  'yesterday',
  '2014-13-01',
  '2014-02-30',
  '2015-02-29T00:00:00Z',
  '2014-10-01T08:00:00',
  '2014-10-01T25:00:00Z',
  '0000-01-01',
  '1412121600',
])('%j is none', (time) => {
  expect(() => checkTime('from', time)).toThrow(/from must be a date such as/);
});

test('a plus that a URL has made a space is explained', () => {
  expect(() => checkTime('from', '2014-10-01T08:00:00 08:00')).toThrow('%2B');
});

test.each(['UTC', 'GMT', 'EST', 'PRC', 'Asia/Shanghai', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8'])('%s is a zone', (zone) => {
  expect(() => checkZone(zone)).not.toThrow();
});

// To PostgreSQL CET is an hour ahead all the year, and IST is Israel.
test.each(['', '+08:00', 'CET', 'wet', 'IST', 'BST', 'Mars/Olympus', "UTC'; DROP TABLE x", 'UTC+8', '08:00'])('%j is none', (zone) => {
  expect(() => checkZone(zone)).toThrow('IANA');
});

test.each([
  ['2016-02-29', 'day', 1, '2016-03-01'],
  ['2016-03-07', 'week', -1, '2016-02-29'],
  ['2016-01-01', 'month', -1, '2015-12-01'],
  ['2015-10-01', 'quarter', 1, '2016-01-01'],
  ['2016-01-01', 'year', -1, '2015-01-01'],
] as const)('from %s one %s on (%d) is %s', (day, bucket, n, expected) => {
  expect(neighbour(day, bucket, n)).toBe(expected);
});
