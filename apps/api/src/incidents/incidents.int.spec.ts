import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

/** What somebody with one role gets; what was written before is read. */
let position = '0';
async function as(role: string, method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}) {
  const sent = await app.inject({
    method,
    url: `/v1/${url}`,
    headers: { authorization: `Bearer ${await system.token(`u-${role}`, role)}`, 'redress-min-position': position, ...headers },
    ...(body && { payload: body }),
  });
  const answer = sent.json<Record<string, unknown>>();
  if (method === 'POST' && typeof answer['position'] === 'string') ({ position } = answer as { position: string });
  return { status: sent.statusCode, etag: sent.headers['etag'], body: answer };
}
const problem = (status: number, code: string, facts: object = {}) =>
  expect.objectContaining({ status, body: expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as unknown });

const nobody = '0199f000-0000-7000-8000-000000000000';
const fog = { title: 'Fog', cause: 'fog', startedAt: '2026-01-01T05:00:00+08:00' };
const notice = { texts: { en: 'Fog.', 'zh-CN': '大雾。' }, channel: 'sms' };
const meal = { remedy: 'meal-voucher', borne: { amount: 12_000, currency: 'CNY' }, reason: 'waiting' };

async function complaint(): Promise<string> {
  return (await as('handler', 'POST', 'complaints', { channel: 'app', cause: 'delay' })).body['complaintId'] as string;
}
async function opened(said: object = {}): Promise<string> {
  const { status, body } = await as('supervisor', 'POST', 'incidents', { ...fog, ...said });
  expect([status, body['events']]).toEqual([201, [expect.objectContaining({ type: 'IncidentOpened', revision: 0 })]]);
  return body['incidentId'] as string;
}

it('is opened, joined, told, offered to and closed; everybody who reads cases sees how far it is', async () => {
  const id = await opened({ product: 'flight', joins: { causes: ['delay'], from: '2026-01-01T00:00:00+08:00' } });
  const [a, b, closed] = [await complaint(), await complaint(), await complaint()];
  await as('handler', 'POST', `complaints/${closed}/withdrawal`, { channel: 'phone' });
  const joined = await as('handler', 'POST', `incidents/${id}/members`, { complaints: [a.toUpperCase(), b, closed, nobody] });
  expect(joined).toMatchObject({
    status: 200,
    body: {
      incidentId: id,
      events: [{ type: 'ComplaintJoined' }, { type: 'ComplaintJoined' }],
      refused: [
        { complaintId: closed, code: 'case-closed' },
        { complaintId: nobody, code: 'unknown-complaint' },
      ],
    },
  });
  expect(await as('operations-director', 'POST', `incidents/${id}/notices`, { ...notice, eta: '2026-01-01T12:00:00+08:00' })).toMatchObject(
    {
      status: 200,
    },
  );
  expect(await as('operations-director', 'POST', `incidents/${id}/remedies`, meal)).toMatchObject({ status: 200 });
  const departure = { complaintId: b, reason: 'another-flight', note: 'Hers was the next day.' };
  expect(await as('handler', 'POST', `incidents/${id}/departures`, departure)).toMatchObject({ status: 200 });
  expect(await as('general-manager', 'POST', `incidents/${id}/closing`, { reason: 'over', summary: 'Mrs Li was last.' })).toMatchObject({
    status: 200,
  });

  const { body, etag } = await as('handler', 'GET', `incidents/${id}`);
  expect(etag).toBe('"6"');
  expect(body).toMatchObject({
    incidentId: id,
    status: 'closed',
    title: 'Fog',
    product: 'flight',
    unit: null,
    startedAt: '2025-12-31T21:00:00.000Z',
    eta: '2026-01-01T04:00:00.000Z',
    joins: { causes: ['delay'], from: '2025-12-31T16:00:00.000Z' },
    notices: [{ notice: 1, texts: notice.texts, by: 'u-operations-director' }],
    offers: [{ offer: 1, ...meal, terms: [], beneficiary: 'customer' }],
    closedReason: 'over',
    summary: 'Mrs Li was last.',
    counts: { members: 1, told: 0, offered: 0, approved: 0, compensated: 0, fulfilled: 0, skipped: 0 },
  });
  expect((await as('analyst', 'GET', `incidents/${id}`)).body['summary']).not.toBe('Mrs Li was last.');
  expect((await as('handler', 'GET', `incidents/${id}/members`)).body).toMatchObject({
    items: [
      { complaintId: a, member: 1, leftAt: null },
      { complaintId: b, member: 2, leftReason: 'another-flight' },
    ],
    next: null,
  });
  expect((await as('handler', 'GET', `incidents/${id}/members?left=true`)).body).toMatchObject({ items: [{ complaintId: b }] });
  expect((await as('auditor', 'GET', 'incidents?status=closed')).body).toMatchObject({ items: [{ incidentId: id }], next: null });
});

it('is told again what it was told, however often it is asked', async () => {
  const headers = { 'idempotency-key': 'fog-1' };
  const first = await as('supervisor', 'POST', 'incidents', { title: 'Fog', cause: 'fog' }, headers);
  expect(first.status).toBe(201);
  expect(await as('supervisor', 'POST', 'incidents', { title: 'Fog', cause: 'fog' }, headers)).toMatchObject({
    body: { ...first.body, repeated: true },
  });
  const id = String(first.body['incidentId']);
  const complaints = [await complaint(), nobody];
  const joined = await as('handler', 'POST', `incidents/${id}/members`, { complaints }, { 'idempotency-key': 'join-1' });
  expect(await as('handler', 'POST', `incidents/${id}/members`, { complaints }, { 'idempotency-key': 'join-1' })).toMatchObject({
    status: 200,
    body: { ...joined.body, repeated: true },
  });
  expect(await as('handler', 'POST', `incidents/${id}/members`, { complaints })).toEqual(
    problem(409, 'nobody-joins', {
      refused: [
        { complaintId: complaints[0], code: 'already-member' },
        { complaintId: nobody, code: 'unknown-complaint' },
      ],
    }),
  );
  expect(await as('supervisor', 'POST', `incidents/${id}/closing`, { reason: 'over' }, { 'if-match': '"0"' })).toEqual(
    problem(412, 'stale-revision', { current: 1 }),
  );
});

it('is decided by those who may', async () => {
  const id = await opened();
  for (const role of ['handler', 'service', 'cfo', 'auditor', 'analyst', 'finance']) {
    expect(await as(role, 'POST', 'incidents', fog)).toEqual(problem(403, 'role-not-allowed'));
    for (const [route, body] of [
      ['notices', notice],
      ['remedies', meal],
      ['closing', { reason: 'over' }],
    ] as const)
      expect(await as(role, 'POST', `incidents/${id}/${route}`, body)).toEqual(problem(403, 'role-not-allowed'));
  }
  for (const role of ['cfo', 'auditor', 'analyst'])
    expect(await as(role, 'POST', `incidents/${id}/members`, { complaints: [nobody] })).toEqual(problem(403, 'role-not-allowed'));
});

it.each<[string, string, object, number, string]>([
  ['members', 'nobody', { complaints: [] }, 400, 'invalid-body'],
  ['members', 'what is no id', { complaints: ['4711'] }, 400, 'invalid-body'],
  ['members', 'more than 500', { complaints: Array.from({ length: 501 }, () => nobody) }, 400, 'invalid-body'],
  ['members', 'strangers', { complaints: [nobody] }, 409, 'nobody-joins'],
  ['departures', 'a stranger', { complaintId: nobody, reason: 'x' }, 409, 'not-a-member'],
  ['notices', 'no text', { texts: {}, channel: 'sms' }, 422, 'notice-without-text'],
  ['notices', 'a text in French', { texts: { fr: 'Brouillard.' }, channel: 'sms' }, 400, 'invalid-body'],
  ['notices', 'an end before the beginning', { ...notice, eta: '2020-01-01T00:00:00Z' }, 422, 'eta-before-start'],
  ['remedies', 'less than nothing', { ...meal, borne: { amount: -1, currency: 'CNY' } }, 400, 'invalid-body'],
  ['remedies', 'silence', { ...meal, terms: ['silence'] }, 409, 'forbidden-term'],
  ['closing', 'no reason', {}, 400, 'invalid-body'],
])('%s of %s', async (route, _, body, status, code) => {
  const id = await opened();
  expect(await as('supervisor', 'POST', `incidents/${id}/${route}`, body)).toEqual(problem(status, code));
});

it.each<[string, string, number, string]>([
  ['GET', `incidents/${nobody}`, 404, 'no-such-incident'],
  ['GET', 'incidents/4711', 404, 'no-such-incident'],
  ['GET', `incidents/${nobody}/members`, 404, 'no-such-incident'],
  ['GET', 'incidents?status=lost', 400, 'invalid-body'],
  ['GET', 'incidents?cursor=abc', 400, 'invalid-cursor'],
  ['GET', `incidents/${nobody}/members?skipped=perhaps`, 400, 'invalid-body'],
  ['GET', 'complaints?incident=x', 400, 'invalid-filter'],
  ['GET', 'complaints?atRisk=perhaps', 400, 'invalid-filter'],
  ['POST', `incidents/${nobody}/notices`, 404, 'no-such-incident'],
  ['POST', 'incidents/4711/notices', 404, 'no-such-incident'],
])('%s %s is a %i', async (method, url, status, code) => {
  expect(await as('supervisor', method as 'GET', url, method === 'POST' ? notice : undefined)).toEqual(problem(status, code));
});

it('joins nothing that fits everything', async () => {
  expect(await as('supervisor', 'POST', 'incidents', { ...fog, joins: {} })).toEqual(
    problem(422, 'criteria-name-nothing', { field: 'joins' }),
  );
  expect(await as('supervisor', 'POST', 'incidents', { ...fog, joins: { colours: ['red'] } })).toEqual(problem(400, 'invalid-body'));
  expect(await as('supervisor', 'POST', 'incidents', { ...fog, startedAt: '2999-01-01T00:00:00Z' })).toEqual(problem(422, 'future-time'));
});
