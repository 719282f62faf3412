import { decide } from './decide.js';
import type { Target, Written } from './decide.js';
import { DELETED, NO_REVISION } from './events.js';
import type { Append, AppendOutcome, ProposedEvent, RecordedEvent } from './events.js';
import {
  isMetastream,
  isSoftDeleted,
  lowestReadable,
  METADATA_TYPE,
  metadataOfMetastream,
  metastreamOf,
  originalOf,
  parseMetadata,
  undeleted,
} from './stream-metadata.js';
import type { StreamMetadata } from './stream-metadata.js';

/** A stream's key in the database, null before its first event, and the revision of its last event. */
export interface Place {
  readonly number: number | null;
  readonly revision: number;
}

/** What the writer knows of a stream and of its metadata stream, which are remembered together under the stream's name. */
export interface StreamState {
  readonly self: Place;
  readonly meta: Place;
  readonly metadata: StreamMetadata;
  /** The metadata as it was written, if it says that the stream is deleted. */
  readonly deletion?: Uint8Array;
}

/** What a group of appends needs to know of the log before it is decided. */
export interface Known {
  /** @param name one of `namesOf` each append */
  state(name: string): StreamState;
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
  readonly states: ReadonlyMap<string, StreamState>;
  /** In the order of the appends. */
  readonly outcomes: readonly AppendOutcome[];
}

export const nowhere: Place = { number: null, revision: NO_REVISION };
const none: readonly Written[] = [];

/** Names under which the states are kept that an append to this stream may depend on, the one that holds its own place first. */
export function namesOf(stream: string): string[] {
  return isMetastream(stream) ? [originalOf(stream), stream] : [stream];
}

/** True if the decision on this append may depend on ids that are already in the log. */
export function needsIds({ stream, expected, events, deletion }: Append, state: StreamState | undefined): boolean {
  // The id of a deletion is made here, so it is nowhere yet.
  if (events.length === 0 || deletion) return false;
  if (!state) return true;
  const { revision } = isMetastream(stream) ? state.meta : state.self;
  if (revision === NO_REVISION) return false;
  return typeof expected !== 'number' || expected < revision;
}

/**
 * Decides a group of appends in order; each sees the effects of those before it. Pure: nothing is remembered if the commit fails.
 *
 * @param now milliseconds since the Unix epoch; a clock that runs backwards is held at the last recorded time
 * @param newId makes ids for what the log itself adds: metadata that makes a deleted stream readable again
 */
export function planGroup(appends: readonly Append[], known: Known, before: Head, now: number, newId: () => string): Plan {
  const group = new Group(known, before, Math.max(now, before.recordedAt), newId);
  const outcomes = appends.map((append) => group.add(append));
  return group.plan(outcomes);
}

class Group {
  private readonly states = new Map<string, StreamState>();
  private readonly written = new Map<string, Written[]>();
  private readonly events: RecordedEvent[] = [];
  private readonly streamNumbers: number[] = [];
  private readonly newStreams: { number: number; name: string }[] = [];
  private position: number;
  private lastStream: number;

  constructor(
    private readonly known: Known,
    private readonly before: Head,
    private readonly recordedAt: number,
    private readonly newId: () => string,
  ) {
    this.position = before.position;
    this.lastStream = before.lastStream;
  }

  plan(outcomes: readonly AppendOutcome[]): Plan {
    const { before, events, streamNumbers, newStreams, states } = this;
    const after = events.length === 0 ? before : { position: this.position, lastStream: this.lastStream, recordedAt: this.recordedAt };
    return { before, after, events, streamNumbers, newStreams, states, outcomes };
  }

  add({ stream, expected, events, deletion }: Append): AppendOutcome {
    const target = this.target(stream);
    const ids = events.map((event) => event.id);
    const decision = decide(expected, target, ids, (id) => this.find(stream, id));
    if (decision.kind === 'stream-deleted') return decision;
    if (decision.kind === 'wrong-expected-revision') return { kind: 'wrong-expected-revision', current: target.revision };
    if (decision.kind === 'idempotent') return this.answerAgain(stream, target, decision.last);

    if (deletion === 'hard') return this.write(stream, events, DELETED);
    if (deletion === 'soft') {
      // Where the metadata has ended for ever, nothing can say that the stream is deleted.
      if (this.state(stream).meta.revision === DELETED) return { kind: 'stream-deleted' };
      if (target.revision === NO_REVISION && !target.hasMetadata) return { kind: 'wrong-expected-revision', current: NO_REVISION };
      return this.write(metastreamOf(stream), events);
    }
    const revive = isMetastream(stream) ? this.state(originalOf(stream)).deletion !== undefined : target.softDeleted;
    const outcome = this.write(stream, events);
    if (revive) this.revive(stream, target.revision + 1);
    return outcome;
  }

  /** The same answer as the first time, but for a position that cannot be read any more. */
  private answerAgain(stream: string, target: Target, { revision, position, recordedAt }: Written): AppendOutcome {
    const metadata = isMetastream(stream) ? metadataOfMetastream : this.state(stream).metadata;
    const readable =
      revision >= lowestReadable(metadata, target.revision) &&
      (metadata.maxAgeMs === undefined || recordedAt >= this.recordedAt - metadata.maxAgeMs);
    return { kind: 'committed', revision, position: readable ? position : null };
  }

  /** Writing to a deleted stream or to its metadata makes it readable again, from behind its former last event. */
  private revive(stream: string, next: number): void {
    const original = isMetastream(stream) ? originalOf(stream) : stream;
    const metastream = metastreamOf(original);
    const metadata = isMetastream(stream)
      ? (this.events.findLast((event) => event.stream === metastream)?.data ?? this.state(original).deletion)
      : this.state(original).deletion;
    const data = metadata && undeleted(metadata, isMetastream(stream) ? this.state(original).self.revision + 1 : next);
    if (data) this.write(metastream, [{ id: this.newId(), type: METADATA_TYPE, json: true, metadata: new Uint8Array(), data }]);
  }

  private write(stream: string, events: readonly ProposedEvent[], revisionOfOne?: number): AppendOutcome {
    const [name] = namesOf(stream) as [string];
    const state = this.state(name);
    const place = isMetastream(stream) ? state.meta : state.self;
    // The server keeps a record of it, at a position of its own; here it is the end of the log so far.
    if (events.length === 0) return { kind: 'committed', revision: place.revision, position: this.position };

    let { number, revision } = place;
    if (number === null) {
      number = ++this.lastStream;
      this.newStreams.push({ number, name: stream });
    }
    for (const { id, type, json, metadata, data } of events) {
      revision = revisionOfOne ?? revision + 1;
      const position = ++this.position;
      const { recordedAt } = this;
      this.events.push({ position, stream, revision, recordedAt, id, type, json, metadata, data });
      this.streamNumbers.push(number);
      const key = `${stream}\n${id}`;
      const places = this.written.get(key);
      if (places) places.push({ revision, position, recordedAt });
      else this.written.set(key, [{ revision, position, recordedAt }]);
    }
    const now: Place = { number, revision };
    this.states.set(name, isMetastream(stream) ? { self: state.self, meta: now, ...settingsIn(events.at(-1)!) } : { ...state, self: now });
    return { kind: 'committed', revision, position: this.position };
  }

  private target(stream: string): Target {
    const state = this.state(namesOf(stream)[0]!);
    if (!isMetastream(stream)) {
      return { revision: state.self.revision, softDeleted: state.deletion !== undefined, hasMetadata: state.meta.revision !== NO_REVISION };
    }
    // The metadata of a stream for ever deleted is so too; else it cannot be deleted softly.
    const revision = state.self.revision === DELETED ? DELETED : state.meta.revision;
    return { revision, softDeleted: false, hasMetadata: this.state(stream).meta.revision !== NO_REVISION };
  }

  private state(name: string): StreamState {
    return this.states.get(name) ?? this.known.state(name);
  }

  private find(stream: string, id: string): readonly Written[] {
    const inGroup = this.written.get(`${stream}\n${id}`);
    const inLog = this.known.find(stream, id);
    return inGroup ? [...inLog, ...inGroup] : inLog.length > 0 ? inLog : none;
  }
}

/** What a metadata stream's last event says, without the rules, which do not concern the writer and may be long. */
export function settingsIn(event: { json: boolean; data: Uint8Array }): Pick<StreamState, 'metadata' | 'deletion'> {
  const { acl: _, ...metadata } = parseMetadata(event);
  // A copy: the data is a piece of a whole request, which would be remembered with it.
  return isSoftDeleted(metadata) ? { metadata, deletion: new Uint8Array(event.data) } : { metadata };
}

/** About 250 bytes each. */
const CAPACITY = 50_000;
/** A deleted stream whose metadata is longer is looked up again. */
const LONGEST_DELETION = 4_096;

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
    if (state.deletion && state.deletion.length > LONGEST_DELETION) return;
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
