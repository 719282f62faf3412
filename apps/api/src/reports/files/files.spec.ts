import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { strFromU8, unzipSync } from 'fflate';
import readExcel from 'read-excel-file/node';
import { tableOf, type Report, type ReportTable } from '@redress/views';
import { csv } from './csv.js';
import { parquet } from './parquet.js';
import { workbook } from './workbook.js';

const report: Report = {
  report: 'compensation',
  version: 2,
  parameters: { from: '2026-01-01', to: '2027-01-01', tz: 'Asia/Shanghai', bucket: 'month', by: ['product'] },
  asOf: '2026-11-22T08:00:00.000Z',
  knownAt: '2026-11-22T07:59:00.000Z',
  position: '4711',
  columns: [
    { name: 'bucket', unit: 'date', meaning: 'First local day of the month.' },
    { name: 'product', unit: 'code', meaning: 'The product complained about; null if none was named.' },
    { name: 'currency', unit: 'code', meaning: 'Of what the company bears.' },
    { name: 'ordered', unit: 'remedies', meaning: 'Remedies ordered.' },
    { name: 'borne', unit: 'minor units', meaning: 'What the company bears.' },
    { name: 'borneShare', unit: 'ratio', meaning: 'Part of what was claimed.' },
    { name: 'lastAt', unit: 'instant', meaning: 'When the last one was ordered.' },
    { name: 'position', unit: 'position', meaning: 'Of the last one.' },
  ],
  rows: [
    {
      bucket: '2026-01-01',
      product: '007',
      currency: 'CNY',
      ordered: 3,
      borne: 123_456_789_012,
      borneShare: 0.6667,
      lastAt: '2026-01-31T15:59:59.990Z',
      position: '9007199254740993',
    },
    {
      bucket: '2026-02-01',
      product: '=HYPERLINK("x") & <保修>\r\n_x000D_',
      currency: 'CNY',
      ordered: 1,
      borne: -250,
      borneShare: null,
      lastAt: '2026-02-01T00:00:00.000Z',
      position: '5',
    },
    { bucket: null, product: null, currency: null, ordered: 0, borne: null, borneShare: null, lastAt: null, position: null },
  ],
};

/** Many rows, in batches as a cursor gives them. */
function long(rows: number, batch: number): ReportTable {
  const { rows: _, ...about } = report;
  const at = (i: number) => ({ ...report.rows[0]!, product: `product-${i}`, ordered: i, position: String(i) });
  const batches = Array.from({ length: Math.ceil(rows / batch) }, (_, n) =>
    Array.from({ length: Math.min(batch, rows - n * batch) }, (_, i) => at(n * batch + i)),
  );
  return { ...about, batches, close: () => Promise.resolve() };
}

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const bufferOf = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

describe('CSV', () => {
  it('is the same in batches as in one', async () => {
    const whole = await bytesOf(csv(long(1_000, 1_000)));
    expect(await bytesOf(csv(long(1_000, 7)))).toEqual(whole);
    expect(whole.toString().split('\r\n')).toHaveLength(1_002);
  });
});

describe('a workbook', () => {
  it('has numbers as numbers, dates as dates, texts as texts, and nothing where nothing is known', async () => {
    const [rows] = await readExcel(await bytesOf(workbook(tableOf(report))));
    expect(rows!.sheet).toBe('rows');
    const [heading, first, second, none] = rows!.data;
    expect(heading).toEqual(report.columns.map(({ name }) => name));
    // The reader cuts off fractions of a millisecond.
    const toCentiseconds = (value: unknown) => (value instanceof Date ? new Date(Math.round(value.getTime() / 10) * 10) : value);
    expect(first!.map(toCentiseconds)).toEqual([
      new Date('2026-01-01T00:00:00Z'),
      '007',
      'CNY',
      3,
      123_456_789_012,
      0.6667,
      new Date('2026-01-31T15:59:59.990Z'),
      '9007199254740993',
    ]);
    expect(second!.slice(1, 6)).toEqual([expect.stringContaining('=HYPERLINK("x") & <保修>'), 'CNY', 1, -250, null]);
    expect(none?.filter((value) => value !== null) ?? []).toEqual([0]);
  });

  it('holds no formula, and marks what XML cannot write', async () => {
    const sheet = strFromU8(unzipSync(await bytesOf(workbook(tableOf(report))))['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('&lt;保修&gt;_x000D_\n_x005F_x000D_');
  });

  it('says on a second sheet what was asked, as of when, and what the columns mean', async () => {
    const [, about] = await readExcel(await bytesOf(workbook(tableOf(report))));
    expect(about!.sheet).toBe('about');
    const said = about!.data.map((row) => row.filter((value) => value !== null));
    expect(said).toEqual(
      expect.arrayContaining([
        ['report', 'compensation'],
        ['version', '2'],
        ['parameters', JSON.stringify(report.parameters)],
        ['asOf', report.asOf],
        ['knownAt', report.knownAt],
        ['position', '4711'],
        ['borne', 'minor units', 'What the company bears.'],
      ]),
    );
  });

  it('is the same in other batches, at another time, in another zone', async () => {
    const once = await bytesOf(workbook(long(2_000, 2_000)));
    jest.useFakeTimers({ now: new Date('2031-05-05T05:05:05Z') });
    try {
      expect((await bytesOf(workbook(long(2_000, 500)))).equals(once)).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('Parquet', () => {
  it('has the types of the units, and null where nothing is known', async () => {
    const rows = await parquetReadObjects({ file: bufferOf(await bytesOf(parquet(tableOf(report)))) });
    expect(rows).toEqual([
      {
        ...report.rows[0],
        bucket: new Date('2026-01-01T00:00:00Z'),
        borne: 123_456_789_012n,
        lastAt: new Date('2026-01-31T15:59:59.990Z'),
        position: 9_007_199_254_740_993n,
      },
      {
        ...report.rows[1],
        bucket: new Date('2026-02-01T00:00:00Z'),
        borne: -250n,
        lastAt: new Date('2026-02-01T00:00:00.000Z'),
        position: 5n,
      },
      report.rows[2],
    ]);
  });

  it('says in its metadata what was asked, as of when, and what the columns mean', async () => {
    const { key_value_metadata: said = [] } = parquetMetadata(bufferOf(await bytesOf(parquet(tableOf(report)))));
    const metadata = Object.fromEntries(said.map(({ key, value }) => [key, value]));
    expect(metadata).toMatchObject({ 'redress.report': 'compensation', 'redress.asOf': report.asOf, 'redress.position': '4711' });
    expect(JSON.parse(metadata['redress.columns']!)).toEqual(report.columns);
  });

  it('is written in groups of rows, the same in other batches', async () => {
    const once = await bytesOf(parquet(long(45_000, 45_000)));
    expect((await bytesOf(parquet(long(45_000, 5_000)))).equals(once)).toBe(true);
    const { num_rows: rows, row_groups: groups } = parquetMetadata(bufferOf(once));
    expect([rows, groups.length]).toEqual([45_000n, 3]);
  });

  it('may be empty', async () => {
    expect(await parquetReadObjects({ file: bufferOf(await bytesOf(parquet(tableOf({ ...report, rows: [] })))) })).toEqual([]);
  });
});
