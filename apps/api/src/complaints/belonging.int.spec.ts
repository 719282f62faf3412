import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';

let system: TestSystem;
let app: NestFastifyApplication;
let handler: string;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  handler = await system.token('u-handler', 'handler');
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

type Body = Record<string, unknown>;

async function send(method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}) {
  const sent = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${handler}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { payload: JSON.stringify(body) }),
  });
  return { status: sent.statusCode, body: JSON.parse(sent.body) as Body };
}

const form = {
  channel: 'phone',
  cause: 'late-delivery',
  account: 'It came three weeks late.',
  complainantKind: 'guardian',
  complainant: { name: 'Li Hua', email: 'li@example.com', representative: { name: 'Li Na', capacity: 'daughter of' } },
};
const receive = async () => (await send('POST', '/v1/complaints', form)).body['complaintId'] as string;

/** Sends each, and expects it to be carried out; the position of the last. */
async function steps(id: string, ...told: readonly (readonly [route: string, body: object])[]): Promise<string> {
  let position = '';
  for (const [route, body] of told) {
    const { status, body: answer } = await send('POST', `/v1/complaints/${id}/${route}`, body);
    expect([route, status, answer]).toEqual([route, 200, expect.objectContaining({ complaintId: id })]);
    position = answer['position'] as string;
  }
  return position;
}

const caseAt = async (id: string, position: string) =>
  (await send('GET', `/v1/complaints/${id}`, undefined, { 'redress-min-position': position })).body;
const cny = (amount: number) => ({ amount, currency: 'CNY' });

describe('departments, branches and bodies outside', () => {
  it('leave their traces in the case', async () => {
    const id = await receive();
    const position = await steps(
      id,
      ['arrivals', { unit: 'branch-7' }],
      ['assignment', { person: 'u-handler' }],
      ['interim-measures', { measure: 'stop-use', product: 'heater' }],
      ['hand-overs', { to: { unit: 'workshop' }, reason: 'needs-their-tools' }],
      ['contributions', { of: { team: 'law' }, question: 'Does clause 7 hold?' }],
      ['contributions', { of: { unit: 'network' }, question: 'Was there an outage?' }],
      ['contribution-answers', { contribution: 2, result: 'refused', reason: 'not-ours' }],
      ['contribution-answers', { answer: 'It does not.' }],
      ['departures', {}],
      ['external-decisions', { body: 'ombudsman', ruling: 'partly', award: cny(50_000), decidedAt: '2026-01-01T00:00:00+08:00' }],
    );
    expect(await caseAt(id, position)).toMatchObject({
      assigned: { unit: 'workshop' },
      handOvers: [{ from: { person: 'u-handler' }, to: { unit: 'workshop' } }],
      contributions: [
        { requested: { of: { team: 'law' } }, given: { result: 'given', answer: 'It does not.' } },
        { requested: { of: { unit: 'network' } }, given: { result: 'refused', reason: 'not-ours' } },
      ],
      arrivals: [{ unit: 'branch-7' }],
      departures: [{ by: { sub: 'u-handler' } }],
      externalDecisions: [{ award: cny(50_000), decidedAt: '2025-12-31T16:00:00.000Z' }],
    });
    expect(await send('POST', `/v1/complaints/${id}/departures`, {})).toMatchObject({ status: 409, body: { code: 'not-in-branch' } });
  });
});

describe('a correction', () => {
  it('shows old and new value, and leaves the form as it was written', async () => {
    const id = await receive();
    const position = await steps(
      id,
      ['corrections', { field: 'happenedAt', new: '2026-01-01T08:00:00+08:00', reason: 'misheard' }],
      ['corrections', { field: 'account', new: 'It came four weeks late.', reason: 'misheard' }],
      ['corrections', { field: 'complainant', new: { name: 'Li Hua', others: [{ name: 'Wang Wei' }] }, reason: 'joint' }],
      ['corrections', { field: 'complainantKind', old: 'guardian', new: 'joint', reason: 'joint' }],
    );
    expect(await caseAt(id, position)).toMatchObject({
      received: { account: form.account, complainant: form.complainant },
      form: { happenedAt: '2026-01-01T00:00:00.000Z', account: 'It came four weeks late.', complainantKind: 'joint' },
      corrections: [
        { field: 'happenedAt', old: null, new: '2026-01-01T00:00:00.000Z' },
        { field: 'account', replaces: 0, old: form.account, new: 'It came four weeks late.' },
        { field: 'complainant', old: form.complainant, new: { name: 'Li Hua', others: [{ name: 'Wang Wei' }] } },
        { field: 'complainantKind', old: 'guardian', new: 'joint' },
      ],
    });
    const analyst = { authorization: `Bearer ${await system.token('u-analyst', 'analyst')}`, 'redress-min-position': position };
    const { body } = await send('GET', `/v1/complaints/${id}`, undefined, analyst);
    expect(JSON.stringify(body)).not.toMatch(/weeks late|Li Hua|Wang Wei/);
    const history = await send('GET', `/v1/complaints/${id}/history`);
    const corrections = (history.body['events'] as { type: string; changes: object[] }[]).filter(({ type }) => type === 'Corrected');
    expect(corrections[1]!.changes).toContainEqual(
      expect.objectContaining({ field: 'form', after: expect.objectContaining({ account: 'It came four weeks late.' }) as unknown }),
    );
  });

  it.each([
    [400, 'invalid-body', { field: 'outcome', new: 'x' }],
    [400, 'invalid-body', { field: 'channel' }],
    [400, 'invalid-body', { field: 'channel', new: '' }],
    [400, 'invalid-body', { field: 'happenedAt', new: 'yesterday' }],
    [400, 'invalid-body', { field: 'grade', new: 'grave' }],
    [400, 'invalid-body', { field: 'tags', new: 'vip' }],
    [400, 'invalid-body', { field: 'complainant', new: { email: 'no address' } }],
    [400, 'invalid-body', { field: 'complainant', new: { nickname: 'Hua' } }],
    [400, 'invalid-body', { field: 'complainant', new: 'Li Hua' }],
    [400, 'invalid-body', { field: 'personsInvolved', new: [{}] }],
    [422, 'invalid-correction', { field: 'channel', new: null }],
    [422, 'old-of-personal-field', { field: 'account', old: 'a', new: 'b' }],
    [409, 'not-what-stands', { field: 'channel', old: 'web', new: 'counter' }],
    [409, 'nothing-to-correct', { field: 'channel', new: 'phone' }],
  ])('is refused with %d %s: %j', async (status, code, body) => {
    const id = await receive();
    expect(await send('POST', `/v1/complaints/${id}/corrections`, { reason: 'r', ...body })).toMatchObject({ status, body: { code } });
  });
});

describe('cases that belong together', () => {
  const gift = (amount: number) => ({ remedy: 'refund', borne: cny(amount) });
  const signed = async (id: string) => {
    const by = { authorization: `Bearer ${await system.token('u-channel', 'channel-head')}` };
    expect(await send('POST', `/v1/complaints/${id}/approvals`, { decision: 'granted' }, by)).toMatchObject({ status: 200 });
  };

  it('are counted together: splitting one matter over two does not help', async () => {
    const [a, b] = [await receive(), await receive()];
    await steps(a, ['links', { complaintId: b.toUpperCase(), kind: 'joint' }], ['proposals', gift(150_000)]);
    await signed(a);
    await steps(b, ['proposals', gift(50_000)]);
    await signed(b);
    await steps(b, ['compensations', { ...gift(50_000), acceptance: 'goodwill' }]);
    const order = await send('POST', `/v1/complaints/${a}/compensations`, { ...gift(150_000), acceptance: 'goodwill' });
    expect(order).toMatchObject({ status: 409, body: { code: 'approval-outgrown', facts: { requested: 150_000, total: 200_000 } } });
    const position = await steps(a, ['proposals', gift(150_000)]);
    expect(await caseAt(a, position)).toMatchObject({
      proposals: [
        { status: 'ended', voidings: [{ cause: 'changed' }] },
        { requested: [{ total: 200_000, band: { scope: 'branch' }, counted: [{ complaintId: b, ordered: [cny(50_000)] }] }] },
      ],
    });
  });

  it('are merged and un-merged without loss', async () => {
    const [a, b] = [await receive(), await receive()];
    await steps(a, ['proposals', gift(100)], ['merge', { complaintId: b, reason: 'same-matter' }]);
    expect(await send('POST', `/v1/complaints/${a}/replies`, { kind: 'interim', channel: 'phone', text: 'Soon.' })).toMatchObject({
      status: 409,
      body: { code: 'case-merged', facts: { into: b } },
    });
    expect(await send('POST', `/v1/complaints/${b}/merge`, { complaintId: a, reason: 'same-matter' })).toMatchObject({
      status: 409,
      body: { code: 'target-merged' },
    });
    const position = await steps(a, ['unmerging', { reason: 'another-matter' }], ['proposals', gift(100)]);
    expect(await caseAt(a, position)).toMatchObject({
      status: 'open',
      mergedInto: null,
      mergers: [{ complaintId: b }],
      unmergings: [{ complaintId: b }],
      proposals: [{ status: 'ended', voidings: [{ cause: 'merged' }] }, { round: 2 }],
    });
  });

  it.each([
    ['links', { complaintId: 'x', kind: 'joint' }, 400, 'invalid-body'],
    ['links', { complaintId: '0199f000-0000-7000-8000-00000000dead', kind: 'merged' }, 400, 'invalid-body'],
    ['links', { complaintId: '0199f000-0000-7000-8000-00000000dead', kind: 'joint' }, 409, 'no-such-case'],
    ['unlinkings', { complaintId: '0199f000-0000-7000-8000-00000000dead', reason: 'r' }, 409, 'not-linked'],
    ['merge', { complaintId: '0199f000-0000-7000-8000-00000000dead', reason: 'r' }, 409, 'no-such-case'],
    ['unmerging', { reason: 'r' }, 409, 'not-merged'],
  ])('%s %j: %d %s', async (route, body, status, code) => {
    const id = await receive();
    expect(await send('POST', `/v1/complaints/${id}/${route}`, body)).toMatchObject({ status, body: { code } });
  });

  it('are not erased through the bulk door', async () => {
    const line = JSON.stringify({ command: 'erasePersonalData', complaintId: await receive(), body: { reason: 'r' } });
    const sent = await app.inject({
      method: 'POST',
      url: '/v1/commands',
      headers: { authorization: `Bearer ${handler}`, 'content-type': 'application/x-ndjson' },
      payload: line,
    });
    expect(JSON.parse(sent.body)).toMatchObject({ status: 400, code: 'unknown-command' });
  });
});
