import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { registerReplay } from './replay.js';

const id = '0197b3a0-0000-7000-8000-000000000001';

let server: Server;
let answer: { status: number; body: object };
let asked: string | undefined;
let printed: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request.url;
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
