import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { defaultMatrix } from '@redress/authority';
import { startSystem, wireTo, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { Clock } from '../clock.js';

let system: TestSystem;
let app: NestFastifyApplication;

/** The clock of the story; the log keeps its own. */
let now = new Date();
const passes = (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1_000));
const inSeconds = (seconds: number): string => new Date(now.getTime() + seconds * 1_000).toISOString();

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => now);
  // Behind the default matrix in the log: whoever reads after this reads that as well.
  await as('handler', 'POST', 'complaints', form);
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

interface Answer {
  readonly status: number;
  readonly etag: unknown;
  readonly body: Record<string, unknown>;
}

/** What somebody with one role gets; what was written before is read. */
let position = '0';
async function as(who: string, method: 'GET' | 'POST', url: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const [role, sub = `u-${role}`] = who.split(':');
  const authorization = `Bearer ${await system.token(sub, role!)}`;
  const sent = await app.inject({
    method,
    url: `/v1/${url}`,
    headers: { authorization, 'redress-min-position': position, ...headers },
    ...(body && { payload: body }),
  });
  const answer = sent.json<Record<string, unknown>>();
  if (typeof answer['position'] === 'string') ({ position } = answer as { position: string });
  return { status: sent.statusCode, etag: sent.headers['etag'], body: answer };
}
const problem = (status: number, code: string, facts: object = {}) =>
  expect.objectContaining({ status, body: expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as unknown });

const form = { channel: 'phone', cause: 'late', account: 'It never came.' };
const { version: _version, effectiveFrom: _effectiveFrom, ...matrix } = defaultMatrix;
const cny = (amount: number) => ({ amount, currency: 'CNY' });

describe('the matrix of a new installation', () => {
  it('is the default, in force from ever', async () => {
    const { status, body } = await as('handler', 'GET', 'authority-matrix');
    expect(status).toBe(200);
    expect(body).toEqual({
      asOf: now.toISOString(),
      ...defaultMatrix,
      publishedAt: expect.any(String) as unknown,
      publishedBy: 'redress',
      retiredFrom: null,
      retiredBy: null,
      retiredReason: null,
    });
    expect((await as('handler', 'GET', 'authority-matrix?asOf=1999-01-01T00:00:00Z')).body).toMatchObject({ version: 1 });
    expect(await as('handler', 'GET', 'authority-matrix?asOf=yesterday')).toEqual(problem(400, 'invalid-body'));
  });

  it('says who would have to sign, and why', async () => {
    const ask = { already: [cny(300_000)], now: cny(150_000), remedy: 'refund' };
    const { status, body } = await as('analyst', 'POST', 'authority-matrix/evaluations', ask);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      matrixVersion: 1,
      band: { from: 200_000, below: 1_000_000, scope: 'branch' },
      mode: 'all',
      total: 450_000,
      reason: {
        en: 'Matrix 1, band 2000.00–10000.00 CNY (branch): 3000.00 already + 1500.00 now = 4500.00; channel head, operations director and CFO must all sign.',
      },
    });
    const dollars = { now: { amount: 1, currency: 'USD' }, remedy: 'refund' };
    expect(await as('analyst', 'POST', 'authority-matrix/evaluations', dollars)).toEqual(
      problem(409, 'no-exchange-rate', { currency: 'USD' }),
    );
    expect(await as('analyst', 'POST', 'authority-matrix/evaluations', { remedy: 'refund' })).toEqual(problem(400, 'invalid-body'));
  });
});

describe('publishing a matrix', () => {
  const treatment = { from: 0, scope: 'branch', roles: ['medical-officer'], mode: 'all', conditions: { remedies: ['treatment'] } };
  const own = { ...matrix, bands: [...matrix.bands, treatment], reason: 'Treatments are judged by who understands them.' };

  it('is for policy-admins, and answers a repeated key as it was answered first', async () => {
    expect(await as('handler', 'POST', 'authority-matrix', own)).toEqual(problem(403, 'role-not-allowed'));
    const key = { 'idempotency-key': 'matrix-2026' };
    const first = await as('policy-admin', 'POST', 'authority-matrix', own, key);
    expect(first).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { matrixVersion: 2, revision: 1, repeated: false, events: [{ type: 'MatrixPublished', revision: 1 }] },
    });
    expect(await as('policy-admin', 'POST', 'authority-matrix', own, key)).toEqual({ ...first, body: { ...first.body, repeated: true } });
    expect(await as('policy-admin', 'POST', 'authority-matrix', { ...own, reason: 'Else.' }, key)).toEqual(
      problem(422, 'idempotency-key-reused'),
    );
  });

  it('refuses what is impossible, malformed, too early, or decided on what has changed', async () => {
    const publish = (said: object, headers = {}) => as('policy-admin', 'POST', 'authority-matrix', { ...own, ...said }, headers);
    expect(await publish({ bands: [treatment] })).toEqual(problem(422, 'main-ladder-missing'));
    expect(await publish({ bands: [{ ...treatment, mode: 'most' }] })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ occurredAt: now.toISOString() })).toEqual(problem(400, 'invalid-body'));
    expect(await publish({ effectiveFrom: inSeconds(59) })).toEqual(problem(422, 'effective-too-soon', { earliest: inSeconds(60) }));
    expect(await publish({}, { 'if-match': '"0"' })).toEqual(problem(412, 'stale-revision', { expected: 0, current: 1 }));
  });

  it('takes effect a minute later, and asks a role to sign that this program does not know', async () => {
    const propose = async (remedy: string) => {
      const { complaintId } = (await as('handler', 'POST', 'complaints', form)).body as { complaintId: string };
      const proposal = { remedy, borne: cny(100) };
      expect((await as('handler', 'POST', `complaints/${complaintId}/proposals`, proposal)).status).toBe(200);
      const sign = await as('medical-officer', 'POST', `complaints/${complaintId}/approvals`, { decision: 'granted' });
      const { events } = (await as('auditor', 'GET', `complaints/${complaintId}/history`)).body as { events: { type: string }[] };
      return { sign, requested: events.find(({ type }) => type === 'ApprovalRequested') };
    };
    passes(59);
    expect((await as('handler', 'GET', 'authority-matrix')).body).toMatchObject({ version: 1 });
    const before = await propose('treatment');
    expect(before).toMatchObject({ sign: { status: 409 }, requested: { data: { matrixVersion: 1 }, policyVersions: { authority: 1 } } });
    passes(1);
    expect((await as('handler', 'GET', 'authority-matrix')).body).toMatchObject({ version: 2, publishedBy: 'u-policy-admin' });
    const after = await propose('treatment');
    expect(after).toMatchObject({ sign: { status: 200 }, requested: { data: { matrixVersion: 2 }, policyVersions: { authority: 2 } } });
    const other = await propose('refund');
    expect(other).toMatchObject({ sign: { status: 409 }, requested: { data: { matrixVersion: 2 } } });
  });

  it('is taken back by retiring the version, and every version stays readable', async () => {
    const retire = (body: object) => as('policy-admin', 'POST', 'authority-matrix/retirements', body);
    expect(await as('cfo', 'POST', 'authority-matrix/retirements', { version: 2, reason: 'A slip.' })).toEqual(
      problem(403, 'role-not-allowed'),
    );
    expect(await retire({ version: 2, reason: 'A slip.' })).toMatchObject({
      status: 200,
      body: { matrixVersion: 2, events: [{ type: 'MatrixRetired' }] },
    });
    expect(await retire({ version: 1, reason: 'A slip.' })).toEqual(problem(409, 'last-matrix', { version: 1 }));
    expect((await as('handler', 'GET', 'authority-matrix')).body).toMatchObject({ version: 2, retiredFrom: inSeconds(60) });
    const later = encodeURIComponent(inSeconds(60));
    expect((await as('handler', 'GET', `authority-matrix?asOf=${later}`)).body).toMatchObject({ version: 1 });
    const { items } = (await as('auditor', 'GET', 'authority-matrix/versions')).body as { items: object[] };
    expect(items).toEqual([
      expect.objectContaining({ version: 2, retiredBy: 'u-policy-admin', retiredReason: 'A slip.', reason: own.reason }),
      expect.objectContaining({ version: 1, retiredFrom: null }),
    ]);
  });
});

describe('a delegation', () => {
  const leave = () => ({ delegate: 'u-deputy', role: 'cfo', until: inSeconds(3_600), reason: 'On leave.' });

  it('lets somebody sign for somebody else, until it is revoked', async () => {
    const key = { 'idempotency-key': 'leave' };
    const body = leave();
    const given = await as('cfo', 'POST', 'delegations', body, key);
    expect(given).toMatchObject({ status: 201, body: { repeated: false, events: [{ type: 'AuthorityDelegated' }] } });
    const { delegationId } = given.body as { delegationId: string };
    expect((await as('cfo', 'POST', 'delegations', body, key)).body).toMatchObject({ delegationId, repeated: true });

    const { complaintId } = (await as('handler', 'POST', 'complaints', form)).body as { complaintId: string };
    await as('handler', 'POST', `complaints/${complaintId}/proposals`, { remedy: 'refund', borne: cny(200_000) });
    const signed = await as('handler:u-deputy', 'POST', `complaints/${complaintId}/approvals`, {
      decision: 'granted',
      delegation: delegationId,
    });
    expect(signed.status).toBe(200);
    const { events } = (await as('auditor', 'GET', `complaints/${complaintId}/history`)).body as { events: { type: string }[] };
    expect(events.at(-1)).toMatchObject({
      type: 'ApprovalGranted',
      actor: { sub: 'u-deputy', actingFor: 'u-cfo' },
      data: { role: 'cfo', approver: 'u-deputy', actingFor: 'u-cfo', delegation: delegationId },
    });

    const revoke = (who: string) => as(who, 'POST', `delegations/${delegationId}/revocation`, { reason: 'Back.' });
    expect(await revoke('handler:u-deputy')).toEqual(problem(409, 'not-the-delegator', { id: delegationId }));
    passes(1);
    expect(await revoke('cfo')).toMatchObject({ status: 200, body: { delegationId, events: [{ type: 'DelegationRevoked' }] } });
    expect(await revoke('cfo')).toEqual(problem(409, 'delegation-revoked', { id: delegationId }));
    const next = (await as('handler', 'POST', 'complaints', form)).body as { complaintId: string };
    await as('handler', 'POST', `complaints/${next.complaintId}/proposals`, { remedy: 'refund', borne: cny(200_000) });
    expect(
      await as('handler:u-deputy', 'POST', `complaints/${next.complaintId}/approvals`, { decision: 'granted', delegation: delegationId }),
    ).toEqual(problem(409, 'no-such-delegation', { delegation: delegationId }));
  });

  it('is given of one’s own roles alone', async () => {
    expect(await as('handler', 'POST', 'delegations', leave())).toEqual(problem(409, 'role-not-held', { role: 'cfo' }));
    expect(await as('cfo', 'POST', 'delegations', { ...leave(), delegate: 'u-cfo' })).toEqual(problem(422, 'delegation-to-oneself'));
    expect(await as('cfo', 'POST', 'delegations', { ...leave(), until: 'Christmas' })).toEqual(problem(400, 'invalid-body'));
    expect(await as('service', 'POST', 'delegations', leave())).toEqual(problem(400, 'idempotency-key-required'));
  });

  it('is seen by who gave or has it, and by those who oversee approvals', async () => {
    const coming = { ...leave(), from: inSeconds(600) };
    await as('cfo', 'POST', 'delegations', coming);
    const listed = async (who: string, query: string) =>
      ((await as(who, 'GET', `delegations?${query}`)).body['items'] as Record<string, unknown>[]).map(({ from, revokedBy }) => [
        from,
        revokedBy,
      ]);
    const [second, first] = [
      [coming.from, null],
      [expect.any(String), 'u-cfo'],
    ];
    expect(await listed('auditor', '')).toEqual([second, first]);
    expect(await listed('handler:u-deputy', 'mine=true')).toEqual([second, first]);
    expect(await listed('cfo', 'mine=true&delegate=u-deputy')).toEqual([second, first]);
    expect(await listed('handler', 'mine=true')).toEqual([]);
    expect(await listed('handler', `delegator=u-cfo&asOf=${encodeURIComponent(inSeconds(600))}`)).toEqual([second]);
    expect(await listed('handler', `asOf=${encodeURIComponent(inSeconds(-1))}`)).toEqual([first]);
    expect(await listed('handler', `asOf=${encodeURIComponent(now.toISOString())}`)).toEqual([]);
    expect(await as('analyst', 'GET', 'delegations')).toEqual(problem(403, 'role-not-allowed'));
    const page = (await as('auditor', 'GET', 'delegations?limit=1')).body as { next: string };
    expect(await listed('auditor', `limit=1&cursor=${page.next}`)).toEqual([first]);
    expect(await as('auditor', 'GET', `delegations?delegate=u-x&cursor=${page.next}`)).toEqual(problem(400, 'invalid-cursor'));
  });
});

describe('a new installation whose event store is away', () => {
  it('starts all the same, and has its matrix once somebody needs it', async () => {
    const fresh = await startSystem();
    const wire = await wireTo(fresh.node.port);
    await wire.cut();
    const early = await createApp({ ...fresh.config, eventStore: `esdb://127.0.0.1:${wire.port}?tls=false` });
    const headers = { authorization: `Bearer ${await fresh.token('u-admin', 'policy-admin')}`, 'idempotency-key': 'own' };
    const publish = async () =>
      (await early.inject({ method: 'POST', url: '/v1/authority-matrix', headers, payload: matrix })).json<object>();
    expect(await publish()).toMatchObject({ status: 503 });
    await wire.mend();
    let answer: object;
    do answer = await publish();
    while ('status' in answer && answer.status === 503);
    expect(answer).toMatchObject({ matrixVersion: 2 });
    await early.close();
    await wire.cut();
    await fresh.stop();
  });
});
