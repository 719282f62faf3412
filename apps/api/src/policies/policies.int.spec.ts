import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { kinds, policyKinds } from '@redress/policy';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;

/** The clock of the story; the log keeps its own. */
let now = new Date();
const passes = (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1_000));
const inSeconds = (seconds: number): string => new Date(now.getTime() + seconds * 1_000).toISOString();

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
  // Behind the standard policies in the log: whoever reads after this reads those as well.
  await as('handler', 'POST', 'complaints', form);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

interface Answer {
  readonly status: number;
  readonly etag: unknown;
  readonly body: Record<string, unknown>;
}

/** What somebody with one role gets; what was written before is read. */
let position = '0';
async function as(role: string, method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const authorization = `Bearer ${await system.token(`u-${role}`, role)}`;
  const sent = await app.inject({
    method,
    url: `/v1/${url}`,
    headers: { authorization, 'redress-min-position': position, ...headers },
    ...(body && { payload: body }),
  });
  const answer = sent.json<Record<string, unknown>>();
  // The views of a machine that has much else to do.
  if (answer['code'] === 'view-behind') return as(role, method, url, body, headers);
  if (typeof answer['position'] === 'string') ({ position } = answer as { position: string });
  return { status: sent.statusCode, etag: sent.headers['etag'], body: answer };
}
const problem = (status: number, code: string, facts: object = {}) =>
  expect.objectContaining({ status, body: expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as unknown });

const form = { channel: 'phone', cause: 'late', account: 'It never came.' };
const labels = (en: string) => ({ 'zh-CN': `中${en}`, en });
const listed = (...codes: string[]) => codes.map((code) => ({ code, labels: labels(code) }));

const routes = {
  taxonomies: kinds.taxonomy,
  units: kinds.units,
  playbooks: kinds.playbooks,
  keywords: kinds.keywords,
  'letter-templates': kinds.letters,
  calendars: kinds.calendars,
  'notification-rules': kinds.notifications,
  packs: kinds.packs,
  'return-taxonomies': kinds.returns,
  'retention-rules': kinds.retention,
};

it('has a route for every kind of policy', () => {
  expect(Object.values(routes)).toEqual(policyKinds.map((kind) => kinds[kind]));
});

describe.each(Object.entries(routes))('/v1/%s', (route, { standard, reason }) => {
  const publish = (said: object = {}, headers = {}, role = 'policy-admin') =>
    as(role, 'POST', route, { reason: 'Ours.', document: standard, ...said }, headers);
  // Where notifications go is not for everybody.
  const [analyst, handler] = route === 'notification-rules' ? ['operator', 'auditor'] : ['analyst', 'handler'];

  it('begins with the standard, in force from ever, for whoever may read it', async () => {
    const { status, body } = await as(analyst, 'GET', route);
    expect(status).toBe(200);
    const first = { version: 1, effectiveFrom: '1900-01-01T00:00:00.000Z', reason, publishedBy: 'redress' };
    expect(body).toMatchObject({ asOf: now.toISOString(), ...first, document: standard });
    expect((await as(handler, 'GET', `${route}?asOf=1999-01-01T00:00:00Z`)).body).toMatchObject({ version: 1 });
    expect(await as(handler, 'GET', `${route}?asOf=yesterday`)).toEqual(problem(400, 'invalid-body'));
    expect(await as(handler, 'GET', `${route}?version=7`)).toEqual(problem(404, 'unknown-version', { version: 7 }));
    expect(await as(handler, 'GET', `${route}?version=1&asOf=1999-01-01T00:00:00Z`)).toEqual(problem(400, 'version-or-instant'));
    const { items } = (await as(handler, 'GET', `${route}/versions`)).body as { items: object[] };
    expect(items).toEqual([expect.objectContaining(first)]);
    expect(items[0]).not.toHaveProperty('document');
  });

  it('takes a version from policy-admins, and answers a repeated key as it was answered first', async () => {
    expect(await publish({}, {}, 'handler')).toEqual(problem(403, 'role-not-allowed'));
    expect(await publish({}, {}, 'service')).toEqual(problem(403, 'role-not-allowed'));
    const key = { 'idempotency-key': `${route}-2026` };
    const first = await publish({}, key);
    expect(first).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { version: 2, effectiveFrom: inSeconds(60), revision: 1, repeated: false, events: [{ type: 'PolicyPublished', revision: 1 }] },
    });
    expect(await publish({}, key)).toEqual({ ...first, body: { ...first.body, repeated: true } });
    expect(await publish({ reason: 'Else.' }, key)).toEqual(problem(422, 'idempotency-key-reused'));
  });

  it('refuses what is malformed, too early, or decided on what has changed', async () => {
    expect(await publish({ reason: '' })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ document: undefined })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ document: { colours: [] } })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ occurredAt: now.toISOString() })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ effectiveFrom: inSeconds(59) })).toEqual(problem(422, 'effective-too-soon', { earliest: inSeconds(60) }));
    expect(await publish({ effectiveFrom: inSeconds(60) })).toEqual(problem(409, 'effective-before-version-before', { version: 2 }));
    expect(await publish({}, { 'if-match': '"0"' })).toEqual(problem(412, 'stale-revision', { expected: 0, current: 1 }));
  });

  it('is in force when it says so, and every version stays readable', async () => {
    expect((await as(handler, 'GET', route)).body).toMatchObject({ version: 1 });
    const then = encodeURIComponent(inSeconds(60));
    expect((await as(handler, 'GET', `${route}?asOf=${then}`)).body).toMatchObject({ version: 2, publishedBy: 'u-policy-admin' });
    expect((await as(handler, 'GET', `${route}?version=2`)).body).toMatchObject({ version: 2, reason: 'Ours.', document: standard });
    const { items } = (await as('auditor', 'GET', `${route}/versions`)).body as { items: object[] };
    expect(items).toMatchObject([{ version: 2 }, { version: 1 }]);
  });
});

describe('a taxonomy', () => {
  const channels = { strict: true, entries: [...listed('counter', 'phone'), { ...listed('telex')[0]!, retired: true }] };

  it('says where a document is wrong', async () => {
    const publish = (document: object) => as('policy-admin', 'POST', 'taxonomies', { reason: 'Ours.', document });
    expect(await publish({})).toEqual(problem(422, 'nothing-published'));
    expect(await publish({ channels: { entries: listed('a', 'a') } })).toEqual(
      problem(422, 'duplicate-code', { path: 'channels.entries[1].code' }),
    );
    expect(await publish({ outcomes: { entries: listed('won') } })).toEqual(problem(422, 'closed-list', { unknown: ['won'] }));
    expect(await publish({ channels: { entries: [{ code: 'a' }] } })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ channels: { entries: [{ code: 'a', labels: { en: 'a' } }] } })).toEqual(problem(400, 'invalid-body'));
  });

  it('is what complaints are coded with from the moment on at which it is in force', async () => {
    passes(120);
    expect((await as('policy-admin', 'POST', 'taxonomies', { reason: 'Strict.', document: { channels } })).status).toBe(201);
    const receive = (channel: string) => as('handler', 'POST', 'complaints', { ...form, channel });
    const before = await receive('pigeon');
    expect(before.status).toBe(201);
    passes(60);
    expect((await as('handler', 'GET', 'taxonomies')).body).toMatchObject({
      version: 3,
      document: { ...kinds.taxonomy.standard, channels },
    });
    expect(await receive('counte')).toEqual(
      problem(422, 'unknown-code', { field: 'channel', code: 'counte', list: 'channels', version: 3, meant: 'counter' }),
    );
    expect(await receive('telex')).toEqual(problem(422, 'retired-code', { field: 'channel', code: 'telex', version: 3 }));
    const after = await receive('counter');
    const versions = async ({ body }: Answer) => {
      const { events } = (await as('auditor', 'GET', `complaints/${String(body['complaintId'])}/history`)).body;
      return (events as { policyVersions: object }[]).map(({ policyVersions }) => policyVersions);
    };
    expect((await versions(before))[0]).toMatchObject({ taxonomy: 2 });
    expect((await versions(after))[0]).toMatchObject({ taxonomy: 3 });

    // What is not in that list may be anything, as before.
    const id = String(after.body['complaintId']);
    expect((await as('handler', 'GET', `complaints/${id}`)).body).toMatchObject({ taxonomy: 3 });
    const category = { category: 'of-our-own', severity: 'low', urgency: 'normal', directness: 'direct' };
    expect((await as('handler', 'POST', `complaints/${id}/classification`, category)).status).toBe(200);
    const correction = { field: 'channel', new: 'pigeon', reason: 'misread' };
    expect(await as('handler', 'POST', `complaints/${id}/corrections`, correction)).toEqual(
      problem(422, 'unknown-code', { field: 'channel' }),
    );
    expect((await as('handler', 'POST', `complaints/${id}/corrections`, { ...correction, new: 'phone' })).status).toBe(200);
  });
});

describe('policy packs', () => {
  const { packs } = kinds.packs.standard;
  const ours = { ...packs['default']!, labels: labels('ours') };
  const publish = (document: object) => as('policy-admin', 'POST', 'packs', { reason: 'Ours.', document });
  const withClock = (change: object) => ({ packs: { ours: { ...ours, clocks: [{ ...ours.clocks[0], ...change }] } } });

  it('are chosen by product, unit and jurisdiction', async () => {
    const chosen = async (query: string) => (await as('analyst', 'GET', `packs/choice?${query}`)).body;
    expect(await chosen('jurisdiction=CN&product=credit-card')).toMatchObject({
      pack: 'cn-financial',
      labels: packs['cn-financial']!.labels,
    });
    expect(await chosen('jurisdiction=US-TX&product=credit-card')).toMatchObject({ pack: 'us-cfpb' });
    expect(await chosen('product=parcel')).toMatchObject({ pack: 'default', when: {} });
    expect(await chosen('')).toMatchObject({ pack: 'default' });
    expect(await as('analyst', 'GET', 'packs/choice?colour=red')).toEqual(problem(400, 'invalid-body'));
  });

  it('are read one by one, with the source of every rule', async () => {
    const { status, body } = await as('auditor', 'GET', 'packs/uk-disp');
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'packs', name: 'uk-disp', pack: packs['uk-disp'] });
    expect(body).not.toHaveProperty('document');
    expect((await as('auditor', 'GET', 'packs/uk-disp?version=1')).body).toMatchObject({ version: 1, name: 'uk-disp' });
    expect(await as('auditor', 'GET', 'packs/mars')).toEqual(problem(404, 'no-such-pack', { name: 'mars' }));
    expect(await as('auditor', 'GET', 'packs/constructor')).toEqual(problem(404, 'no-such-pack'));
  });

  it('say where a document is wrong, in shape and in sense', async () => {
    const fields = (field: string) => ({ fields: expect.arrayContaining([expect.objectContaining({ field })]) as unknown });
    expect(await publish({})).toEqual(problem(422, 'nothing-published'));
    expect(await publish({ packs: [] })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ packs: 'default' })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ packs: { ours: 1 } })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ packs: { ours: null } })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ packs: { ours: { ...ours, colour: 'red' } } })).toEqual(
      problem(400, 'invalid-body', fields('document.packs.ours.colour')),
    );
    expect(await publish(withClock({ length: 'long' }))).toEqual(
      problem(400, 'invalid-body', fields('document.packs.ours.clocks.0.length')),
    );
    expect(await publish(withClock({ length: { amount: 'x', unit: 'hours' } }))).toEqual(problem(400, 'invalid-body'));
    expect(await publish(withClock({ length: { amount: 0, unit: 'hours' } }))).toEqual(
      problem(422, 'invalid-length', { path: 'packs.ours.clocks[0].length' }),
    );
    expect(await publish(withClock({ starts: ['born'] }))).toEqual(
      problem(422, 'unknown-moment', { path: 'packs.ours.clocks[0].starts[0]' }),
    );
    expect(await publish(withClock({ calendar: 'mars' }))).toEqual(
      problem(422, 'unknown-calendar', { path: 'packs.ours.clocks[0].calendar', calendar: 'mars' }),
    );
    expect(await publish({ packs: { ours: { ...ours, summary: { ...ours.summary, calendar: 'mars' } } } })).toEqual(
      problem(422, 'unknown-calendar', { path: 'packs.ours.summary.calendar', calendar: 'mars' }),
    );
    expect(await publish({ choices: [{ when: {}, pack: 'mars' }] })).toEqual(problem(422, 'unknown-pack', { path: 'choices[0].pack' }));
  });

  it('are carried over where a publication does not name them', async () => {
    passes(120);
    const choices = [
      { when: { units: ['vip'] }, pack: 'ours' },
      { when: {}, pack: 'default' },
    ];
    expect((await publish({ choices, packs: { ours } })).status).toBe(201);
    passes(60);
    expect((await as('handler', 'GET', 'packs')).body).toMatchObject({ document: { choices, packs: { ...packs, ours } } });
    expect((await as('handler', 'GET', 'packs/choice?unit=vip')).body).toMatchObject({ pack: 'ours', labels: labels('ours') });
  });
});

it('takes letter templates that can be written', async () => {
  const templates = kinds.letters.standard.templates.map((template) => ({ ...template, subject: '{{ receivedOn' }));
  expect(await as('policy-admin', 'POST', 'letter-templates', { reason: 'Ours.', document: { templates } })).toEqual(
    problem(422, 'letter-template-invalid', { path: 'templates[0].subject', part: 'subject' }),
  );
});

describe('the worklist', () => {
  it('shows the cases of a unit and of all that are below it', async () => {
    const units = [
      { code: 'company', labels: labels('company') },
      { code: 'north', parent: 'company', labels: labels('north') },
      { code: 'beijing', parent: 'north', labels: labels('beijing') },
      { code: 'south', parent: 'company', labels: labels('south') },
    ];
    passes(60);
    expect((await as('policy-admin', 'POST', 'units', { reason: 'As we are.', document: { units } })).status).toBe(201);
    passes(60);
    for (const unit of ['north', 'beijing', 'south']) {
      expect((await as('handler', 'POST', 'complaints', { ...form, channel: 'phone', unit })).status).toBe(201);
    }
    const within = async (query: string) =>
      ((await as('handler', 'GET', `complaints?${query}`)).body['items'] as { unit: string }[]).map(({ unit }) => unit).toSorted();
    expect(await within('unitWithin=company')).toEqual(['beijing', 'north', 'south']);
    expect(await within('unitWithin=north')).toEqual(['beijing', 'north']);
    expect(await within('unitWithin=north&channel=phone')).toEqual(['beijing', 'north']);
    expect(await within('unitWithin=nowhere')).toEqual([]);
    expect(await as('handler', 'GET', 'complaints?unitWithin=north&unit=south')).toEqual(problem(400, 'invalid-filter'));
  });
});

describe('a playbook', () => {
  it('is found by category and product', async () => {
    const { document } = (await as('analyst', 'GET', 'playbooks?category=hotel-room')).body as { document: { playbooks: object[] } };
    expect(document.playbooks).toMatchObject([{ category: 'hotel-room' }]);
    expect((await as('analyst', 'GET', 'playbooks?category=hotel-room&product=breakfast')).body).toMatchObject({ document });
    expect((await as('analyst', 'GET', 'playbooks?category=weather')).body).toMatchObject({ document: { playbooks: [] } });
    expect(await as('analyst', 'GET', 'playbooks?product=room')).toEqual(problem(400, 'category-missing'));
  });

  it('is the case’s own by its latest category', async () => {
    const { complaintId } = (await as('handler', 'POST', 'complaints', { ...form, channel: 'phone' })).body as { complaintId: string };
    const playbook = () => as('handler', 'GET', `complaints/${complaintId}/playbook`);
    expect(await playbook()).toEqual(problem(404, 'not-classified'));
    const classify = (category: string) =>
      as('handler', 'POST', `complaints/${complaintId}/classification`, {
        category,
        severity: 'low',
        urgency: 'normal',
        directness: 'direct',
      });
    await classify('weather');
    expect(await playbook()).toEqual(problem(404, 'no-playbook', { category: 'weather' }));
    await classify('product-defect');
    const { steps } = kinds.playbooks.standard.playbooks.find(({ category }) => category === 'product-defect')!;
    expect(await playbook()).toMatchObject({ status: 200, body: { complaintId, category: 'product-defect', steps } });
    expect(await as('handler', 'GET', 'complaints/00000000-0000-4000-8000-000000000000/playbook')).toEqual(
      problem(404, 'no-such-complaint'),
    );
  });
});

describe('the remedy menu', () => {
  const menu = async (query: string, language?: string) => {
    const { body } = await as('handler', 'GET', `remedy-menu?${query}`, undefined, language ? { 'accept-language': language } : {});
    return (body as { remedies: { remedy: string; labels: object; note: object }[] }).remedies.find(
      ({ remedy }) => remedy === 'late-check-out',
    );
  };
  it.each([
    [undefined, { 'zh-CN': '延迟退房', en: 'late check-out' }],
    ['zh-CN', { 'zh-CN': '延迟退房' }],
    ['en-GB, zh;q=0.5', { en: 'late check-out' }],
    ['fr, zh-CN;q=0.8, en;q=0.9', { en: 'late check-out' }],
    ['fr', { 'zh-CN': '延迟退房', en: 'late check-out' }],
    ['*', { 'zh-CN': '延迟退房', en: 'late check-out' }],
  ])('is in the words of the taxonomy, in the language asked for: %s', async (language, expected) => {
    const item = await menu('category=hotel-room', language);
    expect(item!.labels).toEqual(expected);
    expect(Object.keys(item!.note)).toEqual(Object.keys(expected));
  });

  it('is one of a category that has a playbook', async () => {
    expect(await as('handler', 'GET', 'remedy-menu?category=weather&product=x')).toEqual(
      problem(404, 'no-playbook', { category: 'weather', product: 'x' }),
    );
    expect(await as('handler', 'GET', 'remedy-menu')).toEqual(problem(400, 'invalid-body'));
  });
});

describe('a calendar', () => {
  const { uk } = kinds.calendars.standard.calendars;
  const due = (query: string, name = 'uk') => as('handler', 'GET', `calendars/${name}/due?${query}`);

  it('says when something is due, and why then', async () => {
    const question = 'from=2026-04-02T16:00:00%2B01:00&amount=3&unit=business-days&version=1';
    expect(await due(question)).toMatchObject({
      status: 200,
      body: {
        calendar: 'uk',
        version: 1,
        due: '2026-04-09T22:59:59.999Z',
        local: '2026-04-09T23:59:59.999+01:00',
        counted: [{ day: '2026-04-07' }, { day: '2026-04-08' }, { day: '2026-04-09' }],
        skipped: [{ day: '2026-04-03', why: 'holiday', name: 'Good Friday' }, {}, {}, { name: 'Easter Monday' }],
        isProvisional: false,
      },
    });
    expect(await due(question, 'mars')).toEqual(problem(404, 'no-such-calendar', { name: 'mars' }));
    expect(await due(question, 'constructor')).toEqual(problem(404, 'no-such-calendar'));
    expect(await due('from=2026-04-02T16:00:00Z&amount=0&unit=hours')).toEqual(problem(422, 'invalid-length', { path: 'amount' }));
    expect(await due('from=2026-04-02T16:00:00Z&amount=10001&unit=business-days')).toEqual(
      problem(422, 'invalid-length', { most: 10_000 }),
    );
    expect(await due('from=2026-04-02T16:00:00Z&amount=1.5&unit=hours')).toEqual(problem(400, 'invalid-body'));
    expect(await due('from=2026-04-02T16:00:00Z&amount=1&unit=moons')).toEqual(problem(400, 'invalid-body'));
    expect(await due('from=2026-04-02&amount=1&unit=hours')).toEqual(problem(400, 'invalid-body'));
  });

  it('is published by its name beside the others, and says where it is wrong', async () => {
    const publish = (calendars: unknown) => as('policy-admin', 'POST', 'calendars', { reason: 'Ours.', document: { calendars } });
    passes(120);
    expect((await publish({ ours: { ...uk, week: { '7': [{ from: '22:00', to: '24:00' }] }, holidays: [] } })).status).toBe(201);
    passes(60);
    expect((await due('from=2026-04-02T16:00:00Z&amount=3&unit=business-hours', 'ours')).body).toMatchObject({
      due: '2026-04-12T22:00:00.000Z',
    });
    const names = ['cn', 'eu', 'ours', 'uk', 'us'];
    const { document } = (await as('handler', 'GET', 'calendars')).body as { document: { calendars: object } };
    expect(Object.keys(document.calendars).toSorted()).toEqual(names);
    expect(await publish({ ours: { ...uk, zone: 'Mars/North' } })).toEqual(problem(422, 'unknown-zone', { path: 'calendars.ours.zone' }));
    expect(await publish({ ours: { ...uk, week: { '8': [] } } })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ ours: 1 })).toEqual(problem(400, 'invalid-body'));
    expect(await publish([])).toEqual(problem(400, 'invalid-body'));
    expect(await publish({})).toEqual(problem(422, 'nothing-published'));
  });
});

describe('the keyword library', () => {
  const ask = (body: object) => as('handler', 'POST', 'classification-suggestions', body);

  it('suggests categories for a text, and stores nothing', async () => {
    const { status, body } = await ask({ text: '前台态度恶劣，how rude!' });
    expect(status).toBe(200);
    expect(body['suggestions']).toMatchObject([
      { category: 'attitude', score: 7, words: ['态度恶劣', '态度', 'rude'] },
      { category: 'hotel-room' },
    ]);
    expect((await ask({ texts: ['how rude', '态度恶劣'], language: 'zh' })).body['suggestions']).toMatchObject([
      { category: 'attitude', score: 4 },
    ]);
    expect((await ask({ texts: ['Good morning.'] })).body['suggestions']).toEqual([]);
    expect(await ask({})).toEqual(problem(400, 'invalid-body'));
    expect(await ask({ text: 'x', language: 'fr' })).toEqual(problem(400, 'invalid-body'));
  });

  it('suggests one at receipt, by its version', async () => {
    const { complaintId } = (await as('handler', 'POST', 'complaints', { ...form, channel: 'phone', account: 'He was rude.' })).body;
    const { events } = (await as('auditor', 'GET', `complaints/${String(complaintId)}/history`)).body as { events: object[] };
    expect(events[0]).toMatchObject({ data: { suggestion: { category: 'attitude', library: 2 } }, policyVersions: { keywords: 2 } });
  });
});
