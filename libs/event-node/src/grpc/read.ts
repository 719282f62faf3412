import { SlowRegexError } from '../filter/guarded-regex.js';
import { messageOf } from '../log/failures.js';
import { Outbox } from './outbox.js';
import type { ReadCall } from './outbox.js';
import { readAll } from './read-all.js';
import { toReadPlan } from './read-request.js';
import type { ReadPlan } from './read-request.js';
import { readStream } from './read-stream.js';
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
