import { type CsvRow, csvRows } from './csv-rows.js';

/** Everything read before an error, and the error. */
async function read(pieces: string[], delimiter = ','): Promise<{ rows: CsvRow[]; error?: string }> {
  const rows: CsvRow[] = [];
  async function* text(): AsyncGenerator<string> {
    yield* pieces;
  }
  try {
    for await (const batch of csvRows(text(), 'x.csv', delimiter)) rows.push(...batch);
    return { rows };
  } catch (error) {
    return { rows, error: (error as Error).message };
  }
}
const lines = ({ rows }: { rows: CsvRow[] }) => rows.map(({ line }) => line);

describe('csvRows', () => {
  it('knows the line on which each record begins, with line breaks of any kind within quotes', async () => {
    const all = await read(['a,b\r\n1,"x\r\ny\r\nz"\r\n\r\n2,"p\nq"\n3,"r\rs"\r\n4,t']);
    expect(lines(all)).toEqual([1, 2, 6, 8, 10]);
    expect(all.rows[1]!.fields).toEqual(['1', 'x\r\ny\r\nz']);
    expect(all.rows[4]!.fields).toEqual(['4', 't']);
  });

  it('reads the same from pieces of any size', async () => {
    const text = 'id,text\r\n1,"a ""quoted"" word, and\r\nmore"\r\n2,émigré 投诉\r\n';
    const whole = await read([text]);
    for (const size of [1, 2, 3, 7]) {
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      expect(await read(pieces)).toEqual(whole);
    }
    expect(whole.rows[1]!.fields[1]).toBe('a "quoted" word, and\r\nmore');
  });

  it('gives out every record before a fault, and names the line on which the broken one begins', async () => {
    const unclosed = await read(['a,b\n1,"x\ny"\n2,z\n', '3,"never closed\n4,w\n5,w\n']);
    expect(lines(unclosed)).toEqual([1, 2, 4]);
    expect(unclosed.error).toBe('x.csv: line 5: a quote is opened in the record that begins here and never closed');
    const stray = await read(['a,b\n1,x\n2,5" pipe\n3,y\n']);
    expect(lines(stray)).toEqual([1, 2]);
    expect(stray.error).toContain('line 3: in the record that begins here, a quote stands within a field that is not quoted');
    const after = await read(['a,b\n1,x\n2,"5" pipe"\n3,y\n']);
    expect(lines(after)).toEqual([1, 2]);
    expect(after.error).toContain('line 3: in the record that begins here, text follows a closing quote');
  });

  it('does not gather a whole file behind a quote that never closes', async () => {
    const result = await read(['a,b\n1,"', ...Array.from({ length: 40 }, () => `${'x,'.repeat(32_000)}\n`)]);
    expect(lines(result)).toEqual([1]);
    expect(result.error).toContain('line 2: the record that begins here is longer than 1 MiB');
  });

  it('leaves the number of fields to others', async () => {
    expect((await read(['a,b\n1\n1,2,3\n'])).rows.map(({ fields }) => fields.length)).toEqual([2, 1, 3]);
  });

  it('takes another delimiter', async () => {
    expect((await read(['a;b\n1,5;"x;y"\n'], ';')).rows[1]!.fields).toEqual(['1,5', 'x;y']);
  });
});
