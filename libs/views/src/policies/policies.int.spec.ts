import type { Recorded } from '@redress/kernel';
import { kinds, type Policy, type PolicyEvent, type PolicyKind } from '@redress/policy';
import { createTestDatabase, recorded, SpecLog, type TestDatabase } from '@redress/testing';
import { DataSource } from 'typeorm';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { findPolicy, listPolicies } from './find-policies.js';
import { policies } from './policies.js';

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

const ever = '1900-01-01T00:00:00.000Z';
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`;
const policy = (kind: PolicyKind, version: number, effectiveFrom: string): Policy => ({
  kind,
  version,
  effectiveFrom,
  reason: `Version ${version}.`,
  document: kinds[kind].standard,
});
const told = [
  policy('taxonomy', 1, ever),
  policy('units', 1, ever),
  policy('taxonomy', 2, day(10)),
  policy('letters', 1, ever),
  policy('taxonomy', 3, day(12)),
];
const log = told.map((data, i) => {
  const event: PolicyEvent = { type: 'PolicyPublished', data };
  const actor = { sub: `u-${i}`, roles: ['policy-admin'] };
  const revision = told.slice(0, i).filter(({ kind }) => kind === data.kind).length;
  const at = recorded(0, revision, event, { position: BigInt(10 + i), occurredAt: day(i + 1), actor });
  return { ...at, stream: `policy-${data.kind}` } as Recorded;
});

async function fold(events: readonly Recorded[], size = 1_000): Promise<void> {
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [policies], limits: { size, buffer: 2 * size } });
  expect(await waitForPosition(dataSource, policies, log.at(-1)!.position, 20_000)).toMatchObject({ reached: true });
  await views.stop();
}

test('every version is told as it was published, with who and when, also after a rebuild', async () => {
  const contents = () => Promise.all(told.map(({ kind, version }) => findPolicy(dataSource, kind, { version })));
  await fold(log);
  const published = told.map((data, i) => ({ ...data, publishedAt: new Date(day(i + 1)), publishedBy: `u-${i}` }));
  expect(await contents()).toEqual(published);

  await dataSource.query('TRUNCATE views.checkpoint, policies_v1.policy');
  await fold([...log.flatMap((event) => [event, event]), ...log], 2);
  expect(await contents()).toEqual(published);
  expect(await listPolicies(dataSource, 'taxonomy')).toEqual(
    [published[4]!, published[2]!, published[0]!].map(({ document: _, ...outline }) => outline),
  );
  expect(await findPolicy(dataSource, 'taxonomy', { version: 4 })).toBeUndefined();
});

test.each([
  ['1899-12-31T23:59:59.999Z', undefined],
  [ever, 1],
  ['2026-11-10T07:59:59.999Z', 1],
  [day(10), 2],
  [day(12), 3],
  ['2099-01-01T00:00:00.000Z', 3],
])('the taxonomy in force at %s is version %s', async (asOf, version) => {
  expect((await findPolicy(dataSource, 'taxonomy', { asOf }))?.version).toBe(version);
});
