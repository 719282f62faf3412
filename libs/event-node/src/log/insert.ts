import type { QueryConfig } from 'pg';
import { DELETED } from './events.js';
import type { RecordedEvent } from './events.js';
import type { Plan } from './plan.js';
import { TOMBSTONE_REVISION } from './schema.js';

/** Most events that are written as a list of values. */
const FEW = 8;

/** Who writes: the epoch of the session, and where its last statement left the writer row (a `ctid`). */
export interface Hold {
  readonly epoch: number;
  readonly row: string;
}

/** What the statement answers: where the writer row is now, and how many events were written. No row if another writer was there. */
export interface Held {
  row: string;
  written: number;
}

/**
 * The statement that writes a group: it locks the writer row, compares epoch and head, and inserts one row per event, or none if another
 * writer was there.
 *
 * The row is named by its place. Looked for in any other way, all its former versions are met first, and as long as anybody's snapshot is open
 * (a dump, a verification) every commit leaves one more.
 *
 * Two forms, because the database needs half the time for one event as values, which is what a lone writer waits for, and beyond a few events
 * taking arrays apart is cheaper.
 */
export function insertOf(plan: Plan, hold: Hold): QueryConfig {
  return plan.events.length <= FEW && plan.newStreams.length === 0 ? insertFew(plan, hold) : insertMany(plan, hold);
}

const held = `with held as (
    update event_node.writer set head = $1, last_stream = $2, recorded_at = $3 where ctid = $6::tid and epoch = $4 and head = $5
    returning recorded_at, ctid
  )`;
const answer = 'returning 1) select ctid::text as row, (select count(*)::int from written) as written from held';
const insert = 'written as (insert into event_node.events (position, stream, revision, recorded_at, id, json, type, metadata, data)';

const heldValues = ({ before, after }: Plan, { epoch, row }: Hold): (string | number)[] => [
  after.position,
  after.lastStream,
  new Date(after.recordedAt).toISOString(),
  epoch,
  before.position,
  row,
];

const textOfFew = (events: number): string => {
  const rows = Array.from({ length: events }, (_, index) => {
    const parameters = ['bigint', 'bigint', 'uuid', 'boolean', 'text', 'bytea', 'bytea'].map((type, n) => `$${7 + index * 7 + n}::${type}`);
    return `($5::bigint + ${index + 1}, ${parameters.join(', ')})`;
  });
  return `${held}, ${insert}
    select e.position, e.stream, e.revision, held.recorded_at, e.id, e.json, e.type, e.metadata, e.data
      from held, (values ${rows.join(', ')}) as e(position, stream, revision, id, json, type, metadata, data)
    ${answer}`;
};
const textsOfFew = Array.from({ length: FEW }, (_, index) => textOfFew(index + 1));

function insertFew(plan: Plan, hold: Hold): QueryConfig {
  const values: unknown[] = heldValues(plan, hold);
  for (const [index, event] of plan.events.entries()) {
    const { id, json, type, metadata, data } = event;
    values.push(plan.streamNumbers[index], revisionOf(event), id, json, type, metadata, data);
  }
  return { name: `commit-${plan.events.length}`, text: textsOfFew[plan.events.length - 1]!, values };
}

/** The bytes of all events are one parameter, which the database cuts apart. */
function insertMany(plan: Plan, hold: Hold): QueryConfig {
  const { events, newStreams } = plan;
  const payload: Uint8Array[] = [];
  const starts: number[] = [];
  let start = 1;
  for (const { metadata, data } of events) {
    payload.push(metadata, data);
    starts.push(start, start + metadata.length);
    start += metadata.length + data.length;
  }
  return {
    name: 'commit',
    text: `${held}, named as (
             insert into event_node.streams (stream, name) select n.stream, n.name from held, unnest($7::bigint[], $8::text[]) as n(stream, name)
           ), ${insert}
           select $5::bigint + e.ordinal, e.stream, e.revision, held.recorded_at, e.id, e.json, e.type,
                  substring($9::bytea from e.metadata_at for e.data_at - e.metadata_at), substring($9::bytea from e.data_at for e.data_length)
             from held, unnest($10::bigint[], $11::bigint[], $12::uuid[], $13::boolean[], $14::text[], $15::int[], $16::int[], $17::int[])
               with ordinality as e(stream, revision, id, json, type, metadata_at, data_at, data_length, ordinal)
           ${answer}`,
    values: [
      ...heldValues(plan, hold),
      list(newStreams.map((stream) => stream.number)),
      newStreams.map((stream) => stream.name),
      Buffer.concat(payload, start - 1),
      list(plan.streamNumbers),
      list(events.map(revisionOf)),
      list(events.map((event) => event.id)),
      list(events.map((event) => event.json)),
      events.map((event) => event.type),
      list(starts.filter((_, index) => index % 2 === 0)),
      list(starts.filter((_, index) => index % 2 === 1)),
      list(events.map((event) => event.data.length)),
    ],
  };
}

function revisionOf({ revision }: RecordedEvent): number | string {
  return revision === DELETED ? TOMBSTONE_REVISION : revision;
}

/** Numbers, booleans and UUIDs need no quotes in an array literal; the driver would quote and scan each one. */
function list(values: readonly (number | boolean | string)[]): string {
  return `{${values.join(',')}}`;
}
