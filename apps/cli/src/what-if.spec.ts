import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { registerWhatIf } from './what-if.js';

/* What the server answers is told in what-if.int.spec.ts of the API, and a whole story in test/journeys; here is what the command makes of it. */

let server: Server;
let folder: string;
let answer: { status?: number; lines: readonly unknown[] };
let asked: unknown[];
let printed: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      asked.push([`${request.method} ${request.url}`, request.headers.accept, JSON.parse(body)]);
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-ndjson' });
      // In pieces that are no lines.
      const text = answer.lines.map((line) => JSON.stringify(line)).join('\n');
      response.write(text.slice(0, 7));
      response.end(text.slice(7));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, { REDRESS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, REDRESS_TOKEN: 'mine' });
});
afterAll(() => {
  delete process.env.REDRESS_URL;
  delete process.env.REDRESS_TOKEN;
  server.close();
});
beforeEach(() => {
  [asked, printed, answer] = [[], '', { lines: [] }];
  folder = mkdtempSync(join(tmpdir(), 'redress-what-if-'));
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function whatIf(...args: string[]): Promise<unknown> {
  const program = new Command('redress')
    .option('--json')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  registerWhatIf(program);
  return program.parseAsync(['node', 'redress', ...args]);
}
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const clock = {
  kind: 'clock',
  complaintId: 'c-1',
  clock: 'reply-2',
  rule: 'reply',
  statutory: true,
  effect: 'newly-missed',
  before: { due: '2026-11-23T08:00:00.000Z', state: 'in-time', endedAt: '2026-11-22T20:00:00.000Z' },
  after: { due: '2026-11-22T12:00:00.000Z', state: 'late', endedAt: '2026-11-22T20:00:00.000Z' },
};
const result = {
  candidates: [{ kind: 'packs', version: 2, digest: 'ab'.repeat(32) }],
  from: '2026-01-01T00:00:00.000Z',
  to: null,
  asOf: '2026-11-23T00:00:00.000Z',
  position: '12',
  decidedUnder: { authority: [], packs: [1], calendars: [1] },
  events: 1_234,
  complaints: 1,
  changed: 1,
  tables: {
    money: {
      columns: [
        { name: 'currency', unit: 'code' },
        { name: 'amount', unit: 'minor units' },
      ],
      rows: [
        { currency: 'JPY', amount: 5_000 },
        { currency: 'CNY', amount: 5_000 },
      ],
    },
    undecidable: { columns: [{ name: 'reason', unit: 'code' }], rows: [] },
  },
};
const lines = [{ progress: { events: 1_000, position: '9', of: '12' } }, { case: clock }, { result }];

describe('redress what-if', () => {
  it('sends documents, versions and what was in force, as they are published', async () => {
    answer = { lines };
    const matrix = fileOf('matrix.json', '\uFEFF{"currency":"CNY","bands":[]}');
    const packs = fileOf('packs.json', '{"packs":{}}');
    await whatIf('what-if', '--matrix', matrix, '--pack', packs, '--calendar', '3', '--from', '2026-01-01', '--known-at', '12');
    await whatIf('what-if', '--pack', fileOf('said.json', '{"reason":"Ours","document":{"packs":{}}}'), '--matrix', 'in-force');
    const question = {
      matrix: { currency: 'CNY', bands: [] },
      packs: { document: { packs: {} } },
      calendars: { version: 3 },
      from: '2026-01-01',
      knownAt: '12',
    };
    expect(asked).toEqual([
      ['POST /v1/what-if', 'application/x-ndjson', question],
      ['POST /v1/what-if', 'application/x-ndjson', { matrix: { inForce: true }, packs: { reason: 'Ours', document: { packs: {} } } }],
    ]);
  });

  it('prints the answer for a person, amounts in the digits of their currency, tables without rows left out', async () => {
    answer = { lines };
    await whatIf('what-if', '--pack', '2', '--cases');
    expect(printed)
      .toBe(`What if: packs 2 (abababababab) from 2026-01-01T00:00:00.000Z to before ever; as of 2026-11-23T00:00:00.000Z, position 12
1,234 events of 1 complaint, decided under packs 1; calendars 1
1 case is decided otherwise

money
  currency  amount
  JPY        5,000
  CNY        50.00

cases
  kind   complaintId  effect        clock    dueBefore                 dueAfter                  stateAfter
  clock  c-1          newly-missed  reply-2  2026-11-23T08:00:00.000Z  2026-11-22T12:00:00.000Z  late
`);
  });

  it('prints it for a machine, and writes the cases to a file', async () => {
    answer = { lines };
    const file = join(folder, 'cases.csv');
    await whatIf('--json', 'what-if', '--pack', '2', '--csv', file);
    expect(JSON.parse(printed)).toEqual(result);
    const [heading, row, end] = readFileSync(file, 'utf8').split('\r\n');
    expect(heading).toMatch(
      /^kind,complaintId,effect,.*,clock,rule,statutory,dueBefore,stateBefore,endedBefore,dueAfter,stateAfter,endedAfter$/,
    );
    expect(row).toMatch(/^clock,c-1,newly-missed,.*,reply-2,reply,true,2026-11-23T08:00:00.000Z,in-time,.*,late,/);
    expect(end).toBe('');
  });

  it('says in a line what was wrong, and where', async () => {
    await expect(whatIf('what-if')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^what-if needs a candidate/) as unknown,
    });
    await expect(whatIf('what-if', '--matrix', join(folder, 'none.json'))).rejects.toThrow(/none\.json: cannot be read \(ENOENT\)/);
    await expect(whatIf('what-if', '--matrix', fileOf('half.json', '{'))).rejects.toThrow(/half\.json: is not JSON/);
    await expect(whatIf('what-if', '--matrix', fileOf('list.json', '[]'))).rejects.toThrow(/list\.json: a candidate is an object/);
    await expect(whatIf('what-if', '--matrix', '2', '--csv', folder)).rejects.toThrow(/cannot be written \(EISDIR\)/);
    answer = {
      status: 422,
      lines: [{ code: 'invalid-length', detail: 'A length is whole.', status: 422, facts: { path: 'packs.document.packs.a' } }],
    };
    await expect(whatIf('what-if', '--pack', '2')).rejects.toMatchObject({
      exitCode: 2,
      message: 'invalid-length at packs.document.packs.a: A length is whole.',
    });
    answer = { status: 429, lines: [{ code: 'what-if-busy', detail: 'One at a time.', status: 429 }] };
    await expect(whatIf('what-if', '--pack', '2')).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('One at a time.') as unknown,
    });
  });

  it('fails if the answer breaks off, with a reason or without', async () => {
    answer = {
      lines: [
        { problem: { status: 503, code: 'event-store-unavailable', detail: 'the event store does not answer: try again', facts: {} } },
      ],
    };
    await expect(whatIf('what-if', '--pack', '2')).rejects.toMatchObject({
      exitCode: 1,
      message: 'the event store does not answer: try again',
    });
    answer = { lines: [lines[0]] };
    await expect(whatIf('what-if', '--pack', '2')).rejects.toThrow(/ended its answer early/);
    expect(printed).toBe('');
  });
});
