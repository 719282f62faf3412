import type { ComplaintEvent } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import { roundAfter } from '../round.js';
import { complaintIdOf, complaintPrefix, isNext, kindOf, rowPerComplaint } from '../rows.js';
import type { View } from '../view.js';
import { ListedComplaint } from './complaint-list.entity.js';

/** Which complaints are there? */
export const complaintList: View = {
  name: 'complaint-list',
  version: 2,
  prefixes: [complaintPrefix],
  entities: [ListedComplaint],
  write: rowPerComplaint(ListedComplaint, foldListed),
};

/** The row after one more event; the same row if it has the event already. Pure. */
export function foldListed(row: Readonly<ListedComplaint> | undefined, event: Recorded<ComplaintEvent>): ListedComplaint {
  if (row && !isNext(event, row.revision)) return row;
  const at = { revision: event.revision, position: event.position.toString() };
  const occurredAt = new Date(event.metadata.occurredAt);
  if (event.type === 'Received') {
    const { data } = event;
    return {
      ...at,
      complaintId: complaintIdOf(event),
      status: 'open',
      ...kindOf(data),
      category: null,
      severity: null,
      urgency: null,
      sensitive: null,
      assignee: null,
      assignedUnit: null,
      assignedTeam: null,
      assignedSkill: null,
      level: 1,
      outcome: null,
      tags: [...data.tags],
      origin: event.metadata.origin,
      receivedAt: occurredAt,
      lastEventAt: occurredAt,
      closedAt: null,
      acknowledged: false,
      investigated: false,
      replied: false,
      proposal: null,
      proposalRound: null,
      owed: 0,
      fulfilled: [],
      reopenedCount: 0,
      sourceReference: data.sourceReference ?? null,
      sourceSystem: null,
      sourceId: null,
    };
  }
  if (!row) throw new Error(`${event.stream} begins with ${event.type}, not with Received`);

  const next = { ...row, ...at, lastEventAt: occurredAt > row.lastEventAt ? occurredAt : row.lastEventAt };
  switch (event.type) {
    case 'Acknowledged':
      return { ...next, acknowledged: true };
    case 'Assigned': {
      const { person = null, unit = null, team = null, skill = null } = event.data;
      return { ...next, assignee: person, assignedUnit: unit, assignedTeam: team, assignedSkill: skill };
    }
    case 'Classified': {
      const { category, severity, urgency, sensitive } = event.data;
      return { ...next, category, severity, urgency, sensitive };
    }
    case 'Investigated':
      return { ...next, investigated: true };
    case 'Escalated':
      return event.data.track === 'level' ? { ...next, level: event.data.to } : next;
    case 'HandedBack': {
      const { to: level, person } = event.data;
      if (person === undefined) return { ...next, level };
      return { ...next, level, assignee: person, assignedUnit: null, assignedTeam: null, assignedSkill: null };
    }
    case 'ResolutionProposed':
    case 'ResolutionWithdrawn':
    case 'ApprovalRequested':
    case 'ApprovalGranted':
    case 'ApprovalRefused':
    case 'ApprovalVoided':
    case 'CustomerAccepted':
    case 'CustomerRefused': {
      const { round } = event.data;
      return { ...next, proposalRound: round, proposal: roundAfter(round === row.proposalRound ? row.proposal : null, event) };
    }
    case 'Compensated': {
      const ordered = { ...next, owed: row.owed + 1 };
      return event.data.approvalRound === row.proposalRound ? { ...ordered, proposal: roundAfter(row.proposal, event) } : ordered;
    }
    case 'RemedyFulfilled':
      return { ...next, owed: row.owed - 1, fulfilled: [...row.fulfilled, event.data.compensation] };
    case 'PaymentFailed': {
      const fulfilled = row.fulfilled.filter((compensation) => compensation !== event.data.compensation);
      return { ...next, owed: row.owed + row.fulfilled.length - fulfilled.length, fulfilled };
    }
    case 'CompensationCancelled':
      return { ...next, owed: row.owed - 1 };
    case 'ReplySent':
      return { ...next, replied: next.replied || event.data.kind === 'final' || event.data.kind === 'summary' };
    case 'Closed':
      return { ...next, status: 'closed', outcome: event.data.outcome, closedAt: occurredAt };
    case 'Reopened':
      return {
        ...next,
        status: 'open',
        outcome: null,
        closedAt: null,
        acknowledged: false,
        investigated: false,
        replied: false,
        reopenedCount: event.data.count,
      };
    case 'HistoryImported': {
      const { system, id } = event.data.source;
      return { ...next, lastEventAt: row.lastEventAt, sourceSystem: system, sourceId: id };
    }
    case 'HandedOver': {
      const { person = null, unit = null, team = null, skill = null } = event.data.to;
      return { ...next, assignee: person, assignedUnit: unit, assignedTeam: team, assignedSkill: skill };
    }
    case 'ContributionRequested':
    case 'ContributionGiven':
    case 'InterimMeasureTaken':
    case 'CustomerArrived':
    case 'CustomerDeparted':
    case 'ExternalDecisionReceived':
    case 'Corrected':
    case 'Linked':
    case 'Unlinked':
    case 'MergedInto':
    case 'Unmerged':
    case 'PersonalDataErased':
    case 'Apologised':
    case 'Recused':
    case 'EvidenceAdded':
    case 'NoteAdded':
    case 'ContactMade':
    case 'PromiseMade':
    case 'FollowedUp':
    case 'Withdrawn':
      return next;
  }
}
