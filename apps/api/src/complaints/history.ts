import type { EventStore } from '@redress/event-store';
import { complaintStream } from '@redress/commands';
import type { ComplaintEvent } from '@redress/complaint';
import type { Instant, Metadata, Recorded } from '@redress/kernel';
import { foldDetail, type ComplaintDetail } from '@redress/views';
import { HttpProblem } from '../http/problem.js';

/** Where to stop reading a history: any of them; the earliest cut wins. */
export interface Cut {
  readonly revision?: number;
  /** Business time: what had happened by then. */
  readonly asOf?: Instant;
  /** Recorded time: what was known by then. */
  readonly knownAt?: Instant;
}

export type ComplaintHistory = readonly Recorded<ComplaintEvent>[];

/**
 * The whole history; the cut only has to exist.
 * @throws HttpProblem 404 if nothing was received under this id, or the revision is not reached
 */
export async function readHistory(store: Pick<EventStore, 'read'>, complaintId: string, cut: Cut = {}): Promise<ComplaintHistory> {
  const events = (await store.read(complaintStream(complaintId))) as Recorded<ComplaintEvent>[];
  if (events.length === 0) throw new HttpProblem(404, 'no-such-complaint', 'no complaint was received under this id');
  if (cut.revision !== undefined && cut.revision >= events.length) {
    throw new HttpProblem(404, 'no-such-revision', `the complaint's last revision is ${events.length - 1}`, { last: events.length - 1 });
  }
  return events;
}

/** Whether an event counts at the cut. What was wrong on the form was wrong from the first: corrections are cut by when they were known alone, as in reports. */
export function isWithin(cut: Cut, event: ComplaintHistory[number]): boolean {
  const { revision = Infinity, asOf, knownAt } = cut;
  return (
    event.revision <= revision &&
    (asOf === undefined || event.type === 'Corrected' || event.metadata.occurredAt <= asOf) &&
    (knownAt === undefined || event.recordedAt <= knownAt)
  );
}

/** The case as it stood after these events. */
export function detailAfter(events: ComplaintHistory): ComplaintDetail {
  let detail: ComplaintDetail | undefined;
  // An imported event may be older than the receipt that comes before it.
  if (events[0]?.type === 'Received') for (const event of events) detail = foldDetail(detail, event);
  if (!detail) throw new HttpProblem(404, 'not-yet-received', 'at that time the complaint had not been received');
  return detail;
}

/** The events of a history as they are told: what each changed does not depend on which of the others are asked for. */
export function itemsOf(history: ComplaintHistory): HistoryItem[] {
  const changes = changesOf(history);
  return history.map(({ data, metadata, ...event }) => {
    const { commandDigest: _, ...envelope } = metadata;
    return { ...event, position: event.position.toString(), ...envelope, data, changes: changes[event.revision]! };
  });
}

/** What an event changed in a field of the case; null: there was, or is, nothing. */
type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** One event as it is told. */
export interface HistoryItem extends Omit<Metadata, 'commandDigest'> {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** In the log. */
  readonly position: string;
  readonly recordedAt: Instant;
  readonly type: ComplaintEvent['type'];
  /** As its type has it. */
  readonly data: ComplaintEvent['data'];
  readonly changes: readonly FieldChange[];
}

/** What each event changed in the case, by field. */
function changesOf(events: ComplaintHistory): readonly FieldChange[][] {
  let before: ComplaintDetail | undefined;
  return events.map((event) => {
    const after = foldDetail(before, event);
    const changes = differences((before ?? {}) as Record<string, unknown>, after as unknown as Record<string, unknown>);
    before = after;
    return changes;
  });
}

/** Moves with every event: saying so would tell nothing. */
const always = new Set(['revision', 'position', 'recordedAt', 'lastEventAt']);

/** What differs between two states of the case, by field; empty before it was received. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  return Object.keys(after)
    .filter((field) => !always.has(field) && JSON.stringify(before[field] ?? nothing(after[field])) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** What stood in a field before the first event: a list had no entries, anything else was not there. */
function nothing(after: unknown): unknown {
  return Array.isArray(after) ? [] : null;
}
