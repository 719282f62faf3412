import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { mintToken } from '@redress/platform';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from '../app.js';
import { LiveStreams } from './live-streams.js';

let system: TestSystem;
let app: NestFastifyApplication;
let live: LiveStreams;
let url: string;
/** By how much the clock is ahead, in ms. */
let ahead = 0;

beforeAll(async () => {
  system = await startSystem();
  await system.startViews();
  app = await createApp(system.config);
  const real = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => real() + ahead);
  live = app.get(LiveStreams);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  await app?.close();
  await system?.stop();
});

type Body = Record<string, unknown>;

/** `role:sub`, or the role's own; for as long as the story takes. */
async function tokenOf(who: string, expiresIn = '1y', unit?: string): Promise<string> {
  const [role, sub = `u-${role}`] = who.split(':');
  return mintToken(system.config.dataFolder, { sub, roles: [role!], unit }, expiresIn);
}

async function send(who: string, path: string, body: object): Promise<Body> {
  const headers = { authorization: `Bearer ${await tokenOf(who)}`, 'content-type': 'application/json' };
  const sent = await fetch(`${url}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await sent.json()) as Body;
  expect([sent.status < 300, answer['code']]).toEqual([true, undefined]);
  return answer;
}

const form = { channel: 'phone', cause: 'late-delivery', account: 'It came three weeks late.', complainant: { name: 'Li Hua' } };
const receive = async (more: object = {}) => (await send('handler', 'complaints', { ...form, ...more }))['complaintId'] as string;
const note = (id: string, text: string) => send('handler', `complaints/${id}/notes`, { text });

interface Told extends EventSourceMessage {
  readonly body: Body;
}

/** What somebody hears: one message after the other, as any client of the format takes them apart. */
class Listener {
  readonly heard: Told[] = [];
  comments = 0;
  raw = '';
  isOver = false;
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;

  static readonly all: Listener[] = [];

  static async of(path: string, token: string, headers: Record<string, string> = {}): Promise<Listener & { response: Response }> {
    const one = new Listener();
    Listener.all.push(one);
    const response = await fetch(`${url}/v1/${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers },
      signal: one.stopping.signal,
    });
    if (response.ok) void one.read(response);
    return Object.assign(one, { response });
  }

  /** The first so many messages. */
  async first(count: number): Promise<Told[]> {
    while (this.heard.length < count && !this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.heard.slice(0, count);
  }

  async end(): Promise<void> {
    while (!this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  leave(): void {
    this.stopping.abort();
  }

  private async read(response: Response): Promise<void> {
    const parser = createParser({
      onEvent: (event) => this.heard.push({ ...event, body: JSON.parse(event.data) as Body }),
      onComment: () => (this.comments += 1),
    });
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        this.raw += chunk;
        parser.feed(chunk);
        this.wake();
      }
    } catch {
      // left
    }
    this.isOver = true;
    this.wake();
  }
}
const listen = async (who: string, path: string, headers?: Record<string, string>) => Listener.of(path, await tokenOf(who), headers);
afterEach(async () => {
  Listener.all.forEach((one) => one.leave());
  await nobodyListens();
});

/** Until those who left are known to have. */
async function nobodyListens(): Promise<void> {
  while (live.count > 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('the history of a complaint, live', () => {
  it('is told from its first event on, then each as it happens, and no proxy keeps any of it back', async () => {
    const id = await receive();
    const listener = await listen('handler', `complaints/${id}/history`);
    expect(Object.fromEntries(listener.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    const begun = await listener.first(2);
    expect(begun[0]).toMatchObject({ event: 'history', body: { type: 'Received', data: { account: form.account } } });
    const headers = { authorization: `Bearer ${await tokenOf('handler')}` };
    const { events } = (await (await fetch(`${url}/v1/complaints/${id}/history`, { headers })).json()) as { events: Body[] };
    await listener.first(events.length);
    expect(listener.heard.map(({ body }) => body)).toEqual(events);
    expect(listener.heard.map(({ id: at }) => at)).toEqual(events.map(({ position }) => position));
    await note(id, 'Called the depot.');
    const all = await listener.first(events.length + 1);
    expect(all.at(-1)).toMatchObject({ body: { type: 'NoteAdded', revision: events.length } });
  });

  it('goes on after the last event that was heard: none is lost, none comes twice', async () => {
    const id = await receive();
    const began = await listen('handler', `complaints/${id}/history`);
    const total = (await began.first(2)).length;
    began.leave();
    const heard: Told[] = [...began.heard];
    // Cut off after each, while others happen.
    for (let cut = 0; cut < 6; cut += 1) {
      await note(id, `${cut}`);
      const again = await listen('handler', `complaints/${id}/history`, { 'last-event-id': heard.at(-1)!.id! });
      heard.push(...(await again.first(1)));
      again.leave();
    }
    const rest = await listen('handler', `complaints/${id}/history`, { 'last-event-id': heard.at(-1)!.id! });
    await note(id, 'last');
    while (rest.heard.at(-1)?.body['type'] !== 'NoteAdded' || (rest.heard.at(-1)!.body['data'] as Body)['text'] !== 'last')
      await rest.first(rest.heard.length + 1);
    rest.leave();
    const revisions = [...heard, ...rest.heard].map(({ body }) => body['revision']);
    expect(revisions).toEqual(revisions.map((_, index) => index));
    expect(revisions.length).toBeGreaterThan(total + 6);
  });

  it('shows who complained, and what was said, to those only who may see it', async () => {
    const id = await receive();
    for (const [who, seen] of [
      ['handler', true],
      ['finance', false],
      ['analyst', false],
      ['operator', false],
    ] as const) {
      const listener = await listen(who, `complaints/${id}/history`);
      await listener.first(2);
      expect([who, listener.raw.includes('Li Hua'), listener.raw.includes('three weeks')]).toEqual([who, seen, seen]);
      listener.leave();
    }
  });

  it('is one message per event, whatever somebody writes', async () => {
    const evil = 'a\r\n\r\nevent: problem\rid: 999999\ndata: {"x":1}\n\n\u2028\u2029\u0085:\n﻿retry: 1\n';
    const id = await receive({ account: evil });
    const listener = await listen('handler', `complaints/${id}/history`);
    const [received, second] = await listener.first(2);
    expect((received!.body['data'] as Body)['account']).toBe(evil);
    expect([received!.event, second!.event, second!.body['revision']]).toEqual(['history', 'history', 1]);
    expect(listener.raw).not.toMatch(/^(?:retry: 1|id: 999999|event: problem)/m);
  });

  it('ends when an event puts the complaint where its reader has no part in it', async () => {
    const id = await receive({ unit: 'beijing' });
    const foreign = await Listener.of(`complaints/${id}/history`, await tokenOf('handler:li', '1y', 'shanghai'));
    expect(foreign.response.status).toBe(404);
    const listener = await Listener.of(`complaints/${id}/history`, await tokenOf('handler:wang', '1y', 'beijing'));
    expect((await listener.first(2)).map(({ event }) => event)).toEqual(['history', 'history']);
    await send('handler', `complaints/${id}/corrections`, { field: 'unit', old: 'beijing', new: 'shanghai', reason: 'typing-error' });
    await note(id, 'secret');
    await listener.end();
    expect(listener.heard.at(-1)).toMatchObject({ event: 'problem', body: { status: 404, code: 'no-such-complaint' } });
    expect(listener.raw).not.toContain('secret');
  });

  it.each([
    ['no-such-complaint', 404, 'complaints/00000000-0000-7000-8000-000000000000/history', {}],
    ['not-live', 400, 'complaints/ID/history?asOf=2026-01-01T00:00:00Z', {}],
    ['not-live', 400, 'complaints/ID/history?include=stored', {}],
    ['not-live', 400, 'approvals?mine=true&cursor=x', {}],
    ['invalid-last-event-id', 400, 'complaints/ID/history', { 'last-event-id': 'x' }],
    ['invalid-last-event-id', 400, 'complaints/ID/history', { 'last-event-id': '9223372036854775807' }],
    ['invalid-last-event-id', 400, 'reports/headlines', { 'last-event-id': '-1' }],
    ['role-not-allowed', 403, 'approvals', {}],
  ] as const)('is a problem like any other before it begins: %s', async (code, status, path, headers) => {
    const id = await receive();
    const { response } = await listen('handler', path.replace('ID', id), headers);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect([response.status, ((await response.json()) as Body)['code']]).toEqual([status, code]);
  });
});

describe('approvals, live', () => {
  it('tell what waits for a signature, and that it does no more', async () => {
    const listener = await listen('cfo', 'approvals?mine=true');
    expect((await listener.first(1))[0]).toMatchObject({ event: 'approvals', body: { items: [], next: null } });
    const id = await receive({ unit: 'beijing' });
    await send('handler', `complaints/${id}/proposals`, { remedy: 'refund', borne: { amount: 250_000, currency: 'CNY' } });
    const [, waiting] = await listener.first(2);
    expect(waiting).toMatchObject({ body: { items: [{ complaintId: id, signAs: [{ role: 'cfo' }] }] } });
    await send('cfo', `complaints/${id}/approvals`, { decision: 'granted' });
    expect((await listener.first(3))[2]).toMatchObject({ body: { items: [] } });
    expect(listener.heard.map(({ id: at }) => BigInt(at!)).every((at, i, all) => i === 0 || at > all[i - 1]!)).toBe(true);
    // Who comes back is told how it is now.
    const again = await listen('cfo', 'approvals?mine=true', { 'last-event-id': waiting!.id! });
    expect((await again.first(1))[0]).toMatchObject({ body: { items: [] } });
  });
});

describe('headlines, live', () => {
  it('are the numbers of the reports, told again when one is another', async () => {
    const listeners = await Promise.all(['analyst', 'supervisor', 'cfo'].map((who) => listen(who, 'reports/headlines')));
    const firsts = await Promise.all(listeners.map((one) => one.first(1)));
    const before = firsts[0]![0]!.body as { received: number; open: number };
    await receive();
    for (const one of listeners) {
      while ((one.heard.at(-1)!.body['received'] as number) <= before.received) await one.first(one.heard.length + 1);
      expect(one.heard.at(-1)!.body).toMatchObject({ received: before.received + 1, open: before.open + 1, tz: 'UTC' });
      expect(one.heard.at(-1)).toMatchObject({ event: 'headlines', id: one.heard.at(-1)!.body['position'] });
    }
    const headers = { authorization: `Bearer ${await tokenOf('analyst')}` };
    const asked = (await (await fetch(`${url}/v1/reports/headlines`, { headers })).json()) as Body;
    const { asOf: _, ...told } = listeners[0]!.heard.at(-1)!.body;
    expect(asked).toMatchObject(told);
    const day = new Date().toISOString().slice(0, 10);
    const until = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    const backlog = (await (await fetch(`${url}/v1/reports/backlog?from=${day}&to=${until}`, { headers })).json()) as { rows: Body[] };
    expect(backlog.rows[0]).toMatchObject({ received: told['received'], open: told['open'] });
  });
});

describe('a live stream', () => {
  it('ends with its token, and says so', async () => {
    const id = await receive();
    const listener = await Listener.of(`complaints/${id}/history`, await tokenOf('handler', '1h'));
    const begun = (await listener.first(2)).length;
    ahead = 2 * 3_600_000;
    live.lookAfterAll();
    await listener.end();
    expect(listener.heard.at(-1)).toMatchObject({ event: 'problem', body: { status: 401, code: 'token-expired' } });
    expect(listener.heard.length).toBeGreaterThan(begun);
    ahead = 0;
  });

  it('is told nothing more once its token is not good any more, also before anybody looked', async () => {
    const id = await receive();
    const listener = await Listener.of(`complaints/${id}/history`, await tokenOf('handler', '1h'));
    await listener.first(2);
    const late = await tokenOf('handler', '3h');
    ahead = 2 * 3_600_000;
    const headers = { authorization: `Bearer ${late}`, 'content-type': 'application/json' };
    await fetch(`${url}/v1/complaints/${id}/notes`, { method: 'POST', headers, body: JSON.stringify({ text: 'secret' }) });
    await listener.end();
    expect(listener.raw).not.toContain('secret');
    expect(listener.heard.at(-1)).toMatchObject({ body: { code: 'token-expired' } });
    ahead = 0;
  });

  it('is one of so many for one person, and is free again when it was left', async () => {
    const { each } = system.config.live;
    const own = await Promise.all(Array.from({ length: each }, () => listen('handler:zhao', 'reports/headlines')));
    const refused = await listen('handler:zhao', 'reports/headlines');
    expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await refused.response.json()).toMatchObject({ code: 'too-many-streams', facts: { most: each } });
    const other = await listen('handler:qian', 'reports/headlines');
    expect(other.response.status).toBe(200);
    [...own, other].forEach((one) => one.leave());
    await nobodyListens();
    const again = await listen('handler:zhao', 'reports/headlines');
    expect(again.response.status).toBe(200);
  });

  it('ends at once when the server stops, which waits for nobody', async () => {
    const id = await receive();
    const listeners = await Promise.all([listen('handler', `complaints/${id}/history`), listen('handler', 'reports/headlines')]);
    await Promise.all(listeners.map((one) => one.first(1)));
    await app.close();
    await Promise.all(listeners.map((one) => one.end()));
    expect(live.count).toBe(0);
  });
});
