import { execFile } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUN = join(import.meta.dirname, 'faults', 'run.mjs');
const SEEDS = 1;
/** Those that lose something if anything can. The others wait or need much memory: `npm run faults`, before the log is changed. */
const scenarios = ['take-over', 'unknown-commit', 'fsync-error', 'disk-full', 'cancelling'];

/** A file system in memory if there is a roomy one: what is killed here are processes, whose writes survive in either. */
const folder = existsSync('/dev/shm') && roomOf('/dev/shm') > 2e9 ? '/dev/shm' : tmpdir();
function roomOf(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

interface Line {
  readonly name?: string;
  readonly result?: 'passed' | 'failed' | 'skipped';
  readonly message?: string;
  readonly again?: string;
  readonly passed?: number;
  readonly failed?: number;
  readonly skipped?: number;
}

function faults(...args: string[]): Promise<{ lines: Line[]; status: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [RUN, '--json', ...args], { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ lines: lines.map((line) => JSON.parse(line) as Line), status: child.exitCode ?? -1, stderr });
    });
  });
}

it('loses, repeats, halves and reorders nothing, whatever is killed', async () => {
  const { lines, status, stderr } = await faults(
    ...['seeds', ...scenarios].flatMap((name) => ['--only', name]),
    '--seeds',
    String(SEEDS),
    '--small',
    '--folder',
    folder,
  );
  const failed = lines.filter(({ result }) => result === 'failed').map(({ name, message, again }) => ({ name, message, again }));
  expect({ failed, stderr }).toEqual({ failed: [], stderr: '' });
  const skipped = lines.filter(({ result }) => result === 'skipped').map(({ name }) => name);
  // Only the full disk needs a right that not everybody has.
  expect(['', 'disk-full']).toContain(skipped.join());
  expect(lines.at(-1)).toMatchObject({ passed: SEEDS + scenarios.length - skipped.length, failed: 0, skipped: skipped.length });
  expect(status).toBe(0);
});

it('says what it does not know', async () => {
  expect(await faults('--only', 'earthquake')).toMatchObject({
    status: 2,
    lines: [],
    stderr: expect.stringContaining('earthquake') as string,
  });
  expect(await faults('--seeds', 'many')).toMatchObject({ status: 2, stderr: '--seeds: give a whole number from 0\n' });
});
