import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { cfpb } from './cfpb.js';
import { DrySender } from './dry-run.js';
import { rejectsNameFor } from './rejects.js';
import { render, sum } from './report.js';
import { importFile, newReport, prepare } from './run.js';
import { ImportFailed, type Result, type Sender } from './sender.js';
import { TimeZone } from './time-zone.js';

const NOW = '2026-11-22T08:00:00.000Z';
const format = () => cfpb(new TimeZone('UTC'), NOW);
const FIXTURE = join(__dirname, '../../../../test/fixtures/import/cfpb.csv');
const HEADER =
  'Date received,Product,Issue,Company,State,Submitted via,Date sent to company,Timely response?,Company response,Complaint ID';
const row = (id: number, date = '2019-01-02') => `${date},Mortgage,Late,ACME,TX,Web,2019-01-03,Yes,Closed,${id}`;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'redress-import-'))));
afterEach(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer, name = 'some.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** A server that remembers keys and bodies, as the real one does. */
class Memory implements Sender {
  readonly bodies = new Map<string, string>();
  most = 0;
  underWay = 0;
  constructor(private readonly before: () => Promise<void> = () => Promise.resolve()) {}

  async send(lines: readonly string[]): Promise<Result[]> {
    this.most = Math.max(this.most, ++this.underWay);
    await this.before();
    this.underWay--;
    return lines.map((text, i): Result => {
      const { idempotencyKey, body } = JSON.parse(text) as { idempotencyKey: string; body: { source: { id: string; system: string } } };
      // Where a row lay is no part of what it says.
      const identical = JSON.stringify({ ...body, source: { id: body.source.id, system: body.source.system } });
      const known = this.bodies.get(idempotencyKey);
      if (known !== undefined && known !== identical) return { line: i + 1, status: 422, code: 'key-reused', detail: 'another body' };
      this.bodies.set(idempotencyKey, identical);
      return { line: i + 1, status: known === undefined ? 201 : 200, repeated: known !== undefined };
    });
  }
}

async function run(path: string, sender: Sender, options: { concurrency?: number; stop?: AbortSignal } = {}) {
  const file = await prepare(path, format(), 'utf-8');
  const report = newReport(file.source.name);
  const rejects = join(folder, rejectsNameFor(file.source.name));
  let error: Error | undefined;
  try {
    const stop = options.stop ?? new AbortController().signal;
    await importFile(file, report, { format: format(), sender, concurrency: options.concurrency ?? 4, rejects, stop });
  } catch (caught) {
    error = caught as Error;
  }
  return { report, error };
}
const rejected = async (name: string) => parse(await readFile(join(folder, name), 'utf8'), { relax_column_count: true });

describe('an import', () => {
  it('counts every row and writes the rejected ones with file, line and reason', async () => {
    const { report, error } = await run(FIXTURE, new Memory());
    expect(error).toBeUndefined();
    expect(report).toEqual({
      file: 'cfpb.csv',
      read: 5,
      imported: 3,
      alreadyThere: 0,
      rejected: 2,
      warnings: { 'sent-before-received': 1 },
      events: { Received: 3, Assigned: 3, Compensated: 1, Closed: 2, ReplySent: 1, FollowedUp: 1, HistoryImported: 3 },
      rejects: join(folder, 'cfpb.rejects.csv'),
      complete: true,
    });
    const [header, impossible, short] = await rejected('cfpb.rejects.csv');
    expect(header!.slice(0, 5)).toEqual(['file', 'line', 'reason', 'Date received', 'Product']);
    expect(impossible!.slice(0, 4)).toEqual(['cfpb.csv', '6', 'Date received: "2/30/2019" is no day of the calendar', '2/30/2019']);
    expect(short!.slice(0, 4)).toEqual(['cfpb.csv', '8', 'has 17 fields where the header has 18', '2019-04-02']);
  });

  it('of the same rows again takes nothing in, whatever the file is called and wherever they lie in it', async () => {
    const server = new Memory();
    const rows = Array.from({ length: 450 }, (_, i) => row(i));
    await run(await fileOf([HEADER, ...rows].join('\n')), server);
    const again = await run(await fileOf(gzipSync([HEADER, row(9_999), ...rows.reverse()].join('\r\n')), 'other.csv'), server);
    expect(again.report).toMatchObject({ read: 451, imported: 1, alreadyThere: 450, rejected: 0 });
  });

  it('keeps equal rows without ids apart, and knows them again', async () => {
    const server = new Memory();
    const bare = [HEADER, ...Array.from({ length: 3 }, () => row(0).replace(/0$/, '')), row(0, '2019-01-01').replace(/0$/, '')];
    const path = await fileOf(bare.join('\n'));
    expect((await run(path, server)).report).toMatchObject({ imported: 4, alreadyThere: 0 });
    expect((await run(path, server)).report).toMatchObject({ imported: 0, alreadyThere: 4 });
    expect(server.bodies.size).toBe(4);
  });

  it('rejects what the server refuses, with its reason', async () => {
    const path = await fileOf([HEADER, row(1), row(1, '2019-01-01'), row(1)].join('\n'));
    const { report } = await run(path, new Memory());
    expect(report).toMatchObject({ read: 3, imported: 1, alreadyThere: 1, rejected: 1 });
    expect((await rejected('some.rejects.csv'))[1]).toEqual([
      'some.csv',
      '3',
      'key-reused: another body',
      ...row(1, '2019-01-01').split(','),
    ]);
  });

  it('takes corrected rows from the reject file as it is', async () => {
    const server = new Memory();
    await run(await fileOf([HEADER, row(1), row(2, '2/30/2019'), row(3)].join('\n')), server);
    const corrected = (await readFile(join(folder, 'some.rejects.csv'), 'utf8'))
      .replace('\nsome.csv,3,', '\nsome.csv,3,')
      .replace(',2/30/2019,', ',2/28/2019,');
    const { report } = await run(await fileOf(corrected, 'corrected.csv'), server);
    expect(report).toMatchObject({ read: 1, imported: 1, rejected: 0 });
    expect(server.bodies.size).toBe(3);
  });

  it('rejects a row that the server would not take for its length', async () => {
    const long = row(2).replace('ACME', `"${'"" '.repeat(290_000)}"`);
    const { report } = await run(await fileOf([HEADER, row(1), long, row(3)].join('\n')), new Memory());
    expect(report).toMatchObject({ read: 3, imported: 2, rejected: 1 });
    expect((await rejected('some.rejects.csv'))[1]![2]).toBe('is too long for the server (1 MB)');
  });

  it('writes no reject file when nothing was rejected', async () => {
    await run(await fileOf([HEADER, row(1)].join('\n')), new Memory());
    expect(await readdir(folder)).toEqual(['some.csv']);
  });

  it('keeps no more requests under way than it was told', async () => {
    const server = new Memory(() => new Promise((resolve) => setTimeout(resolve, 2)));
    const path = await fileOf([HEADER, ...Array.from({ length: 3000 }, (_, i) => row(i))].join('\n'));
    const { report } = await run(path, server, { concurrency: 3 });
    expect(report.imported).toBe(3000);
    expect(server.most).toBe(3);
  });
});

describe('an import that breaks off', () => {
  it('on a quote that never closes has sent every row before it, and names its line', async () => {
    const server = new Memory();
    const rows = Array.from({ length: 250 }, (_, i) => row(i));
    const { report, error } = await run(await fileOf([HEADER, ...rows, '2019-01-02,"Mortgage', row(999)].join('\n')), server);
    expect(error!.message).toContain('line 252: a quote is opened in the record that begins here and never closed');
    expect(report).toMatchObject({ read: 250, imported: 250, complete: false });
    expect(server.bodies.size).toBe(250);
  });

  it('on a gzip file that is cut off takes no half row for a whole one', async () => {
    const text = [HEADER, ...Array.from({ length: 5000 }, (_, i) => row(i * 7919))].join('\n');
    const packed = gzipSync(text);
    const server = new Memory();
    const { report, error } = await run(await fileOf(packed.subarray(0, packed.length / 2), 'cut.csv.gz'), server);
    expect(error!.message).toContain('the gzip file is cut off');
    expect(report.imported).toBeGreaterThan(0);
    expect(report).toMatchObject({ imported: report.read, rejected: 0, complete: false });
  });

  it('for want of a server stops reading and counts what is in', async () => {
    let calls = 0;
    const server = new Memory(() => (++calls > 2 ? Promise.reject(new ImportFailed('gone')) : Promise.resolve()));
    const path = await fileOf([HEADER, ...Array.from({ length: 5000 }, (_, i) => row(i))].join('\n'));
    const { report, error } = await run(path, server, { concurrency: 1 });
    expect(error!.message).toBe('gone');
    expect(report).toMatchObject({ imported: 400, complete: false });
    expect(report.read).toBeLessThan(1200);
  });

  it('by Ctrl-C waits for what is under way, and the next one goes on without doubles', async () => {
    const stop = new AbortController();
    const server = new Memory(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      stop.abort();
    });
    const path = await fileOf([HEADER, ...Array.from({ length: 3000 }, (_, i) => row(i))].join('\n'));
    const first = await run(path, server, { concurrency: 2, stop: stop.signal });
    expect(first.error).toBeUndefined();
    expect(first.report).toMatchObject({ imported: server.bodies.size, complete: false });
    expect(first.report.imported).toBeLessThan(3000);
    const second = await run(path, server);
    expect(second.report).toMatchObject({ read: 3000, imported: 3000 - first.report.imported, alreadyThere: first.report.imported });
  });

  it.each([
    ['\n\n', 'has nothing but blank lines'],
    ['just some words\nand more\n', 'is no CFPB file: missing'],
    ['{"a": 1}', 'is no CSV file: line 1: in the record that begins here, a quote'],
    ['"never closed', 'is no CSV file: line 1: a quote is opened'],
  ])('%j is refused before anything is sent', async (content, reason) => {
    await expect(prepare(await fileOf(content), format(), 'utf-8')).rejects.toThrow(reason);
  });
});

describe('a dry run', () => {
  it('decides as the server would and says what would be written', async () => {
    const { report } = await run(FIXTURE, new DrySender(NOW));
    expect(report).toMatchObject({ read: 5, imported: 3, rejected: 2, events: { Received: 3, HistoryImported: 3 } });
    const summary = render({
      dryRun: true,
      ...sum([report]),
      files: [report],
      interrupted: false,
      error: null,
      seconds: 2,
      perSecond: 1.5,
    });
    expect(summary.split('\n')).toEqual([
      '5 rows read, 3 would be imported, 2 rejected',
      '  warning sent-before-received: 1',
      `  rejected rows with reasons: ${join(folder, 'cfpb.rejects.csv')}`,
      '  would write Received: 3',
      '  would write Assigned: 3',
      '  would write Compensated: 1',
      '  would write Closed: 2',
      '  would write HistoryImported: 3',
      '  would write ReplySent: 1',
      '  would write FollowedUp: 1',
      '  2.0 s, 1.5 complaints/s',
    ]);
  });

  it('rejects what no command may say', async () => {
    // The reader took it for today; the server's clock says that it has not come.
    const { report } = await run(await fileOf([HEADER, row(1)].join('\n')), new DrySender('2018-01-01T00:00:00.000Z'));
    expect(report).toMatchObject({ imported: 0, rejected: 1 });
    expect((await rejected('some.rejects.csv'))[1]![2]).toMatch(/^future-time: /);
  });
});

describe('the name of a reject file', () => {
  it.each([
    ['october.csv', 'october.rejects.csv'],
    ['october.csv.gz', 'october.rejects.csv'],
    ['october.2014.CSV.GZ', 'october.2014.rejects.csv'],
    ['october', 'october.rejects.csv'],
  ])('of %s is %s', (name, rejects) => expect(rejectsNameFor(name)).toBe(rejects));
});
