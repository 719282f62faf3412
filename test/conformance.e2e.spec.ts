import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUN = join(import.meta.dirname, 'conformance', 'run.mjs');

interface Result {
  readonly client: string;
  readonly group: string;
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly skipped?: string;
  readonly step?: string;
  readonly expected?: string;
  readonly actual?: string;
}

function conformance(...args: string[]): { code: number | null; results: Result[]; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return { code: status, results: lines.map((line) => JSON.parse(line) as Result), stdout, stderr };
}

/** The only reasons for which a case may not run against the bundled nodes. */
const reasons = [
  'this client cannot expect that here',
  'this client reads forwards from start and backwards from end, whatever it is told',
];

describe('npm run conformance', () => {
  // The client that Redress itself uses. The whole table with the newer one as well is `npm run conformance`; here it has its part on access.
  it.each([
    { client: 'legacy', only: '', passed: 700 },
    { client: 'kurrent', only: 'access', passed: 100 },
  ])('finds no difference between the bundled node and the server: $client', ({ client, only, passed }) => {
    const { code, results, stderr } = conformance('--json', '--client', client, '--only', only);
    expect(results.filter(({ status }) => status === 'failed')).toEqual([]);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(results.filter((result) => result.client === client && result.status === 'passed').length).toBeGreaterThan(passed);
    expect(results.filter(({ group }) => group.startsWith('access')).length).toBeGreaterThan(120);
    const skipped = results.filter(({ status }) => status === 'skipped');
    expect(skipped.filter(({ skipped: reason }) => !reasons.includes(reason!))).toEqual([]);
    expect(skipped.filter(({ client, group }) => client === 'legacy' || group.startsWith('access'))).toEqual([]);
  });

  it('can fail: it says at which step, what was expected and what came', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-conformance-table-'));
    try {
      const table = join(folder, 'false.mjs');
      const steps = [
        { do: 'append', to: 's', events: 'a b', gives: { revision: 1 } },
        { do: 'read', stream: 's', gives: '0:a 1:c' },
      ];
      const cases = [
        { name: 'holds', steps: steps.slice(0, 1) },
        { name: 'does not hold', steps },
        { name: 'fails on the way', steps: [{ do: 'read', stream: 's' }, ...steps] },
      ];
      writeFileSync(table, `export const groups = ${JSON.stringify([{ group: 'false', cases }])};`);
      const { code, results } = conformance('--json', '--table', table);
      expect(code).toBe(1);
      const found = [
        { name: 'holds', status: 'passed' },
        { name: 'does not hold', status: 'failed', step: '2 read stream: s', expected: '"0:a 1:c"', actual: '"0:a 1:b"' },
        {
          name: 'fails on the way',
          status: 'failed',
          step: '1 read stream: s',
          expected: '"no error"',
          actual: '{"error":"stream-not-found","stream":"s"}',
        },
      ];
      expect(results).toEqual(['legacy', 'kurrent'].flatMap((client) => found.map((result) => ({ client, group: 'false', ...result }))));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says what is wrong with its options, and when there is no server, with exit code 2', () => {
    expect(conformance('--client', 'other')).toMatchObject({ code: 2, stderr: expect.stringContaining('legacy, kurrent') as string });
    expect(conformance('--connection', 'esdb://127.0.0.1:1?tls=false', '--client', 'legacy')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('It could not be run: legacy: 14 UNAVAILABLE') as string,
    });
    expect(conformance('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Examples:') as string });
  });
});
