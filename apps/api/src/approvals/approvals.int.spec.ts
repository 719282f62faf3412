import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mintToken } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;

/** The clock of the story; the log keeps its own. */
let now = new Date();
const inDays = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** What somebody (`role:sub`, or the role's own) gets; what was written before is read. */
let position = '0';
async function as(who: string, method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> {
  const [role, sub = `u-${role}`] = who.split(':');
  // Good for as long as the story takes.
  const authorization = `Bearer ${await mintToken(system.config.dataFolder, { sub, roles: [role!] }, '1y')}`;
  const sent = await app.inject({
    method,
    url: `/v1/${url}`,
    headers: { authorization, 'redress-min-position': position },
    ...(body && { payload: body }),
  });
  const answer = sent.json<Record<string, unknown>>();
  if (typeof answer['position'] === 'string') ({ position } = answer as { position: string });
  return { status: sent.statusCode, body: answer };
}

async function propose(amount: number, unit = 'beijing'): Promise<string> {
  const form = { channel: 'phone', cause: 'misleading-sale', account: 'They promised 8 %.', unit, respondents: ['u-salesman'] };
  const { body } = await as('handler', 'POST', 'complaints', form);
  const id = body['complaintId'] as string;
  const asked = await as('handler', 'POST', `complaints/${id}/proposals`, { remedy: 'refund', borne: { amount, currency: 'CNY' } });
  expect(asked).toMatchObject({ status: 200 });
  return id;
}

async function items(who: string, query: string): Promise<Record<string, unknown>[]> {
  const { status, body } = await as(who, 'GET', `approvals?${query}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body['items'] as Record<string, unknown>[];
}
const ids = async (who: string, query: string) => (await items(who, query)).map(({ complaintId }) => complaintId);
const problem = (status: number, code: string) => expect.objectContaining({ status, body: expect.objectContaining({ code }) as unknown });

test('a round waits for those who must sign it, until they have, and says what signing means', async () => {
  const id = await propose(250_000);
  const [round] = await items('cfo', 'mine=true');
  expect(round).toMatchObject({
    complaintId: id,
    round: 1,
    status: 'requested',
    band: { from: 200_000, below: 1_000_000, scope: 'branch' },
    already: 0,
    now: 250_000,
    total: 250_000,
    currency: 'CNY',
    proposed: { amount: 250_000, currency: 'CNY' },
    reason: { en: expect.stringContaining('Matrix 1'), 'zh-CN': expect.stringContaining('权限矩阵第1版') },
    signed: [],
    missing: [{ role: 'channel-head' }, { role: 'operations-director' }, { role: 'cfo' }],
    signAs: [{ role: 'cfo' }],
    lapsesAt: inDays(30),
  });
  await as('cfo', 'POST', `complaints/${id}/approvals`, { decision: 'granted' });
  expect(await ids('cfo', 'mine=true')).toEqual([]);
  expect(await items('channel-head', 'mine=true')).toMatchObject([{ signed: [{ role: 'cfo', approver: 'u-cfo' }] }]);
  await as('channel-head', 'POST', `complaints/${id}/approvals`, { decision: 'granted' });
  await as('operations-director', 'POST', `complaints/${id}/approvals`, { decision: 'granted' });
  expect(await ids('operations-director', 'mine=true')).toEqual([]);
  expect(await items('supervisor', `complaint=${id}`)).toMatchObject([{ status: 'granted', missing: [], decidedAt: expect.any(String) }]);
});

test('nobody is asked to sign what they proposed, handle, or are complained about', async () => {
  const id = await propose(150_000, 'shanghai');
  expect(await ids('channel-head:u-handler', 'mine=true')).toEqual([]);
  expect(await ids('channel-head:u-salesman', 'mine=true')).toEqual([]);
  expect(await ids('channel-head:u-other', 'mine=true')).toEqual([id]);
  await as('handler', 'POST', `complaints/${id}/assignment`, { person: 'u-other' });
  expect(await ids('channel-head:u-other', 'mine=true')).toEqual([]);
  expect(await ids('channel-head', 'mine=true&unit=shanghai')).toEqual([id]);
  expect(await ids('handler', 'mine=true')).toEqual([]);
});

test("a body's seat waits for who records its resolutions", async () => {
  const id = await propose(50_000_000, 'hainan');
  expect(await items('board-secretary', 'mine=true')).toMatchObject([{ complaintId: id, signAs: [{ role: 'board' }] }]);
  for (const role of ['board', 'board-secretary']) expect(await ids('auditor', `role=${role}`)).toEqual([id]);
});

test('who was lent a role sees what waits for it, as long as that is in force, unless the lender is involved', async () => {
  const id = await propose(2_000_000, 'wuhan');
  expect(await ids('handler:u-deputy', 'mine=true')).toEqual([]);
  const lent = { delegate: 'u-deputy', role: 'general-manager', from: inDays(0), until: inDays(7), reason: 'On leave.' };
  const { body } = await as('general-manager', 'POST', 'delegations', lent);
  const delegation = body['delegationId'];
  const [round] = await items('handler:u-deputy', 'mine=true&unit=wuhan');
  expect(round).toMatchObject({ complaintId: id, signAs: [{ role: 'general-manager', delegation }] });
  await as('handler', 'POST', `complaints/${id}/assignment`, { person: 'u-general-manager' });
  expect(await ids('handler:u-deputy', 'mine=true&unit=wuhan')).toEqual([]);
  const another = await propose(2_000_000, 'wuhan');
  expect(await ids('handler:u-deputy', 'mine=true&unit=wuhan')).toEqual([another]);
  await as('general-manager', 'POST', `delegations/${String(delegation)}/revocation`, { reason: 'Back again.' });
  expect(await ids('handler:u-deputy', 'mine=true')).toEqual([]);
});

test('page by page, those that lapse first first; what has lapsed waits for nobody', async () => {
  const first = await propose(150_000, 'xian');
  now = new Date(now.getTime() + 86_400_000);
  const second = await propose(150_000, 'xian');
  const { body } = await as('operations-director', 'GET', 'approvals?mine=true&unit=xian&limit=1');
  expect(body).toMatchObject({ items: [{ complaintId: first }], next: expect.any(String) });
  expect(await ids('operations-director', `mine=true&unit=xian&limit=1&cursor=${String(body['next'])}`)).toEqual([second]);
  expect(await ids('auditor', `unit=xian&lapsesBefore=${inDays(29.5)}`)).toEqual([first]);
  now = new Date(Date.parse(inDays(29)));
  expect(await ids('operations-director', 'mine=true&unit=xian')).toEqual([second]);
  expect(await items('auditor', 'unit=xian&status=lapsed')).toMatchObject([{ complaintId: first, status: 'lapsed' }]);
});

test('everybody may ask for their own, only those who oversee approvals for what waits for others', async () => {
  for (const role of ['analyst', 'handler', 'medical-officer']) {
    expect(await as(role, 'GET', 'approvals?mine=true')).toMatchObject({ status: 200 });
    expect(await as(role, 'GET', 'approvals?role=cfo')).toEqual(problem(403, 'role-not-allowed'));
  }
  for (const role of ['supervisor', 'general-manager', 'auditor', 'policy-admin', 'operator', 'cfo', 'board-secretary'])
    expect(await as(role, 'GET', 'approvals?role=cfo')).toMatchObject({ status: 200 });
});

test.each(['mine=yes', 'status=open', 'complaint=x', 'limit=0', 'limit=201', 'limit=ten', 'lapsesBefore=soon', 'overdue=true', 'role='])(
  'refuses %s',
  async (query) => {
    expect(await as('auditor', 'GET', `approvals?${query}`)).toEqual(problem(400, 'invalid-body'));
  },
);

test('refuses a status that waits for nobody together with a role, and what is not a cursor', async () => {
  expect(await as('auditor', 'GET', 'approvals?status=granted&role=cfo')).toEqual(problem(400, 'invalid-filter'));
  expect(await as('auditor', 'GET', 'approvals?cursor=bm90aGluZw')).toEqual(problem(400, 'invalid-cursor'));
});

test('the usage of authority is a report', async () => {
  const { status, body } = await as('analyst', 'GET', 'reports/authority-usage?from=2020-01-01&to=2100-01-01&by=band');
  expect(status).toBe(200);
  expect(body).toMatchObject({ report: 'authority-usage' });
  expect(body['rows']).toContainEqual(expect.objectContaining({ band: '200000-1000000', currency: 'CNY', granted: 1, signatures: 3 }));
});
