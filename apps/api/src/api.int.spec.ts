import { readFile } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type webcrypto } from 'node:crypto';
import { decodeJwt, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import { mintToken, type Role } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from './app.js';

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

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

async function send(method: 'GET' | 'POST', url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${handler}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    status: sent.statusCode,
    headers: sent.headers,
    body: sent.body.startsWith('{') ? (JSON.parse(sent.body) as Answer['body']) : { text: sent.body },
  };
}

const form = {
  channel: 'phone',
  cause: 'late-delivery',
  account: 'It came three weeks late.',
  complainant: { name: 'Li Hua', email: 'li@example.com' },
};
const receive = async (): Promise<string> => (await send('POST', '/v1/complaints', form)).body['complaintId'] as string;

/** Everything an error must be, and the code. */
function problem(status: number, code: string, facts: object = {}): object {
  const body = {
    status,
    code,
    title: expect.any(String),
    detail: expect.any(String),
    type: `urn:redress:problem:${code}`,
    facts: expect.objectContaining(facts),
  };
  return {
    status,
    body: expect.objectContaining(body),
    headers: expect.objectContaining({ 'content-type': 'application/problem+json; charset=utf-8' }),
  };
}

describe('a complaint over HTTP', () => {
  it('is received, replied to and closed, and every answer says where it is', async () => {
    const received = await send('POST', '/v1/complaints', form);
    expect(received.status).toBe(201);
    // A late delivery: acknowledgement, first reply and a named contact are owed from then on.
    expect(received.headers['etag']).toBe('"3"');
    const set = [1, 2, 3].map((revision) => ({ type: 'DeadlineSet', revision }));
    expect(received.body).toMatchObject({ revision: 3, repeated: false, events: [{ type: 'Received', revision: 0 }, ...set] });
    const id = received.body['complaintId'] as string;

    const steps: [string, object][] = [
      ['acknowledgement', { channel: 'email', answerBy: '2030-01-01T00:00:00Z', handling: 'We ask the carrier.' }],
      ['assignment', { person: 'u-handler' }],
      ['investigations', { finding: 'substantiated', faultParty: 'own', rootCause: 'process' }],
      ['apologies', { apologist: 'u-handler', channel: 'email', text: 'We are sorry.', admitsFault: true }],
      ['replies', { kind: 'final', channel: 'email', text: 'It was our fault.', reasons: 'The parcel was lost.', recourse: ['ombudsman'] }],
      ['follow-ups', { channel: 'phone', reached: true, satisfaction: 4, solved: true }],
    ];
    for (const [route, body] of steps)
      expect((await send('POST', `/v1/complaints/${id}/${route}`, body)).body).toMatchObject({ complaintId: id });
    const closed = await send('POST', `/v1/complaints/${id}/closure`, {
      outcome: 'upheld',
      summary: 'Lost parcel',
      toldVia: 'email',
      recourse: ['ombudsman'],
    });
    expect(closed).toMatchObject({ status: 200, body: { events: [{ type: 'Closed' }] } });
    const { revision } = closed.body;

    const fresh = { 'redress-min-position': closed.body['position'] as string };
    const detail = await send('GET', `/v1/complaints/${id}`, undefined, fresh);
    expect(detail).toMatchObject({ status: 200, body: { status: 'closed', revision, received: { account: form.account } } });
    const list = await send('GET', '/v1/complaints?status=closed&limit=10', undefined, fresh);
    expect(list.body['items']).toContainEqual(expect.objectContaining({ complaintId: id, outcome: 'upheld' }));
    const earlier = await send('GET', `/v1/complaints/${id}?revision=1`);
    expect(earlier.body).toMatchObject({ status: 'open', revision: 1, assigned: null });
    const history = await send('GET', `/v1/complaints/${id}/history?include=stored`);
    expect(history.body).toMatchObject({ chain: { verified: true, events: 14 } });
    expect(JSON.stringify(history.body['stored'])).not.toContain('three weeks late');
  });
});

describe('a remedy over HTTP', () => {
  const cny = (amount: number) => ({ amount, currency: 'CNY' });
  const evidence = { hash: 'a'.repeat(64), locator: 'photo-1' };
  const as = async (sub: string, ...roles: Role[]) => ({ authorization: `Bearer ${await system.token(sub, ...roles)}` });
  const channelHead = () => as('u-channel', 'channel-head');

  /** Sends each, and expects it to be carried out; the last answer. */
  async function steps(id: string, ...told: readonly (readonly [route: string, body: object, headers?: Record<string, string>])[]) {
    let last!: Answer;
    for (const [route, body, headers] of told) {
      last = await send('POST', `/v1/complaints/${id}/${route}`, body, headers);
      expect([route, last.status, last.body]).toEqual([route, 200, expect.objectContaining({ complaintId: id })]);
    }
    return last;
  }

  it('is proposed, signed for, accepted, ordered and paid before the case closes, and everybody sees how it stands', async () => {
    const id = await receive();
    await steps(
      id,
      ['acknowledgement', { channel: 'email', answerBy: '2030-01-01T00:00:00Z', handling: 'We ask the carrier.' }],
      ['classification', { category: 'delivery', severity: 'high', urgency: 'urgent', directness: 'direct', sensitive: true }],
      ['assignment', { person: 'u-handler' }],
      ['apologies', { apologist: 'u-handler', channel: 'email', text: 'We are sorry.', admitsFault: true }],
      ['evidence', { ...evidence, description: 'The torn parcel of Li Hua.' }],
      [
        'contacts',
        { channel: 'phone', direction: 'inbound', reached: true, summary: 'Li Hua asked for news.', occurredAt: '2020-01-01T00:00:00Z' },
      ],
      ['notes', { text: 'Li Hua prefers the evening.' }],
      ['escalations', { track: 'level', to: 2, reason: 'customer-insists', trigger: 'customer' }],
      ['hand-backs', { to: 1, reason: 'customer-calmed', person: 'u-handler' }],
      ['investigations', { finding: 'substantiated', faultParty: 'own', rootCause: 'process', evidence: [evidence] }],
      ['proposals', { remedy: 'refund', borne: cny(300_000), claimed: cny(400_000) }],
      ['proposals', { remedy: 'refund', borne: cny(250_000), claimed: cny(400_000), note: 'Li Hua agreed to less.' }],
    );
    const proposed = await send('GET', `/v1/complaints/${id}/history`);
    expect((proposed.body['events'] as { type: string }[]).slice(-3).map(({ type }) => type)).toEqual([
      'ResolutionProposed',
      'ApprovalRequested',
      'ResolutionProposed',
    ]);

    const signed = await steps(
      id,
      ['customer-decision', { decision: 'accepted', consent: 'verbal', subjectToApproval: true }],
      ['approvals', { decision: 'granted' }, await channelHead()],
      ['approvals', { decision: 'granted', role: 'operations-director', note: 'Fair.' }, await as('u-operations', 'operations-director')],
    );
    const waiting = { 'redress-min-position': signed.body['position'] as string };
    expect(
      (await send('GET', '/v1/complaints?proposal=requested&category=delivery&sensitive=true', undefined, waiting)).body['items'],
    ).toEqual([expect.objectContaining({ complaintId: id, severity: 'high', urgency: 'urgent', proposalRound: 1, owed: 0 })]);
    expect(await send('POST', `/v1/complaints/${id}/compensations`, { remedy: 'refund', borne: cny(250_000) })).toEqual(
      problem(409, 'approval-outstanding', { missing: ['cfo'] }),
    );

    const ordered = await steps(
      id,
      ['approvals', { decision: 'granted' }, await as('u-cfo', 'cfo')],
      ['compensations', { remedy: 'refund', borne: cny(250_000) }],
    );
    const owing = { 'redress-min-position': ordered.body['position'] as string };
    expect((await send('GET', '/v1/complaints?owed=1&proposal=spent&category=delivery', undefined, owing)).body['items']).toHaveLength(1);
    expect(await send('POST', `/v1/complaints/${id}/fulfilments`, {})).toEqual(problem(409, 'finance-confirms'));
    const closed = await steps(
      id,
      ['payment-failures', { reason: 'account-closed' }, await as('u-finance', 'finance')],
      ['fulfilments', { reference: 'transfer 2' }, await as('u-finance', 'finance')],
      ['replies', { kind: 'final', channel: 'email', text: 'It was our fault.', reasons: 'The parcel was lost.', recourse: ['ombudsman'] }],
      ['follow-ups', { channel: 'phone', reached: true, satisfaction: 5, solved: true }],
      ['closure', { outcome: 'upheld', summary: 'Lost parcel', toldVia: 'email', recourse: ['ombudsman'] }],
    );

    // Who signs sees what is signed for, and of the person nothing.
    const url = `/v1/complaints/${id}`;
    const fresh = { 'redress-min-position': closed.body['position'] as string };
    const seen = await send('GET', url, undefined, { ...fresh, ...(await channelHead()) });
    expect(JSON.stringify(seen.body)).not.toContain('Li Hua');
    expect((await send('GET', `${url}/history`, undefined, await channelHead())).status).toBe(200);
    expect(seen.body).toMatchObject({
      status: 'closed',
      level: 1,
      classified: { category: 'delivery', needs: [] },
      assigned: { person: 'u-handler' },
      contacts: [{ preReceipt: true, summary: { $withheld: true } }],
      proposals: [
        {
          round: 1,
          status: 'spent',
          proposed: [
            { borne: cny(300_000), beneficiary: 'customer', terms: [] },
            { borne: cny(250_000), proposer: 'u-handler' },
          ],
          requested: [{ mode: 'all', total: 300_000 }],
          signatures: [{ approver: 'u-channel', completes: false }, { approver: 'u-operations' }, { approver: 'u-cfo', completes: true }],
          customerDecisions: [{ decision: 'accepted', consent: 'verbal', acceptedBy: 'customer', subjectToApproval: true }],
        },
      ],
      compensations: [{ approvalRound: 1, acceptance: 'verbal' }],
      borne: [cny(250_000)],
      owed: [],
      paymentFailures: [{ compensation: 1 }],
      fulfilments: [{ compensation: 1, confirmedBy: 'u-finance' }],
    });
  });

  it('may be refused by who signs and by the customer, taken back, promised and cancelled', async () => {
    const id = await receive();
    const borne = cny(100_000);
    const last = await steps(
      id,
      ['proposals', { remedy: 'voucher', borne, terms: ['one-year'], beneficiary: 'guardian' }],
      ['approvals', { decision: 'refused', reason: 'too-much' }, await channelHead()],
      ['proposals', { remedy: 'refund', borne }],
      ['customer-decision', { decision: 'refused', reason: 'Li Hua wants more.', newDemand: 'All of it.' }],
      ['proposals', { remedy: 'refund', borne }],
      ['proposals/current/withdrawal', { reason: 'customer-asks-for-less' }],
      ['compensations', { remedy: 'gift', borne: cny(0), acceptance: 'goodwill' }],
      ['cancellations', { compensation: 1, reason: 'customer-waives' }],
      ['promises', { promise: 'A call by Friday.', due: '2030-01-01T00:00:00Z', channel: 'phone' }],
    );
    const detail = await send('GET', `/v1/complaints/${id}`, undefined, { 'redress-min-position': last.body['position'] as string });
    expect(detail.body).toMatchObject({
      proposals: [
        { round: 1, status: 'ended', refusals: [{ reason: 'too-much' }] },
        { round: 2, status: 'ended', customerDecisions: [{ decision: 'refused', refusedBy: 'customer', newDemand: 'All of it.' }] },
        { round: 3, status: 'ended', withdrawals: [{ reason: 'customer-asks-for-less' }] },
      ],
      cancellations: [{ compensation: 1 }],
      owed: [],
      promises: [{ promise: 'A call by Friday.' }],
    });
  });

  const misfits: [route: string, body: object][] = [
    ['customer-decision', { decision: 'accepted' }],
    ['customer-decision', { decision: 'accepted', consent: 'verbal', newDemand: 'More.' }],
    ['customer-decision', { decision: 'refused', consent: 'verbal' }],
    ['customer-decision', { decision: 'refused', evidence }],
    ['customer-decision', { decision: 'refused', by: 'passer-by' }],
    ['approvals', { decision: 'refused' }],
    ['approvals', {}],
    ['approvals', { decision: 'granted', reason: 'too-much' }],
    ['approvals', { decision: 'granted', delegation: 'mine' }],
    ['approvals', { decision: 'granted', resolution: { number: '1', date: '2026-02-30', minutesHash: 'b'.repeat(64), voters: ['u-1'] } }],
    ['approvals', { decision: 'granted', resolution: { number: '1', date: '2026-02-20', minutesHash: 'b'.repeat(64), voters: [] } }],
    ['proposals', { remedy: 'refund' }],
    ['proposals', { remedy: 'refund', borne: cny(-1) }],
    ['evidence', { hash: 'ABC', locator: 'photo-1' }],
    ['classification', { category: 'delivery', severity: 'huge', urgency: 'urgent', directness: 'direct' }],
    ['fulfilments', { compensation: 0 }],
  ];
  it.each(misfits)('%s %j is a 400', async (route, body) => {
    const id = '01900000-0000-7000-8000-000000000000';
    expect(await send('POST', `/v1/complaints/${id}/${route}`, body)).toEqual(problem(400, 'invalid-body'));
  });

  it('is not signed by who is not asked to, whatever their role, nor by anybody without one or who only reads', async () => {
    const id = await receive();
    await steps(id, ['proposals', { remedy: 'refund', borne: cny(100_000) }]);
    const approvals = `/v1/complaints/${id}/approvals`;
    const signature = { decision: 'granted' };
    expect(await send('POST', approvals, signature, await as('u-chen', 'cfo'))).toEqual(
      problem(409, 'role-not-missing', { missing: ['channel-head', 'operations-director'] }),
    );
    const nobody = problem(403, 'role-not-allowed');
    expect(await send('POST', approvals, signature, await as('u-1'))).toEqual(nobody);
    expect(await send('POST', approvals, signature, await as('u-chen', 'analyst', 'auditor'))).toEqual(nobody);
    expect(await send('POST', `/v1/complaints/${id}/proposals`, {}, await channelHead())).toEqual(problem(403, 'role-not-allowed'));
  });

  it('anybody keeps out of a case themselves, others are kept out by few', async () => {
    const id = await receive();
    const recusals = `/v1/complaints/${id}/recusals`;
    const reason = 'related-to-customer';
    expect((await send('POST', recusals, { reason }, await channelHead())).status).toBe(200);
    expect((await send('POST', recusals, { person: 'u-cfo', reason, vacates: ['cfo'] }, await as('u-cfo', 'cfo'))).status).toBe(200);
    expect(await send('POST', recusals, { person: 'u-2', reason })).toEqual(
      problem(403, 'role-not-allowed', { needed: ['supervisor', 'general-manager', 'privacy-officer'] }),
    );
    expect(await send('POST', recusals, { reason, vacates: ['cfo'] })).toEqual(problem(403, 'role-not-allowed', { has: ['handler'] }));
    expect((await send('POST', recusals, { person: 'u-2', reason }, await as('u-privacy', 'privacy-officer'))).status).toBe(200);
    expect(await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-2' })).toEqual(problem(409, 'recused-person'));
  });
});

describe('repeating a command', () => {
  it('gives the first answer again for the same key and body, and nothing happens twice', async () => {
    const key = { 'idempotency-key': 'form-1' };
    const first = await send('POST', '/v1/complaints', form, key);
    const again = await send('POST', '/v1/complaints', form, key);
    expect(again).toMatchObject({ status: 201, body: { ...first.body, repeated: true } });
    const id = first.body['complaintId'] as string;
    const assign = { person: 'u-2' };
    const assigned = await send('POST', `/v1/complaints/${id}/assignment`, assign, { 'idempotency-key': 'assign-1' });
    expect((await send('POST', `/v1/complaints/${id}/assignment`, assign, { 'idempotency-key': 'assign-1' })).body).toEqual({
      ...assigned.body,
      repeated: true,
    });
    const { events } = (await send('GET', `/v1/complaints/${id}/history`)).body as { events: { type: string }[] };
    expect(events.filter(({ type }) => !type.startsWith('Deadline')).map(({ type }) => type)).toEqual(['Received', 'Assigned']);
  });

  it('refuses a key that comes again with another body, for the same or another command', async () => {
    const id = await receive();
    const key = { 'idempotency-key': 'used-1' };
    await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-2' }, key);
    expect(await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-3' }, key)).toEqual(problem(422, 'idempotency-key-reused'));
    expect(await send('POST', `/v1/complaints/${id}/reopening`, { reason: 'hidden-issue' }, key)).toEqual(
      problem(422, 'idempotency-key-reused'),
    );
  });

  it('keeps keys of different people apart', async () => {
    const key = { 'idempotency-key': 'mine' };
    const other = `Bearer ${await system.token('u-other', 'handler')}`;
    const mine = await send('POST', '/v1/complaints', form, key);
    const theirs = await send('POST', '/v1/complaints', form, { ...key, authorization: other });
    expect(theirs.body['complaintId']).not.toBe(mine.body['complaintId']);
  });

  it('does not remember refusals', async () => {
    const id = await receive();
    const key = { 'idempotency-key': 'refused-1' };
    expect(await send('POST', `/v1/complaints/${id}/reopening`, { reason: 'hidden-issue' }, key)).toEqual(problem(409, 'not-closed'));
    await send('POST', `/v1/complaints/${id}/withdrawal`, { channel: 'phone' });
    expect(await send('POST', `/v1/complaints/${id}/reopening`, { reason: 'hidden-issue' }, key)).toMatchObject({ status: 200 });
  });

  it('wants a key of machines', async () => {
    const machine = { authorization: `Bearer ${await system.token('m-1', 'service')}` };
    expect(await send('POST', '/v1/complaints', form, machine)).toEqual(problem(400, 'idempotency-key-required'));
  });
});

describe('what is sent wrongly', () => {
  const send400: [string, unknown, string, object?][] = [
    [
      'an unknown field',
      { ...form, colour: 'red' },
      'invalid-body',
      { fields: [{ field: 'colour', message: 'property colour should not exist' }] },
    ],
    ['an unknown field further in', { ...form, complainant: { shoe: 45 } }, 'invalid-body'],
    ['a wrong type', { ...form, channel: 7 }, 'invalid-body'],
    ['a missing field', { channel: 'web' }, 'invalid-body'],
    ['an empty code', { ...form, channel: '' }, 'invalid-body'],
    ['a code that is not on the list', { ...form, grade: 'huge' }, 'invalid-body'],
    ['a control character', { ...form, channel: 'we\u0007b' }, 'invalid-body'],
    ['U+0000 in a text', { ...form, account: 'a\u0000b' }, 'invalid-body'],
    ['a date that does not exist', { ...form, occurredAt: '2026-02-30T00:00:00Z' }, 'invalid-body'],
    ['a year that no database has', { ...form, occurredAt: '0000-06-01T00:00:00Z' }, 'invalid-body'],
    ['a number that no program can hold', '{"channel":"web","cause":1e999}', 'invalid-body'],
    ['a time without offset', { ...form, occurredAt: '2026-02-03T00:00:00' }, 'invalid-body'],
    ['null where something may be left out', { ...form, product: null }, 'invalid-body'],
    ['an array', [form], 'invalid-body'],
    ['no JSON', '{"channel":', 'malformed-body'],
    ['a name twice', '{"channel":"web","cause":"x","ch\\u0061nnel":"phone"}', 'malformed-body'],
    ['a prototype', '{"channel":"web","__proto__":{"admin":true}}', 'malformed-body'],
    ['a constructor', '{"channel":"web","cause":"x","constructor":{"prototype":{}}}', 'malformed-body'],
  ];
  it.each(send400.map(([what, body, code, facts = {}]) => [what, body, code, facts] as const))(
    '%s is a 400',
    async (_, body, code, facts) => {
      expect(await send('POST', '/v1/complaints', body)).toEqual(problem(400, code, facts));
    },
  );

  it('what is no UTF-8 is a 400, and not stored as something else', async () => {
    const payload = Buffer.from('{"channel":"web","cause":"caf\xe9"}', 'latin1');
    const headers = { authorization: `Bearer ${await system.token('u1', 'handler')}`, 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/v1/complaints', headers, payload });
    expect(answer.json()).toMatchObject({ status: 400, code: 'malformed-body' });
  });

  it('no body at all is a 400, however deep nesting is no 5xx', async () => {
    expect((await send('POST', '/v1/complaints')).status).toBe(400);
    expect((await send('POST', '/v1/complaints', `{"channel":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)).status).toBe(400);
  });

  it('a body over 1 MiB is a 413, another media type a 415', async () => {
    expect(await send('POST', '/v1/complaints', { ...form, account: 'x'.repeat(1_100_000) })).toEqual(problem(413, 'body-too-large'));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/pdf']) {
      const sent = await send('POST', '/v1/complaints', 'channel=phone&cause=refund', { 'content-type': type });
      expect(sent).toEqual(problem(415, 'unsupported-media-type'));
    }
  });

  it('the description names a header once, and needs none but those of tus, and the purpose of an audit', async () => {
    const { body } = await send('GET', '/openapi.json');
    const paths = Object.values(
      body['paths'] as Record<string, Record<string, { parameters?: { in: string; name: string; required: boolean }[] }>>,
    );
    for (const { parameters = [] } of paths.flatMap((path) => Object.values(path))) {
      const headers = parameters.filter((one) => one.in === 'header');
      expect(new Set(headers.map(({ name }) => name.toLowerCase())).size).toBe(headers.length);
      expect(headers.filter(({ name, required }) => required && !/^(Tus-|Upload-|Redress-Purpose$)/.test(name))).toEqual([]);
    }
  });

  it('an unknown complaint, or no id at all, is a 404', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect(await send('POST', `/v1/complaints/${nobody}/withdrawal`, { channel: 'phone' })).toEqual(problem(404, 'not-received'));
    expect(await send('GET', `/v1/complaints/${nobody}`)).toEqual(problem(404, 'no-such-complaint'));
    expect(await send('GET', `/v1/complaints/${nobody}/history`)).toEqual(problem(404, 'no-such-complaint'));
    expect(await send('GET', '/v1/complaints/17')).toEqual(problem(404, 'no-such-complaint'));
    expect(await send('GET', '/v1/nothing')).toEqual(problem(404, 'no-such-route'));
    expect(await send('GET', '/v1/complaints/%F0%9F')).toEqual(problem(400, 'malformed-body'));
    expect(await send('GET', `/v1/complaints/${'1'.repeat(2_401)}`)).toEqual(problem(414, 'path-too-long'));
  });

  it('a change that the rules refuse is a 409 with code and facts', async () => {
    const id = await receive();
    const refused = await send('POST', `/v1/complaints/${id}/closure`, { outcome: 'upheld', summary: 'done', toldVia: 'phone' });
    expect(refused).toEqual(problem(409, 'not-investigated', { missing: expect.arrayContaining(['no-final-reply']) as unknown }));
  });

  it('a future time is a 422', async () => {
    const id = await receive();
    const future = { person: 'u-2', occurredAt: '2999-01-01T00:00:00Z' };
    expect(await send('POST', `/v1/complaints/${id}/assignment`, future)).toEqual(problem(422, 'future-time'));
  });

  it('a stale If-Match is a 412 that names the current revision, a malformed one a 400', async () => {
    const id = await receive();
    const { headers } = await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-2' });
    const stale = await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-3' }, { 'if-match': '"0"' });
    const current = Number(JSON.parse(headers['etag'] as string));
    expect(stale).toEqual(problem(412, 'stale-revision', { expected: 0, current }));
    expect(stale.headers['etag']).toBe(`"${current}"`);
    expect((await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-3' }, { 'if-match': `"${current}"` })).status).toBe(200);
    expect(await send('POST', `/v1/complaints/${id}/assignment`, { person: 'u-3' }, { 'if-match': '1' })).toEqual(
      problem(400, 'invalid-if-match'),
    );
  });

  it('a key that is too long, and a position that is none, are 400s', async () => {
    expect(await send('POST', '/v1/complaints', form, { 'idempotency-key': 'x'.repeat(201) })).toEqual(
      problem(400, 'invalid-idempotency-key'),
    );
    expect(await send('GET', '/v1/complaints', undefined, { 'redress-min-position': 'soon' })).toEqual(
      problem(400, 'invalid-min-position'),
    );
  });

  const queries: [string, number, string][] = [
    ['/v1/complaints?colour=red', 400, 'unknown-filter'],
    ['/v1/complaints?limit=201', 400, 'invalid-limit'],
    ['/v1/complaints?limit=ten', 400, 'invalid-filter'],
    ['/v1/complaints?sort=account', 400, 'unknown-sort'],
    ['/v1/complaints?sort=-receivedAt;drop', 400, 'unknown-sort'],
    ['/v1/complaints?cursor=abc', 400, 'invalid-cursor'],
    ['/v1/complaints?receivedFrom=yesterday', 400, 'invalid-filter'],
    ['/v1/complaints?product=%00', 400, 'invalid-value'],
    ['/v1/reports/volume?from=2026-01-01', 400, 'invalid-body'],
    ['/v1/reports/volume?from=2026-01-01&to=2026-02-01&by=colour', 400, 'unknown-dimension'],
    ['/v1/reports/volume?from=2026-01-01&to=2026-02-01&bucket=hour', 400, 'unknown-bucket'],
    ['/v1/reports/volume?from=2026-01-01&to=2026-02-01&tz=Mars/Olympus', 400, 'invalid-time-zone'],
    ['/v1/reports/volume?from=2026-02-01&to=2026-01-01', 422, 'empty-period'],
    ['/v1/reports/volume?from=2026-01-01&to=2026-02-01&knownAt=2999-01-01T00:00:00Z', 422, 'future-known-at'],
  ];
  it.each(queries)('%s is a %i', async (url, status, code) => {
    expect(await send('GET', url)).toEqual(problem(status, code));
  });
});

describe('who may', () => {
  const post = (token: string) => send('POST', '/v1/complaints', form, { authorization: token });
  const jws = async (claims: object, header: object = { alg: 'EdDSA' }, key?: webcrypto.CryptoKey) => {
    const own = key ?? (await generateKeyPair('EdDSA')).privateKey;
    return new SignJWT({ roles: ['handler'], ...claims }).setProtectedHeader(header as JWTHeaderParameters).sign(own);
  };

  it('nobody without a token that was issued here, is whole, and is still good', async () => {
    const whole = await system.token('u-1', 'handler');
    const [header, payload, signature] = whole.split('.') as [string, string, string];
    const claims = { ...decodeJwt(whole), roles: ['general-manager'] };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const expired = await mintToken(system.config.dataFolder, { sub: 'u-1', roles: ['handler'] }, '-1h');
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(await readFile(system.config.auth.jwks)));
    expect(await post('')).toEqual(problem(401, 'token-missing'));
    expect(await post('Basic dTpw')).toEqual(problem(401, 'token-missing'));
    expect(await post('Bearer abc')).toEqual(problem(401, 'token-invalid'));
    expect(await post(`Bearer ${header}.${forged}.${signature}`)).toEqual(problem(401, 'token-invalid'));
    expect(await post(`Bearer ${unsigned}`)).toEqual(problem(401, 'token-invalid'));
    expect(await post(`Bearer ${symmetric}`)).toEqual(problem(401, 'token-invalid'));
    expect(await post(`Bearer ${await jws(claims)}`)).toEqual(problem(401, 'token-invalid'));
    expect(await post(`Bearer ${expired}`)).toEqual(problem(401, 'token-expired'));
  });

  it('not a role that the route does not allow', async () => {
    const analyst = await post(`Bearer ${await system.token('u-1', 'analyst')}`);
    expect(analyst).toEqual(problem(403, 'role-not-allowed', { has: ['analyst'] }));
    expect((await post(`Bearer ${await system.token('u-1')}`)).status).toBe(403);
  });

  it('an analyst sees no personal data, a handler does', async () => {
    const id = await receive();
    const analyst = { authorization: `Bearer ${await system.token('u-1', 'analyst')}` };
    for (const url of [`/v1/complaints/${id}?revision=0`, `/v1/complaints/${id}/history?include=stored`]) {
      expect(JSON.stringify((await send('GET', url)).body)).toContain('Li Hua');
      const seen = JSON.stringify((await send('GET', url, undefined, analyst)).body);
      expect(seen).toContain('$withheld');
      expect(seen).not.toContain('Li Hua');
      expect(seen).not.toContain('three weeks');
    }
  });
});

describe('many commands in one request', () => {
  const bulk = async (lines: string[], token = handler) =>
    (
      await app.inject({
        method: 'POST',
        url: '/v1/commands',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
        payload: lines.join('\n'),
      })
    ).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('answers each line in order; a failure does not stop the rest', async () => {
    const id = await receive();
    const line = (command: string, body: object, rest: object = {}) => JSON.stringify({ command, body, ...rest });
    const results = await bulk([
      line('receive', form, { idempotencyKey: 'bulk-1' }),
      line('assign', { person: 'u-1' }, { complaintId: id }),
      line('assign', { person: '' }, { complaintId: id }),
      '{"command":',
      line('explode', {}),
      line('withdraw', { channel: 'web' }, { complaintId: id }),
      line('assign', { person: 'u-2' }, { complaintId: id }),
      line('importHistory', {}),
      line('assign', { person: 'u-2' }, { complaintId: 'no-uuid' }),
    ]);
    expect(results.map(({ line: n, status, code }) => [n, status, code])).toEqual([
      [1, 201, undefined],
      [2, 200, undefined],
      [3, 400, 'invalid-body'],
      [4, 400, 'malformed-body'],
      [5, 400, 'unknown-command'],
      [6, 200, undefined],
      [7, 409, 'case-closed'],
      [8, 403, 'role-not-allowed'],
      [9, 404, 'no-such-complaint'],
    ]);
  });

  it('takes every command, each by its own rule of who may', async () => {
    const id = await receive();
    const line = (command: string, body: object) => JSON.stringify({ command, complaintId: id, body });
    const borne = { amount: 100_000, currency: 'CNY' };
    const accepted = { decision: 'accepted', consent: 'written', subjectToApproval: true };
    const byHandler = await bulk([
      line('propose', { remedy: 'refund', borne }),
      line('recordCustomerDecision', accepted),
      line('recordCustomerDecision', { ...accepted, reason: 'Why not?' }),
      line('recuse', { person: 'u-2', reason: 'related-to-customer' }),
    ]);
    expect(byHandler).toMatchObject([
      { status: 200, events: [{ type: 'ResolutionProposed' }, { type: 'ApprovalRequested' }] },
      { status: 200, events: [{ type: 'CustomerAccepted' }, { type: 'DeadlineMet' }] },
      { status: 400, code: 'invalid-body' },
      { status: 403, code: 'role-not-allowed' },
    ]);
    const approver = await system.token('u-channel', 'channel-head');
    const byApprover = await bulk([line('approve', { decision: 'granted' }), line('compensate', { remedy: 'refund', borne })], approver);
    expect(byApprover).toMatchObject([
      { status: 200, events: [{ type: 'ApprovalGranted' }] },
      { status: 403, code: 'role-not-allowed' },
    ]);
    expect(await bulk([line('compensate', { remedy: 'refund', borne })])).toMatchObject([
      { status: 200, events: [{ type: 'Compensated' }] },
    ]);
  });

  it('answers what is under way before a line that is too long, and that line too', async () => {
    const results = await bulk([JSON.stringify({ command: 'receive', body: form }), 'x'.repeat(1_100_000)]);
    expect(results).toMatchObject([{ status: 201 }, { status: 413, code: 'body-too-large' }]);
  });

  it('imports nothing that would be stored unsealed, and no text where a code belongs', async () => {
    const machine = await system.token('importer', 'service');
    const line = (data: object) => {
      const events = [
        {
          type: 'Received',
          occurredAt: '2014-10-01T00:00:00Z',
          data: {
            ...form,
            complainantKind: 'customer',
            firstReceiver: null,
            respondents: [],
            grade: 'complaint',
            tags: [],
            language: 'en',
            ...data,
          },
        },
      ];
      return JSON.stringify({
        command: 'importHistory',
        body: { source: { system: 'old', id: 'bad' }, events, columns: {}, warnings: [] },
      });
    };
    const results = await bulk(
      [line({ phone: '010-5550100' }), line({ product: 'x'.repeat(3_000) }), line({ note: { $sealed: 'AA', subject: 'nope' } })],
      machine,
    );
    expect(results.map(({ status, code }) => [status, code])).toEqual(Array.from({ length: 3 }, () => [422, 'import-invalid']));
  });

  it('shows the history of an import at an instant between its events, whatever their order', async () => {
    const machine = await system.token('importer', 'service');
    const events = [
      {
        type: 'Received',
        occurredAt: '2014-10-05T00:00:00Z',
        data: {
          channel: 'web',
          cause: 'late',
          complainantKind: 'not-stated',
          firstReceiver: null,
          respondents: [],
          grade: 'complaint',
          tags: [],
          language: 'en',
        },
      },
      { type: 'Assigned', occurredAt: '2014-10-03T00:00:00Z', data: { unit: 'north' } },
    ];
    const [imported] = await bulk(
      [JSON.stringify({ command: 'importHistory', body: { source: { system: 'old', id: 'early' }, events, columns: {}, warnings: [] } })],
      machine,
    );
    const history = await send('GET', `/v1/complaints/${String(imported!['complaintId'])}/history?asOf=2014-10-04T00:00:00Z`);
    expect(history).toMatchObject({
      status: 200,
      body: { events: [{ type: 'Assigned', changes: expect.arrayContaining([]) as unknown }] },
    });
    expect(await send('GET', `/v1/complaints/${String(imported!['complaintId'])}?asOf=2014-10-04T00:00:00Z`)).toEqual(
      problem(404, 'not-yet-received'),
    );
  });

  it('imports a history once, whatever file it comes from, and refuses another content under the same id', async () => {
    const machine = await system.token('importer', 'service');
    const received = {
      type: 'Received',
      occurredAt: '2014-10-01T00:00:00Z',
      precision: 'day',
      data: { ...form, complainantKind: 'customer', firstReceiver: null, respondents: [], grade: 'complaint', tags: [], language: 'en' },
    };
    const line = (file: string, cause: string) =>
      JSON.stringify({
        command: 'importHistory',
        idempotencyKey: 'old:1',
        body: {
          source: { system: 'old', id: '1', file, line: 2 },
          events: [{ ...received, data: { ...received.data, cause } }],
          columns: { status: 'In progress' },
          warnings: [],
        },
      });
    const [first] = await bulk([line('a.csv', 'late')], machine);
    expect(first).toMatchObject({ status: 201, repeated: false, revision: 1 });
    const [again, other] = await bulk([line('b.csv', 'late'), line('a.csv', 'early')], machine);
    expect(again).toMatchObject({ status: 201, repeated: true, complaintId: first!['complaintId'] });
    expect(other).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect((await send('GET', `/v1/complaints/${String(first!['complaintId'])}/history`)).body['events']).toMatchObject([
      { type: 'Received', origin: 'import', occurredAt: '2014-10-01T00:00:00.000Z', precision: 'day' },
      { type: 'HistoryImported', data: { source: { system: 'old', id: '1', file: 'a.csv', line: 2 } } },
    ]);
  });
});

describe('health', () => {
  it('is live and ready without a token, and names every part', async () => {
    expect(await send('GET', '/health/live', undefined, { authorization: '' })).toMatchObject({ status: 200 });
    const ready = await send('GET', '/health/ready', undefined, { authorization: '' });
    expect(ready).toMatchObject({
      status: 200,
      body: { status: 'ok', details: { database: { status: 'up' }, eventStore: { status: 'up' }, views: { status: 'up' } } },
    });
  });
});
