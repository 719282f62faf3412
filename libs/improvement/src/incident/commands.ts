import type { Command } from '@redress/kernel';
import type {
  ComplaintLeftData,
  IncidentClosedData,
  IncidentOpenedData,
  MemberSkippedData,
  NoticeSentData,
  RemedyOfferedData,
} from './incident.js';

/** A complaint that is to join, as it stands in its own stream. */
export interface Candidate {
  readonly complaintId: string;
  readonly status: 'none' | 'open' | 'closed';
  readonly mergedInto: string | null;
  /** The incident that it is part of. */
  readonly incidentId: string | null;
}

/** What can be asked of an incident: a command carries the data of its event, less the ordinal. Shapes are validated at the edge. */
export type OpenIncident = Command<'openIncident', IncidentOpenedData>;
/** How each complaint stands arrives as data. */
export type JoinComplaints = Command<'joinComplaints', { readonly complaints: readonly string[]; readonly matched?: true }> & {
  readonly candidates?: readonly Candidate[];
};
export type RemoveComplaint = Command<'removeComplaint', ComplaintLeftData>;
export type SendNotice = Command<'sendNotice', Omit<NoticeSentData, 'notice'>>;
export type OfferRemedy = Command<'offerRemedy', Omit<RemedyOfferedData, 'offer' | 'acceptance'>>;
/** What automations could not do for members. */
export type SkipMembers = Command<'skipMembers', { readonly members: readonly MemberSkippedData[] }>;
export type CloseIncident = Command<'closeIncident', IncidentClosedData>;

export type IncidentCommand = OpenIncident | JoinComplaints | RemoveComplaint | SendNotice | OfferRemedy | SkipMembers | CloseIncident;
