import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kinds, policyKinds } from '@redress/policy';
import { Command } from 'commander';
import { registerPolicies } from './policies.js';

let server: Server;
let folder: string;
let answers: Readonly<Record<string, { status?: number; body: object }>>;
let requests: { line: string; body: unknown }[];
let printed: string;
let said: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const line = `${request.method} ${request.url}`;
      requests.push({ line, body: body === '' ? undefined : JSON.parse(body) });
      const answer = answers[line] ?? { status: 404, body: { code: 'not-found', detail: line } };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
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
  [answers, requests, printed, said] = [{}, [], '', ''];
  folder = mkdtempSync(join(tmpdir(), 'redress-policies-'));
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => (said += String(text)) !== '');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function policies(...args: string[]): Promise<unknown> {
  const program = new Command('redress')
    .option('--json')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  registerPolicies(program);
  return program.parseAsync(['node', 'redress', 'policies', ...args]);
}
const fileOf = (document: unknown): string => {
  const file = join(folder, 'document.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
};
const outline = (kind: string, version: number, effectiveFrom = '1900-01-01T00:00:00.000Z') => ({
  kind,
  version,
  effectiveFrom,
  publishedAt: '2026-11-22T08:00:00.000Z',
  publishedBy: 'redress',
  reason: 'Ours.',
});
/** A server on which the standard of a kind is version 1. */
const standardOf = (kind: 'packs' | 'calendars' | 'units') => ({
  [`GET /v1/${kind}/versions`]: { body: { items: [outline(kind, 1)] } },
  [`GET /v1/${kind}?version=1`]: { body: { ...outline(kind, 1), document: kinds[kind].standard } },
});

describe('redress policies list', () => {
  it('tells the version in force of every kind, what comes next, and what the token may not read', async () => {
    answers = Object.fromEntries(
      [
        'taxonomies',
        'units',
        'playbooks',
        'keywords',
        'letter-templates',
        'calendars',
        'packs',
        'return-taxonomies',
        'retention-rules',
      ].map((route) => [
        `GET /v1/${route}/versions`,
        { body: { items: [outline(route, 2, '2999-01-01T00:00:00.000Z'), outline(route, 1)] } },
      ]),
    );
    answers = { ...answers, 'GET /v1/notification-rules/versions': { status: 403, body: { code: 'role-not-allowed', detail: 'no' } } };
    await policies('list');
    const lines = printed.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/\s/)[0])).toEqual(policyKinds);
    expect(lines.find((line) => line.startsWith('packs'))).toMatch(
      /^packs +version 1 +from 1900-01-01T00:00:00.000Z +by redress +Ours\. +version 2 from 2999-01-01T00:00:00.000Z$/,
    );
    expect(lines.find((line) => line.startsWith('notifications'))).toMatch(/your token may not read it$/);
  });

  it('tells every version of one kind', async () => {
    answers = { 'GET /v1/packs/versions': { body: { items: [outline('packs', 2), outline('packs', 1)] } } };
    await policies('list', 'packs', '--json');
    expect(JSON.parse(printed)).toEqual({ kind: 'packs', items: [outline('packs', 2), outline('packs', 1)] });
  });
});

describe('redress policies show', () => {
  it('prints a document that can be published as it is', async () => {
    answers = { 'GET /v1/units': { body: { ...outline('units', 1), document: kinds.units.standard } } };
    await policies('show', 'units');
    expect(JSON.parse(printed)).toEqual(kinds.units.standard);
    expect(said).toBe('units version 1 · from 1900-01-01T00:00:00.000Z · by redress · Ours.\n');
  });

  it.each([
    [['--version', '7'], 'version=7'],
    [['--as-of', '2026-01-01T00:00:00Z'], 'asOf=2026-01-01T00%3A00%3A00Z'],
  ])('of a version: %j', async (args, question) => {
    answers = { [`GET /v1/units?${question}`]: { body: { ...outline('units', 7), document: {} } } };
    await policies('show', 'units', ...args, '--json');
    expect(JSON.parse(printed)).toMatchObject({ version: 7 });
  });

  it('says what the server refused', async () => {
    const body = { code: 'unknown-version', detail: 'no version of this number was published', facts: { version: 7 } };
    answers = { 'GET /v1/units?version=7': { status: 404, body } };
    await expect(policies('show', 'units', '--version', '7')).rejects.toMatchObject({
      message: 'unknown-version: no version of this number was published',
      exitCode: 1,
    });
  });

  it.each([['show'], ['show', 'weather'], ['show', 'units', '--version', '0'], ['publish', 'units', 'x.json']])(
    'is refused as wrong usage: %j',
    async (...args) => {
      await expect(policies(...args)).rejects.toMatchObject({ name: 'CommanderError' });
      expect(requests).toEqual([]);
    },
  );
});

describe('redress policies publish', () => {
  it('sends the document and its reason, and tells the version that came of it', async () => {
    answers = { 'POST /v1/units': { status: 201, body: { kind: 'units', version: 2, effectiveFrom: '2027-01-01T00:00:00.000Z' } } };
    const file = fileOf(kinds.units.standard);
    await policies('publish', 'units', file, '--reason', 'As we are.', '--effective-from', '2027-01-01T00:00:00Z');
    expect(requests).toEqual([
      { line: 'POST /v1/units', body: { reason: 'As we are.', document: kinds.units.standard, effectiveFrom: '2027-01-01T00:00:00Z' } },
    ]);
    expect(printed).toBe('units: version 2 is published, in force from 2027-01-01T00:00:00.000Z.\n');
  });

  it.each([
    [{ code: 'no-units', detail: 'At least one.', facts: { path: 'units' } }, 'no-units at units: At least one.'],
    [
      { code: 'invalid-body', detail: 'not accepted: a, b', facts: { fields: [{ field: 'a' }, { field: 'b' }] } },
      'invalid-body at a, b: not accepted: a, b',
    ],
  ])('says what the server refuses, and where', async (body, message) => {
    answers = { 'POST /v1/units': { status: 422, body } };
    await expect(policies('publish', 'units', fileOf({}), '--reason', 'x')).rejects.toMatchObject({ message, exitCode: 1 });
  });

  it.each([
    ['{', /is not JSON/],
    ['[]', /a document is an object/],
  ])('refuses a file that is no document: %s', async (text, message) => {
    await expect(policies('publish', 'units', fileOf(text), '--reason', 'x')).rejects.toThrow(message);
    await expect(policies('publish', 'units', join(folder, 'none.json'), '--reason', 'x')).rejects.toThrow(/cannot be read \(ENOENT\)/);
    expect(requests).toEqual([]);
  });
});

describe('redress policies publish --dry-run', () => {
  const dryRun = (kind: string, document: unknown) => policies('publish', kind, fileOf(document), '--reason', 'x', '--dry-run');
  beforeEach(() => (answers = { ...standardOf('packs'), ...standardOf('calendars'), ...standardOf('units') }));

  it('checks a document against the latest version, and publishes nothing', async () => {
    await dryRun('packs', { choices: [{ when: {}, pack: 'uk-disp' }] });
    expect(printed).toBe('packs: sound. It would be version 2. Nothing was published.\n');
    expect(requests.map(({ line }) => line.split(' ')[0])).not.toContain('POST');
  });

  it('takes the pack that docs/packs.md gives as an example', async () => {
    const [example] = /```json\n([\s\S]*?)\n```/.exec(readFileSync('docs/packs.md', 'utf8'))!.slice(1);
    await dryRun('packs', example!);
    expect(printed).toMatch(/^packs: sound/);
  });

  const { default: pack } = kinds.packs.standard.packs;
  it.each<[string, string, unknown, string]>([
    ['units', 'no-units at units', { units: [] }, ''],
    ['packs', 'unknown-pack at choices[0].pack', { choices: [{ when: {}, pack: 'mars' }] }, ''],
    [
      'packs',
      'unknown-calendar at packs.ours.summary.calendar',
      { packs: { ours: { ...pack, summary: { ...pack!.summary, calendar: 'mars' } } } },
      '',
    ],
    ['packs', 'This is not shaped like a document of packs', { packs: { ours: {} } }, ''],
  ])('refuses %s: %s', async (kind, message, document) => {
    await expect(dryRun(kind, document)).rejects.toMatchObject({ message: expect.stringContaining(message) as unknown, exitCode: 1 });
    expect(printed).toBe('');
  });
});
