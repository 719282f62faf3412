import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from './app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let handler: string;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  handler = await system.token('u-handler', 'handler');
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, any>;
}

async function send(method: 'GET' | 'POST', url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${handler}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: sent.statusCode, headers: sent.headers, body: sent.body.startsWith('{') ? (JSON.parse(sent.body) as Answer['body']) : { text: sent.body } };
}

const form = { channel: 'phone', cause: 'late-delivery', account: 'It came three weeks late.', complainant: { name: 'Li Hua', email: 'li@example.com' } };
const receive = async (): Promise<string> => (await send('POST', '/v1/complaints', form)).body['complaintId'] as string;

describe('a complaint over HTTP', () => {
  it('is received, replied to and closed, and every answer says where it is', async () => {
    const received = await send('POST', '/v1/complaints', form);
    expect(received.status).toBe(201);
    expect(received.headers['etag']).toBe('"0"');
    expect(received.body).toMatchObject({ revision: 0, repeated: false, events: [{ type: 'Received', revision: 0 }] });
    const id = received.body['complaintId'] as string;

    const steps: [string, object][] = [
      ['acknowledgement', { channel: 'email', answerBy: '2030-01-01T00:00:00Z', handling: 'We ask the carrier.' }],
      ['assignment', { person: 'u-handler' }],
      ['investigations', { finding: 'substantiated', faultParty: 'own', rootCause: 'process' }],
      ['apologies', { apologist: 'u-handler', channel: 'email', text: 'We are sorry.', admitsFault: true }],
      ['replies', { kind: 'final', channel: 'email', text: 'It was our fault.', reasons: 'The parcel was lost.', recourse: ['ombudsman'] }],
      ['follow-ups', { channel: 'phone', reached: true, satisfaction: 4, solved: true }],
    ];
    for (const [route, body] of steps) expect((await send('POST', `/v1/complaints/${id}/${route}`, body)).body).toMatchObject({ complaintId: id });
    const closed = await send('POST', `/v1/complaints/${id}/closure`, {
      outcome: 'upheld',
      summary: 'Lost parcel',
      toldVia: 'email',
      recourse: ['ombudsman'],
    });
    expect(closed).toMatchObject({ status: 200, body: { revision: 7 } });

    const fresh = { 'redress-min-position': closed.body['position'] as string };
    const detail = await send('GET', `/v1/complaints/${id}`, undefined, fresh);
    expect(detail).toMatchObject({ status: 200, body: { status: 'closed', revision: 7, received: { account: form.account } } });
    const list = await send('GET', '/v1/complaints?status=closed&limit=10', undefined, fresh);
    expect(list.body['items']).toContainEqual(expect.objectContaining({ complaintId: id, outcome: 'upheld' }));
    const earlier = await send('GET', `/v1/complaints/${id}?revision=1`);
    expect(earlier.body).toMatchObject({ status: 'open', revision: 1, assigned: null });
    const history = await send('GET', `/v1/complaints/${id}/history?include=stored`);
    expect(history.body).toMatchObject({ chain: { verified: true, events: 8 } });
    expect(JSON.stringify(history.body['stored'])).not.toContain('three weeks late');
  });
});
