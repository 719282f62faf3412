import { EventEmitter, once } from 'node:events';
import type { StreamableFile } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { defaultMatrix } from '@redress/authority';
import { EventStore } from '@redress/event-store';
import { kinds } from '@redress/policy';
import { startSystem, type TestSystem } from '@redress/testing';
import type { FastifyReply } from 'fastify';
import { createApp } from '../app.js';
import { WhatIfController } from './what-if.controller.js';

let system: TestSystem;
let app: NestFastifyApplication;
let url: string;
let last: Record<string, unknown>;

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const { version: _version, effectiveFrom: _from, ...matrix } = defaultMatrix;
/** The head of the channel alone decides up to 10 000. */
const generous = {
  ...matrix,
  bands: [matrix.bands[0]!, { ...matrix.bands[1]!, roles: ['channel-head'], mode: 'all' as const }, ...matrix.bands.slice(3)],
};
const slow = {
  packs: {
    default: {
      ...kinds.packs.standard.packs['default']!,
      clocks: kinds.packs.standard.packs['default']!.clocks.map((clock) => ({
        ...clock,
        ...(clock.clock === 'first-reply' && { length: { amount: 48, unit: 'hours' } }),
      })),
    },
  },
};

async function send(who: string, path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${await system.token(`u-${who}`, who)}`;
  return fetch(`${url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
async function does(who: string, path: string, body: object): Promise<void> {
  const answer = await send(who, path, body);
  last = (await answer.json()) as typeof last;
  if (!answer.ok) throw new Error(JSON.stringify(last));
}
const json = { accept: 'application/json' };
async function asked(body: object, who = 'analyst'): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await send(who, 'what-if', body, json);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const problem = (status: number, code: string, facts: object = {}) => ({
  status,
  body: expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as unknown,
});

let complaint: string;
beforeAll(async () => {
  system = await startSystem();
  app = await createApp(system.config);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  await does('handler', 'complaints', { channel: 'phone', cause: 'late', account: 'It never came.', complainant: { name: 'Li Hua' } });
  complaint = String(last['complaintId']);
  await does('handler', `complaints/${complaint}/proposals`, { remedy: 'refund', borne: cny(300_000), note: 'She drove there twice.' });
  for (const role of ['channel-head', 'operations-director', 'cfo'])
    await does(role, `complaints/${complaint}/approvals`, { decision: 'granted' });
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

const changed = {
  kind: 'round',
  round: 1,
  remedy: 'refund',
  amount: cny(300_000),
  effect: 'fewer-signatures',
  before: {
    matrixVersion: 1,
    mode: 'all',
    roles: ['channel-head', 'operations-director', 'cfo'],
    band: { from: 200_000, below: 1_000_000, scope: 'branch' },
  },
  after: { matrixVersion: 2, mode: 'all', roles: ['channel-head'], band: { from: 1, below: 1_000_000, scope: 'channel' } },
  signed: ['channel-head', 'operations-director', 'cfo'],
  missing: [],
  sufficed: true,
  waitedMinutes: 0,
  expectedBefore: { median: 0, p90: 0 },
  expectedAfter: { median: 0, p90: 0 },
};

describe('a candidate matrix', () => {
  it('is told in one piece, with the cases, what it was asked under, and nothing personal', async () => {
    const { status, body } = await asked({ matrix: generous });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      report: 'what-if',
      number: 13,
      candidates: [{ kind: 'matrix', version: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }],
      decidedUnder: { authority: [1] },
      changed: 1,
      cases: [{ complaintId: complaint, ...changed }],
      casesLeftOut: 0,
    });
    expect(JSON.stringify(body)).not.toMatch(/Li Hua|drove there|\$sealed|u-cfo/);
    expect((await asked({ matrix: generous, limit: 0 })).body).toMatchObject({ cases: [], casesLeftOut: 1, changed: 1 });
    // The same log, the same candidate, the same bytes.
    expect((await asked({ matrix: generous })).body).toEqual(body);
  });

  it('is told line by line, and its cases as CSV', async () => {
    const lines = (await (await send('auditor', 'what-if', { matrix: generous })).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { case: expect.objectContaining({ complaintId: complaint }) as unknown },
      { result: expect.objectContaining({ changed: 1 }) as unknown },
    ]);
    const csv = await send('policy-admin', 'what-if', { matrix: generous }, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    const [heading, row, end] = (await csv.text()).split('\r\n');
    expect(heading).toMatch(/^kind,complaintId,effect,code,round,/);
    expect(row).toMatch(new RegExp(`^round,${complaint},fewer-signatures,,1,.*,refund,CNY,300000,1,branch,200000,all,`));
    expect(end).toBe('');
  });

  it('that is or was in force changes nothing', async () => {
    for (const candidate of [{ version: 1 }, { inForce: true }]) {
      expect((await asked({ matrix: candidate, packs: candidate, calendars: candidate })).body).toMatchObject({ changed: 0, cases: [] });
    }
  });

  it('is refused as its publication would be, with the place of the fault', async () => {
    expect(await asked({ matrix: { ...generous, bands: [{ ...generous.bands[0]!, from: 5 }] } })).toEqual(
      problem(422, 'ladder-not-from-zero', { path: 'matrix.bands[0]', from: 5 }),
    );
    const [first, second] = generous.bands;
    expect(await asked({ matrix: { ...generous, bands: [first, { ...second, roles: ['cfo', 'cfo'] }] } })).toEqual(
      problem(422, 'duplicate-role', { path: 'matrix.bands[1]', role: 'cfo' }),
    );
    expect(await asked({ matrix: { ...generous, currency: 'money' } })).toEqual(
      problem(400, 'invalid-body', { fields: [expect.objectContaining({ field: 'matrix.currency' })] }),
    );
    expect(await asked({ matrix: { version: 7 } })).toEqual(problem(404, 'unknown-version', { kind: 'matrix', version: 7 }));
    expect(await asked({})).toEqual(problem(400, 'no-candidate'));
    expect(await asked({ matrix: { inForce: false } })).toEqual(problem(400, 'invalid-body'));
  });
});

describe('candidate packs and calendars', () => {
  it('are carried over as in a publication, and their clocks are compared', async () => {
    const { status, body } = await asked({ packs: { document: slow } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      candidates: [{ kind: 'packs', version: 2 }],
      decidedUnder: { packs: [1], calendars: [1] },
      cases: [
        {
          kind: 'clock',
          complaintId: complaint,
          rule: 'first-reply',
          effect: 'changed',
          before: { state: 'running' },
          after: { state: 'running' },
        },
      ],
    });
  });

  it('are refused with the path of the fault from the beginning of the body', async () => {
    const [clock, ...clocks] = slow.packs.default.clocks;
    const broken = {
      packs: { default: { ...slow.packs.default, clocks: [{ ...clock, length: { amount: 0, unit: 'hours' } }, ...clocks] } },
    };
    expect(await asked({ packs: { document: broken } })).toEqual(
      problem(422, 'invalid-length', { path: 'packs.document.packs.default.clocks[0].length' }),
    );
    const elsewhere = { packs: { default: { ...slow.packs.default, clocks: [{ ...clock, calendar: 'mars' }, ...clocks] } } };
    expect(await asked({ packs: { document: elsewhere } })).toEqual(
      problem(422, 'unknown-calendar', { path: 'packs.document.packs.default.clocks[0].calendar' }),
    );
    expect(await asked({ calendars: { document: { calendars: {} } } })).toEqual(
      problem(422, 'nothing-published', { path: 'calendars.document.calendars' }),
    );
  });
});

describe('what is known and when', () => {
  it('is cut by position, recorded time, business time and period', async () => {
    const { position } = (await asked({ matrix: generous })).body as { position: string };
    expect((await asked({ matrix: generous, knownAt: position })).body).toMatchObject({ changed: 1, position });
    // Before the first signature: the round runs, and what the candidate asks for is missing.
    expect((await asked({ matrix: generous, knownAt: String(Number(position) - 3) })).body).toMatchObject({
      cases: [{ signed: [], sufficed: false, missing: ['channel-head'] }],
    });
    for (const cut of [
      { knownAt: '2020-01-01T00:00:00Z' },
      { asOf: '2020-01-01' },
      { to: '2020-01-01', tz: 'Asia/Shanghai' },
      { from: '2999-01-01' },
    ]) {
      expect((await asked({ matrix: generous, ...cut })).body).toMatchObject({ changed: 0 });
    }
    expect(await asked({ matrix: generous, knownAt: '999999' })).toEqual(problem(422, 'future-known-at'));
    expect(await asked({ matrix: generous, knownAt: '2999-01-01' })).toEqual(problem(422, 'future-known-at'));
    expect(await asked({ matrix: generous, from: '2026-02-01', to: '2026-01-01' })).toEqual(problem(422, 'empty-period'));
    expect(await asked({ matrix: generous, from: 'soon' })).toEqual(problem(400, 'invalid-time'));
    expect(await asked({ matrix: generous, tz: 'Mars' })).toEqual(problem(400, 'invalid-time-zone'));
  });
});

describe('who may ask', () => {
  it('are policy-admin, auditor and analyst, one at a time', async () => {
    expect((await send('handler', 'what-if', { matrix: generous })).status).toBe(403);
    // Nobody reads this one, so it is not over until it is given up.
    const leaving = new AbortController();
    const authorization = `Bearer ${await system.token('u-analyst', 'analyst')}`;
    const held = holdTheLog();
    const first = fetch(`${url}/v1/what-if`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ matrix: generous }),
    });
    await held.isRead;
    expect(await asked({ matrix: generous })).toEqual(problem(429, 'what-if-busy'));
    leaving.abort();
    await first.then((answer) => answer.text()).catch(() => undefined);
    await held.isLeft;
    held.restore();
    for (;;) {
      const { status, body } = await asked({ matrix: generous });
      if (status === 429) continue;
      expect([status, body['changed']]).toEqual([200, 1]);
      break;
    }
  });

  it('are not kept from it by somebody who stops reading', async () => {
    const controller = app.get(WhatIfController);
    const [reply, shortly] = [
      { raw: new EventEmitter() } as unknown as FastifyReply,
      jest.replaceProperty(controller, 'idle' as never, 20 as never),
    ];
    const answer = (await controller.ask({ matrix: generous }, reply)) as StreamableFile;
    shortly.restore();
    const stream = answer.getStream();
    stream.read(0);
    await expect(once(stream, 'close')).rejects.toThrow('nobody took anything');
    expect((await asked({ matrix: generous })).status).toBe(200);
  });
});

/** A log that comes to no end until whoever reads it leaves. */
function holdTheLog() {
  const store = app.get(EventStore);
  const all = store.all.bind(store);
  let [read, left] = [() => undefined as void, () => undefined as void];
  const isRead = new Promise<void>((resolve) => (read = resolve));
  const isLeft = new Promise<void>((resolve) => (left = resolve));
  const spy = jest.spyOn(store, 'all').mockImplementation(async function* (wanted) {
    const items = all(wanted);
    const first = await items.next();
    if (!first.done) yield first.value;
    read();
    await new Promise<void>((resolve) => wanted.signal.addEventListener('abort', () => resolve(), { once: true }));
    await items.return(undefined);
    left();
  });
  return { isRead, isLeft, restore: () => spy.mockRestore() };
}
