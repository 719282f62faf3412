import { momentsOf, type ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { countedBy, placeOf } from '../rows.js';
import type { ClockFact, ClockStepFact, ContactedFact, PromisedFact } from './case-facts.entity.js';
import type { Handling } from './lasting.js';

/*
 * Clocks, promises and the first contact. Whether a clock was met in time is not kept: reports find it from when it is due and when it was met, as known
 * at the cut. What the worker fired (`DeadlineMissed`) plays no part in it.
 */

/** How a complaint stands, as far as its clocks, promises and contacts depend on it. */
export interface Timing {
  /** Those that last. */
  readonly clocks: readonly Readonly<ClockFact>[];
  /** Those that are open. */
  readonly promises: readonly Readonly<PromisedFact>[];
  /** How many were ever made. */
  readonly promised: number;
  /** How many contacts are told, and when the earliest was. */
  readonly contacts: number;
  readonly contactedAt: Date | null;
}

type TimeFact =
  | { readonly kind: 'clock'; readonly row: Readonly<ClockFact> }
  | { readonly kind: 'clockStep'; readonly row: Readonly<ClockStepFact> }
  | { readonly kind: 'contacted'; readonly row: Readonly<ContactedFact> }
  | { readonly kind: 'promised'; readonly row: Readonly<PromisedFact> };

/** What an event sets, moves and ends. Pure. */
export function timedBy(before: Timing & Pick<Handling, 'kind'>, event: Recorded<ComplaintEvent>): TimeFact[] {
  return [...contactBy(before, event), ...clocksBy(before, event)];
}

function contactBy({ contacts, contactedAt }: Timing, event: Recorded<ComplaintEvent>): TimeFact[] {
  if (!momentsOf(event, event.metadata.origin).includes('contacted')) return [];
  const at = placeOf(event);
  return contactedAt && at.occurredAt >= contactedAt ? [] : [{ kind: 'contacted', row: Object.assign(at, { ordinal: contacts + 1 }) }];
}

function clocksBy(before: Timing & Pick<Handling, 'kind'>, event: Recorded<ComplaintEvent>): TimeFact[] {
  if (!event.type.startsWith('Deadline') && !event.type.startsWith('Promise')) return [];
  const at = placeOf(event);
  const begun = <R extends object>(told: R) =>
    Object.assign(countedBy(at, before.kind), { endedAt: null, endRecordedAt: null, endPosition: null, ended: null }, told);
  const ended = { endedAt: at.occurredAt, endRecordedAt: at.recordedAt, endPosition: at.position };
  const running = (clock: string) => before.clocks.findLast((one) => one.clock === clock);
  const promiseEnds = (ordinal: number | null | undefined, how: 'kept' | 'stopped'): TimeFact[] => {
    const open = before.promises.find(({ promise }) => promise === ordinal);
    return open ? [{ kind: 'promised', row: { ...open, ...ended, ended: how } }] : [];
  };
  /** What a merging stops is owed in the other case: the promise is not let go. */
  const clockEnds = (name: string, how: 'met' | 'stopped', isMerged = false): TimeFact[] => {
    const clock = running(name);
    if (!clock) return [];
    const row = { ...clock, ...ended, ended: how };
    return [{ kind: 'clock', row }, ...(isMerged ? [] : promiseEnds(clock.promise, how === 'met' ? 'kept' : 'stopped'))];
  };
  const step = (clock: Readonly<ClockFact>, is: Pick<ClockStepFact, 'how' | 'due' | 'minutes'>, after: Partial<ClockFact>): TimeFact[] => [
    { kind: 'clockStep', row: Object.assign({ ...at }, { setPosition: clock.position }, is) },
    { kind: 'clock', row: { ...clock, ...after, steps: clock.steps + 1 } },
  ];
  /** The time of a clock that stood still, up to now. */
  const stoodStill = ({ pausedAt }: Pick<ClockFact, 'pausedAt'>) =>
    pausedAt ? Math.max(0, Math.floor((at.occurredAt.getTime() - pausedAt.getTime()) / 60_000)).toString() : null;

  switch (event.type) {
    case 'PromiseMade':
      return [{ kind: 'promised', row: begun({ promise: before.promised + 1, due: new Date(event.data.due) }) }];
    case 'PromiseKept':
      return promiseEnds(event.data.promise, 'kept');
    case 'DeadlineSet': {
      const { clock, rule, pack, statutory, responsible, from, due, moment } = event.data;
      const set = { clock, rule, pack: pack.name, statutory, responsible, startedAt: new Date(from), due: new Date(due) };
      const promise = moment === 'promised' ? promiseOf(clock, before.promised) : null;
      return [{ kind: 'clock', row: begun({ ...set, promise, steps: 0, warned: false, pausedAt: null }) }];
    }
    case 'DeadlineWarned': {
      const clock = running(event.data.clock);
      return clock && !clock.warned ? step(clock, { how: 'warned', due: null, minutes: null }, { warned: true }) : [];
    }
    case 'DeadlinePaused': {
      const clock = running(event.data.clock);
      if (!clock || clock.pausedAt) return [];
      return step(clock, { how: 'paused', due: null, minutes: null }, { pausedAt: at.occurredAt });
    }
    case 'DeadlineResumed':
    case 'DeadlineExtended': {
      const clock = running(event.data.clock);
      const how = event.type === 'DeadlineResumed' ? 'resumed' : 'extended';
      if (!clock || (how === 'resumed' && !clock.pausedAt)) return [];
      return step(clock, { how, due: new Date(event.data.due), minutes: stoodStill(clock) }, { pausedAt: null });
    }
    case 'DeadlineMet':
      return clockEnds(event.data.clock, 'met');
    case 'DeadlineStopped':
      return clockEnds(event.data.clock, 'stopped', event.data.moment === 'merged');
    default:
      return [];
  }
}

/** Which promise a clock is about: `promise-2` says so, also where it is set again after an un-merging; else it is about the latest. */
function promiseOf(clock: string, promised: number): number | null {
  const named = Number(/-(\d+)$/.exec(clock)?.[1]);
  return named >= 1 && named <= promised ? named : promised || null;
}
