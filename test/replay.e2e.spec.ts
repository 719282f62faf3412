import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const MAIN = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');
const NOBODY = '0197b3a0-0000-7000-8000-000000000001';

let data: string;
let up: ChildProcess;
let url: string;
let token: string;
let complaintId: string;
let said = '';

// The CLI finds the server by the data folder alone.
const env = { ...process.env, REDRESS_URL: undefined, REDRESS_TOKEN: undefined, REDRESS_TIME_ZONE: 'Asia/Shanghai' };
const cli = (...args: string[]) => spawnSync(process.execPath, [MAIN, '--data', data, ...args], { encoding: 'utf8', env });

async function poll<T>(what: string, ask: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not seen within five minutes\n${said}`);
    await delay(100);
  }
}

async function send(path: string, body: object, as = token): Promise<{ complaintId: string }> {
  const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/complaints${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { complaintId: string };
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'redress-replay-'));
  up = spawn(process.execPath, [MAIN, '--data', data, '--json', 'up', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let ready = '';
  up.stdout!.on('data', (chunk: Buffer) => (ready += String(chunk)));
  up.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  url = await poll('the ready line', () => (ready.includes('\n') ? (JSON.parse(ready) as { url: string }).url : undefined));
  token = cli('token', '--sub', 'u1', '--role', 'handler', '--unit', 'beijing').stdout.trim();

  const complainant = { name: '李华', phone: '010-5550100' };
  const account = 'He laughed at my question.\nThen he walked off.';
  ({ complaintId } = await send('', {
    channel: 'phone',
    cause: 'staff-attitude',
    product: 'warranty',
    unit: 'beijing',
    account,
    complainant,
  }));
  // The worker acknowledges it by itself, a moment later.
  await poll('the acknowledgement', () => (cli('replay', complaintId).stdout.includes('Acknowledged') ? true : undefined));
  await send(`/${complaintId}/replies`, { kind: 'interim', channel: 'letter', text: 'We are asking the people concerned.' });
  await send(`/${complaintId}/withdrawal`, { channel: 'phone', reason: 'It is not worth my time.' });
});
afterAll(async () => {
  up.kill('SIGTERM');
  await poll('the end of redress up', () => up.exitCode ?? up.signalCode ?? undefined);
  rmSync(data, { recursive: true, force: true });
});

describe('redress replay', () => {
  it('tells the story and proves it', () => {
    const { stdout, stderr, status } = cli('replay', complaintId.toUpperCase());
    expect([stderr, status]).toEqual(['', 0]);
    const story = stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+08:00/g, '<time>').replace(/[0-9a-f]{64}/, '<hash>');
    expect(story).toBe(`Complaint ${complaintId}
  status    closed, withdrawn
  channel   phone
  product   warranty
  unit      beijing
  received  <time>
  times     Asia/Shanghai

revision 0 · <time> · Received
  u1 (handler; beijing) took in a complaint via phone from a customer, about “staff-attitude”.
    First receiver: u1
    Complainant: 李华, 010-5550100
    Product: warranty
    Unit: beijing
    Language: unknown
    Account:
      He laughed at my question.
      Then he walked off.
    Decided under: taxonomy version 1, packs version 1, calendars version 1

revision 1 · <time> · DeadlineSet
  The clock “acknowledgement” began to run on “received”, due <time>, for the “handler”.
    Why: 24 hours, rule acknowledgement of pack default 1, calendar cn 1; seed 003, 1. 快速响应
    Decided under: packs version 1, calendars version 1

revision 2 · <time> · DeadlineSet
  The clock “first-reply” began to run on “received”, due <time>, for the “handler”.
    Why: 24 hours, rule first-reply of pack default 1, calendar cn 1; seed 003, 1. 快速响应
    Decided under: packs version 1, calendars version 1

revision 3 · <time> · Acknowledged · automatic
  redress told the customer via automatic that the complaint is being handled; they hear more by <time>.
    How it will be handled:
      Your complaint was taken in and is being looked into; by the date that is named here you hear the outcome, or how far we are.

revision 4 · <time> · DeadlineMet · automatic
  The clock “acknowledgement” was met in time, by “acknowledged”; it was due <time>.

revision 5 · <time> · ReplySent
  u1 (handler; beijing) sent an interim reply via letter.
    Reply: We are asking the people concerned.

revision 6 · <time> · DeadlineMet
  The clock “first-reply” was met in time, by “contacted”; it was due <time>.

revision 7 · <time> · Withdrawn
  u1 (handler; beijing) recorded that the customer took the complaint back, via phone.
    Reason: It is not worth my time.

revision 8 · <time> · Closed
  u1 (handler; beijing) closed the case: withdrawn. The customer was told via phone.

chain verified: 9 events, head <hash>
`);
  });

  it('tells a part of it, and proves the whole', () => {
    const cut = JSON.parse(cli('replay', complaintId, '--revision', '1', '--json').stdout) as Record<string, object[]>;
    expect(cut).toMatchObject({
      complaintId,
      chain: { verified: true, events: 9 },
      events: [{ type: 'Received' }, { type: 'DeadlineSet' }],
    });
    expect(cut['events']).toHaveLength(2);
    expect(cli('replay', complaintId, '--known-at', '2020-01-01T00:00:00Z').stdout).toContain('0 of 9 events');
  });

  it.each([
    ['an unknown id', [NOBODY], 1, /^redress: no complaint was received under this id\n$/],
    ['a revision not reached', ['<id>', '--revision', '9'], 1, /^redress: The complaint's last revision is 8\.\n$/],
    ['no id', ['4711'], 2, /^error: .*Give the UUID of a complaint\.\n$/],
    ['no instant', ['<id>', '--as-of', '2026-02-30T00:00:00Z'], 2, /^error: .*Give a date and time with offset.*\n$/],
  ])('says in one line: %s', (_, args, exitCode, line) => {
    const { stdout, stderr, status } = cli('replay', ...args.map((arg) => arg.replace('<id>', complaintId)));
    expect([stdout, status]).toEqual(['', exitCode]);
    expect(stderr).toMatch(line);
  });
});

describe('redress report', () => {
  const period = ['--from', '2020-01-01', '--to', '2100-01-01', '--by', 'product'];

  it('prints a table', async () => {
    const table = await poll('the complaint in the report', () => {
      const { stdout } = cli('report', 'volume', ...period);
      return stdout.includes('warranty') ? stdout : undefined;
    });
    expect(table).toMatch(
      /^volume from 2020-01-01 to before 2100-01-01 \(Asia\/Shanghai\), split by product; as of .+, known at .+, position \d+\n/,
    );
    expect(table).toContain('\nproduct   received     share  previous\n');
    expect(table).toContain('\nwarranty         1  100.00 %         0\n');
  });

  it('hands out the bytes of the server, also into a file', async () => {
    const file = join(data, 'volume.csv');
    const cut = [...period, '--known-at', new Date().toISOString()];
    expect(cli('report', 'volume', ...cut, '--format', 'csv', '-o', file)).toMatchObject({ stdout: '', stderr: '', status: 0 });
    expect(readFileSync(file, 'utf8')).toBe('product,received,share,previous\r\nwarranty,1,1,0\r\n');
    expect(JSON.parse(cli('report', 'volume', ...cut, '--json').stdout)).toMatchObject({ report: 'volume', rows: [{ received: 1 }] });
  });

  it.each([
    ['an unknown report', ['nope'], /^redress: There is no report nope\. There are: volume, timeliness, .+\.\n$/],
    ['an unknown split', ['volume', ...period, '--by', 'mood'], /^redress: by must name, once each, some of channel, .+\n$/],
    ['no period', ['volume', '--from', '2020-01-01', '--to', '2020-01-01'], /^redress: from must be before to.+\n$/],
  ])('says in one line: %s', (_, args, line) => {
    const { stdout, stderr, status } = cli('report', ...args);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toMatch(line);
  });
});

describe('a case with an approval', () => {
  it('is told with who signed, for which reason, and what came of it', async () => {
    const { complaintId: id } = await send('', { channel: 'phone', cause: 'late-delivery' });
    const borne = { amount: 150_000, currency: 'CNY' };
    const channelHead = cli('token', '--sub', 'u2', '--role', 'channel-head').stdout.trim();
    await send(`/${id}/proposals`, { remedy: 'refund', borne });
    await send(`/${id}/approvals`, { decision: 'granted', note: 'Fair.' }, channelHead);
    await send(`/${id}/customer-decision`, { decision: 'accepted', consent: 'verbal' });
    await send(`/${id}/compensations`, { remedy: 'refund', borne });

    const { stdout, stderr, status } = cli('replay', id);
    expect([stderr, status]).toEqual(['', 0]);
    for (const line of [
      'u1 (handler; beijing) proposed a remedy, “refund”, of which the company bears CNY 1,500.00: round 1.',
      'u1 (handler; beijing) thereby asked for the approval of round 1. Matrix 1, ',
      'u2 (channel-head) signed for round 1 as “channel-head”. Nothing is missing any more.\n    Approver: u2\n    Note: Fair.',
      'u1 (handler; beijing) recorded the answer to round 1: the customer accepted it by word of mouth.',
      'u1 (handler; beijing) ordered a remedy, “refund”, of which the company bears CNY 1,500.00. ' +
        'The customer accepted it by word of mouth. It was approved in round 1.',
    ]) {
      expect(stdout).toContain(line);
    }
    expect(stdout).toMatch(/^chain verified: \d+ events, head /m);
  });
});

/** The log's database, as only its operator reaches it. */
async function inLog(statement: string, values: unknown[]): Promise<number | null> {
  const { parts } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as { parts: { name: string; port: number }[] };
  const password = readFileSync(join(data, 'secrets', 'database-password'), 'utf8').trim();
  const port = parts.find(({ name }) => name === 'PostgreSQL')!.port;
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'redress', password, database: 'redress_log' });
  await client.connect();
  try {
    return (await client.query(statement, values)).rowCount;
  } finally {
    await client.end();
  }
}

describe('an event that was changed in the database', () => {
  it('is found by replay, which names its revision', async () => {
    const changed = await inLog(
      `UPDATE event_node.events SET data = convert_to(replace(convert_from(data, 'UTF8'), '"letter"', '"e-mail"'), 'UTF8')
       WHERE revision = 5 AND stream = (SELECT stream FROM event_node.streams WHERE name = $1)`,
      [`complaint-${complaintId}`],
    );
    expect(changed).toBe(1);
    const { stdout, stderr, status } = cli('replay', complaintId);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toMatch(new RegExp(`^redress: chain NOT verified: complaint-${complaintId} revision 5: .+\n$`));
    expect(JSON.parse(cli('replay', complaintId, '--json').stderr)).toMatchObject({ stream: `complaint-${complaintId}`, revision: 5 });
  });
});
