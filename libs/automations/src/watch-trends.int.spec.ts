import {
  ComplaintAggregate,
  complaintDecider,
  eventTypes,
  ImprovementAggregate,
  improvementDecider,
  ImprovementHandler,
} from '@redress/commands';
import { dataSource, migrate } from '@redress/database';
import { startEventNode, type EventNode } from '@redress/event-node';
import { EventStore } from '@redress/event-store';
import { openKeyRing, Subject, Vault, vaultMigrations } from '@redress/privacy';
import { createTestDatabase, type TestDatabase } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { startWatchTrends, watchTrends, type TrendAlert } from './watch-trends.js';

let database: TestDatabase;
let node: EventNode;
let store: EventStore;
let source: DataSource;
let improvements: ImprovementHandler;

beforeEach(async () => {
  database = await createTestDatabase();
  node = await startEventNode({ database: database.url, host: '127.0.0.1', port: 0 });
  store = new EventStore({ connectionString: node.connectionString, types: eventTypes });
  source = dataSource(database.url, { entities: [Subject], migrations: vaultMigrations });
  await source.initialize();
  await migrate(source);
  const vault = new Vault(source, await openKeyRing(source, { masterKey: Buffer.alloc(32, 1) }));
  improvements = new ImprovementHandler(
    new ImprovementAggregate(improvementDecider, store, vault),
    new ComplaintAggregate(complaintDecider, store, vault),
  );
});

afterEach(async () => {
  await store.close();
  await source.destroy();
  await node.stop();
  await database.drop();
});

const rise: TrendAlert = { kind: 'rise', split: { cause: 'late', unit: 'north' }, why: '9 were received where 2 were expected.' };
const fall: TrendAlert = { kind: 'cliff-fall', split: { cause: 'web', unit: null }, why: '1 was received where 20 were expected.' };

const asked: object[] = [];
const watch = (at: string, alerts: readonly TrendAlert[]) =>
  watchTrends({
    alertsOf: (days) => {
      asked.push(days);
      return Promise.resolve(alerts);
    },
    improvements,
    timeZone: 'Asia/Shanghai',
    now: () => new Date(at),
  });

async function raised(): Promise<{ stream: string; data: unknown; origin: string }[]> {
  const found = [];
  const ended = new AbortController();
  for await (const item of store.all({ after: null, types: ['ImprovementRaised'], signal: ended.signal })) {
    if ('event' in item) found.push({ stream: item.event.stream, data: item.event.data, origin: item.event.metadata.origin });
    if (!('event' in item) || item.event.position === (await store.lastPosition())) break;
  }
  ended.abort();
  return found;
}

it('raises a preventive improvement for each alert of the seven days that ended yesterday, by the local clock', async () => {
  asked.length = 0;
  // In Shanghai it is the fourth already.
  expect(await watch('2026-08-03T16:30:00.000Z', [rise, fall])).toBe(2);
  expect(asked).toEqual([{ from: '2026-07-28', to: '2026-08-04', now: '2026-08-03T16:30:00.000Z' }]);
  expect(await raised()).toMatchObject([
    {
      origin: 'automation',
      data: {
        kind: 'preventive',
        cause: 'process',
        title: 'rise cause=late unit=north',
        from: { trend: 'trend-alerts by=cause,unit from=2026-07-28 to=2026-08-04 tz=Asia/Shanghai cause=late unit=north' },
        scope: { causes: ['late'], units: ['north'] },
        unit: 'north',
      },
    },
    { data: { title: 'cliff-fall cause=web', scope: { causes: ['web'] } } },
  ]);
});

it('raises each once a week, whoever watches and how often, also where the words have changed', async () => {
  await watch('2026-08-04T02:00:00.000Z', [rise]);
  await watch('2026-08-04T03:00:00.000Z', [{ ...rise, why: '10 were received.' }]);
  await Promise.all([watch('2026-08-09T02:00:00.000Z', [rise]), watch('2026-08-09T02:00:00.000Z', [rise])]);
  expect(await raised()).toHaveLength(1);
  await watch('2026-08-09T02:00:00.000Z', [{ ...rise, kind: 'rise-against-exposure' }]);
  await watch('2026-08-11T02:00:00.000Z', [rise]);
  expect(await raised()).toHaveLength(3);
});

it('looks again after a failure, and stops', async () => {
  let tries = 0;
  const said: string[] = [];
  const told = new Promise<void>((resolve) => {
    const watching = startWatchTrends({
      alertsOf: () => {
        tries += 1;
        if (tries === 1) return Promise.reject(new Error('no tables yet'));
        void watching.stop().then(resolve);
        return Promise.resolve([]);
      },
      improvements,
      timeZone: 'UTC',
      now: () => new Date('2026-08-04T02:00:00.000Z'),
      everyMs: 1,
      logger: { info: (_, message) => said.push(message), warn: (_, message) => said.push(message), error: () => undefined },
    });
  });
  await told;
  expect([tries, said.length]).toEqual([2, 2]);
});
