import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');
const COMPLAINTS = 120;
/** Today where the demo's company is: rounds that wait for a signature have not lapsed yet. */
const UNTIL = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const FROM = new Date(Date.parse(UNTIL) - 183 * 86_400_000).toISOString().slice(0, 10);

let folder: string;
let up: ChildProcess;
let url: string;
let said = '';

// The CLI finds the server by the data folder alone.
const env = { ...process.env, REDRESS_URL: undefined, REDRESS_TOKEN: undefined, REDRESS_DATA: undefined };
const args = (...rest: string[]) => [MAIN, '--data', join(folder, 'data'), '--json', ...rest];
const cli = (...rest: string[]) => run(args(...rest));
function run(all: readonly string[], variables: NodeJS.ProcessEnv = env): Promise<{ stdout: string; stderr: string; status: number }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, all, { cwd: folder, env: variables }, (_error, stdout, stderr) => {
      resolve({ stdout, stderr, status: child.exitCode ?? -1 });
    });
  });
}
const demo = (...rest: string[]) => cli('demo', '--complaints', String(COMPLAINTS), '--until', UNTIL, ...rest);
const parsed = (output: string) => JSON.parse(output) as Record<string, unknown>;
const tokens = new Map<string, string>();
async function tokenOf(role: string): Promise<string> {
  const token = tokens.get(role) ?? String(parsed((await cli('token', '--sub', 'demo-reader', '--role', role)).stdout)['token']);
  tokens.set(role, token);
  return token;
}
async function get(path: string, role: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${await tokenOf(role)}` } });
  return (await response.json()) as Record<string, unknown>;
}

async function poll<T>(what: string, ask: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not seen within five minutes\n${said}`);
    await delay(50);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redress-demo-'));
  up = spawn(process.execPath, args('up', '--port', '0'), { stdio: ['ignore', 'pipe', 'pipe'], env });
  let ready = '';
  up.stdout!.on('data', (chunk: Buffer) => (ready += String(chunk)));
  up.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  url = await poll('the ready line', () => (ready.includes('\n') ? String(parsed(ready)['url']) : undefined));
});
afterAll(async () => {
  up.kill('SIGTERM');
  await poll('the end of redress up', () => up.exitCode ?? up.signalCode ?? undefined);
  rmSync(folder, { recursive: true, force: true });
});

describe('redress demo', () => {
  let approvedCase: string;

  it('stops at Ctrl-C with exit code 1, and the same command goes on to the end', async () => {
    const child = spawn(process.execPath, args('demo', '--complaints', String(COMPLAINTS), '--until', UNTIL), { cwd: folder, env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    await untilListed();
    child.kill('SIGINT');
    await poll('the end of the demo', () => child.exitCode ?? undefined);
    const stopped = parsed(output);
    expect(stopped).toMatchObject({ interrupted: true, unexpected: 0, error: null });
    expect(child.exitCode).toBe(1);

    const rest = await demo();
    expect([rest.stderr, rest.status]).toEqual(['', 0]);
    const summary = parsed(rest.stdout);
    expect(summary).toMatchObject({
      complaints: COMPLAINTS,
      from: FROM,
      until: UNTIL,
      unexpected: 0,
      surprises: [],
      viewsCaughtUp: true,
      interrupted: false,
    });
    // One under way may have been carried out or not when it stopped; it is counted once all the same.
    expect(summary['alreadyThere']).toBeGreaterThanOrEqual(stopped['commands'] as number);
    expect(summary['commands']).toBeGreaterThan(0);
    approvedCase = String(summary['approvedCase']);
  });

  it('adds nothing when it is played again', async () => {
    const again = await demo();
    expect([again.stderr, again.status]).toEqual(['', 0]);
    expect(parsed(again.stdout)).toMatchObject({ complaints: COMPLAINTS, commands: 0, events: 0, unexpected: 0, approvedCase });
  });

  it('gives every report something to show, and somebody something to sign', async () => {
    const period = `from=${FROM}&to=${UNTIL}&tz=Asia/Shanghai`;
    const rowsOf = async (name: string) => {
      // Nothing lies before the half-year: a trend is one of its weeks against the weeks before, and few complaints show small ones.
      const bucket = name === 'trend-alerts' ? '&bucket=week&by=product&minimum=2&threshold=1' : '';
      const { rows } = (await get(`/v1/reports/${name}?${period}${bucket}`, 'analyst')) as { rows: Record<string, number>[] };
      return rows;
    };
    const [volume] = await rowsOf('volume');
    expect(volume).toMatchObject({ received: COMPLAINTS });
    const { items: reports } = (await get('/v1/reports', 'analyst')) as { items: { name: string; route?: string }[] };
    for (const { name } of reports.filter(({ route }) => !route)) {
      const shown = (await rowsOf(name)).some((row) => Object.values(row).some((value) => value > 0));
      expect([name, shown]).toEqual([name, true]);
    }
    const { items } = (await get('/v1/approvals', 'cfo')) as { items: object[] };
    expect(items.length).toBeGreaterThan(0);
  });

  it('was decided as what was in force says: replayed, nothing changes', async () => {
    const { stdout, stderr, status } = await cli(
      'what-if',
      '--matrix',
      'in-force',
      '--pack',
      'in-force',
      '--calendar',
      'in-force',
      '--cases',
    );
    expect([stderr, status]).toEqual(['', 0]);
    const { changed, cases, complaints, tables } = parsed(stdout) as {
      tables: Record<string, { rows: Record<string, unknown>[] }>;
    } & Record<string, unknown>;
    expect({ changed, cases, complaints }).toEqual({ changed: 0, cases: [], complaints: COMPLAINTS });
    const summary = tables['summary']!.rows.map(({ measure, before, after }) => [measure, before, after]);
    expect(summary.filter(([, before]) => before === 0).map(([measure]) => measure)).toEqual(['roundsOfUnknownWait']);
    expect(summary.filter(([, before, after]) => before !== after)).toEqual([]);
    expect(tables['undecidable']!.rows.every(({ reason }) => reason === 'joint-cases-not-recorded')).toBe(true);
  });

  it('names a case whose whole approval can be replayed and verified', async () => {
    const { stdout, status } = await cli('replay', approvedCase);
    expect(status).toBe(0);
    const { chain, events } = JSON.parse(stdout) as { chain: object; events: { type: string; occurredAt: string }[] };
    expect(chain).toMatchObject({ verified: true });
    const types = events.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['ResolutionProposed', 'ApprovalRequested', 'ApprovalGranted', 'Compensated', 'Closed']));
    expect(events.every(({ occurredAt }) => occurredAt < UNTIL)).toBe(true);
  });

  it('refuses what is not its own, in one line', async () => {
    const others = await cli('demo', '--complaints', '2', '--seed', '2', '--until', UNTIL);
    expect([others.status, others.stdout]).toEqual([1, '']);
    expect(others.stderr).toContain('--add');
    const added = await cli('demo', '--complaints', '2', '--seed', '2', '--until', UNTIL, '--add');
    expect([added.stderr, parsed(added.stdout)['complaints']]).toEqual(['', 2]);
  });

  it('is called wrongly with exit code 2', async () => {
    const wrong = [
      ['--complaints', '0'],
      ['--seed', 'x'],
      ['--until', '2026-02-30'],
      ['--until', '2999-01-01'],
    ];
    const answers = await Promise.all(wrong.map((options) => cli('demo', ...options)));
    expect(answers.map(({ status }) => status)).toEqual([2, 2, 2, 2]);
    const elsewhere = await run(args('demo'), { ...env, REDRESS_URL: 'http://127.0.0.1:1' });
    expect(elsewhere.status).toBe(2);
    expect(parsed(elsewhere.stderr)['error']).toContain('unset REDRESS_URL');
  });

  /** Until the demo has written something. */
  async function untilListed(): Promise<void> {
    const { token } = parsed((await cli('token', '--sub', 'demo-reader', '--role', 'analyst')).stdout);
    for (let listed = 0; listed === 0; await delay(20)) {
      const response = await fetch(`${url}/v1/complaints?limit=1`, { headers: { authorization: `Bearer ${String(token)}` } });
      listed = ((await response.json()) as { items: object[] }).items.length;
    }
  }
});
