import {
  inTime,
  RuleViolation,
  text,
  type Actor,
  type Command,
  type Decided,
  type Event,
  type EventTypes,
  type Instant,
  type Metadata,
} from '@redress/kernel';

/*
 * The stream `erasure-<uuid>`: a person is to be erased. One proposes, another approves, and then it is carried out and done; or it is rejected.
 * Nothing in it is personal: who is meant is a complaint of theirs, and a pseudonymous id. Payloads are final: later versions only add fields.
 */

export interface ErasureProposedData {
  /** Any complaint of the person. */
  readonly complaintId: string;
  /** Their id in the vault. */
  readonly subject: string;
  /** A code: why, e.g. request-of-the-person, retention-ended. */
  readonly reason: string;
}

export interface ErasureRejectedData {
  /** A code: why not. */
  readonly reason: string;
}

/** The key is destroyed, and what was not under it is gone. */
export interface ErasureDoneData {
  /** Every complaint of the person. */
  readonly complaints: readonly string[];
  /** Joint complaints in which somebody else comes first: what is said there of this person is sealed under that one's key. */
  readonly alsoNamedIn: readonly string[];
  /** Improvements and incidents whose free text named the person: their keys are destroyed as well. */
  readonly improvements: readonly string[];
  readonly incidents: readonly string[];
  /** Mails that were in the outbox, and uploads that were under way. */
  readonly mails: number;
  readonly uploads: number;
}

export type ErasureProposed = Event<'ErasureProposed', ErasureProposedData>;
/** Who approves is in the envelope. */
export type ErasureApproved = Event<'ErasureApproved', Readonly<Record<never, never>>>;
export type ErasureRejected = Event<'ErasureRejected', ErasureRejectedData>;
export type ErasureDone = Event<'ErasureDone', ErasureDoneData>;
export type ErasureEvent = ErasureProposed | ErasureApproved | ErasureRejected | ErasureDone;

const plain = { version: 1, personal: [] };
export const erasureEventTypes: EventTypes<ErasureEvent> = {
  ErasureProposed: plain,
  ErasureApproved: plain,
  ErasureRejected: plain,
  ErasureDone: plain,
};

/** What their streams begin with. */
export const erasureStreams = 'erasure-';

export const erasureStatuses = ['proposed', 'approved', 'rejected', 'done'] as const;
export type ErasureStatus = (typeof erasureStatuses)[number];

export type ErasureRequestState =
  | { readonly status: 'none' }
  | (ErasureProposedData & {
      readonly status: ErasureStatus;
      /** A staff `sub`. */
      readonly proposer: string;
      /** Null until it is approved. */
      readonly approver: Actor | null;
      /** Null until it is done. */
      readonly done: ErasureDoneData | null;
      /** When the latest event occurred. */
      readonly latestAt: Instant;
    });

export const noErasureRequest: ErasureRequestState = { status: 'none' };

export type ProposeErasure = Command<'proposeErasure', ErasureProposedData>;
export type ApproveErasure = Command<'approveErasure'>;
export type RejectErasure = Command<'rejectErasure', ErasureRejectedData>;
/** Sent by what carries it out. */
export type CompleteErasure = Command<'completeErasure', ErasureDoneData>;
export type ErasureCommand = ProposeErasure | ApproveErasure | RejectErasure | CompleteErasure;

/** The state after one more event. Pure. */
export function evolveErasure(
  state: ErasureRequestState,
  event: ErasureEvent & { readonly metadata: Pick<Metadata, 'actor' | 'occurredAt'> },
): ErasureRequestState {
  const { actor, occurredAt: latestAt } = event.metadata;
  if (event.type === 'ErasureProposed')
    return { ...event.data, status: 'proposed', proposer: actor.sub, approver: null, done: null, latestAt };
  if (state.status === 'none') throw new Error(`A request for erasure begins with ErasureProposed, not with ${event.type}`);
  switch (event.type) {
    case 'ErasureApproved':
      return { ...state, status: 'approved', approver: actor, latestAt };
    case 'ErasureRejected':
      return { ...state, status: 'rejected', latestAt };
    case 'ErasureDone':
      return { ...state, status: 'done', done: event.data, latestAt };
  }
}

/**
 * Whether the person may be erased at all is decided in their complaints; here, who says so and in which order.
 * Codes: `erasure-already-proposed`, `no-such-erasure`, `four-eyes`, `erasure-approved`, `erasure-rejected`, `already-erased`,
 * `erasure-not-approved`, `out-of-order-time`; 422 `text-missing`, `invalid-time`, `future-time`.
 */
export function decideErasure(state: ErasureRequestState, command: ErasureCommand): Decided<ErasureEvent>[] {
  inTime(command);
  if (command.type === 'proposeErasure') {
    text('reason', command.data.reason);
    if (state.status !== 'none') throw new RuleViolation('erasure-already-proposed', 'This erasure was proposed before.');
    return [{ type: 'ErasureProposed', data: command.data }];
  }
  if (state.status === 'none') throw new RuleViolation('no-such-erasure', 'No erasure was proposed under this id.');
  if (command.occurredAt < state.latestAt) {
    const { occurredAt } = command;
    throw new RuleViolation('out-of-order-time', 'This happened before what is already on record.', {
      occurredAt,
      latestAt: state.latestAt,
    });
  }
  switch (command.type) {
    case 'approveErasure': {
      waiting(state.status);
      const { sub, actingFor } = command.by;
      if (sub === state.proposer || actingFor === state.proposer) {
        throw new RuleViolation('four-eyes', 'Who proposed an erasure does not approve it: somebody else has to look at it.', {
          proposer: state.proposer,
        });
      }
      return [{ type: 'ErasureApproved', data: {} }];
    }
    case 'rejectErasure':
      text('reason', command.data.reason);
      waiting(state.status);
      return [{ type: 'ErasureRejected', data: command.data }];
    case 'completeErasure':
      if (state.status === 'done') throw done();
      if (state.status !== 'approved') {
        throw new RuleViolation('erasure-not-approved', 'Nobody is erased before it is approved.', { status: state.status });
      }
      return [{ type: 'ErasureDone', data: command.data }];
  }
}

/** It was neither approved nor rejected yet. */
function waiting(status: ErasureStatus): void {
  switch (status) {
    case 'proposed':
      return;
    case 'approved':
      throw new RuleViolation('erasure-approved', 'The erasure is approved: it is being carried out.');
    case 'rejected':
      throw new RuleViolation('erasure-rejected', 'The erasure was rejected: propose it anew.');
    case 'done':
      throw done();
  }
}

const done = () => new RuleViolation('already-erased', 'The person was erased by this request before.');
