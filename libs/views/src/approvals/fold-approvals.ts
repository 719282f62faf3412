import { isDeepStrictEqual } from 'node:util';
import { missingSeats, nextSeats, seatsOf } from '@redress/authority';
import type { ApprovalGrantedData, ApprovalRequestedData, ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { complaintIdOf } from '../rows.js';
import {
  never,
  type ApprovalComplaint,
  type ApprovalRound,
  type ApprovalStep,
  type RoundStatus,
  type WaitingSeat,
} from './approvals.entity.js';

/** What the view knows of one complaint: itself, its rounds as far as they can still change or just did, and the steps that are new. */
export interface CaseApprovals {
  readonly complaint: Readonly<ApprovalComplaint>;
  readonly rounds: readonly Readonly<ApprovalRound>[];
  readonly steps: readonly Readonly<ApprovalStep>[];
}

/** Events without which nothing changes here. */
export const concerning: ReadonlySet<string> = new Set<ComplaintEvent['type']>([
  'Received',
  'Assigned',
  'Investigated',
  'HandedOver',
  'HandedBack',
  'Recused',
  'Corrected',
  'ResolutionProposed',
  'ResolutionWithdrawn',
  'ApprovalRequested',
  'ApprovalGranted',
  'ApprovalRefused',
  'ApprovalVoided',
  'CustomerAccepted',
  'CustomerRefused',
  'Compensated',
]);

/** Neither ordered nor ended; it may have lapsed all the same. */
export const isLive = ({ status }: Pick<ApprovalRound, 'status'>): boolean => status === 'requested' || status === 'granted';

/** How a round stands at an instant: it lapses without an event. */
export function statusAt({ status, lapsesAt }: Pick<ApprovalRound, 'status' | 'lapsesAt'>, at: Date): RoundStatus {
  return isLive({ status }) && lapsesAt <= at ? 'lapsed' : status;
}

/**
 * The approvals of a complaint after one more event; the same ones if it has the event already, or the event does not concern them. Pure.
 * An event on a round that is over, or was never asked for, changes nothing: the decisions let none happen.
 */
export function foldApprovals(before: CaseApprovals | undefined, event: Recorded<ComplaintEvent>): CaseApprovals {
  if (event.type === 'Received') return before ?? received(event);
  if (!before) throw new Error(`${event.stream} begins with ${event.type}, not with Received`);
  if (event.revision <= before.complaint.revision) return before;
  const { complaint } = before;
  const at: CaseApprovals = { ...before, complaint: { ...complaint, revision: event.revision } };

  switch (event.type) {
    case 'Assigned':
    case 'HandedBack':
      return involving(at, { handlers: withPeople(complaint.handlers, event.data.person) });
    case 'HandedOver':
      return involving(at, { handlers: withPeople(complaint.handlers, event.data.to.person) });
    case 'Corrected': {
      const { field, new: value } = event.data;
      return field === 'respondents' ? involving(at, { respondents: (value ?? []) as readonly string[] as string[] }) : at;
    }
    case 'Investigated':
      return involving(at, { handlers: withPeople(complaint.handlers, event.metadata.actor.sub) });
    case 'Recused': {
      const { person, vacates } = event.data;
      return involving(at, { recused: withPeople(complaint.recused, person), vacant: withPeople(complaint.vacant, ...vacates) });
    }
    case 'ResolutionProposed': {
      const { round, remedy, borne, proposer } = event.data;
      const handlers = withPeople(complaint.handlers, proposer);
      const proposed = involving(at, { handlers, proposal: { round, remedy, borne, proposer } });
      // Less of the same, in a round that goes on: the customer is asked anew.
      return onRound(proposed, round, () => ({ proposed: borne, customer: null }));
    }
    case 'ApprovalRequested':
      return requested(at, event);
    case 'ApprovalGranted': {
      const { round, role, standsInFor, approver, actingFor, completes } = event.data;
      const answer = { role: standsInFor ?? role, approver, actingFor: actingFor ?? null };
      return onRound(at, round, ({ signed, status }) => ({
        signed: [...signed, signatureOf(event.data, event.metadata.occurredAt)],
        ...(completes ? { status: 'granted', decidedAt: new Date(event.metadata.occurredAt) } : { status }),
        step: stepOf(event, 'signed', answer),
      }));
    }
    case 'ApprovalRefused': {
      const { round, role, standsInFor, approver, actingFor, reason } = event.data;
      const answer = { role: standsInFor ?? role, approver, actingFor: actingFor ?? null };
      return onRound(at, round, () => ({
        status: 'refused',
        endedBecause: reason,
        decidedAt: new Date(event.metadata.occurredAt),
        step: stepOf(event, 'refused', answer),
      }));
    }
    case 'ApprovalVoided': {
      const { round, cause, approver } = event.data;
      if (approver === undefined) {
        return onRound(at, round, ({ lapsesAt }) => ({
          status: cause === 'lapsed' ? 'lapsed' : endedAs('voided', event, lapsesAt),
          endedBecause: cause,
          step: stepOf(event, 'voided'),
        }));
      }
      return onRound(at, round, ({ signed }) => ({
        signed: signed.filter((signature) => signature.approver !== approver && signature.actingFor !== approver),
        status: 'requested',
        decidedAt: null,
        step: stepOf(event, 'unsigned', { approver }),
      }));
    }
    case 'ResolutionWithdrawn': {
      const { round, reason } = event.data;
      return onRound(at, round, ({ lapsesAt }) => ({
        status: endedAs('withdrawn', event, lapsesAt),
        endedBecause: reason,
        step: stepOf(event, 'withdrawn'),
      }));
    }
    case 'CustomerAccepted':
      return onRound(at, event.data.round, () => ({ customer: 'accepted' }));
    case 'CustomerRefused':
      return onRound(at, event.data.round, () => ({ customer: 'refused' }));
    case 'Compensated':
      return onRound(at, event.data.approvalRound, () => ({ status: 'spent', step: stepOf(event, 'ordered') }));
    case 'Acknowledged':
    case 'Apologised':
    case 'Escalated':
    case 'ReplySent':
    case 'FollowedUp':
    case 'Closed':
    case 'Withdrawn':
    case 'Reopened':
    case 'Classified':
    case 'EvidenceAdded':
    case 'NoteAdded':
    case 'ContactMade':
    case 'PromiseMade':
    case 'RemedyFulfilled':
    case 'PaymentFailed':
    case 'CompensationCancelled':
    case 'ContributionRequested':
    case 'ContributionGiven':
    case 'PromiseKept':
    case 'DeadlineSet':
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped':
    case 'RiskRaised':
    case 'RiskEased':
    case 'JoinedIncident':
    case 'LeftIncident':
    case 'InterimMeasureTaken':
    case 'CustomerArrived':
    case 'CustomerDeparted':
    case 'ExternalDecisionReceived':
    case 'Linked':
    case 'Unlinked':
    case 'MergedInto':
    case 'Unmerged':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
    case 'PersonalDataErased':
    case 'HistoryImported':
      return before;
  }
}

/** Who may not sign for a seat of a round though they have the role. One person fills one seat; of a body it is the voters who do. */
export function barredFrom({ involved, signed, bodies }: Pick<ApprovalRound, 'involved' | 'signed' | 'bodies'>, seat: string): string[] {
  return bodies.some(({ role }) => role === seat) ? involved : withPeople(involved, ...signed.flatMap(peopleBehind));
}

/** The role in which somebody signs for a seat: of a body the one that records its resolutions. */
export function signingRole({ bodies }: Pick<ApprovalRound, 'bodies'>, seat: string): string {
  return bodies.find(({ role }) => role === seat)?.recordedBy ?? seat;
}

/** Who may sign a round now; nobody once nothing is missing. */
export function waitingSeats(round: Readonly<ApprovalRound>): WaitingSeat[] {
  const { complaintId, round: ordinal, unit, requestedAt, lapsesAt } = round;
  return round.next.flatMap(({ role: seat }) => {
    const row = { complaintId, round: ordinal, seat, unit, barred: barredFrom(round, seat), requestedAt, lapsesAt };
    const role = signingRole(round, seat);
    const own = { ...row, role: seat, signs: role === seat };
    return role === seat ? [own] : [own, { ...row, role, signs: true }];
  });
}

type Changes = Partial<ApprovalRound> & { readonly step?: Omit<ApprovalStep, 'round' | 'status'> };

/** A round that is live, changed; the case without it as it was if there is none. */
function onRound(before: CaseApprovals, ordinal: number | undefined, change: (round: Readonly<ApprovalRound>) => Changes): CaseApprovals {
  const round = before.rounds.find((one) => one.round === ordinal && isLive(one));
  if (!round) return before;
  const { step, ...changes } = change(round);
  const after = seated(before.complaint, { ...round, ...changes });
  return {
    complaint: before.complaint,
    rounds: before.rounds.map((one) => (one === round ? after : one)),
    steps: step ? [...before.steps, { ...step, round: round.round, status: after.status }] : before.steps,
  };
}

/** Somebody may be involved from now on, or a role vacant: that decides who may sign what is open. */
function involving(before: CaseApprovals, people: Partial<ApprovalComplaint>): CaseApprovals {
  const complaint = { ...before.complaint, ...people };
  return { ...before, complaint, rounds: before.rounds.map((round) => (isLive(round) ? seatedAnew(complaint, round) : round)) };
}

function received(event: Extract<Recorded<ComplaintEvent>, { type: 'Received' }>): CaseApprovals {
  const { product = null, unit = null, respondents } = event.data;
  const complaint: ApprovalComplaint = {
    complaintId: complaintIdOf(event),
    revision: event.revision,
    product,
    unit,
    subjectId: event.metadata.subjectIds[0] ?? null,
    respondents: [...respondents],
    handlers: [],
    recused: [],
    vacant: [],
    proposal: null,
  };
  return { complaint, rounds: [], steps: [] };
}

function requested(before: CaseApprovals, event: Recorded<ComplaintEvent> & { readonly data: ApprovalRequestedData }): CaseApprovals {
  const { complaint } = before;
  const { proposal, complaintId, product, unit, subjectId } = complaint;
  const { round, band, lapsesAt, ...request } = event.data;
  if (proposal?.round !== round) return before;
  const { borne: proposed, remedy, proposer } = proposal;
  const asked: ApprovalRound = {
    complaintId,
    round,
    status: request.required.length === 0 ? 'granted' : 'requested',
    product,
    unit,
    subjectId,
    remedy,
    matrixVersion: request.matrixVersion,
    bandFrom: String(band.from),
    bandBelow: band.below === null ? null : String(band.below),
    scope: band.scope,
    mode: request.mode,
    currency: request.currency,
    already: String(request.already),
    now: String(request.now),
    total: String(request.total),
    proposed,
    proposer,
    required: request.required,
    bodies: request.bodies,
    missing: [],
    next: [],
    signed: [],
    involved: [],
    reason: request.reason,
    customer: null,
    endedBecause: null,
    requestedAt: new Date(event.metadata.occurredAt),
    lapsesAt: lapsesAt === undefined ? never : new Date(lapsesAt),
    decidedAt: null,
    recordedAt: new Date(event.recordedAt),
    position: event.position.toString(),
  };
  return { ...before, rounds: [...before.rounds, seated(complaint, asked)] };
}

/** The round with its seats as they are now, recusals considered. */
function seated(complaint: Readonly<ApprovalComplaint>, round: Readonly<ApprovalRound>): ApprovalRound {
  const roles = round.signed.map(({ role }) => role);
  const seats = round.status === 'requested' ? seatsOf(round.required, complaint.vacant, roles) : [];
  return {
    ...round,
    missing: missingSeats(round.mode, seats, roles),
    next: nextSeats(round.mode, seats, roles),
    involved: withPeople([round.proposer], ...complaint.handlers, ...complaint.respondents, ...complaint.recused),
  };
}

/** The very same round if its seats and who keeps out are what they were: then nothing is written. */
function seatedAnew(complaint: Readonly<ApprovalComplaint>, round: Readonly<ApprovalRound>): Readonly<ApprovalRound> {
  const after = seated(complaint, round);
  const isSame = (['missing', 'next', 'involved'] as const).every((name) => isDeepStrictEqual(after[name], round[name]));
  return isSame ? round : after;
}

function peopleBehind({ approver, actingFor, voters }: ApprovalRound['signed'][number]): readonly string[] {
  if (voters) return voters;
  return actingFor === undefined ? [approver] : [approver, actingFor];
}

function signatureOf({ role, standsInFor, approver, actingFor, resolution }: ApprovalGrantedData, at: string) {
  return {
    role,
    ...(standsInFor !== undefined && { standsInFor }),
    approver,
    ...(actingFor !== undefined && { actingFor }),
    ...(resolution && { voters: resolution.voters }),
    at,
  };
}

type Answer = Partial<Pick<ApprovalStep, 'role' | 'approver' | 'actingFor'>>;

function stepOf(event: Recorded, kind: ApprovalStep['kind'], answer: Answer = {}): Omit<ApprovalStep, 'round' | 'status'> {
  return {
    complaintId: complaintIdOf(event),
    revision: event.revision,
    kind,
    role: null,
    approver: null,
    actingFor: null,
    ...answer,
    occurredAt: new Date(event.metadata.occurredAt),
    recordedAt: new Date(event.recordedAt),
    position: event.position.toString(),
  };
}

/** What ends a round after its validity ran out comes too late to matter. */
function endedAs(status: RoundStatus, { metadata }: Recorded, lapsesAt: Date): RoundStatus {
  return lapsesAt <= new Date(metadata.occurredAt) ? 'lapsed' : status;
}

function withPeople(people: readonly string[], ...more: readonly (string | undefined)[]): string[] {
  return [...new Set([...people, ...more.filter((person) => person !== undefined)])];
}
