import { SlowRegexError } from '../filter/guarded-regex.js';
import { messageOf } from '../log/failures.js';
import { pages } from '../log/reader.js';
import { Outbox } from './outbox.js';
import type { ReadCall } from './outbox.js';
import { toReadPlan } from './read-request.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';
import { CallError, invalidArgument, toCallError } from './statuses.js';
import { followAll } from './subscribe-all.js';
import { followStream } from './subscribe-stream.js';

/** Streams.Read: reads and subscriptions. Every call ends with a status. */
export function read(services: Services) {
  return (call: ReadCall): void => void answer(call, services);
}

async function answer(call: ReadCall, services: Services): Promise<void> {
  const forget = services.calls.add((error) => call.emit('error', error));
  try {
    const plan = toReadPlan(call.request);
    const outbox = new Outbox(call, plan.uuid);
    await run(plan, outbox, services);
    if (!outbox.closed) call.end();
  } catch (error) {
    if (call.cancelled || call.destroyed || call.writableEnded) return;
    const failure = error instanceof SlowRegexError ? invalidArgument(error.message) : toCallError(error);
    if (!(error instanceof CallError)) services.log.warn({ reason: messageOf(error) }, 'a read ended early');
    call.emit('error', failure);
  } finally {
    forget();
  }
}

function run(plan: ReadPlan, outbox: Outbox, services: Services): Promise<void> {
  switch (plan.kind) {
    case 'read-stream':
      return readStream(plan, outbox, services);
    case 'read-all':
      return readAll(plan, outbox, services);
    case 'follow-stream':
      return followStream(plan, outbox, services);
    case 'follow-all':
      return followAll(plan, outbox, services);
  }
}

/** Reads one stream up to its last event at the time of the call, or until the client has what it asked for. */
async function readStream(plan: Extract<ReadPlan, { kind: 'read-stream' }>, outbox: Outbox, { reader }: Services): Promise<void> {
  const { stream, direction } = plan;
  const info = await reader.stream(stream);
  if (!info) {
    outbox.streamNotFound(stream);
    return;
  }

  const forwards = direction === 'forwards';
  const from = plan.from === 'start' ? 0 : plan.from === 'end' ? (forwards ? info.revision + 1 : info.revision) : plan.from;
  const within = Math.max(0, forwards ? info.revision - from + 1 : Math.min(from, info.revision) + 1);
  const all = pages(
    from,
    (revision, limit) => reader.streamPage(stream, info.number, revision, direction, limit),
    (page) => page.events.at(-1)!.revision + (forwards ? 1 : -1),
    Math.min(plan.count, within),
  );
  let sent = 0;
  for await (const page of all) {
    for (const event of page.events) {
      if (!outbox.event(event)) await outbox.room();
      if (outbox.closed) return;
    }
    sent += page.events.length;
  }

  if (!plan.tellEnds) return;
  if (forwards && sent === 0 && from !== info.revision + 1) outbox.firstStreamPosition(info.revision + 1);
  outbox.lastStreamPosition(info.revision);
}

/** Reads `$all` up to its end, or until the client has what it asked for. */
async function readAll(plan: Extract<ReadPlan, { kind: 'read-all' }>, outbox: Outbox, { reader, recent }: Services): Promise<void> {
  const { direction, filter, count } = plan;
  const forwards = direction === 'forwards';
  const from = plan.from === 'start' ? 0 : plan.from === 'end' ? recent.head + 1 : Math.min(plan.from, recent.head + 1);
  const all = pages(
    from,
    (position, limit) => reader.allPage(position, direction, limit),
    (page) => page.events.at(-1)!.position + (forwards ? 1 : 0),
    filter ? Infinity : count,
  );
  let sent = 0;
  for await (const page of all) {
    const wanted = filter?.test(page.events);
    for (const [index, event] of page.events.entries()) {
      if (wanted && !wanted[index]) continue;
      if (sent === count) return;
      sent++;
      if (!outbox.event(event)) await outbox.room();
      if (outbox.closed) return;
    }
    if (sent === count || outbox.closed) return;
  }
}
