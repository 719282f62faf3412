import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { registerReplay } from './replay.js';

const id = '0197b3a0-0000-7000-8000-000000000001';

let server: Server;
let answer: { status: number; body: object };
let asked: string | undefined;
let purpose: string | undefined;
let printed: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request.url;
    purpose = request.headers['redress-purpose'] as string | undefined;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { REDRESS_URL: url, REDRESS_TOKEN: 'mine' });
});
afterAll(() => {
  delete process.env.REDRESS_URL;
  delete process.env.REDRESS_TOKEN;
  server.close();
});
beforeEach(() => {
  printed = '';
  asked = undefined;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
});
afterEach(() => jest.restoreAllMocks());

function replay(...args: string[]): Promise<unknown> {
  const program = new Command('redress')
    .option('--json')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  registerReplay(program);
  return program.parseAsync(['node', 'redress', 'replay', ...args]);
}

test('a server that claims what it does not prove is not believed: exit code 1, with the fault under the story', async () => {
  answer = { status: 200, body: { complaintId: id, chain: { verified: true }, events: [], stored: [] } };
  await expect(replay(id)).rejects.toMatchObject({
    exitCode: 1,
    facts: { stream: `complaint-${id}`, revision: 0, reason: 'no event is there' },
  });
  expect(asked).toBe(`/v1/complaints/${id}/history?include=stored`);
  expect(printed).toMatch(/\nchain NOT verified: complaint-.+ revision 0: no event is there\n$/);

  printed = '';
  await expect(replay(id, '--json')).rejects.toMatchObject({ exitCode: 1 });
  expect(JSON.parse(printed)).toMatchObject({ complaintId: id, chain: { verified: false, revision: 0 }, events: [] });
});

test('a server that refuses a damaged history: its facts in one line', async () => {
  const facts = { stream: `complaint-${id}`, revision: 2 };
  answer = { status: 500, body: { status: 500, code: 'history-damaged', detail: 'call an operator', facts } };
  await expect(replay(id)).rejects.toMatchObject({ message: expect.stringContaining(`complaint-${id} revision 2: `), exitCode: 1, facts });
  expect(printed).toBe('');
});

test.each([
  ['4711'],
  [`complaint-${id}`],
  [id, '--as-of', '2026-11-22'],
  [id, '--as-of', '2026-11-22T08:00:00'],
  [id, '--known-at', '2026-02-30T08:00:00Z'],
  [id, '--as-of', '2026-99-99T08:00:00Z'],
  [id, '--revision', '-1'],
  [id, '--revision', '1.5'],
  [id, '--time-zone', 'Atlantis/Capital'],
])('asks nothing when it is used wrongly: %s %s %s', async (...args) => {
  await expect(replay(...args)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  expect(asked).toBeUndefined();
});

describe('as an audit', () => {
  const event = {
    revision: 1,
    type: 'ApprovalGranted',
    occurredAt: '2026-11-22T08:00:00.000Z',
    recordedAt: '2026-11-22T08:00:01.000Z',
    origin: 'api',
    correlationId: 'c-1',
    who: {
      sub: 'feng',
      roles: ['cfo'],
      actingFor: 'chen',
      delegation: {
        id: 'd-1',
        role: 'channel-head',
        from: '2026-11-01T00:00:00.000Z',
        until: '2026-12-01T00:00:00.000Z',
        reason: 'on leave',
      },
    },
    command: { id: 'k-1', name: 'approve' },
    rules: [{ policy: 'authority', version: 3, rule: 'band 200000', text: { en: 'matrix 3', 'zh-CN': '矩阵3' }, says: {} }],
    policyVersions: { taxonomy: 2 },
    causes: [
      { kind: 'event', type: 'NoticeSent', stream: 'incident-1', revision: 4, by: 'redress' },
      { kind: 'command', id: 'k-1', by: 'feng', origin: 'api', at: '2026-11-22T08:00:00.000Z' },
    ],
    changes: [{ field: 'signatures', before: ['a'], after: ['a', 'b'] }],
  };

  test('why: who and for whom, under which rule, because of what', async () => {
    answer = { status: 200, body: { complaintId: id, head: 'f00', events: [event] } };
    await replay(id, '--why', '--revision', '1', '--purpose', 'CASE 2026/17', '--time-zone', 'UTC');
    expect([asked, purpose]).toEqual([`/v1/audit/complaints/${id}/why?revision=1`, 'CASE 2026/17']);
    for (const line of [
      'feng (cfo), for chen',
      'by delegation d-1: channel-head',
      'approve k-1, by api',
      'authority 3, band 200000: matrix 3',
      'taxonomy 2',
      'because of NoticeSent incident-1 revision 4, by redress',
      'a command of feng by api',
    ])
      expect(printed).toContain(line);
    // Of a list what came, not what was there.
    expect(printed).toMatch(/signatures\n +\+ +"b"\n\nhead f00\n$/);
  });

  test('difference: between which moments, in which fields', async () => {
    const moments = { from: { asked: 'revision:1', revision: 1, events: 2 }, to: { asked: null, revision: 3, events: 4 } };
    answer = {
      status: 200,
      body: {
        complaintId: id,
        head: 'f00',
        ...moments,
        fields: [{ field: 'status', before: 'open', after: 'closed' }],
        events: [event],
        without: [],
      },
    };
    await replay(id, '--from', '1', '--to', 'knownAt:2026-11-22T16:00:00+08:00');
    expect([asked, purpose]).toEqual([`/v1/audit/complaints/${id}/difference?from=1&to=knownAt%3A2026-11-22T08%3A00%3A00.000Z`, 'replay']);
    expect(printed).toContain('status\n  was open\n  is  closed\n');
    expect(printed).toContain('from      revision:1: 2 events, the last of revision 1');
    printed = '';
    await replay(id, '--from', '1', '--json');
    expect(JSON.parse(printed)).toEqual(answer.body);
  });

  test.each([
    [['--from', '1', '--why'], { exitCode: 2 }],
    [['--to', '1', '--revision', '2'], { exitCode: 2 }],
    [['--from', 'yesterday'], { code: 'commander.invalidArgument' }],
    [['--to', 'revision:x'], { code: 'commander.invalidArgument' }],
    [['--why', '--purpose', 'Größe'], { code: 'commander.invalidArgument' }],
  ])('wrong usage: %j', async (args, refusal) => {
    await expect(replay(id, ...args)).rejects.toMatchObject(refusal);
    expect(asked).toBeUndefined();
  });
});
