import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Vault } from '@redress/privacy';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Freshness } from '../http/freshness.js';
import { HttpProblem } from '../http/problem.js';

type Json = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

let system: TestSystem;
let app: NestFastifyApplication;
/** Of the last command. */
let position = '0';

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
    headers: { authorization, 'redress-min-position': position, ...headers },
    ...(body && { payload: body }),
  });
  const told = JSON.parse(answer.body) as Json;
  if (method === 'POST' && answer.statusCode < 300) position = told['position'] as string;
  return { status: answer.statusCode, body: told, text: answer.body };
}

const get = (url: string, role = 'handler') => send(role, 'GET', url);
const erase = (complaintId: string, headers: Headers = {}, reason = 'request-of-the-person') =>
  send('privacy-officer', 'POST', '/v1/privacy/erasures', { complaintId, reason }, headers);
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

async function closes(complaint: string): Promise<void> {
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
  const detail = await get(`/v1/complaints/${complaint}`);
  expect(detail.body).toMatchObject({ status: 'closed', received: { account: { $erased: true }, complainant: { $erased: true } } });
  const history = await get(`/v1/complaints/${complaint}/history`);
  expect(history.body).toMatchObject({ chain: { verified: true } });
  for (const { text } of [detail, history]) expect(text).not.toContain('Li Hua');
  expect(await stateOf(complaint)).toMatchObject({ complaintId: complaint, status: 'erased', by: 'u-privacy-officer' });
}

describe('erasing a person', () => {
  it('waits until all their complaints are closed, then makes all of them unreadable at once, and only theirs', async () => {
    const li = somebody();
    const [first, second, anothers] = [await receives(li), await receives(li), await receives(somebody())];
    await closes(first);
    const refused = refusal(409, 'case-open', { complaints: [second] });
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
    });
    // Who is not erased is still known when they come again.
    const third = await receives(li);
    expect(new Set(await sameSubjectAs(third))).toEqual(new Set([first, second]));

    for (const complaint of [second, third]) await closes(complaint);
    const erased = await erase(second, { 'idempotency-key': 'once' });
    expect(erased).toMatchObject({
      status: 201,
      body: { complaintId: second, alsoNamedIn: [], repeated: false, events: [{ type: 'PersonalDataErased' }] },
    });
    expect(new Set(erased.body['complaints'] as string[])).toEqual(new Set([first, second, third]));
    for (const complaint of [first, second, third]) await expectErased(complaint);
    expect(await stateOf(first)).toMatchObject({ reason: 'request-of-the-person' });
    expect((await get(`/v1/complaints/${anothers}`)).text).toContain('Li Hua');

    // Sent again it is answered as it was; what comes under another key is refused.
    expect(await erase(second, { 'idempotency-key': 'once' })).toMatchObject({
      status: 201,
      body: { ...erased.body, repeated: true },
    });
    expect(await erase(second, { 'idempotency-key': 'once' }, 'for-fun')).toMatchObject(refusal(422, 'idempotency-key-reused'));
    for (const complaint of [first, second]) {
      expect(await erase(complaint)).toMatchObject({ status: 409, body: { code: 'already-erased' } });
    }
  });

  it('that is refused for what came with it changes nothing: who is meant is still recognised', async () => {
    const li = somebody();
    const first = await receives(li);
    const key = { 'idempotency-key': 'used' };
    const recusal = { person: 'u-flatmate', reason: 'related-to-customer' };
    expect((await send('privacy-officer', 'POST', `/v1/complaints/${first}/recusals`, recusal, key)).status).toBe(200);
    await closes(first);
    expect(await erase(first, key)).toMatchObject(refusal(422, 'idempotency-key-reused'));
    expect(await erase(first, { 'if-match': '"0"' })).toMatchObject({ status: 412, body: { code: 'stale-revision' } });
    expect(await stateOf(first)).toMatchObject({ status: 'not-erased' });
    expect(await sameSubjectAs(await receives(li))).toEqual([first]);
  });

  it('lets the case be listed and counted as before, and takes nothing personal any more; who comes again is somebody new', async () => {
    const li = somebody();
    const from = new Date(Date.now() - 1_000).toISOString();
    const [first, second] = [await receives(li), await receives(li)];
    for (const complaint of [first, second]) await closes(complaint);
    const asOf = new Date().toISOString();
    const period = new URLSearchParams({ from, to: new Date(Date.now() + 1_000).toISOString(), asOf });
    const names = ((await get('/v1/reports', 'analyst')).body['items'] as Json[]).flatMap(({ name, route }) =>
      route ? [] : (name as string),
    );
    expect(names).toEqual(expect.arrayContaining(['volume', 'outcomes', 'repeats']));
    const counted = async () => {
      const answers: [string, unknown][] = [];
      for (const name of names) {
        const { status, body } = await get(`/v1/reports/${name}?${period.toString()}`, 'analyst');
        answers.push([name, status === 200 ? body['rows'] : body]);
      }
      return JSON.stringify(answers);
    };
    const before = await counted();
    expect((await erase(first)).status).toBe(201);
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

  it('is finished by whoever sends it again, after it broke off before the key was destroyed', async () => {
    for (const headers of [{ 'idempotency-key': 'again' }, {}] as Headers[]) {
      const li = somebody();
      const [first, second] = [await receives(li), await receives(li)];
      for (const complaint of [first, second]) await closes(complaint);
      jest.spyOn(Vault.prototype, 'erase').mockRejectedValueOnce(new Error('the process dies here'));
      expect((await erase(first, headers)).status).toBe(500);
      expect(await stateOf(first)).toMatchObject({ status: 'begun' });
      expect(await stateOf(second)).toMatchObject({ status: 'begun' });
      const finished = await erase(first, headers);
      expect(finished).toMatchObject({ status: 201, body: { events: [{ type: 'PersonalDataErased' }], repeated: true } });
      expect(new Set(finished.body['complaints'] as string[])).toEqual(new Set([first, second]));
      for (const complaint of [first, second]) await expectErased(complaint);
    }
  });

  it('is finished after it broke off between two complaints, whichever is named then', async () => {
    const li = somebody();
    const complaints = [await receives(li), await receives(li), await receives(li)];
    for (const complaint of complaints) await closes(complaint);
    // The first look, and not the second.
    jest
      .spyOn(Freshness.prototype, 'wait')
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new HttpProblem(503, 'view-behind', 'the process dies here'));
    expect((await erase(complaints[0]!)).status).toBe(503);
    expect(await stateOf(complaints[0]!)).toMatchObject({ status: 'begun' });
    expect(await stateOf(complaints[1]!)).toMatchObject({ status: 'not-erased' });
    expect(await erase(complaints[1]!)).toMatchObject({ status: 201, body: { repeated: false } });
    for (const complaint of complaints) await expectErased(complaint);
  });

  it('sees a complaint that comes meanwhile: the key stays until that one is closed too', async () => {
    const li = somebody();
    const first = await receives(li);
    await closes(first);
    let late = '';
    const forgetIdentity = Object.getOwnPropertyDescriptor(Vault.prototype, 'forgetIdentity')!.value as Vault['forgetIdentity'];
    jest.spyOn(Vault.prototype, 'forgetIdentity').mockImplementationOnce(async function (this: Vault, subject) {
      late = await receives(li);
      return forgetIdentity.call(this, subject);
    });
    expect(await erase(first)).toMatchObject(refusal(409, 'case-open', { complaints: [late] }));
    expect((await get(`/v1/complaints/${late}`)).text).toContain('Li Hua');
    await closes(late);
    expect(await erase(first)).toMatchObject({ status: 201, body: { complaints: [first, late] } });
    for (const complaint of [first, late]) await expectErased(complaint);
  });

  it('of a case that was merged waits for the one it goes on in', async () => {
    const [merged, target] = [await receives(somebody()), await receives(somebody())];
    await does(merged, 'merge', { complaintId: target, reason: 'same-matter' });
    expect(await erase(merged)).toMatchObject(refusal(409, 'case-open', { complaints: [merged] }));
    await closes(target);
    expect(await erase(merged)).toMatchObject({ status: 201, body: { complaints: [merged] } });
    expect(await stateOf(merged)).toMatchObject({ status: 'erased' });
    expect((await get(`/v1/complaints/${target}`)).text).toContain('Li Hua');
  });

  it('of one of several who complained together leaves the others, and says where the person is still named', async () => {
    const [li, min] = [somebody(), somebody()];
    const own = await receives(min);
    const joint = await receives({ ...li, others: [min] }, { complainantKind: 'joint' });
    await closes(own);
    expect(await erase(own)).toMatchObject(refusal(409, 'case-open', { complaints: [joint] }));
    await closes(joint);
    expect(await erase(own)).toMatchObject({ status: 201, body: { complaints: [own], alsoNamedIn: [joint] } });
    expect((await get(`/v1/complaints/${joint}`)).text).toContain('Li Hua');
    expect(await erase(joint)).toMatchObject({ status: 201, body: { complaints: [joint], alsoNamedIn: [] } });
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
