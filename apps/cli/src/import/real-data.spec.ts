import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { cfpb } from './cfpb.js';
import { DrySender } from './dry-run.js';
import { importFile, newReport, prepare } from './run.js';
import type { Result } from './sender.js';
import { TimeZone } from './time-zone.js';

/*
 * The public complaint files as they are. The numbers were counted with another program (Python's csv module), so that a slip here
 * cannot hide in both.
 */

const DATA = join(__dirname, '../../../../../shared/data/cfpb');
const NOW = '2026-11-22T08:00:00.000Z';

/** As the dry run, and remembers who came. */
class Remembering extends DrySender {
  readonly keys: string[] = [];

  override send(lines: readonly string[]): Promise<Result[]> {
    for (const line of lines) this.keys.push((JSON.parse(line) as { idempotencyKey: string }).idempotencyKey);
    return super.send(lines);
  }
}

describe('the public complaint files', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'redress-import-'))));
  afterAll(() => rm(folder, { recursive: true }));

  async function run(name: string) {
    const format = cfpb(new TimeZone('America/New_York'), NOW);
    const file = await prepare(join(DATA, name), format, 'utf-8');
    const report = newReport(name);
    const sender = new Remembering(NOW);
    const rejects = join(folder, 'rejects.csv');
    await importFile(file, report, { format, sender, concurrency: 2, rejects, stop: new AbortController().signal });
    const repeats = sender.keys.filter((key) => /^cfpb:row-[0-9a-f]{64}-(?!1$)/.test(key)).length;
    return { report, people: new Set(sender.keys).size, repeats, rejects };
  }

  if (!existsSync(DATA)) {
    it('are not checked, because shared/data/cfpb is not beside this repository', () => {
      console.warn('skipped: no shared/data/cfpb');
      expect(existsSync(DATA)).toBe(false);
    });
    return;
  }

  it('of October 2014: 8 340 rows, the last one field short, two without an issue', async () => {
    const { report, people, rejects } = await run('cfpb_2014-10_11_8340.csv.gz');
    expect(report).toMatchObject({
      read: 8340,
      imported: 8339,
      rejected: 1,
      warnings: { 'issue-blank': 2 },
      events: {
        Received: 8339,
        Assigned: 8339,
        ReplySent: 5075,
        Compensated: 399 + 873,
        Closed: 5075 + 399 + 873 + 137,
        FollowedUp: 1047,
        HistoryImported: 8339,
      },
      complete: true,
    });
    expect(Object.keys(report.warnings)).toHaveLength(1);
    expect(people).toBe(8339);
    const [, reject] = parse(await readFile(rejects, 'utf8'), { relax_column_count: true });
    expect(reject!.slice(1, 4)).toEqual(['8341', 'has 13 fields where the header has 14', '1066397']);
  });

  it('of 2016: 3 186 rows without ids, of which 11 repeat others word for word, six sent before they were received', async () => {
    const { report, people, repeats } = await run('cfpb_2016_3186.csv.gz');
    expect(report).toMatchObject({
      read: 3186,
      imported: 3186,
      rejected: 0,
      rejects: null,
      warnings: { 'sent-before-received': 6 },
      events: {
        Received: 3186,
        Assigned: 3186,
        ReplySent: 2489,
        Compensated: 216 + 384,
        Closed: 2489 + 216 + 384 + 68,
        FollowedUp: 595,
        HistoryImported: 3186,
      },
    });
    expect(Object.keys(report.warnings)).toHaveLength(1);
    expect(people).toBe(3186);
    expect(repeats).toBe(11);
  });

  it('of 2019 and 2020: 999 rows with narratives over many lines', async () => {
    const { report, people } = await run('cfpb_2019_2020_full18_999.csv.gz');
    expect(report).toMatchObject({
      read: 999,
      imported: 999,
      rejected: 0,
      warnings: {},
      events: {
        Received: 999,
        Assigned: 999,
        ReplySent: 814,
        Compensated: 28 + 115,
        Closed: 814 + 28 + 115,
        FollowedUp: 1,
        HistoryImported: 999,
      },
    });
    expect(Object.keys(report.warnings)).toHaveLength(0);
    expect(people).toBe(999);
  });

  it('without dates are refused before anything is sent', async () => {
    const prepared = prepare(join(DATA, 'cfpb_product_narrative_3947.csv.gz'), cfpb(new TimeZone('UTC'), NOW), 'utf-8');
    await expect(prepared).rejects.toThrow(/is no CFPB file: missing "Date received", "Issue", "Company"[^\n]*$/);
  });
});
