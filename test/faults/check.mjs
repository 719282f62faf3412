// What must hold of a log after any fault. Pure: everything arrives as data, and what does not hold is returned as sentences.

/**
 * @param log events in the order of `$all`: { position, stream, revision, id, type, append, index, of }
 * @param acknowledged appends with their answers: { append, stream, size, revision, position }, position null if none was told
 * @param followers { name, seen: ids in the order they came, expects: whether an event is for it }
 * @returns what does not hold, at most a few sentences of each kind
 */
export function violationsOf({ log, acknowledged = [], followers = [] }) {
  return [...ofOrder(log), ...ofWholeness(log), ...ofAcknowledged(log, acknowledged), ...ofFollowers(log, followers)];
}

/** Positions rise, revisions have no gap, no event is there twice. */
function ofOrder(log) {
  const found = [];
  const revisions = new Map();
  const ids = new Set();
  let before = -1;
  for (const { position, stream, revision, id } of log) {
    if (position <= before) found.push(`position ${position} comes behind ${before}`);
    before = position;
    const expected = (revisions.get(stream) ?? -1) + 1;
    if (revision !== expected) found.push(`${stream} has revision ${revision} where ${expected} belongs`);
    revisions.set(stream, revision);
    if (ids.has(id)) found.push(`event ${id} is there twice, again at ${position}`);
    ids.add(id);
  }
  return found.slice(0, 10);
}

/** An append is there whole, once and side by side, or not at all. */
function ofWholeness(log) {
  const found = [];
  const seen = new Set();
  for (let at = 0; at < log.length;) {
    const { append, of, stream, revision, position } = log[at];
    if (append === undefined) {
      at += 1;
      continue;
    }
    if (seen.has(append)) found.push(`append ${append} is there twice or torn apart, again at ${position}`);
    seen.add(append);
    let index = 0;
    while (index < of) {
      const event = log[at + index];
      if (event?.append !== append || event.index !== index || event.stream !== stream || event.revision !== revision + index) break;
      index += 1;
    }
    if (index < of) found.push(`append ${append} at ${position} is half there: ${index} of ${of} events in place`);
    at += Math.max(index, 1);
  }
  return found.slice(0, 10);
}

/** Every acknowledged append is there, in its stream, at the revision and position of its answer, behind what its sender had an answer to. */
function ofAcknowledged(log, acknowledged) {
  const found = [];
  const lastOf = new Map();
  for (const event of log) lastOf.set(event.append, event);
  const lanes = new Map();
  for (const { append, stream, size, revision, position } of acknowledged) {
    const last = lastOf.get(append);
    if (!last) {
      found.push(`append ${append} to ${stream} was acknowledged at revision ${revision} and is lost`);
      continue;
    }
    if (last.stream !== stream || last.of !== size || last.revision !== revision) {
      found.push(`append ${append} was acknowledged at ${stream}@${revision} and ends at ${last.stream}@${last.revision}`);
    }
    if (position !== null && position !== last.position) {
      found.push(`append ${append} was acknowledged at position ${position} and is at ${last.position}`);
    }
    // A lane sends its next append when the last one is answered.
    const lane = append.slice(0, append.lastIndexOf('-'));
    if (last.position <= (lanes.get(lane) ?? -1))
      found.push(`append ${append} is in front of one that was acknowledged before it was sent`);
    lanes.set(lane, last.position);
  }
  return found.slice(0, 10);
}

/** A follower was given exactly its events, in the order of the log. */
function ofFollowers(log, followers) {
  return followers.flatMap(({ name, seen, expects }) => {
    const expected = log.filter((event) => expects(event)).map(({ id }) => id);
    const at = expected.findIndex((id, index) => seen[index] !== id);
    if (at < 0 && seen.length === expected.length) return [];
    const place = at < 0 ? expected.length : at;
    const kind = seen.indexOf(seen[place]) < place ? 'again' : expected.includes(seen[place]) ? 'too early' : 'unexpectedly';
    const was = seen[place] === undefined ? 'nothing' : `event ${seen[place]} ${kind}`;
    return [`follower ${name} was given ${was} as its event ${place + 1} of ${expected.length}`];
  });
}

/** The log as a node serves it, `$all` against every single stream. @returns { log, violations } */
export async function readLog(client) {
  const log = [];
  for await (const { event } of client.readAll()) {
    if (event.streamId.startsWith('$')) continue;
    const { append, index, of } = event.data ?? {};
    log.push({
      position: Number(event.position.commit),
      stream: event.streamId,
      revision: Number(event.revision),
      id: event.id,
      type: event.type,
      append,
      index,
      of,
    });
  }
  const violations = [];
  const streams = groupByStream(log);
  // One by one would be slow for streams of one event; a few of those stand for all.
  const chosen = [...streams.keys()].filter((name, index) => !name.startsWith('new-') || index % 16 === 0);
  for (const name of chosen) {
    const ids = [];
    for await (const { event } of client.readStream(name)) ids.push(event.id);
    const expected = streams.get(name).map(({ id }) => id);
    if (ids.length !== expected.length || ids.some((id, index) => id !== expected[index])) {
      violations.push(`${name} read by itself has ${ids.length} events, in $all ${expected.length}, or others`);
    }
  }
  return { log, violations };
}

function groupByStream(log) {
  const streams = new Map();
  for (const event of log) {
    const events = streams.get(event.stream);
    if (events) events.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}
