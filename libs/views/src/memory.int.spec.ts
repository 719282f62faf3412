import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { createTestDatabase, recorded, SpecLog, story, type TestDatabase, uuid } from '@redress/testing';
import { approvals } from './approvals/approvals.js';
import { Checkpoint } from './checkpoint.js';
import { complaintList } from './complaint-list/complaint-list.js';
import { deadlines } from './deadlines/deadlines.js';
import { caseFacts } from './facts/case-facts.js';
import { Memory } from './memory.js';
import { startViews, viewEntities } from './start-views.js';
import type { View } from './view.js';
import { waitForPosition } from './wait-for-position.js';

let database: TestDatabase;
let dataSource: DataSource;
const remembering = [complaintList, approvals, deadlines, caseFacts];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: viewEntities }).initialize();
  await (await startViews({ dataSource, log: new SpecLog(), views: remembering })).stop();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const tables = () =>
  [Checkpoint, ...remembering.flatMap(({ entities }) => entities)].map((entity) => dataSource.getMetadata(entity).tablePath);

async function rows(): Promise<unknown> {
  const [, ...ofViews] = tables();
  return Promise.all(ofViews.map((table) => dataSource.query(`SELECT t::text FROM ${table} t ORDER BY t::text`)));
}

async function fold(views: readonly View[], events: readonly Recorded[], size: number): Promise<void> {
  const limits = { size, buffer: size, paceMs: 0, idleMs: 1 };
  const running = await startViews({ dataSource, log: new SpecLog(events), views, limits, patience: { firstMs: 1, longestMs: 2 } });
  for (const view of views)
    expect(await waitForPosition(dataSource, view, events.at(-1)!.position, 20_000)).toMatchObject({ reached: true });
  await running.stop();
}

const { event, sample } = story;
const types = (Object.keys(sample) as ComplaintEvent['type'][]).filter((type) => type !== 'Received');

/** Two complaints with every kind of event in any order, interleaved. */
const logs = fc
  .tuple(fc.shuffledSubarray(types, { minLength: 20 }), fc.shuffledSubarray(types, { minLength: 20 }), fc.infiniteStream(fc.boolean()))
  .map(([first, second, turns]): Recorded[] => {
    const stories = [first, second].map((told) => ['Received' as const, ...told]);
    const revisions = [0, 0];
    return Array.from({ length: first.length + second.length + 2 }, (_, i) => {
      const chosen = Number(turns.next().value);
      const which = revisions[chosen]! < stories[chosen]!.length ? chosen : 1 - chosen;
      const revision = revisions[which]!++;
      const type = stories[which]![revision]!;
      const at = new Date(Date.UTC(2026, 0, 1 + ((i * 7) % 30), i % 24)).toISOString();
      return recorded(which, revision, event(type, sample[type] as never), { position: BigInt(i + 1), occurredAt: at });
    });
  });

test('what a view remembers changes nothing, however the log is cut, whatever fails after it was written, and wherever a worker starts again', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.integer({ min: 1, max: 12 }),
      fc.nat(100),
      fc.array(fc.nat(8), { maxLength: 6 }),
      async (events, size, cut, faults) => {
        await dataSource.query(`TRUNCATE ${tables().join(', ')}`);
        await fold(
          remembering.map((view) => ({ ...view, write: (batch, manager) => view.write(batch, manager) })),
          events,
          1_000,
        );
        const read = await rows();

        await dataSource.query(`TRUNCATE ${tables().join(', ')}`);
        /** Of which attempts, counted for each view, all that was written is undone. */
        const failing = (view: View): View => {
          let attempts = 0;
          const write: View['write'] = async (batch, manager, memory) => {
            await view.write(batch, manager, memory);
            if (faults.includes(attempts++)) throw Object.assign(new Error('could not serialize access'), { code: '40001' });
          };
          return { ...view, write };
        };
        const restart = cut % events.length;
        await fold(remembering.map(failing), events.slice(0, restart + 1), size);
        await fold(remembering.map(failing), events, size);
        expect(await rows()).toEqual(read);
      },
    ),
    { numRuns: 4 },
  );
});

test('what was committed is not read again; after a failure all is', async () => {
  const read: string[][] = [];
  const recall = (memory: Memory, ...ids: string[]) =>
    memory.recall(ids, async (unknown) => {
      read.push([...unknown]);
      return new Map(unknown.filter((id) => id !== uuid(9)).map((id) => [id, { read: id }]));
    });
  const memory = new Memory();
  memory.keep(uuid(1), { kept: true });
  expect(await recall(memory, uuid(1), uuid(2), uuid(9))).toEqual(
    new Map<string, object>([
      [uuid(1), { kept: true }],
      [uuid(2), { read: uuid(2) }],
    ]),
  );
  memory.forget();
  await recall(memory, uuid(1));
  expect(read).toEqual([[uuid(2), uuid(9)], [uuid(1)]]);
});
