import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, uuid, type TestDatabase } from '@redress/testing';
import { Checkpoint } from './checkpoint.js';
import { caseFacts } from './facts/case-facts.js';
import { effectivenessOf, type Effectiveness, type EffectivenessQuestion } from './improvement-effectiveness.js';
import { improvements } from './improvements/improvements.js';
import { startViews, viewEntities } from './start-views.js';
import { waitForPosition } from './wait-for-position.js';

let database: TestDatabase;
let dataSource: DataSource;
const views = [caseFacts, improvements];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The views of exactly these events. */
async function fill(events: readonly Recorded[]): Promise<void> {
  const tables = [Checkpoint, ...views.flatMap(({ entities }) => entities)].map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
  const running = await startViews({ dataSource, log: new SpecLog(events), views });
  for (const view of views) await waitForPosition(dataSource, view, events.at(-1)!.position, 20_000);
  await running.stop();
}

// In spring the clocks of Berlin are put forward two weeks after the adoption.
const adoptedAt = '2026-03-15T10:30:00.000Z';
const from = (hours: number): string => new Date(Date.parse(adoptedAt) + hours * 3_600_000).toISOString();
const id = uuid(99);
const now = '2027-01-01T00:00:00.000Z';
const { event, sample, form } = story;

let position = 0n;
const ofImprovement = (revision: number, type: string, data: object, occurredAt: string): Recorded => {
  const told = recorded(0, revision, { type, data }, { position: (position += 1n), occurredAt, recordedAt: occurredAt });
  return { ...told, stream: `improvement-${id}` } as Recorded;
};
const raising = (scope?: object): Recorded[] => [
  ofImprovement(
    0,
    'ImprovementRaised',
    { kind: 'corrective', cause: 'process', title: 'x', from: { trend: 'x' }, ...(scope && { scope }) },
    from(-9_000),
  ),
];
const adoption = () => ofImprovement(1, 'ImprovementAdopted', {}, adoptedAt);
const completion = () => ofImprovement(2, 'ImprovementDone', { result: 'x' }, from(24));
const exposure = (data: object, recordedAt = from(0)): Recorded =>
  ({
    ...recorded(0, 0, { type: 'ExposureRecorded', data }, { position: (position += 1n), occurredAt: recordedAt, recordedAt }),
    stream: 'exposure-x',
  }) as Recorded;

let complaints = 0;
function complaint(occurredAt: string, said: object = {}, recordedAt = occurredAt): Recorded {
  return recorded((complaints += 1), 0, event('Received', { ...form, cause: 'dirt', product: 'gas', unit: 'fitters', ...said }), {
    position: (position += 1n),
    occurredAt,
    recordedAt,
  });
}

const ask = (question: Partial<EffectivenessQuestion> = {}) => effectivenessOf(dataSource, id, { tz: 'UTC', now, ...question });
const told = async (question: Partial<EffectivenessQuestion> = {}) => (await ask(question)) as Effectiveness;
const scope = { causes: ['dirt', 'dust'], products: ['gas'] };

test('counts the complaints of the scope in each week before and after, the instant itself after', async () => {
  await fill([
    ...raising(scope),
    adoption(),
    complaint(from(-2 * 7 * 24)),
    complaint(from(-2 * 7 * 24 - 1)),
    complaint(from(-7 * 24)),
    complaint(from(-1), { cause: 'dust' }),
    complaint(from(-1), { cause: 'late' }),
    complaint(from(-1), { product: 'water' }),
    complaint(from(0)),
    complaint(from(2 * 7 * 24)),
  ]);
  expect(await told({ weeks: 2 })).toMatchObject({
    since: 'adoption',
    at: adoptedAt,
    before: { from: from(-14 * 24), to: adoptedAt, weekly: [1, 2], complaints: 3, perWeek: 1.5 },
    after: { from: adoptedAt, to: from(14 * 24), weekly: [1, 0], complaints: 1, perWeek: 0.5 },
    basis: 'complaints',
    verdict: 'fallen',
    missing: ['exposure-before', 'exposure-after'],
  });
});

test('weeks are of the local clock, also where it is put forward', async () => {
  await fill([...raising(scope), adoption(), complaint(from(3 * 7 * 24 - 1))]);
  expect((await told({ weeks: 3, tz: 'UTC' })).after.weekly).toEqual([0, 0, 1]);
  const inBerlin = (await told({ weeks: 3, tz: 'Europe/Berlin' })).after;
  expect([inBerlin.to, inBerlin.weekly]).toEqual([from(3 * 7 * 24 - 1), [0, 0, 0]]);
});

test('is risen, the same, or too early; with null rather than a wrong rate', async () => {
  await fill([...raising(scope), adoption(), completion(), complaint(from(-1)), complaint(from(1))]);
  expect(await told({ weeks: 1 })).toMatchObject({ verdict: 'same' });
  expect(await told({ weeks: 1, asOf: from(7 * 24 - 1) })).toMatchObject({
    verdict: 'too-early',
    missing: expect.arrayContaining(['weeks-after']) as unknown,
  });
  expect(await told({ weeks: 1, asOf: from(7 * 24) })).toMatchObject({ verdict: 'same' });
  // Since it was done, a day later, both were before.
  expect(await told({ weeks: 1, since: 'completion' })).toMatchObject({ at: from(24), verdict: 'fallen', before: { complaints: 2 } });
});

test('knows what was recorded by then, and what had happened', async () => {
  await fill(
    [...raising(scope), adoption(), complaint(from(-1), {}, from(5)), complaint(from(-2))]
      .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
      .map((one, i) => ({ ...one, position: BigInt(i + 1) })),
  );
  expect((await told({ knownAt: from(4) })).before.complaints).toBe(1);
  expect((await told({ knownAt: from(5) })).before.complaints).toBe(2);
  expect(await ask({ knownAt: from(-1) })).toBe('not-adopted');
  expect(await ask({ asOf: from(-1) })).toBe('not-adopted');
  expect(await ask({ asOf: '2000-01-01' })).toBe('no-such-improvement');
  expect(await ask({ since: 'completion' })).toBe('not-done');
  expect(await effectivenessOf(dataSource, uuid(98), { tz: 'UTC', now })).toBe('no-such-improvement');
});

test('needs a scope, which the plan may name', async () => {
  await fill([...raising(), adoption()]);
  expect(await ask()).toBe('no-scope');
  await fill([...raising(), adoption(), ofImprovement(2, 'ImprovementPlanned', { scope }, from(1))]);
  expect(await ask()).toMatchObject({ scope });
});

test('finds complaints by unit, by their latest category and by the root cause found last', async () => {
  const [one, two] = [complaint(from(-3)), complaint(from(-3), { unit: 'stores' })];
  const next = (of: Recorded, revision: number, told: { type: string; data: object }): Recorded => ({
    ...recorded(Number(of.stream.slice(-12)), revision, told, { position: (position += 1n), occurredAt: from(-2), recordedAt: from(-2) }),
  });
  const log = (own: object) => [
    ...raising(own),
    adoption(),
    one,
    two,
    next(one, 1, event('Classified', { ...sample.Classified, category: 'manners' })),
    next(one, 2, event('Classified', { ...sample.Classified, category: 'dirt' })),
    next(two, 1, event('Classified', { ...sample.Classified, category: 'manners' })),
    next(one, 3, event('Investigated', { ...sample.Investigated, rootCause: 'people' })),
    next(one, 4, event('Investigated', { ...sample.Investigated, rootCause: 'process' })),
    next(two, 2, event('Investigated', { ...sample.Investigated, rootCause: 'people' })),
  ];
  for (const [own, count] of [
    [{ units: ['fitters', 'x'] }, 1],
    [{ units: ['fitters', 'stores'] }, 2],
    [{ categories: ['manners'] }, 1],
    [{ categories: ['dirt', 'manners'], units: ['stores'] }, 1],
    [{ rootCause: 'process' }, 1],
    [{ rootCause: 'people', units: ['fitters'] }, 0],
  ] as const) {
    await fill(log(own).map((each, i) => ({ ...each, position: BigInt(i + 1) })));
    expect([own, (await told()).before.complaints]).toEqual([own, count]);
  }
});

test('for a thousand customers there may be fewer where there are more complaints; the exposure that was known then counts', async () => {
  const period = (a: number, b: number) => ({ from: from(a * 24).slice(0, 10), to: from(b * 24).slice(0, 10) });
  await fill([
    ...raising(scope),
    adoption(),
    exposure({ product: 'gas', period: period(-30, -1), customers: 1_000, orders: 30 }),
    exposure({ product: 'gas', period: period(0, 29), customers: 4_000 }),
    exposure({ period: period(-30, 30), policies: 7 }),
    complaint(from(-1)),
    complaint(from(1)),
    complaint(from(2)),
    exposure({ product: 'gas', period: period(0, 29), customers: 1_000 }, from(24 * 24)),
  ]);
  expect(await told({ weeks: 1, knownAt: from(23 * 24) })).toMatchObject({
    basis: 'customers',
    verdict: 'fallen',
    missing: [],
    before: { exposure: { customers: 1_000, orders: 7, policies: null }, perThousand: { customers: 1, orders: 142.8571, policies: null } },
    after: { exposure: { customers: 4_000, orders: null }, perThousand: { customers: 0.5, orders: null } },
  });
  expect(await told({ weeks: 1 })).toMatchObject({ verdict: 'risen', after: { perThousand: { customers: 2 } } });
});

test('counts as one who goes through the complaints by hand', async () => {
  const received = fc.record({
    hours: fc.integer({ min: -5 * 168, max: 5 * 168 }),
    cause: fc.constantFrom('dirt', 'dust', 'late'),
    product: fc.constantFrom('gas', 'water'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(received, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (all, weeks) => {
      position = 0n;
      await fill([...raising(scope), adoption(), ...all.map(({ hours, ...said }) => complaint(from(hours), said, from(9_000)))]);
      const own = all.filter(({ cause, product }) => cause !== 'late' && product === 'gas');
      const inWeek = (week: number) => own.filter(({ hours }) => Math.floor(hours / 168) === week).length;
      const { before, after } = await told({ weeks });
      expect(before.weekly).toEqual(Array.from({ length: weeks }, (_, i) => inWeek(i - weeks)));
      expect(after.weekly).toEqual(Array.from({ length: weeks }, (_, i) => inWeek(i)));
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
