import type { Instant } from '@redress/kernel';
import type { Moment } from '@redress/policy';
import type { CaseEvent } from './detail.js';

export const stages = ['received', 'acknowledged', 'investigated', 'answered', 'under-review', 'closed'] as const;
export type Stage = (typeof stages)[number];

export const nextSteps = ['acknowledgement', 'investigation', 'answer', 'remedy', 'follow-up', 'closure'] as const;
export type NextStep = (typeof nextSteps)[number];

/** How far a complaint is, as the customer may know it who has nothing but a code: nothing of what it is about, and nothing of them. */
export interface Progress {
  readonly stage: Stage;
  /** What comes next; null once nothing does. */
  readonly nextStep: NextStep | null;
  /** The earliest date that the customer was given and that still stands, kept to or not; null if there is none. */
  readonly promisedBy: Instant | null;
  /** Whom to ask for, a staff `sub`: who has the case, else who was named; null if nobody. */
  readonly contact: string | null;
  readonly receivedAt: Instant;
  readonly closedAt: Instant | null;
}

/** A date that the customer was given, and the clocks that run until then: of several that do, the first to which something happens. */
interface Commitment {
  readonly due: Instant;
  readonly clocks: readonly string[];
  readonly isPaused?: true;
}

interface Told {
  readonly stage: Stage;
  readonly isFollowedUp: boolean;
  readonly answer: Commitment | null;
  /** In order, null once kept or stopped. */
  readonly promises: readonly (Commitment | null)[];
  /** Clocks that run, so that the one is known whose date an acknowledgement names. */
  readonly running: ReadonlyMap<string, Instant>;
  readonly compensations: number;
  readonly owed: ReadonlySet<number>;
  readonly holder: string | null;
  readonly named: string | null;
  readonly receivedAt: Instant;
  readonly closedAt: Instant | null;
}

/** Folds the events of one complaint, in order, `Received` first. */
export function progressOf([received, ...events]: readonly [CaseEvent, ...CaseEvent[]]): Progress {
  const told = events.reduce(after, begun(received.metadata.occurredAt));
  const { stage, promises, answer, holder, named, receivedAt, closedAt } = told;
  const dues = [answer, ...promises].flatMap((one) => (one && !one.isPaused ? [one.due] : []));
  const promisedBy = stage === 'closed' ? null : (dues.toSorted()[0] ?? null);
  return { stage, nextStep: nextOf(told), promisedBy, contact: holder ?? named, receivedAt, closedAt };
}

function begun(receivedAt: Instant): Told {
  return {
    stage: 'received',
    isFollowedUp: false,
    answer: null,
    promises: [],
    running: new Map(),
    compensations: 0,
    owed: new Set(),
    holder: null,
    named: null,
    receivedAt,
    closedAt: null,
  };
}

function nextOf({ stage, owed, isFollowedUp }: Told): NextStep | null {
  const isOwed = owed.size > 0;
  switch (stage) {
    case 'received':
      return 'acknowledgement';
    case 'acknowledged':
      return 'investigation';
    case 'investigated':
    case 'under-review':
      return 'answer';
    case 'answered':
      if (isOwed) return 'remedy';
      return isFollowedUp ? 'closure' : 'follow-up';
    case 'closed':
      return isOwed ? 'remedy' : null;
  }
}

/** What meets a clock and yet answers nothing: the date that was named still stands. */
const noAnswers: ReadonlySet<string> = new Set<Moment>(['acknowledged', 'contact-named']);

function after(told: Told, event: CaseEvent): Told {
  switch (event.type) {
    case 'Acknowledged': {
      const { answerBy, contact } = event.data;
      const clocks = [...told.running].filter(([, due]) => due === answerBy).map(([clock]) => clock);
      const answer = answerBy === null ? told.answer : { due: answerBy, clocks };
      const stage = told.stage === 'received' ? 'acknowledged' : told.stage;
      return { ...told, stage, answer, named: contact ?? told.named };
    }
    case 'Assigned':
      return { ...told, holder: event.data.person ?? null };
    case 'HandedOver':
      return { ...told, holder: event.data.to.person ?? null };
    case 'HandedBack':
      return { ...told, holder: event.data.person ?? told.holder };
    case 'Investigated':
      return { ...told, stage: told.stage === 'answered' ? told.stage : 'investigated' };
    case 'ReplySent': {
      const isAnswer = event.data.kind === 'final' || event.data.kind === 'summary';
      return isAnswer ? { ...told, stage: 'answered', answer: null, isFollowedUp: false } : told;
    }
    case 'FollowedUp': {
      const { reached, satisfaction = 3, solved = true } = event.data;
      if (!reached || told.stage !== 'answered') return told;
      return satisfaction <= 2 || !solved ? { ...told, stage: 'under-review' } : { ...told, isFollowedUp: true };
    }
    case 'Compensated':
      return { ...told, compensations: told.compensations + 1, owed: new Set([...told.owed, told.compensations + 1]) };
    case 'RemedyFulfilled':
    case 'CompensationCancelled':
      return { ...told, owed: new Set([...told.owed].filter((one) => one !== event.data.compensation)) };
    case 'PaymentFailed':
      return { ...told, owed: new Set([...told.owed, event.data.compensation]) };
    case 'PromiseMade':
      return { ...told, promises: [...told.promises, { due: event.data.due, clocks: [] }] };
    case 'PromiseKept':
      return { ...told, promises: told.promises.map((one, i) => (i + 1 === event.data.promise ? null : one)) };
    case 'DeadlineSet':
      return clockSet(told, event.data);
    case 'DeadlineResumed':
    case 'DeadlineExtended': {
      const { clock, due } = event.data;
      return onClock({ ...told, running: new Map([...told.running, [clock, due]]) }, clock, () => ({ due, clocks: [clock] }));
    }
    case 'DeadlinePaused':
      return onClock(told, event.data.clock, (one) => ({ ...one, clocks: [event.data.clock], isPaused: true }));
    case 'DeadlineMet':
    case 'DeadlineStopped': {
      const { clock, moment } = event.data;
      const running = new Map([...told.running].filter(([other]) => other !== clock));
      const isAnswer = event.type === 'DeadlineMet' && !noAnswers.has(moment);
      return onClock({ ...told, running }, clock, (one) => {
        const clocks = one.clocks.filter((other) => other !== clock);
        return isAnswer || (event.type === 'DeadlineStopped' && clocks.length === 0) ? null : { ...one, clocks };
      });
    }
    case 'Closed':
      return { ...told, stage: 'closed', closedAt: event.metadata.occurredAt };
    case 'Reopened':
      return { ...told, stage: 'under-review', closedAt: null, isFollowedUp: false };
    default:
      // Most of what happens to a case is nothing that its customer is told by a code.
      return told;
  }
}

/** A promise's clock is set in the same append, until the time that was promised. */
function clockSet(told: Told, { clock, moment, due }: { clock: string; moment: string; due: Instant }): Told {
  const last = told.promises.length - 1;
  const promises = told.promises.map((one, i) =>
    i === last && moment === 'promised' && one?.due === due ? { ...one, clocks: [clock] } : one,
  );
  return { ...told, promises, running: new Map([...told.running, [clock, due]]) };
}

function onClock(told: Told, clock: string, change: (one: Commitment) => Commitment | null): Told {
  const changed = (one: Commitment | null) => (one?.clocks.includes(clock) ? change(one) : one);
  return { ...told, answer: changed(told.answer), promises: told.promises.map(changed) };
}
