import type { Instant, Metadata } from '@redress/kernel';
import type { IncidentEvent, NoticeSentData, RemedyOfferedData } from './incident.js';
import { noMembers, withMember, withoutMember, type Members } from './members.js';

/** Nothing was opened on this stream yet. */
interface NoIncident {
  readonly status: 'none';
}

export const incidentStatuses = ['open', 'closed'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** `joinings`: how many complaints had joined before; who joined later is told and given it on joining. */
type AfterJoinings = { readonly joinings: number };

export interface Incident {
  readonly status: IncidentStatus;
  readonly startedAt: Instant;
  readonly members: Members;
  /** How many complaints ever joined: the ordinal of the last. */
  readonly joinings: number;
  readonly notices: readonly (NoticeSentData & AfterJoinings)[];
  readonly offers: readonly (RemedyOfferedData & AfterJoinings & { readonly offeredBy?: Metadata['actor'] })[];
  /** When the latest event occurred; absent only where a test gave no times. */
  readonly latestAt?: Instant;
}

export type IncidentState = NoIncident | Incident;

export const noIncident: IncidentState = { status: 'none' };

/** An event with its own time, as it was read or as a test tells it. */
export type IncidentFact = IncidentEvent & {
  readonly occurredAt?: Instant;
  readonly metadata?: Pick<Metadata, 'occurredAt'> & Partial<Pick<Metadata, 'actor'>>;
};

/** The state after one more event. Pure, never looks into a `Personal` field, never mutates. */
export function evolveIncident(state: IncidentState, event: IncidentFact): IncidentState {
  const latestAt = event.metadata?.occurredAt ?? event.occurredAt ?? (state.status === 'none' ? undefined : state.latestAt);
  const at = latestAt === undefined ? {} : { latestAt };
  if (event.type === 'IncidentOpened') {
    return { status: 'open', startedAt: event.data.startedAt, members: noMembers, joinings: 0, notices: [], offers: [], ...at };
  }
  if (state.status === 'none') throw new Error(`An incident's stream begins with IncidentOpened, not with ${event.type}`);
  return { ...state, ...changes(state, event), ...at };
}

function changes(state: Incident, event: Exclude<IncidentFact, { type: 'IncidentOpened' }>): Partial<Incident> {
  const { members, joinings, notices, offers } = state;
  switch (event.type) {
    case 'ComplaintJoined': {
      const { complaintId, member } = event.data;
      return { members: withMember(members, complaintId, member), joinings: member };
    }
    case 'ComplaintLeft':
      return { members: withoutMember(members, event.data.complaintId) };
    case 'NoticeSent':
      return { notices: [...notices, { ...event.data, joinings }] };
    case 'RemedyOffered': {
      const offeredBy = event.metadata?.actor;
      return { offers: [...offers, { ...event.data, joinings, ...(offeredBy && { offeredBy }) }] };
    }
    case 'IncidentClosed':
      return { status: 'closed' };
    case 'MemberSkipped':
      return {};
  }
}
