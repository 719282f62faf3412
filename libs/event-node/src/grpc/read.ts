import { SlowRegexError } from '../filter/guarded-regex.js';
import { messageOf } from '../log/failures.js';
import { pages } from '../log/reader.js';
import type { StreamInfo } from '../log/reader.js';
import { Outbox } from './outbox.js';
import type { ReadCall } from './outbox.js';
import { toReadPlan } from './read-request.js';
import type { ReadPlan } from './read-request.js';
import type { Services } from './services.js';
import { CallError, invalidArgument, streamDeleted, toCallError, unknownError } from './statuses.js';
import { followAll } from './subscribe-all.js';
import { followStream } from './subscribe-stream.js';

/** Streams.Read: reads and subscriptions. Every call ends with a status. */
export function read(services: Services) {
  return (call: ReadCall): void => void answer(call, services);
}

async function answer(call: ReadCall, services: Services): Promise<void> {
  const end = (error: CallError): void => void call.emit('error', error);
  const forget = services.calls.add(end);
  let stopAsking: (() => void) | undefined;
  try {
    const plan = toReadPlan(call.request);
    const stream = 'stream' in plan ? plan.stream : '$all';
    if (plan.kind === 'follow-stream' || plan.kind === 'follow-all') stopAsking = await services.access.follow(call, stream, end);
    else await services.access.check(call, 'read', stream);
    const outbox = new Outbox(call, plan.uuid, plan.resolveLinks ? (links) => services.reader.resolve(links) : undefined);
    await run(plan, outbox, services);
    if (!outbox.closed) call.end();
  } catch (error) {
    if (call.cancelled || call.destroyed || call.writableEnded) return;
    const failure = error instanceof SlowRegexError ? invalidArgument(error.message) : toCallError(error);
    if (!(error instanceof CallError)) services.log.warn({ reason: messageOf(error) }, 'a read ended early');
    call.emit('error', failure);
  } finally {
    forget();
    stopAsking?.();
  }
}

function run(plan: ReadPlan, outbox: Outbox, services: Services): Promise<void> {
  switch (plan.kind) {
    case 'read-stream':
      services.activity.reads++;
      return readStream(plan, outbox, services);
    case 'read-all':
      services.activity.reads++;
      return readAll(plan, outbox, services);
    case 'follow-stream':
      return followStream(plan, outbox, services);
    case 'follow-all':
      return followAll(plan, outbox, services);
  }
}

/** Reads one stream up to its last event at the time of the call, or until the client has what it asked for. @throws CallError */
async function readStream(plan: Extract<ReadPlan, { kind: 'read-stream' }>, outbox: Outbox, { reader }: Services): Promise<void> {
  const { stream, direction } = plan;
  const info = await reader.stream(stream);
  if (info.kind === 'deleted') throw streamDeleted(stream);
  if (info.kind === 'missing') {
    outbox.streamNotFound(stream);
    return;
  }

  const { number, revision: last, first } = info;
  const forwards = direction === 'forwards';
  const asked = plan.from === 'start' ? 0 : plan.from === 'end' ? last : plan.from;
  const from = forwards ? Math.max(asked, first) : Math.min(asked, last);
  const all = pages(
    from,
    (revision, limit) => reader.streamPage(stream, number, revision, direction, limit),
    (page) => page.events.at(-1)!.revision + (forwards ? 1 : -1),
    Math.min(plan.count, Math.max(0, forwards ? last - from + 1 : from - first + 1)),
  );
  if (forwards && plan.tellEnds) {
    const next = nextReadable(asked, Math.min(SERVER_PAGE, plan.count), info);
    if (next !== undefined) outbox.firstStreamPosition(next);
  }
  for await (const page of all) {
    for await (const run of outbox.runs(page.events)) {
      for (const event of run) {
        if (!outbox.event(event)) await outbox.room();
        if (outbox.closed) return;
      }
    }
  }
  if (plan.tellEnds) outbox.lastStreamPosition(last);
}

/** Events in a page of the server's own reading. */
const SERVER_PAGE = 32;

/**
 * What a reader is told that begins where nothing can be read: the revision at which it could go on. The server tells it only when its first
 * page is empty.
 */
function nextReadable(asked: number, page: number, { first, revision: last }: StreamInfo): number | undefined {
  if (asked + page - 1 < first) return first;
  if (Math.max(asked, first) > last && asked !== last + 1) return last + 1;
  return undefined;
}

/** Reads `$all` up to its end, or until the client has what it asked for. @throws CallError */
async function readAll(plan: Extract<ReadPlan, { kind: 'read-all' }>, outbox: Outbox, { reader, recent }: Services): Promise<void> {
  const { direction, filter, count } = plan;
  const forwards = direction === 'forwards';
  if (!forwards && typeof plan.from === 'number' && plan.from > recent.head + 1) {
    throw unknownError('Unexpected ReadAllResult: InvalidPosition. The log ends before it.');
  }
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
    const events = wanted ? page.events.filter((_, index) => wanted[index]) : page.events;
    for await (const run of outbox.runs(events)) {
      for (const event of run) {
        if (sent === count) return;
        sent++;
        if (!outbox.event(event)) await outbox.room();
        if (outbox.closed) return;
      }
    }
    if (sent === count) return;
  }
}
