import { DataSource } from 'typeorm';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase } from '@redress/testing';
import { checkpoints } from './checkpoint.js';
import { complaintList } from './complaint-list/complaint-list.js';
import { startViews, viewEntities } from './start-views.js';
import { waitForPosition } from './wait-for-position.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
});

afterEach(async () => {
  if (dataSource.isInitialized) await dataSource.destroy();
  await database.drop();
});

const received = (n: number) => recorded(n, 0, story.event('Received', story.form), { position: BigInt(n) });

test('is there as soon as the view is, and says how far it is when it is not in time', async () => {
  const log = new SpecLog([received(10)]);
  const views = await startViews({ dataSource, log, views: [complaintList] });
  expect(await waitForPosition(dataSource, complaintList, 10n, 20_000)).toEqual({ reached: true, position: 10n, lag: 0n });
  expect(await waitForPosition(dataSource, complaintList, 15n, 50)).toEqual({ reached: false, position: 10n, lag: 5n });
  const waiting = waitForPosition(dataSource, complaintList, 15n, 20_000);
  log.append(received(15));
  expect(await waiting).toEqual({ reached: true, position: 15n, lag: 0n });
  await views.stop();
});

test('before any worker has started nothing is there', async () => {
  expect(await waitForPosition(dataSource, complaintList, 1n, 20)).toEqual({ reached: false, position: null, lag: 1n });
  expect(await checkpoints(dataSource)).toEqual([]);
});

test('a thousand that wait ask the database as often as one', async () => {
  const log = new SpecLog([received(1)]);
  const views = await startViews({ databaseUrl: database.url, log, views: [complaintList] });
  await waitForPosition(dataSource, complaintList, 1n, 20_000);
  let asked = 0;
  const query = dataSource.query.bind(dataSource);
  dataSource.query = ((...args: Parameters<typeof query>) => (asked++, query(...args))) as typeof query;
  const waiting = Array.from({ length: 1_000 }, (_, i) => waitForPosition(dataSource, complaintList, i < 500 ? 2n : 3n, 20_000));
  log.append(received(2), received(3));
  expect((await Promise.all(waiting)).every(({ reached }) => reached)).toBe(true);
  expect(asked).toBeLessThan(100);
  const before = asked;
  await new Promise(setImmediate);
  expect(asked).toBe(before);
  await views.stop();
});

test('a database that is away is an error, not a wait', async () => {
  await dataSource.destroy();
  await expect(waitForPosition(dataSource, complaintList, 1n, 20_000)).rejects.toThrow();
});
