import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { automationMigrations, notify, startAutomations, startDeliveries } from '@redress/automations';
import { eventTypes, Policies, PolicyAggregate, policyDecider } from '@redress/commands';
import { dataSource, migrate } from '@redress/database';
import { EventStore } from '@redress/event-store';
import { mailerFor } from '@redress/letters';
import { Destinations, MailChannel, WebhookChannel } from '@redress/notifications';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { Webhook } from 'standardwebhooks';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;
const stops: (() => Promise<void>)[] = [];

/** The story's clock runs behind, so that what is published now is in force when the log's own clock records what follows. */
let now = new Date(Date.now() - 120_000);

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
const got: Got[] = [];
let answer = 204;
let hook: Server;
let url: string;

beforeAll(async () => {
  hook = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answer).end();
    });
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
  url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/redress`;
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
  // Behind the standard policies in the log: whoever reads after this reads those as well.
  await as('handler', 'POST', 'complaints', form);
});

afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
  await app?.close();
  await system?.stop();
  hook.closeAllConnections();
  await new Promise((done) => hook.close(done));
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly items: Record<string, unknown>[]; readonly facts: Record<string, unknown> };
}

const form = { channel: 'phone', cause: 'late', account: 'It never came.', complainant: { name: 'Li Hua' } };

let position = '0';
async function as(role: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const authorization = `Bearer ${await system.token(`u-${role}`, role)}`;
  const sent = await app.inject({
    method,
    url: `/v1/${path}`,
    headers: { authorization, 'redress-min-position': position },
    ...(body && { payload: body }),
  });
  const answered = sent.json<Answer['body']>();
  if (typeof answered['position'] === 'string') position = answered['position'];
  return { status: sent.statusCode, body: answered };
}

/** What the worker does, with the clock of this machine. */
async function work(): Promise<void> {
  const { mail, webhooks } = system.config;
  const source = dataSource(system.database.url, { entities: [Subject], migrations: [...vaultMigrations, ...automationMigrations] });
  await source.initialize();
  await migrate(source);
  stops.push(() => source.destroy());
  const store = new EventStore({ connectionString: system.node.connectionString, types: eventTypes });
  stops.push(() => store.close());
  const ring = await openKeyRing(source, system.config);
  const policies = new Policies(new PolicyAggregate(policyDecider, store, new Vault(source, ring)));
  const clock = () => new Date();
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deliveries = startDeliveries({
    dataSource: source,
    rules: (at) => policies.at('notifications', at),
    channels: {
      webhook: new WebhookChannel({ masterKey: ring.key('webhook secrets'), destinations: new Destinations(webhooks.allow), now: clock }),
      mail: new MailChannel({
        mailer: mailerFor({ from: { name: '', address: 'redress@localhost' }, outbox: mail.outbox }),
        from: { name: '', address: 'redress@localhost' },
        timeZone: 'UTC',
      }),
    },
    logger,
    now: clock,
    patience: { pollMs: 10, waitsMs: [] },
  });
  stops.push(() => deliveries.stop());
  const automations = await startAutomations({
    dataSource: source,
    log: store,
    automations: [
      notify({
        dataSource: source,
        log: store,
        rules: (at) => policies.history('notifications', at),
        now: clock,
        enqueued: () => deliveries.wake(),
      }),
    ],
    logger,
  });
  stops.push(() => automations.stop());
}

const rule = (more: object = {}) => ({
  id: 'cases',
  on: ['Received', 'NoteAdded'],
  to: { kind: 'webhook', url },
  isEnabled: true,
  ...more,
});
const publish = (...rules: object[]) => as('policy-admin', 'POST', 'notification-rules', { reason: 'Ours.', document: { rules } });
const problem = (status: number, code: string, facts: object = {}) =>
  expect.objectContaining({ status, body: expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as unknown });

describe('rules of notification', () => {
  it('are for operators, policy-admins and auditors to read, for policy-admins to publish', async () => {
    for (const role of ['operator', 'policy-admin', 'auditor']) {
      expect(await as(role, 'GET', 'notification-rules')).toMatchObject({ status: 200, body: { version: 1, document: { rules: [] } } });
      expect((await as(role, 'GET', 'notification-rules/versions')).status).toBe(200);
      expect((await as(role, 'GET', 'notifications/deliveries')).body).toEqual({ items: [], next: null });
    }
    for (const role of ['handler', 'analyst', 'service']) {
      for (const path of ['notification-rules', 'notification-rules/versions', 'notifications/deliveries'])
        expect(await as(role, 'GET', path)).toEqual(problem(403, 'role-not-allowed'));
    }
    expect(await as('operator', 'POST', 'notification-rules', { reason: 'x', document: { rules: [] } })).toEqual(
      problem(403, 'role-not-allowed'),
    );
    expect(await as('policy-admin', 'GET', 'notification-rules/cases/secret')).toEqual(problem(403, 'role-not-allowed'));
  });

  it('are refused where they are wrong', async () => {
    expect(await publish(rule({ to: { kind: 'sms', number: '1' } }))).toEqual(problem(400, 'invalid-body'));
    expect(await publish(rule({ to: { kind: 'webhook', url, password: 'x' } }))).toEqual(problem(400, 'invalid-body'));
    expect(await publish(rule({ when: { colour: ['red'] } }))).toEqual(problem(400, 'invalid-body'));
    expect(await publish(rule({ on: ['Received', 'Recieved'] }))).toEqual(problem(422, 'unknown-event-type', { path: 'rules[0].on[1]' }));
    expect(await publish(rule({ on: ['PolicyPublished'] }))).toEqual(problem(422, 'unknown-event-type'));
    expect(await publish(rule({ on: ['ImprovementRaised'], when: { units: ['a'] } }))).toEqual(problem(422, 'condition-not-of-complaints'));
    expect(await publish(rule({ to: { kind: 'webhook', url: 'http://hooks.example.com' } }))).toEqual(
      problem(422, 'webhook-not-https', { path: 'rules[0].to.url' }),
    );
    expect(await publish(rule({ to: { kind: 'webhook', url: 'https://a:b@hooks.example.com' } }))).toEqual(
      problem(422, 'invalid-webhook-url', { path: 'rules[0].to.url' }),
    );
  });
});

it('a receiver is told of what happens from then on, verifies it, and what it did not take is sent again', async () => {
  const mail = { id: 'people', on: ['Received'], to: { kind: 'mail', addresses: ['duty@example.com'], language: 'en' }, isEnabled: true };
  expect((await publish(rule(), mail)).status).toBe(201);
  now = new Date();
  const { status, body } = await as('operator', 'GET', 'notification-rules/cases/secret');
  expect({ status, body }).toMatchObject({ status: 200, body: { rule: 'cases', secretVersion: 1 } });
  expect(await as('operator', 'GET', 'notification-rules/people/secret')).toEqual(problem(404, 'no-such-webhook'));
  await work();

  answer = 500;
  const { complaintId } = (await as('handler', 'POST', 'complaints', form)).body;
  const list = async (query: string) => (await as('auditor', 'GET', `notifications/deliveries?${query}`)).body;
  const until = async (query: string, count: number) => {
    for (;;) {
      const page = await list(query);
      if (page.items.length >= count) return page.items;
      await delay(10);
    }
  };
  const [dead] = await until(`status=dead&rule=cases&complaintId=${String(complaintId)}`, 1);
  expect(dead).toMatchObject({ type: 'Received', ruleVersion: 2, tries: 1, lastStatus: 500, lastCode: 'refused', nextTryAt: null });
  expect(dead).not.toHaveProperty('notification');
  await until('status=delivered&rule=people', 1);

  answer = 204;
  expect(await as('auditor', 'POST', `notifications/deliveries/${String(dead!['deliveryId'])}/retry`)).toEqual(
    problem(403, 'role-not-allowed'),
  );
  const retried = await as('operator', 'POST', `notifications/deliveries/${String(dead!['deliveryId'])}/retry`);
  expect(retried).toMatchObject({ status: 202, body: { deliveryId: dead!['deliveryId'] } });
  await until('status=delivered&rule=cases', 1);
  expect(await as('operator', 'POST', `notifications/deliveries/${String(dead!['deliveryId'])}/retry`)).toEqual(
    problem(409, 'already-delivered'),
  );
  const nobodys = '0686e063-625e-5e65-bdd7-fe8802f38b6c';
  expect(await as('operator', 'POST', `notifications/deliveries/${nobodys}/retry`)).toEqual(problem(404, 'no-such-delivery'));

  const { headers, body: told } = got.at(-1)!;
  const event = new Webhook(String(body['secret'])).verify(told, headers as Record<string, string>);
  expect(event).toMatchObject({ type: 'redress.complaint.received', data: { complaintId, data: { channel: 'phone', cause: 'late' } } });
  for (const { body: text } of got) expect(text).not.toMatch(/Li Hua|never came|\$sealed/);

  // Pages: the latest event first, each delivery once.
  const first = await list('limit=1');
  const second = await list(`limit=1&cursor=${String(first['next'])}`);
  expect(second).toMatchObject({ next: null });
  expect([...first.items, ...second.items].map((one) => String(one['rule'])).sort()).toEqual(['cases', 'people']);
  expect(await as('operator', 'GET', 'notifications/deliveries?cursor=x')).toEqual(problem(400, 'invalid-cursor'));
});
