import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventTypes } from '@redress/commands';
import { EventStore, verifyChain, type LoggedEvent } from '@redress/event-store';
import type { AuditRead } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { isPlain } from './reads.guard.js';

let system: TestSystem;
let app: NestFastifyApplication;
let store: EventStore;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  for (const role of ['handler', 'auditor', 'privacy-officer', 'operator', 'analyst', 'policy-admin', 'channel-head', 'cfo'])
    tokens[role] = await system.token(`u-${role}`, role);
  store = new EventStore({ connectionString: system.node.connectionString, types: eventTypes });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await store?.close();
  await app?.close();
  await system?.stop();
});

interface Answered {
  readonly status: number;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- the answers of many routes
  readonly body: any;
}

/** Position of the last event that this spec wrote: views are asked for what holds it. */
let written = '0';

async function get(path: string, role = 'auditor', purpose: string | null = 'CASE 2026/17'): Promise<Answered> {
  const headers = {
    authorization: `Bearer ${tokens[role]!}`,
    'redress-min-position': written,
    ...(purpose !== null && { 'redress-purpose': purpose }),
  };
  const { statusCode: status, body: text } = await app.inject({ method: 'GET', url: `/v1/${path}`, headers });
  return { status, text, body: JSON.parse(text) as unknown };
}

async function does(path: string, payload: object, role = 'handler'): Promise<Answered['body']> {
  const headers = { authorization: `Bearer ${tokens[role]!}` };
  const { statusCode, body } = await app.inject({ method: 'POST', url: `/v1/${path}`, headers, payload });
  if (statusCode >= 300) throw new Error(`${path}: ${statusCode} ${body}`);
  const answer = JSON.parse(body) as Answered['body'];
  if (typeof answer.position === 'string') written = answer.position;
  return answer;
}

/** What stands in the streams of reads, in the order of the log. */
async function recordedReads(): Promise<(LoggedEvent & { data: AuditRead['data'] })[]> {
  const events: LoggedEvent[] = [];
  const end = await store.lastPosition();
  const stop = new AbortController();
  for await (const item of store.stored({ prefixes: ['audit-reads-'], after: null, signal: stop.signal })) {
    if ('event' in item) events.push(item.event);
    if (('event' in item ? item.event.position : item.checkpoint) >= end!) break;
  }
  stop.abort();
  return events as (LoggedEvent & { data: AuditRead['data'] })[];
}

const form = {
  occurredAt: '2026-03-02T09:00:00+08:00',
  channel: 'phone',
  cause: 'late-delivery',
  product: 'parcel',
  account: 'It came late.',
  complainant: { name: 'Li Hua' },
};

/** A case with a remedy that two have to sign for, one of them by delegation. */
async function decidedCase(): Promise<{ id: string; delegation: string; position: string }> {
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const { delegationId } = await does(
    'delegations',
    { delegate: 'u-cfo', role: 'channel-head', until, reason: 'on leave' },
    'channel-head',
  );
  const { complaintId: id } = await does('complaints', form);
  await does(`complaints/${id}/classification`, { category: 'late-delivery', severity: 'low', urgency: 'normal', directness: 'direct' });
  await does(`complaints/${id}/proposals`, { remedy: 'voucher', borne: { amount: 5_000, currency: 'CNY' }, beneficiary: 'customer' });
  const { position } = await does(
    `complaints/${id}/approvals`,
    { decision: 'granted', role: 'channel-head', delegation: delegationId },
    'cfo',
  );
  return { id, delegation: delegationId as string, position: position as string };
}

describe('the case of an auditor', () => {
  let id: string;
  let delegation: string;
  beforeAll(async () => void ({ id, delegation } = await decidedCase()));

  it('is told at any moment as the log has it, and as everybody else is told', async () => {
    for (const cut of ['', '?revision=1', '?asOf=2026-03-02T09:00:00%2B08:00', `?knownAt=${new Date().toISOString()}`]) {
      const audited = await get(`audit/complaints/${id}${cut}`);
      expect(audited.status).toBe(200);
      const { trackingCode: _, ...told } = (await get(`complaints/${id}${cut || '?revision=100'.slice(0, 0)}`)).body;
      expect(audited.body.state).toMatchObject({ ...told, position: audited.body.state.position });
      expect(audited.body.at.revision).toBe(audited.body.state.revision);
      expect((await get(`audit/complaints/${id}${cut}`)).text).toBe(audited.text);
    }
    expect(await get(`audit/complaints/${id}?revision=99`)).toMatchObject({ status: 404, body: { code: 'no-such-revision' } });
    expect(await get(`audit/complaints/${id}?asOf=2020-01-01T00:00:00Z`)).toMatchObject({
      status: 404,
      body: { code: 'not-yet-received' },
    });
  });

  it('says of each event who, for whom, by which command and rule, and what led to it', async () => {
    const { body } = await get(`audit/complaints/${id}/why`);
    const of = (type: string) => body.events.find((event: { type: string }) => event.type === type);
    expect(of('Received')).toMatchObject({
      who: { sub: 'u-handler', roles: ['handler'] },
      command: { name: 'receive', revisions: expect.arrayContaining([0, 1]) },
      rules: [{ policy: 'packs', version: 1, rule: 'default' }],
      causes: [{ kind: 'command', by: 'u-handler', origin: 'api' }],
      occurredAt: '2026-03-02T01:00:00.000Z',
      origin: 'api',
      data: { complainant: { name: 'Li Hua' } },
    });
    expect(of('DeadlineSet')).toMatchObject({
      command: { name: 'receive' },
      rules: [
        {
          policy: 'packs',
          version: 1,
          rule: 'default/acknowledgement',
          says: { clock: 'acknowledgement', source: { paragraph: expect.any(String) } },
        },
      ],
    });
    expect(of('ApprovalRequested').rules[0]).toMatchObject({ policy: 'authority', version: 1, rule: 'band 1', says: { currency: 'CNY' } });
    expect(of('ApprovalGranted')).toMatchObject({
      who: {
        sub: 'u-cfo',
        actingFor: 'u-channel-head',
        delegation: { id: delegation, delegator: 'u-channel-head', role: 'channel-head', reason: 'on leave' },
      },
      command: { name: 'approve' },
      rules: [of('ApprovalRequested').rules[0]],
    });
    expect(of('Classified').changes).toContainEqual(expect.objectContaining({ field: 'classified' }));
    expect((await get(`audit/complaints/${id}/why`)).text).toBe(JSON.stringify(body));
  });

  it('differs between two moments in the fields and by the events that lie between them, either way', async () => {
    const whole = (await get(`audit/complaints/${id}/why`)).body.events as { revision: number; type: string }[];
    const classified = whole.find(({ type }) => type === 'Classified')!.revision;
    const forward = (await get(`audit/complaints/${id}/difference?from=${classified - 1}&to=${classified}`)).body;
    expect(forward.events).toMatchObject([{ revision: classified, type: 'Classified', command: { name: 'classify' } }]);
    expect(forward.fields).toContainEqual(expect.objectContaining({ field: 'classified', before: null }));
    expect(forward.without).toEqual([]);
    const back = (await get(`audit/complaints/${id}/difference?from=${classified}&to=revision:${classified - 1}`)).body;
    expect(back).toMatchObject({ events: [], without: [{ revision: classified }] });
    expect(back.fields.find(({ field }: { field: string }) => field === 'classified')).toMatchObject({ after: null });
    // What had happened by the day of the call: the form. What was known then: nothing, it was typed in later.
    const all = (await get(`audit/complaints/${id}/difference?to=asOf:2026-03-02T01:00:00Z`)).body;
    expect(all).toMatchObject({ from: { revision: null, events: 0 }, to: { asked: 'asOf:2026-03-02T01:00:00.000Z' } });
    expect(all.events.map(({ revision }: { revision: number }) => revision)).toEqual(
      whole.filter(({ revision }) => revision < classified).map(({ revision }) => revision),
    );
    const none = (await get(`audit/complaints/${id}/difference?to=knownAt:2026-03-02T01:00:00Z`)).body;
    expect(none).toMatchObject({ fields: [], events: [], to: { events: 0, revision: null } });
    for (const wrong of ['from=-1', 'from=yesterday', 'to=2026-02-30T00:00:00Z', 'to=known:3', 'from=revision:2026-01-01T00:00:00Z'])
      expect(await get(`audit/complaints/${id}/difference?${wrong}`)).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
    expect(await get(`audit/complaints/${id}/difference?from=0&to=99`)).toMatchObject({ status: 404, body: { code: 'no-such-revision' } });
  });

  it('stands beside everything else that is on record, page by page', async () => {
    expect((await get('audit/streams/authority-default')).body).toMatchObject({
      length: 2,
      events: [
        { type: 'MatrixPublished', command: { name: 'publishMatrix' } },
        { type: 'AuthorityDelegated', who: { sub: 'u-channel-head' } },
      ],
      next: null,
    });
    expect((await get('audit/streams/authority-default?limit=1')).body).toMatchObject({ events: [{ revision: 0 }], next: 0 });
    expect((await get('audit/streams/authority-default?limit=1&after=0')).body).toMatchObject({ events: [{ revision: 1 }], next: null });
    expect((await get('audit/streams/policy-packs')).body.events[0].data).toMatchObject({ kind: 'packs', version: 1 });
    for (const none of ['policy-nothing', 'nothing', '$all', '..%2F..'])
      expect(await get(`audit/streams/${none}`)).toMatchObject({ status: 404, body: { code: 'no-such-stream' } });
    for (const role of ['handler', 'analyst', 'operator']) expect((await get('audit/streams/policy-packs', role)).status).toBe(403);
  });
});

describe('what is read', () => {
  it('is in the log before it is answered, with who, what and what for; others leave no trace', async () => {
    const before = (await recordedReads()).length;
    const id = '01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77';
    await get(`complaints/${id}`);
    await get(`complaints/${id}/history`, 'auditor', null);
    await get('complaints?cause=late-delivery&cause=noise&q=Li+Hua&status=open', 'auditor', 'annual-audit:2026');
    await get(`audit/complaints/${id}/why?revision=1234567`, 'privacy-officer', ' DSR 7 ');
    await get('reports/volume?from=2026-01-01&to=2027-01-01&channel=%E6%9D%8E%E5%8D%8E', 'auditor', null);
    await get('complaints', 'handler');
    await get('audit/streams/policy-packs', 'handler');
    const reads = (await recordedReads()).slice(before);
    expect(reads.map(({ data, metadata }) => [metadata.actor.sub, data])).toEqual([
      ['u-auditor', { route: 'GET /v1/complaints/:id', ids: { id }, parameters: {}, purpose: 'CASE 2026/17' }],
      ['u-auditor', { route: 'GET /v1/complaints/:id/history', ids: { id }, parameters: {}, purpose: null }],
      [
        'u-auditor',
        {
          route: 'GET /v1/complaints',
          ids: {},
          parameters: { cause: ['late-delivery', 'noise'], q: expect.stringMatching(/^digest:[0-9a-f]{32}$/), status: 'open' },
          purpose: 'annual-audit:2026',
        },
      ],
      [
        'u-privacy-officer',
        { route: 'GET /v1/audit/complaints/:id/why', ids: { id }, parameters: { revision: '1234567' }, purpose: 'DSR 7' },
      ],
      [
        'u-auditor',
        {
          route: 'GET /v1/reports/:name',
          ids: { name: 'volume' },
          parameters: { from: '2026-01-01', to: '2027-01-01', channel: expect.stringMatching(/^digest:/) },
          purpose: null,
        },
      ],
    ]);
    expect(JSON.stringify(reads, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value))).not.toMatch(/Hua|李/);
  });

  it('under /v1/audit is told only to who says what for', async () => {
    const before = (await recordedReads()).length;
    expect(await get('audit/reads', 'auditor', null)).toMatchObject({ status: 400, body: { code: 'purpose-required' } });
    for (const wrong of ['x'.repeat(101), 'because "he" asked', '  ', 'Grund: Größe'])
      expect(await get('audit/reads', 'auditor', wrong)).toMatchObject({ status: 400, body: { code: 'invalid-purpose' } });
    expect(await recordedReads()).toHaveLength(before);
  });

  it('many at once shares appends to one stream, whose chain holds, and none is lost', async () => {
    const before = (await recordedReads()).length;
    const append = jest.spyOn(EventStore.prototype, 'append');
    await Promise.all(Array.from({ length: 150 }, () => get('complaints?limit=1')));
    expect(append.mock.calls.length).toBeLessThan(75);
    append.mockRestore();
    const reads = await recordedReads();
    expect(reads).toHaveLength(before + 150);
    const streams = new Set(reads.map(({ stream }) => stream));
    // Two if an hour ends meanwhile.
    expect(streams.size).toBeLessThanOrEqual(2);
    for (const stream of streams) {
      expect(stream).toMatch(/^audit-reads-\d{4}-\d\d-\d\dT\d\d-[0-9a-f]{8}$/);
      verifyChain(await store.readStored(stream));
    }
  });

  it('is not answered if it cannot be recorded; the next one is, in a stream of its own', async () => {
    const [streams, append] = [new Set((await recordedReads()).map(({ stream }) => stream)), jest.spyOn(EventStore.prototype, 'append')];
    append.mockRejectedValueOnce(new Error('the node is away'));
    const refused = await get('complaints');
    expect(refused).toMatchObject({ status: 503, body: { code: 'read-not-recorded' } });
    expect((await get('complaints', 'handler')).status).toBe(200);
    append.mockRestore();
    expect((await get('complaints')).status).toBe(200);
    expect(streams.has((await recordedReads()).at(-1)!.stream)).toBe(false);
  });

  it('is listed and counted for those who watch over it', async () => {
    const { complaintId: id, position } = await does('complaints', form);
    const from = new Date().toISOString();
    await get(`complaints/${id}`, 'auditor', 'P1');
    await get(`complaints/${id}/history`, 'auditor', 'P1');
    await get(`audit/complaints/${id}`, 'privacy-officer', 'P2');
    // Exclusive, and over before the next question is put.
    const end = Date.now() + 1;
    while (Date.now() < end) await new Promise(setImmediate);
    const between = `from=${from}&to=${new Date(end).toISOString()}`;
    const minPosition = (await store.lastPosition())!.toString();
    expect(BigInt(minPosition)).toBeGreaterThan(BigInt(position as string));
    const asked = async (path: string, role = 'operator') => {
      const headers = { authorization: `Bearer ${tokens[role]!}`, 'redress-purpose': 'control', 'redress-min-position': minPosition };
      const { body, statusCode } = await app.inject({ method: 'GET', url: `/v1/audit/reads${path}`, headers });
      return { status: statusCode, ...(JSON.parse(body) as Answered['body']) };
    };
    const listed = await asked(`?complaintId=${id.toUpperCase()}&${between}`);
    expect(listed).toMatchObject({
      status: 200,
      items: [
        { reader: 'u-privacy-officer', kind: 'audit/complaints', purpose: 'P2', ids: { id } },
        { reader: 'u-auditor', kind: 'complaints', route: 'GET /v1/complaints/:id/history' },
        { reader: 'u-auditor', kind: 'complaints', route: 'GET /v1/complaints/:id', purpose: 'P1', roles: ['auditor'] },
      ],
      next: null,
    });
    const first = await asked(`?complaintId=${id}&${between}&limit=2`);
    expect([...first.items, ...(await asked(`?complaintId=${id}&${between}&limit=2&cursor=${first.next}`)).items]).toEqual(listed.items);
    expect((await asked(`?${between}&reader=u-auditor&purpose=P1&kind=complaints`)).items).toHaveLength(2);
    expect(await asked(`/report?${between}&by=reader,purpose,kind&complaintId=${id}&tz=Asia/Shanghai`)).toMatchObject({
      columns: expect.arrayContaining([{ name: 'reads', labels: { 'zh-CN': '查阅次数', en: 'reads' } }]),
      rows: [
        { reader: 'u-auditor', purpose: 'P1', kind: 'complaints', reads: 2, complaints: 1, readers: 1 },
        { reader: 'u-privacy-officer', purpose: 'P2', kind: 'audit/complaints', reads: 1, complaints: 1, readers: 1 },
      ],
    });
    expect((await asked(`/report?${between}&complaintId=${id}&by=day`)).rows).toMatchObject([{ reads: 3, complaints: 1, readers: 2 }]);
    for (const role of ['handler', 'analyst']) expect((await asked('', role)).status).toBe(403);
    expect(await asked('/report?by=who')).toMatchObject({ status: 400 });
    expect(await asked('/report?tz=Mars/Base')).toMatchObject({ status: 400, code: 'invalid-time-zone' });
    expect(await asked('?cursor=abc')).toMatchObject({ status: 400, code: 'invalid-cursor' });
  });
});

it.each([
  ['cause', 'late-delivery', true],
  ['id', '01976f3e-6a52-7c41-b0a4-3f6c1d2e5a77', true],
  ['asOf', '2026-11-22T08:00:00+08:00', true],
  ['from', 'knownAt:2026-11-22T08:00:00Z', true],
  ['knownAt', '12345678', true],
  ['purpose', '', true],
  ['q', 'late', false],
  ['id', 'li-hua', false],
  ['complaintId', 'li-hua', false],
  ['cause', 'Li Hua', false],
  ['cause', 'li@example.com', false],
  ['cause', '13800138000', false],
  ['cause', '138-0013-8000', false],
  ['unit', '李华', false],
])('of a parameter %s the value %s stands in the log as it is: %s', (name, value, isSo) => {
  expect(isPlain(name, value)).toBe(isSo);
});
