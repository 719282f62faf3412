import { toCsv, type ReportColumn } from './report.js';

const columns = ['cause', 'received'].map((name): ReportColumn => ({ name, unit: 'code', meaning: '' }));

test('RFC 4180: CRLF, quotes where they are needed, null is empty', () => {
  const rows = [
    { cause: 'fees, "hidden"', received: 3 },
    { cause: null, received: 0 },
    { cause: '态度\n恶劣', received: 1 },
  ];
  expect(toCsv({ columns, rows })).toBe('cause,received\r\n"fees, ""hidden""",3\r\n,0\r\n"态度\n恶劣",1\r\n');
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\r\n=1',
  '\tabc',
  '\nabc',
  ' =1',
  '\u00a0+1',
  '\u3000＝1',
  '\ufeff=1',
  '\u200b-1',
  '\u0001@x',
])('a text that a spreadsheet might calculate, %j, is kept a text', (cause) => {
  const [, field] = toCsv({ columns: columns.slice(0, 1), rows: [{ cause }] }).split(/cause\r\n/);
  expect(field?.replace(/^"/, '')).toMatch(/^'/);
});

test('a line break inside a text begins no cell: it is quoted, and what looks like a formula after it stays in the quotes', () => {
  const rows = [{ cause: 'late\r\n=1+1' }, { cause: 'late",=1+1' }];
  expect(toCsv({ columns: columns.slice(0, 1), rows })).toBe('cause\r\n"late\r\n=1+1"\r\n"late"",=1+1"\r\n');
});

test.each(['a=1', 'x-1', '7', '保修', "'=1", ' a'])('%j is a text as it is', (cause) => {
  expect(toCsv({ columns: columns.slice(0, 1), rows: [{ cause }] })).toBe(`cause\r\n${cause}\r\n`);
});

test('numbers stay numbers, also negative ones', () => {
  expect(toCsv({ columns, rows: [{ cause: 'a', received: -1.5 }] })).toBe('cause,received\r\na,-1.5\r\n');
});

test('without rows the header alone', () => {
  expect(toCsv({ columns, rows: [] })).toBe('cause,received\r\n');
});
