import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, wireTo, type TestSystem, type Wire } from '@redress/testing';
import { createApp } from './app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let toStore: Wire;
let toDatabase: Wire;
let authorization: string;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  const database = new URL(system.database.url);
  toStore = await wireTo(system.node.port);
  toDatabase = await wireTo(Number(database.port));
  database.port = String(toDatabase.port);
  app = await createApp({ ...system.config, database: database.href, eventStore: `esdb://127.0.0.1:${toStore.port}?tls=false` });
  authorization = `Bearer ${await system.token('u-1', 'handler')}`;
});
afterAll(async () => {
  await app?.close();
  for (const wire of [toStore, toDatabase]) await wire?.cut().catch(() => undefined);
  await system?.stop();
});

const form = { channel: 'web', cause: 'late', account: 'It never came.' };
async function post(url: string, body: object, key: string) {
  const sent = await app.inject({ method: 'POST', url, headers: { authorization, 'idempotency-key': key }, payload: body });
  return { status: sent.statusCode, retryAfter: sent.headers['retry-after'], body: sent.json<Record<string, string>>() };
}
/** As the answer says: the same command again, until it is answered. */
async function insist(url: string, body: object, key: string) {
  for (;;) {
    const answer = await post(url, body, key);
    if (answer.status !== 503) return answer;
  }
}

describe('while the event store is away', () => {
  it('a command is a 503 that says to repeat it, and the repetition does it once', async () => {
    const received = await post('/v1/complaints', form, 'outage-1');
    const route = `/v1/complaints/${received.body['complaintId']}/assignment`;
    await toStore.cut();
    const away = await post(route, { person: 'u-2' }, 'outage-2');
    expect(away).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'outcome-unknown' } });
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(503);
    expect((await app.inject({ url: '/health/live' })).statusCode).toBe(200);
    await toStore.mend();
    expect(await insist(route, { person: 'u-2' }, 'outage-2')).toMatchObject({ status: 200, body: { events: [{ type: 'Assigned' }] } });
    const history = await app.inject({ url: `/v1/complaints/${received.body['complaintId']}/history`, headers: { authorization } });
    expect(
      history
        .json<{ events: { type: string }[] }>()
        .events.map(({ type }) => type)
        .filter((type) => !type.startsWith('Deadline')),
    ).toEqual(['Received', 'Assigned']);
  });
});

describe('while the database is away', () => {
  it('what needs it is a 503, and nothing half done is left', async () => {
    await toDatabase.cut();
    expect(await post('/v1/complaints', form, 'outage-3')).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
    const list = await app.inject({ url: '/v1/complaints', headers: { authorization } });
    expect([list.statusCode, list.json<{ code: string }>().code]).toEqual([503, 'database-unavailable']);
    const { statusCode, body } = await app.inject({ url: '/health/ready' });
    expect(statusCode).toBe(503);
    const down = { status: 'down' };
    // How automations do cannot be read: that is not the same as that there are none.
    expect((JSON.parse(body) as { facts: object }).facts).toMatchObject({ database: down, views: down, automations: down });
    await toDatabase.mend();
    expect(await insist('/v1/complaints', form, 'outage-3')).toMatchObject({ status: 201, body: { repeated: false } });
  });
});

describe('while the views are behind', () => {
  it('a query that asks for more than they have is a 503 with the lag', async () => {
    const behind = await app.inject({ url: '/v1/complaints', headers: { authorization, 'redress-min-position': '999999' } });
    expect(behind.statusCode).toBe(503);
    expect(behind.json()).toMatchObject({
      code: 'view-behind',
      facts: { view: 'complaint-list', lag: expect.stringMatching(/^\d+$/) as unknown },
    });
  });
});
