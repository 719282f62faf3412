import type { ComplaintEvent } from '@redress/complaint';
import type { IncidentEvent } from '@redress/improvement';
import type { Metadata, Recorded } from '@redress/kernel';
import { isNext } from '../rows.js';
import { incidentCounts, type IncidentCounts, type IncidentMember, type IncidentRecord, type MemberOffer } from './incidents.entity.js';

/** The streams of incidents are `incident-<uuid>`. */
export const incidentPrefix = 'incident-';

export const incidentIdOf = ({ stream }: Pick<Recorded, 'stream'>): string => stream.slice(incidentPrefix.length);

/** Plain rows: TypeORM alone makes instances. */
export type IncidentRow = Pick<IncidentRecord, keyof IncidentRecord>;
export type MemberRow = Pick<IncidentMember, keyof IncidentMember>;

/** What of an event the folds need. */
type Entry<E> = E & Pick<Recorded, 'stream' | 'revision' | 'position'> & { readonly metadata: Pick<Metadata, 'occurredAt' | 'actor'> };
export type IncidentEntry = Entry<IncidentEvent>;

const none: IncidentCounts = { members: 0, told: 0, offered: 0, approved: 0, compensated: 0, fulfilled: 0, skipped: 0 };

/** An incident after one more event, its counts aside; the very same if it was folded already. Pure. */
export function foldIncident(row: IncidentRow | undefined, event: IncidentEntry): IncidentRow {
  if (row && !isNext(event, row.revision)) return row;
  const { occurredAt, actor } = event.metadata;
  if (event.type === 'IncidentOpened') {
    const { title, cause, product = null, unit = null, startedAt, eta, joins = null } = event.data;
    return {
      incidentId: incidentIdOf(event),
      revision: event.revision,
      status: 'open',
      title,
      cause,
      product,
      unit,
      startedAt: new Date(startedAt),
      eta: eta === undefined ? null : new Date(eta),
      joins,
      notices: [],
      offers: [],
      openedAt: new Date(occurredAt),
      openedBy: actor.sub,
      position: event.position.toString(),
      closedAt: null,
      closedReason: null,
      summary: null,
      ...none,
    };
  }
  if (!row) throw new Error(`${event.stream} begins with ${event.type}, not with IncidentOpened`);
  const next = { ...row, revision: event.revision };
  const said = { at: occurredAt, by: actor.sub };
  switch (event.type) {
    case 'NoticeSent': {
      const { eta } = event.data;
      return { ...next, notices: [...row.notices, { ...event.data, ...said }], eta: eta === undefined ? row.eta : new Date(eta) };
    }
    case 'RemedyOffered': {
      const { acceptance: _, ...offer } = event.data;
      return { ...next, offers: [...row.offers, { ...offer, ...said }] };
    }
    case 'IncidentClosed': {
      const { reason, summary = null } = event.data;
      return { ...next, status: 'closed', closedAt: new Date(occurredAt), closedReason: reason, summary };
    }
    case 'ComplaintJoined':
    case 'ComplaintLeft':
    case 'MemberSkipped':
      return next;
  }
}

/** What is said of members on the incident. */
export type MembershipEntry = Extract<IncidentEntry, { type: 'ComplaintJoined' | 'ComplaintLeft' | 'MemberSkipped' }>;

/** A member after one more event of the incident; the very same if it was folded already. Pure. */
export function foldMembership(row: MemberRow | undefined, event: MembershipEntry): MemberRow {
  if (row && BigInt(row.position) >= event.position) return row;
  const position = event.position.toString();
  const at = new Date(event.metadata.occurredAt);
  const { complaintId } = event.data;
  if (event.type === 'ComplaintJoined') {
    const { member, matched = false } = event.data;
    const before = row ?? { notices: [], offers: [], skipped: [] };
    const { notices, offers, skipped } = before;
    const joined = { incidentId: incidentIdOf(event), complaintId, member, matched, joinedAt: at, leftAt: null, leftReason: null };
    return { ...joined, notices, offers, skipped, position };
  }
  if (!row) throw new Error(`${event.type} of ${complaintId} in ${event.stream}, which it never joined`);
  if (event.type === 'ComplaintLeft') return { ...row, leftAt: at, leftReason: event.data.reason, position };
  const { complaintId: _, ...what } = event.data;
  const others = row.skipped.filter(({ notice, offer }) => notice !== what.notice || offer !== what.offer);
  return { ...row, skipped: [...others, what], position };
}

/** Types of a complaint's events that tell what it was told and given. */
export const memberEventTypes = [
  'ReplySent',
  'ResolutionProposed',
  'ApprovalRequested',
  'ApprovalGranted',
  'ApprovalRefused',
  'ApprovalVoided',
  'ResolutionWithdrawn',
  'Compensated',
  'RemedyFulfilled',
  'PaymentFailed',
  'CompensationCancelled',
] as const satisfies readonly ComplaintEvent['type'][];
export type MemberEntry = Entry<Extract<ComplaintEvent, { type: (typeof memberEventTypes)[number] }>>;

/**
 * A member after one more event of its own case; the very same if that has nothing to do with the incident. Pure.
 * @param orders how many remedies were ordered in the case, this one among them
 */
export function foldMember(row: MemberRow, event: MemberEntry, orders: number): MemberRow {
  if (BigInt(row.position) >= event.position) return row;
  const position = event.position.toString();
  switch (event.type) {
    case 'ReplySent': {
      const { incident } = event.data;
      if (incident?.incidentId !== row.incidentId) return row;
      return { ...row, notices: [...new Set([...row.notices, incident.notice])], position };
    }
    case 'ResolutionProposed': {
      const { incident, round } = event.data;
      if (incident?.incidentId !== row.incidentId) return row;
      const others = row.offers.filter(({ offer }) => offer !== incident.offer);
      return { ...row, offers: [...others, { offer: incident.offer, status: 'proposed', round, compensation: null }], position };
    }
    case 'ApprovalRequested':
      return event.data.required.length > 0 ? row : ofRound(row, event.data.round, { status: 'approved' }, position);
    case 'ApprovalGranted':
      return event.data.completes ? ofRound(row, event.data.round, { status: 'approved' }, position) : row;
    case 'ApprovalVoided': {
      const status = event.data.approver === undefined ? 'ended' : 'proposed';
      return ofRound(row, event.data.round, { status }, position);
    }
    case 'ApprovalRefused':
    case 'ResolutionWithdrawn':
      return ofRound(row, event.data.round, { status: 'ended' }, position);
    case 'Compensated': {
      const { approvalRound } = event.data;
      return approvalRound === undefined ? row : ofRound(row, approvalRound, { status: 'compensated', compensation: orders }, position);
    }
    case 'RemedyFulfilled':
      return ofOrder(row, event.data.compensation, 'fulfilled', position);
    case 'PaymentFailed':
      return ofOrder(row, event.data.compensation, 'compensated', position);
    case 'CompensationCancelled':
      return ofOrder(row, event.data.compensation, 'ended', position);
  }
}

function ofRound(row: MemberRow, round: number, change: Partial<MemberOffer>, position: string): MemberRow {
  // What was ordered is not undone by what becomes of its round.
  const fits = (one: MemberOffer) => one.round === round && one.compensation === null;
  if (!row.offers.some(fits)) return row;
  return { ...row, offers: row.offers.map((one) => (fits(one) ? { ...one, ...change } : one)), position };
}

function ofOrder(row: MemberRow, compensation: number, status: MemberOffer['status'], position: string): MemberRow {
  if (!row.offers.some((one) => one.compensation === compensation)) return row;
  return { ...row, offers: row.offers.map((one) => (one.compensation === compensation ? { ...one, status } : one)), position };
}

/** What a member counts for, each 0 or 1; who left for nothing. */
function countsOf(row: MemberRow | undefined): IncidentCounts {
  if (!row || row.leftAt !== null) return none;
  const is = (...statuses: readonly MemberOffer['status'][]) => Number(row.offers.some(({ status }) => statuses.includes(status)));
  return {
    members: 1,
    told: Number(row.notices.length > 0),
    offered: Number(row.offers.length > 0),
    approved: is('approved', 'compensated', 'fulfilled'),
    compensated: is('compensated', 'fulfilled'),
    fulfilled: is('fulfilled'),
    skipped: Number(row.skipped.length > 0),
  };
}

/** The incident with what has changed of a member. */
export function recounted(row: IncidentRow, before: MemberRow | undefined, after: MemberRow): IncidentRow {
  const [was, is] = [countsOf(before), countsOf(after)];
  return { ...row, ...Object.fromEntries(incidentCounts.map((name) => [name, row[name] + is[name] - was[name]])) };
}
