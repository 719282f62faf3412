import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import { EventStore } from '@redress/event-store';
import { mintToken, roles } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';
import { routeOf } from './auth.guard.js';
import { personalDataReaders, policyTable, relationsOf, type PolicyRow, type Relation, type Rule } from './policy-table.js';

/*
 * The real API, asked by everybody for everything: what the policy table says is what happens, and nothing else is let in.
 */

let system: TestSystem;
let app: NestFastifyApplication;
/** Of the latest command. */
let position = '0';
/** A published policy is in force a minute later at the earliest; so far the clock is ahead, in ms. */
let ahead = 0;

const nobody = '00000000-0000-4000-8000-000000000000';
/** A role of somebody's matrix. */
const unknown = 'hospital-head';
const everyRole = [...roles, unknown];

/** Minted once for each. */
const tokens = new Map<string, Promise<string>>();
function tokenOf(sub: string, held: readonly string[], unit?: string): Promise<string> {
  const key = JSON.stringify([sub, held, unit]);
  let token = tokens.get(key);
  if (!token) tokens.set(key, (token = mintToken(system.config.dataFolder, { sub, roles: [...held], unit }, '1h')));
  return token;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Request {
  readonly method?: string;
  readonly url: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

async function ask(authorization: string | undefined, { method = 'GET', url, body, headers = {} }: Request): Promise<Answer> {
  const { statusCode: status, body: text } = await app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(authorization !== undefined && { authorization: `Bearer ${authorization}` }),
      'redress-purpose': 'spec',
      'redress-min-position': position,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { payload: JSON.stringify(body) }),
  });
  return { status, text, body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {} };
}

/** Somebody for the whole company. */
const anna = () => tokenOf('anna', ['handler']);

async function does(token: string, url: string, body: object): Promise<Answer['body']> {
  const answer = await ask(token, { method: 'POST', url, body });
  if (answer.status >= 300) throw new Error(`${url}: ${answer.text}`);
  position = answer.body['position'] as string;
  return answer.body;
}

const canary = 'Kanarienvogel';
const form = {
  channel: 'phone',
  cause: 'late-delivery',
  product: 'parcel',
  account: `${canary} account`,
  demands: `${canary} demands`,
  place: `${canary} place`,
  personsInvolved: [`${canary} person`],
  complainant: { name: `${canary} Li`, email: `${canary}@example.com`, phone: `+86 ${canary}`, customerNumber: `C-${canary}` },
};

const receive = async (more: object = {}, token?: string) =>
  (await does(token ?? (await anna()), '/v1/complaints', { ...form, ...more }))['complaintId'] as string;

/** A complaint for each way in which Ben of the unit `north`, which is a part of `all`, may stand to it. */
const cases = { own: nobody, assigned: nobody, unit: nobody, none: nobody };
type Case = keyof typeof cases;
/** By which relations each is his. */
const standing: Readonly<Record<Case, readonly Relation[]>> = { own: ['own'], assigned: ['assigned'], unit: ['unit'], none: [] };
const kinds = Object.keys(cases) as Case[];
const ben = (...held: readonly string[]) => tokenOf('ben', held, 'north');

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(Clock.prototype, 'now').mockImplementation(() => new Date(Date.now() + ahead));
  const label = (code: string, parent?: string) => ({ code, ...(parent && { parent }), labels: { 'zh-CN': code, en: code } });
  const units = [label('all'), label('north', 'all'), label('north-1', 'north'), label('south', 'all')];
  await does(await tokenOf('pia', ['policy-admin']), '/v1/units', { document: { units }, reason: 'The tree.' });
  ahead = 120_000;
  cases.own = await receive({ unit: 'south' }, await ben('handler'));
  cases.assigned = await receive({ unit: 'south' });
  await does(await anna(), `/v1/complaints/${cases.assigned}/assignment`, { person: 'ben' });
  cases.unit = await receive({ unit: 'north-1' });
  cases.none = await receive({ unit: 'south' });
  await does(await anna(), `/v1/complaints/${cases.none}/assignment`, { person: 'carl', unit: 'south' });
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

/** The operations of the router, as Nest has them. */
function routesOfControllers(): string[] {
  return [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return new MetadataScanner()
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata('path', prototype[name]!))
        .map((name) => routeOf(metatype as Type, prototype[name]!) ?? `${metatype?.name}.${name}`);
    }),
  );
}

describe('the table and the router', () => {
  /** What has no route of its own. */
  const ofRoutes = policyTable.map(({ route }) => route).filter((route) => !route.startsWith('NDJSON '));

  it('have the same operations, each once', () => {
    expect(ofRoutes.length).toBeGreaterThan(140);
    expect(new Set(ofRoutes).size).toBe(ofRoutes.length);
    expect(routesOfControllers().sort()).toEqual(ofRoutes.toSorted());
  });

  it('have whatever the description of the API has', async () => {
    const document = (await ask(undefined, { url: '/openapi.json' })).body as { paths: Record<string, object> };
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.length).toBeGreaterThan(140);
    expect(described.filter((route) => !ofRoutes.includes(route))).toEqual([]);
  });

  it('open nothing without a token but whether it lives, and progress by a code', () => {
    const open = policyTable.filter(({ about }) => about === 'public').map(({ route }) => route);
    expect(open).toEqual(['GET /health/live', 'GET /health/ready', 'GET /v1/progress/:trackingCode']);
  });
});

type Seen = 'let in' | 'no role' | 'hidden' | 'no token';

/** What everybody is told of what is not theirs, and of what there is not. */
const hidden = 'no complaint of yours is known under this id';

function seen({ status, body }: Answer): Seen | number {
  if (status >= 500 && status !== 503) return status;
  if (status === 401) return 'no token';
  if (status === 403 && body['code'] === 'role-not-allowed') return 'no role';
  if (status === 404 && body['detail'] === hidden) return 'hidden';
  return status === 403 ? 403 : 'let in';
}

/** What the table says of a request about one of the complaints; of none, if the request is not about one. */
function expected({ who, about, names }: Rule, role: string, isOfUnit: boolean, about1: Case | undefined): Seen {
  const by = relationsOf(who, role);
  if (!by) return 'no role';
  const confines = about === 'complaint' || (about1 !== undefined && names !== undefined);
  if (!isOfUnit || !confines || by.includes('none')) return 'let in';
  return by.some((relation) => standing[about1!].includes(relation)) ? 'let in' : 'hidden';
}

/** One way of asking for an operation: under which rule, and what is sent beside the path. What is sent is wrong, so that nothing comes of it. */
interface Way {
  readonly rule: Rule;
  readonly query: string;
  readonly body: (complaintId: string) => object;
  /** The complaint is named beside the path, and the one in the path is Ben's own. */
  readonly isNamed: boolean;
}

const others: Readonly<Record<string, { readonly base?: object | string; readonly otherwise: object | string }>> = {
  'POST /v1/complaints/:id/recusals': { otherwise: { person: 'somebody' } },
  'POST /v1/complaints/:id/letters': { otherwise: { recipients: ['li@example.com'] } },
  'GET /v1/approvals': { base: 'mine=true&', otherwise: '' },
  'GET /v1/delegations': { base: 'mine=true&', otherwise: '' },
};

function waysOf(row: PolicyRow): Way[] {
  const said = others[row.route];
  const way = (rule: Rule, more: object | string = {}): Way => ({
    rule,
    query: `${typeof more === 'string' ? more : ''}nonsense=1`,
    body: () => ({ nonsense: 1, ...(typeof more === 'object' && more) }),
    isNamed: false,
  });
  const ways = [way(row, said?.base)];
  if (row.otherwise) ways.push(way(row.otherwise, said!.otherwise));
  const { names } = row;
  if (names?.startsWith('query.')) {
    ways.push({ ...ways[0]!, isNamed: true, query: `${names.slice('query.'.length)}=:id&nonsense=1` });
  } else if (names) {
    const path = names.split('.').slice(1);
    const body = (id: string) => path.reduceRight<unknown>((value, name) => ({ [name]: value }), names.endsWith('complaints') ? [id] : id);
    ways.push({ ...ways[0]!, isNamed: true, body: (id) => ({ nonsense: 1, ...(body(id) as object) }) });
  }
  return ways;
}

const parameters: Readonly<Record<string, string>> = {
  hash: 'a'.repeat(64),
  clock: 'acknowledgement',
  name: 'volume',
  trackingCode: 'nonsense',
  stream: 'authority-default',
  hold: '1',
};

const isOfCase = ({ route }: PolicyRow): boolean => /\/complaints\/:id\b/.test(route);

function requestFor(row: PolicyRow, { query, body, isNamed }: Way, about: Case): Request {
  const [method, path] = row.route.split(' ') as [string, string];
  const inPath = isOfCase(row) ? cases[isNamed ? 'own' : about] : nobody;
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'id' ? inPath : (parameters[name] ?? nobody)));
  const url = `${filled}?${query.replace(':id', cases[about])}`;
  const headers = { 'redress-min-position': 'nonsense' };
  return { method, url, headers, ...(method === 'POST' || method === 'PATCH' ? { body: body(cases[about]) } : {}) };
}

it('everybody is let in where the table says so, and nowhere else: every operation × role × relation', async () => {
  const wrong: string[] = [];
  let asked = 0;
  const check = async (token: string, what: string, request: Request, want: Seen) => {
    asked += 1;
    const found = seen(await ask(token, request));
    if (found !== want) wrong.push(`${what}: ${found} instead of ${want}`);
  };
  for (const row of policyTable) {
    if (row.about === 'public' || row.route.startsWith('NDJSON ')) continue;
    for (const way of waysOf(row)) {
      const isAboutOne = way.isNamed || way.rule.about === 'complaint';
      const asks = async (role: string, about: Case, sub = 'ben', unit?: string) => {
        const want = expected(way.rule, role, unit !== undefined, isAboutOne ? about : undefined);
        const what = `${row.route} ${way.query} as ${role}, ${sub} of ${unit ?? 'the whole company'}, ${about}`;
        await check(await tokenOf(sub, [role], unit), what, requestFor(row, way, about), want);
      };
      const checks = everyRole.flatMap((role) => [
        ...(isAboutOne ? kinds : (['none'] as const)).map((about) => asks(role, about, 'ben', 'north')),
        asks(role, 'none', 'zoe'),
      ]);
      await Promise.all(checks);
    }
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(8_000);
});

describe('whose token is a special one', () => {
  const theCase = (which: Case): Request => ({ url: `/v1/complaints/${cases[which]}` });

  it('may do what the most generous of its roles may', async () => {
    for (const held of [
      ['handler', 'auditor'],
      ['auditor', 'handler'],
      ['analyst', 'handler', unknown],
    ]) {
      expect(seen(await ask(await ben(...held), theCase('none')))).toBe('let in');
      expect(seen(await ask(await ben(...held), { method: 'POST', url: `/v1/complaints/${cases.own}/notes`, body: {} }))).toBe('let in');
      // Reading all is not writing all.
      expect(seen(await ask(await ben(...held), { method: 'POST', url: `/v1/complaints/${cases.none}/notes`, body: {} }))).toBe('hidden');
    }
  });

  it('sees what is personal by the role that lets it in, not by another that does not', async () => {
    const both = await ben('handler', 'analyst');
    expect((await ask(both, theCase('own'))).text).toContain(canary);
    const foreign = await ask(both, theCase('none'));
    expect(foreign.status).toBe(200);
    expect(foreign.text).not.toContain(canary);
    expect((await ask(await ben('handler', 'auditor'), theCase('none'))).text).toContain(canary);
  });

  it('without a role, or with nothing but malformed ones, may do nothing; with a role of a matrix, sign', async () => {
    for (const held of [[], ['Not A Role'], ['*'], ['']]) {
      expect(seen(await ask(await ben(...held), theCase('own')))).toBe('no role');
      expect(seen(await ask(await tokenOf('zoe', held), { url: '/v1/units' }))).toBe('no role');
    }
    for (const held of ['constructor', 'has-own-property', 'none', 'own']) {
      expect(seen(await ask(await tokenOf('zoe', [held]), theCase('none')))).toBe('no role');
      const approval = { method: 'POST', url: `/v1/complaints/${cases.none}/approvals`, body: { decision: 'granted' } };
      expect(seen(await ask(await tokenOf('zoe', [held]), approval))).toBe('let in');
    }
  });

  it('of a unit that the tree does not have is of that unit alone', async () => {
    const elsewhere = await tokenOf('eve', ['handler'], 'atlantis');
    for (const which of kinds) expect(seen(await ask(elsewhere, theCase(which)))).toBe('hidden');
    const there = await receive({ unit: 'atlantis' });
    expect(seen(await ask(elsewhere, { url: `/v1/complaints/${there}` }))).toBe('let in');
    for (const unit of ['', ' ', 'all ', 'ALL', '%'])
      expect([unit, seen(await ask(await tokenOf('eve', ['handler'], unit), theCase('none')))]).toEqual([unit, 'hidden']);
  });

  it('is of no whole company because its unit is not a text, or none that could be kept', async () => {
    for (const unit of ['north\u0000', ['north'], { code: 'north' }, 7, true]) {
      const odd = await mintToken(system.config.dataFolder, { sub: 'eve', roles: ['handler'], unit: unit as unknown as string }, '1h');
      expect([unit, seen(await ask(odd, theCase('none')))]).toEqual([unit, 'no token']);
    }
  });
});

describe('what is none of the caller’s', () => {
  it('is answered as what there is not, to the letter', async () => {
    const token = await ben('handler');
    const asks = ['', '/history', '/related', '/deadlines', '/risk', '/playbook', `/evidence/${'a'.repeat(64)}`].map((path) => ({ path }));
    const commands = ['/notes', '/assignment', '/letters', '/approvals'].map((path) => ({ path, method: 'POST', body: {} }));
    for (const { path, ...more } of [...asks, ...commands]) {
      const told = async (id: string) => {
        const { status, body } = await ask(token, { url: `/v1/complaints/${id}${path}`, ...more });
        const { requestId: _, ...rest } = body;
        return JSON.stringify([status, rest]).replaceAll(id, 'ID');
      };
      expect(await told(cases.none)).toBe(await told(nobody));
    }
  });

  it('costs the same reading as what there is not', async () => {
    const token = await ben('handler');
    // What is known of policies is read again after a while.
    const now = new Date(Date.now() + ahead);
    const clock = jest.spyOn(Clock.prototype, 'now').mockImplementation(() => now);
    const reads = jest.spyOn(EventStore.prototype, 'read');
    const counted = async (id: string) => {
      reads.mockClear();
      await ask(token, { url: `/v1/complaints/${id}` });
      return reads.mock.calls.length;
    };
    await counted(cases.own);
    const [foreign, absent] = [await counted(cases.none), await counted(nobody)];
    reads.mockClear();
    // And nothing at all for whom no unit confines.
    await ask(await tokenOf('zoe', ['handler']), { url: `/v1/complaints/${cases.none}` });
    const whole = reads.mock.calls.length;
    reads.mockRestore();
    clock.mockImplementation(() => new Date(Date.now() + ahead));
    expect([foreign, whole]).toEqual([absent, 0]);
  });

  it('is in no list, file, stream or number that says which', async () => {
    const token = await ben('handler');
    const fresh = { 'redress-min-position': position };
    const mine = [cases.own, cases.assigned, cases.unit];
    const unitless = await receive({});
    const day = new Date(Date.now() + ahead).toISOString().slice(0, 10);
    const behind = `/v1/reports/volume/complaints?measure=received&from=${day}&to=2100-01-01`;
    for (const url of [
      '/v1/complaints?limit=200',
      '/v1/complaints?limit=200&sort=closedAt',
      '/v1/complaints?limit=200&q=late',
      '/v1/deadlines?limit=200',
      '/v1/deadlines?limit=200&unit=south',
      behind,
      `${behind}&format=csv`,
    ]) {
      const { status, text } = await ask(token, { url, headers: { 'redress-min-position': position } });
      expect([url, status]).toEqual([url, 200]);
      expect([url, text.includes(cases.none)]).toEqual([url, false]);
      const isOfSouth = url.includes('unit=south');
      for (const id of isOfSouth ? [cases.own, cases.assigned] : [...mine, unitless]) expect([url, text.includes(id)]).toEqual([url, true]);
      // And all of it for somebody of the whole company.
      expect([url, (await ask(await anna(), { url, headers: fresh })).text.includes(cases.none)]).toEqual([url, true]);
    }
  });

  it('is named where a case of theirs has to do with it, and no more is said', async () => {
    await does(await anna(), `/v1/complaints/${cases.own}/links`, { complaintId: cases.none, kind: 'related' });
    await does(await anna(), `/v1/complaints/${cases.own}/links`, { complaintId: cases.unit, kind: 'related' });
    const url = `/v1/complaints/${cases.own}/related`;
    const headers = { 'redress-min-position': position };
    const shown = async (token: string) => {
      const { items } = (await ask(token, { url, headers })).body as { items: { complaintId: string; complaint: object | null }[] };
      return Object.fromEntries(items.map(({ complaintId, complaint }) => [complaintId, complaint !== null]));
    };
    expect(await shown(await ben('handler'))).toMatchObject({ [cases.none]: false, [cases.unit]: true });
    expect(await shown(await anna())).toMatchObject({ [cases.none]: true, [cases.unit]: true });
  });

  it('is not reached by the bulk door either', async () => {
    const line = (complaintId: string) => JSON.stringify({ command: 'addNote', complaintId, body: { text: 'Seen.' } });
    const foreign = JSON.stringify({ command: 'link', complaintId: cases.own, body: { complaintId: cases.none, kind: 'joint' } });
    const { body } = await app.inject({
      method: 'POST',
      url: '/v1/commands',
      headers: { authorization: `Bearer ${await ben('handler')}`, 'content-type': 'application/x-ndjson' },
      payload: [line(cases.own), line(cases.none), line(nobody), foreign].join('\n'),
    });
    const results = body
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { status: number; detail?: string });
    expect(results.map(({ status }) => status)).toEqual([200, 404, 404, 404]);
    expect(new Set(results.slice(1).map(({ detail }) => detail))).toEqual(new Set([hidden]));
  });
});

describe('a case that changes hands', () => {
  it('goes with its handler, its contributors and who is asked to sign, and is left behind by who gave it away', async () => {
    const id = await receive({ unit: 'south' });
    const url = `/v1/complaints/${id}`;
    const sees = async (token: string) => seen(await ask(token, { url }));
    const dora = await tokenOf('dora', ['handler'], 'north-1');
    const head = await tokenOf('hugo', ['channel-head'], 'north');
    expect([await sees(dora), await sees(head)]).toEqual(['hidden', 'hidden']);
    await does(await anna(), `${url}/contributions`, {
      of: { unit: 'north-1' },
      question: 'What does it say?',
      answerBy: '2100-01-01T00:00:00Z',
    });
    expect([await sees(dora), await sees(await ben('handler'))]).toEqual(['let in', 'let in']);
    await does(await anna(), `${url}/proposals`, { remedy: 'refund', borne: { amount: 100_000, currency: 'CNY' } });
    expect(await sees(head)).toBe('let in');
    expect(await sees(await tokenOf('dirk', ['board-secretary'], 'west'))).toBe('hidden');
    // Whom the head lets sign sees what is to be signed.
    const deputy = await tokenOf('gita', ['supervisor'], 'west');
    expect(await sees(deputy)).toBe('hidden');
    await does(head, '/v1/delegations', {
      delegate: 'gita',
      role: 'channel-head',
      until: new Date(Date.now() + 86_400_000).toISOString(),
      reason: 'leave',
    });
    expect(await sees(deputy)).toBe('let in');

    const other = await receive({ unit: 'south' });
    const carl = await tokenOf('carl-2', ['handler'], 'west');
    const sent = async () => seen(await ask(carl, { url: `/v1/complaints/${other}` }));
    await does(await anna(), `/v1/complaints/${other}/assignment`, { person: 'carl-2' });
    expect(await sent()).toBe('let in');
    await does(carl, `/v1/complaints/${other}/hand-overs`, { to: { person: 'anna', unit: 'south' }, reason: 'holiday' });
    expect(await sent()).toBe('hidden');
  });
});

describe('a path that is written in another way', () => {
  const own = () => `/v1/complaints/${cases.none}`;

  it('leads to the same row, or nowhere', async () => {
    const token = await ben('handler');
    const analyst = await tokenOf('zoe', ['analyst']);
    const upper = cases.none.toUpperCase();
    for (const url of [
      own(),
      `/v1/complaints/${upper}`,
      `${own()}/`,
      `${own()}//`,
      `/v1//complaints/${cases.none}`,
      `//v1/complaints/${cases.none}`,
      `/v1/./complaints/${cases.none}`,
      `/v1/%2e/complaints/${cases.none}`,
      `/health/live/../../v1/complaints/${cases.none}`,
      `/health/live/%2e%2e/%2e%2e/v1/complaints/${cases.none}`,
      `/v1/progress/..%2fcomplaints%2f${cases.none}`,
      `/V1/complaints/${cases.none}`,
      `/v1/Complaints/${cases.none}`,
      `/v1/complaint%73/${cases.none}`,
      `/v1/complaints/${cases.none.replace('-', '%2d')}`,
      `${own()}.`,
      `${own()}.json`,
      `${own()}%00`,
      `${own()};a=b`,
      `${own()}#/health/live`,
      `${own()}?id=${cases.own}`,
      `${own()}/history;/health`,
      `/v1/complaints/${cases.own}/../${cases.none}`,
    ]) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(token, { method, url });
        // A redirect would be a way round as well.
        expect([method, url, answer.status >= 400 && answer.status < 500]).toEqual([method, url, true]);
        expect(answer.text).not.toContain(canary);
      }
      const command = await ask(analyst, { method: 'POST', url: `${url.split(/[?#]/)[0]}/notes`, body: { text: 'x' } });
      expect([url, command.status < 300]).toEqual([url, false]);
    }
  });

  it('by another method is still that method', async () => {
    const analyst = await tokenOf('zoe', ['analyst']);
    const notes = `${own()}/notes`;
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method'])
      expect(seen(await ask(analyst, { method: 'POST', url: notes, body: { text: 'x' }, headers: { [name]: 'GET' } }))).toBe('no role');
    expect(seen(await ask(analyst, { method: 'POST', url: `${notes}?_method=GET`, body: { text: 'x' } }))).toBe('no role');
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
      expect([method, (await ask(analyst, { method, url: own() })).status]).toEqual([method, 404]);
    // HEAD is asked as GET is.
    expect((await ask(await ben('handler'), { method: 'HEAD', url: own() })).status).toBe(404);
    expect((await ask(undefined, { method: 'HEAD', url: own() })).status).toBe(401);
    expect((await ask(await anna(), { method: 'HEAD', url: own() })).status).toBe(200);
  });
});

describe('what is personal', () => {
  /** Questions that are answered, for each operation that reads. */
  const questions = (): Readonly<Record<string, readonly string[]>> => {
    const id = cases.unit;
    const period = 'from=2020-01-01&to=2100-01-01';
    const behind = `measure=received&${period}`;
    return {
      'GET /v1/complaints/:id': [`/v1/complaints/${id}`, `/v1/complaints/${id}?revision=1`],
      'GET /v1/complaints/:id/history': [`/v1/complaints/${id}/history`, `/v1/complaints/${id}/history?include=stored`],
      'GET /v1/complaints/:id/evidence/:hash': [`/v1/complaints/${id}/evidence/${hash}`],
      'GET /v1/reports/:name': ['json', 'csv', 'html'].map((format) => `/v1/reports/volume?${period}&by=cause&format=${format}`),
      'GET /v1/reports/:name/complaints': ['json', 'csv', 'parquet'].map(
        (format) => `/v1/reports/volume/complaints?${behind}&format=${format}`,
      ),
      'GET /v1/management-report': [`/v1/management-report?${period}&format=json`],
      'GET /v1/improvements/:id': [`/v1/improvements/${improvement}`],
      'GET /v1/incidents/:id': [`/v1/incidents/${incident}`],
      'GET /v1/incidents/:id/members': [`/v1/incidents/${incident}/members`],
      'GET /v1/audit/complaints/:id/difference': [`/v1/audit/complaints/${id}/difference?from=0&to=1`],
      'GET /v1/audit/streams/:stream': [`/v1/audit/streams/improvement-${improvement}`, `/v1/audit/streams/complaint-${id}`],
    };
  };
  let hash = '';
  let improvement = '';
  let incident = '';

  beforeAll(async () => {
    const id = cases.unit;
    const boss = await tokenOf('sara', ['supervisor']);
    const text = `${canary} words`;
    const on = async (route: string, body: object) => does(await anna(), `/v1/complaints/${id}/${route}`, body);
    await on('notes', { text });
    await on('contacts', { channel: 'phone', direction: 'inbound', reached: true, summary: text });
    await on('promises', { promise: text, due: '2100-01-01T00:00:00Z', channel: 'phone' });
    await on('apologies', { apologist: 'anna', channel: 'phone', text, admitsFault: false });
    await on('corrections', { field: 'place', new: `${canary} other place`, reason: 'misheard' });
    await on('proposals', { remedy: 'refund', borne: { amount: 100_000, currency: 'CNY' }, note: text });
    await on('replies', { kind: 'interim', channel: 'phone', text });
    const file = await app.inject({
      method: 'POST',
      url: `/v1/complaints/${id}/evidence/files`,
      headers: { authorization: `Bearer ${await anna()}`, 'content-type': 'text/plain', 'redress-description': canary },
      payload: `${canary} file`,
    });
    ({ hash, position } = file.json<{ hash: string; position: string }>());
    const raised = { kind: 'corrective', cause: 'process', title: 'Tell customers before', description: text, from: { complaints: [id] } };
    improvement = (await does(boss, '/v1/improvements', raised))['improvementId'] as string;
    incident = (await does(boss, '/v1/incidents', { title: 'Depot closed', cause: 'late-delivery' }))['incidentId'] as string;
    await does(boss, `/v1/incidents/${incident}/members`, { complaints: [id] });
  });

  it('is in no answer but those to its readers: every question × role', async () => {
    const told = new Set<string>();
    const wrong: string[] = [];
    const asked = questions();
    for (const row of policyTable) {
      const [method, path] = row.route.split(' ') as [string, string];
      if (method !== 'GET') continue;
      const urls = asked[row.route] ?? [
        path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'id' && isOfCase(row) ? cases.unit : (parameters[name] ?? nobody))),
      ];
      for (const url of urls) {
        for (const role of everyRole) {
          const { status, text } = await ask(await tokenOf('zoe', [role]), { url, headers: { 'redress-min-position': position } });
          if (asked[row.route] && relationsOf(row.who, role) && status !== 200)
            wrong.push(`${url} as ${role}: ${status} ${text.slice(0, 200)}`);
          if (!text.includes(canary)) continue;
          told.add(url);
          if (!personalDataReaders.has(role)) wrong.push(`${url} as ${role}: tells it`);
        }
      }
    }
    expect(wrong).toEqual([]);
    // And these do tell it to their readers: else nothing would have been looked for.
    const telling = [
      'GET /v1/complaints/:id',
      'GET /v1/complaints/:id/history',
      'GET /v1/complaints/:id/evidence/:hash',
      'GET /v1/improvements/:id',
    ];
    for (const route of telling) expect([route, asked[route]!.some((url) => told.has(url))]).toEqual([route, true]);
  });
});
