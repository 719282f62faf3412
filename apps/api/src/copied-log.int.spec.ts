import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startEventNode, type EventNode } from '@redress/event-node';
import { copyLog, EventStore } from '@redress/event-store';
import { eventTypes } from '@redress/commands';
import { createTestDatabase, startSystem, type TestDatabase, type TestSystem } from '@redress/testing';
import { allViews, startViews, type RunningViews } from '@redress/views';
import { Client } from 'pg';
import { createApp } from './app.js';

let system: TestSystem;
let copyDatabase: TestDatabase;
let copy: EventNode;
let store: EventStore;
let app: NestFastifyApplication;
let views: RunningViews | undefined;
const tokens = { handler: '', analyst: '' };

beforeAll(async () => {
  system = await startSystem();
  views = await system.startViews();
  copyDatabase = await createTestDatabase();
  copy = await startEventNode({ database: copyDatabase.url, port: 0 });
  store = new EventStore({ connectionString: copy.connectionString, types: eventTypes });
  app = await createApp(system.config);
  tokens.handler = await system.token('anna', 'handler');
  tokens.analyst = await system.token('chen', 'analyst');
});
afterAll(async () => {
  await app?.close();
  await views?.stop();
  await store?.close();
  await copy?.stop();
  await copyDatabase?.drop();
  await system?.stop();
});

async function command(path: string, payload: object): Promise<Record<string, string>> {
  const sent = await app.inject({ method: 'POST', url: path, headers: { authorization: `Bearer ${tokens.handler}` }, payload });
  return sent.json<Record<string, string>>();
}

/** An answer, but for what a position in the log is: another log has others. */
async function answer(path: string, token: string, position: string): Promise<string> {
  for (;;) {
    const { statusCode, body } = await app.inject({
      url: path,
      headers: { authorization: `Bearer ${token}`, 'redress-min-position': position },
    });
    if (statusCode === 200) return body.replace(/"position":"\d+"/g, '"position":"…"');
    if (statusCode !== 503) throw new Error(`${path}: ${statusCode} ${body}`);
  }
}

it('opens in an installation as the first one did: the same story of a case, the same reports as of then', async () => {
  const { complaintId } = await command('/v1/complaints', {
    channel: 'phone',
    cause: 'late-delivery',
    account: 'It came three weeks late.',
    complainant: { name: 'Li Hua', email: 'li@example.com' },
  });
  await command('/v1/complaints', { channel: 'web', cause: 'rude', account: 'Nobody listened.' });
  const last = await command(`/v1/complaints/${complaintId}/assignment`, { person: 'u-2' });
  const year = new Date().getUTCFullYear();
  const period = `from=${year}-01-01&to=${year + 1}-01-01`;
  const history = `/v1/complaints/${complaintId}/history?include=stored`;
  const recorded = JSON.parse(await answer(history, tokens.handler, last['position']!)) as { events: { recordedAt: string }[] };
  const then = recorded.events.at(-1)!.recordedAt;
  const questions: [string, string][] = [
    [history, tokens.handler],
    [`/v1/reports/volume?${period}&by=cause&asOf=${then}&knownAt=${then}`, tokens.analyst],
    [`/v1/reports/volume?${period}&bucket=day&asOf=${then}&knownAt=${recorded.events[0]!.recordedAt}`, tokens.analyst],
  ];
  const before = await Promise.all(questions.map(([path, token]) => answer(path, token, last['position']!)));
  expect(before[1]).toContain('late-delivery');

  const prefixes = [...new Set(allViews.flatMap((view) => view.prefixes))];
  const from = system.node.connectionString;
  // A log of Redress alone, so nothing is left out.
  expect(await copyLog({ from, to: copy.connectionString, prefixes, verify: true })).toMatchObject({ leftOut: { events: 0 } });
  await app.close();
  await views?.stop();
  await forgetViews();
  views = await startViews({ databaseUrl: system.database.url, log: store });
  app = await createApp({ ...system.config, eventStore: copy.connectionString });
  const end = String(await store.lastPosition());
  expect(await Promise.all(questions.map(([path, token]) => answer(path, token, end)))).toEqual(before);

  const assigned = await command(`/v1/complaints/${complaintId}/assignment`, { person: 'u-3' });
  expect(assigned).toMatchObject({ revision: expect.any(Number) as number });
  const grown = JSON.parse(await answer(history, tokens.handler, assigned['position']!)) as typeof recorded;
  expect(grown.events.slice(0, recorded.events.length)).toEqual(recorded.events);
  expect(grown.events.at(-1)!.recordedAt > then).toBe(true);
});

/** The vault stays; what is folded is folded again. */
async function forgetViews(): Promise<void> {
  const client = new Client({ connectionString: system.database.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^views$|_v[0-9]+$|^reporting$'`,
  );
  for (const { name } of rows) await client.query(`DROP SCHEMA "${name}" CASCADE`);
  await client.end();
}
