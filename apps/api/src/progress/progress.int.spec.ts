import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TrackingCodes } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let position = '0';

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

type Body = Record<string, unknown>;

async function post(url: string, body: object): Promise<Body> {
  const authorization = `Bearer ${await system.token('anna', 'handler')}`;
  const sent = await app.inject({ method: 'POST', url: `/v1/complaints${url}`, headers: { authorization }, payload: body });
  const answer = sent.json<Body>();
  expect([sent.statusCode, answer['code']]).toEqual([url === '' ? 201 : 200, undefined]);
  position = answer['position'] as string;
  return answer;
}

async function detail(id: string): Promise<Body> {
  const headers = { authorization: `Bearer ${await system.token('anna', 'handler')}`, 'redress-min-position': position };
  return (await app.inject({ method: 'GET', url: `/v1/complaints/${id}`, headers })).json<Body>();
}

/** Nobody in particular: without a token. */
async function ask(code: string, remoteAddress = '192.0.2.1'): Promise<{ status: number; body: Body; headers: Record<string, unknown> }> {
  const { statusCode, headers, json } = await app.inject({ method: 'GET', url: `/v1/progress/${code}`, remoteAddress });
  return { status: statusCode, headers, body: json() as Body };
}

const form = {
  channel: 'phone',
  cause: 'rude',
  account: 'He shouted.',
  unit: 'branch-7',
  complainant: { name: 'Li Hua', phone: '010-5550100' },
};

it('tells who has the code how far it is, and nothing else', async () => {
  const { complaintId, trackingCode } = (await post('', form)) as { complaintId: string; trackingCode: string };
  expect(await detail(complaintId)).toMatchObject({ complaintId, trackingCode });
  const first = await ask(trackingCode);
  expect(first).toMatchObject({
    status: 200,
    body: {
      stage: 'received',
      nextStep: 'acknowledgement',
      promisedBy: null,
      contact: null,
      receivedAt: expect.any(String) as string,
      closedAt: null,
    },
  });
  const answerBy = '2099-12-01T08:00:00.000Z';
  await post(`/${complaintId}/acknowledgement`, { channel: 'phone', handling: 'We look into it.', answerBy, contact: 'anna' });
  const due = '2099-11-25T08:00:00.000Z';
  await post(`/${complaintId}/promises`, { promise: 'A call.', due, channel: 'phone' });
  await post(`/${complaintId}/assignment`, { person: 'ben' });
  await detail(complaintId);
  const later = await ask(trackingCode.toLowerCase().replaceAll('-', ''));
  expect(later.body).toEqual({ ...first.body, stage: 'acknowledged', nextStep: 'investigation', promisedBy: due, contact: 'ben' });
  expect(JSON.stringify(later.body)).not.toMatch(/Li Hua|5550100|shouted|rude|branch-7/);
});

it('says the same of every code that is none', async () => {
  const codes = app.get(TrackingCodes);
  const answers = await Promise.all(
    ['x', '0000-0000-0000-0000-0000-0000-00', codes.codeOf(randomUUID()), randomUUID(), '%00', '…'].map((code) => ask(code)),
  );
  for (const { status, body } of answers) {
    expect([status, body['code'], body['facts'] ?? {}]).toEqual([404, 'unknown-tracking-code', {}]);
  }
});

it('costs the same reading whatever a code is', async () => {
  const codes = app.get(TrackingCodes);
  const asked = jest.spyOn(app.get(DataSource), 'createQueryRunner');
  const known = (await post('', form)) as { trackingCode: string; complaintId: string };
  await detail(known.complaintId);
  const costs: number[] = [];
  const no = new Set<string>();
  for (const code of [known.trackingCode, codes.codeOf(randomUUID()), 'x', '0000-0000-0000-0000-0000-0000-00', '%00', 'z'.repeat(200)]) {
    asked.mockClear();
    const { body } = await ask(code);
    costs.push(asked.mock.calls.length);
    // Nothing in an answer says which of these it was, but for the request's own id and path.
    if (code !== known.trackingCode) no.add(JSON.stringify({ ...body, requestId: '', instance: '' }));
  }
  expect([...new Set(costs), no.size]).toEqual([1, 1]);
  asked.mockRestore();
});

it('tells of a merged complaint how far that is in which it goes on', async () => {
  const one = (await post('', form)) as { complaintId: string; trackingCode: string };
  const other = (await post('', form)) as { complaintId: string };
  await post(`/${other.complaintId}/assignment`, { person: 'clara' });
  await post(`/${one.complaintId}/merge`, { complaintId: other.complaintId, reason: 'same-matter' });
  await detail(one.complaintId);
  expect((await ask(one.trackingCode)).body).toMatchObject({ contact: 'clara' });
  await post(`/${one.complaintId}/unmerging`, { reason: 'not-the-same' });
  await detail(one.complaintId);
  expect((await ask(one.trackingCode)).body).toMatchObject({ contact: null });
});

it('is asked so often from one address, or one network of IPv6, before anything is looked up', async () => {
  const { trackingCode } = (await post('', form)) as { trackingCode: string };
  const asked = jest.spyOn(app.get(DataSource), 'createQueryRunner');
  const from = async (address: string, times: number) =>
    (await Promise.all(Array.from({ length: times }, () => ask('x', address)))).map(({ status }) => status);
  expect(new Set([...(await from('2001:db8::1', 15)), ...(await from('2001:db8::2', 15))])).toEqual(new Set([404]));
  asked.mockClear();
  const refused = await ask(trackingCode, '2001:db8::3');
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
  expect((await ask('x', '2001:db8:1::1')).status).toBe(404);
});

it('is open by its description too', async () => {
  const { paths } = (await app.inject({ method: 'GET', url: '/openapi.json' })).json<{ paths: Record<string, { get: Body }> }>();
  expect(paths['/v1/progress/{trackingCode}']!.get).toMatchObject({ security: [] });
});
