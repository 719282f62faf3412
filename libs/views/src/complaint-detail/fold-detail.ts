import type { CorrectedData, ReceivedData } from '@redress/complaint';
import type { Money } from '@redress/kernel';
import { complaintIdOf } from '../rows.js';
import { deadlinesAfter } from './case-deadlines.js';
import type { CaseEvent, ComplaintDetail, Entry, OwedRemedy } from './detail.js';
import { proposalsAfter, type EntryOf } from './proposals.js';

/** What names codes of the taxonomy. */
const coding: ReadonlySet<string> = new Set<CaseEvent['type']>([
  'Received',
  'Classified',
  'Investigated',
  'ResolutionProposed',
  'Compensated',
  'Closed',
  'Corrected',
]);

/**
 * The case after one more event; `undefined` before `Received`, the same case if it has the event already. Pure: folding a prefix of
 * the stream gives the case as it was then. Revisions may be left out, as those are that happened later than an `asOf`.
 * @throws Error if the first event is not `Received`
 */
export function foldDetail(detail: ComplaintDetail | undefined, event: CaseEvent): ComplaintDetail {
  if (detail && event.revision <= detail.revision) return detail;
  const { occurredAt, precision, actor: by, origin, policyVersions } = event.metadata;
  const { revision, recordedAt } = event;
  const position = event.position.toString();
  const entry = <D extends object>(data: D): Entry<D> => ({
    ...data,
    revision,
    occurredAt,
    ...(precision && { precision }),
    recordedAt,
    by,
  });

  if (event.type === 'Received') {
    return {
      complaintId: complaintIdOf(event),
      status: 'open',
      origin,
      revision,
      position,
      recordedAt,
      lastEventAt: occurredAt,
      received: entry(event.data),
      form: event.data,
      taxonomy: policyVersions['taxonomy'] ?? null,
      level: 1,
      classified: null,
      assigned: null,
      closed: null,
      acknowledgements: [],
      classifications: [],
      assignments: [],
      handBacks: [],
      recusals: [],
      evidence: [],
      notes: [],
      contacts: [],
      promises: [],
      apologies: [],
      investigations: [],
      proposals: [],
      compensations: [],
      borne: [],
      unknownAmounts: 0,
      owed: [],
      fulfilments: [],
      paymentFailures: [],
      cancellations: [],
      escalations: [],
      replies: [],
      followUps: [],
      withdrawals: [],
      closures: [],
      reopenings: [],
      handOvers: [],
      contributions: [],
      interimMeasures: [],
      arrivals: [],
      departures: [],
      externalDecisions: [],
      corrections: [],
      links: [],
      unlinkings: [],
      mergedInto: null,
      mergers: [],
      unmergings: [],
      legalHolds: [],
      legalHoldsPlaced: [],
      legalHoldsLifted: [],
      erasures: [],
      deadlines: [],
      promisesKept: [],
      risk: null,
      risksRaised: [],
      risksEased: [],
      incident: null,
      incidentsJoined: [],
      incidentsLeft: [],
      imports: [],
    };
  }
  if (!detail) throw new Error(`${event.stream} begins with ${event.type}, not with Received`);

  const lastEventAt = occurredAt > detail.lastEventAt ? occurredAt : detail.lastEventAt;
  const taxonomy = coding.has(event.type) ? (policyVersions['taxonomy'] ?? detail.taxonomy) : detail.taxonomy;
  const next = { ...detail, revision, position, recordedAt, lastEventAt, taxonomy };
  switch (event.type) {
    case 'Acknowledged':
      return { ...next, acknowledgements: [...detail.acknowledgements, entry(event.data)] };
    case 'Classified': {
      const classified = entry(event.data);
      return { ...next, classified, classifications: [...detail.classifications, classified] };
    }
    case 'Assigned': {
      const assigned = entry(event.data);
      return { ...next, assigned, assignments: [...detail.assignments, assigned] };
    }
    case 'HandedBack': {
      const { to: level, person } = event.data;
      const assigned = person === undefined ? detail.assigned : entry({ person });
      return { ...next, level, assigned, handBacks: [...detail.handBacks, entry(event.data)] };
    }
    case 'Recused':
      return { ...next, recusals: [...detail.recusals, entry(event.data)] };
    case 'EvidenceAdded':
      return { ...next, evidence: [...detail.evidence, entry(event.data)] };
    case 'NoteAdded':
      return { ...next, notes: [...detail.notes, entry(event.data)] };
    case 'ContactMade':
      return { ...next, contacts: [...detail.contacts, entry(event.data)] };
    case 'PromiseMade':
      return { ...next, promises: [...detail.promises, entry(event.data)] };
    case 'Apologised':
      return { ...next, apologies: [...detail.apologies, entry(event.data)] };
    case 'Investigated':
      return { ...next, investigations: [...detail.investigations, entry(event.data)] };
    case 'ResolutionProposed':
    case 'ResolutionWithdrawn':
    case 'ApprovalRequested':
    case 'ApprovalGranted':
    case 'ApprovalRefused':
    case 'ApprovalVoided':
    case 'CustomerAccepted':
    case 'CustomerRefused':
      return { ...next, proposals: proposalsAfter(detail.proposals, event, entry) };
    case 'Compensated': {
      const { remedy, borne, approvalRound } = event.data;
      const compensations = [...detail.compensations, entry(event.data)];
      return {
        ...next,
        proposals: approvalRound === undefined ? detail.proposals : proposalsAfter(detail.proposals, event, entry),
        compensations,
        ...costOf(compensations, detail.cancellations),
        owed: [...detail.owed, { compensation: compensations.length, remedy, borne, status: 'ordered' }],
      };
    }
    case 'RemedyFulfilled':
      return { ...next, owed: without(detail, event.data), fulfilments: [...detail.fulfilments, entry(event.data)] };
    case 'PaymentFailed':
      return { ...next, owed: failed(detail, event.data), paymentFailures: [...detail.paymentFailures, entry(event.data)] };
    case 'CompensationCancelled': {
      const cancellations = [...detail.cancellations, entry(event.data)];
      return { ...next, ...costOf(detail.compensations, cancellations), owed: without(detail, event.data), cancellations };
    }
    case 'Escalated': {
      const level = event.data.track === 'level' ? event.data.to : detail.level;
      return { ...next, level, escalations: [...detail.escalations, entry(event.data)] };
    }
    case 'ReplySent':
      return { ...next, replies: [...detail.replies, entry(event.data)] };
    case 'FollowedUp':
      return { ...next, followUps: [...detail.followUps, entry(event.data)] };
    case 'Withdrawn':
      return { ...next, withdrawals: [...detail.withdrawals, entry(event.data)] };
    case 'Closed': {
      const closed = entry(event.data);
      return { ...next, status: 'closed', closed, closures: [...detail.closures, closed] };
    }
    case 'Reopened':
      return { ...next, status: 'open', closed: null, reopenings: [...detail.reopenings, entry(event.data)] };
    case 'HandedOver': {
      const assigned = entry(event.data.to);
      return { ...next, assigned, handOvers: [...detail.handOvers, entry(event.data)] };
    }
    case 'ContributionRequested':
      return { ...next, contributions: [...detail.contributions, { requested: entry(event.data), given: null }] };
    case 'ContributionGiven': {
      const { contribution } = event.data;
      const given = entry(event.data);
      return {
        ...next,
        contributions: detail.contributions.map((one) => (one.requested.contribution === contribution ? { ...one, given } : one)),
      };
    }
    case 'PromiseKept':
      return { ...next, promisesKept: [...detail.promisesKept, entry(event.data)] };
    case 'DeadlineSet':
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped':
      return { ...next, deadlines: deadlinesAfter(detail.deadlines, event, entry) };
    case 'RiskRaised': {
      const risk = entry(event.data);
      return { ...next, risk, risksRaised: [...detail.risksRaised, risk] };
    }
    case 'RiskEased':
      return { ...next, risk: null, risksEased: [...detail.risksEased, entry(event.data)] };
    case 'JoinedIncident': {
      const incident = entry(event.data);
      return { ...next, incident, incidentsJoined: [...detail.incidentsJoined, incident] };
    }
    case 'LeftIncident':
      return { ...next, incident: null, incidentsLeft: [...detail.incidentsLeft, entry(event.data)] };
    case 'InterimMeasureTaken':
      return { ...next, interimMeasures: [...detail.interimMeasures, entry(event.data)] };
    case 'CustomerArrived':
      return { ...next, arrivals: [...detail.arrivals, entry(event.data)] };
    case 'CustomerDeparted':
      return { ...next, departures: [...detail.departures, entry(event.data)] };
    case 'ExternalDecisionReceived':
      return { ...next, externalDecisions: [...detail.externalDecisions, entry(event.data)] };
    case 'Corrected':
      return { ...next, ...corrected(detail, event.data, entry) };
    case 'Linked':
      return { ...next, links: [...detail.links, entry(event.data)] };
    case 'Unlinked': {
      const { complaintId, kind } = event.data;
      const links = detail.links.filter((link) => link.complaintId !== complaintId || link.kind !== kind);
      return { ...next, links, unlinkings: [...detail.unlinkings, entry(event.data)] };
    }
    case 'MergedInto': {
      const mergedInto = entry(event.data);
      return { ...next, mergedInto, mergers: [...detail.mergers, mergedInto] };
    }
    case 'Unmerged':
      return { ...next, mergedInto: null, unmergings: [...detail.unmergings, entry(event.data)] };
    case 'LegalHoldPlaced': {
      const placed = entry(event.data);
      return { ...next, legalHolds: [...detail.legalHolds, placed], legalHoldsPlaced: [...detail.legalHoldsPlaced, placed] };
    }
    case 'LegalHoldLifted': {
      const legalHolds = detail.legalHolds.filter(({ hold }) => hold !== event.data.hold);
      return { ...next, legalHolds, legalHoldsLifted: [...detail.legalHoldsLifted, entry(event.data)] };
    }
    case 'PersonalDataErased':
      return { ...next, erasures: [...detail.erasures, entry(event.data)] };
    case 'HistoryImported':
      return { ...next, lastEventAt: detail.lastEventAt, imports: [...detail.imports, entry(event.data)] };
  }
}

/** The form as it stands then; the correction tells what it said before, which of a personal field is nowhere else in the event. */
function corrected(
  { form, corrections }: ComplaintDetail,
  data: CorrectedData,
  entry: EntryOf,
): Pick<ComplaintDetail, 'form' | 'corrections'> {
  const { old: _old, new: plain, personal, ...said } = data;
  const { [said.field]: before, ...rest } = form;
  const value = plain ?? personal ?? null;
  return {
    form: (value === null ? rest : { ...form, [said.field]: value }) as ReceivedData,
    corrections: [...corrections, { ...entry(said), old: before ?? null, new: value }],
  };
}

type Remedy = { readonly compensation: number };

function without({ owed }: ComplaintDetail, { compensation }: Remedy): readonly OwedRemedy[] {
  return owed.filter((remedy) => remedy.compensation !== compensation);
}

/** What did not reach the customer is owed, also if it had been confirmed before. */
function failed(detail: ComplaintDetail, { compensation }: Remedy): readonly OwedRemedy[] {
  const ordered = detail.compensations[compensation - 1];
  if (!ordered) return detail.owed;
  const { remedy, borne } = ordered;
  return [...without(detail, { compensation }), { compensation, remedy, borne, status: 'failed' as const }].sort(
    (a, b) => a.compensation - b.compensation,
  );
}

/** What is borne for all remedies that were not cancelled. */
function costOf(
  compensations: ComplaintDetail['compensations'],
  cancellations: ComplaintDetail['cancellations'],
): Pick<ComplaintDetail, 'borne' | 'unknownAmounts'> {
  const standing = compensations.filter((_, i) => !cancellations.some(({ compensation }) => compensation === i + 1));
  const known = standing.flatMap(({ borne }) => borne ?? []);
  return { borne: known.reduce(plus, []), unknownAmounts: standing.length - known.length };
}

function plus(sums: readonly Money[], { amount, currency }: Money): readonly Money[] {
  const before = sums.find((sum) => sum.currency === currency)?.amount ?? 0;
  const others = sums.filter((sum) => sum.currency !== currency);
  return [...others, { amount: before + amount, currency }].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
