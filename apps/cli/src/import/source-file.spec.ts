import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SourceFile } from './source-file.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'redress-import-'))));
afterAll(() => rm(folder, { recursive: true }));

async function text(name: string, content: Buffer | string, encoding = 'utf-8'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  let all = '';
  for await (const piece of (await SourceFile.open(path)).text(encoding)) all += piece;
  return all;
}

describe('a source file', () => {
  it('is unpacked by what it is, not by its name', async () => {
    expect(await text('really-gzip.csv', gzipSync('a,b\n'))).toBe('a,b\n');
    expect(await text('not-gzip.csv.gz', 'a,b\n')).toBe('a,b\n');
    expect(await text('members.gz', Buffer.concat([gzipSync('a,b\n'), gzipSync('1,2\n')]))).toBe('a,b\n1,2\n');
  });

  it('loses its byte order mark', async () => {
    expect(await text('bom.csv', '\ufeffa,b\n')).toBe('a,b\n');
    expect(await text('utf16.csv', Buffer.from('\ufeffa,é\n', 'utf16le'))).toBe('a,é\n');
  });

  it('is read in the encoding that is named', async () => {
    expect(await text('latin.csv', Buffer.from('a,é\n', 'latin1'), 'windows-1252')).toBe('a,é\n');
    expect(await text('gb.csv', Buffer.from([0xcd, 0xb6, 0xcb, 0xdf]), 'gb18030')).toBe('投诉');
    const long = '投诉'.repeat(50_000);
    expect(await text('long.csv', long)).toBe(long);
  });

  it.each([
    ['a.pdf', Buffer.from('%PDF-1.7 …'), 'is a PDF document'],
    ['a.xlsx', Buffer.from('PK\x03\x04…'), 'is a ZIP archive or an Excel workbook'],
    ['zip.gz', gzipSync(Buffer.from('PK\x03\x04…')), 'holds a ZIP archive'],
    ['a.bin', Buffer.from([1, 2, 0, 3, 4, 5, 6, 7, 8, 9]), 'is a binary file'],
    ['empty.csv', Buffer.alloc(0), 'is empty'],
    ['latin.csv', Buffer.from('a,é\nb', 'latin1'), 'has bytes that are no utf-8 text'],
    ['cut.gz', gzipSync(Buffer.from('a,b\n'.repeat(1000))).subarray(0, -12), 'the gzip file is cut off'],
    ['bad.gz', Buffer.concat([gzipSync('a').subarray(0, 10), Buffer.from('this is no deflate stream')]), 'the gzip file is damaged'],
  ])('%s is refused in one line', async (name, content, reason) => {
    const refusal = text(name, content);
    await expect(refusal).rejects.toThrow(reason);
    await expect(refusal).rejects.toThrow(/^[^\n]+$/);
  });

  it('says when there is no file', async () => {
    await expect(SourceFile.open(join(folder, 'nowhere.csv'))).rejects.toThrow('no such file');
    await mkdir(join(folder, 'sub'));
    await expect(SourceFile.open(join(folder, 'sub'))).rejects.toThrow('is a folder');
  });
});
