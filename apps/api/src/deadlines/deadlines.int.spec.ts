import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { automationMigrations, listParked, startFireClocks, type FiringClocks } from '@redress/automations';
import { dataSource, migrate } from '@redress/database';
import { EventStore } from '@redress/event-store';
import { mintToken } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { clockIndex, type RunningViews } from '@redress/views';
import type { DataSource } from 'typeorm';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;
let views: RunningViews;
let source: DataSource;
let clocks: FiringClocks;

/** The clock of the story; the log keeps its own. */
let now = new Date();
const hour = 3_600_000;
const passes = (hours: number) => (now = new Date(now.getTime() + hours * hour));
const after = (hours: number) => new Date(now.getTime() + hours * hour).toISOString();

const fires = async () =>
  (clocks = await startFireClocks({
    dataSource: source,
    log: app.get(EventStore),
    complaints: { execute: (command) => app.get(CommandBus).execute(command) },
    index: clockIndex(source),
    now: () => now,
    patience: { idleMs: 0, everyMs: hour, firstMs: 5 },
  }));

beforeAll(async () => {
  system = await startSystem();
  views = await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
  source = dataSource(system.config.database, { entities: [], migrations: automationMigrations });
  await source.initialize();
  await migrate(source);
  await fires();
});
afterAll(async () => {
  await clocks?.stop();
  await source?.destroy();
  await app?.close();
  await system?.stop();
});

/** What somebody (`role:sub`, or the role's own) gets; what was written before is read. */
let position = '0';
async function as(who: string, method: 'GET' | 'POST', url: string, body?: object): Promise<{ status: number; body: Told }> {
  const [role, sub = `u-${role}`] = who.split(':');
  // Good for as long as the story takes.
  const authorization = `Bearer ${await mintToken(system.config.dataFolder, { sub, roles: [role!] }, '5y')}`;
  const headers = { authorization, 'redress-min-position': position };
  const sent = await app.inject({ method, url: `/v1/${url}`, headers, ...(body && { payload: body }) });
  const answer = sent.json<Told>();
  if (typeof answer['position'] === 'string') ({ position } = answer as { position: string });
  return { status: sent.statusCode, body: answer };
}
type Told = Record<string, unknown>;

async function receive(unit = 'beijing'): Promise<string> {
  const form = { channel: 'phone', cause: 'late-delivery', product: 'parcel', unit, account: 'It came late.' };
  const { status, body } = await as('handler', 'POST', 'complaints', form);
  expect([status, body]).toEqual([201, expect.anything()]);
  return body['complaintId'] as string;
}

async function lists(query: string, who = 'supervisor'): Promise<{ items: Told[]; next: string | null; counts: Record<string, number> }> {
  const { status, body } = await as(who, 'GET', `deadlines?${query}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as never;
}

async function settle(): Promise<void> {
  const end = (await app.get(EventStore).lastPosition())!;
  await clocks.settled(end);
  position = (await app.get(EventStore).lastPosition())!.toString();
}

const missesOf = async (id: string) =>
  ((await as('auditor', 'GET', `complaints/${id}/history`)).body['events'] as Told[])
    .filter(({ type }) => type === 'DeadlineMissed')
    .map(({ data }) => (data as Told)['clock']);

it('lists what is due and what is overdue by the clock, and whose it is', async () => {
  const id = await receive('unit-1');
  await as('supervisor', 'POST', `complaints/${id}/assignment`, { person: 'u-7', unit: 'back' });
  const whole = await lists(`complaint=${id}`);
  const { counts } = whole;
  // Who has the case is a named contact: that is met.
  const items = whole.items.filter(({ status }) => status === 'running');
  expect(whole.items.map(({ status }) => status)).toContain('met');
  expect(items.length).toBeGreaterThan(0);
  const [first] = items;
  expect(first).toMatchObject({
    complaintId: id,
    status: 'running',
    overdue: false,
    unit: 'unit-1',
    assignee: 'u-7',
    assignedUnit: 'back',
  });
  expect(first).toMatchObject({
    pack: { name: 'default' },
    calendar: { name: expect.anything() as string },
    source: expect.anything() as string,
  });
  expect(counts['overdue']).toBe(0);
  expect(items.map(({ due }) => due)).toEqual(items.map(({ due }) => due as string).sort());

  expect((await lists('mine=true', 'handler:u-7')).items).toHaveLength(items.length);
  expect((await lists('person=u-8')).items).toEqual([]);
  expect((await lists('unit=unit-1&status=due&assignedUnit=back&responsible=' + String(first!['responsible']))).items[0]).toEqual(first);
  expect((await lists(`clock=${String(first!['rule'])}&statutory=${String(first!['statutory'])}&person=u-7`)).items).toEqual([first]);
  expect((await lists(`person=u-7&dueBefore=${encodeURIComponent(after(-1))}`)).items).toEqual([]);
  const page = await lists('person=u-7&limit=1');
  expect(page.items).toEqual([first]);
  expect((await lists(`person=u-7&limit=1&cursor=${page.next!}`)).items).toEqual([items[1]]);

  passes(24 * 90);
  expect((await lists('person=u-7&status=overdue')).items).toHaveLength(items.length);
  expect((await lists('person=u-7')).counts).toEqual({ overdue: items.length, dueToday: 0, dueWithin24Hours: 0 });
  expect((await lists('person=u-7&status=missed')).items).toEqual([]);
  await settle();
  const missed = (await lists('person=u-7&status=missed')).items;
  expect(missed.map(({ clock }) => clock)).toEqual(items.map(({ clock }) => clock));
  expect(missed[0]).toMatchObject({ overdue: true, missedAt: now.toISOString(), nextAt: null });
  expect((await as('handler', 'GET', `complaints/${id}`)).body['deadlines']).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ clock: first!['clock'], status: 'missed', due: first!['due'] })]),
  );
});

it.each([
  ['status=late', 'invalid-body'],
  ['mine=true&person=u-1', 'invalid-filter'],
  ['unit=a&unitWithin=b', 'invalid-filter'],
  ['limit=201', 'invalid-body'],
  ['tz=%2B08:00', 'invalid-time-zone'],
  ['cursor=x', 'invalid-cursor'],
  ['colour=red', 'invalid-body'],
])('refuses %s', async (query, code) => {
  const { status, body } = await as('supervisor', 'GET', `deadlines?${query}`);
  expect([status, body['code']]).toEqual([400, code]);
});

it('fires nothing while the view is built anew, and nothing twice afterwards', async () => {
  const [missed, withdrawn] = [await receive(), await receive()];
  passes(24 * 90);
  await settle();
  const before = await missesOf(missed);
  expect(before.length).toBeGreaterThan(0);
  const running = await receive();
  await as('handler', 'POST', `complaints/${withdrawn}/withdrawal`, { channel: 'phone' });
  const end = await app.get(EventStore).lastPosition();

  await views.stop();
  await source.query('DROP SCHEMA deadlines_v1 CASCADE');
  await source.query(`DELETE FROM views.checkpoint WHERE view = 'deadlines'`);
  views = await system.startViews();
  await settle();
  expect(await app.get(EventStore).lastPosition()).toBe(end);
  expect(await missesOf(missed)).toEqual(before);
  passes(24 * 90);
  await settle();
  expect((await missesOf(running)).length).toBeGreaterThan(0);
  expect(await listParked(source, 'fire-clocks', { limit: 10, dismissed: false })).toEqual([]);
});

it('an import has no clocks', async () => {
  const { counts } = await lists('status=running');
  const form = { channel: 'web', cause: 'late', complainantKind: 'not-stated', firstReceiver: null, respondents: [], grade: 'complaint' };
  const events = [{ type: 'Received', occurredAt: '2024-10-05T00:00:00Z', data: { ...form, tags: [], language: 'en' } }];
  const body = { source: { system: 'old', id: '4711' }, events, columns: {}, warnings: [] };
  const sent = await app.inject({
    method: 'POST',
    url: '/v1/commands',
    headers: {
      authorization: `Bearer ${await mintToken(system.config.dataFolder, { sub: 'importer', roles: ['service'] }, '5y')}`,
      'content-type': 'application/x-ndjson',
    },
    payload: `${JSON.stringify({ command: 'importHistory', body })}\n`,
  });
  const told = JSON.parse(sent.body) as Told;
  expect(told).toMatchObject({ status: 201 });
  position = told['position'] as string;
  await settle();
  expect((await lists(`complaint=${told['complaintId'] as string}`)).items).toEqual([]);
  expect((await lists('status=running')).counts).toEqual(counts);
});
