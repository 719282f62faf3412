import { complaintStream, HandleIncident, idFrom, incidentIdOf } from '@redress/commands';
import type { ComplaintEvent } from '@redress/complaint';
import { joinsBy, membersWithin, type IncidentEvent, type JoinCriteria } from '@redress/improvement';
import { RuleViolation, type Recorded } from '@redress/kernel';
import { NotYet, type Automation } from './automation.js';
import { forEach, IncidentMembers, type IncidentParts } from './incident-members.js';

type Carried = Extract<IncidentEvent, { type: 'ComplaintJoined' | 'ComplaintLeft' | 'NoticeSent' | 'RemedyOffered' }>;

/** How many complaints that joined one after the other are seen to at once. */
const joinedAtOnce = 64;

/**
 * What an incident says and offers happens in each member's own stream. Who joins later is told the latest notice, which says what is known
 * now, and not what was believed before; and is offered all that the others were. What a member's own case refuses is on record as skipped.
 */
export function carryIncidents(parts: IncidentParts): Automation {
  /** Of each incident, up to which joining members were seen to ahead of their events; forgotten at a restart, and then found done. */
  const seenTo = new Map<string, number>();
  return {
    name: 'carry-incidents',
    types: ['ComplaintJoined', 'ComplaintLeft', 'NoticeSent', 'RemedyOffered'] satisfies Carried['type'][],
    origins: ['api', 'automation'],
    // Members that were seen to ahead are passed in one turn.
    concurrency: joinedAtOnce,
    async act(event) {
      const incidentId = incidentIdOf(event);
      const members = new IncidentMembers(parts, incidentId, event);
      const carried = event as Recorded<Carried>;
      switch (carried.type) {
        case 'ComplaintJoined': {
          const from = carried.data.member;
          if (from <= (seenTo.get(incidentId) ?? 0)) return;
          const to = from + joinedAtOnce - 1;
          const incident = await members.incident();
          await forEach(membersWithin(incident.members, from, to), async ({ complaintId, member }) => {
            if (!(await members.joins(complaintId, member))) return;
            const notice = incident.notices.findLast(({ joinings }) => joinings < member);
            if (notice) await members.tells(complaintId, notice);
            await members.offers(
              complaintId,
              incident.offers.filter(({ joinings }) => joinings < member),
            );
          });
          await members.recordSkipped();
          seenTo.set(incidentId, Math.min(to, incident.joinings));
          return;
        }
        case 'ComplaintLeft':
          return members.leaves(carried.data.complaintId, carried.data.reason);
        case 'NoticeSent': {
          const incident = await members.incident();
          const notice = incident.notices[carried.data.notice - 1]!;
          await forEach(membersWithin(incident.members, 1, notice.joinings), ({ complaintId }) => members.tells(complaintId, notice));
          return members.recordSkipped();
        }
        case 'RemedyOffered': {
          const incident = await members.incident();
          const offer = incident.offers[carried.data.offer - 1]!;
          await forEach(membersWithin(incident.members, 1, offer.joinings), ({ complaintId }) => members.offers(complaintId, [offer]));
          return members.recordSkipped();
        }
      }
    },
  };
}

type Signed = Extract<ComplaintEvent, { type: 'ApprovalGranted' | 'ApprovalRefused' | 'ApprovalVoided' | 'ResolutionWithdrawn' }>;

/** Orders what was offered to a member once everybody has signed, and then proposes what was offered next. */
export const orderIncidentRemedies = (parts: IncidentParts): Automation => ({
  name: 'order-incident-remedies',
  types: ['ApprovalGranted', 'ApprovalRefused', 'ApprovalVoided', 'ResolutionWithdrawn'] satisfies Signed['type'][],
  origins: ['api', 'automation'],
  concurrency: 32,
  async act(event) {
    const { type, data, stream } = event as Recorded<Signed>;
    const goesOn = (type === 'ApprovalGranted' && !data.completes) || (type === 'ApprovalVoided' && data.approver !== undefined);
    if (goesOn) return;
    const complaintId = stream.slice(complaintStream('').length);
    const state = await parts.complaintStates.latest(stream);
    if (state.status === 'none' || state.incidentId === null) return;
    const { proposal, incidentId } = state;
    if (proposal?.round !== data.round || proposal.incident?.incidentId !== incidentId) return;
    const members = new IncidentMembers(parts, incidentId, event);
    // It needs nobody's acceptance; but who said no gets nothing by itself.
    if (proposal.status === 'granted' && proposal.customer !== 'refused') {
      const refusal = await members.compensates(complaintId, proposal);
      if (refusal) throw refusal;
    }
    const { offer: last } = proposal.incident;
    await members.offers(
      complaintId,
      (await members.incident()).offers.filter(({ offer }) => offer > last),
    );
    await members.recordSkipped();
  },
});

/** An open incident that complaints join by themselves. */
export interface JoinableIncident {
  readonly incidentId: string;
  readonly joins: JoinCriteria;
}

interface Joining extends Pick<IncidentParts, 'incidents' | 'now'> {
  /** Those that were open when the log stood there, the first opened first; undefined if that is not known yet. */
  readonly joinable: (position: bigint) => Promise<readonly JoinableIncident[] | undefined>;
}

/** The incident has ended, or the complaint has, meanwhile. */
const over: readonly string[] = ['incident-closed', 'nobody-joins'];

/** A complaint that fits an open incident joins it: the first that was opened, if it fits several. What is corrected later does not count. */
export const joinIncidents = ({ incidents, joinable, now }: Joining): Automation => ({
  name: 'join-incidents',
  types: ['Received'] satisfies ComplaintEvent['type'][],
  origins: ['api', 'automation'],
  concurrency: 64,
  // It waits for the view, as `notice-repeats` does for its list.
  paceMs: 250,
  async act(event) {
    const { data, stream, metadata, position, id } = event as Recorded<Extract<ComplaintEvent, { type: 'Received' }>>;
    const open = await joinable(position);
    if (!open) throw new NotYet('the view of incidents is not there yet');
    const fitting = open.find(({ joins }) => joinsBy(joins, { ...data, receivedAt: metadata.occurredAt }));
    if (!fitting) return;
    const at = now().toISOString();
    const complaintId = stream.slice(complaintStream('').length);
    const command = {
      type: 'joinComplaints' as const,
      data: { complaints: [complaintId], matched: true as const },
      by: { sub: 'redress', roles: [] },
      occurredAt: at,
      now: at,
      origin: 'automation' as const,
    };
    const commandId = idFrom('automation', 'join-incidents', id);
    const request = { commandId, body: {}, correlationId: metadata.$correlationId, causationId: id };
    try {
      await incidents.execute(new HandleIncident(fitting.incidentId, command, request));
    } catch (error) {
      if (!(error instanceof RuleViolation && over.includes(error.code))) throw error;
    }
  },
});
