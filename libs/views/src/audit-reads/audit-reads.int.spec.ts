import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, uuid, type TestDatabase } from '@redress/testing';
import { DataSource } from 'typeorm';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { auditReads } from './audit-reads.js';
import { countAuditReads, listAuditReads } from './list-audit-reads.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

type Read = readonly [hour: number, reader: string, route: string, ids: object, parameters: object, purpose: string | null];
const reads: readonly Read[] = [
  [8, 'ada', 'GET /v1/complaints/:id', { id: uuid(1) }, {}, 'P1'],
  [9, 'ada', 'GET /v1/audit/complaints/:id/why', { id: uuid(1).toUpperCase() }, { revision: '3' }, 'P1'],
  [17, 'ada', 'GET /v1/complaints', {}, { sameSubjectAs: uuid(2), cause: ['a', 'b'] }, null],
  [18, 'pia', 'GET /v1/audit/bundles', {}, { complaintId: [uuid(1), uuid(2), 'x'] }, 'P2'],
  // Of an improvement the id is no complaint's.
  [18, 'pia', 'GET /v1/improvements/:id', { id: uuid(3) }, {}, 'P2'],
];
const log = reads.map(([hour, sub, route, ids, parameters, purpose], i) => {
  const data = { route, ids, parameters, purpose };
  const occurredAt = `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const event = recorded(
    0,
    i,
    { type: 'AuditRead', data },
    { position: BigInt(10 + i), occurredAt, actor: { sub, roles: ['auditor'], unit: 'hq' } },
  );
  return { ...event, stream: 'audit-reads-2026-11-22T08-abcd' } as Recorded;
});

async function fold(events: readonly Recorded[], size = 1_000): Promise<void> {
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [auditReads], limits: { size, buffer: 2 * size } });
  expect(await waitForPosition(dataSource, auditReads, log.at(-1)!.position, 20_000)).toMatchObject({ reached: true });
  await views.stop();
}

test('every read is told as it was recorded, also after a rebuild in other batches with every event twice', async () => {
  const all = async () => (await listAuditReads(dataSource, {})).items;
  await fold(log);
  const live = await all();
  expect(live.map(({ position, reader, kind, purpose }) => [position, reader, kind, purpose])).toEqual([
    ['14', 'pia', 'improvements', 'P2'],
    ['13', 'pia', 'audit/bundles', 'P2'],
    ['12', 'ada', 'complaints', null],
    ['11', 'ada', 'audit/complaints', 'P1'],
    ['10', 'ada', 'complaints', 'P1'],
  ]);
  expect(live[2]).toMatchObject({ route: 'GET /v1/complaints', parameters: { cause: ['a', 'b'] }, roles: ['auditor'], unit: 'hq' });
  await dataSource.query('TRUNCATE views.checkpoint, audit_reads_v1.read');
  await fold([...log.flatMap((event) => [event, event]), ...log], 2);
  expect(await all()).toEqual(live);
});

test.each([
  [{ complaintId: uuid(1) }, ['13', '11', '10']],
  [{ complaintId: uuid(3) }, []],
  [{ reader: 'ada', purpose: 'P1' }, ['11', '10']],
  [{ purpose: '' }, ['12']],
  [{ from: '2026-11-22T09:00:00.000Z', to: '2026-11-22T18:00:00.000Z' }, ['12', '11']],
])('of %j there are %j', async (filter, positions) => {
  expect((await listAuditReads(dataSource, filter)).items.map(({ position }) => position)).toEqual(positions);
});

test('they are counted by what is asked for: days are those of the zone, a complaint counts once', async () => {
  expect(await countAuditReads(dataSource, {}, ['day'], 'Asia/Shanghai')).toMatchObject([
    { day: '2026-11-23', reads: 3, complaints: 2, readers: 2 },
    { day: '2026-11-22', reads: 2, complaints: 1, readers: 1 },
  ]);
  expect(await countAuditReads(dataSource, { purpose: 'P2' }, [], 'UTC')).toMatchObject([{ reads: 2, complaints: 2, readers: 1 }]);
  expect(await countAuditReads(dataSource, { reader: 'nobody' }, [], 'UTC')).toEqual([]);
});
