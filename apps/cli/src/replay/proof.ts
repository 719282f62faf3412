import { complaintEventTypes } from '@redress/complaint';
import { DamagedHistory, verifyChain } from '@redress/event-store';
import type { Cut, HistoryAnswer, StoredAnswer, ToldEvent, Verdict } from './told.js';

/**
 * Proves a history without trusting who told it. `events` are those before the first fault, each with what is stored and hashed in
 * the place of what was told; all that is taken on trust is how a sealed field reads when it is opened.
 */
export function prove(complaintId: string, { events: told, stored = [] }: HistoryAnswer): { verdict: Verdict; events: ToldEvent[] } {
  const verdict = verdictOf(`complaint-${complaintId}`, stored);
  const sound = verdict.verified ? stored : stored.slice(0, verdict.revision);
  const byRevision = new Map(told.map((event) => [event.revision, event]));
  return { verdict, events: sound.map((event) => proven(event, byRevision.get(event.revision))) };
}

/** What is told of a history under a cut. The whole chain was proven, so that no cut can hide a fault. */
export function upTo<E extends Pick<ToldEvent, 'revision' | 'occurredAt' | 'recordedAt'>>(events: readonly E[], cut: Cut): E[] {
  const { revision = Infinity, asOf, knownAt } = cut;
  return events.filter(
    (event) =>
      event.revision <= revision &&
      (asOf === undefined || event.occurredAt <= asOf) &&
      (knownAt === undefined || event.recordedAt <= knownAt),
  );
}

function verdictOf(stream: string, stored: readonly StoredAnswer[]): Verdict {
  const fault = (revision: number, reason: string): Verdict => ({ verified: false, stream, revision, reason });
  if (stored.length === 0) return fault(0, 'no event is there');
  // A sound chain of another complaint proves nothing of this one.
  const stranger = stored.findIndex((event) => event.stream !== stream);
  try {
    const head = verifyChain(stranger < 0 ? stored : stored.slice(0, stranger));
    if (stranger >= 0) return fault(stranger, `the event belongs to ${stored[stranger]?.stream}`);
    return { verified: true, events: stored.length, head };
  } catch (error) {
    if (error instanceof DamagedHistory) return fault(error.revision, error.reason);
    throw error;
  }
}

function proven({ data, metadata, ...event }: StoredAnswer, told: ToldEvent | undefined): ToldEvent {
  const { commandDigest: _, ...envelope } = metadata;
  const opened = told?.data as Readonly<Record<string, unknown>> | undefined;
  const known = (complaintEventTypes as Readonly<Record<string, { version: number } | undefined>>)[event.type];
  // An older version of the data was lifted to today's by the server: its form is told, not hashed.
  const lifted = known !== undefined && metadata.schemaVersion < known.version && opened !== undefined;
  const own = Object.entries(data).map(([name, value]) => [name, isSealed(value) ? (opened?.[name] ?? value) : (value as unknown)]);
  return { ...event, ...envelope, data: lifted ? opened : Object.fromEntries(own) } as ToldEvent;
}

const isSealed = (value: unknown): boolean => typeof value === 'object' && value !== null && '$sealed' in value;
