import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { ensureLocalKeys, mintToken } from '@redress/platform';
import pg from 'pg';

/*
 * The proof for a data-protection officer: somebody goes through every channel that takes text, is erased, and is nowhere any more. The running
 * processes are searched from outside: every file of the data folder with those of PostgreSQL itself, every row of both databases, all that the
 * processes said, and what everybody is told over HTTP.
 */

const MAIN = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');
type Json = Readonly<Record<string, unknown>>;

/** In everything that is said of her, in one script or the other. Digits for what is a number. */
const stems = { latin: 'Qzyxvo', chinese: '龘靐齉', digits: '86755901' } as const;
/** So that each channel is told apart, and each is found. */
const text = (channel: string) => `${stems.latin} ${channel} 客户${stems.chinese}说：${stems.digits}.`;
const email = `${stems.latin}.hua@example.com`;

/** How a text may be written down; each finds the stem within a longer text. */
const encodings: Readonly<Record<string, (stem: string) => Buffer[]>> = {
  'UTF-8': (stem) => [Buffer.from(stem)],
  'UTF-16 LE': (stem) => [Buffer.from(stem, 'utf16le')],
  'UTF-16 BE': (stem) => [Buffer.from(stem, 'utf16le').swap16()],
  base64: (stem) => aligned(stem),
  base64url: (stem) => aligned(stem).map((part) => Buffer.from(part.toString().replaceAll('+', '-').replaceAll('/', '_'))),
  hex: (stem) => [Buffer.from(stem).toString('hex'), Buffer.from(stem).toString('hex').toUpperCase()].map((one) => Buffer.from(one)),
  percent: (stem) => [everyByte(stem, '%'), everyByte(stem, '%').toLowerCase()].map((one) => Buffer.from(one)),
  'quoted-printable': (stem) => [Buffer.from(everyByte(stem, '='))],
  'JSON escapes': (stem) => {
    const escaped = Array.from({ length: stem.length }, (_, i) => `\\u${stem.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
    return [escaped, escaped.replaceAll(/[a-f]/g, (digit) => digit.toUpperCase())].map((one) => Buffer.from(one));
  },
};

/** Base64 of the stem wherever it begins within three bytes, without the characters that depend on what is beside it. */
function aligned(stem: string): Buffer[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(stem)]);
    const whole = Math.floor(bytes.length / 3) * 4;
    return Buffer.from(bytes.toString('base64').slice([0, 2, 3][before], whole));
  });
}

/** ASCII letters and digits stay as they are, as writers of such encodings leave them. */
const everyByte = (stem: string, sign: string) =>
  [...Buffer.from(stem)].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `${sign}${byte.toString(16).toUpperCase()}`)).join('');

/** Each only once: where a stem is plain ASCII several encodings are the same. */
const needles: readonly Buffer[] = [
  ...new Set(
    Object.values(stems).flatMap((stem) =>
      Object.values(encodings).flatMap((write) => write(stem).map((bytes) => bytes.toString('latin1'))),
    ),
  ),
].map((bytes) => Buffer.from(bytes, 'latin1'));

/** Whether anything of her is in these bytes, in any encoding; mails break their lines anywhere. */
function found(bytes: Buffer): boolean {
  if (needles.some((needle) => bytes.includes(needle))) return true;
  if (bytes.length > 2_000_000 || !bytes.includes('\r\n')) return false;
  const joined = Buffer.from(bytes.toString('latin1').replaceAll(/=?\r\n/g, ''), 'latin1');
  return needles.some((needle) => joined.includes(needle));
}

let data: string;
/** For what is taken out. */
let outside: string;
let up: ChildProcess;
let url: string;
/** All that the processes said. */
let said = '';
let position = '0';
/** A clock of files may be a little behind that of processes. */
let readyAt = Infinity;
const tokens = new Map<string, string>();

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'redress-erasure-'));
  outside = mkdtempSync(join(tmpdir(), 'redress-erasure-out-'));
  let ready = '';
  up = spawn(process.execPath, [MAIN, '--data', data, '--json', 'up', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, REDRESS_LOG_LEVEL: 'debug' },
  });
  up.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  up.stdout!.on('data', (chunk: Buffer) => (ready += String(chunk)));
  await until('the ready line', () => ready.includes('\n') || up.exitCode !== null);
  if (up.exitCode !== null) throw new Error(`redress up ended with ${up.exitCode}\n${said}`);
  ({ url } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as { url: string });
  readyAt = Date.now() - 1_000;
});
afterAll(async () => {
  if (up.exitCode === null) up.kill('SIGTERM');
  await until('the end', () => up.exitCode !== null || up.signalCode !== null);
  for (const folder of [data, outside]) rmSync(folder, { recursive: true, force: true });
});

async function until(what: string, condition: () => unknown): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not seen within five minutes\n${said.slice(-3_000)}`);
    await delay(25);
  }
}

const cli = (...args: string[]) =>
  spawnSync(process.execPath, [MAIN, '--data', data, '--json', ...args], { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 });

async function request(
  role: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  if (!tokens.has(role)) tokens.set(role, await mintToken(data, { sub: `u-${role}`, roles: [role] }, '1h'));
  const payload = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(role)!}`,
      'redress-min-position': position,
      'redress-purpose': 'proof',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { body: payload as string }),
  });
}

/** Sends a command; anything but success is an error of this spec. */
async function sends(role: string, path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST'): Promise<Json> {
  const answer = await request(role, method, path, body, headers);
  const read = await answer.text();
  if (!answer.ok) throw new Error(`${role}: ${method} ${path}: ${answer.status} ${read}`);
  const json = (read.startsWith('{') ? JSON.parse(read) : {}) as Json;
  if (typeof json['position'] === 'string') position = json['position'];
  return json;
}

async function bytesOf(role: string, path: string): Promise<Buffer> {
  for (;;) {
    const answer = await request(role, 'GET', path);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 503 || !bytes.includes('view-behind')) return bytes;
  }
}

const person = {
  name: `客户${stems.chinese} ${stems.latin}`,
  phone: `139${stems.digits}`,
  email,
  address: text('address'),
  customerNumber: `C-${stems.digits}`,
};
const money = { amount: 10_000, currency: 'CNY' };
const someHash = 'a'.repeat(64);

/** Ids of what tells of her. */
interface Her {
  readonly complaints: readonly string[];
  /** Raised from her complaint alone; and one that names her, raised from another's complaint as well. */
  readonly improvements: readonly string[];
  /** Raised from both, and names nobody. */
  readonly unnamed: string;
  readonly incident: string;
  readonly trackingCode: string;
  /** Hashes of evidence. */
  readonly files: readonly string[];
}

/** She says and is told something wherever something can be said; her complaints, and what was raised from them. */
async function everything(): Promise<Her> {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const form = {
    channel: 'email',
    cause: 'staff-attitude',
    product: 'warranty',
    account: text('account'),
    demands: text('demands'),
    place: text('place'),
    personsInvolved: [text('personsInvolved')],
    complainantKind: 'proxy',
    complainant: { ...person, representative: { name: text('representative'), capacity: text('capacity') } },
    language: 'en',
  };
  const received = await sends('handler', '/v1/complaints', form);
  const [complaint, trackingCode] = [received['complaintId'] as string, received['trackingCode'] as string];
  const does = (route: string, body: object, role = 'handler') => sends(role, `/v1/complaints/${complaint}/${route}`, body);
  const to = { recipients: [email], cc: [`copy.${email}`] };

  await does('acknowledgement', { channel: 'email', answerBy: at(24), handling: text('handling') });
  await does('classification', { category: 'service', severity: 'medium', urgency: 'urgent', directness: 'direct', sensitive: true });
  await does('assignment', { person: 'u-handler', note: text('assignment') });
  await does('hand-overs', { to: { person: 'u-handler', unit: 'workshop' }, reason: 'tools', note: text('handOver') });
  await does('contributions', { of: { unit: 'workshop' }, question: text('question') });
  await does('contribution-answers', { result: 'given', answer: text('answer'), evidence: [] });
  await does('evidence', { hash: someHash, locator: 'elsewhere', description: text('description') });
  const file = await sends('handler', `/v1/complaints/${complaint}/evidence/files`, text('file contents, as plain text'), {
    'content-type': 'text/plain',
  });
  const uploads = `/v1/complaints/${complaint}/evidence/uploads`;
  const bytes = Buffer.from(text('uploaded in parts').repeat(50));
  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = `filetype ${Buffer.from('text/plain').toString('base64')},description ${Buffer.from(text('upload')).toString('base64')}`;
  // One that is finished, and one that is left half way.
  for (const sent of [bytes, bytes.subarray(0, 1_000)]) {
    const begun = await request('handler', 'POST', uploads, undefined, {
      ...tus,
      'upload-length': String(bytes.length),
      'upload-metadata': metadata,
    });
    expect([begun.status, await begun.text()]).toEqual([201, '']);
    await sends(
      'handler',
      new URL(begun.headers.get('location')!, `${url}${uploads}/`).pathname,
      sent,
      { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      'PATCH',
    );
  }
  await does('notes', { text: text('note') });
  await does('contacts', { channel: 'phone', direction: 'outbound', reached: true, summary: text('contact') });
  await does('promises', { promise: text('promise'), due: at(24), channel: 'phone' });
  await does('promises/kept', { note: text('kept') });
  await does('interim-measures', { measure: 'stop-use', note: text('measure') });
  await does('apologies', { apologist: 'u-salesman', channel: 'email', text: text('apology'), admitsFault: true, ...to });
  await does('investigations', {
    finding: 'substantiated',
    faultParty: 'own',
    rootCause: 'people',
    note: { situation: text('situation'), task: text('task'), action: text('action'), result: text('result'), lesson: text('lesson') },
  });
  const remedy = { remedy: 'voucher', borne: money };
  await does('proposals', { ...remedy, note: text('proposal') });
  await does('proposals/current/withdrawal', { reason: 'wrong', note: text('withdrawn proposal') });
  await does('proposals', { ...remedy, note: text('proposal again') });
  await does('approvals', { decision: 'granted', note: text('approval') }, 'channel-head');
  await does('customer-decision', { decision: 'accepted', consent: 'verbal', note: text('accepted') });
  await does('compensations', { ...remedy, note: text('compensation') });
  await does('fulfilments', { reference: 'V-1' }, 'finance');
  await does('escalations', { track: 'level', to: 2, reason: 'insists', trigger: 'customer', note: text('escalation') });
  await does('hand-backs', { to: 1, reason: 'calm', note: text('handBack') });
  await does('external-decisions', { body: 'ombudsman', ruling: 'partly', note: text('ruling') });
  await does('recusals', { person: 'u-flatmate', reason: 'flatmate', note: text('recusal') }, 'supervisor');
  await does('corrections', { field: 'place', new: text('corrected place'), reason: 'misheard', note: text('correction') });
  await does('legal-holds', { reason: 'audit', reference: text('hold') }, 'privacy-officer');
  await does('legal-holds/1/lifting', { reason: 'over' }, 'privacy-officer');
  await does('letters', { template: 'interim', handling: text('letter'), sympathy: text('sympathy'), ...to });
  await does('replies', { kind: 'final', channel: 'email', text: text('reply'), reasons: text('reasons'), recourse: ['regulator'], ...to });

  const opened = await sends('supervisor', '/v1/incidents', { title: 'Fault', cause: 'staff-attitude' });
  const incident = opened['incidentId'] as string;
  await sends('handler', `/v1/incidents/${incident}/members`, { complaints: [complaint] });
  await until('the complaint to be of the incident', async () =>
    (await bytesOf('handler', `/v1/complaints/${complaint}`)).includes('"incidentsJoined":[{'),
  );
  await sends('supervisor', `/v1/incidents/${incident}/closing`, { reason: 'over', summary: `${person.name} was the first.` });

  const bystander = (
    await sends('handler', '/v1/complaints', { channel: 'web', cause: 'delay', account: 'Another matter.', complainant: { name: 'Wang' } })
  )['complaintId'] as string;
  const raises = async (description: string, complaints: string[]) => {
    const raised = { kind: 'corrective', cause: 'people', title: 'Be kinder', description, from: { complaints } };
    return (await sends('handler', '/v1/improvements', raised))['improvementId'] as string;
  };
  const improvements = [await raises(text('improvement'), [complaint]), await raises(`Ask ${email} first.`, [complaint, bystander])];
  await sends('handler', `/v1/improvements/${improvements[0]!}/plan`, { measure: text('plan') });
  const unnamed = await raises('Of nobody in particular.', [complaint, bystander]);

  await does('follow-ups', {
    channel: 'phone',
    reached: true,
    satisfaction: 4,
    solved: true,
    comment: text('comment'),
    newDemand: text('new demand'),
  });
  // A second complaint, linked with the first; and one that another system had.
  const second = (
    await sends('handler', '/v1/complaints', {
      channel: 'web',
      cause: 'delay',
      account: text('second'),
      complainant: { customerNumber: person.customerNumber },
    })
  )['complaintId'] as string;
  await does('links', { complaintId: second, kind: 'related', note: text('link') });
  await does('closure', { outcome: 'upheld', summary: text('closure'), toldVia: 'email', recourse: ['regulator'] });
  await sends('handler', `/v1/complaints/${second}/withdrawal`, { channel: 'phone', reason: text('withdrawal') });
  await sends('handler', `/v1/complaints/${second}/reopening`, { reason: 'hidden-issue', note: text('reopening') });
  await sends('handler', `/v1/complaints/${second}/withdrawal`, { channel: 'phone', reason: text('withdrawal again') });
  const history = [
    {
      type: 'Received',
      occurredAt: at(-48),
      data: { ...form, complainant: person, firstReceiver: null, respondents: [], grade: 'complaint', tags: [], account: text('imported') },
    },
    { type: 'Closed', occurredAt: at(-24), data: { outcome: 'upheld', summary: text('imported closure'), toldVia: null, recourse: [] } },
  ];
  const line = {
    command: 'importHistory',
    idempotencyKey: 'old-1',
    body: { source: { system: 'old', id: '1' }, columns: {}, warnings: [], events: history },
  };
  const imported = JSON.parse(
    await (await request('service', 'POST', '/v1/commands', JSON.stringify(line), { 'content-type': 'application/x-ndjson' })).text(),
  ) as Json;
  expect(imported).toMatchObject({ status: 201 });
  position = imported['position'] as string;
  return {
    complaints: [complaint, second, imported['complaintId'] as string],
    improvements,
    unnamed,
    incident,
    trackingCode,
    files: [file['hash'] as string],
  };
}

/** Every file that is there, by its path within the folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files in which something of her stands, of those that were written since the server is ready: before that nobody knew of her. */
function foundInFiles(): string[] {
  return filesIn(data).flatMap((path) => {
    let bytes: Buffer;
    try {
      const { size, mtimeMs } = statSync(path);
      if (size === 0 || mtimeMs < readyAt) return [];
      bytes = readFileSync(path);
    } catch {
      // PostgreSQL removes files as it goes.
      return [];
    }
    return found(bytes) ? [relative(data, path)] : [];
  });
}

/** Tables in which something of her stands: every row of every schema, bytes as they are. */
async function foundInTables(): Promise<string[]> {
  const { parts } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as { parts: { name: string; port?: number }[] };
  const { port } = parts.find(({ name }) => name === 'PostgreSQL')!;
  const { databasePassword: password } = await ensureLocalKeys(data);
  const at = { host: '127.0.0.1', port, user: 'redress', password };
  const hits: string[] = [];
  const [first] = [new pg.Client({ ...at, database: 'redress' })];
  await first.connect();
  const { rows: databases } = await first.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate',
  );
  await first.end();
  let tables = 0;
  for (const { datname: database } of databases) {
    const client = new pg.Client({ ...at, database });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of rows) {
      const { rows: values } = await client.query<unknown[]>({ text: `SELECT * FROM ${name}`, rowMode: 'array' });
      const bytes = values.flatMap((row) =>
        row.map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${JSON.stringify(value)}\n`))),
      );
      if (found(Buffer.concat(bytes))) hits.push(`${database}: ${name}`);
      tables += 1;
    }
    await client.end();
  }
  expect(tables).toBeGreaterThan(30);
  return hits;
}

/** What is in an archive, each file by its name. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, name] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const begin = zip.readUInt32LE(at + 42);
    const from = begin + 30 + zip.readUInt16LE(begin + 26) + zip.readUInt16LE(begin + 28);
    const bytes = zip.subarray(from, from + packed);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), method === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

const roles = [
  'handler',
  'supervisor',
  'general-manager',
  'cfo',
  'finance',
  'policy-admin',
  'privacy-officer',
  'auditor',
  'analyst',
  'operator',
  'service',
];

/** What everybody is told of her, by role and path. */
async function foundInAnswers({ complaints, improvements, incident, trackingCode, files }: Her): Promise<string[]> {
  const paths = [
    ...['/related', '/deadlines', '/risk', '/playbook'].map((rest) => `/v1/complaints/${complaints[0]!}${rest}`),
    ...complaints.flatMap((id) => ['', '/history', '/history?include=stored'].map((rest) => `/v1/complaints/${id}${rest}`)),
    ...files.map((hash) => `/v1/complaints/${complaints[0]!}/evidence/${hash}`),
    `/v1/complaints?sameSubjectAs=${complaints[0]!}`,
    `/v1/complaints?q=${stems.digits}`,
    ...improvements.map((id) => `/v1/improvements/${id}`),
    '/v1/improvements',
    `/v1/incidents/${incident}`,
    `/v1/incidents/${incident}/members`,
    '/v1/approvals',
    '/v1/deadlines',
    '/v1/notifications/deliveries',
    '/v1/privacy/erasures',
    `/v1/privacy/erasures/${complaints[0]!}`,
    `/v1/privacy/access?complaintId=${complaints[0]!}`,
    `/v1/progress/${trackingCode}`,
    '/v1/audit/reads',
  ];
  const asked = roles.flatMap((role) => paths.map((path) => ({ role, path })));
  const hits: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let one = asked.pop(); one; one = asked.pop())
        if (found(await bytesOf(one.role, one.path))) hits.push(`${one.role} ${one.path.replaceAll(/[0-9a-f-]{36}/g, '*')}`);
    }),
  );
  for (const [name, bytes] of unzipped(await bytesOf('privacy-officer', `/v1/privacy/access/archive?complaintId=${complaints[0]!}`)))
    if (found(bytes)) hits.push(`archive ${name.replaceAll(/[0-9a-f-]{36}/g, '*')}`);
  return hits;
}

test('each encoding is found wherever it stands, and nothing where nothing is', () => {
  const written: Readonly<Record<string, (whole: string) => Buffer>> = {
    'UTF-8': (whole) => Buffer.from(whole),
    'UTF-16 LE': (whole) => Buffer.from(whole, 'utf16le'),
    'UTF-16 BE': (whole) => Buffer.from(whole, 'utf16le').swap16(),
    base64: (whole) => Buffer.from(Buffer.from(whole).toString('base64')),
    base64url: (whole) => Buffer.from(Buffer.from(whole).toString('base64url')),
    hex: (whole) => Buffer.from(Buffer.from(whole).toString('hex')),
    percent: (whole) => Buffer.from(encodeURIComponent(whole)),
    'quoted-printable': (whole) => Buffer.from(encodeURIComponent(whole).replaceAll('%', '=')),
    'JSON escapes': (whole) =>
      Buffer.from(Array.from({ length: whole.length }, (_, i) => `\\u${whole.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')),
  };
  expect(Object.keys(written)).toEqual(Object.keys(encodings));
  for (const stem of Object.values(stems))
    for (const [name, write] of Object.entries(written))
      for (const before of ['', 'x', 'xy', 'xyz']) {
        const isFound = found(Buffer.concat([Buffer.from('some bytes before '), write(`${before}${stem} and after`)]));
        expect([name, stem, isFound]).toEqual([name, stem, true]);
      }
  const mail = Buffer.from(text('mail').repeat(5))
    .toString('base64')
    .replaceAll(/(.{7})/g, '$1\r\n');
  expect(found(Buffer.from(mail))).toBe(true);
  expect(found(Buffer.from('Nothing of her, and 无, and 12345678.'))).toBe(false);
});

test('who is erased is nowhere any more, every number is as it was, and the chain holds', async () => {
  const her = await everything();
  const [complaint] = her.complaints as [string];
  const outbox = () => filesIn(data).filter((path) => path.endsWith('.eml'));
  await until('letters in the outbox', () => outbox().length >= 1);

  // Who may read it finds it, and only there: in answers, and in mails that went to the outbox. Nowhere else was it ever in the clear.
  const before = await foundInAnswers({ ...her, complaints: [complaint] });
  for (const role of ['handler', 'general-manager', 'privacy-officer', 'auditor']) expect(before).toContain(`${role} /v1/complaints/*`);
  for (const role of ['analyst', 'finance', 'service', 'operator', 'cfo', 'policy-admin'])
    expect(before.filter((hit) => hit.startsWith(`${role} `))).toEqual([]);
  const archive = before.filter((hit) => hit.startsWith('archive '));
  expect(archive).toEqual(expect.arrayContaining(['archive index.zh-CN.html', 'archive index.en.html', 'archive data.json']));
  expect(archive.filter((hit) => hit.includes('files/')).length).toBeGreaterThanOrEqual(2);
  const inFiles = foundInFiles();
  expect(inFiles.filter((path) => path.endsWith('.eml')).length).toBeGreaterThan(0);
  expect(inFiles.filter((path) => !path.endsWith('.eml'))).toEqual([]);
  expect(await foundInTables()).toEqual([]);

  const asOf = new Date().toISOString();
  const period = `from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&asOf=${asOf}&format=csv`;
  const catalogue = (JSON.parse((await bytesOf('analyst', '/v1/reports')).toString()) as { items: { name: string; route?: string }[] })
    .items;
  const reports = async () => {
    const printed: [string, string][] = [];
    for (const { name, route } of catalogue)
      if (!route) printed.push([name, (await bytesOf('analyst', `/v1/reports/${name}?${period}`)).toString()]);
    return printed;
  };
  const counted = await reports();
  expect(counted.length).toBeGreaterThan(15);

  const mails = outbox().length;
  const proposed = await sends('privacy-officer', '/v1/privacy/erasures', { complaintId: complaint, reason: 'request-of-the-person' });
  const done = await sends('general-manager', `/v1/privacy/erasures/${String(proposed['requestId'])}/approval`, {});
  expect(done).toMatchObject({ alsoNamedIn: [], incidents: [her.incident] });
  expect(new Set(done['improvements'] as string[])).toEqual(new Set(her.improvements));
  expect((await bytesOf('handler', `/v1/improvements/${her.unnamed}`)).toString()).toContain('Of nobody in particular.');
  expect(new Set(done['complaints'] as string[])).toEqual(new Set(her.complaints));
  expect(done['mails']).toBe(mails);
  expect(outbox()).toEqual([]);

  expect(await reports()).toEqual(counted);
  // A process may remember the key for a minute: what has left it is looked for, not what it keeps in memory.
  expect(await foundInAnswers(her)).toEqual([]);
  expect(foundInFiles()).toEqual([]);
  expect(await foundInTables()).toEqual([]);
  expect(found(Buffer.from(said))).toBe(false);
  const bundle = join(outside, 'bundle.zip');
  const exported = cli('export', '--out', bundle, '--purpose', 'proof', '--personal', 'include', '--complaint', ...her.complaints);
  expect([exported.status, String(exported.stderr)]).toEqual([0, expect.anything()]);
  for (const [name, bytes] of unzipped(readFileSync(bundle))) expect([name, found(bytes)]).toEqual([name, false]);
  const verified = cli('verify');
  expect([verified.status, String(verified.stderr)]).toEqual([0, expect.anything()]);
  for (const id of her.complaints) {
    const history = JSON.parse((await bytesOf('auditor', `/v1/complaints/${id}/history`)).toString()) as Json;
    expect(history).toMatchObject({ chain: { verified: true } });
  }
});
