import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSystem, type TestSystem } from '@redress/testing';
import { createApp } from './app.js';

/*
 * Many writers on one complaint, through two API processes' worth of caches: each acknowledged command is in the history once, each
 * other was told why not, and the history is one line of revisions.
 */
let system: TestSystem;
let apps: NestFastifyApplication[];

beforeAll(async () => {
  system = await startSystem();
  apps = [await createApp(system.config), await createApp(system.config)];
});
afterAll(async () => {
  for (const app of apps ?? []) await app.close();
  await system?.stop();
});

interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly revision?: number; readonly events?: { id: string; type: string; revision: number }[] };
}

interface HistoryEvent {
  readonly id: string;
  readonly type: string;
  readonly commandId: string;
  readonly revision: number;
  readonly occurredAt: string;
}

async function post(n: number, path: string, body: object, token: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { statusCode, body: text } = await apps[n % apps.length]!.inject({
    method: 'POST',
    url: path,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  });
  return { status: statusCode, body: JSON.parse(text) as Answer['body'] };
}

describe('a hundred writers on one complaint', () => {
  it('are acknowledged once each or refused with 409 or 412, in one line of revisions', async () => {
    const handler = await system.token('u-handler', 'handler');
    const { body } = await post(0, '/v1/complaints', { channel: 'phone', cause: 'late-delivery', grade: 'complaint' }, handler);
    const { complaintId } = body as { complaintId: string };
    const complaint = `/v1/complaints/${complaintId}`;

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        // A quarter each: those who saw the first revision, those who want to be first, those who escalate, those who just write.
        if (n % 4 === 0) return post(n, `${complaint}/notes`, { text: `note ${n}` }, handler, { 'if-match': '"0"' });
        if (n % 4 === 1)
          return post(
            n,
            `${complaint}/acknowledgement`,
            { channel: 'phone', handling: 'soon', answerBy: '2999-01-01T00:00:00Z', contact: `u-${n}` },
            handler,
          );
        if (n % 4 === 2)
          return post(n, `${complaint}/escalations`, { track: 'level', to: 2, reason: `r-${n}`, trigger: 'person' }, handler);
        return post(n, `${complaint}/notes`, { text: `note ${n}` }, handler, { 'idempotency-key': `writer-${n}` });
      }),
    );

    const acknowledged = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    const codes = refused.map(({ status, body: { code } }) => `${status} ${code}`);
    expect([...new Set(codes)].sort()).toEqual(
      expect.arrayContaining(['409 already-acknowledged', '409 escalation-never-goes-down', '412 stale-revision']),
    );
    expect(refused.every(({ status }) => status === 409 || status === 412)).toBe(true);
    // Nobody who only writes is turned away by a rule; only if others kept being faster.
    const writers = answers.filter((_, n) => n % 4 === 3);
    expect(writers.every(({ status, body: { code } }) => status === 200 || code === 'too-many-conflicts')).toBe(true);

    const { body: text } = await apps[0]!.inject({ url: `${complaint}/history`, headers: { authorization: `Bearer ${handler}` } });
    const { events } = JSON.parse(text) as { events: HistoryEvent[] };
    expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i));
    const told = acknowledged.flatMap(({ body: { events: own = [] } }) => own).sort((a, b) => a.revision - b.revision);
    // What came with the receipt was told to whoever received it.
    const before = events.findLastIndex(({ commandId }) => commandId === events[0]!.commandId) + 1;
    expect(told).toEqual(events.slice(before).map(({ id, type, revision }) => ({ id, type, revision })));

    // Whoever was acknowledged and asks again is told the same, and nothing is added.
    const again = await post(1, `${complaint}/notes`, { text: 'note 3' }, handler, { 'idempotency-key': 'writer-3' });
    expect(again.status === answers[3]!.status ? again.body.revision : undefined).toBe(answers[3]!.body.revision);
  });
});
