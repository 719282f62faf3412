import { randomUUID } from 'node:crypto';
import { startEventNode } from './event-node.js';
import { verifyLog } from './operations/verify.js';
import type { Fault, Verification } from './operations/verify.js';
import { someEvents, startTestNode, TestDatabase } from './test-support.js';
import type { TestNode } from './test-support.js';

/** Three streams of five events, one of them tombstoned, and settings: 18 positions. */
let intact: TestNode;
beforeAll(async () => {
  intact = await startTestNode();
  for (let round = 0; round < 5; round++) {
    for (const stream of ['order-1', 'order-2', 'gone-1']) await intact.client.appendToStream(stream, someEvents());
  }
  await intact.client.tombstoneStream('gone-1');
  await intact.client.tombstoneStream('never-written');
  await intact.client.setStreamMetadata('order-1', { maxCount: 3 });
  await intact.node.stop();
});
afterAll(() => intact.end());

/** A copy of the log with some SQL on it. */
async function damaged(sql: string, database = new TestDatabase()): Promise<Verification> {
  await database.createFrom(intact.database);
  try {
    await database.query(sql);
    return await verifyLog({ database: database.url });
  } finally {
    await database.drop();
  }
}

const checksOf = (faults: readonly Fault[]): string[] => [...new Set(faults.map(({ check }) => check))];

it('finds nothing in a log as the node writes it', async () => {
  const progress: string[] = [];
  const found = await verifyLog({ database: intact.database.url, onProgress: (what) => progress.push(what) });
  expect(found).toMatchObject({ events: 18, streams: 5, head: 18, faults: [], warnings: [] });
  expect([...new Set(progress)]).toEqual(['schema', 'positions', 'revisions', 'streams', 'names', 'indexes']);
});

it('finds nothing in an empty log, and says when there is none', async () => {
  const database = await new TestDatabase().create();
  try {
    expect(await verifyLog({ database: database.url })).toMatchObject({
      schemaVersion: null,
      faults: [{ check: 'schema', what: 'there is no log in this database' }],
    });
    await (await startEventNode({ database: database.url, port: 0 })).stop();
    expect(await verifyLog({ database: database.url })).toMatchObject({ events: 0, streams: 0, head: 0, faults: [], warnings: [] });
  } finally {
    await database.drop();
  }
});

it('sees a log that is written meanwhile at one moment', async () => {
  const test = await startTestNode();
  let stop = false;
  const writing = (async () => {
    while (!stop) await test.client.appendToStream(`s-${randomUUID()}`, someEvents(3));
  })();
  try {
    for (let round = 0; round < 5; round++) expect(await verifyLog({ database: test.database.url })).toMatchObject({ faults: [] });
  } finally {
    stop = true;
    await writing;
    await test.end();
  }
});

it.each<[damage: string, sql: string, fault: Partial<Fault>, checks: string[]]>([
  [
    'an event is gone',
    'delete from event_node.events where position = 7',
    { check: 'positions', position: 8, what: 'position 7 is missing' },
    ['positions', 'revisions'],
  ],
  [
    'the first events are gone',
    'delete from event_node.events where position <= 3',
    { check: 'positions', position: 4, what: 'positions 1 to 3 are missing' },
    ['positions', 'revisions'],
  ],
  [
    'the last event is gone',
    'delete from event_node.events where position = 18',
    { check: 'head', position: 17, what: 'the log ends at position 17, its writer goes on behind 18' },
    ['head'],
  ],
  [
    'all events are gone',
    'truncate event_node.events',
    { check: 'head', position: 0, what: 'the log ends at position 0, its writer goes on behind 18' },
    ['head'],
  ],
  [
    'the writer is set back',
    'update event_node.writer set head = 12',
    { check: 'head', position: 18, what: 'the log ends at position 18, its writer goes on behind 12' },
    ['head'],
  ],
  [
    'the writer numbers streams again',
    'update event_node.writer set last_stream = 1',
    { check: 'head', what: 'the last stream has number 5, the writer goes on behind 1' },
    ['head'],
  ],
  ["the writer's clock is set back", `update event_node.writer set recorded_at = '2001-01-01Z'`, { check: 'head', position: 18 }, ['head']],
  ['the writer is gone', 'delete from event_node.writer', { check: 'head', what: 'the row of the writer is missing' }, ['head']],
  [
    'a revision is skipped',
    `update event_node.events set revision = 9 where position = 13`,
    { check: 'revisions', position: 13, stream: 'order-1', what: 'revision 9 follows 3: 4 is missing' },
    ['revisions'],
  ],
  [
    'a stream does not begin with 0',
    `update event_node.events e set revision = revision + 20 from event_node.streams s where s.stream = e.stream and s.name = 'order-2'`,
    { check: 'revisions', position: 2, stream: 'order-2', what: 'the stream begins with revision 20 instead of 0' },
    ['revisions'],
  ],
  [
    'a revision is there twice',
    `drop index event_node.events_by_revision; update event_node.events set revision = 3 where position = 13`,
    { check: 'revisions', position: 13, stream: 'order-1', what: 'revision 3 is there twice' },
    ['revisions', 'indexes'],
  ],
  [
    'two events of a stream have changed places',
    `update event_node.events set revision = 99 where position = 10; update event_node.events set revision = 3 where position = 13;
     update event_node.events set revision = 4 where position = 10`,
    { check: 'revisions', position: 10, stream: 'order-1', what: 'revision 4 is at position 10, before revision 3 at 13' },
    ['revisions'],
  ],
  [
    'an event is behind a tombstone',
    eventBehind(15),
    { check: 'revisions', position: 16, stream: 'gone-1', what: 'a tombstone, and events behind it' },
    ['revisions'],
  ],
  [
    'a time goes back',
    `update event_node.events set recorded_at = '2001-01-01Z' where position = 9`,
    { check: 'times', position: 9, stream: 'gone-1' },
    ['times'],
  ],
  [
    'an id is empty',
    `update event_node.events set id = '00000000-0000-0000-0000-000000000000' where position = 4`,
    { check: 'ids', position: 4, stream: 'order-1', what: 'the id of the event is empty' },
    ['ids'],
  ],
  [
    'the name of a stream is gone',
    `delete from event_node.streams where name = 'order-2'`,
    { check: 'streams', position: 2, what: '5 event(s), the first at this position, belong to a stream without a name (number 2)' },
    ['streams'],
  ],
  [
    'two streams have one name',
    `alter table event_node.streams drop constraint streams_name_key; update event_node.streams set name = 'order-1' where name = 'order-2'`,
    { check: 'names', stream: 'order-1', what: 'several streams have this name (numbers 1, 2)' },
    ['names', 'indexes'],
  ],
  [
    'one stream has two names',
    `alter table event_node.streams drop constraint streams_pkey; insert into event_node.streams values (1, 'order-9')`,
    { check: 'names', stream: 'order-1', what: 'stream number 1 has several names: order-1, order-9' },
    ['names', 'indexes'],
  ],
  [
    'an index lacks entries',
    `${unmaintained('events_by_revision', true)}; ${eventBehind(13)}; ${unmaintained('events_by_revision', false)}`,
    { check: 'indexes', what: 'index events_by_revision leads to 18 of the 19 rows of events: rebuild it' },
    ['indexes'],
  ],
  [
    'the index of ids lacks entries',
    `${unmaintained('events_by_id', true)}; ${eventBehind(13)}; ${unmaintained('events_by_id', false)}`,
    { check: 'indexes', what: 'index events_by_id leads to 18 of the 19 rows of events: rebuild it' },
    ['indexes'],
  ],
  ['an index is gone', 'drop index event_node.events_by_id', { check: 'indexes', what: 'index events_by_id is missing' }, ['indexes']],
  [
    'an index is not usable',
    `update pg_index set indisvalid = false where indexrelid = 'event_node.events_by_id'::regclass`,
    { check: 'indexes', what: 'index events_by_id is not usable: rebuild it' },
    ['indexes'],
  ],
  [
    'a newer program wrote it',
    'insert into event_node.schema_version (version) values (1000)',
    { check: 'schema', what: expect.stringContaining('the log has schema version 1000') as string },
    ['schema'],
  ],
])('names it when %s', async (_, sql, fault, checks) => {
  const { faults } = await damaged(sql);
  expect(faults).toContainEqual(expect.objectContaining(fault));
  expect(checksOf(faults)).toEqual(checks);
});

/** Makes PostgreSQL forget to maintain an index, or remember it: how a damaged disk or an old bug leaves one. */
function unmaintained(index: string, forgets: boolean): string {
  return `update pg_index set indisready = ${!forgets}, indisvalid = ${!forgets} where indexrelid = 'event_node.${index}'::regclass`;
}

/** One more event in the stream that has its fifth at a position. */
function eventBehind(position: number): string {
  return `insert into event_node.events
            select 19, stream, 5, w.recorded_at, id, json, type, metadata, data from event_node.events e, event_node.writer w where position = ${position};
          update event_node.writer set head = 19`;
}

it('warns of settings that nobody can read, and of names without events', async () => {
  const { faults, warnings } = await damaged(
    `update event_node.events set data = '{"$maxCount": 3' where position = 18; insert into event_node.streams values (6, 'empty');
     update event_node.writer set last_stream = 6`,
  );
  expect(faults).toEqual([]);
  expect(warnings).toEqual([
    { check: 'metadata', position: 18, stream: '$$order-1', what: 'the settings of the stream are not JSON and count as none' },
    { check: 'streams', stream: 'empty', what: 'the stream has a name and no events' },
  ]);
});

it('lists the first hundred faults of each kind', async () => {
  const { faults } = await damaged(
    `insert into event_node.events select 2 * n, 1000 + n, 7, '2101-01-01Z', gen_random_uuid(), true, 't', '', '' from generate_series(100, 399) n`,
  );
  expect(faults.filter(({ check }) => check === 'positions')).toHaveLength(100);
  expect(faults.filter(({ check }) => check === 'revisions')).toHaveLength(100);
});
