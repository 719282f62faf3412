import type { ComplaintEvent, CorrectedData } from '@redress/complaint';
import type { Recorded } from '@redress/kernel';
import type { EntityManager } from 'typeorm';
import { roundAfter } from '../round.js';
import { Memory } from '../memory.js';
import { begunBefore, complaintIdOf, complaintPrefix, insert, isNext, kindOf, rowsOfComplaints } from '../rows.js';
import type { View } from '../view.js';
import { ClosedComplaint, OpenComplaint, type ListedRow } from './complaint-list.entity.js';
import { termsOf } from './terms.js';

/** Which complaints are there? */
export const complaintList: View = {
  name: 'complaint-list',
  version: 5,
  prefixes: [complaintPrefix],
  entities: [OpenComplaint, ClosedComplaint],
  write,
};

const tableOf = { open: OpenComplaint, closed: ClosedComplaint } as const;

/** Reads the rows of the batch's complaints from either table, folds, and writes each into the table of its status. */
async function write(batch: readonly Recorded[], manager: EntityManager, memory = new Memory()): Promise<void> {
  const before = await memory.recall(begunBefore(batch), (ids) => load(manager, ids));
  const after = new Map(before);
  for (const event of batch) {
    const row: ListedRow | undefined = foldListed(after.get(complaintIdOf(event)), event as Recorded<ComplaintEvent>);
    if (!row) throw new Error(`${event.type} is not an event of complaints that this program knows`);
    after.set(row.complaintId, row);
  }
  const changed = [...after.values()].filter((row) => row !== before.get(row.complaintId));
  for (const row of changed) memory.keep(row.complaintId, row);
  for (const status of ['open', 'closed'] as const) {
    const old = changed.filter(({ complaintId }) => before.get(complaintId)?.status === status);
    if (old.length > 0)
      await manager.query(`DELETE FROM ${manager.dataSource.getMetadata(tableOf[status]).tablePath} WHERE complaint_id = ANY($1::uuid[])`, [
        old.map(({ complaintId }) => complaintId),
      ]);
    const rows = changed.filter((row) => row.status === status);
    await insert(
      manager,
      tableOf[status],
      rows.map((row) => Object.assign({}, row, { terms: termsOf(row) })),
    );
  }
}

/** Most events are of open cases: the table of the closed ones is asked for the others only. */
async function load(manager: EntityManager, ids: readonly string[]): Promise<Map<string, ListedRow>> {
  const found = new Map<string, ListedRow>();
  for (const table of [OpenComplaint, ClosedComplaint]) {
    const unknown = ids.filter((id) => !found.has(id));
    for (const row of await rowsOfComplaints<ListedRow>(manager, table, unknown)) found.set(row.complaintId, row);
  }
  return found;
}

/** The row after one more event; the same row if it has the event already. Pure. */
export function foldListed(row: Readonly<ListedRow> | undefined, event: Recorded<ComplaintEvent>): ListedRow {
  if (row && !isNext(event, row.revision)) return row;
  const known = row?.subjects ?? [];
  const isKnown = event.metadata.subjectIds.every((subject) => known.includes(subject));
  const subjects = row && isKnown ? row.subjects : [...new Set([...known, ...event.metadata.subjectIds])];
  const at = { subjects, revision: event.revision, position: event.position.toString() };
  const occurredAt = new Date(event.metadata.occurredAt);
  if (event.type === 'Received') {
    const { data } = event;
    const { channel, cause, product, unit, jurisdiction, grade, language } = kindOf(data);
    const { cameByForm, leftByForm, lastVisit, inBranch } = visited({
      cameByForm: Boolean(data.arrivedAt),
      leftByForm: Boolean(data.departedAt),
      lastVisit: null,
    });
    // Named one by one: V8 takes a hundred times as long for a spread that others follow.
    return {
      complaintId: complaintIdOf(event),
      subjects: at.subjects,
      revision: at.revision,
      position: at.position,
      status: 'open',
      channel,
      cause,
      product,
      unit,
      jurisdiction,
      grade,
      language,
      category: null,
      severity: null,
      urgency: null,
      sensitive: null,
      assignee: null,
      assignedUnit: null,
      assignedTeam: null,
      assignedSkill: null,
      handedOver: 0,
      contributions: 0,
      contributionsFrom: [],
      awaited: [],
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
      externalBodies: [],
      mergedInto: null,
      linked: 0,
      receivedBy: receivedBy(event.metadata.actor.sub, data.firstReceiver),
      asked: [],
      links: [],
      cameByForm,
      leftByForm,
      lastVisit,
      inBranch,
      suggestedCategory: data.suggestion?.category ?? null,
      erased: false,
      incident: null,
      atRisk: false,
      sourceReference: data.sourceReference ?? null,
      sourceSystem: null,
      sourceId: null,
    };
  }
  if (!row) throw new Error(`${event.stream} begins with ${event.type}, not with Received`);

  const { revision, position } = at;
  // One spread, and then fields that are there: so V8 copies a row of sixty columns at once.
  const next = { ...row, subjects, revision, position, lastEventAt: occurredAt > row.lastEventAt ? occurredAt : row.lastEventAt };
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
    case 'Escalated': {
      if (event.data.track === 'level') return { ...next, level: event.data.to };
      return { ...next, externalBodies: [...new Set([...row.externalBodies, event.data.body])] };
    }
    case 'ExternalDecisionReceived': {
      const { body } = event.data;
      return { ...next, externalBodies: row.externalBodies.filter((one) => one !== body) };
    }
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
      const held = { assignee: person, assignedUnit: unit, assignedTeam: team, assignedSkill: skill };
      return { ...next, ...held, handedOver: row.handedOver + 1 };
    }
    case 'ContributionRequested': {
      const { contribution, of } = event.data;
      const from = of.unit ?? of.team ?? of.skill ?? of.person ?? '';
      const asked = [...new Set([...row.asked, ...askedOf(of)])];
      return { ...next, asked, ...contributions([...row.awaited, contribution], [...row.contributionsFrom, from]) };
    }
    case 'ContributionGiven': {
      const others = row.awaited.flatMap((contribution, i) => (contribution === event.data.contribution ? [] : [i]));
      return {
        ...next,
        ...contributions(
          others.map((i) => row.awaited[i]!),
          others.map((i) => row.contributionsFrom[i]!),
        ),
      };
    }
    case 'CustomerArrived':
      return { ...next, ...visited({ ...row, lastVisit: 'arrived' }) };
    case 'CustomerDeparted':
      return { ...next, ...visited({ ...row, lastVisit: 'departed' }) };
    case 'Corrected':
      return { ...next, ...corrected(row, event.data) };
    case 'Linked':
      return { ...next, ...linked([...row.links, linkOf(event.data)]) };
    case 'Unlinked': {
      const gone = linkOf(event.data);
      return { ...next, ...linked(row.links.filter((link) => link !== gone)) };
    }
    case 'MergedInto':
      return { ...next, mergedInto: event.data.complaintId };
    case 'Unmerged':
      return { ...next, mergedInto: null };
    case 'PersonalDataErased':
      return { ...next, erased: true };
    case 'RiskRaised':
      return { ...next, atRisk: true };
    case 'RiskEased':
      return { ...next, atRisk: false };
    case 'JoinedIncident':
      return { ...next, incident: event.data.incidentId };
    case 'LeftIncident':
      return { ...next, incident: null };
    case 'PromiseKept':
    case 'DeadlineSet':
    case 'DeadlineWarned':
    case 'DeadlinePaused':
    case 'DeadlineResumed':
    case 'DeadlineExtended':
    case 'DeadlineMet':
    case 'DeadlineMissed':
    case 'DeadlineStopped':
    case 'InterimMeasureTaken':
    case 'Apologised':
    case 'Recused':
    case 'EvidenceAdded':
    case 'NoteAdded':
    case 'ContactMade':
    case 'PromiseMade':
    case 'FollowedUp':
    case 'Withdrawn':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
      return next;
  }
}

/** Who wrote it down, and beside them who took it in. */
function receivedBy(writer: string, receiver: string | null): string[] {
  return receiver === null || receiver === writer ? [writer] : [writer, receiver];
}

/** Whom that asks, as far as a token says it of its bearer. */
function askedOf({ person, unit }: { readonly person?: string; readonly unit?: string }): string[] {
  return [...(person === undefined ? [] : [`person:${person}`]), ...(unit === undefined ? [] : [`unit:${unit}`])];
}

function contributions(awaited: number[], contributionsFrom: string[]) {
  return { awaited, contributionsFrom, contributions: awaited.length };
}

/** What was recorded last counts, else the form. */
function visited({ cameByForm, leftByForm, lastVisit }: Pick<ListedRow, 'cameByForm' | 'leftByForm' | 'lastVisit'>) {
  const inBranch = lastVisit === null ? cameByForm && !leftByForm : lastVisit === 'arrived';
  return { cameByForm, leftByForm, lastVisit, inBranch };
}

/** `<kind>:<complaint>` */
function linkOf({ kind, complaintId }: { readonly kind: string; readonly complaintId: string }): string {
  return `${kind}:${complaintId}`;
}

/** Two cases can have to do with one another in several ways. */
function linked(all: readonly string[]) {
  const links = [...new Set(all)];
  return { links, linked: new Set(links.map((link) => link.slice(link.indexOf(':') + 1))).size };
}

/** Columns that a correction of the form changes; none if the field is personal, or is not listed. */
function corrected(row: Readonly<ListedRow>, { field, new: value }: CorrectedData): Partial<ListedRow> {
  if (value === undefined) return {};
  switch (field) {
    case 'channel':
    case 'cause':
    case 'grade':
    case 'language':
      // What there must be is not struck out; if an import says so nevertheless, the list keeps what it had.
      return typeof value === 'string' ? { [field]: value } : {};
    case 'product':
    case 'unit':
    case 'jurisdiction':
    case 'sourceReference':
      return { [field]: value };
    case 'tags':
      return { tags: typeof value === 'string' ? [value] : [...(value ?? [])] };
    case 'arrivedAt':
      return visited({ ...row, cameByForm: Boolean(value) });
    case 'departedAt':
      return visited({ ...row, leftByForm: Boolean(value) });
    case 'firstReceiver':
      return { receivedBy: receivedBy(row.receivedBy[0]!, typeof value === 'string' ? value : null) };
    case 'happenedAt':
    case 'complainantKind':
    case 'respondents':
    case 'demands':
    case 'account':
    case 'place':
    case 'personsInvolved':
    case 'complainant':
      return {};
  }
}
