import { columnOf, reports, type Report } from '@redress/views';
import { Words } from '../words/words.js';
import { changeSince, duration, figure } from './figures.js';
import { escaped, markup, pageOf } from './page.js';
import { periodBefore } from './period-before.js';
import { reportPage } from './report-page.js';

const en = new Words('en');
const zh = new Words('zh-CN');

/** A report as it might be answered, with codes that would like to be markup. */
function sample(name: string, bucket: 'month' | null, by: readonly string[]): Report {
  const definition = reports.find((one) => one.name === name)!;
  const split = [...new Set([...by, ...(definition.always ?? [])])];
  const columns: Report['columns'] = [
    ...(bucket ? [{ name: 'bucket', unit: 'date', meaning: 'First local day of the month.' } as const] : []),
    ...split.map((dimension) => ({ name: dimension, unit: 'code', meaning: definition.dimensions[dimension]! }) as const),
    ...definition.measures.map((measure) => columnOf(measure, bucket ?? undefined)),
  ];
  const value = (unit: string, column: string, n: number) => {
    if (unit === 'date') return `2026-0${n}-01`;
    if (column === 'currency') return 'CNY';
    if (unit === 'code' || unit === 'text') return n === 3 ? null : `<b onclick="x()">${n}</b>`;
    return n === 3 ? null : unit === 'ratio' ? n / 4 : n * 100;
  };
  const rows = [1, 2, 3].map((n) => Object.fromEntries(columns.map(({ name: column, unit }) => [column, value(unit, column, n)])));
  return {
    report: name,
    version: 1,
    parameters: { from: '2026-01-01', to: '2026-04-01', tz: 'Asia/Shanghai', bucket, by },
    asOf: '2026-11-22T08:00:00.000Z',
    knownAt: '2026-11-22T07:59:00.000Z',
    position: '4711',
    columns,
    rows,
  };
}

describe.each(reports.map(({ name, dimensions, byDefault = [] }) => [name, Object.keys(dimensions)[0]!, byDefault] as const))(
  'the page of %s',
  (name, dimension, byDefault) => {
    it.each<['month' | null, readonly string[]]>([
      ['month', []],
      ['month', [dimension]],
      [null, byDefault.length > 0 ? byDefault : [dimension]],
      [null, []],
    ])('by %s, split by %j', async (bucket, by) => {
      const report = sample(name, bucket, by);
      const whole = sample(name, null, []);
      for (const words of [en, zh]) {
        const { document } = await reportPage({ report, now: whole, before: whole }, words);
        expect(document).toContain('<svg');
        expect(document).not.toMatch(/NaN|undefined|\[object|<b\b|\sstyle=|zr\d/);
        expect(document).toContain(`>${words.title(name)}</h1>`);
      }
    });
  },
);

test('the same report gives the same page, whatever was drawn before', async () => {
  const report = sample('backlog', 'month', []);
  const page = async () => (await reportPage({ report, now: report, before: report }, zh)).document;
  const once = await page();
  await reportPage({ report: sample('volume', null, ['channel']), now: report, before: report }, en);
  expect(await page()).toBe(once);
});

test('codes that are names of what every object has are codes like any other', async () => {
  const codes = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'x __proto__', '__proto__x'];
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  const whole = sample('volume', null, []);
  for (const [name, by, bucket] of [
    ['volume', ['channel'], null],
    ['volume', ['origin'], 'month'],
    ['root-causes', ['rootCause'], null],
    ['hot-spots', ['cause', 'unit'], null],
  ] as const) {
    const report = sample(name, bucket, by);
    const [row] = report.rows;
    const rows = codes.map((code) => ({ ...row, ...Object.fromEntries(by.map((dimension) => [dimension, code])) }));
    const page = async () => (await reportPage({ report: { ...report, rows }, now: whole, before: whole }, zh)).document;
    const document = await page();
    for (const code of codes) expect(document).toMatch(new RegExp(`>${code}</t[dh]>`));
    expect(await page()).toBe(document);
  }
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  expect(Object.getOwnPropertyNames(Object)).not.toContain('prev');
});

test('every text is escaped, wherever it stands', () => {
  expect(escaped(`<script>"'&`)).toBe('&lt;script&gt;&quot;&#39;&amp;');
  expect(markup`<p title="${'" onload="x'}">${'<i>'}${null}${false}${3}${markup`<b>${'&'}</b>`}</p>`.text).toBe(
    '<p title="&quot; onload=&quot;x"><i>3<b>&amp;</b></p>'.replace('<i>', '&lt;i&gt;'),
  );
  const { document } = pageOf('en', 't', '</style><script>x()</script>"\\', markup`x`);
  expect(document.match(/<script|<\/style>/g)).toEqual(['</style>']);
});

test.each([
  ['2026-01-01', '2026-07-01', '2025-07-01', '2026-01-01'],
  ['2026-03-01', '2026-04-01', '2026-02-01', '2026-03-01'],
  ['2026-03-10', '2026-03-17', '2026-03-03', '2026-03-10'],
  ['2026-01-01T00:00:00+08:00', '2026-01-02T00:00:00+08:00', '2025-12-30T16:00:00.000Z', '2025-12-31T16:00:00.000Z'],
  ['2014-01-01', '9999-12-31', '0001-01-01', '2014-01-01'],
  ['0001-01-01', '9999-12-31', '0001-01-01', '0001-01-02'],
  ['2014-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '0001-01-01', '2014-01-01T00:00:00.000Z'],
])('before %s to %s is %s to %s', (from, to, before, until) => {
  expect(periodBefore({ from, to })).toEqual({ from: before, to: until });
});

test('numbers as people read them', () => {
  const of = (unit: Report['columns'][number]['unit'], value: number | string | null, currency = 'CNY') =>
    figure(en, 'volume', { name: 'x', unit }, { x: value, currency });
  expect([of('ratio', 0.1234), of('minor units', 123_456), of('minor units', 5_000, 'JPY'), of('complaints', 12_345)]).toEqual([
    '12.3 %',
    'CNY 1,234.56',
    'JPY 5,000',
    '12,345',
  ]);
  expect([of('complaints', null), of('code', null), of('score', 4)]).toEqual(['–', 'not stated', '4.00']);
  expect([duration(en, 90), duration(en, 600), duration(zh, 14_400), duration(en, -90)]).toEqual([
    '90 min',
    '10.0 h',
    '10.0 天',
    '-90 min',
  ]);
});

test.each([
  ['complaints', 110, 100, '+10.0 % on the period before'],
  ['complaints', 90, 100, '-10.0 % on the period before'],
  ['complaints', 500, 100, '5.0 times the period before'],
  ['complaints', 5, 0, 'none in the period before'],
  ['complaints', 5, 5, 'as in the period before'],
  ['complaints', 5, null, 'nothing to compare with'],
  ['ratio', 0.75, 0.7, '+5.0 points on the period before'],
] as const)('a change of %s from %s to %s', (unit, now, before, said) => {
  expect(changeSince(en, { unit }, now, before)).toBe(said);
});
