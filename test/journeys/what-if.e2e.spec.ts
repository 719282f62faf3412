import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { registerPolicies } from '../../apps/cli/src/policies.js';
import { registerWhatIf } from '../../apps/cli/src/what-if.js';
import {
  analyst,
  anna,
  auditor,
  ben,
  cfo,
  channelHead,
  clara,
  cny,
  companyOpens,
  generalManager,
  operationsDirector,
  policyAdmin,
  theAuditorExportsAndVerifies,
  time,
  type Complaint,
} from './company.js';

/* What an analyst does with docs/what-if.md: its blocks are taken from there, and what it prints is what is printed. */

const document = readFileSync(join(import.meta.dirname, '../../docs/what-if.md'), 'utf8');
/** The block of the document after a comment that names it. */
const blockOf = (name: string): string => new RegExp(`<!-- ${name} -->\\s+\`\`\`\\w*\\n(.*?)\\n\`\`\``, 's').exec(document)![1]!;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-what-if-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command line prints on the standard output. */
async function prints(line: string): Promise<string> {
  Object.assign(process.env, await analyst.connects());
  const program = new Command('redress').option('--json').exitOverride();
  registerWhatIf(program);
  registerPolicies(program);
  let printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    const words = line.split(' ').map((word) => (/^[\w-]+\.(?:json|csv)$/.test(word) ? join(folder, word) : word));
    await program.parseAsync(['node', ...words]);
    return printed;
  } finally {
    jest.mocked(process.stdout.write).mockRestore();
    jest.mocked(process.stderr.write).mockRestore();
    delete process.env.REDRESS_URL;
    delete process.env.REDRESS_TOKEN;
  }
}

async function proposed(yuan: number): Promise<Complaint> {
  const complaint = await anna.receives({ channel: 'counter', cause: 'mis-selling', unit: 'beijing', demands: 'My money back.' });
  await anna.does('assign', complaint, { person: 'ben' });
  await ben.does('acknowledge', complaint, { channel: 'phone', contact: 'ben', answerBy: time.in(5), handling: 'Ben asks the branch.' });
  await clara.does('propose', complaint, { remedy: 'refund', borne: cny(yuan) });
  return complaint;
}

describe('report 13: what another matrix would have changed', () => {
  companyOpens('2026-03-02T09:00:00+08:00');
  const complaints: Complaint[] = [];

  it('three customers get their money back, each with the signatures of the matrix in force', async () => {
    const [small, middle, large] = [await proposed(1_500), await proposed(3_000), await proposed(12_000)];
    complaints.push(small, middle, large);
    time.passes({ hours: 2 });
    await operationsDirector.does('approve', small);
    await channelHead.does('approve', middle);
    time.passes({ hours: 4 });
    await operationsDirector.does('approve', middle);
    await channelHead.does('approve', large);
    time.passes({ hours: 20 });
    await cfo.does('approve', middle);
    for (const one of [operationsDirector, cfo, generalManager]) await one.does('approve', large);
    for (const [complaint, yuan] of [
      [small, 1_500],
      [middle, 3_000],
      [large, 12_000],
    ] as const) {
      await ben.does('recordCustomerDecision', complaint, { decision: 'accepted', consent: 'verbal' });
      await ben.does('compensate', complaint, { remedy: 'refund', borne: cny(yuan) });
    }
    expect(await auditor.reads(small)).toMatchObject({
      proposals: [{ status: 'spent', signatures: [{ approver: operationsDirector.sub }] }],
    });
  });

  it('what was in force, replayed, changes nothing', async () => {
    expect(await prints('redress what-if --matrix in-force --pack in-force --calendar in-force')).toContain(
      '\n0 cases are decided otherwise\n',
    );
  });

  it('the analyst edits the matrix in force and asks, as the document tells it', async () => {
    const matrix = JSON.parse(await prints(blockOf('show').split(' > ')[0]!)) as { bands: { from: number }[] };
    const { bands } = JSON.parse(blockOf('candidate')) as { bands: object[] };
    writeFileSync(join(folder, 'matrix.json'), JSON.stringify({ ...matrix, bands: [matrix.bands[0], ...bands, ...matrix.bands.slice(3)] }));
    const printed = await prints(blockOf('ask'));
    const [, ...tables] = printed.trimEnd().split('\n\n');
    expect(tables.join('\n\n')).toBe(blockOf('answer'));
  });

  it('the changed cases are in a file, and name their complaints', async () => {
    const [heading, ...rows] = readFileSync(join(folder, 'changed.csv'), 'utf8').trimEnd().split('\r\n');
    expect(heading!.split(',').slice(0, 3)).toEqual(['kind', 'complaintId', 'effect']);
    expect(rows.map((row) => row.split(',').slice(0, 3))).toEqual([
      ['round', complaints[0], 'other-roles'],
      ['round', complaints[1], 'fewer-signatures'],
    ]);
  });

  it('a fault in the candidate is told with its place', async () => {
    writeFileSync(
      join(folder, 'broken.json'),
      JSON.stringify({ currency: 'CNY', bands: [{ from: 5, scope: 'none', roles: [], mode: 'all' }] }),
    );
    await expect(prints('redress what-if --matrix broken.json')).rejects.toThrow(/^ladder-not-from-zero at matrix\.bands\[0\]: /);
  });

  it('nobody is asked for anything: the log is as it was', async () => {
    const versions = (await policyAdmin.readsMatrix()) as { version: number };
    expect(versions.version).toBe(1);
  });

  theAuditorExportsAndVerifies();
});
