import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import type { RunningViews } from '@redress/views';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let views: RunningViews;
let tokens: Record<'handler' | 'operator' | 'service', string>;

beforeAll(async () => {
  system = await startSystem();
  views = await system.startViews();
  app = await createApp(system.config);
  const [handler, operator, service] = await Promise.all(
    (['handler', 'operator', 'service'] as const).map((role) => system.token('u', role)),
  );
  tokens = { handler: handler!, operator: operator!, service: service! };
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

const get = (url: string, token?: string) => app.inject({ url, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

async function receive(): Promise<{ complaintId: string; position: string }> {
  const payload = { channel: 'phone', cause: 'late-delivery', account: 'It came three weeks late.' };
  const sent = await app.inject({ method: 'POST', url: '/v1/complaints', headers: { authorization: `Bearer ${tokens.handler}` }, payload });
  return sent.json<{ complaintId: string; position: string }>();
}

type Lags = Record<string, { lag: { events: number; seconds: number } }>;
async function lags(): Promise<Lags> {
  const ready = (await get('/health/ready')).json<{ details: { views: Lags } }>();
  return Object.fromEntries(Object.entries(ready.details.views).filter(([, state]) => typeof state === 'object'));
}
async function scraped(): Promise<(metric: string) => number | undefined> {
  const { body } = await get('/metrics', tokens.operator);
  return (metric) => {
    const line = body.split('\n').find((one) => one.startsWith(`${metric} `));
    return line === undefined ? undefined : Number(line.slice(metric.length + 1));
  };
}

const list = async () => Object.keys(await lags()).find((name) => name.startsWith('complaint-list'))!;

it('are for those who run the installation, with a token', async () => {
  expect((await get('/metrics')).statusCode).toBe(401);
  expect((await get('/metrics', tokens.handler)).statusCode).toBe(403);
  for (const token of [tokens.operator, tokens.service]) {
    const { statusCode, headers } = await get('/metrics', token);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  }
});

it('tell, as health does, how far a view is behind: its own events, and how old the first is', async () => {
  // Nothing left to do first: an answer may be of a moment ago.
  for (let isBehind = true; isBehind;) {
    const now = Object.values(await lags());
    isBehind = now.length === 0 || now.some(({ lag }) => lag?.events !== 0);
  }
  await views.stop();
  const { position } = await receive();
  const second = await receive();
  const appended = Number(second.position) - Number(position);
  const name = await list();
  let behind = (await lags())[name]!.lag;
  // An answer serves those who ask right after it, too.
  while (behind.events === 0) behind = (await lags())[name]!.lag;
  expect(behind.events).toBe(appended * 2);
  expect(behind.seconds).toBeGreaterThan(0);
  const policies = Object.entries(await lags()).find(([name]) => name.startsWith('authority-matrix'))!;
  expect(policies[1].lag).toEqual({ events: 0, seconds: 0 });
  const metrics = await scraped();
  const labels = `{kind="view",name="${await list()}"}`;
  expect(metrics(`redress_follower_lag_events${labels}`)).toBe(behind.events);
  expect(metrics(`redress_follower_lag_seconds${labels}`)).toBeGreaterThanOrEqual(behind.seconds);

  views = await system.startViews();
  await get(`/v1/complaints/${second.complaintId}`, tokens.handler);
  for (;;) {
    const { lag } = (await lags())[await list()]!;
    if (lag.events > 0) continue;
    expect(lag).toEqual({ events: 0, seconds: 0 });
    break;
  }
});

it('count what is answered by route and status, and name nobody and no case', async () => {
  const { complaintId } = await receive();
  await get(`/v1/complaints/${complaintId}`, tokens.handler);
  await get('/v1/complaints/none', tokens.handler);
  await get(`/nowhere/${complaintId}`, tokens.handler);
  const { body } = await get('/metrics', tokens.operator);
  expect(body).toMatch(/^redress_http_request_seconds_count\{method="GET",route="\/v1\/complaints\/:\w+",status="404"\} \d+$/m);
  expect(body).toContain('redress_http_request_seconds_count{method="any",route="none",status="404"} 1');
  expect(body).toMatch(/^redress_build_info\{process="api",version="\d+\.\d+\.\d+",node="v\d+/m);
  expect(body).toMatch(/^redress_event_loop_delay_seconds\{quantile="0\.99"\} [\d.e-]+$/m);
  expect(body).toMatch(/^redress_database_pool\{state="in-use"\} \d+$/m);
  expect(body).toContain('redress_worker_lease_held 0');
  expect(body).not.toContain(complaintId);
});
