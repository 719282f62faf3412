// A process that appends until it is told to finish, and tells each acknowledgement to its parent at once.
//
// An append whose outcome is unknown is sent again with the same ids and the same expectation, until it is answered: the protocol's users
// must do the same. Each event says in its data to which append it belongs, so that whoever reads the log knows what is whole.
import { setTimeout as delay } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { Chance } from './basics.mjs';

const { name, seed, lanes, incarnation, urls, patienceMs, restMs } = JSON.parse(process.argv[2]);

/** After these nobody knows whether the append is in the log. */
const unknownOutcomes = new Set(['unavailable', 'timeout', 'cancelled', 'deadline-exceeded', 'unknown']);
const credentials = { username: 'admin', password: 'changeit' };

let finishing = false;
process.on('message', () => (finishing = true));
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => {
  // The client's: an answer that comes behind an error of the same call or another finds nobody who waits. Its append is sent again.
  if (error instanceof TypeError && /batchAppend/.test(error.stack)) return;
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

let turn = 0;
let client = EventStoreDBClient.connectionString(urls[0]);

/** A silent node: the next one, with a new connection. Many lanes may ask for it; the first does it. */
function turnFrom(silent) {
  if (client !== silent) return;
  turn += 1;
  client = EventStoreDBClient.connectionString(urls[turn % urls.length]);
  void silent.dispose().catch(() => undefined);
}

const tell = (message) => process.send(message);

/** Sends one append until it has an answer. Returns undefined if the answer is a wrong expected revision. */
async function append(stream, key, size, options) {
  const events = Array.from({ length: size }, (_, index) =>
    jsonEvent({ type: `Kind${index % 4}`, data: { append: key, index, of: size, filling: 'x'.repeat(200) } }),
  );
  for (let attempt = 1; ; attempt++) {
    const current = client;
    const timer = new AbortController();
    try {
      const silence = delay(patienceMs, 'silence', { signal: timer.signal });
      silence.catch(() => undefined);
      const answer = current.appendToStream(stream, events, options);
      answer.catch(() => undefined);
      const result = await Promise.race([answer, silence]);
      if (result !== 'silence') {
        const revision = Number(result.nextExpectedRevision);
        tell({ append: key, stream, size, revision, position: result.position ? Number(result.position.commit) : null, attempt });
        return revision;
      }
      turnFrom(current);
    } catch (error) {
      if (error.type === 'wrong-expected-version') return undefined;
      // The client's own "Channel closed before call started" has a status only.
      if (!unknownOutcomes.has(error.type) && error.code !== status.UNAVAILABLE) {
        tell({ violation: `append ${key} to ${stream} was refused: ${error.type ?? error.name}: ${error.message}` });
        return undefined;
      }
      if (urls.length > 1) turnFrom(current);
      await delay(10);
    } finally {
      timer.abort();
    }
  }
}

async function lastRevisionOf(stream) {
  for (;;) {
    try {
      for await (const { event } of client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 })) {
        return event.revision;
      }
      return undefined;
    } catch (error) {
      if (error.type === 'stream-not-found') return undefined;
      await delay(10);
    }
  }
}

/** Each lane sends one append after the other, in one of the four ways that users have. */
async function lane(index) {
  const chance = new Chance(seed * 1_000 + index * 10 + incarnation);
  const way = ['exact', 'any', 'unary', 'new'][index % 4];
  const stream = { exact: `own-${name}-${index}`, unary: `own-${name}-${index}`, any: `shared-${index % 2}` }[way];
  const owned = way === 'exact' || way === 'unary';
  let last = owned && incarnation > 0 ? await lastRevisionOf(stream) : undefined;
  let first = true;
  for (let number = 0; !finishing; number++) {
    const key = `${name}.${incarnation}/${index}-${number}`;
    const size = chance.next() < 0.6 ? 1 : chance.between(2, 12);
    const expectedRevision = owned ? (last ?? NO_STREAM) : NO_STREAM;
    const options = way === 'any' ? {} : { expectedRevision };
    const revision = await append(stream ?? `new-${key}`, key, size, way === 'unary' ? { ...options, credentials } : options);
    if (revision !== undefined) {
      if (owned) last = BigInt(revision);
    } else if (owned && first && incarnation > 0) {
      // An append of the process that was killed came in behind our look at the stream.
      last = await lastRevisionOf(stream);
      number -= 1;
      continue;
    } else {
      tell({ violation: `append ${key}: wrong expected revision ${String(expectedRevision)} though nobody else writes to its stream` });
      return;
    }
    first = false;
    if (restMs > 0) await delay(restMs);
  }
}

await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
tell({ finished: true });
