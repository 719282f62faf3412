import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { Cause } from './replay-why.js';

/*
 * What led to an event, followed back over streams. An event names what caused it by id, and not in which stream that is: it is in its own, or in
 * one that it or its neighbours name.
 */

/** Reads a stream; empty if there is none. */
type ReadStream = (stream: string) => Promise<readonly Recorded[]>;

/** Longer than any chain that is built: what goes in a circle ends. */
const longest = 32;
/** So many other streams are looked into for one cause. */
const mostStreams = 50;

/** Fields of event data that name something with a stream of its own. */
const naming: Readonly<Record<string, string>> = {
  complaintId: 'complaint-',
  complaints: 'complaint-',
  incidentId: 'incident-',
  improvementId: 'improvement-',
  erasureId: 'erasure-',
};

/** The causes of an event, the nearest first; each stream is read once for all that are asked for. */
export class Causes {
  private readonly streams = new Map<string, Promise<readonly Recorded[]>>();

  constructor(
    private readonly read: ReadStream,
    own: readonly Recorded[],
  ) {
    if (own[0]) this.streams.set(own[0].stream, Promise.resolve(own));
  }

  async of(event: Recorded): Promise<readonly Cause[]> {
    const causes: Cause[] = clockOf(event as Recorded<ComplaintEvent>);
    for (let at = event; causes.length < longest;) {
      const { commandId, $causationId, actor, origin, occurredAt } = at.metadata;
      if ($causationId === commandId) return [...causes, { kind: 'command', id: commandId, by: actor.sub, origin, at: occurredAt }];
      const cause = await this.find($causationId, at);
      if (!cause) return [...causes, { kind: 'elsewhere', id: $causationId }];
      const { id, type, stream, revision, metadata, recordedAt } = cause;
      causes.push({ kind: 'event', id, type, stream, revision, by: metadata.actor.sub, occurredAt: metadata.occurredAt, recordedAt });
      at = cause;
    }
    return causes;
  }

  /** An event of this id, or the first that came of the command of this id. */
  private async find(id: string, event: Recorded): Promise<Recorded | undefined> {
    const own = await this.streamOf(event.stream);
    const found = foundIn(own, id, event);
    if (found) return found;
    const others = new Set([...namedIn([event]), ...namedIn(own.slice(0, event.revision + 1))]);
    for (const stream of [...others].slice(0, mostStreams)) {
      const there = foundIn(await this.streamOf(stream), id, event);
      if (there) return there;
    }
    return undefined;
  }

  private streamOf(stream: string): Promise<readonly Recorded[]> {
    let events = this.streams.get(stream);
    if (!events) this.streams.set(stream, (events = this.read(stream)));
    return events;
  }
}

/** Causes come before what they cause. */
function foundIn(events: readonly Recorded[], id: string, before: Recorded): Recorded | undefined {
  return events.find((one) => (one.id === id || one.metadata.commandId === id) && one.position < before.position);
}

function namedIn(events: readonly Recorded[]): string[] {
  return events.flatMap(({ data }) => [...namesIn(data)]);
}

function* namesIn(data: object): Generator<string> {
  for (const [name, value] of Object.entries(data) as [string, unknown][]) {
    const prefix = naming[name];
    if (typeof value === 'string') {
      if (prefix) yield `${prefix}${value}`;
    } else if (Array.isArray(value)) {
      for (const one of value as unknown[]) {
        if (typeof one === 'string' && prefix) yield `${prefix}${one}`;
        else if (typeof one === 'object' && one !== null) yield* namesIn(one);
      }
    } else if (typeof value === 'object' && value !== null) yield* namesIn(value);
  }
}

/** What a clock said of itself happened because time went by. */
function clockOf(event: Recorded<ComplaintEvent>): Cause[] {
  if (event.type === 'DeadlineMissed') return [{ kind: 'clock', clock: event.data.clock, at: event.data.due }];
  if (event.type === 'DeadlineWarned') return [{ kind: 'clock', clock: event.data.clock, at: event.metadata.occurredAt }];
  return [];
}
