import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { automationMigrations, sendLetters, startAutomations, type RunningAutomations } from '@redress/automations';
import { eventTypes } from '@redress/commands';
import { dataSource, migrate } from '@redress/database';
import { EventStore } from '@redress/event-store';
import { EvidenceStore } from '@redress/evidence';
import { mailerFor, senderOf, type Mailer } from '@redress/letters';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { SMTPServer } from 'smtp-server';
import type { DataSource } from 'typeorm';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let tokens: Record<'anna' | 'machine' | 'auditor' | 'admin', string>;
let source: DataSource;
let store: EventStore;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  await app.listen(0, '127.0.0.1');
  tokens = {
    anna: await system.token('anna', 'handler'),
    machine: await system.token('robot', 'service'),
    auditor: await system.token('ada', 'auditor'),
    admin: await system.token('pia', 'policy-admin'),
  };
  source = dataSource(system.database.url, { entities: [Subject], migrations: [...vaultMigrations, ...automationMigrations] });
  await source.initialize();
  await migrate(source);
  store = new EventStore({ connectionString: system.node.connectionString, types: eventTypes });
});

afterAll(async () => {
  await store?.close();
  await source?.destroy();
  await app?.close();
  await system?.stop();
});

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly facts: Record<string, unknown> };
}

async function call(path: string, body?: object, { as = 'anna' as keyof typeof tokens, key = '' } = {}): Promise<Answered> {
  const response = await fetch(`${await app.getUrl()}/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization: `Bearer ${tokens[as]}`,
      ...(body && { 'Content-Type': 'application/json' }),
      ...(key && { 'Idempotency-Key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as Answered['body'] };
}

async function received(said: object = {}): Promise<string> {
  const { body } = await call('/complaints', {
    occurredAt: '2025-11-03T09:12:00+08:00',
    channel: 'phone',
    cause: 'late-delivery',
    product: 'parcel-x',
    account: 'It came late.',
    language: 'en',
    complainant: { name: '<b>Li</b> & "Hua"', email: 'li@example.com' },
    ...said,
  });
  return body['complaintId'] as string;
}

const investigated = (id: string) =>
  call(`/complaints/${id}/investigations`, {
    occurredAt: '2025-11-05T10:00:00Z',
    finding: 'substantiated',
    faultParty: 'own',
    rootCause: 'process',
  });

const final = { template: 'final', reasons: 'No notice was sent.', recourse: ['regulator', 'court'], cc: ['bank@example.org'] };

const filesKept = async () =>
  (await readdir(system.config.evidence.folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name)).length;

/** What people did: clocks follow from that. */
const typesOf = async (id: string) => {
  const { body } = await call(`/complaints/${id}/history`);
  return (body['events'] as { type: string }[]).map(({ type }) => type).filter((type) => !type.startsWith('Deadline'));
};

/** Runs the automation that sends letters, as a worker does. */
async function sending(mailer: Mailer): Promise<RunningAutomations> {
  const vault = new Vault(source, await openKeyRing(source, system.config));
  const evidence = await EvidenceStore.at(system.config.evidence);
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const letters = sendLetters({ dataSource: source, vault, evidence, mailer, logger, now: () => new Date() });
  const patience = { tries: 2, firstMs: 5, longestMs: 20, parkedMs: 20, idleMs: 0 };
  return startAutomations({ dataSource: source, log: store, automations: [letters], patience });
}

async function until<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a letter', () => {
  it('is shown before it is sent, and nothing is stored', async () => {
    const id = await received();
    await investigated(id);
    const before = await filesKept();
    const { status, body } = await call(`/complaints/${id}/letters/preview`, final);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      template: { id: 'final', version: 1 },
      language: 'en',
      recipients: ['li@example.com'],
      cc: ['bank@example.org'],
    });
    expect(body['text']).toContain('Dear <b>Li</b> & "Hua",');
    expect(body['text']).toContain('on 3 November 2025');
    expect(body['text']).toContain('5 November 2025, 2 days after');
    expect(body['text']).toContain('you may turn to the regulator or the courts');
    expect(body['html']).toContain('Dear &lt;b&gt;Li&lt;/b&gt; &amp; &#34;Hua&#34;,');
    expect(body['html']).not.toContain('<b>');
    expect(await filesKept()).toBe(before);
    expect(await typesOf(id)).toEqual(['Received', 'Investigated']);
  });

  it('is in the language of the customer, or in that which is asked for', async () => {
    const id = await received({ language: 'zh' });
    const { body } = await call(`/complaints/${id}/letters/preview`, final);
    expect(body).toMatchObject({ language: 'zh-CN' });
    expect(body['text']).toContain('2025年11月3日');
    expect((await call(`/complaints/${id}/letters/preview`, { ...final, language: 'en' })).body).toMatchObject({ language: 'en' });
  });

  it('is kept, put on record once however often it is sent, and read again', async () => {
    const id = await received();
    await investigated(id);
    const before = await filesKept();
    const first = await call(`/complaints/${id}/letters`, final, { key: 'letter-1' });
    expect(first).toMatchObject({ status: 200, body: { complaintId: id, repeated: false } });
    expect((first.body['events'] as { type: string }[])[0]).toMatchObject({ type: 'ReplySent' });
    const again = await call(`/complaints/${id}/letters`, final, { key: 'letter-1' });
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await call(`/complaints/${id}/letters`, { ...final, reasons: 'Others.' }, { key: 'letter-1' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    expect(await filesKept()).toBe(before + 1);
    const kept = await call(`/complaints/${id}/evidence/${String(first.body['letter'])}`);
    expect(kept.status).toBe(200);
    expect(kept.body['text']).toContain('Subject: Our final answer to your complaint');
    expect(kept.body['text']).toContain('Cc: bank@example.org');
    expect(await typesOf(id)).toEqual(['Received', 'Investigated', 'ReplySent']);
  });

  it('is an acknowledgement or an apology by its template', async () => {
    const id = await received();
    const acknowledgement = { template: 'acknowledgement', occurredAt: '2025-11-03T02:00:00Z', answerBy: '2025-11-07T18:00:00+08:00' };
    expect((await call(`/complaints/${id}/letters`, acknowledgement)).body).toHaveProperty('events.0.type', 'Acknowledged');
    const apology = { template: 'apology', noRepeat: 'customers are told.', admitsFault: true };
    expect((await call(`/complaints/${id}/letters`, apology)).body).toHaveProperty('events.0.type', 'Apologised');
    expect((await call(`/complaints/${id}/letters`, acknowledgement)).status).toBe(409);
  });

  it('leaves nothing behind when the rules refuse it', async () => {
    const id = await received();
    const before = await filesKept();
    const early = { ...final, occurredAt: '2025-11-01T00:00:00Z' };
    expect(await call(`/complaints/${id}/letters`, early)).toMatchObject({ status: 409, body: { code: 'out-of-order-time' } });
    expect(await filesKept()).toBe(before);
    expect(await typesOf(id)).toEqual(['Received']);
  });

  it.each([
    ['a template that there is not', { template: 'poem' }, 422, 'no-such-template', { template: 'poem' }],
    [
      'a final letter without reasons',
      { ...final, reasons: undefined },
      422,
      'letter-field-missing',
      { field: 'reasons', part: 'reasons' },
    ],
    ['a final letter without recourse', { ...final, recourse: [] }, 422, 'letter-field-missing', { field: 'recourse' }],
    ['several addresses in one', { ...final, recipients: ['a@example.com, b@example.com'] }, 400, 'invalid-body', {}],
    ['fields that are no texts', { ...final, fields: { a: 1 } }, 400, 'invalid-body', {}],
    ['a misspelt field', { ...final, reason: 'x' }, 400, 'invalid-body', {}],
  ])('is not written with %s', async (_, body, status, code, facts) => {
    const id = await received();
    for (const route of ['letters', 'letters/preview']) {
      const answer = await call(`/complaints/${id}/${route}`, body);
      expect(answer).toMatchObject({ status, body: { code } });
      expect(answer.body.facts).toMatchObject(facts);
    }
  });

  it('needs somebody to get it, unless it is printed', async () => {
    const id = await received({ complainant: { name: 'Li Hua', phone: '1' } });
    expect(await call(`/complaints/${id}/letters`, final)).toMatchObject({ status: 409, body: { code: 'no-recipient' } });
    expect(await call(`/complaints/${id}/letters`, { ...final, cc: [], channel: 'letter' })).toMatchObject({ status: 200 });
    expect(await call(`/complaints/${id}/letters`, { ...final, recipients: ['mother@example.com'] })).toMatchObject({ status: 200 });
  });

  it('is written by those who work on cases; who sees nothing personal sees no letter', async () => {
    const id = await received();
    expect((await call(`/complaints/${id}/letters/preview`, final, { as: 'auditor' })).status).toBe(403);
    expect((await call(`/complaints/${id}/letters`, final, { as: 'auditor' })).status).toBe(403);
    expect((await call(`/complaints/${id}/letters/preview`, final, { as: 'machine' })).status).toBe(403);
    expect(await call(`/complaints/${id}/letters`, final, { as: 'machine' })).toMatchObject({ body: { code: 'role-not-allowed' } });
    expect(await call(`/complaints/${id}/letters`, final, { as: 'machine', key: 'm-1' })).toMatchObject({
      body: { code: 'role-not-allowed' },
    });
    const plain = { ...final, cc: [] };
    expect(await call(`/complaints/${id}/letters`, plain, { as: 'machine' })).toMatchObject({ body: { code: 'idempotency-key-required' } });
    const elsewhere = { ...final, cc: [], recipients: ['somebody@example.com'] };
    expect((await call(`/complaints/${id}/letters`, elsewhere, { as: 'machine', key: 'm-2' })).status).toBe(403);
    expect((await call(`/complaints/${id}/letters`, plain, { as: 'machine', key: 'm-3' })).status).toBe(200);
  });

  it('has templates that are Liquid, or they are not published', async () => {
    const parts = [{ part: 'handling', text: 'fine\n{% if %}' }];
    const document = { templates: [{ id: 'own', kind: 'interim', language: 'en', subject: 'x', parts }] };
    expect(await call('/letter-templates', { document, reason: 'Ours.' }, { as: 'admin' })).toMatchObject({
      status: 422,
      body: { code: 'letter-template-invalid', facts: { path: 'templates[0].parts[0].text', template: 'own', part: 'handling', line: 2 } },
    });
  });
});

describe('letters that were written', () => {
  const post = (server?: string) => ({ ...system.config.mail, from: senderOf('Care <care@example.com>')!, ...(server && { server }) });

  it('are put into the outbox as they are kept, once', async () => {
    const automations = await sending(mailerFor(post()));
    const id = await received();
    const { body } = await call(`/complaints/${id}/letters`, final);
    const [{ id: eventId }] = body['events'] as [{ id: string }];
    const path = join(system.config.mail.outbox, `${eventId}.eml`);
    const message = await until(
      () => readFile(path, 'utf8').catch(() => ''),
      (text) => text !== '',
    );
    expect(message).toBe((await call(`/complaints/${id}/evidence/${String(body['letter'])}`)).body['text']);
    expect(message).toContain('To: li@example.com');
    await automations.stop();
  });

  it('are not in the outbox when whom they are for was erased while they were put there', async () => {
    const outbox = mailerFor(post());
    const id = await received();
    const subject = (await store.read(`complaint-${id}`))[0]!.metadata.subjectIds[0]!;
    const settled: string[] = [];
    const automations = await sending({
      async send(outgoing) {
        const sent = await outbox.send(outgoing);
        // What a crash left of it half way.
        await writeFile(join(system.config.mail.outbox, `.${outgoing.id}.x`), outgoing.message);
        await source.query('DELETE FROM privacy.subject WHERE subject_id = $1', [subject]);
        return sent;
      },
      async takeBack(taken) {
        await outbox.takeBack(taken);
        settled.push(taken);
      },
      close: () => outbox.close(),
    });
    const { body } = await call(`/complaints/${id}/letters`, final);
    const [{ id: eventId }] = body['events'] as [{ id: string }];
    await until(
      () => Promise.resolve(settled),
      (ids) => ids.includes(eventId),
    );
    await automations.stop();
    expect((await readdir(system.config.mail.outbox)).filter((name) => name.includes(eventId))).toEqual([]);
  });

  it('go to a mail server, which is tried again until it takes them, and gets each once', async () => {
    const got: { to: string[]; message: string }[] = [];
    let isOpen = false;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onMailFrom: (_address, _session, callback) =>
        callback(isOpen ? null : Object.assign(new Error('closed: li@example.com'), { responseCode: 451 })),
      onData(stream, session, callback) {
        let message = '';
        stream.on('data', (part: Buffer) => (message += part.toString()));
        stream.on('end', () => {
          got.push({ to: session.envelope.rcptTo.map(({ address }) => address), message });
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    const mailer = mailerFor(post(`smtp://127.0.0.1:${port}`));
    const first = await sending(mailer);
    const id = await received();
    const { body } = await call(`/complaints/${id}/letters`, final);
    const parked = await until(
      () => source.query<{ code: string; reason: string }[]>('SELECT code, reason FROM automations.parked'),
      (rows) => rows.length > 0,
    );
    expect(parked).toEqual([{ code: 'failed', reason: 'the mail server answered 451' }]);
    expect((await fetch(`${await app.getUrl()}/health/ready`)).status).toBe(503);
    await first.stop();
    isOpen = true;
    const second = await sending(mailer);
    await until(
      () => source.query<unknown[]>('SELECT FROM automations.parked'),
      (rows) => rows.length === 0,
    );
    await second.stop();
    // As after a crash, everything from the beginning: what was sent stays sent.
    await source.query('UPDATE automations.checkpoint SET position = NULL');
    const third = await sending(mailer);
    const last = await call(`/complaints/${id}/letters`, { ...final, recipients: ['other@example.com'] });
    await until(
      () => Promise.resolve(got),
      (messages) => messages.some(({ to }) => to.includes('other@example.com')),
    );
    await third.stop();
    mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(new Set(got.map(({ message }) => /Message-ID: (.*)/i.exec(message)![1])).size).toBe(got.length);
    const mine = got.filter(({ message }) => message.includes(id));
    expect(mine.map(({ to }) => to)).toEqual([
      ['li@example.com', 'bank@example.org'],
      ['other@example.com', 'bank@example.org'],
    ]);
    expect([body, last.body].every(({ repeated }) => repeated === false)).toBe(true);
    expect((await fetch(`${await app.getUrl()}/health/ready`)).status).toBe(200);
  });
});
