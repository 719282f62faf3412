import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { automationMigrations, startAutomations, type RunningAutomations } from '@redress/automations';
import { eventTypes } from '@redress/commands';
import { dataSource, migrate } from '@redress/database';
import { EventStore } from '@redress/event-store';
import { RuleViolation, type Recorded } from '@redress/kernel';
import { startSystem, type TestSystem } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let source: DataSource;
let store: EventStore;
let running: RunningAutomations | undefined;
const tokens: Record<string, string> = {};
/** Complaints on which the automation of this spec cannot act. */
const hopeless = new Set<string>();
const acted: string[] = [];

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  for (const role of ['operator', 'supervisor', 'auditor', 'policy-admin', 'handler', 'analyst'])
    tokens[role] = await system.token('olga', role);
  source = dataSource(system.database.url, { migrations: automationMigrations });
  await source.initialize();
  store = new EventStore({ connectionString: system.node.connectionString, types: eventTypes });
});

afterAll(async () => {
  await running?.stop();
  await store?.close();
  await source?.destroy();
  await app?.close();
  await system?.stop();
});

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly items: Record<string, unknown>[]; readonly facts: Record<string, unknown> };
}

async function call(path: string, payload?: object, role = 'operator'): Promise<Answered> {
  const { statusCode: status, body } = await app.inject({
    method: payload ? 'POST' : 'GET',
    url: `/v1/${path}`,
    headers: { authorization: `Bearer ${tokens[role]!}` },
    ...(payload && { payload }),
  });
  return { status, body: JSON.parse(body) as Answered['body'] };
}

async function received(): Promise<{ complaintId: string; eventId: string; position: bigint }> {
  const form = { channel: 'phone', cause: 'delay', account: 'It came late.', complainant: { name: 'Li Hua' } };
  const { body } = await call('complaints', form, 'handler');
  const [{ id }] = body['events'] as [{ id: string }];
  return { complaintId: body['complaintId'] as string, eventId: id, position: BigInt(body['position'] as string) };
}

async function note(complaintId: string): Promise<string> {
  const { body } = await call(`complaints/${complaintId}/notes`, { text: 'Called again.' }, 'handler');
  return (body['events'] as [{ id: string }])[0].id;
}

async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const parked = async (query = '') => (await call(`automations/tell-the-moon/parked${query}`)).body.items;

it('knows none before a worker has run', async () => {
  expect(await call('automations')).toMatchObject({ status: 200, body: { items: [] } });
  expect(await call('automations/tell-the-moon/parked')).toMatchObject({
    status: 404,
    body: { code: 'no-such-automation', facts: { known: [] } },
  });
});

describe('with a worker', () => {
  beforeAll(async () => {
    await migrate(source);
    running = await startAutomations({
      dataSource: source,
      log: store,
      automations: [
        {
          name: 'tell-the-moon',
          types: ['Received', 'NoteAdded'],
          origins: ['api'],
          act: ({ id, stream }: Recorded) => {
            if (hopeless.has(stream)) return Promise.reject(new RuleViolation('moon-away', 'The moon does not answer.'));
            acted.push(id);
            return Promise.resolve();
          },
        },
      ],
      patience: { tries: 2, firstMs: 5, longestMs: 20, parkedMs: 3_600_000, askedMs: 10, idleMs: 0 },
    });
  });

  async function hopelessCase(): Promise<{ complaintId: string; first: string; second: string }> {
    const { complaintId, eventId, position } = await received();
    await until(
      () => call('automations'),
      ({ body }) => BigInt((body.items[0]!['position'] as string | null) ?? 0) >= position,
    );
    hopeless.add(`complaint-${complaintId}`);
    expect(acted).toContain(eventId);
    const [first, second] = [await note(complaintId), await note(complaintId)];
    await until(
      () => parked(),
      (items) => items.some((item) => item['eventId'] === second),
    );
    return { complaintId, first, second };
  }

  it('tells how far it is, to those who run the installation or look after it', async () => {
    const { position } = await received();
    const { body } = await until(
      () => call('automations'),
      ({ body: { items } }) => items[0]!['behind'] === '0',
    );
    expect(BigInt(body['end'] as string)).toBeGreaterThanOrEqual(position);
    expect(body.items).toEqual([
      {
        name: 'tell-the-moon',
        position: body['end'],
        behind: '0',
        behindSeconds: 0,
        doneAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        parked: 0,
        error: null,
      },
    ]);
    for (const role of ['supervisor', 'auditor', 'policy-admin'])
      expect(await call('automations', undefined, role)).toMatchObject({ status: 200 });
    for (const role of ['handler', 'analyst']) expect(await call('automations', undefined, role)).toMatchObject({ status: 403 });
  });

  it('lists what it could not do, in its order and page by page; health tells the count only', async () => {
    const { complaintId, first, second } = await hopelessCase();
    const behind = { complaintId, eventId: second, type: 'NoteAdded', code: 'behind', dismissed: null };
    expect(await parked()).toEqual([
      expect.objectContaining({ complaintId, eventId: first, code: 'moon-away', reason: 'The moon does not answer.', tries: 1 }),
      expect.objectContaining(behind),
    ]);
    const page = await call('automations/tell-the-moon/parked?limit=1');
    expect(page.body).toMatchObject({ items: [{ eventId: first }], next: expect.any(String) as string });
    expect(await parked(`?limit=1&cursor=${String(page.body['next'])}`)).toEqual([expect.objectContaining(behind)]);
    expect(await call('automations/tell-the-moon/parked?cursor=abc')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    const health = await app.inject('/health/ready');
    expect(health.statusCode).toBe(503);
    expect(health.body).toContain('"parked":2');
    expect(health.body).not.toMatch(new RegExp(`${complaintId}|${first}|moon-away`));
  });

  it('tries it again when an operator asks, and nobody else', async () => {
    const { complaintId, first, second } = await hopelessCase();
    expect(await call(`automations/tell-the-moon/parked/${first}/retry`, {}, 'supervisor')).toMatchObject({ status: 403 });
    hopeless.delete(`complaint-${complaintId}`);
    expect(await call(`automations/tell-the-moon/parked/${first}/retry`, {})).toMatchObject({ status: 202, body: { eventId: first } });
    await until(
      () => parked(),
      (items) => items.every((item) => item['complaintId'] !== complaintId),
    );
    expect(acted.slice(-2)).toEqual([first, second]);
    const again = await call(`automations/tell-the-moon/parked/${first}/retry`, {});
    expect(again).toMatchObject({ status: 404, body: { code: 'not-parked' } });
    expect(await call('automations/tell-the-sun/parked')).toMatchObject({ status: 404, body: { facts: { known: ['tell-the-moon'] } } });
    expect(await call('automations/tell-the-moon/parked/first/retry', {})).toMatchObject({ status: 400 });
  });

  it('gives it up when an operator says why; that stays on record, and what waited behind it is done', async () => {
    const { complaintId, first, second } = await hopelessCase();
    const path = `automations/tell-the-moon/parked/${first}/dismissal`;
    expect(await call(path, {})).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
    expect(await call(path, { reason: 'new moon' }, 'auditor')).toMatchObject({ status: 403 });
    hopeless.delete(`complaint-${complaintId}`);
    const dismissed = { by: 'olga', reason: 'new moon', at: expect.any(String) as string };
    expect(await call(path, { reason: 'new moon' })).toMatchObject({ status: 200, body: { eventId: first, dismissed } });
    await until(
      () => parked(),
      (items) => items.every((item) => item['complaintId'] !== complaintId),
    );
    expect(acted).toContain(second);
    expect(acted).not.toContain(first);
    expect(await parked('?dismissed=true')).toEqual([expect.objectContaining({ eventId: first, dismissed })]);
    expect(await call(path, { reason: 'again' })).toMatchObject({ status: 409, body: { code: 'already-dismissed', facts: { dismissed } } });
    expect(await call(`automations/tell-the-moon/parked/${first}/retry`, {})).toMatchObject({ status: 409 });
  });
});
