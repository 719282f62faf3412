import type { Instant, Metadata, Money } from '@redress/kernel';
import type { ChosenPack, Moment } from '@redress/policy';
import type {
  ApprovalRequestedData,
  ClassifiedData,
  CompensatedData,
  ComplaintEvent,
  CorrectedData,
  CustomerAcceptedData,
  DeadlineSetData,
  FollowedUpData,
  Holder,
  PlainValue,
  ProposalEvent,
  ReceivedData,
  ReplySentData,
  Resolution,
  ResolutionProposedData,
} from './complaint.js';
import { isDissatisfied, momentsOf } from './moments.js';
import { plainFields, type CorrectableField, type LinkKind, type Outcome, type PlainField } from './codes.js';

/** Nothing was received on this stream yet. */
export interface NoComplaint {
  readonly status: 'none';
}

/** What counts towards one closing. `Reopened` starts it anew: the earlier answers answered the earlier closing. */
interface Round {
  /** By itself, or by somebody who told them more. */
  readonly acknowledged: 'no' | 'automatically' | 'personally';
  /** A finding was reached, after the case was sent back if it was. */
  readonly investigated: boolean;
  /** The final reply since the last finding; `external` if it names recourse outside the company. */
  readonly finalReply: 'none' | 'given' | 'external';
  /** A summary reply tells of a quick resolution. */
  readonly summaryReply: boolean;
  /** Follow-ups that did not reach the customer. */
  readonly attempts: number;
  /** A follow-up reached the customer, or it is on record why none can. */
  readonly followedUp: boolean;
  /** The customer was dissatisfied at follow-up: re-evaluation is owed, once (rule 7). */
  readonly sentBack: boolean;
}

/** A signature under the current round. */
export interface Signed {
  readonly role: string;
  readonly standsInFor?: string;
  readonly approver: string;
  readonly actingFor?: string;
  /** Who voted in a body's resolution. */
  readonly voters: readonly string[];
}

/** The latest proposal: what was proposed, what the matrix asks for, who signed, what the customer says. */
export interface Proposal extends Omit<ResolutionProposedData, 'note' | 'claimed'> {
  /** `granted`: nothing is missing; `spent`: the remedy was ordered; `ended`: refused, voided or withdrawn. */
  readonly status: 'requested' | 'granted' | 'spent' | 'ended';
  /** Null between the two events of one append only. */
  readonly request: Omit<ApprovalRequestedData, 'round' | 'reason'> | null;
  /** Absent only where a test gave no times. */
  readonly requestedAt?: Instant;
  readonly signatures: readonly Signed[];
  readonly customer: Pick<CustomerAcceptedData, 'consent' | 'acceptedBy' | 'evidence'> | 'refused' | null;
}

/** A remedy that was ordered; its ordinal is its place in the list, from 1. */
export interface OrderedRemedy {
  /** Null: unknown, in imports. */
  readonly borne: Money | null;
  readonly status: 'ordered' | 'failed' | 'fulfilled' | 'cancelled';
  /** Who signed for it, and for whom: they do not confirm that it was paid. */
  readonly approvers: readonly string[];
  /** Another system's order, for which nobody signed here. */
  readonly isImported: boolean;
}

/** The plain fields of the form, as they were corrected last. */
export type Form = { readonly [F in PlainField]?: PlainValue };

/** What another department was asked for; its ordinal is its place in the list, from 1. */
export interface Contribution {
  readonly of: Holder;
  readonly status: 'requested' | 'given' | 'refused';
}

/** Another case that this one has to do with. */
export interface CaseLink {
  readonly complaintId: string;
  readonly kind: LinkKind;
}

/** Why the case has to stay as it is. */
export interface LegalHold {
  readonly hold: number;
  readonly reason: string;
  /** Absent only where a test gave no times. */
  readonly placedAt?: Instant;
}

/** A clock of the case. */
export interface Deadline extends DeadlineSetData {
  /** `missed`: still owed. */
  readonly status: 'running' | 'paused' | 'missed' | 'met' | 'stopped';
  /** The highest share that was warned of. */
  readonly warned: number;
  readonly extensions: number;
  /** What was owed was not done in time, whatever became of it since. */
  readonly wasMissed: boolean;
  /** Of a paused one, also if it was stopped while it stood still. */
  readonly pausedAt?: Instant;
  /** Up to here pauses gave their time back: nobody gets it twice. */
  readonly resumedAt?: Instant;
  readonly stoppedBy?: Moment | 'merged';
}

/** The few facts that decisions need; none of them personal. */
interface Facts extends Round {
  readonly form: Form;
  /** Of the fields that were corrected: which correction holds. */
  readonly corrected: Readonly<Partial<Record<CorrectableField, number>>>;
  readonly corrections: number;
  /** Who has the case now. */
  readonly holder: Holder | null;
  readonly contributions: readonly Contribution[];
  readonly links: readonly CaseLink[];
  /** The case that this one was merged into. */
  readonly mergedInto: string | null;
  /** The customer came to a branch last, or left it; null while only the form says something about that. */
  readonly lastVisit: 'arrived' | 'departed' | null;
  /** Legal holds that were not lifted, and how many were ever placed. */
  readonly holds: readonly LegalHold[];
  readonly holdsPlaced: number;
  /** The key of its data subject was destroyed. */
  readonly isErased: boolean;
  /** The latest classification. */
  readonly classification: ClassifiedData | null;
  /** The policy pack that was chosen when it was received. */
  readonly pack: ChosenPack | null;
  /** Every clock that was ever set, in that order. */
  readonly deadlines: readonly Deadline[];
  /** Of each promise made, in order, whether it was kept. */
  readonly promises: readonly { readonly isKept: boolean }[];
  /** How often each moment was, in people's hands or by themselves. */
  readonly tally: ReadonlyMap<Moment, number>;
  /** Signals whose words the customer used. */
  readonly words: readonly string[];
  /** It is over the threshold of its pack. */
  readonly isRisky: boolean;
  /** The mass incident that it is part of. */
  readonly incidentId: string | null;
  readonly anonymous: boolean;
  /** When it was received; absent only where a test gave no times. */
  readonly receivedAt?: Instant;
  /** Who wrote that down, a `sub`; absent only where a test does not say. */
  readonly receivedBy?: string;
  readonly product?: string;
  readonly unit?: string;
  readonly respondents: readonly string[];
  /** Who keeps out of the case beside the respondents. */
  readonly recused: readonly string[];
  /** Roles in which recusals left nobody. */
  readonly vacant: readonly string[];
  /** Everybody who was given the case, investigated it or proposed a remedy in it so far. */
  readonly handlers: readonly string[];
  readonly proposal: Proposal | null;
  /** Of bodies, that signed in this case: each does so once. */
  readonly resolutions: readonly string[];
  readonly remedies: readonly OrderedRemedy[];
  /** 1 is the front line; never goes down (rule 9). */
  readonly level: number;
  readonly reopenings: number;
  /** When the latest event that keeps stream order occurred (rule 11); absent only where a test gave no times. */
  readonly latestAt?: Instant;
}

export interface OpenComplaint extends Facts {
  readonly status: 'open';
}

export interface ClosedComplaint extends Facts {
  readonly status: 'closed';
  readonly outcome: Outcome;
  /** Absent only where a test gave no times. */
  readonly closedAt?: Instant;
}

export type ComplaintState = NoComplaint | OpenComplaint | ClosedComplaint;

/** An event that was read from the store, or one just decided. */
export type ComplaintFact = ComplaintEvent & {
  readonly occurredAt?: Instant;
  readonly metadata?: Pick<Metadata, 'occurredAt' | 'actor'> & Partial<Pick<Metadata, 'origin'>>;
};

export const noComplaint: NoComplaint = { status: 'none' };

/** The level at which a complaint starts, and the highest until policy packs define levels (rule 9: L1 to L3). */
export const firstLevel = 1;
export const topLevel = 3;

const freshRound: Round = {
  acknowledged: 'no',
  investigated: false,
  finalReply: 'none',
  summaryReply: false,
  attempts: 0,
  followedUp: false,
  sentBack: false,
};

/**
 * The state after one more event. Pure, never looks into a `Personal` field, never mutates.
 * Throws a plain Error if the stream does not begin with `Received`: such a log is damaged, not refused.
 */
export function evolve(state: ComplaintState, event: ComplaintFact): ComplaintState {
  const occurredAt = event.metadata?.occurredAt ?? event.occurredAt;
  if (event.type === 'Received') {
    return {
      status: 'open',
      ...freshRound,
      ...formed(formOf(event.data)),
      corrected: {},
      corrections: 0,
      receivedAt: occurredAt,
      receivedBy: event.metadata?.actor.sub,
      holder: null,
      contributions: [],
      links: [],
      mergedInto: null,
      lastVisit: null,
      holds: [],
      holdsPlaced: 0,
      isErased: false,
      classification: null,
      pack: event.data.pack ?? null,
      deadlines: [],
      promises: [],
      tally: tallied(new Map(), event),
      words: event.data.words ?? [],
      isRisky: false,
      incidentId: null,
      recused: [],
      vacant: [],
      handlers: [],
      proposal: null,
      resolutions: [],
      remedies: [],
      level: firstLevel,
      reopenings: 0,
      latestAt: occurredAt,
    };
  }
  if (state.status === 'none') throw new Error(`A complaint's stream begins with Received, not with ${event.type}`);
  const latestAt = mayBeBackDated(event) ? state.latestAt : later(state.latestAt, occurredAt);
  const next = changed(state, event);
  // What is said while the case goes on in another counts there.
  const tally = state.mergedInto === null ? tallied(state.tally, event) : state.tally;
  if (latestAt === next.latestAt && tally === next.tally) return next;
  // A state is copied once for each event, not twice: the copy is nobody's yet.
  return next === state ? { ...next, latestAt, tally } : Object.assign(next, { latestAt, tally });
}

/**
 * Events that keep no stream order (rule 11). An import tells of itself: what happens to the case next may be older than it. So may what people
 * record after something happened by itself: they were not asked whether they were ready.
 */
function mayBeBackDated({ type, metadata }: ComplaintFact): boolean {
  if (metadata?.origin === 'automation') return true;
  // What follows for clocks and risk is as old as what it follows from.
  if (type.startsWith('Deadline') || type.startsWith('Risk')) return true;
  return type === 'NoteAdded' || type === 'ContactMade' || type === 'EvidenceAdded' || type === 'HistoryImported';
}

function changed(
  state: OpenComplaint | ClosedComplaint,
  event: Exclude<ComplaintFact, { type: 'Received' }>,
): OpenComplaint | ClosedComplaint {
  const occurredAt = event.metadata?.occurredAt ?? event.occurredAt;
  switch (event.type) {
    case 'Acknowledged':
      return { ...state, acknowledged: event.metadata?.origin === 'automation' ? 'automatically' : 'personally' };
    case 'Assigned':
      return { ...state, holder: holderOf(event.data), handlers: withPerson(state.handlers, event.data.person) };
    case 'HandedOver':
      return { ...state, holder: event.data.to, handlers: withPerson(state.handlers, event.data.to.person) };
    case 'ContributionRequested':
      return { ...state, contributions: [...state.contributions, { of: event.data.of, status: 'requested' }] };
    case 'ContributionGiven': {
      const { contribution, result: status } = event.data;
      return { ...state, contributions: state.contributions.map((one, i) => (i + 1 === contribution ? { ...one, status } : one)) };
    }
    case 'CustomerArrived':
      return { ...state, lastVisit: 'arrived' };
    case 'CustomerDeparted':
      return { ...state, lastVisit: 'departed' };
    case 'Corrected':
      return corrected(state, event.data);
    case 'Linked': {
      const { complaintId, kind } = event.data;
      return { ...state, links: [...state.links, { complaintId, kind }] };
    }
    case 'Unlinked': {
      const { complaintId, kind } = event.data;
      return { ...state, links: state.links.filter((link) => link.complaintId !== complaintId || link.kind !== kind) };
    }
    case 'MergedInto':
      return { ...state, mergedInto: event.data.complaintId };
    case 'Unmerged':
      return { ...state, mergedInto: null };
    case 'LegalHoldPlaced': {
      const { hold, reason } = event.data;
      return { ...state, holds: [...state.holds, { hold, reason, placedAt: occurredAt }], holdsPlaced: hold };
    }
    case 'LegalHoldLifted':
      return { ...state, holds: state.holds.filter(({ hold }) => hold !== event.data.hold) };
    case 'PersonalDataErased':
      return { ...state, isErased: true };
    case 'Investigated':
      // A new finding makes the earlier final reply stale: the customer has to be told.
      return { ...state, investigated: true, finalReply: 'none', handlers: withPerson(state.handlers, event.metadata?.actor.sub) };
    case 'Escalated':
      return { ...state, level: event.data.track === 'level' ? event.data.to : state.level };
    case 'HandedBack':
      return {
        ...state,
        level: event.data.to,
        holder: event.data.person === undefined ? state.holder : holderOf(event.data),
        handlers: withPerson(state.handlers, event.data.person),
      };
    case 'Recused': {
      const vacant = [...new Set([...state.vacant, ...event.data.vacates])];
      return { ...state, recused: withPerson(state.recused, event.data.person), vacant };
    }
    case 'ReplySent':
      return {
        ...state,
        finalReply: finalReply(event.data) ?? state.finalReply,
        summaryReply: state.summaryReply || event.data.kind === 'summary',
      };
    case 'FollowedUp':
      return followedUp(state, event.data);
    case 'Closed':
      return { ...state, status: 'closed', outcome: event.data.outcome, closedAt: occurredAt };
    case 'Reopened': {
      const { outcome: _, closedAt: _when, ...rest } = state as ClosedComplaint;
      return { ...rest, ...freshRound, status: 'open', reopenings: event.data.count };
    }
    case 'ResolutionProposed':
      return {
        ...state,
        proposal: proposalAfter(state.proposal, event),
        handlers: withPerson(state.handlers, event.data.proposer),
      };
    case 'ApprovalGranted': {
      const { role, resolution } = event.data;
      const resolutions = resolution ? [...state.resolutions, resolutionKey(role, resolution)] : state.resolutions;
      return { ...state, proposal: proposalAfter(state.proposal, event), resolutions };
    }
    case 'ResolutionWithdrawn':
    case 'ApprovalRequested':
    case 'ApprovalRefused':
    case 'ApprovalVoided':
    case 'CustomerAccepted':
      return { ...state, proposal: proposalAfter(state.proposal, event) };
    case 'CustomerRefused':
      return { ...state, proposal: proposalAfter(state.proposal, event), words: withWords(state.words, event.data) };
    case 'Compensated':
      return ordered(state, event.data);
    case 'RemedyFulfilled':
      return remedyIs(state, event.data.compensation, 'fulfilled');
    case 'PaymentFailed':
      return remedyIs(state, event.data.compensation, 'failed');
    case 'CompensationCancelled':
      return remedyIs(state, event.data.compensation, 'cancelled');
    case 'Classified':
      return { ...state, classification: event.data };
    case 'PromiseMade':
      return { ...state, promises: [...state.promises, { isKept: false }] };
    case 'PromiseKept':
      return { ...state, promises: state.promises.map((one, i) => (i + 1 === event.data.promise ? { isKept: true } : one)) };
    case 'ContactMade':
      return { ...state, words: withWords(state.words, event.data) };
    case 'DeadlineSet': {
      // One that a merge had stopped is set again under its name: what was granted and missed before stays so.
      const before = state.deadlines.find(({ clock }) => clock === event.data.clock);
      const begun: Deadline = {
        // Before what is copied: a field that is added to a copy costs more than the copy.
        status: 'running',
        warned: 0,
        extensions: before?.extensions ?? 0,
        wasMissed: before?.wasMissed ?? false,
        ...event.data,
      };
      return { ...state, deadlines: before ? state.deadlines.map((one) => (one === before ? begun : one)) : [...state.deadlines, begun] };
    }
    case 'DeadlineWarned':
      return withDeadline(state, event.data.clock, { warned: event.data.percent });
    case 'DeadlinePaused':
      return withDeadline(state, event.data.clock, { status: 'paused', ...(occurredAt !== undefined && { pausedAt: occurredAt }) });
    case 'DeadlineResumed': {
      const { clock, due, warnings } = event.data;
      const paused = state.deadlines.find((one) => one.clock === clock)?.pausedAt;
      return withDeadline(state, clock, { status: 'running', due, warnings, pausedAt: undefined, resumedAt: later(paused, occurredAt) });
    }
    case 'DeadlineExtended': {
      const { clock, due, warnings, extension: extensions } = event.data;
      return withDeadline(state, clock, { status: 'running', warned: 0, due, warnings, extensions });
    }
    case 'DeadlineMet':
      return withDeadline(state, event.data.clock, { status: 'met', wasMissed: event.data.late ?? false });
    case 'DeadlineMissed':
      return withDeadline(state, event.data.clock, { status: 'missed', wasMissed: true });
    case 'DeadlineStopped':
      return withDeadline(state, event.data.clock, { status: 'stopped', stoppedBy: event.data.moment });
    case 'RiskRaised':
      return { ...state, isRisky: true };
    case 'RiskEased':
      return { ...state, isRisky: false };
    case 'JoinedIncident':
      return { ...state, incidentId: event.data.incidentId };
    case 'LeftIncident':
      return { ...state, incidentId: null };
    case 'Apologised':
    case 'EvidenceAdded':
    case 'NoteAdded':
    case 'Withdrawn':
    case 'InterimMeasureTaken':
    case 'ExternalDecisionReceived':
      return state;
    case 'HistoryImported':
      return { ...state, remedies: state.remedies.map((remedy) => ({ ...remedy, isImported: true })) };
  }
}

/** By what a body's resolution is recognised when it is brought again. */
export function resolutionKey(role: string, { number, minutesHash }: Resolution): string {
  return `${role} ${number} ${minutesHash}`;
}

function proposalAfter(proposal: Proposal | null, event: ProposalEvent & Pick<ComplaintFact, 'occurredAt' | 'metadata'>): Proposal {
  if (event.type === 'ResolutionProposed') {
    const { note: _note, claimed: _claimed, ...data } = event.data;
    // Less of the same: the round goes on; the customer is asked anew.
    if (proposal?.round === data.round) return { ...proposal, ...data, customer: null };
    return { status: 'requested', request: null, signatures: [], customer: null, ...data };
  }
  if (!proposal) throw new Error(`${event.type} without a proposal: the log is damaged`);
  switch (event.type) {
    case 'ApprovalRequested': {
      const { round: _round, reason: _reason, ...request } = event.data;
      const requestedAt = event.metadata?.occurredAt ?? event.occurredAt;
      return { ...proposal, request, requestedAt, status: request.required.length === 0 ? 'granted' : 'requested' };
    }
    case 'ApprovalGranted': {
      const { role, standsInFor, approver, actingFor, resolution, completes } = event.data;
      const signed = { role, standsInFor, approver, actingFor, voters: resolution?.voters ?? [] };
      return { ...proposal, signatures: [...proposal.signatures, signed], status: completes ? 'granted' : proposal.status };
    }
    case 'ApprovalVoided': {
      const { approver } = event.data;
      if (approver === undefined) return { ...proposal, status: 'ended' };
      const signatures = proposal.signatures.filter((signed) => signed.approver !== approver && signed.actingFor !== approver);
      return { ...proposal, signatures, status: 'requested' };
    }
    case 'ApprovalRefused':
    case 'ResolutionWithdrawn':
      return { ...proposal, status: 'ended' };
    case 'CustomerAccepted': {
      const { consent, acceptedBy, evidence } = event.data;
      return { ...proposal, customer: { consent, acceptedBy, ...(evidence && { evidence }) } };
    }
    case 'CustomerRefused':
      return { ...proposal, customer: 'refused' };
  }
}

type Existing = OpenComplaint | ClosedComplaint;

function withDeadline<S extends Existing>(state: S, clock: string, change: Partial<Deadline>): S {
  return { ...state, deadlines: state.deadlines.map((one) => (one.clock === clock ? { ...one, ...change } : one)) };
}

function withWords(known: readonly string[], { words = [] }: { readonly words?: readonly string[] }): readonly string[] {
  return words.every((word) => known.includes(word)) ? known : [...new Set([...known, ...words])];
}

/** Contacts before the complaint form were about something else. */
function tallied(tally: OpenComplaint['tally'], event: ComplaintFact): OpenComplaint['tally'] {
  const found = momentsOf(event, event.metadata?.origin);
  if (found.length === 0) return tally;
  const next = new Map(tally);
  for (const moment of found) next.set(moment, (next.get(moment) ?? 0) + 1);
  return next;
}

const blankForm: Form = Object.fromEntries(plainFields.map((field) => [field, null]));

function formOf(received: ReceivedData): Form {
  // Onto a copy, which has the fields already: to begin one field by field costs several times as much.
  const form: { -readonly [F in PlainField]?: PlainValue } = { ...blankForm };
  for (const field of plainFields) form[field] = received[field] ?? null;
  return form;
}

/** What decisions take from the form. */
function formed(form: Form): Pick<OpenComplaint, 'form' | 'anonymous' | 'product' | 'unit' | 'respondents'> {
  const { complainantKind, product, unit, respondents } = form as { readonly [F in PlainField]?: string } & Pick<Form, 'respondents'>;
  return {
    form,
    anonymous: complainantKind === 'anonymous',
    product: product ?? undefined,
    unit: unit ?? undefined,
    respondents: (respondents ?? []) as readonly string[],
  };
}

function corrected<S extends Existing>(state: S, { field, correction, new: value }: CorrectedData): S {
  const next = { ...state, corrections: correction, corrected: { ...state.corrected, [field]: correction } };
  return value === undefined ? next : { ...next, ...formed({ ...state.form, [field]: value }) };
}

export function holderOf({ person, unit, team, skill }: Holder): Holder {
  return { ...(person && { person }), ...(unit && { unit }), ...(team && { team }), ...(skill && { skill }) };
}

function ordered<S extends Existing>(state: S, { borne, approvalRound }: CompensatedData): S {
  const proposal = state.proposal?.round === approvalRound ? state.proposal : null;
  const approvers = (proposal?.signatures ?? []).flatMap(({ approver, actingFor, voters }) => [
    approver,
    ...(actingFor ? [actingFor] : []),
    ...voters,
  ]);
  const remedies: OrderedRemedy[] = [...state.remedies, { borne, status: 'ordered', approvers, isImported: false }];
  return { ...state, remedies, ...(proposal && { proposal: { ...proposal, status: 'spent' } }) };
}

function remedyIs<S extends Existing>(state: S, compensation: number, status: OrderedRemedy['status']): S {
  return { ...state, remedies: state.remedies.map((remedy, i) => (i + 1 === compensation ? { ...remedy, status } : remedy)) };
}

function withPerson(people: readonly string[], person: string | undefined): readonly string[] {
  return person === undefined || people.includes(person) ? people : [...people, person];
}

/** A final reply counts if it has reasons and names recourse; imported ones may lack them. Presence is all that is asked of `reasons`. */
function finalReply({ kind, reasons, recourse }: ReplySentData): 'given' | 'external' | undefined {
  if (kind !== 'final' || reasons === undefined || recourse.length === 0) return undefined;
  return recourse.some((body) => body !== 'internal-review') ? 'external' : 'given';
}

function followedUp<S extends Existing>(state: S, answer: FollowedUpData): S {
  // A closed case takes the answer without changing how it was closed; reopening is a decision of its own. So does one that was merged.
  if (state.mergedInto !== null) return state;
  const words = withWords(state.words, answer);
  if (state.status === 'closed') return words === state.words ? state : { ...state, words };
  const attempts = state.attempts + (answer.reached || answer.impossibility ? 0 : 1);
  const asked = { ...state, words, attempts, followedUp: state.followedUp || answer.reached || answer.impossibility !== undefined };
  if (!isDissatisfied(answer) || state.sentBack) return asked;
  return { ...asked, sentBack: true, investigated: false, finalReply: 'none' };
}

function later(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
