import { decide } from './decide.js';
import type { Written } from './decide.js';
import { NO_REVISION } from './events.js';
import type { Append, AppendOutcome, ProposedEvent, RecordedEvent } from './events.js';

/** What the writer knows of a stream. `number` is its key in the database, null before its first event. */
export interface StreamState {
  readonly number: number | null;
  readonly revision: number;
}

/** What a group of appends needs to know of the log before it is decided. */
export interface Known {
  stream(name: string): StreamState;
  /** All places of an event id in a stream, ascending. */
  find(stream: string, id: string): readonly Written[];
}

/** The end of the log before the group. */
export interface Head {
  readonly position: number;
  readonly lastStream: number;
  readonly recordedAt: number;
}

/** A decided group: rows for one statement and the answer of each append, valid once that statement is committed. */
export interface Plan {
  readonly before: Head;
  readonly after: Head;
  readonly events: readonly RecordedEvent[];
  /** Key of the stream of each event, in the order of `events`. */
  readonly streamNumbers: readonly number[];
  readonly newStreams: readonly { readonly number: number; readonly name: string }[];
  readonly streams: ReadonlyMap<string, StreamState>;
  /** In the order of the appends. */
  readonly outcomes: readonly AppendOutcome[];
}

const none: readonly Written[] = [];

/** True if the decision on this append may depend on ids that are already in the log. */
export function needsIds(append: Append, state: StreamState | undefined): boolean {
  if (append.events.length === 0) return false;
  if (!state) return true;
  if (state.revision === NO_REVISION) return false;
  return typeof append.expected !== 'number' || append.expected < state.revision;
}

/**
 * Decides a group of appends in order; each sees the effects of those before it. Pure: nothing is remembered if the commit fails.
 *
 * @param now milliseconds since the Unix epoch; a clock that runs backwards is held at the last recorded time
 */
export function planGroup(appends: readonly Append[], known: Known, before: Head, now: number): Plan {
  const recordedAt = Math.max(now, before.recordedAt);
  const streams = new Map<string, StreamState>();
  const written = new Map<string, Written[]>();
  const events: RecordedEvent[] = [];
  const streamNumbers: number[] = [];
  const newStreams: { number: number; name: string }[] = [];
  let { position, lastStream } = before;

  const outcomes = appends.map((append): AppendOutcome => {
    const { stream, expected } = append;
    const state = streams.get(stream) ?? known.stream(stream);
    const find = (id: string): readonly Written[] => {
      const inGroup = written.get(`${stream}\n${id}`);
      const inLog = state.number === null ? none : known.find(stream, id);
      return inGroup ? [...inLog, ...inGroup] : inLog;
    };
    const ids = append.events.map((event) => event.id);
    const decision = decide(expected, state.revision, ids, find);
    if (decision.kind === 'wrong-expected-revision') return { kind: 'wrong-expected-revision', current: state.revision };
    if (decision.kind === 'idempotent') return { kind: 'committed', ...decision.last };
    if (append.events.length === 0) return { kind: 'committed', revision: state.revision, position: null };

    let { number, revision } = state;
    if (number === null) {
      number = ++lastStream;
      newStreams.push({ number, name: stream });
    }
    for (const event of append.events) {
      events.push(record(event, stream, ++revision, ++position, recordedAt));
      streamNumbers.push(number);
      const key = `${stream}\n${event.id}`;
      const places = written.get(key);
      if (places) places.push({ revision, position });
      else written.set(key, [{ revision, position }]);
    }
    streams.set(stream, { number, revision });
    return { kind: 'committed', revision, position };
  });

  const after = events.length === 0 ? before : { position, lastStream, recordedAt };
  return { before, after, events, streamNumbers, newStreams, streams, outcomes };
}

function record(event: ProposedEvent, stream: string, revision: number, position: number, recordedAt: number): RecordedEvent {
  const { id, type, json, metadata, data } = event;
  return { position, stream, revision, recordedAt, id, type, json, metadata, data };
}

/** About 150 bytes each. */
const CAPACITY = 50_000;

/**
 * What the writer remembers of streams it wrote or looked up, the one not written for the longest time out first.
 *
 * Only committed state may enter, and only the one writer may keep it: it is dropped whenever another writer or a lost connection may have
 * changed the log.
 */
export class KnownStreams {
  private readonly states = new Map<string, StreamState>();

  get(name: string): StreamState | undefined {
    return this.states.get(name);
  }

  set(name: string, state: StreamState): void {
    this.states.delete(name);
    this.states.set(name, state);
    if (this.states.size > CAPACITY) {
      for (const oldest of this.states.keys()) {
        this.states.delete(oldest);
        break;
      }
    }
  }

  clear(): void {
    this.states.clear();
  }
}
