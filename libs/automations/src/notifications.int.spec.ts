import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataSource, migrate } from '@redress/database';
import type { Recorded } from '@redress/kernel';
import { Destinations, MailChannel, WebhookChannel, webhookSecret } from '@redress/notifications';
import type { NotificationRule, Policy } from '@redress/policy';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import { Webhook } from 'standardwebhooks';
import type { DataSource } from 'typeorm';
import { CreateDeliveries1795309400000 } from './create-deliveries.migration.js';
import { startDeliveries, type RunningDeliveries } from './deliver.js';
import { enqueue, findDelivery, listDeliveries, prune, retryDelivery, type Delivery, type Told } from './deliveries.js';
import { notify } from './notify.js';

const masterKey = Buffer.alloc(32, 3);

let database: TestDatabase;
let source: DataSource;
const running: RunningDeliveries[] = [];
const servers: Server[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  source = dataSource(database.url, { migrations: [CreateDeliveries1795309400000] });
  await source.initialize();
  await migrate(source);
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
  await source.destroy();
  await database.drop();
});

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who wants to be told; without an answer they say 204. */
async function receiver(answer: (got: Got, nth: number) => number | 'silence' = () => 204) {
  const got: Got[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const one = { headers: request.headers, body };
      got.push(one);
      for (const wake of waiting.splice(0)) wake();
      const status = answer(one, got.length);
      if (status === 'silence') return;
      response.writeHead(
        status,
        status === 302 ? { location: 'http://127.0.0.1/elsewhere' } : status === 503 ? { 'retry-after': '7200' } : {},
      );
      response.end('so much for that');
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    got,
    async gets(count: number): Promise<void> {
      while (got.length < count) await new Promise<void>((wake) => waiting.push(wake));
    },
  };
}

const hook = (id: string, url: string, more: Partial<NotificationRule> = {}): NotificationRule => ({
  id,
  on: ['DeadlineMissed'],
  to: { kind: 'webhook', url },
  isEnabled: true,
  ...more,
});

const policy = (...rules: NotificationRule[]): Policy<'notifications'> => ({
  kind: 'notifications',
  version: 2,
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  reason: 'x',
  document: { rules },
});

let place = 0n;
function event(type: string, data: object, { stream = `complaint-${randomUUID()}`, revision = 0 } = {}): Recorded {
  place += 1n;
  return {
    id: randomUUID(),
    type,
    data,
    stream,
    revision,
    position: place,
    recordedAt: '2026-03-02T09:00:00.500Z',
    metadata: {
      occurredAt: '2026-03-02T09:00:00.000Z',
      origin: 'automation',
      actor: { sub: 'u-1', roles: ['handler'] },
    } as unknown as Recorded['metadata'],
  };
}
const missed = (more: { stream?: string } = {}) =>
  event('DeadlineMissed', { clock: 'reply-2', rule: 'reply', due: '2026-03-02T08:59:59.999Z' }, more);

/** Acts on events as the worker does, by these rules. */
async function happen(rules: NotificationRule[], events: readonly Recorded[], history: readonly Recorded[] = []): Promise<void> {
  const automation = notify({
    dataSource: source,
    log: {
      read: (stream) =>
        Promise.resolve([...history, ...events].filter((one) => one.stream === stream).toSorted((a, b) => a.revision - b.revision)),
    },
    rules: () => Promise.resolve([policy(...rules)]),
    now: () => new Date(),
    enqueued: () => running.forEach((one) => one.wake()),
  });
  for (const one of events) await automation.act(one);
}

interface Sent {
  readonly recipients: readonly string[];
  readonly message: Buffer;
}
const sent: Sent[] = [];
beforeEach(() => void sent.splice(0));

function deliver(
  rules: NotificationRule[] | (() => NotificationRule[]),
  { totalMs = 5_000, waitsMs = [1, 1], perRule = 4 } = {},
): RunningDeliveries {
  const started = startDeliveries({
    dataSource: source,
    rules: () => Promise.resolve(policy(...(typeof rules === 'function' ? rules() : rules))),
    channels: {
      webhook: new WebhookChannel({ masterKey, destinations: new Destinations(['127.0.0.1']), now: () => new Date(), totalMs }),
      mail: new MailChannel({
        mailer: {
          send: (mail) => (sent.push(mail), Promise.resolve({ refused: 0 })),
          takeBack: () => Promise.resolve(),
          close: () => undefined,
        },
        from: { name: '', address: 'redress@example.com' },
        timeZone: 'Asia/Shanghai',
      }),
    },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => new Date(),
    random: () => 0.5,
    patience: { pollMs: 10, waitsMs, perRule },
  });
  running.push(started);
  return started;
}

const all = () => listDeliveries(source, { limit: 100 });
async function until(isThere: (deliveries: Delivery[]) => boolean): Promise<Delivery[]> {
  for (;;) {
    const deliveries = await all();
    if (isThere(deliveries)) return deliveries;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const ended = (status: string, count = 1) => until((rows) => rows.filter((row) => row.status === status).length >= count);

describe('a webhook', () => {
  it('is told of an event in a CloudEvent that its secret verifies, with nothing personal in it', async () => {
    const to = await receiver();
    const rules = [hook('late', to.url, { to: { kind: 'webhook', url: to.url, secretVersion: 2 }, on: ['DeadlinePaused'] })];
    deliver(rules);
    const paused = event('DeadlinePaused', { clock: 'reply', reason: 'asked', note: { $sealed: 'abc', subject: 's' } });
    await happen(rules, [paused]);
    const [delivery] = await ended('delivered');
    const [{ headers, body }] = to.got as [Got];
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: `${paused.id}:late`,
      source: 'urn:redress',
      type: 'redress.complaint.deadline-paused',
      subject: paused.stream,
      time: '2026-03-02T09:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        complaintId: paused.stream.slice('complaint-'.length),
        type: 'DeadlinePaused',
        revision: 0,
        position: paused.position.toString(),
        recordedAt: '2026-03-02T09:00:00.500Z',
        data: { clock: 'reply', reason: 'asked' },
      },
    });
    expect(headers['webhook-id']).toBe(`${paused.id}:late`);
    const verified = (version: number) =>
      new Webhook(webhookSecret(masterKey, 'late', version)).verify(body, headers as Record<string, string>);
    // The new secret, and the one before while receivers go over to it.
    expect(verified(2)).toEqual(verified(1));
    expect(() => verified(3)).toThrow('No matching signature');
    expect(() => new Webhook(webhookSecret(masterKey, 'other', 2)).verify(body, headers as Record<string, string>)).toThrow();
    expect(delivery).toMatchObject({ rule: 'late', ruleVersion: 2, status: 'delivered', tries: 1, lastStatus: 204, nextTryAt: null });
  });

  it('is tried again, with the same id and body, until it takes it', async () => {
    const to = await receiver((_, nth) => (nth < 3 ? 500 : 200));
    const rules = [hook('late', to.url)];
    deliver(rules);
    await happen(rules, [missed()]);
    const [delivery] = await ended('delivered');
    expect(delivery).toMatchObject({ tries: 3, lastStatus: 200, lastCode: null });
    expect(new Set(to.got.map(({ body }) => body)).size).toBe(1);
    expect(new Set(to.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is given up after the last try; somebody has it sent again', async () => {
    let isDown = true;
    const to = await receiver(() => (isDown ? 502 : 200));
    const rules = [hook('late', to.url)];
    deliver(rules);
    await happen(rules, [missed()]);
    const [dead] = await ended('dead');
    expect(dead).toMatchObject({ tries: 3, lastStatus: 502, lastCode: 'refused', lastReason: 'the receiver answered 502' });
    expect(await listDeliveries(source, { status: 'dead', rule: 'late', stream: dead!.stream, limit: 1 })).toEqual([dead]);
    isDown = false;
    expect(await retryDelivery(source, dead!.deliveryId, new Date())).toBe(true);
    expect(await ended('delivered')).toMatchObject([{ tries: 1 }]);
    expect(await retryDelivery(source, dead!.deliveryId, new Date())).toBe(false);
    expect(await retryDelivery(source, randomUUID(), new Date())).toBe(false);
    expect(to.got).toHaveLength(4);
  });

  it.each([
    [410, 'refused'],
    [400, 'refused'],
    [302, 'redirected'],
  ])('that answers %i is not asked again', async (status, code) => {
    const to = await receiver(() => status);
    const rules = [hook('late', to.url)];
    deliver(rules);
    await happen(rules, [missed()]);
    expect(await ended('dead')).toMatchObject([{ tries: 1, lastStatus: status, lastCode: code }]);
    expect(to.got).toHaveLength(1);
  });

  it('says how long to wait', async () => {
    const to = await receiver(() => 503);
    const rules = [hook('late', to.url)];
    const before = Date.now();
    deliver(rules);
    await happen(rules, [missed()]);
    const [waits] = await until(([row]) => row?.lastStatus === 503);
    expect(waits!.status).toBe('pending');
    expect(waits!.nextTryAt!.getTime()).toBeGreaterThanOrEqual(before + 7_200_000);
  });

  it('that is silent keeps nobody else waiting, and is tried again', async () => {
    const silent = await receiver((_, nth) => (nth <= 4 ? 'silence' : 204));
    const good = await receiver();
    const rules = [hook('a-silent', silent.url), hook('b-good', good.url)];
    deliver(rules, { totalMs: 400 });
    await happen(rules, [missed(), missed(), missed(), missed(), missed(), missed()]);
    await good.gets(6);
    // As many as may be on their way at once, and no more.
    expect(silent.got.length).toBeLessThanOrEqual(4);
    const rows = await ended('delivered', 12);
    expect(rows.filter(({ rule, tries }) => rule === 'a-silent' && tries === 2)).toHaveLength(4);
  });

  it('is told in the order of each case, while all goes well', async () => {
    const to = await receiver();
    const rules = [hook('late', to.url)];
    const streams = [`complaint-${randomUUID()}`, `complaint-${randomUUID()}`];
    const events = Array.from({ length: 20 }, (_, i) => missed({ stream: streams[i % 2]! }));
    await happen(rules, events);
    deliver(rules);
    await to.gets(20);
    for (const stream of streams) {
      const positions = to.got.map(({ body }) => JSON.parse(body) as { subject: string; data: { position: string } });
      const own = positions.filter(({ subject }) => subject === stream).map(({ data }) => Number(data.position));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  it('is told once, also by two workers', async () => {
    const to = await receiver();
    const rules = [hook('late', to.url)];
    deliver(rules);
    deliver(rules);
    await happen(
      rules,
      Array.from({ length: 30 }, () => missed()),
    );
    await ended('delivered', 30);
    expect(to.got).toHaveLength(30);
  });

  it('gets after a stop what was on its way, as if it had not been tried', async () => {
    let isSilent = true;
    const to = await receiver(() => (isSilent ? 'silence' : 204));
    const rules = [hook('late', to.url)];
    const first = deliver(rules);
    await happen(rules, [missed()]);
    await to.gets(1);
    await first.stop();
    expect(await all()).toMatchObject([{ status: 'pending', tries: 0 }]);
    isSilent = false;
    deliver(rules);
    expect(await ended('delivered')).toMatchObject([{ tries: 1 }]);
  });

  it('gets nothing more once its rule is switched off or gone, and goes where the rule says now', async () => {
    const [old, own] = [await receiver(() => 500), await receiver()];
    let rules = [hook('moved', old.url), hook('off', old.url), hook('gone', old.url)];
    const waiting = rules;
    await happen(waiting, [missed()]);
    rules = [hook('moved', own.url), hook('off', old.url, { isEnabled: false })];
    deliver(() => rules);
    const rows = await until((found) => found.every(({ status }) => status !== 'pending'));
    expect(Object.fromEntries(rows.map(({ rule, status, lastCode }) => [rule, lastCode ?? status]))).toEqual({
      moved: 'delivered',
      off: 'rule-disabled',
      gone: 'rule-gone',
    });
    expect(old.got).toEqual([]);
    expect(own.got).toHaveLength(1);
  });
});

describe('who is told', () => {
  const told = async () => (await all()).map(({ rule }) => rule).sort();
  const rule = (id: string, on: string[], when?: NotificationRule['when']) => hook(id, 'https://a.example', { on, ...(when && { when }) });

  it('follows from what the event says', async () => {
    const warned = (percent: number) =>
      event('DeadlineWarned', { clock: 'reply-2', rule: 'reply', percent, due: '2026-03-02T08:59:59.999Z' });
    const rules = [
      rule('any', ['DeadlineWarned', 'DeadlineMissed']),
      rule('by-rule', ['DeadlineWarned'], { clocks: ['reply'] }),
      rule('by-clock', ['DeadlineWarned'], { clocks: ['other', 'reply-2'] }),
      rule('another', ['DeadlineWarned'], { clocks: ['other'] }),
      rule('late', ['DeadlineWarned'], { fromPercent: 90 }),
      { ...rule('off', ['DeadlineWarned']), isEnabled: false },
    ];
    await happen(rules, [warned(75)]);
    expect(await told()).toEqual(['any', 'by-clock', 'by-rule']);
    await happen(rules, [warned(90)]);
    expect(await told()).toEqual(['any', 'any', 'by-clock', 'by-clock', 'by-rule', 'by-rule', 'late']);
  });

  it('follows from what the case is with that event', async () => {
    const stream = `complaint-${randomUUID()}`;
    const form = {
      channel: 'phone',
      cause: 'delay',
      firstReceiver: 'anna',
      complainantKind: 'anonymous',
      respondents: [],
      grade: 'complaint',
    };
    const received = event('Received', { ...form, product: 'parcel', unit: 'beijing', tags: [], language: 'en' }, { stream });
    const classified = (severity: string, revision: number) =>
      event(
        'Classified',
        { category: 'delay', severity, urgency: 'urgent', directness: 'direct', needs: [], sensitive: false },
        { stream, revision },
      );
    const [low, high] = [classified('low', 1), classified('high', 2)];
    const rules = [
      rule('high', ['Classified'], { severities: ['high'] }),
      rule('parcels', ['Classified'], { products: ['parcel', 'letter'], units: ['beijing'] }),
      rule('elsewhere', ['Classified'], { units: ['harbin'] }),
    ];
    await happen(rules, [low], [received, high]);
    expect(await told()).toEqual(['parcels']);
    await happen(rules, [high], [received, low]);
    expect(await told()).toEqual(['high', 'parcels', 'parcels']);
  });

  it('is noted once, however often an event comes', async () => {
    const once = missed();
    await happen([rule('a', ['DeadlineMissed']), rule('b', ['DeadlineMissed'])], [once, once]);
    expect(await told()).toEqual(['a', 'b']);
  });

  it('follows from the rules in force when it was recorded', async () => {
    const versions = [policy(), { ...policy(rule('a', ['DeadlineMissed'])), version: 3, effectiveFrom: '2026-03-02T09:00:00.501Z' }];
    const automation = notify({
      dataSource: source,
      log: { read: () => Promise.resolve([]) },
      rules: () => Promise.resolve(versions),
      now: () => new Date(),
    });
    await automation.act(missed());
    expect(await told()).toEqual([]);
    await automation.act({ ...missed(), recordedAt: '2026-03-02T09:00:00.501Z' });
    expect(await told()).toEqual(['a']);
    expect(automation.origins).not.toContain('import');
    expect(automation.types).not.toContain('PolicyPublished');
  });
});

/** Quoted-printable, as the composer writes these texts. */
function decoded(message: Buffer): string {
  const joined = message.toString('latin1').replaceAll('=\r\n', '');
  return Buffer.from(
    joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
}

describe('mail', () => {
  it.each([
    ['en', 'Deadline missed', 'Due: 2 March 2026 at 16:59 (Asia/Shanghai)'],
    ['zh-CN', '时限已过', '到期：2026年3月2日 16:59 (Asia/Shanghai)'],
  ] as const)('says in %s what happened to which case', async (language, what, due) => {
    const rules = [hook('duty', '', { to: { kind: 'mail', addresses: ['duty@example.com'], language } })];
    const late = missed();
    await happen(rules, [late]);
    deliver(rules);
    await ended('delivered');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.recipients).toEqual(['duty@example.com']);
    const plain = decoded(sent[0]!.message);
    for (const word of [what, late.stream, due, 'reply-2', 'duty']) expect(plain).toContain(word);
  });
});

describe('what was delivered', () => {
  it('is forgotten after a while, some at a time; what was given up later', async () => {
    const told = { eventId: randomUUID(), type: 'DeadlineMissed', stream: 'complaint-1', position: '1' } as Told;
    const at = new Date('2026-03-02T09:00:00Z');
    const rows = Array.from({ length: 5 }, (_, i) => ({ deliveryId: randomUUID(), rule: `r${i}`, ruleVersion: 1, told }));
    await enqueue(source, rows, at);
    await source.query(`UPDATE automations.delivery SET status = CASE rule WHEN 'r0' THEN 'dead' ELSE 'delivered' END, ended_at = $1`, [
      at,
    ]);
    const later = new Date(at.getTime() + 1);
    expect(await prune(source, 'delivered', at, 10)).toBe(0);
    expect(await prune(source, 'delivered', later, 3)).toBe(3);
    expect(await prune(source, 'delivered', later, 3)).toBe(1);
    expect((await all()).map(({ status }) => status)).toEqual(['dead']);
    expect(await findDelivery(source, rows[0]!.deliveryId)).toMatchObject({ rule: 'r0', status: 'dead', type: 'DeadlineMissed' });
  });
});
