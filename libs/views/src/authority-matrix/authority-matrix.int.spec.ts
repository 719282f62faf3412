import { defaultMatrix, type AuthorityEvent, type Delegation } from '@redress/authority';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, type TestDatabase } from '@redress/testing';
import { DataSource } from 'typeorm';
import { startViews, viewEntities } from '../start-views.js';
import { waitForPosition } from '../wait-for-position.js';
import { authorityMatrix } from './authority-matrix.js';
import { findMatrix, listDelegations, listMatrices } from './find-authority.js';

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

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T08:00:00.000Z`;
const published = (version: number, effectiveFrom: string): AuthorityEvent => ({
  type: 'MatrixPublished',
  data: { ...defaultMatrix, version, effectiveFrom },
});
const delegation: Delegation = {
  id: 'd-1',
  delegator: 'u-cfo',
  delegate: 'u-deputy',
  role: 'cfo',
  from: day(11),
  until: day(20),
  reason: 'On leave\0 until the 20th.',
};

/** One event a day, from the 1st on. */
const told: AuthorityEvent[] = [
  published(1, '1900-01-01T00:00:00.000Z'),
  published(2, day(10)),
  published(3, day(12)),
  { type: 'MatrixRetired', data: { version: 3, retiredFrom: day(14), reason: 'A slip.' } },
  { type: 'AuthorityDelegated', data: delegation },
  { type: 'AuthorityDelegated', data: { ...delegation, id: 'd-2', delegate: 'u-other' } },
  { type: 'AuthorityDelegated', data: { ...delegation, id: 'd-3', delegator: 'u-deputy', role: 'general-manager' } },
];
const revoked: AuthorityEvent = { type: 'DelegationRevoked', data: { id: 'd-2', reason: 'Back.' } };
const log = [...told.map((event, i) => at(event, i, day(i + 1))), at(revoked, told.length, day(15))];

function at(event: AuthorityEvent, i: number, occurredAt: string): Recorded {
  const actor = { sub: `u-${event.type}`, roles: ['policy-admin'] };
  return { ...recorded(0, i, event, { position: BigInt(10 + i), occurredAt, actor }), stream: 'authority-default' } as Recorded;
}

async function fold(events: readonly Recorded[], size = 1_000): Promise<void> {
  const views = await startViews({ dataSource, log: new SpecLog(events), views: [authorityMatrix], limits: { size, buffer: 2 * size } });
  expect(await waitForPosition(dataSource, authorityMatrix, log.at(-1)!.position, 20_000)).toMatchObject({ reached: true });
  await views.stop();
}
const contents = async () => [await listMatrices(dataSource), (await listDelegations(dataSource)).items];

test('what was published, retired, delegated and revoked is told with who and when, also after a rebuild', async () => {
  await fold(log);
  const none = { retiredFrom: null, retiredBy: null, retiredReason: null };
  const of = (version: number, effectiveFrom: string) => ({
    ...defaultMatrix,
    version,
    effectiveFrom,
    publishedAt: new Date(day(version)),
    publishedBy: 'u-MatrixPublished',
    ...none,
  });
  const [matrices, delegations] = await contents();
  expect(matrices).toEqual([
    { ...of(3, day(12)), retiredFrom: new Date(day(14)), retiredBy: 'u-MatrixRetired', retiredReason: 'A slip.' },
    of(2, day(10)),
    of(1, '1900-01-01T00:00:00.000Z'),
  ]);
  const given = { ...delegation, from: new Date(day(11)), until: new Date(day(20)), reason: 'On leave\uFFFD until the 20th.' };
  expect(delegations).toEqual([
    expect.objectContaining({ ...given, id: 'd-3', delegator: 'u-deputy', role: 'general-manager', givenAt: new Date(day(7)) }),
    expect.objectContaining({ id: 'd-2', revokedAt: new Date(day(15)), revokedBy: 'u-DelegationRevoked', revokedReason: 'Back.' }),
    expect.objectContaining({ ...given, givenAt: new Date(day(5)), revokedAt: null, revokedBy: null, revokedReason: null }),
  ]);

  await dataSource.query('TRUNCATE views.checkpoint, authority_matrix_v1.matrix, authority_matrix_v1.delegation');
  await fold([...log.flatMap((event) => [event, event]), ...log], 3);
  expect(await contents()).toEqual([matrices, delegations]);
});

test.each([
  ['1899-12-31T23:59:59.999Z', undefined],
  ['1900-01-01T00:00:00.000Z', 1],
  [day(9), 1],
  [day(10), 2],
  ['2026-11-12T07:59:59.999Z', 2],
  [day(12), 3],
  ['2026-11-14T07:59:59.999Z', 3],
  [day(14), 2],
])('the matrix in force at %s is version %s', async (instant, version) => {
  expect((await findMatrix(dataSource, instant))?.version).toBe(version);
});

describe('delegations', () => {
  const ids = async (question: Parameters<typeof listDelegations>[1]) =>
    (await listDelegations(dataSource, question)).items.map(({ id }) => id);

  test.each([
    [{ delegator: 'u-cfo' }, ['d-2', 'd-1']],
    [{ delegate: 'u-other' }, ['d-2']],
    [{ of: 'u-deputy' }, ['d-3', 'd-1']],
    [{ of: 'u-deputy', delegate: 'u-deputy' }, ['d-3', 'd-1']],
    [{ asOf: '2026-11-11T07:59:59.999Z' }, []],
    [{ asOf: day(11) }, ['d-3', 'd-2', 'd-1']],
    [{ asOf: day(15) }, ['d-3', 'd-1']],
    [{ asOf: day(20) }, []],
    [{ of: 'u-cfo', asOf: day(14) }, ['d-2', 'd-1']],
  ])('%j', async (question, expected) => {
    expect(await ids(question)).toEqual(expected);
  });

  test('come in pages', async () => {
    const first = await listDelegations(dataSource, { limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['d-3', 'd-2']);
    expect(await listDelegations(dataSource, { limit: 2, cursor: first.next! })).toMatchObject({ items: [{ id: 'd-1' }], next: null });
    expect((await listDelegations(dataSource, { limit: 3 })).next).toBeNull();
  });
});
