import { hash as digest } from 'node:crypto';
import type { Actor, Decided, Event, EventType, Instant, Metadata, Origin } from '@redress/kernel';
import { canonicalJson } from './canonical-json.js';
import { DamagedHistory, UnknownEventVersion } from './errors.js';
import { sealValue, type SubjectKey } from './sealing.js';

/** What stands before the first event of a stream. */
export const genesisHash = '0'.repeat(64);

/** An event in the form in which it is stored and hashed: personal fields are ciphertext. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: object;
  readonly metadata: Metadata;
}

/** A stored event, with its place in the log where that is known. */
type PlacedEvent = StoredEvent & { readonly position?: bigint };

/** Everything that one append adds to its events. */
export interface EnvelopeContext {
  readonly stream: string;
  /** Revision of the stream's last event, -1 for a new stream. */
  readonly revision: number;
  readonly previousHash: string;
  readonly commandId: string;
  readonly commandDigest: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly origin: Origin;
  readonly policyVersions: Readonly<Record<string, number>>;
  /** Whose key seals the personal fields; null where there are none. */
  readonly subject: SubjectKey | null;
  /** Further subjects whom the first event concerns; it is sealed under the one above all the same. */
  readonly alsoConcerns?: readonly string[];
  readonly newId: () => string;
}

/** SHA-256, hex, over the RFC 8785 form of the stored event without its own hash. */
export function hashOf(event: StoredEvent): string {
  const { id, stream, revision, type, data } = event;
  // Left out as undefined: to copy all the others by a rest would take as long as to write them.
  const metadata = { ...event.metadata, hash: undefined };
  return digest('sha256', canonicalJson({ id, stream, revision, type, data, metadata }), 'hex');
}

/** Seals, stamps and chains the events of one append. Ids, nonces and ciphertext are made here, once per attempt. */
export function envelop(
  events: readonly Decided<Event>[],
  types: Readonly<Record<string, EventType>>,
  context: EnvelopeContext,
): StoredEvent[] {
  let previousHash = context.previousHash;
  return events.map((event, index) => {
    const type = types[event.type];
    if (!type) throw new Error(`event type ${event.type} is not declared`);
    const sealed = personalFieldsOf(event, type);
    const data = sealed.length > 0 ? sealFields(event.data, sealed, context.subject!) : event.data;
    const metadata: Omit<Metadata, 'hash'> = {
      schemaVersion: type.version,
      commandId: context.commandId,
      commandDigest: context.commandDigest,
      actor: context.actor,
      subjectIds: [...(sealed.length > 0 ? [context.subject!.id] : []), ...(index === 0 ? (context.alsoConcerns ?? []) : [])],
      $correlationId: context.correlationId,
      $causationId: context.causationId,
      occurredAt: event.occurredAt ?? context.occurredAt,
      ...(event.precision && { precision: event.precision }),
      origin: context.origin,
      policyVersions: context.policyVersions,
      previousHash,
    };
    const stored = { id: context.newId(), stream: context.stream, revision: context.revision + 1 + index, type: event.type, data };
    previousHash = hashOf({ ...stored, metadata: { ...metadata, hash: '' } });
    return { ...stored, metadata: { ...metadata, hash: previousHash } };
  });
}

/** Whether an event says anything personal: only then somebody's key is needed. */
export function isPersonal(event: Event, types: Readonly<Record<string, EventType>>): boolean {
  const type = types[event.type];
  return type !== undefined && personalFieldsOf(event, type).length > 0;
}

function personalFieldsOf({ data }: Event, { personal }: EventType): readonly string[] {
  const fields = data as Record<string, unknown>;
  return personal.filter((name) => fields[name] !== undefined && fields[name] !== null);
}

function sealFields(data: object, names: readonly string[], subject: SubjectKey): object {
  const fields = data as Record<string, unknown>;
  return { ...data, ...Object.fromEntries(names.map((name) => [name, sealValue(fields[name], subject)])) };
}

/**
 * Proves that one event is as it was written and, where `previousHash` is given, that it follows its predecessor.
 * @throws DamagedHistory naming stream, revision and reason
 */
export function verify(event: PlacedEvent, previousHash?: string): void {
  const { hash, previousHash: claimed } = event.metadata ?? {};
  const damaged = (reason: string) => new DamagedHistory(event.stream, event.revision, reason, event.id, event.position);
  if (hash === undefined) throw damaged('the event carries no envelope');
  if (hashOf(event) !== hash) throw damaged('the event differs from its hash');
  if (previousHash !== undefined && claimed !== previousHash) throw damaged('the event does not follow the one before it');
}

/**
 * Verifies a stream, from its first event on or from where it was verified before, in order and without a gap; returns the last hash.
 * @param previousHash the hash of the event before `fromRevision`
 */
export function verifyChain(events: Iterable<PlacedEvent>, fromRevision = 0, previousHash = genesisHash): string {
  let revision = fromRevision;
  for (const event of events) {
    if (event.revision !== revision) throw new DamagedHistory(event.stream, revision, `revision ${revision} is missing`);
    verify(event, previousHash);
    previousHash = event.metadata.hash;
    revision += 1;
  }
  return previousHash;
}

/** Lifts stored data to today's version of its type. */
export function upcast(event: PlacedEvent, types: Readonly<Record<string, EventType>>): object {
  const type = types[event.type];
  const { schemaVersion } = event.metadata;
  const unknown = (version: number) => new UnknownEventVersion(event.stream, event.revision, event.type, version, event.id, event.position);
  if (!type || schemaVersion > type.version) throw unknown(schemaVersion);
  let data = event.data;
  for (let version = schemaVersion; version < type.version; version += 1) {
    const step = type.upcasts?.[version];
    if (!step) throw unknown(version);
    data = step(data);
  }
  return data;
}
