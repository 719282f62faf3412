import {
  clocksAfter,
  codeIn,
  decide,
  evolve,
  momentsOf,
  type ComplaintCommand,
  type ComplaintEvent,
  type Deadline,
  type Time,
} from '@redress/complaint';
import { RuleViolation, type Instant, type Recorded } from '@redress/kernel';
import { packFor } from '@redress/policy';
import type { Case, ClockPair, Complaint } from './kept-cases.js';
import type { ChangedClock, ClockEffect, ClockOutcome, ClockState } from './question.js';

/*
 * The clocks of a complaint under another pack or calendar: what happened stays as it was, and sets, pauses, meets and stops them by the rules
 * that the complaint itself has.
 */

/** The name of the pack that a complaint would be given at its receipt. */
export function packAgain(
  event: Recorded<ComplaintEvent> & { readonly type: 'Received' },
  { packs }: Time,
  version: number,
): Case['packAgain'] {
  const { product, unit, jurisdiction } = event.data;
  const document = packs.find((one) => one.version === version)?.document;
  return document
    ? { name: packFor(document, { product: codeIn(product), unit: codeIn(unit), jurisdiction: codeIn(jurisdiction) }), version }
    : null;
}

/**
 * The candidate's clocks after an event.
 * @param one the case with the state after the event
 * @throws RuleViolation `calendar-missing`: the pack names a calendar that there was not
 */
export function clocksThen({ state, again, packAgain: pack }: Case, event: Recorded<ComplaintEvent>, time: Time): readonly Deadline[] {
  const { type, metadata, recordedAt } = event;
  const at = metadata.occurredAt;
  const now = recordedAt > at ? recordedAt : at;
  const moments = momentsOf(event, metadata.origin);
  const asked = asCommand(event, time, now);
  const mayChange = moments.length > 0 || asked || type === 'MergedInto' || type === 'Unmerged' || type === 'DeadlineMissed';
  if (!mayChange) return again!;
  const under = { ...state, pack, deadlines: again! };
  if (asked) return folded(under, permitted(under, asked), metadata);
  if (type !== 'DeadlineMissed') return folded(under, clocksAfter(under, { event, at, moments }, time, now), metadata);
  // What fell due when it did was known to be missed when it was.
  const { clock, due } = event.data;
  const isSame = again!.some((one) => one.clock === clock && one.due === due && one.status === 'running');
  return isSame ? folded(under, [event], metadata) : again!;
}

function folded(state: Complaint, events: readonly ComplaintEvent[], metadata: Recorded['metadata']): readonly Deadline[] {
  let after = state;
  for (const event of events) after = evolve(after, { ...event, metadata }) as Complaint;
  return after.deadlines;
}

/** What a person did to a clock by itself. */
function asCommand({ type, data, metadata }: Recorded<ComplaintEvent>, time: Time, now: Instant): ComplaintCommand | undefined {
  const how = { by: metadata.actor, occurredAt: metadata.occurredAt, now, origin: metadata.origin, time };
  if (type === 'DeadlineExtended') {
    const { clock, reason, requestedBy } = data;
    return { type: 'extendDeadline', data: { clock, reason, ...(requestedBy !== undefined && { requestedBy }) }, ...how };
  }
  if ((type !== 'DeadlinePaused' && type !== 'DeadlineResumed') || data.reason === undefined) return undefined;
  return { type: type === 'DeadlinePaused' ? 'pauseDeadline' : 'resumeDeadline', data: { clock: data.clock, reason: data.reason }, ...how };
}

/** What comes of it, if anything may. */
function permitted(state: Complaint, command: ComplaintCommand): readonly ComplaintEvent[] {
  try {
    return decide(state, command).filter(({ type }) => type.startsWith('Deadline'));
  } catch (error) {
    if (error instanceof RuleViolation && error.code !== 'calendar-missing') return [];
    throw error;
  }
}

/** How a clock stands at a moment, by its due time and by when it ended: as in the report `timeliness`. */
export function outcomeOf(deadline: Deadline, at: Instant): ClockOutcome {
  const { status, due, pausedAt } = deadline;
  const measured = pausedAt !== undefined && pausedAt < at ? pausedAt : at;
  const isOver = measured > due;
  const state = (): ClockState => {
    if (status === 'met') return isOver ? 'late' : 'in-time';
    if (status === 'stopped') return isOver ? 'stopped-overdue' : 'stopped';
    if (isOver) return 'overdue';
    return status === 'paused' ? 'paused' : 'running';
  };
  return { due, state: state(), endedAt: status === 'met' || status === 'stopped' ? at : null };
}

const missed: readonly ClockState[] = ['late', 'overdue', 'stopped-overdue'];
export const isMissed = (outcome: ClockOutcome | null): boolean => outcome !== null && missed.includes(outcome.state);

/** Both sides of a clock, compared. */
export function comparedClock(
  complaintId: string,
  pair: Pick<ClockPair, 'clock' | 'rule' | 'statutory' | 'before' | 'after'>,
): ChangedClock {
  const { clock, rule, statutory, before = null, after = null } = pair;
  return { kind: 'clock', complaintId, clock, rule, statutory, effect: effectOf(before, after), before, after };
}

function effectOf(before: ClockOutcome | null, after: ClockOutcome | null): ClockEffect {
  if (isMissed(before) !== isMissed(after)) return isMissed(after) ? 'newly-missed' : 'newly-met';
  if (!before) return 'added';
  if (!after) return 'removed';
  return before.due === after.due && before.state === after.state && before.endedAt === after.endedAt ? 'unchanged' : 'changed';
}

/** Takes note of what an event did to the clocks of one side: set, and ended. */
export function paired(
  pairs: readonly ClockPair[],
  side: 'before' | 'after',
  was: readonly Deadline[],
  is: readonly Deadline[],
  at: Instant,
): ClockPair[] {
  if (was === is) return [...pairs];
  const next = [...pairs];
  const flag = side === 'before' ? 'isBefore' : 'isAfter';
  for (const deadline of is) {
    const earlier = was.find(({ clock }) => clock === deadline.clock);
    if (earlier === deadline) continue;
    const { clock, rule, statutory } = deadline;
    const ended = deadline.status === 'met' || deadline.status === 'stopped';
    const hadEnded = earlier?.status === 'met' || earlier?.status === 'stopped';
    if (!earlier || (hadEnded && !ended)) {
      const i = next.findIndex((pair) => pair.clock === clock && !pair[flag]);
      if (i >= 0) next[i] = { ...next[i]!, [flag]: true };
      else next.push({ clock, rule, statutory, isBefore: side === 'before', isAfter: side === 'after' });
    }
    if (ended && !hadEnded) {
      const i = next.findIndex((pair) => pair.clock === clock && pair[flag] && !pair[side]);
      if (i >= 0) next[i] = { ...next[i]!, [side]: outcomeOf(deadline, at) };
    }
  }
  return next;
}
