import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ComplaintAggregate } from '@redress/commands';
import { Vault } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';
import { HttpProblem } from '../http/problem.js';
import { Erasures } from './erasures.js';

type Json = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

let system: TestSystem;
let app: NestFastifyApplication;
/** Of the latest command. */
let position = 0n;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});
afterEach(() => jest.restoreAllMocks());

async function send(role: string, method: 'GET' | 'POST', url: string, body?: Json, headers: Headers = {}) {
  const authorization = `Bearer ${await system.token(`u-${role}`, role)}`;
  const answer = await app.inject({
    method,
    url,
    headers: { authorization, 'redress-min-position': position.toString(), ...headers },
    ...(body && { payload: body }),
  });
  const told = JSON.parse(answer.body) as Json;
  const at = method === 'POST' && answer.statusCode < 300 ? BigInt((told['position'] as string | null) ?? 0) : 0n;
  if (at > position) position = at;
  return { status: answer.statusCode, body: told, text: answer.body };
}

const get = (url: string, role = 'handler') => send(role, 'GET', url);
const propose = (complaintId: string, headers: Headers = {}, reason = 'request-of-the-person') =>
  send('privacy-officer', 'POST', '/v1/privacy/erasures', { complaintId, reason }, headers);
const approve = (requestId: unknown, headers: Headers = {}) =>
  send('general-manager', 'POST', `/v1/privacy/erasures/${String(requestId)}/approval`, {}, headers);
/** The officer proposes it, the general manager approves it; or what refuses the proposal. */
async function erase(complaintId: string) {
  const proposed = await propose(complaintId);
  return proposed.status === 201 ? approve(proposed.body['requestId']) : proposed;
}
const refusal = (status: number, code: string, facts: Json = {}) => ({ status, body: expect.objectContaining({ code, facts }) });
const stateOf = async (complaintId: string) => (await get(`/v1/privacy/erasures/${complaintId}`, 'auditor')).body;

async function receives(complainant: Json, form: Json = {}): Promise<string> {
  const { status, body } = await send('handler', 'POST', '/v1/complaints', {
    channel: 'phone',
    cause: 'late-delivery',
    product: 'parcel',
    account: 'Li Hua waited three weeks.',
    complainant,
    ...form,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  return body['complaintId'] as string;
}

async function does(complaint: string, route: string, body: Json): Promise<Json> {
  const answer = await send('handler', 'POST', `/v1/complaints/${complaint}/${route}`, body);
  expect([route, answer.status, answer.body]).toEqual([route, 200, expect.anything()]);
  return answer.body;
}

/** In the fewest steps: what the case came to does not matter to whoever erases. */
const closes = (...complaints: string[]) =>
  Promise.all(complaints.map((one) => does(one, 'withdrawal', { channel: 'phone', reason: 'Li Hua moves away.' })));

/** With words of all kinds, and in numbers of all kinds. */
async function closesWithReply(complaint: string): Promise<void> {
  await does(complaint, 'replies', { kind: 'final', channel: 'phone', text: 'Dear Li Hua,', reasons: 'x', recourse: ['association'] });
  await does(complaint, 'follow-ups', { channel: 'phone', reached: true, satisfaction: 4, solved: true });
  await does(complaint, 'closure', { outcome: 'inadmissible', summary: 'Explained to Li Hua.', toldVia: 'phone' });
}

/** Who complains in a spec, and is nobody else. */
let customers = 0;
const somebody = () => ({ name: 'Li Hua', customerNumber: `C-${(customers += 1)}` });

const sameSubjectAs = async (complaint: string) =>
  ((await get(`/v1/complaints?sameSubjectAs=${complaint}`)).body['items'] as Json[]).map(({ complaintId }) => complaintId);

async function expectErased(complaint: string): Promise<void> {
  const [detail, history, state] = await Promise.all([
    get(`/v1/complaints/${complaint}`),
    get(`/v1/complaints/${complaint}/history`),
    stateOf(complaint),
  ]);
  expect(detail.body).toMatchObject({ status: 'closed', received: { account: { $erased: true }, complainant: { $erased: true } } });
  expect(history.body).toMatchObject({ chain: { verified: true } });
  for (const { text } of [detail, history]) expect(text).not.toContain('Li Hua');
  expect(state).toMatchObject({
    complaintId: complaint,
    status: 'erased',
    by: 'u-general-manager',
    request: { status: 'done', proposedBy: 'u-privacy-officer', decidedBy: 'u-general-manager' },
  });
}

describe('erasing a person', () => {
  it('waits until all their complaints are closed, then makes all of them unreadable at once, and only theirs', async () => {
    const li = somebody();
    const [first, second, anothers] = await Promise.all([receives(li), receives(li), receives(somebody())]);
    await closes(first);
    const refused = refusal(409, 'case-open', { reasons: [{ complaintId: second, code: 'case-open' }], possibleFrom: null });
    expect(await erase(first)).toMatchObject(refused);
    expect(await erase(second)).toMatchObject(refused);
    expect((await get(`/v1/complaints/${first}`)).text).toContain('Li Hua');
    expect(await stateOf(first)).toEqual({
      complaintId: first,
      status: 'not-erased',
      reason: null,
      erasedAt: null,
      recordedAt: null,
      by: null,
      request: null,
    });
    // Who is not erased is still known when they come again.
    const third = await receives(li);
    expect(new Set(await sameSubjectAs(third))).toEqual(new Set([first, second]));

    await closes(second, third);
    const proposed = await propose(second, { 'idempotency-key': 'once' });
    expect(proposed).toMatchObject({
      status: 201,
      body: { complaintId: second, alsoNamedIn: [], repeated: false, events: [{ type: 'ErasureProposed' }] },
    });
    expect(new Set(proposed.body['complaints'] as string[])).toEqual(new Set([first, second, third]));
    const { requestId } = proposed.body;
    expect(await stateOf(first)).toMatchObject({ status: 'not-erased', request: { requestId, status: 'proposed', decidedBy: null } });
    expect((await get(`/v1/complaints/${second}`)).text).toContain('Li Hua');
    expect(await propose(first)).toMatchObject(refusal(409, 'erasure-pending', { request: requestId, status: 'proposed' }));

    const erased = await approve(requestId, { 'idempotency-key': 'once' });
    expect(erased).toMatchObject({
      status: 200,
      body: { requestId, complaintId: second, alsoNamedIn: [], repeated: false, events: [{ type: 'ErasureDone' }] },
    });
    expect(new Set(erased.body['complaints'] as string[])).toEqual(new Set([first, second, third]));
    await Promise.all([first, second, third].map(expectErased));
    expect(await stateOf(first)).toMatchObject({ reason: 'request-of-the-person' });
    expect((await get(`/v1/complaints/${anothers}`)).text).toContain('Li Hua');

    // Sent again it is answered as it was; what comes under another key is refused.
    expect(await propose(second, { 'idempotency-key': 'once' })).toMatchObject({ status: 201, body: { requestId, repeated: true } });
    expect(await approve(requestId, { 'idempotency-key': 'once' })).toMatchObject({
      status: 200,
      body: { ...erased.body, repeated: true },
    });
    expect(await propose(second, { 'idempotency-key': 'once' }, 'for-fun')).toMatchObject(refusal(422, 'idempotency-key-reused'));
    expect(await approve(requestId)).toMatchObject({ status: 409, body: { code: 'already-erased' } });
    for (const complaint of [first, second]) {
      expect(await erase(complaint)).toMatchObject({ status: 409, body: { code: 'already-erased' } });
    }
  });

  it('needs two persons, and one of them may say no', async () => {
    const li = somebody();
    const first = await receives(li);
    await closes(first);
    const { requestId } = (await propose(first)).body;
    const own = await send('privacy-officer', 'POST', `/v1/privacy/erasures/${String(requestId)}/approval`, {});
    expect(own).toMatchObject(refusal(409, 'four-eyes', { proposer: 'u-privacy-officer' }));
    const reject = (reason: string) => send('general-manager', 'POST', `/v1/privacy/erasures/${String(requestId)}/rejection`, { reason });
    expect(await reject(' ')).toMatchObject({ status: 422, body: { code: 'text-missing' } });
    expect(await reject('contract-runs-on')).toMatchObject({ status: 200, body: { requestId, events: [{ type: 'ErasureRejected' }] } });
    expect(await approve(requestId)).toMatchObject(refusal(409, 'erasure-rejected'));
    expect(await reject('again')).toMatchObject(refusal(409, 'erasure-rejected'));
    expect(await stateOf(first)).toMatchObject({
      status: 'not-erased',
      request: { requestId, status: 'rejected', rejectionReason: 'contract-runs-on' },
    });
    // Who is meant is still recognised, and may be proposed anew.
    expect(await sameSubjectAs(await receives(li))).toEqual([first]);
    expect((await get('/v1/privacy/erasures?status=rejected', 'auditor')).body).toMatchObject({
      items: [{ requestId }],
      counts: { rejected: 1, approved: 0 },
    });
    expect(await approve('00000000-0000-7000-8000-000000000000')).toMatchObject({ status: 404, body: { code: 'no-such-erasure' } });
    expect(await approve('nothing')).toMatchObject({ status: 404, body: { code: 'no-such-erasure' } });
  });

  it('waits for legal holds on any case of the person, which are told all at once with what is open', async () => {
    const li = somebody();
    const [first, second] = await Promise.all([receives(li), receives(li)]);
    await closes(first);
    const hold = (complaint: string, reason: string, role = 'privacy-officer') =>
      send(role, 'POST', `/v1/complaints/${complaint}/legal-holds`, { reason, reference: 'Li Hua against us, file 11' });
    expect(await hold(first, 'litigation')).toMatchObject({ status: 200, body: { events: [{ type: 'LegalHoldPlaced' }] } });
    expect((await hold(first, 'regulator', 'general-manager')).status).toBe(200);
    expect((await hold(first, 'regulator', 'handler')).status).toBe(403);
    const held = (n: number, reason: string) => ({
      complaintId: first,
      code: 'under-legal-hold',
      hold: n,
      reason,
      placedAt: expect.any(String) as unknown,
    });
    const holds = [held(1, 'litigation'), held(2, 'regulator')];
    const refused = await propose(second);
    expect(refused).toMatchObject({ status: 409, body: { code: 'case-open', facts: { possibleFrom: null } } });
    expect((refused.body['facts'] as Json)['reasons']).toEqual([{ complaintId: second, code: 'case-open' }, ...holds]);
    await closes(second);
    expect(await propose(second)).toMatchObject(refusal(409, 'under-legal-hold', { reasons: holds, possibleFrom: null }));

    const lift = (n: number | string) =>
      send('privacy-officer', 'POST', `/v1/complaints/${first}/legal-holds/${n}/lifting`, { reason: 'over' });
    expect((await lift(1)).status).toBe(200);
    expect(await lift(1)).toMatchObject(refusal(409, 'legal-hold-lifted', { hold: 1 }));
    expect((await lift('x')).status).toBe(404);
    const { body } = await get(`/v1/complaints/${first}`);
    expect(body).toMatchObject({
      legalHolds: [{ hold: 2, reference: 'Li Hua against us, file 11' }],
      legalHoldsPlaced: [{}, {}],
      legalHoldsLifted: [{ hold: 1 }],
    });
    // Placed after the proposal it stops the approval as well.
    expect((await lift(2)).status).toBe(200);
    const { requestId } = (await propose(second)).body;
    await hold(second, 'audit');
    expect(await approve(requestId)).toMatchObject({ status: 409, body: { code: 'under-legal-hold' } });
    await send('privacy-officer', 'POST', `/v1/complaints/${second}/legal-holds/1/lifting`, { reason: 'over' });
    expect((await approve(requestId)).status).toBe(200);
    await Promise.all([first, second].map(expectErased));
  });

  it('lets the case be listed and counted as before, and takes nothing personal any more; who comes again is somebody new', async () => {
    const li = somebody();
    const from = new Date(Date.now() - 1_000).toISOString();
    const [first, second] = await Promise.all([receives(li), receives(li)]);
    await closesWithReply(first);
    await closes(second);
    const asOf = new Date().toISOString();
    const period = new URLSearchParams({ from, to: new Date(Date.now() + 1_000).toISOString(), asOf });
    const names = ((await get('/v1/reports', 'analyst')).body['items'] as Json[]).flatMap(({ name, route }) =>
      route ? [] : (name as string),
    );
    expect(names).toEqual(expect.arrayContaining(['volume', 'outcomes', 'repeats']));
    const counted = async () => {
      const answers = await Promise.all(
        names.map(async (name) => {
          const { status, body } = await get(`/v1/reports/${name}?${period.toString()}`, 'analyst');
          return [name, status === 200 ? body['rows'] : body];
        }),
      );
      return JSON.stringify(answers);
    };
    const before = await counted();
    expect((await erase(first)).status).toBe(200);
    expect(await counted()).toBe(before);
    expect(await sameSubjectAs(first)).toEqual([second]);
    expect((await get(`/v1/complaints?status=closed&cause=late-delivery`)).text).toContain(first);

    expect(await send('handler', 'POST', `/v1/complaints/${first}/notes`, { text: 'He called.' })).toMatchObject(
      refusal(409, 'personal-data-erased', { fields: ['text'] }),
    );
    const new1 = await receives(li);
    expect(await sameSubjectAs(new1)).toEqual([]);
    expect((await get(`/v1/complaints/${new1}`)).text).toContain('Li Hua');
  });

  /** Two closed complaints of one person, approved and broken off before the key was destroyed. */
  async function brokenOff() {
    const li = somebody();
    const [first, second] = await Promise.all([receives(li), receives(li)]);
    await closes(first, second);
    const requestId = (await propose(first)).body['requestId'] as string;
    jest.spyOn(Vault.prototype, 'erase').mockRejectedValueOnce(new Error('the process dies here'));
    expect((await approve(requestId)).status).toBe(500);
    expect(await stateOf(first)).toMatchObject({ status: 'begun', request: { status: 'approved' } });
    expect(await stateOf(second)).toMatchObject({ status: 'begun' });
    return { requestId, first, second };
  }

  it('is finished by whoever approves it again, after it broke off before the key was destroyed', async () => {
    const { requestId, first, second } = await brokenOff();
    // The officer who proposed it may: it is approved, and nothing new is begun.
    const finished = await send('privacy-officer', 'POST', `/v1/privacy/erasures/${requestId}/approval`, {});
    expect(finished).toMatchObject({ status: 200, body: { events: [{ type: 'ErasureDone' }], repeated: true } });
    expect(new Set(finished.body['complaints'] as string[])).toEqual(new Set([first, second]));
    await Promise.all([first, second].map(expectErased));
  });

  it('is finished by itself at the next start', async () => {
    const { requestId, first, second } = await brokenOff();
    await app.get(Erasures).finishApproved();
    // Nobody was told a position that the view could be waited for by.
    while (((await stateOf(requestId))['request'] as Json)['status'] === 'approved');
    expect(await stateOf(requestId)).toMatchObject({ complaintId: first, status: 'erased', request: { requestId, status: 'done' } });
    await Promise.all([first, second].map(expectErased));
  });

  it('is finished after it broke off between two complaints', async () => {
    const li = somebody();
    const complaints = await Promise.all([receives(li), receives(li), receives(li)]);
    await closes(...complaints);
    const { requestId } = (await propose(complaints[0]!)).body;
    const aggregate = app.get(ComplaintAggregate);
    const original = aggregate.execute.bind(aggregate);
    jest
      .spyOn(aggregate, 'execute')
      .mockImplementationOnce(original)
      .mockRejectedValueOnce(new HttpProblem(503, 'view-behind', 'the process dies here'));
    expect((await approve(requestId)).status).toBe(503);
    expect(await stateOf(complaints[0]!)).toMatchObject({ status: 'begun' });
    expect(await stateOf(complaints[1]!)).toMatchObject({ status: 'not-erased' });
    expect(await approve(requestId)).toMatchObject({ status: 200, body: { repeated: true } });
    await Promise.all(complaints.map(expectErased));
  });

  it('sees a complaint that comes meanwhile: the key stays until that one is closed too', async () => {
    const li = somebody();
    const first = await receives(li);
    await closes(first);
    const { requestId } = (await propose(first)).body;
    let late = '';
    const forgetIdentity = Object.getOwnPropertyDescriptor(Vault.prototype, 'forgetIdentity')!.value as Vault['forgetIdentity'];
    jest.spyOn(Vault.prototype, 'forgetIdentity').mockImplementationOnce(async function (this: Vault, subject) {
      late = await receives(li);
      return forgetIdentity.call(this, subject);
    });
    expect(await approve(requestId)).toMatchObject({
      status: 409,
      body: { code: 'case-open', facts: { reasons: [{ complaintId: late }] } },
    });
    expect((await get(`/v1/complaints/${late}`)).text).toContain('Li Hua');
    await closes(late);
    expect(await approve(requestId)).toMatchObject({ status: 200, body: { complaints: [first, late] } });
    await Promise.all([first, late].map(expectErased));
  });

  it('of a case that was merged waits for the one it goes on in', async () => {
    const [merged, target] = await Promise.all([receives(somebody()), receives(somebody())]);
    await does(merged, 'merge', { complaintId: target, reason: 'same-matter' });
    expect(await erase(merged)).toMatchObject({
      status: 409,
      body: { code: 'case-open', facts: { reasons: [{ complaintId: merged, mergedInto: target }] } },
    });
    await closes(target);
    expect(await erase(merged)).toMatchObject({ status: 200, body: { complaints: [merged] } });
    expect(await stateOf(merged)).toMatchObject({ status: 'erased' });
    expect((await get(`/v1/complaints/${target}`)).text).toContain('Li Hua');
  });

  it('of one of several who complained together leaves the others, and says where the person is still named', async () => {
    const [li, min] = [somebody(), somebody()];
    const own = await receives(min);
    const joint = await receives({ ...li, others: [min] }, { complainantKind: 'joint' });
    await closes(own);
    expect(await erase(own)).toMatchObject({ status: 409, body: { code: 'case-open', facts: { reasons: [{ complaintId: joint }] } } });
    await closes(joint);
    expect(await erase(own)).toMatchObject({ status: 200, body: { complaints: [own], alsoNamedIn: [joint] } });
    expect((await get(`/v1/complaints/${joint}`)).text).toContain('Li Hua');
    expect(await erase(joint)).toMatchObject({ status: 200, body: { complaints: [joint], alsoNamedIn: [] } });
    await expectErased(joint);
  });

  it('is refused where nothing personal was said, to whom it is not open, and if it makes no sense', async () => {
    const bare = await send('handler', 'POST', '/v1/complaints', { channel: 'web', cause: 'delay' });
    expect(await erase(bare.body['complaintId'] as string)).toMatchObject(refusal(409, 'no-personal-data'));
    const id = '00000000-0000-7000-8000-000000000000';
    expect(await erase(id)).toMatchObject({ status: 404, body: { code: 'no-such-complaint' } });
    expect(await get(`/v1/privacy/erasures/${id}`, 'privacy-officer')).toMatchObject({ status: 404 });
    const body = { complaintId: id, reason: 'request-of-the-person' };
    for (const role of ['handler', 'general-manager', 'operator', 'service', 'auditor', 'analyst']) {
      expect((await send(role, 'POST', '/v1/privacy/erasures', body)).status).toBe(403);
    }
    expect((await get(`/v1/privacy/erasures/${id}`, 'handler')).status).toBe(403);
    for (const wrong of [{}, { ...body, complaintId: 'C-1' }, { ...body, reason: '' }, { ...body, force: true }]) {
      expect(await send('privacy-officer', 'POST', '/v1/privacy/erasures', wrong)).toMatchObject({
        status: 400,
        body: { code: 'invalid-body' },
      });
    }
  });
});

describe('what has to be kept', () => {
  /** Beyond this moment. */
  let ahead = 0;
  const dayMs = 86_400_000;
  beforeEach(() => jest.spyOn(Clock.prototype, 'now').mockImplementation(() => new Date(Date.now() + ahead)));

  it('is not erased before its time; then it is listed, proposed and approved in one go, and nobody else', async () => {
    const source = { paragraph: '§ 1', document: 'A law', read: '2026-11-22', status: 'own' };
    const rule = {
      rule: 'parcels',
      labels: { 'zh-CN': '包裹', en: 'parcels' },
      when: { products: ['parcel'] },
      keep: { years: 2 },
      source,
    };
    const published = await send('policy-admin', 'POST', '/v1/retention-rules', { reason: 'Our law.', document: { rules: [rule] } });
    expect(published).toMatchObject({ status: 201, body: { kind: 'retention', version: 2 } });
    ahead = 120_000;
    const [li, min] = [somebody(), somebody()];
    const [first, second, other] = await Promise.all([receives(li), receives(li), receives(min)]);
    const [letter, held] = await Promise.all([receives(somebody(), { product: 'letter' }), receives(somebody())]);
    await closes(first, other, letter, held);
    ahead += 10 * dayMs;
    await closes(second);
    await send('privacy-officer', 'POST', `/v1/complaints/${held}/legal-holds`, { reason: 'audit' });

    const refused = await propose(first);
    expect(refused).toMatchObject({ status: 409, body: { code: 'under-retention' } });
    const { reasons, possibleFrom } = refused.body['facts'] as { reasons: Json[]; possibleFrom: string };
    expect(reasons).toMatchObject([first, second].map((complaintId) => ({ complaintId, rule: 'parcels', version: 2, source })));
    expect(possibleFrom).toBe(
      reasons
        .map(({ until }) => until as string)
        .toSorted()
        .at(-1),
    );

    const due = async () => (await get('/v1/privacy/erasures/due', 'auditor')).body['items'] as Json[];
    const cases = (items: readonly Json[]) => items.map(({ complaintId }) => complaintId);
    expect(await due()).toEqual([]);
    // When the first of the two is old enough the person is not.
    ahead += 725 * dayMs;
    expect(cases(await due())).not.toContain(first);
    expect(cases(await due())).toContain(other);
    ahead = Date.parse(possibleFrom) - Date.now();
    const items = await due();
    expect(items).toContainEqual({ complaintId: first, complaints: [first, second], since: possibleFrom, rule: 'parcels', version: 2 });
    expect(cases(items)).not.toContain(held);
    // No rule was for it: it may be erased, and falls due never.
    expect(cases(items)).not.toContain(letter);

    const proposed = await send('privacy-officer', 'POST', '/v1/privacy/erasures/due/proposals', { limit: 200 });
    expect(proposed).toMatchObject({ status: 201, body: { more: false } });
    const requests = proposed.body['items'] as { requestId: string; complaintId: string }[];
    expect(new Set(cases(requests))).toEqual(new Set(cases(items)));
    expect(requests.length).toBe(items.length);
    expect(await due()).toEqual([]);
    expect((await send('privacy-officer', 'POST', '/v1/privacy/erasures/due/proposals', {})).body).toMatchObject({
      items: [],
      position: null,
    });

    const ids = requests.map(({ requestId }) => requestId);
    const nobody = '00000000-0000-7000-8000-000000000000';
    const own = await send('privacy-officer', 'POST', '/v1/privacy/erasures/approvals', { requests: ids });
    expect(own).toMatchObject({ status: 200, body: { done: 0, refused: ids.length } });
    const approved = await send('general-manager', 'POST', '/v1/privacy/erasures/approvals', { requests: [...ids, nobody] });
    expect(approved).toMatchObject({ status: 200, body: { done: ids.length, refused: 1 } });
    expect((approved.body['items'] as Json[]).at(-1)).toMatchObject({ requestId: nobody, status: 404, code: 'no-such-erasure' });
    for (const complaint of [first, second, other])
      expect(await stateOf(complaint)).toMatchObject({ status: 'erased', reason: 'retention-ended' });
    expect(await stateOf(held)).toMatchObject({ status: 'not-erased' });
  });
});

describe('an access request', () => {
  const ask = (complaintId: string, route = '', headers: Headers = { 'redress-purpose': 'request 17' }, role = 'privacy-officer') =>
    send(role, 'GET', `/v1/privacy/access${route}?complaintId=${complaintId}`, undefined, headers);

  it('is answered with all that is held of the person, in all their complaints, and with whom it was shared', async () => {
    const li = { ...somebody(), representative: { name: 'Min Hua', capacity: 'mother of' } };
    const first = await receives(li, { complainantKind: 'guardian', personsInvolved: ['The driver'] });
    const second = await receives({ name: li.name, customerNumber: li.customerNumber });
    const joint = await receives(
      { ...somebody(), name: 'Mrs Sun', others: [{ name: li.name, customerNumber: li.customerNumber }] },
      { complainantKind: 'joint', account: 'Mrs Sun waited.' },
    );
    await does(first, 'escalations', { track: 'external', body: 'regulator', reason: 'insists', trigger: 'customer' });
    const { status, body } = await ask(second);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      erased: false,
      complaints: [
        {
          complaintId: first,
          form: { complainant: li, account: 'Li Hua waited three weeks.' },
          source: { channel: 'phone', firstReceiver: 'u-handler' },
          events: expect.arrayContaining([
            expect.objectContaining({ type: 'Received', labels: { 'zh-CN': '收到投诉', en: 'Complaint received' } }),
          ]) as unknown,
          thirdPersons: [
            { field: 'complainant.representative', value: { name: 'Min Hua' } },
            { field: 'personsInvolved[0]', value: 'The driver' },
          ],
        },
        { complaintId: second },
      ],
      alsoNamedIn: [{ complaintId: joint }],
    });
    expect(JSON.stringify(body)).not.toContain('Mrs Sun');
    expect(body['disclosures']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'body', complaintId: first, to: ['regulator'] }),
        expect.objectContaining({
          kind: 'audit-read',
          complaintId: second,
          to: ['u-privacy-officer'],
          what: 'GET /v1/privacy/access: request 17',
        }),
      ]),
    );
  });

  it('needs a purpose and the officer, and is told of nobody who is not there', async () => {
    const first = await receives(somebody());
    expect(await ask(first, '', {})).toMatchObject({ status: 400, body: { code: 'purpose-required' } });
    for (const role of ['handler', 'auditor', 'analyst', 'general-manager'])
      expect((await ask(first, '', undefined, role)).status).toBe(403);
    expect(await ask('00000000-0000-7000-8000-000000000000')).toMatchObject({ status: 404, body: { code: 'no-such-complaint' } });
    expect(await ask('C-1')).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
  });
});
