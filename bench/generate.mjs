// node bench/generate.mjs --database <url> [--complaints 100000] [--seed 1]: fills the empty log of an event node that is stopped, as it would
// have written it, with what happened in a company over years (stories.mjs): sealed, hashed and chained by the project's own codec. The same seed
// gives the same log, byte by byte, so nonces and ids come from it too: it is for measuring, its secrets are none.
import crypto from 'node:crypto';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Random } from '../dist/apps/cli/src/demo/random.js';
import { eventTypes } from '../dist/libs/commands/src/index.js';
import { migrate } from '../dist/libs/event-node/src/log/schema.js';
import { envelop, genesisHash } from '../dist/libs/event-store/src/index.js';
import { streams } from './stories.mjs';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    complaints: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const [complaints, { seed }] = [Number(values.complaints), values];
if (values.help || !values.database || !(complaints > 0)) {
  process.stderr.write('usage: node bench/generate.mjs --database <url> [--complaints <n>] [--seed <text>]\n');
  process.exit(values.help ? 0 : 2);
}

const chance = new Random(seed, 'bytes');
const randomBytes = (size) => {
  const bytes = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; at++) bytes[at] = chance.next() * 256;
  return bytes;
};
crypto.randomBytes = randomBytes;
syncBuiltinESMExports();
const hexId = () => {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

const dayMs = 864e5;
/** By day, then in the order in which they were made; what has not been written yet. */
const days = new Map();

/** Envelops the appends of a stream, each to be written on its day. */
function envelopStream({ stream, subject, appends }, number) {
  const key = subject && { id: subject, key: crypto.createSecretKey(crypto.createHash('sha256').update(`${seed} ${subject}`).digest()) };
  let [revision, previousHash] = [-1, genesisHash];
  for (const { at, by: actor, origin, policyVersions, events } of appends) {
    const commandId = hexId();
    const stored = envelop(events, eventTypes, {
      stream,
      revision,
      previousHash,
      commandId,
      commandDigest: crypto.createHash('sha256').update(commandId).digest('hex'),
      correlationId: commandId,
      causationId: commandId,
      actor,
      occurredAt: new Date(at).toISOString(),
      origin,
      policyVersions,
      subject: key ?? null,
      newId: hexId,
    });
    revision += stored.length;
    previousHash = stored.at(-1).metadata.hash;
    const day = Math.floor(at / dayMs);
    let ofDay = days.get(day);
    if (!ofDay) days.set(day, (ofDay = []));
    for (const { id, revision: of, type, data, metadata } of stored)
      ofDay.push({ at, number, stream, revision: of, id, type, metadata: JSON.stringify(metadata), data: JSON.stringify(data) });
  }
}

// PostgreSQL's binary format: times are microseconds since 2000.
const epoch = Date.UTC(2000);
const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const trailer = Buffer.from([0xff, 0xff]);
function row(...fields) {
  const size = fields.reduce((sum, { length }) => sum + 4 + length, 2);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt16BE(fields.length, 0);
  for (const field of fields) {
    at = bytes.writeInt32BE(field.length, at);
    at += field.copy(bytes, at);
  }
  return bytes;
}
const int8 = (value) => {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const isJson = Buffer.from([1]);

const client = new Client(values.database);
await client.connect();
await migrate(client);
const [{ head }] = (await client.query('select head from event_node.writer')).rows;
if (head !== '0') throw new Error(`the log is not empty: it has ${head} events`);
const { rows: indexes } = await client.query(
  `select indexname, indexdef from pg_indexes where schemaname = 'event_node' and tablename = 'events' and indexname <> 'events_pkey'`,
);
await client.query('begin');
for (const { indexname } of indexes) await client.query(`drop index event_node.${indexname}`);

const names = [];
let [position, recordedAt, lastDay] = [0, 0, -Infinity];
let copy;
let [rows, size] = [[], 0];
/** Many rows at once: a write of each would cost more than all the rest. */
async function send(bytes) {
  rows.push(bytes);
  size += bytes.length;
  if (size > 1e6) await flush();
}
async function flush() {
  const wrote = copy.write(Buffer.concat(rows, size));
  [rows, size] = [[], 0];
  if (!wrote) await once(copy, 'drain');
}
const startedAt = performance.now();
let saidAt = startedAt;

/** Writes all days before one: what comes later happens on it or after it. */
async function writeUntil(until) {
  for (const day of [...days.keys()].filter((one) => one < until).sort((a, b) => a - b)) {
    // What had not begun when its day was written, as a stream of the day before, is recorded late.
    const events = days.get(day).sort((a, b) => a.at - b.at || a.number - b.number || a.revision - b.revision);
    days.delete(day);
    lastDay = day;
    for (const { at, number, revision, id, type, metadata, data } of events) {
      recordedAt = Math.max(recordedAt, at);
      const bytes = row(
        int8(++position),
        int8(number),
        int8(revision),
        int8((recordedAt - epoch) * 1000),
        Buffer.from(id.replaceAll('-', ''), 'hex'),
        isJson,
        Buffer.from(type),
        Buffer.from(metadata),
        Buffer.from(data),
      );
      await send(bytes);
    }
  }
}
const columns = 'position, stream, revision, recorded_at, id, json, type, metadata, data';
copy = client.query(copyFrom(`copy event_node.events (${columns}) from stdin (format binary)`));
copy.write(header);
let begun = 0;
for (const one of streams({ complaints, seed })) {
  names.push(one.stream);
  envelopStream(one, names.length);
  if (one.stream.startsWith('complaint-')) begun++;
  const day = Math.floor(one.appends[0].at / dayMs);
  if (day > lastDay + 2) await writeUntil(day - 1);
  if (performance.now() - saidAt > 5_000) {
    saidAt = performance.now();
    process.stderr.write(
      `${begun} of ${complaints} complaints, ${position} events, ${Math.round(position / ((saidAt - startedAt) / 1000))}/s\n`,
    );
  }
}
await writeUntil(Infinity);
await flush();
copy.end(trailer);
await once(copy, 'finish');

copy = client.query(copyFrom('copy event_node.streams (stream, name) from stdin (format binary)'));
copy.write(header);
for (const [index, name] of names.entries()) await send(row(int8(index + 1), Buffer.from(name)));
await flush();
copy.end(trailer);
await once(copy, 'finish');
for (const { indexdef } of indexes) await client.query(indexdef);
await client.query(`update event_node.writer set head = $1, last_stream = $2, recorded_at = $3`, [
  position,
  names.length,
  new Date(recordedAt),
]);
await client.query('commit');
// A log that has been there for a while: autovacuum and a checkpoint have been by.
await client.query('vacuum analyze event_node.events, event_node.streams');
await client.query('checkpoint');
await client.end();
process.stdout.write(
  `${JSON.stringify({ complaints, events: position, streams: names.length, seconds: (performance.now() - startedAt) / 1000 })}\n`,
);
