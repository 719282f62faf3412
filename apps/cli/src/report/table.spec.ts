import type { Report } from '@redress/views';
import { CliError } from '../output.js';
import { tableOf } from './table.js';
import { refusedQuestion, widthOf } from './terminal.js';

const report: Report = {
  report: 'volume',
  version: 1,
  parameters: {
    from: '2026-10-01',
    to: '2026-12-01',
    tz: 'Asia/Shanghai',
    bucket: 'month',
    by: ['product', 'unit'],
    asOf: null,
    knownAt: null,
  },
  asOf: '2026-11-22T08:00:00.000Z',
  knownAt: '2026-11-22T07:59:00.000Z',
  position: '4711',
  columns: [
    { name: 'bucket', unit: 'date', meaning: 'First local day of the month.' },
    { name: 'product', unit: 'code', meaning: 'The product complained about.' },
    { name: 'received', unit: 'complaints', meaning: 'Complaints received.' },
    { name: 'share', unit: 'ratio', meaning: 'Part of all received.' },
  ],
  rows: [
    { bucket: '2026-10-01', product: '保修 A', received: 12_345, share: 0.6667 },
    { bucket: '2026-10-01', product: null, received: 7, share: 0.3333 },
    { bucket: '2026-11-01', product: 'x\u001b[2J', received: 0, share: 0 },
  ],
};

test('the cuts on top, numbers to the right, wide characters counted as two, nothing that steers the terminal', () => {
  expect(tableOf(report))
    .toBe(`volume from 2026-10-01 to before 2026-12-01 (Asia/Shanghai), by month, split by product, unit; as of 2026-11-22T08:00:00.000Z, known at 2026-11-22T07:59:00.000Z, position 4711

bucket      product     received    share
----------  ----------  --------  -------
2026-10-01  保修 A        12,345  66.67 %
2026-10-01  –                  7  33.33 %
2026-11-01  x\\u{1b}[2J         0   0.00 %

  bucket    First local day of the month.
  product   The product complained about.
  received  Complaints received.
  share     Part of all received.`);
});

test('amounts in their currency, minutes and marks as a person reads them', () => {
  const columns: Report['columns'] = [
    { name: 'currency', unit: 'code', meaning: 'Of the amounts.' },
    { name: 'borne', unit: 'minor units', meaning: 'What it costs.' },
    { name: 'minutes', unit: 'minutes', meaning: 'How long.' },
    { name: 'mean', unit: 'score', meaning: 'How satisfied.' },
  ];
  const rows = [
    { currency: 'CNY', borne: 1_234_567, minutes: 1440, mean: 4 },
    { currency: 'JPY', borne: 1_234_567, minutes: null, mean: 3.75 },
    { currency: null, borne: null, minutes: 7, mean: null },
  ];
  expect(
    tableOf({ ...report, columns, rows })
      .split('\n')
      .slice(2, 7),
  ).toEqual([
    'currency      borne  minutes  mean',
    '--------  ---------  -------  ----',
    'CNY       12,345.67    1,440  4.00',
    'JPY       1,234,567        –  3.75',
    '–                 –        7     –',
  ]);
});

test('what is too wide is turned over', () => {
  const names = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(45));
  const columns = names.map((name) => ({ name, unit: 'complaints' as const, meaning: 'M.' }));
  const rows = [1, 20].map((n) => Object.fromEntries(names.map((name) => [name, n])));
  expect(
    tableOf({ ...report, columns, rows })
      .split('\n')
      .slice(2, 6),
  ).toEqual(names.map((name) => `${name}  1  20`));
});

test('a report without rows', () => {
  expect(tableOf({ ...report, position: null, rows: [] })).toContain('position none\n\nbucket  product  received  share\n');
  expect(tableOf({ ...report, rows: [] })).toContain('\n(nothing in this period)\n');
});

test.each([
  ['abc', 3],
  ['投诉', 4],
  ['ＡＢ', 4],
  ['e\u0301', 1],
  ['🙂', 2],
  ['–', 1],
])('the width of %s', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test.each([
  [400, 2],
  [422, 2],
  [404, 1],
])('a question refused with %i says why, exit code %i', (status, exitCode) => {
  const error = new CliError('GET /v1/x: refused', 1, { status, detail: 'Ask better.' });
  expect(refusedQuestion(error)).toMatchObject({ message: 'Ask better.', exitCode });
});

test('what is no refusal of the question stays as it is', () => {
  for (const error of [new Error('x'), new CliError('x', 1, { status: 503, detail: 'later' }), new CliError('x')])
    expect(refusedQuestion(error)).toBe(error);
});
