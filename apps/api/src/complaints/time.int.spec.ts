import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mintToken } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;
const tokens = new Map<string, string>();
let now = new Date('2026-11-23T08:00:00.000Z');

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
  for (const role of ['handler', 'supervisor', 'general-manager', 'auditor'] as const)
    tokens.set(role, await mintToken(system.config.dataFolder, { sub: `u-${role}`, roles: [role] }, '50y'));
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

type Body = Record<string, unknown>;

async function send(role: string, method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}) {
  const sent = await app.inject({
    method,
    url: `/v1/complaints${url}`,
    headers: { authorization: `Bearer ${tokens.get(role)}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { payload: JSON.stringify(body) }),
  });
  return { status: sent.statusCode, body: JSON.parse(sent.body) as Body };
}

async function receive(form: object = {}): Promise<string> {
  const body = { channel: 'phone', cause: 'late-delivery', account: 'It came three weeks late.', ...form };
  return (await send('handler', 'POST', '', body)).body['complaintId'] as string;
}
const items = async (id: string, headers = {}) =>
  (await send('auditor', 'GET', `/${id}/deadlines`, undefined, headers)).body['items'] as { clock: string; why: Body }[];
const clockOf = async (id: string, clock: string) => (await items(id)).find((one) => one.clock === clock);
const at = (time: string) => (now = new Date(time));

describe('the deadlines of a case', () => {
  it('say when what is due, and why then, in both languages or one', async () => {
    at('2026-11-23T08:00:00.000Z');
    const id = await receive();
    expect(await clockOf(id, 'first-reply')).toMatchObject({
      status: 'running',
      due: '2026-11-24T08:00:00.000Z',
      local: '2026-11-24T16:00:00.000+08:00',
      overdue: false,
      pauses: [],
      extensions: [],
      nextExtension: null,
      why: {
        moment: 'received',
        from: '2026-11-23T08:00:00.000Z',
        length: { amount: 24, unit: 'hours' },
        pack: { name: 'default', version: 1 },
        calendar: { name: 'cn', version: 1, zone: 'Asia/Shanghai' },
        source: { paragraph: expect.any(String) as string, status: expect.any(String) as string },
        sentence: {
          en: expect.stringContaining('24 hours from 2026-11-23 16:00, when the complaint was received; by the calendar cn 1') as string,
          'zh-CN': expect.stringContaining('自2026-11-23 16:00收到投诉起24小时；按日历cn第1版') as string,
        },
      },
    });
    const [chinese] = await items(id, { 'accept-language': 'zh-CN' });
    expect(Object.keys(chinese!.why['sentence'] as object)).toEqual(['zh-CN']);
    at('2026-11-24T08:00:00.001Z');
    expect(await clockOf(id, 'first-reply')).toMatchObject({ status: 'running', overdue: true });
  });

  it('stand still and go on for a reason, by path and in bulk, and tell that', async () => {
    at('2026-11-23T08:00:00.000Z');
    const id = await receive();
    at('2026-11-23T10:00:00.000Z');
    const pause = { reason: 'customer-travels', note: 'Back in the afternoon.' };
    expect(await send('handler', 'POST', `/${id}/deadlines/first-reply/pause`, pause)).toMatchObject({
      status: 200,
      body: { events: [{ type: 'DeadlinePaused' }] },
    });
    expect(await send('handler', 'POST', `/${id}/deadlines/first-reply/pause`, pause)).toMatchObject({
      status: 409,
      body: { code: 'clock-not-running', facts: { status: 'paused' } },
    });
    at('2026-11-23T13:00:00.000Z');
    const line = { command: 'resumeDeadline', complaintId: id, body: { clock: 'first-reply', reason: 'customer-back' } };
    const bulk = await app.inject({
      method: 'POST',
      url: '/v1/commands',
      headers: { authorization: `Bearer ${tokens.get('handler')}`, 'content-type': 'application/x-ndjson' },
      payload: `${JSON.stringify(line)}\n`,
    });
    expect(JSON.parse(bulk.body.trim())).toMatchObject({ events: [{ type: 'DeadlineResumed' }] });
    expect(await clockOf(id, 'first-reply')).toMatchObject({
      status: 'running',
      due: '2026-11-24T11:00:00.000Z',
      pauses: [{ from: '2026-11-23T10:00:00.000Z', because: 'customer-travels', until: '2026-11-23T13:00:00.000Z' }],
    });
    expect(await send('handler', 'POST', `/${id}/deadlines/nothing/pause`, pause)).toMatchObject({
      status: 422,
      body: { code: 'unknown-clock' },
    });
    expect((await send('auditor', 'POST', `/${id}/deadlines/first-reply/pause`, pause)).status).toBe(403);
  });

  it('are extended by who the rule of the law names, and by nobody else', async () => {
    at('2026-11-23T08:00:00.000Z');
    const id = await receive({ jurisdiction: 'CN', product: 'life-insurance' });
    const law = (await items(id)).find((one) => 'nextExtension' in one && one.nextExtension !== null) as unknown as {
      clock: string;
      due: string;
      nextExtension: { approver: string; reasons?: string[] };
    };
    const { clock, due, nextExtension } = law;
    const extend = { reason: nextExtension.reasons?.[0] ?? 'complex' };
    const route = `/${id}/deadlines/${clock}/extension`;
    expect(await send('handler', 'POST', route, extend)).toMatchObject({
      status: 409,
      body: { code: 'extension-not-approved', facts: { approver: nextExtension.approver } },
    });
    expect((await send('auditor', 'POST', route, extend)).status).toBe(403);
    expect((await send(nextExtension.approver, 'POST', route, { ...extend, requestedBy: 'u-handler' })).status).toBe(200);
    const extended = (await clockOf(id, clock)) as unknown as { due: string; extensions: Body[] };
    expect(extended.due > due).toBe(true);
    expect(extended.extensions).toEqual([expect.objectContaining({ before: due, due: extended.due, role: nextExtension.approver })]);
    expect(await send('handler', 'POST', `/${id}/deadlines/${clock}/pause`, { reason: 'slow' })).toMatchObject({
      status: 409,
      body: { code: 'statutory-clock' },
    });
  });

  it('of a key that comes again are those of the clock that it came for', async () => {
    at('2026-11-23T08:00:00.000Z');
    const id = await receive();
    const key = { 'idempotency-key': `pause-${id}` };
    const pause = (clock: string) => send('handler', 'POST', `/${id}/deadlines/${clock}/pause`, { reason: 'r' }, key);
    expect(await pause('first-reply')).toMatchObject({ status: 200, body: { repeated: false } });
    expect(await pause('first-reply')).toMatchObject({ status: 200, body: { repeated: true } });
    expect(await pause('acknowledgement')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });
});

describe('a promise', () => {
  it('is a clock of its own, met when it is kept', async () => {
    at('2026-11-23T08:00:00.000Z');
    const id = await receive();
    await send('handler', 'POST', `/${id}/promises`, { promise: 'A call by Friday.', due: '2026-11-27T18:00:00+08:00', channel: 'phone' });
    expect(await clockOf(id, 'promise-1')).toMatchObject({ due: '2026-11-27T10:00:00.000Z', why: { length: 'as-said' } });
    at('2026-11-25T08:00:00.000Z');
    expect(await send('handler', 'POST', `/${id}/promises/kept`, {})).toMatchObject({
      status: 200,
      body: { events: [{ type: 'PromiseKept' }, { type: 'DeadlineMet' }] },
    });
    expect(await clockOf(id, 'promise-1')).toMatchObject({ status: 'met', metAt: '2026-11-25T08:00:00.000Z' });
    expect(await send('handler', 'POST', `/${id}/promises/kept`, {})).toMatchObject({ status: 409, body: { code: 'no-promise-open' } });
  });
});

describe('the risk of a case', () => {
  it('tells the score, and of each signal what it counts for', async () => {
    at('2026-11-23T08:00:00.000Z');
    const id = await receive({ account: 'I am furious, and I will tell the newspaper.' });
    const classification = { category: 'delay', severity: 'high', urgency: 'urgent', directness: 'direct', needs: [], sensitive: false };
    await send('handler', 'POST', `/${id}/classification`, classification);
    const { status, body } = await send('auditor', 'GET', `/${id}/risk`, undefined, { 'accept-language': 'en' });
    const signals = body['signals'] as { points: number; counts: boolean; labels: Body; weight: number }[];
    expect(status).toBe(200);
    expect(body).toMatchObject({ complaintId: id, threshold: 100, pack: { name: 'default', version: 1 } });
    expect(body['score']).toBe(signals.reduce((sum, { points }) => sum + points, 0));
    expect(body['isRisky']).toBe((body['score'] as number) >= 100);
    expect(signals.some(({ counts }) => counts)).toBe(true);
    expect(signals.every(({ counts, points }) => counts === points > 0)).toBe(true);
    expect(signals.every(({ labels }) => Object.keys(labels).join() === 'en')).toBe(true);
    expect((await send('auditor', 'GET', '/0199f000-0000-7000-8000-000000000099/risk')).status).toBe(404);
  });
});
